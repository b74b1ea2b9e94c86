"""Any list somebody has, as rows of plain text: pasted, CSV in whatever encoding, or Excel.

What arrives is from outside and may be hostile or merely odd, so every way in is bounded and every
refusal is a sentence the person at the screen can act on. Formulas are never evaluated: text that
begins with "=" stays text, and a workbook gives the results it was saved with.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, islice

import openpyxl
from django.utils.translation import gettext as _

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024
MOST_TAGS, MOST_SMALL_TAGS = 800_000, 50_000  # of XML in a workbook; openpyxl needs 3 s for these
MOST_ROWS, MOST_LINES, MOST_COLUMNS = 5000, 50_000, 50

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TABLES = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"II*\0",
    b"MM\0*",
    b"{\\rtf",
)
_INVISIBLE = dict.fromkeys([0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_ADDRESS = re.compile(r"^(?P<name>[^<\n]*)<(?P<email>[^<>\s@]+@[^<>\s@]+)>[,;\s]*(?P<rest>.*)$")
# One address a line, or as an email program copies them: Ann <ann@…>; Bo <bo@…>
_BETWEEN_ADDRESSES = re.compile(
    r"(?<=>)[ \t]*(?:;|,(?=[^\n<>]{0,200}<))[ \t]*(?:\r?\n)?|\r\n|\r|\n"
)


class UnreadableTable(ValueError):
    """This cannot be read as a list. The message is a sentence for the person who sent it."""


@dataclass(frozen=True)
class Table:
    """Rows that hold anything: (number in the file, counted from 1, and the cells as tidy text).

    Blank lines are dropped, but counted; cells to the right of the last filled one are dropped.
    """

    rows: list[tuple[int, list[str]]]


def read_upload(name: str, content: bytes) -> Table:
    """The rows of an uploaded file, recognised by its content; `name` is only for messages.

    CSV may be UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs; of an Excel
    workbook the first sheet is read. Raises UnreadableTable above 5 MB, 20 MB unpacked, 5000 rows
    or 50 columns, and for anything that is not a table.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableTable(_("This file is larger than 5 MB. A list of people is far smaller."))
    if content.startswith(_OLE):
        raise UnreadableTable(
            _("“%(name)s” is an old or locked Excel file. Save it as .xlsx or as CSV.")
            % {"name": name}
        )
    if content.startswith(b"PK"):
        return _read_workbook(name, content)
    text = _decoded(name, content)
    return _table(_records(text, _delimiter(text)))


def read_pasted(text: str) -> Table:
    """The rows of pasted text: from a spreadsheet, as CSV, or one “Name <email>” a line.

    Raises UnreadableTable as `read_upload` does.
    """
    if len(text) > MOST_BYTES:
        raise UnreadableTable(_("This is more than 5 MB of text. A list of people is far smaller."))
    pieces = _BETWEEN_ADDRESSES.split(text)
    addresses = sum(bool(_ADDRESS.match(piece)) for piece in pieces)
    if "\t" not in text and addresses * 2 > sum(bool(piece.strip()) for piece in pieces):
        return _table(_address_cells(piece) for piece in pieces)
    return _table(_records(text, "\t" if "\t" in text else _delimiter(text)))


def _address_cells(piece: str) -> list[str]:
    match = _ADDRESS.match(piece)
    if match:
        return [match["name"].strip().strip("\"'"), match["email"], match["rest"]]
    return ["", piece] if "@" in piece else [piece]


def _table(rows: Iterable[Iterable]) -> Table:
    kept = []
    for number, cells in enumerate(rows, 1):
        tidied = [_tidy(cell) for cell in cells]
        while tidied and not tidied[-1]:
            tidied.pop()
        if tidied:
            kept.append((number, tidied))
        if len(tidied) > MOST_COLUMNS:
            raise UnreadableTable(
                _("Row %(row)s has more than 50 columns. Keep those about people and partners.")
                % {"row": number}
            )
        if len(kept) > MOST_ROWS:
            raise UnreadableTable(_("This list has more than 5000 rows. Send it in parts."))
        if number >= MOST_LINES:
            raise UnreadableTable(
                _("This list goes on past row 50,000. Delete the empty rows below it.")
            )
    if not kept:
        raise UnreadableTable(_("There is nothing in this list."))
    return Table(kept)


