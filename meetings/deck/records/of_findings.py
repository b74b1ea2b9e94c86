"""Slides from figures put together: one as a share of another, and what ends when."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Chart, ChartKind, Label, Slide, SlideKind
from meetings.deck.records import tokens
from network import words
from proforma.figure_charts import drawn, said


def of_rate(rate, figures, at):
    """The share of all together; none where it may not be said."""
    if not rate.text:
        return None
    part, whole = (said(rate.question, number) for number in (rate.part, rate.whole))
    chart = rates_by_name(rate)
    return Slide(
        SlideKind.CHART if chart else SlideKind.TEXT,
        title_of_rate(rate),
        body=[_("%(part)s of %(whole)s. %(text)s") % _parts(rate, part, whole)],
        chart=chart,
        source=source(rate.question, rate.partners, figures, at),
        key=f"rate:{rate.question.code}",
        notes=notes_of_rate(rate),
        label=Label.READING if rate.counts_people else Label.FACT,
        minutes=2,
        cites=tokens.of(rate.question),
    )


def _parts(rate, part, whole):
    return {"part": part, "whole": whole, "text": rate.question.text}


def title_of_rate(rate):
    """“27.2% of referrals were declined” where the rows are worded so; else the two numbers say it."""
    unit, label = rate.question.settings.get("unit", ""), rate.labels[0]
    if unit and label.casefold().startswith(f"{unit.casefold()} "):
        rest = label[len(unit) :].split()
        if len(rest) == 1:
            told = {"rate": rate.text, "unit": unit, "what": rest[0]}
            return _("%(rate)s of %(unit)s were %(what)s") % told
    part, whole = (said(rate.question, number) for number in (rate.part, rate.whole))
    told = {"rate": rate.text, "part": part, "whole": whole}
    if rate.counts_people:
        return _("%(rate)s: %(part)s of %(whole)s records held, which are not people") % told
    return _("%(rate)s: %(part)s of %(whole)s") % told


def rates_by_name(rate):
    """The chart of a share, of partners that share by name; None if there are none."""
    named = sorted(
        ((float(share.rstrip("%")), partner) for partner, _p, _w, share in rate.named if share),
        reverse=True,
    )
    if not named:
        return None
    listed = "; ".join(f"{partner} {share:.1f}%" for share, partner in named)
    return Chart(
        ChartKind.BAR,
        [partner for _share, partner in named],
        {_("Per cent"): [share for share, _partner in named]},
        alt=_("Bars of the shares of partners that share by name: %(listed)s.")
        % {"listed": listed},
    )


def notes_of_rate(rate):
    """The question as it was asked, what is a share of what, and who is in it."""
    part, whole = (said(rate.question, number) for number in (rate.part, rate.whole))
    lines = [
        _("The question, word for word: %(text)s") % {"text": rate.question.text},
        _("“%(part)s” as a share of “%(whole)s”: %(n)s of %(of)s.")
        % {"part": rate.labels[0], "whole": rate.labels[1], "n": part, "of": whole},
        _("Only complete returns that give both are in it. The bars are of partners by name."),
    ]
    if rate.counts_people:
        lines.append(
            _(
                "These are records held. One person can be on several caseloads, so never say people."
            )
        )
    lines.append(_("Written by %(who)s.") % {"who": rate.question.get_origin_display()})
    return "\n".join(lines)


def of_ending(result, figures, at):
    """What ends in which month, of partners that share by name."""
    listed = "; ".join(f"{month.name} {month.total_text}" for month in result.months)
    partners = sum(len(month.held) for month in result.months)
    return Slide(
        SlideKind.CHART,
        result.sentence
        or _("When the money ends: %(first)s is first") % {"first": result.months[0].name},
        body=[result.question.text],
        chart=Chart(
            ChartKind.COLUMN if len(result.months) <= 6 else ChartKind.BAR,
            [month.name for month in result.months],
            {_("Pounds"): [drawn(month.total) for month in result.months]},
            alt=_("How much ends in each month: %(listed)s.") % {"listed": listed},
            highlight=tuple(n for n, month in enumerate(result.months) if month is result.fullest),
        ),
        source=source(result.question, partners, figures, at),
        key=f"ending:{result.money.code}",
        notes=_notes_of_ending(result),
        minutes=1,
        cites=tokens.of(result.money, result.question),
    )


def _notes_of_ending(result):
    lines = [_("The question, word for word: %(text)s") % {"text": result.question.text}]
    lines += [
        _("%(month)s, %(when)s: %(partners)s.")
        % {
            "month": month.name,
            "when": month.when,
            "partners": "; ".join(f"{partner} {amount}" for partner, _a, amount in month.held),
        }
        for month in result.months
    ]
    lines.append(_("Only partners that share by name are in it."))
    if result.without:
        lines.append(
            ngettext(
                "One more gave an amount and no end.",
                "%(n)d more gave an amount and no end.",
                result.without,
            )
            % {"n": result.without}
        )
    return "\n".join(lines)


def source(question, partners, figures, at):
    """What stands under every slide of figures: question, how many, period, day."""
    parts = [
        _("Question %(code)s") % {"code": question.code},
        ngettext("%(n)d partner", "%(n)d partners", partners) % {"n": partners},
        question.settings.get("period", ""),
        _("as at %(day)s") % {"day": words.full_date(at, figures.network)},
    ]
    return " · ".join(part for part in parts if part)
