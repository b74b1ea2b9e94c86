"""No path changes the terms of a vote that has opened, and a forced change is seen."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.urls import reverse

from tests import factories
from tests.forms import as_sent
from topics.models import TermsFrozen, Vote
from topics.models.terms import FROZEN


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, 6, partner=harbour)


@pytest.fixture
def longlist(coast, people):
    return factories.create_longlist(coast)


OTHER = {
    "question": "Another",
    "places": 1,
    "picks": 1,
    "ballot_kind": "rank",
    "mode": "named",
    "weights": "equal",
    "tie_rule": "lot",
    "chair": "Vic",
    "quorum": 2,
    "voters": "leads",
    "band_sectors": ["statutory"],
    "hides_voters": False,
    "method_reason": "Because.",
    "releases_at": datetime(2099, 1, 1, tzinfo=UTC),
    "topic_codes": ["T1"],
    "lot_secret": "0",
    "terms": {},
    "terms_digest": "0",
}


WRITES = {
    "save": lambda vote, _name: vote.save(),
    "save some": lambda vote, name: vote.save(update_fields=[name]),
    "update": lambda _vote, name: Vote.objects.update(**{name: OTHER[name]}),
    "update many": lambda vote, name: Vote.objects.bulk_update([vote], [name]),
}


@pytest.mark.parametrize("way", WRITES)
def test_no_way_of_writing_changes_a_term_after_the_opening(coast, people, way):
    factories.open_vote(coast)
    for name in FROZEN:
        changed = Vote.objects.get()
        setattr(changed, name, OTHER[name])

        with pytest.raises(TermsFrozen), transaction.atomic():
            WRITES[way](changed, name)

        assert Vote.objects.get().terms_are_kept(), name


def test_terms_of_a_draft_can_change(coast, longlist):
    vote = Vote.draft(coast.current_cycle())
    vote.places = 2
    vote.save()
    Vote.objects.update(quorum=2)

    assert not vote.terms_are_kept()
    assert (Vote.objects.get().places, Vote.objects.get().quorum) == (2, 2)


def test_forced_change_of_the_terms_is_seen(coast, people):
    vote = factories.open_vote(coast)
    assert vote.terms_are_kept()

    for name in ["places", "mode", "quorum", "releases_at", "topic_codes"]:
        forced = Vote.objects.get()
        setattr(forced, name, OTHER[name])
        assert not forced.terms_are_kept(), name
    forced = Vote.objects.get()
    forced.terms["places"] = forced.places = 5
    assert not forced.terms_are_kept()
    coast.current_cycle().topics.filter(code="T1").update(title="Another")
    assert not Vote.objects.get().terms_are_kept()


def test_settings_of_the_network_change_no_vote_that_is_open(coast, people):
    vote = factories.open_vote(coast)
    coast.smallest_group, coast.shows_who_voted = 9, True
    coast.save()

    now = Vote.objects.get()
    assert (now.floor, now.hides_voters, now.terms_are_kept()) == (5, True, True)
    for person in people:
        vote.cast(person, ["T1"])
    now.close()
    assert now.result["chosen"] == ["T1"]
    assert Vote.objects.get().terms_are_kept()


def test_no_form_of_staff_changes_the_terms(ana, coast, people):
    """Every staff page with a form is sent as it stands, and as it would be by somebody who tries."""
    vote = factories.open_vote(coast)
    topic = coast.current_cycle().topics.first()
    before = Vote.objects.values(*FROZEN).get()
    addresses = [
        reverse("vote_open", args=["coast"]),
        reverse("vote_result", args=["coast", vote.pk]),
        reverse("vote_limits", args=["coast", vote.pk]),
        reverse("topic_list", args=["coast"]),
        reverse("topic_edit", args=["coast", topic.pk]),
        reverse("topic_leave_off", args=["coast", topic.pk]),
        reverse("topic_put_back", args=["coast", topic.pk]),
        reverse("network_edit", args=["coast"]),
        reverse("vote_release", args=["coast", vote.pk]),
        reverse("vote_close", args=["coast", vote.pk]),
    ]
    tries = {name: value for name, value in OTHER.items() if name != "terms"}
    tries |= {"title": "Another", "smallest_group": 9, "subject": "x", "body": "[[link]]"}
    tries |= {"closes_on": "2099-01-01", "promised": 6, "reason": "No"}
    for address in addresses:
        page = ana.get(address)
        boxes = as_sent(page.content.decode()) if page.status_code == 200 else {}
        ana.post(address, {**boxes, **tries})

        assert Vote.objects.values(*FROZEN).get() == before, address
        assert Vote.objects.get().terms_are_kept(), address
