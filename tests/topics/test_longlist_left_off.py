"""What was left off stays in sight, and names go only to those they were agreed for."""

import pytest

from tests import factories
from topics.left_off import left_off
from topics.models import Suggestion, Topic


@pytest.fixture
def cycle(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return cycle


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 4, partner=harbour)


@pytest.fixture
def asked(cycle, people):
    """Three ask for a hub: one by name to all, one to the coordinator, one to nobody. It is left off."""
    first = Suggestion.make(cycle, text="A hub", person=people[0], named_to="nobody")
    for person, named_to in [(people[1], "coordinator"), (people[2], "members")]:
        again = Suggestion.make(cycle, text=f"Hub {named_to}", person=person, named_to=named_to)
        again.same_idea_as(first)
    first.leave_off(reason="It needs a year.", comes_back="At meeting three.")
    return first


def test_suggestions_and_topics_stand_in_one_list(cycle, asked):
    topic = Topic.list_on(cycle, title="Young people", origin="participant")
    topic.leave_off(reason="We are for adults.", comes_back="Next cycle.")

    hub, young = left_off(cycle, "members")

    assert (hub.text, hub.reason, hub.comes_back) == (
        "A hub",
        "It needs a year.",
        "At meeting three.",
    )
    assert (young.text, young.reason, young.comes_back, young.raised_by, young.topic) == (
        "Young people",
        "We are for adults.",
        "Next cycle.",
        "",
        topic,
    )


@pytest.mark.parametrize(
    ("audience", "raised_by"),
    [
        ("members", "3 people, Person 3 among them"),
        ("coordinator", "3 people, Person 2, Person 3 among them"),
        ("anybody", "3 people"),
        ("", "3 people"),
    ],
)
def test_only_those_who_agreed_are_named(cycle, asked, audience, raised_by):
    (hub,) = left_off(cycle, audience)

    assert hub.raised_by == raised_by


def test_observer_is_told_no_name_that_is_for_the_coordinator(ana, vic, cycle, asked):
    assert "Person 2" in ana.get("/coast/topics/").content.decode()
    page = vic.get("/coast/topics/").content.decode()
    assert "Person 3 among them" in page
    assert "Person 2" not in page
    for reader in (ana, vic):
        assert "Person 1" not in reader.get("/coast/topics/").content.decode()


def test_whoever_left_is_named_no_more(cycle, asked, people):
    people[2].leave()

    assert left_off(cycle, "members")[0].raised_by == "3 people"


def test_topic_that_was_suggested_and_left_off_is_listed_once_with_who_asked(cycle, people):
    suggestion = Suggestion.make(cycle, text="A hub", person=people[0], named_to="members")
    topic = suggestion.list_as(title="A hub")
    topic.leave_off(reason="Not now.")

    (one,) = left_off(cycle, "members")

    assert (one.text, one.raised_by, one.topic) == ("A hub", "Person 1", topic)


def test_what_waits_was_taken_back_or_is_part_of_another_is_not_left_off(cycle, people):
    Suggestion.make(cycle, text="It waits", person=people[0])
    Suggestion.make(cycle, text="Taken back", person=people[1]).withdraw()
    listed = factories.create_longlist(cycle.network, 3)
    Suggestion.make(cycle, text="Joined", person=people[2]).join_into(listed[0])
    Topic.join(listed[:2], title="Both")

    assert left_off(cycle, "members") == []


def test_whole_that_was_left_off_says_its_parts(ana, cycle):
    listed = factories.create_longlist(cycle.network, 2)
    Topic.join(listed, title="Both").leave_off(reason="Not now.")

    assert left_off(cycle, "members")[0].parts == ("Topic 1", "Topic 2")
    assert "Joined from: Topic 1 · Topic 2." in ana.get("/coast/topics/").content.decode()


def test_order_tells_nothing_of_who_came_first(cycle, people):
    for person, text in zip(people, ["d", "B", "é", "a"], strict=True):
        Suggestion.make(cycle, text=text, person=person).leave_off(reason="No.")

    assert [one.text for one in left_off(cycle, "members")] == ["a", "B", "d", "é"]


def test_another_networks_are_not_in_it(cycle, asked, hills):
    assert left_off(hills.current_cycle(), "coordinator") == []


def test_long_list_asks_as_often_as_a_short_one(cycle, people, django_assert_num_queries):
    for n in range(3):
        Suggestion.make(cycle, text=f"Idea {n}", person=people[n]).leave_off(reason="No.")
        suggestion = Suggestion.make(cycle, text=f"Topic {n}", person=people[n])
        suggestion.list_as(title=f"Topic {n}").leave_off(reason="No.")
        with django_assert_num_queries(5):
            assert len(left_off(cycle, "coordinator")) == 2 * (n + 1)
