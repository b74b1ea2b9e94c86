"""Tables of a printed pro-forma, written as XML: cell by cell the library takes seconds over a long one.

Their widths are said three times, because Word reads them on the cells and LibreOffice on the grid. No
row is divided between two pages, and headings repeat on each.
"""

from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from .sheet import TICK_BOX, flowing, one_line
from .styles import INDENT, RULE, TINT, WRITING, twips

_EDGE = 85  # between a line and the text beside it, in twentieths of a point
_NO_LINE = 'w:val="nil"'
_SHADE = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def add(sheet, name, rows, widths, *, heading=True, lines=_SIDES, align="left", ends=None):
    """A table of `rows`, lists of texts; the text ☐ becomes a box.

    `name` is its alternative text. `widths` are in cm. `heading` marks the first row as one that
    repeats; `lines` are the sides that are drawn; `align` is that of every column, but for a first
    one of texts. `ends` are two texts under the left half and the right.
    """
    columns = [twips(width) for width in widths]
    body = [
        _row(texts, columns, align=align, heading=heading and number == 0)
        for number, texts in enumerate(rows)
    ]
    if ends:
        body.append(_row_of_ends(ends, columns))
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}>{_properties(name, columns, heading, lines)}"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(body)}</w:tbl>"
    )
    sheet.document.element.body.insert_element_before(table, "w:sectPr")


def _properties(name, columns, heading, lines):
    drawn = f'w:val="single" w:sz="6" w:space="0" w:color="{RULE}"'
    borders = "".join(f"<w:{side} {drawn if side in lines else _NO_LINE}/>" for side in _SIDES)
    return (
        f'<w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{twips(INDENT)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{_EDGE if "left" in lines else 0}" w:type="dxa"/>'
        f'<w:right w:w="{_EDGE}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0000" w:firstRow="{int(heading)}" w:lastRow="0" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={_quoted(name)}/>'
        "</w:tblPr>"
    )


def _quoted(name):
    return quoteattr(one_line(name))


def _row(texts, columns, *, align, heading):
    style, shade = ("CellHeading", _SHADE) if heading else ("Cell", "")
    cells = [
        _cell(
            text, column, style=style, before=shade, align=align if place else _first(texts, align)
        )
        for place, (text, column) in enumerate(zip(texts, columns, strict=True))
    ]
    return _held_row(cells, heading)


def _first(texts, align):
    """The first column is aligned as the rest if it is like the rest: a box, or a short number."""
    return align if texts[0] == TICK_BOX or texts[0].removeprefix("-").isdecimal() else "left"


def _row_of_ends(ends, columns):
    """Two texts under a table, without lines round them."""
    borders = "".join(f"<w:{side} {_NO_LINE}/>" for side in ("left", "bottom", "right"))
    before, middle = f"<w:tcBorders>{borders}</w:tcBorders>", len(columns) // 2
    halves = zip(ends, (columns[:middle], columns[middle:]), ("left", "right"), strict=True)
    return _held_row(
        [
            _cell(text, sum(half), style="Cell", before=before, align=align, span=len(half))
            for text, half, align in halves
        ]
    )


def _held_row(cells, heading=False):
    mark = "<w:tblHeader/>" if heading else ""
    height = f'<w:trHeight w:val="{WRITING}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{mark}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text, width, *, style, before, align, span=1):
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{before}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f'<w:jc w:val="{align}"/></w:pPr>{_runs(text)}</w:p></w:tc>'
    )


def _runs(text):
    words, box, after = flowing(text).partition(TICK_BOX)
    boxed = f'<w:r><w:rPr><w:rStyle w:val="Box"/></w:rPr><w:t>{box}</w:t></w:r>' if box else ""
    return f"{_run(words)}{boxed}{_run(after)}"


def _run(words):
    if not words:
        return ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in words.split("\n")
    )
    return f"<w:r>{lines}</w:r>"
