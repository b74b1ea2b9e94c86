"""How text looks once everything it inherits is known: run, paragraph, shape, layout, master, deck."""

from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from .colours import RGB
from .deck import FAMILIES, Shape, Sheet
from .names import EMU, name, path, whole

STYLES = {"title": "titleStyle", "body": "bodyStyle"}
LINE_BREAK, RUN, FIELD = name("a:br"), name("a:r"), name("a:fld")
INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}
FITTED = {name("a:normAutofit"): "shrinks", name("a:spAutoFit"): "grows", name("a:noAutofit"): ""}
PLAIN_SIZE = 18


@dataclass(frozen=True)
class Space:
    """Room above, below or between lines: so many points, or a share of the text's size."""

    points: float = 0
    share: float = 0

    def of(self, size: float) -> float:
        return self.points or self.share * size


@dataclass(frozen=True, eq=False)
class Look:
    """All in points; `colour` is None where it cannot be told, `language` empty if nothing says it.

    Each is made once and shared: it is looked up by what it is, not by what it says.
    """

    size: float = PLAIN_SIZE
    bold: bool = False
    colour: RGB | None = None
    language: str = ""
    margin: float = 0
    indent: float = 0
    before: Space = Space()
    after: Space = Space()
    line: Space = Space(share=1)


@dataclass(frozen=True)
class Run:
    text: str
    look: Look


@dataclass(frozen=True)
class Written:
    """A paragraph: its runs (a line break is a run of its own), and how it would look if empty."""

    runs: list[Run]
    look: Look

    @property
    def size(self) -> float:
        return max((run.look.size for run in self.runs if run.text.strip()), default=self.look.size)

    @property
    def bold(self) -> bool:
        return any(run.look.bold for run in self.runs)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


class Frame:
    """What a text body says of itself and inherits: insets, anchor, columns, whether it is fitted."""

    def __init__(self, bodies: list[etree._Element]):
        found = (body.find(name("a:bodyPr")) for body in bodies)
        self._chain = [properties for properties in found if properties is not None]
        self._said: dict[str, str] = {}
        for properties in reversed(self._chain):
            self._said.update(properties.attrib)

    def says(self, attribute: str, default: str = "") -> str:
        """The attribute as the nearest sheet says it."""
        return self._said.get(attribute) or default

    def inset(self, side: str) -> float:
        return whole(self.says(side), INSETS[side]) / EMU

    @property
    def fitted(self) -> tuple[str, bool]:
        """Whether text "shrinks" or the box "grows", and whether the slide itself says so."""
        for n, properties in enumerate(self._chain):
            for child in properties:
                if child.tag in FITTED:
                    return FITTED[child.tag], n == 0
        return "", False


