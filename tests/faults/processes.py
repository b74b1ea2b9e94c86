"""Commands and servers of their own, on a database of their own, that can be killed in the middle."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

HERE = Path(settings.BASE_DIR)


class Installation:
    """A Tightrope beside the tests: its database, its environment, and what runs in it."""

    def __init__(self, database_url, folder):
        self.database_url = database_url
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "network.settings",
            "SECRET_KEY": "a key of an installation that lives for one test: 0123456789",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": "http://127.0.0.1:8000",
            "DATABASE_URL": database_url,
            "VAR_DIR": str(folder),
            "DEBUG": "1",  # only so that nothing needs to be collected first
            "DEMO": "0",
            "EMAIL_URL": "outbox://",
            "HTTPS": "0",
            "WORKER": "0",
        }

    def begin(self, *arguments, **environment):
        """A process in a group of its own, so that it can be killed with all its children."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=HERE,
            env={**self.environment, **environment},
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments, **environment):
        """Run to the end; what it printed."""
        process = self.begin(*arguments, **environment)
        try:
            said, _nothing = process.communicate(timeout=60)
        finally:
            kill(process)
        assert process.returncode == 0, said
        return said

    def fill(self, with_what):
        """Put a network into it in the place of all else, as tests/faults/fill.py has it; returns what is
        needed to go in."""
        return json.loads(self.run("-m", "tests.faults.fill", with_what).splitlines()[-1])

    def ask(self, sql):
        """Rows of the database, read from outside."""
        if self.database_url.startswith("sqlite"):
            with closing(sqlite3.connect(self.database_url[10:], timeout=20)) as link, link:
                return link.execute(sql).fetchall()
        import psycopg  # noqa: PLC0415 only where tests run on PostgreSQL

        with psycopg.connect(**_postgres(urlsplit(self.database_url).path[1:])) as link:
            answered = link.execute(sql)
            return answered.fetchall() if answered.description else []

    @contextmanager
    def reading(self, table):
        """A transaction that has read a table and stays open, until what is handed over is called. Whoever
        waits for a lock of that table waits for it, so let it be another than what is looked at."""
        if self.database_url.startswith("sqlite"):
            link = sqlite3.connect(self.database_url[10:], timeout=20, isolation_level=None)
            link.execute("BEGIN")
        else:
            import psycopg  # noqa: PLC0415 only where tests run on PostgreSQL

            link = psycopg.connect(
                **_postgres(urlsplit(self.database_url).path[1:]), autocommit=True
            )
            link.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        with closing(link):
            link.execute(f"SELECT count(*) FROM {table}").fetchone()
            yield lambda: link.execute("COMMIT")

    @contextmanager
    def served(self, *options):
        """The web server on a free port, for the length of a `with`: (port, process)."""
        port = free_port()
        process = self.begin(
            "-m",
            "gunicorn",
            "network.wsgi",
            f"--bind=127.0.0.1:{port}",
            "--workers=2",
            "--no-control-socket",
            "--log-level=warning",
            *options,
        )
        try:
            _wait_until_it_answers(port, process)
            yield port, process
        finally:
            kill(process)


@contextmanager
def installation(folder):
    """An installation on a database that is thrown away: a file, or beside the tests' own in PostgreSQL."""
    if "sqlite3" in settings.DATABASES["default"]["ENGINE"]:
        yield Installation(f"sqlite:///{folder / 'killed.sqlite3'}", folder)
        return
    import psycopg  # noqa: PLC0415 only where tests run on PostgreSQL

    name = f"tightrope_killed_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(**_postgres("postgres"), autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}"')
        try:
            known = settings.DATABASES["default"]
            yield Installation(f"postgres://{known['USER']}@/{name}?host={known['HOST']}", folder)
        finally:
            link.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _postgres(name):
    known = settings.DATABASES["default"]
    return {"dbname": name, "user": known["USER"], "host": known["HOST"]}


def kill(process):
    """SIGKILL to the process and all its children, by their group. Nothing of theirs is left."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(20)
    if process.stdout:
        process.stdout.close()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait_until_it_answers(port, process):
    until = time.monotonic() + 40
    while time.monotonic() < until:
        assert process.poll() is None, process.stdout.read()
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as link:
                link.request("GET", "/sign-in/")
                if link.getresponse().status < 500:
                    return
        except (OSError, HTTPException):
            time.sleep(0.05)
    raise AssertionError("The server did not begin to answer.")
