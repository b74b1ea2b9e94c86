"""Slides of the meeting itself: its agenda, the actions, and how it ends."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Label, Slide, SlideKind, Table
from meetings.deck.records import tokens
from network import words

BLANK_ROWS = 5


def agenda_slides(meeting, order):
    """[the running order]; none while there is none."""
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
            # Leads, methods and fallbacks are in the plan, which is not for everybody who may look.
            notes=_(
                "Say when the break is, and that the last item ends on time. Who leads what is in the plan."
            ),
            label=Label.PROPOSAL,
            minutes=2,
        )
    ]


def action_slides(meeting):
    """[the actions under way, of this cycle or one before it; an empty table for new ones]."""
    so_far = meeting.network.actions.filter(cycle__number__lte=meeting.cycle.number)
    actions = list(so_far.open().with_people())
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
                cites=tokens.of(*actions),
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


def before_you_go(meeting, has_mandate):
    """How it ends: the wall, the date, three questions, and who leads next."""
    network = meeting.network
    following = (
        network.meetings.on().filter(starts_at__gt=meeting.starts_at).order_by("starts_at").first()
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
            _("Should we lead again?") if has_mandate else _("Who should lead next?"),
            _("Sign up at the wall"),
        ],
        source=_("The three questions wait on your own page"),
        key="before",
        notes="\n".join(
            [
                _("Point to the action wall: who still wants to help, and with what?"),
                _("Ask for the answers in the room: few reply afterwards."),
                _(
                    "Ask whether to lead again, for what and until when. Count yes, not sure and no."
                ),
            ]
        ),
        label=Label.PROPOSAL,
        minutes=5,
    )
