"""What a placeholder of a layout looks like: said by itself, or by its master, or by the presentation."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree
from pptx.oxml.ns import qn

from ..checking.colours import RGB, Palette
from ..checking.names import is_on, whole
from ..layouts import Style

EMU_PER_INCH, EMU_PER_POINT = 914_400, 12_700
INSETS = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}
MASTER_TYPES = {"title": "title", "ctrTitle": "title", "ftr": "ftr", "sldNum": "sldNum", "dt": "dt"}
BULLETS = tuple(qn(f"a:{kind}") for kind in ("buChar", "buAutoNum", "buBlip"))
DEFAULT_SIZE = 18
CAPITALS = 1.3  # than small letters
# Than Arial. What is not here and not known is taken for somewhat wider, to be on the safe side.
FONTS_WIDER = {"Verdana": 1.17, "Courier New": 1.2, "Century Gothic": 1.12, "Georgia": 1.06}
FONTS_KNOWN = {
    *("Arial", "Aptos", "Aptos Display", "Calibri", "Calibri Light", "Cambria", "Candara"),
    *("Century Gothic", "Constantia", "Corbel", "Courier New", "Franklin Gothic Book", "Garamond"),
    *("Georgia", "Gill Sans MT", "Helvetica", "Palatino Linotype", "Tahoma", "Times New Roman"),
    *("Trebuchet MS", "Tw Cen MT", "Verdana"),
}
FONT_UNKNOWN = 1.12


@dataclass(frozen=True)
class Theme:
    """The fonts and colours of a master."""

    fonts: dict[str, str]  # "mj" and "mn": for titles and for text
    palette: Palette

    @classmethod
    def of(cls, tree: etree._Element | None, mapping: dict[str, str]) -> "Theme":
        """Read from the theme's part and the master's map of colours."""
        fonts = {}
        for short, name in (("mj", "majorFont"), ("mn", "minorFont")):
            latin = None if tree is None else tree.find(f".//{qn(f'a:{name}')}/{qn('a:latin')}")
            fonts[short] = "" if latin is None else latin.get("typeface", "")
        return cls(fonts, Palette(tree, mapping))


@dataclass(frozen=True)
class Box:
    """Inches."""

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


@dataclass(frozen=True, eq=False)
class Place:
    """A placeholder of a layout. `shapes` is itself and its master's; `lists` where its text is described."""

    kind: str
    idx: int
    shapes: tuple[etree._Element, ...]
    lists: tuple[etree._Element, ...]
    theme: Theme

    @cached_property
    def box(self) -> Box | None:
        """Where it is; None if nothing says it, or it is turned."""
        for shape in self.shapes:
            frame = shape.find(f"{qn('p:spPr')}/{qn('a:xfrm')}")
            if frame is not None and len(frame) >= 2:
                at, size = frame[0], frame[1]
                said = (at.get("x"), at.get("y"), size.get("cx"), size.get("cy"))
                is_turned = whole(frame.get("rot")) != 0
                return None if is_turned else Box(*(whole(one) / EMU_PER_INCH for one in said))
        return None

    @cached_property
    def is_upright(self) -> bool:
        """Whether lines run from left to right, one under another."""
        place = self.shapes[0].find(f".//{qn('p:ph')}")
        return self._body("vert", "horz") == "horz" and place.get("orient") != "vert"

    @cached_property
    def inset(self) -> tuple[float, float]:
        """What text keeps free of the width and of the height, in inches."""
        left, top, right, bottom = (
            whole(self._body(name, None), default) / EMU_PER_INCH
            for name, default in INSETS.items()
        )
        return left + right, top + bottom

    def style(self, level: int = 0) -> Style:
        """How text of that level looks."""
        size = whole(self._run(level, "sz"), DEFAULT_SIZE * 100) / 100
        has_bullet = self._has_bullet(level)
        margin = whole(self._attribute(level, "marL")) / EMU_PER_POINT
        return Style(
            size=int(size) if size == int(size) else size,
            bold=is_on(self._run(level, "b")),
            bullet=has_bullet,
            before=self._space(level, "spcBef", size) + self._space(level, "spcAft", size),
            margin=max(0, margin),
            spacing=self._spacing(level, size),
        )

    def font(self, level: int = 0) -> str:
        """The name of the font its text is in."""
        found = self._inside(level, "latin")
        named = found.get("typeface", "") if found is not None else ""
        if not named or named.startswith("+"):
            is_title = MASTER_TYPES.get(self.kind) == "title"
            named = self.theme.fonts.get(named[1:3] or ("mj" if is_title else "mn"), "")
        return named

    def wider(self, level: int = 0) -> float:
        """How much wider than Arial its text runs."""
        named = self.font(level)
        factor = FONTS_WIDER.get(named, 1.0 if named in FONTS_KNOWN else FONT_UNKNOWN)
        if self._run(level, "cap") == "all":
            factor *= CAPITALS
        spread = whole(self._run(level, "spc")) / 100
        return factor * (1 + max(0, spread) / (self.style(level).size * 0.5))

    def colour(self, level: int = 0) -> RGB | None:
        """The colour of its text, or None if it cannot be told."""
        fill = self._inside(level, "solidFill")
        return self.theme.palette.named("tx1") if fill is None else self.theme.palette.seen(fill)

    def _levels(self, level: int) -> Iterator[etree._Element]:
        for styles in self.lists:
            found = styles.find(qn(f"a:lvl{level + 1}pPr"))
            if found is not None:
                yield found

    def _attribute(self, level: int, name: str) -> str | None:
        return next((e.get(name) for e in self._levels(level) if e.get(name) is not None), None)

    def _runs(self, level: int) -> Iterator[etree._Element]:
        for properties in self._levels(level):
            found = properties.find(qn("a:defRPr"))
            if found is not None:
                yield found

    def _run(self, level: int, name: str) -> str | None:
        return next((e.get(name) for e in self._runs(level) if e.get(name) is not None), None)

    def _inside(self, level: int, name: str) -> etree._Element | None:
        found = (e.find(qn(f"a:{name}")) for e in self._runs(level))
        return next((one for one in found if one is not None), None)

    def _has_bullet(self, level: int) -> bool:
        for properties in self._levels(level):
            if properties.find(qn("a:buNone")) is not None:
                return False
            if any(properties.find(kind) is not None for kind in BULLETS):
                return True
        return False

    def _space(self, level: int, name: str, size: float) -> float:
        """Points above or below a paragraph."""
        share, points = self._said(level, name)
        return points if points is not None else (share or 0) * size * 1.2

    def _spacing(self, level: int, size: float) -> float:
        share, points = self._said(level, "lnSpc")
        return max(1.0, points / (size * 1.2) if points is not None else share or 1.0)

    def _said(self, level: int, name: str) -> tuple[float | None, float | None]:
        """A space as a share of a line, or in points, as the file has it."""
        for properties in self._levels(level):
            space = properties.find(qn(f"a:{name}"))
            if space is not None and len(space):
                value = space[0].get("val", "0").rstrip("%")
                if space[0].tag == qn("a:spcPts"):
                    return None, whole(value) / 100
                return whole(value, 100_000) / 100_000, None
        return None, None

    def _body(self, name: str, default: str | None) -> str | None:
        for shape in self.shapes:
            body = shape.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}")
            if body is not None and body.get(name) is not None:
                return body.get(name)
        return default


