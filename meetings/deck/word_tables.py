"""The charts and tables of a deck in a Word file: as tables that are read out well, or line by line."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from docx.shared import Pt

from proforma.paper import tables
from proforma.paper.sheet import one_line, plain
from proforma.paper.styles import INDENT, WIDTH

from . import clean
from .outline import Chart, Table

ROOM = WIDTH - INDENT  # across the page, in cm
LONGEST_CELL = 300  # more in one cell makes a column of its words
LONGEST_NAME = 120


@dataclass(frozen=True)
class Fit:
    """How many columns a page takes, and the least a column may have, in cm. More is read out by lines."""

    columns: int
    least: float


HANDOUT = Fit(columns=6, least=1.9)
LARGE = Fit(columns=2, least=3.4)


def chart(sheet, chart: Chart, title: str, fit: Fit):
    """A chart as it is read out: its alternative text, its figures, and what the strong colour marks."""
    sheet.say(chart.alt)
    rows = _figures(chart)
    if not rows:
        sheet.say(_("No answers to show yet."))
        return
    columns = [_("On the chart"), *(one_line(name) or _("Answers") for name in chart.series)]
    name = _("The figures of the chart: %(title)s") % {"title": title}
    # The steps of a scale are names, and stand on the left as names do.
    align = "left" if all(row[0].isdecimal() for row in rows) else "right"
    _rows(sheet, name, columns, rows, fit=fit, weights=(3, *[1] * len(chart.series)), align=align)
    marked = [chart.categories[n] for n in chart.highlight if n < len(chart.categories)]
    if marked and len(marked) < len(chart.categories):
        said = ", ".join(map(one_line, marked))
        sheet.say(_("In the strong colour on the slide: %(names)s.") % {"names": said})


def _figures(chart):
    """A row for each category; none if nothing was given for any."""
    drawn = [[clean.number(value) for value in values] for values in chart.series.values()]
    if all(value is None for values in drawn for value in values):
        return []
    return [
        [one_line(category) or "–", *(_said(values, n) for values in drawn)]
        for n, category in enumerate(chart.categories)
    ]


def _said(values, place):
    value = values[place] if place < len(values) else None
    return _("no figure") if value is None else figure(value)


def figure(value: float) -> str:
    """A number as people write it: 1,832 and 2.5."""
    return f"{value:,}" if isinstance(value, int) else f"{round(value, 2):,}"


def table(sheet, table: Table, title: str, fit: Fit):
    """A table with its heading on each page; nothing for one without columns."""
    columns = [one_line(column) or "–" for column in table.columns]
    if not columns:
        return
    rows = [_filled(row, len(columns)) for row in table.rows]
    if rows:
        _rows(sheet, one_line(table.alt) or title, columns, rows, fit=fit, weights=table.widths)
    else:
        sheet.say(_("Nothing to show yet."))


def _filled(row, count):
    cells = [plain(cell) for cell in row]
    return [*cells, *[""] * (count - len(cells))][:count]


def _rows(sheet, name, columns, rows, *, fit, weights=(), align="left"):
    if len(columns) > fit.columns or any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        _line_by_line(sheet, columns, rows)
        return
    widths = shared_out(weights if len(weights) == len(columns) else [1] * len(columns), fit.least)
    with sheet.together():
        tables.add(sheet, name[:LONGEST_NAME], [columns, *rows], widths, align=align)
        # What follows a table would stick to it.
        sheet.paragraph("Key").paragraph_format.line_spacing = Pt(1)


def shared_out(weights, least: float) -> list[float]:
    """The page's width by these weights, in cm; nothing gets less than `least` while there is room."""
    least = min(least, ROOM / len(weights))
    narrow = {n for n, weight in enumerate(weights) if ROOM * weight / sum(weights) < least}
    wide = sum(weight for n, weight in enumerate(weights) if n not in narrow)
    left = ROOM - least * len(narrow)
    return [least if n in narrow else left * weight / wide for n, weight in enumerate(weights)]


def _line_by_line(sheet, columns, rows):
    """Each row by itself: its first cell stands over the others, each of them with its column."""
    for row in rows:
        with sheet.together():
            if not any(row):
                _blank(sheet, columns)
                continue
            first = sheet.paragraph()
            first.add_run(one_line(row[0]) or "–").bold = True
            for column, cell in zip(columns[1:], row[1:], strict=True):
                said = {"column": column, "cell": cell or "–"}
                sheet.say(_("%(column)s: %(cell)s") % said)


def _blank(sheet, columns):
    """A row to write in: a line for each column."""
    for column in columns:
        sheet.line(f"{column}:", WIDTH)
