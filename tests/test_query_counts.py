"""No list may ask the database more often because it is longer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Action, Meeting
from tests import factories


@pytest.fixture(params=[1, 3])
def filled(request, coast):
    """Coast with as much of everything as the parameter says."""
    count, cycle = request.param, coast.current_cycle()
    cycle.network = coast
    for n in range(count):
        partner = coast.add_partner(name=f"Partner {n}", sector="charity")
        partner.figures_lead, *_others = factories.create_people(
            coast, 5, partner=partner, start=5 * n
        )
        partner.save()
    proforma = factories.create_proforma(coast)
    asked = proforma.open(closes_at=timezone.now() + timedelta(days=9))
    views = factories.part_of(proforma, "person")
    for person in asked:
        factories.answer(views, person, A1=5, A2=["A"], A3="Yes.")
    figures = factories.part_of(proforma, "partner")
    for partner in coast.partners.all():
        response = factories.answer(figures, partner.figures_lead, submit=False, B1=50)
        response.choose_sharing("named")
        response.submit()
    vote = factories.open_vote(coast, topics=4 + count)
    meeting = Meeting.call(cycle, starts_at=timezone.now() + timedelta(days=20))
    for n in range(count):
        meeting.add_item(title=f"Item {n}", minutes=10, topic=vote.topics()[n])
        meeting.catch("point", f"Point {n}")
        action = Action.record(cycle, what=f"Action {n}", meeting=meeting, owner=next(iter(asked)))
        action.sign_up(next(iter(asked)), "time")
        meeting.attended_by(list(asked)[: n + 1])
    return coast


PAGES = [
    ("/coast/", 36),
    ("/coast/partners/", 7),
    ("/coast/outbox/", 4),
    ("/coast/proforma/", 8),
    ("/coast/proforma/{proforma}/", 9),
    ("/coast/proforma/{proforma}/returns/", 12),
    ("/coast/proforma/{proforma}/results/", 14),
    ("/coast/topics/", 7),
    ("/coast/meetings/", 5),
    ("/coast/meetings/1/", 11),
    ("/coast/meetings/1/run/", 11),
    ("/coast/meetings/1/people/", 6),
    ("/coast/meetings/1/deck/", 25),
    ("/coast/actions/", 6),
    ("/coast/cycles/next/", 9),
]


@pytest.mark.parametrize(("page", "count"), PAGES, ids=[page for page, _count in PAGES])
def test_staff_page_asks_as_often_for_one_as_for_three(
    ana, filled, page, count, django_assert_num_queries
):
    proforma = filled.current_cycle().proformas.get()

    with django_assert_num_queries(count):
        answer = ana.get(page.format(proforma=proforma.pk))
    assert answer.status_code == 200


PARTICIPANTS_PAGES = [
    ("/p/{code}/", 17),
    ("/p/{code}/answer/{part}/", 5),
    ("/p/{code}/vote/{vote}/", 4),
    ("/p/{code}/actions/", 5),
]


@pytest.mark.parametrize(
    ("page", "count"), PARTICIPANTS_PAGES, ids=[page for page, _count in PARTICIPANTS_PAGES]
)
def test_participants_page_asks_as_often_for_one_as_for_three(
    filled, page, count, django_assert_num_queries
):
    proforma = filled.current_cycle().proformas.get()
    person = filled.participants().first()
    phone = factories.phone_of(person)
    address = page.format(
        code=person.code,
        part=proforma.parts.get(unit="person").pk,
        vote=filled.current_cycle().votes.get().pk,
    )

    with django_assert_num_queries(count):
        answer = phone.get(address)
    assert answer.status_code == 200
