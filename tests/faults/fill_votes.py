"""Fills an installation with an open vote; run by test_votes_at_once.py in a process of its own."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402 Django must know its settings first
from django.utils import timezone  # noqa: E402

from network.models import Person  # noqa: E402
from tests import factories  # noqa: E402
from tests.faults.fill import found  # noqa: E402
from topics.models import Ballot, Vote  # noqa: E402

SECTORS = ["statutory", "charity", "housing"]


def vote_of_many(count):
    """An open vote with two bands, and `count` people of twelve partners who may cast in it."""
    network, _partner = found()
    partners = [
        network.add_partner(name=f"Partner {n}", sector=SECTORS[n % len(SECTORS)])
        for n in range(12)
    ]
    Person.objects.bulk_create(
        Person(
            network=network,
            name=f"Person {n}",
            email=f"person{n}@{network.slug}.example",
            partner=partners[n % len(partners)],
        )
        for n in range(count)
    )
    vote = factories.open_vote(network, band_sectors=["statutory"])
    people = Person.objects.filter(network=network).order_by("pk")
    return {
        "network": network.slug,
        "vote": vote.pk,
        "activity": vote.activity_id,
        "nonce": vote.nonce,
        "people": [
            {"pk": one.pk, "code": one.code, "link": one.link.partition("127.0.0.1:8000")[2]}
            for one in people
        ],
    }


def vote_that_is_due(count):
    """The same when everyone has cast, some twice, and the time of closing has come."""
    made = vote_of_many(count)
    vote = Vote.objects.get()
    for n, person in enumerate(Person.objects.order_by("pk")):
        vote.cast(person, [f"T{n % 7 + 1}"])
        if n % 3 == 0:
            vote.cast(person, [f"T{(n + k) % 7 + 1}" for k in (1, 2)])
    vote.activity.closes_at = timezone.now() - timedelta(seconds=1)
    vote.activity.save()
    return made | {"keys": list(Ballot.objects.values_list("voter_key", flat=True))}


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    made = {"open": vote_of_many, "due": vote_that_is_due}[sys.argv[1]]
    print(json.dumps(made(int(sys.argv[2]))))
