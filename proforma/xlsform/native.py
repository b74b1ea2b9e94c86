"""Our own questions as rows: the nearest type of the standard, and our own columns beside it.

A reader finds the question again in the columns named tightrope_…; other tools see a form they know.
"""

import re

from proforma.kinds import KINDS, OTHER
from proforma.plain import PlainOption

from .cells import dumped, finished
from .choices import fits_as_code, free_code
from .logic import write_condition, write_limits

MARK = "1"  # of our own way of writing forms
ORIGINS = ("coordinator", "partner", "participant", "question_bank", "framework")
STEERS = ("low", "medium", "high")
PLAIN_COLUMNS = (
    "why",
    "follows",
    "origin",
    "origin_note",
    "steer",
    "options_origin",
    "options_steer",
)
SURVEY_HEADINGS = (
    *(
        "type",
        "name",
        "label",
        "hint",
        "required",
        "relevant",
        "constraint",
        "appearance",
        "parameters",
    ),
    *(f"tightrope_{name}" for name in ("kind", "code", "settings", "show_if", "exact", "intro")),
    *(f"tightrope_{name}" for name in PLAIN_COLUMNS),
)
CHOICE_HEADINGS = ("list_name", "name", "label", "tightrope_code", "tightrope_exact")

# kind: (type, appearance). The first type is written; any of them is believed when read.
_TYPES = {
    "short_text": ("text",),
    "long_text": ("text",),
    "whole_number": ("integer", "range"),
    "decimal": ("decimal", "range"),
    "money": ("decimal", "integer"),
    "percentage": ("decimal", "integer", "percentage"),
    "yes_no": ("select_one", "text"),
    "choose_one": ("select_one", "text"),
    "choose_several": ("select_multiple", "text"),
    "rank": ("rank", "text"),
    "scale": ("range", "integer"),
    "date": ("date",),
    "time": ("time",),
    "date_time": ("datetime",),
    "month": ("date",),
    "organisations": ("text",),
    "acknowledge": ("acknowledge",),
    "statement": ("note",),
}
_APPEARANCES = {"long_text": "multiline", "month": "month-year"}
MOST_STEPS = 101
_LISTED = {"yes_no", "choose_one", "choose_several", "rank"}


def believes(kind: str, type_name: str) -> bool:
    """Whether a row of this type may be a question of this kind, as its own column says."""
    if kind.startswith("grid") and kind in KINDS:
        return type_name == "begin"
    return type_name in _TYPES.get(kind, ())


def question_row(question, name, list_name, known, names) -> dict[str, str]:
    """The row of a question that is no grid. `known` is code to Known, `names` all names of the form."""
    row = {"type": _type(question, list_name), "name": name}
    row |= {"label": question.text, "hint": question.help}
    row["required"] = "yes" if question.required else ""
    row["relevant"] = write_condition(question.show_if, known)
    row["constraint"] = "" if row["type"] == "range" else _constraint(question, known)
    row["appearance"] = _APPEARANCES.get(question.kind, "")
    row["parameters"] = _parameters(question, row["type"])
    return finished(row | _own_columns(question, name), names)


def _constraint(question, known):
    return write_limits(question.kind, question.settings, known)


def _type(question, list_name):
    kind, settings = question.kind, question.settings
    if kind in _LISTED:
        if not question.options and kind != "yes_no":
            return "text"
        other = " or_other" if writes_other(question) else ""
        return f"{_TYPES[kind][0]} {list_name}{other}"
    if kind == "scale":
        low, high, step = scale_of(settings)
        return "range" if 0 < step <= high - low else "integer"
    if kind == "date_time":
        return "dateTime"
    return _TYPES[kind][0]


def scale_of(settings):
    return settings.get("low", 1), settings.get("high", 5), settings.get("step", 1)


def writes_other(question):
    """Whether “other, please say” can be the standard's own: its choice is then named “other”."""
    codes = [option.code for option in question.options]
    return (
        OTHER in codes
        and "other" not in codes
        and question.kind in {"choose_one", "choose_several"}
    )


def _parameters(question, type_name):
    if type_name == "range":
        return "start={} end={} step={}".format(*scale_of(question.settings))
    return "randomize=true" if question.settings.get("shuffle") and " " in type_name else ""


