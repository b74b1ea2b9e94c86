"""Whether everything has the room it needs: text in its shape, shapes on the slide and apart."""

from django.utils.translation import gettext as _

from .colours import UNKNOWN
from .deck import Box, Shape, Slide
from .finding import Finding, excerpt
from .looks import looks_of
from .measured import SLACK, cell_height, fill_behind, measured
from .tables import cells_of, heights_of

TOUCHING = 2.0  # points that two shapes may share before they overlap
TEXTLESS_PLACES = ("sldNum", "dt", "ftr")


def check_room(slide: Slide) -> list[Finding]:
    """Text that does not fit, tables that grow off the slide, shapes outside it or over others' text."""
    found = []
    boxes: list[tuple[Shape, Box]] = []
    for shape in slide.shapes:
        if shape.kind == "group" or shape.box is None:
            continue
        found += _off_slide(slide, shape)
        box = shape.box
        if shape.has_text:
            found += _overflow(slide, shape) + _autofit(slide, shape)
        elif shape.table is not None:
            grown, findings = _table(slide, shape)
            found += findings
            box = box if findings else grown
        boxes.append((shape, box))
    return found + _overlaps(slide, boxes)


def _overflow(slide: Slide, shape: Shape) -> list[Finding]:
    seen = measured(slide, shape)
    if not seen.overflow and not seen.is_too_wide:
        return []
    text = _("“%(text)s” does not fit its place. Shorten it, or split the slide.")
    return [Finding("text-overflow", text % {"text": excerpt(shape.text)}, slide.number)]


def _autofit(slide: Slide, shape: Shape) -> list[Finding]:
    how, is_own = looks_of(slide, shape).frame.fitted
    if not how:
        return []
    text = _(
        "“%(text)s” is set to shrink or grow until it fits. PowerPoint only does so on editing."
    )
    text %= {"text": excerpt(shape.text)}
    return [Finding("autofit", text, slide.number, is_error=is_own)]


def _off_slide(slide: Slide, shape: Shape) -> list[Finding]:
    wide, tall = slide.deck.size
    box = shape.box
    inside = (
        box.left >= -SLACK
        and box.top >= -SLACK
        and box.right <= wide + SLACK
        and box.bottom <= tall + SLACK
    )
    if inside:
        return []
    text = _("“%(name)s” reaches beyond the slide.") % {"name": _called(shape)}
    return [Finding("off-slide", text, slide.number)]


def _table(slide: Slide, shape: Shape) -> tuple[Box, list[Finding]]:
    """The table as it is drawn, its rows grown to their text, and what is wrong with that."""
    said = heights_of(shape)
    needed = list(said)
    for cell in cells_of(slide, shape):
        if cell.text.strip():
            tall = cell_height(cell.looks, cell.width) + cell.margins
            needed[cell.row] = max(needed[cell.row], tall)
    grown = Box(shape.box.left, shape.box.top, shape.box.width, sum(needed))
    tight = [
        n for n, (has, needs) in enumerate(zip(said, needed, strict=True), 1) if needs > has + SLACK
    ]
    if grown.bottom > slide.deck.size[1] + SLACK:
        text = _("The table is too long for the slide. Split it, or shorten its longest cells.")
        return grown, [Finding("table-overflow", text, slide.number)]
    if tight:
        text = _("Row %(row)d of the table needs more room than it has, so the table will grow.")
        return grown, [Finding("table-overflow", text % {"row": tight[0]}, slide.number)]
    return grown, []


def _overlaps(slide: Slide, boxes: list[tuple[Shape, Box]]) -> list[Finding]:
    found = []
    for n, (lower, low) in enumerate(boxes):
        for upper, high in boxes[n + 1 :]:
            if _meets(slide, lower, low, upper, high):
                names = {"one": _called(upper), "other": _called(lower)}
                text = _("“%(one)s” lies over “%(other)s”.") % names
                found.append(Finding("overlap", text, slide.number))
    return found


def _meets(slide: Slide, lower: Shape, low: Box, upper: Shape, high: Box) -> bool:
    """Whether one of the two makes the words of the other hard to read."""
    if not _share_room(low, high):
        return False
    lower_words, upper_words = _holds_words(lower), _holds_words(upper)
    if not lower_words:
        # Under somebody's text may lie a card or a picture, but nothing that is itself to be read.
        return False
    if not (upper_words or _hides(slide, upper)):
        return False
    return _share_room(_seen(slide, lower, low), _seen(slide, upper, high))


def _holds_words(shape: Shape) -> bool:
    return shape.has_text or shape.kind in ("table", "chart", "diagram")


def _hides(slide: Slide, shape: Shape) -> bool:
    if shape.kind == "picture":
        return True
    return shape.kind == "text" and fill_behind(slide, shape) not in ("", UNKNOWN)


def _seen(slide: Slide, shape: Shape, box: Box) -> Box:
    """Where the words are, or all of the shape if it is filled or drawn."""
    if shape.has_text and not _hides(slide, shape):
        return measured(slide, shape).box
    return box


def _share_room(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > TOUCHING and down > TOUCHING


def _called(shape: Shape) -> str:
    return excerpt(shape.text) if shape.has_text else shape.name or shape.kind
