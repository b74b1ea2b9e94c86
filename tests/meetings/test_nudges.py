"""Owners are asked how it goes: about all they hold in one message, not too soon, not too often, and never
about what they have just said."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from meetings import nudging
from meetings.models import Action
from network import circulation
from network.contributions import due_work
from network.models import Message
from tests import factories
from tests.forms import as_sent

NOON = datetime(2031, 6, 10, 12, 0, tzinfo=ZoneInfo("Europe/London"))  # a Tuesday
DAY = timedelta(days=1)
PAGE = "/coast/actions/nudge/"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


@pytest.fixture
def agreed(coast, pat_person):
    """Makes an action that Pat holds, recorded so many days ago and due in so many days."""

    def agree(what="A weekly call", *, due=None, ago=1, owner=pat_person):
        cycle = coast.current_cycle()
        cycle.network = coast
        day = None if due is None else NOON.date() + due * DAY
        return Action.record(cycle, what=what, owner=owner, due=day, at=NOON - ago * DAY)

    return agree


def why(action):
    """Why it needs a word now."""
    action = Action.objects.with_last_word().get(pk=action.pk)
    return nudging.why_now(action, NOON, action.network)


def reasons(coast, at=NOON):
    return {one.person.name: one.why_not for one in nudging.waiting(coast, at=at)}


def press(client, **changes):
    return client.post(
        PAGE, {**as_sent(client.get(PAGE).content.decode()), "go": "send", **changes}
    )


def run_minute(at):
    done = list(due_work.gather(at))
    return [line for line in done if "how actions go" in line]


# What needs a word


@pytest.mark.parametrize(
    ("due", "ago", "said"),
    [
        (-1, 1, "1 day past its date"),
        (-10, 1, "10 days past its date"),
        (0, 8, "due on Tuesday 10 June"),
        (7, 7, "due on Tuesday 17 June"),
        (7, 6, ""),
        (8, 20, ""),
        (None, 20, ""),
        (None, 21, "no word for 21 days"),
        (90, 30, "no word for 30 days"),
    ],
)
def test_action_needs_a_word_when_it_is_late_soon_due_or_silent(agreed, due, ago, said):
    assert why(agreed(due=due, ago=ago)) == said


def test_report_of_anybody_ends_the_silence_and_a_change_does_not(agreed, ana_user):
    silent, spoken = agreed(ago=30), agreed("Another", ago=30)
    silent.change(by=ana_user, done_when="Four calls held", at=NOON - 5 * DAY)
    spoken.report("on_track", by=ana_user, at=NOON - 5 * DAY)

    assert (why(silent), why(spoken)) == ("no word for 30 days", "")


# Who is asked


def test_owner_gets_one_message_about_all_that_needs_a_word(
    ana, coast, pat_person, agreed, mailoutbox
):
    late, soon = agreed(due=-3), agreed("A shared sheet", due=2, ago=20)
    agreed("All is well", due=30)
    agreed("Finished", due=-3, ago=20).report("done", person=pat_person, at=NOON - 9 * DAY)

    press(ana)

    (sent,) = mailoutbox
    assert sent.to == ["pat@harbour.example"]
    assert "– A weekly call (by 7 June)\n– A shared sheet (by 12 June)" in sent.body
    assert ("All is well" in sent.body, "Finished" in sent.body) == (False, False)
    assert pat_person.link in sent.body
    assert nudging.keys_in(Message.objects.get()) == {late.pk, soon.pk}


def test_page_says_who_is_asked_about_what_and_who_is_not_and_why(ana, coast, agreed):
    agreed(due=-3)
    for name, email in (("Kim", ""), ("Lee", "lee@x.example"), ("Sam", "sam@x.example")):
        agreed(f"Held by {name}", due=-3, owner=coast.add_person(name=name, email=email))
    coast.people.get(name="Lee").revoke_link()
    coast.people.get(name="Sam").leave()
    agreed("Held by nobody", due=-3, owner=None)

    page = ana.get(PAGE).content.decode()

    assert "Send 1 message<" in page
    assert reasons(coast) == {
        "Pat": "",
        "Kim": "no email",
        "Lee": "the link is stopped",
        "Sam": "they have left: find somebody else to hold it",
    }
    for said in ("A weekly call", "3 days past its date", "no email", "the link is stopped",
                 "One action has no owner to ask"):  # fmt: skip
        assert said in page


def test_nobody_is_asked_again_before_the_gap_of_the_network(coast, agreed):
    agreed(due=-3)
    nudging.nudge(coast, at=NOON).messages.get().send(at=NOON)

    assert reasons(coast, NOON + 3 * DAY)["Pat"] == "not before Saturday 14 June"
    assert reasons(coast, NOON + 4 * DAY)["Pat"] == ""


def test_nobody_is_asked_who_said_something_within_three_days(coast, pat_person, agreed, ana_user):
    agreed(due=-3)
    other = agreed("A shared sheet", due=40)
    other.report("on_track", person=pat_person, at=NOON)
    assert reasons(coast, NOON + 2 * DAY)["Pat"] == "said how it goes on Tuesday 10 June"
    assert reasons(coast, NOON + 3 * DAY)["Pat"] == ""

    other.report("stuck", by=ana_user, at=NOON + 3 * DAY)  # as she was told by phone
    assert "said how it goes" in reasons(coast, NOON + 4 * DAY)["Pat"]


def test_change_by_the_coordinator_is_no_word_of_the_owner(coast, agreed, ana_user):
    agreed(due=-3).change(done_when="Four calls held", by=ana_user, at=NOON)

    assert reasons(coast)["Pat"] == ""


def test_after_as_many_without_an_answer_as_allowed_it_is_quiet(coast, pat_person, agreed):
    action = agreed(due=-3)
    for n in range(coast.most_reminders):
        at = NOON + n * 4 * DAY
        nudging.nudge(coast, at=at).messages.get().send(at=at)
    later = NOON + 60 * DAY

    assert reasons(coast, later)["Pat"] == "asked 3 times without an answer: a call may help more"
    assert nudging.nudge(coast, at=later) is None
    action.report("stuck", person=pat_person, at=later)
    assert reasons(coast, later + 3 * DAY)["Pat"] == ""


def test_message_that_came_back_ends_the_asking(coast, agreed):
    agreed(due=-3)
    message = nudging.nudge(coast, at=NOON).messages.get()
    message.send(at=NOON)
    message.came_back("No such box", at=NOON)

    assert reasons(coast, NOON + 9 * DAY)["Pat"] == "the last message came back"


def test_message_that_waits_is_not_written_twice(coast, agreed):
    agreed(due=-3)
    nudging.nudge(coast, is_draft=True, at=NOON)

    assert reasons(coast, NOON + 9 * DAY)["Pat"] == "a message waits in the outbox"
    assert nudging.nudge(coast, at=NOON + 9 * DAY) is None


def test_what_was_put_aside_is_not_written_anew_within_the_minute(coast, agreed):
    agreed(due=-3)
    nudging.nudge(coast, is_draft=True, at=NOON).set_aside()

    assert nudging.nudge(coast, at=NOON + timedelta(minutes=1)) is None
    assert nudging.nudge(coast, at=NOON + 4 * DAY) is not None


# Sending


def test_button_says_the_number_and_a_changed_one_sends_nothing(
    ana, coast, pat_person, agreed, mailoutbox
):
    action = agreed(due=-3)
    agreed("Another", due=-3, owner=coast.add_person(name="Kim", email="kim@x.example"))
    as_it_was = {**as_sent(ana.get(PAGE).content.decode()), "go": "send"}
    assert as_it_was["promised"] == ["2"]
    action.report("on_track", person=pat_person)

    answer = ana.post(PAGE, {**as_it_was, "subject": "My own words"}).content.decode()

    assert "it is 1 message now. Nothing was sent." in answer
    assert as_sent(answer)["subject"] == ["My own words"]
    assert (mailoutbox, Message.objects.count()) == ([], 0)


def test_pressed_twice_asks_once(ana, agreed, mailoutbox):
    agreed(due=-3)
    as_it_was = {**as_sent(ana.get(PAGE).content.decode()), "go": "send"}

    ana.post(PAGE, as_it_was)
    ana.post(PAGE, as_it_was)

    assert len(mailoutbox) == 1


def test_looking_shows_how_one_reads_it_and_sends_nothing(ana, agreed, mailoutbox):
    agreed("Call [[link]] & co", due=-3)

    page = press(ana, go="look").content.decode()

    assert "As Pat reads it" in page
    assert "Call [link] &amp; co (by 7 June)" in page
    assert mailoutbox == []


def test_drafts_are_read_first(ana, agreed, mailoutbox):
    agreed(due=-3)

    press(ana, go="drafts")

    assert (mailoutbox, Message.objects.get().state) == ([], "draft")


def test_words_without_the_link_are_refused(ana, agreed, mailoutbox):
    agreed(due=-3)

    page = press(ana, body="How is [[actions]]?").content.decode()

    assert "Without [[link]] in it nobody could answer." in page
    assert mailoutbox == []


def test_message_is_put_aside_as_it_leaves_if_all_was_said_meanwhile(
    coast, pat_person, agreed, mailoutbox
):
    one, other = agreed(due=-3), agreed("Another", due=-3)
    message = nudging.nudge(coast, at=NOON).messages.get()
    one.report("on_track", person=pat_person, at=NOON + timedelta(minutes=1))
    assert nudging.why_overtaken(message, NOON) == ""

    other.report("stuck", person=pat_person, at=NOON + timedelta(minutes=1))
    message.send(at=NOON + timedelta(minutes=2))

    message.refresh_from_db()
    assert (message.state, mailoutbox) == ("set_aside", [])
    assert message.reason == "No longer needed: they said meanwhile how it goes."


def test_message_goes_although_the_day_was_changed_meanwhile(coast, ana_user, agreed, mailoutbox):
    action = agreed(due=-3)
    message = nudging.nudge(coast, at=NOON).messages.get()
    action.change(due=NOON.date() + DAY, by=ana_user, at=NOON + timedelta(minutes=1))

    assert message.send(at=NOON + timedelta(minutes=2))


@pytest.mark.parametrize("change", ["given back", "taken back", "held by another"])
def test_message_is_put_aside_if_they_hold_it_no_more(
    coast, pat_person, agreed, mailoutbox, change
):
    action = agreed(due=-3)
    message = nudging.nudge(coast, at=NOON).messages.get()
    if change == "given back":
        action.give_back(pat_person)
    elif change == "taken back":
        action.take_back()
    else:
        action.change(owner=coast.add_person(name="Kim"))

    message.send(at=NOON)

    assert (Message.objects.get().state, mailoutbox) == ("set_aside", [])


def test_key_of_many_actions_has_room_and_each_is_said(coast, pat_person, agreed):
    for n in range(nudging.MOST + 5):
        agreed(f"Action {n}", due=-3)

    message = nudging.nudge(coast, at=NOON).messages.get()

    assert "and 5 more" in message.body
    assert len(nudging.keys_in(message)) == nudging.MOST
    assert len(f"nudge:999:{'-'.join(['99999999'] * nudging.MOST)}:99999999") <= 120


def test_page_of_an_action_says_when_its_owner_was_asked(ana, vic, coast, agreed):
    action, other = agreed(due=-3), agreed("Another", due=60)
    nudging.nudge(coast, at=NOON).messages.get().send(at=NOON)

    assert "When we asked" in ana.get(f"/coast/actions/{action.pk}/").content.decode()
    assert "When we asked" not in ana.get(f"/coast/actions/{other.pk}/").content.decode()
    assert "When we asked" not in vic.get(f"/coast/actions/{action.pk}/").content.decode()


# By itself


@pytest.mark.parametrize(("itself", "hour", "asked"), [(True, 12, 1), (False, 12, 0), (True, 3, 0)])
def test_it_asks_by_itself_only_where_chosen_and_by_day(coast, agreed, itself, hour, asked):
    coast.reminds_itself = itself
    coast.save()
    agreed(due=-3)
    at = NOON.replace(hour=hour)

    run_minute(at)
    run_minute(at + timedelta(minutes=1))

    assert Message.objects.filter(kind="nudge").count() == asked


def test_number_that_was_promised_is_kept_under_the_lock(coast, agreed):
    agreed(due=-3)

    with pytest.raises(circulation.NumberChanged):
        nudging.nudge(coast, promised=2, at=NOON)


@pytest.mark.parametrize("count", [2, 40])
def test_page_asks_as_often_for_forty_owners_as_for_two(
    ana, coast, harbour, agreed, count, django_assert_num_queries
):
    for person in factories.create_people(coast, count, partner=harbour):
        agreed("Something", due=-3, owner=person)

    with django_assert_num_queries(8):
        page = ana.get(PAGE).content.decode()
    assert f"Send {count} messages" in page


def test_carrowby_asks_the_one_who_is_late_and_nobody_who_just_said(carrowby, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: factories.CARROWBY_TODAY)
    waiting = nudging.waiting(carrowby.network)

    by_name = {one.person.name: [why for _action, why in one.actions] for one in waiting}
    assert by_name == {"Dilip": ["10 days past its date"]}
    assert timezone.now().date() == date(2026, 11, 21)
