"""What there is to say about sheets, columns, settings and rows that have no place here."""

import difflib
import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .report import UnreadableForm
from .sheets import FORM_SHEETS, OTHER_SHEETS, is_ours
from .types import read_type

MOST_ROWS_KEPT = 5000

_WHY_KEPT = [
    (("calculate", "hidden"), gettext_lazy("It is worked out by the form; nothing is asked.")),
    (
        ("geo", "gps", "location", "start-geo", "background-geo"),
        gettext_lazy("Places on a map are not asked for here."),
    ),
    (
        ("image", "photo", "audio", "video", "file", "picture", "background-audio"),
        gettext_lazy("Pictures, sound, films and files are not asked for here."),
    ),
    (("barcode",), gettext_lazy("Barcodes are not asked for here.")),
    (
        (
            "start",
            "end",
            "today",
            "device",
            "phone",
            "sim",
            "imei",
            "subscriber",
            "username",
            "audit",
        ),
        gettext_lazy("It is recorded by a device by itself; nothing is asked."),
    ),
    (("email", "uri"), gettext_lazy("It is recorded by a device by itself; nothing is asked.")),
    (
        ("select", "xml-external", "csv-external", "osm", "cascading", "rank"),
        gettext_lazy("Its choices are not a list in this workbook, so it is not asked here."),
    ),
    (
        ("begin", "end"),
        gettext_lazy("Groups within groups have no place here. What is in it is asked."),
    ),
]
_KEPT_OTHERWISE = gettext_lazy("Questions of this type are not asked here.")
# What is read of columns that say much else.
_READ_WORDS = {
    "appearance": re.compile(r"multiline|month-year"),
    "parameters": re.compile(r"((start|end|step)=[\d.-]+[ ;,]*)*|randomize=(true|false)"),
}
_READ_COLUMNS = {
    "survey": {"type", "name", "label", "hint", "required", "relevant", "constraint", "disabled"},
    "choices": {"list_name", "name", "label"},
}


def find_sheets(name, book, report) -> dict[str, str]:
    """{survey, choices, settings: title in the workbook} of those there are. Raises UnreadableForm."""
    found = {}
    for title in book.sheets:
        if title.strip().lower() in FORM_SHEETS:
            found.setdefault(title.strip().lower(), title)
    if "survey" not in found and len(book.sheets) == 1:
        found = {"survey": next(iter(book.sheets))}
    if "survey" not in found:
        close = [title for title in book.sheets if _meant(title) == "survey"]
        hint = (
            _("Did you mean “%(title)s”? Rename it to survey.") % {"title": close[0]}
            if close
            else ""
        )
        raise UnreadableForm(
            _("“%(name)s” has no sheet called survey, so it is not a form. %(hint)s")
            % {"name": name, "hint": hint}
            if close
            else _("“%(name)s” has no sheet called survey, so it is not an XLSForm.")
            % {"name": name}
        )
    if book.has_macros:
        words = _("The macros of this workbook are left out.")
        report.add(found["survey"], 0, "", "refused", _("macros"), words)
    return found


def _meant(title):
    wanted = [*FORM_SHEETS, *OTHER_SHEETS]
    close = difflib.get_close_matches(title.strip().lower(), wanted, 1, 0.75)
    return close[0] if close and not title.startswith("_") else ""


def check_is_form(name, survey, report):
    """Raise UnreadableForm for a sheet that asks nothing: an export of data, say, or a register."""
    columns = survey.columns()
    typed = [heading for heading in survey.headings if columns[heading][0] == "type"]
    if not typed:
        raise UnreadableForm(
            _("The first row of “%(sheet)s” has no heading “type”, so “%(name)s” is not a form.")
            % {"sheet": survey.name, "name": name}
        )
    if survey.name.strip().lower() == "survey":
        return
    types = {read_type(cells.get(typed[0], "")).name for _number, cells in survey.rows}
    if types <= {"", "other"}:
        raise UnreadableForm(
            _("“%(name)s” has no sheet called survey, and its only sheet asks no question.")
            % {"name": name}
        )


def remark_kept_row(form, entry) -> bool:
    """Say why a row is kept and not asked; False, and why, if it cannot even be kept."""
    if form.cell(entry.cells, "disabled"):
        form.remark(entry, "disabled", "kept", _("It is switched off in the form."))
        return True
    if entry.type.name:
        form.remark(entry, "type", "kept", _why_kept(form.cell(entry.cells, "type")))
        return True
    if form.cell(entry.cells, "name") or form.cell(entry.cells, "label"):
        form.remark(entry, "type", "refused", _("It has no type, so it was left out."))
        return False
    form.report.add(
        form.survey.name,
        entry.number,
        "",
        "kept",
        next(iter(entry.cells.values())),
        _("A comment: it is kept, and nobody who answers sees it."),
    )
    return True


