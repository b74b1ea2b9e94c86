"""What each app adds to the things that show or serve them all: home, a participant's page, the tick.

The ground floor holds the lists and knows none of the contributors; each app fills them from its own
`contributions` module when Django starts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Stage(StrEnum):
    LISTEN = "listen"
    GATHER = "gather"
    FRAME = "frame"
    MEET = "meet"
    ACT = "act"

    @property
    def label(self):
        return {
            Stage.LISTEN: _("Listen"),
            Stage.GATHER: _("Gather"),
            Stage.FRAME: _("Frame"),
            Stage.MEET: _("Meet"),
            Stage.ACT: _("Act"),
        }[self]


@dataclass(frozen=True)
class Task:
    """Something that waits for a person. The most urgent has the lowest `order`."""

    title: str
    note: str
    url: str
    button: str
    order: int = 50
    minutes: int | None = None
    closes_at: datetime | None = None
    progress: tuple[int, int] | None = None
    done: bool = False
    of: str = ""  # what it belongs to, for one who is asked for several
    pass_url: str = ""  # where it is handed to a colleague, or declined
    is_theirs: bool = False  # to do for whoever is shown it, whatever else they may do


@dataclass(frozen=True)
class StageFact:
    """Where one stage of a cycle stands: is it over or under way, and the lines that say so."""

    stage: Stage
    lines: list[str]
    url: str = ""
    done: bool = False
    begun: bool = False
    headline: str = ""  # a sentence for the top of home while this stage is the one under way


@dataclass
class Contributions:
    """An ordered list of functions; iterate `gather(…)` to get all they yield."""

    functions: list[Callable] = field(default_factory=list)

    def __call__(self, function: Callable) -> Callable:
        self.functions.append(function)
        return function

    def gather(self, *args) -> Iterator:
        for function in self.functions:
            yield from function(*args)


@dataclass(frozen=True)
class Chase:
    """Something open that people can be reminded of: one reminder speaks of all its activities."""

    key: str  # names it for ever, so that no reminder of it is made twice
    title: str
    activities: list
    subject: str
    body: str
    url: str
    hides_people: bool = False  # who still waits is not told, as in a secret vote


@dataclass(frozen=True)
class File:
    """A file that goes along with a message. `read_as` is the type under which it is also another way to read
    the message, beside the text and the HTML: so a calendar file is an invitation to accept."""

    name: str
    content: bytes
    mimetype: str
    read_as: str = ""


class ByKind:
    """One function for each kind of activity that has a way of its own; `default` serves the others."""

    def __init__(self, default):
        self.default, self.functions = default, {}

    def of(self, kind):
        def register(function):
            self.functions[kind] = function
            return function

        return register

    def __call__(self, activity, *more):
        return self.functions.get(activity.kind, self.default)(activity, *more)


participant_tasks = Contributions()  # (person, at) -> Task
coordinator_tasks = Contributions()  # (cycle, at) -> Task
stage_facts = Contributions()  # (cycle, at) -> StageFact
due_work = Contributions()  # (at) -> str, a sentence for each thing done
chases = Contributions()  # (network, at) -> Chase
# (activity) -> the invitations of those who have yet to do it
still_waiting = ByKind(default=lambda activity: activity.invitations.waited_for())
# (activity, network, user) -> {key of a person: where that user types in an answer for them}
typed_in_at = ByKind(default=lambda activity, network, user: {})
# What stands for a placeholder in a message as it leaves: word -> function(message) -> text. What it gives
# is never stored.
message_words = {}
# What goes along with a message of a kind: kind -> function(message) -> [File]. Made as it leaves, and never
# stored.
message_files = {}
# Why a message of a kind is not needed any more, as its turn comes: kind -> function(message, at) -> a
# sentence, empty if it should go.
message_overtaken = {}
