"""How the sheets of the form being written are headed, and what names and lists it has already."""

from proforma.plain import PlainOption, PlainQuestion

from . import native
from .choices import free_code
from .sheets import Sheet, first_of, heading_of


class Layout:
    """Headings of one sheet: those it came with, or ours."""

    def __init__(self, name, headings, rows, language=""):
        found = dict.fromkeys([*headings, *(heading for row in rows for heading in row)])
        self.sheet = Sheet(name, list(found))
        self.columns, self.language = self.sheet.columns(), language

    def cell(self, row, column):
        return first_of(row, self.columns, column, self.language)[1]

    def heading(self, column, row=()):
        """The heading of a column in this row, or else anywhere, or else the standard's own."""
        used = first_of(row, self.columns, column, self.language)[0] if row else ""
        if used:
            return used
        return heading_of(self.columns, column, self.language)

    def dressed(self, row):
        """A row under our headings, under those of this sheet."""
        return {self.heading(column): text for column, text in row.items()}

    def patched(self, row, was, now):
        """A row that came with the form, with what changed from `was` to `now` put into it."""
        changed = {
            column: now.get(column, "")
            for column in {**was, **now}
            if was.get(column, "") != now.get(column, "")
        }
        if any(column.startswith("tightrope_") for column in changed):
            changed |= {
                name: now.get(name, "") for name in ("tightrope_kind", "tightrope_settings")
            }
        row = dict(row)
        for column, text in changed.items():
            heading = self.heading(column, row)
            row.pop(heading, None)
            if text:
                row[heading] = text
        return row


def as_it_was(question) -> PlainQuestion | None:
    """The question as it was when its row was read, or None if it came with no row."""
    read = question.kept.get("read")
    if not read or "row" not in question.kept:
        return None
    said = dict(read, code=question.code)
    for name in ("options", "rows"):
        said[name] = [PlainOption(text, code) for code, text in said.get(name, [])]
    return PlainQuestion(**{"kind": question.kind, "text": "", **said})


class Lists:
    """The lists of choices, by name. The same choices are written once."""

    def __init__(self, layout, names):
        self.layout, self.names, self.rows = layout, names, {}

    def add(self, question, name) -> str:
        """Make sure of a question's list; the name it has."""
        rows = self._rows(question)
        if rows is None:
            return ""
        wanted = question.kept.get("list") or _usual_name(question, name)
        free, number = wanted, 2
        while free in self.rows and self.rows[free] != _renamed(self.layout, rows, free):
            free, number = f"{wanted}_{number}", number + 1
        self.rows[free] = _renamed(self.layout, rows, free)
        return free

    def _rows(self, question):
        """The rows of a question's choices, as they came where nothing changed, or None if it has none."""
        was = as_it_was(question)
        is_fixed = was and "choices" in question.kept and was.kind == question.kind
        if is_fixed and (was.kind != "grid_scale" or was.settings == question.settings):
            return question.kept["choices"]
        if was and _pairs(was.options) == _pairs(question.options) and question.options:
            rows = [option.kept.get("row") for option in question.options]
            if all(
                row or option.code == native.OTHER
                for row, option in zip(rows, question.options, strict=True)
            ):
                return [row for row in rows if row]
        anew = native.list_rows(question, "", self.names)
        texts = dict(_pairs(was.options)) if was else {}
        rows = []
        for option, row in zip(question.options, anew, strict=False):
            rows.append(self._row(option, row, texts.get(option.code)))
        return rows or [self.layout.dressed(row) for row in anew] or None

    def _row(self, option, anew, text_was):
        if "row" not in option.kept or text_was is None:
            return self.layout.dressed(anew)
        was = anew if text_was == option.text else {**anew, "label": ""}
        return self.layout.patched(option.kept["row"], was, anew)


def _pairs(options):
    return [(option.code, option.text) for option in options]


def _renamed(layout, rows, name):
    return [{**row, layout.heading("list_name", row): name} for row in rows]


def _usual_name(question, name):
    if question.kind == "yes_no":
        return "yes_no"
    if question.kind == "grid_scale":
        return "scale_{}_{}_{}".format(*native.scale_of(question.settings))
    return f"{name}_options"


def free_name(wanted, used) -> str:
    return wanted if wanted not in used else free_code(used, f"{wanted}_")
