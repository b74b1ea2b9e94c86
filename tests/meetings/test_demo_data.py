"""The demo's data adds up to the figures that its specification gives. No database."""

from collections import Counter
from statistics import mean, median

import pytest

from meetings.demo.answers import (
    FIGURES,
    HOLDS,
    PERSON_OF_ROW,
    QUOTES,
    RETURN_ORDER,
    RETURN_PACE,
    THEMES,
    VIEWS,
)
from meetings.demo.meetings import (
    ACTIONS,
    CO_PRODUCTION_OFFERS,
    MANDATE,
    MEETING_1,
    MEETING_2,
    OFFSETS,
    RUNNING_ORDER,
    VERDICTS,
)
from meetings.demo.proforma import PARTS
from meetings.demo.register import FIGURES_LEADS, NETWORK, PARTNERS, PEOPLE
from meetings.demo.topics import (
    BALLOTS,
    GROUP_STATEMENT,
    RESEARCH,
    STANCES,
    SUGGESTIONS,
    TOPICS,
    VOTER_OF_BALLOT,
)

PERSON = {person["code"]: person for person in PEOPLE}
PARTNER = {partner["code"]: partner for partner in PARTNERS}
PARTICIPANTS = [person for person in PEOPLE if person["level"]]
QUESTIONS = {
    question["code"]: (part["unit"], question) for part in PARTS for question in part["questions"]
}
COUNTED = [question for _, question in QUESTIONS.values() if "follows" not in question]
COMPLETE = [p["code"] for p in PARTNERS if p["return_state"] == "complete"]
LEVELS = {"front_line": 7, "manager": 6, "strategic": 5, "lived_experience": 4}


def group(person):
    if person["level"] == "lived_experience":
        return "LE"
    return "SA" if PARTNER[person["partner"]]["sector"] == "statutory" else "VO"


def figure(code, question):
    return FIGURES[code].get(question, {}).get("value")


class TestRegister:
    def test_sizes(self):
        assert (len(PEOPLE), len(PARTICIPANTS), len(PARTNERS)) == (28, 27, 14)
        assert len({p["email"] for p in PEOPLE}) == 28
        assert all(p["email"].endswith(".example") for p in PEOPLE)
        assert NETWORK["slug"] == "carrowby"

    def test_states_of_return(self):
        states = Counter(p["return_state"] for p in PARTNERS)
        assert states == {"complete": 10, "partial": 2, "overdue": 1, "not_applicable": 1}

    def test_sharing(self):
        assert [p["code"] for p in PARTNERS if p["sharing"] == "totals"] == ["O02", "O04", "O07"]
        assert [p["code"] for p in PARTNERS if p["sharing"] == ""] == ["O05", "O14"]
        assert [p["code"] for p in PARTNERS if not p["holds_figures"]] == ["O14"]

    def test_convenors_and_co_hosts(self):
        assert [p["code"] for p in PARTNERS if p["convenor"]] == ["O09", "O12", "O14"]
        hosts = [p for p in PEOPLE if p["cohost"]]
        assert {p["partner"] for p in hosts} == {"O09", "O12", "O14"}
        assert len(hosts) == 3

    def test_figures_leads(self):
        assert set(FIGURES_LEADS) == set(PARTNER) - {"O14"}
        for code, lead in FIGURES_LEADS.items():
            assert lead == next(p["code"] for p in PEOPLE if p["partner"] == code)

    def test_who_took_part(self):
        assert sum(p["views"] for p in PARTICIPANTS) == 22
        assert sum(p["ballot"] for p in PARTICIPANTS) == 24
        assert sum(p["m1"] for p in PARTICIPANTS) == MEETING_1["attended"] == 21
        assert sum(p["m2"] for p in PARTICIPANTS) == MEETING_2["attended"] == 24
        assert Counter(p["level"] for p in PARTICIPANTS if p["views"]) == LEVELS
        assert Counter(group(p) for p in PARTICIPANTS if p["ballot"]) == {
            "SA": 11,
            "VO": 9,
            "LE": 4,
        }


