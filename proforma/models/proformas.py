"""A pro-forma: drafted, seen by some before it goes out, opened, added to, closed, copied."""

from django.db import models, transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Activity, Cycle, Person

from .parts import Part
from .questions import Question


class CannotOpen(Exception):
    """Says in a sentence what a pro-forma still lacks."""


class CannotThrowAway(Exception):
    """Somebody was asked it."""


class ProformaQuerySet(models.QuerySet):
    def with_parts(self):
        """With both parts, and all that they ask: four queries."""
        questions = Question.objects.with_options()
        return self.prefetch_related(
            Prefetch("parts", Part.objects.select_related("activity")),
            Prefetch("parts__questions", questions, to_attr="loaded_questions"),
        )

    def open(self, at):
        """Those that people can still answer, with their parts: two queries."""
        activities = Activity.objects.open(at)
        parts = Prefetch("parts", Part.objects.select_related("activity"))
        return self.filter(parts__activity__in=activities).distinct().prefetch_related(parts)

    def with_pages(self):
        """With the pages too, empty ones as well, as they are needed to build it."""
        return self.with_parts().prefetch_related("parts__sections")


class Proforma(models.Model):
    """What a network asks in one cycle: views of each person, figures of each partner."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="proformas")
    title = models.CharField(_("title"), max_length=160)
    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("What it is for, and what will be done with it.")
    )
    made_at = models.DateTimeField(default=timezone.now)
    # What came with an imported form and has no place here; written back when it is exported.
    kept = models.JSONField(default=dict, blank=True)
    # What became of each row of the file it was read from.
    import_report = models.JSONField(null=True, blank=True)

    objects = ProformaQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self):
        return self.title

    @classmethod
    def draft(cls, cycle, *, title, intro="", at=None):
        """Begin a pro-forma with its two parts, each of one page."""
        with transaction.atomic():
            proforma = cls.objects.create(
                cycle=cycle, title=title, intro=intro, made_at=at or timezone.now()
            )
            for unit in Part.Unit:
                part = proforma.parts.create(
                    unit=unit,
                    title=unit.default_title,
                    activity=cycle.activities.create(kind=unit.activity_kind),
                )
                part.add_section()
        return proforma

    def open(self, *, closes_at, by=None, at=None):
        """Freeze each part that asks something as version 1, and put everyone asked on the ledger.

        Returns the invitations by person. Raises CannotOpen with what is lacking.
        """
        at = at or timezone.now()
        with transaction.atomic():
            type(self).objects.select_for_update().get(
                pk=self.pk
            )  # pressed twice, the second waits
            self._require_ready(closes_at, at)
            asked = {}
            for part in self.parts.select_related("activity"):
                if part.questions.counted().exists():
                    part.freeze(at=at)
                    part.activity.open(closes_at=closes_at, at=at)
                    for invitation in part.activity.invite(part.people_to_ask(), by=by, at=at):
                        asked.setdefault(invitation.person, []).append(invitation)
        return asked

    def _require_ready(self, closes_at, at):
        network = self.cycle.network
        if self.parts.exclude(activity__opened_at=None).exists():
            raise CannotOpen(_("This pro-forma is already open."))
        if not network.has_controller:
            raise CannotOpen(
                _("Before people are asked, name in the settings who is responsible for the data.")
            )
        asking = Question.objects.counted().filter(part__proforma=self)
        if not asking.exists():
            raise CannotOpen(_("It asks nothing yet. Write a question first."))
        for part in self.parts.all():
            for problem in part.problems():
                raise CannotOpen(problem)
        if not network.participants().exists():
            raise CannotOpen(_("Nobody is on the register yet. Add the people to ask first."))
        if closes_at <= at:
            raise CannotOpen(_("It would close before it opens. Choose a later day."))

    @property
    def is_draft(self):
        """Nobody was asked yet."""
        return not any(part.activity.is_opened for part in self.parts.all())

    def throw_away(self):
        """Delete a draft. Raises CannotThrowAway once people were asked: what was asked stays."""
        with transaction.atomic():
            type(self).objects.select_for_update().get(pk=self.pk)
            parts = list(self.parts.select_related("activity"))
            if any(part.activity.is_opened for part in parts):
                raise CannotThrowAway(_("People were asked this. It stays."))
            self.delete()
            for part in parts:
                part.activity.delete()

    def close(self, *, at=None):
        for part in self.parts.select_related("activity"):
            if part.activity.is_opened:
                part.activity.close(at=at)


class DraftReader(models.Model):
    """Somebody who saw the draft before it went out, and what changed because of them."""

    proforma = models.ForeignKey(Proforma, models.CASCADE, related_name="readers")
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="drafts_read"
    )
    # Somebody who is not on the register; or who was, and is gone.
    name = models.CharField(_("name"), max_length=120, blank=True)
    read_on = models.DateField(_("when"))
    said = models.TextField(_("what they said"), blank=True, max_length=1000)
    changed = models.TextField(_("what changed because of it"), blank=True, max_length=1000)

    class Meta:
        ordering = ["read_on", "pk"]

    def __str__(self):
        return self.person.name if self.person else self.name or str(_("somebody who has left"))
