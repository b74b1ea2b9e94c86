"""Rows into the bytes of a workbook in which every cell is text."""

import io

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from .workbook import clean

_MOST_IN_A_CELL = 32_767
_BEGINS_A_FORMULA = ("=", "+", "-", "@")
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    """An .xlsx of these sheets, each a list of rows, the first of them headings."""
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.translate(_NOT_IN_TITLES)[:31])
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            sheet.append([_cell(sheet, text, is_heading=number == 0) for text in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table(headings: list[str], rows: list[dict[str, str]]) -> list[list[str]]:
    """Rows of {heading: text} as lists, under these headings and any others that they use."""
    every = list(dict.fromkeys([*headings, *(heading for row in rows for heading in row)]))
    return [every, *([row.get(heading, "") for heading in every] for row in rows)]


def _cell(sheet, text, *, is_heading):
    text = clean(text)[:_MOST_IN_A_CELL]
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    # Text, whatever it looks like: Excel must neither calculate it nor take it for an error.
    cell.data_type = "s"
    if text.startswith(_BEGINS_A_FORMULA):
        cell.quotePrefix = True
    if is_heading:
        cell.font = Font(bold=True)
    return cell
