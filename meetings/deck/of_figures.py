"""Slides from what partners hold: records, never people; named only if they chose it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Chart, ChartKind, Label, Slide, SlideKind, Table
from network import words
from proforma import kinds


def slides(figures, at):
    made = []
    for result in figures.questions:
        shown = [(label, figure) for label, figure in result.rows if figure.partners]
        if not shown:
            continue
        made.append(
            _grid_of_figures(result, shown, figures, at)
            if result.labels
            else _figure(result, shown, figures, at)
        )
    return made


def _source(result, partners, figures, at):
    settings = result.question.settings
    parts = [
        _("Question %(code)s") % {"code": result.question.code},
        ngettext("%(n)d partner", "%(n)d partners", partners) % {"n": partners},
        settings.get("period", ""),
        _("as at %(day)s") % {"day": words.full_date(at, figures.part.proforma.cycle.network)},
    ]
    return " · ".join(part for part in parts if part)


def _notes(result, shown):
    lines = [_("The question, word for word: %(text)s") % {"text": result.question.text}]
    if result.counts_people:
        lines.append(
            _(
                "These are records held. One person can be on several caseloads, so never say people."
            )
        )
    for _label, figure in shown:
        if figure.dominant and figure.total is not None:
            lines.append(
                _("One partner is more than half of what is hidden in a total here. Take care.")
            )
        if figure.withheld:
            lines.append(_("The total is withheld: too few partners would be hidden in it."))
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


def _drawn(value):
    """A value as a chart takes it: money may carry pence."""
    return value if isinstance(value, int) else float(value)


def _plain(number):
    return int(number) if number == int(number) else number


def _figure(result, shown, figures, at):
    figure = shown[0][1]
    # A count that reads “fewer than 5” has no bar: a bar would give it away.
    named = sorted(
        (
            (held.value, partner)
            for partner, text, held in figure.named
            if text == f"{held.value:,}"
        ),
        reverse=True,
    )
    chart = None
    if named:
        listed = "; ".join(f"{partner} {value:,}" for value, partner in named)
        chart = Chart(
            ChartKind.BAR,
            [partner for _value, partner in named],
            {
                result.question.settings.get("unit") or _("Figure"): [
                    _drawn(value) for value, _partner in named
                ]
            },
            alt=_("Bars of the partners that share by name: %(listed)s.") % {"listed": listed},
        )
    return Slide(
        SlideKind.CHART if chart else SlideKind.TEXT,
        _title(result, figure),
        body=[result.question.text],
        chart=chart,
        source=_source(result, figure.partners, figures, at),
        notes=_notes(result, shown),
        label=Label.READING if result.counts_people else Label.FACT,
        minutes=2,
    )


def _grid_of_figures(result, shown, figures, at):
    rows = [
        [
            label,
            f"{figure.total:,}" if figure.total is not None else _("withheld"),
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
        source=_source(result, most, figures, at),
        notes=_notes(result, shown),
        minutes=2,
    )
