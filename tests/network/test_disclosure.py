"""The one door: what may be shown of answers and figures, case by case."""

from itertools import combinations

import pytest

from network import disclosure
from network.disclosure import Held, Sharing


def held(name, value, sharing=Sharing.NAMED):
    return Held(partner=name, sharing=sharing, value=value)


@pytest.mark.parametrize(
    ("responses", "over", "shown"),
    [
        (0, False, 0),
        (4, False, 0),
        (4, True, 0),
        (5, False, 5),
        (9, False, 5),
        (10, False, 10),
        (14, False, 10),
        (14, True, 14),
        (22, True, 22),
    ],
)
def test_views_move_in_steps_of_five_until_the_close(responses, over, shown):
    assert disclosure.released(responses, over=over) == shown


def test_higher_floor_is_kept():
    assert disclosure.released(9, over=True, floor=10) == 0
    assert disclosure.released(12, over=False, floor=10) == 10


@pytest.mark.parametrize(
    ("sizes", "parts"),
    [
        ({"a": 7, "b": 6}, [["a"], ["b"]]),
        ({"a": 7, "b": 4}, []),
        # The smallest would be what the total and the others leave over: so only the largest stands apart.
        ({"a": 7, "b": 6, "c": 5, "d": 4}, [["a"], ["b", "c", "d"]]),
        ({"statutory": 11, "voluntary": 9, "lived": 4}, [["statutory"], ["voluntary", "lived"]]),
        ({"a": 9, "b": 3, "c": 3}, [["a"], ["b", "c"]]),
        ({"a": 4, "b": 4, "c": 4}, []),
        ({"a": 9, "b": 0}, []),
        ({}, []),
    ],
)
def test_group_that_is_too_small_is_put_together_with_all_but_the_largest(sizes, parts):
    assert disclosure.partition(sizes) == parts


def test_floor_of_a_network_holds_for_its_splits():
    assert disclosure.partition({"a": 9, "b": 9}, floor=10) == []
    assert disclosure.partition({"a": 12, "b": 7, "c": 5}, floor=10) == [["a"], ["b", "c"]]


def test_one_split_into_large_groups_gives_nobody_away():
    assert not disclosure.gives_away([[range(7), range(7, 22)]])


def test_two_splits_that_differ_by_few_give_them_away():
    """Who is front line but in no convening partner: two groups, one taken from the other."""
    by_level = [range(7), range(7, 22)]
    by_convenor = [range(5), range(5, 22)]

    assert disclosure.gives_away([by_level, by_convenor])


def test_three_splits_can_give_away_what_no_two_do():
    """Twenty people in four cells: each pair of cells is shown somewhere, and half of their sum less the
    others is one cell alone."""
    a, b, c, d = range(3), range(3, 8), range(8, 14), range(14, 20)
    splits = [
        [[*a, *b], [*c, *d]],
        [[*a, *c], [*b, *d]],
        [[*b, *c], [*a, *d]],
    ]

    assert not any(disclosure.gives_away([one, two]) for one, two in combinations(splits, 2))
    assert disclosure.gives_away(splits)


def test_few_who_are_together_in_every_group_are_not_given_away():
    crossed = [
        [range(10), range(10, 20)],
        [[*range(5), *range(10, 15)], [*range(5, 10), *range(15, 20)]],
    ]

    assert not disclosure.gives_away(crossed)


def test_total_hides_three_partners_or_none():
    named = [held("A", 40), held("B", 60)]
    hidden = [held(name, 100, Sharing.TOTALS) for name in "CDE"]

    for n, total in [(0, 100), (1, None), (2, None), (3, 400)]:
        shown = disclosure.figures(named + hidden[:n], counts_people=False)
        assert (shown.total, bool(shown.withheld)) == (total, total is None), n


def test_partner_that_chose_totals_is_never_named():
    shown = disclosure.figures(
        [held("A", 40), *(held(name, 9, Sharing.TOTALS) for name in "CDE")], counts_people=False
    )

    assert [partner for partner, _text, _held in shown.named] == ["A"]
    assert (shown.lowest, shown.highest) == (40, 40)


