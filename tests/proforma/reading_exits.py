"""Reads what left: a page with its charts and its source, a file down to the workbook inside each chart."""

import csv
import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode
from xml.etree import ElementTree

from openpyxl import load_workbook

TELLING = {"aria-label", "title", "alt", "value", "placeholder", "label"}
KEYS = {"hidden", "checkbox", "radio", "submit"}  # controls whose value is a name of ours
# What draws a chart and does not tell: a number there is nobody's figure.
DRAWN = {
    "height", "width", "l", "r", "t", "b", "pad", "size", "range", "domain", "bargap", "bargroupgap",
    "tickvals", "ticklabelstandoff", "narrow", "annotations", "solidity", "gridwidth", "borderwidth",
}  # fmt: skip


@dataclass
class Unit:
    """A page, a slide with its parts, a sheet, a message: what is read together.

    `words` is all there is, source included; `told` what a reader can see or hear; `rows` its tables and
    the points of its charts; `sections` the parts of a page.
    """

    label: str
    words: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    sections: list["Unit"] = field(default_factory=list)

    def tell(self, text):
        self.words.append(text)
        self.told.append(text)

    @property
    def numbers(self):
        """Each number that is told, as it is written without its commas: “2,310” is 2310, and 13:34 none."""
        told = re.sub(r"\bSlide \d+|\d+:\d\d", "", " ; ".join(self.told))
        found = re.findall(r"(?<![\w.#$])\d[\d,]*(?:\.\d+)?(?!\w)", told)
        return {_plain(one) for one in found}


def _plain(number):
    number = number.replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number else number


class Page(HTMLParser):
    """Reads a page: what it says in text, names, tables and charts, and where it leads."""

    def __init__(self, kind):
        super().__init__()
        self.unit, self.links = Unit(kind), []
        self._script = self._form = self._select = self._row = self._cell = None

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        if tag == "section":
            self.unit.sections.append(Unit(given.get("id", "")))
        self.unit.words += given.values()
        is_key = tag in {"option", "button", "meta"} or given.get("type") in KEYS
        telling = TELLING - {"value"} if is_key else TELLING
        self.unit.told += [value for name, value in given.items() if name in telling]
        self.links += [
            given[name]
            for name in ("href", "action", "hx-get", "data-url", "src")
            if given.get(name)
        ]
        if tag == "script":
            self._script = given.get("type", "")
        elif tag == "form":
            self._form = given if given.get("method", "get").lower() == "get" else None
        elif tag == "select":
            self._select = given.get("name")
        elif tag == "option" or (tag == "input" and given.get("type") in {"radio", "checkbox"}):
            name = given.get("name") or self._select
            if self._form is not None and name:
                query = urlencode({name: given.get("value", "on")})
                self.links.append(f"{self._form.get('action', '').partition('#')[0]}?{query}")
        elif tag == "tr":
            self._row = []
        elif tag in {"td", "th"}:
            self._cell = []

    def handle_data(self, data):
        if self._script == "application/json":
            self.unit.words.append(data)
            _read_json(json.loads(data), self.unit)
        elif self._script is None:
            self.unit.tell(data)
            if self.unit.sections:
                self.unit.sections[-1].tell(data)
            if self._cell is not None:
                self._cell.append(data)

    def handle_endtag(self, tag):
        if tag == "script":
            self._script = None
        elif tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag in {"td", "th"} and self._row is not None:
            self._row.append(" ".join("".join(self._cell or []).split()))
            self._cell = None
        elif tag == "tr" and self._row is not None:
            self.unit.rows.append(self._row)
            self._row = None


def _read_json(value, unit, key="", drawn=DRAWN):
    """What a chart is drawn from, hover text included. Points are paired as rows."""
    if isinstance(value, dict):
        drawn = drawn | _places(value)
        axes = [value.get(axis) for axis in ("x", "y", "text", "customdata", "hovertext")]
        axes = [axis for axis in axes if isinstance(axis, list)]
        if len(axes) > 1:
            unit.rows += [[str(part) for part in point] for point in zip(*axes, strict=False)]
        for name, inner in value.items():
            _read_json(inner, unit, key if key in drawn else name, drawn)
    elif isinstance(value, list):
        for inner in value:
            _read_json(inner, unit, key, drawn)
    elif isinstance(value, str):
        unit.tell(value)
    elif value is not None and not isinstance(value, bool) and key not in drawn:
        unit.tell(str(value))


