"""Two tabs, two devices, two colleagues, double presses: one response each, and what was acknowledged stays."""

import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client

from network.models import DeviceCode, HandOver, Invitation, Message
from network.models.codes import MOST_TRIES, TooManyCodes
from proforma import passing
from proforma.models import Response
from tests import factories
from tests.forms import as_sent
from tests.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, SAVES = 8, 20


@pytest.fixture
def people(coast, harbour):
    return factories.create_people(coast, WRITERS, partner=harbour)


@pytest.fixture
def figures(proforma, people):
    """A part of figures with a question for each writer, and one for all of them."""
    part = factories.part_of(proforma, "partner")
    for n in range(WRITERS):
        part.add_question(kind="whole_number", text=f"How many of kind {n}?")
    factories.open_now(proforma)
    return factories.part_of(proforma, "partner")


@pytest.fixture
def views(proforma, pat_person):
    factories.open_now(proforma)
    return factories.part_of(proforma, "person")


def start_together(jobs):
    """Run the jobs in threads that all wait for each other before they begin."""
    gate = threading.Barrier(len(jobs))

    def waiting(job):
        gate.wait(20)
        return job()

    return at_once([lambda job=job: waiting(job) for job in jobs])


def copy_of(client):
    """The same device, for another thread."""
    other = Client()
    other.cookies.update(client.cookies)
    return other


def value_of(code):
    return Response.objects.get().answers[code]["value"]


def nobody_has_two():
    for whose in ("person", "partner"):
        known = Response.objects.filter(**{f"{whose}__isnull": False})
        twice = known.values("part", whose).annotate(n=Count("pk")).filter(n__gt=1)
        assert not twice.exists()


# Through the models


def test_eight_colleagues_save_twenty_times_each_and_each_last_word_stands(people, figures):
    """Each writes an answer of their own and one that is everybody's, in twenty saves one after another."""

    def write(n, person):
        kept, refused = [], 0
        seen = {}
        for turn in range(1, SAVES + 1):
            part = factories.part_of(figures.proforma, "partner")
            changes = {f"B{n + 2}": {"value": turn}, "B1": {"value": 100 * n + turn}}
            response, conflicts = Response.record(
                part, person, changes, seen=seen, page=f"page of {n}"
            )
            told = {conflict.code for conflict in conflicts}
            kept.append({code: entry for code, entry in changes.items() if code not in told})
            refused += len(told)
            # A page that was told of a conflict shows what stands now.
            seen = {
                "B1": (response.answers["B1"]["rev"], ""),
                f"B{n + 2}": (response.answers[f"B{n + 2}"]["rev"], ""),
            }
        return kept, refused

    told = start_together([lambda n=n, p=p: write(n, p) for n, p in enumerate(people)])

    nobody_has_two()
    answers = Response.objects.get().answers
    for n, (kept, _refused) in enumerate(told):
        assert all(f"B{n + 2}" in save for save in kept)
        assert answers[f"B{n + 2}"]["value"] == SAVES
    acknowledged = [save["B1"]["value"] for kept, _refused in told for save in kept if "B1" in save]
    # Each acknowledged save raised the revision by one; nothing else did.
    assert answers["B1"]["rev"] == len(acknowledged)
    assert answers["B1"]["value"] in acknowledged
    assert sum(refused for _kept, refused in told) + len(acknowledged) == WRITERS * SAVES


def test_first_save_of_eight_colleagues_at_once_is_one_response(people, figures):
    start_together(
        [
            lambda n=n, p=p: factories.answer(
                factories.part_of(figures.proforma, "partner"), p, submit=False, **{f"B{n + 2}": n}
            )
            for n, p in enumerate(people)
        ]
    )

    nobody_has_two()
    answers = Response.objects.get().answers
    assert {code: entry["value"] for code, entry in answers.items()} == {
        f"B{n + 2}": n for n in range(WRITERS)
    }


def test_somebody_who_came_later_answers_and_declines_at_once(coast, harbour, views):
    """Nobody has a line in the ledger yet: each press would make one."""
    late = coast.add_person(name="Late", email="late@coast.example", partner=harbour)
    part = views

    start_together(
        [lambda: passing.decline(part, late, "No time")] * 3
        + [lambda: factories.answer(part, late, submit=False, A1=5)] * 3
    )

    assert Invitation.objects.filter(person=late).count() == 1
    assert Response.objects.filter(person=late).count() == 1


