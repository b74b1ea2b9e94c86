"""You said, we did, we did not, because: what was promised, and what there is to answer."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from topics.left_off import left_off

from . import feedback_results
from .models import Answered, Feedback, Meeting

State = Answered.State
LONGEST_SAID = Answered._meta.get_field("said").max_length
LONGEST_BECAUSE = Answered._meta.get_field("because").max_length


@dataclass(frozen=True)
class Told:
    """One line of it. `earlier` is how it read before, the latest last: said, what became, why, until."""

    pk: int
    said: str
    state: str
    became: str
    because: str
    changed_at: datetime | None
    is_late: bool
    earlier: tuple[tuple[str, str, str, datetime], ...] = ()


@dataclass(frozen=True)
class Account:
    """What became of what was said around one meeting, under its three headings."""

    meeting: Meeting
    did: tuple[Told, ...]
    did_not: tuple[Told, ...]
    will: tuple[Told, ...]

    @property
    def lines(self):
        return [*self.did, *self.did_not, *self.will]

    @property
    def says_nothing_undone(self):
        return self.meeting.nothing_undone and not self.did_not


@dataclass(frozen=True)
class Offer:
    """Something to answer. `words` are somebody’s own and not to be quoted: `said` is then ours to write."""

    key: str
    heading: str
    words: str = ""
    said: str = ""
    state: str = ""
    because: str = ""


@dataclass(frozen=True)
class Comments:
    """What feedback said, as far as its results show it."""

    keep: list[str] = field(default_factory=list)
    change: list[str] = field(default_factory=list)


def open_promises(network):
    """Every “we will” that nothing has become of yet, the oldest first. A queryset."""
    promised = Answered.objects.promised().filter(meeting__network=network)
    return promised.select_related("meeting").order_by("meeting__starts_at", "at", "pk")


def late_promises(network, at=None):
    """Those of them that a later meeting has overtaken. A queryset."""
    at = at or timezone.now()
    later = Meeting.objects.held(at).filter(
        network=network, starts_at__gt=OuterRef("meeting__starts_at")
    )
    return open_promises(network).filter(Exists(later.order_by()))


def account_of(meeting, *, at=None) -> Account:
    """What became of what was said around one meeting. Queries twice."""
    late = set(
        late_promises(meeting.network, at).filter(meeting=meeting).values_list("pk", flat=True)
    )
    return _account(meeting, meeting.answered.all(), late)


def told_to(network, *, at=None) -> list[Account]:
    """All that members were told, the newest meeting first. Queries, constant in number."""
    meetings = network.meetings.exclude(notes_sent_at=None).order_by("-starts_at")
    late = set(late_promises(network, at).values_list("pk", flat=True))
    return [
        _account(meeting, meeting.answered.all(), late)
        for meeting in meetings.prefetch_related("answered")
    ]


def _account(meeting, answered, late):
    lines = [_told(one, late) for one in answered]
    by_state = {state: tuple(one for one in lines if one.state == state) for state in State.values}
    return Account(meeting, by_state[State.DID], by_state[State.DID_NOT], by_state[State.WILL])


def _told(one, late):
    return Told(
        pk=one.pk,
        said=one.said,
        state=one.state,
        became=str(one.get_state_display()),
        because=one.because,
        changed_at=one.changed_at,
        is_late=one.pk in late,
        earlier=tuple(
            (
                before["said"],
                str(State(before["state"]).label),
                before["because"],
                parse_datetime(before["until"]),
            )
            for before in one.earlier
        ),
    )


def comments_on(meeting) -> Comments:
    """What may be read of the feedback, by whoever runs the meeting. Queries."""
    feedback = Feedback.objects.filter(meeting=meeting).select_related("activity").first()
    if feedback is None:
        return Comments()
    feedback.meeting = meeting
    results = feedback_results.of(feedback, meeting.network)
    return Comments(results.keep, results.change)


def offers_for(meeting, *, reads_corrections) -> list[Offer]:
    """What there is to answer and is not answered yet. Queries, constant in number."""
    offers = [*_of_what_was_left_off(meeting), *_of_limits(meeting)]
    if reads_corrections:
        offers += _of_corrections(meeting)
    taken = set(meeting.answered.exclude(came_from="").values_list("came_from", flat=True))
    return [one for one in offers if one.key not in taken]


def _of_what_was_left_off(meeting):
    for one in left_off(meeting.cycle, ""):
        back = _("How it comes back: %(how)s") % {"how": one.comes_back} if one.comes_back else ""
        reason = f"{one.reason.rstrip('. ')}." if one.reason and back else one.reason
        because = " ".join(filter(None, [reason, back]))
        yield Offer(
            key=f"left:{sha256(one.text.encode()).hexdigest()[:16]}",
            heading=_("Left off the list"),
            said=Truncator(one.text).chars(LONGEST_SAID),
            state=State.DID_NOT,
            because=Truncator(because).chars(LONGEST_BECAUSE),
        )


def _of_limits(meeting):
    for mandate in meeting.cycle.mandates.standing().exclude(limits=""):
        yield Offer(
            key=f"mandate:{mandate.pk}",
            heading=_("A limit that you were given"),
            said=mandate.limits,
            state=State.DID_NOT,
            because=_("You asked us not to."),
        )


def _of_corrections(meeting):
    """In the order of the alphabet, as everywhere: who sent which is on no page."""
    for one in meeting.corrections.exclude(settled_at=None).order_by("text", "pk"):
        yield Offer(
            key=f"correction:{one.pk}",
            heading=_("A correction to the notes"),
            words=one.text,
            state=State.DID if one.taken_in else State.DID_NOT,
            because=one.answer or (_("We changed the note.") if one.taken_in else ""),
        )


def in_words(account) -> str:
    """The account as plain text, as a message carries it."""
    said = _("You said: %(said)s")
    blocks = []
    for heading, lines in (
        (State.DID.label, account.did),
        (State.DID_NOT.label, account.did_not),
        (State.WILL.label, account.will),
    ):
        if lines:
            rows = [f"{said % {'said': one.said}}\n{heading}: {one.because}" for one in lines]
            blocks.append("\n\n".join([str(heading).upper(), *rows]))
    if account.says_nothing_undone:
        blocks.append(nothing_undone())
    return "\n\n".join(blocks)


def nothing_undone() -> str:
    """What is told where somebody said that there was nothing."""
    return _("There was nothing that we did not do, as far as we know.")
