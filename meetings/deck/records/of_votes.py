"""Slides from the vote, what was left off before it, and the topics that it chose."""

from datetime import timedelta
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Chart, ChartKind, Label, Slide, SlideKind, Table
from meetings.deck.records import tokens, wall
from network import words
from topics.models import Suggestion
from topics.result_account import Account
from topics.suggesting import place_of


def vote_slides(vote):
    """The result, or that there is none yet. While a vote is open nothing of it is here."""
    if vote is None:
        return [
            _nothing_chosen(
                _("No vote has been held."),
                _("Ask the room what to work on today, or hold a vote before the meeting."),
            )
        ]
    if not vote.is_counted:
        return [
            _nothing_chosen(
                _("Nobody sees a count before the vote has closed."),
                _("Export the deck again once the vote is counted."),
            )
        ]
    if vote.result["how"] == "too_few":
        return [
            _nothing_chosen(
                _("Too few people voted to show a count. So the vote settles nothing."),
                _("Ask the room what to work on today."),
            )
        ]
    topics = vote.topics()
    account = Account(vote, topics=topics)
    rows = account.rows
    listed = "; ".join(f"{row.title} {row.total}".strip() for row in rows)
    return [
        Slide(
            SlideKind.VOTE,
            _vote_title(vote),
            body=[*_how_sure(account), *_of_suggestions(vote.cycle)],
            chart=_votes_chart(vote, rows, listed) if vote.result["totals"] else None,
            table=None if vote.result["totals"] else _ranks_table(rows),
            source=_source_of(vote),
            notes=_vote_notes(vote, account, listed),
            key="vote",
            minutes=5,
            cites=tokens.of(*topics),
        )
    ]


def _nothing_chosen(why, notes):
    return Slide(
        SlideKind.TEXT,
        _("The topics are not chosen yet"),
        key="vote",
        body=[why],
        notes=notes,
        label=Label.PROPOSAL,
    )


def _source_of(vote):
    said = (
        _("Vote closed %(day)s · %(n)d ballots, up to %(picks)d choices each in order")
        if vote.is_ranked
        else _("Vote closed %(day)s · %(n)d ballots, up to %(picks)d choices each")
    )
    return said % {
        "day": words.full_date(_last_moment(vote.activity), vote.cycle.network),
        "n": vote.result["ballots"],
        "picks": vote.result["picks"],
    }


def _votes_chart(vote, rows, listed):
    counts = [Fraction(row.exact) for row in rows]
    unit = _("Points") if vote.is_ranked else _("Votes")
    return Chart(
        ChartKind.BAR,
        [row.title for row in rows],
        {unit: [int(n) if n.denominator == 1 else float(n) for n in counts]},
        alt=(
            _("Bars of points: %(listed)s.") if vote.is_ranked else _("Bars of votes: %(listed)s.")
        )
        % {"listed": listed},
        highlight=tuple(n for n, row in enumerate(rows) if row.is_in),
    )


def _ranks_table(rows):
    """Where totals could tell how a small partner voted, the order alone is shown."""
    return Table(
        [_("Rank"), _("Topic")],
        [[row.rank, row.title] for row in rows],
        alt=_("The topics in the order of their votes."),
        widths=(1, 6),
    )


def _last_moment(activity):
    """What closes at midnight was open until the day before."""
    return activity.closed_at - timedelta(seconds=1)


def _vote_title(vote):
    result, chosen = vote.result, len(vote.chosen_codes)
    if not chosen:
        said = _("%(voted)d of %(eligible)d people voted, and no topic is chosen yet")
        return said % {"voted": result["voted"], "eligible": result["eligible"]}
    return ngettext(
        "%(voted)d of %(eligible)d people voted, and one topic goes forward",
        "%(voted)d of %(eligible)d people voted, and %(n)d topics go forward",
        chosen,
    ) % {"voted": result["voted"], "eligible": result["eligible"], "n": chosen}


def _how_sure(account):
    if account.stage != "counted":
        return [account.heading + "."]
    # On the wall only how it was settled; the reason of whoever decided is on the result page.
    said = account.tie[:2] or [account.margin]
    return [*said, account.to_change] if account.to_change else said


