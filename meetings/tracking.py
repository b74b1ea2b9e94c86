"""How the actions of a network are going: what needs somebody first, who holds them, what moved last.

Pure, but for what says that it queries.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from network import words
from network.models import Level, Role

from .models import Action

Status = Action.Status
LATE = "late"
# What needs somebody comes first.
ORDER = [
    LATE, Status.STUCK, Status.NEEDS_HELP, Status.NOT_STARTED, Status.ON_TRACK, Status.DONE,
    Status.STOPPED,
]  # fmt: skip
HEADINGS = {
    LATE: _("Past their date"),
    Status.STUCK: _("Stuck"),
    Status.NEEDS_HELP: _("Need help"),
    Status.NOT_STARTED: _("Not started"),
    Status.ON_TRACK: _("On track"),
    Status.DONE: _("Done"),
    Status.STOPPED: _("Stopped"),
}
SHOWS = {
    "": _("All"),
    "mine": _("Mine"),
    "open": _("Open"),
    "late": _("Past their date"),
    "help": _("Need help or stuck"),
    "nobody": _("Held by nobody"),
    "done": _("Finished"),
}
MEANINGS = {
    Status.NOT_STARTED: _("Agreed, and the first step is still to come."),
    Status.ON_TRACK: _("It goes as it should."),
    Status.NEEDS_HELP: _("It needs help to stay on time."),
    Status.STUCK: _("It cannot go on until somebody else does something."),
    Status.DONE: _("What was agreed has happened."),
    Status.STOPPED: _("It ends without being done, for a reason."),
}
WANT_HELP = {Status.NEEDS_HELP, Status.STUCK}


@dataclass(frozen=True)
class Wanted:
    """Which actions somebody wants to see. `mine` are the keys of their own entries on the register."""

    show: str = ""
    topic: int | None = None
    meeting: int | None = None
    mine: frozenset = frozenset()

    @classmethod
    def asked(cls, query, mine=()):
        """What an address asks for; what it asks in vain counts as not asked."""
        show = query.get("show", "")
        return cls(
            show if show in SHOWS else "",
            _number(query.get("topic", "")),
            _number(query.get("meeting", "")),
            frozenset(mine),
        )

    @property
    def is_everything(self):
        return not (self.show or self.topic or self.meeting)

    def takes(self, action, today: date) -> bool:
        if self.topic and action.topic_id != self.topic:
            return False
        if self.meeting and (action.meeting is None or action.meeting.number != self.meeting):
            return False
        return {
            "": True,
            "mine": action.owner_id in self.mine,
            "open": action.is_open,
            "late": action.is_overdue(today),
            "help": action.status in WANT_HELP,
            "nobody": action.is_open and not is_held(action),
            "done": not action.is_open,
        }[self.show]

    def address(self, **changes) -> str:
        """The query of the same, with some of it changed."""
        asks = replace(self, **changes)
        pairs = [("show", asks.show), ("topic", asks.topic), ("meeting", asks.meeting)]
        return "?" + "&".join(f"{name}={value}" for name, value in pairs if value)


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def is_held(action) -> bool:
    """Whether somebody holds it who is still on the register."""
    return action.owner is not None and action.owner.left_at is None


def need_of(action, today: date) -> str:
    """LATE, or its status."""
    return LATE if action.is_overdue(today) else action.status


def by_need(actions, today: date) -> list[tuple[str, list]]:
    """[(need, its actions)], what needs somebody first; the longest past its date, held by nobody, due."""
    found = {}
    for action in actions:
        found.setdefault(need_of(action, today), []).append(action)

    def first(action):
        return (-action.days_overdue(today), is_held(action), action.due or date.max, action.pk)

    def latest(action):
        return (-action.finished_at.timestamp(), action.pk)

    return [
        (need, sorted(found[need], key=latest if need in Action.FINISHED else first))
        for need in ORDER
        if need in found
    ]


@dataclass(frozen=True)
class Tally:
    """Counts of some actions. `lived_experience` is None where a headcount would point at somebody."""

    total: int
    open: int
    statuses: list[tuple[str, int]]  # of those that there are, in the order of need
    late: int
    by_members: int
    by_coordinator: int
    by_nobody: int
    lived_experience: int | None


def tally(actions, today: date, *, coordinators, floor: int) -> Tally:
    """`coordinators` are the keys of the coordinator's own entries on the register."""
    statuses = Counter(action.status for action in actions)
    held = [action for action in actions if is_held(action)]
    by_coordinator = sum(action.owner_id in coordinators for action in held)
    return Tally(
        total=len(actions),
        open=sum(action.is_open for action in actions),
        statuses=[(status, statuses[status]) for status in ORDER if statuses[status]],
        late=sum(action.is_overdue(today) for action in actions),
        by_members=len(held) - by_coordinator,
        by_coordinator=by_coordinator,
        by_nobody=sum(action.is_open and not is_held(action) for action in actions),
        lived_experience=_lived_experience(held, floor),
    )


def _lived_experience(held, floor):
    """A headcount of actions, never of a few people, and not if it is all of them."""
    owners = {action.owner_id for action in held}
    count = sum(action.owner.level == Level.LIVED_EXPERIENCE for action in held)
    if len(held) < floor or len(owners) < floor or count == len(held):
        return None
    return count


def days_still(actions, at, network) -> int | None:
    """Days since anything moved; None if there is nothing. The actions are read with their last word."""
    if not actions:
        return None
    last = max(action.moved_at for action in actions)
    return max(0, (words.date_of(at, network) - words.date_of(last, network)).days)


def of_network(network) -> list[Action]:
    """All that stand, as the list shows them. Three queries, whatever their number."""
    found = network.actions.with_people().with_last_word().select_related("cycle")
    return list(found)


def entries_of(network, users) -> frozenset:
    """The keys of the entries that some users have on the register. Queries."""
    addresses = [user.email.casefold() for user in users if user.email]
    small = network.people.on_register().annotate(small_email=models.functions.Lower("email"))
    found = small.filter(models.Q(user__in=users) | models.Q(small_email__in=addresses))
    return frozenset(found.values_list("pk", flat=True))


def coordinators_of(network) -> frozenset:
    """The keys of the coordinator's own entries on the register. Queries."""
    accesses = network.accesses.filter(role=Role.COORDINATOR).select_related("user")
    return entries_of(network, [access.user for access in accesses])
