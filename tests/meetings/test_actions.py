"""Actions: what was agreed is kept, who holds them says how they go, and a tired coordinator sees what needs
her first."""

import csv
import io
import re
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone
from openpyxl import load_workbook

from meetings import tracking
from meetings.models import Action, ActionUpdate, Meeting
from network import citing
from network.contributions import coordinator_tasks
from network.models import Citation, Role, User
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent

DAY = timedelta(days=1)


@pytest.fixture
def cycle(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return cycle


@pytest.fixture
def action(cycle, pat_person):
    return Action.record(cycle, what="A weekly call", owner=pat_person, due=date(2031, 6, 3))


@pytest.fixture
def own(pat_person, action):
    return f"/p/{pat_person.code}/actions/{action.pk}/"


def text_of(client, address="/coast/actions/"):
    page = client.get(address).content.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def headings(client, address="/coast/actions/"):
    return re.findall(
        r'<section class="sheet mt-3" id="(\w+)"', client.get(address).content.decode()
    )


def status_of(action):
    return Action.all_recorded.get(pk=action.pk).status


# What is said of an action


def test_report_that_is_pressed_twice_is_kept_once(action, pat_person):
    for _press in range(2):
        action.report("stuck", person=pat_person)

    assert action.updates.count() == 1


def test_same_status_a_day_later_is_another_report(action, pat_person):
    now = timezone.now()
    action.report("on_track", person=pat_person, at=now - DAY)
    action.report("on_track", person=pat_person, at=now)

    assert action.updates.count() == 2


def test_same_status_with_a_word_or_from_somebody_else_is_another_report(
    action, pat_person, ana_user
):
    action.report("on_track", person=pat_person)
    action.report("on_track", note="Three calls held", person=pat_person)
    action.report("on_track", by=ana_user)

    assert action.updates.count() == 3


def test_finished_action_that_is_opened_again_has_no_end(action, pat_person):
    action.report("done", person=pat_person)
    assert not Action.objects.open().exists()

    action.report("on_track", person=pat_person)

    assert Action.objects.open().get().finished_at is None


def test_done_said_twice_keeps_the_day_of_the_first(action, pat_person):
    now = timezone.now()
    action.report("done", person=pat_person, at=now - 2 * DAY)
    action.report("done", note="And well", person=pat_person, at=now)

    assert Action.objects.get().finished_at == now - 2 * DAY


@pytest.mark.django_db(transaction=True)
def test_ten_presses_at_once_are_one_report(action, pat_person):
    barrier, failed = Barrier(10), []

    def press():
        try:
            barrier.wait()
            Action.objects.get(pk=action.pk).report("stuck", person=pat_person)
        except Exception as problem:
            failed.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=press) for _n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (failed, ActionUpdate.objects.count(), status_of(action)) == ([], 1, "stuck")


# The owner's page


def test_one_tap_says_how_it_goes(pat, pat_person, action, own):
    page = pat.get(f"/p/{pat_person.code}/").content.decode()
    assert re.findall(r'name="status" value="(\w+)"', page) == [
        "on_track", "needs_help", "stuck", "done", "stopped",
    ]  # fmt: skip

    said = pat.post(own + "report/", {"status": "needs_help", "note": ""}, follow=True)

    assert "Noted: needs help." in said.content.decode()
    assert "It was: not started." in said.content.decode()
    assert status_of(action) == "needs_help"


@pytest.mark.parametrize("sent", [{}, {"note": "Only a word"}])
def test_form_without_a_press_changes_nothing(pat, action, own, sent):
    for what in ("report/", "give-back/", "unsay/"):
        assert pat.post(own + what, sent).status_code == 302

    assert (status_of(action), ActionUpdate.objects.count()) == ("not_started", 0)
    assert Action.objects.get().owner is not None


def test_device_that_knows_nobody_asks_for_one_press_more_and_only_once(pat_person, action, own):
    phone = factories.phone_of(pat_person, knows=False)

    asked = phone.post(own + "report/", {"status": "stuck", "note": "No lead"})
    assert (status_of(action), "One more press" in asked.content.decode()) == ("not_started", True)

    phone.post(own + "report/", {**as_sent(asked.content.decode()), "sure": "yes"})
    assert (status_of(action), action.updates.get().note) == ("stuck", "No lead")
    phone.post(own + "report/", {"status": "done"})
    assert status_of(action) == "done"


