"""An acknowledged answer is never lost, and never written over by somebody who had not seen it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from proforma.models import Part, PartIsClosed, Response
from proforma.models.responses import content, digest
from tests import factories


@pytest.fixture
def views(open_proforma):
    return factories.part_of(open_proforma, Part.Unit.PERSON)


@pytest.fixture
def figures(open_proforma):
    return factories.part_of(open_proforma, Part.Unit.PARTNER)


@pytest.fixture
def kim(coast, harbour, pat_person):
    return coast.add_person(name="Kim", email="kim@harbour.example", partner=harbour)


def nothing(code):
    """What a page remembers that had shown an empty box."""
    return {code: (0, digest(None))}


def as_it_stands(code):
    """What a page remembers that was opened just now."""
    stored = Response.objects.get().answers[code]
    return {code: (stored["rev"], digest(stored))}


def test_save_changes_only_the_answers_it_carries(views, pat_person):
    factories.answer(views, pat_person, submit=False, A1=4, A3="It worked once.")

    factories.answer(views, pat_person, submit=False, A1=5)

    stored = Response.objects.get().answers
    assert (stored["A1"]["value"], stored["A3"]["value"]) == (5, "It worked once.")


def test_each_answer_remembers_who_touched_it_when_and_from_which_page(views, pat_person):
    at = timezone.now()

    response, _none = Response.record(views, pat_person, {"A1": {"value": 4}}, page="phone", at=at)

    bookkeeping = {"by": pat_person.pk, "at": at.isoformat(), "rev": 1, "page": "phone"}
    assert response.answers["A1"] == {"value": 4, **bookkeeping}


def test_there_is_one_response_however_often_it_is_saved(views, pat_person):
    for value in range(5):
        factories.answer(views, pat_person, A1=value)

    assert Response.objects.count() == 1


def test_database_refuses_a_second_response(views, pat_person):
    response = factories.answer(views, pat_person, A1=1)
    response.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        response.save(force_insert=True)


def test_database_refuses_a_response_of_nobody_or_of_both(views, figures, pat_person):
    response = factories.answer(views, pat_person, A1=1)

    for person, partner in ((None, None), (pat_person, pat_person.partner)):
        response.person, response.partner = person, partner
        with pytest.raises(IntegrityError), transaction.atomic():
            response.save()


def test_colleagues_fill_the_same_figures_without_losing_each_others(figures, pat_person, kim):
    factories.answer(figures, pat_person, submit=False, B1=120)

    factories.answer(figures, kim, submit=False, B2=30)

    (response,) = Response.objects.all()
    assert {code: entry["value"] for code, entry in response.answers.items()} == {
        "B1": 120,
        "B2": 30,
    }


def test_change_by_both_is_shown_to_the_second_and_never_written_over(figures, pat_person, kim):
    factories.answer(figures, pat_person, submit=False, B1=120)

    _response, (conflict,) = Response.record(
        figures, kim, {"B1": {"value": 130}}, seen=nothing("B1")
    )

    assert (conflict.code, conflict.by_name, conflict.stored["value"]) == ("B1", "Pat", 120)
    assert Response.objects.get().answers["B1"]["value"] == 120


def test_whoever_has_seen_the_other_value_may_change_it(figures, pat_person, kim):
    factories.answer(figures, pat_person, submit=False, B1=120)

    _response, conflicts = Response.record(
        figures, kim, {"B1": {"value": 130}}, seen=as_it_stands("B1")
    )

    assert conflicts == []
    assert Response.objects.get().answers["B1"]["value"] == 130


def test_box_that_was_not_touched_changes_nothing(figures, pat_person, kim):
    factories.answer(figures, pat_person, submit=False, B1=120)

    for _press in range(2):
        _response, conflicts = Response.record(figures, kim, {"B1": None}, seen=nothing("B1"))

    assert conflicts == []
    assert Response.objects.get().answers["B1"]["value"] == 120


def test_old_page_of_ones_own_does_not_bring_its_draft_back(views, pat_person):
    draft = {"value": "A first draft."}
    Response.record(views, pat_person, {"A3": draft}, page="phone")
    on_the_phone = as_it_stands("A3")
    Response.record(
        views, pat_person, {"A3": {"value": "A long text."}}, seen=on_the_phone, page="laptop"
    )

    _response, untouched = Response.record(
        views, pat_person, {"A3": draft}, seen=on_the_phone, page="phone"
    )
    _response, (conflict,) = Response.record(
        views, pat_person, {"A3": {"value": "A second draft."}}, seen=on_the_phone, page="phone"
    )

    assert untouched == []
    assert (conflict.by_name, conflict.stored) == ("", {"value": "A long text."})
    assert Response.objects.get().answers["A3"]["value"] == "A long text."


def test_page_in_hand_may_save_again_though_an_answer_to_it_was_lost(views, pat_person):
    Response.record(views, pat_person, {"A3": {"value": "One"}}, page="phone")

    _response, conflicts = Response.record(
        views, pat_person, {"A3": {"value": "One two"}}, seen=nothing("A3"), page="phone"
    )

    assert conflicts == []
    assert Response.objects.get().answers["A3"]["value"] == "One two"


def test_answer_can_be_cleared_by_whoever_sees_it(views, pat_person):
    factories.answer(views, pat_person, submit=False, A3="No, not this.")

    Response.record(views, pat_person, {"A3": None}, seen=as_it_stands("A3"))

    response = Response.objects.get()
    assert content(response.answers["A3"]) is None
    assert response.answered() == 0


def test_cleared_answer_is_not_brought_back_by_an_old_page(figures, pat_person, kim):
    factories.answer(figures, pat_person, submit=False, B1=120)
    old = as_it_stands("B1")
    Response.record(figures, pat_person, {"B1": None}, seen=old, page="clearing")
    Response.record(
        figures, pat_person, {"B1": {"value": 999}}, seen=as_it_stands("B1"), page="again"
    )

    _response, (conflict,) = Response.record(
        figures, kim, {"B1": {"value": 7}}, seen=old, page="kims"
    )

    assert conflict.stored == {"value": 999}


def test_same_answer_twice_makes_no_new_revision(views, pat_person):
    factories.answer(views, pat_person, submit=False, A1=4)
    factories.answer(views, pat_person, submit=False, A1=4)

    assert Response.objects.get().answers["A1"]["rev"] == 1


def test_answer_after_the_close_is_refused(views, pat_person):
    late = views.activity.closes_at + timedelta(seconds=1)

    with pytest.raises(PartIsClosed):
        Response.record(views, pat_person, {"A1": {"value": 4}}, at=late)
    assert not Response.objects.exists()


def test_first_handing_in_is_what_counts(views, pat_person):
    at = timezone.now()
    response = factories.answer(views, pat_person, A1=4, at=at)

    assert not response.submit(at=at + timedelta(hours=1))
    assert response.submitted_at == at
    invitation = views.activity.invitations.get(person=pat_person)
    assert (invitation.started_at, invitation.submitted_at) == (at, at)


def test_opening_freezes_version_one(open_proforma, views):
    (version,) = views.versions.all()

    assert version.number == 1
    assert [question["code"] for question in version.questions] == ["A1", "A2", "A3"]
    assert version.questions[1]["options"] == ["A", "B", "OTH"]
