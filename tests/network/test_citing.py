"""What stands behind a sentence, and what was made of it: of this network alone, both ways, and to its end."""

import pytest

from meetings.models import Action, Meeting
from network import citing
from network.models import Citable, Citation
from proforma.models import Insight, Reading, Theme
from tests import factories
from tests.test_concurrency import at_once


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


def test_each_kind_has_a_code_of_its_own(coast, cycle, open_proforma, reading, topic):
    meeting = Meeting.call(cycle, starts_at=factories.CARROWBY_TODAY)
    note = meeting.catch("point", "It is far")
    action = Action.record(cycle, what="Open a door")
    question = factories.part_of(open_proforma, "person").questions.first()
    insight = Insight.write(cycle, "We see this.", [reading])
    things = [question, reading, insight, topic, note, action]

    codes = [(c.kind, c.code) for c in map(citing.citable_of, things)]

    assert codes == [
        ("question", "1.A1"),
        ("reading", "R1"),
        ("insight", "1.I1"),
        ("topic", "1.T1"),
        ("note", str(note.pk)),
        ("action", str(action.pk)),
    ]


def test_two_questions_of_one_code_are_told_apart(coast):
    first, second = factories.create_proforma(coast), factories.create_proforma(coast)
    questions = [
        factories.part_of(each, "person").questions.get(code="A1") for each in (first, second)
    ]

    assert [citing.citable_of(q).code for q in questions] == ["1.A1", "1.A1.2"]


def test_thing_is_citable_once_however_often_it_is_asked(coast, topic):
    again = type(topic).objects.get(pk=topic.pk)

    assert citing.citable_of(topic) == citing.citable_of(again)
    assert Citable.objects.filter(kind="topic").count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_who_cite_one_thing_at_once_find_one_citable(coast):
    topic = factories.create_longlist(coast, 1)[0]

    found = at_once(
        [lambda: citing.citable_of(type(topic).objects.get(pk=topic.pk)).pk for _n in range(8)]
    )

    assert len(set(found)) == 1
    assert Citable.objects.count() == 1


def test_citing_twice_is_citing_once(topic, reading):
    citing.cite(topic, [reading])
    citing.cite(topic, [reading, reading])

    assert citing.evidence_of(topic).count() == citing.used_by(reading).count() == 1


def test_nothing_cites_itself(reading):
    citing.cite(reading, [reading])

    assert not Citation.objects.exists()


def test_what_is_taken_back_is_cited_no_more(topic, reading):
    citing.cite(topic, [reading])
    citing.uncite(topic, [reading])

    assert not citing.used_by(reading).exists()


def test_thing_of_another_network_cannot_be_cited(topic, hills):
    theirs = Reading.add(hills, title="Theirs")

    with pytest.raises(citing.CannotCite):
        citing.cite(topic, [theirs])
    assert not Citation.objects.exists()


def test_token_of_another_network_names_nothing(coast, hills, topic, reading):
    proforma = factories.create_proforma(coast)
    theme = Theme.objects.create(proforma=proforma, name="Waiting")
    question = factories.part_of(proforma, "person").questions.first()
    tokens = [f"reading:{reading.pk}", f"topic:{topic.pk}", f"theme:{theme.pk}"]

    for token in [*tokens, f"question:{question.pk}"]:
        assert citing.resolve(coast, token) is not None
        assert citing.resolve(hills, token) is None


@pytest.mark.parametrize(
    "token",
    ["", ":", "reading", "reading:", "reading:-1", "reading:1e9", "reading:" + "9" * 40,
     "reading:٣", "quote:\x00", "quote:../x", "nothing:1", "slide:1", "reading:\x001"],
)  # fmt: skip
def test_strange_token_names_nothing(coast, reading, token):
    assert citing.resolve(coast, token) is None


def test_question_says_how_many_answered(coast, cycle, harbour, proforma):
    people = factories.create_people(coast, 9, partner=harbour)
    factories.open_now(proforma)
    part = factories.part_of(proforma, "person")
    for person in people[:4]:
        factories.answer(part, person, A1=5)
    question = part.questions.get(code="A1")
    citable = citing.citable_of(question)

    few = citing.described(coast, [citable])[citable.pk]
    for person in people[4:7]:
        factories.answer(part, person, A1=5)
    enough = citing.described(coast, [citable])[citable.pk]

    assert (few.n, few.note) == (None, "Too few have answered it to say how many.")
    assert (enough.n, enough.of, enough.note) == (5, 9, "5 of 9 people answered.")  # in steps


def test_only_what_was_asked_is_offered(coast, cycle, proforma):
    assert citing.offered(cycle, ["question"]) == []
    factories.create_people(coast, 2)
    factories.open_now(proforma)

    offered = citing.offered(cycle, ["question"])

    assert [offer.name for offer in offered] == [
        "question A1",
        "question A2",
        "question A3",
        "question B1",
    ]


def test_merged_theme_is_the_one_it_became(coast, cycle, proforma, topic):
    theme = Theme.objects.create(proforma=proforma, name="Waits")
    other = Theme.objects.create(proforma=proforma, name="Waiting")
    citing.cite(topic, [theme])
    Theme.objects.filter(pk=theme.pk).update(merged_into=other)

    said = citing.described(coast, [citing.citable_of(theme)])[theme.citable_id]
    assert (said.label, said.note) == ("Waiting", "It was joined with another theme.")
