"""Quotes: somebody's own words, as far as they agreed that others read them."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Citable, Person, User

from .proformas import Proforma
from .responses import Response


def new_key():
    return secrets.token_hex(8)


class Quote(models.Model):
    """A part of an answer, with the consent of whoever wrote it. It keeps its own text and consent."""

    class Audience(models.TextChoices):
        """Who may read it, each wider than the one before."""

        NOBODY = "nobody", _("nobody")
        COORDINATOR = "coordinator", _("the coordinator alone")
        MEMBERS = "members", _("members of the network")
        PUBLIC = "public", _("anybody")

    class Naming(models.TextChoices):
        NOT_NAMED = "not_named", _("without my name")
        SECTOR = "sector", _("with the kind of organisation I come from")
        ROLE = "role", _("with what I do")
        NAMED = "named", _("with my name")

    proforma = models.ForeignKey(Proforma, models.CASCADE, related_name="quotes")
    # What pages and addresses call it: its number would tell the order in which answers were read.
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    response = models.ForeignKey(Response, models.SET_NULL, null=True, related_name="quotes")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="quotes")
    code = models.CharField(max_length=12)  # of the question
    text = models.TextField()  # as it may be read: what was redacted is not in it
    picked_at = models.DateTimeField(default=timezone.now)
    picked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # when they last said
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.NOBODY)
    naming = models.CharField(max_length=12, choices=Naming, default=Naming.NOT_NAMED)
    # How it is signed, as it was when they agreed; empty without a name.
    signed = models.CharField(max_length=300, blank=True)
    # The widest it was ever shown to: where it stood, a note says that it is gone.
    widest = models.CharField(max_length=12, choices=Audience, default=Audience.NOBODY)
    dropped_at = models.DateTimeField(null=True, blank=True)  # by the coordinator
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="quote")

    class Meta:
        ordering = ["picked_at", "pk"]


class QuoteEvent(models.Model):
    """What became of a quote: a trail that is only ever added to, and holds none of the words."""

    class Kind(models.TextChoices):
        PICKED = "picked", _("picked")
        REDACTED = "redacted", _("words taken out")
        ASKED = "asked", _("asked for")
        AGREED = "agreed", _("agreed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DROPPED = "dropped", _("dropped")

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    # Nobody, where it was the person whose words they are.
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]
