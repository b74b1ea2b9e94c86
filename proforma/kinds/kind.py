"""What a kind of question is, and how its answer is gathered from the controls of a form."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError


def gather_one(question, kind, data):
    """The value of a question with one control, or with several of one name."""
    return kind.clean(question, data.getlist(question.code))


def gather_rows(question, kind, data):
    """{row: value} of a grid, whose controls are named code/row. All its problems come in one sentence."""
    rows, problems = {}, []
    for row, text in question.grid_rows():
        try:
            value = kind.clean(question, data.getlist(f"{question.code}/{row}"))
        except ValidationError as problem:
            problems.append(f"{text}: {problem.messages[0]}")
        else:
            if value is not None:
                rows[row] = value
    if problems:
        raise ValidationError(" ".join(problems))
    return rows or None


def gather_places(question, kind, data):
    """What `clean` makes of {option: place}, whose controls are named code/option."""
    places = {
        option: data.getlist(f"{question.code}/{option}") for option, _text in question.choices()
    }
    return kind.clean(question, places)


@dataclass(frozen=True)
class Kind:
    """How one kind of question is asked, read, said, printed and drawn together.

    `template` is the page's control, a file of templates/proforma/answers/. `clean(question, values)`
    turns the strings of a control into the stored value, or None for blank; it raises ValidationError
    with a sentence. `gather(question, kind, data)` calls it for each control; `unfinished(question,
    value)` says what a saved value still lacks to be handed in. `say(question, value)`
    prints a stored value. `paper` names how it is answered on paper: line, lines, ticks, steps, grid,
    places or nothing. `summary` names how answers are drawn together: count, scale, grid, rank,
    grid_number, number, text, names, moment or nothing. `settings` are those a coordinator may set.
    `seconds` is what an answer takes, roughly.
    """

    code: str
    label: str
    template: str
    clean: Callable
    say: Callable
    paper: str
    summary: str
    settings: tuple[str, ...] = ()
    seconds: int = 20
    gather: Callable = gather_one
    unfinished: Callable = lambda question, value: ""
    has_options: bool = False
    has_rows: bool = False
    fixed_options: tuple[tuple[str, str], ...] = ()
    asks: bool = True  # a statement asks nothing
    takes_states: bool = True  # may be answered “I do not know”

    @property
    def is_number(self):
        return self.summary in {"number", "grid_number"}
