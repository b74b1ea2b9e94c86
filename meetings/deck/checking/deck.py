"""The slides of a package with what they inherit: layout, master, theme, and each shape's place."""

from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from .colours import Palette
from .names import EMU, name, path, whole
from .package import Package

IN_A_BODY = ("", "obj", "subTitle", "chart", "tbl", "pic", "dgm", "media", "clipArt")
FAMILIES = {"ctrTitle": "title"} | dict.fromkeys(IN_A_BODY, "body")
TITLES = ("title", "ctrTitle")
KINDS = {
    name("p:sp"): "text",
    name("p:pic"): "picture",
    name("p:graphicFrame"): "object",
    name("p:grpSp"): "group",
    name("p:cxnSp"): "line",
}
OBJECTS = {"chart": "chart", "table": "table", "ole": "embedded object", "diagram": "diagram"}
ABOUT = ("nvSpPr", "nvPicPr", "nvGraphicFramePr", "nvGrpSpPr", "nvCxnSpPr")


@dataclass(frozen=True)
class Box:
    """A place on the slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(eq=False)
class Shape:
    """`parents` are the placeholders it inherits from, the layout's before the master's."""

    element: etree._Element
    kind: str
    about: etree._Element  # p:cNvPr: id, name, alt text
    place: etree._Element | None  # p:ph
    box: Box | None = None
    parents: list["Shape"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.about.get("name", "")

    @property
    def place_type(self) -> str | None:
        return None if self.place is None else self.place.get("type", "")

    @property
    def is_title(self) -> bool:
        return self.place_type in TITLES

    @cached_property
    def body(self) -> etree._Element | None:
        return self.element.find(name("p:txBody"))

    @cached_property
    def text(self) -> str:
        return "" if self.body is None else text_of(self.body)

    @cached_property
    def has_text(self) -> bool:
        return bool(self.text.strip())

    @cached_property
    def table(self) -> etree._Element | None:
        return self.element.find(path("a:graphic", "a:graphicData", "a:tbl"))


def text_of(body: etree._Element) -> str:
    """The words of a text body, a line for each paragraph."""
    return "\n".join(
        "".join(t.text or "" for t in paragraph.iter(name("a:t")))
        for paragraph in body.iterchildren(name("a:p"))
    )


class Sheet:
    """A slide, layout or master: its part, tree, shapes, and the sheet it takes its looks from."""

    def __init__(self, deck: "Deck", part: str, above: "Sheet | None"):
        self.deck, self.part, self.above = deck, part, above
        found = deck.package.xml(part)
        self.tree = found if found is not None else etree.Element("missing")

    @cached_property
    def palette(self) -> Palette:
        if self.above is None:
            theme = self.deck.package.related(self.part, "theme")
            mapping = self.tree.find(name("p:clrMap"))
            found = self.deck.package.xml(theme) if theme else None
            return Palette(found, {} if mapping is None else dict(mapping.attrib))
        own = self.tree.find(path("p:clrMapOvr", "a:overrideClrMapping"))
        return self.above.palette.mapped_by(own)

    @cached_property
    def shapes(self) -> list[Shape]:
        """Every shape in reading order, those inside groups among them."""
        tree = self.tree.find(path("p:cSld", "p:spTree"))
        return list(self._shapes(tree, (1, 1, 0, 0))) if tree is not None else []

    def _shapes(self, tree: etree._Element, move: tuple[float, float, float, float]):
        for element in tree:
            if (
                element.tag
                == "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
            ):
                yield from self._shapes(element[-1] if len(element) else element, move)
            kind = KINDS.get(element.tag)
            around = _around(element) if kind else None
            if around is None:
                continue
            shape = Shape(element, _kind(element, kind), around[0], around[1])
            shape.parents = self.inherited(shape.place) if shape.place is not None else []
            shape.box = _placed(shape, move)
            yield shape
            if kind == "group":
                yield from self._shapes(element, _moved(element, move))

    def inherited(self, place: etree._Element) -> list[Shape]:
        """The placeholders of the sheets above that a placeholder takes its looks from."""
        if self.above is None:
            return []
        found = self.above.placeholder(place)
        if found is None:
            return self.above.inherited(place)
        return [found, *found.parents]

    def placeholder(self, place: etree._Element) -> Shape | None:
        """The one here that answers to `place`: by its number on a layout, by its family on a master."""
        mine = [shape for shape in self.shapes if shape.place is not None]
        family = _family(place)
        if self.above is not None and family != "title":
            number = place.get("idx", "0")
            same = [shape for shape in mine if shape.place.get("idx", "0") == number]
        else:
            same = []
        same = same or [shape for shape in mine if _family(shape.place) == family]
        return same[0] if same else None


def _family(place: etree._Element) -> str:
    kind = place.get("type", "")
    return FAMILIES.get(kind, kind)


def _around(element: etree._Element):
    """The properties that say who a shape is, and its placeholder if it is in one."""
    first = next((child for child in element if isinstance(child.tag, str)), None)
    if first is None or first.tag.rsplit("}")[-1] not in ABOUT:
        return None
    about = first.find(name("p:cNvPr"))
    place = first.find(path("p:nvPr", "p:ph"))
    return None if about is None else (about, place)


def _kind(element: etree._Element, kind: str) -> str:
    if kind != "object":
        return kind
    data = element.find(path("a:graphic", "a:graphicData"))
    uri = "" if data is None else data.get("uri", "")
    return OBJECTS.get(uri.rsplit("/", 1)[-1], "object")


def _frame(element: etree._Element) -> etree._Element | None:
    for where in (("p:spPr", "a:xfrm"), ("p:xfrm",), ("p:grpSpPr", "a:xfrm")):
        found = element.find(path(*where))
        if found is not None and len(found) >= 2:
            return found
    return None


def _numbers(frame: etree._Element, offset: str, extent: str) -> tuple[int, int, int, int]:
    at, size = frame.find(name(f"a:{offset}")), frame.find(name(f"a:{extent}"))
    if at is None or size is None:
        return 0, 0, 0, 0
    values = at.get("x"), at.get("y"), size.get("cx"), size.get("cy")
    return tuple(whole(value) for value in values)


def _placed(shape: Shape, move: tuple[float, float, float, float]) -> Box | None:
    frame = _frame(shape.element)
    if frame is None:
        return next((parent.box for parent in shape.parents if parent.box), None)
    x, y, wide, tall = _numbers(frame, "off", "ext")
    if 45 <= whole(frame.get("rot")) / 60_000 % 180 < 135:  # on its side
        x, y, wide, tall = x + (wide - tall) / 2, y + (tall - wide) / 2, tall, wide
    across, down, right, below = move
    x, y, wide, tall = x * across + right, y * down + below, wide * across, tall * down
    return Box(x / EMU, y / EMU, wide / EMU, tall / EMU)


def _moved(group: etree._Element, move: tuple[float, float, float, float]):
    """How places inside a group become places on the slide."""
    frame = _frame(group)
    if frame is None:
        return move
    across, down, right, below = move
    x, y, wide, tall = _numbers(frame, "off", "ext")
    in_x, in_y, in_wide, in_tall = _numbers(frame, "chOff", "chExt")
    wider = wide / in_wide if in_wide else 1
    taller = tall / in_tall if in_tall else 1
    return (
        across * wider,
        down * taller,
        across * (x - in_x * wider) + right,
        down * (y - in_y * taller) + below,
    )


class Slide(Sheet):
    """A slide with its number as people count it."""

    def __init__(self, deck: "Deck", part: str, number: int):
        layout = deck.package.related(part, "slideLayout")
        super().__init__(deck, part, deck.sheet(layout) if layout else None)
        self.number = number

    @property
    def is_hidden(self) -> bool:
        return self.tree.get("show") in ("0", "false")

    @cached_property
    def title(self) -> Shape | None:
        return next((shape for shape in self.shapes if shape.is_title), None)

    @cached_property
    def notes(self) -> str:
        """The words under the slide that whoever speaks reads."""
        part = self.deck.package.related(self.part, "notesSlide")
        tree = self.deck.package.xml(part) if part else None
        bodies = [] if tree is None else tree.iter(name("p:txBody"))
        return "\n".join(text_of(body) for body in bodies if _is_of_notes(body))


def _is_of_notes(body: etree._Element) -> bool:
    place = body.getparent().find(path("p:nvSpPr", "p:nvPr", "p:ph"))
    return place is not None and place.get("type") == "body"


class Deck:
    """A presentation: its size, its slides in order, and the sheets they stand on, each read once."""

    def __init__(self, package: Package, part: str):
        self.package, self.part = package, part
        self.tree = package.xml(part)
        self._sheets: dict[str, Sheet] = {}
        self.looks: dict = {}  # found once, see looks.py
        self.texts: dict = {}
        self.measures: dict = {}
        self.fills: dict = {}
        self.cells: dict = {}

    def sheet(self, layout: str) -> Sheet:
        """A layout, on its master."""
        master = self.package.related(layout, "slideMaster")
        above = self._kept(master, None) if master else None
        return self._kept(layout, above)

    def _kept(self, part: str, above: Sheet | None) -> Sheet:
        if part not in self._sheets:
            self._sheets[part] = Sheet(self, part, above)
        return self._sheets[part]

    @cached_property
    def size(self) -> tuple[float, float]:
        found = self.tree.find(name("p:sldSz"))
        if found is None:
            return 720.0, 540.0
        return whole(found.get("cx")) / EMU, whole(found.get("cy")) / EMU

    @cached_property
    def slides(self) -> list[Slide]:
        listed = self.tree.findall(path("p:sldIdLst", "p:sldId"))
        targets = {r.id: r.target for r in self.package.relationships(self.part)}
        parts = [targets.get(entry.get(name("r:id")), "") for entry in listed]
        return [
            Slide(self, part, number)
            for number, part in enumerate(parts, 1)
            if part in self.package
        ]
