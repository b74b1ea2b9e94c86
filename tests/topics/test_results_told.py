"""The sentences of a result, of plain data: each says what was counted, and no more than may be said."""

from fractions import Fraction
from hashlib import sha256

import pytest

from topics import counting, framing, sureness, telling
from topics.counting import Cast, Terms

TOPICS = ("A", "B", "C", "D")
TITLES = {code: f"Topic {code}" for code in TOPICS}


def count(ballots, *, places=2, picks=2, eligible=None, organisations=None, own=None, **terms):
    """The result of these ballots, as a close would make it."""
    said = Terms(topics=TOPICS, places=places, picks=picks, **terms)
    of = organisations or [None] * len(ballots)
    casts = [
        Cast(tuple(ballot), organisation=one, is_coordinators=n == own, order=TOPICS)
        for n, (ballot, one) in enumerate(zip(ballots, of, strict=True))
    ]
    patterns = [(tuple(sorted(ballot)), "", 1) for ballot in ballots]
    electorate = {
        "eligible": eligible or len(ballots),
        "voted": len(ballots),
        "partners": 0,
        "partners_heard": 0,
    }
    patterns = patterns if len(ballots) >= said.floor else []
    return counting.result_of(said, patterns, electorate, counting.keep(said, casts))


def asked(**more):
    return telling.Asked(titles=TITLES, rule_in_words="The rule.", **more)


def old(result):
    """As the version before this one stored it."""
    new = {
        "version",
        "floor",
        "certain",
        "tied",
        "supported",
        "lot",
        "kept",
        "checks",
        "standing",
        "agree",
    }
    new |= {"non_voters", "left_out", "with_nothing", "position"}
    return {key: value for key, value in result.items() if key not in new}


CLEAR = [["A", "B"]] * 4 + [["A", "C"]] * 2 + [["A"]]


def test_clear_result_says_margin_and_how_many_would_change_it():
    result = count(CLEAR, eligible=9)

    assert telling.heading(result, asked()) == "Two topics frame the meeting"
    assert sureness.margin(result, asked()) == "The last place was settled by 2 votes."
    assert sureness.to_change(result) == (
        "1 person voting differently would have changed what is chosen."
    )
    assert sureness.non_voters(result) == [
        "2 people have not voted.",
        "That is enough to change the last place.",
    ]
    assert telling.tie(result, asked()) == []


def test_those_who_have_not_voted_are_said_to_be_too_few_if_they_are():
    result = count(CLEAR, eligible=8)

    assert sureness.non_voters(result) == [
        "1 person has not voted.",
        "That is too few to have changed anything.",
    ]
    assert sureness.non_voters(count(CLEAR)) == ["Everybody voted."]


def test_one_more_ballot_settles_a_draw_and_not_a_tie_of_which_all_are_taken():
    level = [["A"]] * 5 + [["B"], ["C"], ["D"]]
    taken = count(level, places=3, picks=1, eligible=9)
    drawn = count(level, places=3, picks=1, eligible=9, tie_rule="lot", lot_secret="s")

    assert sureness.non_voters(taken)[1] == "That is too few to have changed anything."
    assert sureness.non_voters(drawn)[1] == "That is enough to change the last place."


def test_floor_of_a_vote_stands_in_its_sentences():
    said = sureness.left_with_nothing(count([["A", "B"]] * 9 + [["C"]] * 6, floor=7), asked())

    assert said[1] == "Fewer than seven people chose only what is not in."


def test_what_is_not_known_of_them_is_not_said():
    result = count(
        CLEAR, eligible=9, weights="equal", organisations=["x"] * 6 + ["y"], is_named=True
    )

    assert sureness.non_voters(result) == ["2 people have not voted."]
    assert sureness.to_change(result) == ""


def test_ranks_are_shared_and_chosen_topics_stand_first():
    result = count([["A", "B"], ["A", "C"], ["A", "D"], ["A"], ["A"]])
    rows = telling.ranking(result, asked(settled={"how": "chair", "chosen": ["C"]}))

    assert [(row.code, row.rank, row.is_in) for row in rows] == [
        ("A", "1", True),
        ("C", "2=", True),
        ("B", "2=", False),
        ("D", "2=", False),
    ]
    assert [row.by for row in rows] == ["", "by a decision", "", ""]
    assert {row.votes for row in rows} == {"5 votes", "1 vote"}


def test_open_tie_names_the_topics_and_the_rule():
    result = count([["A", "B"], ["A", "C"], ["A", "D"], ["A"], ["A"]])

    assert telling.tie(result, asked()) == [
        "These are level, and there is not room for them all: “Topic B”, “Topic C” and “Topic D”.",
        "The votes do not decide between them. People still have to.",
        "The rule that stood before anyone voted: “The rule.”.",
    ]
    assert telling.cut(result, asked()) == "1 chosen above this line · 1 place is still open"


def test_decision_is_never_told_as_a_result_of_votes():
    result = count([["A", "B"], ["A", "C"], ["A", "D"], ["A"], ["A"]])
    settled = {"how": "chair", "chosen": ["D"], "by": "Vic", "reason": "Urgent."}

    said = telling.tie(result, asked(settled=settled))

    assert "“Topic D”: decided by Vic, not by votes." in said
    assert "The reason given: Urgent." in said


