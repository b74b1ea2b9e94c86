"""A form being read: its sheets, its language, and what there is to say about it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .cells import exact_text
from .choices import Choices
from .report import Report
from .sheets import Sheet, first_of, heading_of, standard

_YES = {"yes", "true", "true()"}
_NO = {"", "no", "false", "false()"}


@dataclass
class Form:
    """What every row of a survey is read with. `names` are all names in the survey,
    `lists_used` the lists that questions were given."""

    survey: Sheet
    choices: Choices
    report: Report
    unit: str
    language: str = ""
    columns: dict = field(default_factory=dict)
    names: set = field(default_factory=set)
    lists_used: set = field(default_factory=set)

    def __post_init__(self):
        self.columns = self.survey.columns()
        self.names = {self.cell(cells, "name") for _number, cells in self.survey.rows} - {""}
        self.choices.names = self.names

    def cell(self, cells, column) -> str:
        """The text of a column in a row, whatever the column is called here."""
        return first_of(cells, self.columns, column, self.language)[1]

    def text(self, cells, column) -> str:
        """A label or hint: in full, where our own column says that the cell could not hold it."""
        recorded = self.cell(cells, "tightrope_exact")
        return exact_text(self.cell(cells, column), column, recorded, self.names)

    def heading(self, column) -> str:
        """How this survey spells a column, or the standard's own spelling."""
        return heading_of(self.columns, column, self.language)

    def is_required(self, entry) -> bool:
        said = self.cell(entry.cells, "required").lower()
        if said not in _YES | _NO:
            words = _(
                "Whether this is required depends on something, which has no place here: %(said)s"
            )
            self.remark(entry, "required", "kept", words % {"said": said[:200]})
        return said in _YES

    def remark(self, entry, column, outcome, words):
        """A line of the report about a row. Rows that nobody wrote have none."""
        if entry.number:
            what = self.cell(entry.cells, "name") or self.cell(entry.cells, "type")
            self.report.add(self.survey.name, entry.number, column, outcome, what, words)

    def standard(self, cells) -> dict:
        """A row under today's headings, without languages: as `native` writes rows."""
        return standard(cells, self.columns, self.language)
