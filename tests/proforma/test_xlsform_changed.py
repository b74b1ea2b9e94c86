"""A form from elsewhere, changed here: what changed is written, and the rest of it as it was."""

import io

import openpyxl
import pytest

from proforma.plain import PlainOption, PlainPart, PlainQuestion, PlainSection
from proforma.xlsform import read, write

from .test_xlsform_reading import FRUIT, YES_NO, accepts, book, questions_of, survey

HEADINGS = (
    "type",
    "name",
    "label::English",
    "label::Cymraeg",
    "hint",
    "relevant",
    "constraint",
    "appearance",
    "colour",
)
ROWS = [
    ("begin group", "g", "Group", "Grŵp", "", "", "", "field-list", ""),
    ("calculate", "sum", "", "", "", "", "", "", "red"),
    ("select_one fruit", "which", "Which?", "Pa un?", "", "", "", "minimal", "green"),
    ("select_one fruit", "again", "Again?", "Eto?", "", "", "", "", ""),
    ("integer", "count", "How many?", "Sawl?", "A number", "${which} = 'apple'", ". >= 1", "", ""),
    ("end group", "", "", "", "", "", "", "", ""),
    ("select_one yn", "agree", "Agree?", "Cytuno?", "", "${count} mod 2 = 1", "", "", ""),
]  # fmt: skip


@pytest.fixture
def form():
    headings = (*HEADINGS, "calculation")
    rows = [headings, *((*row, "1 + 1" if row[1] == "sum" else "") for row in ROWS)]
    return read("form.xlsx", book(rows, FRUIT + YES_NO[1:])).proforma


def sheet(proforma, title):
    """{name: row} of a written sheet, a row being {heading: text}."""
    rows = openpyxl.load_workbook(io.BytesIO(write(proforma)))[title].iter_rows(values_only=True)
    headings = next(rows)
    found = [{h: cell for h, cell in zip(headings, row, strict=True) if cell} for row in rows]
    return {row.get("name", row["type" if "type" in row else "list_name"]): row for row in found}


def check(proforma):
    """It is taken by other tools, and read again it says the same, in every round."""
    assert accepts(write(proforma))
    once = read("form.xlsx", write(proforma)).proforma
    assert [said(question) for question in once.parts[0].questions()] == [
        said(question) for question in proforma.parts[0].questions()
    ]
    assert read("form.xlsx", write(once)).proforma == once


def said(question):
    options = [(option.code, option.text) for option in question.options]
    return (
        question.kind,
        question.text,
        question.help,
        question.settings,
        options,
        question.show_if,
        question.why,
    )


def test_unchanged_it_is_written_as_it_came(form):
    written = sheet(form, "survey")

    assert [tuple(row.get(heading, "") for heading in HEADINGS) for row in written.values()] == ROWS
    check(form)


def test_a_changed_text_is_written_where_it_was_read(form):
    which = form.parts[0].questions()[0]
    before = sheet(form, "survey")["which"]
    which.text = "Which one?"

    assert sheet(form, "survey")["which"] == {**before, "label::English": "Which one?"}
    check(form)


def test_a_changed_option_leaves_the_same_list_elsewhere_alone(form):
    which, again = form.parts[0].questions()[:2]
    which.options[0].text = "Apples"
    which.options.append(PlainOption("Fig", "fig"))

    survey_rows, choices = (
        sheet(form, "survey"),
        openpyxl.load_workbook(io.BytesIO(write(form)))["choices"],
    )

    assert survey_rows["which"]["type"] == "select_one fruit"
    assert survey_rows["again"]["type"] == "select_one fruit_2"
    assert [tuple(cell.value for cell in row) for row in choices][1:9] == [
        ("fruit", "apple", "Apples"),
        ("fruit", "pear", "Pear"),
        ("fruit", "3", "Plum"),
        ("fruit", "fig", "Fig"),
        ("fruit_2", "apple", "Apple"),
        ("fruit_2", "pear", "Pear"),
        ("fruit_2", "3", "Plum"),
        ("yn", "yes", "Yes"),
    ]
    check(form)


