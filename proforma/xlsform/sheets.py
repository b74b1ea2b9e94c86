"""Sheets of a form: headings in all their spellings, and rows as {heading: text}."""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

FORM_SHEETS = ("survey", "choices", "settings")
OTHER_SHEETS = ("external_choices", "entities", "osm")  # known to the standard, not to us
# The standard's own reader takes a longer gap for the end of the sheet.
LONGEST_GAP, WIDEST_GAP = 60, 20

_ALIASES = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "list name": "list_name",
    "relevance": "relevant",
    "readonly": "read_only",
    "calculate": "calculation",
    "calculate_expression": "calculation",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "jr:requiredmsg": "required_message",
    "requiredmsg": "required_message",
    "title": "form_title",
    "set_form_title": "form_title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}
_PREFIXES = {"bind", "control", "body", "media"}
_OURS = "tightrope_"


@dataclass
class Sheet:
    """A sheet with headings: `rows` are (number seen in Excel, {heading: text}) without empty cells."""

    name: str
    headings: list[str] = field(default_factory=list)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def columns(self):
        """{heading: (column, language)}, both as `column_of` says."""
        doubled = any("::" in heading for heading in self.headings)
        return {heading: column_of(heading, doubled=doubled) for heading in self.headings}


def column_of(heading: str, *, doubled: bool = True) -> tuple[str, str]:
    """What a heading means: its column in today's spelling, and the language or "".

    `doubled` says whether this sheet divides with “::”, or with “:” as old ones do.
    """
    pieces = heading.split("::") if doubled or "::" in heading else heading.split(":")
    pieces = [piece.strip() for piece in pieces if piece.strip()]
    if not pieces:
        return heading, ""
    if len(pieces) > 1 and pieces[0].lower() in _PREFIXES | {"jr"}:
        prefix, pieces = pieces[0].lower(), pieces[1:]
        if "jr" in {prefix, pieces[0].lower()} and len(pieces) > 1:
            pieces = pieces[1:]
        if prefix == "jr" or pieces[0].lower() in {"constraintmsg", "requiredmsg"}:
            pieces[0] = f"jr:{pieces[0]}"
    column = " ".join(pieces[0].split()).lower()
    column = _ALIASES.get(column, column.replace(" ", "_"))
    column = _ALIASES.get(column, column)
    return column, "::".join(pieces[1:])


def is_ours(column: str) -> bool:
    """Whether a column is one that only Tightrope writes."""
    return column.startswith(_OURS)


def read_sheet(name, rows, report) -> Sheet:
    """A sheet whose first row is headings. Oddities go to the report."""
    if not rows:
        return Sheet(name)
    (top, first), *others = rows
    headings = _headings(name, top, first, report)
    sheet = Sheet(name, [heading for heading in headings if heading])
    previous = top
    nameless = {}
    for number, texts in others:
        cells = {}
        for at, text in enumerate(texts):
            if text and at < len(headings) and headings[at]:
                cells[headings[at]] = text
            elif text:
                nameless.setdefault(at, number)
        if not cells:
            continue
        if number - previous > LONGEST_GAP + 1:
            words = _("Everything below a gap of more than 60 empty rows was left out.")
            report.add(name, number, "", "refused", _("rows far below"), words)
            break
        previous = number
        sheet.rows.append((number, cells))
    for at, number in nameless.items():
        what = _("column %(number)d") % {"number": at + 1}
        words = _("This column has no heading in the first row, so what is in it was left out.")
        report.add(name, number, "", "refused", what, words)
    return sheet


def _headings(name, top, first, report):
    """One heading a column, or "" for none; a second of the same name is told apart by a number."""
    headings, seen, gap = [], Counter(), 0
    for text in first:
        heading = re.sub(r"\s+", " ", text)
        gap = 0 if heading else gap + 1
        if gap > WIDEST_GAP:
            break
        if heading:
            seen[heading] += 1
            if seen[heading] > 1:
                words = _("Two columns have this heading. The second is kept, but not used.")
                report.add(name, top, heading, "kept", heading, words)
                while f"{heading}#{seen[heading]}" in seen:
                    seen[heading] += 1
                heading = f"{heading}#{seen[heading]}"
                seen[heading] += 1
        headings.append(heading)
    return headings


def first_of(cells, columns, column, language="") -> tuple[str, str]:
    """(heading, text) of a column in a row: in no language, in this one, or else in the first there is."""
    found = [
        (columns[heading][1], heading, text)
        for heading, text in cells.items()
        if columns.get(heading, ("",))[0] == column
    ]
    for wanted in ("", language):
        for spoken, heading, text in found:
            if spoken == wanted:
                return heading, text
    return found[0][1:] if found else ("", "")


def heading_of(columns, column, language="") -> str:
    """How a sheet spells a column, preferably in no language or this one; else as the standard does."""
    spellings = [
        (spoken not in {"", language}, heading)
        for heading, (found, spoken) in columns.items()
        if found == column
    ]
    return min(spellings, key=lambda one: one[0])[1] if spellings else column


def standard(cells, columns, language="") -> dict[str, str]:
    """A row under today's headings, as `native` writes rows; a translation stays under its own."""
    named = {}
    for heading, text in cells.items():
        column = columns[heading][0]
        is_usual = heading_of(columns, column, language) == heading
        named[column if is_usual else heading] = text
    return named
