"""The question bank: thirty entries, each fit to be asked as it stands."""

import pytest
from django.utils import translation

from proforma.bank import bank, find
from proforma.kinds import KINDS, OTHER
from proforma.wording import look

STEERS = {
    "low": "Q1 Q2 Q3 Q4 Q7 Q8 Q10 Q12 Q15 Q16 Q17 Q19 Q21 Q22 Q25 Q30",
    "medium": "Q5 Q6 Q9 Q11 Q13 Q18 Q20 Q24 Q26 Q27 Q29",
    "high": "Q14 Q23 Q28",
}
PERSON = "Q1 Q2 Q3 Q11 Q17 Q18 Q19 Q20 Q21 Q26 Q28 Q29 Q30"
THEMES = {
    "About you": 3,
    "People": 4,
    "Access": 4,
    "Thresholds": 3,
    "Referral": 2,
    "Joint working": 5,
    "Sharing": 1,
    "Voice": 2,
    "People doing the work": 2,
    "Money": 2,
    "Next": 2,
}
KINDS_ASKED = {
    "Q1": "choose_one",
    "Q2": "choose_one",
    "Q3": "long_text",
    "Q4": "whole_number",
    "Q5": "grid_number",
    "Q6": "whole_number",
    "Q7": "long_text",
    "Q8": "whole_number",
    "Q9": "whole_number short_text",
    "Q10": "grid_choice",
    "Q11": "long_text",
    "Q12": "short_text",
    "Q13": "whole_number whole_number whole_number",
    "Q14": "choose_one",
    "Q15": "organisations organisations",
    "Q16": "short_text short_text",
    "Q17": "scale",
    "Q18": "long_text choose_several",
    "Q19": "long_text",
    "Q20": "long_text",
    "Q21": "long_text",
    "Q22": "long_text month",
    "Q23": "long_text",
    "Q24": "choose_one short_text",
    "Q25": "whole_number",
    "Q26": "long_text",
    "Q27": "money month",
    "Q28": "short_text",
    "Q29": "scale",
    "Q30": "long_text",
}
# What the wording check says of the bank, and the entry's note owns up to.
KNOWN_REMARKS = {("Q14", "favourites_first"), ("Q28", "hypothetical")}

QUESTIONS = [
    pytest.param(question, entry, id=f"{entry.code}.{question.code}")
    for entry in bank()
    for question in entry.questions
]


def by_code(code):
    return next(entry for entry in bank() if entry.code == code)


def test_there_are_thirty_entries_in_order():
    assert [entry.code for entry in bank()] == [f"Q{n}" for n in range(1, 31)]


def test_every_theme_has_its_entries():
    themes = [entry.theme for entry in bank()]

    assert {theme: themes.count(theme) for theme in dict.fromkeys(themes)} == THEMES


def test_each_is_asked_of_a_person_or_of_a_partner():
    assert [entry.code for entry in bank() if entry.unit == "person"] == PERSON.split()
    assert {entry.unit for entry in bank()} == {"person", "partner"}


def test_each_is_of_the_kind_it_should_be():
    asked = {entry.code: " ".join(q.kind for q in entry.questions) for entry in bank()}

    assert asked == KINDS_ASKED


def test_each_says_how_far_it_steers():
    steers = {entry.code: {question.steer for question in entry.questions} for entry in bank()}

    assert steers == {code: {s} for s, codes in STEERS.items() for code in codes.split()}


@pytest.mark.parametrize(("question", "entry"), QUESTIONS)
def test_question_is_whole(question, entry):
    kind = KINDS[question.kind]

    assert question.settings.keys() <= set(kind.settings)
    assert bool(question.options) == kind.has_options
    assert bool(question.rows) == kind.has_rows
    assert len(question.options) != 1
    assert question.origin == "question_bank"
    listed = bool(question.options or question.rows)
    assert question.options_origin == ("question_bank" if listed else "")
    assert question.options_steer == (question.steer if listed else "")
    if question.options and not question.rows:
        assert question.options[-1].code == OTHER


@pytest.mark.parametrize(("question", "entry"), QUESTIONS)
def test_texts_fit_where_they_go(question, entry):
    assert 0 < len(question.text) <= 400
    assert 0 < len(question.why) <= 300
    assert len(question.help) <= 300
    offered = [*question.options, *question.rows]
    assert all(0 < len(option.text) <= 200 for option in offered)
    assert all(0 < len(option.code) <= 12 for option in offered)
    assert len({option.code for option in offered}) == len(offered)
    for name, most in {"unit": 40, "period": 60, "low_label": 60, "high_label": 60}.items():
        assert len(question.settings.get(name, "")) <= most


@pytest.mark.parametrize("entry", bank(), ids=lambda entry: entry.code)
def test_follow_ups_refer_to_what_was_asked_before(entry):
    codes = [question.code for question in entry.questions]
    assert codes == [str(n) for n in range(1, len(codes) + 1)]
    assert entry.lead.follows == ""
    for place, question in enumerate(entry.questions[1:], start=1):
        assert question.follows == "1"
        named = [question.settings.get("not_above", "1")]
        named += [test["question"] for test in (question.show_if or {}).get("tests", [])]
        assert set(named) <= set(codes[:place])


def test_a_question_with_favourites_is_asked_open_first():
    first, second = by_code("Q18").questions

    assert (first.kind, second.kind, second.settings["most"]) == (
        "long_text",
        "choose_several",
        3,
    )


@pytest.mark.parametrize(("question", "entry"), QUESTIONS)
def test_the_wording_check_is_quiet_or_the_note_explains(question, entry):
    remarks = {(entry.code, remark.code) for remark in look(question)}

    assert remarks == {known for known in KNOWN_REMARKS if known[0] == entry.code}
    assert not remarks or entry.note


def test_what_is_taken_from_the_bank_may_be_changed():
    followed = by_code("Q24").questions[1]
    followed.show_if["tests"].clear()
    followed.settings["unit"] = "pence"

    assert by_code("Q24").questions[1].show_if["tests"]
    assert by_code("Q24").questions[1].settings == {}


def test_the_bank_is_said_in_the_language_in_use(monkeypatch):
    monkeypatch.setattr("proforma.bank.gettext", lambda text: text.upper())

    entry = by_code("Q17")
    assert entry.theme == "JOINT WORKING"
    assert entry.lead.settings["high_label"] == "VERY WELL"
    assert by_code("Q16").lead.help == ""
    assert by_code("Q5").lead.rows[0].text == "HOMELESSNESS"


@pytest.mark.parametrize(
    ("words", "theme", "unit", "found"),
    [
        ("DECLIN reason", "", "", ["Q14"]),
        ("q28", "", "", ["Q28"]),
        ("drop-in", "", "", ["Q10"]),
        ("waiting list full", "", "", ["Q14"]),
        ("", "Money", "", ["Q27", "Q28"]),
        ("", "Money", "person", ["Q28"]),
        ("referrals", "", "person", []),
        ("unicorn", "", "", []),
    ],
)
def test_find(words, theme, unit, found):
    assert [entry.code for entry in find(bank(), words, theme, unit)] == found


def test_finding_nothing_in_particular_finds_all():
    with translation.override("en-gb"):
        assert len(find(bank(), "  ")) == 30
