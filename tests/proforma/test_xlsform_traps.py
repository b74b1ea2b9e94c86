"""What real workbooks contain, and what hostile ones might."""

import datetime
import io
import struct
import time
import zipfile

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from proforma.xlsform import UnreadableForm, read, write

from .test_xlsform_reading import FRUIT, accepts, book, comes_back, lines_of, questions_of, survey

ASKED = ("text", "q", "Why?")


def texts_of(content, name="form.xlsx"):
    return [question.text for question in questions_of(read(name, content))]


def changed(content, change):
    """A workbook with something done to it that openpyxl can do."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    change(workbook)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def packed(parts, template=None):
    """A package with these parts, beside those of a template."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        if template:
            with zipfile.ZipFile(io.BytesIO(template)) as old:
                for part in old.infolist():
                    if part.filename not in parts:
                        package.writestr(part.filename, old.read(part))
        for filename, content in parts.items():
            package.writestr(filename, content)
    return stream.getvalue()


def test_the_content_decides_and_not_the_ending():
    assert texts_of(book(survey(ASKED)), "form.xls") == ["Why?"]


def test_a_sheet_a_thousand_columns_wide_is_read_quickly():
    def widen(workbook):
        for row in range(1, 200):
            workbook["survey"].cell(row, 1024).value = " "

    content = changed(book(survey(ASKED)), widen)
    began = time.process_time()

    assert texts_of(content) == ["Why?"]
    assert time.process_time() - began < 3


def test_headings_may_have_capitals_spaces_and_old_spellings():
    rows = [
        ("Command ", " name ", "Caption", "Bind:Relevant"),
        ("Text", "q", "Why?", ""),
        ("text", "r", "So?", "${q} != ''"),
    ]
    choices = [("list name", "Value", "label"), ("l", "x", "X")]

    reading = read("form.xlsx", book([*rows, ("Select one from l", "s", "Which?", "")], choices))

    assert [question.text for question in questions_of(reading)] == ["Why?", "So?", "Which?"]
    assert questions_of(reading)[1].show_if["tests"][0]["question"] == "A1"
    assert [option.code for option in questions_of(reading)[2].options] == ["x"]
    assert comes_back(reading)


def test_sheets_may_be_spelt_with_capitals_and_one_alone_may_have_any_name():
    assert texts_of(book((), Survey=survey(ASKED))) == ["Why?"]
    assert texts_of(book((), Sheet1=survey(ASKED))) == ["Why?"]


