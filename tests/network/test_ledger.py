"""The ledger: everyone who was asked stays the N of every “n of N”, and each line stands where it says."""

import io
from itertools import product

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from network.models import Activity, Invitation, InvitationEvent, Message
from tests import factories

KINDS = InvitationEvent.Kind
COLUMNS = [column for _kind, column in KINDS.by_weight()]


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 4, partner=harbour)


@pytest.fixture
def views(coast, people):
    proforma = factories.create_proforma(coast)
    factories.open_now(proforma)
    return factories.part_of(proforma, "person")


def line_of(views, person):
    return views.activity.invitations.get(person=person)


def page_of(views):
    return f"/coast/ledger/{views.activity_id}/"


def read(client, page):
    return client.get(page).content.decode()


def n_asked(views):
    return views.activity.invitations.asked().count()


def test_state_in_python_and_in_the_database_agree_whatever_has_happened(coast):
    """Every combination of what can be true of a line: 256 of them."""
    activity = coast.current_cycle().activities.create(kind=Activity.Kind.VIEWS)
    target = activity.invitations.create()
    now = timezone.now()
    Invitation.objects.bulk_create(
        Invitation(
            activity=activity,
            **{
                column: target if column == "handed_to" else now
                for column, is_so in zip(COLUMNS, combination, strict=True)
                if is_so
            },
        )
        for combination in product([False, True], repeat=len(COLUMNS))
    )

    lines = list(activity.invitations.with_state())

    assert len(lines) == 2 ** len(COLUMNS) + 1
    assert [line.state for line in lines] == [line.stands for line in lines]
    assert {line.state for line in lines} == {kind for kind, _c in KINDS.by_weight()} | {
        KINDS.DRAFTED
    }
    unfinished = set(activity.invitations.unfinished())
    assert {line for line in lines if line.waits} == unfinished
    tally = dict(activity.invitations.tally())
    assert sum(tally.values()) == len(lines)
    assert all(activity.invitations.in_state(kind).count() == n for kind, n in tally.items())


def test_states_weigh_in_their_order():
    assert [kind.value for kind, _column in KINDS.by_weight()] == [
        "submitted",
        "handed_over",
        "declined",
        "started",
        "opened",
        "bounced",
        "failed",
        "sent",
    ]


def test_each_thing_that_happens_moves_the_line(views, people):
    line = line_of(views, people[0])
    stood = [line.state]
    for kind in ["sent", "failed", "sent", "bounced", "reminded", "opened", "started", "declined"]:
        line.note(kind)
        stood.append(Invitation.objects.get(pk=line.pk).state)

    assert stood == [
        "drafted",
        "sent",
        "failed",
        "sent",
        "bounced",
        "sent",
        "opened",
        "started",
        "declined",
    ]


def test_first_time_is_kept_and_the_last_failure(views, people):
    line = line_of(views, people[0])
    moments = [timezone.now() + timezone.timedelta(hours=n) for n in range(4)]
    line.note("opened", at=moments[0])
    line.note("opened", at=moments[1])
    line.note("bounced", at=moments[2])
    line.note("bounced", at=moments[3])

    line.refresh_from_db()
    assert (line.opened_at, line.bounced_at) == (moments[0], moments[3])
    assert line.events.count() == 5


def test_handing_to_somebody_new_keeps_the_number(coast, views, harbour, people):
    kim = coast.add_person(name="Kim", email="kim@coast.example", partner=harbour)

    line_of(views, people[0]).hand_over(kim)

    assert n_asked(views) == 4
    assert line_of(views, people[0]).state == "handed_over"
    assert line_of(views, kim).state == "drafted"


def test_handing_to_somebody_who_was_asked_already_keeps_the_number(views, people):
    line_of(views, people[0]).hand_over(people[1])

    assert n_asked(views) == 4
    assert line_of(views, people[0]).state == "handed_over"


def test_both_count_if_whoever_handed_over_answers_after_all(coast, views, harbour, people):
    kim = coast.add_person(name="Kim", email="kim@coast.example", partner=harbour)
    line_of(views, people[0]).hand_over(kim)

    factories.answer(views, people[0], A1=5)

    assert n_asked(views) == 5
    assert line_of(views, people[0]).state == "submitted"
    assert views.activity.invitations.finished().count() <= n_asked(views)


def test_handed_round_in_a_circle_nobody_is_lost(coast, views, harbour, people):
    kim = coast.add_person(name="Kim", email="kim@coast.example", partner=harbour)
    line_of(views, people[0]).hand_over(kim)
    line_of(views, kim).hand_over(people[0])

    assert n_asked(views) == 4
    assert line_of(views, people[0]).waits
    assert not line_of(views, kim).waits


