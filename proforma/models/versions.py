"""A part as it was asked, and what a user wrote to try it before anybody was."""

from django.db import models

from network.models import User

from .parts import Part


class Version(models.Model):
    """A part as it was when people answered it: which questions, which options."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    questions = models.JSONField()
    # Whether those who had handed in before were asked what this version adds.
    asks_answered = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["part", "number"], name="versions_are_numbered_once")
        ]


class Trial(models.Model):
    """What a user wrote to try a draft. It is nobody's answer, and is wiped when people are asked."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="trials")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "user"], name="one_trial_a_user")]

    def record(self, changes):
        for code, entry in changes.items():
            revision = self.answers.get(code, {}).get("rev", 0) + 1
            self.answers[code] = {**(entry or {}), "rev": revision}
        self.save()
