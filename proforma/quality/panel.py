"""The checks put to a pro-forma's answers, and what may be said of what they find.

Of figures it names partners and questions, for the coordinator is to ask them. It gives a figure only of a
partner that shares it by name, and a nought of another is not even hinted at. Of views it gives counts over
the released answers, never who, and no result without some of them: the difference would show whose.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from proforma.results import of
from proforma.results.handed_in import handed_in

from . import people
from .returns import Returns


@dataclass(frozen=True)
class Section:
    """Findings of one sort: [Finding], and `why` they are worth a second look."""

    key: str
    title: str
    why: str
    findings: list


@dataclass(frozen=True)
class Finding:
    """What was seen, and what to do about it."""

    says: str
    do: str


def look_twice(proforma, at):
    """What stands out of what came back: [Section], those with findings only."""
    views, figures = of(proforma, at)
    returns = Returns(figures)
    sections = [
        _overdue(figures.part, at),
        _far_off(returns),
        _disagreeing(returns),
        _noughts(returns),
        _blank(returns),
        _how_people_answered(views),
    ]
    return [section for section in sections if section.findings]


def _overdue(part, at):
    states = part.return_states(at=at) if part.activity.is_opened else []
    findings = [
        Finding(
            _("%(partner)s has not handed in its figures.") % {"partner": partner.name},
            _("Ask whether they can bring some of them to the meeting."),
        )
        for partner, state, _response in states
        if state == "overdue"
    ]
    why = _("Totals and medians are made without them.")
    return Section("overdue", _("Not handed in in time"), why, findings)


def _far_off(returns):
    findings = [
        Finding(
            _("%(partner)s: %(figure)s for %(question)s is far from the others.") % said
            if said["figure"]
            else _("%(partner)s: something in its return is far from the others.") % said,
            _("Ask whether it is right, and in the unit and for the period asked.")
            + (_slipped(slip) if slip else ""),
        )
        for said, slip in returns.far_off()
    ]
    why = _(
        "More than five times as far from the middle as is usual (a modified z-score above 3.5). "
        "It may well be right."
    )
    return Section("far", _("Far from the others"), why, findings)


def _slipped(by):
    return " " + _("It would be among the others if it were %(by)d times smaller.") % {"by": by}


def _disagreeing(returns):
    findings = [
        Finding(
            _("%(partner)s: %(part)s (%(figure)s) is more than %(whole)s (%(limit)s).") % said
            if said["figure"]
            else _("%(partner)s: %(part)s is more than %(whole)s.") % said,
            _("Ask which of the two is right, and whether both count the same people or things."),
        )
        for said in returns.above()
    ]
    why = _("A part cannot be more than its whole.")
    return Section("totals", _("Figures that do not go together"), why, findings)


def _noughts(returns):
    findings = [
        Finding(
            _("%(partner)s gave 0 for %(question)s.") % said,
            _("Ask whether it means none, or that it is not recorded."),
        )
        for said in returns.noughts()
    ]
    why = _("Others say that they do not record this.")
    return Section("noughts", _("None, or not recorded?"), why, findings)


def _blank(returns):
    findings = [
        Finding(
            _("%(partner)s left blank: %(questions)s.") % said,
            _("Ask whether they can give it, or do not record it."),
        )
        for said in returns.left_blank()
    ]
    return Section("blank", _("Left blank"), _("More than half of the others answered."), findings)


def _how_people_answered(views):
    findings = [*_straight_lines(views), *_very_fast(views)]
    why = _("Counts only, over the answers that are released. Nobody is left out because of it.")
    return Section("people", _("How people answered"), why, findings)


def _straight_lines(views):
    floor = views.part.proforma.cycle.network.smallest_group
    for result in views.questions:
        if result.shape == "grid" and result.summary is not None:
            given = [one.entry["value"] for one in result.base.given if one.is_answered]
            same, whole = people.straight_lines(given, [code for code, _text in result.base.rows])
            if same and whole >= floor:
                counts = {"n": same, "of": whole, "code": result.question.code}
                yield Finding(
                    _("%(n)d of %(of)d people gave every row of %(code)s the same answer.")
                    % counts,
                    _("Ask in the room whether its rows were clear, and different enough."),
                )


def _very_fast(views):
    network, part = views.part.proforma.cycle.network, views.part
    responses = handed_in(part, views.asking, views.released) if views.released else []
    times = [
        (each.started_at, each.saved_at, each.submitted_at)
        for each in responses
        if not each.is_helped
    ]
    fast, known = people.very_fast(times, part.minutes)
    if fast and known >= network.smallest_group:
        counts = {"n": fast, "of": known, "minutes": part.minutes}
        yield Finding(
            _("%(n)d of %(of)d people took less than a third of the %(minutes)d minutes reckoned.")
            % counts,
            _("See whether it was reckoned too long. The time runs from the first saved answer."),
        )
