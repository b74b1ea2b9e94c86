"""Words that may be read no more are found wherever somebody typed them again."""

import time

import pytest

from proforma.echoes import Echoes

QUOTE = "They rang the office thrice before anybody came."


def without(text, *silent, now="", known=()):
    return Echoes([(one, now) for one in silent], known).without(text)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (QUOTE, "[…]"),
        (f"One said: “{QUOTE}” Nobody laughed.", "One said: “[…]” Nobody laughed."),
        (QUOTE.upper(), "[…]"),
        ("They rang the office thrice before anybody came, and then it rained.",
         "[…], and then it rained."),
        ("They  rang the\noffice – thrice – before\tanybody came", "[…]"),
        ("They rang the o\u00adffice thrice before anybody came.", "[…]"),
        ("Ｔｈｅｙ rang the oﬃce thrice before anybody came.", "[…]"),
        (f"{QUOTE} {QUOTE}", "[…] […]"),
    ],
)  # fmt: skip
def test_quote_is_found_however_it_was_written(written, left):
    assert without(written, QUOTE) == left


@pytest.mark.parametrize(
    ("quote", "written"),
    [
        ("We can't, and shan’t.", "We can’t and shan't."),
        ("Où est le café ?", "où est le CAFÉ ?"),
        ("Cafe\u0301 is shut today", "Café is shut today"),
        ("Straße um Straße gesperrt", "STRASSE UM STRASSE GESPERRT"),
        ("何度も電話した", "何度も電話した。"),
        ("رنّوا المكتب ثلاث مرات", "رنّوا المكتب ثلاث مرات"),
        ("It is _never_ open", "it is never open"),
    ],
)
def test_quote_of_any_writing_is_found(quote, written):
    assert without(written, quote).strip(" .。?") == "[…]"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("The office thrice before anybody came: a scandal", "[…]: a scandal"),
        ("Rang the office thrice before then", "[…] then"),
        ("The office, thrice before Anybody else", "[…] else"),
        ("The office thrice before noon", "The office thrice before noon"),
        ("They rang. The office came.", "They rang. The office came."),
    ],
)
def test_five_words_of_it_together_are_found_and_fewer_are_not(written, left):
    assert without(written, QUOTE) == left


def test_quote_of_two_words_is_nowhere_looked_for():
    assert without("Too late, some said.", "Too late") == "Too late, some said."


def test_text_that_is_nothing_but_such_words_is_known_however_short():
    silent = Echoes([("Too late", ""), ("Yes", "")], known=["yes!"])
    assert silent.is_one("“Too late.”")
    assert not silent.is_one("Too late, some said.")
    assert not silent.is_one("Yes")
    assert not silent.is_one("")


def test_quote_of_three_words_is_found_whole_only():
    assert without("Nobody ever rang", "Nobody ever rang.") == "[…]"
    assert without("Nobody ever said so", "Nobody ever rang.") == "Nobody ever said so"


def test_what_it_reads_now_stands_in_its_place():
    assert without(f"“{QUOTE}”", QUOTE, now="They rang [words left out].") == (
        "“They rang [words left out].”"
    )


def test_words_that_others_may_be_read_to_have_said_stay():
    question = "How often was the office rung thrice before anybody came out?"
    said = "Thrice before anybody came out, at number nine"
    assert without(said, f"{QUOTE} {said}") != said
    assert without(said, f"{QUOTE} {said}", known=[question, said]) == said
    assert without(QUOTE, QUOTE, known=[f"As one said, {QUOTE}"]) == QUOTE


def test_run_that_only_begins_in_what_may_be_read_is_found():
    known = "They rang the office thrice"
    assert without(f"{QUOTE} So one said.", QUOTE, known=[known]) == "[…] So one said."
    assert without("They rang the office thrice.", QUOTE, known=[known]) == (
        "They rang the office thrice."
    )


def test_longest_of_two_quotes_that_begin_alike_is_taken_out():
    longer = f"{QUOTE} Nobody was in."
    assert without(f"{longer} So.", QUOTE, longer) == "[…] So."
    assert without(f"{longer} So.", longer, QUOTE) == "[…] So."


@pytest.mark.parametrize("text", ["", " ", "…", "🙂🙂🙂", "\u200b", "'''"])
def test_text_without_words_stands_as_it_is(text):
    assert without(text, QUOTE) == text
    assert not Echoes([(text, "")])
    assert not Echoes([("a", "")]).is_one(text)


def test_time_grows_with_the_words_and_no_faster():
    """A hundred thousand words that are all alike take no more than some times ten thousand."""

    def taken(times):
        text = "no no no no no yes " * times
        found = Echoes([(text[: times * 10], ""), ("no no no no no no maybe", "")])
        began = time.perf_counter()
        found.without(text)
        return time.perf_counter() - began

    assert taken(20_000) < 60 * taken(2_000)
