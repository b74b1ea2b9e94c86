"""The part of the one door that is about sums of partners' figures: when they move, and what may stand
side by side. Pure, like network.disclosure, whose rules it carries further:

* while partners can still answer, a sum takes in those it hides some at a time, so that two days compared
  give no single one away;
* two sums of the same figure over different partners are shown only if no difference of them hides few.
"""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from itertools import combinations

from .disclosure import SMALL_CELL, Held, Sharing, released


def is_small(held: Held, *, counts_people: bool, smallest_count: int = SMALL_CELL) -> bool:
    """Whether the figure is a count of so few people that it is not printed."""
    return counts_people and held.value is not None and 0 < held.value < smallest_count


def entering(
    held: Iterable[Held],
    *,
    complete: Collection[str],
    over: bool,
    fewest: int = 3,
    counts_people: bool = False,
    smallest_count: int = SMALL_CELL,
) -> set[str]:
    """The partners whose figures enter sums now, of `held` in the order of their handing in.

    Once it is over, all whose returns are `complete`. While it is open, partners that chose totals enter
    in steps of `fewest`, the earliest first; a small count of a named partner, which nobody is shown
    either, waits with those that handed in after it. Nobody waits where too few are hidden for a first
    step: that sum is withheld as it is.
    """
    summed = [h for h in held if h.value is not None and h.partner in complete]
    hidden = [h.partner for h in summed if h.sharing == Sharing.TOTALS]
    count = released(len(hidden), over=over, floor=fewest, step=fewest)
    if over or not count:
        return {h.partner for h in summed}
    last = [h.partner for h in summed].index(hidden[count - 1])
    is_unseen = [
        h.sharing == Sharing.TOTALS
        or is_small(h, counts_people=counts_people, smallest_count=smallest_count)
        for h in summed
    ]
    return {h.partner for n, h in enumerate(summed) if n <= last or not is_unseen[n]}


def sums_are_safe(
    sums: Sequence[Collection[str]], *, hidden: Collection[str], fewest: int = 3
) -> bool:
    """Whether these sums of one figure may be published side by side.

    Each is given as the partners in it whose figure nobody is shown: those that are `hidden`, and named
    ones whose count is too small to print. What all are shown can be taken off by anybody. True if adding
    and subtracting the sums in any way leaves nothing unknown, or at least `fewest` hidden partners: with
    two, each could take off its own and see the other's.

    Exact: a combination of the sums that leaves only a few partners is one that the sums' matrix has lost
    a rank by when those partners' columns are struck out.
    """
    weights = {}
    for partner in sorted(set().union(*sums)):
        pattern = tuple(partner in one for one in sums)
        weights[pattern] = weights.get(pattern, 0) + (partner in hidden)
    rank = _rank(list(weights))
    light = [pattern for pattern, weight in weights.items() if 0 < weight < fewest]
    heavy = [pattern for pattern, weight in weights.items() if weight >= fewest]
    for count in range(min(len(light), fewest - 1) + 1):
        for struck in combinations(light, count):
            if sum(weights[pattern] for pattern in struck) >= fewest:
                continue
            rest = [pattern for pattern in light if pattern not in struck]
            if _rank(heavy + rest) < rank:
                return False
    return True


def _rank(rows):
    """How many of `rows` are independent of each other: exactly, by elimination."""
    rows, rank = [[Fraction(n) for n in row] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        found = next((n for n in range(rank, len(rows)) if rows[n][column]), None)
        if found is None:
            continue
        rows[rank], rows[found] = rows[found], rows[rank]
        for row in rows[rank + 1 :]:
            if row[column]:
                share = row[column] / rows[rank][column]
                row[:] = [a - share * b for a, b in zip(row, rows[rank], strict=True)]
        rank += 1
    return rank
