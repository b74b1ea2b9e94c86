"""Pasting questions: the kind that is guessed of a line, and what its brackets and options say."""

import pytest

from proforma.pasting import read


def only(text):
    (question,) = read(text).questions()
    return question


def texts(options):
    return [option.text for option in options]


@pytest.mark.parametrize(
    ("text", "kind", "set_to"),
    [
        ("What is your name?", "short_text", {}),
        ("Your job title", "short_text", {}),
        ("Describe the route in.", "long_text", {}),
        ("Tell us about when it worked.", "long_text", {}),
        ("Why does it stop?", "long_text", {}),
        ("What would help?", "long_text", {}),
        ("Who do you not reach?", "long_text", {}),
        ("How many adults did you see?", "whole_number", {"unit": "people"}),
        ("How many service users do you have?", "whole_number", {"unit": "people"}),
        ("How many missed appointments were there?", "whole_number", {"unit": "appointments"}),
        ("How many days a week?", "whole_number", {"unit": "days"}),
        ("How many hours of help do you give?", "whole_number", {"unit": "hours"}),
        ("How many had none?", "whole_number", {}),
        (
            "How many referrals came in over the last 12 months?",
            "whole_number",
            {"unit": "referrals", "period": "last 12 months"},
        ),
        ("How many (people)?", "whole_number", {"unit": "people"}),
        ("Length of stay (number) (days)", "whole_number", {"unit": "days"}),
        ("Length of stay (days) (number)", "whole_number", {"unit": "days"}),
        ("How many days? (0 to 7)", "whole_number", {"unit": "days", "min": 0, "max": 7}),
        (
            "How many posts? (last quarter)",
            "whole_number",
            {"unit": "posts", "period": "last quarter"},
        ),
        ("What percentage came back?", "percentage", {}),
        ("Share who came back, in %", "percentage", {}),
        ("How much funding do you have?", "money", {}),
        ("Yearly cost in £", "money", {}),
        ("What is your yearly budget?", "money", {}),
        ("If you had £10,000, what then?", "long_text", {}),
        ("When did it begin?", "date", {}),
        ("What date was it signed?", "date", {}),
        ("Which month does it end?", "month", {}),
        ("What time do you open?", "time", {}),
        ("Do you have a waiting list?", "yes_no", {}),
        ("Are you open at night?", "yes_no", {}),
        ("Do you pay people, and how much?", "long_text", {}),
        ("Do you pay and how?", "long_text", {}),
        ("Name (long text)", "long_text", {}),
        ("Anything (yes/no)", "yes_no", {}),
        ("Anything (date)", "date", {}),
        ("Anything (text)", "short_text", {}),
        ("How well? (0 to 10)", "scale", {"low": 0, "high": 10}),
        ("How well? (1–5)", "scale", {"low": 1, "high": 5}),
        ("How well is it, on a scale of 1 to 7?", "scale", {"low": 1, "high": 7}),
        (
            "How well? (0 not at all – 10 very well)",
            "scale",
            {"low": 0, "high": 10, "low_label": "not at all", "high_label": "very well"},
        ),
        (
            "How well (1 = Poor, 5 = Excellent)?",
            "scale",
            {"low": 1, "high": 5, "low_label": "Poor", "high_label": "Excellent"},
        ),
        (
            "On a scale of 1 to 5, where 1 is poor and 5 is excellent, how was it?",
            "scale",
            {"low": 1, "high": 5, "low_label": "poor", "high_label": "excellent"},
        ),
        ("How warm is it? (0 to 100)", "whole_number", {"min": 0, "max": 100}),
        ("Please read the notes first. (statement)", "statement", {}),
    ],
)
def test_kind_is_guessed(text, kind, set_to):
    question = only(text)

    assert (question.kind, question.settings) == (kind, set_to)


@pytest.mark.parametrize(
    "text",
    [
        "What happened? (last quarter)",
        "Name your favourites (choose up to three)",
        "What is it? (text) (1 to 5)",
        "Anything else? (please)",
        "Why does it matter? (0 to 100)",
    ],
)
def test_bracket_that_could_not_be_used_stays(text):
    assert only(text).text == text.replace(" (text)", "")


