"""From lines typed in a room to notes and actions, and from notes to what they have in common."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Count
from django.utils import timezone

from network.models import Person

from .models import Action, Cluster, Meeting, Note
from .models.notes import client_key_of, hand_of

ACTION = "action"  # beside the kinds of a note
LONGEST_LINE = Note._meta.get_field("text").max_length
LONGEST_ACTION = Action._meta.get_field("what").max_length
MOST_LINES = 100

_BULLET = re.compile(r"^[-*•–·](\s+|$)")
_MARK = re.compile(r"^([!>])(\s+|$)")


@dataclass(frozen=True)
class Line:
    kind: str
    text: str

    @property
    def is_action(self):
        return self.kind == ACTION

    @property
    def longest(self):
        return LONGEST_ACTION if self.is_action else LONGEST_LINE


def lines_of(text: str, kind: str = Note.Kind.POINT, *, actions: bool = False) -> list[Line]:
    """Each line of what was typed or pasted, without its bullet. One that begins with “! ” is a decision;
    with “> ” an action, where `actions` may be among them.

    Spaces within a line become one. Queries nothing and refuses nothing: lengths are for whoever asks.
    """
    kinds = {"!": Note.Kind.DECISION, **({">": ACTION} if actions else {})}
    found = []
    for one in text.splitlines():
        words = _BULLET.sub("", " ".join(one.split()))
        mark = _MARK.match(words)
        marked = kinds.get(mark[1]) if mark else None
        bare = words[mark.end() :] if marked else words
        if bare:
            found.append(Line(marked or kind, bare))
    return found


def keep_lines(meeting, lines, *, key="", hand="", at=None, by=None, off_record=False):
    """Each line as a note or an action. Sent again under the same `key`, they are the same ones.

    `hand` names the page that caught them: a line of it never stands before an earlier one, however the
    moments were rounded and however long each was on its way. All are kept, or none.
    """
    with meeting.notes_open():
        moment = _after_the_last_of(meeting, hand, at or timezone.now())
        for n, line in enumerate(lines):
            fields = {"by": by, "at": moment + timedelta(microseconds=n), "hand": hand}
            fields["key"] = f"{key}/{n}" if key else ""
            if line.is_action:
                _keep_action(meeting, line.text, **fields)
            else:
                meeting.catch(line.kind, line.text, off_record=off_record, **fields)


def _after_the_last_of(meeting, hand, moment):
    if not hand:
        return moment
    mine = {"client_key__startswith": hand_of(hand)}
    note = meeting.notes.filter(**mine).order_by("at").values_list("at", flat=True).last()
    actions = Action.all_recorded.filter(meeting=meeting, **mine).order_by("recorded_at")
    action = actions.values_list("recorded_at", flat=True).last()
    step = timedelta(microseconds=1)
    return max([moment, *(last + step for last in (note, action) if last is not None)])


def _keep_action(meeting, what, *, key, hand, by, at):
    """Nobody owns it for having written it down. Its topic is that of the item that was on."""
    item = meeting.item_on_at(at)
    fields = {"what": what, "by": by, "at": at, "topic": item.topic if item else None}
    client_key = client_key_of(key, what, hand=hand)
    known = Action.all_recorded.filter(meeting=meeting, client_key=client_key).exists()
    if not (key and known):
        Action.record(meeting.cycle, meeting=meeting, client_key=client_key, **fields)


@dataclass(frozen=True)
class Caught:
    """A note or an action, with the moment at which it was caught."""

    thing: Note | Action
    at: datetime

    @property
    def is_action(self):
        return isinstance(self.thing, Action)

    @property
    def text(self):
        return self.thing.what if self.is_action else self.thing.text


def caught_in(meeting: Meeting) -> list[Caught]:
    """All that was caught in a meeting, in order; what was taken back too. Queries twice."""
    actions = Action.all_recorded.filter(meeting=meeting).select_related("owner")
    lines = [Caught(note, note.at) for note in meeting.notes.all()]
    lines += [
        Caught(one, one.recorded_at)
        for one in actions.annotate(helpers=Count("supports__person", distinct=True))
    ]
    return sorted(lines, key=lambda line: (line.at, line.is_action, line.thing.pk))


_SHOWN = (
    ("pk", "what", "owner", "due", "status", "taken_back_at", "helpers"),
    ("pk", "text", "kind", "off_record", "taken_back_at", "cluster_id"),
)


def version_of(lines: list[Caught]) -> str:
    """A short word that changes when any of what was caught does."""
    said = [
        [getattr(line.thing, name) for name in _SHOWN[0 if line.is_action else 1]] for line in lines
    ]
    return sha256(repr(said).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Group:
    """Notes that stand together; without a cluster, those that are not sorted yet."""

    cluster: Cluster | None
    notes: list[Note]
    key: str = ""  # what a hand presses to put a note here

    @property
    def pk(self):
        return self.cluster.pk if self.cluster else 0

    @property
    def off_record(self):
        return sum(note.off_record for note in self.notes)


def board_of(meeting: Meeting, notes) -> list[Group]:
    """The notes by cluster, in the order of the clusters; what is not sorted comes first. Queries twice."""
    members = {}
    for note in notes:
        members.setdefault(note.cluster_id, []).append(note)
    groups = [Group(None, members.get(None, []), "0")]
    for n, cluster in enumerate(meeting.clusters.all(), start=1):
        groups.append(Group(cluster, members.get(cluster.pk, []), str(n) if n < 10 else ""))
    return groups


def read_by_members(meeting: Meeting) -> list[Group]:
    """The notes on the record by cluster, without clusters that hold none; what is not sorted comes last."""
    loose, *clusters = board_of(meeting, meeting.notes.on_record())
    return [group for group in [*clusters, loose] if group.notes]


def who_came(meeting: Meeting) -> list[Person]:
    """The people of the register who were ticked as having come."""
    came = Person.objects.on_register().filter(attendances__meeting=meeting)
    return list(came.order_by("name", "pk"))
