"""What ends when: an amount of money with the month in which it ends, of partners that share by name."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import words
from proforma import kinds

from .units import is_money


@dataclass(frozen=True)
class Month:
    """What ends in one month: (partner, amount, as it is printed), the largest first. `away` is how many
    months there are until then."""

    first: date
    held: list[tuple[str, int | Decimal, str]]
    total: int | Decimal
    total_text: str
    away: int

    @property
    def name(self):
        return date_format(self.first, "F Y")

    @property
    def when(self):
        if self.away == 0:
            return _("this month")
        if self.away > 0:
            return ngettext("in one month", "in %(n)d months", self.away) % {"n": self.away}
        return ngettext("one month ago", "%(n)d months ago", -self.away) % {"n": -self.away}


@dataclass(frozen=True)
class EndingResult:
    """`question` asks for the month, `money` for the amount; `without` is how many of those that share by
    name gave an amount and no end."""

    question: object
    money: object
    months: list[Month]
    without: int

    @property
    def fullest(self):
        """The month in which most end, if more than one does; of two such, the one that ends more."""
        month = max(self.months, key=lambda month: (len(month.held), month.total))
        return month if len(month.held) > 1 else None

    @property
    def sentence(self):
        """“4 contracts, £2,755,000 a year, end in June 2027”, or nothing where no two end together."""
        if self.fullest is None:
            return ""
        period = self.money.settings.get("period", "")
        told = {"n": len(self.fullest.held), "amount": self.fullest.total_text, "period": period}
        told["month"] = self.fullest.name
        if period:
            return _("%(n)d contracts, %(amount)s %(period)s, end in %(month)s") % told
        return _("%(n)d contracts, %(amount)s, end in %(month)s") % told


def of(figures):
    """The ends that a FiguresResults knows of: [EndingResult]."""
    by_pk = {question.pk: question for question in figures.asking}
    results = [
        _result(figures, question, by_pk[question.follows_id])
        for question in figures.asking
        if question.kind_of_answer.summary == "moment"
        and question.follows_id in by_pk
        and is_money(by_pk[question.follows_id])
    ]
    return [result for result in results if result.months]


def _result(figures, question, money):
    ends = {name: _month_of(value) for name, value in figures.by_name(question).items()}
    amounts = {name: _number(value) for name, value in figures.by_name(money).items()}
    by_month = {}
    for name, amount in amounts.items():
        by_month.setdefault(ends.get(name), []).append((name, amount))
    without = len(by_month.pop(None, []))
    today = words.date_of(figures.at, figures.network)
    months = [_month(first, held, money, today) for first, held in sorted(by_month.items())]
    return EndingResult(question, money, months, without)


def _month(first, held, money, today):
    total = sum(amount for _name, amount in held)
    listed = sorted(held, key=lambda pair: (-pair[1], pair[0]))
    return Month(
        first,
        [(name, amount, _said(money, amount)) for name, amount in listed],
        total,
        _said(money, total),
        (first.year - today.year) * 12 + first.month - today.month,
    )


def _month_of(value):
    """The first of the month of a stored day or month; None of a time of day."""
    try:
        return date.fromisoformat(f"{value[:7]}-01")
    except ValueError:
        return None


def _number(value):
    return Decimal(value) if isinstance(value, str) else value


def _said(money, amount):
    return kinds.KINDS[money.kind].say(money, amount)
