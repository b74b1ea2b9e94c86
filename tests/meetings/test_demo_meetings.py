"""Carrowby’s meetings on the 24th day: the worked values, frozen in time."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from meetings.demo import story
from meetings.models import AgendaItem, JournalEntry, Lead, Mandate, Meeting, Support, Verdict
from meetings.models.agenda import minutes_by_step
from network.models import Access, Role
from tests import factories

# Alone, too, the file must ask for a database.
pytestmark = pytest.mark.django_db
TODAY = factories.CARROWBY_TODAY


@pytest.fixture(scope="module")
def carrowby(django_db_setup, django_db_blocker):
    """Told once for all of this file, whose tests only read, and forgotten after it."""
    with django_db_blocker.unblock(), factories.on_day_of_carrowby(), transaction.atomic():
        yield story.tell(now=TODAY, day=24)
        transaction.set_rollback(True)


@pytest.fixture
def second(carrowby):
    return carrowby.network.meetings.get(number=2)


def test_running_order_has_the_times_it_had_on_paper(second):
    order = second.running_order()

    assert [f"{timed.starts:%H:%M}" for timed in order] == [
        "09:15", "09:30", "09:40", "09:50", "10:15", "10:20",
        "10:50", "11:05", "11:35", "11:50", "11:55", "12:00",
    ]  # fmt: skip
    assert f"{order[-1].ends:%H:%M}" == "12:00"


def test_minutes_by_step(second):
    minutes, total = minutes_by_step(second.running_order())

    found = [minutes[step] for step in ("open", "narrow", "commit", "break", "before")]
    assert (found, total) == ([45, 35, 55, 15, 15], 150)


def test_meeting_ran_from_item_to_item(second):
    assert (second.began_at, second.ended_at) == (
        second.starts_at - timedelta(minutes=15),
        second.starts_at + timedelta(minutes=150),
    )
    items = second.items.all()
    assert all(item.ended_at - item.started_at == timedelta(minutes=item.minutes) for item in items)


def test_what_comes_back_at_every_meeting(second):
    standing = second.items.filter(is_standing=True).values_list("title", flat=True)

    assert list(standing) == [
        "Welcome, ground rules, how notes work",
        "Mandate for next time, date, feedback",
    ]


@pytest.mark.parametrize(
    ("number", "question", "counts", "mean"),
    [
        (1, "worth", {1: 1, 2: 4, 3: 6, 4: 3, 5: 1}, 2.9),
        (1, "heard", {2: 2, 3: 5, 4: 6, 5: 2}, 3.5),
        (2, "worth", {2: 1, 3: 2, 4: 9, 5: 7}, 4.2),
        (2, "heard", {2: 1, 3: 3, 4: 8, 5: 7}, 4.1),
        (2, "topics_ours", {2: 1, 3: 4, 4: 8, 5: 6}, 4.0),
        (2, "was_open", {2: 1, 3: 3, 4: 7, 5: 8}, 4.2),
        (2, "ready", {3: 2, 4: 8, 5: 9}, 4.4),
    ],
)
def test_how_the_meetings_were(carrowby, number, question, counts, mean):
    replies = carrowby.network.meetings.get(number=number).feedback.replies
    given = list(replies.values_list(question, flat=True))

    assert Counter(given) == counts
    assert round(sum(given) / len(given), 1) == mean


def test_what_members_wanted_of_the_coordinator(carrowby):
    replies = carrowby.network.meetings.get(number=1).feedback.replies

    wanted = Counter(replies.values_list("wants_next", flat=True))
    assert wanted == {Lead.PROPOSE: 9, Lead.BOTH: 4, Lead.OPEN: 2}
    words = Counter(replies.values_list("word", flat=True))
    assert words == {"frustrated": 5, "hopeful": 4, "unclear": 3, "warm": 2, "tired": 1}


def test_mandate_was_given_read_back_and_renewed(carrowby):
    mandate, renewal = Mandate.objects.get(), Mandate.objects.get().renewals.get()

    assert (mandate.given_on, mandate.lapses_on) == (
        carrowby.day_0 - timedelta(days=56),
        carrowby.day_0,
    )
    assert (mandate.in_favour, mandate.out_of) == (9, 15)
    assert mandate.read_back_at == carrowby.at(-54)
    assert len(mandate.corrections.splitlines()) == 2
    assert (renewal.yes, renewal.not_sure, renewal.no, renewal.is_renewed) == (19, 3, 2, True)


def test_verdicts_stand_with_what_was_agreed(carrowby):
    said = Verdict.objects.values_list("meeting__number", "person__name", "use")

    assert sorted(said) == [
        (1, "Rosalind", Verdict.Use.COORDINATOR),
        (1, "Tunde", Verdict.Use.MEMBERS_NAMED),
        (2, "Corin", Verdict.Use.MEMBERS_UNNAMED),
        (2, "Tunde", Verdict.Use.PUBLIC_UNNAMED),
    ]


def test_journal_is_the_coordinators_own(carrowby):
    entries = JournalEntry.objects.filter(author=carrowby.coordinator)

    assert Counter(entries.values_list("audience", flat=True)) == {"me": 4, "convenors": 1}
    due = sorted(entries.filter(text="").values_list("due_on", flat=True))
    assert due == [carrowby.day_0 + timedelta(days=days) for days in (91, 182)]


def test_energy_is_kept_apart_from_offers_of_help(carrowby):
    energy = carrowby.network.actions.values_list("energy_by_hand", flat=True)

    assert sorted(energy) == [6, 10, 12, 13, 14, 15, 17, 19]
    helpers = Support.objects.filter(action__network=carrowby.network)
    assert (helpers.count(), helpers.values("person").distinct().count()) == (28, 20)


def test_whoever_takes_the_notes_may_run_the_meeting(carrowby, second):
    access = Access.objects.get(network=carrowby.network, user=second.documenter.user)

    assert access.role == Role.FACILITATOR
    assert set(second.notes.values_list("by", flat=True)) == {access.user_id}


def test_next_meeting_is_called(carrowby):
    third = carrowby.network.meetings.to_come(timezone.now()).get()

    assert (third.number, third.kind) == (3, Meeting.Kind.ACTION)
    assert third.starts_at.date() == carrowby.day_0 + timedelta(days=63)
    assert not AgendaItem.objects.filter(meeting=third).exists()