def places_of(
    layout: etree._Element, master: etree._Element, defaults, theme: Theme
) -> list[Place]:
    """The placeholders of a layout, in the order they are drawn."""
    masters = {_type(shape): shape for shape in reversed(_placeholders(master))}
    return [_place(shape, masters, master, defaults, theme) for shape in _placeholders(layout)]


def _place(shape, masters, master, defaults, theme) -> Place:
    kind = _type(shape)
    family = MASTER_TYPES.get(kind, "body")
    above = masters.get(family)
    shapes = (shape,) if above is None else (shape, above)
    own = [one.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}") for one in shapes]
    style = {"title": "titleStyle", "body": "bodyStyle"}.get(family, "otherStyle")
    lists = [*own, master.find(f"{qn('p:txStyles')}/{qn(f'p:{style}')}"), defaults]
    idx = whole(shape.find(f".//{qn('p:ph')}").get("idx"))
    return Place(kind, idx, shapes, tuple(one for one in lists if one is not None), theme)


def _placeholders(sheet: etree._Element) -> list[etree._Element]:
    tree = sheet.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
    path = f"{qn('p:nvSpPr')}/{qn('p:nvPr')}/{qn('p:ph')}"
    return [shape for shape in tree.findall(qn("p:sp")) if shape.find(path) is not None]


def _type(shape: etree._Element) -> str:
    return shape.find(f".//{qn('p:ph')}").get("type", "obj")
