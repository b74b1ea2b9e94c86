"""Which groups the answers may be split by, so that no small group can be worked out from what is shown.

Plain: responses with their people in, groups of their keys out. What may be shown is decided by
network.disclosure; here is only what groups there are.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

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


@dataclass(frozen=True)
class Way:
    """A way of splitting: `of` gives a person's group, and `words` what the groups are called."""

    label: str
    of: Callable
    words: dict


WAYS = {
    "level": Way(
        _lazy("where people work"),
        lambda person: person.level,
        dict(Level.choices) | {"": _lazy("Not said")},
    ),
    "sector": Way(
        _lazy("kind of organisation"),
        lambda person: person.partner.sector if person.partner else "",
        dict(Sector.choices) | {"": _lazy("For themselves")},
    ),
    "convenor": Way(
        _lazy("convenors and others"),
        lambda person: bool(person.partner and person.partner.is_convenor),
        {True: _lazy("From a convening partner"), False: _lazy("From elsewhere")},
    ),
}


def offers():
    return [Offer(by, str(way.label)) for by, way in WAYS.items()]


def allowed(responses, floor, answered=None):
    """The splits of these responses that may all be shown, as they may be put together: [Split].

    `responses` come with `person` and its partner. `answered` are sets of their keys where a table each is
    shown of some of them only, such as the rows of a grid: every split must be safe in each. A way that
    would give a small group away beside the ways before it is left out.
    """
    sets = [frozenset(each) for each in answered] if answered else []
    sets = set(sets or [frozenset(response.pk for response in responses)])
    kept = []
    for by, way in WAYS.items():
        groups = {}
        for response in responses:
            groups.setdefault(way.of(response.person), set()).add(response.pk)
        named = {str(way.words[group]): members for group, members in groups.items()}
        split = _split(by, str(way.label), named, sets, floor)
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
