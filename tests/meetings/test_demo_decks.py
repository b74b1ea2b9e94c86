"""The deck of Carrowby’s second meeting: locked three times, with a little of the coordinator’s own."""

import pytest
from django.db import transaction

from meetings.deck import checking, plain, pptx, versions
from meetings.demo import decks, story
from meetings.models import DeckVersion
from proforma import results
from tests import factories

TODAY = factories.CARROWBY_TODAY
# Alone, too, the file must ask for a database.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def carrowby(django_db_setup, django_db_blocker):
    """Told once for all of this file, whose tests only read, and forgotten after it."""
    with django_db_blocker.unblock(), factories.on_day_of_carrowby(), transaction.atomic():
        yield story.tell(now=TODAY, day=24)
        transaction.set_rollback(True)


def test_version_three_is_locked_five_days_before_the_meeting(carrowby):
    made = DeckVersion.objects.order_by("number")

    days = [(one.locked_at.date() - carrowby.day_0).days for one in made]
    assert [(one.number, day) for one, day in zip(made, days, strict=True)] == [
        (1, -7),
        (2, -6),
        (3, -5),
    ]
    assert {one.locked_by for one in made} == {carrowby.coordinator}


def test_her_own_title_is_in_it_and_true(carrowby):
    first, _second, last = DeckVersion.objects.order_by("number")
    titles = [one.slides.get(key=decks.STUCK).title for one in (first, last)]
    views = results.of(carrowby.proforma, TODAY)[0]
    chosen = next(one for one in views.questions if one.question.code == "A3").summary

    assert titles[1] == decks.TITLE != titles[0]
    assert max(chosen.table["count"]) * 2 > chosen.answered
    notes = last.slides.get(key=decks.STUCK).content["notes"]
    assert notes.startswith(decks.ASK_FIRST)
    assert "The question, word for word" in notes


def test_nothing_of_it_has_changed_since(carrowby):
    last = DeckVersion.objects.get(number=3)

    kept = [plain.slide_of(one.content) for one in last.slides.all()]
    assert versions.outline_of(last).slides == kept


def test_each_version_passes_the_linter(carrowby):
    for version in DeckVersion.objects.all():
        outline = versions.outline_of(version)
        found = checking.check(pptx.render(outline), outline)
        assert not [one for one in found if one.is_error]
