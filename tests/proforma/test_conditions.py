"""“Show if”: who is asked what, and how it is put in words."""

from types import SimpleNamespace

import pytest

from proforma import conditions

ANSWERS = {
    "A1": {"value": "yes"},
    "A2": {"value": ["N", "S"]},
    "A3": {"value": "7.5"},
    "A4": {"state": "dont_know"},
}


def only_if(*tests, match="all"):
    return {"match": match, "tests": list(tests)}


def test(code, passes, **more):
    return {"question": code, "is": passes, **more}


test.__test__ = False


@pytest.mark.parametrize(
    ("condition", "applies"),
    [
        (None, True),
        (only_if(test("A1", "answered")), True),
        (only_if(test("A4", "answered")), False),  # “I do not know” is no answer
        (only_if(test("A9", "answered")), False),
        (only_if(test("A1", "one_of", values=["yes"])), True),
        (only_if(test("A1", "one_of", values=["no"])), False),
        (only_if(test("A2", "one_of", values=["S", "E"])), True),
        (only_if(test("A2", "none_of", values=["S"])), False),
        (only_if(test("A9", "none_of", values=["S"])), True),
        (only_if(test("A3", "at_least", value="7.5")), True),
        (only_if(test("A3", "at_most", value="7")), False),
        (only_if(test("A1", "at_least", value="1")), False),
        (only_if(test("A1", "answered"), test("A9", "answered")), False),
        (only_if(test("A1", "answered"), test("A9", "answered"), match="any"), True),
    ],
)
def test_condition_holds_or_does_not(condition, applies):
    assert conditions.applies(condition, ANSWERS) is applies


def test_what_hangs_on_a_hidden_question_is_hidden_with_it():
    questions = [
        SimpleNamespace(code="A1", show_if=None),
        SimpleNamespace(code="A2", show_if=only_if(test("A1", "one_of", values=["no"]))),
        SimpleNamespace(code="A3", show_if=only_if(test("A2", "answered"))),
        SimpleNamespace(code="A5", show_if=only_if(test("A2", "none_of", values=["N"]))),
    ]

    asked = conditions.asked_of(questions, ANSWERS)

    assert [question.code for question in asked] == ["A1", "A5"]


def test_condition_reads_as_a_sentence():
    questions = {
        "A1": SimpleNamespace(text="Do you?", texts=lambda: {"yes": "Yes"}),
        "A3": SimpleNamespace(text="How much?", texts=dict),
    }
    condition = only_if(
        test("A1", "one_of", values=["yes"]),
        test("A3", "at_least", value="5"),
        test("A7", "answered"),
    )

    said = conditions.in_words(condition, questions)

    assert said == "Only if “Do you?” is “Yes” and “How much?” is 5 or more and A7 was answered."
