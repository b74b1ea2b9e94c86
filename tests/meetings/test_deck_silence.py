"""Words that may be read no more are gone from what the coordinator typed herself, live and locked."""

import io

import pytest
from django.utils import timezone
from pptx import Presentation

from meetings.deck import framing, pptx
from meetings.deck.to_do import to_do
from meetings.models import Deck
from proforma.models import GroupStatement, Insight
from tests import factories
from tests.meetings.test_deck_versions import OTHERS, TOGETHER, WORDS, agreed, everything_in

LEFT_OUT = "It holds words that may not be read here"


@pytest.fixture
def meeting(coast):
    meeting = coast.meetings.model.call(coast.current_cycle(), starts_at=factories.minutes_ago(30))
    meeting.network = meeting.cycle.network = coast
    return meeting


@pytest.fixture
def people(coast):
    return factories.create_people(coast, 6)


@pytest.fixture
def proforma(coast, people):
    proforma = factories.create_proforma(coast)
    factories.open_now(proforma)
    views = factories.part_of(proforma, "person")
    for n, person in enumerate(people):
        factories.answer(views, person, A1=n, A2=["A"], A3=f"{WORDS} {OTHERS} Number {n}.")
    proforma.close()
    return proforma


@pytest.fixture
def quote(proforma, people):
    return agreed(proforma, people[0])


def typed(meeting, cycle, quote):
    """Her own title, slide, notes and sentence, each with the words in it as somebody types them."""
    deck = Deck.of(meeting)
    deck.choose("why", title=f"“{WORDS.upper()}”, says one", notes=f"Read {WORDS}")
    deck.write_slide(
        title="They rang, the office: thrice, before noon",
        body=f"One said\n{WORDS.replace(' ', '  ')}",
        notes="Somebody said that they “rang the office thrice before anybody came”, and more.",
    )
    Insight.write(cycle, f"Nobody picks up: {WORDS}", [quote])
    for one in framing.arranged_of(meeting, timezone.now()):
        deck.choose(one.slide.key, place="room")


def shown(meeting):
    outline = framing.outline_of(meeting, author="Ana", at=timezone.now())
    file = Presentation(io.BytesIO(pptx.render(outline)))
    shapes = [shape for one in file.slides for shape in one.shapes if shape.has_text_frame]
    said = [shape.text_frame.text for shape in shapes]
    notes = [one.notes_slide.notes_text_frame.text for one in file.slides]
    return " ".join(" ".join([*said, *notes]).split()).casefold()


def what_to_do(meeting):
    return [
        one.key
        for one in to_do(framing.arranged_of(meeting, timezone.now()))
        if LEFT_OUT in one.words
    ]


@pytest.mark.parametrize("how", ["taken back", "dropped", "for nobody yet"])
def test_live_deck_keeps_no_words_that_may_be_read_no_more(coast, meeting, quote, ana_user, how):
    typed(meeting, coast.current_cycle(), quote)
    assert "the office thrice before anybody" in shown(meeting)
    assert what_to_do(meeting) == []

    if how == "dropped":
        quote.drop(by=ana_user)
    elif how == "taken back":
        quote.settle("nobody", "not_named")
    else:
        type(quote).objects.update(audience="")
    assert "office thrice before" not in shown(meeting)
    assert "“[…]”, says one" in shown(meeting)
    assert "[…] noon" in shown(meeting)
    assert what_to_do(meeting) == ["why", "insight:I1", "own:1"]


def test_locked_deck_keeps_none_though_no_slide_shows_them_as_a_quote(coast, meeting, quote):
    typed(meeting, coast.current_cycle(), quote)
    deck = Deck.of(meeting)
    for one in framing.arranged_of(meeting, timezone.now()):
        deck.choose(one.slide.key, place="room", without_quotes=[q.key for q in one.slide.quotes])
    version = framing.lock(meeting, at=timezone.now())
    assert "THRICE" in everything_in(version)

    quote.settle("nobody", "not_named")
    said = everything_in(version).casefold()
    assert "[…]" in said
    assert "thrice before anybody" not in said


def test_words_of_a_group_are_looked_for_too(coast, meeting, people):
    statement = GroupStatement.begin(
        coast.current_cycle(),
        who="Those who wait",
        text=TOGETHER,
        audience="members",
        people=people,
    )
    for member in statement.members.all():
        member.agree(seen=1)
    assert statement.publish(seen=1)
    Deck.of(meeting).choose("why", notes=TOGETHER)
    assert TOGETHER.casefold() in shown(meeting)

    statement.members.first().take_back()
    assert "[…]" in shown(meeting)
    assert TOGETHER.casefold() not in shown(meeting)


def test_words_that_another_agreed_to_stay(coast, meeting, proforma, people, quote):
    agreed(proforma, people[1])
    Deck.of(meeting).choose("why", notes=f"Read {WORDS}")

    quote.settle("nobody", "not_named")
    assert f"read {WORDS}".casefold() in shown(meeting)


def test_words_of_another_network_change_nothing_here(hills, meeting, quote):
    there = hills.meetings.model.call(hills.current_cycle(), starts_at=factories.minutes_ago(30))
    there.network = there.cycle.network = hills
    Deck.of(there).choose("why", notes=f"Read {WORDS}")

    quote.settle("nobody", "not_named")
    assert f"read {WORDS}".casefold() in shown(there)


def test_slides_without_such_words_are_the_same_objects(coast, meeting, proforma, people, quote):
    before = framing.arranged_of(meeting, timezone.now())
    quote.settle("nobody", "not_named")
    Deck.of(meeting).choose("why", notes=f"Read {WORDS}")

    after = {one.slide.key: one for one in framing.arranged_of(meeting, timezone.now())}
    changed = [
        one.slide.key
        for one in before
        if one.slide.key in after and after[one.slide.key].is_silenced
    ]
    assert changed == ["why"]
