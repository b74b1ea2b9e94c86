"""What is projected, and what comes back on paper."""

import re

import pytest
from django.utils import timezone

from meetings.models import Action, Energy, Meeting, Support
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent
from tests.test_concurrency import at_once

WALL = "/coast/meetings/1/wall/"
PAPER = "/coast/meetings/1/sign-ups/"


@pytest.fixture
def meeting(coast):
    return Meeting.call(coast.current_cycle(), starts_at=timezone.now())


@pytest.fixture
def action(coast, meeting):
    return Action.record(coast.current_cycle(), what="A weekly call", meeting=meeting)


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_wall_shows_the_way_in_as_a_square_and_in_letters(ana, meeting, settings):
    settings.SITE_URL = "https://tightrope.example"
    page = page_of(ana, WALL)

    assert f'tightrope.example/join/<wbr><span class="text-nowrap">{meeting.wall_code}<' in page
    assert "<svg" in page
    assert " style=" not in page
    assert "qr-code" in page


def test_wall_shows_offers_and_energy_as_they_come_and_names_nobody_but_owners(
    ana, coast, harbour, pat_person, action
):
    people = factories.create_people(coast, 6, partner=harbour)
    for person in people:
        action.sign_up(person, "time")
        action.give_energy(person)
    action.sign_up(people[0], "venue")
    page = page_of(ana, WALL)
    assert "needs somebody to hold it" in page
    assert "6 will help" in page
    assert "time 6 · a venue 1" in page
    assert "energy: 6" in page
    assert "Person" not in page

    action.take_on(pat_person)
    assert "Pat holds it" in page_of(ana, WALL)


def test_energy_of_few_phones_is_not_on_the_wall(ana, coast, action):
    for person in factories.create_people(coast, 4):
        action.give_energy(person)

    assert "energy" not in page_of(ana, WALL).partition("wall-actions")[2]


def test_wall_asks_again_by_itself_and_what_was_taken_back_is_gone(ana, action):
    page = page_of(ana, WALL)
    assert 'hx-trigger="every 10s"' in page
    assert "A weekly call" in page

    Action.objects.update(taken_back_at=timezone.now())
    assert "A weekly call" not in page_of(ana, WALL)


@pytest.mark.parametrize("page", ["wall/", "codes/", "sign-ups/", "sign-ups/print/"])
def test_pages_of_the_room_are_for_those_who_run_it(page, ana, vic, olga, pat_person, action):
    assert ana.get(f"/coast/meetings/1/{page}").status_code == 200
    assert vic.get(f"/coast/meetings/1/{page}").status_code == 403
    assert olga.get(f"/coast/meetings/1/{page}").status_code == 404


def test_looking_at_the_wall_writes_nothing(ana, action, django_assert_num_queries):
    before = list(Meeting.objects.values())
    page_of(ana, WALL)

    assert list(Meeting.objects.values()) == before


# Paper


def row(action, n=0, **sent):
    return {f"a{action.pk}-{n}-{name}": value for name, value in sent.items()}


def dots(action, number, was=0):
    return {f"a{action.pk}-dots": number, f"a{action.pk}-was": was}


def test_who_signed_the_sheet_and_the_dots_are_saved_at_once(
    ana, ana_user, coast, pat_person, action
):
    kim = coast.add_person(name="Kim")
    ana.post(
        PAPER,
        {
            **row(action, 0, person=pat_person.pk, kinds=["time", "venue"]),
            **row(action, 1, person=kim.pk, kinds=["data"]),
            **dots(action, 7),
        },
    )

    typed = {(one.person.name, one.kind, one.typed_by) for one in Support.objects.all()}
    assert typed == {
        ("Pat", "time", ana_user), ("Pat", "venue", ana_user), ("Kim", "data", ana_user),
    }  # fmt: skip
    action.refresh_from_db()
    assert action.energy_by_hand == 7
    assert not Energy.objects.exists()


def test_page_sent_back_untouched_or_empty_changes_nothing(ana, ana_user, pat_person, action):
    action.sign_up(pat_person, "time", by=ana_user)
    Action.objects.update(energy_by_hand=4)

    ana.post(PAPER, as_sent(ana.get(PAPER).content.decode()))
    ana.post(PAPER)

    action.refresh_from_db()
    assert action.energy_by_hand == 4
    assert Support.objects.count() == 1


def test_offer_by_phone_stays_as_it_is_when_it_is_typed_too(ana, pat_person, action):
    action.sign_up(pat_person, "time")
    ana.post(
        PAPER, {**row(action, person=pat_person.pk, kinds=["time", "data"]), **dots(action, 0)}
    )

    assert {(one.kind, one.typed_by is None) for one in Support.objects.all()} == {
        ("time", True),
        ("data", False),
    }


def test_what_was_typed_by_mistake_is_taken_back_and_nothing_else(
    ana, ana_user, coast, hills, pat_person, action
):
    action.sign_up(pat_person, "time", by=ana_user)
    action.sign_up(pat_person, "data")
    elsewhere = Action.record(hills.current_cycle(), what="Not ours")
    elsewhere.sign_up(hills.add_person(name="Hal"), "time", by=ana_user)
    gone = [one.pk for one in Support.objects.all()]

    ana.post(PAPER, {"gone": [*gone, "x", ""], **dots(action, 0)})

    assert {(one.action_id, one.kind) for one in Support.objects.all()} == {
        (action.pk, "data"),
        (elsewhere.pk, "time"),
    }


