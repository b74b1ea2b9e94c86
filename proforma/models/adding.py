"""Many questions put into a part at once: as few queries for five hundred as for five."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from proforma.kinds import OTHER

from .options import Option
from .questions import Question


@dataclass
class Newcomer:
    """A question on its way into a part, not saved yet. Choices and rows are (code, text, kept)."""

    question: Question
    options: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    lead: Question | None = None  # what it is a follow-up of; perhaps a newcomer's question too


def earlier_parts(part):
    """The parts of earlier cycles that a part began as a copy of, the nearest first."""
    while (part := part.began_as) is not None:
        yield part


class Codes:
    """The codes of a part, and of the parts it began as: one of either never gets another meaning."""

    def __init__(self, part):
        self.part, self.earlier_parts = part, {one.pk for one in earlier_parts(part)}
        held = Question.objects.filter(part__in={part.pk, *self.earlier_parts})
        held = list(held.values_list("part_id", "code"))
        self.own = {code for pk, code in held if pk == part.pk}
        self.every = {code for _pk, code in held}

    def give(self, wanted, *, repeats=None):
        """The code that was wanted if it is free, or the next that is.

        That of an earlier part is free only for the very question that has it there.
        """
        is_its_own = repeats is not None and repeats.part_id in self.earlier_parts
        if not wanted or wanted in (self.own if is_its_own else self.every):
            wanted = self.part.free_code(self.every)
        self.own.add(wanted)
        self.every.add(wanted)
        return wanted


def add_all(part, newcomers):
    """Put newcomers, which have their codes and pages, at the end of these pages. Returns the questions."""
    questions = [one.question for one in newcomers]
    if not questions:
        return []
    with transaction.atomic():
        _place(questions)
        Question.objects.bulk_create(questions)
        Option.objects.bulk_create([option for one in newcomers for option in _options_of(one)])
        following = [one for one in newcomers if one.lead is not None]
        for one in following:
            one.question.follows = one.lead  # which has a key only now
        Question.objects.bulk_update([one.question for one in following], ["follows"])
        part.reckon_minutes()
    return questions


def _place(questions):
    sections = {question.section_id for question in questions}
    placed = Question.objects.filter(section__in=sections).order_by().values_list("section")
    last = dict(placed.annotate(Max("position")))
    for question in questions:
        question.position = last.get(question.section_id, 0) + 1
        last[question.section_id] = question.position


def _options_of(newcomer):
    """The choices and rows of a newcomer. A code that was given twice, or not at all, is a free o1, o2 …"""
    named = {code for code, _text, _kept in [*newcomer.options, *newcomer.rows]}
    taken = {OTHER, *named}
    axes = ((Option.Axis.OPTION, newcomer.options), (Option.Axis.ROW, newcomer.rows))
    for axis, drafted in axes:
        here = {""}
        for position, (code, text, kept) in enumerate(drafted, start=1):
            if code in here:
                free = (f"o{n}" for n in range(1, len(taken) + 2))
                code = next(code for code in free if code not in taken)
            here.add(code)
            taken.add(code)
            yield Option(
                question=newcomer.question,
                axis=axis,
                code=code,
                text=text,
                kept=kept,
                position=position,
            )
