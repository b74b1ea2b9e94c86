"""Sealing: words that stay shut until their day, and a digest that tells later whether they are the same.

The key comes from SEAL_KEY, or from a file beside the database that is made at the first sealing. It is in no
database, no log and no message. Nothing here queries.
"""

import json
import os
import re
import secrets
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _

from topics.digests import canonical

BLOCK = 4096  # what is shut is as long as a whole number of these, so that its length tells nothing
OF_A_STANCE = ("code", "title", "stance", "reason", "why_not_declared")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class CannotOpen(Exception):
    """Says in a sentence why sealed words cannot be read, or shut, now."""


def text_of(content: dict) -> str:
    """The exact words that are sealed: canonical JSON, with a salt.

    Without the salt a digest could be guessed: there are few stances, and many a reason is short.
    """
    return canonical({**content, "salt": secrets.token_hex(16)})


def digest_of_text(text: str) -> str:
    """The SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def in_blocks(digest: str) -> str:
    """The digest in blocks of eight, so that two people can compare it aloud."""
    return " ".join(digest[n : n + 8] for n in range(0, len(digest), 8))


def as_digest(pasted: str) -> str:
    """The digest in what somebody pasted, whatever its spaces, lines and capitals; empty if there is none."""
    bare = re.sub(r"\s", "", pasted).lower()
    return bare if _DIGEST.fullmatch(bare) else ""


def shut(text: str) -> bytes:
    """The text encrypted under the first key. Makes the key's file if there is neither key nor file."""
    plain = text.encode()
    return _keys(may_make=True).encrypt(plain + b" " * (-len(plain) % BLOCK))


def open_up(token: bytes) -> str:
    """The text that was shut. Raises CannotOpen with a sentence."""
    try:
        return _keys().decrypt(bytes(token)).decode().rstrip(" ")
    except (InvalidToken, UnicodeDecodeError):
        raise CannotOpen(
            _("It cannot be opened: its key is another one, or what is kept was altered.")
        ) from None


def said_in(text: str) -> dict:
    """The content of a sealed text. Raises CannotOpen if it is not in the form that sealing gives it."""
    try:
        said = json.loads(text)
        words = [one[name] for one in said["stances"] for name in OF_A_STANCE]
        words += [*said["forecast"], said["opens_at"]]
        well_formed = all(isinstance(word, str) for word in words)
    except (ValueError, TypeError, KeyError):
        well_formed = False
    if not well_formed:
        raise CannotOpen(_("What is kept is not what was sealed: it is in no form that we write."))
    return said


def _keys(*, may_make=False):
    keys = [key.strip() for key in settings.SEAL_KEY.split(",") if key.strip()]
    try:
        return MultiFernet([Fernet(key) for key in keys or [_key_in_file(may_make)]])
    except ValueError:
        raise CannotOpen(
            _(
                "The key for sealed stances is damaged. Whoever runs this installation can put it right."
            )
        ) from None


def _key_in_file(may_make):
    path = Path(settings.SEAL_KEY_FILE)
    try:
        if may_make and not path.exists():
            _make_key(path)
        return path.read_text().strip()
    except OSError:
        raise CannotOpen(
            _(
                "The key for sealed stances is missing. Whoever runs this installation may still have it."
            )
        ) from None


def _make_key(path):
    """Written whole before it has its name, so that two workers at once end with one key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".seal-")  # for its owner alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(Fernet.generate_key())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another worker was first: its key is the key
            os.link(draft, path)
    finally:
        os.unlink(draft)
