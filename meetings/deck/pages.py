"""What one slide says, laid over as many pages as it takes.

Nothing is shrunk and nothing is lost: what does not fit continues on the next page, and what is
cut on the wall stands in full in the speaker notes.
"""

from dataclasses import dataclass, field, replace

from . import chart_room, clean, measure
from .layouts import BODY, CHART, SECOND, TABLE, Layout, Slot
from .looks import Look
from .outline import Chart, Label, Quote, Slide, SlideKind
from .tables import Grid, grids
from .writing import Paragraph

NO_ANSWERS = "No answers to show yet."
NO_ROWS = "Nothing to show yet."
QUOTES_BESIDE_A_CHART = 3
LINES_OF_A_QUOTE = 7
OWN_TABLES = (SlideKind.AGENDA, SlideKind.ACTIONS)


@dataclass
class Page:
    """One slide as it will be drawn: every text already measured."""

    layout: Layout
    title: str = ""
    texts: dict[int, list[Paragraph]] = field(default_factory=dict)
    chart: Chart | None = None
    fit: chart_room.Fit | None = None  # of the whole chart, so that its parts can be compared
    grid: Grid | None = None
    alt: str = ""
    label: Label | None = None
    notes: list[str] = field(default_factory=list)
    is_hidden: bool = False
    of: int = 0  # which slide of the outline, from 0


def content_pages(slide: Slide, look: Look) -> list[Page]:
    """The pages of a slide whose text is already clean: charts first, then what is left over."""
    pages = []
    if slide.chart and chart_room.has_too_many_series(slide.chart) and not slide.table:
        slide = replace(slide, chart=None, table=chart_room.as_table(slide.chart))
    if slide.chart and chart_room.has_values(slide.chart):
        pages, slide = _with_chart(slide, look)
    elif slide.chart:
        slide = replace(slide, body=[NO_ANSWERS, *slide.body])
    if slide.table:
        pages += _with_table(slide, look)
    if slide.quotes:
        pages += _with_quotes(slide.quotes, look)
    if slide.body:
        make = _with_columns if _wants_columns(slide, look) else _with_text
        pages += make(slide, look)
    return pages or [Page(look.layout(SlideKind.TEXT))]


def _wants_columns(slide: Slide, look: Look) -> bool:
    has_two = look.layout(SlideKind.COLUMNS).slot(SECOND) is not None
    return slide.kind is SlideKind.COLUMNS and len(slide.body) > 1 and has_two


def _with_chart(slide: Slide, look: Look) -> tuple[list[Page], Slide]:
    """The chart's pages, and the slide without what stands beside the chart."""
    layout = look.layout(_kind_for_chart(slide))
    whole, cut = chart_room.with_short_names(slide.chart)
    notes = [f"In full: {name}" for name in cut]
    fit = chart_room.fitted(whole, layout.slot(CHART))
    alt = clean.one_line(whole.alt) or slide.title
    pages = [Page(layout, chart=part, fit=fit, alt=alt) for part in chart_room.parts(whole, fit)]
    pages[0].notes += notes
    beside = layout.slot(BODY)
    if not beside:
        return pages, slide
    kept, left = _beside(slide.body, beside)
    used = height_of(kept, beside)
    quoted = _quotes_beside(slide.quotes, beside, used)
    for page in pages:
        page.texts[BODY] = kept + quoted
    pages[0].notes += _quotes_not_in_full(slide.quotes, quoted)
    return pages, replace(slide, body=left, quotes=[])


def _kind_for_chart(slide: Slide) -> SlideKind:
    if slide.quotes:
        return SlideKind.CHART_WITH_QUOTES
    return SlideKind.VOTE if slide.body else SlideKind.CHART


def _beside(body: list[str], slot: Slot) -> tuple[list[Paragraph], list[str]]:
    """The paragraphs that fit beside a chart, and those that have to follow it."""
    kept: list[Paragraph] = []
    for n, text in enumerate(body):
        if height_of([*kept, Paragraph(text)], slot) > slot.tall:
            return kept, body[n:]
        kept.append(Paragraph(text))
    return kept, []


def _quotes_beside(quotes: list[Quote], slot: Slot, used: float) -> list[Paragraph]:
    """As many quotes as there is room for, the long ones cut, none to less than three lines."""
    for count in range(min(QUOTES_BESIDE_A_CHART, len(quotes)), 0, -1):
        for lines in range(14, 2, -1):
            shown = [p for quote in quotes[:count] for p in _quoted(quote, slot, lines)]
            if used + slot.styles[0].before + height_of(shown, slot) <= slot.tall:
                return shown
    return []


def _quoted(quote: Quote, slot: Slot, lines: int) -> list[Paragraph]:
    speech, name = slot.styles
    text = measure.shorten(f"“{quote.text}", slot.room, speech.size, lines, suffix="”")
    by = measure.shorten(f"— {quote.attribution}", slot.room, name.size, 2)
    return [Paragraph(text)] + ([Paragraph(by, 1)] if quote.attribution else [])


