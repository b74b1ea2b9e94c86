"""Lists of choices: rows of the choices sheet into options."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from proforma.kinds import OTHER
from proforma.plain import PlainOption

from .cells import exact_text
from .report import UnreadableForm
from .sheets import first_of

MOST_OPTIONS, MANY_OPTIONS = 200, 60
MOST_OFFERED = 50_000
LONGEST_CODE, LONGEST_OPTION = 64, 200
RESERVED = {"state", "basis", "other", "caveat", "source", "comment", "rev", "shown"}


@dataclass
class Choices:
    """The choices sheet: `lists` is name to [(row number, cells)]; `loose` are rows without a list."""

    columns: dict
    lists: dict
    loose: list
    language: str = ""
    names: set = field(default_factory=set)  # of the survey: see cells.safe
    offered: int = 0  # to all questions together

    def cell(self, cells, column):
        return first_of(cells, self.columns, column, self.language)[1]

    def text(self, cells):
        """The label of a choice, in full."""
        recorded = self.cell(cells, "tightrope_exact")
        return exact_text(self.cell(cells, "label"), "label", recorded, self.names)


def read_choices(sheet, language) -> Choices:
    """The rows of a choices sheet by their list."""
    columns = sheet.columns()
    choices = Choices(columns, {}, [], language)
    for number, cells in sheet.rows:
        name = choices.cell(cells, "list_name")
        if name:
            choices.lists.setdefault(name, []).append((number, cells))
        else:
            choices.loose.append((number, cells))
    return choices


def cut(text: str, most: int) -> str:
    """The text, or as many whole words of it as fit, with an ellipsis."""
    if len(text) <= most:
        return text
    shorter = text[: most - 2].rsplit(None, 1)[0] if " " in text[: most - 2] else text[: most - 2]
    return f"{shorter} …"


def free_code(taken, stem="o"):
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def fits_as_code(name: str) -> bool:
    return 0 < len(name) <= LONGEST_CODE and not re.search(r"\s", name)


def options_of(choices, name, *, has_other=False):
    """(options, {choice name: code}) of a list. Each option keeps its row."""
    choices.offered += len(choices.lists[name])
    if choices.offered > MOST_OFFERED:
        raise UnreadableForm(_("The questions of this form offer more than 50,000 choices in all."))
    options, codes, used = [], {}, set()
    names = {choices.cell(cells, "name") for _number, cells in choices.lists[name]}
    for _number, cells in choices.lists[name]:
        named = choices.cell(cells, "name")
        is_other = has_other and named == "other" and OTHER not in names
        code = choices.cell(cells, "tightrope_code") or (OTHER if is_other else named)
        if code in used or not fits_as_code(code):
            code = free_code(names | used)
        used.add(code)
        codes.setdefault(named, code)
        text = choices.text(cells) or named or code
        options.append(PlainOption(cut(text, LONGEST_OPTION), code, {"row": cells}))
    if has_other and OTHER not in used:
        options.append(PlainOption(_("Other"), OTHER))
        codes["other"] = OTHER
    return options, codes
