"""Hats worn in a meeting, and the doubt looked at again after three and six months."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Hat, Meeting, Revisit
from meetings.revisiting import due_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return cycle


def meeting_on(coast, days, kind=Meeting.Kind.ACTION):
    starts = timezone.now().replace(hour=12, minute=0) + timedelta(days=days)
    return Meeting.call(coast.current_cycle(), starts_at=starts, kind=kind)


def test_a_hat_is_kept_with_its_minutes_and_can_be_taken_back(ana, coast):
    meeting_on(coast, -1)
    ana.post(
        "/coast/meetings/1/hats/", {"who": "Ana", "kind": "expert", "minutes": "10", "note": ""}
    )
    hat = Hat.objects.get()
    page = ana.get("/coast/meetings/1/hats/").content.decode()
    taken = ana.post(f"/coast/meetings/1/hats/{hat.pk}/take-back/")

    assert "as expert: brought what they know" in page
    assert "10 minutes" in page
    assert taken.status_code == 302
    assert not Hat.objects.exists()


def test_who_may_only_look_keeps_no_hat(vic, coast):
    meeting_on(coast, -1)
    vic.post("/coast/meetings/1/hats/", {"who": "Vic", "kind": "funder"})
    assert not Hat.objects.exists()


def test_it_is_due_thirteen_and_twenty_six_weeks_after_the_meeting_that_acted(coast, cycle):
    meeting_on(coast, -200, kind=Meeting.Kind.OPEN)
    acted = meeting_on(coast, -100)
    day = acted.starts_at.astimezone(coast.zone).date()

    assert [(one.months, one.on) for one in due_of(cycle)] == [
        (3, day + timedelta(days=91)),
        (6, day + timedelta(days=182)),
    ]


def test_that_we_do_not_know_is_an_answer_and_needs_no_reason(ana, coast, cycle):
    meeting_on(coast, -100)
    ana.post("/coast/account/revisits/", {"months": "3", "answer": "do_not_know", "because": ""})

    assert Revisit.objects.get().answer == "do_not_know"
    assert "we do not know" in ana.get("/coast/account/revisits/").content.decode()


@pytest.mark.parametrize("months", ["6", "4", "", "x"])
def test_it_is_not_answered_before_its_day(ana, coast, cycle, months):
    meeting_on(coast, -100)
    answer = ana.post(
        "/coast/account/revisits/", {"months": months, "answer": "yes", "because": ""}
    )

    assert answer.status_code == 200
    assert not Revisit.objects.exists()


def test_where_no_meeting_is_set_nothing_is_due(ana, coast, cycle):
    assert [one.on for one in due_of(cycle)] == [None, None]
    assert ana.get("/coast/account/revisits/").status_code == 200
