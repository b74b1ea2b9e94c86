"""The pro-forma on paper: everything that is asked is printed, with room to answer it."""

import re

import pytest

from meetings.demo import proforma as demo
from network.disclosure import Sharing
from proforma import paper
from proforma.kinds import KINDS
from proforma.paper import answers
from proforma.paper.front import SHARING
from proforma.plain import PlainOption
from tests.proforma.reading_paper import (
    ABOUT,
    NAMES,
    OPTIONS,
    SCALE,
    answer_of,
    demo_proforma,
    opened,
    question,
    text_of,
    words_of,
    written,
)

# Every kind has its place on paper.


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("unit", ["person", "partner"])
@pytest.mark.parametrize("partners", [[], NAMES], ids=["lines", "names"])
def test_every_kind_prints_its_text_its_options_and_its_rows_in_order(kind, unit, partners):
    asked = question(kind, help="Roughly.", why="We want to know.")
    document = written(asked, unit=unit, partners=partners)

    text = text_of(document)
    expected = [asked.text, "Roughly.", "Why we ask: We want to know."]
    axes = [one.text for one in [*asked.options, *asked.rows]]
    places = [text.index(words) for words in [*expected, *axes]]

    assert places == sorted(places)


def test_every_kind_has_a_printer():
    """A kind that is added without one would be left off the paper."""
    assert {kind.paper for kind in KINDS.values()} == set(answers.PRINTERS)


@pytest.mark.parametrize(
    ("kind", "boxes", "lines"),
    [
        # one box and no line of these are “I do not know”
        ("short_text", 1, 1),
        ("long_text", 1, 8),
        ("whole_number", 1, 1),
        ("decimal", 1, 1),
        ("money", 1, 1),
        ("percentage", 1, 1),
        ("yes_no", 2 + 1, 0),
        ("choose_one", 3 + 1, 1),
        ("choose_several", 3 + 1, 1),
        ("scale", 5 + 1, 0),
        ("rank", 1, 0),
        ("grid_scale", 2 * 5 + 1, 0),
        ("grid_choice", 2 * 3 + 1, 0),
        ("grid_number", 1, 0),
        ("date", 1, 3),
        ("time", 1, 2),
        ("date_time", 1, 5),
        ("month", 1, 2),
        ("organisations", 1, 5),
        ("acknowledge", 1, 0),
        ("statement", 0, 0),
    ],
)
def test_each_kind_has_its_boxes_and_lines(kind, boxes, lines):
    document = written(question(kind, text="A1 asks"))

    assert answer_of(document) == (boxes, lines)


def test_the_table_above_names_every_kind():
    marks = test_each_kind_has_its_boxes_and_lines.pytestmark

    assert {case[0] for case in marks[0].args[1]} == set(KINDS)


@pytest.mark.parametrize("kind", [kind for kind, known in KINDS.items() if known.takes_states])
def test_figures_also_offer_that_it_is_not_recorded(kind):
    of_people, of_partners = (
        text_of(written(question(kind), unit=unit)) for unit in ("person", "partner")
    )

    assert "I do not know" in of_people
    assert "We do not record this" not in of_people
    assert "☐\tI do not know\t☐\tWe do not record this" in of_partners


@pytest.mark.parametrize("kind", [kind for kind, known in KINDS.items() if not known.takes_states])
def test_what_cannot_be_unknown_does_not_offer_it(kind):
    assert "I do not know" not in text_of(written(question(kind), unit="partner"))


# How each is worded.


@pytest.mark.parametrize(
    ("kind", "settings", "line"),
    [
        (
            "whole_number",
            {"unit": "people", "period": "last 12 months"},
            "\t people, last 12 months ",
        ),
        ("decimal", {"unit": "posts"}, "\t posts "),
        ("money", {"period": "last year", "unit": "£ a year"}, "£ \t last year "),
        ("money", {}, "£ \t"),
        ("percentage", {"period": "last quarter"}, "\t % last quarter "),
    ],
)
def test_the_unit_and_the_period_stand_beside_the_blank(kind, settings, line):
    assert [
        words.replace("  ", " ") for words in words_of(written(question(kind, settings=settings)))
    ].count(line) == 1