def test_press_by_mistake_is_put_back_with_one_press(pat, pat_person, action, own):
    action.report("on_track", note="Three held", person=pat_person, at=timezone.now() - DAY)
    pat.post(own + "report/", {"status": "done", "note": "Oops"})
    page = pat.get(f"/p/{pat_person.code}/").content.decode()
    (update,) = re.findall(r'name="update" value="(\d+)"', page)

    pat.post(own + "unsay/", {"update": update})
    pat.post(own + "unsay/", {"update": update})

    assert status_of(action) == "on_track"
    assert Action.objects.get().is_open
    mistaken, before = action.updates.all()
    assert (mistaken.change, before.note) == ("Said by mistake: done", "Three held")
    assert Action.objects.with_last_word().get().said == "Three held"


def test_what_somebody_else_said_since_is_not_put_back(pat, pat_person, action, own, ana_user):
    mine = action.report("done", person=pat_person)
    action.report("stuck", note="The hospital says no", by=ana_user)

    said = pat.post(own + "unsay/", {"update": mine.pk}, follow=True).content.decode()

    assert "Something else was said since" in said
    assert status_of(action) == "stuck"


def test_page_that_is_behind_puts_back_nothing_newer(pat, pat_person, action, own):
    older = action.report("done", person=pat_person)
    action.report("stuck", note="From the other phone", person=pat_person)

    pat.post(own + "unsay/", {"update": older.pk})

    assert status_of(action) == "stuck"


def test_stopping_asks_why_and_loses_no_word(pat, action, own):
    asked = pat.post(own + "report/", {"status": "stopped", "note": "  "}).content.decode()
    too_long = "word " * 80
    again = pat.post(own + "report/", {"status": "stuck", "note": too_long}).content.decode()

    assert "Say in a word why it stops." in asked
    assert too_long.strip() in again
    assert status_of(action) == "not_started"


@pytest.mark.parametrize("note", ["\x00", "a\x00b"])
def test_sign_that_no_database_takes_is_refused_in_words(pat, ana, action, own, note):
    for client, address in ((pat, own), (ana, f"/coast/actions/{action.pk}/")):
        answer = client.post(address + "report/", {"status": "stuck", "note": note})
        assert (answer.status_code, "Null characters" in answer.content.decode()) == (200, True)
    pat.post(own + "give-back/", {"give": "back", "note": note})

    assert (status_of(action), ActionUpdate.objects.count()) == ("not_started", 0)


def test_owner_who_cannot_go_on_gives_it_back_and_the_coordinator_is_told(
    pat, pat_person, coast, cycle, action, own
):
    action.report("stuck", note="No lead", person=pat_person)

    pat.post(own + "give-back/", {"give": "back", "note": "New job"})

    action.refresh_from_db()
    last, first = action.updates.all()
    assert (action.owner, action.status) == (None, "stuck")
    assert (last.change, last.note) == ("Who will hold it: Pat, now nobody", "New job")
    assert first.note == "No lead"
    notes = [task.note for task in coordinator_tasks.gather(cycle, timezone.now())]
    assert "A weekly call (Pat gave it back: “New job”)" in notes


def test_action_given_back_is_not_given_back_twice(pat_person, action):
    assert action.give_back(pat_person) is not None
    assert action.give_back(pat_person) is None
    assert action.updates.count() == 1


def test_supporter_sees_what_she_offered_and_how_it_goes(pat, coast, pat_person, cycle):
    kim = coast.add_person(name="Kim")
    other = Action.record(cycle, what="A shared sheet", owner=kim)
    other.sign_up(pat_person, "time", "data")
    page = f"/p/{pat_person.code}/"

    assert "You offered time, data for: A shared sheet. Now: not started." in text_of(pat, page)
    other.report("done", person=kim)
    assert "Done: A shared sheet. Thank you for your help!" in text_of(pat, page)
    other.take_back()
    assert "A shared sheet" not in text_of(pat, page)


def test_done_action_is_thanked_and_can_go_on_after_all(pat, pat_person, action, own):
    action.report("done", person=pat_person, at=timezone.now() - 2 * DAY)
    page = text_of(pat, f"/p/{pat_person.code}/")
    assert "Done. Thank you!" in page
    assert "It goes on after all" in page

    pat.post(own + "report/", {"status": "on_track"})

    assert Action.objects.open().exists()


# Recording, taking back


