"""What is chosen for a deck, laid over what the records offer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.deck import framing
from meetings.deck.arranging import Arranged, arranged, moved
from meetings.deck.outline import Chart, ChartKind, Label, Place, Quote, Slide, SlideKind, Table
from meetings.deck.to_do import to_do
from meetings.deck_forms import SlideForm
from meetings.models import Deck, Meeting, SlideChoice

CHART = Chart(ChartKind.BAR, ["Doors", "Letters"], {"People": [6, 5]}, "Two bars")


def offered(key="a", **changes):
    """A slide with which nothing is wrong."""
    said = {
        "title": f"Six of nine chose {key}",
        "chart": CHART,
        "source": "A3",
        "notes": "Ask why.",
        "minutes": 2,
        "place": Place.ROOM,
        "key": key,
    }
    return Slide(SlideKind.CHART, **said | changes)


def chosen(key, **changes):
    return SlideChoice(key=key, **changes)


def keys(made):
    return [one.slide.key for one in made]


# Laying choices over


def test_new_slides_stand_where_the_records_put_them_and_her_order_is_kept():
    slides = [offered("a"), offered("b"), offered("new"), offered("c")]

    assert keys(arranged(slides, [], ["c", "a", "b"])) == ["c", "a", "b", "new"]


def test_slide_that_vanishes_comes_back_to_its_place_with_what_was_chosen():
    order = moved(
        ["c", "b", "a"], ["c", "a"], "a", past="c", up=True
    )  # “b” is not offered just now
    choices = [chosen("b", title="Hers", title_instead_of="Six of nine chose b")]

    made = arranged([offered("a"), offered("b"), offered("c")], choices, order)

    assert keys(made) == ["a", "c", "b"]
    assert made[2].slide.title == "Hers"


@pytest.mark.parametrize(
    ("order", "key", "past", "up", "then"),
    [
        ("", "c", "b", True, "acb"),
        ("", "a", "b", False, "bac"),
        ("cba", "a", "b", True, "cab"),
        ("", "a", "z", True, "abc"),  # there is no such slide
        ("", "a", "a", True, "abc"),
        ("xab", "b", "a", True, "xbac"),  # “x” is not offered just now
    ],
)
def test_a_slide_is_moved_past_the_one_that_she_saw(order, key, past, up, then):
    assert moved(list(order), list("abc"), key, past=past, up=up) == list(then)


def test_title_of_hers_over_a_fact_is_a_reading_and_says_who_wrote_it(ana_user):
    choice = chosen("a", title="It is the doors", written_by=ana_user)

    (one,) = arranged([offered("a")], [choice], [])

    assert (one.slide.title, one.slide.label) == ("It is the doors", Label.READING)
    assert one.slide.written_by == "Ana"


def test_title_of_hers_over_a_proposal_stays_a_proposal():
    slide = offered("a", label=Label.PROPOSAL)

    (one,) = arranged([slide], [chosen("a", title="Ours")], [])

    assert one.slide.label is Label.PROPOSAL


def test_chart_and_quotes_are_left_out_and_the_rest_stays():
    slide = offered("a", quotes=[Quote("One.", "", "q1"), Quote("Two.", "", "q2")])

    (one,) = arranged([slide], [chosen("a", without_chart=True, without_quotes=["q1", "q9"])], [])

    assert one.slide.chart is None
    assert [quote.key for quote in one.slide.quotes] == ["q2"]
    assert (one.slide.title, one.slide.source) == (slide.title, slide.source)


def test_pack_comes_last_whatever_the_order():
    slides = [offered("p", place=Place.PACK), offered("a")]

    assert keys(arranged(slides, [], ["p", "a"])) == ["a", "p"]


# Kept


@pytest.fixture
def meeting(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return Meeting.call(cycle, starts_at=timezone.now() + timedelta(days=9))


def test_two_who_choose_for_one_slide_keep_both_choices(meeting):
    one, other = Deck.of(meeting), Deck.of(meeting)

    one.choose("why", title="Hers")
    other.choose("why", minutes=7)

    (choice,) = Deck.of(meeting).choices.all()
    assert (choice.title, choice.minutes) == ("Hers", 7)


def test_two_who_move_slides_from_one_page_keep_both_moves(meeting):
    shown = ["a", "b", "c", "d"]
    one, other = Deck.of(meeting), Deck.of(meeting)

    one.move("b", past="a", up=True, shown=shown)
    other.move("d", past="c", up=True, shown=shown)

    assert Deck.of(meeting).order == ["b", "a", "d", "c"]


def test_slides_of_her_own_never_share_a_key(meeting):
    deck = Deck.of(meeting)
    first = deck.write_slide(title="One")
    deck.put_in_order(["why", first.key])
    deck.as_offered(first.key)

    assert deck.write_slide(title="Two").key != first.key


def test_slide_of_her_own_is_rewritten_alone(meeting):
    deck = Deck.of(meeting)
    first, other = deck.write_slide(title="One").key, deck.write_slide(title="Two").key

    assert deck.rewrite(first, title="Three")
    assert list(deck.choices.order_by("key").values_list("key", "title")) == [
        (first, "Three"),
        (other, "Two"),
    ]


def test_slide_that_was_deleted_is_not_written_again_by_an_old_page(meeting):
    deck = Deck.of(meeting)
    key = deck.write_slide(title="One").key
    deck.as_offered(key)

    assert not deck.rewrite(key, title="Again")
    assert keys(framing.arranged_of(meeting, timezone.now())).count(key) == 0


# What is to do


def said(*slides, **about):
    made = [Arranged(slide, slide) for slide in slides]
    return [one.words for one in to_do(made, **about) if not one.is_only_to_know]


def test_nothing_is_to_do_on_slides_with_which_nothing_is_wrong():
    assert said(offered("a"), offered("b"), agenda_minutes=4) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"source": ""}, "no source"),
        ({"title": "A title of five words", "body": ["word"] * 36}, "41 words"),
        ({"title": "An extraordinarily long title " * 8}, "too long for its place"),
        ({"title": "The doors"}, "not a sentence"),
        ({"notes": "\n "}, "no notes"),
        ({"place": Place.PACK}, "No slide is on the wall"),
    ],
    ids=lambda case: str(case)[:20],
)
def test_one_thing_wrong_is_one_thing_to_do(changes, words):
    (only,) = said(offered("a", **changes))

    assert words in only


def test_what_others_said_is_not_counted_in_words():
    assert said(offered("a", quotes=[Quote("word " * 60, "")])) == []


def test_slide_of_the_pack_may_have_many_words_and_no_notes():
    assert said(offered("a"), offered("b", place=Place.PACK, body=["word"] * 99, notes="")) == []


def test_slide_that_is_left_out_has_nothing_to_do():
    assert said(offered("a"), offered("b", place=Place.OUT, source="", notes="")) == []


def test_proposal_and_title_need_no_source():
    title = Slide(SlideKind.TITLE, "Coast", notes="Welcome.", place=Place.ROOM)

    assert said(title, offered("a", source="", label=Label.PROPOSAL)) == []


def test_slides_with_the_same_title_are_both_named():
    found = to_do([Arranged(offered(key, title="Nine of ten said so")) for key in "ab"])

    assert [one.number for one in found if "same title" in one.words] == [1, 2]


def test_slides_that_take_longer_than_the_agenda_are_said():
    slides = offered("a", minutes=20), offered("b", minutes=20, place=Place.PACK)

    assert said(*slides, agenda_minutes=20) == []
    assert said(*slides, agenda_minutes=19) == [
        "The slides take about 20 minutes. The agenda has 19 without breaks."
    ]


def test_title_that_stands_for_another_is_said_with_both():
    choice = chosen("a", title="Most chose it", title_instead_of="Five of nine chose a")

    (only,) = to_do(arranged([offered("a")], [choice], []))

    assert "Five of nine chose a" in only.words
    assert "Six of nine chose a" in only.words
    assert (only.number, only.key) == (1, "a")


@pytest.mark.parametrize(
    "since",
    [
        {"chart": replace(CHART, series={"People": [5, 6]})},
        {"chart": None, "table": Table(["Who", "n"], [["Us", 3]], "A table")},
        {"quotes": [Quote("One.", "", "q1"), Quote("Two.", "", "q2")]},
    ],
    ids=["chart", "table", "quotes"],
)
def test_title_over_something_else_is_said_though_the_records_say_the_same(since):
    before = offered("a", quotes=[Quote("One.", "", "q1")])
    (first,) = arranged([before], [], [])
    choice = chosen("a", title="Most chose it", **first.seen)
    assert not arranged([before], [choice], [])[0].is_stale

    (after,) = arranged([replace(before, **since)], [choice], [])
    assert (after.is_stale, after.only_below) == (True, True)
    assert any("What stands below your title has changed" in one.words for one in to_do([after]))


def test_wording_and_notes_that_change_below_a_title_of_hers_are_no_reason_to_ask():
    first = arranged([offered("a")], [], [])[0]
    choice = chosen("a", title="Most chose it", **first.seen)

    assert not arranged([offered("a", notes="Other.", source="A4")], [choice], [])[0].is_stale


def test_quote_left_out_on_one_slide_of_a_question_is_not_back_on_the_next():
    first, second = (Quote(f"{n}.", "", key) for n, key in (("One", "q1"), ("Two", "q2")))
    choice = chosen("quotes:A3:2", without_quotes=["q2"])
    slides = [
        offered("quotes:A3:1", quotes=[first, second]),
        offered("quotes:A4:1", quotes=[second]),
        offered("view:A3", quotes=[second]),
    ]

    made = arranged(slides, [choice], [])
    shown = {one.slide.key: [quote.key for quote in one.slide.quotes] for one in made}
    assert shown == {"quotes:A3:1": ["q1"], "quotes:A4:1": ["q2"], "view:A3": ["q2"]}


def test_form_says_which_quotes_it_shows_again():
    quotes = [Quote("One.", "", "q1"), Quote("Two.", "", "q2")]
    slide = offered("quotes:A3:1", quotes=quotes)
    (one,) = arranged([slide], [chosen("quotes:A3:2", without_quotes=["q2"])], [])
    form = SlideForm(one=one)
    assert form["quotes"].value() == ["q1"]

    sent = {"title": slide.title, "place": "room", "quotes": ["q1", "q2"]}
    form = SlideForm(sent, one=one)
    assert form.is_valid(), form.errors
    changes = form.changes(None)
    assert (changes["without_quotes"], changes["quotes_shown"]) == ([], ["q1", "q2"])


@pytest.mark.django_db
def test_quote_ticked_again_on_another_slide_of_its_question_is_back(coast):
    deck = Deck.of(Meeting.call(coast.current_cycle(), starts_at=timezone.now()))
    deck.choose("quotes:A3:2", without_quotes=["q2", "q3"])
    deck.choose("quotes:A4:1", without_quotes=["q2"])

    deck.choose("quotes:A3:1", without_quotes=[], quotes_shown=["q1", "q2"])

    left = dict(deck.choices.values_list("key", "without_quotes"))
    assert left == {"quotes:A3:1": [], "quotes:A3:2": ["q3"], "quotes:A4:1": ["q2"]}


def test_choice_whose_slide_is_gone_is_named():
    (only,) = to_do([Arranged(offered("a"))], gone=[chosen("b", title_instead_of="Five said b")])

    assert only.is_gone
    assert "“Five said b”" in only.words


def test_figures_that_she_wrote_are_good_to_know_and_nothing_to_do():
    choice = chosen("a", title="Six of 9 chose it", title_instead_of="Six of nine chose a")
    own = replace(offered("own:1", title="All 9 came to it"), chart=None)

    found = to_do([*arranged([offered("a")], [choice], []), Arranged(own)])

    assert [(one.number, one.is_only_to_know) for one in found] == [(1, True), (2, True)]
