"""The count is exact, treats every topic and every ballot alike, and every winning set is listed."""

from fractions import Fraction

import pytest

from tests.topics.ballots import DEMO, TOPICS, ballots_of, counted
from topics.ranking import (
    Distance,
    Outcome,
    Pattern,
    changed_ballots,
    extend,
    extra_ballots,
    margin,
    merge,
    plain_count,
)


def chosen(text, places, topics=TOPICS):
    return sorted(extend(counted(text, places, topics), places).chosen)


# --- Merging ballots ------------------------------------------------------------------------


def test_identical_ballots_become_one_pattern():
    patterns = merge([["T2", "T1"], ["T1", "T2"], ["T1"], [], ["T1", "T1"]])

    assert patterns == [
        Pattern(frozenset(), Fraction(1), 1),
        Pattern(frozenset({"T1"}), Fraction(2), 2),
        Pattern(frozenset({"T1", "T2"}), Fraction(2), 2),
    ]


def test_ballots_of_different_weight_are_kept_apart():
    patterns = merge([["T1"], ["T1"], ["T1"]], [Fraction(1), Fraction(1, 2), Fraction(1, 2)])

    assert [(pattern.each, pattern.ballots) for pattern in patterns] == [
        (Fraction(1, 2), 2),
        (1, 1),
    ]


def test_as_many_weights_as_ballots():
    with pytest.raises(ValueError, match="zip"):
        merge([["T1"], ["T2"]], [Fraction(1)])


@pytest.mark.parametrize(
    ("weight", "ballots", "error"),
    [(0.5, 1, TypeError), (Fraction(0), 1, ValueError), (-1, 1, ValueError), (1, 0, ValueError)],
)
def test_a_pattern_refuses_floats_and_weights_of_nothing(weight, ballots, error):
    with pytest.raises(error):
        Pattern(frozenset({"T1"}), weight, ballots)


# --- Counting -------------------------------------------------------------------------------


def test_the_demonstration_has_a_clear_result():
    count = counted(DEMO, 3)

    assert list(count.totals.values()) == [18, 16, 13, 10, 7, 4, 2]
    assert count.committees == {frozenset({"T1", "T2", "T3"})}
    assert (count.certain, count.tied, count.cut) == ({"T1", "T2", "T3"}, frozenset(), 13)
    assert extend(count, 3) == Outcome(frozenset({"T1", "T2", "T3"}), frozenset(), "clear")
    assert margin(count) == 3


def test_the_demonstration_turns_on_two_ballots():
    patterns = merge(ballots_of(DEMO))
    count = plain_count(patterns, TOPICS, 3)

    assert changed_ballots(patterns, count, picks=3) == Distance(2, 2, 2)
    # Three people did not vote; all three for T4 and not T3 would tie it, and four topics go on.
    assert extra_ballots(count, picks=3) == Distance(3, 4, 3)
    assert chosen(DEMO + " 4 4 4", 3) == ["T1", "T2", "T3", "T4"]
    assert chosen(DEMO + " 4 4", 3) == ["T1", "T2", "T3"]


@pytest.mark.parametrize(
    ("ballots", "ranks"),
    [
        ("1 1 1 2 2 3 3 4", [(1, "T1", 3), (2, "T2", 2), (2, "T3", 2), (4, "T4", 1)]),
        ("4 3 2 1", [(1, "T1", 1), (1, "T2", 1), (1, "T3", 1), (1, "T4", 1)]),
        ("2 2 -", [(1, "T2", 2), (2, "T1", 0), (2, "T3", 0), (2, "T4", 0)]),
    ],
)
def test_equal_totals_share_a_rank(ballots, ranks):
    assert counted(ballots, 2, TOPICS[:4]).ranks() == ranks
    assert counted(ballots, 2, TOPICS[3::-1]).ranks() == ranks


