"""What the agenda could have been without some topics, held against every way of giving picks away."""

import random
from collections import Counter
from fractions import Fraction
from itertools import chain, combinations, product

import pytest

from meetings.demo.topics import BALLOTS
from topics.ranking import TooManyGroups, agenda_without, freed, merge

SEVEN = [f"T{n}" for n in range(1, 8)]


def given_away(ballot, gone, left):
    """Every ballot this one could have become: freed picks on topics left, or on none."""
    kept = frozenset(ballot) - gone
    most = len(frozenset(ballot) & gone)
    others = [topic for topic in left if topic not in kept]
    more = chain.from_iterable(combinations(others, n) for n in range(most + 1))
    return [kept | frozenset(extra) for extra in more]


def by_every_way(ballots, topics, places, gone, weights=None):
    weights = weights or [1] * len(ballots)
    left = [topic for topic in topics if topic not in gone]
    certain, possible = set(left), set()
    for way in product(*(given_away(ballot, gone, left) for ballot in ballots)):
        totals = Counter()
        for choices, weight in zip(way, weights, strict=True):
            totals.update(dict.fromkeys(choices, weight))
        for topic in left:
            rivals = [totals[name] for name in left if name != topic]
            if sum(n >= totals[topic] for n in rivals) >= places or not totals[topic]:
                certain.discard(topic)
            if sum(n > totals[topic] for n in rivals) < places and totals[topic]:
                possible.add(topic)
    return certain, possible


def small_case(seed):
    chance = random.Random(seed)
    topics = [f"T{n}" for n in range(chance.randint(3, 6))]
    picks = chance.randint(1, 3)
    ballots = [
        chance.sample(topics, chance.randint(0, min(picks, len(topics))))
        for _n in range(chance.randint(1, 5))
    ]
    gone = frozenset(chance.sample(topics, chance.randint(0, len(topics) - 1)))
    return ballots, topics, chance.randint(1, 3), gone


@pytest.mark.parametrize("seed", range(250))
def test_bounds_are_those_of_every_way_of_giving_picks_away(seed):
    ballots, topics, places, gone = small_case(seed)

    bounds = agenda_without(merge(ballots), topics, places, gone)

    assert (bounds.certain, bounds.possible) == by_every_way(ballots, topics, places, gone)


@pytest.mark.parametrize("seed", range(120))
def test_with_unequal_weights_nothing_is_called_certain_that_is_not(seed):
    ballots, topics, places, gone = small_case(seed)
    weights = [Fraction(1, 1 + n % 3) for n in range(len(ballots))]

    bounds = agenda_without(merge(ballots, weights), topics, places, gone)

    certain, possible = by_every_way(ballots, topics, places, gone, weights)
    assert bounds.certain <= certain
    assert bounds.possible == possible


def test_without_anything_removed_the_agenda_is_the_one_there_was():
    bounds = agenda_without(merge(["AB", "AC", "AB"]), "ABC", 2, [])

    assert bounds.certain == bounds.possible == {"A", "B"}
    assert bounds.freed == 0


def test_level_with_the_last_place_is_possible_and_not_certain():
    bounds = agenda_without(merge(["A", "B"]), "ABC", 1, ["C"])

    assert bounds.certain == set()
    assert bounds.possible == {"A", "B"}


def test_what_nobody_picks_never_fills_a_place():
    bounds = agenda_without(merge(["A"]), "AB", 2, [])

    assert bounds.certain == bounds.possible == {"A"}


def test_one_voter_gives_a_topic_one_pick_however_many_are_freed():
    """Three freed picks of one ballot bring each rival one vote: not enough to come level with two."""
    bounds = agenda_without(merge(["XYZ", "A", "A"]), "ABXYZ", 1, ["X", "Y", "Z"])

    assert bounds.certain == {"A"}


def test_rivals_share_the_picks_that_are_freed():
    """One freed pick can lift either rival level, never both; so with two places the leader is certain."""
    bounds = agenda_without(merge(["X", "A", "A", "B", "C"]), "ABCX", 2, ["X"])

    assert bounds.certain == {"A"}
    assert bounds.possible == {"A", "B", "C"}


def test_demo_without_what_began_with_the_coordinator():
    """One topic is left of seven, so with three places it is on the agenda, having votes."""
    ballots = [choices for _band, choices in BALLOTS.values()]

    bounds = agenda_without(merge(ballots), SEVEN, 3, [topic for topic in SEVEN if topic != "T6"])

    assert bounds.totals == {"T6": 4}
    assert bounds.certain == bounds.possible == {"T6"}
    assert bounds.freed == 66


def test_what_was_not_listed_cannot_be_removed():
    with pytest.raises(ValueError, match="not listed"):
        agenda_without(merge(["A"]), "A", 1, ["B"])


def test_too_many_groups_of_rivals_are_refused(monkeypatch):
    monkeypatch.setattr(freed, "MOST_GROUPS", 5)
    ballots = [f"{topic}X" for topic in "ABCDEFGH"]

    with pytest.raises(TooManyGroups):
        agenda_without(merge(ballots), "ABCDEFGHX", 3, ["X"])