def test_two_people_typing_do_not_undo_each_other(ana, coast, pat_person, action):
    other = Action.record(coast.current_cycle(), what="Another", meeting=action.meeting)
    # Both pages were made while there were no dots at all.
    ana.post(
        PAPER,
        {**dots(action, 5), **dots(other, 0), **row(action, person=pat_person.pk, kinds=["time"])},
    )
    ana.post(
        PAPER,
        {**dots(action, 0), **dots(other, 3), **row(other, person=pat_person.pk, kinds=["data"])},
    )

    action.refresh_from_db()
    other.refresh_from_db()
    assert (action.energy_by_hand, other.energy_by_hand) == (5, 3)
    assert Support.objects.count() == 2


def test_dots_that_two_people_counted_differently_are_asked_about(ana, pat_person, action):
    ana.post(PAPER, dots(action, 5))
    answer = ana.post(
        PAPER, {**dots(action, 7), **row(action, person=pat_person.pk, kinds=["time"])}
    )

    page = answer.content.decode()
    assert "Somebody else typed 5 meanwhile." in page
    assert "Nothing is saved yet." in page
    action.refresh_from_db()
    assert action.energy_by_hand == 5
    assert not Support.objects.exists()

    ana.post(PAPER, as_sent(page))  # saved again as it is shown: hers is right
    action.refresh_from_db()
    assert action.energy_by_hand == 7
    assert Support.objects.count() == 1


def test_dots_counted_the_same_by_both_are_no_conflict(ana, action):
    for _n in range(2):
        answer = ana.post(PAPER, dots(action, 5))

    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kinds": ["time"]}, "Choose who signed."),
        ({"person": "PAT"}, "Tick what they offer."),
        ({"person": "PAT", "kinds": ["money"]}, "Select a valid choice"),
        ({"person": "999999", "kinds": ["time"]}, "Select a valid choice"),
        ({"person": "\x00", "kinds": ["time"]}, "Select a valid choice"),
    ],
)
def test_line_that_cannot_be_kept_gets_a_sentence_and_nothing_is_lost(
    sent, said, ana, pat_person, action
):
    sent = {name: pat_person.pk if value == "PAT" else value for name, value in sent.items()}
    answer = ana.post(
        PAPER,
        {
            **row(action, 0, **sent),
            **row(action, 1, person=pat_person.pk, kinds=["venue"]),
            **dots(action, 7),
        },
    )

    page = answer.content.decode()
    assert said in page
    assert not Support.objects.exists()
    kept = as_sent(page)
    assert kept[f"a{action.pk}-dots"] == ["7"]
    assert kept[f"a{action.pk}-1-kinds"] == ["venue"]
    assert kept[f"a{action.pk}-1-person"] == [str(pat_person.pk)]


@pytest.mark.parametrize("number", ["", "-1", "1000", "x", "9" * 40, "\x00"])
def test_dots_that_are_no_number_get_a_sentence(number, ana, action):
    answer = ana.post(PAPER, dots(action, number))

    assert answer.status_code == 200
    assert "problem mt-1" in answer.content.decode()
    action.refresh_from_db()
    assert action.energy_by_hand == 0


@pytest.mark.parametrize(
    ("asked", "rows"), [("", 3), ("6", 6), ("99", 12), ("0", 1), ("x", 3), ("9999", 3)]
)
def test_there_are_as_many_lines_as_asked_for(asked, rows, ana, action):
    page = ana.get(f"{PAPER}?rows={asked}").content.decode()

    assert len(re.findall(r'name="a\d+-\d+-person"', page)) == rows


def test_action_of_another_meeting_is_not_touched(ana, coast, pat_person, action):
    other = Action.record(coast.current_cycle(), what="Elsewhere")
    ana.post(
        PAPER,
        {**row(other, person=pat_person.pk, kinds=["time"]), **dots(other, 5), **dots(action, 1)},
    )

    other.refresh_from_db()
    assert (other.energy_by_hand, Support.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_six_hosts_typing_at_once_lose_nothing(ana, ana_user, coast, action):
    people = factories.create_people(coast, 6)
    desks = [sign_in(ana_user) for _person in people]
    statuses = at_once(
        [
            lambda desk=desk, person=person: (
                desk.post(
                    PAPER,
                    {**row(action, person=person.pk, kinds=["time", "data"]), **dots(action, 0)},
                ).status_code
            )
            for desk, person in zip(desks, people, strict=True)
        ]
    )

    assert statuses == [302] * 6
    assert Support.objects.count() == 12


def test_sheets_have_lines_for_each_open_action_and_cards_are_blank(ana, coast, action):
    done = Action.record(coast.current_cycle(), what="Done already", meeting=action.meeting)
    done.report("done")
    sheets = page_of(ana, f"{PAPER}print/")
    cards = page_of(ana, f"{PAPER}print/?as=cards")

    assert sheets.count("sign-sheet") == 1
    assert sheets.count("<tr>") == 13
    assert "introductions" in sheets
    assert "Done already" not in sheets
    assert cards.count('class="action-card"') == 4
    assert "A weekly call" not in cards


def test_meeting_without_actions_says_where_they_are_caught(ana, meeting):
    assert "This meeting has no actions yet." in page_of(ana, PAPER)
    assert "The actions come here as they are agreed." in page_of(ana, WALL)
