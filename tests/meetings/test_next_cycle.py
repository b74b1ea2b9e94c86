"""What comes along to the next cycle: nothing that somebody said is lost, and nobody is named anew."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import following
from meetings.models import Action, Meeting
from network import citing
from proforma.models import Reading
from tests import factories
from topics import suggesting
from topics.left_off import left_off
from topics.models import Suggestion, Topic, Vote
from topics.result_account import account_of, framing_of


@pytest.fixture
def cycle(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return cycle


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 3, partner=harbour)


def begin(coast):
    cycle = following.begin(coast, after=coast.current_cycle().number)
    cycle.network = coast
    return cycle


def texts(lines):
    return [line.suggestion.text for line in lines]


def test_what_was_missing_from_a_vote_waits_in_the_next_cycle(ana, pat, coast, pat_person):
    vote = factories.open_vote(coast)
    Suggestion.make(
        vote.cycle,
        text="Where are the landlords?",
        person=pat_person,
        vote=vote,
        named_to="members",
    )
    vote.close()

    later = begin(coast)

    (line,), decided = suggesting.desk(later, "members")
    assert (line.suggestion.text, str(line.behind), decided) == (
        "Where are the landlords?",
        pat_person.name,
        [],
    )
    # Its own day could be set beside the turnout of that day.
    assert line.suggestion.made_at == later.started_at
    line.suggestion.list_as(title="Landlords")
    own = pat.get(f"/p/{pat_person.code}/topics/").content.decode()
    assert own.count("Where are the landlords?</h3>") == 1


def test_what_was_left_off_comes_along_with_its_reason_and_those_behind_it(cycle, coast, people):
    first = Suggestion.make(cycle, text="A hub", person=people[0])
    again = Suggestion.make(cycle, text="One building", person=people[1], named_to="members")
    again.same_idea_as(first)
    first.leave_off(reason="It needs a year.", comes_back="At meeting three.")
    withdrawn = Suggestion.make(cycle, text="Never mind", person=people[2])
    withdrawn.withdraw()
    waits = Suggestion.make(cycle, text="Buses", person=people[2], named_to="coordinator")
    before = left_off(cycle, "members")

    later = begin(coast)

    (hub,) = left_off(later, "members")
    assert (hub.text, hub.reason, hub.comes_back, hub.raised_by) == (
        "A hub",
        "It needs a year.",
        "At meeting three.",
        "2 people, Person 2 among them",
    )
    assert left_off(cycle, "members") == before
    waiting, _decided = suggesting.desk(later, "coordinator", "members")
    assert [(line.suggestion.text, str(line.behind)) for line in waiting] == [("Buses", "Person 3")]
    assert waiting[0].suggestion.made_at == waits.made_at
    assert later.suggestions.count() == 3


def test_name_taken_back_is_taken_back_in_every_cycle(pat, cycle, coast, pat_person):
    suggestion = Suggestion.make(cycle, text="A hub", person=pat_person, named_to="members")
    suggestion.leave_off(reason="It needs a year.")
    later = begin(coast)
    own = f"/p/{pat_person.code}/topics/"
    key = later.suggestions.get().key
    assert pat.get(own).content.decode().count("A hub</h3>") == 1

    pat.post(f"{own}{key}/name/", {"named_to": "nobody"})

    assert [left_off(one, "members")[0].raised_by for one in (cycle, later)] == ["1 person"] * 2


def test_suggestion_of_an_earlier_cycle_stays_its_authors_own(pat, cycle, coast, pat_person):
    listed = Suggestion.make(cycle, text="A hub", person=pat_person, named_to="members")
    listed.list_as(title="One building")
    begin(coast)
    own = f"/p/{pat_person.code}/topics/"

    assert "It is on the list as “One building”." in pat.get(own).content.decode()
    assert pat.post(f"{own}{listed.key}/name/", {"named_to": "nobody"}).status_code == 302

    assert Suggestion.objects.get(pk=listed.pk).named_to == "nobody"


def test_what_was_taken_back_in_a_later_cycle_does_not_appear_again(pat, cycle, coast, pat_person):
    Suggestion.make(cycle, text="A hub", person=pat_person)
    later = begin(coast)
    own = f"/p/{pat_person.code}/topics/"

    pat.post(f"{own}{later.suggestions.get().key}/withdraw/")

    assert "A hub" not in pat.get(own).content.decode()


def test_cycle_does_not_end_between_the_end_of_a_vote_and_its_count(coast, people):
    vote = factories.open_vote(coast)
    vote.activity.closes_at = timezone.now() - timedelta(seconds=1)
    vote.activity.save()

    with pytest.raises(following.NotYet, match="not counted yet"):
        begin(coast)

    Vote.objects.get(pk=vote.pk).close()
    assert begin(coast).number == 2


def test_topic_that_was_not_chosen_keeps_what_it_rests_on(cycle, coast, ana_user):
    one, two = factories.create_longlist(coast, 2)
    reading = Reading.add(coast, title="A study")
    whole = Topic.join([one, two], title="Both", by=ana_user)
    whole.rest_on([reading])

    later = begin(coast)

    copy = later.topics.get()
    assert [edge.target.reading for edge in citing.evidence_of(copy)] == [reading]
    assert (copy.origin, copy.began_with_coordinator) == ("joined", True)
    assert copy.wordings.get().words == whole.wording


def test_page_says_what_comes_along_and_names_nobody(ana, cycle, coast, people):
    off = Suggestion.make(cycle, text="A hub", person=people[0], named_to="members")
    off.leave_off(reason="It needs a year.")
    Suggestion.make(cycle, text="Buses", person=people[1], named_to="members")

    page = ana.get("/coast/cycles/next/").content.decode()

    assert "1 suggestion goes on waiting for a decision." in page
    assert "A hub" in page
    assert "It needs a year." in page
    assert "Person 1" not in page
    assert "Person 2" not in page


def test_begun_twice_it_carries_once(cycle, coast, people):
    Suggestion.make(cycle, text="Buses", person=people[1])

    for _press in range(2):
        following.begin(coast, after=1)

    assert [one.number for one in coast.cycles.all()] == [1, 2]
    assert coast.current_cycle().suggestions.count() == 1


def test_result_of_the_earlier_cycle_says_what_it_said(coast, people):
    vote = factories.open_vote(coast)
    Suggestion.make(vote.cycle, text="Landlords", person=people[0], vote=vote)
    vote.close()
    before = framing_of(account_of(vote))

    begin(coast)

    assert framing_of(account_of(vote)) == before
    assert before.missing == 1


def test_register_as_it_has_become_is_told(ana, coast, people):
    begin(coast)
    shore = coast.add_partner(name="Shore")
    coast.add_person(name="Newcomer", partner=shore)
    people[0].leave()

    page = ana.get("/coast/cycles/next/").content.decode()
    assert "1 person joined the register since this cycle began: Newcomer (Shore)." in page
    assert f"1 person left: {people[0].name}." in page
    assert people[1].name not in page


def test_first_cycle_makes_nobody_a_newcomer(ana, coast, people):
    page = ana.get("/coast/cycles/next/").content.decode()

    assert "The register is as it was." in page


def test_owners_promises_and_the_mandate_are_told(ana, coast, people):
    today = timezone.localdate()
    cycle = coast.current_cycle()
    Action.record(cycle, what="Share one list", owner=people[0])
    meeting = Meeting.call(cycle, starts_at=timezone.now() - timedelta(days=2))
    meeting.answered.create(said="Fewer speeches", state="will", because="next time")
    page = ana.get("/coast/cycles/next/").content.decode()
    assert "No mandate is live." in page

    coast.mandates.create(
        cycle=cycle, asked_by="Members", how="hands", purpose="Propose topics", given_on=today
    )
    page = ana.get("/coast/cycles/next/").content.decode()
    assert f"{people[0].name} holds it." in page
    assert "Fewer speeches: next time" in page
    assert "You were asked to: Propose topics. That was for this cycle." in page
