"""The layouts of the deck as data: what goes where, how big, in which of the theme's colours.

Inches for places, points for text. Nothing on the wall is smaller than 18 points.
"""

from dataclasses import dataclass, replace

from .outline import SlideKind

POINTS_PER_INCH = 72
BULLET_INDENT = 22
LEFT, WIDE = 0.7, 11.93
TOP, TALL = 2.12, 4.3

BODY, SECOND, CHART, TABLE, NUMBER, SOURCE, LABEL = 1, 2, 10, 11, 12, 13, 14
TITLE = 0
SAME = -1
TABLE_STYLE = "{7A3C9E52-5B1D-4C86-9F0E-2D61B8A4C713}"  # the deck's own, see template.py

INK, SOFT, RULE = "tx1", "tx2", "bg2"
GREEN, MARIGOLD = "accent1", "accent3"


@dataclass(frozen=True)
class Style:
    """One level of text in a placeholder; `before` is the space above a paragraph.

    A slide looks as its layout says. Where a network's own layout would not do, the slide says it itself:
    the size (`is_sized`), the colour (`is_coloured`), or all, without a bullet (`is_plain`).
    """

    size: float
    bold: bool = False
    colour: str = INK
    bullet: bool = False
    before: float = 0
    margin: float | None = None  # from the left, in points; None is a bullet's own
    spacing: float = 1.0  # of lines
    is_sized: bool = False
    is_coloured: bool = False
    is_plain: bool = False

    @property
    def indent(self) -> float:
        """How far from the left its lines begin, in points."""
        if self.margin is not None:
            return self.margin
        return BULLET_INDENT if self.bullet else 0


@dataclass(frozen=True)
class Slot:
    """A place on a layout. `idx` says what stands in it: TITLE, BODY, CHART …

    `place` is the idx of its placeholder in the file, which is the same in our own layouts. None is no
    placeholder at all: a box of its own on the slide.
    """

    idx: int
    kind: str  # the type of a:ph
    name: str
    left: float
    top: float
    width: float
    height: float
    styles: tuple[Style, ...]
    anchor: str = "t"
    align: str = "l"
    filled: bool = False
    place: int | None = SAME
    inset: tuple[float, float] = (0, 0)  # what text keeps free of the width and of the height
    wider: float = 1.0  # than Arial, as its font runs
    is_moved: bool = False  # the slide says where it is, for the layout says otherwise

    @property
    def placeholder(self) -> int | None:
        """The idx of its placeholder in the file, if it has one."""
        return self.idx if self.place == SAME else self.place

    @property
    def room(self) -> float:
        """The width for text, in points of Arial."""
        free = (self.width - self.inset[0]) * POINTS_PER_INCH - self.styles[0].indent
        return free / self.wider

    @property
    def tall(self) -> float:
        """The height for text, in points."""
        return (self.height - self.inset[1]) * POINTS_PER_INCH


@dataclass(frozen=True)
class Drawing:
    """A decoration: it lives on the master or a layout, where screen readers do not stop."""

    shape: str
    left: float
    top: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True)
class Layout:
    """`position` is its place among all layouts of the file."""

    name: str
    slots: tuple[Slot, ...]
    drawings: tuple[Drawing, ...] = ()
    has_master_rope: bool = True
    position: int = 0

    def slot(self, idx: int) -> Slot | None:
        """The placeholder with that idx, if the layout has one."""
        return next((slot for slot in self.slots if slot.idx == idx), None)


def rope(at: float, left: float, width: float, walker: float, size: float) -> tuple[Drawing, ...]:
    """A line, and on it a dot: the tightrope and who walks it."""
    return (
        Drawing("rect", left, at, width, 0.025, INK),
        Drawing("ellipse", walker, at - size, size, size, MARIGOLD),
    )


MASTER_ROPE = rope(6.68, LEFT, WIDE, 11.2, 0.17)
TITLE_SLOT = Slot(TITLE, "title", "Title", LEFT, 0.9, WIDE, 1.05, (Style(30, bold=True),))
NUMBER_SLOT = Slot(
    NUMBER, "sldNum", "Slide number", 11.63, 6.78, 1.0, 0.4, (Style(18, colour=SOFT),), align="r"
)
BULLETS = Style(24, bullet=True, before=12)
MASTER_BODY = Slot(BODY, "body", "Text", LEFT, TOP, WIDE, TALL, (BULLETS,))
LABEL_SLOT = Slot(
    LABEL,
    "body",
    "Label",
    LEFT,
    0.38,
    1.75,
    0.4,
    (Style(18, bold=True),),
    anchor="ctr",
    align="ctr",
    filled=True,
)
SOURCE_SLOT = Slot(SOURCE, "body", "Source", LEFT, 6.78, 10.6, 0.62, (Style(18, colour=SOFT),))


