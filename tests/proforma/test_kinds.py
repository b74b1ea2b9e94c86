"""What each kind of question takes, stores, refuses and says again."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from proforma import entries
from proforma.kinds import KINDS, unfinished
from proforma.models import Option, Question

CHOICES = [("n", "North"), ("s", "South"), ("e", "East"), ("OTH", "Other, please say")]
ROWS = [("early", "Early on"), ("late", "Later")]


def question(kind, **settings):
    asked = Question(pk=1, code="A1", kind=kind, text="How?", settings=settings)
    takes = KINDS[kind]
    options = (
        [Option(axis="option", code=c, text=t) for c, t in CHOICES] if takes.has_options else []
    )
    options += [Option(axis="row", code=c, text=t) for c, t in ROWS] if takes.has_rows else []
    asked._prefetched_objects_cache = {"options": options}
    asked.partners = [(7, "Harbour Lights"), (8, "Shore Recovery")]
    return asked


def sent(*pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    return data


# kind, settings, what a form sends, what is stored, how it is said
TAKEN = [
    ("short_text", {}, [("A1", " At the door ")], "At the door", "At the door"),
    ("long_text", {}, [("A1", "One.\r\nTwo.")], "One.\nTwo.", "One.\nTwo."),
    ("whole_number", {"unit": "people"}, [("A1", "1,250")], 1250, "1,250 people"),
    ("whole_number", {}, [("A1", "0")], 0, "0"),
    ("whole_number", {"min": None}, [("A1", "-3")], -3, "-3"),
    ("decimal", {"unit": "posts"}, [("A1", "2.50")], "2.5", "2.5 posts"),
    ("decimal", {}, [("A1", "12 000")], 12000, "12,000"),
    ("money", {}, [("A1", "£1,250.5")], "1250.50", "£1,250.50"),
    ("money", {}, [("A1", "90000")], 90000, "£90,000"),
    ("percentage", {}, [("A1", "12.5%")], "12.5", "12.5%"),
    ("percentage", {}, [("A1", "100")], 100, "100%"),
    ("yes_no", {}, [("A1", "no")], "no", "No"),
    ("choose_one", {}, [("A1", "s")], "s", "South"),
    ("choose_several", {"most": 2}, [("A1", "n"), ("A1", "e")], ["n", "e"], "North; East"),
    ("scale", {"low": 0, "high": 10}, [("A1", "0")], 0, "0 (from 0 to 10)"),
    ("scale", {"low": -2, "high": 2}, [("A1", "-1")], -1, "-1 (from -2 to 2)"),
    ("scale", {"low": 0, "high": 100, "step": 50}, [("A1", "50")], 50, "50 (from 0 to 100)"),
    ("rank", {"most": 2}, [("A1/e", "1"), ("A1/n", "2"), ("A1/s", "")], ["e", "n"], "1. East; 2. North"),
    ("grid_scale", {}, [("A1/early", "1"), ("A1/late", "5")], {"early": 1, "late": 5}, "Early on: 1; Later: 5"),
    ("grid_choice", {}, [("A1/late", "n")], {"late": "n"}, "Later: North"),
    ("grid_number", {}, [("A1/early", "0"), ("A1/late", "1,200")], {"early": 0, "late": 1200}, "Early on: 0; Later: 1,200"),
    ("date", {}, [("A1", "2027-02-28")], "2027-02-28", "28 February 2027"),
    ("time", {}, [("A1", "09:30")], "09:30", "09:30"),
    ("date_time", {}, [("A1", "2027-02-28T09:30")], "2027-02-28T09:30", "28 February 2027, 09:30"),
    ("month", {}, [("A1", "2027-03")], "2027-03", "March 2027"),
    ("organisations", {"most": 2}, [("A1", "8"), ("A1", "7")], [7, 8], "Harbour Lights; Shore Recovery"),
    ("acknowledge", {}, [("A1", "yes")], True, "Yes, read"),
]  # fmt: skip

REFUSED = [
    ("short_text", {"max_length": 10}, [("A1", "eleven long")], "there is room for 10. Nothing has been cut."),
    ("whole_number", {}, [("A1", "2.5")], "has a fraction"),
    ("whole_number", {}, [("A1", "about ten")], "is not a number"),
    ("whole_number", {}, [("A1", "-1")], "This should be 0 or more."),
    ("whole_number", {"max": 12}, [("A1", "13")], "This should be 12 or less."),
    ("whole_number", {}, [("A1", "9" * 5000)], "is too large to be right"),
    ("decimal", {}, [("A1", "0.00001")], "Four places after the point"),
    ("decimal", {}, [("A1", "NaN")], "is too large to be right"),
    ("decimal", {"min": "1.5"}, [("A1", "1")], "This should be 1.5 or more."),
    ("percentage", {}, [("A1", "101")], "This should be 100 or less."),
    ("yes_no", {}, [("A1", "perhaps")], "not one of the choices"),
    ("choose_one", {}, [("A1", "west")], "not one of the choices"),
    ("choose_several", {"most": 1}, [("A1", "n"), ("A1", "e")], "at most 1; 2 are ticked"),
    ("scale", {"low": 0, "high": 10}, [("A1", "11")], "from 0 to 10"),
    ("scale", {"low": 0, "high": 100, "step": 50}, [("A1", "51")], "from 0 to 100"),
    ("rank", {"most": 3}, [("A1/e", "1"), ("A1/n", "1")], "Place 1 was given twice."),
    ("rank", {"most": 2}, [("A1/e", "3")], "Give places from 1 to 2."),
    ("grid_scale", {}, [("A1/early", "6")], "Early on: Please choose a step from 1 to 5."),
    ("grid_choice", {}, [("A1/late", "west")], "Later: That is not one of the choices"),
    ("grid_number", {}, [("A1/late", "many")], "Later: “many” is not a number."),
    ("date", {}, [("A1", "2027-02-30")], "for example 2027-03-14"),
    ("date", {}, [("A1", "28/2/2027")], "for example 2027-03-14"),
    ("time", {}, [("A1", "25:00")], "for example 09:30"),
    ("date_time", {}, [("A1", "2027-02-30T09:30")], "for example 2027-03-14 09:30"),
    ("month", {}, [("A1", "2027-13")], "for example 2027-03"),
    ("organisations", {"most": 1}, [("A1", "8"), ("A1", "7")], "at most 1; 2 are ticked"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "settings", "form", "stored", "said"), TAKEN)
def test_answer_is_stored_and_said_again(kind, settings, form, stored, said):
    asked = question(kind, **settings)

    entry = entries.read(asked, sent(*form))

    assert entry == {"value": stored}
    assert entries.say(asked, entry) == said


@pytest.mark.parametrize(("kind", "settings", "form", "sentence"), REFUSED)
def test_what_cannot_be_right_is_refused_with_a_sentence(kind, settings, form, sentence):
    with pytest.raises(ValidationError, match=".") as refused:
        entries.read(question(kind, **settings), sent(*form))

    assert sentence in refused.value.messages[0]


def test_ranking_with_a_free_place_is_saved_but_not_handed_in():
    asked = question("rank", most=3)

    entry = entries.read(asked, sent(("A1/e", "3"), ("A1/n", "1")))

    assert entry == {"value": ["n", None, "e"]}
    assert entries.say(asked, entry) == "1. North; 3. East"
    assert unfinished(asked, entry["value"]) == "Place 2 is still free."
    assert unfinished(asked, ["n", "e"]) == ""


def test_every_kind_that_asks_is_tried_here():
    assert {kind for kind, *_rest in TAKEN} == {kind.code for kind in KINDS.values() if kind.asks}


@pytest.mark.parametrize("kind", KINDS)
def test_blank_is_no_answer_and_is_not_zero(kind):
    assert entries.read(question(kind), sent(("A1", "  "), ("A1/early", ""), ("A1/n", ""))) is None


@pytest.mark.parametrize("state", ["dont_know", "not_recorded"])
@pytest.mark.parametrize("kind", [kind.code for kind in KINDS.values() if kind.takes_states])
def test_every_answer_can_be_not_known_which_is_neither_zero_nor_blank(kind, state):
    assert entries.read(question(kind), sent(("A1.state", state))) == {"state": state}


@pytest.mark.parametrize("kind", [kind.code for kind in KINDS.values() if kind.asks])
def test_nonsense_is_refused_or_left_out_and_never_stored(kind):
    """Whatever strings arrive under a question's names, what is stored is one of its own values."""
    names = ["A1", "A1/early", "A1/n", "A1.other", "A1.basis"]
    for nonsense in ["\x00", "٣", "²", "1e400", "[]", "<b>", "-", "½", "0x10", "1_000", " "]:
        asked = question(kind)
        try:
            entry = entries.read(asked, sent(*((name, nonsense) for name in names)))
        except ValidationError:
            continue
        assert isinstance(entries.say(asked, entry), str)


def test_basis_caveat_source_and_reason_stand_beside_the_answer():
    asked = question("whole_number", unit="people", basis=True)
    form = [
        ("A1", "120"),
        ("A1.basis", "estimated"),
        ("A1.source", "case notes"),
        ("A1.caveat", "two teams"),
    ]

    entry = entries.read(asked, sent(*form, ("A1.comment", "as last year")))

    assert entry == {
        "value": 120, "basis": "estimated", "source": "case notes", "caveat": "two teams", "comment": "as last year",
    }  # fmt: skip
    assert (
        entries.say(asked, entry)
        == "120 people (estimated) [as last year] [case notes] [two teams]"
    )


def test_other_keeps_both_the_choice_and_the_words():
    entry = entries.read(
        question("choose_several", most=2), sent(("A1", "n"), ("A1.other", "At sea"))
    )

    assert entry == {"value": ["n", "OTH"], "other": "At sea"}
