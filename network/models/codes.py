"""Short codes, by which a device that is new to a person may show what they have saved."""

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from .networks import User
from .register import Person

LASTS = timedelta(minutes=30)
MOST_TRIES = 5  # of one code
MOST_AN_HOUR = 5  # codes for one person: with their tries, 25 chances in a million an hour
SOONEST = timedelta(seconds=30)  # between two codes that a person asks for
DIGITS = 6


class TooManyCodes(Exception):
    """Says in a sentence that no further code is made just now."""


def nonce():
    return secrets.token_hex(16)


class DeviceCodeQuerySet(models.QuerySet):
    def live(self, at):
        return self.filter(used_at=None, made_at__gt=at - LASTS, tries__lt=MOST_TRIES)

    def not_to(self, email, *, since):
        """Those that somebody read out, or that went to another address than this."""
        elsewhere = models.Q(made_by__isnull=False) | ~models.Q(sent_to__iexact=email)
        return self.filter(elsewhere, made_at__gt=since).select_related("made_by")


class DeviceCode(models.Model):
    """One code, kept as the number it is derived from: the code itself stands in no database."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="device_codes")
    nonce = models.CharField(max_length=32, default=nonce)
    made_at = models.DateTimeField(default=timezone.now)
    # Who read it out, if it was not sent to the person's own address.
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    # Where it was sent, so that the person can see if that was not theirs.
    sent_to = models.EmailField(blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = DeviceCodeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    @classmethod
    def make(cls, person, *, by=None, at=None):
        """A new code for the person. Raises TooManyCodes with a sentence."""
        at = at or timezone.now()
        with transaction.atomic():
            Person.objects.select_for_update().get(pk=person.pk)  # those who ask at once queue here
            # Whoever holds the link must not keep the coordinator from reading one out.
            lately = person.device_codes.filter(
                made_at__gt=at - timedelta(hours=1), made_by__isnull=by is None
            )
            if lately.count() >= MOST_AN_HOUR:
                raise TooManyCodes(_("Five codes were made within the hour. Please wait a while."))
            if by is None and lately.filter(made_at__gt=at - SOONEST).exists():
                raise TooManyCodes(_("A code was sent just now. Please give it half a minute."))
            sent_to = person.email if by is None else ""
            return cls.objects.create(person=person, made_by=by, made_at=at, sent_to=sent_to)

    @property
    def code(self):
        """Six digits, as a string. Never store or log it."""
        words = f"code:{self.person_id}:{self.nonce}".encode()
        digest = hmac.digest(settings.LINK_KEY.encode(), words, sha256)
        return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}d}"

    @property
    def in_groups(self):
        """123 456, as it is read out."""
        return f"{self.code[:3]} {self.code[3:]}"

    @classmethod
    def accept(cls, person, offered, *, at=None):
        """Whether `offered` is one of the person's live codes, which is then spent.

        Each wrong one counts as a try of every code that is live. Spaces and hyphens do not matter.
        """
        at = at or timezone.now()
        digits = "".join(sign for sign in offered if sign.isdecimal())
        fits = False
        for one in cls.objects.live(at).filter(person=person):
            # Counted before it is compared, and compared only if it was counted: many tries at once get
            # no more chances than one by one.
            is_counted = cls.objects.live(at).filter(pk=one.pk).update(tries=models.F("tries") + 1)
            if is_counted and constant_time_compare(one.code, digits):
                fits = fits or bool(cls.objects.filter(pk=one.pk, used_at=None).update(used_at=at))
        return fits
