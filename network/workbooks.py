"""Rows into an .xlsx, in which text stays text: nothing a partner wrote becomes a formula or a link."""

import io
import re
from datetime import date, time
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from .months import Month

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767  # characters that Excel takes


def workbook(sheets):
    """The bytes of a workbook of `sheets`: [(title, rows)], a row being text, numbers, dates and None.

    Of a sheet with several columns, the first two rows are its heading and stay in sight; or as many as a
    third thing beside its title and rows says.
    """
    book = Workbook(write_only=True)
    for title, rows, *heading in sheets:
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
        if rows and len(rows[0]) > 1:
            sheet.freeze_panes = f"A{(heading or [2])[0] + 1}"
            for n in range(1, len(rows[0]) + 1):
                sheet.column_dimensions[get_column_letter(n)].width = 22
        else:
            sheet.column_dimensions["A"].width = 100
        for row in rows:
            sheet.append([text_cell(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def text_cell(sheet, value):
    """A cell that holds a number as a number, a day as a day, and everything else as plain text."""
    if isinstance(value, Month):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm"
        return cell
    if value is None or isinstance(value, int | float | Decimal | date | time):
        return value
    cell = WriteOnlyCell(sheet)
    # Set after the value, for a text that begins with “=” would be taken for a formula.
    cell.value = printable(value)[:LONGEST_CELL]
    cell.data_type = "s"
    return cell


def printable(value):
    """Text without what neither a sheet nor a file of text can hold."""
    return _UNPRINTABLE.sub("", str(value))
