"""What partners chose, of those that share by name. What the others chose is told nowhere."""

from dataclasses import dataclass

from network import disclosure
from network.disclosure import Sharing


@dataclass(frozen=True)
class ChoiceResult:
    """`options` are (label, the names of those that chose it); `named` is how many of them answered.

    `others` is how many more answered without their name, where that may be said; else 0.
    """

    question: object
    options: list[tuple[str, list[str]]]
    named: int
    others: int


def of(figures):
    """The choices of a FiguresResults that some partner shares by name: [ChoiceResult]."""
    results = [
        _result(figures, question)
        for question in figures.asking
        if question.kind_of_answer.summary == "count"
    ]
    return [result for result in results if result.named]


def _result(figures, question):
    chosen = {
        name: value if isinstance(value, list) else [value]
        for name, value in figures.by_name(question).items()
    }
    hidden = sum(
        response.sharing == Sharing.TOTALS for response, _entry in figures.entries(question)
    )
    fewest = figures.network.smallest_total
    return ChoiceResult(
        question=question,
        options=[
            (text, sorted(name for name, codes in chosen.items() if code in codes))
            for code, text in question.texts().items()
        ],
        named=len(chosen),
        others=disclosure.released(hidden, over=figures.is_over, floor=fewest, step=fewest),
    )