def test_a_grid_of_numbers_says_its_unit_at_the_head_of_the_column():
    settings = {"unit": "people", "period": "last 12 months"}
    (table,) = written(question("grid_number", settings=settings)).tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["", "People, last 12 months"],
        ["Housing advice", ""],
        ["Food", ""],
    ]


@pytest.mark.parametrize(
    ("kind", "settings", "said"),
    [
        ("choose_one", {}, "Tick one."),
        ("yes_no", {}, "Tick one."),
        ("choose_several", {"most": 3}, "Choose up to 3."),
        ("choose_several", {"most": 1}, "Choose one."),
        ("choose_several", {}, "Tick all that apply."),
        ("organisations", {"most": 2}, "Choose up to 2."),
        ("scale", SCALE, "Tick one."),
        ("grid_scale", SCALE, "Tick one box in each row."),
        ("grid_scale", SCALE, "1 means “Not ready”. 5 means “Ready”."),
        (
            "rank",
            {"most": 2},
            "Write 1 beside your first choice, 2 beside your second, and so on up to 2.",
        ),
        (
            "rank",
            {"most": 9},
            "Write 1 beside your first choice, 2 beside your second, and so on up to 3.",
        ),
        ("rank", {"most": 1}, "Write 1 beside your first choice."),
    ],
)
def test_it_says_how_to_answer(kind, settings, said):
    assert said in words_of(written(question(kind, settings=settings)))


def test_a_scale_has_its_ends_under_its_numbers():
    (table,) = written(question("scale")).tables

    assert [cell.text for cell in table.rows[0].cells] == ["1", "2", "3", "4", "5"]
    assert [cell.text for cell in table.rows[1].cells] == ["☐"] * 5
    assert [cell.text for cell in table.rows[2].cells] == ["Not ready"] * 2 + ["Ready"] * 3


def test_a_scale_with_too_many_steps_for_a_line_is_written_as_a_number():
    settings = {"low": 0, "high": 100, "low_label": "Bad", "high_label": "Good"}
    text = text_of(written(question("scale", settings=settings)))

    assert "from 0 to 100. 0 means “Bad”. 100 means “Good”." in text
    assert text.count("☐") == 1


def test_headings_too_wide_for_their_columns_are_numbered_and_explained():
    long = [PlainOption(f"Unquestionably inaccessible {n}", str(n)) for n in range(7)]
    document = written(question("grid_choice", options=long))

    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["", *"1234567"]
    assert "1\tUnquestionably inaccessible 0" in words_of(document)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Other", "☐\tOther, please say: \t"),
        ("Other, please say", "☐\tOther, please say: \t"),
        ("Something else (please specify)", "☐\tSomething else (please specify): \t"),
    ],
)
def test_other_has_a_line_to_write_on(text, printed):
    options = [OPTIONS[0], PlainOption(text, "OTH")]

    assert printed in words_of(written(question("choose_one", options=options)))


def test_partners_are_offered_in_two_columns_to_be_read_downwards():
    (table,) = written(question("organisations"), partners=NAMES).tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["☐ Harbour", "☐ The Lantern"],
        ["☐ Tide Housing", ""],
    ]


def test_without_partners_there_are_as_many_lines_as_may_be_named():
    assert answer_of(written(question("organisations", settings={"most": 3}))) == (1, 3)


def test_it_asks_why_only_where_there_is_a_box_for_it():
    settings = SCALE | {"comment": True}

    assert "Why? \t" in words_of(written(question("scale", settings=settings)))
    assert "Why? \t" not in words_of(written(question("scale")))


def test_it_asks_whether_a_figure_was_counted_only_where_that_is_asked():
    asked = question("whole_number", settings={"basis": True})

    assert "☐\tCounted\t☐\tEstimated" in words_of(written(asked, unit="partner"))
    assert "Counted" not in text_of(written(question("whole_number"), unit="partner"))


