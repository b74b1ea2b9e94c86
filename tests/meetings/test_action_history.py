"""What was agreed before stays: each change of an action is kept, in the words it had."""

from datetime import date

import pytest

from meetings.models import Action
from network.citing import evidence_of
from tests import factories
from tests.forms import as_sent


@pytest.fixture
def action(coast, pat_person):
    cycle = coast.current_cycle()
    cycle.network = coast
    return Action.record(
        cycle, what="A weekly call", owner=pat_person, due=date(2031, 6, 3), done_when="Four held"
    )


@pytest.fixture
def page(action):
    return f"/coast/actions/{action.pk}/edit/"


def boxes(client, page):
    return as_sent(client.get(page).content.decode())


def changes(action):
    return [update.change for update in action.updates.all()]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("due", date(2031, 6, 10), "By when: 3 June 2031, now 10 June 2031"),
        ("due", None, "By when: 3 June 2031, now no day"),
        ("what", "A daily call", "What: A weekly call, now A daily call"),
        ("done_when", "", "Done when: Four held, now nothing"),
        ("first_step", "Ring", "First small step: nothing, now Ring"),
        ("owner", None, "Who will hold it: Pat, now nobody"),
    ],
)
def test_change_is_kept_in_words_and_leaves_the_status(action, ana_user, name, value, said):
    action.report("stuck", by=ana_user)

    action.change(**{name: value}, by=ana_user)

    last = action.updates.first()
    assert (last.change, last.status, last.by) == (said, "stuck", ana_user)
    assert getattr(Action.objects.get(), name) == value


def test_day_of_this_year_is_said_without_its_year(coast, monkeypatch):
    with factories.on_day_of_carrowby():
        cycle = coast.current_cycle()
        cycle.network = coast
        action = Action.record(cycle, what="A call", due=date(2026, 6, 3))
        action.change(due=date(2026, 6, 10))

    assert changes(action) == ["By when: 3 June, now 10 June"]


def test_change_of_the_topic_is_kept(coast, action):
    topic, *_others = factories.create_longlist(coast, 1)

    action.change(topic=topic)

    assert changes(action) == ["Topic: none, now Topic 1"]


def test_name_of_somebody_who_is_called_otherwise_now_stays_as_it_was(ana, coast, action, page):
    kim = coast.add_person(name="Kim")
    ana.post(page, {**boxes(ana, page), "owner": kim.pk})
    kim.name = "Kim Other"
    kim.save()

    assert changes(action) == ["Who will hold it: Pat, now Kim"]


def test_everything_changed_at_once_is_one_entry_with_room_for_all(coast, action):
    topic = factories.create_longlist(coast, 1)[0]
    longest = {"what": "w" * 300, "first_step": "f" * 200, "done_when": "d" * 200}
    action.change(**longest)

    action.change(
        what="x" * 300,
        first_step="y" * 200,
        done_when="z" * 200,
        owner=coast.add_person(name="N" * 120),
        due=None,
        topic=topic,
    )

    assert action.updates.count() == 2
    assert len(action.updates.first().change) < 2000


def test_saving_what_stands_there_already_keeps_no_entry(ana, action, page):
    ana.post(page, boxes(ana, page))

    assert changes(action) == []


def test_change_by_the_page_is_shown_with_who_and_when(ana, action, page):
    ana.post(page, {**boxes(ana, page), "due": "2031-06-10"})

    shown = ana.get(f"/coast/actions/{action.pk}/").content.decode()

    assert "By when: 3 June 2031, now 10 June 2031" in shown
    assert "· Ana" in shown


def test_two_who_change_it_at_once_do_not_undo_each_other(ana, action, page):
    first, second = boxes(ana, page), boxes(ana, page)
    ana.post(page, {**first, "due": "2031-06-10"})

    answer = ana.post(page, {**second, "done_when": "Five held"}).content.decode()

    assert "Somebody has changed it meanwhile." in answer
    assert as_sent(answer)["done_when"] == ["Five held"]
    assert Action.objects.get().due == date(2031, 6, 10)


def test_form_that_is_refused_names_the_action_as_it_is(ana, action, page):
    answer = ana.post(page, {**boxes(ana, page), "what": ""})

    assert "Change “A weekly call”" in answer.content.decode()
    assert changes(action) == []


@pytest.mark.parametrize("words", ["a\x00b", "w" * 301])
def test_words_that_no_database_takes_are_refused(ana, action, page, words):
    answer = ana.post(page, {**boxes(ana, page), "what": words})

    assert answer.status_code == 200
    assert Action.objects.get().what == "A weekly call"


def test_owner_who_left_stays_until_somebody_else_is_chosen(ana, pat_person, action, page):
    pat_person.leave()

    ana.post(page, {**boxes(ana, page), "due": "2031-06-10"})

    assert Action.objects.get().owner == pat_person


def test_topic_that_is_off_the_list_stays_until_another_is_chosen(ana, coast, action, page):
    topic = factories.create_longlist(coast, 1)[0]
    action.change(topic=topic)
    topic.leave_off(reason="It needs a year.")

    ana.post(page, {**boxes(ana, page), "due": "2031-06-10"})

    assert Action.objects.get().topic == topic


def test_two_of_one_name_are_told_apart_by_where_they_work(ana, coast, harbour, action, page):
    coast.add_person(name="Pat", partner=coast.add_partner(name="Hill House"))

    shown = ana.get(page).content.decode()

    assert ("Pat, Harbour Lights" in shown, "Pat, Hill House" in shown) == (True, True)


def test_people_and_topics_of_another_network_cannot_be_chosen(ana, hills, action, page):
    stranger = hills.add_person(name="Stranger")

    answer = ana.post(page, {**boxes(ana, page), "owner": stranger.pk})

    assert answer.status_code == 200
    assert Action.objects.get().owner.name == "Pat"


def test_history_has_the_newest_first(ana, action, pat_person):
    action.report("on_track", note="First", person=pat_person)
    action.change(due=date(2031, 6, 10))
    action.report("done", note="Last", person=pat_person)

    shown = ana.get(f"/coast/actions/{action.pk}/").content.decode()

    assert shown.index("Last") < shown.index("By when: 3 June") < shown.index("First")
    assert not evidence_of(action).exists()
