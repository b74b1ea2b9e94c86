"""You said, we did, we did not, because: what members said stays with what became of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import answering
from meetings.models import Answered, Correction, Feedback, Mandate, Meeting
from meetings.models.answered import MOST, CannotAnswer
from network import words
from network.models import Role, User
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent
from topics.models import Topic

SAID = "/coast/meetings/1/said/"
ADD = f"{SAID}add/"
BOXES = {"said": "Talk about money", "state": "did_not", "because": "We ran out of time."}


@pytest.fixture
def meeting(coast, pat_person):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(days=9))
    meeting.attended_by([pat_person])
    return meeting


@pytest.fixture
def told(meeting):
    """A meeting whose notes everyone was sent."""
    meeting.let_out_notes(at=timezone.now() - timedelta(days=2))
    return meeting


@pytest.fixture
def members_page(pat_person):
    return f"/p/{pat_person.code}/said/"


def say(meeting, state="did_not", **fields):
    return Answered.say(meeting, **(BOXES | {"state": state} | fields))


def read(client, address):
    return client.get(address).content.decode()


def reply_to(feedback, coast, count):
    for n, person in enumerate(factories.create_people(coast, count)):
        feedback.reply(person, worth=4, keep=f"Keep {n}", change=f"Change {n}")


# Written by staff


def test_what_was_said_is_kept_once_however_often_it_is_pressed(ana, meeting):
    for _press in range(2):
        ana.post(ADD, BOXES)

    page = read(ana, SAID)
    assert Answered.objects.count() == 1
    assert "You said: Talk about money" in page
    assert "We ran out of time." in page


@pytest.mark.parametrize(
    "change",
    [
        {"said": ""},
        {"because": "  "},
        {"state": ""},
        {"state": "maybe"},
        {"said": "a" * 301},
        {"because": "a" * 501},
        {"said": "a\x00b"},
        {"because": "a\x00b"},
    ],
)
def test_what_cannot_be_kept_is_shown_again(ana, meeting, change):
    answer = ana.post(ADD, BOXES | {"said": "My own words"} | change)

    assert answer.status_code == 200
    assert change.get("said") is not None or "My own words" in answer.content.decode()
    assert not Answered.objects.exists()


@pytest.mark.parametrize("take", ["left:x", "mandate:1", "a\x00b", "x" * 99])
def test_offer_that_is_none_is_not_remembered(ana, meeting, take):
    ana.post(ADD, BOXES | {"take": take})

    assert Answered.objects.get().came_from == ""


def test_there_are_never_more_than_people_read(meeting):
    for n in range(MOST):
        say(meeting, said=f"No {n}")

    with pytest.raises(CannotAnswer, match="more than people read"):
        say(meeting, said="One more")
    assert say(meeting, said="No 0").said == "No 0"


def test_second_of_two_who_change_it_at_once_is_told(ana, meeting):
    one = say(meeting)
    first = as_sent(read(ana, f"{SAID}{one.pk}/"))

    ana.post(f"{SAID}{one.pk}/", first | {"because": "The hall was closed."})
    second = ana.post(f"{SAID}{one.pk}/", first | {"because": "Nobody came."}).content.decode()

    assert "Somebody has changed it meanwhile." in second
    assert "Nobody came." in second
    assert Answered.objects.get().because == "The hall was closed."


def test_it_is_deleted_while_nobody_was_told_and_only_with_a_tick(ana, meeting):
    one = say(meeting)
    address = f"{SAID}{one.pk}/delete/"

    ana.post(address)
    assert Answered.objects.exists()
    ana.post(address, {"sure": "yes"})

    assert not Answered.objects.exists()
    assert ana.post(address, {"sure": "yes"}).status_code == 404


def test_what_everyone_was_told_is_not_deleted(ana, told):
    one = say(told)

    page = ana.post(f"{SAID}{one.pk}/delete/", {"sure": "yes"}, follow=True).content.decode()

    assert "Everyone was told this." in page
    assert Answered.objects.exists()


def test_change_of_what_was_told_is_dated_and_how_it_read_stays(ana, pat, meeting, members_page):
    one = say(meeting, state="will", because="We will ask the council.")
    ana.post(f"{SAID}{one.pk}/", BOXES | {"state": "will", "because": "We will ask them."})
    meeting.let_out_notes()
    assert "How it read before" not in read(pat, members_page)

    boxes = as_sent(read(ana, f"{SAID}{one.pk}/"))
    ana.post(f"{SAID}{one.pk}/", boxes | {"state": "did", "because": "They came."})

    page, today = read(pat, members_page), words.day(timezone.now(), meeting.network)
    assert f"Changed on {today}." in page
    assert f"Until {today}: “Talk about money” We will: We will ask them." in page
    assert "We will ask the council." not in page
    assert "They came." in page


def test_saving_it_unchanged_leaves_no_mark(told):
    one = say(told)
    one = Answered.objects.get(pk=one.pk)
    added = one.changed_at

    one.change(**BOXES)

    assert (one.earlier, one.changed_at) == ([], added)


def test_what_is_added_after_everyone_was_told_is_dated(pat, told, members_page):
    say(told)

    assert f"Added on {words.day(timezone.now(), told.network)}." in read(pat, members_page)


def test_writing_is_for_those_who_run_meetings(coast, vic, meeting):
    one = say(meeting)
    fay = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=fay, role=Role.FACILITATOR)

    assert 'name="said"' in read(sign_in(fay), SAID)
    seen = read(vic, SAID)
    assert "Talk about money" in seen
    assert 'name="said"' not in seen
    for address in (ADD, f"{SAID}{one.pk}/", f"{SAID}{one.pk}/delete/"):
        assert vic.post(address, BOXES).status_code == 403


# What there is to answer


def test_comments_are_shown_as_the_results_show_them_and_the_box_stays_empty(
    ana, vic, coast, meeting
):
    feedback = Feedback.ask(meeting)
    reply_to(feedback, coast, 4)
    assert "Change 0" not in read(ana, SAID)
    for person in factories.create_people(coast, 3, start=20):
        feedback.reply(person, worth=3, change=f"From {person.name}")

    page = read(ana, f"{SAID}?take=feedback")
    boxes = as_sent(page)

    assert "Change 0" in page  # the first five of seven
    assert "From Person 20" in page
    assert "From Person 21" not in page
    assert (boxes["said"], boxes["is_from_feedback"]) == ([""], ["on"])
    assert "Change 0" not in read(vic, SAID)


def test_answered_feedback_is_marked_as_such(ana, meeting):
    ana.post(ADD, BOXES | {"is_from_feedback": "on"})

    assert Answered.objects.get().is_from_feedback


def test_what_was_left_off_and_limits_are_offered_ready_made_until_they_are_taken(
    ana, coast, meeting
):
    topic = Topic.list_on(meeting.cycle, title="Enforcement", question="What about it?")
    topic.leave_off(reason="It would have cost us trust.", comes_back="In spring.")
    mandate = Mandate.objects.create(
        network=coast,
        cycle=meeting.cycle,
        asked_by="those who came",
        how="hands",
        purpose="Choose the topics",
        limits="Speak for us in public",
        given_on=timezone.now().date(),
    )
    page = read(ana, SAID)
    assert "Enforcement" in page
    assert "Speak for us in public" in page
    offers = answering.offers_for(meeting, reads_corrections=True)
    left = next(one for one in offers if one.said == "Enforcement")

    boxes = as_sent(read(ana, f"{SAID}?take={left.key}"))
    assert boxes["because"] == ["It would have cost us trust. How it comes back: In spring."]
    ana.post(ADD, boxes)

    kept = Answered.objects.get()
    assert (kept.said, kept.state, kept.came_from) == ("Enforcement", "did_not", left.key)
    remaining = answering.offers_for(meeting, reads_corrections=True)
    assert [one.key for one in remaining] == [f"mandate:{mandate.pk}"]
    mandate.mark_mistaken()
    assert answering.offers_for(meeting, reads_corrections=True) == []


def test_long_offer_fits_its_box(meeting):
    topic = Topic.list_on(meeting.cycle, title="T" * 120, question="?")
    topic.leave_off(reason="r" * 300, comes_back="c" * 300)

    (offer,) = answering.offers_for(meeting, reads_corrections=False)

    assert (len(offer.said) <= 300, len(offer.because) <= 500) == (True, True)


def test_corrections_are_offered_without_their_words_and_only_to_whoever_settles_them(
    ana, coast, meeting, pat_person
):
    meeting.share_notes(until=timezone.now() + timedelta(days=1))
    correction = Correction.send(meeting, pat_person, "It was said otherwise")
    assert answering.offers_for(meeting, reads_corrections=True) == []
    correction.leave(answer="Three people said it so.")
    fay = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=fay, role=Role.FACILITATOR)

    boxes = as_sent(read(ana, f"{SAID}?take=correction:{correction.pk}"))

    assert (boxes["said"], boxes["because"]) == ([""], ["Three people said it so."])
    assert "It was said otherwise" not in read(sign_in(fay), SAID)


# Read by members


def test_members_read_nothing_before_everyone_was_told(pat, pat_person, meeting, members_page):
    say(meeting)
    home = f"/p/{pat_person.code}/"

    assert "Talk about money" not in read(pat, members_page)
    assert "what became of it" not in read(pat, home)
    meeting.let_out_notes()

    assert "Talk about money" in read(pat, members_page)
    assert "what became of it" in read(pat, home)


def test_newest_meeting_comes_first_under_its_three_headings(pat, coast, told, members_page):
    newer = Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(days=1))
    newer.let_out_notes()
    say(told, said="Long ago")
    for state, said in (("will", "C"), ("did_not", "B"), ("did", "A")):
        say(newer, state=state, said=f"Lately {said}")

    page = read(pat, members_page)

    order = ["Lately A", "Lately B", "Lately C", "Long ago"]
    assert sorted(order, key=page.index) == order


def test_promise_that_the_next_meeting_overtook_is_still_open_for_all(
    ana, pat, coast, told, members_page
):
    promise = say(told, state="will", because="We will ask.")
    say(told, state="did", said="Done already")
    task = "One “we will” is still open after the next meeting"
    assert task not in read(ana, "/coast/")
    assert "still open" not in read(pat, members_page)

    Meeting.call(coast.current_cycle(), starts_at=timezone.now() + timedelta(hours=1))
    assert list(answering.late_promises(coast)) == []
    Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(hours=1))

    assert list(answering.late_promises(coast)) == [promise]
    assert task in read(ana, "/coast/")
    assert read(pat, members_page).count("still open") == 1
    promise.change(state="did", because="They came.")
    assert task not in read(ana, "/coast/")


def test_meeting_that_was_called_off_overtakes_no_promise(coast, told):
    say(told, state="will")
    Meeting.call(
        coast.current_cycle(),
        starts_at=timezone.now() - timedelta(hours=1),
        called_off_at=timezone.now(),
    )

    assert list(answering.late_promises(coast)) == []


def test_open_promises_are_those_of_this_network(coast, hills, told):
    promise = say(told, state="will")
    theirs = Meeting.call(hills.current_cycle(), starts_at=timezone.now())
    say(theirs, state="will")

    assert list(answering.open_promises(coast)) == [promise]


def test_members_of_another_network_read_their_own_only(hills, told):
    say(told)
    sam = hills.add_person(name="Sam", email="sam@hills.example")

    assert "Talk about money" not in read(factories.phone_of(sam), f"/p/{sam.code}/said/")


def test_hostile_words_are_only_words(ana, pat, told, members_page):
    ana.post(ADD, BOXES | {"said": "<script>alert(1)</script> {{ x }} [[link]]"})

    for page in (read(ana, SAID), read(pat, members_page)):
        assert "<script>alert" not in page
        assert "{{ x }}" in page


@pytest.mark.parametrize("count", [1, 15])
def test_pages_ask_as_often_for_one_as_for_fifteen(
    ana, pat, told, coast, members_page, count, django_assert_num_queries
):
    for n in range(count):
        say(told, said=f"No {n}", state=["did", "did_not", "will"][n % 3])
        newer = Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(hours=n))
        newer.let_out_notes()
        say(newer, state="will", said=f"Later {n}")

    with django_assert_num_queries(14):
        ana.get(SAID)
    with django_assert_num_queries(4):
        pat.get(members_page)
