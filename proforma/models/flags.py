"""Answers that somebody should read before others do: they may name a person, or tell of a danger."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import User

from .responses import Response


class FlagQuerySet(models.QuerySet):
    def unsettled(self):
        return self.filter(settled_at=None)

    def holding_back(self):
        """Those whose words go to nobody: not read yet, or kept back."""
        return self.exclude(decision=Flag.Decision.SHOWN)


class Flag(models.Model):
    """That an answer looks as if it identified somebody, or told of somebody at risk.

    It never changes what was written. Until it is settled the words reach no page but the reader's own.
    """

    class Kind(models.TextChoices):
        IDENTIFYING = "identifying", _("may identify somebody")
        CONCERN = "concern", _("may tell of somebody at risk")

    class Decision(models.TextChoices):
        SHOWN = "shown", _("may be shown")
        KEPT_BACK = "kept_back", _("kept back")

    response = models.ForeignKey(Response, models.CASCADE, related_name="flags")
    code = models.CharField(max_length=12)  # of the question
    kind = models.CharField(max_length=12, choices=Kind)
    # Of the words that were flagged: other words are flagged anew.
    digest = models.CharField(max_length=16)
    found = models.JSONField(default=list)  # the pieces of the text that gave rise to it
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
