"""How much room a chart's labels need: the size of its text, and how many categories a slide holds."""

from dataclasses import dataclass, replace
from math import ceil

from . import clean, measure
from .layouts import Slot
from .outline import Chart, ChartKind, Table

MOST_CATEGORIES = 12
MOST_SERIES = 7  # more cannot be told apart
SIZES = (18, 16, 14)  # the largest at which the whole chart fits on one slide, or else the least
LEGEND_PADDING, LEGEND_KEY = 15, 40  # points around a legend, and beside each name in it
MOST_LEGEND = 0.5  # of the chart's height
ROOM_FOR_FIGURES = 1.12  # of the longest bar, at least
LARGEST_WRITTEN_OUT = 1e12
WIDEST_LABELS = 0.5  # of the chart
BESIDE, UNDER = 5, 12  # between labels and plot


@dataclass(frozen=True)
class Fit:
    """The measures of a whole chart, in points: its parts share them, so they can be compared."""

    slot: Slot
    size: int
    label_room: float
    highest: float
    lowest: float = 0
    figures: str = "#,##0"  # how figures are written, as Excel says it
    figure_room: float = 0  # of the widest of them


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


def has_too_many_series(chart: Chart) -> bool:
    """Whether nobody could tell the bars apart: then it is a table that says it."""
    return len(chart.series) > MOST_SERIES


def as_table(chart: Chart) -> Table:
    """The figures of a chart as a table, a row for each series."""
    figures = _figure_format(chart)
    rows = [
        [name, *("–" if value is None else written(value, figures) for value in values)]
        for name, values in chart.series.items()
    ]
    return Table(["Choice", *chart.categories], rows, chart.alt, (2, *[1] * len(chart.categories)))


def with_short_names(chart: Chart) -> tuple[Chart, list[str]]:
    """The chart with names of a length that can be drawn, and those that were cut, whole."""
    series: dict[str, list] = {}
    for name, values in chart.series.items():
        short = clean.cut(name)
        while short in series:
            short += "\u2032"  # two names that differ only in what was cut away
        series[short] = values
    categories = [clean.cut(category) for category in chart.categories]
    cut = [name for name in [*chart.series, *chart.categories] if clean.cut(name) != name]
    return replace(chart, categories=categories, series=series), cut


def is_horizontal(chart: Chart) -> bool:
    return chart.kind in (ChartKind.BAR, ChartKind.STACKED)


def has_legend(chart: Chart) -> bool:
    return len(chart.series) > 1 or chart.kind is ChartKind.STACKED


def fitted(chart: Chart, slot: Slot) -> Fit:
    """Measure the whole chart for a slot."""
    count = len(chart.categories)
    sizes = (size for size in SIZES if _capacity(chart, slot, size) >= count)
    size = next(sizes, SIZES[-1])
    return Fit(
        slot,
        size,
        label_room=_label_room(chart, slot, size),
        highest=_highest(chart),
        lowest=_lowest(chart),
        figures=_figure_format(chart),
        figure_room=_figure_room(chart, size),
    )


def parts(chart: Chart, fit: Fit) -> list[Chart]:
    """The chart in as many parts as its labels need, evenly filled."""
    count = len(chart.categories)
    pieces = ceil(count / _capacity(chart, fit.slot, fit.size))
    size = ceil(count / pieces)
    return [_part(chart, first, first + size) for first in range(0, count, size)]


def plot_box(chart: Chart, fit: Fit) -> PlotBox:
    """Where the plot goes, so that labels have the room they were measured for."""
    slot, count = fit.slot, len(chart.categories)
    legend = _legend_height(chart, slot, fit.size)
    if is_horizontal(chart):
        left = fit.label_room + BESIDE
        thickest = 96 if chart.kind is ChartKind.STACKED else max(62, _bars_tall(chart, fit.size))
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
        tall = slot.tall - _legend_height(chart, slot, size)
        lines = _label_lines(chart, _label_room(chart, slot, size), size)
        row = max(measure.height(lines, size), _bars_tall(chart, size))
        return max(1, min(most, int(tall / (row + BESIDE))))
    bars = len(chart.series) if chart.kind is ChartKind.COLUMN else 1
    figures = _figure_room(chart, size) * bars * (1.5 if bars > 1 else 1)
    # Nobody breaks a word under a column.
    word = max(measure.width(w, size) for label in chart.categories for w in label.split() or [""])
    for count in range(most, 1, -1):
        room = slot.room / count - 8
        if max(figures, word) <= room and _label_lines(chart, room, size) <= 3:
            return count
    return 1


