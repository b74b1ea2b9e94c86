"""A run of reminders is killed at any step and run again: nobody gets two, and nobody is forgotten."""

import io
import random
import time
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from network import mail, smtp
from network.models import Message
from network.models.messages import LONGEST_SENDING
from tests import factories
from tests.smtp_server import HANG_AFTER_DOT, mail_server

from .processes import installation, kill

# Inside this process: killed at every step, one after another


class Killed(BaseException):
    """No code of ours catches it, as none catches SIGKILL."""


class Step:
    """Counts its steps, and raises at one of them."""

    def __init__(self, last):
        self.last, self.taken, self.killed = last, 0, False

    def take(self):
        self.taken += 1
        if self.taken == self.last and not self.killed:
            self.killed = True
            raise Killed


def at_each_statement(step, patched):
    def statement(execute, *arguments):
        step.take()
        return execute(*arguments)

    return connection.execute_wrapper(statement)


@contextmanager
def at_each_word_to_the_mail_server(step, patched):
    """Before each command, while its answer is awaited, and as each message is handed over."""
    for name in ("putcmd", "getreply", "send"):
        patched.setattr(smtp.Smtp, name, _stepping(step, getattr(smtp.Smtp, name)))
    farewell = mail._close

    def close(connection):
        if not step.killed:
            farewell(connection)
        elif connection.connection is not None:  # whoever is killed says no farewell
            connection.connection.close()
            connection.connection = None

    patched.setattr(mail, "_close", close)
    yield


def _stepping(step, method):
    def stepped(self, *arguments, **named):
        step.take()
        return method(self, *arguments, **named)

    return stepped


@pytest.fixture
def people(coast, harbour):
    people = factories.create_people(coast, 4, partner=harbour)
    proforma = factories.create_proforma(coast)
    factories.part_of(proforma, "partner").questions.all().delete()
    factories.open_now(proforma)
    factories.answer(factories.part_of(proforma, "person"), people[3], A1=5)
    return people[:3]


@pytest.fixture
def server(settings):
    with mail_server() as server:
        for name, value in server.settings().items():
            setattr(settings, name, value)
        yield server


def time_passes():
    """As long as it takes until what was being sent must have been cut off."""
    Message.objects.filter(claimed_at__isnull=False).update(
        claimed_at=F("claimed_at") - LONGEST_SENDING - timedelta(minutes=1)
    )


def remind():
    call_command("remind", stdout=io.StringIO())


def is_well(people, got):
    """Nobody got two; everyone got one, or has one that may have gone; and the ledger says so."""
    assert max(got.values(), default=0) <= 1
    assert set(got) <= {person.email for person in people}
    states = dict(Message.objects.values_list("to", "state"))
    assert Message.objects.count() == len(states)
    for person in people:
        state = states[person.email]
        assert state in {"sent", "may_have_gone"}
        assert person.email in got or state == "may_have_gone"
        kinds = person.invitations.get().events.values_list("kind", flat=True)
        assert sorted(kinds) == ["drafted", "reminded"]


@pytest.mark.parametrize("steps", [at_each_statement, at_each_word_to_the_mail_server])
def test_killed_at_any_step_and_run_again_nobody_gets_two(people, server, monkeypatch, steps):
    killed = 0
    for last in range(1, 1000):
        server.messages.clear()
        step = Step(last)
        with transaction.atomic():
            with suppress(Killed), monkeypatch.context() as patched, steps(step, patched):
                remind()
            remind()
            assert max(_recipients(server).values()) == 1
            time_passes()
            remind()
            is_well(people, _recipients(server))
            transaction.set_rollback(True)
        if not step.killed:
            break
        killed += 1

    assert killed > 25


def _recipients(server):
    return Counter(recipient for _sender, recipient, _message in server.messages)


# For real: the command in a process of its own, and SIGKILL


@pytest.fixture(scope="module")
def beside(tmp_path_factory):
    with installation(tmp_path_factory.mktemp("killed")) as beside:
        yield beside


@pytest.fixture
def here(beside):
    beside.addresses = beside.fill("waiting")["addresses"]
    return beside


def time_passes_in(here):
    past = (timezone.now() - LONGEST_SENDING - timedelta(minutes=5)).replace(tzinfo=None)
    here.ask(f"UPDATE network_message SET claimed_at = '{past:%Y-%m-%d %H:%M:%S}'")


def begin_run(here, server):
    return here.begin("manage.py", "remind", EMAIL_URL=server.url)


def run_to_the_end(here, server):
    here.run("manage.py", "remind", EMAIL_URL=server.url)


def wait_for(server, count, process):
    until = time.monotonic() + 40
    while len(server.messages) < count:
        assert time.monotonic() < until
        assert process.poll() is None, process.stdout.read()
        time.sleep(0.002)


def states_in(here):
    return dict(here.ask('SELECT "to", state FROM network_message'))


def reminded_in(here):
    """{address: lines of the ledger that say so}."""
    rows = here.ask(
        "SELECT p.email, e.kind FROM network_invitationevent e"
        " JOIN network_invitation i ON i.id = e.invitation_id"
        " JOIN network_person p ON p.id = i.person_id"
    )
    return Counter(email for email, kind in rows if kind == "reminded")


def test_killed_for_real_after_some_messages_and_run_again_nobody_gets_two(here):
    count = random.randint(2, 25)
    with mail_server() as server:
        process = begin_run(here, server)
        wait_for(server, count, process)
        kill(process)
        run_to_the_end(here, server)
        time_passes_in(here)
        run_to_the_end(here, server)
        got = _recipients(server)

    states = states_in(here)
    assert set(got.values()) == {1}
    assert states.keys() == set(here.addresses)
    assert set(states.values()) <= {"sent", "may_have_gone"}
    assert all(address in got for address, state in states.items() if state == "sent")
    assert Counter(states.values())["may_have_gone"] <= 1
    assert reminded_in(here) == Counter(here.addresses)


def test_killed_while_the_server_holds_back_its_answer_that_one_is_never_resent(here):
    with mail_server(HANG_AFTER_DOT) as server:
        process = begin_run(here, server)
        wait_for(server, 1, process)
        kill(process)
        (held,) = _recipients(server)
        run_to_the_end(here, server)
        assert states_in(here)[held] == "sending"
        time_passes_in(here)
        for _n in range(2):
            run_to_the_end(here, server)
        got = _recipients(server)

    states = states_in(here)
    assert got == Counter(here.addresses)
    assert [one for one, state in states.items() if state != "sent"] == [held]
    assert states[held] == "may_have_gone"
    assert reminded_in(here) == Counter(here.addresses)


def test_two_runs_at_the_same_moment_send_nobody_two(here):
    with mail_server() as server:
        runs = [begin_run(here, server) for _n in range(2)]
        try:
            for run in runs:
                said, _nothing = run.communicate(timeout=60)
                assert run.returncode == 0, said
        finally:
            for run in runs:
                kill(run)
        got = _recipients(server)

    assert got == Counter(here.addresses)
    assert set(states_in(here).values()) == {"sent"}
