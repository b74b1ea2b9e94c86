"""What was put to whom: which questions a response was asked, and which of their options and rows.

A form changes while people answer it. What was added late stood before few of them, and the return list
says who they are: so it is held back, as a small group is, until enough have answered with it before them.
"""

from dataclasses import dataclass
from datetime import datetime

from proforma import conditions

from .models import Option
from .models.responses import content

OPTION, ROW = Option.Axis.OPTION, Option.Axis.ROW


def codes_asked(response, questions):
    """The codes this response was asked: by its version, by conditions, and while they were in use."""
    passed_over = set(response.passed_over)
    put = [q for q in questions if q.was_put_to(response.version.number, passed_over)]
    return {
        question.code
        for question in conditions.asked_of(put, response.answers)
        if _was_in_use(question, response) or content(response.answers.get(question.code))
    }


def _was_in_use(question, response):
    """Whether it was asked at some time between the beginning of the response and its end."""
    began, ended = response.started_at, response.submitted_at
    if question.retired_at is not None and began >= question.retired_at:
        return False
    spells = [map(datetime.fromisoformat, spell) for spell in question.out_of_use]
    return not any(out <= began and ended < back for out, back in spells)


@dataclass(frozen=True)
class Given:
    """One response's entry to a question, and the codes of what of it stood before whoever gave it."""

    entry: dict | None
    options: frozenset = frozenset()
    rows: frozenset = frozenset()
    key: int | None = None  # of the response, for splits; it is shown nowhere

    @property
    def is_answered(self):
        return "value" in (self.entry or {})


def given(question, response):
    """The Given of a response that was asked this question. Reads prefetched options."""
    entry = response.answers.get(question.code)
    value = (entry or {}).get("value")
    in_rows = isinstance(value, dict)
    chosen = value.values() if in_rows else value if isinstance(value, list) else [value]
    return Given(
        entry,
        _codes_offered(question, OPTION, response, set(chosen)),
        _codes_offered(question, ROW, response, set(value if in_rows else ())),
        response.pk,
    )


def _codes_offered(question, axis, response, chosen):
    seen, passed_over = _version_seen(response), set(response.passed_over)
    return frozenset(
        option.code
        for option in question.options.all()
        if option.axis == axis
        and option.since is not None
        and (
            option.code in chosen
            or (
                option.since <= seen
                and option.since not in passed_over
                and (option.retired_at is None or response.started_at < option.retired_at)
            )
        )
    )


def _version_seen(response):
    """The number of the version this response was last written under. Who is asked more after handing in
    has not seen it before they come back."""
    version, under = response.version, response.handed_in_under
    came_back = response.saved_at >= version.opened_at
    return version.number if came_back or under is None else under


@dataclass(frozen=True)
class Late:
    """An option or a row that is held back; `asked` is how many it was put to so far."""

    text: str
    asked: int


@dataclass(frozen=True)
class Base:
    """Whom a question is counted over, and what of it may be shown.

    `options` and `rows` are (code, text) of what is shown; `offered` says by axis and code before how many
    it stood, where that is not all of them. `late` is held back; `few` are rows that too few answered.
    `hidden` are the codes of all that is not shown, by axis.
    """

    given: list[Given]
    not_counted: int
    options: list[tuple]
    rows: list[tuple]
    offered: dict[str, dict]
    late: list[Late]
    few: list[str]
    hidden: dict[str, set]

    def answered_with(self, code, axis):
        return _stood_before(code, axis, [one for one in self.given if one.is_answered])


def base(question, givens, floor):
    """The Base of a question over these Givens, of whom enough have answered it."""
    options, rows = ever_asked(question, OPTION), ever_asked(question, ROW)
    counted, late = _counted(options, givens, floor)
    late_rows = {code for code in rows if _stood_before(code, ROW, counted) < floor}
    few = {code for code in rows if _gave(code, counted) < floor} - late_rows
    fixed = {code: str(text) for code, text in question.kind_of_answer.fixed_options}
    return Base(
        given=counted,
        not_counted=len(givens) - len(counted),
        options=[pair for pair in (fixed or options).items() if pair[0] not in late],
        rows=[pair for pair in rows.items() if pair[0] not in late_rows | few],
        offered={
            axis: {
                code: n
                for code in codes
                if (n := _stood_before(code, axis, counted)) < len(counted)
            }
            for axis, codes in ((OPTION, options), (ROW, rows))
        },
        late=[
            Late(text, _stood_before(code, axis, givens))
            for axis, texts, codes in ((OPTION, options, late), (ROW, rows, late_rows))
            for code, text in texts.items()
            if code in codes
        ],
        few=[text for code, text in rows.items() if code in few],
        hidden={
            OPTION: question.texts().keys() - (fixed or options).keys() | late,
            ROW: question.row_texts().keys() - rows.keys() | late_rows | few,
        },
    )


def _counted(options, givens, floor):
    """The Givens that are counted, and the options that are held back.

    Whoever had one of these before them is not counted, whatever they chose: else it could be read off
    what the rest do not add up to. That leaves fewer for the other options, so it is looked at again.
    """
    counted, late = givens, set()
    while True:
        answered = [one for one in counted if one.is_answered]
        late |= {code for code in options if _stood_before(code, OPTION, answered) < floor}
        rest = [one for one in counted if not one.options & late]
        if len(rest) == len(counted):
            return counted, late
        counted = rest


def ever_asked(question, axis):
    """{code: text} of the options or rows that a version asked. Reads prefetched options."""
    return {
        option.code: option.text
        for option in question.options.all()
        if option.axis == axis and option.since is not None
    }


def _stood_before(code, axis, givens):
    return sum(code in (one.rows if axis == ROW else one.options) for one in givens)


def _gave(row, givens):
    return sum(one.is_answered and row in one.entry["value"] for one in givens)
