"""Ballot papers: printed for people who vote by hand, typed in by two who do not see each other's entry."""

from django.db import models

from network.models import User

from .ballots import Elector


class Paper(models.Model):
    """One printed ballot. Its code stands on the paper; whose it is, no page says. Gone at the close."""

    elector = models.OneToOneField(Elector, models.CASCADE, related_name="paper")
    vote = models.ForeignKey("topics.Vote", models.CASCADE, related_name="papers")
    code = models.CharField(max_length=12)
    first_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    first_choices = models.JSONField(null=True, blank=True)
    second_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    second_choices = models.JSONField(null=True, blank=True)
    counted_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "code"], name="papers_differ_in_a_vote")
        ]
