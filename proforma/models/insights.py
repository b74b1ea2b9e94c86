"""Insights: sentences that the coordinator writes, each resting on something that can be shown."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import citing
from network.models import Citable, Citation, Cycle, User


class RestsOnNothing(Exception):
    """An insight without evidence is an opinion."""


class InsightQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(dropped_at=None)


class Insight(models.Model):
    """One sentence. What it rests on are the citations of its citable."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="insights")
    number = models.PositiveSmallIntegerField()  # I1, I2 … in its cycle
    text = models.CharField(_("what we see"), max_length=300)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    # How many had answered what it cites, when it was written: {kind:code: n}.
    basis = models.JSONField(default=dict, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="insight")

    objects = InsightQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="insights_are_numbered_once")
        ]

    def __str__(self):
        return self.text

    @property
    def code(self):
        return f"I{self.number}"

    @classmethod
    def write(cls, cycle, text, evidence, *, basis=None, by=None, at=None):
        """Keep a sentence with what it rests on: things, or their citables. Pressed twice, it is kept once.

        Raises RestsOnNothing.
        """
        at = at or timezone.now()
        with transaction.atomic():
            # Two who write at once queue here.
            Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)
            same = cls._written_so(cycle, text, evidence)
            if same is not None:
                return same
            last = cycle.insights.aggregate(last=models.Max("number"))["last"] or 0
            insight = cls.objects.create(
                cycle=cycle,
                number=last + 1,
                text=text,
                written_at=at,
                written_by=by,
                basis=basis or {},
            )
            insight.rest_on(evidence, by=by, at=at)
        return insight

    @classmethod
    def _written_so(cls, cycle, text, evidence):
        """The insight in use that says just this and rests on just this, or None."""
        wanted = {citing.citable_of(thing).pk for thing in evidence}
        for insight in cycle.insights.in_use().filter(text=text):
            if wanted == set(citing.evidence_of(insight).values_list("target", flat=True)):
                return insight
        return None

    def change(self, text, evidence, *, basis=None, by=None, at=None):
        at = at or timezone.now()
        with transaction.atomic():
            self.text, self.basis, self.changed_at = text, basis or {}, at
            self.save(update_fields=["text", "basis", "changed_at"])
            self.rest_on(evidence, by=by, at=at)

    def rest_on(self, evidence, *, by=None, at=None):
        """From now on it rests on this, and on nothing else."""
        if not evidence:
            raise RestsOnNothing
        with transaction.atomic():
            kept = [citing.citable_of(thing) for thing in evidence]
            before = citing.evidence_of(self).filter(role=Citation.Role.EVIDENCE)
            before.exclude(target__in=kept).delete()
            citing.cite(self, kept, by=by, at=at)

    def drop(self, *, at=None):
        self.dropped_at = at or timezone.now()
        self.save(update_fields=["dropped_at"])

    def take_up_again(self):
        self.dropped_at = None
        self.save(update_fields=["dropped_at"])
