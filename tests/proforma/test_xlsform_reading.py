"""A form from elsewhere becomes a pro-forma, with a line for everything that is in it."""

import io

import openpyxl
import pytest
from pyxform.xls2xform import convert

from proforma.plain import PlainOption
from proforma.xlsform import read, write

YES_NO = [("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No")]
FRUIT = [
    ("list_name", "name", "label"),
    ("fruit", "apple", "Apple"),
    ("fruit", "pear", "Pear"),
    ("fruit", 3, "Plum"),
]


def book(survey, choices=(), settings=(), **others):
    """The bytes of a workbook with these sheets, each a list of rows."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    sheets = {"survey": survey, "choices": choices, "settings": settings, **others}
    for title, rows in sheets.items():
        if rows:
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append([cell if cell != "" else None for cell in row])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def survey(*rows, headings=("type", "name", "label", "hint", "required")):
    return [headings, *rows]


def questions_of(reading):
    return [question for part in reading.proforma.parts for question in part.questions()]


def lines_of(reading, outcome):
    return [
        (line.sheet, line.row, line.column)
        for line in reading.report.lines
        if line.outcome == outcome
    ]


def accepts(content):
    return bool(convert(xlsform=io.BytesIO(content), validate=False).xform)


def comes_back(reading):
    return read("form.xlsx", write(reading.proforma)).proforma == reading.proforma


@pytest.mark.parametrize(
    ("type_name", "kind"),
    [
        ("text", "short_text"),
        ("string", "short_text"),
        ("integer", "whole_number"),
        ("int", "whole_number"),
        ("decimal", "decimal"),
        ("date", "date"),
        ("time", "time"),
        ("dateTime", "date_time"),
        ("datetime", "date_time"),
        ("note", "statement"),
        ("acknowledge", "acknowledge"),
        ("trigger", "acknowledge"),
        ("select_one fruit", "choose_one"),
        ("select one fruit", "choose_one"),
        ("select1 fruit", "choose_one"),
        ("select one from fruit", "choose_one"),
        ("add select one prompt using fruit", "choose_one"),
        ("select_multiple fruit", "choose_several"),
        ("select all that apply fruit", "choose_several"),
        ("select all that apply from fruit", "choose_several"),
        ("rank fruit", "rank"),
        ("select_one yn", "yes_no"),
        ("range", "scale"),
    ],
)
def test_every_spelling_of_a_type_is_a_kind(type_name, kind):
    content = book(survey((type_name, "q", "Question")), FRUIT + YES_NO[1:])

    reading = read("form.xlsx", content)

    assert [question.kind for question in questions_of(reading)] == [kind]
    assert accepts(content)
    assert accepts(write(reading.proforma))
    assert comes_back(reading)


@pytest.mark.parametrize(
    ("parameters", "kind", "settings"),
    [
        ("", "scale", {"low": 1, "high": 10}),
        ("start=0 end=20 step=5", "scale", {"low": 0, "high": 20, "step": 5}),
        ("start=0;end=100;step=1", "whole_number", {"min": 0, "max": 100}),
        ("start=0 end=1 step=0.25", "decimal", {"min": 0, "max": 1}),
        ("start=5 end=1 step=1", "whole_number", {"min": 1, "max": 5}),
    ],
)
def test_a_range_is_a_scale_if_its_steps_can_be_shown(parameters, kind, settings):
    rows = survey(
        ("range", "q", "How far?", parameters), headings=("type", "name", "label", "parameters")
    )

    (question,) = questions_of(read("form.xlsx", book(rows)))

    assert (question.kind, question.settings) == (kind, settings)


@pytest.mark.parametrize(
    "type_name", ["geopoint", "image", "barcode", "calculate", "start", "deviceid", "audit"]
)
def test_what_cannot_be_asked_is_kept_in_its_place_and_reported(type_name):
    headings = ("type", "name", "label", "calculation")
    name = "audit" if type_name == "audit" else "kept"
    rows = survey(
        ("text", "before", "Before"),
        (type_name, name, "", "1 + 1"),
        ("text", "after", "After"),
        headings=headings,
    )

    reading = read("form.xlsx", book(rows))

    assert [question.text for question in questions_of(reading)] == ["Before", "After"]
    assert ("survey", 3, "type") in lines_of(reading, "kept")
    written = openpyxl.load_workbook(io.BytesIO(write(reading.proforma)))["survey"]
    assert [row[0].value for row in written] == ["type", "text", type_name, "text"]
    assert comes_back(reading)


def test_groups_are_pages_and_groups_within_them_are_not():
    rows = survey(
        ("text", "name", "Your name"),
        ("begin group", "work", "Your work"),
        ("text", "what", "What do you do?"),
        ("begin_repeat", "again", "Each service"),
        ("text", "service", "Which?"),
        ("end_repeat",),
        ("end group",),
        ("begin repeat", "visits", "Visits"),
        ("date", "day", "Which day?"),
        ("end repeat",),
    )

    reading = read("form.xlsx", book(rows))

    (part,) = reading.proforma.parts
    assert part.unit == "person"
    assert [
        (section.title, [question.code for question in section.questions])
        for section in part.sections
    ] == [
        ("", ["A1"]),
        ("Your work", ["A2", "A3"]),
        ("Visits", ["A4"]),
    ]
    assert lines_of(reading, "kept") == [
        ("survey", 5, "type"),
        ("survey", 7, "type"),
        ("survey", 9, "type"),
    ]
    assert comes_back(reading)
    assert accepts(write(reading.proforma))


@pytest.mark.parametrize(
    ("unit", "codes"), [("person", ["A2", "A1", "A7", "A3"]), ("partner", ["B1", "B2", "B3", "B9"])]
)
def test_names_that_are_codes_stay_codes_and_others_get_the_next(unit, codes):
    rows = survey(
        ("text", "age", "a"), ("text", "other.name", "b"), ("text", "A7", "c"), ("text", "B9", "d")
    )
    if unit == "person":
        rows[1], rows[2] = ("text", "A2", "a"), ("text", "age", "b")

    reading = read("form.xlsx", book(rows), unit=unit)

    assert [question.code for question in questions_of(reading)] == codes


def test_columns_are_read_and_the_rest_is_kept():
    headings = (
        "type",
        "name",
        "label::English (en)",
        "label::Français (fr)",
        "hint",
        "required",
        "media::image",
    )
    rows = survey(
        ("text", "q", "Why?", "Pourquoi ?", "In a word", "yes", "why.png"),
        ("text", "r", "", "Seulement", "", "true()", ""),
        headings=headings,
    )

    reading = read("form.xlsx", book(rows, settings=[("default_language",), ("English (en)",)]))

    why, only = questions_of(reading)
    assert (why.text, why.help, why.required) == ("Why?", "In a word", True)
    assert (only.text, only.required) == ("Seulement", True)
    assert why.kept["row"]["media::image"] == "why.png"
    assert lines_of(reading, "kept") == [
        ("survey", 1, "label::Français (fr)"),
        ("survey", 1, "media::image"),
        ("settings", 2, "default_language"),
    ]
    assert comes_back(reading)


def test_options_are_named_by_their_choices():
    rows = survey(
        ("select_one fruit or_other", "q", "Which?"), ("select_multiple fruit", "r", "Which ones?")
    )

    reading = read("form.xlsx", book(rows, FRUIT))

    one, several = questions_of(reading)
    assert [(option.code, option.text) for option in one.options] == [
        ("apple", "Apple"),
        ("pear", "Pear"),
        ("3", "Plum"),
        ("OTH", "Other"),
    ]
    assert [option.code for option in several.options] == ["apple", "pear", "3"]
    assert accepts(write(reading.proforma))
    assert comes_back(reading)


def test_a_table_of_selects_is_a_grid_and_comes_back_as_it_was():
    headings = ("type", "name", "label", "appearance")
    rows = survey(
        ("begin group", "table", "How good was", "table-list"),
        ("select_one fruit", "state", "the first", ""),
        ("select_one fruit", "second", "the second", ""),
        ("end group",),
        ("begin group", "list", "And these", "field-list"),
        ("select_one fruit", "b1", "this", ""),
        ("select_one yn", "b2", "that", ""),
        ("end group",),
        headings=headings,
    )

    reading = read("form.xlsx", book(rows, FRUIT + YES_NO[1:]))

    grid, this, that = questions_of(reading)
    assert (grid.kind, grid.text) == ("grid_choice", "How good was")
    assert [(row.code, row.text) for row in grid.rows] == [
        ("r1", "the first"),
        ("second", "the second"),
    ]
    assert [option.code for option in grid.options] == ["apple", "pear", "3"]
    assert (this.kind, that.kind) == ("choose_one", "yes_no")
    written = openpyxl.load_workbook(io.BytesIO(write(reading.proforma)))["survey"]
    assert [tuple(cell.value or "" for cell in row) for row in written] == [
        tuple((*row, "", "", "")[:4]) for row in rows
    ]
    assert comes_back(reading)


def test_settings_give_the_title_and_are_kept():
    settings = [
        ("form_title", "form_id", "version", "style"),
        ("Fruit survey", "fruit", 2, "pages"),
    ]

    reading = read("form.xlsx", book(survey(("text", "q", "Why?")), settings=settings))

    assert reading.proforma.title == "Fruit survey"
    assert lines_of(reading, "imported") == [("survey", 2, ""), ("settings", 2, "form_title")]
    assert lines_of(reading, "kept") == [
        ("settings", 2, name) for name in ("form_id", "version", "style")
    ]
    written = openpyxl.load_workbook(io.BytesIO(write(reading.proforma)))["settings"]
    assert [[cell.value for cell in row] for row in written] == [
        list(map(str, row)) for row in settings
    ]


def test_a_form_without_a_title_is_named_after_its_file():
    assert read("My form.xlsx", book(survey(("text", "q", "Why?")))).proforma.title == "My form"


def test_other_sheets_are_kept_and_a_misspelt_one_is_pointed_out():
    content = book(
        survey(("text", "q", "Why?")), stettings=[("form_title",), ("T",)], _notes=[("x", "y")]
    )

    reading = read("form.xlsx", content)

    words = {line.sheet: line.words for line in reading.report.lines if line.outcome == "kept"}
    assert "“settings”" in words["stettings"]
    assert words["_notes"] == "This sheet is kept, but not used here."
    written = openpyxl.load_workbook(io.BytesIO(write(reading.proforma)))
    assert written.sheetnames == ["survey", "settings", "stettings", "_notes"]
    assert [cell.value for cell in written["_notes"][1]] == ["x", "y"]
    assert comes_back(reading)


def test_a_missing_list_makes_a_text_and_says_so():
    reading = read("form.xlsx", book(survey(("select_one nowhere", "q", "Which?"))))

    (question,) = questions_of(reading)
    assert (question.kind, question.text) == ("short_text", "Which?")
    assert lines_of(reading, "refused") == [("survey", 2, "type")]
    assert comes_back(reading)


def test_long_texts_are_shortened_to_be_shown_and_kept_whole():
    long = "word " * 200
    rows = survey(("select_one fruit", "q", long, long))
    reading = read("form.xlsx", book(rows, [*FRUIT, ("fruit", "long", long)]))

    (question,) = questions_of(reading)
    assert len(question.text) <= 400
    assert len(question.help) <= 300
    assert question.text.endswith("word …")
    assert len(question.options[3].text) <= 200
    assert len(lines_of(reading, "kept")) == 3
    written = openpyxl.load_workbook(io.BytesIO(write(reading.proforma)))
    assert written["survey"]["C2"].value == long.strip()
    assert written["choices"]["C5"].value == long.strip()


def test_more_than_200_options_are_kept_but_not_asked():
    rows = survey(("select_one big", "q", "Which?"), ("text", "r", "Why?"))
    choices = [("list_name", "name", "label"), *(("big", n, f"No. {n}") for n in range(201))]

    reading = read("form.xlsx", book(rows, choices))

    assert [question.text for question in questions_of(reading)] == ["Why?"]
    assert ("survey", 2, "type") in lines_of(reading, "kept")
    assert comes_back(reading)
    assert accepts(write(reading.proforma))


def test_every_row_has_a_line_and_the_report_is_ready_for_json():
    rows = survey(
        ("begin group", "g", "Group"),
        ("text", "q", "Why?"),
        ("", "", "", "# a comment"),
        ("", "lost", "No type"),
        ("geopoint", "where", "Where?"),
        ("end group",),
    )

    report = read("form.xlsx", book(rows)).report

    assert {line.row for line in report.lines if line.sheet == "survey"} == {2, 3, 4, 5, 6, 7}
    found = report.as_json()
    assert (found["imported"], found["kept"], found["refused"]) == (3, 2, 1)
    assert found["lines"][1] == {
        "sheet": "survey",
        "row": 3,
        "column": "",
        "outcome": "imported",
        "what": "q",
        "words": "Imported as A1, “Short text”.",
    }


def test_an_option_without_a_label_is_called_by_its_name():
    reading = read(
        "form.xlsx", book(survey(("select_one l", "q", "Which?")), [FRUIT[0], ("l", "x")])
    )

    (question,) = questions_of(reading)
    assert question.options == [PlainOption("x", "x", {"row": {"list_name": "l", "name": "x"}})]


def test_a_choice_whose_name_cannot_be_a_code_gets_one():
    choices = [
        FRUIT[0],
        ("l", "o1", "a"),
        ("l", "o1", "b"),
        ("l", "two words", "c"),
        ("l", "x" * 65, "d"),
    ]

    reading = read("form.xlsx", book(survey(("select_one l", "q", "Which?")), choices))

    (question,) = questions_of(reading)
    assert [option.code for option in question.options] == ["o1", "o2", "o3", "o4"]
    assert comes_back(reading)
