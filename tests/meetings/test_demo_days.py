"""The four days on which a newcomer can visit Carrowby."""

import pytest

from meetings.demo import story
from meetings.models import Action, DeckVersion
from meetings.views.home import cycle_line
from tests import factories
from topics.models import Vote

TODAY = factories.CARROWBY_TODAY


@pytest.mark.parametrize(
    ("day", "stage"), [(-25, "gather"), (-12, "frame"), (0, "meet"), (24, "act")]
)
def test_each_day_of_the_demo_stands_where_it_says(db, day, stage):
    told = story.tell(now=TODAY, day=day)

    line = cycle_line(told.cycle, TODAY)
    assert [fact.stage for fact, state in line if state == "now"] == [stage]


def test_vote_of_day_minus_12_can_still_be_cast_and_closed(db):
    told = story.tell(now=TODAY, day=-12)
    vote = Vote.objects.get()

    assert vote.activity.is_open(TODAY)
    vote.cast(told.people["P14"], ["T3"], at=TODAY)
    assert vote.close(at=TODAY)
    assert vote.result["chosen"]


@pytest.mark.parametrize(("day", "count"), [(-12, 0), (0, 3)])
def test_deck_is_locked_on_the_days_after_the_vote_and_not_before(db, day, count):
    story.tell(now=TODAY, day=day)

    assert DeckVersion.objects.count() == count


def test_meeting_of_day_0_has_not_been_held_yet(db):
    told = story.tell(now=TODAY, day=0)

    assert told.network.meetings.get(number=2).starts_at.date() == TODAY.date()
    assert not Action.objects.exists()


@pytest.mark.parametrize("weekday", range(7))
def test_nobody_meets_at_a_weekend(weekday):
    now = TODAY.replace(day=9 + weekday)

    assert story.day_of_meeting_2(now, 24).weekday() < 5
    assert abs((now.date() - story.day_of_meeting_2(now, 24)).days - 24) <= 1
