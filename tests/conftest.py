"""The cast. Ana coordinates the Coast network; Vic may only look; Olga coordinates Hills and must see
nothing of Coast; Pat answers by link, and works for Harbour Lights."""

import os
import shutil
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from meetings.demo import story
from network.models import Network, Role, User
from tests import factories

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")


def pytest_collection_modifyitems(config, items):
    """Browser tests share one worker; without a browser they are left out, but never under CI."""
    walks = [item for item in items if "e2e" in item.path.parts]
    for item in walks:
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.xdist_group("browser"))
    if not CHROMIUM and os.environ.get("CI") != "true":
        items[:] = [item for item in items if item not in walks]


def pytest_terminal_summary(terminalreporter):
    if not CHROMIUM:
        terminalreporter.write_line("No chromium on this machine: the browser tests are left out.")


def sign_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ana_user(db):
    return User.objects.create_user("ana@coast.example", "a long enough word", name="Ana")


@pytest.fixture
def coast(ana_user):
    return Network.found(
        name="Coast Network",
        place="Coast",
        coordinator=ana_user,
        controller="Harbour Lights",
        contact="data@harbour.example",
    )


@pytest.fixture
def hills(db):
    olga = User.objects.create_user("olga@hills.example", "a long enough word", name="Olga")
    return Network.found(name="Hills Network", place="Hills", coordinator=olga)


@pytest.fixture
def ana(coast, ana_user):
    return sign_in(ana_user)


@pytest.fixture
def vic(coast):
    user = User.objects.create_user("vic@coast.example", "a long enough word", name="Vic")
    coast.accesses.create(user=user, role=Role.OBSERVER)
    return sign_in(user)


@pytest.fixture
def olga(hills):
    return sign_in(User.objects.get(email="olga@hills.example"))


@pytest.fixture
def harbour(coast):
    return coast.add_partner(name="Harbour Lights", sector="charity")


@pytest.fixture
def pat_person(coast, harbour):
    return coast.add_person(name="Pat", email="pat@harbour.example", partner=harbour)


@pytest.fixture
def pat(pat_person):
    """Pat's phone, on which the link has been opened once."""
    return factories.phone_of(pat_person)


@pytest.fixture
def proforma(coast):
    return factories.create_proforma(coast)


@pytest.fixture
def open_proforma(coast, pat_person, proforma):
    proforma.open(closes_at=timezone.now() + timedelta(days=10))
    return proforma


@pytest.fixture
def carrowby(db):
    """Carrowby on day 24, for this test alone."""
    with factories.on_day_of_carrowby() as today:
        yield story.tell(now=today, day=24)
