"""Rules that look for the best set of topics as a whole, by trying every set."""

from collections.abc import Collection, Iterable
from fractions import Fraction
from itertools import combinations
from math import comb, lcm

from .patterns import Pattern, whole
from .plain import MOST_COMMITTEES, TooManySets, count_of

Sets = frozenset[frozenset[str]]


def satisfaction_totals(
    patterns: Iterable[Pattern], topics: Collection[str]
) -> dict[str, Fraction]:
    """{topic: votes}, where each ballot's vote is shared equally between its choices (satisfaction
    approval, S. Brams and M. Kilgour, 2014)."""
    totals = dict.fromkeys(topics, Fraction(0))
    for pattern in patterns:
        for topic in pattern.choices:
            totals[topic] += Fraction(pattern.weight) / len(pattern.choices)
    return totals


def satisfaction(patterns: Iterable[Pattern], topics: Collection[str], places: int) -> Sets:
    """The sets of topics with the highest totals of satisfaction approval."""
    return count_of(satisfaction_totals(patterns, topics), places).committees


def proportional(patterns: Iterable[Pattern], topics: Collection[str], places: int) -> Sets:
    """The best sets by proportional approval voting (T. N. Thiele, 1895).

    To a voter the first of her topics in a set is worth 1, the second 1/2, the third 1/3. Raises
    TooManySets where there are more sets than can be tried; `sequential_proportional` serves there.
    """
    unit = lcm(*range(1, places + 1))  # whole numbers: twelve twelfths are one
    worth = [0]
    for place in range(1, places + 1):
        worth.append(worth[-1] + unit // place)
    return _best(patterns, topics, places, worth)


def most_reached(patterns: Iterable[Pattern], topics: Collection[str], places: int) -> Sets:
    """The sets that leave the fewest voters with nothing (J. Chamberlin and P. Courant, 1983)."""
    return _best(patterns, topics, places, [0] + [1] * places)


def _best(patterns, topics, places, worth):
    """The sets with the highest sum of what each ballot gets: worth[how many of its choices are in]."""
    places = min(places, len(topics))
    if comb(len(topics), places) > MOST_COMMITTEES:
        raise TooManySets("Too many sets of topics to try them all.")
    number = {topic: 1 << place for place, topic in enumerate(sorted(topics))}
    ballots = [
        (sum(number[topic] for topic in choices), weight) for choices, weight in whole(patterns)
    ]
    most, best = -1, []
    for chosen in combinations(sorted(topics), places):
        mask = sum(number[topic] for topic in chosen)
        score = sum(weight * worth[(choices & mask).bit_count()] for choices, weight in ballots)
        if score > most:
            most, best = score, []
        if score == most:
            best.append(frozenset(chosen))
    return frozenset(best)
