"""The wording check: each check is heard where it should be, and quiet where it could be mistaken."""

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.demo.proforma import PARTS
from proforma.kinds import KINDS, OTHER
from proforma.plain import PlainOption, PlainQuestion
from proforma.wording import CHECKS, Remark, look
from proforma.wording.reading import grade, sentences, syllables


def question(text, kind="yes_no", options=(), **more):
    offered = [PlainOption(text, OTHER if text.startswith("Other") else "") for text in options]
    return PlainQuestion(kind, text, options=offered, **more)


def codes(*args, **more):
    return [remark.code for remark in look(question(*args, **more))]


def chosen(*options, kind="choose_one", text="Which is it?", **more):
    return codes(text, kind, options, **more)


HEARD = [
    ("How many did you see, and how many came back?", "whole_number", "two_ideas"),
    ("How and when do you call?", "short_text", "two_ideas"),
    ("What went well? What went badly?", "long_text", "two_ideas"),
    ("How satisfied are you with the speed and quality of our work?", "scale", "two_ideas"),
    ("How easy and quick was it?", "scale", "two_ideas"),
    ("Was the room clear and useful?", "yes_no", "two_ideas"),
    ("Do you get both food and shelter?", "yes_no", "two_ideas"),
    ("Is it a matter of housing/homelessness?", "yes_no", "two_ideas"),
    ("Don't you agree?", "yes_no", "leading"),
    ("Don’t you think it is late?", "yes_no", "leading"),
    ("Surely we could meet sooner?", "yes_no", "leading"),
    ("How helpful was the meeting?", "scale", "leading"),
    ("How much better is it now?", "scale", "leading"),
    ("Do you agree that we should meet?", "yes_no", "leading"),
    ("What do you think of our excellent forms?", "long_text", "leading"),
    ("What of the hard-to-reach?", "long_text", "leading"),
    ("Do you never see people without a referral?", "yes_no", "double_negative"),
    ("Is it not impossible?", "yes_no", "double_negative"),
    ("Do you always call back?", "yes_no", "absolute_words"),
    ("Do all services reply?", "yes_no", "absolute_words"),
    ("Would you come if it were on a Monday?", "yes_no", "hypothetical"),
    ("If you had a day more, what would you do?", "long_text", "hypothetical"),
    ("What are the names of the people you support?", "long_text", "asks_for_names"),
    ("What is their date of birth?", "date", "asks_for_names"),
    ("What is your full name?", "short_text", "asks_for_names"),
    ("Tell us about a person who was turned away.", "long_text", "asks_for_names"),
    ("How many adults did you support?", "whole_number", "recall_period"),
    ("How much money did you spend?", "money", "recall_period"),
    ("Do you go to the MARAC?", "yes_no", "jargon"),
    ("Do you utilise it?", "yes_no", "jargon"),
    (
        "To what degree have organisational accountability arrangements facilitated interdisciplinary "
        "collaboration?",
        "scale",
        "reading_level",
    ),
    (
        "When you think of the last time you had to call a team that you did not know, and of what they "
        "said, how long was it till you got a reply?",
        "short_text",
        "reading_level",
    ),
]
QUIET = [
    ("How many people had a drug or alcohol problem last year?", "whole_number"),
    ("How well do mental health and housing services work together?", "scale"),
    ("How well do health and social care work together?", "scale"),
    ("Are the terms and conditions of work known to you?", "yes_no"),
    ("Do you work with police, courts and prisons?", "yes_no"),
    ("What has been tried, and why did it stop?", "long_text"),
    ("How many people who drink and who sleep rough did you see last week?", "whole_number"),
    ("Do you involve family and friends?", "yes_no"),
    ("Do you report daily or weekly?", "yes_no"),
    ("Why don't you take referrals on Fridays?", "long_text"),
    ("How far do you agree?", "yes_no"),
    ("Who did not come and did not call?", "long_text"),
    ("Do you take part, whether or not you are paid?", "yes_no"),
    ("If you had a referral declined last year, what was the reason?", "long_text"),
    ("Do you feel at home here at all?", "yes_no"),
    ("How many in all did you see last week?", "whole_number"),
    ("What is your organisation's name?", "short_text"),
    ("Do you record the date of birth?", "yes_no"),
    ("Of those adults, how many came back?", "whole_number"),
    ("How many posts are empty now?", "whole_number"),
    ("How many posts do you have?", "whole_number"),
    ("How easy or difficult is it to call?", "scale"),
    ("To what extent do you agree that we share well?", "scale"),
    ("How many days does it take in a typical week?", "whole_number"),
    ("Is there an NHS team near you?", "yes_no"),
    ("Do you go to the multi-agency meeting (MARAC)?", "yes_no"),
    ("HOW LONG IS THE WAIT?", "short_text"),
    ("Wie lange dauert es?", "short_text"),
]


