"""A question, its options, and the codes that are theirs for ever."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models import Citable, Partner, Person, User
from proforma import conditions
from proforma.kinds import KINDS, OTHER

from .editing import Editing
from .options import Option


class Origin(models.TextChoices):
    COORDINATOR = "coordinator", _("the coordinator")
    PARTNER = "partner", _("a partner")
    PARTICIPANT = "participant", _("a participant")
    BANK = "question_bank", _("the question bank")
    FRAMEWORK = "framework", _("the funder’s framework")


class Steer(models.TextChoices):
    """How far the wording, or the options, carry the view of whoever wrote them."""

    LOW = "low", _("low: it could go anywhere")
    MEDIUM = "medium", _("medium: it leans somewhere")
    HIGH = "high", _("high: it carries our view")


class QuestionQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(retired_at=None)

    def counted(self):
        """Questions as people count them: a follow-up belongs to its question, a statement asks nothing."""
        alone = Q(follows=None) | Q(follows__retired_at__isnull=False)
        asking = [kind.code for kind in KINDS.values() if kind.asks]
        return self.in_use().filter(alone, kind__in=asking)

    def with_options(self):
        return self.select_related("section", "follows").prefetch_related("options")


class Question(Editing, models.Model):
    """One question of a part. Its code is its own for ever: answers and exports are keyed by it."""

    Origin, Steer = Origin, Steer
    NEWEST = 10_000  # later than any version

    part = models.ForeignKey("proforma.Part", models.CASCADE, related_name="questions")
    section = models.ForeignKey("proforma.Section", models.RESTRICT, related_name="questions")
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
    show_if = models.JSONField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    # The number of the version that first asked it; until then it is a draft, or waits for the next.
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    # When it was asked no more, and asked again: [[from, until], …].
    out_of_use = models.JSONField(default=list, blank=True)
    # The question of an earlier pro-forma that this one repeats.
    repeats = models.ForeignKey("self", models.SET_NULL, null=True, related_name="repeated_by")
    kept = models.JSONField(default=dict, blank=True)
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="question")

    written_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="questions_written"
    )
    origin = models.CharField(
        _("where it came from"), max_length=16, choices=Origin, default=Origin.COORDINATOR
    )
    origin_person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions_raised",
        verbose_name=_("who raised it"),
    )
    origin_partner = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions_raised",
        verbose_name=_("which partner"),
    )
    origin_note = models.CharField(_("more about where it came from"), max_length=200, blank=True)
    steer = models.CharField(
        _("how far it steers the answer"), max_length=6, choices=Steer, blank=True
    )
    options_origin = models.CharField(
        _("where the choices came from"), max_length=16, choices=Origin, blank=True
    )
    options_steer = models.CharField(
        _("how far the choices steer"), max_length=6, choices=Steer, blank=True
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["section__position", "section_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["part", "code"], name="codes_differ_in_a_part")
        ]

    def __str__(self):
        return self.text

    # Of which version options are wanted (None: as drafted), and which options an answer in hand needs.
    as_of = None
    passed_over = frozenset()
    own_partner = None
    needed = frozenset()

    @property
    def kind_of_answer(self):
        return KINDS[self.kind]

    @property
    def is_follow_up(self):
        return self.follows_id is not None and self.follows.retired_at is None

    def choices(self):
        """(code, text) of what may be chosen. Reads prefetched options."""
        fixed = self.kind_of_answer.fixed_options
        return [(code, str(text)) for code, text in fixed] or self._on(Option.Axis.OPTION)

    def grid_rows(self):
        return self._on(Option.Axis.ROW)

    def _on(self, axis):
        return [
            (option.code, option.text)
            for option in self.options.all()
            if option.axis == axis and self._offers(option)
        ]

    def _offers(self, option):
        if option.code in self.needed:
            return True  # retired, but chosen while it was offered: it must survive the next save
        if option.retired_at is not None:
            return False
        if self.as_of is None:
            return True
        return (
            option.since is not None
            and option.since <= self.as_of
            and option.since not in self.passed_over
        )

    def options_waiting(self):
        """Options added since the question was first asked, and not asked yet."""
        return [
            option
            for option in self.options.all()
            if self.since is not None and option.since is None and option.retired_at is None
        ]

    def texts(self):
        """Every option ever used, code to text, retired ones too: old answers still name them."""
        fixed = {code: str(text) for code, text in self.kind_of_answer.fixed_options}
        return fixed or self._texts_on(Option.Axis.OPTION)

    def row_texts(self):
        return self._texts_on(Option.Axis.ROW)

    def _texts_on(self, axis):
        return {option.code: option.text for option in self.options.all() if option.axis == axis}

    def was_put_to(self, version, passed_over=()):
        """Whether those who were asked this version were asked the question; `passed_over` are versions
        whose new questions were not put to them."""
        return self.since is not None and self.since <= version and self.since not in passed_over

    def tests(self):
        return (self.show_if or {}).get("tests", [])

    def can_pass(self, test):
        """Whether some answer to this question could pass a condition's test."""
        if test["is"] in {"at_least", "at_most"}:
            return self.kind_of_answer.summary in {"scale", "number"}
        if test["is"] in {"one_of", "none_of"}:
            return {str(code) for code, _text in self.choices()} >= set(test["values"])
        return self.kind_of_answer.asks

    def condition_codes(self):
        return conditions.codes_in(self.show_if)

    def seconds(self):
        """What an answer takes, roughly. A grid takes as long as its rows."""
        rows = len(self.grid_rows())
        return self.kind_of_answer.seconds * max(1, rows) // (5 if rows else 1)

    def structure(self):
        return {
            "code": self.code,
            "kind": self.kind,
            "text": self.text,
            "follows": self.is_follow_up,
            "asks": self.kind_of_answer.asks,
            "show_if": self.show_if,
            "options": [code for code, _text in self.choices()],
            "rows": [code for code, _text in self.grid_rows()],
        }

    @property
    def offers_other(self):
        return OTHER in dict(self.choices())
