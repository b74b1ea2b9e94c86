"""The wording check: what a careful second reader would say about a question. It never blocks.

It looks for patterns and understands nothing, so it keeps quiet when it is not fairly sure, and a
coordinator is free to know better.
"""

from dataclasses import dataclass, replace

from django.utils.translation import get_language

from proforma.plain import PlainQuestion

from . import asking, choosing, reading

__all__ = ["CHECKS", "Remark", "look"]

CHECKS = {
    "two_ideas": asking.two_ideas,
    "leading": asking.leading,
    "double_negative": asking.double_negative,
    "absolute_words": asking.absolute_words,
    "hypothetical": asking.hypothetical,
    "asks_for_names": asking.asks_for_names,
    "recall_period": asking.recall_period,
    "favourites_first": choosing.favourites_first,
    "no_other": choosing.no_other,
    "too_many_options": choosing.too_many_options,
    "unbalanced_scale": choosing.unbalanced_scale,
    "missing_ends": choosing.missing_ends,
    "overlapping_ranges": choosing.overlapping_ranges,
    "gap_in_ranges": choosing.gap_in_ranges,
    "jargon": reading.jargon,
    "reading_level": reading.reading_level,
}
_MOST_READ = 2000  # what a question may hold is far less; text on its way in may be longer


@dataclass(frozen=True)
class Remark:
    """One thing to think about: the code of the check and a sentence for the coordinator."""

    code: str
    words: str


def look(question: PlainQuestion) -> list[Remark]:
    """What to think about in the wording of `question`, at most one remark of each check.

    The checks know English alone: in any other language in use there are no remarks. A statement is
    only read for how hard it is. Raises nothing for a question of any kind in proforma.kinds.
    """
    if not (get_language() or "en").startswith("en"):
        return []
    read = replace(question, text=_plain(question.text), help=_plain(question.help))
    checks = CHECKS
    if question.kind in {"statement", "acknowledge"}:
        checks = {code: CHECKS[code] for code in ("jargon", "reading_level")}
    return [Remark(code, words) for code, check in checks.items() if (words := check(read))]


def _plain(text):
    """The text with straight apostrophes and single blanks, as the patterns have them."""
    return " ".join(text[:_MOST_READ].replace("’", "'").split())
