"""Sums of partners' figures: when they move, and which may stand side by side."""

import random
from fractions import Fraction
from itertools import combinations

import pytest

from network.disclosure import Held, Sharing
from network.disclosure_figures import entering, sums_are_safe


def handed_in(text, *, small=""):
    """One record a letter, the earliest first: capitals share by name, small letters chose totals."""
    return [
        Held(
            partner=letter,
            sharing=Sharing.NAMED if letter.isupper() else Sharing.TOTALS,
            value=2 if letter in small else 100,
        )
        for letter in text
    ]


def entered(text, *, over=False, complete=None, small="", fewest=3):
    names = entering(
        handed_in(text, small=small),
        complete=set(text if complete is None else complete),
        over=over,
        fewest=fewest,
        counts_people=True,
    )
    return "".join(sorted(names))


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("AB", "AB"),
        ("abcD", "Dabc"),
        ("abcdeF", "Fabc"),  # the fourth and fifth wait
        ("abcdefG", "Gabcdef"),
        ("dAcbaB", "ABbcd"),
    ],
)
def test_who_chose_totals_enters_in_steps_the_earliest_first(text, now):
    assert entered(text) == now


def test_named_partners_enter_at_once():
    assert entered("abcAdBe") == "ABabc"


def test_all_enter_once_it_is_over():
    assert entered("abcde", over=True) == "abcde"


def test_nobody_waits_where_the_total_is_withheld_anyhow():
    assert entered("ABab") == "ABab"


def test_steps_are_as_long_as_the_network_says():
    assert entered("abcdeA", fewest=5) == "Aabcde"
    assert entered("abcdefghiA", fewest=5) == "Aabcde"


def test_incomplete_returns_make_no_step():
    assert entered("abcdA", complete="bcdA") == "Abcd"


def test_small_count_of_a_named_partner_waits_with_those_after_it():
    """Nobody is shown it either: alone between two days, the total would tell it."""
    assert entered("abcS", small="S") == "abc"
    assert entered("abcSdef", small="S") == "Sabcdef"


@pytest.mark.parametrize(
    ("sums", "safe"),
    [
        ([""], True),
        (["abc"], True),
        (["ab"], False),
        (["abcd", "abc"], False),  # the difference is d
        (["abcde", "abc"], False),  # either of two takes off its own
        (["abcdef", "abc"], True),
        (["abc", "abc"], True),
        (["abcdef", "abc", "abd"], False),  # c less d, and the two rests
        (["abcdefghi", "abcdef", "defghi"], True),
        (["abcdefg", "abcd", "defg"], False),  # both less all is d
    ],
)
def test_no_combination_of_sums_leaves_fewer_than_three(sums, safe):
    assert sums_are_safe([set(one) for one in sums], hidden=set("abcdefghi")) is safe


def test_small_counts_alone_are_not_left_over():
    assert not sums_are_safe([{"a", "b", "c", "S"}, {"a", "b", "c"}], hidden=set("abc"))
    assert sums_are_safe([{"a", "b", "c", "S"}], hidden=set("abc"))
    assert not sums_are_safe([{"S", "T", "U"}], hidden=set())


@pytest.mark.parametrize("seed", range(200))
def test_what_is_called_safe_cannot_be_solved(seed):
    """Against another way of asking: whether two different worlds publish the same, whoever one is."""
    rng = random.Random(seed)
    everybody = "abcdefgh"[: rng.randint(3, 8)]
    sums = [{name for name in everybody if rng.random() < 0.7} for _n in range(rng.randint(1, 4))]

    safe = sums_are_safe(sums, hidden=set(everybody))

    assert safe == (not any(known_by(insider, sums) for insider in [None, *everybody]))


def known_by(insider, sums):
    """Whose figure an insider (or anybody: None) can solve for, by trying every combination of few."""
    unknown = sorted(set().union(*sums) - {insider})
    rows = [[Fraction(int(name in one)) for name in unknown] for one in sums]
    return [
        name
        for name in unknown
        if rank([*rows, [Fraction(int(other == name)) for other in unknown]]) == rank(rows)
    ]


def rank(rows):
    """The largest square of `rows` whose determinant is not 0."""
    width = len(rows[0]) if rows else 0
    for size in range(min(len(rows), width), 0, -1):
        for some in combinations(rows, size):
            for columns in combinations(range(width), size):
                if determinant([[row[n] for n in columns] for row in some]):
                    return size
    return 0


def determinant(square):
    if len(square) == 1:
        return square[0][0]
    return sum(
        (-1) ** n * value * determinant([row[:n] + row[n + 1 :] for row in square[1:]])
        for n, value in enumerate(square[0])
        if value
    )
