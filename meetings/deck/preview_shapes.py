"""What a slide is drawn from on the web: shapes and lines of text in points, their colours as classes."""

from dataclasses import dataclass, field

from .clean import reads_from_the_right

# Of the theme, as a style sheet can name them: static/app.css holds the colours themselves.
NAMES = {
    "tx1": "ink",
    "tx2": "ink-soft",
    "bg1": "paper",
    "bg2": "rule",
    "accent1": "green",
    "accent2": "green-soft",
    "accent3": "marigold",
    "accent4": "ink-soft",
    "accent5": "brick",
    "accent6": "green-deep",
}
# Arial's own measures, as shares of its size.
LINE, ASCENT, MIDDLE = 1.149, 0.905, 0.36
MARK, MARKS = 5, 4  # half of what marks a point of a line, in points; and how many there are
LONGEST_ABOUT = 160
FACING = {"start": "end", "end": "start", "middle": "middle"}


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    css: str
    rounded: float = 0


@dataclass(frozen=True)
class Ellipse:
    x: float  # of its middle
    y: float
    across: float  # half of it
    down: float
    css: str


@dataclass(frozen=True)
class Path:
    steps: str
    css: str


@dataclass(frozen=True)
class Line:
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph in its lines. `anchor` is where x is: it turns over where text runs from the right."""

    lines: tuple[Line, ...]
    size: float
    css: str
    anchor: str
    direction: str

    @property
    def said(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass
class Drawing:
    """One page of the deck. Shapes are drawn in this order, the text above them all."""

    number: int
    title: str
    width: float
    height: float
    language: str
    alt: str = ""  # of its chart or table
    rects: list[Rect] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    ellipses: list[Ellipse] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    @property
    def about(self) -> str:
        """What the chart or table says, if that is short: in full it stands below the picture."""
        return self.alt if len(self.alt) <= LONGEST_ABOUT else ""

    def rect(
        self, x: float, y: float, width: float, height: float, css: str, rounded: float = 0
    ) -> None:
        """Add a rectangle."""
        at = (round(x, 2), round(y, 2), round(width, 2), round(height, 2))
        self.rects.append(Rect(*at, css, round(rounded, 2)))

    def ellipse(self, x: float, y: float, across: float, down: float, css: str) -> None:
        """Add an ellipse around x and y."""
        self.ellipses.append(
            Ellipse(round(x, 2), round(y, 2), round(across, 2), round(down, 2), css)
        )

    def path(self, points: list[tuple[float, float]], css: str, closed: bool = False) -> None:
        """Add a line through the points."""
        steps = " L ".join(f"{x:.2f} {y:.2f}" for x, y in points)
        self.paths.append(Path(f"M {steps}{' Z' * closed}", css))

    def write(
        self,
        lines: list[str],
        x: float,
        top: float,
        size: float,
        css: str,
        side: str = "start",
        spacing: float = 1,
    ) -> None:
        """Add lines of text under one another. `side` is the one that is at x, left to right."""
        if not lines:
            return
        is_turned = reads_from_the_right(" ".join(lines))
        placed = tuple(
            Line(round(x, 2), round(top + size * (n * LINE * spacing + ASCENT), 2), text)
            for n, text in enumerate(lines)
        )
        anchor = FACING[side] if is_turned else side
        self.texts.append(Text(placed, size, css, anchor, "rtl" if is_turned else "ltr"))


def tall(lines: int, size: float) -> float:
    """The height of lines as they are drawn."""
    return lines * size * LINE


def colour(name: str, lighter: int = 0, darker: int = 0) -> str:
    """The class of one of the theme's colours."""
    change = f"-lighter-{lighter}" if lighter else f"-darker-{darker}" if darker else ""
    return NAMES[name] + change


def mark(drawing: Drawing, n: int, x: float, y: float, look: str) -> None:
    """The mark of the line with that number: circle, square, triangle, diamond."""
    m = MARK
    if n % MARKS == 0:
        drawing.ellipse(x, y, m, m, look)
        return
    corners = {
        1: [(x - m, y - m), (x + m, y - m), (x + m, y + m), (x - m, y + m)],
        2: [(x, y - m), (x + m, y + m), (x - m, y + m)],
        3: [(x, y - m), (x + m, y), (x, y + m), (x - m, y)],
    }
    drawing.path(corners[n % MARKS], look, closed=True)
