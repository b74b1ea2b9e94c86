"""Signing in, the first run, and the pages that turn people away."""

import pytest

from network.models import Network, User

FIRST = {
    "code": "one-time",
    "name": "Ana",
    "email": "Ana@coast.example",
    "password": "the tide comes in twice",
    "network": "Coast Network",
    "place": "Coast",
}


@pytest.fixture
def first_run(db, settings):
    settings.FIRST_RUN_CODE = "one-time"


def test_empty_installation_leads_to_the_first_run(client, first_run):
    assert client.get("/sign-in/").url == "/first-run/"


def test_first_run_makes_the_coordinator_and_her_network(client, first_run):
    assert client.post("/first-run/", FIRST).url == "/coast/"

    network = Network.objects.get()
    assert (network.people.get().name, network.participants().count()) == ("Ana", 0)
    assert client.get("/coast/").status_code == 200


@pytest.mark.parametrize("code", ["", "wrong", "one-tim"])
def test_first_run_asks_for_the_code_on_the_console(client, first_run, code):
    assert client.post("/first-run/", FIRST | {"code": code}).status_code == 200
    assert not User.objects.exists()


def test_first_run_without_a_code_is_closed(client, db, settings):
    settings.FIRST_RUN_CODE = ""

    client.post("/first-run/", FIRST | {"code": ""})
    client.post("/first-run/", FIRST)

    assert not User.objects.exists()


def test_first_run_happens_once(client, first_run, coast):
    assert client.post("/first-run/", FIRST | {"email": "eve@coast.example"}).url == "/sign-in/"
    assert not User.objects.filter(email="eve@coast.example").exists()


@pytest.mark.parametrize("password", ["short", "qwertyuiop", "ana@coast.example"])
def test_poor_password_is_refused_with_a_sentence(client, first_run, password):
    answer = client.post("/first-run/", FIRST | {"password": password})

    assert answer.context["form"].errors["password"]
    assert not User.objects.exists()


def test_email_is_signed_in_with_in_any_capitals(client, coast):
    client.post("/sign-in/", {"username": "ANA@coast.example", "password": "a long enough word"})

    assert client.get("/coast/").status_code == 200


def test_sign_in_goes_back_to_our_own_pages_only(client, coast):
    boxes = {"username": "ana@coast.example", "password": "a long enough word"}

    assert client.post("/sign-in/?next=/coast/topics/", boxes).url == "/coast/topics/"
    client.post("/sign-out/")
    assert client.post("/sign-in/?next=https://evil.example/", boxes).url == "/"


def test_demo_shows_its_sign_in_and_nothing_else_does(client, coast, pat_person, settings):
    assert pat_person.link not in client.get("/sign-in/").content.decode()

    settings.DEMO = True
    words = client.get("/sign-in/").content.decode()
    assert "ana@coast.example" in words
    assert pat_person.link in words


def test_unknown_address_gets_a_sentence(client, db):
    answer = client.get("/nowhere/at/all/")

    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.content.decode()


def test_network_named_like_one_of_our_pages_gets_another_address(ana_user):
    assert Network.found(name="P", place="P", coordinator=ana_user).slug == "p-2"
    assert Network.found(name="Static", place="static", coordinator=ana_user).slug == "static-2"
    assert Network.found(name="北", place="北", coordinator=ana_user).slug == "network"
