"""What is proposed as a running order: from the vote, without one, for an open session; what comes back."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from meetings import agenda, told
from meetings.models import Action, AgendaItem, Meeting
from tests import factories

LONDON = ZoneInfo("Europe/London")
Step = AgendaItem.Step


def call(network, month=3, **fields):
    return Meeting.call(
        network.current_cycle(), starts_at=datetime(2027, month, 24, 9, 30, tzinfo=LONDON), **fields
    )


@pytest.fixture
def topics(coast):
    return factories.create_longlist(coast, 3)


def titles(rows):
    return [row["title"] for row in rows]


def total(rows):
    return sum(row["minutes"] for row in rows if row["step"] != Step.BEFORE)


def test_proposal_has_what_a_meeting_that_ends_in_actions_needs(topics):
    rows = agenda.proposed(topics, open_actions=3)

    assert titles(rows) == [
        "Arrivals and access check",
        "Welcome and ground rules",
        "What you asked us to do, and how we framed today",
        "The actions we agreed before (3)",
        "What you told us",
        "The vote: the result, and what is not here",
        "Topic 1",
        "Topic 2",
        "Break",
        "Topic 3",
        "Actions: read them out, sign up to help",
        "Mandate for next time, the date, three questions",
    ]


@pytest.mark.parametrize("length", [105, 120, 150, 180, 240])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_proposal_fits_what_people_were_told(topics, length, count):
    rows = agenda.proposed(topics[:count], length=length)

    assert total(rows) <= length
    assert all(row["minutes"] >= 15 for row in rows if row.get("topic"))


def test_proposal_that_cannot_fit_is_left_for_people_to_cut(topics):
    assert total(agenda.proposed(topics, length=30)) == 105


def test_meeting_without_a_vote_has_room_for_what_it_will_work_on():
    rows = agenda.proposed([], length=120)

    assert "What we will work on" in titles(rows)
    assert "The vote: the result, and what is not here" not in titles(rows)
    assert total(rows) <= 120


def test_open_session_is_offered_a_short_agenda_without_a_vote():
    rows = agenda.open_session(length=90)

    assert titles(rows) == [
        "Arrivals and access check",
        "Welcome, and how notes are taken",
        "Going round: who is here, and what brings you",
        "Break",
        "What do you want from us, and from this network?",
        "Close: what we heard, and how it was",
    ]
    assert total(rows) == 90


def test_agenda_is_made_without_a_vote_and_waits_for_one_that_is_open(ana, coast, pat_person):
    call(coast, kind="open")
    meeting = call(coast)
    ana.post("/coast/meetings/2/agenda/")
    assert meeting.items.filter(title="What we will work on").exists()

    meeting.items.all().delete()
    factories.open_vote(coast)
    ana.post("/coast/meetings/2/agenda/")
    ana.post("/coast/meetings/1/agenda/")
    assert not meeting.items.exists()
    assert coast.meetings.get(number=1).items.count() == 6  # an open session waits for no vote


def test_open_actions_come_back_by_themselves_with_their_number(coast):
    for n in range(2):
        Action.record(coast.current_cycle(), what=f"Action {n}")
    Action.record(coast.current_cycle(), what="Done").report("done")

    assert "The actions we agreed before (2)" in titles(agenda.rows_for(call(coast)))


def test_standing_items_return_at_the_same_end(coast, topics):
    last = call(coast, month=1)
    last.add_item(title="News from members", minutes=10, is_standing=True, lead="Pat", plan="Bell")
    last.add_item(title="Welcome, and a song", minutes=5, is_standing=True)
    last.add_item(title="Topic", minutes=30, topic=topics[0])
    last.add_item(title="A last round", minutes=5, is_standing=True, step="commit")
    last.add_item(title="Only then", minutes=5)

    rows = agenda.proposed(topics, returning=agenda.standing_items(call(coast)))
    found = titles(rows)

    assert found[:4] == [
        "Arrivals and access check",
        "Welcome, and a song",
        "News from members",
        "What you asked us to do, and how we framed today",
    ]
    assert found[-2:] == ["A last round", "Mandate for next time, the date, three questions"]
    assert "Only then" not in found
    back = rows[found.index("News from members")]
    assert (back["lead"], back["plan"], back["is_standing"]) == ("Pat", "Bell", True)


def test_what_returns_is_not_proposed_twice(coast, topics):
    last = call(coast, month=1)
    last.add_item(title="Welcome and ground rules", minutes=5, is_standing=True)
    last.add_item(title="Break", minutes=5, step="break")
    last.add_item(title="Mandate and feedback", minutes=20, is_standing=True)

    found = titles(agenda.proposed(topics, returning=agenda.standing_items(call(coast))))

    assert found.count("Welcome and ground rules") == 1
    assert found[-1] == "Mandate and feedback"
    assert "Mandate for next time, the date, three questions" not in found


def test_only_the_latest_meeting_that_took_place_gives_standing_items(coast, hills):
    call(coast, month=1).add_item(title="Old", minutes=5, is_standing=True)
    call(coast, month=2).add_item(title="Newer", minutes=5, is_standing=True)
    off = call(coast, month=4)
    off.add_item(title="Called off", minutes=5, is_standing=True)
    off.call_off("Snow")
    call(hills, month=5).add_item(title="Hills", minutes=5, is_standing=True)

    before, after = agenda.standing_items(call(coast, month=6))
    assert titles([*before, *after]) == ["Newer"]


def test_what_is_set_out_before_people_come_stands_before_the_arrivals(coast, topics):
    last = call(coast, month=1)
    last.add_item(title="Set out the chairs", minutes=30, step="before", is_standing=True)
    last.add_item(title="Welcome", minutes=5)

    meeting = call(coast)
    meeting.begin_running_order(agenda.proposed(topics, returning=agenda.standing_items(meeting)))
    times = [(f"{timed.starts:%H:%M}", timed.item.title) for timed in meeting.running_order()]
    assert times[:3] == [
        ("08:45", "Set out the chairs"),
        ("09:15", "Arrivals and access check"),
        ("09:30", "Welcome and ground rules"),
    ]


@pytest.mark.parametrize(
    ("outcome", "is_only_talk"),
    [
        ("Discuss housing", True),
        ("– talk about the gap", True),
        ("A discussion of referrals", False),
        ("Discussion of referrals", True),
        ("Discuss housing and agree who rings whom", False),
        ("Actions with owners", False),
    ],
)
def test_outcome_that_is_only_talk_is_noticed(outcome, is_only_talk):
    assert told.only_talk(f"A shared picture\n{outcome}") == ([outcome] if is_only_talk else [])


def test_ground_rules_of_the_network_hold_unless_the_meeting_has_its_own(coast):
    coast.ground_rules = "One voice at a time\n\nNo jargon"
    meeting = call(coast)
    meeting.network = coast
    assert told.rules_of(meeting) == ["One voice at a time", "No jargon"]

    meeting.ground_rules = "Phones off"
    assert told.rules_of(meeting) == ["Phones off"]
