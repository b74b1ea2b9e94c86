"""Figures of any size, in charts that can be read on the wall and on paper without colours."""

import io
from decimal import Decimal

import openpyxl
import pytest

from meetings.deck import charts
from meetings.deck.outline import Chart, ChartKind, Slide, SlideKind
from tests.meetings.sound_deck import chart, drawn_in, outline, sound

K = SlideKind
LONG = "Nobody told us where the letter went after he left in spring, and so we waited. "


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize(
    "series",
    [
        [[1, 2_755_000_000, 3]],
        [[1e300, 1, 10**400]],
        [[0.00001, 0.00002, 0]],
        [[-5, 3, -1]],
        [[-5, -3, -1], [-1, -2, 0]],
        [[0, 0, 0]],
        [[7]],
        [[None, None, 1]],
        [[1, 2, 3], [3, 2, 1], [0, 0, 0], [1, 1, 1], [2, 2, 2]],
        [[1, 2, 3]] * 12,
        [[Decimal("2.5"), "6", True]],
    ],
)
def test_figures_of_any_size_are_drawn_as_they_are(kind, series):
    names = ["First", "Second", "Third"][: len(series[0])]

    deck = sound(outline(Slide(K.CHART, "Figures", chart=chart(names, *series, kind=kind))))

    for native in drawn_in(deck):
        axis = native.value_axis
        values = [value for one in native.plots[0].series for value in one.values if value]
        if kind is not ChartKind.STACKED:
            assert all(axis.minimum_scale <= value <= axis.maximum_scale for value in values)
        assert axis.minimum_scale < axis.maximum_scale


def test_figures_are_written_with_the_decimals_they_need():
    deck = sound(
        outline(
            *(
                Slide(K.CHART, f"Figures {n}", chart=chart("ab", values))
                for n, values in enumerate([[1, 2], [1.5, 2], [0.02, 1], [0.00001, 1], [1e15, 1]])
            )
        )
    )

    formats = [native.plots[0].series[0].data_labels.number_format for native in drawn_in(deck)]

    assert formats == ["#,##0", "#,##0.0", "#,##0.00", "General", "General"]


def test_parts_of_a_stack_too_narrow_for_their_figure_leave_it_to_the_workbook():
    deck = sound(
        outline(
            Slide(K.CHART, "Stack", chart=chart("ab", [1, 500], [999, 500], kind=ChartKind.STACKED))
        )
    )

    first = drawn_in(deck)[0].plots[0].series[0]._element

    hidden = [label.find("{*}idx").get("val") for label in first.iter("{*}dLbl")]
    assert hidden == ["0"]
    assert list(drawn_in(deck)[0].plots[0].series[0].values) == [1, 500]


def test_chart_of_more_series_than_eyes_can_tell_apart_is_a_table():
    deck = sound(outline(Slide(K.CHART, "Many", chart=chart("abc", *[[1, None, 3]] * 9))))

    table = next(shape.table for shape in deck.slides[0].shapes if shape.has_table)

    assert [cell.text for cell in table.rows[0].cells] == ["Choice", "a", "b", "c"]
    assert [cell.text for cell in table.rows[1].cells] == ["Series 0", "1", "–", "3"]


def test_forty_long_choices_are_shared_out_over_slides():
    names = [f"{n}. {LONG}"[:90] for n in range(40)]

    deck = sound(outline(Slide(K.CHART, "Forty", chart=chart(names, range(40)))))

    assert sum(len(list(native.plots[0].categories)) for native in drawn_in(deck)) == 40


def test_long_legend_leaves_room_for_the_plot():
    named = {f"{n} {LONG}"[:60]: [n, 2, 3] for n in range(7)}
    stack = Chart(ChartKind.STACKED, ["A", "B", "C"], named, "Stack")

    deck = sound(outline(Slide(K.CHART, "Legend", chart=stack)))

    heights = [float(n._chartSpace.find(".//{*}manualLayout/{*}h").get("val")) for n in drawn_in(deck)]  # fmt: skip
    assert all(0.3 < tall < 0.6 for tall in heights)


def test_text_that_looks_escaped_stays_as_it_was_written_in_the_workbook():
    deck = sound(outline(Slide(K.CHART, "Escaped", chart=chart(["_x0041_", "b"], [1, 2]))))

    blob = drawn_in(deck)[0].part.chart_workbook.xlsx_part.blob
    assert openpyxl.load_workbook(io.BytesIO(blob)).active["A2"].value == "_x0041_"


def luminance(rgb):
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("count", range(2, 8))
@pytest.mark.parametrize("kind", [ChartKind.STACKED, ChartKind.BAR, ChartKind.COLUMN])
def test_neighbours_differ_on_paper_without_colours(count, kind):
    shades = [
        luminance(charts.rgb(c)) for c in charts.colours(chart("a", *[[1]] * count, kind=kind))
    ]

    for one, other in zip(shades, shades[1:], strict=False):
        assert (max(one, other) + 0.05) / (min(one, other) + 0.05) >= 1.5, shades


@pytest.mark.parametrize("count", range(2, 8))
def test_figures_stand_out_from_the_part_they_stand_on(count):
    for colour in charts.colours(chart("a", *[[1]] * count, kind=ChartKind.STACKED)):
        on_it = luminance(charts.rgb(charts.Colour(colour.on_it)))
        shades = sorted((on_it, luminance(charts.rgb(colour))))
        assert (shades[1] + 0.05) / (shades[0] + 0.05) >= 4.5, colour


def test_parts_are_told_apart_by_a_line_too_and_lines_by_dash_and_marker():
    stack = chart("ab", [1, 2], [2, 1], kind=ChartKind.STACKED)
    lines = chart("ab", [1, 2], [2, 1], [3, 3], kind=ChartKind.LINE)

    drawn = drawn_in(sound(outline(*(Slide(K.CHART, c.kind, chart=c) for c in (stack, lines)))))

    edges = [one._element.find("{*}spPr/{*}ln") for one in drawn[0].plots[0].series]
    dashes = [one._element.find(".//{*}prstDash").get("val") for one in drawn[1].plots[0].series]
    markers = [one._element.find("{*}marker/{*}symbol").get("val") for one in drawn[1].plots[0].series]  # fmt: skip
    assert None not in edges
    assert len(set(dashes)) == len(set(markers)) == 3
