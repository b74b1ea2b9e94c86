"""What can only be said once a whole part is read: codes, conditions, limits, and what is kept."""

import re
from copy import deepcopy
from dataclasses import fields
from itertools import count

from django.utils.translation import gettext as _

from . import native
from .checked import load_condition
from .logic import NUMBERS, Known, read_condition, read_limits, write_condition, write_limits
from .questions import kind_label

LETTERS = {"person": "A", "partner": "B"}
_LIMITS = {"min", "max", "not_above", "most", "max_length"}
_LIMITED = NUMBERS | {"choose_several", "short_text", "long_text"}


def finish(form, drafts, unit):
    """Complete the questions of a part: they get codes, show_if, limits and what is kept of their rows."""
    _give_codes(form, drafts, unit)
    everything = [_known(draft) for draft in drafts]
    by_code = {known.code: known for known in everything}
    by_name = {known.name: known for known in reversed(everything) if known.name}
    for draft in drafts:
        _read_condition(form, draft, by_name, by_code)
        _read_limits(form, draft, by_name, by_code)
    for draft in drafts:
        form.lists_used.add(draft.list_name)
        _keep(form, draft, by_code)
        words = _("Imported as %(code)s, “%(kind)s”.") % {
            "code": draft.question.code,
            "kind": kind_label(draft.question.kind),
        }
        for entry in draft.rows:
            form.remark(entry, "", "imported", words)


def _known(draft):
    return Known(draft.question.code, draft.name, draft.question.kind, draft.choices)


def free_codes(letter, used):
    """A1, A2 and so on, without those in use, however they are spelt: “a1” and “A1” would be mixed up."""
    taken = {code.casefold() for code in used}
    every = (f"{letter}{number}" for number in count(1))
    return (code for code in every if code.casefold() not in taken)


def _give_codes(form, drafts, unit):
    """Each keeps the code that it came with, such as A3 or the A3a of a follow-up, or gets a free one."""
    letter, used = LETTERS[unit], set()
    for draft in drafts:
        wanted = form.cell(draft.entry.cells, "tightrope_code") or draft.name
        own = draft.name != wanted and re.fullmatch(r"\S{1,12}", wanted)
        is_code = own or re.fullmatch(rf"{letter}[0-9]{{1,3}}[A-Za-z]?", wanted)
        if is_code and wanted.casefold() not in used:
            draft.question.code = wanted
            used.add(wanted.casefold())
    free = free_codes(letter, used)
    for draft in drafts:
        draft.question.code = draft.question.code or next(free)


def _read_condition(form, draft, by_name, by_code):
    cells, question = draft.entry.cells, draft.question
    text = form.cell(cells, "relevant")
    own = load_condition(form.cell(cells, "tightrope_show_if"))
    if own and write_condition(own, by_code) == text:
        question.show_if = own
    elif text:
        question.show_if = read_condition(text, by_name)
        if question.show_if is None:
            words = _("When it is shown depends on more than can be said here: %(text)s")
            form.remark(draft.entry, "relevant", "kept", words % {"text": text[:200]})


def _read_limits(form, draft, by_name, by_code):
    """Take limits from the constraint, unless our own settings are what it says already."""
    question, entry = draft.question, draft.entry
    is_grid, is_range = entry.type.name == "begin", entry.type.name == "range"
    text = form.cell(entry.cells, "constraint")
    if is_grid or is_range or (entry.type.name == "percentage" and not text):
        if text:
            _keep_constraint(form, entry, text)
        return
    written = write_limits(question.kind, question.settings, by_code)
    own = form.cell(entry.cells, "tightrope_kind") == question.kind
    if own and text == written:
        return
    limits = read_limits(text, question.kind, by_name) if question.kind in _LIMITED else None
    if limits is not None:
        others = {key: value for key, value in question.settings.items() if key not in _LIMITS}
        question.settings = others | limits
    elif text:
        if question.kind in NUMBERS and not own:
            question.settings["min"] = None
        _keep_constraint(form, entry, text)


def _keep_constraint(form, entry, text):
    words = _("What answers are allowed is more than can be said here: %(text)s")
    form.remark(entry, "constraint", "kept", words % {"text": text[:200]})


def as_read(question) -> dict:
    """What a question says, to tell later whether it was changed since it was read."""
    said = {each.name: getattr(question, each.name) for each in fields(question)}
    del said["kept"], said["code"]
    for name in ("options", "rows"):
        said[name] = [[option.code, option.text] for option in said[name]]
    return {name: deepcopy(value) for name, value in said.items() if value}


def _keep(form, draft, by_code):
    """Keep the rows a question came from, except where writing it anew would give the same rows."""
    question = draft.question
    if _is_as_written(form, draft, by_code):
        for option in [*question.options, *question.rows]:
            option.kept = {}
        question.kept = {}
    else:
        question.kept = {"name": draft.name, "row": draft.entry.cells, "read": as_read(question)}
        if draft.list_name:
            question.kept["list"] = draft.list_name
        if len(draft.rows) > 1:
            question.kept["end"] = draft.rows[-1].cells
        if draft.list_rows and not question.options:
            question.kept["choices"] = draft.list_rows
    if draft.before:
        question.kept["before"] = draft.before


def _is_as_written(form, draft, by_code):
    question, name = draft.question, draft.name
    if form.cell(draft.entry.cells, "tightrope_kind") != question.kind:
        return False
    writer = native.grid_rows if len(draft.rows) > 1 else _single_row
    anew = writer(question, name, draft.list_name, by_code, form.names)
    found = [form.standard(entry.cells) for entry in draft.rows]
    return (
        anew == found and native.list_rows(question, draft.list_name, form.names) == draft.list_rows
    )


def _single_row(question, *context):
    return [native.question_row(question, *context)]