def test_action_recorded_twice_by_a_double_press_stands_once(ana, action):
    for _press in range(2):
        ana.post("/coast/actions/new/", {"what": "One sheet of routes"})

    assert Action.objects.filter(what="One sheet of routes").count() == 1


def test_day_that_is_over_is_kept_with_a_remark(ana, action):
    answer = ana.post(
        "/coast/actions/new/", {"what": "A late start", "due": "2020-01-01"}, follow=True
    )

    assert "That is allowed." in answer.content.decode()
    assert Action.objects.get(what="A late start").due == date(2020, 1, 1)


def test_what_was_taken_back_is_nowhere_and_comes_back_whole(ana, vic, coast, action, pat_person):
    action.report("stuck", note="No lead", person=pat_person)
    action.sign_up(coast.add_person(name="Kim"), "time")
    ana.post(f"/coast/actions/{action.pk}/take-back/")
    assert Action.objects.exists()  # no press, no change

    ana.post(f"/coast/actions/{action.pk}/take-back/", {"back": "yes"})
    shown = ana.get("/coast/actions/").content.decode()
    assert ("Put it back" in shown, coast.actions.exists()) == (True, False)
    assert "A weekly call" not in vic.get("/coast/actions/").content.decode()
    assert ana.get(f"/coast/actions/{action.pk}/").status_code == 404

    ana.post(f"/coast/actions/{action.pk}/put-back/")
    page = text_of(ana, f"/coast/actions/{action.pk}/")
    assert (action.supports.count(), status_of(action)) == (1, "stuck")
    assert all(said in page for said in ("“No lead”", "Taken back", "Put back", "Kim"))


@pytest.mark.parametrize(
    "page", ["new/", "{pk}/edit/", "{pk}/report/", "{pk}/evidence/", "{pk}/take-back/", "nudge/"]
)
def test_who_only_looks_changes_nothing(vic, action, page):
    assert vic.post(f"/coast/actions/{page.format(pk=action.pk)}").status_code == 403


def test_action_of_another_network_does_not_exist(olga, hills, action):
    for page in ("", "edit/", "evidence/"):
        assert olga.get(f"/hills/actions/{action.pk}/{page}").status_code == 404
    assert olga.post(f"/hills/actions/{action.pk}/put-back/").status_code == 404


# The list


@pytest.fixture
def mixed(coast, cycle, pat_person, harbour):
    """One action of each standing, held by Pat, but one by nobody."""
    today = timezone.localdate()
    kim = coast.add_person(name="Kim", partner=harbour)
    for status in ("done", "on_track", "not_started", "needs_help", "stuck", "stopped"):
        one = Action.record(cycle, what=f"It is {status}", owner=pat_person)
        if status != "not_started":
            one.report(status, person=pat_person)
    Action.record(cycle, what="It is late", owner=kim, due=today - 10 * DAY)
    Action.record(cycle, what="It is nobody’s")
    return coast


def test_what_needs_somebody_stands_first(ana, mixed):
    assert headings(ana) == [
        "late", "stuck", "needs_help", "not_started", "on_track", "done", "stopped",
    ]  # fmt: skip
    assert "10 days past its date" in text_of(ana)


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("open", 6),
        ("late", 1),
        ("help", 2),
        ("nobody", 1),
        ("done", 2),
        ("mine", 0),
        ("?&=%00", 8),
    ],
)
def test_filter_shows_what_it_says(ana, mixed, show, expected):
    page = ana.get(f"/coast/actions/?show={show}").content.decode()

    assert page.count("<article") == expected


def test_mine_are_those_held_by_my_own_entry_on_the_register(ana, ana_user, mixed, cycle):
    me = mixed.add_person(name="Ana", email=ana_user.email.upper())
    Action.record(cycle, what="I hold it", owner=me)
    Action.record(cycle, what="I wrote it down", by=ana_user)

    page = text_of(ana, "/coast/actions/?show=mine")

    assert ("I hold it" in page, "I wrote it down" in page) == (True, False)


