"""From a sentence back to the answers, and forward to what was done: both ways, and to its end."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Action, Meeting
from network import citing, trails
from network.models import Citation
from proforma.models import Insight, Reading
from tests import factories
from topics.models import Topic


@pytest.fixture
def cycle(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return cycle


@pytest.fixture
def reading(coast):
    return Reading.add(coast, title="A study")


@pytest.fixture
def topic(coast):
    return factories.create_longlist(coast, 1)[0]


def trail_of(coast, thing):
    return trails.trail(coast, citing.citable_of(thing))


def names(branches):
    return [branch.cited.label for branch in branches]


def test_trail_runs_both_ways(coast, cycle, open_proforma, reading, topic):
    question = factories.part_of(open_proforma, "person").questions.first()
    insight = Insight.write(cycle, "They wait.", [question, reading])
    citing.cite(topic, [insight])
    Action.record(cycle, what="Open a door", topic=topic)

    of_topic, of_reading = trail_of(coast, topic), trail_of(coast, reading)

    assert names(of_topic.rests_on) == ["They wait."]
    assert names(of_topic.rests_on[0].branches) == [question.text, "A study"]
    assert names(of_topic.used_by) == ["Open a door"]
    assert of_reading.rests_on == []
    assert names(of_reading.used_by) == ["They wait."]
    assert names(of_reading.used_by[0].branches) == ["Topic 1"]
    assert names(of_reading.used_by[0].branches[0].branches) == ["Open a door"]


def test_trail_in_a_circle_ends(coast):
    first, second, third = factories.create_longlist(coast, 3)
    for source, target in [(first, second), (second, third), (third, first)]:
        citing.cite(source, [target])

    trail = trail_of(coast, first)

    last = trail.rests_on[0].branches[0].branches
    assert names(last) == ["Topic 1"]
    assert last[0].is_repeated


def test_ladder_of_crossings_is_opened_once(coast):
    """Each rung rests on both of the rung below: there are two to the thirtieth ways down."""
    rungs = list(zip(*[iter(factories.create_longlist(coast, 60))] * 2, strict=True))
    for upper, lower in zip(rungs, rungs[1:], strict=False):
        for topic in upper:
            citing.cite(topic, lower)

    trail = trail_of(coast, rungs[0][0])

    def count(branches):
        return sum(1 + count(branch.branches) for branch in branches)

    assert count(trail.rests_on) < 60
    assert "goes_on=True" in repr(trail.rests_on)


def test_trail_asks_as_often_for_long_as_for_short(coast, cycle, open_proforma):
    question = factories.part_of(open_proforma, "person").questions.first()

    def lengthen(many):
        readings = [Reading.add(coast, title=f"Study {n} of {many}") for n in range(many)]
        insights = [Insight.write(cycle, f"We see {n}", [question, *readings]) for n in range(many)]
        for n in range(many):
            topic = Topic.list_on(cycle, title=f"Topic {n} of {many}")
            citing.cite(topic, insights)
            Action.record(cycle, what="Do it", topic=topic)

    asked = []
    for many in (1, 12):
        lengthen(many)
        with CaptureQueriesContext(connection) as queries:
            trails.trail(coast, citing.citable_of(question))
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 22


def test_page_shows_the_trail_to_all_staff(ana, vic, coast, cycle, reading, topic):
    citing.cite(topic, [reading])

    for client in (ana, vic):
        page = client.get("/coast/trail/topic/1.T1/").content.decode()
        assert "A study" in page
        assert "Topic 1" in page


@pytest.mark.parametrize(
    "address",
    [
        "topic/1.T9",
        "nothing/1.T1",
        "topic/%00",
        "topic/1.T1%00",
        "topic/" + "x" * 3000,
        "topic/..%2f",
    ],
)
def test_address_of_nothing_is_not_found(ana, coast, topic, address):
    citing.citable_of(topic)

    assert ana.get(f"/coast/trail/{address}/").status_code == 404


def test_thing_of_another_network_has_no_page_here(ana, coast, hills):
    citing.citable_of(factories.create_longlist(hills, 1)[0])

    assert ana.get("/coast/trail/topic/1.T1/").status_code == 404
    assert ana.get("/hills/trail/topic/1.T1/").status_code == 404


def test_citation_that_reaches_into_another_network_is_not_walked(coast, hills, topic):
    theirs = Reading.add(hills, title="Theirs")
    Citation.objects.create(source=citing.citable_of(topic), target=theirs.citable)

    assert trail_of(coast, topic).rests_on == []
    assert citing.described(coast, [theirs.citable])[theirs.citable_id].is_gone


def test_deleted_thing_is_said_to_be_gone(ana, coast, topic, reading):
    citing.cite(topic, [reading])
    reading.delete()

    (branch,) = trail_of(coast, topic).rests_on
    assert branch.cited.is_gone
    assert "A study" not in ana.get("/coast/trail/topic/1.T1/").content.decode()


@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        ({"off_record": True}, "A note that is off the record."),
        ({"taken_back_at": factories.CARROWBY_TODAY}, "A note that was taken back."),
    ],
)
def test_note_that_was_hidden_keeps_its_words(coast, cycle, topic, hidden, said, ana):
    meeting = Meeting.call(cycle, starts_at=factories.CARROWBY_TODAY)
    note = meeting.catch("point", "A secret word")
    citing.cite(topic, [note], Citation.Role.ORIGIN)
    assert "A secret word" in ana.get("/coast/trail/topic/1.T1/").content.decode()

    type(note).objects.update(**hidden)

    page = ana.get("/coast/trail/topic/1.T1/").content.decode()
    assert "A secret word" not in page
    assert said in page
    assert f"note:{note.pk}" not in [offer.token for offer in citing.offered(cycle)]


def test_all_staff_can_open_the_note_that_a_trail_names(ana, vic, cycle, topic):
    meeting = Meeting.call(cycle, starts_at=factories.CARROWBY_TODAY)
    note = meeting.catch("point", "It is far")
    citing.cite(topic, [note], Citation.Role.ORIGIN)
    address = f"/coast/meetings/1/#note-{note.pk}"

    for client in (ana, vic):
        assert f'href="{address}"' in client.get("/coast/trail/topic/1.T1/").content.decode()
        assert f'id="note-{note.pk}"' in client.get("/coast/meetings/1/").content.decode()


def test_longlist_leads_to_the_trail_of_each_topic(ana, coast, topic, reading):
    address = "/coast/trail/topic/1.T1/"
    assert address not in ana.get("/coast/topics/").content.decode()
    citing.cite(topic, [reading])

    assert address in ana.get("/coast/topics/").content.decode()
