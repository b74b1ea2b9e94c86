"""Tables that fit: rows measured before they are drawn, and continued under the same header."""

from dataclasses import dataclass

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.shapes.placeholder import PlaceholderGraphicFrame, TablePlaceholder
from pptx.util import Pt

from . import clean, measure
from .layouts import TABLE_STYLE, Slot
from .outline import Table
from .writing import Paragraph, write

SIDE, ABOVE = 8, 5  # a cell's margins, in points
MOST_LINES = 6
HEADER_LINES = 3
LEAST_ROW = 36


@dataclass(frozen=True)
class Grid:
    """A part of a table with all its measures, in points; the first row is the header."""

    rows: list[list[str]]
    widths: list[float]
    size: int
    heights: list[float]


def grids(table: Table, slot: Slot, blank_rows: int = 0) -> tuple[list[Grid], list[str]]:
    """The table in parts that fit the slot, and the rows that were cut, in full for the notes.

    A table without rows gets blank ones to write in, if any are asked for.
    """
    header = [clean.one_line(column) for column in table.columns]
    body = [_filled([clean.one_line(cell) for cell in row], len(header)) for row in table.rows]
    body = body or [[""] * len(header)] * blank_rows
    if not header or not body:
        return [], []
    size = slot.styles[0].size
    widths = _widths(table, slot)
    head = _shortened(header, widths, size, HEADER_LINES, bold=True)
    rows = [_shortened(row, widths, size, MOST_LINES) for row in body]
    heights = [_row_height(row, widths, size) for row in rows]
    head_height = _row_height(head, widths, size, bold=True)
    parts = [
        Grid(
            rows=[head, *rows[part.start : part.stop]],
            widths=widths,
            size=size,
            heights=[head_height, *heights[part.start : part.stop]],
        )
        for part in measure.pack(heights, slot.tall - head_height)
    ]
    both = zip([header, *body], [head, *rows], strict=True)
    return parts, [f"In full: {' | '.join(full)}" for full, shown in both if full != shown]


def draw(placeholder: TablePlaceholder, grid: Grid, language: str) -> PlaceholderGraphicFrame:
    """The grid in its placeholder, as a table with a header row."""
    frame = placeholder.insert_table(len(grid.rows), len(grid.widths))
    table = frame.table
    table.first_row, table.horz_banding = True, False
    frame.element.find(f".//{qn('a:tableStyleId')}").text = TABLE_STYLE
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Pt(width)
    for n, (texts, height) in enumerate(zip(grid.rows, grid.heights, strict=True)):
        table.rows[n].height = Pt(height)
        for column, text in enumerate(texts):
            _write_cell(table.cell(n, column), text, grid.size, language)
            table.cell(n, column).vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.height = sum(row.height for row in table.rows)
    return frame


def _write_cell(cell, text: str, size: int, language: str) -> None:
    cell.margin_left = cell.margin_right = Pt(SIDE)
    cell.margin_top = cell.margin_bottom = Pt(ABOVE)
    write(cell.text_frame, [Paragraph(text)], language, size)


def _filled(cells: list[str], count: int) -> list[str]:
    return (cells + [""] * count)[:count]


def _widths(table: Table, slot: Slot) -> list[float]:
    shares = table.widths if len(table.widths) == len(table.columns) else [1] * len(table.columns)
    return [slot.room * share / sum(shares) for share in shares]


def _shortened(
    row: list[str], widths: list[float], size: int, lines: int, bold: bool = False
) -> list[str]:
    return [
        measure.shorten(text, width - 2 * SIDE, size, lines, bold)
        for text, width in zip(row, widths, strict=True)
    ]


def _row_height(row: list[str], widths: list[float], size: int, bold: bool = False) -> float:
    lines = max(
        len(measure.wrap(text, width - 2 * SIDE, size, bold))
        for text, width in zip(row, widths, strict=True)
    )
    return max(LEAST_ROW, measure.height(lines, size) + 2 * ABOVE)
