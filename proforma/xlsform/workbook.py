"""The cells of an Excel workbook as text, whatever its age, in bounded time and memory.

Formulas are never evaluated: a cell gives the result it was saved with, or else its own text.
"""

import datetime
import io
import re
import zipfile
from dataclasses import dataclass
from itertools import islice

import openpyxl
import xlrd
from django.utils.translation import gettext as _
from xlrd.compdoc import CompDoc, CompDocError

from network.tables import check_package

from .report import UnreadableForm

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000  # over all sheets
MOST_CELLS = 3_000_000  # empty ones too: a cell far to the right makes its whole row so long
LONGEST_GAP = 20_000  # empty rows after which nobody has written anything any more

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# XML cannot carry these, so no workbook that we write could either.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Workbook:
    """Sheets in their order: name to rows, each (number seen in Excel, cells as text)."""

    sheets: dict[str, list[tuple[int, list[str]]]]
    has_macros: bool = False


def open_workbook(name: str, content: bytes) -> Workbook:
    """The sheets of a workbook, .xlsx, .xlsm or old .xls, recognised by its content.

    Raises UnreadableForm for anything else, locked, damaged, or above 5 MB, 20 MB unpacked or
    20,000 rows. `name` is only for messages.
    """
    if not content:
        raise UnreadableForm(_("“%(name)s” is empty.") % {"name": name})
    if len(content) > MOST_BYTES:
        raise UnreadableForm(_("This file is larger than 5 MB. A form is far smaller."))
    if content.startswith(b"PK"):
        return _modern(name, content)
    if content.startswith(_OLE):
        return _old(name, content)
    raise UnreadableForm(
        _("“%(name)s” is not an Excel workbook. Send the form as .xlsx or .xls.") % {"name": name}
    )


def clean(value) -> str:
    """One cell as text: whole numbers without “.0”, dates as ISO dates, no trailing space."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    text = str(value).replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("", text).strip()


def _damaged(name):
    return UnreadableForm(
        _("“%(name)s” could not be opened as an Excel workbook. Save the form again as .xlsx.")
        % {"name": name}
    )


def _modern(name, content):
    too_large = UnreadableForm(
        _("This workbook unpacks to far more than a form. Copy its sheets into a new workbook.")
    )
    try:
        check_package(content, damaged=_damaged(name), too_large=too_large)
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.namelist()
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        if not book.worksheets:
            raise _damaged(name)
        budget = _Budget()
        sheets = {sheet.title: _cells(sheet, budget) for sheet in book.worksheets}
        if budget.formulas:
            saved = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            for title in {title for title, _row, _column in budget.formulas}:
                _take_results(sheets[title], saved[title], budget.formulas, title)
    except UnreadableForm:
        raise
    except Exception as error:  # a damaged workbook fails in dozens of ways inside openpyxl
        raise _damaged(name) from error
    macros = any(part.endswith("vbaProject.bin") for part in parts)
    return Workbook(sheets, has_macros=macros)


class _Budget:
    """What may still be read, over all sheets together; and which cells were formulas."""

    def __init__(self):
        self.rows, self.cells = MOST_ROWS, MOST_CELLS
        self.formulas = set()

    def spend(self, *, rows=0, cells=0):
        self.rows -= rows
        self.cells -= cells
        if self.rows < 0 or self.cells < 0:
            raise UnreadableForm(
                _(
                    "This workbook has more than 20,000 rows, or cells far to the right. "
                    "Copy the sheets of the form into a new one."
                )
            )


def _cells(sheet, budget):
    sheet.reset_dimensions()  # what a sheet declares is often wrong, in both directions
    rows, last = [], 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        budget.spend(cells=len(cells))
        texts = [clean(cell.value) if cell.value is not None else "" for cell in cells]
        for column, cell in enumerate(cells):
            if cell.data_type == "f":
                budget.formulas.add((sheet.title, number, column))
        last = _append(rows, number, texts, budget) or last
        if number - last > LONGEST_GAP:
            break
    return rows


def _append(rows, number, texts, budget):
    """Add a row if there is anything in it; its number if so."""
    while texts and not texts[-1]:
        texts.pop()
    if not texts:
        return 0
    budget.spend(rows=1)
    rows.append((number, texts))
    return number


def _take_results(rows, saved, formulas, title):
    """Put the results that formulas were saved with in place of their text, where there are any."""
    saved.reset_dimensions()
    by_number = dict(rows)
    last = rows[-1][0] if rows else 0
    for number, values in enumerate(islice(saved.iter_rows(values_only=True), last), 1):
        texts = by_number.get(number, [])
        for column, value in enumerate(values):
            if (title, number, column) in formulas and clean(value) and column < len(texts):
                texts[column] = clean(value)


class _Container(CompDoc):
    """The file within which an old workbook is a stream of sectors."""

    def _get_stream(self, mem, base, sat, sec_size, start_sid, *args, **kwargs):
        # xlrd itself follows a chain of small sectors round in circles, until memory is full.
        at = start_sid
        for _sector in range(len(sat) + 1):
            if at < 0:
                return super()._get_stream(mem, base, sat, sec_size, start_sid, *args, **kwargs)
            at = sat[at]
        raise CompDocError("a circle of sectors")


def _book_in(content):
    container = _Container(content, logfile=io.StringIO())
    for name in ("Workbook", "Book"):
        stream, start, length = container.locate_named_stream(name)
        if stream:
            return stream[start : start + length]
    raise CompDocError("no workbook")


def _old(name, content):
    if _LOCKED in content:
        raise _locked(name)
    try:
        book = xlrd.open_workbook(
            file_contents=_book_in(content),
            logfile=io.StringIO(),
            on_demand=True,
            ragged_rows=True,
        )
        budget = _Budget()
        sheets = {}
        for title in book.sheet_names():
            sheets[title] = rows = []
            sheet = book.sheet_by_name(title)
            for index in range(sheet.nrows):
                texts = [_old_cell(cell, book.datemode) for cell in sheet.row(index)]
                budget.spend(cells=len(texts))
                _append(rows, index + 1, texts, budget)
            book.unload_sheet(title)
    except UnreadableForm:
        raise
    except xlrd.XLRDError as error:
        raise (_locked(name) if "encrypted" in str(error) else _damaged(name)) from error
    except Exception as error:  # and xlrd in as many
        raise _damaged(name) from error
    return Workbook(sheets)


def _locked(name):
    return UnreadableForm(
        _("“%(name)s” is locked with a password. Save a copy without one.") % {"name": name}
    )


def _old_cell(cell, datemode):
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return clean(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return clean(cell.value)
        return clean(moment.time() if cell.value < 1 else moment)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    return clean(cell.value)
