"""Rows into an .xlsx, in which text stays text: nothing a partner wrote becomes a formula or a link."""

import io
import re

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767  # characters that Excel takes


def workbook(sheets):
    """The bytes of a workbook of `sheets`: [(title, rows)], a row being text, numbers and None.

    Of a sheet with several columns, the first two rows are its heading and stay in sight.
    """
    book = Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
        if rows and len(rows[0]) > 1:
            sheet.freeze_panes = "A3"
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
    """A cell that holds a number as a number and everything else as plain text."""
    if value is None or isinstance(value, int | float):
        return value
    cell = WriteOnlyCell(sheet)
    # Set after the value, for a text that begins with “=” would be taken for a formula.
    cell.value = _UNPRINTABLE.sub("", str(value))[:LONGEST_CELL]
    cell.data_type = "s"
    return cell
