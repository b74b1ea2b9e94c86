"""A pro-forma into a workbook: what came with a form as it came, what is ours in the nearest types."""

import re

from . import native
from .book import table, workbook
from .finishing import LETTERS, free_codes
from .layout import Layout, Lists, as_it_was, free_name
from .logic import Known
from .types import read_type

_XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def write(proforma) -> bytes:
    """An .xlsx with the sheets survey, choices and settings, as pyxform accepts it.

    `proforma` is a PlainProforma. Rows that it came with are written back as they were, except where
    a question was changed since; no text in it is ever a formula. `read` gives the same pro-forma.
    """
    return _Writer(proforma).bytes()


def _kept_rows(proforma):
    """Every survey row that came with the form."""
    for part in proforma.parts:
        for place in [part, *part.sections, *part.questions()]:
            kept = place.kept
            yield from kept.get("before", [])
            yield from (kept[name] for name in ("begin", "row", "end") if name in kept)
            yield from kept.get("after", [])
        for question in part.questions():
            yield from (row.kept["row"] for row in question.rows if "row" in row.kept)


def _kept_choices(proforma):
    for part in proforma.parts:
        for question in part.questions():
            yield from question.kept.get("choices", [])
            yield from (option.kept["row"] for option in question.options if "row" in option.kept)
    yield from proforma.kept.get("choices", [])


class _Writer:
    def __init__(self, proforma):
        self.proforma = proforma
        language = _setting(proforma, "default_language")
        kept, choices = [*_kept_rows(proforma)], [*_kept_choices(proforma)]
        self.survey = Layout("survey", proforma.kept.get("survey_headings", []), kept, language)
        self.choices = Layout(
            "choices", proforma.kept.get("choices_headings", []), choices, language
        )
        self.names = {self.survey.cell(row, "name") for row in kept} - {""}
        self.rows, self.known = [], {}
        self.question_names = self._name_questions()
        self.lists = Lists(self.choices, self.names)

    def bytes(self):
        parts = self.proforma.parts
        for number, part in enumerate(parts):
            self.known = self._known_in(part, number)
            self._write_part(part, number, is_only=len(parts) == 1)
        choices = [row for rows in self.lists.rows.values() for row in rows]
        for row in self.proforma.kept.get("choices", []):
            if self.choices.cell(row, "list_name") not in self.lists.rows:
                choices.append(row)
        sheets = {
            "survey": table(
                self._headings(self.survey, native.SURVEY_HEADINGS, self.rows), self.rows
            )
        }
        if choices or self.proforma.kept.get("choices_headings"):
            headings = self._headings(self.choices, native.CHOICE_HEADINGS, choices)
            sheets["choices"] = table(headings, choices)
        sheets["settings"] = table([], [_settings(self.proforma)])
        for title, rows in self.proforma.kept.get("sheets", {}).items():
            sheets.setdefault(title, rows)
        return workbook(sheets)

    def _headings(self, layout, ours, rows):
        came_with = self.proforma.kept.get(f"{layout.sheet.name}_headings")
        if came_with:
            return came_with
        used = {heading for row in rows for heading in row}
        return [heading for heading in ours[:3] if layout.heading(heading) == heading] + [
            heading for heading in ours[3:] if heading in used
        ]

    def _name_questions(self):
        """{(part, place): (code, name)} of every question; new names collide with none there is."""
        found, taken = {}, set()
        for number, part in enumerate(self.proforma.parts):
            letter = LETTERS.get(part.unit, "A")
            free = free_codes(letter, {question.code for question in part.questions()})
            for place, question in enumerate(part.questions()):
                code = question.code or next(free)
                name = question.kept.get("name", "")
                if "row" not in question.kept:
                    stem = code if _XML_NAME.fullmatch(code) else f"{letter}_question"
                    name = free_name(stem, self.names | taken)
                taken.add(name)
                found[number, place] = code, name
        self.names |= taken - {""}
        return found

    def _known_in(self, part, number):
        known = {}
        for place, question in enumerate(part.questions()):
            code, name = self.question_names[number, place]
            known.setdefault(code, Known(code, name, question.kind, self._choices_of(question)))
        return known

    def _choices_of(self, question):
        """{name in the form: code} of a question's options."""
        rows = native.list_rows(question, "", self.names)
        found = {}
        if question.kind == "yes_no" and "choices" not in question.kept:
            return {"yes": "yes", "no": "no"}
        for option, anew in zip(question.options, rows, strict=False):
            name = self.choices.cell(option.kept.get("row", {}), "name") or anew["name"]
            found.setdefault(name, option.code)
        return found

    def _write_part(self, part, number, *, is_only):
        self.rows += part.kept.get("before", [])
        is_grouped = not (part.kept.get("loose") and is_only)
        if is_grouped:
            anew = native.part_row(part, self.names)
            if "begin" in part.kept:
                was = native.part_row(part, self.names) | {"label": part.kept.get("title", "")}
                self.rows.append(self.survey.patched(part.kept["begin"], was, anew))
            else:
                anew["name"] = free_name(anew["name"], self.names)
                self.names.add(anew["name"])
                self.rows.append(self.survey.dressed(anew))
        place = 0
        for order, section in enumerate(part.sections, 1):
            self._write_section(part, section, (number, order, place))
            place += len(section.questions)
        self.rows += part.kept.get("after", [])
        if is_grouped:
            self.rows.append(self.survey.dressed({"type": "end group"}))
        self.rows = _balanced(self.survey, self.rows)

    def _write_section(self, part, section, at):
        number, order, place = at
        kept = section.kept
        self.rows += kept.get("before", [])
        is_loose = kept.get("loose") and not section.title and not section.intro
        if not is_loose:
            self.rows.append(
                self._section_row(section, f"{LETTERS.get(part.unit, 'A')}_section_{order}")
            )
        for offset, question in enumerate(section.questions):
            self.rows += question.kept.get("before", [])
            self.rows += self._question_rows(question, *self.question_names[number, place + offset])
        self.rows += kept.get("after", [])
        if not is_loose:
            end = kept.get("end") or self.survey.dressed({"type": "end group"})
            self.rows.append(end)

    def _section_row(self, section, name):
        if "begin" not in section.kept:
            name = free_name(name, self.names)
            self.names.add(name)
            return self.survey.dressed(native.section_row(section, name, self.names))
        now = native.section_row(section, "", self.names)
        title, intro = section.kept.get("read", ["", ""])
        was = type(section)(title=title, intro=intro)
        was = native.section_row(was, "", self.names)
        return self.survey.patched(section.kept["begin"], was, now)

    def _question_rows(self, question, code, name):
        list_name = self.lists.add(question, name)
        writer = native.grid_rows if question.kind.startswith("grid") else _single
        now = writer(question, name, list_name, self.known, self.names)
        was = as_it_was(question)
        if was is None or was.kind.startswith("grid") != question.kind.startswith("grid"):
            return [self.survey.dressed(row) for row in now]
        before = writer(
            was, question.kept["name"], question.kept.get("list", ""), self.known, self.names
        )
        first = self.survey.patched(question.kept["row"], before[0], now[0])
        if len(now) == 1:
            return [first]
        old = dict(zip((row.code for row in was.rows), before[1:-1], strict=True))
        rows = [
            self.survey.patched(row.kept["row"], old[row.code], anew)
            if "row" in row.kept and row.code in old
            else self.survey.dressed(anew)
            for row, anew in zip(question.rows, now[1:-1], strict=True)
        ]
        return [first, *rows, question.kept["end"]]


