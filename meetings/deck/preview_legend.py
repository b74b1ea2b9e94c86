"""The legend at the foot of a chart: in columns as wide as the widest name, as PowerPoint has it."""

from . import charts, measure
from .chart_room import Fit
from .layouts import POINTS_PER_INCH
from .outline import Chart, ChartKind
from .preview_shapes import MARKS, Drawing, colour, mark, tall
from .preview_widths import wide

KEY, LINE_KEY = 9, 34  # points
AFTER_KEY, APART, FOOT = 3, 12, 4


def draw_legend(drawing: Drawing, chart: Chart, fit: Fit) -> None:
    """Draw it in the middle of the chart's foot."""
    slot, size = fit.slot, fit.size
    names = [measure.shorten(name, slot.room - LINE_KEY - APART, size, 1) for name in chart.series]
    key = LINE_KEY if chart.kind is ChartKind.LINE else KEY
    own = [key + AFTER_KEY + wide(name, size) + APART for name in names]
    places, rows, across = _placed(own, slot.room)
    left = slot.left * POINTS_PER_INCH + max(0, (slot.room - across) / 2)
    top = slot.top * POINTS_PER_INCH + slot.tall - FOOT - tall(rows, size)
    looks = charts.colours(chart)
    for n, (name, (x, row), look) in enumerate(zip(names, places, looks, strict=True)):
        down = top + tall(row, size)
        middle = down + tall(1, size) / 2
        _key(drawing, chart, n, (left + x, middle), colour(look.name, look.lighter, look.darker))
        drawing.write([name], left + x + key + AFTER_KEY, down, size, colour("tx1"))


def _key(drawing: Drawing, chart: Chart, n: int, at: tuple[float, float], css: str) -> None:
    x, middle = at
    if chart.kind is not ChartKind.LINE:
        drawing.rect(x, middle - KEY / 2, KEY, KEY, css)
        return
    drawing.path([(x, middle), (x + LINE_KEY, middle)], f"drawn {css} dash-{n % MARKS}")
    mark(drawing, n, x + LINE_KEY / 2, middle, css)


def _placed(own: list[float], room: float) -> tuple[list[tuple[float, int]], int, float]:
    """(x, row) of each name, how many rows, and how wide they are."""
    widest = max(own)
    columns = max(1, min(len(own), int((room + APART) / widest)))
    places = [(n % columns * widest, n // columns) for n in range(len(own))]
    return places, 1 + places[-1][1], columns * widest - APART
