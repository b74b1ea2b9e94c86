"""Answers that somebody should read before others do: they may name a person, or tell of a danger."""

import secrets

from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from network.models import User

from .responses import Response

LONGEST_NOTE = 300
LONGEST_NEW_NOTE = 150  # so that what was noted before has room behind it


def new_key():
    return secrets.token_hex(8)


class FlagQuerySet(models.QuerySet):
    def unsettled(self):
        return self.filter(settled_at=None)

    def holding_back(self):
        """Those whose words go to nobody: not read yet, or kept back. Not those whose words are gone."""
        # See also Flag.holds_back
        return self.exclude(decision=Flag.Decision.SHOWN).exclude(found=[])

    def concerns(self):
        return self.filter(kind=Flag.Kind.CONCERN)

    def identifying(self):
        return self.filter(kind=Flag.Kind.IDENTIFYING)


class Flag(models.Model):
    """That an answer looks as if it identified somebody, or told of somebody at risk.

    It never changes what was written. Until it is settled the words reach no page but the reader's own. An
    answer has at most one of a kind: when its words change, what was decided stays in the note.
    """

    class Kind(models.TextChoices):
        IDENTIFYING = "identifying", _("may identify somebody")
        CONCERN = "concern", _("may tell of somebody at risk")

    class Decision(models.TextChoices):
        SHOWN = "shown", _("may be shown")
        KEPT_BACK = "kept_back", _("kept back")

    # What pages and addresses call it. Its number tells the order of handing in, and so who wrote it.
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="flags")
    code = models.CharField(max_length=12)  # of the question
    kind = models.CharField(max_length=12, choices=Kind)
    # Of the words that were flagged: other words are flagged anew.
    digest = models.CharField(max_length=16)
    found = models.JSONField(default=list)  # the pieces of the text that gave rise to it
    # A reader saw it, and no pattern did: other words are for them to read again.
    is_by_hand = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    note = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "code", "kind"], name="an_answer_is_flagged_once_of_a_kind"
            )
        ]

    @property
    def is_concern(self):
        return self.kind == self.Kind.CONCERN

    @property
    def holds_back(self):
        # See also FlagQuerySet.holding_back()
        return self.decision != self.Decision.SHOWN and bool(self.found)

    def renew(self, digest, found, *, at):
        """The words are others now, and must be read again. Nothing is saved yet."""
        if self.settled_at is not None:
            self.note = self._noted()
        self.digest, self.found, self.at = digest, found, at
        self.decision, self.settled_at, self.settled_by = "", None, None

    def lapse(self, *, at):
        """The words that gave rise to it are gone. What was decided of it stays. Nothing is saved yet."""
        self.digest, self.found = "", []
        if self.settled_at is None:
            taken_out = say("The words were taken out by whoever wrote them.")
            self.note = _with_earlier(taken_out, self.note)
            self.decision, self.settled_at = self.Decision.SHOWN, at

    def settle(self, decision, *, seen, note="", by=None, at=None):
        """Keep what was decided of the words whose digest was `seen`.

        False, and nothing kept, if they have changed since or somebody else was first.
        """
        waiting = type(self).objects.unsettled().filter(pk=self.pk, digest=seen)
        kept = waiting.update(
            decision=self.Decision(decision),
            note=_with_earlier(note, self.note),
            settled_at=at or timezone.now(),
            settled_by=by,
        )
        self.refresh_from_db()
        return bool(kept)

    def look_again(self, *, at=None):
        """Take back what was decided, and hold the words back until they are read again."""
        self.renew(self.digest, self.found, at=at or timezone.now())
        self.save()

    def _noted(self):
        """What was decided, when and by whom, as a line that stays."""
        day = formats.date_format(timezone.localtime(self.settled_at), "j F Y")
        who = f"{day}, {self.settled_by}" if self.settled_by else day
        said = f"{self.get_decision_display()}. {self.note}".strip()
        return f"{who}: {said}"[:LONGEST_NOTE]


def _with_earlier(note, earlier):
    """A note, with the earlier one behind it as far as there is room."""
    whole = "\n".join(part for part in (note, earlier) if part)
    return whole if len(whole) <= LONGEST_NOTE else f"{whole[: LONGEST_NOTE - 1]}…"
