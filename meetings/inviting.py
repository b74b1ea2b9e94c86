"""Telling people of a meeting: that it is set, that what they were told has changed, that it is called off.

Whom to tell, and of what, follows from the messages there are; nothing else is kept. A message names in its
key the meeting and the sequence that its calendar file has, so that nobody is told the same twice.
"""

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings import calendar_file
from meetings.models import Meeting
from network import circulation, words
from network.contributions import File
from network.models import Message

# Whoever has no more than that has read nothing.
UNREAD = {Message.State.DRAFT, Message.State.FAILED, Message.State.BOUNCED}


class Occasion(StrEnum):
    """What people are told. In this order, for what was told wrongly is more urgent than what was not."""

    CALLED_OFF = "called_off"
    CHANGED = "changed"
    NEW = "new"


class Outdated(Exception):
    """The meeting is not what it was when the words were written."""


@dataclass(frozen=True)
class Telling:
    """What is to be told next, and to whom. `later` are those who are told something else afterwards, and
    `unreachable` those who take part and cannot be written to. Without an occasion nobody is left to tell."""

    occasion: Occasion | None
    people: list
    later: list
    unreachable: list
    told: int
    sequence: int

    @property
    def about(self):
        """What a page that was drawn now speaks of; another once the meeting has changed."""
        return f"{self.occasion or ''}:{self.sequence}"


def next_telling(meeting, at=None) -> Telling:
    """What is to be told next of a meeting. Two queries."""
    return tellings(meeting.network, [meeting], at)[meeting]


def tellings(network, meetings, at=None) -> dict[Meeting, Telling]:
    """The same for several meetings of a network, with as many queries as for one."""
    at = at or timezone.now()
    people, told = list(network.participants()), _told(network, meetings)
    return {meeting: _telling(meeting, people, told[meeting.pk], at) for meeting in meetings}


def _telling(meeting, people, told, at):
    sequence, can = meeting.calendar_sequence, [one for one in people if one.can_be_written_to]
    new = [one for one in can if one.pk not in told]
    changed = [one for one in can if told.get(one.pk, sequence) < sequence]
    if meeting.starts_at <= at:
        waiting = []
    elif meeting.called_off_at is not None:  # whoever never heard of it needs not hear this
        waiting = [(Occasion.CALLED_OFF, changed)]
    else:
        waiting = [(Occasion.CHANGED, changed), (Occasion.NEW, new)]
    waiting = [(occasion, those) for occasion, those in waiting if those]
    occasion, those = waiting[0] if waiting else (None, [])
    return Telling(
        occasion,
        those,
        later=[one for _occasion, others in waiting[1:] for one in others],
        unreachable=[one for one in people if not one.can_be_written_to],
        told=sum(told.get(one.pk) == sequence for one in people),
        sequence=sequence,
    )


def _told(network, meetings):
    """{key of a meeting: {key of a person: the last sequence they were told of}}. One query.

    A draft, or what could not be delivered, counts while it says what is so. Once the meeting has changed, it
    never goes.
    """
    last = {meeting.pk: {} for meeting in meetings}
    sequences = {meeting.pk: meeting.calendar_sequence for meeting in meetings}
    of_these = [Q(dedupe_key__startswith=f"meeting:{meeting.pk}:") for meeting in meetings]
    messages = network.messages.filter(reduce(or_, of_these, Q(pk=None)))
    messages = messages.exclude(state=Message.State.SET_ASIDE)
    rows = messages.exclude(person=None).values_list("dedupe_key", "person_id", "state")
    for key, person, state in rows:
        meeting, sequence = _named_in(key)
        if state not in UNREAD or sequence == sequences[meeting]:
            last[meeting][person] = max(sequence, last[meeting].get(person, 0))
    return last


def _named_in(dedupe_key):
    """(key of the meeting, sequence) that a message speaks of; (None, 0) if it speaks of none."""
    match dedupe_key.split(":"):
        case ["meeting", meeting, sequence, *_rest] if meeting.isdecimal() and sequence.isdecimal():
            return int(meeting), int(sequence)
    return None, 0


def tell(meeting, *, about, subject, body, promised=None, is_draft=False, by=None, at=None):
    """Write to those who are to be told next. Returns the mailing.

    Raises Outdated if that is not what `about` says, and NumberChanged if they are not as many as promised.
    """
    with transaction.atomic():
        # Whoever changes the meeting, or tells of it, queues here.
        now = Meeting.objects.select_for_update().get(pk=meeting.pk)
        now.network = meeting.network
        telling = next_telling(now, at)
        if telling.occasion is None or telling.about != about:
            raise Outdated
        return circulation.write(
            meeting.network,
            recipients(now, telling),
            kind=Message.Kind.MEETING,
            key=_key(now),
            subject=subject,
            body=body,
            activities=[],
            promised=promised,
            is_draft=is_draft,
            by=by,
            at=at,
        )


