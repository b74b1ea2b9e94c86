"""The longlist asks the database as often for a long list, with all that belongs to it, as for a short."""

import pytest

from network import citing
from proforma.models import Reading
from tests import factories
from topics.models import Suggestion, Topic


@pytest.fixture(params=[1, 4])
def filled(request, coast):
    """As many topics that were joined, asked for, cited, reworded and left off as the parameter says."""
    cycle, count = coast.current_cycle(), request.param
    cycle.network = coast
    people = factories.create_people(coast, count)
    proforma = factories.create_proforma(coast)
    factories.open_now(proforma)
    question = factories.part_of(proforma, "person").questions.get(code="A2")
    for n, person in enumerate(people):
        one, other, gone = (Topic.list_on(cycle, title=f"{name} {n}") for name in "abc")
        one.rest_on([Reading.add(coast, title=f"Study {n}")])
        whole = Topic.join([one, other], title=f"Housing first {n}")
        citing.cite(whole, [question], "origin")
        whole.reword(question=f"What about {n}?")
        main = Suggestion.make(cycle, text=f"Idea {n}", person=person, named_to="members")
        Suggestion.make(cycle, text=f"Same {n}", person=person).same_idea_as(main)
        main.join_into(whole)
        Suggestion.make(cycle, text=f"Not {n}", person=person).leave_off(reason="No.")
        gone.leave_off(reason="No.")
    return cycle


@pytest.mark.parametrize(
    ("page", "count"),
    [("/coast/topics/", 18), ("/coast/topics/join/", 5), ("/coast/topics/{topic}/history/", 6)],
)
def test_page_asks_as_often_for_one_as_for_four(
    ana, filled, page, count, django_assert_num_queries
):
    topic = filled.topics.on_longlist().first()
    for n in range(filled.topics.on_longlist().count()):
        topic.reword(question=f"And what about {n}?")

    with django_assert_num_queries(count):
        answer = ana.get(page.format(topic=topic.pk))
    assert answer.status_code == 200
