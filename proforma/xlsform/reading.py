"""A workbook into a pro-forma: sheet by sheet, then row by row through groups within groups."""

from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from proforma.plain import PlainPart, PlainProforma, PlainSection

from . import native, remarks
from .cells import exact_text
from .checked import load_part
from .choices import cut, read_choices
from .entries import read_entries
from .finishing import finish
from .form import Form
from .grids import read_grid
from .questions import LONGEST_TITLE, read_question
from .report import Report
from .sheets import read_sheet
from .workbook import open_workbook


@dataclass(frozen=True)
class Reading:
    """What a workbook says, and what became of everything in it."""

    proforma: PlainProforma
    report: Report


def read(name: str, content: bytes, *, unit: str = "person") -> Reading:
    """The pro-forma in an XLSForm workbook (.xlsx, .xlsm or .xls, recognised by its content).

    A form from elsewhere becomes one part, asked of `unit`; one of ours becomes the parts it had.
    `name` names the file in messages, and the form if it has no title. What has no place here is
    kept with the question, section, part or pro-forma where it stood. Raises UnreadableForm, whose
    message is a sentence for whoever sent the file. The format: https://xlsform.org/en/
    """
    book = open_workbook(name, content)
    report = Report()
    found = remarks.find_sheets(name, book, report)
    sheets = {key: read_sheet(title, book.sheets[title], report) for key, title in found.items()}
    remarks.check_is_form(name, sheets["survey"], report)
    settings = _settings(sheets.get("settings"), report)
    language = settings.get("default_language", "")
    choices = read_choices(sheets.get("choices") or read_sheet("choices", [], report), language)
    said_unit, minutes, title = load_part(settings.pop("tightrope_part", ""))
    form = Form(sheets["survey"], choices, report, said_unit or unit, language)
    proforma = PlainProforma("", parts=_Walk(form, read_entries(form)).parts())
    if proforma.parts[0].kept.get("loose"):
        proforma.parts[0].title, proforma.parts[0].minutes = title, minutes
    _take_settings(form, proforma, settings, sheets.get("settings"), PurePath(name).stem)
    _keep_the_rest(form, proforma, sheets, book, found)
    remarks.remark_columns(form, sheets)
    report.lines.sort(key=lambda line: (list(book.sheets).index(line.sheet), line.row))
    return Reading(proforma, report)


def _settings(sheet, report):
    """{setting: text} of the first row; there should be no other."""
    if sheet is None or not sheet.rows:
        return {}
    for number, _cells in sheet.rows[1:]:
        words = _("Only the first row of settings counts, so this one was left out.")
        report.add(sheet.name, number, "", "refused", _("settings"), words)
    columns = sheet.columns()
    return {columns[heading][0]: text for heading, text in sheet.rows[0][1].items()}


def _take_settings(form, proforma, settings, sheet, stem):
    own = settings.get("tightrope_form") == native.MARK
    title = settings.get("form_title") or settings.get("tightrope_title") or ("" if own else stem)
    recorded = settings.get("tightrope_exact", "")
    proforma.title = cut(exact_text(title, "form_title", recorded, ()), LONGEST_TITLE)
    intro = settings.get("tightrope_intro", "")
    proforma.intro = exact_text(intro, "tightrope_intro", recorded, ())
    if settings and settings != native.settings_row(proforma):
        row, columns = sheet.rows[0][1], sheet.columns()
        ours = {"tightrope_title", "tightrope_intro", "tightrope_part"}
        proforma.kept["settings"] = {
            heading: text for heading, text in row.items() if columns[heading][0] not in ours
        }
        proforma.kept["title"] = proforma.title
    if sheet is not None:
        remarks.remark_settings(form, sheet, kept="settings" in proforma.kept)


def _keep_the_rest(form, proforma, sheets, book, found):
    """Headings, lists that no question uses, and sheets that are not ours to read."""
    survey, choices = sheets["survey"], sheets.get("choices")
    if not set(survey.headings) <= set(native.SURVEY_HEADINGS):
        proforma.kept["survey_headings"] = survey.headings
    if choices and not set(choices.headings) <= set(native.CHOICE_HEADINGS):
        proforma.kept["choices_headings"] = choices.headings
    unused = {
        name: rows for name, rows in form.choices.lists.items() if name not in form.lists_used
    }
    remarks.remark_lists(form, choices, unused)
    if unused or form.choices.loose:
        rows = [row for rows in unused.values() for row in rows] + form.choices.loose
        proforma.kept["choices"] = [cells for _number, cells in rows]
    others = {
        title: [texts for _number, texts in rows]
        for title, rows in book.sheets.items()
        if title not in found.values() and rows and remarks.is_worth_keeping(rows)
    }
    remarks.remark_sheets(form.report, book, found)
    if others:
        proforma.kept["sheets"] = others


