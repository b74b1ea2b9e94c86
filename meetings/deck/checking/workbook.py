"""A chart's workbook, read just far enough: its cells, and whether anything in it is more than data."""

import posixpath
import re
from dataclasses import dataclass, field

from lxml import etree

from .names import name, path, whole
from .package import NotAPackage, Package

Value = float | str
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a workbook writes what XML cannot hold
REFERENCE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?"
)
MOST_CELLS = 100_000


@dataclass
class Workbook:
    """`cells` is by sheet, row and column, counted from 1."""

    cells: dict[tuple[str, int, int], Value] = field(default_factory=dict)
    has_formulas: bool = False
    has_links: bool = False
    raw: list[bytes] = field(default_factory=list)

    def at(self, reference: str) -> list[Value | None] | None:
        """The cells of a reference such as Sheet1!$B$2:$B$9, None for an empty one."""
        keys = keys_of(reference)
        return None if keys is None else [self.cells.get(key) for key in keys]


def keys_of(reference: str) -> list[tuple[str, int, int]] | None:
    """Where the cells of a reference are; None if it is no plain range."""
    found = REFERENCE.fullmatch(reference.strip())
    if not found:
        return None
    quoted, plain, left, top, right, bottom = found.groups()
    sheet = (quoted or plain).replace("''", "'")
    columns = range(_column(left), _column(right or left) + 1)
    rows = range(int(top), int(bottom or top) + 1)
    if len(columns) * len(rows) > MOST_CELLS:
        return None
    return [(sheet, row, column) for row in rows for column in columns]


def read_workbook(data: bytes) -> Workbook | None:
    """The workbook, or None if it is none."""
    try:
        package = Package(data)
    except NotAPackage:
        return None
    part = package.related("", "officeDocument")
    tree = package.xml(part) if part else None
    if tree is None:
        return None
    workbook = Workbook()
    _read_sheets(package, part, tree, workbook)
    names = " ".join(package.names)
    workbook.has_links |= bool(re.search("externalLink|connections|vbaProject", names))
    rels = (package.read(one) or b"" for one in package.names if one.endswith(".rels"))
    workbook.has_links |= any(b"External" in data for data in rels)
    formulas = (one.text or "" for one in tree.iter(name("s:definedName")))
    workbook.has_formulas |= any(not REFERENCE.fullmatch(text) for text in formulas)
    workbook.raw = list(package.raw.values())
    return workbook


def _read_sheets(package: Package, part: str, tree: etree._Element, workbook: Workbook) -> None:
    strings = _strings(package, part)
    targets = {r.id: r.target for r in package.relationships(part)}
    for sheet in tree.findall(path("s:sheets", "s:sheet")):
        content = package.xml(targets.get(sheet.get(name("r:id")), ""))
        if content is not None:
            _read_cells(content, sheet.get("name", ""), strings, workbook)


def _strings(package: Package, part: str) -> list[str]:
    found = package.related(part, "sharedStrings") or posixpath.join(
        posixpath.dirname(part), "sharedStrings.xml"
    )
    tree = package.xml(found)
    return [] if tree is None else [_text(one) for one in tree.iterchildren(name("s:si"))]


def _text(element: etree._Element) -> str:
    """The words of a string, without the reading aids of Japanese."""
    pieces = [*element.iterchildren(name("s:t"))]
    pieces += [
        t for run in element.iterchildren(name("s:r")) for t in run.iterchildren(name("s:t"))
    ]
    text = "".join(piece.text or "" for piece in pieces)
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _read_cells(sheet, title: str, strings: list[str], workbook: Workbook) -> None:
    if next(sheet.iter(name("s:hyperlink")), None) is not None:
        workbook.has_links = True
    for row_number, row in enumerate(sheet.iter(name("s:row")), 1):
        row_number = whole(row.get("r"), row_number)
        for place, cell in enumerate(row, 1):
            letters = (cell.get("r") or "").rstrip("0123456789")
            column = _column(letters) if letters.isalpha() else place
            workbook.has_formulas |= cell.find(name("s:f")) is not None
            value = _value(cell, strings)
            if value is not None:
                workbook.cells[title, row_number, column] = value


def _value(cell: etree._Element, strings: list[str]) -> Value | None:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(name("s:is"))
        return None if inline is None else _text(inline)
    said = cell.findtext(name("s:v"))
    if said is None:
        return None
    if kind == "s":
        place = whole(said, -1)
        return strings[place] if 0 <= place < len(strings) else None
    if kind != "n":
        return said
    try:
        return float(said)
    except ValueError:
        return said


def _column(letters: str) -> int:
    number = 0
    for letter in letters[:3].upper():
        number = number * 26 + ord(letter) - 64
    return number
