"""Signs that somebody asks us to lead: caught in a line, looked at later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.contributions import reflecting
from meetings.models import Meeting, Signal
from network.models import Capability, Role, User
from tests.conftest import sign_in

LIST = "/coast/signals/"


@pytest.fixture
def fay(coast):
    """A facilitator: she runs meetings, and does not edit."""
    user = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=user, role=Role.FACILITATOR)
    return sign_in(user)


def catch(network, text="They want a proposal", *, days_ago=0):
    at = timezone.now() - timedelta(days=days_ago)
    return network.signals.create(cycle=network.current_cycle(), text=text, at=at)


def test_a_sign_is_caught_in_one_line_by_whoever_runs_meetings(fay, coast):
    assert "Somebody asks us to lead?" in fay.get("/coast/").content.decode()

    answer = fay.post(f"{LIST}new/", {"text": "Bring us a plan", "back": "home"})

    assert answer.headers["Location"] == "/coast/"
    assert coast.signals.get().by.name == "Fay"
    fay.post(f"{LIST}new/", {"text": "Bring us a plan"})  # pressed twice
    assert coast.signals.count() == 1


def test_it_leads_back_to_where_it_was_caught_and_nowhere_else(ana, coast):
    Meeting.call(coast.current_cycle(), starts_at=timezone.now())
    back = {
        "1": "/coast/meetings/1/run/",
        "2": "/coast/steering/",
        "//evil.example": "/coast/steering/",
        "9" * 5000: "/coast/steering/",
    }

    for said, to in back.items():
        answer = ana.post(f"{LIST}new/", {"text": f"One for {said[:9]}", "back": said})
        assert answer.headers["Location"] == to
    assert f"{LIST}new/?back=1" in ana.get("/coast/meetings/1/run/").content.decode()


@pytest.mark.parametrize("text", ["", "   ", "a\0b", "x" * 301])
def test_what_cannot_be_kept_is_said_and_stands_in_the_box(ana, coast, text):
    page = ana.post(f"{LIST}new/", {"text": text})

    assert page.status_code == 200
    assert 'class="problem"' in page.content.decode()
    assert not coast.signals.exists()
    assert text.strip()[:1] in page.content.decode()


def test_observers_neither_catch_nor_read_signs(vic, fay, coast):
    catch(coast)

    assert vic.post(f"{LIST}new/", {"text": "No"}).status_code == 403
    assert vic.get(LIST).status_code == fay.get(LIST).status_code == 403
    for page in ("/coast/", "/coast/steering/"):
        assert "They want a proposal" not in vic.get(page).content.decode()
        assert "to lead?" not in vic.get(page).content.decode()


@pytest.mark.parametrize("outcome", ["noted", "asked", "nothing"])
def test_each_sign_comes_to_something_with_a_word(ana, coast, outcome):
    signal = catch(coast)
    ana.post(f"{LIST}{signal.pk}/", {"go": outcome, "note": "They meant the tea"})

    signal.refresh_from_db()
    assert (signal.outcome, signal.outcome_note) == (outcome, "They meant the tea")
    assert signal.reviewed_by.name == "Ana"
    assert "No sign waits" in ana.get(LIST).content.decode()


def test_nothing_needs_a_word(ana, coast):
    signal = catch(coast)
    page = ana.post(f"{LIST}{signal.pk}/", {"go": "nothing"})

    assert "Say in a word why" in page.content.decode()
    signal.refresh_from_db()
    assert signal.reviewed_at is None


def test_a_sign_becomes_a_mandate_that_is_filled_in_before(ana, coast):
    signal = catch(coast, days_ago=3)
    page = ana.get(f"/coast/mandates/new/?signal={signal.pk}").content.decode()
    assert 'value="They want a proposal"' in page
    said = {"asked_by": "Members", "how": "spoken", "purpose": "Propose", "given_on": "2026-09-02"}

    for _press in range(2):
        ana.post(f"/coast/mandates/new/?signal={signal.pk}", said)

    signal.refresh_from_db()
    assert signal.outcome == Signal.Outcome.MANDATE
    assert coast.mandates.get() == signal.mandate
    ana.post(f"{LIST}{signal.pk}/", {"go": "noted"})
    signal.refresh_from_db()
    assert signal.outcome == Signal.Outcome.MANDATE


def tasks(network, may):
    cycle = network.current_cycle()
    cycle.network, network.may = network, may
    found = reflecting.signals_to_look_at(cycle, timezone.now())
    return [task.title for task in found]


def test_home_speaks_of_signs_that_wait_for_more_than_fourteen_days(coast):
    everything = set(Capability)
    for days in (1, 13):
        catch(coast, days_ago=days)
    assert tasks(coast, everything) == []
    for days in (15, 16, 40):
        signal = catch(coast, days_ago=days)

    assert tasks(coast, everything) == [
        "3 signs that somebody asks us to lead were not looked at yet"
    ]
    assert tasks(coast, {"look", "run"}) == []
    signal.settle("noted")
    assert tasks(coast, everything)[0].startswith("2 signs")


def test_another_networks_sign_does_not_exist_here(ana, hills):
    signal = catch(hills)

    assert ana.post(f"{LIST}{signal.pk}/", {"go": "noted"}).status_code == 404
    assert "They want" not in ana.get(f"/coast/mandates/new/?signal={signal.pk}").content.decode()