def text_slot(idx: int, left: float, width: float, *styles: Style, anchor: str = "t") -> Slot:
    return Slot(idx, "body", "Text", left, TOP, width, TALL, styles, anchor=anchor)


def chart_slot(width: float) -> Slot:
    return Slot(CHART, "chart", "Chart", LEFT, 2.05, width, 4.38, (Style(18),))


def table_slot(size: int) -> Slot:
    return Slot(TABLE, "tbl", "Table", LEFT, TOP, WIDE, TALL, (Style(size),))


def wall(name: str, *content: Slot, drawings: tuple[Drawing, ...] = ()) -> Layout:
    """A layout with title, label and source around its content, in the order they are read."""
    return Layout(name, (TITLE_SLOT, LABEL_SLOT, *content, SOURCE_SLOT, NUMBER_SLOT), drawings)


def _opening(name: str, *slots: Slot, at: float, walker: float) -> Layout:
    drawings = rope(at, 0, 13.3334, walker, 0.42)
    return Layout(name, (*slots, NUMBER_SLOT), drawings, has_master_rope=False)


def _bar(colour: str) -> tuple[Drawing, ...]:
    return (Drawing("rect", LEFT, TOP, 0.09, TALL - 0.1, colour),)


def _divider(left: float) -> tuple[Drawing, ...]:
    return (Drawing("rect", left, TOP + 0.05, 0.02, TALL - 0.2, RULE),)


_TITLE_SLIDE = _opening(
    SlideKind.TITLE,
    Slot(TITLE, "title", "Title", 0.9, 0.55, 11.4, 2.2, (Style(44, bold=True),), anchor="b"),
    Slot(BODY, "body", "Subtitle", 0.9, 2.95, 11.4, 1.8, (Style(26, colour=SOFT),)),
    Slot(SECOND, "body", "Details", 0.9, 5.5, 11.4, 1.1, (Style(20), Style(20, colour=SOFT))),
    at=5.05,
    walker=8.2,
)
_SECTION_SLIDE = _opening(
    SlideKind.SECTION,
    Slot(TITLE, "title", "Title", 0.9, 1.45, 11.4, 2.05, (Style(40, bold=True),), anchor="b"),
    Slot(BODY, "body", "Text", 0.9, 4.55, 11.4, 1.9, (Style(24, colour=SOFT, before=8),)),
    at=4.15,
    walker=3.2,
)

LAYOUTS: dict[str, Layout] = {
    layout.name: replace(layout, position=position)
    for position, layout in enumerate(
        (
            _TITLE_SLIDE,
            _SECTION_SLIDE,
            wall(SlideKind.TEXT, text_slot(BODY, LEFT, 11.2, BULLETS)),
            wall(SlideKind.CHART, chart_slot(WIDE)),
            wall(
                SlideKind.CHART_WITH_QUOTES,
                chart_slot(7.3),
                text_slot(BODY, 8.6, 4.03, Style(20, before=14), Style(18, colour=SOFT, before=2)),
                drawings=_divider(8.3),
            ),
            wall(
                SlideKind.COLUMNS,
                text_slot(BODY, LEFT, 5.6, Style(22, bullet=True, before=12)),
                text_slot(SECOND, 7.03, 5.6, Style(22, bullet=True, before=12)),
                drawings=_divider(6.66),
            ),
            wall(SlideKind.TABLE, table_slot(18)),
            wall(
                SlideKind.QUOTE,
                text_slot(
                    BODY,
                    1.15,
                    11.0,
                    Style(26, before=14),
                    Style(20, colour=SOFT, before=8),
                    anchor="ctr",
                ),
                drawings=_bar(MARIGOLD),
            ),
            wall(
                SlideKind.VOTE,
                chart_slot(7.9),
                text_slot(BODY, 9.2, 3.43, Style(20, before=12)),
                drawings=_divider(8.9),
            ),
            wall(SlideKind.AGENDA, table_slot(20)),
            wall(
                SlideKind.TOPIC,
                text_slot(BODY, 1.15, 11.0, Style(28, before=20)),
                drawings=_bar(GREEN),
            ),
            wall(SlideKind.ACTIONS, table_slot(18)),
        )
    )
}
