"""The two parts of a pro-forma, and their pages: drafted, frozen as versions, added to."""

from django.db import models, transaction
from django.db.models import Max, Prefetch
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from network.models import Activity, Person

from . import numbering
from .options import Option
from .questions import Question


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

    proforma = models.ForeignKey("proforma.Proforma", models.CASCADE, related_name="parts")
    unit = models.CharField(max_length=8, choices=Unit)
    title = models.CharField(_("title"), max_length=160)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=1)
    minutes_given = models.PositiveSmallIntegerField(
        _("minutes it takes"),
        null=True,
        blank=True,
        help_text=_("Leave it empty for our estimate from the questions."),
    )
    activity = models.OneToOneField(Activity, models.CASCADE, related_name="part")
    # The part of an earlier cycle this began as a copy of: its codes mean the same here.
    began_as = models.ForeignKey("self", models.SET_NULL, null=True, related_name="copies")
    kept = models.JSONField(default=dict, blank=True)

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

    @cached_property
    def loaded_questions(self):
        """Every question, retired ones too, in order, with options. Queries, unless `with_parts` did."""
        return list(self.questions.with_options())

    @property
    def questions_in_use(self):
        return [question for question in self.loaded_questions if question.retired_at is None]

    @property
    def questions_waiting(self):
        """Written since the part was opened, and not asked yet."""
        return [q for q in self.questions_in_use if q.since is None or q.options_waiting()]

    @property
    def questions_taken_out(self):
        return [question for question in self.loaded_questions if question.retired_at is not None]

    def asked_questions(self):
        """What was ever asked of anyone, retired or not: the union of the versions. Of a draft, the draft."""
        if not self.activity.is_opened:
            return self.questions_in_use
        return [question for question in self.loaded_questions if question.since is not None]

    def questions_for(self, response, brought=()):
        """What whoever gives this response is asked; without one, what somebody new is asked.

        `brought` are codes that a page in hand still has: one of a question since taken out is taken too.
        """
        if not self.activity.is_opened:
            return self.questions_in_use
        version = response.version.number if response else Question.NEWEST
        passed_over = set(response.passed_over) if response else set()
        asked = []
        for question in self.loaded_questions:
            is_put = question.retired_at is None or question.code in brought
            if is_put and question.was_put_to(version, passed_over):
                question.as_of, question.passed_over = version, passed_over
                asked.append(question)
        return asked

    def pages_for(self, response, brought=()):
        """The questions a response is asked, page by page: [(section, questions)] without empty pages."""
        return _by_page(self.questions_for(response, brought))

    def pages_drafted(self):
        """The questions as they stand, with those that wait for the next version, page by page."""
        return _by_page(self.questions_in_use)

    def pages_asked(self):
        """Every question that was ever asked, page by page, so that all that was said can be read."""
        return _by_page(self.asked_questions())

    def people_to_ask(self):
        """Everyone taking part, or for figures the lead of each partner that holds some. Queries."""
        network = self.proforma.cycle.network
        if self.is_of_people:
            return list(network.participants())
        people = Prefetch("people", Person.objects.taking_part().with_partner().order_by("pk"))
        partners = network.partners.filter(holds_figures=True).select_related("figures_lead")
        leads = (
            partner.lead() or next(iter(partner.people.all()), None)
            for partner in partners.prefetch_related(people)
        )
        return [lead for lead in leads if lead is not None]

    def partners_asked(self):
        """The N of partners: those asked for figures, and any that gave them before they were not."""
        gave = self.responses.submitted().values("partner")
        partners = self.proforma.cycle.network.partners
        return partners.filter(models.Q(holds_figures=True) | models.Q(pk__in=gave))

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
        if response is not None and response.submitted_at:
            response.part = self
            return "complete" if response.is_complete() else "partial"
        if not partner.holds_figures:
            return "not_applicable"
        if self.activity.is_over(at):
            return "overdue"
        return "started" if response is not None else "waiting"

    def next_code(self):
        """The next free A1, A2 …: a code is never used twice, not even after its question is retired."""
        taken = set(self.questions.values_list("code", flat=True)) | self._codes_of_earlier()
        return self.free_code(taken)

    def _codes_of_earlier(self):
        taken, part = set(), self.began_as
        while part is not None:
            taken |= set(part.questions.values_list("code", flat=True))
            part = part.began_as
        return taken

    def last_section(self):
        return self.sections.last() or self.sections.create(position=1)

    def add_section(self, *, title="", intro="", kept=None):
        last = self.sections.aggregate(last=Max("position"))["last"] or 0
        return self.sections.create(title=title, intro=intro, kept=kept or {}, position=last + 1)

    def add_question(self, *, kind, text, options=(), rows=(), code="", section=None, **fields):
        """Put a question at the end of a section. `options` and `rows` are texts, or (code, text) pairs."""
        with transaction.atomic():
            section = section or self.last_section()
            question = self.questions.create(
                code=code or self.next_code(),
                kind=kind,
                text=text,
                section=section,
                position=section.next_position(),
                **fields,
            )
            question.set_options(options, Option.Axis.OPTION)
            question.set_options(rows, Option.Axis.ROW)
            self.reckon_minutes()
        return question

    def reorder(self, order):
        """Put questions where `order` has them: [(section id, [question ids])], of this part only.

        Ids of other parts are ignored; the unnamed stay in their section, behind the named.
        """
        mine = {question.pk: question for question in self.questions.in_use()}
        moved, sections = [], {section.pk for section in self.sections.all()}
        named = {pk for _section, ids in order for pk in ids}
        for section_id, ids in order:
            if section_id not in sections:
                continue
            behind = [
                q.pk for q in mine.values() if q.section_id == section_id and q.pk not in named
            ]
            for position, pk in enumerate([pk for pk in ids if pk in mine] + behind, start=1):
                mine[pk].section_id, mine[pk].position = section_id, position
                moved.append(mine[pk])
        Question.objects.bulk_update(moved, ["section", "position"])

    def reckon_minutes(self):
        """Keep how long it takes: what the coordinator said, or else our estimate from the questions."""
        questions = self.questions.in_use().prefetch_related("options")
        seconds = sum(question.seconds() for question in questions)
        self.minutes = self.minutes_given or max(1, round(seconds / 60))
        self.save(update_fields=["minutes", "minutes_given"])

    @property
    def can_be_renumbered(self):
        return numbering.can_be_renumbered(self)

    def free_code(self, taken):
        """The first of A1, A2 … that is not taken."""
        letter = self.Unit(self.unit).letter
        return next(code for n in range(1, len(taken) + 2) if (code := f"{letter}{n}") not in taken)

    def freeze(self, *, asks_answered=False, at=None):
        """Keep which questions and options this version asks; answers are checked against it for ever.

        Returns the version, or None if nothing is waiting for another. Who has not handed in yet is asked
        this version from now on; who has is asked what it adds only if `asks_answered`.
        """
        with transaction.atomic():
            # Two who press at once queue here, and the second finds nothing waiting.
            type(self).objects.select_for_update().get(pk=self.pk)
            number = self.versions.count() + 1
            if number > 1 and not self._waits():
                return None
            self.trials.all().delete()
            self.questions.in_use().filter(since=None).update(since=number)
            waiting = Option.objects.filter(question__part=self, since=None, retired_at=None)
            waiting.filter(question__since__isnull=False).update(since=number)
            self.__dict__.pop("loaded_questions", None)
            version = self.versions.create(
                number=number,
                opened_at=at or timezone.now(),
                questions=[question.structure() for question in self.questions_in_use],
                asks_answered=asks_answered,
            )
            self.responses.update(version=version)
            if not asks_answered:
                self._pass_over(number)
        return version

    def _waits(self):
        """Whether there is a question, or a choice of one, that nobody was asked yet. One query or two."""
        in_use = self.questions.in_use()
        choices = Option.objects.filter(question__in=in_use, since=None, retired_at=None)
        return in_use.filter(since=None).exists() or choices.exists()

    def _pass_over(self, number):
        """What this version adds is not put to those who have handed in, now or later."""
        handed_in = list(self.responses.submitted())
        for response in handed_in:
            response.passed_over = [*response.passed_over, number]
        self.responses.bulk_update(handed_in, ["passed_over"])

    def problems(self):
        """Why this part cannot be asked as it stands: sentences. Reads loaded questions."""
        before, problems = {}, []
        for question in self.questions_in_use:
            codes = question.condition_codes()
            missing = [code for code in codes if code not in before]
            if missing:
                problems.append(
                    _("%(code)s is asked only after %(missing)s, which does not come before it.")
                    % {"code": question.code, "missing": ", ".join(missing)}
                )
            elif not all(before[test["question"]].can_pass(test) for test in question.tests()):
                problems.append(
                    _("%(code)s waits for an answer that %(leads)s does not offer.")
                    % {"code": question.code, "leads": ", ".join(codes)}
                )
            before[question.code] = question
        return problems


def _by_page(questions):
    pages = {}
    for question in questions:
        pages.setdefault(question.section, []).append(question)
    return list(pages.items())
