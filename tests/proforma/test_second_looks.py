"""What is said about an answer that is taken all the same: few false alarms, and never a refusal."""

import time
from dataclasses import dataclass, field

import pytest
from django.utils import timezone

from meetings.demo import answers as demo
from proforma import giveaways
from proforma.plain import PlainOption, PlainQuestion
from proforma.second_looks import look

THIS_YEAR = timezone.localdate().year
HELD = PlainQuestion("whole_number", "How many adults did you support?", code="B1")
ROWS = [PlainOption("Homelessness", "home"), PlainOption("Drugs or alcohol", "drugs")]


@dataclass
class StoredQuestion:
    """As the database gives it: rows come from a method."""

    code: str
    kind: str
    text: str
    settings: dict = field(default_factory=dict)

    def grid_rows(self):
        return [(row.code, row.text) for row in ROWS]


def limited(kind="whole_number", **more):
    return PlainQuestion(
        kind, "Of those, how many?", code="B2", settings={"not_above": "B1"}, **more
    )


def looks(question, entry, earlier=None, of=HELD):
    answers = {question.code: entry, of.code: earlier}
    return look(question, entry, answers, questions={question.code: question, of.code: of})


def looks_at(text, kind="long_text"):
    return looks(PlainQuestion(kind, "Tell us.", code="A1"), {"value": text})


# A figure higher than an earlier one.


@pytest.mark.parametrize(
    ("value", "earlier"), [(250, 200), ("200.5", 200), (201, "200.5"), ("10.10", "10.09")]
)
def test_a_figure_above_the_one_it_is_part_of_is_pointed_out(value, earlier):
    (said,) = looks(limited("decimal"), {"value": value}, {"value": earlier})

    assert said == (
        f"{value} is more than the {earlier} you gave for “How many adults did you support?”. "
        "Leave it if it is right."
    )


def test_large_figures_are_said_with_their_thousands():
    (said,) = looks(limited(), {"value": 12500}, {"value": 10000})

    assert said.startswith("12,500 is more than the 10,000 you gave")


@pytest.mark.parametrize(
    ("entry", "earlier"),
    [
        ({"value": 200}, {"value": 200}),
        ({"value": 0}, {"value": 0}),
        ({"value": "9"}, {"value": "10"}),  # numbers, not words
        ({"value": 250}, {"state": "dont_know"}),
        ({"value": 250}, None),
        ({"state": "not_recorded"}, {"value": 200}),
        ({"value": "many"}, {"value": 200}),
        ({"value": True}, {"value": 0}),
        ({"value": "NaN"}, {"value": 0}),
        ({"value": 250}, {"value": "words"}),
        ({"value": 250}, {"value": ["a"]}),
        (None, {"value": 200}),
    ],
)
def test_what_cannot_be_compared_or_is_not_above_is_left_alone(entry, earlier):
    assert looks(limited(), entry, earlier) == []


@pytest.mark.parametrize("kind", ["money", "percentage", "decimal", "whole_number"])
def test_every_kind_of_number_is_compared(kind):
    assert len(looks(limited(kind), {"value": 12}, {"value": 11})) == 1


def test_words_are_never_compared():
    assert looks(limited("short_text"), {"value": "250"}, {"value": 200}) == []


def test_a_figure_is_not_compared_with_itself():
    question = PlainQuestion("whole_number", "How many?", code="B1", settings={"not_above": "B1"})

    assert look(question, {"value": 3}, {"B1": {"value": 2}}, questions={"B1": question}) == []


@pytest.mark.parametrize(
    "question",
    [
        limited("grid_number", rows=ROWS),
        StoredQuestion("B2", "grid_number", "Of those?", {"not_above": "B1"}),
    ],
    ids=["plain", "stored"],
)
def test_each_row_of_a_grid_is_compared_and_named(question):
    (said,) = looks(question, {"value": {"home": 150, "drugs": 250}}, {"value": 200})

    assert said.startswith(
        "Drugs or alcohol: 250 is more than the 200 you gave for “How many adults"
    )


def test_two_grids_are_compared_row_by_row():
    said = looks(
        limited("grid_number", rows=ROWS),
        {"value": {"home": 5, "drugs": 9, "gone": 3}},
        {"value": {"home": 4, "drugs": 9}},
    )

    assert [words.partition(":")[0] for words in said] == ["Homelessness"]