def _why_kept(type_text):
    text = type_text.lower().removeprefix("get ").removeprefix("add ").removeprefix("q ")
    for beginnings, words in _WHY_KEPT[-1:] + _WHY_KEPT[:-1]:
        is_group = words is _WHY_KEPT[-1][1]
        if is_group and read_type(type_text).name not in {"begin", "end"}:
            continue
        if text.startswith(beginnings):
            return str(words)
    return str(_KEPT_OTHERWISE)


def remark_section(form, begin, end):
    """A group that became a page, and what was said of the group as a whole."""
    form.remark(begin, "", "imported", _("This group is a page of questions."))
    form.remark(end, "", "imported", _("The page ends here."))
    if begin.type.control == "repeat":
        words = _("It could be answered several times over. Here it is asked once.")
        form.remark(begin, "type", "kept", words)
    for column, words in [
        (
            "relevant",
            _("When the whole group is shown is kept, but every question in it is asked."),
        ),
        ("appearance", _("How the group looks elsewhere is kept.")),
    ]:
        if form.cell(begin.cells, column):
            form.remark(begin, column, "kept", words)


def remark_columns(form, sheets):
    """A line for every column with something in it that is kept and not used, or not everywhere."""
    for key in ("survey", "choices"):
        sheet = sheets.get(key)
        filled = _filled_columns(form, sheet) if sheet else ()
        for heading, (column, language) in sheet.columns().items() if sheet else ():
            if heading not in filled or is_ours(column):
                continue
            words = _about_column(form, key, column, language)
            if words:
                form.report.add(sheet.name, 1, heading, "kept", heading, words)


def _filled_columns(form, sheet):
    """Headings with something below them that goes beyond what is read."""
    columns = sheet.columns()
    return {
        heading
        for _number, cells in sheet.rows
        if not form.cell(cells, "tightrope_kind")
        for heading, text in cells.items()
        if not _READ_WORDS.get(columns[heading][0], re.compile("$")).fullmatch(text)
    }


def _about_column(form, key, column, language):
    if language and language != form.language and column in {"label", "hint"}:
        return _("Texts in this language are kept; where there is another, that is shown.")
    if column in _READ_COLUMNS[key]:
        return ""
    if column in _READ_WORDS and key == "survey":
        return _("It is kept, but little of it is used here.")
    if column == "choice_filter":
        return _("Choices are not filtered here: all of them are offered.")
    return _("This column is kept, but not used here.")


def remark_settings(form, sheet, *, kept):
    for heading, (column, _language) in sheet.columns().items():
        if is_ours(column) or not sheet.rows or heading not in sheet.rows[0][1]:
            continue
        number, cells = sheet.rows[0]
        if column == "form_title":
            words, outcome = _("It is the title of the pro-forma."), "imported"
        elif not kept:
            continue
        else:
            words, outcome = _("This setting is kept, but not used here."), "kept"
        form.report.add(sheet.name, number, heading, outcome, cells[heading], words)


def remark_lists(form, sheet, unused):
    for name, rows in unused.items():
        words = _("No question asked here uses this list. It is kept.")
        form.report.add(sheet.name, rows[0][0], "list_name", "kept", name, words)
    for number, cells in form.choices.loose:
        words = _("This choice belongs to no list. It is kept, but offered nowhere.")
        what = next(iter(cells.values()))
        form.report.add(sheet.name, number, "list_name", "kept", what, words)


def is_worth_keeping(rows) -> bool:
    return len(rows) <= MOST_ROWS_KEPT


def remark_sheets(report, book, found):
    """A line for every sheet that is not read, with a guess at what a misspelt one was meant to be."""
    for title, rows in book.sheets.items():
        if title in found.values():
            continue
        meant = _meant(title)
        if not is_worth_keeping(rows):
            words, outcome = _("This sheet is too long to be kept, so it was left out."), "refused"
        elif meant and meant != title.strip().lower() and meant not in found:
            words = _(
                "This sheet is kept, but not read. If it is meant to be “%(meant)s”, rename it."
            )
            words, outcome = words % {"meant": meant}, "kept"
        else:
            words, outcome = _("This sheet is kept, but not used here."), "kept"
        report.add(title, 0, "", outcome, title, words)
