"""A pro-forma as it is written: its parts, questions and options."""

from django.db import models, transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Activity, Cycle, Partner, Person
from proforma.kinds import KINDS


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


class QuestionQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(retired_at=None)

    def counted(self):
        """Questions as people count them: a follow-up belongs to the question it follows."""
        return self.in_use().filter(follows=None)


class Question(models.Model):
    """One question of a part. Its code is its own for ever: answers and exports are keyed by it."""

    class Origin(models.TextChoices):
        COORDINATOR = "coordinator", _("the coordinator")
        PARTNER = "partner", _("a partner")
        PARTICIPANT = "participant", _("a participant")
        BANK = "question_bank", _("the question bank")
        FRAMEWORK = "framework", _("the funder’s framework")

    part = models.ForeignKey(Part, models.CASCADE, related_name="questions")
    code = models.CharField(max_length=12)
    kind = models.CharField(
        _("kind of answer"),
        max_length=16,
        choices=[(kind.code, kind.label) for kind in KINDS.values()],
    )
    text = models.TextField(_("question"), max_length=400)
    help = models.CharField(_("help"), max_length=300, blank=True)
    why = models.CharField(
        _("why we ask"), max_length=300, blank=True, help_text=_("Shown to whoever answers.")
    )
    required = models.BooleanField(_("must be answered"), default=False)
    settings = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    follows = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="follow_ups"
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    origin = models.CharField(
        _("where it came from"), max_length=16, choices=Origin, default=Origin.COORDINATOR
    )
    origin_person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="questions_raised"
    )
    origin_partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="questions_raised"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["part", "code"], name="codes_differ_in_a_part")
        ]

    def __str__(self):
        return self.text

    @property
    def kind_of_answer(self):
        return KINDS[self.kind]

    def choices(self):
        """(code, text) of the options in use. Reads prefetched options."""
        return self._on(Option.Axis.OPTION)

    def grid_rows(self):
        return self._on(Option.Axis.ROW)

    def _on(self, axis):
        return [
            (option.code, option.text)
            for option in self.options.all()
            if option.axis == axis and option.retired_at is None
        ]

    def texts(self):
        """Every option and row ever used, code to text, retired ones too: old answers still name them."""
        return {option.code: option.text for option in self.options.all()}

    def structure(self):
        return {
            "code": self.code,
            "kind": self.kind,
            "text": self.text,
            "follows": self.follows_id is not None,
            "options": [code for code, _text in self.choices()],
            "rows": [code for code, _text in self.grid_rows()],
        }

    def set_options(self, texts, axis):
        """Give the question these options: known ones keep their code, absent ones are retired."""
        wanted = [text if isinstance(text, tuple) else ("", text) for text in texts]
        by_code = {option.code: option for option in self.options.filter(axis=axis)}
        by_text = {option.text.casefold(): option for option in by_code.values()}
        kept = []
        for position, (code, text) in enumerate(wanted, start=1):
            option = by_code.get(code) or by_text.get(text.casefold())
            option = option or Option(question=self, axis=axis)
            option.text = text
            option.code = option.code or code or self._free_option_code()
            option.position, option.retired_at = position, None
            option.save()
            kept.append(option.pk)
        self.options.filter(axis=axis, retired_at=None).exclude(pk__in=kept).update(
            retired_at=timezone.now()
        )

    def rewrite(self, *, kind, options, rows, **fields):
        """Change a question that nobody has been asked yet; one that was asked keeps its kind."""
        with transaction.atomic():
            if not self.part.activity.is_opened:
                self.kind = kind
            for name, value in fields.items():
                setattr(self, name, value)
            self.save()
            self.set_options(options, Option.Axis.OPTION)
            self.set_options(rows, Option.Axis.ROW)

    def _free_option_code(self):
        taken = set(self.options.values_list("code", flat=True))
        return next(code for n in range(1, len(taken) + 2) if (code := f"o{n}") not in taken)

    def move(self, *, up):
        """Change places with the question before it, or after it."""
        order = list(self.part.questions.in_use().values_list("pk", flat=True))
        here = order.index(self.pk)
        there = here - 1 if up else here + 1
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
            self.part.reorder(order)

    def retire(self, *, at=None):
        """Ask it no more. Answers already given keep it."""
        self.retired_at = at or timezone.now()
        self.save(update_fields=["retired_at"])


class Option(models.Model):
    """Something that can be chosen, or a row of a grid."""

    class Axis(models.TextChoices):
        OPTION = "option", _("option")
        ROW = "row", _("row")

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    axis = models.CharField(max_length=6, choices=Axis, default=Axis.OPTION)
    code = models.CharField(max_length=12)
    text = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=1)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "code"], name="option_codes_differ_in_a_question"
            )
        ]