def test_a_long_question_is_cut_and_an_unknown_one_goes_by_its_code():
    long = PlainQuestion("whole_number", "How many " * 40, code="B1")
    (said,) = looks(limited(), {"value": 2}, {"value": 1}, of=long)
    (by_code,) = look(limited(), {"value": 2}, {"B1": {"value": 1}}, questions={})

    assert len(said) < 160
    assert "…”" in said
    assert "“B1”" in by_code


# A date far away.


@pytest.mark.parametrize(
    ("kind", "value"),
    [("month", "{}-03"), ("date", "{}-03-14"), ("date_time", "{}-03-14T09:30")],
)
@pytest.mark.parametrize(
    ("years", "ending"),
    [
        (-31, " is a long time ago. Is it right?"),
        (31, " is a long way off. Is it right?"),
        (-30, None),
        (0, None),
        (30, None),
    ],
)
def test_a_date_more_than_thirty_years_off_is_asked_about(kind, value, years, ending):
    year = THIS_YEAR + years
    said = looks(PlainQuestion(kind, "When?", code="A1"), {"value": value.format(year)})

    assert said == ([f"{year}{ending}"] if ending else [])


@pytest.mark.parametrize("value", [None, "", "soon", 1920, ["1920-01"], "١٩٢٠-01"])
def test_what_is_no_date_is_left_alone(value):
    assert looks(PlainQuestion("month", "When?", code="A1"), {"value": value}) == []


def test_a_time_of_day_has_no_year():
    assert looks(PlainQuestion("time", "When?", code="A1"), {"value": "19:20"}) == []


# What may give somebody away.

GIVEAWAYS = {
    "phone": [
        "07700 900123",
        "07700900123",
        "07700-900-123",
        "07700 900 123",
        "(01632) 960 001",
        "01632 960001",
        "020 7946 0958",
        "0117 496 0123",
        "+44 7700 900123",
        "+44 (0)20 7946 0958",
        "0044 7700 900123",
        "+353 20 910 0123",
        "+1-202-555-0143",
    ],
    "email": ["jo@example.com", "jo.brown+work@mail.example.org", "j_b@example.co.uk"],
    "postcode": ["ZZ9A 3ZZ", "SW1A 1AA", "M1 1AE", "B33 8TH", "sw1a 1aa", "EC1A1BB"],
    "birth": [
        "born 12/3/1980",
        "born on 12th March 1980",
        "Born on the 3.4.75",
        "DOB 12/03/80",
        "DOB: 12-03-1980",
        "d.o.b. 1980-03-12",
        "date of birth is 3 Jan 1980",
        "date of birth: March 3, 1980",
        "(b. 12/3/1980",
    ],
    "nhs": ["943 476 5919", "943-476-5919", "9434765919"],
    "insurance": ["AB 12 34 56 C", "AB123456C", "ab 12 34 56 c"],
    "name": [
        "Mr Smith",
        "Mrs Hill",
        "Dr Jones",
        "Ms. Ada O’Neill",
        "Prof J. Brown",
    ],
}
CASES = [(kind, text) for kind, texts in GIVEAWAYS.items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), CASES, ids=[text for _kind, text in CASES])
@pytest.mark.parametrize(
    "sentence", ["{}", "We rang {}, twice.", "It was {}.", "(see {})\nand so on"]
)
def test_what_may_give_somebody_away_is_found_once_wherever_it_stands(kind, text, sentence):
    assert [one for one, _seen in giveaways.find(sentence.format(text))] == [kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A man called John came back.", "John"),
        ("There was somebody named Sarah B who waited.", "Sarah B"),
        ("Her name is Zoë.", "Zoë"),
        ("It began when a client, John, lost his home.", "John"),
        ("My brother Tom was turned away.", "Tom"),
        ("We supported a woman, Siân, for a year.", "Siân"),
        ("Then we met Sarah Brown outside.", None),
        ("It was only because of Mary-Ann O'Hara that it worked.", "Mary-Ann O'Hara"),
        ("I asked, Peter McDonald answered.", "Peter McDonald"),
        ("They told Ana Maria Silva to wait.", "Ana Maria Silva"),
    ],
)
def test_a_name_in_a_sentence_is_found(text, name):
    expected = name or "Sarah Brown"

    assert giveaways.find(text) == [("name", expected)]


