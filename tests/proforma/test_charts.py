"""Charts that can be read: at a desk and on a phone, without colours, with long labels and with many."""

import json

import pytest

from proforma import analysis, charts, drawing
from proforma.models import Question
from proforma.results.views import ShownSplit, ViewResult

LONG = (
    "Between the mental health team and the drug and alcohol team, where each waits for the other "
    "one to go and see him first"
)


def entries(*values):
    return analysis.frame([{"": {"value": value}} for value in values], [""])[""]


def choices(labels, *chosen):
    options = [(f"o{n}", label) for n, label in enumerate(labels)]
    return _result("choose_one", analysis.count_choices(entries(*chosen), options))


def grid(rows, low, high, *values):
    rows = [(f"r{n}", label) for n, label in enumerate(rows)]
    columns = [(step, str(step)) for step in range(low, high + 1)]
    return _result("grid_scale", analysis.count_grid(entries(*values), rows, columns))


def _result(kind, summary):
    return ViewResult(Question(code="A1", kind=kind, text="Which?"), summary)


def spans(places, thickness):
    return sorted((place - thickness / 2, place + thickness / 2) for place in places)


@pytest.mark.parametrize("count", [1, 2, 40])
@pytest.mark.parametrize("label", ["At the door", LONG])
def test_no_bar_overlaps_another_whatever_its_label(count, label):
    figure = charts.of_view(choices([label] * count, "o0"))
    (trace,) = figure["data"]

    for places in (trace["y"], figure["narrow"]["y"][0]):
        assert len(set(places)) == count  # two labels that are alike are two bars
        lying = spans(places, trace["width"])
        assert all(a[1] <= b[0] for a, b in zip(lying, lying[1:], strict=False))


def test_each_row_is_as_high_as_its_label():
    figure = charts.of_view(choices(["Short", LONG, "Short again"], "o0"))
    labels, places = figure["layout"]["yaxis"]["ticktext"], figure["data"][0]["y"]

    halves = [drawing.LINE * (label.count("<br>") + 1) / 2 for label in labels]
    for n in range(2):
        assert places[n] + halves[n] <= places[n + 1] - halves[n + 1]


def test_on_a_phone_labels_stand_above_their_bars():
    narrow = charts.of_view(choices(["Short", LONG], "o0"))["narrow"]
    above, bars = narrow["layout"]["annotations"], narrow["y"][0]

    assert [one["text"].replace("<br>", " ") for one in above] == ["Short", LONG]
    assert all(one["y"] < bar for one, bar in zip(above, bars, strict=True))
    assert bars[0] + drawing.BAR / 2 < above[1]["y"] - drawing.NARROW_LINE * above[1]["text"].count(
        "<br>"
    )
    assert not narrow["layout"]["yaxis"]["visible"]
    assert all(len(line) <= drawing.ABOVE for one in above for line in one["text"].split("<br>"))


def test_word_longer_than_a_line_is_broken():
    assert max(map(len, drawing.wrapped("x" * 120, 40).split("<br>"))) == 40


def test_count_stands_at_the_end_of_each_bar():
    (trace,) = charts.of_view(choices(["One", "Two"], "o0", "o0", "o1"))["data"]

    assert trace["text"] == ["2", "1"]
    assert trace["textposition"] == "outside"
    assert not trace["cliponaxis"]


@pytest.mark.parametrize("steps", [2, 5, 11, 21])
def test_steps_are_told_apart_without_colours(steps):
    figure = charts.of_view(grid(["We meet", LONG], 1, steps, {"r0": 1, "r1": steps}))

    hatched = ["pattern" in trace["marker"] for trace in figure["data"]]
    assert hatched == [n < steps // 2 for n in range(steps)]
    assert len({trace["marker"]["color"] for trace in figure["data"]}) == steps
    # A number stands where somebody chose the step, and a piece of nothing bears none.
    assert figure["data"][0]["text"] == ["1", ""]
    assert figure["layout"]["uniformtext"] == {"minsize": 12, "mode": "hide"}


def test_numbers_are_readable_on_their_colour():
    assert drawing.readable_on("#0e5a55") == "#ffffff"
    assert drawing.readable_on("#d9d2c3") == drawing.INK


def test_markup_in_a_label_is_text():
    drawn = json.dumps(charts.of_view(choices(["<b>bold</b><br>new"], "o0")), ensure_ascii=False)

    assert "<b>" not in drawn
    assert "‹b›bold‹/b›" in drawn


def test_nothing_is_hovered_or_pressed():
    """What a chart says is in its text: no other words are hidden in it."""
    figure = charts.of_view(choices(["One"], "o0"))

    assert figure["config"]["staticPlot"]
    assert "hover" not in json.dumps(figure)


def split_of(*groups):
    return ShownSplit("where people work", list(groups), merged=False)


def test_groups_of_a_scale_are_bars_of_one_length_with_counts_in_them():
    def of(*values):
        return analysis.count_steps(entries(*values), range(1, 6))

    result = _result("scale", of(1, 1, 5, 5, 5))
    shown = split_of(("Front line", 2, of(1, 1)), ("Everyone else", 3, of(5, 5, 5)))

    figure = charts.of_split(result, shown)

    assert figure["layout"]["barnorm"] == "percent"
    assert figure["layout"]["yaxis"]["ticktext"] == ["Front line (2)", "Everyone else (3)"]
    assert [trace["x"] for trace in figure["data"]] == [[2, 0], [0, 0], [0, 0], [0, 0], [0, 3]]


def test_groups_of_choices_stand_under_each_choice_and_overlap_nowhere():
    def of(*values):
        return analysis.count_choices(entries(*values), [("o0", "One"), ("o1", LONG)])

    result = _result("choose_one", of("o0", "o1", "o1"))
    shown = split_of(("Front line", 1, of("o0")), ("Everyone else", 2, of("o1", "o1")))

    figure = charts.of_split(result, shown)

    assert [trace["text"] for trace in figure["data"]] == [
        ["1 of 1", "0 of 1"],
        ["0 of 2", "2 of 2"],
    ]
    assert [trace["x"] for trace in figure["data"]] == [[1, 0], [0, 1]]
    for places in ([t["y"] for t in figure["data"]], figure["narrow"]["y"]):
        lying = spans([place for one in places for place in one], charts.SLIM)
        assert all(a[1] <= b[0] for a, b in zip(lying, lying[1:], strict=False))
    assert "pattern" in figure["data"][1]["marker"]


def test_long_names_in_a_legend_have_their_lines_reserved():
    short, long = drawing.Legend(["1", "2"]), drawing.Legend([LONG, LONG])

    assert long.height(280) >= 2 * drawing.LINE * 4
    assert short.height(280) < long.height(280)


def test_quartiles_are_of_scales_only():
    scale = analysis.count_steps(entries(1, 2, 2, 3, 3, 3, 4, 5), range(1, 6))
    numbers = analysis.count_numbers(entries(1, 2, 90))

    assert scale.quartiles == (2.0, 3.25)
    assert numbers.quartiles is None


def test_rows_of_a_grid_have_mean_and_median():
    summary = grid(["We meet"], 1, 5, {"r0": 1}, {"r0": 1}, {"r0": 4}).summary

    assert summary.means == {"r0": 2.0}
    assert summary.medians == {"r0": 1.0}
