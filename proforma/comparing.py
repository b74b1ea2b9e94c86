"""What people said when the same was asked before: of the parts that a part goes back to.

Only what may be shown there is compared, and only once nobody can answer it any more.
"""

from dataclasses import dataclass

from django.db.models import Prefetch

from proforma import kinds, results
from proforma.models import Part, Question

MOST_CYCLES = 3  # that are looked back on


@dataclass(frozen=True)
class Earlier:
    """The result of a question in an earlier cycle. `asked` is how many people were asked that part."""

    cycle: int
    asked: int
    result: results.ViewResult

    @property
    def summary(self):
        return self.result.summary


def earlier(views):
    """{code: [Earlier, the latest first]} of what these results repeat. Queries by cycle, not by answer."""
    line = _line(views.part)
    found = {}
    for part in _parts_before(views, line):
        before = results.ViewsResults(part, views.at)
        by_question = {one.question.pk: one for one in before.questions if _says_something(one)}
        for question in views.asking:
            same = _same_in(part, question, part.pk in line)
            if same is not None and same.pk in by_question and _compares(question, same):
                one = Earlier(part.proforma.cycle.number, before.asked, by_question[same.pk])
                found.setdefault(question.code, []).append(one)
    return found


def _line(part):
    """The keys of the parts it began as, and those began as, and so on."""
    line, key = set(), part.began_as_id
    while key and key not in line and len(line) < MOST_CYCLES:
        line.add(key)
        key = Part.objects.filter(pk=key).values_list("began_as", flat=True).first()
    return line


def _parts_before(views, line):
    """The parts of earlier cycles that something is repeated from, as they are over, the latest first."""
    cycle = views.part.proforma.cycle
    repeated = {question.repeats_id for question in views.asking} - {None}
    of_them = Question.objects.filter(pk__in=repeated).values("part")
    parts = Part.objects.filter(pk__in=line) | Part.objects.filter(pk__in=of_them)
    questions = Question.objects.with_options().select_related("repeats")
    parts = (
        parts.filter(
            unit=Part.Unit.PERSON,
            proforma__cycle__network=cycle.network_id,
            proforma__cycle__number__lt=cycle.number,
        )
        .select_related("activity", "proforma__cycle__network")
        .prefetch_related(Prefetch("questions", questions, to_attr="loaded_questions"))
        .order_by("-proforma__cycle__number", "-pk")[:MOST_CYCLES]
    )
    return [part for part in parts if part.activity.is_over(views.at)]


def _same_in(part, question, is_in_line):
    """The question of `part` that this one repeats, perhaps by way of another."""
    known = {one.pk: one for one in part.loaded_questions}
    if question.repeats_id in known:
        return known[question.repeats_id]
    codes = {one.code: one for one in part.loaded_questions}
    # In one line of parts a code is never given twice.
    return codes.get(question.code) if is_in_line else None


def _compares(question, before):
    """Whether the two were answered in the same way: a mean of 1 to 5 is none of 0 to 10."""
    if question.kind != before.kind:
        return False
    return kinds.scale_steps(question) == kinds.scale_steps(before)


def _says_something(result):
    return result.summary is not None and (not result.is_empty or result.summary.mean is not None)