def test_list_can_be_narrowed_to_a_topic_and_a_meeting(ana, coast, cycle):
    topic, *_others = factories.create_longlist(coast, 2)
    meeting = Meeting.call(cycle, starts_at=timezone.now())
    Action.record(cycle, what="Of the topic", topic=topic)
    Action.record(cycle, what="Of the meeting", meeting=meeting)

    of_topic = ana.get(f"/coast/actions/?topic={topic.pk}").content.decode()
    of_meeting = ana.get("/coast/actions/?meeting=1&show=open").content.decode()

    assert re.findall(r"<article.*?>([^<]+)</a>", of_topic, re.DOTALL) == ["Of the topic"]
    assert re.findall(r"<article.*?>([^<]+)</a>", of_meeting, re.DOTALL) == ["Of the meeting"]
    assert ana.get("/coast/actions/?topic=x&meeting=99999999999").status_code == 200


def test_coordinator_is_counted_apart_from_members(ana, ana_user, mixed, cycle):
    me = mixed.add_person(name="Ana", user=ana_user)
    Action.record(cycle, what="I hold it", owner=me)

    page = text_of(ana)

    assert "7 of 9 are held by members, 1 by the coordinator." in page
    assert "One open action has no owner." in page


def test_owner_who_left_holds_nothing_any_more(ana, mixed, pat_person):
    pat_person.leave()

    assert "its owner has left" in text_of(ana)
    assert "5 open actions have no owner." in text_of(ana)
    assert ana.get("/coast/actions/?show=nobody").content.decode().count("<article") == 5


@pytest.mark.parametrize(
    ("owners", "with_experience", "said"), [(4, 1, None), (5, 1, 1), (5, 5, None), (5, 0, 0)]
)
def test_lived_experience_is_counted_where_it_points_at_nobody(
    coast, cycle, harbour, owners, with_experience, said
):
    people = factories.create_people(coast, owners, partner=harbour)
    for n, person in enumerate(people):
        person.level = "lived_experience" if n < with_experience else "manager"
        person.save()
        Action.record(cycle, what=f"Action {n}", owner=person)
    actions = tracking.of_network(coast)

    tally = tracking.tally(actions, date(2030, 1, 1), coordinators=set(), floor=5)

    assert tally.lived_experience == said


def test_lived_experience_is_not_counted_where_two_people_hold_it_all(coast, cycle, harbour):
    one, other = factories.create_people(coast, 2, partner=harbour)
    one.level = "lived_experience"
    one.save()
    for n in range(8):
        Action.record(cycle, what=f"Action {n}", owner=one if n else other)

    actions = tracking.of_network(coast)

    tally = tracking.tally(actions, date(2030, 1, 1), coordinators=set(), floor=5)
    assert tally.lived_experience is None


def test_filter_never_narrows_the_counts(ana, mixed):
    counts = "6 of 8 are held by members"

    assert all(counts.replace("6", "7") in text_of(ana, f"/coast/actions/?show={show}")
               for show in ("", "late", "mine", "help"))  # fmt: skip


def test_list_says_how_long_nothing_moved(ana, cycle, pat_person):
    # Days are those of a calendar on the wall: at noon it is the same day in every season.
    now = timezone.localtime(timezone.now(), cycle.network.zone).replace(hour=12)
    action = Action.record(cycle, what="Old", owner=pat_person, at=now - 30 * DAY)
    assert "Something last moved 30 days ago." in text_of(ana)

    action.report("on_track", person=pat_person, at=now - 5 * DAY)
    assert "Something last moved 5 days ago." in text_of(ana)


def test_three_hundred_actions_are_asked_for_as_often_as_three(
    ana, cycle, pat_person, coast, django_assert_num_queries
):
    for count in (3, 297):
        Action.objects.bulk_create(
            Action(
                network=coast, cycle=cycle, what=f"Action {n}", owner=pat_person,
                due=date(2020, 1, 1) + n * DAY,
            )
            for n in range(count)
        )  # fmt: skip
        Action.objects.last().sign_up(pat_person, "time")
        with django_assert_num_queries(11):
            page = ana.get("/coast/actions/").content.decode()
    assert page.count("<article") == 300


# Files


def test_file_says_what_is_attributed_anyway_and_no_formula(ana, cycle, pat_person):
    action = Action.record(
        cycle, what="=HYPERLINK(1)", first_step="+1-2", owner=pat_person, due=date(2031, 6, 3)
    )
    action.sign_up(pat_person, "time")
    action.report("stuck", note="A word for the others", person=pat_person)

    book = load_workbook(io.BytesIO(b"".join(ana.get("/coast/actions/download/"))))
    (heading, row) = book.active.iter_rows()
    text = b"".join(ana.get("/coast/actions/download/?as=csv")).decode("utf-8-sig")

    assert (row[0].value, row[0].data_type) == ("=HYPERLINK(1)", "s")
    assert (row[2].value, row[3].value, row[8].value) == ("Pat", "Pat (time)", "stuck")
    (_heading, line) = csv.reader(io.StringIO(text))
    assert line[:2] == ["'=HYPERLINK(1)", "'+1-2"]
    assert "A word for the others" not in text
    assert len(heading) == len(line) == 12


