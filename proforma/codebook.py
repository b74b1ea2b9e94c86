"""What each column of the answers means, in a table of its own: a row a column."""

from django.utils.translation import gettext as _

from network import words
from proforma.kinds import BASES, STATES

from .export import BESIDE

SCALES = {"scale", "grid_scale"}


def rows(asked):
    """The code book: a heading, and a row for each column.

    `asked` are (part, columns, hidden): the columns of a part that leave, and the codes of the options that
    may not be said, by question. Names nobody: not who wrote a question, nor the partner it came from.
    """
    return [
        _heading(),
        *(
            _row(column, part, versions, hidden.get(column.question.code, ()))
            for part, columns, hidden in asked
            for versions in [list(part.versions.all())]
            for column in columns
        ),
    ]


def _heading():
    return [
        _("column"),
        _("question"),
        _("in words"),
        _("part"),
        _("kind of answer"),
        _("unit"),
        _("period"),
        _("ends of the scale"),
        _("codes"),
        _("first asked in version"),
        _("last asked in version"),
        _("asked no more since"),
        _("where it came from"),
    ]


def _row(column, part, versions, hidden):
    question = column.question
    first, last = _versions(column, versions)
    return [
        column.key,
        question.code,
        column.words,
        part.title,
        BESIDE[column.beside]() if column.is_beside else str(question.kind_of_answer.label),
        "" if column.beside else _unit(question),
        "" if column.beside else question.settings.get("period", ""),
        "" if column.beside else _ends(question),
        _codes(column, hidden),
        first,
        last,
        _asked_no_more(column, part),
        question.get_origin_display(),
    ]


def _unit(question):
    return {"money": "£", "percentage": "%"}.get(question.kind, question.settings.get("unit", ""))


def _ends(question):
    if question.kind not in SCALES:
        return ""
    settings = question.settings
    ends = [
        (settings.get("low", 1), settings.get("low_label", "")),
        (settings.get("high", 5), settings.get("high_label", "")),
    ]
    return _said(ends)


def _codes(column, hidden):
    """What can stand in the column, where that is a code."""
    question = column.question
    if column.beside:
        return _said({"state": STATES, "basis": BASES}.get(column.beside, {}).items())
    if question.kind == "choose_several":
        return _said([("1", _("chosen")), ("0", _("not chosen"))])
    if question.kind == "rank":
        return _said([("1", _("first place"))])
    waiting = {option.code for option in question.options_waiting()}
    left_out = waiting | set(hidden)
    return _said((code, text) for code, text in question.texts().items() if code not in left_out)


def _said(pairs):
    return "; ".join(f"{code} = {text}" if text else f"{code}" for code, text in pairs)


def _option(column):
    """The row or option a column is about, if it is about one."""
    axis = "row" if column.question.kind_of_answer.has_rows else "option"
    options = column.question.options.all()
    return next((one for one in options if (one.axis, one.code) == (axis, column.part)), None)


def _versions(column, versions):
    """The numbers of the first and the last version that asked it; nothing of a draft."""
    holds = [
        version.number
        for version in versions
        for asked in version.questions
        if asked["code"] == column.question.code
        and column.part in ("", *asked["options"], *asked.get("rows", ()))
    ]
    return (holds[0], holds[-1]) if holds else (None, None)


def _asked_no_more(column, part):
    option = _option(column)
    retired = column.question.retired_at or (option and option.retired_at)
    network = part.proforma.cycle.network
    return words.date_of(retired, network) if retired else None
