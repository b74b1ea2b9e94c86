"""How much room text takes where it stands, and what it stands on."""

from dataclasses import dataclass

from meetings.deck import measure

from .colours import RGB, UNKNOWN, fill_of
from .deck import Box, Shape, Sheet, Slide
from .looks import Frame, TextLooks, Written, looks_of
from .names import EMU, is_on, name, path, whole

SLACK = 1.5  # points by which numbers may be rounded
ANCHORS = {"ctr": 0.5, "b": 1.0}
NEVER_WRAPS = 100_000.0


@dataclass(frozen=True)
class Measured:
    """A shape's text: what it needs, what it has, and where it is drawn."""

    needed: float
    tall: float
    is_too_wide: bool
    box: Box

    @property
    def overflow(self) -> float:
        """Points of text beyond the shape, or 0."""
        over = self.needed - self.tall
        return over if over > SLACK else 0.0


def measured(slide: Slide, shape: Shape) -> Measured | None:
    """The room a shape's text takes; None for a shape without a place."""
    kept = slide.deck.measures
    if shape not in kept:
        kept[shape] = _measured(slide, shape) if shape.box else None
    return kept[shape]


def _measured(slide: Slide, shape: Shape) -> Measured:
    looks = looks_of(slide, shape)
    frame = looks.frame
    box = _inside(shape.box, frame)
    columns = max(1, whole(frame.says("numCol"), 1))
    gap = whole(frame.says("spcCol")) / EMU
    wide, tall = box.width, box.height
    if frame.says("vert", "horz") not in ("horz", "wordArtVert"):
        wide, tall = tall, wide
    wide = (wide - gap * (columns - 1)) / columns
    wraps = frame.says("wrap", "square") != "none"
    needed = height_of(looks.paragraphs, wide if wraps else NEVER_WRAPS) / columns
    too_wide = not wraps and any(_width(p) > wide + SLACK for p in looks.paragraphs)
    slack = box.height - needed
    top = box.top + max(0.0, slack) * ANCHORS.get(frame.says("anchor", "t"), 0.0)
    seen = Box(box.left, top, box.width, min(needed, box.height))
    return Measured(needed, tall, too_wide, seen)


def _inside(box: Box, frame: Frame) -> Box:
    left, top, right, bottom = (frame.inset(side) for side in ("lIns", "tIns", "rIns", "bIns"))
    return Box(box.left + left, box.top + top, box.width - left - right, box.height - top - bottom)


def height_of(paragraphs: list[Written], wide: float) -> float:
    """How tall the paragraphs stand in that width; nothing is spaced before the first."""
    total = 0.0
    for n, paragraph in enumerate(paragraphs):
        look, size = paragraph.look, paragraph.size
        room = max(1.0, wide - look.margin - max(0.0, look.indent))
        lines = sum(
            max(1, len(measure.wrap(line, room, size, paragraph.bold)))
            for line in paragraph.text.split("\n")
        )
        one = look.line.points or measure.height(1, size) * look.line.share
        spaced = look.before.of(measure.height(1, size)) if n else 0.0
        spaced += look.after.of(measure.height(1, size)) if n + 1 < len(paragraphs) else 0.0
        total += lines * one + spaced
    return total


def _width(paragraph: Written) -> float:
    lines = paragraph.text.split("\n")
    return max(measure.width(line, paragraph.size, paragraph.bold) for line in lines)


def cell_height(looks: TextLooks, wide: float) -> float:
    """How tall the text of a table's cell stands."""
    return height_of(looks.paragraphs, wide)


def fill_behind(sheet: Sheet, shape: Shape) -> RGB | str:
    """A shape's own fill: a colour, UNKNOWN, or "" where one sees through it."""
    kept = sheet.deck.fills
    if shape not in kept:
        kept[shape] = _fill_behind(sheet, shape)
    return kept[shape]


def _fill_behind(sheet: Sheet, shape: Shape) -> RGB | str:
    for one in (shape, *shape.parents):
        found = fill_of(one.element.find(name("p:spPr")), sheet.palette)
        if found is not None:
            return found
    said = shape.element.find(path("p:style", "a:fillRef"))
    if said is None or not whole(said.get("idx")):
        return ""
    return sheet.palette.seen(said) or UNKNOWN


def backdrop(slide: Slide, shape: Shape) -> RGB | str:
    """What is seen behind a shape's text: its fill, or the nearest thing under all of it."""
    own = fill_behind(slide, shape) if shape.kind == "text" else ""
    if own != "" or shape.box is None:
        return own or UNKNOWN
    seen = measured(slide, shape) if shape.kind == "text" else None
    box = seen.box if seen else shape.box
    under = _background(slide)
    for sheet, other in _painted_before(slide, shape):
        if other.kind in ("group", "line") or other.box is None:
            continue
        fill = UNKNOWN if other.kind == "picture" else fill_behind(sheet, other)
        if fill != "" and _covers(other.box, box):
            under = fill
    return under


def _painted_before(slide: Slide, shape: Shape):
    layout = slide.above
    if layout is not None:
        shows_master = is_on(layout.tree.get("showMasterSp", "1"))
        for sheet in [layout.above, layout] if shows_master and layout.above else [layout]:
            yield from ((sheet, other) for other in sheet.shapes if other.place is None)
    for other in slide.shapes:
        if other is shape:
            return
        yield slide, other


def _covers(outer: Box, inner: Box) -> bool:
    return (
        outer.left <= inner.left + SLACK
        and outer.top <= inner.top + SLACK
        and outer.right >= inner.right - SLACK
        and outer.bottom >= inner.bottom - SLACK
    )


def _background(sheet: Sheet) -> RGB | str:
    kept = sheet.deck.fills
    if sheet not in kept:
        own = _own_background(sheet)
        above = _background(sheet.above) if own is None and sheet.above else None
        kept[sheet] = own or above or sheet.palette.named("bg1") or UNKNOWN
    return kept[sheet]


def _own_background(sheet: Sheet) -> RGB | str | None:
    found = sheet.tree.find(path("p:cSld", "p:bg"))
    if found is None or not len(found):
        return None
    if found[0].tag == name("p:bgPr"):
        return fill_of(found[0], sheet.palette) or UNKNOWN
    is_plain = found[0].get("idx") == "1001"  # the first of a theme's backgrounds has no picture
    return (sheet.palette.seen(found[0]) if is_plain else None) or UNKNOWN
