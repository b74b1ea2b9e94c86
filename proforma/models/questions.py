"""A question, its options, and the codes that are theirs for ever."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Partner, Person
from proforma.kinds import KINDS


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

    part = models.ForeignKey("proforma.Part", models.CASCADE, related_name="questions")
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