def test_who_may_not_export_gets_no_file(vic, action):
    assert vic.get("/coast/actions/download/").status_code == 403


# What an action rests on


def test_action_rests_on_what_was_said_and_the_trail_goes_both_ways(ana, coast, cycle):
    topic, *_others = factories.create_longlist(coast, 1)
    meeting = Meeting.call(cycle, starts_at=timezone.now())
    note = meeting.catch("point", "Nobody answers on Fridays")
    off = meeting.catch("point", "Between us", off_record=True)
    action = Action.record(cycle, what="A list of numbers", meeting=meeting)
    page = f"/coast/actions/{action.pk}/evidence/"
    assert "Between us" not in ana.get(page).content.decode()

    boxes = as_sent(ana.get(page).content.decode())
    ana.post(page, {**boxes, "evidence": [f"topic:{topic.pk}"], "began_in": note.pk})

    action.refresh_from_db()
    roles = {edge.role for edge in citing.evidence_of(action)}
    assert roles == {Citation.Role.EVIDENCE, Citation.Role.ORIGIN}
    shown = text_of(ana, f"/coast/actions/{action.pk}/")
    assert ("Topic 1" in shown, "Nobody answers on Fridays" in shown) == (True, False)
    down = text_of(ana, f"/coast/trail/action/{action.citable.code}/")
    note.refresh_from_db()
    up = text_of(ana, f"/coast/trail/note/{note.citable.code}/")
    assert "Nobody answers on Fridays" in down
    assert "A list of numbers" in up
    refused = ana.post(page, {**boxes, "evidence": [f"note:{off.pk}"]})
    assert "cannot be cited any more" in refused.content.decode()


def test_evidence_saved_without_touching_it_stays_as_it_is(ana, coast, cycle):
    topic, *_others = factories.create_longlist(coast, 1)
    action = Action.record(cycle, what="A list")
    action.rest_on([topic])
    page = f"/coast/actions/{action.pk}/evidence/"

    ana.post(page, as_sent(ana.get(page).content.decode()))

    assert citing.evidence_of(action).count() == 1


def test_action_begins_in_a_note_of_the_room(ana, cycle):
    meeting = Meeting.call(cycle, starts_at=timezone.now())
    note = meeting.catch("point", "Ask for the numbers")
    page = f"/coast/actions/new/?note={note.pk}"
    assert as_sent(ana.get(page).content.decode())["what"] == ["Ask for the numbers"]

    ana.post(page, {"what": "Ask for the numbers"})

    action = Action.objects.get()
    (edge,) = citing.evidence_of(action)
    assert (action.meeting, edge.role, edge.target.note) == (meeting, "origin", note)
    assert ana.get("/coast/actions/new/?note=x").status_code == 200


def test_action_that_was_taken_back_is_gone_from_trails(ana, coast, cycle):
    topic, *_others = factories.create_longlist(coast, 1)
    action = Action.record(cycle, what="A list of numbers")
    action.rest_on([topic])
    action.take_back()
    topic.refresh_from_db()

    page = text_of(ana, f"/coast/trail/topic/{topic.citable.code}/")

    assert "A list of numbers" not in page


# Carrowby, 24 days after its meeting


def test_carrowby_after_24_days(carrowby):
    client = sign_in(User.objects.get(accesses__role=Role.COORDINATOR))

    page = text_of(client, "/carrowby/actions/")

    for said in (
        "6 actions are open", "Something last moved 5 days ago.", "One is past its date.",
        "done: 2", "on track: 3", "needs help: 2", "stuck: 1", "10 days past its date",
        "8 of 8 are held by members, 0 by the coordinator.",
        "1 of 8 is held by somebody with lived experience.",
    ):  # fmt: skip
        assert said in page, said


def test_carrowby_has_28_offers_of_20_people(carrowby):
    actions = tracking.of_network(carrowby.network)
    offers = [offer.person_id for action in actions for offer in action.supports.all()]

    assert (len(offers), len(set(offers))) == (28, 20)
