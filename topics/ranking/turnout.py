"""Whether those who have not voted could have changed a result in which each organisation is one voice."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from fractions import Fraction
from heapq import heapify, heapreplace

from .patterns import merge, weights_of
from .plain import plain_count


def non_voters_needed(
    ballots: Iterable[tuple[Iterable[str], Hashable | None]],
    missing: Mapping[Hashable | None, int],
    topics: Collection[str],
    places: int,
) -> int | None:
    """The fewest further ballots that would make another winning set or a tie, under equal organisations.

    `ballots` are (choices, organisation), `missing` says how many of each organisation have not voted;
    whoever has none (None) is one of their own. A further ballot also makes every other of its organisation
    lighter, which is reckoned with. 0 for a tie now, None where all of them together could not.
    See docs/counting.md.
    """
    papers = [(frozenset(choices), organisation) for choices, organisation in ballots]
    weights = weights_of([organisation for _choices, organisation in papers], "equal")
    count = plain_count(merge([choices for choices, _o in papers], weights), topics, places)
    if count.tied:
        return 0
    losers = count.totals.keys() - count.certain
    found = [
        _needed(papers, missing, winner, loser, count.totals[winner] - count.totals[loser])
        for winner in count.certain
        for loser in losers
    ]
    return min((needed for needed in found if needed is not None), default=None)


def _needed(papers, missing, winner, loser, gap):
    """Of each organisation's further ballots each closes less than the one before: the largest first."""
    sizes = Counter(organisation for _choices, organisation in papers)
    leads = Counter()
    for choices, organisation in papers:
        leads[organisation] += (loser in choices) - (winner in choices)
    used, left = 0, dict(missing)
    alone = left.pop(None, 0)  # each closes a whole vote, and none can close more
    line = [
        (-_gain(leads[one], sizes[one]), place, leads[one], sizes[one], n)
        for place, (one, n) in enumerate(left.items())
        if n > 0
    ]
    heapify(line)
    while gap > 0:
        best = -line[0][0] if line else Fraction(0)
        if alone and best <= 1:
            alone, best = alone - 1, Fraction(1)
        elif best > 0:
            _best, place, lead, size, n = line[0]
            following = Fraction(0) if n == 1 else -_gain(lead + 1, size + 1)
            heapreplace(line, (following, place, lead + 1, size + 1, n - 1))
        else:
            return None
        gap, used = gap - best, used + 1
    return used


def _gain(lead, size):
    """What one more ballot for the loser closes, where the loser leads by `lead` of `size` ballots."""
    return Fraction(lead + 1, size + 1) - (Fraction(lead, size) if size else 0)
