"""The one door for partners' and respondents' data: what may be shown, and what is said instead.

Pure: values in, what may be shown out. Every page, chart, deck and file asks here and nowhere else.
The rules are D7 and D8 of the privacy duties (docs/decisions/0004-one-disclosure-door.md):

* a group of respondents smaller than the floor is not shown at all;
* while people can still answer, results move in steps, so that no single answer can be read off;
* a group too small to show cannot be worked out from the others, nor from two splits together;
* a count of 1 to 4 people supported reads “fewer than 5”;
* a partner that chose totals is never named, and a total hides at least three partners or none.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from statistics import median

from django.utils.translation import gettext as _

SMALL_CELL = 5


class Sharing(StrEnum):
    """What a partner lets be done with its figures."""

    NAMED = "named"
    TOTALS = "totals"
    COORDINATOR = "coordinator"
    NOT_CHOSEN = ""


def released(responses: int, *, over: bool, floor: int = 5, step: int = 5) -> int:
    """How many of `responses`, the earliest first, results may be made from.

    Nothing below `floor`. While the activity is open (`over` is False) only whole steps are released:
    14 responses show the first 10. Once it is over, all of them are.
    """
    if responses < floor:
        return 0
    return responses if over else floor + (responses - floor) // step * step


def partition(sizes: Mapping[str, int], *, floor: int = 5) -> list[list[str]]:
    """How the groups of `sizes` may stand beside each other: the names in each part, or [] for no split.

    Groups that are all large enough stand apart. If one is too small, showing the others beside the total
    would give it away: so only the largest stands apart, and all the rest are one part. If that rest, or
    the largest group itself, is under the floor there is no split at all. Empty groups are left out.
    """
    names = [name for name, size in sizes.items() if size]
    if len(names) < 2:
        return []
    if min(sizes[name] for name in names) >= floor:
        return [[name] for name in names]
    largest = max(names, key=lambda name: sizes[name])  # the first of them, where two are alike
    rest = [name for name in names if name != largest]
    if sizes[largest] < floor or sum(sizes[name] for name in rest) < floor:
        return []
    return [[largest], rest]


def gives_away(families: Sequence[Sequence[Collection[int]]], *, floor: int = 5) -> bool:
    """Whether tables of the same people, put together, give a group under the floor away.

    `families` are the splits that would be shown, each a list of groups that holds everybody once. Adding
    and subtracting what is shown of the groups gives what can be known of others. True if that is so of
    any group of fewer than `floor` people: one such group is enough. Exact, by the null space of the
    groups' incidence matrix over the rationals (the audit problem of statistical databases, F. Y. Chin
    and G. Özsoyoğlu, 1982).
    """
    cells = Counter(_cells(families).values())
    if not cells:
        return False
    equations = [
        [int(cell[n] == group) for cell in cells]
        for n, groups in enumerate(families)
        for group in range(len(groups))
    ]
    free = _null_space(equations or [[1] * len(cells)], len(cells))
    # A group of cells is known exactly if every way of moving unseen people about leaves it as it is.
    moves = {cell: tuple(way[n] for way in free) for n, cell in enumerate(cells)}
    small = [(cell, size) for cell, size in cells.items() if size < floor]
    return any(
        sum(size for _cell, size in group) < floor
        and not any(map(sum, zip(*(moves[cell] for cell, _size in group), strict=True)))
        for count in range(1, floor)
        for group in combinations(small, count)
    )


def _cells(families):
    """{a person: which group of each family they are in}."""
    cells = {}
    for groups in families:
        for number, group in enumerate(groups):
            for person in group:
                cells.setdefault(person, []).append(number)
    return {person: tuple(numbers) for person, numbers in cells.items()}


def _null_space(rows, width):
    """A basis of what `rows` (of `width` whole numbers) map to nothing, by Gauss and Jordan, exactly."""
    rows, pivots = [[Fraction(n) for n in row] for row in rows], []
    for column in range(width):
        at = len(pivots)
        found = next((n for n in range(at, len(rows)) if rows[n][column]), None)
        if found is None:
            continue
        rows[at], rows[found] = rows[found], rows[at]
        rows[at] = [n / rows[at][column] for n in rows[at]]
        for n, row in enumerate(rows):
            if n != at and row[column]:
                rows[n] = [a - row[column] * b for a, b in zip(row, rows[at], strict=True)]
        pivots.append(column)
    basis = []
    for column in set(range(width)) - set(pivots):
        way = [Fraction(0)] * width
        way[column] = Fraction(1)
        for row, pivot in zip(rows, pivots, strict=False):
            way[pivot] = -row[column]
        basis.append(way)
    return basis


@dataclass(frozen=True)
class Held:
    """One partner's figure as it was given. `value` is None where it was not recorded."""

    partner: str
    sharing: Sharing
    value: float | int | None
    basis: str = ""
    caveat: str = ""