class TestProforma:
    def test_sixteen_questions(self):
        assert len(COUNTED) == 16
        assert sum(len(part["questions"]) for part in PARTS) == len(QUESTIONS) == 19
        assert Counter(q["origin"] for q in COUNTED) == {
            "coordinator": 9, "framework": 1, "question_bank": 3, "partner": 2, "participant": 1,
        }  # fmt: skip

    def test_follow_ups_follow_a_question_of_their_part(self):
        for unit, question in QUESTIONS.values():
            if "follows" in question:
                followed_unit, followed = QUESTIONS[question["follows"]]
                assert unit == followed_unit
                assert "follows" not in followed

    def test_every_question_says_why(self):
        for _, question in QUESTIONS.values():
            assert question["why"].endswith(".")
            assert len(question["why"].split()) < 20

    def test_origins_name_whom_they_should(self):
        for question in (q for _, q in QUESTIONS.values()):
            assert ("origin_partner" in question) == (question["origin"] == "partner")
            assert ("origin_person" in question) == (question["origin"] == "participant")


class TestViews:
    def spread(self, question, row=None):
        return Counter(v[question][row] if row else v[question] for v in VIEWS.values())

    def test_levels(self):
        assert Counter(v["level"] for v in VIEWS.values()) == LEVELS
        assert self.spread("A1") == {"FL": 7, "MG": 6, "ST": 5, "LE": 4}

    def test_working_together(self):
        assert self.spread("A2") == {1: 1, 2: 3, 3: 6, 4: 5, 5: 4, 6: 2, 7: 1}
        values = [v["A2"] for v in VIEWS.values()]
        assert (round(mean(values), 1), median(values)) == (3.8, 4)

    @pytest.mark.parametrize(
        ("question", "level", "expected"),
        [
            ("A2", "strategic", 5.6), ("A2", "manager", 4.2), ("A2", "front_line", 3.3), ("A2", "lived_experience", 2.0),
            ("A8", "strategic", 3.8), ("A8", "manager", 4.8), ("A8", "front_line", 4.3), ("A8", "lived_experience", 2.75),
        ],
    )  # fmt: skip
    def test_means_by_level(self, question, level, expected):
        found = mean(v[question] for v in VIEWS.values() if v["level"] == level)
        assert found == pytest.approx(expected, abs=0.05)

    def test_where_people_get_stuck(self):
        chosen = Counter(option for v in VIEWS.values() for option in v["A3"])
        assert chosen == {
            "MHSU": 16,
            "THRESH": 13,
            "CUST": 9,
            "HOSP": 8,
            "TEN": 7,
            "WORK": 5,
            "OTH": 2,
        }
        assert chosen.total() == 60
        assert Counter(len(v["A3"]) for v in VIEWS.values()) == {3: 16, 2: 6}

    def test_behaviours(self):
        assert self.spread("A6", "a") == {1: 3, 2: 7, 3: 6, 4: 5, 5: 1}
        assert self.spread("A6", "b") == {1: 5, 2: 8, 3: 5, 4: 3, 5: 1}
        assert self.spread("A6", "c") == {1: 2, 2: 5, 3: 8, 4: 6, 5: 1}
        assert [round(mean(v["A6"][k] for v in VIEWS.values()), 1) for k in "abc"] == [
            2.7,
            2.4,
            3.0,
        ]

    def test_worth_and_readiness(self):
        assert self.spread("A7") == {"PATH": 11, "REL": 5, "DATA": 3, "COMM": 2, "REFL": 1}
        assert self.spread("A8") == {2: 2, 3: 4, 4: 7, 5: 9}
        assert round(mean(v["A8"] for v in VIEWS.values()), 1) == 4.0

    def test_free_text(self):
        answered = {q: sum(q in v for v in VIEWS.values()) for q in ("A4", "A5", "A9")}
        assert answered == {"A4": 17, "A5": 18, "A9": 12}
        for view in VIEWS.values():
            assert all(
                len(view.get(q, "")) <= QUESTIONS[q][1]["settings"]["max_length"] for q in answered
            )
        names = {p["name"] for p in PEOPLE}
        words = {
            w.strip(".,") for v in VIEWS.values() for q in answered for w in v.get(q, "").split()
        }
        assert not names & words

    def test_themes(self):
        assert set(THEMES) == {
            (r, q) for r, v in VIEWS.items() for q in ("A4", "A5", "A9") if q in v
        }
        counts = {q: Counter() for q in ("A4", "A5", "A9")}
        for (_, question), themes in THEMES.items():
            counts[question].update(themes)
        assert counts["A4"] == {
            "One steady worker or relationship": 9,
            "Someone bent a rule": 6,
            "Fast reply, same day": 5,
        }
        assert counts["A5"] == {
            "One steady worker or relationship": 3, "Passed back and forth": 10, "Told to come back sober": 6,
            "Friday afternoon, nobody there": 6, "Repeating the story": 5,
            "Letters to people with no address": 5, "Staff worn out or leaving": 2,
        }  # fmt: skip
        assert counts["A9"] == {
            "Staff worn out or leaving": 5, "Ask about money and who holds it": 3, "Ask about children and family": 2,
            "Ask us what you want, not only what is wrong": 3, "Ask what has been tried before": 2,
        }  # fmt: skip

    def test_quotes_are_in_their_rows(self):
        assert list(QUOTES) == [f"X{n}" for n in range(1, 13)]
        for row, question, text, _ in QUOTES.values():
            assert VIEWS[row][question] == text
        assert (
            {ref for ref, quote in QUOTES.items() if quote[3] == "held"}
            == set(HOLDS)
            == {"X8", "X12"}
        )
        assert QUOTES["X11"][3] == "not_agreed"

    def test_rows_go_to_people_of_their_level(self):
        assert set(PERSON_OF_ROW) == set(VIEWS)
        assert sorted(PERSON_OF_ROW.values()) == [p["code"] for p in PARTICIPANTS if p["views"]]
        for row, code in PERSON_OF_ROW.items():
            assert PERSON[code]["level"] == VIEWS[row]["level"]

    def test_pace(self):
        assert RETURN_PACE == [(-36, 8), (-29, 15), (-24, 19), (-22, 22)]
        assert sorted(RETURN_ORDER) == list(VIEWS)


