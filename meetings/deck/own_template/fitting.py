"""A place of a template as a slot of ours: with room and sizes as they really are, put right where needed."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from .. import measure
from ..checking.colours import contrast
from ..checking.legible import least_contrast
from ..layouts import BODY, CHART, LABEL, NUMBER, SOURCE, TABLE, TITLE, Slot, Style
from .found import LEAST_TALL, Found
from .inherited import Box, Place
from .shades import on_labels

LEAST, LARGEST_TITLE, SMALLEST_TITLE = 18, 36, 24
EDGE, GAP = 0.15, 0.08  # inches
TWO_LINES, ONE_LINE = 0.61, 0.32  # of a source
NUMBER_WIDE, NUMBER_TALL = 0.9, 0.32
PLAIN_SMALL = Style(LEAST, is_plain=True, is_sized=True, is_coloured=True)


@dataclass(frozen=True)
class Sheet:
    """The size of the slides, and where what was put right is told."""

    width: float
    height: float
    told: dict[str, None]  # sentences, each once, in order

    def tell(self, sentence: str) -> None:
        self.told.setdefault(sentence)


def slot_of(
    place: Place,
    idx: int,
    name: str,
    found: Found,
    sheet: Sheet,
    *styles: Style,
    most: float = 0,
) -> Slot:
    """The place for what `idx` says. Without `styles` its text looks as the template has it.

    `most` is the size above which too few words would fit.
    """
    box = place.box
    slot = Slot(
        idx,
        place.kind,
        name,
        box.left,
        box.top,
        box.width,
        box.height,
        styles or (large_enough(place, 0, found, sheet),),
        place=place.idx,
        inset=place.inset,
        wider=round(max(place.wider(level) for level in range(max(1, len(styles)))), 3),
    )
    if idx in (CHART, TABLE):
        return replace(slot, inset=(0, 0))
    if idx == LABEL:  # it stands on a colour of its own
        return slot
    return _with_contrast(no_larger(slot, most) if most else slot, place, found, sheet)


def large_enough(place: Place, level: int, found: Found, sheet: Sheet) -> Style:
    """Its style, at no less than 18 points."""
    style = place.style(level)
    if style.size >= LEAST:
        return style
    sheet.tell(
        _(
            "The text of “%(layout)s” is %(size)g points there. It is written at 18, to be read on a wall."
        )
        % {"layout": found.name, "size": style.size}
    )
    return replace(style, size=LEAST, is_sized=True)


def title_slot(found: Found, sheet: Sheet, largest: float = LARGEST_TITLE) -> Slot:
    """The title, at a size at which two lines fit: ours are sentences."""
    slot = slot_of(found.title, TITLE, "Title", found, sheet)
    style = slot.styles[0]
    fitting = int(slot.tall / (2 * measure.LINE_HEIGHT * style.spacing))
    size = max(SMALLEST_TITLE, min(style.size, largest, fitting))
    if size >= style.size:
        return slot
    sheet.tell(
        _(
            "Titles on “%(layout)s” are written at %(n)g points instead of %(size)g: ours are sentences."
        )
        % {"layout": found.name, "n": size, "size": style.size}
    )
    return replace(slot, styles=(replace(style, size=size, is_sized=True),))


def label_slot(place: Place, found: Found, sheet: Sheet) -> Slot:
    """Where fact, reading or proposal stands, on a pale colour of the theme."""
    slot = slot_of(place, LABEL, "Label", found, sheet)
    name = on_labels(place.theme.palette)
    if name == slot.styles[0].colour:
        return slot
    return replace(slot, styles=(replace(slot.styles[0], colour=name, is_coloured=True),))


def no_larger(slot: Slot, most: float) -> Slot:
    """The same at a size at which more than a few words fit."""
    style = slot.styles[0]
    if style.size <= most:
        return slot
    return replace(slot, styles=(replace(style, size=most, is_sized=True),))


def number_slot(found: Found, sheet: Sheet) -> Slot:
    """The number of the slide, in its place or, if there is none, in the corner."""
    place = found.of_kind("sldNum")
    if place is None:
        sheet.tell(
            _(
                "“%(layout)s” has no place for the slide number. It stands in the corner at the right."
            )
            % {"layout": found.name}
        )
        left, top = sheet.width - NUMBER_WIDE - 0.35, sheet.height - NUMBER_TALL - EDGE
        box = Box(left, top, NUMBER_WIDE, NUMBER_TALL)
    else:
        box = _grown(place.box, sheet)
    slot = Slot(
        *(NUMBER, "sldNum", "Slide number", box.left, box.top, box.width, box.height),
        styles=(PLAIN_SMALL,),
        anchor="ctr",
        align="r",
        place=None if place is None else place.idx,
        is_moved=True,
    )
    return _with_seen_colour(slot, found)


def _grown(box: Box, sheet: Sheet) -> Box:
    """Room for three figures at 18 points."""
    width, height = max(box.width, NUMBER_WIDE), max(box.height, NUMBER_TALL)
    left = min(max(box.right - width, 0.1), sheet.width - width)
    top = min(box.top - (height - box.height) / 2, sheet.height - height - 0.02)
    return Box(left, max(0, top), width, height)


def source_slot(found: Found, number: Slot, sheet: Sheet, lines: int = 2) -> Slot:
    """Where the source stands: in the footer's place, made wide enough, or in a box of its own there."""
    footer = found.of_kind("ftr")
    if footer is not None and footer.box.top < sheet.height * 0.7:
        footer = None
    title = found.title.box
    left, right = max(title.left, 0.3), min(title.right, sheet.width - 0.3)
    if number.top > sheet.height * 0.7:
        if number.left > sheet.width / 2:
            right = min(right, number.left - GAP)
        else:
            left = max(left, number.left + number.width + GAP)
    bottom = sheet.height - EDGE if footer is None else min(footer.box.bottom, sheet.height - EDGE)
    tall = TWO_LINES if lines == 2 else ONE_LINE
    _tell_of_source(footer is not None, sheet)
    slot = Slot(
        *(SOURCE, "ftr" if footer else "body", "Source", left, bottom - tall, right - left, tall),
        styles=(PLAIN_SMALL,),
        anchor="b",
        place=footer.idx if footer else None,
        wider=round(found.title.wider() if footer is None else footer.wider(), 3),
        is_moved=True,
    )
    return _with_seen_colour(slot, found)


