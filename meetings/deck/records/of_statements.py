"""Slides of what groups too small to be counted say together."""

from django.utils.translation import gettext as _

from meetings.deck.outline import Label, Quote, Slide, SlideKind
from meetings.deck.records import tokens
from proforma import statements


def slides(cycle):
    """One for each statement that members may read. What was taken back leaves the deck: no slide says so."""
    return [_slide(said) for said in statements.leaving(cycle) if not said.is_gone]


def _slide(said):
    return Slide(
        SlideKind.QUOTE,
        _("In their own words: %(who)s") % {"who": said.who},
        quotes=[Quote(said.text, said.who, said.key)],
        source=_("Said together. Each of the group agreed to these words."),
        notes=_(
            "A group too small to be counted speaks for itself here. Please do not ask who is of it."
        ),
        label=Label.READING,
        key=f"statement:{said.key}",
        minutes=1,
        cites=tokens.of_statement(said),
    )
