"""Words chosen from an answer stand in it, and words that are taken out are gone for good."""

import pytest

from proforma import redaction

ANSWER = "The letter went to  a hostel\nhe left in “spring”. It wasn’t read. Nobody was unhappy."


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("The letter went to a hostel he left", "The letter went to a hostel he left"),
        ("  hostel he\tleft ", "hostel he left"),
        ("“It wasn't read.”", "It wasn’t read."),
        ("left in spring.", "left in “spring”."),
        (ANSWER, " ".join(ANSWER.split())),
    ],
)
def test_white_space_and_quote_marks_may_differ(words, chosen):
    assert redaction.chosen_from(ANSWER, words) == chosen


@pytest.mark.parametrize(
    "words",
    [
        "The letter came to a hostel",
        "the letter",  # as it was written
        "happy",  # the rest of the word says the opposite
        "host",
        "It was",
        "went a hostel",
        "",
        "  ",
        "“”",
        "...",
        "\x00",
        "(.*)",
    ],
)
def test_what_does_not_stand_there_is_not_chosen(words):
    assert redaction.chosen_from(ANSWER, words) == ""


def test_taken_out_wherever_it_stands_in_capitals_or_not():
    text = "Sarah’s worker rang. sarah waited; SARAH left."

    assert redaction.take_out(text, "Sarah", "[a name]") == (
        "[a name]’s worker rang. [a name] waited; [a name] left."
    )


def test_part_of_a_word_is_not_taken_out():
    with pytest.raises(redaction.NotThere):
        redaction.take_out("Annual review.", "Ann", "[a name]")


def test_signs_have_no_meaning_of_their_own():
    assert redaction.take_out(r"It cost (a lot) \1.", "(a lot)", r"[\1 \g<0>]") == (
        r"It cost [\1 \g<0>] \1."
    )


@pytest.mark.parametrize("text", ["A hostel.", "[…] a hostel [a place]!"])
def test_something_must_be_left(text):
    with pytest.raises(redaction.NothingLeft):
        redaction.take_out(text, "a hostel", "[a place]")


def test_letters_that_grow_when_made_small_keep_their_place():
    assert redaction.take_out("İn İstanbul and STRASSE", "strasse", "[a place]") == (
        "İn İstanbul and [a place]"
    )
