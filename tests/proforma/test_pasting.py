"""Pasting questions: what a line becomes, what hangs on it, and that nothing is lost on the way."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proforma.kinds import KINDS
from proforma.pasting import read


def only(text):
    (question,) = read(text).questions()
    return question


def texts(options):
    return [option.text for option in options]


def outline(text):
    return [(section.title, texts(section.questions)) for section in read(text).sections]


@pytest.mark.parametrize(
    "mark",
    [
        "\t",
        "  ",
        "- ",
        "* ",
        "• ",
        "•\t",
        "o ",
        "( ) ",
        "[ ] ",
        "[\u00a0]\u00a0",
        "☐",
        "– ",
        "\uf0b7\t",
        "·   ",
    ],
)
def test_marks_of_options(mark):
    question = only(f"Which?\n{mark}Red\n{mark}Blue")

    assert (question.text, texts(question.options)) == ("Which?", ["Red", "Blue"])


@pytest.mark.parametrize("marks", ["a) b)", "a. b.", "(a) (b)", "A) B)"])
def test_letters_of_options(marks):
    first, second = marks.split()

    assert texts(only(f"Which?\n{first} Red\n{second} Blue").options) == ["Red", "Blue"]


@pytest.mark.parametrize(
    "number",
    ["1.", "1)", "12. ", "Q1.", "Q1:", "Q1 ", "A1 ", "B12. ", "(3) ", "1.2 ", "Question 4: "],
)
def test_numbers_of_questions_are_dropped(number):
    assert only(f"{number}\tWho are you?" if number == "1." else f"{number}Who are you?").text == (
        "Who are you?"
    )


@pytest.mark.parametrize(
    "text", ["16 and over: how many?", "2.5 posts or more?", "1.5 what?", "A4 or A3?"]
)
def test_numbers_that_belong_to_the_question_stay(text):
    assert only(text).text == text


def test_boxes_on_the_same_line():
    for line in ("Late? ☐ Red ☐ Blue", "Late? Red ☐ Blue ☐", "3. Late? [ ] Red [ ] Blue"):
        question = only(line)
        assert (question.text, texts(question.options)) == ("Late?", ["Red", "Blue"])


def test_why_and_help_go_with_their_question():
    question = only("Which?\n- Red\n  Why: we wonder.\n- Blue\nHelp: guess.\n  Note: twice.")

    assert (question.why, question.help) == ("we wonder.", "guess. twice.")
    assert texts(question.options) == ["Red", "Blue"]


def test_headings():
    text = """
