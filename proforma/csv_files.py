"""Tables as files of text (CSV), for a spreadsheet or for pandas: in UTF-8 with its mark, lines ending as
Excel likes them, and no cell that a spreadsheet would take for a formula.
"""

import csv
import io
import re
import unicodedata
import zipfile
from datetime import datetime
from decimal import Decimal

from network.workbooks import printable

_PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")
_BEGINS_A_FORMULA = set("=+-@−")  # and their wide and small forms
_BREAKS_A_CELL = set("\t\r\n")


def zipped(files):
    """The bytes of a .zip of `files`: {name: rows}, a row being text, numbers, dates and None."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, rows in files.items():
            packed.writestr(name, written(rows))
    return content.getvalue()


def written(rows):
    """The bytes of one file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [[_cell(value) for value in row] for row in rows]
    )
    return text.getvalue().encode("utf-8-sig")


def _cell(value):
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return guarded(printable(value)) if isinstance(value, str) else value


def guarded(text):
    """The text, behind an apostrophe if a spreadsheet could take it for a formula.

    A plain number stays as it is, minus sign and all. Signs that look like nothing are looked through, and
    the wide “＝” counts as “=”: some spreadsheets read them so. Source: OWASP, “CSV Injection”.
    """
    if not text or _PLAIN_NUMBER.fullmatch(text):
        return text
    seen = next((sign for sign in text if unicodedata.category(sign)[0] not in "CZ"), "")
    is_formula = unicodedata.normalize("NFKC", seen)[:1] in _BEGINS_A_FORMULA
    return f"'{text}" if text[0] in _BREAKS_A_CELL or (seen and is_formula) else text
