"""Answers as a table, one column a thing that was asked. Plain values in and out; nothing is released here.

The columns are the union of every version of a part, and each means one thing for ever: it is named by
the question's permanent code, with “/” before a row or an option and “.” before what stands beside.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from proforma.kinds import BASES, STATES

BESIDE = {
    "state": lambda: _("not answered, but said so"),
    "other": lambda: _("other, in words"),
    "basis": lambda: _("counted or estimated"),
    "comment": lambda: _("why"),
    "source": lambda: _("source"),
    "caveat": lambda: _("note"),
}


@dataclass(frozen=True)
class Column:
    """`key` is what the column is called for ever, `words` what it means now."""

    key: str
    words: str
    is_beside: bool = False


def columns(questions):
    """The columns of these questions, in their order: [Column]. Statements ask nothing and have none."""
    return [
        column
        for question in questions
        if question.kind_of_answer.asks
        for column in [*_columns_of(question), *_beside(question)]
    ]


def _columns_of(question):
    parts = _parts_of(question)
    if parts is None:
        yield Column(question.code, question.text)
        return
    for code, text in parts.items():
        yield Column(f"{question.code}/{code}", f"{question.text} {text}")


def _parts_of(question):
    """What a column each is made of: rows of a grid, options that can be chosen together; else None."""
    if question.kind_of_answer.has_rows:
        return question.row_texts()
    if question.kind in {"choose_several", "rank"}:
        return question.texts()
    return None


def _beside(question):
    for name, words in BESIDE.items():
        yield Column(f"{question.code}.{name}", f"{question.text} ({words()})", is_beside=True)


def row(questions, answers, offered=None):
    """{key: cell} of one response's `answers` (code to entry). What was not answered has no cell.

    `offered` names, by question, the options that stood before whoever answered, where they differ: what
    did not has no cell, and what did and was not chosen has a 0.
    """
    cells = {}
    for question in questions:
        entry = answers.get(question.code) or {}
        if "value" in entry:
            options = (offered or {}).get(question.code, question.texts())
            cells |= _cells(question, entry["value"], options)
        for name in BESIDE:
            if entry.get(name):
                cells[f"{question.code}.{name}"] = _said(name, entry[name])
    return cells


def _cells(question, value, options):
    code, texts = question.code, question.texts()
    if question.kind == "choose_several":
        return {f"{code}/{option}": int(option in value) for option in {*options, *value}}
    if question.kind == "rank":
        return {f"{code}/{option}": place for place, option in enumerate(value, 1) if option}
    if isinstance(value, dict):
        return {f"{code}/{row}": texts.get(answer, answer) for row, answer in value.items()}
    if question.kind == "organisations":
        return {code: question.kind_of_answer.say(question, value)}
    if isinstance(value, bool):
        return {code: int(value)}
    return {code: texts.get(value, value)}


def _said(name, given):
    if name == "state":
        return str(STATES[given])
    return str(BASES[given]) if name == "basis" else given
