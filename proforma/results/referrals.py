"""Who names whom: partners that share by name, on both sides. Nobody else is in it, nor in a count."""

from dataclasses import dataclass

from django.db.models import Q

from network.disclosure import Sharing
from proforma import circle


@dataclass(frozen=True)
class ReferralResult:
    """`names` are (partner, those it names), `named_by` (partner, those that name it), the most first."""

    question: object
    names: list[tuple[str, list[str]]]
    named_by: list[tuple[str, list[str]]]

    @property
    def picture(self):
        """A circle.Picture, or None where it would be too crowded to read."""
        return circle.draw([(one, other) for one, others in self.names for other in others])


def of(figures):
    """The questions of a FiguresResults that are answered with partners: [ReferralResult]. Two queries at
    most, and none if there is no such question."""
    questions = [q for q in figures.asking if q.kind_of_answer.summary == "names"]
    if not questions:
        return []
    may_be_named = partners_to_name(figures)
    results = [_result(figures, question, may_be_named) for question in questions]
    return [result for result in results if result.names]


def partners_to_name(figures):
    """{key: name} of the partners that have not asked to be left out: one that gave nothing yet has not.

    Also what somebody chose before handing in counts.
    """
    not_by_name = figures.part.responses.exclude(sharing=Sharing.NAMED).exclude(
        Q(sharing=Sharing.NOT_CHOSEN) & Q(submitted_at=None)
    )
    return dict(
        figures.network.partners.exclude(pk__in=not_by_name.values("partner")).values_list(
            "pk", "name"
        )
    )


def _result(figures, question, may_be_named):
    names = [
        (name, sorted(may_be_named[key] for key in chosen if key in may_be_named))
        for name, chosen in sorted(figures.by_name(question).items())
    ]
    names = [(name, others) for name, others in names if others]
    named_by = {}
    for name, others in names:
        for other in others:
            named_by.setdefault(other, []).append(name)
    return ReferralResult(
        question, names, sorted(named_by.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )
