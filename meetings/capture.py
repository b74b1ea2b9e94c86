"""From lines typed in a room to notes, and from notes to what they have in common."""

import re
from dataclasses import dataclass
from hashlib import sha256

from network.models import Person

from .models import Cluster, Meeting, Note

LONGEST_LINE = Note._meta.get_field("text").max_length
MOST_LINES = 100

_BULLET = re.compile(r"^[-*•–·](\s+|$)")
_DECISION = re.compile(r"^!(\s+|$)")


@dataclass(frozen=True)
class Line:
    kind: str
    text: str


def lines_of(text: str, kind: str = Note.Kind.POINT) -> list[Line]:
    """Each line of what was typed or pasted, without its bullet. One that begins with “! ” is a decision.

    Spaces within a line become one. Queries nothing and refuses nothing: lengths are for whoever asks.
    """
    found = []
    for one in text.splitlines():
        words = _BULLET.sub("", " ".join(one.split()))
        bare = _DECISION.sub("", words)
        if bare:
            found.append(Line(Note.Kind.DECISION if bare != words else kind, bare))
    return found


def keep_lines(meeting, lines, *, key="", **fields) -> list[Note]:
    """Each line as a note. Sent again under the same `key`, the same lines are the same notes."""
    return [
        meeting.catch(line.kind, line.text, key=f"{key}/{n}" if key else "", **fields)
        for n, line in enumerate(lines)
    ]


def version_of(notes) -> str:
    """A short word that changes when any of these notes does."""
    said = [
        (note.pk, note.text, note.kind, note.off_record, note.taken_back_at, note.cluster_id)
        for note in notes
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
