"""What partners hold, as far as it may be shown."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import cached_property

from network import disclosure, disclosure_figures
from network.disclosure import Held, Sharing
from proforma import flagging, offered
from proforma.models import Part
from proforma.offered import ROW

from . import choices, endings, rates, referrals
from .handed_in import handed_in
from .units import adds_up, counts_people


@dataclass(frozen=True)
class FigureResult:
    """One figure asked of each partner: `shown` by row of a grid, or under "" for a single figure."""

    question: object
    shown: dict[str, disclosure.FiguresShown]
    labels: dict[str, str]
    counts_people: bool
    held: int = 0
    kept: int = 0
    waits: bool = False  # some of those that chose totals are in it only once more have come

    @property
    def rows(self):
        return [(self.labels.get(code, ""), shown) for code, shown in self.shown.items()]

    @property
    def dominated(self):
        """The rows whose total is shown though one hidden partner is most of what it hides."""
        return [label for label, shown in self.rows if shown.dominant and shown.total is not None]

    @property
    def withheld(self):
        return [label for label, shown in self.rows if shown.withheld]

    @property
    def by_partner(self):
        """[(partner, its figures as texts by row, one of its records)] of those that share by name."""
        told = {}
        for code, shown in self.shown.items():
            for partner, text, held in shown.named:
                told.setdefault(partner, (dict.fromkeys(self.shown, ""), held))[0][code] = text
        return [
            (partner, list(texts.values()), held) for partner, (texts, held) in sorted(told.items())
        ]

    @property
    def says_basis(self):
        """Whether somebody named was asked, or said, how the figure was found."""
        asked = self.question.settings.get("basis")
        return bool(asked or any(held.basis for _partner, _texts, held in self.by_partner))

    @property
    def says_caveat(self):
        return any(held.caveat for _partner, _texts, held in self.by_partner)

    @property
    def bars(self):
        """[(partner, value)] of a single figure, the largest first. A count that reads “fewer than 5” has
        no bar: a bar would give it away."""
        (shown,) = self.shown.values()
        plain = [(p, held.value) for p, text, held in shown.named if text == f"{held.value:,}"]
        return sorted(plain, key=lambda pair: (-pair[1], pair[0]))


@dataclass
class FiguresResults:
    """The figures part: live for those that share by name, in steps for those that chose totals."""

    part: Part
    at: object

    @property
    def network(self):
        return self.part.proforma.cycle.network

    @cached_property
    def is_over(self):
        return self.part.activity.is_over(self.at)

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

    @cached_property
    def rates(self):
        return rates.of(self)

    @cached_property
    def choices(self):
        return choices.of(self)

    @cached_property
    def referrals(self):
        return referrals.of(self)

    @cached_property
    def endings(self):
        return endings.of(self)

    def entries(self, question):
        """[(response, its entry)] of those that gave a value, the earliest first."""
        given = [(response, answers.get(question.code) or {}) for response, answers in self.answers]
        return [(response, entry) for response, entry in given if "value" in entry]

    def by_name(self, question):
        """{name of a partner: the value it gave} of those that share by name."""
        return {
            response.partner.name: entry["value"]
            for response, entry in self.entries(question)
            if response.sharing == Sharing.NAMED
        }

    def held(self, question, row=None):
        """What each partner gave, as the disclosure door takes it; the earliest first."""
        return [_held(*answered, question.code, row) for answered in self.answers]

    def rules(self, question):
        """What the disclosure door must know of a figure."""
        return {
            "counts_people": counts_people(question),
            "fewest": self.network.smallest_total,
            "smallest_count": self.network.smallest_count,
        }

    def entering(self, question, row=None):
        """The names of the partners whose figures are in a total now."""
        return disclosure_figures.entering(
            self.held(question, row),
            complete=self.complete,
            over=self.is_over,
            **self.rules(question),
        )

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
        waits = any(self._waiting(question, row) for row in rows or [None])
        return FigureResult(question, shown, rows, counts_people(question), **counted, waits=waits)

    def _waiting(self, question, row):
        given = {
            held.partner
            for held in self.held(question, row)
            if held.sharing == Sharing.TOTALS and held.value is not None
        }
        return given & set(self.complete) - self.entering(question, row)

    def _shown(self, question, row=None):
        return disclosure.figures(
            self.held(question, row),
            adds_up=adds_up(question),
            complete=self.entering(question, row),
            **self.rules(question),
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


def _as_number(value):
    if isinstance(value, str):  # a number with a fraction
        return Decimal(value)
    return value
