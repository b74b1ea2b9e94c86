"""No list may ask the database more often because it is longer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.models import Action, Direction, KeyPerson, Meeting
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
    ("/coast/", 55),
    ("/coast/account/", 5),
    ("/coast/account/1/", 42),
    ("/coast/account/comments/", 5),
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
    ("/coast/meetings/", 6),
    ("/coast/meetings/1/", 11),
    ("/coast/meetings/1/run/", 11),
    ("/coast/meetings/1/run/?big", 5),
    ("/coast/meetings/1/run/now/", 5),
    ("/coast/meetings/1/notes/caught/", 6),
    ("/coast/meetings/1/agenda/public/", 5),
    ("/coast/meetings/1/items/{item}/method/", 6),
    ("/coast/methods/", 4),
    ("/coast/meetings/1/people/", 7),
    ("/coast/meetings/1/wall/", 8),
    ("/coast/meetings/1/codes/", 5),
    ("/coast/meetings/1/sign-ups/", 8),
    ("/coast/meetings/1/sign-ups/print/", 5),
    ("/coast/meetings/1/invite/", 6),
    ("/coast/meetings/1/framing/", 11),
    ("/coast/meetings/1/deck/", 50),
    ("/coast/meetings/1/deck/slides/why/", 47),
    ("/coast/meetings/1/papers/", 5),
    ("/coast/meetings/1/table-sheets/", 5),
    ("/coast/meetings/1/action-wall/", 5),
    ("/coast/meetings/1/notes/sheet/", 15),
    ("/coast/meetings/1/notes/send/", 19),
    ("/coast/meetings/1/said/", 14),
    ("/coast/actions/", 11),
    ("/coast/actions/{action}/", 11),
    ("/coast/actions/{action}/edit/", 9),
    ("/coast/cycles/next/", 16),
]


@pytest.mark.parametrize(("page", "count"), PAGES, ids=[page for page, _count in PAGES])
def test_staff_page_asks_as_often_for_one_as_for_three(
    ana, filled, page, count, django_assert_num_queries
):
    proforma = filled.current_cycle().proformas.get()
    item = filled.meetings.get().items.first()
    action = filled.actions.first()

    with django_assert_num_queries(count):
        answer = ana.get(page.format(proforma=proforma.pk, item=item.pk, action=action.pk))
    assert answer.status_code == 200


PARTICIPANTS_PAGES = [
    ("/p/{code}/", 32),
    ("/p/{code}/answer/{part}/", 6),
    ("/p/{code}/vote/{vote}/", 3),
    ("/p/{code}/meetings/1/", 11),
    ("/p/{code}/actions/", 7),
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


@pytest.fixture
def thought(filled, ana_user):
    """Coast with as many mandates, signs, verdicts, entries and decisions as the parameter says."""
    cycle, meeting = filled.current_cycle(), filled.meetings.get()
    meeting.starts_at, meeting.chatham_house = timezone.now() - timedelta(days=1), True
    meeting.save()
    count, today = cycle.topics.count() - 4, timezone.localdate()
    for n, person in enumerate(filled.participants()[:count]):
        mandate = filled.mandates.create(
            cycle=cycle, asked_by="Members", how="hands", purpose=f"Lead {n}", given_on=today
        )
        mandate.renewals.create(asked_on=today, yes=9, is_renewed=True)
        filled.signals.create(cycle=cycle, text=f"Sign {n}", at=timezone.now() - timedelta(days=20))
        meeting.verdicts.create(person=person, paraphrase=f"Glad {n}", use="members")
        KeyPerson.objects.create(person=person)
        entry = {"author": ana_user, "audience": "members", "meeting": meeting}
        filled.journal.create(text=f"Thought {n}", **entry)
        filled.journal.create(prompt=f"Again {n}", due_on=today, **entry)
        Direction.objects.create(
            cycle=cycle,
            way="act",
            what="Try",
            because="We can",
            disagreed="Nobody",
            decided_on=today,
        )
    return filled


WHO_STEERS = [
    ("/coast/steering/", 10),
    ("/coast/mandates/", 7),
    ("/coast/mandates/{mandate}/", 8),
    ("/coast/signals/", 5),
    ("/coast/meetings/1/verdicts/", 12),
    ("/coast/journal/", 5),
    ("/coast/explore-or-act/", 31),
]


@pytest.mark.parametrize(("page", "count"), WHO_STEERS, ids=[page for page, _count in WHO_STEERS])
def test_what_was_thought_is_read_as_often_for_one_as_for_three(
    ana, thought, page, count, django_assert_num_queries
):
    with django_assert_num_queries(count):
        answer = ana.get(page.format(mandate=thought.mandates.first().pk))
    assert answer.status_code == 200


@pytest.mark.parametrize(("page", "count"), [("mandate", 5), ("reflections", 9)])
def test_members_read_it_as_often_for_one_as_for_three(
    thought, page, count, django_assert_num_queries
):
    person = thought.participants().first()
    phone = factories.phone_of(person)

    with django_assert_num_queries(count):
        answer = phone.get(f"/p/{person.code}/{page}/")
    assert answer.status_code == 200