def _bars_tall(chart: Chart, size: int) -> float:
    """The bars of one category, each with its figure beside it, and the gap to the next."""
    bars = len(chart.series) if chart.kind is ChartKind.BAR else 1
    return measure.height(bars, size) * (1.5 if bars > 1 else 1)


def _label_room(chart: Chart, slot: Slot, size: int) -> float:
    widest = max(measure.width(label, size) for label in chart.categories)
    return min(widest + 4, slot.room * WIDEST_LABELS)


def _label_lines(chart: Chart, room: float, size: int) -> int:
    return max(len(measure.wrap(label, room, size)) for label in chart.categories)


def scale(chart: Chart, fit: Fit) -> tuple[float, float]:
    """The ends of the axis of figures, so that what is written past the longest bar has room."""
    if chart.kind is ChartKind.STACKED:
        return fit.lowest, fit.highest or 1
    box = plot_box(chart, fit)
    if is_horizontal(chart):
        long, past = box.width * fit.slot.room, fit.figure_room + 2 * BESIDE
    else:
        long, past = box.height * fit.slot.tall, measure.height(1, fit.size) + BESIDE
    more = max(ROOM_FOR_FIGURES - 1, 1 / (1 - min(past / long, 0.6)) - 1)
    span = fit.highest - fit.lowest or 1
    lowest = fit.lowest - span * more if fit.lowest < 0 else 0
    return lowest, fit.highest + span * more if fit.highest or not lowest else 0


def hidden_labels(chart: Chart, fit: Fit, values: list) -> list[int]:
    """The parts of a stack that are narrower than their own figure, which would lie over the next."""
    if chart.kind is not ChartKind.STACKED:
        return []
    lowest, highest = scale(chart, fit)
    room = plot_box(chart, fit).width * fit.slot.room / (highest - lowest)
    return [
        n
        for n, value in enumerate(values)
        if value and abs(value) * room < measure.width(written(value, fit.figures), fit.size)
    ]


def _highest(chart: Chart) -> float:
    return max(0, *_ends(chart, 1))


def _lowest(chart: Chart) -> float:
    return -max(0, *_ends(chart, -1))


def _ends(chart: Chart, sign: int) -> list[float]:
    """How far each category reaches on one side of nought."""
    columns = zip(*chart.series.values(), strict=True)
    whole = sum if chart.kind is ChartKind.STACKED else max
    return [whole(max(0, sign * (value or 0)) for value in column) for column in columns]


def _values(chart: Chart) -> list[float]:
    return [value for values in chart.series.values() for value in values if value is not None]


def _figure_format(chart: Chart) -> str:
    """As Excel says it: thousands apart, and so many decimals that no figure reads as nought."""
    values = _values(chart)
    least = min((abs(value) for value in values if value), default=1)
    if max(map(abs, values), default=0) >= LARGEST_WRITTEN_OUT or least < 0.0005:
        figure = "General"
    elif all(isinstance(value, int) for value in values):
        figure = "#,##0"
    else:
        figure = "#,##0." + "0" * (1 + (least < 0.05) + (least < 0.005))
    if chart.kind is not ChartKind.STACKED:
        return figure
    # The empty sections leave out zeros, whose labels would sit on the next part of the stack.
    return f"{figure};{f'-{figure}' if min(values, default=0) < 0 else ''};;"


def written(value: float, figures: str) -> str:
    """The figure as PowerPoint writes it in that format."""
    if figures.startswith("General"):
        return f"{value:.6g}"
    return f"{value:,.{figures.partition(';')[0].count('0', 5)}f}"


def _figure_room(chart: Chart, size: int) -> float:
    figures = _figure_format(chart)
    texts = {written(value, figures) for value in _values(chart)}
    return max((measure.width(text, size, bold=True) for text in texts), default=0)


def _legend_height(chart: Chart, slot: Slot, size: int) -> float:
    """PowerPoint sets the names in columns as wide as the widest of them."""
    if not has_legend(chart):
        return 0
    widest = max(measure.width(name, size) for name in chart.series) + LEGEND_KEY
    rows = ceil(len(chart.series) / max(1, int(slot.room / widest)))
    return min(measure.height(rows, size) + LEGEND_PADDING, slot.tall * MOST_LEGEND)
