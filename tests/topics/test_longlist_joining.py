"""Topics that are joined into one keep what they were, and can be taken apart until the vote opens."""

import pytest

from network import citing
from proforma.models import Reading
from tests import factories
from tests.forms import as_sent
from topics.models import CannotJoin, Suggestion, Topic


@pytest.fixture
def cycle(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return cycle


@pytest.fixture
def reading(coast):
    return Reading.add(coast, title="A study")


@pytest.fixture
def listed(coast):
    return factories.create_longlist(coast, 5)


def page_of(client, address="/coast/topics/"):
    return client.get(address, follow=True).content.decode()


def own_page(topic):
    return f"/coast/topics/{topic.pk}/"


def joining(*topics):
    return "/coast/topics/join/?" + "&".join(f"topic={topic.pk}" for topic in topics)


def titles(cycle):
    return [topic.title for topic in cycle.topics.on_longlist()]


def evidence_of(topic):
    edges = citing.evidence_of(Topic.objects.get(pk=topic.pk))
    return [str(edge.target.reading) for edge in edges.filter(role="evidence")]


@pytest.mark.parametrize("key", ["", "x", "\x00", "9" * 30, "٣"])
def test_joining_what_is_not_there_asks_again(ana, listed, key):
    page = ana.get("/coast/topics/join/", {"topic": [key, listed[0].pk], "go": "on"})

    assert page.status_code == 200
    assert "Choose two topics or more." in page.content.decode()


def test_several_topics_become_one_and_keep_what_they_were(ana, vic, cycle, listed, reading):
    other = Reading.add(cycle.network, title="Another study")
    listed[1].rest_on([reading])
    listed[2].rest_on([reading, other])
    address = joining(listed[1], listed[2])
    boxes = as_sent(page_of(ana, address))
    assert boxes["title"] == ["Topic 2"]

    for _press in range(2):
        ana.post(address, boxes)  # it is called as one of them is

    whole = Topic.objects.get(origin="joined")
    assert titles(cycle) == ["Topic 1", "Topic 2", "Topic 4", "Topic 5"]
    assert cycle.topics.on_longlist()[1] == whole
    assert list(whole.parts.values_list("title", "origin")) == [
        ("Topic 2", "coordinator"),
        ("Topic 3", "coordinator"),
    ]
    assert not cycle.topics.left_off().exists()
    assert evidence_of(whole) == ["A study", "Another study"]
    assert citing.evidence_of(whole).filter(role="joined").count() == 2
    page = page_of(vic)
    assert "This topic was joined from several." in page
    assert "Topic 3" in page


def test_joining_the_coordinators_own_topics_does_not_make_them_the_members(cycle, listed):
    theirs = Topic.list_on(cycle, title="Theirs", origin="participant")

    own = Topic.join(listed[:2], title="Own")
    mixed = Topic.join([listed[2], theirs], title="Mixed")
    both = Topic.join([own, mixed], title="Both")

    assert own.began_with_coordinator
    assert not mixed.began_with_coordinator
    assert not both.began_with_coordinator
    theirs.refresh_from_db()
    theirs.put_back()
    assert Topic.objects.get(title="Both").began_with_coordinator


def test_joined_topic_cannot_be_given_another_origin(ana, listed):
    whole = Topic.join(listed[:2], title="Both")
    boxes = as_sent(page_of(ana, own_page(whole)))
    assert "origin" not in boxes

    ana.post(own_page(whole), {**boxes, "origin": "participant"})

    whole.refresh_from_db()
    assert whole.origin == "joined"


def test_part_is_taken_out_again(ana, cycle, listed):
    whole = Topic.join(listed[:2], title="Both")
    assert "Take it out again" in page_of(ana, own_page(whole))

    page = ana.post(f"{own_page(listed[1])}put-back/", follow=True).content.decode()

    assert "is on the list again." in page
    assert "Topic 2" in titles(cycle)
    assert list(whole.parts.all()) == [listed[0]]
    assert citing.evidence_of(whole).get(role="joined").target.topic == listed[0]


def test_part_whose_title_is_taken_stays_where_it_is(ana, cycle, listed):
    Topic.join(listed[:2], title="TOPIC 1")

    page = ana.post(f"{own_page(listed[0])}put-back/", follow=True).content.decode()

    assert "Another topic is called “Topic 1”." in page
    assert "Topic 1" not in titles(cycle)


def test_topic_that_has_left_the_list_is_not_joined(ana, cycle, listed):
    address = joining(*listed[:3])
    boxes = as_sent(page_of(ana, address))
    listed[2].leave_off(reason="Not now.")

    page = ana.post(address, {**boxes, "title": "All three"}).content.decode()

    assert "One of these topics has left the list." in page
    assert 'value="All three"' in page
    assert not Topic.objects.filter(origin="joined").exists()
    with pytest.raises(CannotJoin):
        Topic.join(listed[:3], title="All three")
    with pytest.raises(CannotJoin):
        Topic.join([listed[0], listed[0]], title="One")


def test_those_who_asked_for_the_parts_are_counted_through_the_whole(ana, vic, cycle, listed):
    people = factories.create_people(cycle.network, 3)
    first = Suggestion.make(cycle, text="Beds", person=people[0], named_to="members")
    Suggestion.make(cycle, text="More beds", person=people[1]).same_idea_as(first)
    first.join_into(listed[0])
    third = Suggestion.make(cycle, text="Rooms", person=people[2], named_to="coordinator")
    third.join_into(listed[1])
    inner = Topic.join(listed[:2], title="Inner")
    Topic.join([inner, listed[2]], title="Outer")

    assert "Asked for by 3 people, Person 1, Person 3 among them." in page_of(ana)
    page = page_of(vic)
    assert "Asked for by 3 people, Person 1 among them." in page
    assert "Person 3" not in page
    assert "Person 2" not in page_of(ana)


def test_trail_leads_from_the_whole_to_its_parts(vic, cycle, listed, reading):
    listed[0].rest_on([reading])
    whole = Topic.join(listed[:2], title="Both")

    page = page_of(vic, f"/coast/trail/topic/{whole.citable.code}/")

    assert "Topic 2" in page
    assert "A study" in page
    assert "It was joined into “Both”." in page


def test_next_cycle_takes_along_whose_idea_a_topic_was(ana, coast, cycle, listed):
    Topic.join(listed[:2], title="Both", out_of_scope="The council.", origin_note="Two of ours")
    listed[4].leave_off(reason="No.", comes_back="In spring.")

    ana.post("/coast/cycles/next/", {"after": 1})

    taken_along = Topic.objects.get(title="Both", cycle__number=2)
    assert (taken_along.origin, taken_along.began_with_coordinator) == ("joined", True)
    assert (taken_along.out_of_scope, taken_along.origin_note) == ("The council.", "Two of ours")
    assert Topic.objects.get(title="Topic 5", cycle__number=2).comes_back == "In spring."


def test_origin_of_a_part_that_is_put_right_counts_in_the_whole(listed):
    whole = Topic.join(listed[:2], title="Both")
    assert whole.began_with_coordinator

    part = Topic.objects.get(pk=listed[0].pk)
    part.reword(origin="participant")

    assert not Topic.objects.get(pk=whole.pk).began_with_coordinator