@dataclass(frozen=True)
class FiguresShown:
    """What may be said of one figure across partners. None or "" where it may not be said."""

    named: list[tuple[str, str, Held]]  # partner, figure as text, the record behind it
    partners: int  # how many gave a figure that counts here
    hidden: int  # of those, how many are not named
    total: float | int | None
    median: float | None
    lowest: float | int | None  # of the named only
    highest: float | int | None
    dominant: bool  # one hidden partner is more than half of what is hidden
    withheld: (
        str  # why there is no total: "few" partners would be hidden, or a "small" count printed
    )


def figures(
    held: Iterable[Held],
    *,
    counts_people: bool,
    adds_up: bool = True,
    complete: Sequence[str] | None = None,
    fewest: int = 3,
    smallest_count: int = SMALL_CELL,
) -> FiguresShown:
    """What may be shown of `held`, one record a partner.

    `counts_people` says that a value is a number of people supported, so that 1 to 4 reads “fewer than
    5”. `adds_up` is False for figures whose sum means nothing, such as days waited. `complete` names the
    partners whose returns are complete; only they enter totals and medians (all of them if it is None).
    `fewest` is the smallest number of unseen figures a total may hide, `smallest_count` the smallest
    number of people supported that is printed.
    """
    usable = [
        h for h in held if h.value is not None and h.sharing in (Sharing.NAMED, Sharing.TOTALS)
    ]
    summed = [h for h in usable if complete is None or h.partner in complete]
    named = [h for h in usable if h.sharing == Sharing.NAMED]
    hidden = [h for h in summed if h.sharing == Sharing.TOTALS]
    small = [h for h in summed if h not in hidden and _is_small(h, counts_people, smallest_count)]
    total = sum(h.value for h in summed)
    is_small = adds_up and counts_people and 0 < total < smallest_count
    # A total over fewer hidden partners, or over small counts alone, would give them away.
    is_few = (hidden or small) and len(hidden) < fewest
    withheld = "few" if is_few else "small" if is_small else ""
    plain = [h.value for h in named if not _is_small(h, counts_people, smallest_count)]
    return FiguresShown(
        named=[
            (h.partner, as_text(h.value, counts_people=counts_people, smallest=smallest_count), h)
            for h in named
        ],
        partners=len(summed),
        hidden=len(hidden),
        total=None if withheld or not summed or not adds_up else total,
        median=None if withheld else _safe_median(summed, hidden + small),
        lowest=min(plain, default=None),
        highest=max(plain, default=None),
        dominant=_one_dominates([h.value for h in hidden]),
        withheld=withheld,
    )


def as_text(value: float | int, *, counts_people: bool, smallest: int = SMALL_CELL) -> str:
    """A figure as it may be printed: 1 to 4 people supported become “fewer than 5”."""
    if counts_people and 0 < value < smallest:
        return _("fewer than %(n)d") % {"n": smallest}
    return f"{value:,}"


def _is_small(held: Held, counts_people: bool, smallest_count: int) -> bool:
    return counts_people and 0 < held.value < smallest_count


def _safe_median(summed: list[Held], unseen: list[Held]) -> float | None:
    """The median, unless it is made from a figure that nobody is shown."""
    if len(summed) < 3:
        return None
    values = sorted(h.value for h in summed)
    middle = {values[(len(values) - 1) // 2], values[len(values) // 2]}
    seen = {h.value for h in summed if h not in unseen}
    return median(values) if middle <= seen else None


def _one_dominates(values: list[float | int]) -> bool:
    return bool(values) and sum(values) > 0 and max(values) * 2 > sum(values)
