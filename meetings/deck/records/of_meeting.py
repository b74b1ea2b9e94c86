"""Slides from the vote, the agenda, the topics and the actions."""

from datetime import timedelta
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Chart, ChartKind, Label, Slide, SlideKind, Table
from network import words
from topics.left_off import left_off
from topics.result_account import Account

BLANK_ROWS = 5


def vote_slides(vote):
    """The result, or that there is none yet. While a vote is open nothing of it is here."""
    if vote is None or not vote.is_counted:
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
    account = Account(vote, topics=vote.topics())
    rows = account.rows
    listed = "; ".join(f"{row.title} {row.total}".strip() for row in rows)
    return [
        Slide(
            SlideKind.VOTE,
            _vote_title(vote),
            body=_how_sure(account),
            chart=_votes_chart(rows, listed) if vote.result["totals"] else None,
            table=None if vote.result["totals"] else _ranks_table(rows),
            source=_("Vote closed %(day)s · %(n)d ballots, up to %(picks)d choices each")
            % {
                "day": words.full_date(_last_moment(vote.activity), vote.cycle.network),
                "n": vote.result["ballots"],
                "picks": vote.result["picks"],
            },
            notes=_vote_notes(account, listed),
            key="vote",
            minutes=5,
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


def _votes_chart(rows, listed):
    counts = [Fraction(row.exact) for row in rows]
    return Chart(
        ChartKind.BAR,
        [row.title for row in rows],
        {_("Votes"): [int(n) if n.denominator == 1 else float(n) for n in counts]},
        alt=_("Bars of votes: %(listed)s.") % {"listed": listed},
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


def _vote_notes(account, listed):
    result = account.result
    return "\n".join(
        [
            _("Votes: %(listed)s.") % {"listed": listed},
            _("Blank ballots: %(n)d. Ballots that chose: %(votes)d votes in all.")
            % {"n": result["blank"], "votes": result["votes"]},
            _("The rule if topics are level at the last place: “%(rule)s”.")
            % {"rule": account.asked.rule_in_words},
            _("Say what was left off the list, and why, before moving on."),
        ]
    )


def left_off_slides(cycle):
    """What was left off, with its reason, and nobody's name: a deck is handed on."""
    found = left_off(cycle, "")
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


def agenda_slides(meeting):
    order = meeting.running_order()
    if not order:
        return []
    last = order[-1].ends
    return [
        Slide(
            SlideKind.AGENDA,
            _("Today we finish at %(time)s") % {"time": f"{last:%H:%M}"},
            table=Table(
                [_("Time"), _("What"), _("Minutes")],
                [
                    [f"{timed.starts:%H:%M}", timed.item.title, str(timed.item.minutes)]
                    for timed in order
                ],
                alt=_("The running order with times and minutes."),
                widths=(1, 6, 1),
            ),
            source=words.day(meeting.starts_at, meeting.network),
            key="agenda",
            notes="\n".join(
                f"{timed.starts:%H:%M} {timed.item.title}: {note}"
                for timed in order
                if (
                    note := "; ".join(
                        filter(None, [timed.item.lead, timed.item.method, timed.item.fallback])
                    )
                )
            )
            or _("Say when the break is, and that the last item ends on time."),
            label=Label.PROPOSAL,
            minutes=2,
        )
    ]


def topic_slides(vote):
    if vote is None or not vote.is_counted:
        return []
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
        )
        for topic in vote.chosen_topics()
    ]


def action_slides(network):
    actions = list(network.actions.open().with_people())
    made = []
    if actions:
        made.append(
            Slide(
                SlideKind.ACTIONS,
                ngettext("One action is under way", "%(n)d actions are under way", len(actions))
                % {"n": len(actions)},
                table=Table(
                    [_("Action"), _("Who"), _("By"), _("How it goes")],
                    [
                        [
                            action.what,
                            action.owner.name if action.owner else _("needs an owner"),
                            f"{action.due:%-d %b}" if action.due else "–",
                            action.get_status_display(),
                        ]
                        for action in actions
                    ],
                    alt=_("Open actions with owner, date and status."),
                    widths=(5, 2, 1, 2),
                ),
                source=_("The action list"),
                key="actions",
                notes=_("Thank the owners. Ask of each stuck one: who can help, and with what?"),
                minutes=5,
            )
        )
    return [*made, _wall()]


def _wall():
    return Slide(
        SlideKind.ACTIONS,
        _("What will we do, and who will help?"),
        table=Table(
            [_("Action"), _("First small step"), _("Who holds it"), _("Who helps"), _("By")],
            [["", "", "", "", ""] for _n in range(BLANK_ROWS)],
            alt=_("An empty table to write actions in during the meeting."),
            widths=(4, 3, 2, 2, 1),
        ),
        source=_("Sign up here, by your own link, or on paper"),
        key="wall",
        notes=_("Fill this in the room. One owner each; whoever writes it down does not own it."),
        label=Label.PROPOSAL,
        minutes=15,
    )


def before_you_go(meeting):
    network = meeting.network
    following = (
        network.meetings.filter(starts_at__gt=meeting.starts_at).order_by("starts_at").first()
    )
    return Slide(
        SlideKind.TEXT,
        _("Before you go: three questions, and the next date"),
        body=[
            _("Was it worth your time?"),
            _("Were you heard?"),
            _("What should we keep, or change?"),
            _("Next meeting: %(when)s") % {"when": words.day_and_time(following.starts_at, network)}
            if following
            else _("Next meeting: let us agree the date now"),
        ],
        source=_("The three questions wait on your own page"),
        key="before",
        notes=_(
            "Ask for the answers in the room: few reply afterwards. Ask whether to lead again."
        ),
        label=Label.PROPOSAL,
        minutes=5,
    )
