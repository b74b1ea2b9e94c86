"""Many at once, in threads with connections of their own, on a real database file or server."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from proforma.models import Response
from tests import factories
from topics.models import Ballot, BallotRefused, Elector, Vote

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs):
    def run(job):
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(jobs)) as pool:
        return [future.result() for future in [pool.submit(run, job) for job in jobs]]


def test_eight_colleagues_fill_the_same_figures_and_nothing_is_lost(coast, harbour, proforma):
    people = factories.create_people(coast, 8, partner=harbour)
    part = factories.part_of(proforma, "partner")
    for n in range(7):
        part.add_question(kind="whole_number", text=f"How many of kind {n}?")
    factories.open_now(proforma)

    at_once(
        [
            lambda n=n, person=person: factories.answer(
                factories.part_of(proforma, "partner"), person, submit=False, **{f"B{n}": n}
            )
            for n, person in enumerate(people, start=1)
        ]
    )

    response = Response.objects.get()
    assert {code: entry["value"] for code, entry in response.answers.items()} == {
        f"B{n}": n for n in range(1, 9)
    }


def test_same_ballot_pressed_eight_times_is_one_ballot(coast, pat_person):
    factories.open_vote(coast)

    at_once([lambda n=n: Vote.objects.get().cast(pat_person, [f"T{n}"]) for n in range(1, 8)])

    assert Ballot.objects.count() == 1
    assert Ballot.objects.get().choices.count() == 1


def test_close_in_the_middle_of_eight_ballots_tells_each_voter_the_truth(coast, harbour):
    people = factories.create_people(coast, 13, partner=harbour)
    vote = factories.open_vote(coast)
    for person in people[8:]:
        vote.cast(person, ["T2"])  # so that there are enough ballots for a count

    def cast(person):
        try:
            Vote.objects.get().cast(person, ["T1"])
        except BallotRefused:
            return False
        return True

    told = at_once(
        [
            *(lambda person=person: cast(person) for person in people[:4]),
            lambda: Vote.objects.get().close(),
            *(lambda person=person: cast(person) for person in people[4:8]),
        ]
    )

    counted = sum(told) - 1  # the close answers True as well
    vote = Vote.objects.get()
    assert vote.result["totals"]["T1"] == str(counted)
    assert Elector.objects.filter(voted_on__isnull=False).count() == counted + 5
    assert not Ballot.objects.exists()
