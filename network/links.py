"""Participants' links. The secret in one is derived from the person and a key, so no database holds it."""

import base64
import hmac
import logging
import re
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare


def secret(person) -> str:
    """26 letters and figures: 128 bits of a keyed hash of the person and their link's generation."""
    message = f"link:{person.pk}:{person.code}:{person.link_generation}".encode()
    digest = hmac.digest(settings.LINK_KEY.encode(), message, sha256)[:16]
    return base64.b32encode(digest).decode().rstrip("=").lower()


def address(person) -> str:
    path = reverse("link_open", args=[person.code, secret(person)])
    return f"{settings.SITE_URL.rstrip('/')}{path}"


class MaskLinks(logging.Filter):
    """Takes the secret out of any line of a log in which a link's address stands."""

    SECRET = re.compile(r"(/(?:i|welcome)/[^/\s]+/)[^/\s]+")

    def filter(self, record):
        record.msg = self.SECRET.sub(r"\1…", record.getMessage())
        record.args = ()
        return True


def opens(person, offered: str) -> bool:
    return person.link_revoked_at is None and constant_time_compare(secret(person), offered.lower())
