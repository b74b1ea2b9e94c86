"""What happened to each thing in a workbook, in sentences for the coordinator who brought it."""

from collections import Counter
from dataclasses import asdict, dataclass, field

OUTCOMES = ("imported", "kept", "refused")


class UnreadableForm(ValueError):
    """This cannot be read as a form. The message is a sentence for the person who sent it."""


@dataclass(frozen=True)
class ReportLine:
    """One finding. `row` is the number seen in Excel, 0 for a whole sheet; `column` is a heading or "".

    `outcome` is "imported", "kept" (has no place here, but is preserved and written back) or
    "refused" (left out, or not as it was meant); `what` names the thing as the workbook does.
    """

    sheet: str
    row: int
    column: str
    outcome: str
    what: str
    words: str


@dataclass
class Report:
    """A line for every row of the survey, and for everything that has no place here."""

    lines: list[ReportLine] = field(default_factory=list)

    def add(self, sheet, row, column, outcome, what, words):
        self.lines.append(ReportLine(sheet, row, column, outcome, str(what)[:200], str(words)))

    def as_json(self) -> dict:
        """{"imported": n, "kept": n, "refused": n, "lines": [{sheet, row, column, outcome, what, words}]}"""
        counts = Counter(line.outcome for line in self.lines)
        return {outcome: counts[outcome] for outcome in OUTCOMES} | {
            "lines": [asdict(line) for line in self.lines]
        }
