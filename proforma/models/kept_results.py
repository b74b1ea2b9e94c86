"""Results that were locked on a day, so that what was made from them does not change under it."""

from django.db import models
from django.utils import timezone

from network.models import User

from .proformas import Proforma


class KeptResults(models.Model):
    """What both parts showed at a moment, as it was shown: it has passed the disclosure door."""

    proforma = models.ForeignKey(Proforma, models.CASCADE, related_name="kept_results")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    people = models.PositiveIntegerField()  # how many people's answers it was made from
    # {key of a partner: what it had chosen}: whoever chose less since is shown no more.
    partners = models.JSONField(default=dict)
    shown = models.JSONField(default=dict)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["proforma", "number"], name="kept_results_are_numbered_once"
            )
        ]
