"""The checks alone: what stands out of values, and what does not."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from proforma.quality import missing, outliers, people, totals

WAITS = {"a": 6, "b": 34, "c": 71, "d": 5, "e": 12, "f": 3, "g": 15, "h": 21, "i": 18}


def test_figure_far_from_the_others_stands_out():
    assert outliers.far_off(WAITS) == ["c"]


def test_figure_far_below_the_others_stands_out_too():
    assert outliers.far_off({"a": 100, "b": 101, "c": 99, "d": 102, "e": Decimal("1.5")}) == ["e"]


def test_among_four_nothing_is_far_off():
    assert outliers.far_off({"a": 1, "b": 2, "c": 3, "d": 5000}) == []


def test_where_most_are_alike_nothing_is_called_far_off():
    assert outliers.far_off({"a": 7, "b": 7, "c": 7, "d": 7, "e": 8}) == []


def test_the_mark_is_three_and_a_half():
    """Of -2 … 2 the deviations from the middle have a median of 1, or 2 with a sixth figure far away."""
    near, far = 3.5 * 2 / 0.6745 - 0.1, 3.5 * 2 / 0.6745 + 0.1
    base = {"a": -2, "b": -2, "c": 0, "d": 0, "e": 2, "f": 2}

    assert outliers.far_off(base | {"g": near}) == []
    assert outliers.far_off(base | {"g": far}) == ["g"]


@pytest.mark.parametrize(
    ("value", "by"), [(120, 10), (1500, 100), (12_000, 1000), (74, 0), (110_000_000, 0)]
)
def test_figure_in_another_unit_is_recognised(value, by):
    assert outliers.slip(value, [10, 12, 15]) == by


def test_part_that_is_more_than_its_whole_is_found():
    asked = [("B2", {"not_above": "B1"}), ("B3", {"not_above": "B1"})]
    asked += [("B5", {"share": ["declined", "received"]})]
    values = {
        "B1": 10,
        "B2": "10.5",
        "B3": {"home": 10, "drugs": 11},
        "B5": {"received": 3, "declined": 4},
    }

    found = [(one.code, one.row, one.limit_code) for one in totals.above(asked, values)]

    assert found == [("B2", "", "B1"), ("B3", "drugs", "B1"), ("B5", "declined", "B5")]


@pytest.mark.parametrize("values", [{}, {"B2": 5}, {"B1": 5, "B2": None}, {"B1": "x", "B2": 5}])
def test_what_is_missing_is_not_more_than_anything(values):
    assert totals.above([("B2", {"not_above": "B1"})], values) == []


def test_rows_of_a_grid_are_held_against_the_same_rows_of_the_other():
    asked = [("B2", {"not_above": "B1"})]
    values = {"B1": {"x": 1, "y": 9}, "B2": {"x": 2, "y": 2, "z": 5}}

    assert [one.row for one in totals.above(asked, values)] == ["x"]


def test_nought_stands_out_only_where_others_do_not_record_it():
    given = {"a": 0, "b": 5, "c": Decimal("0.0")}

    assert missing.noughts(given, []) == []
    assert missing.noughts(given, ["d"]) == ["a", "c"]


def test_blank_stands_out_only_where_more_than_half_answered():
    asked = {"B1": ["a", "b", "c"], "B2": ["a", "b", "c", "d"]}
    said = {"B1": {"a", "b"}, "B2": {"a", "b"}}

    assert missing.left_blank(said, asked) == {"c": ["B1"]}


def test_straight_line_needs_four_rows_that_were_all_answered():
    rows = ["a", "b", "c", "d"]
    same, mixed = dict.fromkeys(rows, 3), dict(zip(rows, [1, 2, 3, 3], strict=True))

    assert people.straight_lines([same, mixed, {"a": 1}], rows) == (1, 2)
    assert people.straight_lines([same, same], rows[:3]) == (0, 0)


def test_fast_is_under_a_third_of_what_it_takes_and_one_press_tells_no_time():
    begun = datetime(2026, 11, 1)

    def took(seconds, saved=1):
        return begun, begun + timedelta(seconds=saved), begun + timedelta(seconds=seconds)

    assert people.very_fast([took(179), took(180), took(5, saved=0)], minutes=9) == (1, 2)
