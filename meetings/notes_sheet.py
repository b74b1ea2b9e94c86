"""The notes of a meeting as they are read: decisions and actions first, then the points, then the flipcharts.

One sheet serves the pages, the Word file and print. What is off the record or was taken back is in none, and
nobody is named but who holds an action or offered help with one.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import words

from . import capture
from .models import Note
from .models.notes import bare


@dataclass(frozen=True)
class Line:
    pk: int
    text: str
    is_corrected: bool = False


@dataclass(frozen=True)
class Agreed:
    """An action. `owner` is empty where nobody holds it; `helpers` are “Pat (time, a venue)”."""

    what: str
    owner: str
    helpers: tuple[str, ...]
    due: str
    done_when: str


@dataclass(frozen=True)
class Section:
    """`name` is empty for what is in no cluster."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Flipchart:
    caption: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class NotesSheet:
    title: str
    day: str
    place: str
    purpose: str
    came: str
    standing: str
    is_final: bool
    chatham_house: bool
    decisions: tuple[Line, ...]
    actions: tuple[Agreed, ...]
    sections: tuple[Section, ...]
    flipcharts: tuple[Flipchart, ...]
    taken_out: tuple[str, ...]

    @property
    def is_empty(self):
        return not (self.decisions or self.actions or self.sections or self.flipcharts)


def of(meeting, *, at=None) -> NotesSheet:
    """The notes of a meeting, as members and files have them. Queries, constant in number.

    Under the Chatham House Rule they say how many people came, and not from how many partners: with all of a
    small number there, that says who was.
    """
    groups = capture.read_by_members(meeting)
    return NotesSheet(
        title=_("The notes of %(meeting)s") % {"meeting": meeting},
        day=words.day(meeting.starts_at, meeting.network),
        place=meeting.place,
        purpose=meeting.purpose,
        came=who_came(meeting, by_partner=not meeting.chatham_house),
        standing=standing(meeting, at),
        is_final=meeting.notes_are_final(at),
        chatham_house=meeting.chatham_house,
        decisions=_lines(meeting, groups, Note.Kind.DECISION),
        actions=_actions(meeting),
        sections=_sections(meeting, groups),
        flipcharts=_flipcharts(meeting),
        taken_out=_taken_out(meeting),
    )


def standing(meeting, at=None) -> str:
    """Whether they are final, in a sentence. Queries nothing."""
    if meeting.notes_shared_at is None:
        return _("These notes are not shared yet.")
    if meeting.notes_are_final(at):
        return _("These notes are final.")
    return _("These notes can be corrected until the end of %(day)s.") % {
        "day": words.last_day(meeting.corrections_until, meeting.network)
    }


def who_came(meeting, *, by_partner) -> str:
    """How many came, in a sentence; empty if nobody was ticked. Queries."""
    came = meeting.attendances.aggregate(
        people=Count("pk"), partners=Count("person__partner", distinct=True)
    )
    n = came["people"]
    if not n:
        return ""
    people = ngettext("%(n)d person came", "%(n)d people came", n) % {"n": n}
    if not by_partner:
        return f"{people}."
    return _("%(people)s, from %(there)d of %(partners)d partners.") % {
        "people": people,
        "there": came["partners"],
        "partners": meeting.network.partners.count(),
    }


def _line(meeting, note):
    return Line(note.pk, note.text, note.was_corrected_since(meeting.notes_shared_at))


def _lines(meeting, groups, kind):
    notes = [note for group in groups for note in group.notes if note.kind == kind]
    return tuple(_line(meeting, note) for note in sorted(notes, key=lambda one: (one.at, one.pk)))


def _sections(meeting, groups):
    sections = [
        Section(
            group.cluster.name if group.cluster else "",
            tuple(_line(meeting, one) for one in group.notes if one.kind == Note.Kind.POINT),
        )
        for group in groups
    ]
    return tuple(section for section in sections if section.lines)


def _actions(meeting):
    """By the day they are due; databases differ on where those without one come."""
    actions = sorted(
        meeting.actions.with_people(), key=lambda one: (one.due is None, one.due, one.pk)
    )
    return tuple(_agreed(action) for action in actions)


def _agreed(action):
    kinds = {}
    for support in action.supports.all():
        kinds.setdefault(support.person, []).append(str(support.get_kind_display()))
    return Agreed(
        what=action.what,
        owner=action.owner.name if action.owner else "",
        helpers=tuple(f"{person.name} ({', '.join(those)})" for person, those in kinds.items()),
        due=_full_day(action.due),
        done_when=action.done_when,
    )


def _full_day(date):
    if date is None:
        return ""
    this_year = date.year == timezone.localdate().year
    return words.weekday(date) if this_year else f"{words.weekday(date)} {date.year}"


def _flipcharts(meeting):
    """What was typed out of photographs, but for lines that are notes: those stand above, or nowhere."""
    photos = [photo for photo in meeting.photos.on_record() if photo.transcript.strip()]
    if not photos:
        return ()
    caught = {bare(text) for text in meeting.notes.values_list("text", flat=True)}
    found = []
    for photo in photos:
        lines = [" ".join(line.split()) for line in photo.transcript.splitlines()]
        kept = tuple(line for line in lines if line and bare(line) not in caught)
        if kept:
            found.append(Flipchart(photo.caption, kept))
    return tuple(found)


def _taken_out(meeting):
    """“One line was taken out on 3 June.”, a sentence for each day."""
    days = Counter(
        words.day(moment, meeting.network)
        for moment in meeting.taken_out.values_list("at", flat=True)
    )
    return tuple(
        ngettext("One line was taken out on %(day)s.", "%(n)d lines were taken out on %(day)s.", n)
        % {"n": n, "day": day}
        for day, n in days.items()
    )