def _tell_of_source(in_footer: bool, sheet: Sheet) -> None:
    if in_footer:
        sheet.tell(
            _(
                "There is no place for a source. It goes to the footer’s, after fact, reading or proposal."
            )
        )
    else:
        sheet.tell(
            _(
                "There is no place for a source. It goes to a box at the foot, after fact or reading."
            )
        )


def above(slot: Slot, lower: Slot) -> Slot:
    """The slot, ending above what stands at the foot if it would reach into it."""
    free = lower.top - GAP - slot.top
    if free <= 0 or free >= slot.height:
        return slot
    return replace(slot, height=free, is_moved=True)


def leaves_room(slots: list[Slot], source: Slot) -> bool:
    """Whether all of these keep enough height above the source."""
    return all(source.top - GAP - slot.top >= LEAST_TALL - 0.2 for slot in slots)


def _with_contrast(slot: Slot, place: Place, found: Found, sheet: Sheet) -> Slot:
    """Text too pale to be read is written in the theme's colour for text, if that is better."""
    seen, ground, style = place.colour(), found.background, slot.styles[-1]
    if seen is None or ground is None:
        return slot
    if contrast(seen, ground) >= least_contrast(style.size, style.bold):
        return slot
    best = _readable(found)
    if best is None:
        return slot
    if slot.idx in (TITLE, BODY, LABEL):
        sheet.tell(
            _(
                "Text on “%(layout)s” is too pale to be read from afar. It is written in a stronger colour."
            )
            % {"layout": found.name}
        )
    styles = tuple(replace(style, colour=best, is_coloured=True) for style in slot.styles)
    return replace(slot, styles=styles)


def _with_seen_colour(slot: Slot, found: Found) -> Slot:
    return replace(slot, styles=(replace(PLAIN_SMALL, colour=_readable(found) or "tx1"),))


def _readable(found: Found) -> str | None:
    """The name of the theme's colour that stands out most from what is behind."""
    palette, ground = found.title.theme.palette, found.background
    named = {name: palette.named(name) for name in ("tx1", "bg1", "tx2")}
    known = {name: colour for name, colour in named.items() if colour is not None}
    if ground is None or not known:
        return None
    if "tx1" in known and contrast(known["tx1"], ground) >= least_contrast(LEAST, False):
        return "tx1"
    return max(known, key=lambda name: contrast(known[name], ground))