class TestFigures:
    def test_records(self):
        assert sum(figure(c, "B1") for c in COMPLETE) == 8780
        assert sum(figure(c, "B2") for c in COMPLETE) == 1832
        needs = Counter()
        for code in COMPLETE:
            needs.update(figure(code, "B3"))
        assert list(needs.values()) == [3155, 4101, 5868, 3880, 2065]
        assert Counter(FIGURES[c]["B2"]["basis"] for c in COMPLETE) == {
            "estimated": 5,
            "counted": 5,
        }

    def test_waits(self):
        waits = {c: figure(c, "B4") for c in COMPLETE if figure(c, "B4") is not None}
        assert (len(waits), median(waits.values())) == (9, 15)
        named = [days for code, days in waits.items() if PARTNER[code]["sharing"] == "named"]
        assert (min(named), max(named)) == (3, 21)

    def test_referrals(self):
        found = {c: figure(c, "B5") for c in COMPLETE if figure(c, "B5")}
        received = sum(f["received"] for f in found.values())
        declined = sum(f["declined"] for f in found.values())
        assert (len(found), received, declined) == (9, 2337, 635)
        assert round(100 * declined / received, 1) == 27.2
        rates = {c: round(100 * f["declined"] / f["received"], 1) for c, f in found.items()}
        assert (rates["O02"], rates["O04"], rates["O12"], rates["O07"], rates["O08"]) == (
            47.3,
            38.0,
            33.0,
            0.0,
            12.9,
        )

    def test_who_is_named(self):
        named = Counter(code for c in FIGURES for code in figure(c, "B6") or [])
        assert named.most_common(2) == [("O08", 7), ("O04", 6)]
        assert not named["O13"]
        assert all(len(figure(c, "B6")) == 3 and c not in figure(c, "B6") for c in COMPLETE)

    def test_money(self):
        ending = [c for c in FIGURES if figure(c, "B7E") == {"months_ahead": 7}]
        assert ending == ["O08", "O10", "O11", "O12"]
        assert sum(figure(c, "B7") for c in ending) == 2_755_000

    def test_incomplete_returns(self):
        assert set(FIGURES) == set(FIGURES_LEADS)
        assert FIGURES["O05"] == {}
        assert set(FIGURES["O03"]) == {"B7"}
        assert set(FIGURES["O13"]) == {"B1", "B2", "B3"}
        assert figure("O13", "B3")["abuse"] == 3

    def test_entries_fit_their_questions(self):
        for entries in FIGURES.values():
            for code, entry in entries.items():
                unit, question = QUESTIONS[code]
                assert unit == "partner"
                assert ("value" in entry) != ("state" in entry)
                if code == "B5R" and "value" in entry:
                    assert entry["value"] in dict(question["options"])
                    assert ("other" in entry) == (entry["value"] == "OTH")
                if question["kind"] == "grid_number" and "value" in entry:
                    assert list(entry["value"]) == [row for row, _ in question["rows"]]
        for view in VIEWS.values():
            assert all(option in dict(QUESTIONS["A3"][1]["options"]) for option in view["A3"])


