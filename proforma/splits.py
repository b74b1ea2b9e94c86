"""Which groups the answers may be split by, so that no small group can be worked out from what is shown.

Plain: responses with their people in, groups of their keys out. What may be shown is decided by
network.disclosure; here is only what groups there are.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network import disclosure
from network.models import Level, Sector


@dataclass(frozen=True)
class Offer:
    """A way of splitting that can be chosen: `by` names it in an address."""

    by: str
    label: str


@dataclass(frozen=True)
class Group:
    """`members` are the keys of responses."""

    label: str
    members: frozenset


@dataclass(frozen=True)
class Split:
    """Groups that may stand beside each other; together they are everybody. `is_merged` says that small
    groups were put together."""

    by: str
    label: str
    groups: list[Group]
    is_merged: bool


def _level(person):
    return str(Level(person.level).label) if person.level else _("Not said")


def _sector(person):
    return str(Sector(person.partner.sector).label) if person.partner else _("For themselves")


def _convenor(person):
    convenes = person.partner is not None and person.partner.is_convenor
    return _("From a convening partner") if convenes else _("From elsewhere")


WAYS = {
    "level": (lambda: _("where people work"), _level),
    "sector": (lambda: _("kind of organisation"), _sector),
    "convenor": (lambda: _("convenors and others"), _convenor),
}


def offers():
    return [Offer(by, label()) for by, (label, _group) in WAYS.items()]


def allowed(responses, floor, answered=None):
    """The splits of these responses that may all be shown, as they may be put together: [Split].

    `responses` come with `person` and its partner. `answered` are sets of their keys where a table each is
    shown of some of them only, such as the rows of a grid: every split must be safe in each. A way that
    would give a small group away beside the ways before it is left out.
    """
    sets = [frozenset(each) for each in answered] if answered else []
    sets = set(sets or [frozenset(response.pk for response in responses)])
    kept = []
    for by, (label, group_of) in WAYS.items():
        groups = {}
        for response in responses:
            name = group_of(response.person) if response.person else _("Not said")
            groups.setdefault(name, set()).add(response.pk)
        split = _split(by, label(), groups, sets, floor)
        if split is not None and _safe([*kept, split], sets, floor):
            kept.append(split)
    return kept


def _split(by, label, groups, sets, floor):
    """The groups put together so that in each set all are large enough; None if that cannot be."""
    everybody = frozenset().union(*sets)
    parts = disclosure.partition(
        {name: len(members & everybody) for name, members in sorted(groups.items())}, floor=floor
    )
    made = [
        Group(
            names[0] if len(names) == 1 else _("Everyone else"),
            frozenset().union(*(groups[name] for name in names)),
        )
        for names in parts
    ]
    if not made or any(len(group.members & one) < floor for group in made for one in sets):
        return None
    return Split(by, label, made, is_merged=any(len(names) > 1 for names in parts))


def _safe(splits, sets, floor):
    return not any(
        disclosure.gives_away(
            [[group.members & one for group in split.groups] for split in splits], floor=floor
        )
        for one in sets
    )
