"""What this installation is told from outside: the environment first, then the file .env beside manage.py."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from .email_url import email as email


def load(path: Path) -> None:
    """Add the NAME=value lines of `path` to the environment, where they are not already set."""
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        name, separator, value = line.partition("=")
        if separator and not name.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def holds_data(path: Path) -> bool:
    """Whether an SQLite file is more than the one empty page that merely connecting to it leaves behind."""
    files = [path, path.with_name(path.name + "-wal")]
    return sum(file.stat().st_size for file in files if file.exists()) > 4096


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def words(name: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def database(url: str) -> dict:
    """Django's settings for sqlite:///path (absolute with four slashes) or postgres://user:pw@host:port/name.

    A PostgreSQL on a Unix socket is postgres://user@/name?host=/folder.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        Path(parts.path[1:]).parent.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:],
            "OPTIONS": {
                # Writers queue at BEGIN instead of failing half-way; what is deleted is overwritten.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        host = parse_qs(parts.query).get("host", [parts.hostname or ""])[0]
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    raise ImproperlyConfigured(
        "DATABASE_URL should begin with sqlite:// or postgres://, as in sqlite:///var/tightrope.sqlite3."
    )