def _tidy(value) -> str:
    """One cell as one line of text, without characters that cannot be seen."""
    if value is None or value == "":
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # Excel keeps a telephone number as 1904555012.0
    text = unicodedata.normalize("NFC", str(value).translate(_INVISIBLE))
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())


def _decoded(name: str, content: bytes) -> str:
    head = content[:2000]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif head[1::2].count(0) * 3 > len(head):  # UTF-16 without its mark: every other byte is zero
        encodings = ["utf-16-le"]
    elif head[0::2].count(0) * 3 > len(head):
        encodings = ["utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not content.startswith(_NOT_TABLES) and not _looks_binary(text):
            return text
    raise UnreadableTable(
        _("“%(name)s” is not a list in text or Excel. Save the list as CSV or .xlsx.")
        % {"name": name}
    )


def _looks_binary(text: str) -> bool:
    controls = sum(c < " " and c not in "\t\n\r\v\f" for c in text)
    return controls > 5 and controls * 50 > len(text)


def _delimiter(text: str) -> str:
    """The mark that divides most of the first lines into equally many cells; a comma if none."""
    first = re.match(r"\ufeff?sep=(.)\s*$", text[:10], re.MULTILINE)  # Excel's own first line
    if first:
        return first[1]
    best, found = (0, 0), ","
    for mark in "\t;,":
        sample = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=mark)
        widths = Counter(len(cells) for cells in islice(sample, 30) if len(cells) > 1)
        agreed = max(((lines, width) for width, lines in widths.items()), default=(0, 0))
        if agreed > best:
            best, found = agreed, mark
    return found


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    # A blank line in its place, so that rows keep their numbers.
    text = re.sub(r"\A\ufeff?sep=.(?=\s*$)", "", text, count=1, flags=re.MULTILINE)
    # Strict: an unclosed quotation mark would otherwise swallow the rest of the list unnoticed.
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    for number in count(1):
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableTable(
                _('Row %(row)s opens a quotation mark (") that does not close. Correct it.')
                % {"row": number}
            ) from error


def _read_workbook(name: str, content: bytes) -> Table:
    unreadable = UnreadableTable(
        _("“%(name)s” could not be opened as an Excel workbook. Save the list as .xlsx or CSV.")
        % {"name": name}
    )
    too_large = UnreadableTable(
        _("This workbook unpacks to far more than a list of people. Copy the list into a new one.")
    )
    try:
        check_package(content, damaged=unreadable, too_large=too_large)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a sheet declares is often wrong, in both directions
        return _table(sheet.iter_rows(values_only=True))
    except UnreadableTable:
        raise
    except Exception as error:  # a damaged workbook fails in dozens of ways inside openpyxl
        raise unreadable from error


def check_package(content: bytes, *, damaged: Exception, too_large: Exception) -> None:
    """Refuse a workbook that would take long to read, before openpyxl sees it.

    Raises `too_large` above 20 MB unpacked or 800,000 tags, `damaged` for one that declares
    entities, and zipfile's own errors for what is no package at all.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
            raise too_large
        total = 0
        for part in package.infolist():
            xml = package.read(part)
            if b"<!DOCTYPE" in xml.replace(
                b"\0", b""
            ):  # no workbook has one; entities can multiply
                raise damaged
            tags = xml.count(b"<") - xml.count(b"</")
            total += tags
            is_large_by_nature = part.filename.startswith(("xl/worksheets/", "xl/sharedStrings"))
            if total > MOST_TAGS or (tags > MOST_SMALL_TAGS and not is_large_by_nature):
                raise too_large