def _of_suggestions(cycle):
    """What became of what people asked for; those who said the same stand behind one."""
    places = [
        place_of(one)
        for one in cycle.suggestions.standing().with_all()
        if one.vote_id is None and one.same_as_id is None
    ]
    if not places:
        return []
    outcomes = Suggestion.Outcome
    parts = [
        (_("Suggested: %(n)d."), len(places)),
        (_("On the list: %(n)d."), places.count(outcomes.LISTED)),
        (_("Joined: %(n)d."), places.count(outcomes.JOINED)),
        (_("Left off: %(n)d."), places.count(outcomes.LEFT_OFF)),
    ]
    return [" ".join(said % {"n": n} for said, n in parts if n)]


def _vote_notes(vote, account, listed):
    result = account.result
    return "\n".join(
        [
            (_("Points: %(listed)s.") if vote.is_ranked else _("Votes: %(listed)s."))
            % {"listed": listed},
            *_what_counts(vote),
            _("Blank ballots: %(n)d. Choices on the others: %(votes)d in all.")
            % {"n": result["blank"], "votes": result["votes"]},
            _("The rule if topics are level at the last place: “%(rule)s”.")
            % {"rule": account.asked.rule_in_words},
            _("Say what was left off the list, and why, before moving on."),
        ]
    )


def _what_counts(vote):
    """Why the numbers are not simply how many people chose a topic, where they are not."""
    if vote.is_ranked:
        yield _("A first choice counts %(n)d, each next one less, down to 1.") % {
            "n": vote.result["picks"]
        }
    if vote.weights != vote.Weights.PERSON:
        yield f"{vote.get_weights_display()}."


def left_off_slides(found):
    """What was left off, with its reason, and nobody's name: a deck is handed on."""
    if not found:
        return []
    return [
        Slide(
            SlideKind.TABLE,
            ngettext(
                "One topic was left off the list, for this reason",
                "%(n)d topics were left off the list, for these reasons",
                len(found),
            )
            % {"n": len(found)},
            table=Table(
                [_("Left off"), _("Reason"), _("How it comes back")],
                [[one.text, one.reason, one.comes_back] for one in found],
                alt=_("Topics that were left off the longlist, with the reason for each."),
                widths=(2, 3, 2),
            ),
            source=_("The longlist and its history"),
            key="left_off",
            notes=_("Say how each can come back: anyone may ask for it at the next cycle."),
            minutes=2,
        )
    ]


def topics_slides(chosen):
    """[what the chosen topics ask, side by side]; none where none is chosen."""
    if not chosen:
        return []
    title = ngettext("%(n)d question for today", "%(n)d questions for today", len(chosen)) % {
        "n": len(chosen)
    }
    asked = [topic.question or topic.title for topic in chosen]
    return [
        Slide(
            SlideKind.COLUMNS,
            title,
            body=wall.shared_out(asked, wall.MOST_WORDS - len(title.split())),
            source=_("Topics %(codes)s, as they stood on the ballot")
            % {"codes": ", ".join(topic.code for topic in chosen)},
            notes="\n".join(_notes_of_topics(chosen)),
            key="topics",
            label=Label.PROPOSAL,
            minutes=3,
            cites=tokens.of(*chosen),
        )
    ]


def _notes_of_topics(chosen):
    for topic in chosen:
        yield " ".join(filter(None, [f"{topic.code} {topic.title}:", topic.question]))
        yield from topic.prompts
    yield _("Say which table takes which. Each has its sheet with the three prompts.")


def topic_slides(chosen):
    """One for each chosen topic: its question and its prompts."""
    return [
        Slide(
            SlideKind.TOPIC,
            topic.question or topic.title,
            body=topic.prompts or [topic.title],
            key=f"topic:{topic.code}",
            source=_("Topic %(code)s: %(title)s · came from: %(who)s")
            % {"code": topic.code, "title": topic.title, "who": topic.get_origin_display()},
            notes="\n".join(
                filter(
                    None,
                    [
                        _("Prompts in order: open up, narrow down, commit."),
                        topic.evidence
                        and _("What it rests on: %(evidence)s") % {"evidence": topic.evidence},
                        _("End with who will hold it, and the first small step by next week."),
                    ],
                )
            ),
            label=Label.PROPOSAL,
            minutes=30,
            cites=tokens.of(topic),
        )
        for topic in chosen
    ]