def _key(meeting):
    return f"meeting:{meeting.pk}:{meeting.calendar_sequence}"


def recipients(meeting, telling):
    """Those to be told, each with what their message says in its own words. Queries once.

    Whose message about just this was put aside can be written to again, so that one has a mark of its own.
    """
    aside = meeting.network.messages.filter(
        dedupe_key__startswith=f"{_key(meeting)}:", state=Message.State.SET_ASIDE
    )
    before = Counter(aside.values_list("person_id", flat=True))
    said = {
        "closes": words.day(meeting.starts_at, meeting.network),
        "asks": _("to come to %(meeting)s") % {"meeting": meeting},
    }
    return [
        circulation.Recipient(
            one, [], said, mark=f"again{before[one.pk]}" if before[one.pk] else ""
        )
        for one in telling.people
    ]


def proposed(meeting, occasion):
    """The words of the message, as a beginning."""
    network = meeting.network
    when = words.day_and_time(meeting.starts_at, network)
    said = {
        "meeting": meeting,
        "network": network,
        "where": "\n".join(filter(None, [when, meeting.place])),
        "purpose": f"{meeting.purpose}\n\n" if meeting.purpose else "",
        "why": meeting.called_off_because,
        "signed": circulation.signed(network),
    }
    subject, body = _WORDS[occasion]
    text = str(body) % said
    return {
        "subject": str(subject) % {"meeting": meeting, "when": when},
        "body": re.sub(r"\n{3,}", "\n\n", text.replace("\r\n", "\n")),
    }


_WORDS = {
    Occasion.NEW: (
        gettext_lazy("%(meeting)s: %(when)s"),
        gettext_lazy(
            "Hello [[name]]\n\n"
            "You are invited to %(meeting)s of %(network)s.\n\n"
            "%(where)s\n\n"
            "%(purpose)s"
            "The agenda, how the meeting was framed, and what you can still change are on your page:\n"
            "[[link]]\n\n"
            "A file for your calendar comes with this. Nobody is told whether you take it.\n\n"
            "%(signed)s"
        ),
    ),
    Occasion.CHANGED: (
        gettext_lazy("%(meeting)s has changed: %(when)s"),
        gettext_lazy(
            "Hello [[name]]\n\n"
            "What we told you about %(meeting)s has changed. Now it is:\n\n"
            "%(where)s\n\n"
            "All about it is on your page:\n"
            "[[link]]\n\n"
            "A file for your calendar comes with this. It takes the place of the one before.\n\n"
            "%(signed)s"
        ),
    ),
    Occasion.CALLED_OFF: (
        gettext_lazy("%(meeting)s is called off"),
        gettext_lazy(
            "Hello [[name]]\n\n"
            "%(meeting)s is called off. It was to be:\n\n"
            "%(where)s\n\n"
            "%(why)s\n\n"
            "What comes next will stand on your page:\n"
            "[[link]]\n\n"
            "A file for your calendar comes with this. It takes the meeting out again.\n\n"
            "%(signed)s"
        ),
    ),
}


# As a message leaves


def _meeting_of(message):
    """(the meeting a message speaks of, or None; the sequence it was written for). Queries."""
    key, sequence = _named_in(message.dedupe_key)
    meeting = message.network.meetings.filter(pk=key).first() if key else None
    if meeting is not None:
        meeting.network = message.network
    return meeting, sequence


def overtaken(message, at) -> str:
    """Why a message of a meeting is not needed any more; empty if it should go."""
    meeting, sequence = _meeting_of(message)
    if meeting is None:
        return ""
    if sequence != meeting.calendar_sequence:
        return _("No longer needed: the meeting has changed since.")
    if meeting.starts_at <= at:
        return _("No longer needed: the meeting has begun.")
    if message.person is not None and not message.person.takes_part:
        return _("No longer needed: they do not take part any more.")
    return ""


def files(message) -> list[File]:
    """The calendar file, made for the reader of this message."""
    meeting, _sequence = _meeting_of(message)
    if meeting is None:
        return []
    name = message.person.name if message.person else message.to
    content = calendar_file.of(meeting, method="REQUEST", attendee=(name, message.to))
    kind = f"text/calendar; method={calendar_file.method_of(meeting)}"
    return [File(calendar_file.file_name(meeting), content, "application/ics", read_as=kind)]