@pytest.mark.parametrize(
    ("kind", "unit", "asked"),
    [
        ("whole_number", "partner", "Anything to know about this figure? Where is it from?"),
        ("grid_number", "partner", "Anything to know about this figure? Where is it from?"),
        ("month", "partner", "Anything to know about this answer?"),
        ("long_text", "partner", None),
        ("whole_number", "person", None),
    ],
)
def test_a_figure_has_room_for_what_should_be_known_about_it(kind, unit, asked):
    found = [words for words in words_of(written(question(kind), unit=unit)) if "Anything" in words]

    assert found == ([asked] if asked else [])


def test_a_condition_names_the_question_by_number_and_its_answer_by_its_text():
    first = question("choose_one", "How often?", code="A1")
    tests = [{"question": "A1", "is": "one_of", "values": ["d", "n"]}]
    second = question("yes_no", code="A2", show_if={"match": "all", "tests": tests})
    answered = [{"question": "A2", "is": "one_of", "values": ["yes"]}]
    third = question("short_text", code="A3", show_if={"match": "all", "tests": answered})

    words = words_of(written(first, second, third))

    assert "Only if “A1 How often?” is “Every day” or “Now and then”." in words
    assert "Only if “A2 What do you see?” is “Yes”." in words


def test_a_question_without_a_code_is_numbered_by_its_place():
    document = written(
        question("short_text", code=""), question("short_text", "And then?", code="")
    )

    assert "2\tAnd then?" in words_of(document)


def test_a_question_that_must_be_answered_says_so():
    assert "A1\tWhat do you see? (needed)" in words_of(
        written(question("short_text", required=True))
    )


# What stands around the questions.


def test_the_first_page_says_what_to_leave_out_whom_to_ask_and_where_to_send_it():
    document = written(question("yes_no"), closes="Friday 14 May", return_to="3 Quay Street")
    text = text_of(document)

    assert "Please write nothing that could identify someone you support." in text
    assert (
        "Harbour Trust is responsible for what you tell us. Questions: Ana Brook, ana@example.com"
        in text
    )
    assert text.count("Please send this back by Friday 14 May, to 3 Quay Street.") == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"closes": "Friday"}, "Please send this back by Friday."),
        ({"return_to": "3 Quay Street"}, "Please send this back to 3 Quay Street."),
        ({}, "Please give this back to whoever gave it to you."),
    ],
)
def test_it_says_no_more_about_sending_than_is_known(given, said):
    assert text_of(written(question("yes_no"), **given)).count(said) == 2


def test_views_are_confidential_and_figures_have_an_owner_and_a_choice_of_sharing():
    document = opened(paper.write(demo_proforma(), **ABOUT))
    of_people, of_partners = text_of(document).split("Part B: your organisation's figures")

    assert "Your name: \t" in of_people
    assert "Whoever types this in sees it. It is never shown with your name." in of_people
    assert "Your organisation: \t" in of_partners
    assert "\n".join(f"☐\t{words}" for words in SHARING.values()) in of_partners
    assert "Show our figures" not in of_people


def test_every_way_of_sharing_can_be_chosen():
    assert set(SHARING) == set(Sharing) - {Sharing.NOT_CHOSEN}


def test_one_part_can_be_written_alone():
    text = text_of(opened(paper.write(demo_proforma(), parts=["partner"], **ABOUT)))

    assert "B7E\tWhen does the main funding end?" in text
    assert "A1\t" not in text


def test_nothing_to_print_is_an_error():
    with pytest.raises(ValueError, match="at least one part"):
        paper.write(demo_proforma(), parts=[], **ABOUT)


def test_every_question_of_the_demo_is_printed_in_order():
    text = text_of(opened(paper.write(demo_proforma(), **ABOUT)))
    heads = [f"{one['code']}\t{one['text']}" for part in demo.PARTS for one in part["questions"]]

    assert re.findall(r"^[AB]\d[A-Z]?\t.*$", text, re.MULTILINE) == heads
