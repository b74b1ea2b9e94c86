"""Names in a circle, with a line from each to those it names: where to draw what. Pure."""

from dataclasses import dataclass
from math import cos, hypot, pi, sin

MOST_NAMES = 24  # more cannot be read
WIDTH, HEIGHT, RADIUS = 860, 560, 190
LINE_HEIGHT = 18
LONGEST_LINE, MOST_LINES = 24, 3


@dataclass(frozen=True)
class Name:
    """Where a name stands: its dot, and its lines as (x, y, words), each beginning, ending or middled."""

    x: float
    y: float
    anchor: str
    lines: list[tuple[float, float, str]]


@dataclass(frozen=True)
class Line:
    """From one dot to just before another."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    names: list[Name]
    lines: list[Line]


def draw(pairs):
    """The Picture of these (name, name it points at); None where there is nothing, or too much, to draw."""
    names = sorted({name for pair in pairs for name in pair})
    if not 2 <= len(names) <= MOST_NAMES:
        return None
    places = {name: _place(n, len(names)) for n, name in enumerate(names)}
    return Picture(
        WIDTH,
        HEIGHT,
        [_name(name, *places[name]) for name in names],
        [_line(places[one], places[other]) for one, other in pairs if one != other],
    )


def _place(n, count):
    """The angle from the top, clockwise, with x and y."""
    angle = 2 * pi * n / count
    return angle, WIDTH / 2 + RADIUS * sin(angle), HEIGHT / 2 - RADIUS * cos(angle)


def _name(name, angle, x, y):
    side, up = sin(angle), cos(angle)
    anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
    lines = _lines(name)
    left = x + 14 * side
    # Above the circle a name ends where its dot is; below, it begins there; beside, it is centred on it.
    top = y + 5 - 16 * up - (len(lines) - 1) * LINE_HEIGHT * (1 + up) / 2
    placed = [(left, top + k * LINE_HEIGHT, words) for k, words in enumerate(lines)]
    return Name(
        round(x, 1), round(y, 1), anchor, [(round(a, 1), round(b, 1), c) for a, b, c in placed]
    )


def _lines(name):
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LONGEST_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    lines = [_short(line, LONGEST_LINE) for line in lines]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], _short(f"{lines[MOST_LINES - 1]} …", LONGEST_LINE + 2)]
    return lines


def _short(words, most):
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _line(start, end):
    (_a, x1, y1), (_b, x2, y2) = start, end
    length = hypot(x2 - x1, y2 - y1)
    stop = max(0, length - 9) / length  # short of the dot, so that the arrow can be seen
    return Line(*(round(n, 1) for n in (x1, y1, x1 + (x2 - x1) * stop, y1 + (y2 - y1) * stop)))
