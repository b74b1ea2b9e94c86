"""Answers like another one, and words that are looked for. No database."""

import pytest

from proforma.similar import fold, holds, most_like, pieces

TEXTS = [
    "The letter went to a hostel he left in spring.",
    "Her letters went to an old address.",
    "Nobody answers on a Friday afternoon.",
    "On Friday at four the line rang out.",
    "We met one Monday.",
    "",
]


def test_what_shares_rare_words_is_alike():
    assert [place for place, _score in most_like(TEXTS, 0)][0] == 1
    assert [place for place, _score in most_like(TEXTS, 2)][0] == 3


def test_likeness_is_the_same_from_either_side():
    there = dict(most_like(TEXTS, 0, most=9))
    back = dict(most_like(TEXTS, 1, most=9))

    assert there[1] == pytest.approx(back[0])
    assert 0 < there[1] < 1


def test_same_words_are_wholly_alike():
    (found,) = most_like(["One worker stayed.", "one WORKER stayed", "Nobody came."], 0)

    assert found == (1, pytest.approx(1))


def test_what_shares_nothing_is_not_named():
    assert most_like(["One.", "Two.", "Three."], 0) == []
    assert most_like(TEXTS, 5) == []
    assert most_like(["Alone."], 0) == []


def test_words_that_stand_in_every_text_tell_nothing():
    assert most_like(["the cat", "the dog", "the cow"], 0) == []


def test_rare_word_makes_more_alike_than_a_common_one():
    texts = ["worker friday", "worker one", "friday two", "worker three", "worker four"]

    assert [place for place, _score in most_like(texts, 0)][0] == 2


def test_one_common_word_makes_nothing_alike():
    assert most_like([*(f"worker {n}" for n in range(9)), "else"], 0) == []


def test_no_more_are_named_than_asked_for():
    assert len(most_like(["worker"] * 9 + ["else"], 0, most=2)) == 2


def test_long_text_takes_no_long_time():
    texts = ["worker " * 5000, "worker friday"] * 50

    assert most_like([*texts, "else"], 0)


def test_capitals_and_accents_do_not_matter():
    assert fold("Café ÉCOLE") == "cafe ecole"
    assert pieces("Une CAFÉ-école", "cafe") == [("Une ", False), ("CAFÉ", True), ("-école", False)]
    assert pieces("Une cafe\u0301", "café") == [("Une ", False), ("cafe\u0301", True)]


def test_all_words_sought_must_occur():
    assert pieces("On Friday at four", "four FRIDAY") == [
        ("On ", False),
        ("Friday", True),
        (" at ", False),
        ("four", True),
    ]
    assert holds("On Friday at four", "four FRIDAY")
    assert not holds("On Friday at four", "friday five")


@pytest.mark.parametrize("sought", ["", "  ", "\u0301"])
def test_nothing_sought_finds_everything(sought):
    assert holds("On Friday", sought)
    assert pieces("On Friday", sought) == [("On Friday", False)]


@pytest.mark.parametrize("sought", [".*", "(", "\\", "<b>", "\x00"])
def test_signs_are_sought_as_they_stand(sought):
    assert pieces(f"What {sought} is", sought) == [
        ("What ", False),
        (sought, True),
        (" is", False),
    ]
    assert not holds("What is", sought)


def test_letter_that_folds_into_two_keeps_its_place():
    assert pieces("Die Straße dort", "strasse") == [
        ("Die ", False),
        ("Straße", True),
        (" dort", False),
    ]