class TextLooks:
    """The looks of one body of text on a sheet: of a shape, or with no shape of a table's cell.

    `plain` is what a table's or a drawn shape's style says; of it only colour and weight count.
    """

    def __init__(self, sheet: Sheet, body: etree._Element, shape: Shape | None, plain: Look):
        self._sheet, self._body, self._shape, self._plain = sheet, body, shape, plain

    @cached_property
    def frame(self) -> Frame:
        return Frame([self._body, *self._parents])

    @cached_property
    def _parents(self) -> list[etree._Element]:
        bodies = (parent.body for parent in self._shape.parents) if self._shape else ()
        return [body for body in bodies if body is not None]

    @cached_property
    def _lists(self) -> tuple[etree._Element, ...]:
        own = self._body.find(name("a:lstStyle"))
        above = self._lists_above if self._shape else ()
        return above if own is None or not len(own) else (own, *above)

    @property
    def _lists_above(self) -> tuple[etree._Element, ...]:
        """The lists of the sheets above; alike for all that fill the same place of a layout."""
        key = self._shape.parents[0] if self._shape.parents else self._shape
        kept = self._sheet.deck.looks
        if key not in kept:
            lists = [body.find(name("a:lstStyle")) for body in self._parents]
            lists.append(self._master_style())
            kept[key] = tuple(found for found in lists if found is not None and len(found))
        return kept[key]

    def _master_style(self) -> etree._Element | None:
        place = self._shape.place_type
        master = self._sheet.above.above if self._sheet.above else None
        if place is None or master is None:
            return None
        family = STYLES.get(FAMILIES.get(place, place), "otherStyle")
        return master.tree.find(path("p:txStyles", f"p:{family}"))

    @cached_property
    def paragraphs(self) -> list[Written]:
        return [self._paragraph(element) for element in self._body.iterchildren(name("a:p"))]

    def _paragraph(self, element: etree._Element) -> Written:
        properties = element.find(name("a:pPr"))
        level = 0 if properties is None else whole(properties.get("lvl"))
        look = self._level(level)
        if properties is not None:
            look = self._own(properties, look)
        runs = [
            Run("\n", look)
            if child.tag == LINE_BREAK
            else Run(child.findtext(name("a:t")) or "", self._run(child.find(name("a:rPr")), look))
            for child in element
            if child.tag in (LINE_BREAK, RUN, FIELD)
        ]
        return Written(runs, self._run(element.find(name("a:endParaRPr")), look))

    def _own(self, properties: etree._Element, look: Look) -> Look:
        """The paragraph's own margins and spaces, if it has any."""
        is_plain = not len(properties) and not {"marL", "indent"} & set(properties.keys())
        return look if is_plain else _spaced(look, (properties,))

    def _run(self, properties: etree._Element | None, look: Look) -> Look:
        if properties is None:
            return look
        if len(properties):
            return _coloured(look, (properties,), self._sheet)
        cache = self._sheet.deck.looks
        key = (look, properties.get("lang"), properties.get("sz"), properties.get("b"))
        if key not in cache:
            cache[key] = _coloured(look, (properties,), self._sheet)
        return cache[key]

    def _level(self, level: int) -> Look:
        cache = self._sheet.deck.looks
        key = (self._lists, level, self._plain.colour, self._plain.bold, self._sheet.palette)
        if key not in cache:
            cache[key] = self._styled(self._lists, level, self._under(level))
        return cache[key]

    def _under(self, level: int) -> Look:
        """What the deck says of all text, then a table's or drawn shape's own style."""
        look = self._of_whole_deck(level)
        if not self._plain.colour and not self._plain.bold:
            return look
        bold = self._plain.bold or look.bold
        return replace(look, colour=self._plain.colour or look.colour, bold=bold)

    def _of_whole_deck(self, level: int) -> Look:
        kept, palette = self._sheet.deck.looks, self._sheet.palette
        if (palette, level) not in kept:
            said = self._sheet.deck.tree.find(name("p:defaultTextStyle"))
            look = Look(colour=palette.named("tx1"))
            look = look if said is None else self._styled((said,), level, look)
            # PowerPoint does not read the language there.
            kept[palette, level] = replace(look, language="")
        return kept[palette, level]

    def _styled(self, lists: tuple[etree._Element, ...], level: int, look: Look) -> Look:
        found = (one.find(name(f"a:lvl{level + 1}pPr")) for one in lists)
        chain = tuple(one for one in found if one is not None)
        runs = [one.find(name("a:defRPr")) for one in chain]
        spaced = _spaced(look, chain)
        return _coloured(spaced, tuple(r for r in runs if r is not None), self._sheet)


def _first(chain: tuple[etree._Element, ...], attribute: str) -> str | None:
    return next((one.get(attribute) for one in chain if one.get(attribute) is not None), None)


def _coloured(look: Look, chain: tuple[etree._Element, ...], sheet: Sheet) -> Look:
    size, bold, language = (_first(chain, attribute) for attribute in ("sz", "b", "lang"))
    fills = (fill for one in chain for fill in one if fill.tag.endswith("Fill"))
    fill = next(fills, None)
    return replace(
        look,
        size=whole(size) / 100 if size else look.size,
        bold=bold in ("1", "true") if bold else look.bold,
        language=language or look.language,
        colour=look.colour if fill is None else sheet.palette.seen(fill),
    )


def _spaced(look: Look, chain: tuple[etree._Element, ...]) -> Look:
    margin, indent = _first(chain, "marL"), _first(chain, "indent")
    return replace(
        look,
        margin=whole(margin) / EMU if margin else look.margin,
        indent=whole(indent) / EMU if indent else look.indent,
        before=_space(chain, "spcBef") or look.before,
        after=_space(chain, "spcAft") or look.after,
        line=_space(chain, "lnSpc") or look.line,
    )


def _space(chain: tuple[etree._Element, ...], kind: str) -> Space | None:
    found = next((f for f in (one.find(name(f"a:{kind}")) for one in chain) if f is not None), None)
    if found is None or not len(found):
        return None
    value = whole(found[0].get("val"))
    if found[0].tag == name("a:spcPts"):
        return Space(points=value / 100)
    return Space(share=value / 100_000)


def looks_of(sheet: Sheet, shape: Shape) -> TextLooks:
    """How the text of a shape looks; asked for once."""
    kept = sheet.deck.texts
    if shape not in kept:
        kept[shape] = TextLooks(sheet, shape.body, shape, Look(colour=_plain_colour(sheet, shape)))
    return kept[shape]


def _plain_colour(sheet: Sheet, shape: Shape) -> RGB | None:
    """Text drawn into a shape takes the colour its style names."""
    said = shape.element.find(path("p:style", "a:fontRef"))
    return sheet.palette.seen(said) if shape.place is None else None
