"""How much room a chart's labels need: the size of its text, and how many categories a slide holds."""

from dataclasses import dataclass, replace
from math import ceil

from . import measure
from .layouts import Slot
from .outline import Chart, ChartKind

MOST_CATEGORIES = 12
SIZES = (18, 16, 14)  # the largest at which the whole chart fits on one slide, or else the least
LEGEND = 36  # points at the foot
WIDEST_LABELS = 0.5  # of the chart
BESIDE, UNDER = 5, 12  # between labels and plot


@dataclass(frozen=True)
class Fit:
    """The measures of a whole chart, in points: its parts share them, so they can be compared."""

    slot: Slot
    size: int
    label_room: float
    highest: float


@dataclass(frozen=True)
class PlotBox:
    """The plot inside a chart, as shares of the chart's width and height."""

    left: float
    top: float
    width: float
    height: float


def has_values(chart: Chart) -> bool:
    """Whether there is anything to draw."""
    return any(value is not None for values in chart.series.values() for value in values)


def is_horizontal(chart: Chart) -> bool:
    return chart.kind in (ChartKind.BAR, ChartKind.STACKED)


def has_legend(chart: Chart) -> bool:
    return len(chart.series) > 1 or chart.kind is ChartKind.STACKED


def fitted(chart: Chart, slot: Slot) -> Fit:
    """Measure the whole chart for a slot."""
    count = len(chart.categories)
    sizes = (size for size in SIZES if _capacity(chart, slot, size) >= count)
    size = next(sizes, SIZES[-1])
    return Fit(slot, size, _label_room(chart, slot, size), _highest(chart))


def parts(chart: Chart, fit: Fit) -> list[Chart]:
    """The chart in as many parts as its labels need, evenly filled."""
    count = len(chart.categories)
    pieces = ceil(count / _capacity(chart, fit.slot, fit.size))
    size = ceil(count / pieces)
    return [_part(chart, first, first + size) for first in range(0, count, size)]


def plot_box(chart: Chart, fit: Fit) -> PlotBox:
    """Where the plot goes, so that labels have the room they were measured for."""
    slot, count = fit.slot, len(chart.categories)
    legend = LEGEND if has_legend(chart) else 0
    if is_horizontal(chart):
        left = fit.label_room + BESIDE
        thickest = 96 if chart.kind is ChartKind.STACKED else 62
        tall = min(slot.tall - legend, thickest * count)
        return PlotBox(left / slot.room, 0, 1 - left / slot.room, tall / slot.tall)
    wide = slot.room if chart.kind is ChartKind.LINE else min(slot.room, 150 * count)
    lines = _label_lines(chart, wide / count - 8, fit.size)
    foot = legend + measure.height(lines, fit.size) + UNDER
    return PlotBox(0, 0.02, wide / slot.room, 0.98 - foot / slot.tall)


def _part(chart: Chart, first: int, stop: int) -> Chart:
    stop = min(stop, len(chart.categories))
    return replace(
        chart,
        categories=chart.categories[first:stop],
        series={name: values[first:stop] for name, values in chart.series.items()},
        highlight=tuple(n - first for n in chart.highlight if first <= n < stop),
    )


def _capacity(chart: Chart, slot: Slot, size: int) -> int:
    most = min(MOST_CATEGORIES, len(chart.categories))
    if is_horizontal(chart):
        tall = slot.tall - (LEGEND if has_legend(chart) else 0)
        lines = _label_lines(chart, _label_room(chart, slot, size), size)
        return max(1, min(most, int(tall / (measure.height(lines, size) + BESIDE))))
    for count in range(most, 3, -1):
        if _label_lines(chart, slot.room / count - 8, size) <= 3:
            return count
    return min(most, 3)


def _label_room(chart: Chart, slot: Slot, size: int) -> float:
    widest = max(measure.width(label, size) for label in chart.categories)
    return min(widest + 4, slot.room * WIDEST_LABELS)


def _label_lines(chart: Chart, room: float, size: int) -> int:
    return max(len(measure.wrap(label, room, size)) for label in chart.categories)


def _highest(chart: Chart) -> float:
    columns = zip(*chart.series.values(), strict=True)
    whole = sum if chart.kind is ChartKind.STACKED else max
    return max(whole(value or 0 for value in column) for column in columns)
