"""Insights: sentences that the coordinator writes, each resting on something that can be shown."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Citable, Cycle, User


class Insight(models.Model):
    """One sentence. What it rests on are the citations of its citable."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="insights")
    number = models.PositiveSmallIntegerField()  # I1, I2 … in its network
    text = models.CharField(_("what we see"), max_length=300)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    # How many had answered what it cites, when it was written: {code: n}.
    basis = models.JSONField(default=dict, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="insight")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="insights_are_numbered_once")
        ]

    def __str__(self):
        return self.text
