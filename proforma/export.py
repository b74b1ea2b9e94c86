"""Answers as a table, one column a thing that was asked. Plain values in and out; nothing is released here.

The columns are the union of every version of a part, in the form's order, whatever path anybody took. Each
means one thing for ever: it is named by the question's permanent code, with “/” before a row or an option
and “.” before what stands beside. What is chosen is given as its code, with its words beside it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.utils.translation import gettext as _

from network.months import Month
from proforma.kinds import OTHER

BESIDE = {
    "state": lambda: _("not answered, but said so"),
    "other": lambda: _("other, in words"),
    "basis": lambda: _("counted or estimated"),
    "comment": lambda: _("why"),
    "source": lambda: _("source"),
    "caveat": lambda: _("note"),
}
LABEL = "label"
_ONE_CODE = {"yes_no", "choose_one", "grid_choice"}
_SEVERAL_CODES = {"choose_several", "rank"}
_MOMENTS = {
    "date": date.fromisoformat,
    "date_time": datetime.fromisoformat,
    "time": time.fromisoformat,
    "month": lambda text: Month.fromisoformat(f"{text}-01"),
}


@dataclass(frozen=True)
class Column:
    """`key` is what the column is called for ever, `words` what it means now.

    `part` is the code of the row or option it is about, if it is about one. `beside` names what stands
    beside an answer, of BESIDE, or says that it gives the words of the codes in the column `labels`.
    """

    key: str
    words: str
    question: object
    part: str = ""
    beside: str = ""
    labels: str = ""

    @property
    def is_beside(self):
        """Whether it holds what somebody gave beside an answer: not the answer, nor its label."""
        return self.beside in BESIDE

    def label(self, code):
        """The words of a code that stands in the column this one puts into words."""
        return self.question.texts().get(code, code)


def columns(questions, found=()):
    """The columns of these questions, in their order: [Column]. Statements ask nothing and have none.

    `found` are keys that some answer has: what stands beside it though the form offers no such box.
    """
    return [
        column
        for question in questions
        if question.kind_of_answer.asks
        for column in _columns_of(question, found)
    ]


def _columns_of(question, found):
    parts = _parts_of(question)
    for part, text in ({"": ""} if parts is None else parts).items():
        key = f"{question.code}/{part}" if part else question.code
        words = f"{question.text} {text}".strip()
        yield Column(key, words, question, part)
        if question.kind in _ONE_CODE:
            in_words = _("%(question)s (in words)") % {"question": words}
            yield Column(f"{key}.{LABEL}", in_words, question, part, LABEL, labels=key)
        if _is_other(question, part):
            yield _aside(question, "other")
    stands_already = {"other"} if any(_is_other(question, part) for part in parts or ()) else set()
    for name in BESIDE:
        column = _aside(question, name)
        if name not in stands_already and (_offers(question, name) or column.key in found):
            yield column


def _is_other(question, part):
    return part == OTHER and question.kind in _SEVERAL_CODES


def _aside(question, name):
    key, words = _key_beside(question, name), f"{question.text} ({BESIDE[name]()})"
    return Column(key, words, question, OTHER if f"/{OTHER}." in key else "", name)


def _key_beside(question, name):
    if name == "other" and not question.kind_of_answer.has_rows:
        return f"{question.code}/{OTHER}.{name}"
    return f"{question.code}.{name}"


def _offers(question, name):
    """Whether the form has a box for it."""
    kind, settings = question.kind_of_answer, question.settings
    if name == "state":
        return kind.takes_states
    if name == "other":
        return kind.has_options and OTHER in question.texts()
    if name in {"basis", "comment"}:
        return bool(settings.get(name)) and name in kind.settings
    is_of_partners = not question.part.is_of_people and kind.takes_states
    return is_of_partners and (name == "caveat" or kind.is_number)


def _parts_of(question):
    """What a column each is made of: rows of a grid, options that can be chosen together; else None."""
    if question.kind_of_answer.has_rows:
        return _asked(question, question.row_texts())
    if question.kind in _SEVERAL_CODES:
        return _asked(question, question.texts())
    return None


def _asked(question, texts):
    """Without what was written since the question was asked, and nobody has seen yet."""
    waiting = {option.code for option in question.options_waiting()}
    return {code: text for code, text in texts.items() if code not in waiting}


def row(questions, answers, offered=None):
    """{key: cell} of one response's `answers` (code to entry). What was not answered has no cell.

    `offered` names, by question, the options that stood before whoever answered, where they differ: what
    did not has no cell, and what did and was not chosen has a 0.
    """
    cells = {}
    for question in questions:
        entry = answers.get(question.code) or {}
        if "value" in entry:
            options = (offered or {}).get(question.code, _asked(question, question.texts()))
            cells |= _cells(question, entry["value"], options)
        for name in BESIDE:
            if entry.get(name):
                cells[_key_beside(question, name)] = entry[name]
    return cells


def _cells(question, value, options):
    code = question.code
    if question.kind == "choose_several":
        return {f"{code}/{option}": int(option in value) for option in {*options, *value}}
    if question.kind == "rank":
        return {f"{code}/{option}": place for place, option in enumerate(value, 1) if option}
    if isinstance(value, dict):
        return {
            key: cell
            for row, answer in value.items()
            for key, cell in _cell(question, f"{code}/{row}", answer).items()
        }
    if question.kind == "organisations":
        names = dict(question.partners)
        listed = [names[pk] for pk in value if pk in names]
        return {code: "; ".join(listed)} if listed else {}
    return _cell(question, code, value)


def _cell(question, key, value):
    """A value as what it is: a number, a day, text; a code with its words beside it."""
    texts = question.texts()
    if isinstance(value, bool):
        return {key: int(value)}
    if question.kind_of_answer.is_number:
        return {key: Decimal(value)}
    if question.kind in _MOMENTS:
        return {key: _MOMENTS[question.kind](value)}
    if value in texts:
        return {key: value, f"{key}.{LABEL}": texts[value]}
    return {key: value}