def test_same_hand_over_pressed_six_times_writes_one_message(coast, harbour, pat_person, views):
    kim = coast.add_person(name="Kim", email="kim@coast.example", partner=harbour)

    start_together([lambda: passing.hand_over(views, pat_person, kim)] * 6)

    assert Message.objects.count() == 1
    assert views.activity.invitations.count() == 2


def test_same_suggestion_pressed_six_times_waits_once(pat_person, views):
    start_together(
        [lambda: passing.ask_for(views, pat_person, name="Kim", email="kim@coast.example")] * 6
    )

    assert HandOver.objects.count() == 1


def test_accepted_by_two_at_once_asks_once(ana_user, pat_person, views, mailoutbox):
    passing.ask_for(views, pat_person, name="Kim", email="kim@coast.example")

    told = start_together(
        [lambda: passing.accept(HandOver.objects.get(), by=ana_user) is not None] * 4
    )

    assert sum(told) == 1
    assert Message.objects.count() == 1


# Codes


def test_twenty_wrong_tries_at_once_are_five_chances(pat_person, monkeypatch):
    """However many come at once, no more than five are compared; after them the right code is refused."""
    code = DeviceCode.make(pat_person)
    compared = []
    monkeypatch.setattr(
        "network.models.codes.constant_time_compare",
        lambda one, other: compared.append(other) or one == other,
    )

    gate = threading.Barrier(20)

    def having_looked(execute, sql, *arguments):
        """All have looked which codes are good before any of them counts its try."""
        if sql.startswith("UPDATE"):
            gate.wait(20)
        return execute(sql, *arguments)

    def guess(n):
        with connection.execute_wrapper(having_looked):
            return DeviceCode.accept(pat_person, f"wrong {n:02d}")

    told = at_once([lambda n=n: guess(n) for n in range(20)])

    assert not any(told)
    assert len(compared) == MOST_TRIES
    assert not DeviceCode.accept(pat_person, code.code)
    code.refresh_from_db()
    assert code.tries == MOST_TRIES


def test_right_code_entered_eight_times_at_once_works_once(pat_person):
    code = DeviceCode.make(pat_person).code

    told = start_together([lambda: DeviceCode.accept(pat_person, code)] * 8)

    assert sum(told) == 1


def test_eight_presses_at_once_make_one_code(pat_person):
    def press():
        try:
            return DeviceCode.make(pat_person)
        except TooManyCodes:
            return None

    start_together([press] * 8)

    assert DeviceCode.objects.count() == 1


def test_coordinator_reads_out_no_more_than_five_however_she_presses(ana_user, pat_person):
    def press():
        try:
            return DeviceCode.make(pat_person, by=ana_user)
        except TooManyCodes:
            return None

    start_together([press] * 9)

    assert DeviceCode.objects.count() == 5


# Over HTTP


def is_kept(page):
    """Whether the page says that the answer was saved, and not that something else stands."""
    return "✓" in page and 'data-stands="saved"' in page