class TestTopicsAndVote:
    TOTALS = {"T1": 18, "T2": 16, "T3": 13, "T4": 10, "T5": 7, "T6": 4, "T7": 2}

    def votes(self, *groups):
        return Counter(
            c for g, choices in BALLOTS.values() if not groups or g in groups for c in choices
        )

    def test_totals(self):
        assert len(BALLOTS) == 24
        assert self.votes() == self.TOTALS
        assert self.votes().total() == 70
        assert Counter(len(c) for _, c in BALLOTS.values()) == {3: 22, 2: 2}

    def test_groups(self):
        assert Counter(g for g, _ in BALLOTS.values()) == {"SA": 11, "VO": 9, "LE": 4}
        assert self.votes("SA") == {"T1": 7, "T2": 8, "T3": 8, "T4": 3, "T5": 1, "T6": 2, "T7": 2}
        assert self.votes("VO") == {"T1": 9, "T2": 6, "T3": 4, "T4": 4, "T5": 2, "T6": 2}
        assert self.votes("LE") == {"T5": 4, "T4": 3, "T1": 2, "T2": 2, "T3": 1}
        assert self.votes("VO", "LE").total() == 39

    def test_winners_reach_every_voter(self):
        winners = {"T1", "T2", "T3"}
        held = [len(winners & set(choices)) for _, choices in BALLOTS.values()]
        assert (sum(n >= 1 for n in held), sum(n >= 2 for n in held)) == (24, 21)

    def test_voters(self):
        assert set(VOTER_OF_BALLOT) == set(BALLOTS)
        assert sorted(VOTER_OF_BALLOT.values()) == [p["code"] for p in PARTICIPANTS if p["ballot"]]
        for ballot, code in VOTER_OF_BALLOT.items():
            assert group(PERSON[code]) == BALLOTS[ballot][0]

    def test_origins(self):
        assert [t["code"] for t in TOPICS] == list(self.TOTALS) == list(STANCES)
        assert sum("coordinator" in t["origin"] for t in TOPICS) == 6
        assert sum(t["origin"] == ["participant"] for t in TOPICS) == 1
        assert all(t["origin_options"] for t in TOPICS[:3])

    def test_evidence_exists(self):
        known = set(QUESTIONS) | {r["code"] for r in RESEARCH}
        assert all(set(t["evidence"]) <= known for t in TOPICS)
        themes = {theme for found in THEMES.values() for theme in found}
        for topic in TOPICS:
            for code, detail in topic["evidence_detail"]:
                question = QUESTIONS[code][1]
                assert detail in {
                    *dict(question["options"]),
                    *dict(question["rows"]),
                    *themes,
                    *PARTNER,
                }

    def test_stances(self):
        assert Counter(s["stance"] for s in STANCES.values()) == {
            "delighted": 3,
            "comfortable": 2,
            "distraction": 2,
        }
        assert [STANCES[t]["stance"] for t in ("T1", "T2", "T3")] == [
            "comfortable",
            "delighted",
            "comfortable",
        ]

    def test_suggestions_and_statement(self):
        assert Counter(s["outcome"] for s in SUGGESTIONS) == {"left_off": 3, "joined": 1}
        assert all(PERSON[p]["level"] == "lived_experience" for p in GROUP_STATEMENT["people"])
        assert sum(r["found_by"] != "P01" for r in RESEARCH) == 2