def _own_columns(question, name):
    row = {"tightrope_kind": question.kind}
    if question.code and question.code != name:
        row["tightrope_code"] = question.code
    if question.settings:
        row["tightrope_settings"] = dumped(question.settings)
    if question.show_if:
        row["tightrope_show_if"] = dumped(question.show_if)
    for column in PLAIN_COLUMNS:
        value = getattr(question, column)
        row[f"tightrope_{column}"] = "" if (column, value) == ("origin", "coordinator") else value
    return row


def grid_rows(question, name, list_name, known, names) -> list[dict[str, str]]:
    """The rows of a grid: a group, a question for each row, and the end of the group."""
    listed = question.kind != "grid_number" and has_list(question)
    begin = {"type": "begin group", "name": name, "label": question.text, "hint": question.help}
    begin["relevant"] = write_condition(question.show_if, known)
    begin["appearance"] = "table-list" if listed and question.rows else "field-list"
    begin |= _own_columns(question, name)
    rows = [finished(begin, names)]
    for row in question.rows:
        cells = {"type": "integer", "name": row_name(name, row)}
        if listed:
            cells["type"] = f"select_one {list_name}"
        elif question.kind == "grid_choice":
            cells["type"] = "text"
        cells["label"] = row.text
        cells["required"] = "yes" if question.required else ""
        cells["constraint"] = "" if listed else _constraint(question, known)
        cells |= {"tightrope_kind": "row", "tightrope_code": row.code}
        rows.append(finished(cells, names))
    return [*rows, {"type": "end group"}]


def has_list(question):
    return (
        bool(question.options) if question.kind != "grid_scale" else len(scale_steps(question)) > 0
    )


def scale_steps(question):
    low, high, step = scale_of(question.settings)
    return range(low, high + 1, max(step, 1))[:MOST_STEPS]


def row_name(name, row):
    return f"{name}_{re.sub(r'[^A-Za-z0-9_.-]', '_', row.code)}"


def list_rows(question, list_name, names) -> list[dict[str, str]]:
    """The rows of a question's list on the choices sheet, if it has one."""
    if question.kind == "yes_no":
        options = [PlainOption(str(text), code) for code, text in KINDS["yes_no"].fixed_options]
    elif question.kind == "grid_scale":
        options = [PlainOption(str(step), str(step)) for step in scale_steps(question)]
    else:
        options = question.options
    rows, used = [], set()
    for option in options:
        name = "other" if option.code == OTHER and writes_other(question) else option.code
        if not fits_as_code(name) or name in used:
            name = free_code(used | {option.code for option in options})
        used.add(name)
        rows.append(choice_row(list_name, option, name, names))
    return rows


def choice_row(list_name, option, name, names) -> dict[str, str]:
    """The row of an option. `name` is its name in the form, where that is not its code."""
    row = {"list_name": list_name, "name": name, "label": option.text}
    if option.code and option.code != name:
        row["tightrope_code"] = option.code
    return finished(row, names)


def part_row(part, names) -> dict[str, str]:
    """The row that begins a part: an outermost group."""
    row = {"type": "begin group", "name": f"part_{part.unit}", "tightrope_kind": "part"}
    row["label"] = part.title
    return finished(row | {"tightrope_settings": dumped(_part_said(part))}, names)


def _part_said(part):
    return {"unit": part.unit} | ({} if part.minutes is None else {"minutes": part.minutes})


def ungrouped_part(part) -> str:
    """What is said of a part in the settings, where no group is round it; "" if nothing need be."""
    if not part.title and part.minutes is None:
        return ""
    return dumped(_part_said(part) | {"title": part.title})


def section_row(section, name, names) -> dict[str, str]:
    """The row that begins a section: a group of its own."""
    row = {"type": "begin group", "name": name, "tightrope_kind": "section"}
    row["label"] = section.title
    return finished(row | {"tightrope_intro": section.intro}, names)


def settings_row(proforma) -> dict[str, str]:
    """The settings of a form of ours."""
    row = {"form_id": re.sub(r"[^a-z0-9]+", "_", proforma.title.lower()).strip("_") or "proforma"}
    row |= {"form_title": proforma.title, "tightrope_intro": proforma.intro}
    return finished(row | {"tightrope_form": MARK}, ())