def with_ends(kind):
    ends = {"low_label": "Not at all", "high_label": "Very well"}
    return ends if kind == "scale" else {}


@pytest.mark.parametrize(("text", "kind", "code"), HEARD)
def test_fault_is_heard(text, kind, code):
    assert code in codes(text, kind, settings=with_ends(kind))


@pytest.mark.parametrize(("text", "kind"), QUIET)
def test_sound_question_is_left_in_peace(text, kind):
    assert codes(text, kind, settings=with_ends(kind)) == []


def test_every_check_is_tried_here():
    tried = {code for *_, code in HEARD} | {
        "favourites_first",
        "no_other",
        "too_many_options",
        "unbalanced_scale",
        "missing_ends",
        "overlapping_ranges",
        "gap_in_ranges",
    }

    assert tried == set(CHECKS)


def test_remark_quotes_what_was_found_and_says_what_to_do():
    (remark,) = look(question("How many adults did you support?", "whole_number"))

    assert remark == Remark(
        "recall_period",
        "“How many” does not say over what time: give it a period, such as the last 12 months, or a day.",
    )


def test_a_period_a_promise_and_an_explanation_are_enough():
    period = {"period": "last quarter"}
    assert codes("How many came?", "whole_number", settings=period) == []
    promise = "No names, please."
    assert codes("Tell us about a person who was turned away.", "long_text", help=promise) == []
    meaning = "MARAC is the meeting on domestic abuse."
    assert codes("Do you go to the MARAC?", help=meaning) == []


def test_rows_of_a_grid_take_one_answer_each():
    text = "How many did you receive last week, and how many did you decline?"

    assert codes(text, "grid_number") == []
    assert codes(text, "whole_number") == ["two_ideas"]


def test_rows_are_read_as_well():
    rows = [PlainOption("I am never without help"), PlainOption("I can always ask")]
    labels = {"low_label": "Strongly disagree", "high_label": "Strongly agree"}

    heard = codes("How far do you agree?", "grid_scale", rows=rows, settings=labels)

    assert heard == ["double_negative", "absolute_words"]


def test_list_needs_a_way_out():
    assert chosen("Housing", "Health") == ["no_other"]
    assert chosen("Housing", "Health", kind="choose_several") == ["no_other"]


@pytest.mark.parametrize(
    "options",
    [
        ["Housing", "Health", "Other, please say"],
        ["Housing", "Health", "None of these"],
        ["Housing", "Health", "I don’t know"],
        ["Yes", "No", "In part"],
        ["Good", "Fair", "Poor"],
        ["Always", "Sometimes", "Never"],
        ["Weekly", "Monthly", "Less often", "Never"],
        ["Not at all", "A little", "Quite a lot", "A great deal"],
        ["Very useful", "Quite useful", "Not useful"],
        ["Very satisfied", "Satisfied", "Neither", "Dissatisfied", "Very dissatisfied"],
        ["Under 1", "1 to 5", "6 to 15", "Over 15"],
        ["None", "1 or 2", "3 or more"],
        ["Up to £10k", "£10,001–£50,000", "£50,001+"],
        ["Under £10k", "£10k to £50k", "Over £50k"],
        ["0", "1", "2", "5"],
        ["1 to 6 days", "1 to 4 weeks", "1 month or more"],
    ],
    ids=lambda options: options[0],
)
def test_list_that_is_whole_is_left_in_peace(options):
    assert chosen(*options) == []


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["Excellent", "Very good", "Good", "Fair"], "unbalanced_scale"),
        (
            ["Agree strongly", "Agree", "Disagree", "Strongly disagree", "Likely"],
            "unbalanced_scale",
        ),
        (["1–5", "5–10"], "overlapping_ranges"),
        (["Up to 5", "5 to 10 years", "Over 10"], "overlapping_ranges"),
        (["Under 1", "1 to 5", "6 to 15", "Over 20"], "gap_in_ranges"),
        (["1 to 5", "8 to 10"], "gap_in_ranges"),
        (["Under 5", "Over 5"], "gap_in_ranges"),
    ],
    ids=lambda given: given if isinstance(given, str) else given[0],
)
def test_faulty_list_is_heard(options, code):
    assert chosen(*options) == [code]


