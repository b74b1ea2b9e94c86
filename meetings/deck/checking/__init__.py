"""The check of a deck: everything that can be told of a .pptx file without PowerPoint.

Knows nothing of the database, and believes nothing of the file: whatever it is given, it answers.
"""

import logging

from django.utils.translation import gettext as _

from meetings.deck.outline import Outline

from .agreement import check_agreement
from .chart_looks import check_chart_looks
from .charts import charts_of, check_chart
from .deck import Deck
from .finding import Finding, as_advice
from .legible import check_legibility
from .names import name
from .package import NotAPackage, Package
from .parts import check_parts
from .room import check_room
from .slides import check_document, check_slides

__all__ = ["Finding", "check", "slides_in"]

log = logging.getLogger(__name__)


def check(data: bytes, outline: Outline | None = None, *, is_ours: bool = True) -> list[Finding]:
    """What is to be put right in a deck, in the order of its slides; the file as a whole first.

    With an outline its figures are compared. Where the deck is not ours, our house rules are advice.
    """
    found = _checked(data, outline)
    if not is_ours:
        found = [as_advice(finding) for finding in found]
    return sorted(found, key=lambda finding: finding.slide or 0)


def slides_in(data: bytes) -> int:
    """How many slides the file has; none if it is no deck."""
    deck = _opened(data)
    return len(deck.slides) if deck else 0


def _checked(data: bytes, outline: Outline | None) -> list[Finding]:
    try:
        deck = _opened(data)
        return _of(deck, outline) if deck else [_not_a_deck()]
    except Exception:  # a file made to break the check must not break whoever asked for it
        log.exception("A deck could not be checked.")
        return [Finding("not-a-deck", _("This PowerPoint file cannot be read to its end."))]


def _opened(data: bytes) -> Deck | None:
    try:
        package = Package(data)
    except NotAPackage:
        return None
    part = package.related("", "officeDocument")
    tree = package.xml(part) if part else None
    return Deck(package, part) if tree is not None and tree.tag == name("p:presentation") else None


def _not_a_deck() -> Finding:
    return Finding("not-a-deck", _("This is not a PowerPoint file."))


def _of(deck: Deck, outline: Outline | None) -> list[Finding]:
    found = check_document(deck) + check_slides(deck)
    charts = {slide: charts_of(slide) for slide in deck.slides}
    for slide in deck.slides:
        found += check_room(slide) + check_legibility(slide)
        for chart in charts[slide]:
            found += check_chart(chart) + check_chart_looks(chart)
    if outline is not None:
        found += check_agreement(deck, outline, charts)
    return found + check_parts(deck)
