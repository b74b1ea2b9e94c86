"""The room on a phone: to be here, help, hold an action, show energy."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from meetings import energy, joining
from meetings.models import Action, Energy, Feedback, Meeting, Support
from meetings.models.helping import NotToHold
from network.models import Person
from tests import factories
from tests.forms import as_sent
from tests.test_concurrency import at_once


@pytest.fixture
def meeting(coast):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now())
    meeting.network = coast
    return meeting


@pytest.fixture
def action(coast, meeting):
    return Action.record(coast.current_cycle(), what="A weekly call", meeting=meeting)


def room_of(person):
    return f"/p/{person.code}/room/1/"


def page_of(phone, person, address=None):
    answer = phone.get(address or room_of(person))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def press(phone, person, action, what, **sent):
    return phone.post(
        f"/p/{person.code}/actions/{action.pk}/{what}/", {"room": 1, **sent}, follow=True
    )


def move(meeting, **days):
    meeting.starts_at = timezone.now() + timedelta(**days)
    meeting.save()


def test_meeting_of_today_is_at_the_top_of_everyones_page(pat, pat_person, meeting, open_proforma):
    page = page_of(pat, pat_person, f"/p/{pat_person.code}/")
    first = page.partition("sheet task")[2]

    assert "Meeting 1 is today" in first.partition("</section>")[0]
    move(meeting, days=1)
    assert "is today" not in page_of(pat, pat_person, f"/p/{pat_person.code}/")


def test_meeting_that_was_called_off_or_people_who_do_not_take_part_have_no_task(
    pat, pat_person, meeting
):
    Person.objects.filter(pk=pat_person.pk).update(takes_part=False)
    assert "is today" not in page_of(pat, pat_person, f"/p/{pat_person.code}/")
    Person.objects.filter(pk=pat_person.pk).update(takes_part=True)
    meeting.called_off_at = timezone.now()
    meeting.save()

    assert "is today" not in page_of(pat, pat_person, f"/p/{pat_person.code}/")
    assert pat.get(room_of(pat_person)).status_code == 404


def test_coming_is_noted_by_one_press_and_by_nothing_else(pat, pat_person, meeting, action):
    page_of(pat, pat_person)
    press(pat, pat_person, action, "help", kind="time")
    pat.post(f"{room_of(pat_person)}here/")
    assert not meeting.attendances.exists()

    for _n in range(2):
        pat.post(f"{room_of(pat_person)}here/", {"here": "yes"})

    assert [one.person for one in meeting.attendances.all()] == [pat_person]
    assert "You are on the list of those who came." in page_of(pat, pat_person)


def test_who_says_they_are_here_late_is_asked_how_it_was(pat, coast, pat_person, meeting):
    meeting.attended_by([coast.add_person(name="Kim")])
    feedback = Feedback.ask(meeting)
    assert "Three questions" not in page_of(pat, pat_person)

    pat.post(f"{room_of(pat_person)}here/", {"here": "yes"})

    assert f"/feedback/{feedback.pk}/" in page_of(pat, pat_person)


def test_nobody_is_here_on_another_day(pat, pat_person, meeting):
    move(meeting, days=-1, hours=-3)

    pat.post(f"{room_of(pat_person)}here/", {"here": "yes"})

    assert not meeting.attendances.exists()
    assert "I am here" not in page_of(pat, pat_person)


@pytest.mark.parametrize(("days", "is_open"), [(2, False), (1, True), (-14, True), (-15, False)])
def test_room_is_open_from_the_day_before_to_two_weeks_after(
    days, is_open, pat, pat_person, meeting, action
):
    move(meeting, days=days)

    page = page_of(pat, pat_person)
    assert ("A weekly call" in page) is is_open
    assert ("is not open here just now" in page) is not is_open


def test_several_kinds_are_offered_with_one_press(pat, pat_person, action):
    answer = press(pat, pat_person, action, "help", kind=["time", "venue", "lived_experience"])

    assert answer.redirect_chain[0][0] == f"{room_of(pat_person)}#action-{action.pk}"
    page = " ".join(answer.content.decode().split())
    assert "You offered: time, a venue, lived experience." in page
    assert "Pat, with a venue" in page
    assert {one.kind for one in Support.objects.all()} == {"time", "venue", "lived_experience"}


def test_all_seven_kinds_can_be_offered(pat, pat_person, action):
    press(pat, pat_person, action, "help", kind=Support.Kind.values)

    assert Support.objects.count() == 7
    assert "What else can you offer?" not in page_of(pat, pat_person)


@pytest.mark.parametrize("sent", [{}, {"kind": "money"}, {"kind": ["time", "\x00"]}, {"kind": ""}])
def test_empty_or_unknown_offer_changes_nothing_and_gets_a_sentence(sent, pat, pat_person, action):
    answer = press(pat, pat_person, action, "help", **sent)

    assert "Tick what you can offer." in answer.content.decode()
    assert not Support.objects.exists()


@pytest.mark.parametrize("what", ["help", "withdraw", "hold", "energy"])
def test_press_that_says_nothing_changes_nothing(what, pat, pat_person, action):
    action.sign_up(pat_person, "time")
    action.give_energy(pat_person)

    press(pat, pat_person, action, what)

    action.refresh_from_db()
    assert (action.owner, action.supports.count(), action.energies.count()) == (None, 1, 1)


@pytest.mark.parametrize("room", ["1", "", "x", "٣", "9" * 30, "\x00"])
def test_press_leads_back_to_a_page_whatever_was_sent(room, pat, pat_person, action):
    answer = pat.post(
        f"/p/{pat_person.code}/actions/{action.pk}/help/", {"kind": "time", "room": room}
    )

    page = f"/p/{pat_person.code}/room/1/" if room == "1" else f"/p/{pat_person.code}/actions/"
    assert answer.url == f"{page}#action-{action.pk}"


def test_offer_is_taken_back(pat, pat_person, coast, action):
    kim = coast.add_person(name="Kim")
    action.sign_up(pat_person, "time", "venue")
    action.sign_up(kim, "time")

    press(pat, pat_person, action, "withdraw", back="yes")

    assert [one.person for one in Support.objects.all()] == [kim]


def test_action_without_owner_is_taken_on_and_says_so_in_its_history(pat, pat_person, action):
    answer = press(pat, pat_person, action, "hold", hold="yes")

    action.refresh_from_db()
    assert action.owner == pat_person
    assert "You hold it now" in answer.content.decode()
    assert "Pat" in action.updates.get().change
    assert action.updates.get().person == pat_person
    assert "I will hold it" not in page_of(pat, pat_person)


def test_somebody_who_is_slower_gets_a_sentence_and_the_action_keeps_its_owner(
    pat, pat_person, coast, action
):
    kim = coast.add_person(name="Kim")
    action.take_on(kim)

    answer = press(pat, pat_person, action, "hold", hold="yes")

    action.refresh_from_db()
    assert action.owner == kim
    assert "Kim was quicker and holds it now." in answer.content.decode()


def test_holding_pressed_twice_is_held_once(pat_person, action):
    action.take_on(pat_person)
    action.take_on(pat_person)

    assert action.updates.count() == 1


@pytest.mark.parametrize("how", ["done", "stopped", "taken back"])
def test_what_is_finished_or_taken_back_is_not_held_any_more(how, pat, pat_person, action):
    if how == "taken back":
        Action.objects.filter(pk=action.pk).update(taken_back_at=timezone.now())
        answer = press(pat, pat_person, action, "hold", hold="yes")
        assert answer.status_code == 404
    else:
        action.report(how, note="A reason")
        page = page_of(pat, pat_person)
        assert "I will hold it" not in page
        assert "I can help" not in page
        answer = press(pat, pat_person, action, "hold", hold="yes")
        assert "not open any more" in answer.content.decode()

    with pytest.raises(NotToHold):
        action.take_on(pat_person)
    assert Action.all_recorded.get().owner is None


def test_offer_for_a_finished_action_gets_a_sentence(pat, pat_person, action):
    action.report("done")

    answer = press(pat, pat_person, action, "help", kind="time")

    assert "not open any more" in answer.content.decode()
    assert not Support.objects.exists()


def test_list_of_actions_offers_the_same_for_every_meeting(pat, pat_person, coast, action):
    older = Action.record(coast.current_cycle(), what="From before")
    page = page_of(pat, pat_person, f"/p/{pat_person.code}/actions/")

    assert page.count(">I can help<") == 2
    assert page.count(">I will hold it<") == 2
    answer = pat.post(
        f"/p/{pat_person.code}/actions/{older.pk}/hold/", {"hold": "yes"}, follow=True
    )
    assert answer.redirect_chain[0][0] == f"/p/{pat_person.code}/actions/#action-{older.pk}"
    older.refresh_from_db()
    assert older.owner == pat_person


def test_another_networks_action_cannot_be_reached(pat, pat_person, hills):
    other = Action.record(hills.current_cycle(), what="Not ours")

    sent = {"hold": "yes", "kind": "time", "energy": "yes", "back": "yes"}
    for what in ("help", "withdraw", "hold", "energy"):
        answer = pat.post(f"/p/{pat_person.code}/actions/{other.pk}/{what}/", sent)
        assert answer.status_code == 404
    assert not Support.objects.exists()
    assert not Energy.objects.exists()


def test_somebody_elses_phone_presses_nothing(pat_person, coast, action):
    kims = factories.phone_of(coast.add_person(name="Kim"))

    assert press(kims, pat_person, action, "hold", hold="yes").status_code == 403
    assert kims.get(room_of(pat_person)).status_code == 403


# Energy


def show_energy(action, people):
    for person in people:
        action.give_energy(person)


def test_energy_is_given_and_taken_back_and_is_no_offer(pat, pat_person, action):
    for _n in range(2):
        press(pat, pat_person, action, "energy", energy="yes")
    assert Energy.objects.count() == 1
    assert not Support.objects.exists()
    assert "press to take it back" in page_of(pat, pat_person)

    press(pat, pat_person, action, "energy", energy="no")
    assert not Energy.objects.exists()


def test_energy_of_few_phones_is_counted_for_nobody(pat, pat_person, coast, action):
    people = factories.create_people(coast, 5)
    show_energy(action, people[:4])
    assert "energy: 4" not in page_of(pat, pat_person)

    show_energy(action, people)
    assert "energy: 5" in page_of(pat, pat_person)


def test_floor_of_energy_is_over_the_phones_of_the_meeting(coast, meeting, action):
    other = Action.record(coast.current_cycle(), what="Another", meeting=meeting)
    elsewhere = Action.record(coast.current_cycle(), what="Elsewhere")
    people = factories.create_people(coast, 5)
    show_energy(action, people[:4])
    show_energy(other, people[:4])
    show_energy(elsewhere, people)
    actions = [action, other, elsewhere]
    assert energy.by_phone(actions, floor=5) == {elsewhere.pk: 5}

    show_energy(other, people[4:])
    assert energy.by_phone(actions, floor=5) == {action.pk: 4, other.pk: 5, elsewhere.pk: 5}


def test_dots_on_the_wall_are_shown_whoever_has_a_phone(pat, pat_person, action):
    Action.objects.update(energy_by_hand=3)
    action.give_energy(pat_person)

    assert "energy: 3" in page_of(pat, pat_person)


def test_whoever_comes_in_by_a_short_code_does_not_see_energy_of_before(
    pat, pat_person, meeting, action
):
    press(pat, pat_person, action, "energy", energy="yes")
    borrowed = Client()
    code = joining.short_code(pat_person, meeting)
    borrowed.post(f"/join/{meeting.wall_code}/", {"code": code})

    assert "press to take it back" not in page_of(borrowed, pat_person)
    press(borrowed, pat_person, action, "energy", energy="yes")
    assert "press to take it back" not in page_of(borrowed, pat_person)
    assert Energy.objects.count() == 1


def test_first_energy_from_a_new_phone_can_be_taken_back_on_it(pat_person, meeting, action):
    phone = factories.phone_of(pat_person, knows=False)
    press(phone, pat_person, action, "energy", energy="yes", sure="yes")

    assert "press to take it back" in page_of(phone, pat_person)


@pytest.mark.parametrize("name", ["hold", "energy", "here"])
def test_new_phone_is_asked_once_for_one_press_more(pat_person, meeting, action, name):
    """Mail scanners open a link on a device of theirs and press what they find."""
    phone = factories.phone_of(pat_person, knows=False)
    page = f"{room_of(pat_person)}here/" if name == "here" else page_to(pat_person, action, name)

    answer = phone.post(page, {name: "yes"})
    assert "One more press, please" in answer.content.decode()
    action.refresh_from_db()
    done = [bool(action.owner), Energy.objects.exists(), meeting.attendances.exists()]
    assert done == [False, False, False]

    phone.post(page, as_sent(answer.content.decode()) | {"sure": "yes"})
    action.refresh_from_db()
    done = [bool(action.owner), Energy.objects.exists(), meeting.attendances.exists()]
    assert done.count(True) == 1
    assert "One more press" not in phone.post(page, {name: "yes"}, follow=True).content.decode()


def page_to(person, action, name):
    return f"/p/{person.code}/actions/{action.pk}/{name}/"


def test_no_page_of_staff_tells_whose_energy_it_was(ana, coast, pat_person, meeting, action):
    action.give_energy(pat_person)

    pages = ["meetings/1/wall/", "meetings/1/sign-ups/print/", "actions/", f"actions/{action.pk}/"]
    for page in pages:
        text = ana.get(f"/coast/{page}").content.decode().partition("<main")[2]
        assert "Pat" not in text.replace('<option value="', ""), page


@pytest.mark.parametrize("count", [1, 4])
def test_room_asks_as_often_for_one_action_as_for_four(
    count, pat, pat_person, coast, meeting, django_assert_num_queries
):
    people = factories.create_people(coast, 5)
    for n in range(count):
        action = Action.record(
            coast.current_cycle(), what=f"Action {n}", meeting=meeting, owner=people[n]
        )
        for person in people[: n + 1]:
            action.sign_up(person, "time")
        show_energy(action, people)

    with django_assert_num_queries(10):
        page_of(pat, pat_person)


@pytest.mark.django_db(transaction=True)
def test_thirty_phones_at_once_lose_nothing(coast, meeting, action):
    people = factories.create_people(coast, 30)
    phones = [factories.phone_of(person) for person in people]

    def sign_up(phone, person):
        statuses = [
            press(phone, person, action, "help", kind=["time", "data"]).status_code,
            press(phone, person, action, "help", kind=["time", "venue"]).status_code,
            press(phone, person, action, "energy", energy="yes").status_code,
            phone.post(f"{room_of(person)}here/", {"here": "yes"}).status_code,
            press(phone, person, action, "hold", hold="yes").status_code,
        ]
        return statuses

    told = at_once(
        [
            lambda phone=phone, person=person: sign_up(phone, person)
            for phone, person in zip(phones, people, strict=True)
        ]
    )

    assert all(statuses == [200, 200, 200, 302, 200] for statuses in told)
    assert action.supports.count() == 90
    assert action.energies.count() == 30
    assert meeting.attendances.count() == 30
    action.refresh_from_db()
    assert action.owner in people
    assert action.updates.count() == 1