def _places(chart):
    """The axes along which bars are put at places of their own: these say nothing but where."""
    axes = {name: axis for name, axis in chart.get("layout", {}).items() if isinstance(axis, dict)}
    return {name[0] for name, axis in axes.items() if axis.get("tickvals")}


# Reading files


def units_of(content, label):
    """The units of a file, and of every file inside it."""
    if content[:2] == b"PK":
        yield from _units_of_zip(content, label)
    elif content[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0", b"RIFF"):
        return
    else:
        text, unit = content.decode("utf-8-sig"), Unit(label)
        unit.rows = [row for row in csv.reader(io.StringIO(text)) if row]
        for cell in (cell for row in unit.rows for cell in row):
            unit.tell(cell)
        yield unit


def _units_of_zip(content, label):
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = archive.namelist()
    if "xl/workbook.xml" in names:
        yield from _units_of_workbook(content, label)
    slides = {}
    for name in names:
        part = archive.read(name)
        inside = f"{label} › {name}"
        if name.endswith((".xml", ".rels")):
            unit = slides.setdefault(_slide(name), Unit(f"{label} › {_slide(name)}"))
            _read_xml(part, unit, tells="xl/worksheets" not in name)
        elif not name.endswith((".png", ".jpg", ".jpeg", ".emf", ".bin", "/")):
            yield from units_of(part, inside)
    yield from slides.values()


def _slide(name):
    """Slides and their notes are numbered alike, and read together; every other part stands alone."""
    numbered = re.search(r"(?:slides/slide|notesSlides/notesSlide)(\d+)\.xml$", name)
    return f"slide {numbered[1]}" if numbered else name


def _units_of_workbook(content, label):
    for sheet in load_workbook(io.BytesIO(content)):
        unit = Unit(f"{label} › {sheet.title}")
        unit.tell(sheet.title)
        for row in sheet.values:
            cells = ["" if cell is None else str(cell) for cell in row]
            unit.rows.append(cells)
            unit.words += cells
            unit.told += cells
        yield unit


def _read_xml(part, unit, *, tells):
    """Text of each paragraph whole, though it is written in several runs; names and alternative texts."""
    tree = ElementTree.fromstring(part)
    for element in tree.iter():
        tag = element.tag.rpartition("}")[2]
        said = [element.get("descr", ""), element.get("title", "")]
        if _is_heading_in_word(element):
            unit.sections.append(Unit(unit.label))
        if tag == "p" and not any(run.get("type") == "slidenum" for run in element):
            said.append("".join(element.itertext()))
        elif element.text and tag not in {"t", "r", "f"}:
            said.append(element.text)
        elif element.text:
            unit.words.append(element.text)
        for whole in (unit, *unit.sections[-1:]):
            whole.words += [*said, *element.attrib.values()]
        if tells:
            unit.told += said
        if tag == "tr":
            unit.rows.append(["".join(cell.itertext()) for cell in element])
        if tag == "ser":
            unit.rows += _points(element)


def _is_heading_in_word(element):
    if not element.tag.endswith("}p"):
        return False
    styles = [part for part in element.iter() if part.tag.endswith("}pStyle")]
    return any(value.startswith("Heading") for style in styles for value in style.attrib.values())


def _points(series):
    """(category, value) of one series of a chart, from what it keeps of its workbook."""
    found = {}
    for part in series:
        tag = part.tag.rpartition("}")[2]
        if tag in {"cat", "val", "xVal", "yVal"}:
            for point in part.iter():
                if point.tag.endswith("}pt"):
                    found.setdefault(point.get("idx"), []).append("".join(point.itertext()))
    return list(found.values())
