"""The cells of a table as they are drawn: how wide, on what colour, in which text."""

from dataclasses import dataclass

from lxml import etree

from .colours import RGB, UNKNOWN, WHITE, fill_of
from .deck import Shape, Sheet
from .looks import Look, TextLooks
from .names import EMU, is_on, name, path, whole

SIDE, ABOVE = 91440, 45720  # a cell's margins if it says nothing
# PowerPoint knows this one by heart, and python-pptx writes it without saying what it is.
MEDIUM_STYLE_2 = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"


@dataclass(frozen=True)
class Cell:
    looks: TextLooks
    text: str
    width: float  # of its text, in points
    margins: float  # above and below together
    backdrop: RGB | str | None  # UNKNOWN, or None where the slide is seen through
    row: int
    column: int


def cells_of(sheet: Sheet, shape: Shape) -> list[Cell]:
    """The cells that are seen, in reading order; what another cell covers is left out."""
    kept = sheet.deck.cells
    if shape not in kept:
        kept[shape] = list(_cells_of(sheet, shape))
    return kept[shape]


def _cells_of(sheet: Sheet, shape: Shape):
    widths = [whole(c.get("w")) for c in shape.table.findall(path("a:tblGrid", "a:gridCol"))]
    rows = shape.table.findall(name("a:tr"))
    style = _Style(sheet, shape.table, len(rows), len(widths))
    for row, element in enumerate(rows):
        for column, cell in enumerate(element.iterchildren(name("a:tc"))):
            body = cell.find(name("a:txBody"))
            if body is None or is_on(cell.get("hMerge")) or is_on(cell.get("vMerge")):
                continue
            span = widths[column : column + max(1, whole(cell.get("gridSpan"), 1))]
            looks = TextLooks(sheet, body, None, style.at(row, column)[0])
            backdrop = style.at(row, column)[1]
            yield _cell(sheet, cell, looks, backdrop, sum(span), (row, column))


def heights_of(shape: Shape) -> list[float]:
    """What the rows say of their heights, in points."""
    return [whole(row.get("h")) / EMU for row in shape.table.iterchildren(name("a:tr"))]


def _cell(sheet, cell, looks, backdrop, width, place) -> Cell:
    properties = cell.find(name("a:tcPr"))
    margin = _margins(properties)
    own = fill_of(properties, sheet.palette)
    text = "".join(t.text or "" for t in cell.iter(name("a:t")))
    room = (width - margin["marL"] - margin["marR"]) / EMU
    both = (margin["marT"] + margin["marB"]) / EMU
    seen = (backdrop if own is None else own) or None
    return Cell(looks, text, room, both, seen, *place)


def _margins(properties: etree._Element | None) -> dict[str, int]:
    plain = {"marL": SIDE, "marR": SIDE, "marT": ABOVE, "marB": ABOVE}
    if properties is None:
        return plain
    return {side: whole(properties.get(side), usual) for side, usual in plain.items()}


class _Style:
    """A table's style, read from the deck: which text on which colour in which part of the table."""

    def __init__(self, sheet: Sheet, table: etree._Element, rows: int, columns: int):
        self._palette, self._rows, self._columns = sheet.palette, rows, columns
        properties = table.find(name("a:tblPr"))
        self._on = {} if properties is None else properties.attrib
        self._id = table.findtext(path("a:tblPr", "a:tableStyleId")) or ""
        self._parts = _style_parts(sheet, self._id)
        self._drawn: dict[tuple[str, ...], tuple[Look, RGB | str | None]] = {}

    def at(self, row: int, column: int) -> tuple[Look, RGB | str | None]:
        """The text there, and what it stands on: None where the slide is seen through."""
        covering = self._covering(row, column)
        if covering not in self._drawn:
            look, backdrop = Look(), None
            for part in covering:
                look, backdrop = self._drawn_over(part, look, backdrop)
            self._drawn[covering] = look, backdrop
        return self._drawn[covering]

    def _covering(self, row: int, column: int) -> tuple[str, ...]:
        """The parts of the style a cell is in, the strongest last."""
        headed = is_on(self._on.get("firstRow"))
        band = f"band{(row - headed) % 2 + 1}H"
        inside = (
            ("wholeTbl", True),
            (band, is_on(self._on.get("bandRow"))),
            ("lastCol", is_on(self._on.get("lastCol")) and column == self._columns - 1),
            ("firstCol", is_on(self._on.get("firstCol")) and column == 0),
            ("lastRow", is_on(self._on.get("lastRow")) and row == self._rows - 1),
            ("firstRow", headed and row == 0),
        )
        return tuple(part for part, is_in in inside if is_in)

    def _drawn_over(self, part: str, look: Look, backdrop):
        if self._parts is None:
            return self._by_heart(part, look, backdrop)
        element = self._parts.get(part)
        if element is None:
            return look, backdrop
        text = element.find(name("a:tcTxStyle"))
        if text is not None:
            bold = is_on(text.get("b")) if text.get("b") else look.bold
            colour = self._palette.seen(text)
            look = Look(colour=colour or look.colour, bold=bold)
        fill = fill_of(element.find(path("a:tcStyle", "a:fill")), self._palette)
        return look, backdrop if fill is None else fill

    def _by_heart(self, part: str, look: Look, backdrop):
        if self._id != MEDIUM_STYLE_2:
            return look, UNKNOWN if self._id else backdrop
        if part not in ("firstRow", "lastRow", "firstCol", "lastCol"):
            return look, UNKNOWN
        lightest = self._palette.named("lt1") or WHITE
        return Look(colour=lightest, bold=True), self._palette.named("accent1") or UNKNOWN


def _style_parts(sheet: Sheet, style_id: str) -> dict[str, etree._Element] | None:
    part = sheet.deck.package.related(sheet.deck.part, "tableStyles")
    styles = sheet.deck.package.xml(part) if part else None
    for style in styles if styles is not None else ():
        if style.get("styleId") == style_id:
            return {element.tag.rsplit("}")[-1]: element for element in style}
    return None