@pytest.mark.parametrize("text", ["?? (0 to 5)", "(required)", "£ (yes/no)"])
def test_bracket_that_stands_alone_stays(text):
    assert only(text).text == text


def test_bracket_that_the_options_contradict_stays():
    for text in ("Which? (date)", "Which (red; blue)?", "How many? (people)", "Which? (1 to 5)"):
        asked = only(f"{text}\n- 1 or 2\n- 3 or more").text
        assert asked.replace("?", "") == text.replace("?", "")


@pytest.mark.parametrize(
    ("asked", "kind", "set_to"),
    [
        ("Which is it?", "choose_one", {}),
        ("Which (choose up to three)?", "choose_several", {"most": 3}),
        ("Which? Tick all that apply.", "choose_several", {}),
        ("Which? (select any)", "choose_several", {}),
        ("Which? (max 3)", "choose_several", {"most": 3}),
        ("Choose up to 9", "choose_several", {}),  # there are four
        ("Which? (choose one)", "choose_one", {}),
        ("Rank these", "rank", {}),
        ("Put your top two in order of importance", "rank", {"most": 2}),
        ("How many had each?", "grid_number", {}),
        ("How far do you agree? (1 to 5)", "grid_scale", {"low": 1, "high": 5}),
        ("How far is each? (0 to 100)", "grid_number", {"min": 0, "max": 100}),
    ],
)
def test_kind_is_guessed_with_options(asked, kind, set_to):
    question = only(f"{asked}\n  Red\n  Blue\n  Green\n  Grey")

    assert (question.kind, question.settings) == (kind, set_to)
    assert texts([*question.options, *question.rows]) == ["Red", "Blue", "Green", "Grey"]


def test_bands_of_how_many_are_options():
    question = only("How many in each team?\n- 1 to 5\n- 6 or more")

    assert (question.kind, texts(question.options)) == ("choose_one", ["1 to 5", "6 or more"])


def test_yes_and_no_alone_need_no_options():
    assert (only("Late?\n- Yes\n- No").kind, only("Late?\n- Yes\n- No").options) == ("yes_no", [])
    assert texts(only("Late?\nYes\nNo\nNot sure").options) == ["Yes", "No", "Not sure"]


def test_options_that_name_the_ends_of_a_scale_are_its_labels():
    question = only("How well? (0 to 10)\n  0 = not at all\n  10: very well")

    assert question.kind == "scale"
    assert question.settings["low_label"] == "not at all"
    assert question.settings["high_label"] == "very well"


def test_options_in_brackets():
    assert texts(only("Late? (Yes / No / Not sure)").options) == ["Yes", "No", "Not sure"]
    assert texts(only("Late (red; blue)?").options) == ["red", "blue"]
    assert only("Late (red; blue)?").text == "Late?"
    assert only("Late? (Yes/No)").kind == "yes_no"
    assert only("How many (adults; no children)?").text == "How many (adults; no children)?"


@pytest.mark.parametrize(
    "other",
    ["Other", "Other:", "other (please say)", "Other, please specify: ____", "Other – which?"],
)
def test_other_has_its_code(other):
    options = only(f"Which?\n- Red\n- {other}").options

    assert [option.code for option in options] == ["", "OTH"]
    assert not options[1].text.endswith((":", "_"))


def test_other_people_are_an_option_like_any():
    assert [one.code for one in only("Who?\n- Ours\n- Other people\n").options] == ["", ""]


@pytest.mark.parametrize("text", ["Who are you? *", "Who are you?*", "Who are you? (required)"])
def test_required(text):
    question = only(text)

    assert (question.text, question.required) == ("Who are you?", True)


def test_bracket_that_says_nothing_we_know_stays():
    question = only("Who leads (not in name)? (required)")

    assert (question.text, question.required) == ("Who leads (not in name)?", True)