def save_over_http(client, address, code, value):
    """Open a page, change one answer and save it, as the page's script does. Returns what came back."""
    carried = as_sent(client.get(address).content.decode())
    answer = client.post(
        address, {**carried, code: value, "only": code}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200, page[:300]
    return page


@pytest.mark.parametrize("devices", ["tabs", "devices", "colleagues"])
def test_many_writers_over_http_lose_nothing_that_was_acknowledged(coast, people, figures, devices):
    """Each of eight writers saves an answer of their own twenty times; all at once, each from a page just
    opened."""
    if devices == "colleagues":
        phones = [factories.phone_of(person) for person in people]
    elif devices == "devices":
        phones = [factories.phone_of(people[0]) for _n in range(WRITERS)]
    else:
        one = factories.phone_of(people[0])
        phones = [copy_of(one) for _n in range(WRITERS)]
    owners = people if devices == "colleagues" else [people[0]] * WRITERS

    def write(n):
        address = f"/p/{owners[n].code}/answer/{figures.pk}/"
        said = []
        for turn in range(1, SAVES + 1):
            page = save_over_http(phones[n], address, f"B{n + 2}", str(turn))
            said.append(is_kept(page))
        return said

    told = start_together([lambda n=n: write(n) for n in range(WRITERS)])

    nobody_has_two()
    answers = Response.objects.get().answers
    assert all(all(said) for said in told)
    assert {n: answers[f"B{n + 2}"]["value"] for n in range(WRITERS)} == dict.fromkeys(
        range(WRITERS), SAVES
    )


def test_of_two_tabs_on_one_answer_the_second_is_told_what_stands(pat, pat_person, views):
    address = f"/p/{pat_person.code}/answer/{views.pk}/"
    first, second = (as_sent(pat.get(address).content.decode()) for _tab in range(2))
    tabs = [copy_of(pat), copy_of(pat)]

    pages = start_together(
        [
            lambda n=n, boxes=boxes: (
                tabs[n]
                .post(
                    address,
                    {**boxes, "A3": f"Words of tab {n}", "only": "A3"},
                    headers={"HX-Request": "true"},
                )
                .content.decode()
            )
            for n, boxes in enumerate([first, second])
        ]
    )

    stands = value_of("A3")
    kept = int(stands[-1])
    assert stands not in pages[kept]
    assert stands in pages[1 - kept]
    assert (is_kept(pages[kept]), is_kept(pages[1 - kept])) == (True, False)


def test_handing_in_pressed_eight_times_at_once_hands_in_once(pat, pat_person, views, mailoutbox):
    factories.answer(views, pat_person, submit=False, A1=5)
    address = f"/p/{pat_person.code}/answer/{views.pk}/"
    boxes = as_sent(pat.get(f"{address}review/").content.decode())
    tabs = [copy_of(pat) for _n in range(8)]

    told = start_together(
        [lambda tab=tab: tab.post(f"{address}submit/", boxes).status_code for tab in tabs]
    )

    assert set(told) == {302}
    line = Invitation.objects.get(person=pat_person, activity=views.activity)
    assert line.events.filter(kind="submitted").count() == 1
    assert Response.objects.get().submitted_at is not None


def test_page_reloaded_while_it_is_saved_is_always_whole(pat, pat_person, views):
    address = f"/p/{pat_person.code}/answer/{views.pk}/"
    tabs = [copy_of(pat) for _n in range(6)]

    def reload(tab):
        return {tab.get(address).status_code for _n in range(10)}

    def write(tab):
        return {200 if save_over_http(tab, address, "A3", f"Words {n}") else 500 for n in range(10)}

    told = start_together(
        [lambda tab=tab: reload(tab) for tab in tabs[1:]] + [lambda: write(tabs[0])]
    )

    assert set().union(*told) == {200}
    assert value_of("A3") == "Words 9"


def test_live_server_keeps_every_answer_that_it_acknowledged(live_server, people, figures):
    """The same through sockets, with a server that answers in threads of its own."""
    phones = [factories.phone_of(person) for person in people]
    host = urlsplit(live_server.url).netloc

    def write(n):
        cookies = "; ".join(f"{name}={one.value}" for name, one in phones[n].cookies.items())
        link = HTTPConnection(host, timeout=30)
        address, kept = f"/p/{people[n].code}/answer/{figures.pk}/", 0
        for turn in range(1, SAVES + 1):
            link.request("GET", address, headers={"Cookie": cookies})
            opened = link.getresponse()
            page = opened.read().decode()
            token = opened.headers["Set-Cookie"].partition("csrftoken=")[2].partition(";")[0]
            fields = {**as_sent(page), f"B{n + 2}": [turn], "only": [f"B{n + 2}"]}
            link.request(
                "POST",
                address,
                urlencode(fields, doseq=True),
                {
                    "Cookie": f"{cookies}; csrftoken={token}",
                    "X-CSRFToken": token,
                    "HX-Request": "true",
                    "Content-Type": "application/x-www-form-urlencoded",
                },
            )
            saved = link.getresponse()
            saved.read()
            kept = turn if saved.status == 200 else kept
        link.close()
        return kept

    with ThreadPoolExecutor(WRITERS) as pool:
        told = list(pool.map(write, range(WRITERS)))

    connection.close()
    nobody_has_two()
    answers = Response.objects.get().answers
    assert told == [SAVES] * WRITERS
    assert [answers[f"B{n + 2}"]["value"] for n in range(WRITERS)] == told
