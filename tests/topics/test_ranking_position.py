"""Whether the order of the ballot made people choose: chance alone is rarely taken for it."""

import random

import pytest

from tests.topics.ballots import TOPICS
from topics.ranking import position_test

SHUFFLES = 99  # enough to tell 5 in 100; the product draws more


def by_chance(rng, ballots):
    return [
        (rng.sample(TOPICS, 7), frozenset(rng.sample(TOPICS, rng.randint(1, 3))))
        for _ballot in range(ballots)
    ]


def from_the_top(rng, ballots, gap):
    """Three choices each; a topic in the first place is chosen `gap` more often than in the last.

    One draw lays three marks, a step apart, along the places: each is hit as often as it should be.
    """
    often = [3 / 7 + gap * (3 - place) / 6 for place in range(7)]
    found = []
    for _ballot in range(ballots):
        order, mark, reached, chosen = rng.sample(TOPICS, 7), rng.random(), 0.0, set()
        for place in rng.sample(range(7), 7):
            reached += often[place]
            if mark < reached:
                chosen.add(order[place])
                mark += 1
        found.append((order, frozenset(chosen)))
    return found


@pytest.mark.parametrize("ballots", [15, 101])
def test_check_7_random_answers_are_seldom_taken_for_an_effect(ballots):
    rng = random.Random(ballots)
    seen = sum(
        position_test(by_chance(rng, ballots), SHUFFLES, seed=n).is_seen for n in range(2_000)
    )

    assert 0.03 <= seen / 2_000 <= 0.07


def test_check_7_an_effect_of_sixty_points_is_seen_in_sixty_ballots():
    rng = random.Random(7)
    found = [position_test(from_the_top(rng, 60, gap=0.6), SHUFFLES, seed=n) for n in range(300)]

    assert sum(one.is_seen for one in found) / 300 > 0.95
    assert all(one.z < 0 for one in found if one.is_seen)


def test_the_test_can_be_repeated():
    ballots = by_chance(random.Random(3), 30)

    assert position_test(ballots) == position_test(ballots)


def test_ballots_that_are_blank_or_full_tell_nothing():
    blank, full = (TOPICS, frozenset()), (TOPICS, frozenset(TOPICS))

    assert position_test([blank, full]) is None
    assert position_test([blank, full, (TOPICS, {"T1"})]).ballots == 1


def test_long_lists_are_drawn_from_as_well():
    long = [f"T{n}" for n in range(30)]
    ballots = [(long, frozenset(long[:12]))] * 8

    found = position_test(ballots, shuffles=99)

    assert found.is_seen
    assert found.z < -3
