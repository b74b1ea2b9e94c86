"""The layouts of a template, each with its places, and which of them does for what."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from ..checking.colours import RGB, Palette, fill_of
from ..checking.package import safely_parsed
from .inherited import Place, Theme, places_of

TITLES = ("title", "ctrTitle")
CONTENTS = ("obj", "body", "chart", "tbl", "subTitle")
LEAST_WIDE, LEAST_TALL = 5.5, 3.0  # inches of a place that holds what a slide is about
LEAST_WIDE_BESIDE = 2.9
# Types that PowerPoint gives its own layouts, whatever language their names are in.
TITLE_TYPES, SECTION_TYPES = ("title",), ("secHead",)
TEXT_TYPES, CHART_TYPES, TABLE_TYPES = ("obj", "tx"), ("chart",), ("tbl",)
TWO_TYPES = ("twoObj", "chartAndTx", "txAndChart", "objAndTx", "txAndObj", "twoColTx")
NOT_FOR_TEXT = (*TITLE_TYPES, *SECTION_TYPES, "picTx", "objTx", "vertTx", "vertTitleAndTx")


@dataclass(frozen=True, eq=False)
class Found:
    """One layout of the file; `position` is its place among all of them."""

    position: int
    said_name: str
    type: str
    places: tuple[Place, ...]
    background: RGB | None  # None where it is a picture or cannot be told

    @property
    def name(self) -> str:
        return self.said_name or _("layout %(n)d") % {"n": self.position + 1}

    @cached_property
    def title(self) -> Place | None:
        """Where its title goes, if lines run there as they should."""
        return next((one for one in self.places if one.kind in TITLES and _is_usable(one)), None)

    @cached_property
    def contents(self) -> list[Place]:
        """The places that take text, charts or tables, from the left, then from the top."""
        usable = [one for one in self.places if one.kind in CONTENTS and _is_usable(one)]
        return sorted(usable, key=lambda one: (round(one.box.left, 1), one.box.top))

    @property
    def has_other_places(self) -> bool:
        """Whether there are pictures and the like, which would leave a hole."""
        return any(one.kind in ("pic", "media", "clipArt", "dgm") for one in self.places)

    def of_kind(self, *kinds: str) -> Place | None:
        return next((one for one in self.places if one.kind in kinds and one.box), None)

    def numbered(self, idx: int, kind: str) -> Place | None:
        """The place of that idx and type: how our own layouts are known again."""
        found = (one for one in self.places if one.idx == idx and _alike(one.kind, kind))
        return next((one for one in found if _is_usable(one)), None)


def layouts_of(deck) -> list[Found]:
    """Every layout of every master, in the order of the file."""
    defaults = deck.element.find(qn("p:defaultTextStyle"))
    found = []
    for master in deck.slide_masters:
        theme = _theme(master)
        for layout in master.slide_layouts:
            places = tuple(places_of(layout.element, master.element, defaults, theme))
            behind = _background((layout.element, master.element), theme.palette)
            kind = layout.element.get("type", "")
            found.append(Found(len(found), layout.name.strip(), kind, places, behind))
    return found


def _background(sheets: tuple[etree._Element, ...], palette: Palette) -> RGB | None:
    for sheet in sheets:
        said = sheet.find(f"{qn('p:cSld')}/{qn('p:bg')}")
        if said is not None and len(said):
            if said[0].tag == qn("p:bgPr"):
                fill = fill_of(said[0], palette)
                return fill if isinstance(fill, tuple) else None
            # The first of a theme's backgrounds is plain; the others may be anything.
            return palette.seen(said[0]) if said[0].get("idx") == "1001" else None
    return palette.named("bg1")


def palette_of(master) -> Palette:
    """The colours of a master."""
    return _theme(master).palette


def _theme(master) -> Theme:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    mapping = master.element.find(qn("p:clrMap"))
    return Theme.of(safely_parsed(part.blob), {} if mapping is None else dict(mapping.attrib))


def _is_usable(place: Place) -> bool:
    return place.box is not None and place.is_upright and place.idx < 4_000_000_000


def _alike(kind: str, ours: str) -> bool:
    return kind == ours or (kind == "ctrTitle" and ours == "title")


def title_layout(layouts: list[Found]) -> Found | None:
    """For the first slide."""
    return _first(layouts, TITLE_TYPES, lambda one: one.of_kind("ctrTitle") and one.title)


def section_layout(layouts: list[Found]) -> Found | None:
    """For a heading by itself."""
    return _first(layouts, SECTION_TYPES, lambda one: False)


def text_layout(layouts: list[Found]) -> Found | None:
    """A title over one large place for text."""
    return _first(layouts, TEXT_TYPES, lambda one: _is_alone(one, ("obj", "body")))


def chart_layout(layouts: list[Found]) -> Found | None:
    """A title over one place that is made for a chart."""
    return _first(layouts, CHART_TYPES, lambda one: _is_alone(one, ("chart",)))


def table_layout(layouts: list[Found]) -> Found | None:
    """A title over one place that is made for a table."""
    return _first(layouts, TABLE_TYPES, lambda one: _is_alone(one, ("tbl",)))


def two_layout(layouts: list[Found], for_chart: bool) -> Found | None:
    """A title over two places side by side; one of them for a chart, if that is asked."""
    wanted = [one for one in layouts if not for_chart or chart_beside(one)]
    return _first(wanted, TWO_TYPES, lambda one: side_by_side(one) is not None)


def side_by_side(found: Found) -> tuple[Place, Place] | None:
    """Its two places, left and right, if it has no more and they do not overlap."""
    if found.title is None or len(found.contents) != 2 or found.has_other_places:
        return None
    left, right = found.contents
    are_large = all(
        one.box.width >= LEAST_WIDE_BESIDE and one.box.height >= LEAST_TALL for one in (left, right)
    )
    return (left, right) if are_large and left.box.right <= right.box.left + 0.05 else None


def chart_beside(found: Found) -> tuple[Place, Place] | None:
    """The place for a chart, and that for words beside it."""
    pair = side_by_side(found)
    if pair is None:
        return None
    for kind in ("chart", "obj", "body"):
        fitting = [one for one in pair if one.kind == kind]
        if fitting:
            chart = fitting[0]
            words = pair[1] if pair[0] is chart else pair[0]
            return (chart, words) if words.kind in ("obj", "body") else None
    return None


def is_large(place: Place) -> bool:
    """Whether it holds what a slide is about."""
    return place.box.width >= LEAST_WIDE and place.box.height >= LEAST_TALL


def _is_alone(found: Found, kinds: tuple[str, ...]) -> bool:
    if found.type in NOT_FOR_TEXT or found.title is None or len(found.contents) != 1:
        return False
    place = found.contents[0]
    below = place.box.top + 0.05 >= found.title.box.top
    return place.kind in kinds and is_large(place) and below and not found.has_other_places


def _first(layouts: list[Found], types: tuple[str, ...], fits: Callable) -> Found | None:
    """The first that PowerPoint calls so, else the first that is built so; it must do either way."""
    called = [one for kind in types for one in layouts if one.type == kind and _does(one, types)]
    return next(iter(called), None) or next((one for one in layouts if fits(one)), None)


def _does(found: Found, types: tuple[str, ...]) -> bool:
    if found.title is None:
        return False
    if types in (TITLE_TYPES, SECTION_TYPES):
        return True
    if types is TWO_TYPES:
        return side_by_side(found) is not None
    kinds = {
        TEXT_TYPES: ("obj", "body"),
        CHART_TYPES: ("chart", "obj"),
        TABLE_TYPES: ("tbl", "obj"),
    }
    return _is_alone(found, kinds[types])
