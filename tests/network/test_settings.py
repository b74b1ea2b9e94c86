"""How an installation reads its environment: it refuses what is unsafe, and a demo stays a demo."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from network import environment

ROOT = Path(__file__).resolve().parents[2]


def told(tmp_path, code, **variables):
    """What a new process says, with nothing in its environment but `variables`."""
    told_by = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        **variables,
    }
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import network.environment as e; e.load = lambda path: None\n{code}",
        ],
        env=told_by,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


SAFE = {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "tightrope.example"}


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_refuses_to_start_without_a_key_or_a_host(tmp_path, missing):
    variables = {name: value for name, value in SAFE.items() if name != missing}

    assert "Tightrope needs SECRET_KEY" in told(tmp_path, "import network.settings", **variables)


def test_starts_with_both(tmp_path):
    assert (
        told(tmp_path, "import network.settings as s; print(s.DEBUG, s.DEMO)", **SAFE)
        == "False False\n"
    )


def test_server_is_not_taken_for_a_demo(tmp_path):
    (tmp_path / "demo.sqlite3").write_bytes(b"x" * 9000)

    assert told(tmp_path, "import network.settings as s; print(s.DEMO)", **SAFE) == "False\n"


@pytest.mark.parametrize(("own", "is_demo"), [(0, True), (4096, True), (9000, False)])
def test_command_takes_the_demo_only_while_there_is_nothing_of_ones_own(tmp_path, own, is_demo):
    (tmp_path / "demo.sqlite3").write_bytes(b"x" * 9000)
    (tmp_path / "tightrope.sqlite3").write_bytes(b"x" * own)
    code = "import sys; sys.argv = ['manage.py']; import network.settings as s; print(s.DEMO)"

    assert told(tmp_path, code, **SAFE) == f"{is_demo}\n"
    assert told(tmp_path, code, DEMO="0", **SAFE) == "False\n"


def test_demo_never_touches_the_database_of_the_real_thing(tmp_path):
    code = "import network.settings as s; print(s.DATABASES['default']['NAME'])"

    name = told(tmp_path, code, DEMO="1", DATABASE_URL="postgres://u@h/real", **SAFE)

    assert name.strip() == str(tmp_path / "demo.sqlite3")


@pytest.mark.parametrize(
    ("url", "engine", "name", "host"),
    [
        ("sqlite:////tmp/x.sqlite3", "sqlite3", "/tmp/x.sqlite3", None),
        ("postgres://u:p%40@db.example:5433/name", "postgresql", "name", "db.example"),
        ("postgres://u@/name?host=/run/pg", "postgresql", "name", "/run/pg"),
    ],
)
def test_database_urls(url, engine, name, host):
    read = environment.database(url)

    assert (read["ENGINE"].rpartition(".")[2], read["NAME"], read.get("HOST")) == (
        engine,
        name,
        host,
    )


@pytest.mark.parametrize("read", [environment.database, environment.email])
def test_unknown_url_gets_a_sentence(read):
    with pytest.raises(ImproperlyConfigured, match="should begin with"):
        read("mysql://nowhere")
