"""Charts and tables in the picture of a slide: as long as their figures, in the theme’s colours."""

import re
from colorsys import hls_to_rgb, rgb_to_hls
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings

from meetings.deck import charts
from meetings.deck.chart_xml import Colour
from meetings.deck.outline import Chart, ChartKind, Slide, SlideKind, Table
from meetings.deck.preview_shapes import NAMES, colour
from meetings.deck.preview_widths import wide, wrapped
from meetings.deck.template import COLOURS
from tests.meetings.test_deck_pptx import STACK, WORRIES, every_kind
from tests.meetings.test_deck_preview import drawing_of, drawings, said

K = SlideKind
WRITTEN_AS = {"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}
CURVE = Chart(ChartKind.LINE, list("abcd"), {"Weeks": [1, None, 3, 2]}, "Weeks")


def bars(drawing, *names):
    return [rect for rect in drawing.rects if rect.css.split()[0] in names and rect.y > 140]


@pytest.mark.parametrize(("kind", "side"), [(ChartKind.BAR, "width"), (ChartKind.COLUMN, "height")])
def test_bars_are_as_long_as_their_figures(kind, side):
    chart = Chart(kind, ["a", "b", "c"], {"Partners": [6, 3, 0]}, "")

    found = [
        getattr(bar, side) for bar in bars(drawing_of(Slide(K.CHART, "Bars", chart=chart)), "green")
    ]

    assert found == pytest.approx([found[0], found[0] / 2, 0], abs=0.02)
    assert found[0] > 100


def test_parts_of_a_whole_lie_end_to_end():
    found = bars(drawing_of(Slide(K.CHART, "Parts", chart=STACK)), "green", "green-soft")

    ours = [bar for bar in found if "edged" in bar.css]  # the legend has no edges
    budgets, forms, none, against = ours
    assert (budgets.width / forms.width, none.width) == (pytest.approx(8 / 6, abs=0.01), 0)
    assert against.x == pytest.approx(forms.x + forms.width, abs=0.02)
    assert against.width == pytest.approx(forms.width / 2, abs=0.02)


def test_bar_below_nought_grows_the_other_way():
    chart = Chart(ChartKind.BAR, ["up", "down"], {"Change": [2, -1]}, "")

    up, down = bars(drawing_of(Slide(K.CHART, "Change", chart=chart)), "green")

    assert down.x + down.width == pytest.approx(up.x, abs=0.02)
    assert down.width == pytest.approx(up.width / 2, abs=0.02)


def test_highlighted_bar_is_green_and_the_rest_softer():
    found = bars(drawing_of(Slide(K.CHART, "Worries", chart=WORRIES)), "green", "green-soft")

    assert [bar.css for bar in found] == ["green", "green-soft", "green-soft"]


def test_figures_stand_at_the_bars_and_nought_in_a_stack_does_not():
    single = said(drawing_of(Slide(K.CHART, "Worries", chart=WORRIES)))
    stack = said(drawing_of(Slide(K.CHART, "Parts", chart=STACK)))

    assert {"6", "5", "0"} <= set(single)
    assert {"8", "6", "3", "Agree", "Disagree"} <= set(stack)
    assert "0" not in stack


def test_gap_in_the_figures_is_a_gap_in_the_line():
    drawing = drawing_of(Slide(K.CHART, "Weeks", chart=CURVE))

    (line,) = drawing.paths
    dots = [dot for dot in drawing.ellipses if dot.css == "green"]
    assert line.steps.count("L") == 1
    assert len(dots) == 3


def test_several_lines_are_told_apart_by_dashes_and_marks_too():
    chart = Chart(ChartKind.LINE, ["a", "b"], {"One": [1, 2], "Two": [3, 1]}, "")

    drawing = drawing_of(Slide(K.CHART, "Lines", chart=chart))

    assert {"drawn green dash-0", "drawn brick dash-1", "brick"} == {p.css for p in drawing.paths}
    assert {"One", "Two"} <= set(said(drawing))


def test_table_has_its_header_row_in_green_and_a_line_under_each_other():
    table = Table(["When", "What"], [["09:30", "Welcome"], ["10:00", "Topic"]], "")

    drawing = drawing_of(Slide(K.TABLE, "Table", table=table))

    header = next(rect for rect in drawing.rects if rect.css == "green")
    lines = [rect for rect in drawing.rects if rect.css == "rule" and rect.height == 1]
    assert [text.css for text in drawing.texts if text.said in ("When", "What")] == [
        "paper strong"
    ] * 2
    assert len(lines) == 2
    assert header.y + header.height < min(line.y for line in lines)
    assert {line.width for line in lines} == {header.width}


def test_colours_are_the_theme_s_own():
    """A picture in other colours than the file's would be no picture of it."""
    sheet = (Path(settings.BASE_DIR) / "static/app.css").read_text()
    rules = dict(re.findall(r"\.slide-picture \.([\w-]+) \{ --slide: (#\w+); \}", sheet))
    used = set(chain(charts.BARS, charts.LINES, *charts.STEPS.values(), map(Colour, NAMES)))
    used |= {Colour("accent2", 60), Colour("accent3", 75), Colour("accent5", 85)}

    for one in used:
        assert rules[colour(one.name, one.lighter, one.darker)] == seen(one)
    assert {
        shape.css.split()[0] for d in drawings(every_kind()) for shape in d.rects
    } <= rules.keys()


def seen(one):
    """The colour as PowerPoint shows it: its lightness is multiplied, then added to."""
    written = COLOURS[WRITTEN_AS.get(one.name, one.name)]
    red, green, blue = (int(written[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, light, strength = rgb_to_hls(red, green, blue)
    light = light * (100 - one.lighter - one.darker) / 100 + one.lighter / 100
    return "#" + "".join(f"{round(part * 255):02x}" for part in hls_to_rgb(hue, light, strength))


def test_lines_break_where_arial_breaks():
    assert wide("Hello", 1000) == 722 + 556 + 222 + 222 + 556
    assert wide("Héllo", 1000) == wide("Hello", 1000)
    assert wide("Hello", 1000, bold=True) > wide("Hello", 1000)
    assert wrapped("one two three", wide("one two", 20) + 0.1, 20) == ["one two", "three"]
    assert wrapped("one two three", wide("one two", 20) - 0.1, 20) == ["one", "two", "three"]
    assert "".join(wrapped("x" * 50, 100, 20)) == "x" * 50
    assert all(wide(line, 20) <= 100 for line in wrapped("漢字" * 50, 100, 20))
