"""What the agenda could have been without some of the topics: what is certain then, and what is possible.

Nobody knows where the picks on a removed topic would have gone. So nothing is guessed: each voter may give
the picks set free to any topics left that they have not picked, or to none, and what holds whatever they do
is told apart from what could be.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb

from .patterns import Pattern
from .plain import plain_count

MOST_GROUPS = 100_000  # of rivals that are tried against a topic


class TooManyGroups(ValueError):
    """So many groups of rivals are there that not all can be tried."""


@dataclass(frozen=True)
class Bounds:
    """`totals` are the votes of the topics left, before anybody gives freed picks away.

    `certain` would be on the agenda wherever the freed picks went. `possible` would be on it for some way
    of giving them, and holds `certain`. Level with the last place is possible, not certain. `freed` counts
    the picks set free, in votes.
    """

    totals: dict[str, Fraction]
    certain: frozenset[str]
    possible: frozenset[str]
    freed: Fraction


def agenda_without(
    patterns: Iterable[Pattern],
    topics: Collection[str],
    places: int,
    removed: Collection[str],
) -> Bounds:
    """The bounds of the agenda if the topics `removed` had not been listed.

    `patterns` are ballots of a plain count, `topics` all that were listed, `places` how many are chosen.
    Ballots that weigh alike are bounded exactly. With unequal weights a pick is taken as if it could be
    shared out, so `certain` is cautious: it may leave out what is certain, and holds nothing that is not.
    Raises ValueError for a ballot or a removed topic
    that was not listed, and TooManyGroups. Source: the bounds of docs/counting.md, checked in the tests
    against every way of giving the picks away.
    """
    patterns, gone = list(patterns), frozenset(removed)
    if not gone <= frozenset(topics):
        raise ValueError("What is removed was not listed.")
    left = [topic for topic in topics if topic not in gone]
    listed = plain_count(patterns, topics, places).totals
    totals = {topic: listed[topic] for topic in left}
    ways = _Freed(patterns, gone)
    return Bounds(
        totals,
        frozenset(topic for topic in left if _is_certain(topic, totals, places, ways)),
        frozenset(topic for topic in left if _is_possible(topic, totals, places, ways)),
        ways.all,
    )


class _Freed:
    """The picks set free, by what their voters have picked besides."""

    def __init__(self, patterns, gone):
        self.held = {}
        for pattern in patterns:
            freed = len(pattern.choices & gone)
            if freed:
                key = (pattern.choices - gone, freed)
                self.held[key] = self.held.get(key, 0) + pattern.weight
        self.all = sum((n * freed for (_kept, freed), n in self.held.items()), Fraction(0))
        self._most = {}

    def most(self, group):
        """The most that freed picks could give to the topics of a group, all together."""
        if group not in self._most:
            self._most[group] = sum(
                (n * min(freed, len(group - kept)) for (kept, freed), n in self.held.items()),
                Fraction(0),
            )
        return self._most[group]


def _is_possible(topic, totals, places, ways):
    """It gets every pick it could, and nobody else gets one. What nobody picks never fills a place."""
    best = totals[topic] + ways.most(frozenset([topic]))
    return best > 0 and places > sum(
        other > best for name, other in totals.items() if name != topic
    )


def _is_certain(topic, totals, places, ways):
    """No `places` others could all come level with it, while it is given nothing."""
    if not totals[topic]:
        return False
    lacks = {name: totals[topic] - other for name, other in totals.items() if name != topic}
    able = [name for name, lack in lacks.items() if lack <= ways.most(frozenset([name]))]
    if len(able) < places:
        return True
    if comb(len(able), places) > MOST_GROUPS:
        raise TooManyGroups("Too many groups of rivals to try.")
    return not any(_can_all(group, lacks, ways) for group in combinations(able, places))


def _can_all(group, lacks, ways):
    """Whether freed picks suffice for all of the group at once: for each part of it, what the part lacks is
    no more than what it could be given (Hall's condition, for demands)."""
    behind = [name for name in group if lacks[name] > 0]
    return all(
        sum(lacks[name] for name in part) <= ways.most(frozenset(part))
        for size in range(2, len(behind) + 1)
        for part in combinations(behind, size)
    )
