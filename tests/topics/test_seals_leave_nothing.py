"""What was sealed stands nowhere before its day: on no page, in no message, dump, log or byte of a database."""

import logging
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from network.models import Message, Role, User
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent
from tests.test_conventions import every_page
from topics.models import Seal, Topic, Vote

PAGE = "/coast/topics/stance/"
WORDS = ["Zanzibar", "Timbuktu", "delighted with it"]
TOLD_IN = ("topics.", "meetings.views.home", "meetings.views.participant", "network.views.messages")


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path):
    settings.SEAL_KEY_FILE = tmp_path / "seal.key"
    return settings.SEAL_KEY_FILE


def seal_by_page(client, coast):
    """Sealed as people do it, so that all that a request leaves behind is left behind."""
    factories.create_longlist(coast, 4)
    boxes = as_sent(client.get(PAGE).content.decode())
    boxes |= {f"T{n}-stance": "comfortable" for n in range(1, 5)}
    boxes |= {"T1-stance": "delighted", "T1-reason": "Zanzibar", "T3-reason": "delighted with it"}
    boxes |= {"T2-stance": "cannot", "T2-reason": "Zanzibar", "T2-openly": "seal"}
    boxes |= {"T2-why_not": "Timbuktu", "forecast": ["T1"], "go": "look"}
    looked = client.post(PAGE, boxes).content.decode()
    client.post(PAGE, as_sent(looked) | {"go": "seal"})
    return Seal.objects.get()


def holds(text):
    return [word for word in WORDS if (word.encode() if isinstance(text, bytes) else word) in text]


def addresses(person, numbers):
    """Every page that may tell of a vote, with whatever number stands in it."""
    for page in every_page():
        if not page.callback.__module__.startswith(TOLD_IN):
            continue
        address = page.address.replace("<slug:slug>", "coast").replace("<slug:code>", person.code)
        for number in numbers if "<" in address else [""]:
            yield "/" + re.sub(r"<[^>]+>", str(number), address)


@pytest.mark.parametrize("role", [*Role, "participant"])
def test_no_page_tells_anybody_else(ana, coast, pat, pat_person, role):
    seal = seal_by_page(ana, coast)
    Vote.draft(coast.current_cycle()).open(closes_at=timezone.now() + timedelta(days=7))
    client = pat
    if role != "participant":
        user = User.objects.create_user("other@coast.example", name="Other")
        coast.accesses.create(user=user, role=role)
        client = sign_in(user)
    client.raise_request_exception = False
    things = [Vote, Topic, Seal, Message]
    numbers = {pk for model in things for pk in model.objects.values_list("pk", flat=True)}

    walked = 0
    for address in addresses(pat_person, sorted(numbers)):
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        walked += answer.status_code == 200
        assert not holds(content), address
        assert holds(ana.get(address).content) == [] or address == "/coast/topics/stances/"
    assert walked >= (4 if role == "participant" else 8)
    assert holds(ana.get("/coast/topics/stances/").content) == WORDS
    assert seal.author.name == "Ana"


def test_no_message_and_no_dump_holds_a_word(ana, coast, tmp_path, mailoutbox):
    seal_by_page(ana, coast)
    dump = tmp_path / "dump.json"
    call_command("dumpdata", output=str(dump), verbosity=0)

    assert len(mailoutbox) == 1
    assert not holds(str(mailoutbox[0].message()))
    assert "topics.seal" in dump.read_text()
    assert not holds(dump.read_text())


def test_log_of_a_developer_holds_no_word_and_no_key(ana, coast, caplog, settings, key_file):
    settings.DEBUG = True
    for logger in ("", "django", "django.db.backends", "network", "topics"):
        caplog.set_level(logging.DEBUG, logger=logger)

    seal_by_page(ana, coast)
    ana.get("/coast/topics/stances/")

    assert "topics_seal" in caplog.text  # statements are in it
    assert not holds(caplog.text)
    assert key_file.read_text() not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_the_database_is_a_word_or_the_key(ana, coast, key_file):
    seal_by_page(ana, coast)
    secret = key_file.read_bytes()

    for content in everything_kept():
        assert not holds(content)
        assert secret not in content
    assert b"Topic 4" in b"".join(everything_kept())  # what is no secret is found


def everything_kept():
    if connection.vendor == "sqlite":
        database = Path(str(connection.settings_dict["NAME"]))
        beside = [database.with_name(database.name + end) for end in ("", "-wal", "-shm")]
        return [file.read_bytes() for file in beside if file.exists()]
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += [bytes(v) if isinstance(v, memoryview) else str(v).encode() for v in row]
    return found


def test_copy_of_the_database_without_the_key_cannot_be_read(ana, coast, key_file):
    seal = seal_by_page(ana, coast)
    key_file.unlink()

    page = ana.get("/coast/topics/stances/").content.decode()

    assert "The key for sealed stances is missing." in page
    assert not holds(page)
    assert seal.digest_in_blocks in page
