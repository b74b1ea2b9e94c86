"""A slide that was locked, as it may be shown today. Plain: no database.

Nothing is added to what a slide said, and nothing of it changes, but for what somebody has taken back since.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import Citable
from proforma.echoes import Echoes

from .outline import Chart, Quote, Slide, SlideKind, Table

WITHOUT_QUOTES = {
    SlideKind.QUOTE: SlideKind.TEXT,
    SlideKind.CHART_WITH_QUOTES: SlideKind.CHART,
}


@dataclass(frozen=True)
class Said:
    """What may be read today of a quote or group statement: its words, and how it is signed."""

    text: str
    signed: str


@dataclass(frozen=True)
class Today:
    """What holds today of all that a locked deck showed. What is missing here may be shown no more."""

    said: Mapping[str, Said] = field(default_factory=dict)  # by the key of a quote or statement
    said_then: Mapping[str, Said] = field(default_factory=dict)  # the same on the day of the lock
    taken_back: frozenset[str] = frozenset()  # keys of those that whoever said them took back
    members_alone: frozenset[str] = frozenset()  # keys of quotes that others might read at the time
    not_named: frozenset[int] = (
        frozenset()
    )  # keys of partners that share without their name, or nothing
    shared_less: frozenset[str] = frozenset()  # tokens of figures that hold such a partner's
    unsaid: frozenset[str] = frozenset()  # tokens of notes that are on record no more
    undone: tuple[str, ...] = ()  # actions that were taken back
    silent: Echoes = field(
        default_factory=Echoes
    )  # words that may be read no more, whoever typed them
    names: Mapping[str, str] = field(
        default_factory=dict
    )  # a name as it was: what stands there now


def as_of_today(slides: list[Slide], today: Today) -> list[Slide]:
    """The slides of a version without what was taken back; equal to what is given if nothing was."""
    say = _saying(slides, today)
    return [with_words(_of_today(slide, today), say) for slide in slides]


def texts_of(slide: Slide) -> Iterable[str]:
    """Every text of a slide, its notes among them."""
    yield from (slide.title, *slide.body, slide.source, slide.notes)
    for quote in slide.quotes:
        yield from (quote.text, quote.attribution)
    if slide.chart:
        yield from (*slide.chart.categories, slide.chart.alt)
    if slide.table:
        yield slide.table.alt
        for row in slide.table.rows:
            yield from row


def word(name: str) -> re.Pattern:
    """Where a name stands. One of a single word counts only at the head of a text: May is also a month."""
    plain = re.escape(name)
    if " " in name:
        return re.compile(rf"(?<!\w){plain}(?!\w)")
    return re.compile(rf"^{plain}(?=,|$)", re.MULTILINE)


def words_behind(slide: Slide) -> set[str]:
    """The keys of quotes and statements that a slide shows or rests on."""
    heads = (f"{Citable.Kind.QUOTE}:", f"{Citable.Kind.STATEMENT}:")
    cited = {token.partition(":")[2] for token in slide.cites if token.startswith(heads)}
    return cited | {quote.key for quote in slide.quotes if quote.key}


def _of_today(slide, today):
    if set(slide.names) & today.not_named or set(slide.cites) & today.shared_less:
        slide = _withheld(
            slide,
            _("Figures that are shown no more"),
            _("Somebody whose figures stood here shares less than on that day."),
        )
    elif set(slide.cites) & today.unsaid:
        slide = _withheld(
            slide,
            _("Words that are shown no more"),
            _("Something from the notes of a meeting stood here. It is on the record no more."),
        )
    elif _rests_on_what_changed(slide, today):
        slide = replace(
            slide, body=[_("It rested on words that were taken back since.")], notes=_please()
        )
    return _with_quotes_of_today(_without_undone(slide, today), today)


def _rests_on_what_changed(slide, today):
    """Words that stand in its lines, and not as a quote of their own, are shown no more, or otherwise."""
    in_lines = words_behind(slide) - {quote.key for quote in slide.quotes}
    return any(today.said.get(key) != today.said_then.get(key) for key in in_lines)


def _withheld(slide, title, why):
    return replace(
        slide,
        kind=SlideKind.TEXT,
        title=title,
        body=[why],
        chart=None,
        table=None,
        source="",
        notes=_please(),
        names=(),
    )


def _please():
    return _("Please do not show earlier copies of this deck, nor say what stood there.")


def _with_quotes_of_today(slide, today):
    here = [_quote_of_today(one, today) for one in slide.quotes]
    kept = [one for one in here if one is not None]
    gone = [one for one, now in zip(slide.quotes, here, strict=True) if now is None]
    notes = [slide.notes]
    if any(one.key in today.members_alone for one in kept):
        notes.append(_("Since then, words on this slide are for members of the network alone."))
    if not gone:
        return replace(slide, quotes=kept, notes="\n".join(filter(None, notes)))
    notes.append(_please())
    return replace(
        slide,
        kind=slide.kind if kept else WITHOUT_QUOTES.get(slide.kind, slide.kind),
        quotes=kept,
        body=[*slide.body, *_gaps(slide, gone, today)],
        notes="\n".join(filter(None, notes)),
    )


def _quote_of_today(quote, today):
    """As it may be read; None if it may not. What has no key was never somebody's own to take back."""
    if not quote.key:
        return quote
    now = today.said.get(quote.key)
    if now is None:
        return None
    text = quote.text if _is_of(quote.text, now.text) else now.text
    return Quote(text, now.signed, quote.key)