class _Walk:
    """Through the entries of a survey, with the part, the section and the rows waiting for a place."""

    def __init__(self, form, entries):
        self.form, self.entries = form, entries
        self.found, self.drafts = [], []
        self.part = self.section = None
        self.part_end = self.section_end = None
        self.waiting = []

    def parts(self):
        at = 0
        while at < len(self.entries):
            at = self._step(at)
        self._close_section()
        if self.waiting or not self.found:
            self._part().kept["after"] = self._take_waiting()
        self._finish_part()
        for part in self.found:
            part.kept = {key: value for key, value in part.kept.items() if value}
        return self.found

    def _take_waiting(self):
        waiting, self.waiting = self.waiting, []
        return waiting

    def _step(self, at):
        entry = self.entries[at]
        if at == self.section_end:
            self._close_section(entry)
        elif at == self.part_end:
            self._close_part(entry)
        elif entry.type.name == "begin":
            return self._begin(at)
        else:
            draft = read_question(self.form, entry) if self._is_asked(entry) else None
            if draft:
                self._ask(draft)
            else:
                self._wait(entry)
        return at + 1

    def _is_asked(self, entry):
        return self.form.cell(entry.cells, "disabled").lower() not in {"yes", "true", "true()"}

    def _begin(self, at):
        entry = self.entries[at]
        own = self.form.cell(entry.cells, "tightrope_kind")
        if own == "part" and self.part_end is None and self.section_end is None:
            self._open_part(entry)
            return at + 1
        if entry.type.control == "loop" or not self._is_asked(entry):
            for inner in self.entries[at : entry.end + 1]:
                self._wait(inner)
            return entry.end + 1
        grid = read_grid(self.form, self.entries, at)
        if grid:
            self._ask(grid)
            return entry.end + 1
        if self.section_end is None:
            self._open_section(entry)
        else:
            self._wait(entry)
        return at + 1

    def _wait(self, entry):
        """Keep a row for the next question, or leave it out if it is no row at all."""
        if remarks.remark_kept_row(self.form, entry):
            self.waiting.append(entry.cells)

    def _ask(self, draft):
        if self.section is None:
            self.section = PlainSection(kept={"loose": True})
            self._part().sections.append(self.section)
        draft.before = self._take_waiting()
        self.section.questions.append(draft.question)
        self.drafts.append(draft)

    def _part(self):
        if self.part is None:
            self.part = PlainPart(self.form.unit, kept={"loose": True})
            self.found.append(self.part)
        return self.part

    def _open_part(self, entry):
        self._close_section()
        self._finish_part()
        unit, minutes, _title = load_part(self.form.cell(entry.cells, "tightrope_settings"))
        self.part = PlainPart(unit or self.form.unit, minutes=minutes)
        self.part.title = self.form.text(entry.cells, "label")
        self.part.kept = {"before": self._take_waiting()}
        if native.part_row(self.part, self.form.names) != self.form.standard(entry.cells):
            self.part.kept |= {"begin": entry.cells, "title": self.part.title}
        self.part_end = entry.end
        self.found.append(self.part)
        self.form.remark(entry, "", "imported", _("Its questions are a part of the pro-forma."))

    def _close_part(self, entry):
        self._close_section()
        self.part.kept["after"] = self._take_waiting()
        self.form.remark(entry, "", "imported", _("The part ends here."))
        self._finish_part()

    def _finish_part(self):
        if self.part is not None:
            finish(self.form, self.drafts, self.part.unit)
        self.part, self.part_end, self.drafts = None, None, []

    def _open_section(self, entry):
        self._close_section()
        form, cells = self.form, entry.cells
        title = cut(form.text(cells, "label"), LONGEST_TITLE)
        self.section = PlainSection(title=title, intro=form.text(cells, "tightrope_intro"))
        self.section.kept = {"before": self._take_waiting()}
        row = form.standard(cells)
        if native.section_row(self.section, row.get("name", ""), form.names) != row:
            self.section.kept |= {"begin": cells, "read": [title, self.section.intro]}
        self.section_end = entry.end
        self.opened = entry
        self._part().sections.append(self.section)

    def _close_section(self, entry=None):
        """End a section. A group of somebody else's without a question would be an empty page."""
        section, self.section, self.section_end = self.section, None, None
        if section is None or section.kept.get("loose"):
            return
        if not section.questions and "begin" in section.kept:
            self.part.sections.remove(section)
            rows = [*section.kept["before"], section.kept["begin"], *self.waiting, entry.cells]
            self.waiting = rows
            words = _("No question in this group can be asked here, so it is no page.")
            self.form.remark(self.opened, "", "kept", words)
            self.form.remark(entry, "", "kept", words)
            return
        section.kept["after"] = self._take_waiting()
        if "begin" in section.kept:
            section.kept["end"] = entry.cells
        section.kept = {key: value for key, value in section.kept.items() if value}
        remarks.remark_section(self.form, self.opened, entry)
