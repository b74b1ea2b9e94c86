"""One place, decided by striking out the weakest topic again and again (instant run-off)."""

from collections.abc import Collection, Iterable
from fractions import Fraction

from .plain import TooManySets
from .ranked import Ranking

MOST_LEFT = 20_000  # sets of topics that can remain, over all ways to break ties


def instant_runoff_winners(rankings: Iterable[Ranking], topics: Collection[str]) -> frozenset[str]:
    """Every topic that wins under some way of breaking ties for the lowest.

    Each ballot counts for the topic it puts highest of those that remain; topics it holds level share it; one
    that names none of them counts for none. The topic with least is struck out; where several have least,
    each of them in turn. Raises TooManySets where there are too many ways. See docs/counting.md.
    """
    rankings = list(rankings)
    to_follow, followed, winners = [frozenset(topics)], set(), set()
    while to_follow:
        left = to_follow.pop()
        if left in followed:
            continue
        followed.add(left)
        if len(followed) > MOST_LEFT:
            raise TooManySets("Too many ways to break the ties.")
        votes = _firsts(rankings, left)
        least = min(votes.values(), default=None)
        lowest = frozenset(topic for topic in left if votes[topic] == least)
        if len(left) < 2 or not any(votes.values()):
            winners |= left  # one is left, or no ballot says anything more
        elif not least:
            to_follow.append(
                left - lowest
            )  # topics without a vote hand none on: their order is nothing
        else:
            to_follow += [left - {topic} for topic in lowest]
    return frozenset(winners)


def _firsts(rankings, left):
    votes = dict.fromkeys(left, Fraction(0))
    for ranking in rankings:
        first = next((tier & left for tier in ranking.tiers if tier & left), frozenset())
        for topic in first:
            votes[topic] += Fraction(ranking.weight) / len(first)
    return votes