def _is_of(shown, whole):
    """Whether these words stand in the whole, or are its beginning, cut for the wall."""
    cut = shown.removesuffix("…").rstrip()
    return shown in whole or (cut != shown and bool(cut) and whole.startswith(cut))


def _gaps(slide, gone, today):
    """A sentence for those that were taken back, and one for the rest."""
    together = [one for one in gone if _is_statement(slide, one)]
    back = [one for one in gone if one.key in today.taken_back and one not in together]
    rest = len(gone) - len(together) - len(back)
    if back:
        yield ngettext(
            "A quote stood here. Whoever said it has taken it back.",
            "%(n)d quotes stood here. Whoever said them has taken them back.",
            len(back),
        ) % {"n": len(back)}
    if together:
        yield _("Words of a group stood here. They have been taken back.")
    if rest:
        yield ngettext(
            "A quote stood here. It is shown no more.",
            "%(n)d quotes stood here. They are shown no more.",
            rest,
        ) % {"n": rest}


def _is_statement(slide, quote):
    return f"{Citable.Kind.STATEMENT}:{quote.key}" in (*slide.cites, slide.key)


def _without_undone(slide, today):
    """An action that was taken back stands nowhere; its row says that there was one."""
    if slide.kind is not SlideKind.ACTIONS or not slide.table or not today.undone:
        return slide
    gap = _("An action stood here. It was taken back.")
    rows = [
        [gap, *["–"] * (len(row) - 1)] if _is_undone(row[0], today.undone) else row
        for row in slide.table.rows
    ]
    return replace(slide, table=replace(slide.table, rows=rows))


def _is_undone(cell, undone):
    return any(cell == what or (cell.endswith("…") and _is_of(cell, what)) for what in undone)


# Words that stand elsewhere too: in a title of hers, in notes, in a table


def _saying(slides, today):
    """What a text says today: names as they are now, a group that took its words back unnamed, no words of
    quotes that read otherwise or not at all."""
    names = [(word(was), now) for was, now in today.names.items() if was and was != now]
    changed = []
    for slide in slides:
        for quote in slide.quotes:
            now = _quote_of_today(quote, today)
            if now is None and _is_statement(slide, quote) and quote.attribution:
                names.append((re.compile(re.escape(quote.attribution)), _("a group")))
            if now is None or now.text != quote.text:
                changed.append((quote.text, now.text if now else ""))
    here = Echoes(changed, [now for _was, now in changed])

    def say(text):
        for where, now in names:
            text = where.sub(lambda _match, now=now: now, text)
        return today.silent.without(here.without(text))

    return say


def with_words(slide: Slide, say) -> Slide:
    """`slide` with every text of it but its quotes as `say(text)` has it, who said them included."""
    return replace(
        slide,
        title=say(slide.title),
        body=[say(text) for text in slide.body],
        quotes=[replace(one, attribution=say(one.attribution)) for one in slide.quotes],
        chart=slide.chart and _chart(slide.chart, say),
        table=slide.table and _table(slide.table, say),
        source=say(slide.source),
        notes=say(slide.notes),
    )


def _chart(chart: Chart, say):
    return replace(chart, categories=[say(one) for one in chart.categories], alt=say(chart.alt))


def _table(table: Table, say):
    rows = [[say(cell) for cell in row] for row in table.rows]
    return replace(table, rows=rows, alt=say(table.alt))