def test_favourites_come_after_an_open_question():
    options = ["This", "Other, please say"]

    assert chosen(*options, steer="high") == ["favourites_first"]
    assert chosen(*options, options_steer="high") == ["favourites_first"]
    assert chosen(*options, steer="high", follows="1") == []
    assert chosen(*options, steer="medium") == []


def test_long_lists_are_heard():
    names = [f"Place {chr(65 + n)}" for n in range(12)] + ["Other"]

    assert chosen(*names) == ["too_many_options"]
    assert chosen(*names[1:]) == []
    rows = [PlainOption(name) for name in names]
    period = {"period": "last year"}
    assert codes("How many?", "grid_number", rows=rows, settings=period) == ["too_many_options"]


@pytest.mark.parametrize(
    ("low", "high", "heard"),
    [
        ("", "", ["missing_ends"]),
        ("Not at all", "", ["missing_ends"]),
        ("Good", "Excellent", ["unbalanced_scale"]),
        ("Poor", "Very poor", ["unbalanced_scale"]),
        ("Poor", "Good", []),
        ("Not at all satisfied", "Very satisfied", []),
        ("I need more time to explore", "Let's start now", []),
    ],
)
def test_scale_has_two_ends_that_differ(low, high, heard):
    labels = {"low": 0, "high": 10, "low_label": low, "high_label": high}

    assert codes("How well is it going?", "scale", settings=labels) == heard


def test_there_are_no_remarks_in_another_language():
    with translation.override("cy"):
        assert codes("Don't you agree?") == []
    with translation.override("en-gb"):
        assert codes("Don't you agree?") == ["leading"]


def test_demo_questions_hear_one_remark():
    heard = {}
    for spec in (one for part in PARTS for one in part["questions"]):
        asked = PlainQuestion(
            spec["kind"],
            spec["text"],
            spec["help"],
            settings=spec["settings"],
            options=[PlainOption(text, code) for code, text in spec["options"]],
            rows=[PlainOption(text, code) for code, text in spec["rows"]],
        )
        heard |= {spec["code"]: [r.code for r in look(asked)]} if look(asked) else {}

    assert heard == {"A7": ["no_other"]}


def test_statement_is_only_read_for_how_hard_it_is():
    assert codes("Surely all of this is excellent?", "statement") == []
    assert codes("See the MARAC notes.", "statement") == ["jargon"]


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("people", 2), ("support", 2), ("missed", 1), ("needed", 2), ("appointment", 3)]
    + [("late", 1), ("services", 3), ("table", 2), ("organisation", 5), ("12", 1), ("movement", 2)],
)
def test_syllables(word, count):
    assert syllables(word) == count


def test_grade_is_the_published_formula():
    # Ten words in two sentences, eleven syllables.
    text = "The cat sat on it. We saw it there today."

    assert len(sentences(text)) == 2
    assert grade(text) == pytest.approx(max(0, 0.39 * 5 + 11.8 * 1.1 - 15.59))
    assert grade("Organisations negotiate accommodation.") > 20
    assert grade("…") == 0


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.text(max_size=300) | st.from_regex(r"(how |many |and |1–5 |not |\?|/|if you ){0,40}"),
    st.lists(
        st.text(max_size=30) | st.from_regex(r"(under |£?\d{1,12}[km+]?|–| to )+"), max_size=5
    ),
)
def test_nothing_written_makes_it_fail(kind, text, options):
    asked = question(text, kind, options, help=text, rows=[PlainOption(one) for one in options])

    assert all(remark.code in CHECKS and remark.words for remark in look(asked))
