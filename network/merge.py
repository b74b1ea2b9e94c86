"""The file for a mail merge: a row a person, for letters or messages that another program makes.

Nothing here queries or sees a request.
"""

import csv
import io
import re
from dataclasses import astuple, dataclass

from django.utils.translation import gettext as _

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Row:
    """One person. `state` says whether they have finished, and nothing of what they said."""

    name: str
    email: str
    phone: str
    partner: str
    role: str
    link: str
    asks: str
    minutes: int
    closes: str
    state: str


def headings():
    return [
        _("name"),
        _("email"),
        _("phone"),
        _("partner"),
        _("role"),
        _("link"),
        _("asks"),
        _("minutes"),
        _("closes"),
        _("state"),
    ]


def write(rows: list[Row]) -> bytes:
    """CSV as spreadsheets and word processors read it: UTF-8 with its mark, commas, CRLF."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(headings())
    for row in rows:
        writer.writerow([defused(value) for value in astuple(row)])
    return file.getvalue().encode("utf-8-sig")


def defused(value) -> str:
    """The value as text that no spreadsheet takes for a formula: an apostrophe stands before it.

    A phone number that begins with + gets one too, and so keeps its +. Source: OWASP, CSV injection.
    """
    text = _UNPRINTABLE.sub("", str(value))
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
