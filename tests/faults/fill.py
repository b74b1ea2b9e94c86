"""Fills an installation that lives for one test; run by tests/faults/processes.py in a process of its own."""

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402 Django must know its settings first
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from meetings.models import Meeting  # noqa: E402
from network.models import Network, Role, User  # noqa: E402
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


def recorders():
    """A meeting that three people may run, and a session in which each is signed in."""
    network, _partner = found()
    Meeting.call(network.current_cycle(), starts_at=timezone.now())
    users = [User.objects.get()]
    for name in ("Fay", "Vic"):
        user = User.objects.create_user(f"{name}@coast.example", "a long enough word", name=name)
        network.accesses.create(user=user, role=Role.FACILITATOR)
        users.append(user)
    clients = [Client() for _user in users]
    for client, user in zip(clients, users, strict=True):
        client.force_login(user)
    return {"sessions": [client.cookies["sessionid"].value for client in clients]}


FILLS = {"writers": writers, "waiting": waiting, "recorders": recorders}

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    print(json.dumps(FILLS[sys.argv[1]]()))