Who?
# About you
Why?
FIGURES
1. How long?
Section: Last of all
Where?
Part B: money
What for?
Some more about it:
Who pays?
Your name:
Email:
"""
    assert outline(text) == [
        ("", ["Who?"]),
        ("About you", ["Why?"]),
        ("Figures", ["How long?"]),
        ("Last of all", ["Where?"]),
        ("money", ["What for?"]),
        ("Some more about it", ["Who pays?", "Your name:", "Email:"]),
    ]


def test_line_over_questions_is_a_heading():
    assert outline("About you\n- Who are you?\n- Where?\n    - North\n    - South\n\nAnd now?") == [
        ("About you", ["Who are you?", "Where?", "And now?"])
    ]
    assert outline("Yours:\n  a) How many?\n  b) How long?\n") == [
        ("Yours", ["How many?", "How long?"])
    ]
    assert outline("Which:\n- Red\n- Blue") == [("", ["Which:"])]


def test_capitals_ask_when_they_have_options():
    question = only("WHICH OF THESE\n- Red\n- Blue")

    assert (question.text, texts(question.options)) == ("WHICH OF THESE", ["Red", "Blue"])


def test_words_under_a_heading_introduce_it():
    (section,) = read("# Figures\nNote: one for each partner.\nHow many?").sections

    assert (section.title, section.intro) == ("Figures", "one for each partner.")


def test_list_of_questions_with_bullets():
    assert outline("• Who?\n• Where?\n    • North\n    • South\n• Why?") == [
        ("", ["Who?", "Where?", "Why?"])
    ]


def test_paste_from_word():
    text = "1.\tWhat\u00a0is co\u00adordination\u200b?\r\n\t\u2022\tPeople\u2019s work\x0b\t\u2022\t\u201cAll\u201d\r"

    question = only(text)
    assert question.text == "What is coordination?"
    assert texts(question.options) == ["People’s work", "“All”"]


def test_what_is_all_indented_is_not():
    assert outline("    Who?\n    Which?\n      Red\n      Blue") == [("", ["Who?", "Which?"])]


def test_rules_to_write_on_and_lines_without_words_are_dropped():
    assert outline("Name: ______\n-----\n* * *\nWho ........\n\n1.\n") == [("", ["Name:", "Who"])]


def test_repeated_options_are_merged_with_a_remark():
    pasted = read("Which?\n- Red\n- Blue\n- red.\n- Other\n- Other (please say)")

    assert texts(pasted.questions()[0].options) == ["Red", "Blue", "Other"]
    assert pasted.lines == [
        "“Which?”: “red.”, “Other (please say)” stood there twice and was taken once."
    ]


def test_one_line_below_is_help():
    pasted = read("Who?\n  Whoever it is.")

    assert pasted.questions()[0].help == "Whoever it is."
    assert pasted.lines == ["“Who?”: the one line below it was taken as its help."]


def test_long_question_gives_its_end_to_the_help():
    first, second = "Who " + "very " * 60 + "well?", "And " + "more " * 40 + "words."
    pasted = read(f"{first} {second}")

    assert (pasted.questions()[0].text, pasted.questions()[0].help) == (first, second)
    assert len(pasted.lines) == 1


def test_long_question_is_divided_between_words_if_it_must_be():
    words = ("word " * 100).strip()
    question = only(words)

    assert f"{question.text} {question.help}" == words
    assert len(question.text) <= 400


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200,
        "word " * 100 + "\n Help: here is one",
        "Who?\nHelp: " + "word " * 61,
        "Who?\nWhy: " + "word " * 61,
        "Which?\n- Red\n- " + "word " * 41,
        "Which?\n" + "\n".join(f"- Red {n}" for n in range(61)),
    ],
    ids=["text", "text with help", "help", "why", "option", "options"],
)
def test_what_does_not_fit_is_left_whole_and_said(text):
    pasted = read(text)

    (question,) = pasted.questions()
    parts = [question.text, question.help, question.why, *texts(question.options)]
    kept = " ".join(parts).split()
    left_aside = {"Help:", "Why:", "-"}
    assert sorted(kept) == sorted(word for word in text.split() if word not in left_aside)
    assert len(pasted.lines) == 1


def test_two_hundred_questions_at_one_time():
    pasted = read("\n".join(f"Who is number {n} here?\n- Red\n- Blue" for n in range(202)))

    assert len(pasted.questions()) == 200
    assert pasted.lines == [
        "200 questions are the most at one time: the last 6 lines were left out, "
        "from “Who is number 200 here?” on."
    ]


def test_nothing_pasted_is_nothing():
    assert read(" \n\t\n").sections == []


LINES = st.sampled_from(
    [
        "How many",
        "Which?",
        "- Red",
        "\tBlue",
        "(1 to 5)",
        "(0 a – 9 b)",
        "ABOUT:",
        "# x",
        "Why: y",
        "*",
        "(a;b)",
    ]
    + [
        "☐",
        "a) ",
        "1. ",
        "Yes",
        "Other",
        "(choose up to 3)",
        "(number)",
        "(people)",
        "rank",
        "£",
        "%",
        "\n",
        " ",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400) | st.lists(LINES, max_size=40).map("".join))
def test_whatever_is_pasted_becomes_sound_questions(text):
    for question in read(text).questions():
        kind = KINDS[question.kind]
        assert question.text
        assert question.settings.keys() <= set(kind.settings)
        assert bool(question.options) == kind.has_options
        assert bool(question.rows) == kind.has_rows
        assert len(question.options) != 1
        codes = [option.code for option in question.options if option.code]
        assert len(set(codes)) == len(codes)
        assert question.settings.get("low", 0) < question.settings.get("high", 1)
        assert 1 <= question.settings.get("most", 1) <= max(1, len(question.options))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.from_regex(r"[ \t]{0,3}(- )?[a-z]{2,9}( [a-z]{2,9}){0,5}\??", fullmatch=True)))
def test_no_word_is_lost(lines):
    pasted = read("\n".join(lines))

    kept = []
    for section in pasted.sections:
        kept += [section.title, section.intro]
        for question in section.questions:
            kept += [question.text, question.help, *texts([*question.options, *question.rows])]
    words = {word for line in lines for word in line.replace("?", "").replace("-", "").split()}
    answers = {"yes", "no", "o"}
    assert words - answers <= set(" ".join(kept).replace("?", "").split())


@pytest.mark.parametrize(
    "piece",
    [
        "()",
        "(",
        "a\n",
        "- a\n  - b?\n",
        "☐ a ",
        "how many ",
        "*",
        "1. ",
        "(1 a",
        "choose ",
        "_",
        " ",
    ]
    + ["(1 to 5) ", "(a;b)", "A\t", "…", "Q1 "],
)
def test_a_long_paste_takes_no_time(piece):
    text = f"Who? {piece * (200_000 // len(piece))} x"
    began = time.perf_counter()

    read(text)

    assert time.perf_counter() - began < 10