def test_draw_can_be_repeated_and_is_held_against_what_was_said_before():
    ballots = [["A", "B"], ["A", "C"], ["A", "D"], ["A"], ["A"]]
    result = count(ballots, tie_rule="lot", lot_secret="s3cret", lot_name="7")
    said = sha256(b"s3cret").hexdigest()

    lot = telling.lot(result, asked(lot_digest=said))

    assert lot.is_as_said
    assert not telling.lot(result, asked(lot_digest=sha256(b"another").hexdigest())).is_as_said
    assert [sha256(hashed.encode()).hexdigest() for hashed, _d, _t in lot.draws] == [
        digest for _h, digest, _t in lot.draws
    ]
    assert [digest for _h, digest, _t in lot.draws] == sorted(d for _h, d, _t in lot.draws)
    assert sha256(lot.counted.encode()).hexdigest() == lot.count_digest
    assert lot.draws[0][2] == TITLES[result["chosen"][-1]]


def test_other_ways_of_counting_say_what_they_would_choose():
    ballots = [["A", "B"]] * 5 + [["C"]] * 3
    result = count(ballots, organisations=["x"] * 4 + ["v", "y", "z", "w"], own=7, is_named=True)

    ways = {way.name: way for way in sureness.ways(result, asked())}

    assert ways["Most votes"].topics == [("Topic A", True), ("Topic B", True)]
    assert not ways["Each partner equal"].is_same
    assert ("Topic C", False) in ways["Each partner equal"].topics
    assert ways["Balanced agenda"].more == "and 1 of: Topic A · Topic B"
    assert ways["Without the coordinator’s own ballot"].is_same
    assert ways["Without any one partner"].more == "different, if a certain one is left out"
    assert sureness.agreement(result) == "1 of 5 other ways to look agree."


def test_level_result_says_what_is_level_and_no_more():
    result = count([[topic] for topic in TOPICS] * 2)
    official, *others = sureness.ways(result, asked())

    assert official.more == "2 of: Topic A · Topic B · Topic C · Topic D"
    assert {way.more for way in others if way.is_same} == {"the same"}
    assert sureness.to_change(result) == ""


def test_what_could_show_how_somebody_voted_is_withheld_and_that_is_said():
    ballots = [["A", "B"]] * 5 + [["C"]] * 3
    result = count(ballots, organisations=["x"] * 4 + ["v", "y", "z", "w"])

    assert "Each partner equal" not in {way.name for way in sureness.ways(result, asked())}
    assert "could show how somebody voted" in sureness.withheld(result, asked())


def test_topic_that_nobody_chose_is_in_no_way_of_counting():
    result = count([["A"]] * 5)

    ways = sureness.ways(result, asked())

    assert {way.name: (way.topics, way.more) for way in ways}["Most votes"] == (
        [("Topic A", True)],
        "",
    )
    assert [row.standing for row in telling.ranking(result, asked())] == ["core", "", "", ""]
    assert (
        sureness.margin(result, asked())
        == "No topic lost its place to another: few enough had votes."
    )


def test_group_that_was_left_with_nothing_is_said():
    result = count([["A", "B", "D"]] * 8 + [["C"]] * 5, places=3, picks=3)

    assert sureness.left_with_nothing(result, asked()) == [
        "5 of 13 people chose “Topic C”, and nothing they chose is in. Consider adding it.",
        "5 people chose only what is not in.",
    ]


def test_group_of_fewer_than_five_is_not_said_though_it_is_as_large_as_a_place():
    said = sureness.left_with_nothing(
        count([["A", "B", "D"]] * 8 + [["C"]] * 4, places=3, picks=3), asked()
    )

    assert "Topic C" not in " ".join(said)
    assert said[0].startswith("No group of five or more")


def test_none_left_out_is_claimed_only_where_no_smaller_group_was_passed_over():
    few = count([["A", "B"]] * 5 + [["C"]] * 3, places=2)
    many = count([["A", "B"]] * 11)

    assert "Smaller groups are not looked at" in sureness.left_with_nothing(few, asked())[0]
    assert sureness.left_with_nothing(many, asked())[0] == (
        "No group as large as one place agrees on a topic and was left with nothing."
    )


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_fewer_than_five_with_nothing_are_never_counted_out(n):
    said = sureness.left_with_nothing(count([["A", "B"]] * 8 + [["C"]] * n), asked())

    assert said[1] == "Fewer than five people chose only what is not in."


def test_five_or_none_with_nothing_are_said():
    assert sureness.left_with_nothing(count([["A", "B"]] * 8 + [["C"]] * 5), asked())[1] == (
        "5 people chose only what is not in."
    )
    assert sureness.left_with_nothing(count([["A", "B"]] * 8), asked())[1] == (
        "Everybody who chose something has at least one topic that is in."
    )


