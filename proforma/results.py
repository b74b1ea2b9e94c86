"""What the answers say, as far as it may be shown. Page, chart, deck and file all read these results."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.functional import cached_property

from network import disclosure
from network.disclosure import Held, Sharing
from proforma import analysis, kinds

from .models import Part

# Typical waits, rates and ratings: adding them up over partners says nothing.
NEVER_ADDED = {"days", "weeks", "months", "hours", "minutes", "%", "per cent"}


@dataclass(frozen=True)
class ViewResult:
    """One question asked of each person. `summary` is None while too few have answered."""

    question: object
    summary: analysis.Summary | None
    texts: list[str] = field(default_factory=list)

    @property
    def shape(self):
        return self.question.kind_of_answer.summary

    def without_words(self):
        summary = self.summary and replace(self.summary, others=[])
        return ViewResult(self.question, summary)


@dataclass(frozen=True)
class FigureResult:
    """One figure asked of each partner: `shown` by row of a grid, or under "" for a single figure."""

    question: object
    shown: dict[str, disclosure.FiguresShown]
    labels: dict[str, str]
    counts_people: bool

    @property
    def rows(self):
        return [(self.labels.get(code, ""), shown) for code, shown in self.shown.items()]


@dataclass
class ViewsResults:
    """The views part: who was asked, how many answered, and what is released of it."""

    part: Part
    at: object

    @cached_property
    def asked(self):
        return self.part.activity.invitations.count()

    @cached_property
    def submitted(self):
        return self.part.responses.submitted().count()

    @cached_property
    def released(self):
        network = self.part.proforma.cycle.network
        return disclosure.released(
            self.submitted, over=self.part.activity.is_over(self.at), floor=network.smallest_group
        )

    @property
    def is_partial(self):
        return self.released < self.submitted

    @cached_property
    def questions(self):
        questions = self.part.asked_questions()
        rows = list(
            self.part.responses.submitted().values_list("answers", flat=True)[: self.released]
        )
        entries = analysis.frame(rows, [question.code for question in questions])
        return [self._result(question, entries[question.code]) for question in questions]

    def _result(self, question, entries):
        """Few may answer one question though many answered others: the floor holds for each."""
        floor = self.part.proforma.cycle.network.smallest_group
        if len(analysis.values(entries)) < floor:
            return ViewResult(question, None)
        shape = question.kind_of_answer.summary
        if shape == "count":
            return ViewResult(question, analysis.count_choices(entries, _all_choices(question)))
        if shape == "scale":
            return ViewResult(question, analysis.count_steps(entries, kinds.scale_steps(question)))
        if shape == "grid":
            steps = kinds.scale_steps(question)
            return ViewResult(question, analysis.count_grid(entries, question.grid_rows(), steps))
        texts = analysis.values(entries) if shape == "text" else []
        # In no order that could be read against the return list.
        return ViewResult(question, analysis.count_texts(entries), sorted(map(str, texts)))


def _all_choices(question):
    return [
        (option.code, option.text)
        for option in question.options.all()
        if option.axis == option.Axis.OPTION
    ]


@dataclass
class FiguresResults:
    """The figures part: live, because partners share figures knowingly."""

    part: Part

    @cached_property
    def responses(self):
        return list(self.part.responses.submitted().select_related("partner", "version"))

    @cached_property
    def expected(self):
        return self.part.proforma.cycle.network.partners.filter(holds_figures=True).count()

    @cached_property
    def complete(self):
        return [response.partner.name for response in self.responses if response.is_complete()]

    @cached_property
    def questions(self):
        return [
            result for question in self.part.asked_questions() if (result := self._result(question))
        ]

    def _result(self, question):
        shape = question.kind_of_answer.summary
        if shape == "grid_number":
            rows = question.grid_rows()
            shown = {code: self._shown(question, code) for code, _text in rows}
            return FigureResult(question, shown, dict(rows), _counts_people(question))
        if shape == "number":
            shown = {"": self._shown(question)}
            return FigureResult(question, shown, {}, _counts_people(question))
        return None

    def _shown(self, question, row=None):
        fewest = self.part.proforma.cycle.network.smallest_total
        return disclosure.figures(
            [self._held(response, question.code, row) for response in self.responses],
            counts_people=_counts_people(question),
            adds_up=question.settings.get("unit", "").strip().lower() not in NEVER_ADDED,
            complete=self.complete,
            fewest=fewest,
        )

    def _held(self, response, code, row):
        entry = response.answers.get(code) or {}
        value = entry.get("value")
        if row is not None:
            value = (value or {}).get(row)
        return Held(
            partner=response.partner.name,
            sharing=Sharing(response.sharing),
            value=_as_number(value),
            basis=entry.get("basis", ""),
            caveat=entry.get("caveat", ""),
        )


def _counts_people(question):
    return question.settings.get("unit", "").strip().lower() in {"people", "person", "adults"}


def _as_number(value):
    if isinstance(value, str):  # money with pence
        return Decimal(value)
    return value


def of(proforma, at):
    """The results of both parts: (ViewsResults, FiguresResults). Best of a pro-forma loaded `with_parts`."""
    parts = {part.unit: part for part in proforma.parts.all()}
    return ViewsResults(parts[Part.Unit.PERSON], at), FiguresResults(parts[Part.Unit.PARTNER])
