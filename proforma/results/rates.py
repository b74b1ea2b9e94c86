"""Rates with their two parts: one figure as a share of another, over the partners that gave both.

A rate is one more sum of each of its two figures. So it is shown only where it, the totals and the rates
before it, put together, give no partner away (network.disclosure_figures).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from network import disclosure, disclosure_figures
from network.disclosure import Sharing
from proforma import offered
from proforma.offered import ROW

from .units import adds_up, is_money, unit_of

SHOWN = {Sharing.NAMED, Sharing.TOTALS}


@dataclass(frozen=True)
class Figure:
    """One of the two figures of a rate: a question, or a row of one."""

    question: object
    row: str | None
    label: str

    @property
    def key(self):
        return self.question.code, self.row


@dataclass(frozen=True)
class RateResult:
    """`part` of `whole`, which are None where they may not be said. `named` is (partner, part, whole, rate)
    as texts; the rate is empty where the part is too small to print, or the whole is 0."""

    figures: tuple[Figure, Figure]
    part: int | Decimal | None
    whole: int | Decimal | None
    partners: int
    named: list[tuple[str, str, str, str]]
    counts_people: bool

    @property
    def question(self):
        return self.figures[0].question

    @property
    def labels(self):
        return tuple(figure.label for figure in self.figures)

    @property
    def text(self):
        """27.2%, or nothing where it may not be said."""
        return percent(self.part, self.whole)


def percent(part, whole):
    """A share as it is printed, with one decimal; nothing without a whole."""
    if part is None or not whole:
        return ""
    share = Decimal(100) * Decimal(part) / Decimal(whole)
    return f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def of(figures):
    """The rates of a FiguresResults, in the order of the form: [RateResult]."""
    published, found = _totals(figures), []
    for part, whole in _pairs(figures):
        rate = _rate(figures, part, whole, published)
        if rate.named or rate.part is not None:
            found.append(rate)
    return found


def _pairs(figures):
    """(part, whole) of all that is asked as a share of something."""
    by_code = {result.question.code: result for result in figures.questions}
    for result in by_code.values():
        question = result.question
        share = question.settings.get("share") or []
        rows = offered.ever_asked(question, ROW) if result.labels else {}
        if not adds_up(question):
            continue
        if len(share) == 2 and share[0] != share[1] and set(share) <= rows.keys():
            yield tuple(Figure(question, row, rows[row]) for row in share)
        ceiling = by_code.get(question.settings.get("not_above"))
        if _is_share(result, ceiling):
            yield tuple(Figure(one, None, one.text) for one in (question, ceiling.question))


def _is_share(result, ceiling):
    """Whether both are single figures in the same unit: else the one is no share of the other."""
    if ceiling is None or ceiling is result or result.labels or ceiling.labels:
        return False
    part, whole = result.question, ceiling.question
    return unit_of(part) == unit_of(whole) and is_money(part) == is_money(whole)


def _totals(figures):
    """{key of a figure: [who of those nobody is shown is in its total]} of the totals that are shown."""
    return {
        (result.question.code, row or None): [
            _unseen(
                figures,
                result.question,
                row or None,
                figures.entering(result.question, row or None),
            )
        ]
        for result in figures.questions
        for row, shown in result.shown.items()
        if shown.total is not None
    }


def _unseen(figures, question, row, names):
    """Those of `names` whose figure nobody is shown: they chose totals, or it is too small to print."""
    rules = _small_rules(figures, question)
    return {
        held.partner
        for held in figures.held(question, row)
        if held.partner in names
        and held.sharing in SHOWN
        and (held.sharing == Sharing.TOTALS or disclosure_figures.is_small(held, **rules))
    }


def _small_rules(figures, question):
    rules = figures.rules(question)
    return {name: rules[name] for name in ("counts_people", "smallest_count")}


def _rate(figures, part, whole, published):
    """The rate of two figures. What it publishes is added to `published`."""
    parts, wholes = (
        {held.partner: held for held in figures.held(one.question, one.row)}
        for one in (part, whole)
    )
    both = [
        held
        for name, held in parts.items()
        if held.sharing in SHOWN and held.value is not None and wholes[name].value is not None
    ]
    names = _in_both_totals(figures, both, part, whole)
    sums = [sum(held[name].value for name in names) for held in (parts, wholes)]
    is_safe = (
        bool(names)
        and not _is_any_small(figures, (part, whole), sums)
        and _may_be_published(figures, (part, whole), names, published)
    )
    return RateResult(
        figures=(part, whole),
        part=sums[0] if is_safe else None,
        whole=sums[1] if is_safe else None,
        partners=len(names),
        named=_named(figures, both, wholes, part, whole),
        counts_people=figures.rules(part.question)["counts_people"],
    )


def _in_both_totals(figures, both, part, whole):
    """Of the partners that gave both, those in either total; the hidden ones again in whole steps."""
    entering = figures.entering(part.question, part.row) & figures.entering(
        whole.question, whole.row
    )
    return disclosure_figures.entering(
        both, complete=entering, over=figures.is_over, **figures.rules(part.question)
    )


def _is_any_small(figures, pair, sums):
    """Whether one of these sums counts so few people that it is not printed."""
    rules = [figures.rules(figure.question) for figure in pair]
    return any(
        rule["counts_people"] and 0 < total < rule["smallest_count"]
        for rule, total in zip(rules, sums, strict=True)
    )


def _may_be_published(figures, pair, names, published):
    if not all(figure.key in published for figure in pair):
        return False
    hidden = {held.partner for held in _all_held(figures, pair) if held.sharing == Sharing.TOTALS}
    sums = {
        figure.key: [
            *published[figure.key],
            _unseen(figures, figure.question, figure.row, names),
        ]
        for figure in pair
    }
    fewest = figures.network.smallest_total
    if not all(
        disclosure_figures.sums_are_safe(one, hidden=hidden, fewest=fewest) for one in sums.values()
    ):
        return False
    published.update(sums)
    return True


def _all_held(figures, pair):
    return [held for one in pair for held in figures.held(one.question, one.row)]


def _named(figures, both, wholes, part, whole):
    told = []
    for held in both:
        if held.sharing != Sharing.NAMED:
            continue
        of = wholes[held.partner]
        texts, is_small = [], False
        for one, figure in ((held, part), (of, whole)):
            rules = _small_rules(figures, figure.question)
            is_small |= disclosure_figures.is_small(one, **rules)
            texts.append(
                disclosure.as_text(
                    one.value,
                    counts_people=rules["counts_people"],
                    smallest=rules["smallest_count"],
                )
            )
        told.append((held.partner, *texts, "" if is_small else percent(held.value, of.value)))
    return sorted(told)
