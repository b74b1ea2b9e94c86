"""Ballots that put topics in order: points, and the Schulze method."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb

from .plain import MOST_COMMITTEES, Count, TooManySets, count_of


@dataclass(frozen=True)
class Ranking:
    """All ballots with the same order. `tiers` are sets of topics, the best first; topics of one tier are
    level, and whatever is not there stands below them all. `weight` is theirs together, in votes."""

    tiers: tuple[frozenset[str], ...]
    weight: Fraction
    ballots: int = 1

    def place_of(self, topic: str) -> int:
        """The tier of a topic, the first being 0; what is not ranked comes after the last."""
        for place, tier in enumerate(self.tiers):
            if topic in tier:
                return place
        return len(self.tiers)


def merge_rankings(
    ballots: Iterable[Sequence[str]], weights: Iterable[Fraction] | None = None
) -> list[Ranking]:
    """Identical orders as one ranking each. A ballot lists topics, the most wanted first."""
    orders = [tuple(ballot) for ballot in ballots]
    each = [Fraction(1)] * len(orders) if weights is None else list(weights)
    counted = Counter(zip(orders, each, strict=True))
    return [
        Ranking(tuple(frozenset({topic}) for topic in order), weight * n, n)
        for (order, weight), n in sorted(counted.items())
    ]


def merge_rankings_counted(counted: Iterable[tuple[Sequence[str], int]]) -> list[Ranking]:
    """Rankings from (order, number of ballots), each ballot weighing one."""
    orders = Counter()
    for order, count in counted:
        orders[tuple(order)] += count
    return [
        Ranking(tuple(frozenset({topic}) for topic in order), Fraction(n), n)
        for order, n in sorted(orders.items())
    ]


def points_count(
    rankings: Iterable[Ranking], topics: Collection[str], places: int, most: int
) -> Count:
    """`most` points for a first place, one fewer for each place below, none from `most` places down.

    Topics that are level share the points of the places they take up. Raises ValueError for a topic that
    is not in `topics`.
    """
    totals = dict.fromkeys(topics, Fraction(0))
    for ranking in rankings:
        place = 0
        for tier in ranking.tiers:
            if unknown := tier - totals.keys():
                raise ValueError(f"Not among the topics: {', '.join(sorted(unknown))}.")
            points = sum(max(0, most - p) for p in range(place, place + len(tier)))
            for topic in tier:
                totals[topic] += ranking.weight * Fraction(points, len(tier))
            place += len(tier)
    return count_of(totals, places)


def preferred(
    rankings: Iterable[Ranking], topics: Collection[str]
) -> dict[tuple[str, str], Fraction]:
    """{(a, b): votes that put a above b}."""
    found = {(a, b): Fraction(0) for a in topics for b in topics if a != b}
    for ranking in rankings:
        place = {topic: ranking.place_of(topic) for topic in topics}
        for a, b in found:
            if place[a] < place[b]:
                found[a, b] += ranking.weight
    return found


def schulze(rankings: Iterable[Ranking], topics: Collection[str]) -> frozenset[str]:
    """The topics that none other beats by a stronger chain of preferences, all of them if several
    (M. Schulze, 2011; a link's strength is its winning votes)."""
    beats = _strongest_paths(preferred(rankings, topics), topics)
    return frozenset(a for a in topics if all(beats[a, b] >= beats[b, a] for b in topics if b != a))


def schulze_committees(
    rankings: Iterable[Ranking], topics: Collection[str], places: int
) -> frozenset[frozenset[str]]:
    """The first `places` topics in the order that the chains of preferences give, with every way to break
    its ties: a set is in if nothing outside it beats anything inside. Raises TooManySets where there are more
    sets than can be tried."""
    if comb(len(topics), min(places, len(topics))) > MOST_COMMITTEES:
        raise TooManySets("Too many sets of topics to try them all.")
    beats = _strongest_paths(preferred(rankings, topics), topics)
    above = {(a, b) for a, b in beats if beats[a, b] > beats[b, a]}
    return frozenset(
        frozenset(chosen)
        for chosen in combinations(sorted(topics), min(places, len(topics)))
        if not any((b, a) in above for a in chosen for b in topics if b not in chosen)
    )


def _strongest_paths(votes, topics):
    strength = {
        pair: n if n > votes[pair[1], pair[0]] else Fraction(0) for pair, n in votes.items()
    }
    for via in topics:
        for a in topics:
            for b in topics:
                if len({via, a, b}) == 3:
                    through = min(strength[a, via], strength[via, b])
                    strength[a, b] = max(strength[a, b], through)
    return strength
