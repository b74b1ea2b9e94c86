"""What is chosen for a deck, laid over what the records offer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.deck import framing
from meetings.deck.arranging import Arranged, arranged, moved
from meetings.deck.outline import Chart, ChartKind, Label, Place, Quote, Slide, SlideKind
from meetings.deck.to_do import to_do
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


def test_choice_whose_slide_is_gone_is_named():
    (only,) = to_do([Arranged(offered("a"))], gone=[chosen("b", title_instead_of="Five said b")])

    assert only.is_gone
    assert "“Five said b”" in only.words


def test_figures_that_she_wrote_are_good_to_know_and_nothing_to_do():
    choice = chosen("a", title="Six of 9 chose it", title_instead_of="Six of nine chose a")
    own = replace(offered("own:1", title="All 9 came to it"), chart=None)

    found = to_do([*arranged([offered("a")], [choice], []), Arranged(own)])

    assert [(one.number, one.is_only_to_know) for one in found] == [(1, True), (2, True)]
