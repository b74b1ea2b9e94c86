"""What partners hold, as far as it may be shown."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import cached_property

from network import disclosure
from network.disclosure import Held, Sharing
from proforma import flagging, offered
from proforma.models import Part
from proforma.offered import ROW

from .handed_in import handed_in

# Typical waits, rates and ratings: adding them up over partners says nothing.
NEVER_ADDED = {"days", "weeks", "months", "hours", "minutes", "%", "per cent"}


@dataclass(frozen=True)
class FigureResult:
    """One figure asked of each partner: `shown` by row of a grid, or under "" for a single figure."""

    question: object
    shown: dict[str, disclosure.FiguresShown]
    labels: dict[str, str]
    counts_people: bool
    held: int = 0
    kept: int = 0

    @property
    def rows(self):
        return [(self.labels.get(code, ""), shown) for code, shown in self.shown.items()]


@dataclass
class FiguresResults:
    """The figures part: live, because partners share figures knowingly."""

    part: Part

    @cached_property
    def responses(self):
        return handed_in(self.part, self.asking)

    @cached_property
    def asking(self):
        return [q for q in self.part.asked_questions() if q.kind_of_answer.asks]

    @cached_property
    def answers(self):
        """(response, its answers) without those to questions that were not put to it, or no longer are."""
        asked = [(each, offered.codes_asked(each, self.asking)) for each in self.responses]
        return [
            (each, {code: entry for code, entry in each.answers.items() if code in codes})
            for each, codes in asked
        ]

    @cached_property
    def expected(self):
        return self.part.partners_asked().count()

    @cached_property
    def complete(self):
        return [response.partner.name for response in self.responses if response.is_complete()]

    @cached_property
    def questions(self):
        return [result for question in self.asking if (result := self._result(question))]

    def _result(self, question):
        shape = question.kind_of_answer.summary
        if shape == "grid_number":
            rows = offered.ever_asked(question, ROW)
            shown = {code: self._shown(question, code) for code in rows}
            return self._drawn(question, shown, rows)
        if shape == "number":
            return self._drawn(question, {"": self._shown(question)}, {})
        return None

    def _drawn(self, question, shown, rows):
        counted = flagging.held_back(a.get(question.code) for _response, a in self.answers)
        return FigureResult(question, shown, rows, counts_people(question), **counted)

    def _shown(self, question, row=None):
        fewest = self.part.proforma.cycle.network.smallest_total
        return disclosure.figures(
            [_held(*answered, question.code, row) for answered in self.answers],
            counts_people=counts_people(question),
            adds_up=_adds_up(question),
            complete=self.complete,
            fewest=fewest,
        )


def _held(response, answers, code, row):
    entry = answers.get(code) or {}
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
