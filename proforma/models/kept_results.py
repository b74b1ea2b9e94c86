"""Results that were locked on a day, so that what was made from them does not change under it."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import User

from .proformas import Proforma


class NothingToKeep(Exception):
    """Says in a sentence why there are no results to lock yet."""


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

    def __str__(self):
        return _("Results %(number)d") % {"number": self.number}

    @classmethod
    def keep(cls, proforma, *, by=None, at=None):
        """Lock what both parts show now. Raises NothingToKeep while they show nothing."""
        from proforma import keeping_results, results  # noqa: PLC0415 results are made of models

        at = at or timezone.now()
        with transaction.atomic():
            # Pressed twice at once, the second waits, and gets the next number.
            Proforma.objects.select_for_update().get(pk=proforma.pk)
            loaded = Proforma.objects.with_parts().select_related("cycle__network")
            loaded = loaded.get(pk=proforma.pk)
            for part in loaded.parts.all():
                part.proforma = loaded
            views, figures = results.of(loaded, at)
            if not views.released and not figures.responses:
                raise NothingToKeep(_("There is nothing to lock yet: no result can be shown."))
            last = loaded.kept_results.aggregate(last=models.Max("number"))["last"] or 0
            return loaded.kept_results.create(
                number=last + 1,
                made_at=at,
                made_by=by,
                people=views.released,
                partners=keeping_results.partners_of(figures),
                shown=keeping_results.shown_by(views, figures),
            )
