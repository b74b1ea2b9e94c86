"""What somebody wants and expects of a vote, written down before it and locked; and limits said openly."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Cycle, User


class Stance(models.TextChoices):
    """How the author of a seal would take it if a topic were chosen."""

    DELIGHTED = "delighted", _("delighted")
    COMFORTABLE = "comfortable", _("comfortable")
    DISTRACTION = "distraction", _("a distraction")
    CANNOT = "cannot", _("cannot be part of it")


class Seal(models.Model):
    """Stances and a forecast, encrypted under a key that is not in the database. Never changed by anyone.

    A trigger of the database refuses an update. The digest that the convenors were sent shows a forced one.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="seals")
    author = models.ForeignKey(User, models.PROTECT, related_name="seals")
    # A second one covers only what was listed after the first.
    number = models.PositiveSmallIntegerField(default=1)
    sealed_at = models.DateTimeField()
    opens_at = models.DateTimeField(_("opens"))
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    # Codes of what it speaks of, so that it can be seen what has no stance yet. What it says is in `content`.
    covers = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "author", "number"], name="seals_are_numbered")
        ]


class DeclaredLimit(models.Model):
    """Something its author could not be part of, said openly before the vote."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="declared_limits")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    what = models.CharField(_("what I could not be part of"), max_length=300)
    reason = models.CharField(_("why"), max_length=300)
    declared_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
