"""Other people's forms, from a folder named by TIGHTROPE_XLSFORMS: none of them is in this repository."""

import io
import json
import os
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from proforma.xlsform import Report, UnreadableForm, read, write
from proforma.xlsform.sheets import read_sheet
from proforma.xlsform.workbook import open_workbook

FOLDER = os.environ.get("TIGHTROPE_XLSFORMS", "")
FORMS = (
    sorted(
        path for path in Path(FOLDER).rglob("*.xls*") if path.suffix in {".xls", ".xlsx", ".xlsm"}
    )
    if FOLDER
    else []
)


def is_accepted(content):
    try:
        return bool(convert(xlsform=io.BytesIO(content), validate=False).xform)
    except Exception:  # whatever is wrong with it, it is the form's own affair
        return False


@pytest.mark.parametrize("path", FORMS or [None], ids=lambda path: path and path.name)
def test_a_form_is_read_written_and_read_again(path):
    if path is None:
        pytest.skip("TIGHTROPE_XLSFORMS names no folder with forms, so none but ours were tried")
    content = path.read_bytes()
    try:
        reading = read(path.name, content)
    except UnreadableForm:
        is_good = is_accepted(content)
        pytest.fail("refused a good form") if is_good else pytest.skip("not a form at all")

    written = write(reading.proforma)

    assert read(path.name, written).proforma == reading.proforma
    assert is_accepted(written) or not is_accepted(content)
    assert rows_of_survey(path.name, content) <= rows_reported(reading.report)


def rows_of_survey(name, content):
    sheets = open_workbook(name, content).sheets
    title = next(
        (title for title in sheets if title.strip().lower() == "survey"), next(iter(sheets))
    )
    return {number for number, _cells in read_sheet(title, sheets[title], Report()).rows}


def rows_reported(report):
    found = json.loads(json.dumps(report.as_json()))["lines"]
    return {line["row"] for line in found if line["sheet"] == found[0]["sheet"]}
