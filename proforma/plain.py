"""A pro-forma as plain data, as it travels: from the bank, pasted text and files, to Word and XLSForm.

Nothing here knows a database or a request. Codes may be empty: they are given when a question is added.
`kept` holds what came with a file and has no place here; it is written back with the file and shown to
nobody who answers.
"""

from dataclasses import dataclass, field


@dataclass
class PlainOption:
    """Something to choose, or a row of a grid. The code "OTH" is “other, please say”."""

    text: str
    code: str = ""
    kept: dict = field(default_factory=dict)


@dataclass
class PlainQuestion:
    """One question. `kind` is a code of proforma.kinds.KINDS.

    `settings` by kind: max_length (texts); unit, period, basis (bool: ask whether counted or estimated),
    min (0 unless said; None for no least), max, not_above (code of an earlier question this should not
    exceed) for numbers; share ([row, row]: the codes of two rows, the first shown as a share of the
    second) for grids of numbers; most (at most k, or the top k), shuffle and comment (bool: a box to say
    why) for choices; low, high, step, low_label, high_label for scales. `show_if` is a condition of
    proforma.conditions. `follows` is the code of the question it is a follow-up of.
    """

    kind: str
    text: str
    help: str = ""
    why: str = ""
    required: bool = False
    settings: dict = field(default_factory=dict)
    options: list[PlainOption] = field(default_factory=list)
    rows: list[PlainOption] = field(default_factory=list)
    show_if: dict | None = None
    code: str = ""
    follows: str = ""
    origin: str = "coordinator"  # coordinator, partner, participant, question_bank, framework
    origin_note: str = ""
    steer: str = ""  # low, medium, high
    options_origin: str = ""
    options_steer: str = ""
    kept: dict = field(default_factory=dict)


@dataclass
class PlainSection:
    """A page of questions."""

    questions: list[PlainQuestion] = field(default_factory=list)
    title: str = ""
    intro: str = ""
    kept: dict = field(default_factory=dict)


@dataclass
class PlainPart:
    """What is asked of each person (unit "person") or once of each partner (unit "partner")."""

    unit: str
    title: str = ""
    minutes: int | None = None
    sections: list[PlainSection] = field(default_factory=list)
    kept: dict = field(default_factory=dict)

    def questions(self):
        return [question for section in self.sections for question in section.questions]


@dataclass
class PlainProforma:
    title: str
    intro: str = ""
    parts: list[PlainPart] = field(default_factory=list)
    kept: dict = field(default_factory=dict)
