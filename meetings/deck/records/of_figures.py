"""Slides from what partners hold: records, never people; named only if they chose it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Chart, ChartKind, Label, Slide, SlideKind, Table
from meetings.deck.records import of_findings
from proforma import kinds
from proforma.figure_charts import drawn


def slides(figures, at):
    """The figures in the order of the form, each with what is made of it: its share, and what ends when."""
    made = {result.question.pk: [_of_figure(result, figures, at)] for result in figures.questions}
    for rate in figures.rates:
        made[rate.question.pk].append(of_findings.of_rate(rate, figures, at))
    for ending in figures.endings:
        made[ending.money.pk].append(of_findings.of_ending(ending, figures, at))
    return [slide for slides in made.values() for slide in slides if slide]


def _of_figure(result, figures, at):
    shown = [(label, figure) for label, figure in result.rows if figure.partners]
    if not shown:
        return None
    make = _grid_of_figures if result.labels else _figure
    return make(result, shown, figures, at)


def _notes(result, shown):
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


def _say(result, value):
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
            "median": _say(result, _plain(figure.median)),
            "low": f"{figure.lowest:,}",
            "high": f"{figure.highest:,}",
        }
    if figure.median is not None:
        return _("The middle figure is %(median)s") % {
            "median": _say(result, _plain(figure.median))
        }
    if figure.lowest is not None and figure.lowest != figure.highest:
        return _("Partners that share by name run from %(low)s to %(high)s") % {
            "low": _say(result, figure.lowest),
            "high": _say(result, figure.highest),
        }
    return ngettext(
        "%(n)d partner gave this figure", "%(n)d partners gave this figure", figure.partners
    ) % {"n": figure.partners}


def _plain(number):
    return int(number) if number == int(number) else number


def _figure(result, shown, figures, at):
    figure = shown[0][1]
    chart = None
    if result.bars:
        listed = "; ".join(f"{partner} {value:,}" for partner, value in result.bars)
        chart = Chart(
            ChartKind.BAR,
            [partner for partner, _value in result.bars],
            {
                result.question.settings.get("unit") or _("Figure"): [
                    drawn(value) for _partner, value in result.bars
                ]
            },
            alt=_("Bars of the partners that share by name: %(listed)s.") % {"listed": listed},
        )
    return Slide(
        SlideKind.CHART if chart else SlideKind.TEXT,
        _title(result, figure),
        body=[result.question.text],
        chart=chart,
        source=of_findings.source(result.question, figure.partners, figures, at),
        key=f"figure:{result.question.code}",
        notes=_notes(result, shown),
        label=Label.READING if result.counts_people else Label.FACT,
        minutes=2,
    )


def _of_no_total(figure):
    return _("withheld") if figure.withheld else "–"


def _grid_of_figures(result, shown, figures, at):
    rows = [
        [
            label,
            f"{figure.total:,}" if figure.total is not None else _of_no_total(figure),
            f"{_plain(figure.median):,}" if figure.median is not None else "–",
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
        notes=_notes(result, shown),
        minutes=2,
    )
