"""What the check of a deck has to say: one sentence about one thing, in words a facilitator knows."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

# What our own decks promise. In a deck that somebody else made they are advice.
HOUSE_RULES = frozenset(
    {
        "title-missing",
        "title-elsewhere",
        "title-empty",
        "title-twice",
        "title-not-first",
        "alt-text",
        "empty-placeholder",
        "text-overflow",
        "table-overflow",
        "off-slide",
        "overlap",
        "autofit",
        "small-text",
        "small-chart-text",
        "contrast",
        "colour-only",
        "language",
        "document-title",
        "document-author",
        "document-language",
        "notes",
        "slide-number",
        "table-header",
        "not-widescreen",
        "chart-workbook-extra",
    }
)
# What nobody should be sent, whoever made it, and what the records say.
RULES = HOUSE_RULES | {
    "not-a-deck",
    "unreadable-part",
    "part-twice",
    "content-type",
    "loose-end",
    "left-over",
    "shape-id-twice",
    "active-content",
    "outside-file",
    "unsafe-link",
    "control-character",
    "chart-workbook",
    "chart-workbook-formula",
    "chart-workbook-link",
    "chart-differs",
    "outside-layout",
    "figures-differ",
    "not-in-outline",
    "not-in-file",
}


@dataclass(frozen=True)
class Finding:
    """`rule` is stable, for programs; `text` is for people. A warning does not stop anything."""

    rule: str
    text: str
    slide: int | None = None
    is_error: bool = True

    def __str__(self) -> str:
        if self.slide is None:
            return self.text
        return _("Slide %(number)d: %(text)s") % {"number": self.slide, "text": self.text}


def as_advice(finding: Finding) -> Finding:
    """The finding for a deck that is not ours: our house rules are no errors there."""
    return replace(finding, is_error=finding.is_error and finding.rule not in HOUSE_RULES)


def excerpt(text: str, longest: int = 40) -> str:
    """Enough of a text to find it again on the slide."""
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"
