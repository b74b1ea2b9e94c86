"""Tables that fit: rows measured before they are drawn, and continued under the same header."""

from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.shapes.placeholder import PlaceholderGraphicFrame, TablePlaceholder
from pptx.util import Pt

from . import clean, measure
from .layouts import TABLE_STYLE, Slot
from .outline import Table

SIDE, ABOVE = 8, 5  # a cell's margins, in points
MOST_LINES = 6
HEADER_LINES = 3
LEAST_ROW = 36
LEAST_COLUMN = 60  # points


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
    made = [_grids(part, slot, blank_rows) for part in _with_wide_columns(table, slot)]
    return [grid for found, _ in made for grid in found], [row for _, cut in made for row in cut]


def _with_wide_columns(table: Table, slot: Slot) -> list[Table]:
    """The table, or so many with some of its columns each: the first is in all of them."""
    least = min(_widths(table, slot), default=slot.room)
    if least >= LEAST_COLUMN or len(table.columns) < 3:
        return [table]
    size = max(1, int(slot.room / (2 * LEAST_COLUMN)) - 1)
    count = len(table.columns)
    groups = [[0, *range(n, min(n + size, count))] for n in range(1, count, size)]
    return [
        replace(
            table,
            columns=[table.columns[n] for n in group],
            rows=[[cell for n, cell in enumerate(row) if n in group] for row in table.rows],
            widths=(),
        )
        for group in groups
    ]


def _grids(table: Table, slot: Slot, blank_rows: int) -> tuple[list[Grid], list[str]]:
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
    place = placeholder._base_placeholder  # on the layout, whose measures a new slide inherits
    frame = parse_xml(_frame_xml(placeholder, place, grid, language))
    placeholder._replace_placeholder_with(frame)
    return PlaceholderGraphicFrame(frame, placeholder._parent)


def _frame_xml(placeholder: TablePlaceholder, place, grid: Grid, language: str) -> str:
    """In one piece: python-pptx searches the whole table for each cell it is asked for."""
    columns = "".join(f'<a:gridCol w="{Pt(width)}"/>' for width in grid.widths)
    rows = "".join(
        f'<a:tr h="{Pt(height)}">{"".join(_cell_xml(text, grid.size, language) for text in texts)}</a:tr>'
        for texts, height in zip(grid.rows, grid.heights, strict=True)
    )
    tall = sum(Pt(height) for height in grid.heights)
    return (
        f"<p:graphicFrame {nsdecls('a', 'p')}><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{placeholder.shape_id}" name={quoteattr(placeholder.name)}/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f'</p:nvGraphicFramePr><p:xfrm><a:off x="{place.left}" y="{place.top}"/>'
        f'<a:ext cx="{place.width}" cy="{tall}"/></p:xfrm><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f'<a:tbl><a:tblPr firstRow="1"><a:tableStyleId>{TABLE_STYLE}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _cell_xml(text: str, size: int, language: str) -> str:
    side, above = Pt(SIDE), Pt(ABOVE)
    direction = '<a:pPr algn="r" rtl="1"/>' if clean.reads_from_the_right(text) else ""
    looks = f'lang="{language}" sz="{size * 100}"'
    run = f"<a:r><a:rPr {looks}/><a:t>{escape(text)}</a:t></a:r>"
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>{direction}"
        f"{run if text else f'<a:endParaRPr {looks}/>'}</a:p></a:txBody>"
        f'<a:tcPr marL="{side}" marR="{side}" marT="{above}" marB="{above}" anchor="ctr"/></a:tc>'
    )


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
