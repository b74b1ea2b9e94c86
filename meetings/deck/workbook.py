"""The workbook inside a chart, which opens at *Edit data*: one sheet, in which text is text.

python-pptx leaves it to xlsxwriter, whose guessing `write` turns "=…" into a formula and "http…" into a
link. Every text here is a shared string with the quote prefix, so that Excel does not read it as a formula
even when somebody edits the cell. Writing the seven small parts ourselves is also ten times as fast.
"""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from .outline import Chart

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read “_x0041_” as an “A”
MADE = (1980, 1, 1, 0, 0, 0)  # the same data make the same file

CONSTANT_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{SHEET}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" '
        'applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    ),
}


def workbook(chart: Chart) -> bytes:
    """The chart's data as an .xlsx file: categories in column A, a series in each column after it."""
    texts = [*chart.series, *chart.categories]
    file = io.BytesIO()
    # Not compressed: the deck that holds it is.
    with zipfile.ZipFile(file, "w") as package:
        for name, content in CONSTANT_PARTS.items():
            _add(package, name, content)
        _add(package, "xl/worksheets/sheet1.xml", _sheet(chart))
        _add(package, "xl/sharedStrings.xml", _shared_strings(texts))
    return file.getvalue()


def column_letters(number: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _add(package: zipfile.ZipFile, name: str, content: str) -> None:
    package.writestr(zipfile.ZipInfo(name, MADE), HEAD + content)


def _sheet(chart: Chart) -> str:
    columns = [column_letters(2 + n) for n in range(len(chart.series))]
    head = "".join(_text_cell(f"{column}1", n) for n, column in enumerate(columns))
    rows = [f'<row r="1">{head}</row>']
    figures = list(zip(columns, chart.series.values(), strict=True))
    for n in range(len(chart.categories)):
        row = n + 2
        cells = [_text_cell(f"A{row}", len(columns) + n)]
        cells += [
            f'<c r="{column}{row}"><v>{values[n]}</v></c>'
            for column, values in figures
            if values[n] is not None
        ]
        rows.append(f'<row r="{row}">{"".join(cells)}</row>')
    return (
        f'<worksheet xmlns="{SHEET}"><cols><col min="1" max="1" width="40" customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def _text_cell(place: str, string: int) -> str:
    return f'<c r="{place}" s="1" t="s"><v>{string}</v></c>'


def _shared_strings(texts: list[str]) -> str:
    strings = "".join(
        f'<si><t xml:space="preserve">{escape(LOOKS_ESCAPED.sub("_x005F_", text))}</t></si>'
        for text in texts
    )
    return f'<sst xmlns="{SHEET}" count="{len(texts)}" uniqueCount="{len(texts)}">{strings}</sst>'
