"""How a meeting was framed, on one page: what we think was asked for, what was chosen and who wrote it, what
was left out, and what can still be changed. Made from records alone, and the same for members and staff."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from network import words
from topics import origins, suggesting
from topics.left_off import MEMBERS, LeftOff, left_off
from topics.models import Suggestion, Vote

from .mandate import live_mandate
from .models import AgendaItem, Meeting
from .order import PublicLine, public_lines_of


@dataclass(frozen=True)
class Asked:
    """The mandate that holds, without who gave it."""

    purpose: str
    limits: str
    given_on: date
    read_back: datetime | None
    corrections: int


@dataclass(frozen=True)
class Chosen:
    title: str
    question: str
    began: str
    asked_for_by: str


@dataclass(frozen=True)
class Statement:
    """Where nothing is chosen, or left off, a sentence says why."""

    asked: Asked | None
    chosen: list[Chosen]
    chosen_said: str
    left_off: list[LeftOff]
    left_off_said: str
    can_change: list[str]
    whom_to_tell: str


def statement_of(meeting, at=None) -> Statement:
    """As many queries however much there is to say."""
    at = at or timezone.now()
    vote = _vote_of(meeting)
    chosen = _chosen(vote) if _is_told(vote) else []
    off = left_off(meeting.cycle, MEMBERS) if vote is not None else []
    return Statement(
        _asked(meeting, at),
        chosen,
        _of_what_was_chosen(meeting, vote, chosen, at),
        off,
        _of_what_was_left_off(vote, off),
        _can_change(meeting, vote, off, at),
        _whom_to_tell(meeting.network),
    )


def _vote_of(meeting):
    """The vote that this meeting was made from; None if it has not begun, or another meeting came first."""
    vote = None if meeting.kind == Meeting.Kind.OPEN else Vote.of_cycle(meeting.cycle)
    if vote is None or not vote.activity.is_opened:
        return None
    between = meeting.cycle.meetings.on().filter(
        kind=Meeting.Kind.ACTION,
        starts_at__gte=vote.activity.opened_at,
        starts_at__lt=meeting.starts_at,
    )
    return None if between.exists() else vote


def public_agenda(meeting, order) -> list[PublicLine]:
    """The running order as everyone may read it. Queries once.

    While the result of the vote is not everyone's yet, its topics are on the agenda without their names.
    """
    if any(timed.item.topic_id for timed in order) and is_untold(meeting):
        order = [_without_topic(timed) if timed.item.topic_id else timed for timed in order]
    return public_lines_of(order)


def _without_topic(timed):
    item = AgendaItem(
        title=_("A topic from the vote"), minutes=timed.item.minutes, step=timed.item.step
    )
    return replace(timed, item=item)


def is_untold(meeting):
    vote = Vote.of_cycle(meeting.cycle)
    return vote is not None and vote.is_counted and not vote.is_released


def _is_told(vote):
    return vote is not None and vote.is_counted and vote.is_released


def _asked(meeting, at):
    """What holds now, or held on the day of the meeting if that is over."""
    day = words.date_of(min(at, meeting.starts_at), meeting.network)
    mandate = live_mandate(meeting.network, day)
    if mandate is None:
        return None
    return Asked(
        mandate.purpose,
        mandate.limits,
        mandate.given_on,
        mandate.read_back_at,
        len(mandate.put_right),
    )


def _chosen(vote):
    topics = vote.chosen_topics()
    began = origins.sentences(topics)
    behind = suggesting.behind_topics(vote.cycle, Suggestion.Named.MEMBERS)
    return [
        Chosen(topic.title, topic.question, began[topic.pk], str(behind.get(topic.pk, "")))
        for topic in topics
    ]


def _of_what_was_chosen(meeting, vote, chosen, at):
    if meeting.kind == Meeting.Kind.OPEN:
        return _("An open session: no topic was chosen before it.")
    if vote is None:
        return _("No vote was opened, so members chose no topic.")
    if not vote.is_counted:
        day = words.last_day(vote.activity.closes_at, meeting.network)
        return _("The topics are not chosen yet. The vote closes at the end of %(day)s.") % {
            "day": day
        }
    if not vote.is_released:
        return _("The votes are counted. The result is not shown to everyone yet.")
    if not chosen:
        return _("The vote chose no topic.")
    return ""


def _of_what_was_left_off(vote, off):
    if vote is None:
        return _("There was no list to leave anything off.")
    return "" if off else _("Nothing was left off the list.")


def _can_change(meeting, vote, off, at):
    """What is open, in sentences."""
    said = []
    if meeting.called_off_at is None and meeting.starts_at > at:
        said.append(_("The agenda: say what is missing, too short, or in the wrong place."))
    if vote is not None and vote.activity.is_open(at):
        day = words.last_day(vote.activity.closes_at, meeting.network)
        said.append(_("Your vote, until the end of %(day)s.") % {"day": day})
    if any(one.comes_back for one in off):
        said.append(_("What was left off: beside it stands how it comes back."))
    if meeting.starts_at <= at:
        said.append(_("The next meeting: say what should be framed in another way."))
    said.append(_("This page: say if we understood you wrongly, and we put it right."))
    return said


def _whom_to_tell(network):
    if network.contact:
        return _("Write to %(contact)s, or answer any message of ours.") % {
            "contact": network.contact
        }
    return _("Tell your coordinator.")