def test_position_is_told_with_the_limit_that_few_ballots_set():
    result = count([["A", "B"]] * 5)

    assert sureness.position({"position": {"ballots": 24, "seen": False}})[1] == (
        "With 24 ballots we could only have noticed a very large effect; we saw none that large."
    )
    assert "more than chance" in sureness.position({"position": {"ballots": 24, "seen": True}})[1]
    assert "none" in sureness.position({"position": {"ballots": 500, "seen": False}})[1]
    assert sureness.position(old(result)) == []


def test_withheld_totals_leave_ranks_and_no_number():
    ballots = [["A", "B"]] * 5 + [["A", "C"]]
    result = count(ballots, weights="equal", organisations=["x"] * 5 + ["y"])
    rows = telling.ranking(result, asked(weights="equal"))

    assert result["totals"] == {}
    assert {(row.votes, row.total, row.dots, row.share) for row in rows} == {("", "", 0, 0.0)}
    assert "small partner" in sureness.margin(result, asked())


def test_parts_of_a_vote_are_written_as_such():
    assert telling.votes("7/2", asked()) == "3 1/2 votes"
    assert telling.votes("1/2", asked()) == "1/2 votes"
    assert telling.votes("0", asked()) == "0 votes"
    assert telling.votes("1", asked(is_ranked=True)) == "1 point"


@pytest.mark.parametrize(
    ("ballots", "terms", "stage", "heading"),
    [
        ([["A"]] * 4, {}, "too_few", "Too few people voted to show a count"),
        ([["A"]] * 6, {"quorum": 7}, "no_quorum", "Not enough ballots to settle the agenda"),
        ([[]] * 6, {}, "nobody", "Nobody chose a topic"),
        (
            [["A"], ["B"], ["C"], ["D"]] * 2,
            {},
            "counted",
            "The topics are level, and none is chosen yet",
        ),
    ],
)
def test_result_that_settles_nothing_says_so_first(ballots, terms, stage, heading):
    result = count(ballots, **terms)

    assert telling.stage_of(result) == stage
    assert telling.heading(result, asked()) == heading


@pytest.mark.parametrize(
    "ballots",
    [CLEAR, [["A"]] * 4, [[]] * 6, [["A", "B"], ["A", "C"], ["A", "D"], ["A"], ["A"]], [["A"]] * 5],
)
def test_result_of_before_is_told_as_far_as_it_goes(ballots):
    result = old(count(ballots))

    for say in (telling.heading, telling.ranking, telling.cut, telling.tie, telling.lot):
        say(result, asked())
    assert sureness.ways(result, asked()) == []
    assert sureness.left_with_nothing(result, asked()) == []
    assert sureness.agreement(result) == ""
    assert sureness.non_voters(result)
    assert telling.turnout(result)
    assert isinstance(sureness.margin(result, asked()), str)


# Whose framing it is


@pytest.mark.parametrize(("k", "chance"), [(0, 4), (1, 18), (2, 12), (3, 1)])
def test_chance_is_the_hypergeometric_one(k, chance):
    assert framing.chance_of(k, 3, 3, 7) == Fraction(chance, 35)


def test_chances_of_all_that_can_happen_add_up_to_one():
    for listed in range(1, 9):
        for listed_from in range(listed + 1):
            for chosen in range(listed + 1):
                total = sum(
                    framing.chance_of(k, chosen, listed_from, listed) for k in range(chosen + 1)
                )
                assert total == 1


def test_yardstick_looks_at_the_side_that_came_out():
    assert framing.chance_as_far(3, 3, 3, 7) == (Fraction(1, 35), True)
    assert framing.chance_as_far(0, 3, 3, 7) == (Fraction(4, 35), False)
    assert framing.chance_as_far(3, 3, 6, 7) == (Fraction(20, 35), True)


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (Fraction(1), "always"),
        (Fraction(0), "never"),
        (Fraction(4, 7), "4 times in 7"),
        (Fraction(1, 3), "1 time in 3"),
        (Fraction(34, 100), "about 1 time in 3"),
        (Fraction(1, 35), "about 1 time in 35"),
        (Fraction(99, 100), "nearly always"),
    ],
)
def test_chance_is_said_without_a_percentage(chance, words):
    assert framing.in_words(chance) == words


def test_framing_is_said_in_counts():
    on_list, chosen = framing.on_list(6, 1), framing.among_chosen(3, 0)

    assert on_list.said == "On the list: 6 of 7 began with the coordinator."
    assert (on_list.weight_at, chosen.weight_at) == (14, 0)
    assert framing.yardstick(on_list, chosen)[0] == (
        "If 3 had been drawn from the list blindly, all of them would be the coordinator’s 4 times in 7."
    )
    assert framing.yardstick(on_list, framing.among_chosen(0, 0)) == []
    assert "one side" in framing.yardstick(framing.on_list(7, 0), chosen)[0]


def test_suggestions_are_told_with_what_became_of_them():
    assert framing.suggestions_said(4, 0, 1, 3) == (
        "4 topics were suggested: 1 was joined into another, 3 were left off."
    )
    assert framing.suggestions_said(1, 0, 0, 0) == "1 topic was suggested."
