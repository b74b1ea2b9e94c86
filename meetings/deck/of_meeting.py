"""Slides from the vote, the agenda, the topics and the actions."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Chart, ChartKind, Label, Slide, SlideKind, Table
from network import words

BLANK_ROWS = 5


def vote_slides(vote):
    """The result, or that there is none yet. While a vote is open nothing of it is here."""
    if vote is None or not vote.is_counted or vote.result["how"] == "too_few":
        return [
            Slide(
                SlideKind.TEXT,
                _("The topics are not chosen yet"),
                body=[_("Nobody sees a count before the vote has closed.")],
                notes=_("Export the deck again once the vote is counted."),
                label=Label.PROPOSAL,
            )
        ]
    result = vote.result
    topics = {topic.code: topic for topic in vote.topics()}
    order = [code for _rank, code in result["ranks"]]
    labels, counts = (
        [topics[code].title for code in order],
        [float(result["totals"][code]) for code in order],
    )
    counts = [int(count) if count == int(count) else count for count in counts]
    listed = "; ".join(f"{label} {count:g}" for label, count in zip(labels, counts, strict=True))
    return [
        Slide(
            SlideKind.VOTE,
            _vote_title(vote),
            body=_how_sure(result),
            chart=Chart(
                ChartKind.BAR,
                labels,
                {_("Votes"): counts},
                alt=_("Bars of votes: %(listed)s.") % {"listed": listed},
                highlight=tuple(n for n, code in enumerate(order) if code in vote.chosen_codes),
            ),
            source=_("Vote closed %(day)s · %(n)d ballots, up to %(picks)d choices each")
            % {
                "day": words.full_date(_last_moment(vote.activity), vote.cycle.network),
                "n": result["ballots"],
                "picks": result["picks"],
            },
            notes=_vote_notes(result, listed),
            minutes=5,
        )
    ]


def _last_moment(activity):
    """What closes at midnight was open until the day before."""
    return activity.closed_at - timedelta(seconds=1)


def _vote_title(vote):
    result, chosen = vote.result, len(vote.chosen_codes)
    return ngettext(
        "%(voted)d of %(eligible)d people voted, and one topic goes forward",
        "%(voted)d of %(eligible)d people voted, and %(n)d topics go forward",
        chosen,
    ) % {"voted": result["voted"], "eligible": result["eligible"], "n": chosen}


def _how_sure(result):
    said = []
    if result["undecided"]:
        said.append(
            _("Some topics are exactly level at the last place; we agreed beforehand what follows.")
        )
    elif result["how"] == "extended":
        said.append(_("Topics were level at the last place, so all of them go forward, as agreed."))
    elif result["margin"] is not None:
        said.append(
            ngettext(
                "The last place was settled by %(n)s vote.",
                "The last place was settled by %(n)s votes.",
                int(float(result["margin"])),
            )
            % {"n": result["margin"]}
        )
    if result["ballots_to_change"]:
        n = result["ballots_to_change"]
        said.append(
            ngettext(
                "One person voting differently would change it.",
                "%(n)d people voting differently would change it.",
                n,
            )
            % {"n": n}
        )
    return said


def _vote_notes(result, listed):
    return "\n".join(
        [
            _("Votes: %(listed)s.") % {"listed": listed},
            _("Blank ballots: %(n)d. Ballots that chose: %(votes)d votes in all.")
            % {"n": result["blank"], "votes": result["votes"]},
            _(
                "If topics are level at the last place, all of them go forward when that is one more at most."
            ),
            _("Say what was left off the list, and why, before moving on."),
        ]
    )


def left_off_slides(cycle):
    left_off = list(cycle.topics.left_off())
    if not left_off:
        return []
    return [
        Slide(
            SlideKind.TABLE,
            ngettext(
                "One topic was left off the list, for this reason",
                "%(n)d topics were left off the list, for these reasons",
                len(left_off),
            )
            % {"n": len(left_off)},
            table=Table(
                [_("Left off"), _("Reason")],
                [[topic.title, topic.left_off_reason] for topic in left_off],
                alt=_("Topics that were left off the longlist, with the reason for each."),
                widths=(2, 3),
            ),
            source=_("The longlist and its history"),
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
            source=_("Topic %(code)s: %(title)s · began with %(who)s")
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
        notes=_(
            "Ask for the answers in the room: few reply afterwards. Ask whether to lead again."
        ),
        label=Label.PROPOSAL,
        minutes=5,
    )
