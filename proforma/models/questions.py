"""A question, its options, and the codes that are theirs for ever."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Partner, Person, User
from proforma import conditions
from proforma.kinds import KINDS, OTHER

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


class Question(models.Model):
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
    # The question of an earlier pro-forma that this one repeats.
    repeats = models.ForeignKey("self", models.SET_NULL, null=True, related_name="repeated_by")
    kept = models.JSONField(default=dict, blank=True)

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
        return self.as_of is None or (option.since is not None and option.since <= self.as_of)

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

    def condition_codes(self):
        return conditions.codes_in(self.show_if)

    def speak_of(self, codes):
        """Name other questions by their new codes: {old: new}."""
        if self.show_if:
            tests = [
                test | {"question": codes.get(test["question"], test["question"])}
                for test in self.show_if["tests"]
            ]
            self.show_if = self.show_if | {"tests": tests}
        ceiling = self.settings.get("not_above")
        if ceiling in codes:
            self.settings = self.settings | {"not_above": codes[ceiling]}

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

    def set_options(self, texts, axis):
        """Give the question these options: known ones keep their code, absent ones are retired.

        `texts` are texts, (code, text) or (code, text, kept). What was only written anew, without its
        code, counts as another option; rewording goes by code.
        """
        wanted = [(text if isinstance(text, tuple) else ("", text)) for text in texts]
        by_code = {option.code: option for option in self.options.filter(axis=axis)}
        by_text = {option.text.casefold(): option for option in by_code.values()}
        kept = []
        for position, (code, text, *rest) in enumerate(wanted, start=1):
            option = by_code.get(code) or (by_text.get(text.casefold()) if not code else None)
            option = option or Option(question=self, axis=axis)
            option.text, option.code = text, option.code or code or self._free_option_code()
            option.kept = rest[0] if rest else option.kept
            option.position, option.retired_at = position, None
            option.save()
            kept.append(option.pk)
        gone = self.options.filter(axis=axis, retired_at=None).exclude(pk__in=kept)
        gone.update(retired_at=timezone.now())
        self._prefetched_objects_cache = {}

    def rewrite(self, *, kind, options, rows, by=None, at=None, **fields):
        """Change a question. One that was asked keeps its kind; its old wording goes into its history."""
        with transaction.atomic():
            if self.since is None:
                self.kind = kind
            before = type(self).objects.get(pk=self.pk)._wording()  # a form may have changed us
            for name, value in fields.items():
                setattr(self, name, value)
            self.save()
            self.set_options(options, Option.Axis.OPTION)
            self.set_options(rows, Option.Axis.ROW)
            if self.since is not None:
                self._remember(before, by=by, at=at)
            self.part.reckon_minutes()

    def _wording(self):
        options = {
            f"{option.axis} {option.code}": option.text
            for option in self.options.all()
            if option.since is not None
        }
        return {"question": self.text, "help": self.help, "why": self.why, **options}

    def _remember(self, before, *, by, at):
        """Keep every wording that people were shown and that is changed now."""
        now = self._wording()
        for what, text in before.items():
            if now.get(what, text) != text:
                self.rewordings.create(what=what, before=text, by=by, at=at or timezone.now())

    def _free_option_code(self):
        taken = {OTHER} | set(self.options.values_list("code", flat=True))
        return next(code for n in range(1, len(taken) + 2) if (code := f"o{n}") not in taken)

    def move(self, *, up):
        """Change places with its neighbour; at the edge of a page, go over to the next page."""
        with transaction.atomic():
            order = list(self.section.questions.in_use().values_list("pk", flat=True))
            here = order.index(self.pk)
            there = here - 1 if up else here + 1
            if 0 <= there < len(order):
                order[here], order[there] = order[there], order[here]
                self.part.reorder([(self.section_id, order)])
            else:
                self._move_over(up)

    def _move_over(self, up):
        sections = list(self.part.sections.all())
        there = sections.index(self.section) + (-1 if up else 1)
        if 0 <= there < len(sections):
            ids = list(sections[there].questions.in_use().values_list("pk", flat=True))
            ids = [*ids, self.pk] if up else [self.pk, *ids]
            self.part.reorder([(sections[there].pk, ids)])

    def duplicate(self, *, by=None):
        """The same question again under a code of its own, right after this one."""
        with transaction.atomic():
            copy = self.part.add_question(
                section=self.section,
                written_by=by,
                options=self.options_as_drafted(Option.Axis.OPTION),
                rows=self.options_as_drafted(Option.Axis.ROW),
                **self.as_fields(),
            )
            order = list(self.section.questions.in_use().values_list("pk", flat=True))
            order.remove(copy.pk)
            order.insert(order.index(self.pk) + 1, copy.pk)
            self.part.reorder([(self.section_id, order)])
        return copy

    # fmt: off
    COPIED = [
        "kind", "text", "help", "why", "required", "settings", "show_if", "origin",
        "origin_person_id", "origin_partner_id", "origin_note", "steer", "options_origin",
        "options_steer", "kept",
    ]
    # fmt: on

    def as_fields(self):
        """What a copy of the question takes over, beside code, options and place."""
        return {name: getattr(self, name) for name in self.COPIED}

    def options_as_drafted(self, axis):
        return [
            (option.code, option.text, option.kept)
            for option in self.options.all()
            if option.axis == axis and option.retired_at is None
        ]

    def dependents(self):
        """The questions in use that are shown only after a certain answer to this one."""
        return [
            question
            for question in self.part.questions.in_use()
            if self.code in question.condition_codes()
        ]

    def retire(self, *, at=None):
        """Ask it no more. Answers already given keep it."""
        self.retired_at = at or timezone.now()
        self.save(update_fields=["retired_at"])
        self.part.reckon_minutes()

    def restore(self):
        """Ask it again, at the end of its page."""
        self.retired_at = None
        self.position = self.section.next_position()
        self.save(update_fields=["retired_at", "position"])
        self.part.reckon_minutes()

    @property
    def offers_other(self):
        return OTHER in dict(self.choices())
