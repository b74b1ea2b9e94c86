"""What the answers say, as far as it may be shown. Page, chart, deck and file all read these results."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.functional import cached_property

from network import disclosure
from network.disclosure import Held, Sharing
from proforma import analysis, conditions, kinds

from .models import Part
from .models.responses import content

# Typical waits, rates and ratings: adding them up over partners says nothing.
NEVER_ADDED = {"days", "weeks", "months", "hours", "minutes", "%", "per cent"}


@dataclass(frozen=True)
class ViewResult:
    """One question asked of each person. `summary` is None while too few have answered."""

    question: object
    summary: analysis.Summary | None
    texts: list[str] = field(default_factory=list)
    not_asked: int = (
        0  # of those released: for whom its condition did not hold, or who came before it
    )

    @property
    def shape(self):
        return self.question.kind_of_answer.summary

    def without_words(self):
        summary = self.summary and replace(self.summary, others=[])
        return replace(self, summary=summary, texts=[])


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
    def asking(self):
        return [q for q in self.part.asked_questions() if q.kind_of_answer.asks]

    @cached_property
    def answers_asked(self):
        """What each released response was asked: code to entry, None where nothing was said."""
        responses = self.part.responses.submitted().select_related("version")[: self.released]
        return [
            {code: response.answers.get(code) for code in _codes_asked(response, self.asking)}
            for response in responses
        ]

    @cached_property
    def questions(self):
        codes = [question.code for question in self.asking]
        entries = analysis.frame(self.answers_asked, codes)
        return [
            self._result(
                question,
                entries[question.code][[question.code in row for row in self.answers_asked]],
            )
            for question in self.asking
        ]

    def _result(self, question, entries):
        """Few may answer one question though many answered others: the floor holds for each."""
        floor = self.part.proforma.cycle.network.smallest_group
        not_asked = self.released - len(entries)
        if len(analysis.values(entries)) < floor:
            return ViewResult(question, None, not_asked=not_asked)
        texts = analysis.values(entries) if question.kind_of_answer.summary == "text" else []
        # In no order that could be read against the return list.
        texts = sorted(map(str, texts))
        return ViewResult(question, _summary(question, entries), texts, not_asked)


def _codes_asked(response, questions):
    """Which questions this response was asked: by its version, by conditions, and before they retired."""
    put = [
        question
        for question in questions
        if question.since is None or question.since <= response.version.number
    ]
    return {
        question.code
        for question in conditions.asked_of(put, response.answers)
        if question.retired_at is None
        or response.started_at < question.retired_at
        or content(response.answers.get(question.code))
    }


def _summary(question, entries):
    """What a question's entries come to, drawn together as its kind says."""
    shape = question.kind_of_answer.summary
    options, rows = list(question.texts().items()), list(question.row_texts().items())
    steps = [(step, str(step)) for step in kinds.scale_steps(question)]
    if shape == "count":
        return analysis.count_choices(entries, options)
    if shape == "scale":
        return analysis.count_steps(entries, kinds.scale_steps(question))
    if shape == "grid":
        return analysis.count_grid(entries, rows, options or steps)
    if shape == "rank":
        places = min(question.settings.get("most") or len(options), len(options))
        return analysis.count_places(entries, options, places)
    if shape == "number":
        return analysis.count_numbers(entries)
    return analysis.count_texts(entries)


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
            rows = list(question.row_texts().items())
            shown = {code: self._shown(question, code) for code, _text in rows}
            return FigureResult(question, shown, dict(rows), counts_people(question))
        if shape == "number":
            shown = {"": self._shown(question)}
            return FigureResult(question, shown, {}, counts_people(question))
        return None

    def _shown(self, question, row=None):
        fewest = self.part.proforma.cycle.network.smallest_total
        return disclosure.figures(
            [self._held(response, question.code, row) for response in self.responses],
            counts_people=counts_people(question),
            adds_up=_adds_up(question),
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


def counts_people(question):
    return question.settings.get("unit", "").strip().lower() in {"people", "person", "adults"}


def _adds_up(question):
    unit = question.settings.get("unit", "").strip().lower()
    return question.kind != "percentage" and unit not in NEVER_ADDED


def _as_number(value):
    if isinstance(value, str):  # a number with a fraction
        return Decimal(value)
    return value


def of(proforma, at):
    """The results of both parts: (ViewsResults, FiguresResults). Best of a pro-forma loaded `with_parts`."""
    parts = {part.unit: part for part in proforma.parts.all()}
    return ViewsResults(parts[Part.Unit.PERSON], at), FiguresResults(parts[Part.Unit.PARTNER])
