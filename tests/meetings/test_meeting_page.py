"""A meeting as whoever takes part sees it, and how it was framed: from records, and nothing before its time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import framing
from meetings.models import Mandate, Meeting
from tests import factories
from topics.models import Suggestion, Vote


@pytest.fixture
def meeting(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return Meeting.call(
        cycle,
        starts_at=timezone.now() + timedelta(days=9),
        place="Town Hall",
        purpose="To choose and begin.",
        outcomes="Three topics\nActions with owners",
        access_notes="Step-free from the car park.",
        influence="involved",
    )


@pytest.fixture
def vote(coast, harbour):
    voters = factories.create_people(coast, 5, partner=harbour)
    vote = factories.open_vote(coast, topics=4, places=1)
    for voter in voters:
        vote.cast(voter, ["T2"])
    return vote


@pytest.fixture
def mandate(coast):
    coast.cycles.update(started_at=timezone.now() - timedelta(days=60))
    return Mandate.objects.create(
        network=coast,
        cycle=coast.current_cycle(),
        asked_by="Those who came, Pat first",
        how="spoken",
        purpose="Bring evidence and propose topics",
        limits="decide actions",
        given_on=timezone.now().date() - timedelta(days=40),
    )


def read(pat, person, number=1):
    return pat.get(f"/p/{person.code}/meetings/{number}/").content.decode()


# The page


def test_it_says_what_somebody_needs_to_come(pat, pat_person, meeting):
    page = read(pat, pat_person)

    for words in (
        "Town Hall",
        "Step-free from the car park.",
        "To choose and begin.",
        "Actions with owners",
        "Who decides here: We propose, you choose.",
        f'href="/p/{pat_person.code}/meetings/1/meeting.ics"',
    ):
        assert words in page
    assert "Chatham House" not in page


def test_the_agenda_is_the_public_one(pat, pat_person, meeting):
    meeting.add_item(
        title="Welcome",
        minutes=10,
        outcome="Rules agreed",
        lead="Olga Lead",
        materials="Red cards",
        fallback="Five minutes",
        plan="Ring the caretaker",
        method="In a ring",
    )

    page = read(pat, pat_person)

    assert "Welcome" in page
    assert "Rules agreed" in page
    for private in ("Olga Lead", "Red cards", "Five minutes", "Ring the caretaker"):
        assert private not in page


def test_the_rules_of_the_network_hold_where_the_meeting_has_none(pat, pat_person, coast, meeting):
    coast.ground_rules = "One at a time\nNo titles"
    coast.save()
    assert "<li>No titles</li>" in read(pat, pat_person)

    meeting.replan(ground_rules="Phones away", chatham_house=True)
    page = read(pat, pat_person)
    assert "<li>Phones away</li>" in page
    assert "No titles" not in page
    assert "who said it may not" in page


def test_what_is_called_off_says_so_everywhere(ana, pat, pat_person, meeting):
    meeting.call_off("The hall is flooded.")

    page = read(pat, pat_person)
    home = pat.get(f"/p/{pat_person.code}/").content.decode()

    assert "Meeting 1 is called off" in page
    assert "The hall is flooded." in page
    assert "Take it out of my calendar" in page
    assert "called off" in home


def test_home_leads_to_the_next_meetings(pat, pat_person, coast, meeting):
    Meeting.call(meeting.cycle, starts_at=timezone.now() + timedelta(days=60))
    Meeting.call(meeting.cycle, starts_at=timezone.now() - timedelta(days=60))

    home = pat.get(f"/p/{pat_person.code}/").content.decode()

    assert f'<a href="/p/{pat_person.code}/meetings/1/">All about Meeting 1</a>' in home
    assert "All about Meeting 2" in home
    assert "All about Meeting 3" not in home


def test_a_meeting_of_another_network_is_not_there(pat, pat_person, hills):
    cycle = hills.current_cycle()
    Meeting.call(cycle, starts_at=timezone.now() + timedelta(days=9))

    for address in ("meetings/1/", "meetings/1/meeting.ics", "meetings/99999999999999999999/"):
        assert pat.get(f"/p/{pat_person.code}/{address}").status_code == 404


def test_nobody_who_came_is_named(pat, pat_person, coast, harbour, meeting):
    kim = coast.add_person(name="Kim Attended", partner=harbour)
    meeting.replan(starts_at=timezone.now() - timedelta(days=2), documenter=kim)
    meeting.attended_by([kim, pat_person])

    page = read(pat, pat_person)

    assert "Meeting 1 was on" in page
    assert "Kim Attended" not in page
    assert "Harbour Lights" not in page.partition("<footer")[0].replace(
        "Harbour Lights is responsible", ""
    )


# How it was framed


def test_the_mandate_says_what_was_asked_and_not_by_whom(pat, pat_person, meeting, mandate):
    page = read(pat, pat_person)
    assert "Bring evidence and propose topics" in page
    assert "And not: decide actions" in page
    assert "It was not read back to everyone yet." in page
    assert "Pat first" not in page

    mandate.read_back_at = timezone.now() - timedelta(days=30)
    mandate.corrections = "Not only topics\n\nSay who pays"
    mandate.save()
    page = read(pat, pat_person)
    assert "We read it back to everyone on" in page
    assert "2 corrections came back" in page


def test_a_mandate_that_lapsed_before_is_not_a_mandate_for_this(pat, pat_person, meeting, mandate):
    mandate.lapses_on = timezone.now().date() - timedelta(days=1)
    mandate.save()

    assert framing.statement_of(meeting).asked is None
    assert "take all of this as our proposal" in read(pat, pat_person)


def test_after_the_meeting_the_mandate_of_its_day_stays(meeting, mandate):
    mandate.lapses_on = timezone.now().date() - timedelta(days=5)
    mandate.save()
    meeting.replan(starts_at=timezone.now() - timedelta(days=10))

    assert framing.statement_of(meeting).asked.purpose == "Bring evidence and propose topics"


def test_what_was_chosen_stands_there_once_the_result_is_everyones(pat, pat_person, meeting, vote):
    assert "The topics are not chosen yet. The vote closes at the end of" in read(pat, pat_person)
    assert "Your vote, until the end of" in read(pat, pat_person)

    vote.close()
    topic = meeting.cycle.topics.get(code="T2")
    meeting.add_item(title="Topic 2", minutes=30, topic=topic)
    page = read(pat, pat_person)
    assert "The result is not shown to everyone yet." in page
    assert "A topic from the vote" in page
    assert "Topic 2" not in page

    vote.release()
    page = read(pat, pat_person)
    assert "Topic 2" in page
    assert "This topic began with the coordinator alone." in page
    assert "A topic from the vote" not in page
    assert framing.statement_of(meeting).chosen[0].title == "Topic 2"


def test_what_was_left_out_stands_there_with_its_reason_once_the_list_is_frozen(
    pat, pat_person, coast, meeting
):
    factories.create_longlist(coast, 3)
    left = meeting.cycle.topics.get(code="T3")
    left.leave_off(reason="Too big for one meeting", comes_back="Ask in spring")
    draft = Vote.draft(meeting.cycle)
    page = read(pat, pat_person)
    assert "No vote was opened, so members chose no topic." in page
    assert "Too big for one meeting" not in page

    draft.delete()
    factories.create_people(coast, 5)
    factories.open_vote(coast, topics=0, places=1, picks=1)
    page = read(pat, pat_person)
    assert "Too big for one meeting" in page
    assert "How it comes back: Ask in spring" in page
    assert "What was left off: beside it stands how it comes back." in page


def test_names_stand_there_as_far_as_they_agreed(pat, pat_person, coast, meeting):
    kim = coast.add_person(name="Kim Named", email="kim@coast.example")
    lee = coast.add_person(name="Lee Unnamed", email="lee@coast.example")
    for person, named in ((kim, "members"), (lee, "coordinator")):
        Suggestion.make(meeting.cycle, person=person, text=f"Idea of {named}", named_to=named)
    for one in meeting.cycle.suggestions.all():
        one.leave_off(reason="Not now", by=None)
    factories.create_people(coast, 5)
    factories.open_vote(coast, topics=3, places=1)

    page = read(pat, pat_person)

    assert "Raised by Kim Named." in page
    assert "Lee Unnamed" not in page


def test_an_open_session_had_no_topics_before_it(pat, pat_person, meeting, vote):
    vote.close()
    vote.release()
    meeting.replan(kind="open")

    statement = framing.statement_of(meeting)

    assert statement.chosen_said == "An open session: no topic was chosen before it."
    assert statement.chosen == statement.left_off == []


def test_whom_to_tell_is_said(pat, pat_person, coast, meeting):
    assert "Write to data@harbour.example" in read(pat, pat_person)

    coast.contact = ""
    coast.save()
    assert "Tell your coordinator." in read(pat, pat_person)


def test_staff_read_what_members_read(ana, vic, meeting, mandate, vote):
    vote.close()
    for client in (ana, vic):
        page = client.get("/coast/meetings/1/framing/").content.decode()
        assert "Bring evidence and propose topics" in page
        assert "The result is not shown to everyone yet." in page
        assert "Topic 2" not in page


def test_a_later_meeting_was_not_made_from_that_vote(pat, pat_person, coast, meeting, vote):
    vote.close()
    vote.release()
    later = Meeting.call(coast.current_cycle(), starts_at=meeting.starts_at + timedelta(days=60))
    title = vote.chosen_topics()[0].title

    assert title in read(pat, pat_person)
    assert title not in read(pat, pat_person, later.number)
    meeting.call_off(because="Snow.")
    assert title in read(pat, pat_person, later.number)
