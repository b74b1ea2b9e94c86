"""Slides of what people said in their own words, as far as they agreed that members read it."""

from itertools import zip_longest

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Quote as SlideQuote
from meetings.deck.outline import Slide, SlideKind
from meetings.deck.records import tokens
from proforma import quoting
from proforma.models import Quote

ON_A_SLIDE = 3
IN_THE_ROOM, QUESTIONS_IN_THE_ROOM = 4, 2
LONGEST_IN_THE_ROOM = 140


def slides(views):
    """By question, a few on each slide. Where somebody took their words back, a sentence says so."""
    return slides_of(views, *readable(views))


def readable(views):
    """(what members may read, the keys of what anybody may): through the one door for quotes."""
    proforma = views.part.proforma
    shown = quoting.leaving(proforma, Quote.Audience.MEMBERS)
    if not shown:
        return [], set()
    return shown, {one.key for one in quoting.leaving(proforma, Quote.Audience.PUBLIC)}


def slides_of(views, shown, public):
    """The same of quotes that were let out already."""
    return [
        slide
        for question in views.asking
        for slide in _of_question(
            question, [one for one in shown if one.code == question.code], public
        )
    ]


def for_the_room(views, shown, public):
    """[a few quotes on one slide, from two questions evenly]; none where there are none.

    What anybody may read goes first, then what is short: nobody picks them for what they say.
    """
    here = [one for one in shown if not one.is_gone]
    asked = [q for q in views.asking if any(one.code == q.code for one in here)]
    asked = asked[:QUESTIONS_IN_THE_ROOM]
    rows = [_easiest_first([one for one in here if one.code == q.code], public) for q in asked]
    turns = [one for turn in zip_longest(*rows) for one in turn if one is not None]
    chosen = turns[:IN_THE_ROOM]
    if not chosen:
        return []
    chosen = [one for q in asked for one in chosen if one.code == q.code]
    return [
        Slide(
            SlideKind.QUOTE,
            ngettext(
                "In your words: %(n)d person, quoted with consent",
                "In your words: %(n)d quotes, each with consent",
                len(chosen),
            )
            % {"n": len(chosen)},
            quotes=[SlideQuote(one.text, one.signed, one.key) for one in chosen],
            source=" · ".join(f"{q.code}: {q.text}" for q in asked),
            key="quotes",
            notes="\n".join(dict.fromkeys(_how_they_were_chosen(asked, chosen, shown, public))),
            minutes=2,
            cites=(*tokens.of(*asked), *tokens.of_quotes(chosen)),
        )
    ]


def _easiest_first(quotes, public):
    return sorted(
        quotes, key=lambda one: (one.key not in public, len(one.text) > LONGEST_IN_THE_ROOM)
    )


def _how_they_were_chosen(asked, chosen, shown, public):
    for question in asked:
        yield from _notes(question, all(one.key in public for one in chosen)).split("\n")
    yield _("What anybody may read comes first, then what is short. Nobody chose by what they say.")
    gone = sum(one.is_gone for one in shown)
    if gone:
        yield ngettext(
            "%(n)d quote was taken back since it was agreed.",
            "%(n)d quotes were taken back since they were agreed.",
            gone,
        ) % {"n": gone}
    yield _("Let somebody else read them aloud, slowly. Then wait.")


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
            cites=(*tokens.of(question), *tokens.of_quotes(chunk)),
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
