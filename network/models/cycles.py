"""A cycle: one round of asking, framing, meeting and acting."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .activities import Activity
from .invitations import Invitation
from .networks import Network
from .register import Sector

# A person, or in the ledger's line of somebody who was erased, that line.
_WHO = Coalesce("person_id", -models.F("pk"))


class Cycle(models.Model):
    """One round of Listen, Gather, Frame, Meet and Act."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="cycles_are_numbered_once")
        ]

    def __str__(self):
        return str(_("Cycle %(number)d") % {"number": self.number})

    def heard_by_sector(self):
        """(sector, answered, asked, share) of who gave views. Headcounts may be shown, so that absence
        stays visible. One query."""
        asked = Invitation.objects.asked().filter(
            activity__cycle=self, activity__kind=Activity.Kind.VIEWS
        )
        rows = asked.values_list("person__partner__sector").annotate(
            # A person asked twice is one person; somebody who was since erased still counts.
            answered=models.Count(_WHO, distinct=True, filter=models.Q(submitted_at__isnull=False)),
            asked=models.Count(_WHO, distinct=True),
        )
        labels = dict(Sector.choices)
        return [
            (str(labels.get(sector, _("For themselves"))), answered, n, answered / n)
            for sector, answered, n in sorted(rows, key=lambda row: row[0] or "")
        ]