def _single(question, *context):
    return [native.question_row(question, *context)]


def _balanced(survey, rows):
    """The rows with every group begun and ended: questions may have been moved or deleted since."""
    balanced, opened = [], []
    for row in rows:
        read = read_type(survey.cell(row, "type"))
        if read.name == "begin":
            opened.append(read.control)
        elif read.name == "end":
            if read.control not in opened:
                continue
            while opened[-1] != read.control:
                balanced.append(survey.dressed({"type": f"end {opened.pop()}"}))
            opened.pop()
        balanced.append(row)
    while opened:
        balanced.append(survey.dressed({"type": f"end {opened.pop()}"}))
    return balanced


def _setting(proforma, name):
    settings = Layout("settings", proforma.kept.get("settings", {}), [])
    return settings.cell(proforma.kept.get("settings", {}), name)


def _settings(proforma):
    """The row of settings: as it came, but for the title and introduction; or one of ours."""
    anew = native.settings_row(proforma)
    parts = proforma.parts
    if len(parts) == 1 and parts[0].kept.get("loose"):
        anew["tightrope_part"] = native.ungrouped_part(parts[0])
    kept = proforma.kept.get("settings")
    if not kept:
        return anew
    layout = Layout("settings", kept, [])
    row = dict(kept)
    if layout.cell(kept, "form_title"):
        if proforma.title != proforma.kept.get("title"):
            row[layout.heading("form_title", kept)] = anew.get("form_title", "")
    else:
        row["tightrope_title"] = proforma.title
    ours = ("tightrope_intro", "tightrope_part")
    return row | {name: anew[name] for name in ours if anew.get(name)}
