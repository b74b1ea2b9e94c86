"""Telling people of a meeting: everyone once, again when it has changed, and never what is not so any more."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from icalendar import Calendar

from meetings import inviting
from meetings.inviting import Occasion
from meetings.models import Meeting
from network.circulation import NumberChanged
from network.models import Message
from tests import factories
from tests.forms import as_sent

PAGE = "/coast/meetings/1/invite/"


@pytest.fixture
def meeting(coast, pat_person):
    cycle = coast.current_cycle()
    cycle.network = coast
    return Meeting.call(
        cycle,
        starts_at=timezone.now() + timedelta(days=9),
        place="Town Hall",
        purpose="To choose and begin.",
    )


def tell(meeting, **how):
    telling = inviting.next_telling(meeting)
    words = inviting.proposed(meeting, telling.occasion)
    return inviting.tell(meeting, about=telling.about, **words, **how)


def event_of(email):
    (name, content, kind) = email.attachments[0]
    return Calendar.from_ical(content).walk("VEVENT")[0]


def occasion(meeting):
    return inviting.next_telling(meeting).occasion


# The page


def test_everyone_taking_part_is_told_with_a_file_for_the_calendar(ana, coast, meeting, pat_person):
    factories.create_people(coast, 2)
    coast.add_person(name="Not asked", email="n@coast.example", takes_part=False)

    page = ana.get(PAGE)
    assert "Send 3 messages" in page.content.decode()
    answer = ana.post(
        PAGE, {**as_sent(page.content.decode()), "go": "send"}, follow=True
    ).content.decode()

    assert "3 messages were sent." in answer
    assert "Nobody is left to be told" in answer
    assert {email.to[0] for email in mail.outbox} == {
        "pat@harbour.example", "person1@coast.example", "person2@coast.example",
    }  # fmt: skip
    (to_pat,) = [email for email in mail.outbox if email.to == ["pat@harbour.example"]]
    assert "Town Hall" in to_pat.body
    assert "To choose and begin." in to_pat.body
    assert pat_person.link in to_pat.body
    assert event_of(to_pat)["ATTENDEE"] == "mailto:pat@harbour.example"
    assert set(Message.objects.values_list("kind", flat=True)) == {Message.Kind.MEETING}


def test_nobody_is_told_the_same_twice(ana, meeting):
    sent = {**as_sent(ana.get(PAGE).content.decode()), "go": "send"}
    ana.post(PAGE, sent)
    answer = ana.post(PAGE, sent, follow=True).content.decode()

    assert "Nobody is left to be told. Nothing was sent." in answer
    assert len(mail.outbox) == 1


def test_somebody_added_later_is_told_alone(coast, meeting):
    tell(meeting)
    (kim,) = factories.create_people(coast, 1)

    telling = inviting.next_telling(meeting)

    assert (telling.occasion, telling.people, telling.told) == (Occasion.NEW, [kim], 1)


def test_a_change_is_told_to_those_who_were_told_before_it_and_then_to_the_others(
    coast, meeting, pat_person
):
    tell(meeting)
    meeting.replan(place="Library")
    (kim,) = factories.create_people(coast, 1)

    first = inviting.next_telling(meeting)
    assert (first.occasion, first.people, first.later) == (Occasion.CHANGED, [pat_person], [kim])
    assert "Library" in inviting.proposed(meeting, first.occasion)["body"]
    tell(meeting)
    second = inviting.next_telling(meeting)
    assert (second.occasion, second.people, second.later) == (Occasion.NEW, [kim], [])
    tell(meeting)
    assert occasion(meeting) is None


def test_what_is_called_off_is_told_to_those_who_heard_of_it(ana, coast, meeting, pat_person):
    tell(meeting).messages.get().send()
    factories.create_people(coast, 1)
    meeting.call_off("Snow.")

    page = ana.get(PAGE)
    assert "is called off" in page.content.decode()
    ana.post(PAGE, {**as_sent(page.content.decode()), "go": "send"})

    assert [email.to for email in mail.outbox] == [["pat@harbour.example"]] * 2
    assert "Snow." in mail.outbox[1].body
    before, after = map(event_of, mail.outbox)
    assert (before["UID"], before["STATUS"]) == (after["UID"], "CONFIRMED")
    assert (after["STATUS"], after["SEQUENCE"]) == ("CANCELLED", 1)
    assert occasion(meeting) is None


def test_what_is_on_again_is_told_as_a_change(meeting):
    tell(meeting)
    meeting.call_off("Snow.")
    tell(meeting)
    meeting.put_on_again()

    assert occasion(meeting) == Occasion.CHANGED


def test_who_has_no_email_is_listed(ana, coast, meeting):
    kim = coast.add_person(name="Kim", email="")

    page = ana.get(PAGE).content.decode()

    assert "Tell them in another way" in page
    assert f'<a href="/coast/people/{kim.pk}/">Kim</a>' in page
    assert "Send 1 message" in page


def test_when_fewer_or_more_would_get_it_nothing_goes(ana, coast, meeting):
    sent = {
        **as_sent(ana.get(PAGE).content.decode()),
        "go": "send",
        "body": "My own words [[link]]",
    }
    factories.create_people(coast, 1)

    answer = ana.post(PAGE, sent).content.decode()

    assert "it is 2 messages now. Nothing was sent." in answer
    assert "My own words" in answer
    assert mail.outbox == []
    assert not Message.objects.exists()
    with pytest.raises(NumberChanged):
        tell(meeting, promised=1)


def test_when_the_meeting_changed_meanwhile_nothing_goes_and_no_word_is_lost(ana, meeting):
    tell(meeting)
    meeting.replan(place="Library")
    sent = {
        **as_sent(ana.get(PAGE).content.decode()),
        "go": "send",
        "body": "My own words [[link]]",
    }
    meeting.replan(place="School")

    page = ana.post(PAGE, sent)

    assert "The meeting has changed meanwhile. Nothing was sent" in page.content.decode()
    assert "My own words" in page.content.decode()
    assert mail.outbox == []
    assert "1 message was sent." in ana.post(
        PAGE, {**as_sent(page.content.decode()), "go": "send"}, follow=True
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"body": "No link"}, "Without [[link]] in it nobody could answer."),
        ({"subject": "x" * 201}, "at most 200 characters"),
        ({"body": "[[link]]\x00"}, "Null characters are not allowed."),
        ({"about": "x" * 61}, "The meeting has changed meanwhile."),
        ({"promised": "many"}, "This page did not come back whole. Nothing was sent"),
        ({"about": "x\x00"}, "This page did not come back whole. Nothing was sent"),
        ({"promised": "9" * 400}, "Nothing was sent"),
    ],
)
def test_bad_input_gets_a_sentence_and_sends_nothing(ana, meeting, words, said):
    page = ana.post(PAGE, {**as_sent(ana.get(PAGE).content.decode()), "go": "send", **words})

    assert page.status_code == 200
    assert said in page.content.decode()
    assert mail.outbox == []


def test_how_it_reads_is_shown_without_anybodys_link(ana, meeting, pat_person):
    page = ana.post(
        PAGE, {**as_sent(ana.get(PAGE).content.decode()), "go": "look"}
    ).content.decode()

    assert "As Pat reads it" in page
    assert "Hello Pat" in page
    assert pat_person.link not in page
    assert mail.outbox == []


def test_only_who_may_send_may_tell(vic, olga, meeting):
    assert vic.get(PAGE).status_code == 403
    assert olga.get(PAGE).status_code == 404
    assert olga.get("/hills/meetings/1/invite/").status_code == 404


# What waits


def test_a_draft_about_what_has_changed_since_is_put_aside_when_its_turn_comes(meeting):
    mailing = tell(meeting, is_draft=True)
    meeting.replan(place="Library")
    mailing.approve(promised=1)

    call_command("tick")

    message = mailing.messages.get()
    assert (message.state, mail.outbox) == (Message.State.SET_ASIDE, [])
    assert message.reason == "No longer needed: the meeting has changed since."
    assert occasion(meeting) == Occasion.NEW


@pytest.mark.parametrize("state", ["draft", "failed", "bounced"])
def test_whoever_was_reached_by_no_message_is_not_told_of_a_change(meeting, state):
    tell(meeting).messages.update(state=state)
    assert occasion(meeting) is None
    meeting.replan(place="Library")

    assert occasion(meeting) == Occasion.NEW
    meeting.call_off("Snow.")
    assert occasion(meeting) is None


def test_an_invitation_to_what_was_called_off_does_not_go(meeting):
    mailing = tell(meeting)
    meeting.call_off("Snow.")

    call_command("tick")

    assert (mailing.messages.get().state, mail.outbox) == (Message.State.SET_ASIDE, [])
    assert occasion(meeting) is None  # nobody heard of it


def test_nobody_is_invited_to_what_has_begun(meeting):
    mailing = tell(meeting)
    Meeting.objects.update(starts_at=timezone.now() - timedelta(minutes=1))

    call_command("tick")

    assert (mailing.messages.get().state, mail.outbox) == (Message.State.SET_ASIDE, [])
    assert occasion(Meeting.objects.get()) is None


def test_who_takes_part_no_more_is_not_told(meeting, pat_person):
    mailing = tell(meeting)
    pat_person.takes_part = False
    pat_person.save()

    call_command("tick")

    assert (mailing.messages.get().state, mail.outbox) == (Message.State.SET_ASIDE, [])


def test_who_was_put_aside_can_be_told_after_all(meeting):
    for _n in range(2):
        mailing = tell(meeting, is_draft=True)
        mailing.set_aside()
    tell(meeting)

    call_command("tick")

    assert len(mail.outbox) == 1
    assert len(set(Message.objects.values_list("dedupe_key", flat=True))) == 3


def test_the_file_is_made_as_the_message_leaves(meeting):
    tell(meeting)
    meeting.add_item(title="Made meanwhile", minutes=45)

    call_command("tick")

    assert "Made meanwhile" in event_of(mail.outbox[0])["DESCRIPTION"]


# Home


def tasks(client):
    page = client.get("/coast/").content.decode()
    return re.findall(r"Tell people [^<]*Meeting \d[^<]*", page)


def test_home_says_who_was_not_told_yet(ana, coast, meeting):
    assert tasks(ana) == ["Tell people about Meeting 1"]
    tell(meeting)
    assert tasks(ana) == []
    meeting.replan(place="Library")
    assert tasks(ana) == ["Tell people that Meeting 1 has changed"]
    tell(meeting)
    meeting.call_off("Snow.")
    assert tasks(ana) == ["Tell people that Meeting 1 is called off"]
    tell(meeting)
    assert tasks(ana) == []


def test_two_meetings_are_told_apart(coast, meeting, pat_person):
    other = Meeting.call(meeting.cycle, starts_at=meeting.starts_at + timedelta(days=60))
    tell(meeting)

    told = inviting.tellings(coast, [meeting, other])

    assert told[meeting].occasion is None
    assert told[other].people == [pat_person]


@pytest.mark.parametrize("n", [1, 5])
def test_telling_asks_as_often_for_many_meetings_and_people_as_for_one(
    coast, meeting, n, django_assert_num_queries
):
    factories.create_people(coast, n)
    meetings = [meeting] + [
        Meeting.call(meeting.cycle, starts_at=meeting.starts_at) for _n in range(n - 1)
    ]
    tell(meeting)

    with django_assert_num_queries(2):
        inviting.tellings(coast, meetings)
