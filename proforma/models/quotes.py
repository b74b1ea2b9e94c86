"""Quotes: somebody's own words, as far as they agreed that others read them."""

import secrets

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from network.models import Citable, Person, Sector, User
from proforma import redaction

from .documents import digest
from .proformas import Proforma
from .responses import Response

LONGEST_QUOTE = 600


def new_key():
    return secrets.token_hex(8)


class QuoteQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(dropped_at=None)

    def asked(self):
        """Those that whoever wrote them was asked for, and so knows of."""
        return self.exclude(asked_at=None)

    def by_key(self):
        """In an order that says nothing of who handed in when, nor of what was read first."""
        return self.order_by("key")

    def with_trail(self):
        return self.prefetch_related(
            models.Prefetch("events", QuoteEvent.objects.select_related("by"))
        )


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
    # Names for the words as they were picked, and for the whole answer they were picked from. The words
    # themselves cannot be read off them.
    words_digest = models.CharField(max_length=16)
    answer_digest = models.CharField(max_length=16)
    picked_at = models.DateTimeField(default=timezone.now)
    picked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # when they last said
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.NOBODY)
    naming = models.CharField(max_length=12, choices=Naming, default=Naming.NOT_NAMED)
    # How it is signed, as it was when they agreed; empty without a name.
    signed = models.CharField(max_length=300, blank=True)
    # The widest it was ever agreed for: where it stood, a note says that it is gone.
    widest = models.CharField(max_length=12, choices=Audience, default=Audience.NOBODY)
    dropped_at = models.DateTimeField(null=True, blank=True)  # by the coordinator
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="quote")

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["picked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "code", "words_digest"], name="the_same_words_are_one_quote"
            )
        ]

    @classmethod
    def reaching(cls, audience):
        """The audiences that are as wide as this one, or wider."""
        return cls.Audience.values[cls.Audience.values.index(audience) :]

    @property
    def is_agreed(self):
        return self.audience != self.Audience.NOBODY

    @property
    def is_taken_back(self):
        return not self.is_agreed and self.widest != self.Audience.NOBODY

    @property
    def shown_as(self):
        """A short name for all that a page of consent shows of it."""
        return digest({"text": self.text, "audience": self.audience, "naming": self.naming})

    def signature(self, naming):
        """How it is signed now, if it is agreed to this naming; empty if there is nothing to sign it with."""
        partner = self.person and self.person.partner
        if naming == self.Naming.SECTOR and partner and partner.sector != Sector.OTHER:
            return str(partner.get_sector_display())
        if naming == self.Naming.ROLE and self.person:
            return self.person.role
        if naming == self.Naming.NAMED and self.person:
            return f"{self.person.name}, {partner}" if partner else self.person.name
        return ""

    def settle(self, audience, naming, *, seen="", at=None):
        """Keep what whoever wrote it says. The same again keeps nothing new.

        False, and nothing kept, if the page that was `seen` showed other words or another choice than now.
        Nobody is ever kept from taking words back.
        """
        at = at or timezone.now()
        audience, naming = self.Audience(audience), self.Naming(naming)
        with transaction.atomic():
            stored = self._locked()
            if audience == self.Audience.NOBODY:
                stored._refuse(at)
            elif seen != stored.shown_as:
                return False
            elif (stored.audience, stored.naming) != (audience, naming):
                stored._agree(audience, naming, at)
        self.refresh_from_db()
        return True

    def _refuse(self, at):
        kind = QuoteEvent.Kind.WITHDRAWN if self.is_agreed else QuoteEvent.Kind.DECLINED
        if not self.is_agreed and self.settled_at is not None:
            return
        self.audience, self.naming, self.signed = self.Audience.NOBODY, self.Naming.NOT_NAMED, ""
        self.settled_at = at
        self.save(update_fields=["audience", "naming", "signed", "settled_at"])
        self.events.create(kind=kind, at=at)

    def _agree(self, audience, naming, at):
        self.audience, self.naming, self.settled_at = audience, naming, at
        self.signed = self.signature(naming)
        if self.widest not in self.reaching(audience):
            self.widest = audience
        self.save(update_fields=["audience", "naming", "signed", "settled_at", "widest"])
        self.events.create(kind=QuoteEvent.Kind.AGREED, at=at, text=audience.label)

    def redact(self, words, instead, *, why, by=None, at=None):
        """Put `instead` where these words stand, for good. What was taken out is kept nowhere in the quote.

        Consent stays, for it says less than before. Raises redaction.NotThere and NothingLeft.
        """
        with transaction.atomic():
            stored = self._locked()
            stored.text = redaction.take_out(stored.text, words, instead)
            stored.save(update_fields=["text"])
            said = say("%(instead)s: %(why)s") % {"instead": instead, "why": why}
            stored._note(QuoteEvent.Kind.REDACTED, by, at, said)
        self.refresh_from_db()

    def drop(self, *, by=None, at=None):
        """Use it no more. What was said of it is kept."""
        at = at or timezone.now()
        with transaction.atomic():
            if type(self).objects.in_use().filter(pk=self.pk).update(dropped_at=at):
                self._note(QuoteEvent.Kind.DROPPED, by, at)
        self.refresh_from_db()

    def take_up(self, *, by=None, at=None):
        """Use it again, with the consent it has."""
        with transaction.atomic():
            dropped = type(self).objects.filter(pk=self.pk).exclude(dropped_at=None)
            if dropped.update(dropped_at=None):
                self._note(QuoteEvent.Kind.PICKED, by, at)
        self.refresh_from_db()

    def redacted_since_settled(self):
        """Whether words were taken out after whoever wrote it last said. Reads its events."""
        taken_out = [one.at for one in self.events.all() if one.kind == QuoteEvent.Kind.REDACTED]
        return bool(self.settled_at and taken_out and max(taken_out) > self.settled_at)

    def _locked(self):
        quotes = type(self).objects.select_for_update(of=("self",))
        return quotes.select_related("person__partner").get(pk=self.pk)

    def _note(self, kind, by, at, text=""):
        self.events.create(kind=kind, by=by, at=at or timezone.now(), text=text[:300])


class QuoteEvent(models.Model):
    """What became of a quote: a trail that is only ever added to, and holds none of the words."""

    class Kind(models.TextChoices):
        PICKED = "picked", _("picked")
        REDACTED = "redacted", _("words taken out")
        ASKED = "asked", _("asked for")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("not agreed")
        WITHDRAWN = "withdrawn", _("taken back")
        DROPPED = "dropped", _("dropped")

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    # Nobody, where it was the person whose words they are.
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]
