"""A meeting as a calendar file: what Outlook, Google and telephones put into a calendar.

What they hold to (RFC 5545 and 5546), and what mail with a calendar file needs:

- The UID names the meeting for ever. The same UID again is the same meeting, and never a second one: so
  it is no part of any address, which can change.
- A higher SEQUENCE takes the place of a lower one; with the same, the later DTSTAMP does.
- A file to download is PUBLISH: it names no attendee, and asks nobody to answer.
- By mail it is a REQUEST, for one attendee who is its reader. Outlook shows nothing to accept without
  METHOD, ORGANIZER and that attendee. RSVP is FALSE: who presses “accept” tells nobody.
- What is called off keeps its UID, counts its SEQUENCE up, and has STATUS:CANCELLED: by mail with
  METHOD:CANCEL, which is never the answer to a download.
- In a mail it stands twice, as Google's own invitations do: as the last of the alternatives, as
  text/calendar with the same METHOD in its type, and attached as application/ics for those who save it.
- Times are wall times with a TZID and its VTIMEZONE, so that a change of clocks moves nobody's meeting.
"""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from meetings.calendar_zone import zone_of
from meetings.deck.clean import several_lines
from meetings.framing import public_agenda
from meetings.models.agenda import minutes_by_step

PRODID = "-//Tightrope//Meetings//EN"


def of(meeting, *, method="PUBLISH", attendee=None, at=None) -> bytes:
    """The calendar file of a meeting. `attendee` is (name, address) of whom a REQUEST is for.

    A REQUEST about what was called off becomes a CANCEL. Queries the running order.
    """
    network, at = meeting.network, at or timezone.now()
    is_off = meeting.called_off_at is not None
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method_of(meeting) if method == "REQUEST" else method)
    order = meeting.running_order()
    starts, ends = times(meeting, order)
    calendar.add_component(zone_of(network.time_zone, starts.year))
    event = Event()
    event.add("uid", str(meeting.calendar_uid))
    event.add("sequence", meeting.calendar_sequence)
    for name in ("dtstamp", "last-modified"):
        event.add(name, at)
    event.add("dtstart", starts.replace(tzinfo=network.zone))
    event.add("dtend", ends.replace(tzinfo=network.zone))
    event.add("summary", _one_line(f"{meeting} · {network.name}"))
    if meeting.place:
        event.add("location", _one_line(meeting.place))
    event.add("description", _description(meeting, order))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("organizer", _address(network.name, network.contact or settings.DEFAULT_FROM_EMAIL))
    if attendee is not None:
        event.add("attendee", _attending(*attendee))
    calendar.add_component(event)
    return calendar.to_ical()


def method_of(meeting) -> str:
    """What the file is by mail."""
    return "REQUEST" if meeting.called_off_at is None else "CANCEL"


def file_name(meeting) -> str:
    """What the file is called where it is saved."""
    return f"{meeting.network.slug}-meeting-{meeting.number}.ics"


def times(meeting, order):
    """(start, end) by the clock on the wall: the end that people were told, or that of a running order which
    is longer. One that is half made would end the meeting too early."""
    _minutes, total = minutes_by_step(order)
    starts = timezone.localtime(meeting.starts_at, meeting.network.zone).replace(tzinfo=None)
    return starts, starts + timedelta(minutes=max(total, meeting.length, 1))


def _description(meeting, order):
    """Why, and the public agenda. No name but who signs: a calendar is read by a whole office."""
    network, said = meeting.network, []
    if meeting.called_off_at is not None:
        said.append(_("Called off. %(why)s") % {"why": meeting.called_off_because})
    said.append(meeting.purpose)
    agenda = public_agenda(meeting, order)
    said.append("\n".join(f"{line.starts:%H:%M} {line.title}" for line in agenda))
    said.append("\n".join(filter(None, [network.controller or network.name, network.contact])))
    return several_lines("\n\n".join(filter(None, said)))


def _attending(name, email):
    attendee = _address(name, email)
    attendee.params |= {
        "cutype": "INDIVIDUAL",
        "role": "REQ-PARTICIPANT",
        "partstat": "NEEDS-ACTION",
        "rsvp": "FALSE",
    }
    return attendee


def _address(name, email):
    """Quotation marks in a name would be written in a way that Outlook shows as it is written."""
    address = vCalAddress(f"mailto:{parseaddr(email)[1]}")
    address.params["cn"] = _one_line(name).replace('"', "’").replace("^", "")
    return address


def _one_line(text):
    return " ".join(several_lines(text).split())