@pytest.mark.parametrize(
    ("ballots", "places", "certain", "tied", "committees"),
    [
        ("1 1 2 3", 2, "1", "23", {"12", "13"}),
        ("1 1 1 2 2 3 3", 2, "1", "23", {"12", "13"}),
        ("1 2 3", 2, "", "123", {"12", "13", "23"}),
        ("1 1 2 2 3", 2, "12", "", {"12"}),  # a tie inside the chosen needs no resolution
        ("1 1", 2, "1", "23", {"12", "13"}),  # topics nobody picked fill places, as published
        ("-", 3, "123", "", {"123"}),
        ("1", 5, "123", "", {"123"}),
    ],
)
def test_every_winning_set_is_listed(ballots, places, certain, tied, committees):
    count = counted(ballots, places, TOPICS[:3])

    assert count.certain == {f"T{digit}" for digit in certain}
    assert count.tied == {f"T{digit}" for digit in tied}
    assert count.committees == {frozenset(f"T{digit}" for digit in c) for c in committees}


def test_too_many_equal_agendas_are_not_listed():
    count = plain_count([], [f"T{n}" for n in range(30)], 15)

    with pytest.raises(ValueError, match="Too many"):
        _ = count.committees


def test_a_ballot_for_something_else_is_refused():
    with pytest.raises(ValueError, match="T9"):
        counted("9", 1)


def test_a_vote_needs_a_place():
    with pytest.raises(ValueError, match="place"):
        counted("1", 0)


def test_check_2_ten_tenths_make_exactly_one():
    """Ten from one organisation against one from another: floats would see no tie here."""
    weights = [Fraction(1, 10)] * 10 + [Fraction(1)]
    count = plain_count(merge([["X"]] * 10 + [["Y"]], weights), ["X", "Y"], 1)

    assert count.tied == {"X", "Y"}


# --- The tie rule ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ballots", "chosen", "undecided", "reason", "unfilled"),
    [
        ("12 12 1 2 3", "12", "", "clear", 0),
        ("1 1 2 3", "123", "", "extended", 0),
        ("1 2 3", "123", "", "extended", 0),
        ("1 1 2 3 4", "1", "234", "unresolved", 0),
        ("1 2 3 4", "", "1234", "unresolved", 0),
        ("1 1 -", "1", "", "clear", 1),  # the second place is not filled from topics at zero
        ("1 2", "12", "", "clear", 0),
        ("- - -", "", "", "unresolved", 2),
        ("", "", "", "unresolved", 2),
    ],
)
def test_all_tied_topics_go_forward_if_that_is_one_more(
    ballots, chosen, undecided, reason, unfilled
):
    outcome = extend(counted(ballots, 2), 2)

    assert outcome.chosen == {f"T{digit}" for digit in chosen}
    assert outcome.undecided == {f"T{digit}" for digit in undecided}
    assert (outcome.reason, outcome.unfilled) == (reason, unfilled)


@pytest.mark.parametrize(
    ("most_extra", "reason"), [(0, "unresolved"), (1, "unresolved"), (2, "extended")]
)
def test_how_many_more_can_be_agreed(most_extra, reason):
    assert extend(counted("1 1 2 3 4", 2), 2, most_extra).reason == reason


def test_fewer_topics_than_places():
    few = ["T1", "T2"]

    assert extend(counted("1", 3, few), 3) == Outcome(frozenset({"T1"}), frozenset(), "clear", 2)
    assert extend(counted("1 2", 3, few), 3) == Outcome(frozenset(few), frozenset(), "clear", 1)


def test_the_tie_rule_belongs_to_the_count():
    with pytest.raises(ValueError, match="another number of places"):
        extend(counted("1", 2), 3)


def test_check_4_blank_and_approve_everything_ballots_move_no_topic():
    usual = counted("12 1 3", 2, TOPICS[:4])
    padded = counted("12 1 3 - - 1234 1234", 2, TOPICS[:4])

    assert padded.committees == usual.committees
    assert [total - 2 for total in padded.totals.values()] == list(usual.totals.values())
