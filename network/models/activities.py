"""What people are asked between two moments."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ActivityQuerySet(models.QuerySet):
    def opened(self):
        return self.exclude(opened_at=None)

    def open(self, at):
        # See also Activity.is_open
        return (
            self.opened()
            .filter(closed_at=None)
            .filter(models.Q(closes_at=None) | models.Q(closes_at__gt=at))
        )

    def due_to_close(self, at):
        return self.opened().filter(closed_at=None, closes_at__lte=at)


class Activity(models.Model):
    """Something people are asked to do between two moments: give views or figures, vote, give feedback."""

    class Kind(models.TextChoices):
        VIEWS = "views", _("Views")
        FIGURES = "figures", _("Figures")
        VOTE = "vote", _("Vote")
        FEEDBACK = "feedback", _("Feedback")

    cycle = models.ForeignKey("network.Cycle", models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=12, choices=Kind)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | ~models.Q(opened_at=None),
                name="only_what_was_opened_is_closed",
            )
        ]

    @property
    def is_opened(self):
        return self.opened_at is not None

    def is_open(self, at=None):
        # See also ActivityQuerySet.open()
        at = at or timezone.now()
        return (
            self.opened_at is not None
            and self.closed_at is None
            and (self.closes_at is None or at < self.closes_at)
        )

    def is_over(self, at=None):
        return self.is_opened and not self.is_open(at)

    def open(self, *, closes_at, at=None):
        self.opened_at, self.closes_at = at or timezone.now(), closes_at
        self.save(update_fields=["opened_at", "closes_at"])

    def close(self, *, at=None):
        """Close once; a second call changes nothing and answers False."""
        at = at or timezone.now()
        changed = type(self).objects.filter(pk=self.pk, closed_at=None).update(closed_at=at)
        self.closed_at = self.closed_at or at
        return bool(changed)

    def invite(self, people, *, by=None, at=None):
        """Put each of `people` on the ledger, once. Returns their invitations."""
        return self.invitations.put(self, people, by=by, at=at)
