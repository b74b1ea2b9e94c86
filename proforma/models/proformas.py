"""A pro-forma and its two parts: drafted, opened, closed, copied."""

from django.db import models, transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Activity, Cycle, Person

from .questions import Option, Question


class CannotOpen(Exception):
    """Says in a sentence what a pro-forma still lacks."""


class ProformaQuerySet(models.QuerySet):
    def with_parts(self):
        questions = Question.objects.in_use().prefetch_related("options")
        return self.prefetch_related(
            Prefetch("parts", Part.objects.select_related("activity")),
            Prefetch("parts__questions", questions, to_attr="questions_in_use"),
        )


class Proforma(models.Model):
    """What a network asks in one cycle: views of each person, figures of each partner."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="proformas")
    title = models.CharField(_("title"), max_length=160)
    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("What it is for, and what will be done with it.")
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = ProformaQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self):
        return self.title

    @classmethod
    def draft(cls, cycle, *, title, intro="", at=None):
        """Begin a pro-forma with its two parts."""
        with transaction.atomic():
            proforma = cls.objects.create(
                cycle=cycle, title=title, intro=intro, made_at=at or timezone.now()
            )
            for unit in Part.Unit:
                proforma.parts.create(
                    unit=unit,
                    title=unit.default_title,
                    activity=cycle.activities.create(kind=unit.activity_kind),
                )
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
                if part.questions.in_use().exists():
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
        if not Question.objects.in_use().filter(part__proforma=self).exists():
            raise CannotOpen(_("It asks nothing yet. Write a question first."))
        if not network.participants().exists():
            raise CannotOpen(_("Nobody is on the register yet. Add the people to ask first."))
        if closes_at <= at:
            raise CannotOpen(_("It would close before it opens. Choose a later day."))

    def close(self, *, at=None):
        for part in self.parts.select_related("activity"):
            if part.activity.is_opened:
                part.activity.close(at=at)

    def copy_to(self, cycle, *, at=None):
        """A draft for `cycle` that asks the same, with the same codes, so that answers can be compared."""
        with transaction.atomic():
            copy = Proforma.draft(cycle, title=self.title, intro=self.intro, at=at)
            parts = {part.unit: part for part in copy.parts.all()}
            for part in self.parts.all():
                draft = parts[part.unit]
                draft.title, draft.minutes = part.title, part.minutes
                draft.save(update_fields=["title", "minutes"])
                draft.take_questions_from(part)
        return copy


class Part(models.Model):
    """Half of a pro-forma: asked of each person, or once of each partner."""

    class Unit(models.TextChoices):
        PERSON = "person", _("asked of each person")
        PARTNER = "partner", _("asked once of each partner")

        @property
        def default_title(self):
            return _("Your view") if self == Part.Unit.PERSON else _("Your organisation’s figures")

        @property
        def activity_kind(self):
            return Activity.Kind.VIEWS if self == Part.Unit.PERSON else Activity.Kind.FIGURES

        @property
        def letter(self):
            return "A" if self == Part.Unit.PERSON else "B"

    proforma = models.ForeignKey(Proforma, models.CASCADE, related_name="parts")
    unit = models.CharField(max_length=8, choices=Unit)
    title = models.CharField(_("title"), max_length=160)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=10)
    activity = models.OneToOneField(Activity, models.CASCADE, related_name="part")

    class Meta:
        ordering = ["-unit"]  # person before partner
        constraints = [
            models.UniqueConstraint(fields=["proforma", "unit"], name="one_part_of_each_unit")
        ]

    def __str__(self):
        return self.title

    @property
    def is_of_people(self):
        return self.unit == self.Unit.PERSON

    def asked_questions(self):
        """The questions to be shown, in order, options loaded. Queries, unless `with_parts` did."""
        if not hasattr(self, "questions_in_use"):
            self.questions_in_use = list(self.questions.in_use().prefetch_related("options"))
        return self.questions_in_use

    def people_to_ask(self):
        """Everyone taking part, or for figures the lead of each partner that holds some. Queries."""
        network = self.proforma.cycle.network
        if self.is_of_people:
            return list(network.participants())
        people = Prefetch("people", Person.objects.taking_part().order_by("pk"))
        partners = network.partners.filter(holds_figures=True).select_related("figures_lead")
        leads = (
            partner.lead() or next(iter(partner.people.all()), None)
            for partner in partners.prefetch_related(people)
        )
        return [lead for lead in leads if lead is not None]

    def return_states(self, *, at=None):
        """(partner, state, response) for every partner, for a part of figures. Three queries.

        The state is complete, partial, started, overdue, waiting or not_applicable.
        """
        at = at or timezone.now()
        responses = {
            response.partner_id: response for response in self.responses.select_related("version")
        }
        partners = self.proforma.cycle.network.partners.select_related("figures_lead")
        return [
            (
                partner,
                self._return_state(partner, responses.get(partner.pk), at),
                responses.get(partner.pk),
            )
            for partner in partners
        ]

    def _return_state(self, partner, response, at):
        if not partner.holds_figures:
            return "not_applicable"
        if response is not None and response.submitted_at:
            return "complete" if response.is_complete() else "partial"
        if self.activity.is_over(at):
            return "overdue"
        return "started" if response is not None else "waiting"

    def next_code(self):
        """The next free A1, A2 …: a code is never used twice, not even after its question is retired."""
        taken = set(self.questions.values_list("code", flat=True))
        letter = self.Unit(self.unit).letter
        return next(code for n in range(1, len(taken) + 2) if (code := f"{letter}{n}") not in taken)

    def add_question(self, *, kind, text, options=(), rows=(), code="", **fields):
        """Put a question at the end. `options` and `rows` are texts, or (code, text) pairs."""
        with transaction.atomic():
            question = self.questions.create(
                code=code or self.next_code(),
                kind=kind,
                text=text,
                position=self.questions.count() + 1,
                **fields,
            )
            question.set_options(options, Option.Axis.OPTION)
            question.set_options(rows, Option.Axis.ROW)
        return question

    def take_questions_from(self, part):
        copies = {}
        for question in part.asked_questions():
            copies[question.pk] = self.add_question(
                code=question.code,
                kind=question.kind,
                text=question.text,
                help=question.help,
                why=question.why,
                required=question.required,
                settings=question.settings,
                origin=question.origin,
                origin_person=question.origin_person,
                origin_partner=question.origin_partner,
                follows=copies.get(question.follows_id),
                options=question.choices(),
                rows=question.grid_rows(),
            )

    def reorder(self, ids):
        """Put questions in the order of `ids`; ids of other parts are ignored, the unnamed keep the end."""
        mine = {question.pk: question for question in self.questions.in_use()}
        order = [mine.pop(pk) for pk in ids if pk in mine] + list(mine.values())
        moved = []
        for position, question in enumerate(order, start=1):
            if question.position != position:
                question.position = position
                moved.append(question)
        Question.objects.bulk_update(moved, ["position"])

    def freeze(self, *, at=None):
        """Keep which questions and options this version asks; answers are checked against it for ever."""
        questions = self.asked_questions()
        return self.versions.create(
            number=self.versions.count() + 1,
            opened_at=at or timezone.now(),
            questions=[question.structure() for question in questions],
        )
