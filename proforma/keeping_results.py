"""What both parts show at a moment, as plain JSON: what results that are locked consist of.

It has passed the disclosure door when it is kept. Beside what was shown stand marks of what it was made
from, so that whoever reads it later can tell what has changed since; see kept_reading. Nobody's words are
kept: no written answers, nothing beside “other”, no caveats.
"""

import hmac
import json
from hashlib import sha256

from django.conf import settings

from network.disclosure import Sharing
from network.disclosure_figures import is_small
from proforma.offered import OPTION

SHARED = {Sharing.NAMED, Sharing.TOTALS}


def mark(*said):
    """A name for something that is known here, and that says nothing of it by itself."""
    text = json.dumps(["kept results", *said], sort_keys=True, default=str)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), sha256).hexdigest()[:20]


def shown_by(views, figures):
    """What these results show, ready to be kept."""
    return {
        "views": {
            "submitted": views.submitted,
            "released": views.released,
            "asked": views.asked,
            "questions": [_view(result) for result in views.questions] if views.released else [],
        },
        "figures": {
            "smallest_count": figures.network.smallest_count,
            "returned": len(figures.responses),
            "expected": figures.expected,
            "complete": len(figures.complete),
            "questions": [_figure(figures, result) for result in figures.questions],
            "rates": [kept for rate in figures.rates if (kept := _rate(figures, rate)) is not None],
        },
    }


def partners_of(figures):
    """{key of a partner: what it had chosen} of those whose figures were used."""
    return {
        str(response.partner_id): response.sharing
        for response in figures.responses
        if response.sharing in SHARED
    }


def _question(question):
    return {
        "code": question.code,
        "text": question.text,
        "kind": question.kind,
        "asked_no_more": question.retired_at is not None,
        "settings": {
            name: question.settings[name]
            for name in ("low", "high", "low_label", "high_label", "unit", "period")
            if name in question.settings
        },
    }


def _view(result):
    kept = _question(result.question) | {"shape": result.shape, "not_asked": result.not_asked}
    summary = result.summary
    if summary is None:
        return kept | {"is_shown": False}
    answered, others = answers_of(result)
    return kept | {
        "is_shown": True,
        "n": summary.n,
        "answered": summary.answered,
        "unknown": summary.unknown,
        "unrecorded": summary.unrecorded,
        "blank": summary.blank,
        "mean": summary.mean,
        "median": summary.median,
        "quartiles": summary.quartiles,
        "bars": [[label, int(n), int(of)] for label, n, of in result.bars]
        if result.shape in {"count", "scale"}
        else [],
        "steps": summary.steps if result.shape in {"grid", "rank"} else [],
        "rows": _rows(summary) if result.shape in {"grid", "rank"} else [],
        "not_counted": result.base.not_counted,
        "not_shown": [*(late.text for late in result.base.late), *result.base.few],
        "made_from": {"answered": sorted(answered), "others": sorted(others)},
    }


def _rows(summary):
    return [
        {
            "label": row["label"],
            "counts": [int(row[step]) for step in summary.steps],
            "mean": summary.means.get(row["code"]),
            "median": summary.medians.get(row["code"]),
        }
        for row in summary.rows()
    ]


def answers_of(result):
    """Marks of what a question's result is made from: {mark: Given} of the answers, and of the rest."""
    answered, others = {}, {}
    for one in result.base.given:
        key = mark(result.question.pk, one.key)
        name = f"{key}:{mark(one.key, result.question.pk, _said(result, one))}"
        (answered if one.is_answered else others)[name] = one
    return answered, others


def _said(result, given):
    """What a result shows of one answer. Of words it shows only that there are some."""
    entry = given.entry or {}
    value = given.is_answered if result.shape == "text" else entry.get("value")
    before_them = sorted(given.options) if result.base.offered[OPTION] else []
    return [value, entry.get("state"), before_them]


def _figure(figures, result):
    counts_people = result.counts_people
    return _question(result.question) | {
        "counts_people": counts_people,
        "rows": [
            {"key": code, "label": result.labels.get(code, "")}
            | _figure_row(figures, result.question, code or None, shown)
            for code, shown in result.shown.items()
        ],
    }


def _figure_row(figures, question, row, shown):
    keys = {response.partner.name: str(response.partner_id) for response in figures.responses}
    summed, unseen = sum_of(figures, question, row)
    return {
        "partners": shown.partners,
        "total": _text(shown.total),
        "median": _text(shown.median),
        "lowest": _text(shown.lowest),
        "highest": _text(shown.highest),
        "named": [[keys[name], text, held.basis] for name, text, held in shown.named],
        "made_from": summed,
        "unseen": sorted(unseen),
    }


def sum_of(figures, question, row):
    """{key of a partner: mark of its figure} of those in a total, and the keys of those whose figure
    nobody is shown: they chose totals, or it is too small to print."""
    keys = {response.partner.name: str(response.partner_id) for response in figures.responses}
    rules = figures.rules(question)
    rules = {name: rules[name] for name in ("counts_people", "smallest_count")}
    entering = figures.entering(question, row)
    summed, unseen = {}, set()
    for held in figures.held(question, row):
        if held.partner not in entering or held.value is None or held.sharing not in SHARED:
            continue
        key = keys[held.partner]
        summed[key] = mark(key, question.code, row, str(held.value))
        if held.sharing == Sharing.TOTALS or is_small(held, **rules):
            unseen.add(key)
    return summed, unseen


def _rate(figures, rate):
    """A rate over the very partners of both its totals: it says nothing that those do not say."""
    if rate.part is None:
        return None
    shown = {
        (result.question.code, code or None): one
        for result in figures.questions
        for code, one in result.shown.items()
    }
    totals = [shown[figure.key] for figure in rate.figures]
    if {one.partners for one in totals} != {rate.partners} or None in {one.total for one in totals}:
        return None
    return {
        "of": [list(figure.key) for figure in rate.figures],
        "labels": list(rate.labels),
        "part": _text(rate.part),
        "whole": _text(rate.whole),
        "text": rate.text,
        "partners": rate.partners,
    }


def _text(number):
    return None if number is None else str(number)