def test_what_is_for_the_coordinator_only_enters_nothing():
    shown = disclosure.figures(
        [held("A", 40), held("B", 60), held("C", 1000, Sharing.COORDINATOR)], counts_people=False
    )

    assert (shown.total, shown.partners) == (100, 2)


def test_partner_that_has_not_chosen_enters_nothing():
    shown = disclosure.figures(
        [held("A", 40), held("B", 9, Sharing.NOT_CHOSEN)], counts_people=False
    )

    assert (shown.total, shown.partners) == (40, 1)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (1240, "1,240")],
)
def test_small_counts_of_people_are_not_printed(value, text):
    assert disclosure.as_text(value, counts_people=True) == text


def test_small_count_cannot_be_had_from_the_total():
    shown = disclosure.figures([held("A", 40), held("B", 60), held("C", 3)], counts_people=True)

    assert shown.total is None
    assert shown.lowest == 40


def test_small_counts_of_other_things_are_no_secret():
    shown = disclosure.figures([held("A", 3), held("B", 60)], counts_people=False)

    assert (shown.total, shown.lowest) == (63, 3)


def test_median_that_is_one_hidden_partners_own_figure_is_not_shown():
    hidden = [
        held(name, value, Sharing.TOTALS) for name, value in [("C", 50), ("D", 200), ("E", 300)]
    ]

    shown = disclosure.figures([held("A", 10), held("B", 20), *hidden], counts_people=False)

    assert shown.median is None
    assert shown.total == 580


def test_one_hidden_partner_that_is_most_of_the_total_raises_the_warning():
    even = [held(name, 10, Sharing.TOTALS) for name in "CDE"]
    one_sided = [held("C", 100, Sharing.TOTALS), *even[1:]]

    assert not disclosure.figures(even, counts_people=False).dominant
    assert disclosure.figures(one_sided, counts_people=False).dominant


def test_incomplete_returns_stay_out_of_the_total():
    shown = disclosure.figures(
        [held("A", 40), held("B", 60), held("C", 9)], counts_people=False, complete=["A", "B"]
    )

    assert shown.total == 100
    assert len(shown.named) == 3


def test_days_are_not_added_up():
    shown = disclosure.figures(
        [held("A", 4), held("B", 6), held("C", 9)], counts_people=False, adds_up=False
    )

    assert (shown.total, shown.median) == (None, 6)


def test_hidden_partner_cannot_be_had_from_a_total_with_small_counts_beside_it():
    named = [held("A", 100), held("B", 2), held("C", 3)]

    shown = disclosure.figures([*named, held("D", 57, Sharing.TOTALS)], counts_people=True)

    assert (shown.total, shown.median) == (None, None)


def test_small_counts_cannot_be_had_from_the_total_of_them():
    shown = disclosure.figures(
        [*(held(name, 1) for name in "ABC"), held("D", 6)], counts_people=True
    )

    assert shown.total is None


@pytest.mark.parametrize(("values", "total"), [([1, 1, 1], None), ([2, 2, 1], 5), ([0, 0, 0], 0)])
def test_total_of_few_people_is_a_small_count_itself(values, total):
    held_back = [held(name, n, Sharing.TOTALS) for name, n in zip("CDE", values, strict=True)]

    shown = disclosure.figures(held_back, counts_people=True)

    assert shown.total == total
    assert shown.withheld == ("small" if total is None else "")
    assert disclosure.figures(held_back, counts_people=False).total == sum(values)


def test_median_between_a_shown_and_a_hidden_figure_is_not_shown():
    hidden = [
        held(name, value, Sharing.TOTALS) for name, value in [("C", 24), ("D", 30), ("E", 40)]
    ]

    shown = disclosure.figures(
        [held("A", 10), held("F", 15), held("B", 20), *hidden], counts_people=False
    )

    assert shown.median is None
