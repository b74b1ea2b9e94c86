"""Fills an installation that lives for one test; run by tests/faults/processes.py in a process of its own."""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 Django must know its settings first

from network.models import Network, User  # noqa: E402
from tests import factories  # noqa: E402


def found():
    user = User.objects.create_user("ana@coast.example", "a long enough word", name="Ana")
    network = Network.found(
        name="Coast Network",
        place="Coast",
        coordinator=user,
        controller="Harbour Lights",
        contact="data@harbour.example",
        asks_code=False,
    )
    return network, network.add_partner(name="Harbour Lights", sector="charity")


def writers():
    """Four people, and a pro-forma that asks each for six texts."""
    network, partner = found()
    people = factories.create_people(network, 4, partner=partner)
    proforma = factories.create_proforma(network)
    views = factories.part_of(proforma, "person")
    codes = [
        views.add_question(kind="long_text", text=f"And what of {n}?").code for n in range(1, 7)
    ]
    factories.open_now(proforma)
    return {
        "part": views.pk,
        "questions": codes,
        "people": [
            {"code": one.code, "link": one.link.partition("127.0.0.1:8000")[2]} for one in people
        ],
    }


def waiting():
    """Thirty people of whom a pro-forma is open, and nobody was written to."""
    network, partner = found()
    people = factories.create_people(network, 30, partner=partner)
    proforma = factories.create_proforma(network)
    factories.part_of(proforma, "partner").questions.all().delete()
    factories.open_now(proforma)
    return {"addresses": [one.email for one in people]}


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    print(json.dumps({"writers": writers, "waiting": waiting}[sys.argv[1]]()))