def test_handed_on_and_on_only_the_last_counts(coast, views, harbour, people):
    names = ["Kim", "Lou", "Max"]
    hands = [people[0]] + [
        coast.add_person(name=name, email=f"{name}@coast.example", partner=harbour)
        for name in names
    ]
    for one, next_one in zip(hands, hands[1:], strict=False):
        line_of(views, one).hand_over(next_one)

    assert n_asked(views) == 4
    assert line_of(views, hands[-1]).waits


def test_handing_to_somebody_who_had_declined_asks_them_again(views, people):
    line_of(views, people[1]).decline("No time")

    line_of(views, people[0]).hand_over(people[1])

    assert line_of(views, people[1]).waits
    assert n_asked(views) == 4


def test_page_shows_everyone_and_what_happened(ana, views, people):
    line_of(views, people[0]).decline("On leave till May")
    people[1].leave()

    page = read(ana, page_of(views))

    assert "4 people were asked." in page
    assert all(person.name in page for person in people)
    assert "On leave till May" in page


def test_page_shows_only_one_state_if_asked(ana, views, people):
    line_of(views, people[0]).decline("On leave")

    page = read(ana, f"{page_of(views)}?state=declined")

    assert ("Person 1" in page, "Person 2" in page) == (True, False)
    for odd in ["nonsense", "%00"]:
        assert "Person 2" in read(ana, f"{page_of(views)}?state={odd}")


def test_coordinator_notes_a_refusal_with_its_reason(ana, views, people):
    line = line_of(views, people[0])
    decline = f"/coast/ledger/lines/{line.pk}/decline/"

    refused = ana.post(decline, {"go": "decline", "reason": ""}, follow=True)
    assert "Say what they told you" in refused.content.decode()
    assert line_of(views, people[0]).waits

    ana.post(decline, {"go": "decline", "reason": "Told me by phone"})
    event = line.events.get(kind="declined")
    assert (event.text, str(event.by)) == ("Told me by phone", "Ana")
    assert not line_of(views, people[0]).waits

    ana.post(decline, {"go": "again"})
    assert line_of(views, people[0]).waits
    assert [one.kind for one in line.events.all()] == ["drafted", "declined", "taken_up"]


@pytest.mark.parametrize(
    "sent",
    [{}, {"go": "x"}, {"go": "decline", "reason": "a\0b"}, {"go": "decline", "reason": "x" * 301}],
    ids=["empty", "odd", "nul", "long"],
)
def test_odd_press_notes_nothing(ana, views, people, sent):
    before = InvitationEvent.objects.count()
    line = line_of(views, people[0])

    assert ana.post(f"/coast/ledger/lines/{line.pk}/decline/", sent).status_code == 302

    assert InvitationEvent.objects.count() == before


def test_who_has_handed_in_cannot_be_noted_as_declining(ana, views, people):
    factories.answer(views, people[0], A1=5)
    line = line_of(views, people[0])

    ana.post(f"/coast/ledger/lines/{line.pk}/decline/", {"go": "decline", "reason": "Late"})

    assert line_of(views, people[0]).state == "submitted"


def test_workbook_holds_every_line_and_event(ana, views, people):
    line_of(views, people[0]).decline("=1+1")
    Message.write(
        people[1], [line_of(views, people[1])], key="x", subject="Please", body="[[link]]"
    ).send()

    answer = ana.get(f"{page_of(views)}file/")

    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert rows[0][0].startswith("Coast Network · Views")
    assert (
        len(rows) == 2 + InvitationEvent.objects.filter(invitation__activity=views.activity).count()
    )
    said = [(row[0], row[2], row[5]) for row in rows]
    assert ("Person 1", "would rather not", "=1+1") in said
    assert ("Person 2", "sent", None) in said
    assert all(cell.data_type != "f" for row in sheet.rows for cell in row)


def test_somebody_erased_stays_in_the_number(ana, views, people):
    views.activity.invitations.filter(person=people[0]).update(person=None)

    page = read(ana, page_of(views))

    assert "4 people were asked." in page
    assert "Somebody taken off the register" in page
    assert ana.get(f"{page_of(views)}file/").status_code == 200


def test_other_networks_ledger_is_not_found(ana, olga, vic, hills, views, people):
    line = line_of(views, people[0])
    for page in [page_of(views), f"{page_of(views)}file/"]:
        assert olga.get(page.replace("/coast/", "/hills/")).status_code == 404
        assert vic.get(page).status_code == 403
    decline = f"/hills/ledger/lines/{line.pk}/decline/"
    assert olga.post(decline, {"go": "decline", "reason": "x"}).status_code == 404
    assert line_of(views, people[0]).waits
