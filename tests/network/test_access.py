"""Who may do what in a network: a role is a list of capabilities, and a page asks for one."""

import pytest
from django.test import Client

from network.access import network_view
from network.models import Capability, Role


def test_observer_looks_but_does_not_write(vic, coast, harbour):
    assert vic.get("/coast/partners/").status_code == 200
    assert vic.get(f"/coast/partners/{harbour.pk}/").status_code == 403
    assert vic.post("/coast/partners/new/", {"name": "Ours"}).status_code == 403
    assert list(coast.partners.all()) == [harbour]


def test_outsider_reaches_nothing_of_another_network_through_her_own(
    olga, hills, harbour, pat_person
):
    assert olga.get(f"/hills/partners/{harbour.pk}/").status_code == 404
    assert olga.post(f"/hills/people/{pat_person.pk}/link/new/").status_code == 404

    pat_person.refresh_from_db()
    assert pat_person.link_generation == 1


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, coast):
    assert client.get("/coast/partners/").url == "/sign-in/?next=/coast/partners/"


def test_expired_sign_in_under_htmx_moves_the_whole_page(client, coast):
    answer = client.get(
        "/coast/partners/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/coast/topics/"},
    )

    assert answer.headers["HX-Redirect"] == "/sign-in/?next=/coast/topics/"


def test_view_without_a_door_is_an_error_and_no_leak(rf):
    def unguarded(request, network):
        raise AssertionError("reached")

    with pytest.raises(TypeError):
        unguarded(rf.get("/coast/"), slug="coast")
    assert network_view(unguarded).is_network_door


def test_only_a_coordinator_has_every_capability():
    assert Role.COORDINATOR.capabilities == set(Capability)
    assert Role.OBSERVER.capabilities == {Capability.LOOK}
    assert Capability.CIRCULATE not in Role.FACILITATOR.capabilities


def test_every_answer_carries_the_enforced_policy(client, coast):
    policy = client.get("/sign-in/").headers["Content-Security-Policy"]

    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_csrf_is_asked_of_participants_too(pat_person, open_proforma):
    strict = Client(enforce_csrf_checks=True)
    strict.get(pat_person.link.split("127.0.0.1:8000")[-1])
    part = open_proforma.parts.first()

    assert (
        strict.post(f"/p/{pat_person.code}/answer/{part.pk}/", {"asked": "A1"}).status_code == 403
    )


def test_expired_sign_in_at_a_button_comes_back_to_its_page(client, coast):
    answer = client.post(
        "/coast/meetings/1/items/1/move/?down",
        headers={"Referer": "http://testserver/coast/meetings/1/"},
    )

    assert answer.url == "/sign-in/?next=/coast/meetings/1/"


def test_page_before_is_believed_only_if_it_is_ours(client, coast):
    answer = client.post("/coast/topics/new/", headers={"Referer": "https://evil.example/coast/"})

    assert answer.url == "/sign-in/?next=/"


def test_buttons_address_gets_a_sentence(ana, pat_person):
    answer = ana.get(f"/coast/people/{pat_person.pk}/link/new/")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "This address belongs to a button." in answer.content.decode()


def test_old_page_gets_a_sentence(pat_person, open_proforma):
    strict = Client(enforce_csrf_checks=True)
    strict.get(pat_person.link.split("127.0.0.1:8000")[-1])

    answer = strict.post(f"/p/{pat_person.code}/answer/1/", {"asked": "A1"})

    assert "This page was too old to be saved." in answer.content.decode()


def test_same_thing_saved_at_the_same_moment_gets_a_sentence(ana, coast, harbour, monkeypatch):
    monkeypatch.setattr(
        "network.forms.PartnerForm.clean_name", lambda form: form.cleaned_data["name"]
    )

    answer = ana.post("/coast/partners/new/", {"name": "Harbour Lights", "sector": "charity"})

    assert answer.status_code == 409
    assert "Somebody saved the same thing at the same moment." in answer.content.decode()