def test_a_condition_and_limits_made_here_are_written_as_expressions(form):
    count, agree = form.parts[0].questions()[2:]
    count.settings = {"min": 1, "max": 9}
    count.show_if = {
        "match": "all",
        "tests": [{"question": "A2", "is": "none_of", "values": ["pear"]}],
    }
    agree.why = "To know"

    written = sheet(form, "survey")

    assert written["count"]["relevant"] == "not(${again} = 'pear')"
    assert written["count"]["constraint"] == ". >= 1 and . <= 9"
    assert written["agree"]["relevant"] == "${count} mod 2 = 1"
    assert written["agree"]["tightrope_why"] == "To know"
    check(form)


def test_another_kind_is_written_as_another_type(form):
    which, count = form.parts[0].questions()[0], form.parts[0].questions()[2]
    which.kind, which.options = "money", []
    count.show_if = None

    assert sheet(form, "survey")["which"]["type"] == "decimal"
    assert sheet(form, "survey")["which"]["colour"] == "green"
    check(form)


def test_questions_of_ours_stand_among_those_that_came(form):
    form.parts[0].sections[0].questions.insert(
        1, PlainQuestion("money", "What does it cost?", code="A9")
    )
    form.parts[0].sections.append(
        PlainSection([PlainQuestion("grid_number", "Each", rows=[PlainOption("x", "r1")])], "New")
    )

    written = sheet(form, "survey")

    assert written["A9"]["label::English"] == "What does it cost?"
    assert list(written)[:4] == ["g", "sum", "which", "A9"]
    assert accepts(write(form))
    once = read("form.xlsx", write(form)).proforma
    assert [(q.kind, q.text) for q in once.parts[0].questions()] == [
        (q.kind, q.text) for q in form.parts[0].questions()
    ]
    assert read("form.xlsx", write(once)).proforma == once


def test_what_was_moved_or_deleted_leaves_whole_groups(form):
    first, second = form.parts[0].sections
    second.questions.insert(0, first.questions.pop(0))
    del first.questions[0]

    assert accepts(write(form))
    assert [q.text for q in questions_of(read("form.xlsx", write(form)))] == [
        "How many?",
        "Which?",
        "Agree?",
    ]


def test_a_deleted_end_of_an_inner_group_is_made_up_for():
    rows = survey(
        ("begin group", "g", "G"),
        ("begin group", "h", "H"),
        ("text", "a", "A"),
        ("end group",),
        ("text", "b", "B"),
        ("end group",),
        ("text", "c", "C"),
    )
    form = read("form.xlsx", book(rows)).proforma
    del form.parts[0].sections[0].questions[1]

    assert accepts(write(form))


def test_a_renamed_page_keeps_the_row_it_came_with(form):
    form.parts[0].sections[0].title = "Fruit"

    assert sheet(form, "survey")["g"] == {
        "type": "begin group",
        "name": "g",
        "label::English": "Fruit",
        "label::Cymraeg": "Grŵp",
        "appearance": "field-list",
    }
    check(form)


def test_a_form_from_elsewhere_may_be_one_part_of_two(form):
    form.parts.append(
        PlainPart(
            "partner",
            "Figures",
            5,
            [PlainSection([PlainQuestion("money", "Cost?", code="B1")])],
        )
    )

    again = read("form.xlsx", write(form)).proforma

    assert accepts(write(form))
    assert [(part.unit, len(part.questions())) for part in again.parts] == [
        ("person", 4),
        ("partner", 1),
    ]
    assert again.parts[1] == form.parts[1]
    assert read("form.xlsx", write(again)).proforma == again


def test_the_title_and_introduction_of_a_form_can_be_changed():
    settings = [("form_title", "form_id"), ("Old", "old")]
    form = read("form.xlsx", book(survey(("text", "q", "Why?")), settings=settings)).proforma
    form.title, form.intro = "New", "Hello"

    again = read("other.xlsx", write(form)).proforma

    assert (again.title, again.intro) == ("New", "Hello")
    assert again.kept["settings"] == {"form_title": "New", "form_id": "old"}


def test_a_form_without_a_title_keeps_the_one_it_was_given():
    form = read(
        "First.xlsx", book(survey(("text", "q", "Why?")), settings=[("form_id",), ("x",)])
    ).proforma

    assert read("second.xlsx", write(form)).proforma == form


def test_what_a_part_from_elsewhere_is_called_here_comes_back_with_it(form):
    form.parts[0].title, form.parts[0].minutes = "Views", 12

    again = read("form.xlsx", write(form), unit="partner").proforma

    assert again == form
    assert accepts(write(form))