def test_a_formula_is_never_calculated():
    reading = read(
        "form.xlsx", book(survey(("text", "q", "=1+1"), ("text", "r", '=HYPERLINK("http://x")')))
    )

    assert [question.text for question in questions_of(reading)] == [
        "=1+1",
        '=HYPERLINK("http://x")',
    ]
    written = openpyxl.load_workbook(io.BytesIO(write(reading.proforma)))
    cell = written["survey"]["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
    assert comes_back(reading)


def test_a_formula_gives_the_result_it_was_saved_with():
    content = book(survey(("text", "q", "=1+1"), ("text", "r", "Other")))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>1+1</f><v />" in sheet or "<f>1+1</f><v></v>" in sheet
    for empty in ("<v />", "<v></v>"):
        sheet = sheet.replace(f"<f>1+1</f>{empty}", "<f>1+1</f><v>2</v>")

    assert texts_of(packed({"xl/worksheets/sheet1.xml": sheet}, content)) == ["2", "Other"]


def test_blank_rows_are_passed_over_and_keep_their_numbers():
    reading = read("form.xlsx", book(survey((), ASKED, (), ("geopoint", "w", "Where?"))))

    assert [(line.row, line.outcome) for line in reading.report.lines] == [
        (3, "imported"),
        (5, "kept"),
    ]


def test_below_a_long_gap_nothing_is_read():
    reading = read("form.xlsx", book(survey(ASKED, *[()] * 61, ("text", "r", "Far below"))))

    assert [question.text for question in questions_of(reading)] == ["Why?"]
    assert lines_of(reading, "refused") == [("survey", 64, "")]


def test_a_second_column_of_one_heading_is_kept_and_not_used():
    rows = [("type", "name", "label", "label"), ("text", "q", "Why?", "Wherefore?")]

    reading = read("form.xlsx", book(rows))

    assert [question.text for question in questions_of(reading)] == ["Why?"]
    assert ("survey", 1, "label") in lines_of(reading, "kept")
    assert comes_back(reading)


def test_comments_and_what_is_switched_off_are_kept():
    headings = ("type", "name", "label", "hint", "disabled")
    rows = survey(
        ("", "", "", "# ask Bo", ""), ASKED, ("text", "off", "Off", "", "yes"), headings=headings
    )

    reading = read("form.xlsx", book(rows))

    assert [question.text for question in questions_of(reading)] == ["Why?"]
    assert lines_of(reading, "kept") == [("survey", 2, ""), ("survey", 4, "disabled")]
    assert comes_back(reading)


@pytest.mark.parametrize(
    "rows",
    [
        [("begin group", "g", "G"), ASKED],
        [ASKED, ("end group",)],
        [("begin group", "g", "G"), ("begin repeat", "h", "H"), ASKED, ("end group",)],
        [("begin group", "g", "G"), ASKED, ("end repeat",), ("end group",)],
        [("end group",), ("end group",), ASKED],
    ],
)
def test_groups_that_do_not_match_are_mended_and_reported(rows):
    reading = read("form.xlsx", book(survey(*rows)))

    assert [question.text for question in questions_of(reading)] == ["Why?"]
    assert lines_of(reading, "refused")
    assert accepts(write(reading.proforma))
    assert comes_back(reading)


def test_groups_may_be_nested_as_deep_as_somebody_likes():
    deep = 150
    rows = [("begin group", f"g{n}", "G") for n in range(deep)] + [ASKED] + [("end group",)] * deep

    reading = read("form.xlsx", book(survey(*rows)))

    assert [question.text for question in questions_of(reading)] == ["Why?"]
    assert comes_back(reading)


def test_numbers_dates_and_truths_become_text():
    rows = survey(
        ("text", "q", 7.0),
        ("text", "r", datetime.datetime(2026, 4, 14)),
        ("text", "s", True),
        ("text", "t", 0.5),
    )

    assert texts_of(book(rows)) == ["7", "2026-04-14", "TRUE", "0.5"]


def test_text_from_right_to_left_and_mark_up_stay_as_they_are():
    label = "كم عمرك؟ <b>**now**</b> \u200f&amp;"

    assert texts_of(book(survey(("text", "q", label)))) == [label]


def test_merged_cells_hold_what_is_in_the_first():
    content = changed(
        book(survey(ASKED, ("text", "r", "Merged"))),
        lambda workbook: workbook["survey"].merge_cells("C3:E3"),
    )

    assert texts_of(content) == ["Why?", "Merged"]


def test_macros_are_left_out_and_reported():
    content = packed({"xl/vbaProject.bin": b"\0" * 100}, book(survey(ASKED)))

    reading = read("form.xlsm", content)

    assert [line.what for line in reading.report.lines if line.outcome == "refused"] == ["macros"]


def test_a_column_without_a_heading_is_left_out_and_reported():
    reading = read("form.xlsx", book(survey(("text", "q", "Why?", "", "", "stray"))))

    assert lines_of(reading, "refused") == [("survey", 2, "")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 not a workbook", "is not an Excel workbook"),
        (b"type,name,label\ntext,q,Why?\n", "is not an Excel workbook"),
        (b"PK\x03\x04 nonsense", "could not be opened"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nonsense", "could not be opened"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is locked"),
        (b"PK" + b"\0" * (5 * 1024 * 1024), "larger than 5 MB"),
        (packed({"word/document.xml": "<w/>"}), "could not be opened"),
        (book([("name", "email"), ("Ann", "ann@example.org")]), "no heading “type”"),
        (book((), people=[("name",)], notes=[("x",)]), "no sheet called survey"),
        (book((), surveys=[("type",)], choices=FRUIT), "Did you mean “surveys”?"),
        (book((), Sheet1=[("type", "name", "amount"), ("invoice", "Ann", 3)]), "asks no question"),
        (book((), Sheet1=[()]), "no heading “type”"),
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence(content, words):
    with pytest.raises(UnreadableForm, match=words):
        read("form.xlsx", content)


def part_of(content, part):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(part)


def bomb():
    good = book(survey(ASKED))
    sheet = part_of(good, "xl/worksheets/sheet1.xml")
    return packed({"xl/worksheets/sheet1.xml": sheet + b" " * 30_000_000}, good)


def entities():
    good = book(survey(ASKED))
    declared = b'<!DOCTYPE x [<!ENTITY a "b">]>' + part_of(good, "xl/workbook.xml")
    return packed({"xl/workbook.xml": declared}, good)


def far_cells():
    row = "".join(
        f'<row r="{n}"><c r="{get_column_letter(16384)}{n}" t="inlineStr"><is><t>x</t></is></c></row>'
        for n in range(1, 15_000)
    )
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{row}</sheetData></worksheet>'
    return packed({"xl/worksheets/sheet1.xml": sheet}, book(survey(ASKED)))


def endless_rows():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="999999999999"><c r="A999999999999" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    )
    return packed({"xl/worksheets/sheet1.xml": sheet}, book(survey(ASKED)))


def too_many_rows():
    cell = '<c t="inlineStr"><is><t>text</t></is></c>'
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + f"<row>{cell * 2}</row>" * 20_001
        + "</sheetData></worksheet>"
    )
    return packed({"xl/worksheets/sheet1.xml": sheet}, book(survey(ASKED)))


def a_circle_of_sectors():
    """An old workbook whose stream of small sectors leads back to itself."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHHHIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 0)[:20]
    header += struct.pack("<iiiiiiii", 1, 1, 0, 4096, 2, 1, -2, 0)
    header = header.ljust(76, b"\0") + struct.pack("<i", 0) + struct.pack("<i", -1) * 108
    sat = struct.pack("<iiii", -3, -2, -2, -2) + struct.pack("<i", -1) * 124

    def entry(name, kind, child, first, size):
        raw = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<BBiii", kind, 1, -1, -1, child)
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<H", len(raw))
            + links
            + b"\0" * 36
            + struct.pack("<iii", first, size, 0)
        )

    directory = entry("Root Entry", 5, 1, 3, 512) + entry("Workbook", 2, -1, 0, 128)
    small = struct.pack("<ii", 1, 0) + struct.pack("<i", -1) * 126
    return header + sat + directory.ljust(512, b"\0") + small + b"\0" * 512


@pytest.mark.parametrize(
    ("hostile", "words"),
    [
        (bomb, "unpacks to far more"),
        (entities, "could not be opened"),
        (far_cells, "far to the right"),
        (endless_rows, "has no heading “type”"),
        (too_many_rows, "more than 20,000 rows"),
        (a_circle_of_sectors, "could not be opened"),
    ],
)
def test_a_hostile_workbook_is_refused_before_it_costs_anything(hostile, words):
    content = hostile()
    began = time.process_time()

    with pytest.raises(UnreadableForm, match=words):
        read("form.xlsx", content)

    assert time.process_time() - began < 5
