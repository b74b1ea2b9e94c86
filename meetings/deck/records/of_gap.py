"""How far there is to go: a typical wait, and what share was refused, on one slide."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Slide, SlideKind
from meetings.deck.records import of_figures, of_findings, tokens
from network import words
from proforma.figure_charts import said
from proforma.results.units import unit_of

OF_TIME = {"days", "weeks", "months", "hours", "minutes"}


def slides(figures, at):
    """[the first wait whose middle may be said, with the first share that is not of people]; or none."""
    wait = next((one for one in figures.questions if _middle(one) is not None), None)
    rate = next((one for one in figures.rates if one.text and not one.counts_people), None)
    if wait is None and rate is None:
        return []
    questions = [one.question for one in (wait, rate) if one]
    chart = of_figures.bars_by_name(wait) if wait else of_findings.rates_by_name(rate)
    return [
        Slide(
            SlideKind.CHART if chart else SlideKind.TEXT,
            _title(wait, rate),
            body=(_of_wait(wait) if wait else []) + (_of_rate(rate) if rate else []),
            chart=chart,
            source=_source(questions, wait, rate, figures, at),
            key="gap",
            notes="\n".join(_notes(wait, rate)),
            minutes=2,
            cites=tokens.of(*questions),
            names=of_figures.keys_of(
                figures, [name for one in (wait, rate) if one for name in _named(one)]
            ),
        )
    ]


def _middle(result):
    """The figure of a wait, if it is one and its median may be said."""
    if result.labels or unit_of(result.question) not in OF_TIME:
        return None
    (figure,) = result.shown.values()
    return figure if figure.median is not None else None


def _named(result):
    if hasattr(result, "bars"):
        return [partner for partner, _value in result.bars]
    return [partner for partner, *_texts in result.named]


def _title(wait, rate):
    if wait is None:
        return of_findings.title_of_rate(rate)
    middle = {"median": of_figures.say(wait, of_figures.plain(_middle(wait).median))}
    if rate is None:
        return _("The middle wait is %(median)s") % middle
    return _("The middle wait is %(median)s, and %(rate)s") % {
        **middle,
        "rate": of_findings.title_of_rate(rate),
    }


def _of_wait(wait):
    figure = _middle(wait)
    gave = ngettext("%(n)d partner gave a wait.", "%(n)d partners gave a wait.", figure.partners)
    lines = [gave % {"n": figure.partners}]
    if figure.lowest is not None:
        lines.append(
            _("Those that share by name run from %(low)s to %(high)s.")
            % {
                "low": f"{figure.lowest:,}",
                "high": of_figures.say(wait, figure.highest),
            }
        )
    return lines


def _of_rate(rate):
    return [
        _("%(what)s: %(part)s of %(whole)s.")
        % {
            "what": rate.labels[0],
            "part": said(rate.question, rate.part),
            "whole": said(rate.question, rate.whole),
        }
    ]


def _source(questions, wait, rate, figures, at):
    partners = max([_middle(wait).partners if wait else 0, rate.partners if rate else 0])
    periods = dict.fromkeys(one.settings.get("period", "") for one in questions)
    return " · ".join(
        filter(
            None,
            [
                ngettext("Question %(codes)s", "Questions %(codes)s", len(questions))
                % {"codes": _(" and ").join(one.code for one in questions)},
                ngettext("%(n)d partner", "%(n)d partners", partners) % {"n": partners},
                ", ".join(filter(None, periods)),
                _("as at %(day)s") % {"day": words.full_date(at, figures.network)},
            ],
        )
    )


def _notes(wait, rate):
    if wait:
        yield from of_figures.notes(wait, wait.rows).split("\n")
        yield _("The longest wait of all is not said: it could be one partner’s own figure.")
    if rate:
        yield of_findings.notes_of_rate(rate)
    yield _("Ask: what does somebody do while they wait? Where do they go when they are refused?")
