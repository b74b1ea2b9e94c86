"""A chart of a slide, drawn for the web in the places and colours that the file has."""

from dataclasses import dataclass

from . import charts
from .chart_room import (
    BESIDE,
    Fit,
    has_legend,
    hidden_labels,
    is_horizontal,
    plot_box,
    scale,
    written,
)
from .chart_xml import Colour
from .layouts import POINTS_PER_INCH
from .outline import Chart, ChartKind
from .preview_legend import draw_legend
from .preview_shapes import MARK, MARKS, MIDDLE, Drawing, colour, mark, tall
from .preview_widths import wide, wrapped

GAP = 0.5  # between bars, as a share of one
LABEL_GAP = 3  # between a bar and its figure, in points
AXIS = 0.75


@dataclass(frozen=True)
class Plot:
    """The plot in points on the slide, and the figures at its ends."""

    left: float
    top: float
    width: float
    height: float
    lowest: float
    highest: float

    def along(self, value: float) -> float:
        """How far across the plot a figure is."""
        return self.left + self.width * self._share(value)

    def up(self, value: float) -> float:
        """How far down the plot a figure is."""
        return self.top + self.height * (1 - self._share(value))

    def _share(self, value: float) -> float:
        return (value - self.lowest) / ((self.highest - self.lowest) or 1)


def draw(drawing: Drawing, chart: Chart, fit: Fit) -> None:
    """Draw the chart, or a part of one, on the scale of the whole."""
    plot = _plot(chart, fit)
    _axis(drawing, chart, plot)
    if chart.kind is ChartKind.LINE:
        _lines(drawing, chart, fit, plot)
    else:
        _bars(drawing, chart, fit, plot)
    _categories(drawing, chart, fit, plot)
    if has_legend(chart):
        draw_legend(drawing, chart, fit)


def css(of: Colour) -> str:
    """The class of a chart's colour."""
    return colour(of.name, of.lighter, of.darker)


def _plot(chart: Chart, fit: Fit) -> Plot:
    box, slot = plot_box(chart, fit), fit.slot
    return Plot(
        slot.left * POINTS_PER_INCH + box.left * slot.room,
        slot.top * POINTS_PER_INCH + box.top * slot.tall,
        box.width * slot.room,
        box.height * slot.tall,
        *scale(chart, fit),
    )


def _axis(drawing: Drawing, chart: Chart, plot: Plot) -> None:
    if is_horizontal(chart):
        nought = plot.along(0)
        drawing.rect(nought - AXIS / 2, plot.top, AXIS, plot.height, colour("bg2"))
    else:
        drawing.rect(plot.left, plot.up(0) - AXIS / 2, plot.width, AXIS, colour("bg2"))


def _point_colours(chart: Chart, n: int) -> list[Colour]:
    if chart.highlight and len(chart.series) == 1:
        return [
            charts.STRONG if at in chart.highlight else charts.SOFT
            for at in range(len(chart.categories))
        ]
    return [charts.colours(chart)[n]] * len(chart.categories)


def _bars(drawing: Drawing, chart: Chart, fit: Fit, plot: Plot) -> None:
    is_stacked = chart.kind is ChartKind.STACKED
    side = 1 if is_stacked else len(chart.series)
    cell = (plot.height if is_horizontal(chart) else plot.width) / len(chart.categories)
    thick = cell / (side + GAP)
    stacked: dict[tuple[int, bool], float] = {}
    for n, values in enumerate(chart.series.values()):
        looks, hidden = _point_colours(chart, n), hidden_labels(chart, fit, values)
        for at, value in enumerate(values):
            if value is None:
                continue
            before = stacked.get((at, value < 0), 0) if is_stacked else 0
            stacked[at, value < 0] = before + value
            offset = at * cell + thick * (GAP / 2 + (0 if is_stacked else n))
            _bar(drawing, chart, plot, (before, before + value), (offset, thick), looks[at])
            if at not in hidden and (value or not is_stacked):
                label = written(value, fit.figures)
                ends = (before, before + value)
                _bar_label(drawing, chart, fit, plot, label, ends, offset + thick / 2, looks[at])


def _bar(drawing, chart, plot, ends, across, look: Colour) -> None:
    offset, thick = across
    edged = " edged" if chart.kind is ChartKind.STACKED else ""
    if is_horizontal(chart):
        first, last = sorted(map(plot.along, ends))
        drawing.rect(first, plot.top + offset, last - first, thick, css(look) + edged)
    else:
        first, last = sorted(map(plot.up, ends))
        drawing.rect(plot.left + offset, first, thick, last - first, css(look) + edged)


def _bar_label(drawing, chart, fit, plot, label, ends, middle, look: Colour) -> None:
    """Within its part of a stack, or else past the end of its bar."""
    size, ink = fit.size, f"{colour('tx1')} strong"
    is_below = ends[1] < 0
    if chart.kind is ChartKind.COLUMN:
        end = plot.up(ends[1])
        top = end + LABEL_GAP if is_below else end - LABEL_GAP - tall(1, size)
        drawing.write([label], plot.left + middle, top, size, ink, "middle")
        return
    top = plot.top + middle - tall(1, size) / 2
    if chart.kind is ChartKind.STACKED:
        inside = (plot.along(ends[0]) + plot.along(ends[1])) / 2
        drawing.write([label], inside, top, size, f"{colour(look.on_it)} strong", "middle")
    elif is_below:
        drawing.write([label], plot.along(ends[1]) - LABEL_GAP, top, size, ink, "end")
    else:
        drawing.write([label], plot.along(ends[1]) + LABEL_GAP, top, size, ink)


def _lines(drawing: Drawing, chart: Chart, fit: Fit, plot: Plot) -> None:
    cell = plot.width / len(chart.categories)
    for n, values in enumerate(chart.series.values()):
        line = charts.colours(chart)[n]
        for run in _runs(values):
            points = [(plot.left + (at + 0.5) * cell, plot.up(values[at])) for at in run]
            if len(points) > 1:
                drawing.path(points, f"drawn {css(line)} dash-{n % MARKS}")
            for at, (x, y) in zip(run, points, strict=True):
                mark(drawing, n, x, y, css(_point_colours(chart, n)[at]))
                top = y - MARK - LABEL_GAP - tall(1, fit.size)
                label = written(values[at], fit.figures)
                drawing.write([label], x, top, fit.size, f"{colour('tx1')} strong", "middle")


def _runs(values: list) -> list[list[int]]:
    """The figures that hang together: a gap in them is a gap in the line."""
    runs: list[list[int]] = [[]]
    for at, value in enumerate(values):
        if value is not None:
            runs[-1].append(at)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _categories(drawing: Drawing, chart: Chart, fit: Fit, plot: Plot) -> None:
    size, count = fit.size, len(chart.categories)
    for n, category in enumerate(chart.categories):
        if is_horizontal(chart):
            lines = wrapped(category, fit.label_room + BESIDE, size)
            half = max((wide(line, size) for line in lines), default=0) / 2
            middle = plot.top + plot.height * (n + 0.5) / count
            top = middle - tall(len(lines), size) / 2
            drawing.write(lines, plot.left - BESIDE - half, top, size, colour("tx1"), "middle")
        else:
            cell = plot.width / count
            lines = wrapped(category, cell - 8, size)
            top = plot.top + plot.height + size * MIDDLE
            drawing.write(lines, plot.left + (n + 0.5) * cell, top, size, colour("tx1"), "middle")