@pytest.mark.parametrize(
    "text",
    [
        # figures
        "In 2019, 2020 and 2021 we saw 10,000 people.",
        "Between 2019-2020 and 2023-2024 it rose from 1200 to 1500.",
        "It costs £1234567890 or 9,434,765,919 in all.",
        "From 10 to 20 000 000 000 in a year.",
        "On 01/02/2026 10:30 and 01.02.2026 11:30, and 2026-01-02 12:00.",
        "Scores were 0 1 2 3 4 5 6 7 8 9 10.",
        "The check digit of 943 476 5918 is wrong, and 000 000 0000 is nobody.",
        "Order 12345678 and reference 2026-000123.",
        "Call 999, 111 or 101 at 9.30 or 16:45.",
        # codes that are no postcode
        "See B5R, A4 2nd page, M25 and form SF12.",
        "Ward B2, room a1 3rd floor.",
        "The form asks for a DOB and an NHS number; few were born here.",
        "She was born in 1980 somewhere.",
        # places, organisations and the calendar
        "We work with Carrowby Council, the Salvation Army and Citizens Advice.",
        "It is on Garrick Row near Mill Street.",
        "We meet every Monday Morning in January.",
        "They need Mental Health and Adult Social Care together.",
        "He claimed Universal Credit and Personal Independence Payment benefits.",
        "She was at Open Door, then in West Yorkshire.",
        "It is a service called Harbour and a project named Compass Rose.",
        "We called Samaritans, and then called the Police.",
        "We called NHS 111, then we called CAMHS again.",
        "The worker Monday to Friday is the same.",
        "I miss the old team, and Miss is what they call me.",
        "It is run by Harbour Lights Coast Ventures now.",
        "What If Every Question Were Written Like This.",
        "ALL OF IT IS IN CAPITALS BECAUSE I AM ANGRY.",
        "The client, I think, was right. A patient, however, was not.",
        "Ask what the staff at AT&T @ work and @example would say.",
        "",
    ],
)
def test_what_gives_nobody_away_is_left_alone(text):
    assert giveaways.find(text) == []


def test_a_sentence_says_what_was_seen():
    assert looks_at("Ring me on 07700 900123.") == [
        "This looks like a phone number: 07700 900123. Take it out if it is somebody’s."
    ]


def test_the_same_thing_is_said_once():
    entry = {"value": "jo@example.com or JO@example.com", "caveat": "jo@example.com"}

    assert len(looks(PlainQuestion("long_text", "?", code="A1"), entry)) == 1


@pytest.mark.parametrize("aside", ["other", "caveat", "source", "comment"])
def test_words_beside_an_answer_are_looked_at_whatever_its_kind(aside):
    question = PlainQuestion("choose_one", "Which?", code="A1")

    (said,) = looks(question, {"value": "OTH", aside: "Ask jo@example.com"})

    assert "jo@example.com" in said


def test_words_beside_a_state_are_looked_at():
    entry = {"state": "dont_know", "caveat": "Mr Smith holds it"}

    assert len(looks(PlainQuestion("whole_number", "?", code="B1"), entry)) == 1


def test_a_code_is_not_read_as_words():
    assert looks(PlainQuestion("choose_one", "Which?", code="A1"), {"value": "AB123456C"}) == []


def test_no_kind_of_answer_is_refused_or_breaks():
    from_elsewhere = [None, "", 3, "3", True, [], ["a"], {}, {"a": 1}, {"a": None}]
    for kind in ("short_text", "whole_number", "grid_number", "date", "rank", "statement"):
        for value in from_elsewhere:
            assert looks(limited(kind), {"value": value}, {"value": 99}) == []


def test_nothing_in_the_demo_is_called_a_giveaway():
    views = [
        text
        for answers in demo.VIEWS.values()
        for code, text in answers.items()
        if code in {"A4", "A5", "A9", "A3_other"}
    ]
    beside = [
        entry[name]
        for entries in demo.FIGURES.values()
        for entry in entries.values()
        for name in ("caveat", "other")
        if name in entry
    ]

    assert len(views) > 40
    assert beside
    assert [found for text in [*views, *beside] for found in giveaways.find(text)] == []


@pytest.mark.parametrize(
    "piece",
    ["0", "0 ", "1 ", "+", "a", "A", "Aa ", "a.", "a@", "a@a.", "Aa", "called ", "called A", "client, ",
     "client Aa ", "b.", "born ", "born on ", "born on the ", "1/1/", "01.01.", "-", "'", "Mr ", "Mr A. ", "AB12",
     "a Aa Aa ", "(0(", " ", "\n", "0.", "É", "é", "1st Jan "],
)  # fmt: skip
def test_a_hostile_text_is_looked_through_at_once(piece):
    started = time.process_time()
    looks_at(piece * (8000 // len(piece)))

    assert time.process_time() - started < 0.5
