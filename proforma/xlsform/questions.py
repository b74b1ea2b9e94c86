"""A row of the survey as a question: its kind, texts and options. What depends on others comes later."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from proforma.kinds import KINDS
from proforma.plain import PlainOption, PlainQuestion

from . import native
from .checked import load_settings
from .choices import LONGEST_OPTION, MANY_OPTIONS, MOST_OPTIONS, cut, options_of
from .entries import Entry
from .logic import json_number

LONGEST_TEXT, LONGEST_HELP, LONGEST_NOTE, LONGEST_TITLE = 400, 300, 200, 160
MOST_RANGE_STEPS = 21

_KINDS = {
    "text": "short_text",
    "integer": "whole_number",
    "decimal": "decimal",
    "percentage": "percentage",
    "select_one": "choose_one",
    "select_multiple": "choose_several",
    "rank": "rank",
    "date": "date",
    "time": "time",
    "datetime": "date_time",
    "note": "statement",
    "acknowledge": "acknowledge",
}


@dataclass
class Draft:
    """A question and where it came from, until the conditions of all are read.

    `choices` is {name in the form: code}; `rows` are the entries that make it up: one, or a whole
    grid; `list_rows` are the rows of its list, or none if that is fixed.
    """

    question: PlainQuestion
    rows: list[Entry]
    name: str
    list_name: str = ""
    choices: dict = field(default_factory=dict)
    list_rows: list = field(default_factory=list)
    before: list = field(default_factory=list)

    @property
    def entry(self):
        return self.rows[0]


def read_question(form, entry) -> Draft | None:
    """The question in a row, or None where it has no place here."""
    own = form.cell(entry.cells, "tightrope_kind")
    believed = native.believes(own, entry.type.name)
    if entry.type.name not in _KINDS and entry.type.name != "range":
        return None
    kind = own if believed else _KINDS.get(entry.type.name, "")
    question = PlainQuestion(kind, "", required=form.is_required(entry))
    draft = Draft(question, [entry], form.cell(entry.cells, "name"))
    if entry.type.list_name and not _take_list(form, draft, own=believed):
        return None
    if not believed:
        _take_appearance(form, draft)
    if entry.type.name == "range":
        _take_range(form, draft, own=believed)
    read_texts(form, draft)
    read_own(form, draft)
    if entry.type.list_name and "randomize=true" in _parameters(form, entry).replace(" ", ""):
        question.settings.setdefault("shuffle", True)
    return draft


def _parameters(form, entry):
    return form.cell(entry.cells, "parameters").lower()


def _take_list(form, draft, *, own):
    """Read the options; False if there are too many to be asked at all."""
    entry, question = draft.entry, draft.question
    draft.list_name = entry.type.list_name
    if draft.list_name not in form.choices.lists:
        words = _("There is no list “%(list)s” on the choices sheet, so this is asked as text.")
        form.remark(entry, "type", "refused", words % {"list": draft.list_name})
        question.kind, draft.list_name = "short_text", ""
        return True
    rows = form.choices.lists[draft.list_name]
    if len(rows) > MOST_OPTIONS:
        words = _("It has %(count)d options. More than 200 are kept, but not asked.")
        form.remark(entry, "type", "kept", words % {"count": len(rows)})
        return False
    if len(rows) > MANY_OPTIONS:
        words = _("It has %(count)d options: more than people can take in.")
        form.remark(entry, "type", "imported", words % {"count": len(rows)})
    options, draft.choices = options_of(
        form.choices, draft.list_name, has_other=entry.type.has_other
    )
    draft.list_rows = [cells for _number, cells in rows]
    wants_yes_no = question.kind == "yes_no" or (not own and question.kind == "choose_one")
    if wants_yes_no and _are_yes_no(options):
        question.kind = "yes_no"
    else:
        question.kind = "choose_one" if question.kind == "yes_no" else question.kind
        question.options = options
    return True


def _are_yes_no(options):
    return (
        len(options) == 2
        and {option.code for option in options} == {"yes", "no"}
        and all(option.text.casefold() == option.code for option in options)
    )


def _take_appearance(form, draft):
    appearance = form.cell(draft.entry.cells, "appearance").lower().split()
    if (
        "multiline" in appearance
        and draft.question.kind == "short_text"
        and not draft.entry.type.list_name
    ):
        draft.question.kind = "long_text"
    if "month-year" in appearance and draft.question.kind == "date":
        draft.question.kind = "month"


def _take_range(form, draft, *, own):
    """A scale where there are few whole steps, else a number with limits."""
    question = draft.question
    text = _parameters(form, draft.entry)
    said = dict(
        part.split("=", 1)
        for part in text.replace(";", " ").replace(",", " ").split()
        if "=" in part
    )
    try:
        low, high, step = (
            Decimal(said.get(name, usual)[:20])
            for name, usual in [("start", "1"), ("end", "10"), ("step", "1")]
        )
        steps = (high - low) / step
        are_whole = all(number == int(number) for number in (low, high, step))
    except (InvalidOperation, ZeroDivisionError, OverflowError, ValueError):
        question.kind, question.settings = "decimal", {"min": None}
        words = _("Its start, end and step could not be read: %(text)s")
        form.remark(draft.entry, "parameters", "kept", words % {"text": text[:200]})
        return
    most = native.MOST_STEPS if own else MOST_RANGE_STEPS + 1
    if are_whole and step > 0 and 1 <= steps < most and (not own or question.kind == "scale"):
        question.kind = "scale"
        question.settings = {"low": int(low), "high": int(high)} | (
            {"step": int(step)} if step != 1 else {}
        )
        return
    question.kind = "whole_number" if are_whole else "decimal"
    question.settings = {"min": json_number(min(low, high)), "max": json_number(max(low, high))}


def read_texts(form, draft):
    """Label and hint, shortened to what fits; a name stands in for a label that is missing."""
    entry, question = draft.entry, draft.question
    label, hint = form.text(entry.cells, "label"), form.text(entry.cells, "hint")
    if not label:
        words = _("It has no label. Its hint or its name stands in for it.")
        form.remark(entry, "label", "refused", words)
        label, hint = hint or draft.name or question.kind, ""
    question.text, question.help = cut(label, LONGEST_TEXT), cut(hint, LONGEST_HELP)
    for column, shown, whole in [("label", question.text, label), ("hint", question.help, hint)]:
        if shown != whole:
            words = _("It is too long to be shown whole: all %(count)d characters are kept.")
            form.remark(entry, column, "kept", words % {"count": len(whole)})
    for option in question.options:
        whole = form.choices.cell(option.kept.get("row", {}), "label")
        if len(whole) > LONGEST_OPTION:
            words = _("The option “%(text)s” is too long to be shown whole, but is kept.")
            form.remark(entry, "type", "kept", words % {"text": option.text[:60]})


def read_own(form, draft):
    """What our own columns say."""
    question, cells = draft.question, draft.entry.cells
    if form.cell(cells, "tightrope_kind") == question.kind:
        settings = load_settings(question.kind, form.cell(cells, "tightrope_settings"))
        if question.kind == "scale" and draft.entry.type.name == "range":
            question.settings = _scale_settings(settings or {}, question.settings)
        elif settings is not None:
            question.settings = settings
    for column in native.PLAIN_COLUMNS:
        said = form.text(cells, f"tightrope_{column}")
        allowed = {
            "origin": native.ORIGINS,
            "options_origin": native.ORIGINS,
            "steer": native.STEERS,
            "options_steer": native.STEERS,
        }.get(column)
        if said and (allowed is None or said in allowed):
            room = LONGEST_NOTE if column == "origin_note" else LONGEST_HELP
            setattr(question, column, cut(said, room))
            if len(said) > room:
                words = _("It is too long: the first %(room)d characters are taken.")
                form.remark(draft.entry, f"tightrope_{column}", "refused", words % {"room": room})


def _scale_settings(own, standard):
    """Our own settings, unless the parameters of the range were changed since."""
    if native.scale_of(own) == native.scale_of({"low": 1, "high": 10} | standard):
        return own
    return own | {"step": 1} | standard


def plain_option(code, text, row) -> PlainOption:
    return PlainOption(cut(text, LONGEST_OPTION), code, {"row": row})


def kind_label(kind) -> str:
    return str(KINDS[kind].label)
