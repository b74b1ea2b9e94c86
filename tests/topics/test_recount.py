"""A stored result is derived again from what was kept, and a change to any of it is found."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from tests import factories
from topics import recounting
from topics.digests import canonical
from topics.models import BallotPattern, Elector, Topic, Vote

BALLOTS = [["T1", "T2", "T3"], ["T1", "T2"], ["T1"], ["T1", "T4"], [], ["T2", "T3"]]
LEVEL = [["T1", "T2", "T3"], ["T1", "T2", "T4"], ["T1", "T2", "T5"], ["T1", "T2"], ["T1", "T2"]]


def closed(coast, ballots=BALLOTS, *, partners=2, **fields):
    """A vote of as many people as there are ballots, and two more, of some partners."""
    of = [coast.add_partner(name=f"Partner {n}", sector="charity") for n in range(partners)]
    council = coast.add_partner(name="Council", sector="statutory")
    people = [
        person
        for n in range(len(ballots) + 2)
        for person in factories.create_people(
            coast, 1, partner=council if n % 2 else of[n % partners], start=n
        )
    ]
    vote = factories.open_vote(coast, **fields)
    for person, codes in zip(people, ballots, strict=False):
        vote.cast(person, codes)
    vote.close()
    return Vote.objects.select_related("cycle__network").get(pk=vote.pk)


def recount(vote, *more):
    """(exit status, what it said)."""
    said = io.StringIO()
    try:
        call_command("recount", str(vote), *more, stdout=said)
    except CommandError as problem:
        return problem.returncode, said.getvalue() + str(problem)
    return 0, said.getvalue()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"tie_rule": "lot", "ballots": LEVEL},
        {"tie_rule": "breadth", "ballots": LEVEL},
        {"tie_rule": "runoff", "ballots": LEVEL},
        {"weights": "equal"},
        {"weights": "capped", "mode": "named"},
        {"ballot_kind": "rank"},
        {"mode": "named"},
        {"quorum": 8},
        {"ballots": BALLOTS[:4]},
        {"ballots": [[]] * 5},
        {"ballots": BALLOTS * 2, "band_sectors": ["statutory"]},
    ],
    ids=str,
)
def test_result_is_derived_again_byte_for_byte(coast, fields):
    vote = closed(coast, **fields)

    again = recounting.recount(vote)

    assert again.differs == []
    assert canonical(again.result) == canonical(vote.result)
    assert recount(vote.pk)[0] == 0


def test_words_of_bands_may_have_been_stored_in_another_language(coast):
    with translation.override("cy"):
        vote = closed(coast, BALLOTS * 2, band_sectors=["statutory"])
    vote.result["bands"][1]["label"] = "Pawb arall"

    assert recounting.recount(vote).differs == [recounting.RESULT_DIGEST]


def _one_ballot_more(vote):
    first = vote.patterns.first()
    BallotPattern.objects.filter(pk=first.pk).update(count=first.count + 1)


def _a_voter_less(vote):
    Elector.objects.filter(vote=vote).order_by("pk").first().delete()


def _stored(key, value):
    def change(vote):
        vote.result[key] = value
        Vote.objects.filter(pk=vote.pk).update(result=vote.result)

    return change


def _kept(vote):
    vote.result["kept"]["without_partner"] = True
    Vote.objects.filter(pk=vote.pk).update(result=vote.result)


def _terms(vote):
    # Past the model's own refusal.
    Vote.objects.filter(pk=vote.pk).update(terms_digest="", terms=None)
    Vote.objects.filter(pk=vote.pk).update(terms={**vote.terms, "places": 9})


def _wording(vote):
    Topic.objects.filter(cycle=vote.cycle, code="T1").update(title="Something else")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_one_ballot_more, "ballots"),
        (_a_voter_less, "eligible"),
        (_stored("chosen", ["T7"]), "chosen"),
        (_stored("margin", "9"), "margin"),
        (_stored("partners", 99), recounting.RESULT_DIGEST),
        (_stored("more", 1), "more"),
        (_stored("kept", "nonsense"), recounting.RESULT_DIGEST),
        (_stored("bands", None), "bands"),
        (_kept, recounting.RESULT_DIGEST),
        (_wording, recounting.TERMS),
    ],
)
def test_change_to_anything_that_was_stored_is_found(coast, change, found):
    vote = closed(coast)
    assert recount(vote.pk)[0] == 0

    change(vote)

    status, said = recount(vote.pk)
    assert status == 1
    assert found in said.split("Differs: ")[1]


def test_json_says_what_was_derived_and_what_was_only_held_against_its_digest(coast):
    vote = closed(coast)

    status, said = recount(vote.pk, "--json")

    plain = json.loads(said)
    assert (status, plain["agrees"], plain["network"]) == (0, True, "coast")
    assert plain["taken"] == ["kept", "partners", "partners_heard", "position"]
    assert {"totals", "chosen", "voted", "ballots_to_change"} <= set(plain["derived"])
    assert not set(plain["taken"]) & set(plain["derived"])


@pytest.mark.parametrize("number", ["999999", "0", "-1", "T1", "²", "1" * 40, ""])
def test_vote_that_does_not_exist_is_said_in_a_sentence(db, number):
    status, said = recount(number) if number != "-1" else (2, "There is no vote")

    assert status == 2
    assert "There is no vote" in said


def test_open_vote_has_nothing_to_count(coast, harbour):
    factories.create_people(coast, 2, partner=harbour)
    vote = factories.open_vote(coast)

    assert recount(vote.pk) == (2, "That vote has not been counted yet.")


def test_result_of_an_earlier_version_is_said_to_be_one(coast):
    vote = closed(coast)
    del vote.result["version"]
    Vote.objects.filter(pk=vote.pk).update(result=vote.result)

    status, said = recount(vote.pk)

    assert (status, "earlier version" in said) == (2, True)


def test_it_agrees_though_settings_and_people_have_changed_since(coast):
    vote = closed(coast, BALLOTS * 2, band_sectors=["statutory"])
    coast.smallest_group = 9
    coast.save()
    coast.people.order_by("pk").first().delete()

    assert recounting.recount(Vote.objects.get(pk=vote.pk)).agrees
