"""Slides of what people said in their own words, as far as they agreed that members read it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Quote as SlideQuote
from meetings.deck.outline import Slide, SlideKind
from proforma import quoting
from proforma.models import Quote

ON_A_SLIDE = 3


def slides(views):
    """By question, a few on each slide. Where somebody took their words back, a sentence says so."""
    proforma = views.part.proforma
    shown = quoting.leaving(proforma, Quote.Audience.MEMBERS)
    if not shown:
        return []
    public = {one.key for one in quoting.leaving(proforma, Quote.Audience.PUBLIC)}
    return [
        slide
        for question in views.asking
        for slide in _of_question(
            question, [one for one in shown if one.code == question.code], public
        )
    ]


def _of_question(question, shown, public):
    here = [one for one in shown if not one.is_gone]
    gone = len(shown) - len(here)
    chunks = [here[n : n + ON_A_SLIDE] for n in range(0, len(here), ON_A_SLIDE)]
    made = [
        Slide(
            SlideKind.QUOTE,
            _title(question, n, len(chunks)),
            quotes=[SlideQuote(one.text, one.signed, one.key) for one in chunk],
            source=_("Question %(code)s · each quoted with consent") % {"code": question.code},
            key=f"quotes:{question.code}:{n}",
            notes=_notes(question, all(one.key in public for one in chunk)),
            minutes=1,
        )
        for n, chunk in enumerate(chunks, start=1)
    ]
    return [*made, _gap(question, gone)] if gone else made


def _title(question, n, count):
    words = {"question": question.text, "n": n, "count": count}
    if count == 1:
        return _("In their words: %(question)s") % words
    return _("In their words, %(n)d of %(count)d: %(question)s") % words


def _notes(question, is_public):
    may = (
        _("Anybody may read them.")
        if is_public
        else _("They are for members of the network: take no photograph of this slide for others.")
    )
    return "\n".join(
        [
            _("The question, word for word: %(text)s") % {"text": question.text},
            _("Whoever wrote these words agreed that members read them. %(may)s") % {"may": may},
            _("Square brackets stand where words were taken out. Do not guess who said it."),
        ]
    )


def _gap(question, gone):
    return Slide(
        SlideKind.TEXT,
        _("Taken back: %(question)s") % {"question": question.text},
        body=[
            ngettext(
                "A quote stood here. Whoever said it has taken it back.",
                "%(n)d quotes stood here. Whoever said them has taken them back.",
                gone,
            )
            % {"n": gone}
        ],
        source=_("Question %(code)s") % {"code": question.code},
        key=f"quotes:{question.code}:gap",
        notes=_("Please do not show earlier copies of this deck, nor say what stood there."),
    )
