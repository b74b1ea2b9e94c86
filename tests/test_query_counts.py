"""No list may ask the database more often because it is longer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Action, Meeting
from network.models import HandOver, InvitationEvent, Message, Partner, Person
from proforma import circulation
from tests import factories
from tests.forms import as_sent


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
    ("/coast/", 45),
    ("/coast/partners/", 7),
    ("/coast/outbox/", 6),
    ("/coast/proforma/", 8),
    ("/coast/proforma/{proforma}/", 9),
    ("/coast/proforma/{proforma}/returns/", 26),
    ("/coast/proforma/{proforma}/results/", 17),
    ("/coast/proforma/{proforma}/quotes/", 9),
    ("/coast/proforma/{proforma}/quality/", 16),
    ("/coast/proforma/{proforma}/read/", 12),
    ("/coast/proforma/{proforma}/read/?groups=1", 12),
    ("/coast/topics/", 15),
    ("/coast/meetings/", 5),
    ("/coast/meetings/1/", 11),
    ("/coast/meetings/1/run/", 12),
    ("/coast/meetings/1/people/", 6),
    ("/coast/meetings/1/deck/", 32),
    ("/coast/actions/", 6),
    ("/coast/cycles/next/", 13),
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
    ("/p/{code}/", 28),
    ("/p/{code}/answer/{part}/", 6),
    ("/p/{code}/vote/{vote}/", 3),
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


@pytest.fixture(params=[5, 500])
def crowd(request, coast):
    """Coast with as many people: a pro-forma that all were written to, in every state, and a draft."""
    count = request.param
    partners = Partner.objects.bulk_create(
        Partner(network=coast, name=f"Partner {n:03d}") for n in range(count // 5)
    )
    people = Person.objects.bulk_create(
        Person(
            network=coast,
            partner=partners[n % len(partners)],
            name=f"Person {n:03d}",
            email=f"person{n}@coast.example" if n % 5 < 4 else "",
        )
        for n in range(count)
    )
    proforma = factories.create_proforma(coast)
    circulation.open_and_invite(
        proforma,
        closes_at=timezone.now() + timedelta(days=9),
        is_draft=True,
        **circulation.proposed(proforma),
    )
    views = factories.part_of(proforma, "person")
    Message.objects.update(state="sent", sent_at=timezone.now() - timedelta(days=9))
    lines = list(views.activity.invitations.all())
    InvitationEvent.objects.bulk_create(
        InvitationEvent(invitation=line, kind=kind)
        for line in lines
        for kind in ("sent", "opened", "started")
    )
    for kind in ("bounced_at", "started_at", "submitted_at", "declined_at"):
        line = lines.pop()
        line.note(kind.removesuffix("_at"))
    HandOver.objects.create(person=people[0], activity=views.activity, name="Kim", email="k@x.org")
    factories.create_proforma(coast, title="The next one")
    return coast


PAGES_OF_MANY = [
    ("/coast/proforma/{open}/returns/", 26),
    ("/coast/proforma/{draft}/circulate/", 13),
    ("/coast/outbox/", 7),
    ("/coast/outbox/all/{mailing}/", 7),
    ("/coast/ledger/{activity}/", 12),
    ("/coast/remind/{activity}/", 10),
]


@pytest.mark.parametrize(
    ("page", "count"), PAGES_OF_MANY, ids=[page for page, _count in PAGES_OF_MANY]
)
def test_page_of_many_people_asks_as_often_for_five_as_for_five_hundred(
    ana, crowd, page, count, django_assert_num_queries
):
    draft, opened = crowd.current_cycle().proformas.order_by("-pk")
    address = page.format(
        open=opened.pk,
        draft=draft.pk,
        mailing=crowd.mailings.get().pk,
        activity=opened.parts.get(unit="person").activity_id,
    )

    with django_assert_num_queries(count):
        answer = ana.get(address)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("page", "count"),
    [("/coast/proforma/{draft}/circulate/", 14), ("/coast/remind/{activity}/", 10)],
    ids=["circulate", "remind"],
)
def test_looking_before_sending_asks_as_often_for_five_as_for_five_hundred(
    ana, crowd, page, count, django_assert_num_queries
):
    draft, opened = crowd.current_cycle().proformas.order_by("-pk")
    address = page.format(draft=draft.pk, activity=opened.parts.get(unit="person").activity_id)
    boxes = as_sent(ana.get(address).content.decode())

    with django_assert_num_queries(count):
        answer = ana.post(address, {**boxes, "go": "look"})
    assert "reads it" in answer.content.decode()