def _quotes_not_in_full(quotes: list[Quote], shown: list[Paragraph]) -> list[str]:
    texts = {paragraph.text for paragraph in shown}
    return [
        f"In full: “{quote.text}” — {quote.attribution}"
        for quote in quotes
        if f"“{quote.text}”" not in texts
        or (quote.attribution and f"— {quote.attribution}" not in texts)
    ]


def _with_quotes(quotes: list[Quote], look: Look) -> list[Page]:
    layout = look.layout(SlideKind.QUOTE)
    slot = layout.slot(BODY)
    lines = _lines_of_a_quote(slot)
    blocks = [_quoted(quote, slot, lines) for quote in quotes]
    heights = [height_of(block, slot) + slot.styles[0].before for block in blocks]
    pages = []
    for group in measure.pack(heights, slot.tall):
        shown = [paragraph for n in group for paragraph in blocks[n]]
        notes = _quotes_not_in_full([quotes[n] for n in group], shown)
        pages.append(Page(layout, texts={BODY: shown}, notes=notes))
    return pages


def _lines_of_a_quote(slot: Slot) -> int:
    """So many that the whole of it, with two lines for whose it is, fits one slide."""
    speech, name = slot.styles
    names = measure.height(2, name.size) * name.spacing + name.before
    free = slot.tall - names - speech.before
    return min(LINES_OF_A_QUOTE, measure.lines_in(free / speech.spacing, speech.size))


def _with_table(slide: Slide, look: Look) -> list[Page]:
    layout = look.layout(slide.kind if slide.kind in OWN_TABLES else SlideKind.TABLE)
    blank_rows = 6 if slide.kind is SlideKind.ACTIONS else 0
    slot = layout.slot(TABLE)
    made, notes = grids(slide.table, slot, blank_rows)
    if not made:
        return _with_text(replace(slide, body=[NO_ROWS]), look)
    alt = clean.one_line(slide.table.alt) or slide.title
    pages = [Page(layout, grid=_as_wide(grid, slot), alt=alt) for grid in made]
    pages[0].notes += notes
    return pages


def _as_wide(grid: Grid, slot: Slot) -> Grid:
    """Its columns as they are drawn: they were measured in points of Arial."""
    return replace(grid, widths=[width * slot.wider for width in grid.widths])


def _with_text(slide: Slide, look: Look) -> list[Page]:
    layout = look.layout(slide.kind if slide.kind is SlideKind.TOPIC else SlideKind.TEXT)
    slot = layout.slot(BODY)
    paragraphs = _portioned(slide.body, slot)
    heights = [height_of([paragraph], slot) + slot.styles[0].before for paragraph in paragraphs]
    return [
        Page(layout, texts={BODY: [paragraphs[n] for n in group]})
        for group in measure.pack(heights, slot.tall + slot.styles[0].before)
    ]


def _with_columns(slide: Slide, look: Look) -> list[Page]:
    """First half left, second half right, on as few pages as hold all halves."""
    layout = look.layout(SlideKind.COLUMNS)
    slot = min(layout.slot(BODY), layout.slot(SECOND), key=lambda slot: slot.room * slot.tall)
    paragraphs = _portioned(slide.body, slot)
    for count in range(1, len(paragraphs) + 1):
        halves = [_halved(chunk) for chunk in _shared_out(paragraphs, count)]
        if all(height_of(half, slot) <= slot.tall for pair in halves for half in pair):
            break
    return [Page(layout, texts={BODY: left, SECOND: right}) for left, right in halves]


def _shared_out(paragraphs: list[Paragraph], count: int) -> list[list[Paragraph]]:
    size = -(-len(paragraphs) // count)
    return [paragraphs[n : n + size] for n in range(0, len(paragraphs), size)]


def _halved(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    middle = (len(paragraphs) + 1) // 2
    return paragraphs[:middle], paragraphs[middle:]


def _portioned(body: list[str], slot: Slot) -> list[Paragraph]:
    size, lines = slot.styles[0].size, lines_in(slot)
    return [Paragraph(p) for text in body for p in measure.portions(text, slot.room, size, lines)]


def lines_in(slot: Slot) -> int:
    """How many lines of its text a slot holds."""
    style = slot.styles[0]
    return measure.lines_in(slot.tall / style.spacing, style.size)


def height_of(paragraphs: list[Paragraph], slot: Slot) -> float:
    """How tall the paragraphs stand in the slot; nothing is spaced before the first."""
    total = 0.0
    for n, paragraph in enumerate(paragraphs):
        style = slot.styles[paragraph.level]
        lines = measure.wrap(paragraph.text, slot.room, style.size, style.bold)
        total += measure.height(len(lines), style.size) * style.spacing + (style.before if n else 0)
    return total
