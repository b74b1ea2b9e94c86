"""What each method gives, in cases small enough to follow by hand."""

from fractions import Fraction

import pytest

from tests.topics.ballots import TOPICS, ballots_of, patterns_of, sets_of
from topics.ranking import (
    Ranking,
    TooManySets,
    committees,
    equal_shares,
    instant_runoff_winners,
    left_out,
    merge_rankings,
    points_count,
    satisfaction_totals,
    schulze,
    schulze_committees,
    strongly_left_out,
    with_nothing,
)

FOUR = TOPICS[:4]
SLATE = "123 " * 6 + "4 " * 4  # six people vote one slate, four want something else


@pytest.mark.parametrize(
    ("method", "sets"),
    [
        ("plain", "123"),
        ("pav", "124 134 234"),
        ("seqpav", "124 134 234"),
        ("phragmen", "124 134 234"),
        ("mes", "14 24 34"),  # the slate can pay for one topic, the others for theirs
        ("sav", "124 134 234"),
        ("cc", "124 134 234"),
    ],
)
def test_who_is_served_where_many_vote_a_slate(method, sets):
    assert committees(patterns_of(SLATE), FOUR, 3, method) == sets_of(sets)


@pytest.mark.parametrize(
    ("complete", "sets"),
    [("none", "14 24 34"), ("phragmen", "124 134 234"), ("plain", "124 134 234")],
)
def test_equal_shares_can_leave_places_that_something_else_fills(complete, sets):
    assert equal_shares(patterns_of(SLATE), FOUR, 3, complete) == sets_of(sets)


def test_equal_shares_without_completion_can_buy_nothing():
    patterns = patterns_of("1 2 3 4")

    assert equal_shares(patterns, FOUR, 3) == {frozenset()}
    assert equal_shares(patterns, FOUR, 3, "plain") == sets_of("123 124 134 234")
    with pytest.raises(ValueError, match="list order"):
        equal_shares(patterns, FOUR, 3, "list order")


def test_the_sequential_way_can_miss_the_best_set():
    # Most chose T3, so it comes first; then it stands beside either of two that reach everybody together.
    patterns, three = patterns_of("13 13 13 23 23 23 1 1 2 2"), TOPICS[:3]

    assert committees(patterns, three, 2, "pav") == sets_of("12")
    assert committees(patterns, three, 2, "seqpav") == sets_of("13 23")


def test_a_vote_is_split_between_the_choices_of_its_ballot():
    assert satisfaction_totals(patterns_of("12 1 123 -"), FOUR) == {
        "T1": Fraction(11, 6),
        "T2": Fraction(5, 6),
        "T3": Fraction(1, 3),
        "T4": 0,
    }


@pytest.mark.parametrize("method", ["plain", "pav", "seqpav", "phragmen", "sav", "cc"])
@pytest.mark.parametrize("ballots", ["", "- -"])
def test_without_votes_every_set_is_level(method, ballots):
    assert committees(patterns_of(ballots), TOPICS[:3], 2, method) == sets_of("12 13 23")


@pytest.mark.parametrize("method", ["plain", "pav", "seqpav", "phragmen", "mes", "sav", "cc"])
def test_without_topics_nothing_is_chosen(method):
    assert committees([], [], 3, method) == {frozenset()}


@pytest.mark.parametrize("method", ["pav", "cc"])
def test_methods_that_try_every_set_say_when_there_are_too_many(method):
    with pytest.raises(TooManySets):
        committees([], [f"T{n}" for n in range(40)], 12, method)


# --- Whom a set leaves out -------------------------------------------------------------------


def test_a_group_as_large_as_a_place_that_gets_nothing_is_found():
    patterns = patterns_of(SLATE + "- -")  # blank ballots are nobody's group

    [group] = left_out(patterns, {"T1", "T2", "T3"}, 3)

    assert (group.topic, group.ballots, group.weight) == ("T4", 4, 4)
    assert left_out(patterns, {"T1", "T2", "T4"}, 3) == []
    assert with_nothing(patterns, {"T1", "T2", "T3"}) == 4


def test_a_larger_group_deserves_more():
    patterns = patterns_of("12 12 12 12 34 34")

    found = strongly_left_out(patterns, {"T1", "T3", "T4"}, 3)

    assert [(group.topic, group.deserved) for group in found] == [("T2", 2)]
    assert left_out(patterns, {"T1", "T3", "T4"}, 3) == []


# --- Ballots in order ------------------------------------------------------------------------


def rankings_of(text):
    return merge_rankings(ballots_of(text))


def test_points_fall_by_one_for_each_place():
    count = points_count(rankings_of("123 213 1 -"), FOUR, 2, most=3)

    assert count.totals == {"T1": 8, "T2": 5, "T3": 2, "T4": 0}
    assert count.committees == sets_of("12")


def test_topics_that_are_level_share_the_points_of_their_places():
    level = Ranking((frozenset({"T1"}), frozenset({"T2", "T3"})), Fraction(2))

    assert points_count([level], FOUR, 1, most=3).totals == {
        "T1": 6,
        "T2": 3,
        "T3": 3,
        "T4": 0,
    }


def test_what_beats_all_others_in_pairs_wins_by_schulze():
    ballots = rankings_of(
        "132 132 132 231 231 231 312"
    )  # T3 is nobody's last, and one person's first

    assert schulze(ballots, TOPICS[:3]) == {"T3"}
    assert schulze_committees(ballots, TOPICS[:3], 1) == sets_of("3")
    assert schulze_committees(ballots, TOPICS[:3], 2) == sets_of("13")
    assert instant_runoff_winners(ballots, TOPICS[:3]) == {"T1"}


def test_a_perfect_circle_has_no_winner_but_all():
    circle = rankings_of("123 231 312")

    assert schulze(circle, TOPICS[:3]) == {"T1", "T2", "T3"}
    assert schulze_committees(circle, TOPICS[:3], 2) == sets_of("12 13 23")
    assert instant_runoff_winners(circle, TOPICS[:3]) == {"T1", "T2", "T3"}


def test_schulze_says_when_there_are_too_many_sets():
    with pytest.raises(TooManySets):
        schulze_committees([], [f"T{n}" for n in range(40)], 12)


@pytest.mark.parametrize(
    ("ballots", "winners"),
    [
        ("1 1 1 2 2", "1"),
        ("12 12 21 21 3", "12"),  # level to the end: either
        ("14 14 24 24 34", "12"),  # T4 is nobody's first, and goes although all name it
        ("- -", "1234"),  # no ballot says anything
        ("1 1 23 32 32", "3"),
    ],
)
def test_every_way_of_striking_out_the_lowest_is_followed(ballots, winners):
    assert instant_runoff_winners(rankings_of(ballots), FOUR) == {f"T{d}" for d in winners}


def test_a_ballot_that_holds_topics_level_is_shared_between_them():
    level, third = frozenset({"T1", "T2"}), frozenset({"T3"})
    rankings = [
        Ranking((level,), Fraction(3), 3),
        Ranking((third, frozenset({"T1"})), Fraction(2), 2),
    ]

    # One and a half each against two: T1 or T2 goes first, and the other has three then.
    assert instant_runoff_winners(rankings, TOPICS[:3]) == {"T1", "T2"}


def test_many_topics_without_votes_are_struck_out_at_once():
    topics = [f"T{n}" for n in range(200)]

    assert instant_runoff_winners(rankings_of("1 1 2"), topics) == {"T1"}
