"""Slides from what partners hold: records, never people; named only if they chose it."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Chart, ChartKind, Label, Slide, SlideKind, Table
from meetings.deck.records import of_findings, tokens
from proforma import kinds
from proforma.figure_charts import drawn


def slides(figures, at):
    """The figures in the order of the form, each with what is made of it: its share, and what ends when."""
    made = {
        result.question.pk: [(_of_figure(result, figures, at), by_name(result))]
        for result in figures.questions
    }
    for rate in figures.rates:
        made[rate.question.pk].append(
            (of_findings.of_rate(rate, figures, at), [name for name, *_texts in rate.named])
        )
    for ending in figures.endings:
        names = [name for month in ending.months for name, *_amounts in month.held]
        made[ending.money.pk].append((of_findings.of_ending(ending, figures, at), names))
    return [
        replace(slide, names=keys_of(figures, names))
        for slides in made.values()
        for slide, names in slides
        if slide
    ]


def by_name(result):
    """The partners whose figures a slide of this result may name, in its chart or its notes."""
    return [partner for shown in result.shown.values() for partner, *_held in shown.named]


def keys_of(figures, names):
    """The keys of partners by their names, so that a slide can be found once one of them shares less."""
    keys = {response.partner.name: response.partner_id for response in figures.responses}
    return tuple(dict.fromkeys(keys[name] for name in names if name in keys))


def people_first(figures):
    """The code of the figure that shows best that records are not people: the first that is a part of
    another, else the first that counts people; or nothing."""
    parts = [rate.question.code for rate in figures.rates if rate.counts_people]
    counted = [
        one.question.code
        for one in figures.questions
        if one.counts_people
        and not one.labels
        and any(shown.total is not None for shown in one.shown.values())
    ]
    return next((code for code in counted if code in parts), next(iter(counted), ""))


def _of_figure(result, figures, at):
    shown = [(label, figure) for label, figure in result.rows if figure.partners]
    if not shown:
        return None
    make = _grid_of_figures if result.labels else _figure
    return make(result, shown, figures, at)


def notes(result, shown):
    lines = [_("The question, word for word: %(text)s") % {"text": result.question.text}]
    if result.counts_people:
        lines.append(
            _(
                "These are records held. One person can be on several caseloads, so never say people."
            )
        )
    for _label, figure in shown:
        if figure.withheld == "few":
            lines.append(_("A total is withheld: too few partners would be hidden in it."))
        if figure.withheld == "small":
            lines.append(_("A total is withheld: it counts too few people."))
        lines += [f"{held.partner}: {held.caveat}" for _p, _t, held in figure.named if held.caveat]
    lines.append(_("Written by %(who)s.") % {"who": result.question.get_origin_display()})
    return "\n".join(dict.fromkeys(lines))


def say(result, value):
    return kinds.KINDS[result.question.kind].say(result.question, value)


def _title(result, figure):
    if result.counts_people and figure.total is not None:
        return _("%(total)s records held, which is not a number of people") % {
            "total": f"{figure.total:,}"
        }
    if figure.median is not None and figure.lowest is not None:
        return _(
            "The middle figure is %(median)s; partners that share by name run from %(low)s to %(high)s"
        ) % {
            "median": say(result, plain(figure.median)),
            "low": f"{figure.lowest:,}",
            "high": f"{figure.highest:,}",
        }
    if figure.median is not None:
        return _("The middle figure is %(median)s") % {"median": say(result, plain(figure.median))}
    if figure.lowest is not None and figure.lowest != figure.highest:
        return _("Partners that share by name run from %(low)s to %(high)s") % {
            "low": say(result, figure.lowest),
            "high": say(result, figure.highest),
        }
    return ngettext(
        "%(n)d partner gave this figure", "%(n)d partners gave this figure", figure.partners
    ) % {"n": figure.partners}


def plain(number):
    return int(number) if number == int(number) else number


def _figure(result, shown, figures, at):
    figure = shown[0][1]
    chart = bars_by_name(result)
    body = [result.question.text]
    if result.counts_people:
        body.append(_("One person can be on several caseloads."))
    return Slide(
        SlideKind.CHART if chart else SlideKind.TEXT,
        _title(result, figure),
        body=body,
        chart=chart,
        source=of_findings.source(result.question, figure.partners, figures, at),
        key=f"figure:{result.question.code}",
        notes=notes(result, shown),
        label=Label.READING if result.counts_people else Label.FACT,
        minutes=2,
        cites=tokens.of(result.question),
    )


def bars_by_name(result):
    """The chart of a single figure, of partners that share by name; None if there are none."""
    if not result.bars:
        return None
    listed = "; ".join(f"{partner} {value:,}" for partner, value in result.bars)
    return Chart(
        ChartKind.BAR,
        [partner for partner, _value in result.bars],
        {
            result.question.settings.get("unit") or _("Figure"): [
                drawn(value) for _partner, value in result.bars
            ]
        },
        alt=_("Bars of the partners that share by name: %(listed)s.") % {"listed": listed},
    )


def _of_no_total(figure):
    return _("withheld") if figure.withheld else "–"


def _grid_of_figures(result, shown, figures, at):
    rows = [
        [
            label,
            f"{figure.total:,}" if figure.total is not None else _of_no_total(figure),
            f"{plain(figure.median):,}" if figure.median is not None else "–",
            str(figure.partners),
        ]
        for label, figure in shown
    ]
    most = max(figure.partners for _label, figure in shown)
    return Slide(
        SlideKind.TABLE,
        result.question.text,
        table=Table(
            [
                "",
                _("Records held") if result.counts_people else _("Total"),
                _("Middle figure"),
                _("Partners"),
            ],
            rows,
            alt=_("Totals, medians and number of partners for: %(text)s")
            % {"text": result.question.text},
            widths=(4, 2, 2, 2),
        ),
        source=of_findings.source(result.question, most, figures, at),
        key=f"figure:{result.question.code}",
        notes=notes(result, shown),
        minutes=2,
        cites=tokens.of(result.question),
    )