class TestMeetings:
    @pytest.mark.parametrize(
        ("meeting", "item", "spread", "average"),
        [
            (MEETING_1, "worth", {1: 1, 2: 4, 3: 6, 4: 3, 5: 1}, 2.9),
            (MEETING_1, "heard", {2: 2, 3: 5, 4: 6, 5: 2}, 3.5),
            (MEETING_2, "worth", {2: 1, 3: 2, 4: 9, 5: 7}, 4.2),
            (MEETING_2, "heard", {2: 1, 3: 3, 4: 8, 5: 7}, 4.1),
            (MEETING_2, "ours", {2: 1, 3: 4, 4: 8, 5: 6}, 4.0),
            (MEETING_2, "open", {2: 1, 3: 3, 4: 7, 5: 8}, 4.2),
            (MEETING_2, "ready", {3: 2, 4: 8, 5: 9}, 4.4),
        ],
    )
    def test_feedback(self, meeting, item, spread, average):
        values = [reply[item] for reply in meeting["feedback"]]
        assert Counter(values) == spread
        assert round(mean(values), 1) == average

    def test_feedback_words(self):
        replies = MEETING_1["feedback"]
        assert (len(replies), len(MEETING_2["feedback"])) == (15, 19)
        assert Counter(r["next"] for r in replies) == {"propose": 9, "both": 4, "open": 2}
        assert Counter(r["word"] for r in replies) == {
            "frustrated": 5,
            "hopeful": 4,
            "unclear": 3,
            "warm": 2,
            "tired": 1,
        }

    def test_notes(self):
        assert [n["number"] for n in MEETING_1["notes"]] == list(range(1, 25))
        sizes = sorted(Counter(n["cluster"] for n in MEETING_1["notes"]).values(), reverse=True)
        assert sizes == [5, 4, 4, 3, 3, 3, 2]

    def test_running_order(self):
        minutes = Counter()
        for row in RUNNING_ORDER:
            minutes[row["stage"]] += row["minutes"]
        assert [minutes[s] for s in ("open", "narrow", "commit", "break")] == [45, 35, 55, 15]
        assert minutes.total() - minutes["before"] == 150

    def test_running_order_has_no_gaps(self):
        starts = [int(r["start"][:2]) * 60 + int(r["start"][3:]) for r in RUNNING_ORDER]
        for start, after, row in zip(starts, starts[1:], RUNNING_ORDER, strict=False):
            assert start + row["minutes"] == after

    def test_actions(self):
        assert Counter(a["status"] for a in ACTIONS) == {
            "done": 2,
            "on_track": 3,
            "needs_help": 2,
            "stuck": 1,
        }
        pairs = [person for a in ACTIONS for person, _ in a["supporters"]]
        assert (len(pairs), len(set(pairs))) == (28, 20)
        kinds = {
            "time",
            "expertise",
            "data",
            "permission",
            "venue",
            "introductions",
            "lived_experience",
        }
        assert {kind for a in ACTIONS for _, kind in a["supporters"]} == kinds
        owners = [PERSON[a["owner"]] for a in ACTIONS]
        assert sum(o["level"] == "lived_experience" for o in owners) == 1
        assert "P01" not in {o["code"] for o in owners}
        assert all((a["status"] == "done") == (a["done_offset"] is not None) for a in ACTIONS)

    def test_one_action_is_overdue(self):
        late = {
            a["code"]: OFFSETS["today"] - a["due_offset"] for a in ACTIONS if a["status"] != "done"
        }
        assert {code: days for code, days in late.items() if days > 0} == {"AC5": 10}

    def test_people_named_were_there(self):
        for row in RUNNING_ORDER:
            assert all(PERSON[code]["m2"] for code in row["leads"])
        for action in ACTIONS:
            assert all(PERSON[code]["m2"] for code, _ in action["supporters"])
        assert all(v["person"] in PERSON for v in VERDICTS)

    def test_mandate_and_offers(self):
        renewal = MANDATE["renewal"]
        assert renewal["yes"] + renewal["not_sure"] + renewal["no"] == renewal["of"] == 24
        call = CO_PRODUCTION_OFFERS[0]
        assert call["taken_up"] + call["no_time"] + call["no_reply"] == call["offered"] == 27
