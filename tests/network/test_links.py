"""A participant's link: the key to their own page, and to nothing else. Mail scanners open it too."""

import logging

from django.apps import apps
from django.conf import settings

from network.links import MaskLinks
from network.models import Person
from tests import factories


def path_of(person):
    return person.link.split("127.0.0.1:8000")[-1]


def everything_stored():
    """Every row of every table, so that any write at all shows."""
    return {
        model._meta.label: sorted(map(repr, model.objects.values_list()))
        for model in apps.get_models()
        if model._meta.managed
    }


def test_link_opens_the_persons_own_page(client, pat_person):
    opened = client.get(path_of(pat_person))

    assert opened.url == f"/p/{pat_person.code}/"
    assert "Hello, Pat" in client.get(opened.url).content.decode()


def test_secret_leaves_the_address_at_once(client, pat_person):
    opened = client.get(path_of(pat_person))

    assert path_of(pat_person).split("/")[3] not in opened.url
    assert opened.headers["Referrer-Policy"] == "no-referrer"


def test_twenty_openings_and_an_empty_form_change_nothing(client, pat_person, open_proforma):
    before = everything_stored()

    for n in range(20):
        (client.get if n % 2 else client.head)(path_of(pat_person))
        client.get(f"/p/{pat_person.code}/")
    for part in open_proforma.parts.all():
        client.get(f"/p/{pat_person.code}/answer/{part.pk}/")
    client.post(path_of(pat_person))

    assert everything_stored() == before
    assert client.get(path_of(pat_person)).status_code == 302


def test_database_does_not_hold_the_secret(pat_person, open_proforma):
    secret = path_of(pat_person).split("/")[3]

    assert not any(secret in row for rows in everything_stored().values() for row in rows)
    assert len(secret) == 26


def test_guessed_secret_opens_nothing(client, pat_person):
    wrong = path_of(pat_person)[:-3] + "aa/"

    assert client.get(wrong).status_code == 404
    assert client.get(f"/p/{pat_person.code}/").status_code == 403


def test_code_without_the_link_shows_no_name(client, pat_person):
    refused = client.get(f"/p/{pat_person.code}/")

    assert refused.status_code == 403
    assert "Pat" not in refused.content.decode()


def test_new_link_closes_the_old_one_on_every_device(pat, pat_person):
    old = path_of(pat_person)

    pat_person.reissue_link()

    assert pat.get(old).status_code == 404
    assert pat.get(f"/p/{pat_person.code}/").status_code == 403
    assert factories.phone_of(pat_person).get(f"/p/{pat_person.code}/").status_code == 200


def test_revoked_link_opens_nothing(pat, pat_person):
    pat_person.revoke_link()

    assert pat.get(path_of(pat_person)).status_code == 404
    assert pat.get(f"/p/{pat_person.code}/").status_code == 403


def test_whoever_left_is_let_in_no_more(pat, pat_person):
    pat_person.leave()

    assert pat.get(f"/p/{pat_person.code}/").status_code == 403


def test_two_people_can_use_one_phone(pat, pat_person, coast):
    other = coast.add_person(name="Kim", email="kim@coast.example")
    pat.get(path_of(other))

    assert "Hello, Pat" in pat.get(f"/p/{pat_person.code}/").content.decode()
    assert "Hello, Kim" in pat.get(f"/p/{other.code}/").content.decode()


def test_ones_own_cookie_does_not_open_anothers_page(pat, coast):
    other = coast.add_person(name="Kim", email="kim@coast.example")

    assert pat.get(f"/p/{other.code}/").status_code == 403


def test_codes_are_never_the_same(coast):
    codes = {person.code for person in factories.create_people(coast, 50)}

    assert len(codes) == 50
    assert Person.objects.filter(code__in=codes).count() == 50


def test_log_says_which_link_failed_and_not_its_secret(client, pat_person, caplog):
    secret = path_of(pat_person).split("/")[3]
    record = logging.makeLogRecord(
        {"msg": "Not Found: %s", "args": (f"/i/{pat_person.code}/{secret}/",)}
    )

    MaskLinks().filter(record)

    assert secret not in record.getMessage()
    assert pat_person.code in record.getMessage()
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["links"]


def test_coordinator_stops_a_link_and_makes_a_new_one(ana, pat, pat_person):
    page = f"/coast/people/{pat_person.pk}/link/"

    ana.post(page + "stop/")
    assert pat.get(f"/p/{pat_person.code}/").status_code == 403

    ana.post(page + "new/")
    pat_person.refresh_from_db()
    assert factories.phone_of(pat_person).get(f"/p/{pat_person.code}/").status_code == 200


def test_whoever_leaves_is_asked_no_more_and_what_they_said_stays(
    ana, coast, pat_person, open_proforma
):
    factories.answer(factories.part_of(open_proforma, "person"), pat_person, A1=7)

    ana.post(f"/coast/people/{pat_person.pk}/leave/")

    assert not coast.participants().exists()
    assert open_proforma.parts.get(unit="person").responses.count() == 1
