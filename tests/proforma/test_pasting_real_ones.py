"""Pasting questions as they stand in real surveys: options behind the question, boxes, thanks, capitals."""

import pytest

from proforma.pasting import read


def asked(text):
    return read(text).questions()


def only(text):
    (question,) = asked(text)
    return question


def texts(options):
    return [option.text for option in options]


@pytest.mark.parametrize(
    ("line", "text", "kind", "options"),
    [
        (
            "Do you work “out of hours”? Yes / No",
            "Do you work “out of hours”?",
            "yes_no",
            [],
        ),
        ("Do you? Yes/No", "Do you?", "yes_no", []),
        ("Is it “why?” Yes / No", "Is it “why?”", "yes_no", []),
        ("Do you? Yes / No / Not sure", "Do you?", "choose_one", ["Yes", "No", "Not sure"]),
        ("Do you? (required) Yes / No *", "Do you?", "yes_no", []),
        (
            "How often do you meet? Weekly / Every month / Other (please say)",
            "How often do you meet?",
            "choose_one",
            ["Weekly", "Every month", "Other (please say)"],
        ),
        (
            "Which? Red / Blue / Green (choose up to 2)",
            "Which?",
            "choose_several",
            ["Red", "Blue", "Green"],
        ),
    ],
)
def test_options_behind_the_question_mark(line, text, kind, options):
    question = only(line)

    assert (question.text, question.kind) == (text, kind)
    assert texts(question.options) == options


@pytest.mark.parametrize(
    "line",
    [
        "Which do you use? Say red and / or blue. Then go on.",
        "When did it begin? DD / MM / YYYY",
        "How many? adults / children",
        "What is the rate? £ / hour",
        "Which is it? North",
    ],
)
def test_words_behind_the_question_mark_that_offer_nothing_stay(line):
    assert (only(line).text, only(line).options) == (line, [])


def test_options_behind_the_question_mark_stay_above_others():
    question = only("Which? Red / Blue\n- Green\n- Grey")

    assert question.text == "Which? Red / Blue"
    assert texts(question.options) == ["Green", "Grey"]


@pytest.mark.parametrize("box", ["☐", "□", "[ ]"])
@pytest.mark.parametrize(
    "line", ["a. What do you do?", "a. Work you do (please tick one)", "- Your work (tick one) *"]
)
@pytest.mark.parametrize("row", ["- ", "a. ", "    "])
def test_question_with_boxes_is_no_row_of_the_scale_above(box, line, row):
    scale, boxed, last = asked(
        f"1. How far do you agree? (1 to 5)\n{row}We meet\n{row}We talk\n"
        f"{line}\n{box} Red\n{box} Blue\n2. Who?"
    )

    assert (scale.kind, texts(scale.rows)) == ("grid_scale", ["We meet", "We talk"])
    assert (boxed.kind, texts(boxed.options)) == ("choose_one", ["Red", "Blue"])
    assert last.text == "Who?"


def test_lettered_questions_with_boxes_follow_each_other():
    found = asked("Rate each (1 to 5)\na. Us\nb. You\na. Who?\n☐ Red\n☐ Blue\nb. How? ☐ By ☐ On")

    assert [texts([*one.options, *one.rows]) for one in found] == [
        ["Us", "You"],
        ["Red", "Blue"],
        ["By", "On"],
    ]


def test_question_with_boxes_is_no_row_where_the_rows_ask_too():
    boxed = asked("Rate each (1 to 5)\na. Quick?\nb. Cheap?\na. Who?\n☐ Red\n☐ Blue")[-1]

    assert (boxed.text, texts(boxed.options)) == ("Who?", ["Red", "Blue"])


def test_boxes_with_strokes_between_them():
    assert texts(only("Which? ☐ Red / ☐ Blue / ☐ Green").options) == ["Red", "Blue", "Green"]


def test_boxes_among_which_one_asks_stay_together():
    question = only("Which?\n☐ Red\n☐ Other – which?\n☐ Blue")

    assert len(question.options) == 3


def test_heading_over_questions_with_boxes_stays_one():
    (section,) = read("Yours\n  a) Who?\n    ☐ Red\n    ☐ Blue\n  b) How long?").sections

    assert (section.title, texts(section.questions)) == ("Yours", ["Who?", "How long?"])


@pytest.mark.parametrize(
    "line",
    [
        "What is the name of your service?",
        "What’s the postcode of your service?",
        "What is the full address?",
    ],
)
def test_name_of_something_is_short(line):
    assert only(line).kind == "short_text"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Thank you for your time!", "statement"),
        ("THANK YOU!", "statement"),
        ("That is all, please hand it in by Friday!", "statement"),
        ("Thank you for taking part. We will send you the results in May.", "statement"),
        ("This section is about money. Your answers are confidential.", "statement"),
        ("Tell us all about it!", "long_text"),
        ("Who does that!?", "long_text"),
        ("Your budget! (money)", "money"),
        ("Thank you for taking part.", "long_text"),
        ("We asked this last year. Say more if you can.", "long_text"),
        ("We would like to hear of your answers. This is the place.", "long_text"),
        ("We meet every week. This is enough for us.", "long_text"),
        ("Things we do not know. The questions that nobody asks.", "long_text"),
    ],
)
def test_thanks_and_notes_ask_nothing(line, kind):
    question = only(line)

    assert (question.text, question.kind) == (line.removesuffix(" (money)"), kind)


def test_what_asks_nothing_is_never_required():
    assert not only("Thank you! *").required


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("ABOUT YOUR SERVICE", "About your service"),
        ("# ABOUT YOU", "About you"),
        ("Section: WHAT I DO", "What I do"),
        ("2. “MONEY” IN 2024:", "“Money” in 2024"),
        ("FIGURES", "Figures"),
        ("# NHS", "NHS"),
        ("# About THIS", "About THIS"),
        ("WORK WITH THE NHS", "Work with the NHS"),
    ],
)
def test_heading_in_capitals_is_put_in_small_letters(line, title):
    pasted = read(f"{line}\nDo you work for the NHS?")

    assert [section.title for section in pasted.sections] == [title]


FOUR = "Which?\n- Red\n- Blue\n- Green\n- Grey\n"


@pytest.mark.parametrize(
    ("said", "kind", "set_to", "left"),
    [
        ("Choose up to three.", "choose_several", {"most": 3}, ""),
        ("Please tick no more than 2 options", "choose_several", {"most": 2}, ""),
        ("Up to three.", "choose_several", {"most": 3}, ""),
        ("Tick all that apply.", "choose_several", {}, ""),
        ("Choose up to three. Skip it if none fits.", "choose_several", {"most": 3}, "Skip it if none fits."),
        ("Choose up to 3 that matter.", "choose_several", {"most": 3}, "Choose up to 3 that matter."),
        ("Choose up to nine.", "choose_several", {}, "Choose up to nine."),  # there are four
        ("Choose one.", "choose_one", {}, "Choose one."),
        ("Choose the one that fits any of them.", "choose_one", {}, "Choose the one that fits any of them."),
    ],
)  # fmt: skip
def test_help_that_says_how_many_to_choose(said, kind, set_to, left):
    question = only(f"{FOUR}Help: {said}")

    assert (question.kind, question.settings, question.help) == (kind, set_to, left)


@pytest.mark.parametrize(
    "question",
    ["Which?", "Which? (choose one)\n- Red\n- Blue\n- Green\n- Grey", "How far? (1 to 5)\n- Red\n- Blue"],
)  # fmt: skip
def test_help_that_the_question_does_not_bear_out_stays(question):
    assert only(f"{question}\nHelp: Choose up to three.").help == "Choose up to three."
