"""An outline into pages: clean text, complete notes, and a title of its own for each page."""

from collections import Counter
from dataclasses import replace

from . import clean, measure
from .layouts import BODY, LABEL, SECOND, SOURCE, TITLE, Slot
from .looks import OURS, Look
from .outline import Chart, Label, Outline, Place, Quote, Slide, SlideKind
from .pages import Page, content_pages, height_of, lines_in
from .writing import Paragraph

LABELS = {
    Label.FACT: "Fact",
    Label.READING: "Our reading",
    Label.PROPOSAL: "Proposal",
}
OPENINGS = (SlideKind.TITLE, SlideKind.SECTION)
LONGEST_SUFFIX = " (99 of 99)"


def paginate(outline: Outline, look: Look = OURS) -> list[Page]:
    """The slides to draw, with unique titles and complete notes."""
    slides = outline.slides or [Slide(SlideKind.TITLE, outline.title)]
    pages = []
    for at, slide in enumerate(map(_cleaned, slides)):
        is_opening = slide.kind in OPENINGS
        made = [_opening(slide, outline, look)] if is_opening else content_pages(slide, look)
        pages += [_framed(page, slide, is_first=n == 0) for n, page in enumerate(made)]
        for page in made:
            page.of = at
    _fit_titles(pages)
    return pages


def _cleaned(slide: Slide) -> Slide:
    return replace(
        slide,
        title=clean.one_line(slide.title) or slide.kind.capitalize(),
        body=[text for text in map(clean.one_line, slide.body) if text],
        chart=slide.chart and _cleaned_chart(slide.chart),
        quotes=[
            Quote(clean.one_line(q.text), clean.one_line(q.attribution))
            for q in slide.quotes
            if clean.one_line(q.text)
        ],
        source=clean.one_line(slide.source),
        notes=clean.several_lines(slide.notes),
    )


def _cleaned_chart(chart: Chart) -> Chart:
    count = len(chart.categories)
    series: dict[str, list] = {}
    for name, values in chart.series.items():
        figures = [clean.number(value) for value in values][:count]
        plain = clean.one_line(name) or "Answers"
        while plain in series:
            plain += "\u2032"  # two names that differ only in what was cleaned away
        series[plain] = figures + [None] * (count - len(figures))
    categories = [clean.one_line(category) or "–" for category in chart.categories]
    return replace(chart, categories=categories, series=series)


def _framed(page: Page, slide: Slide, is_first: bool) -> Page:
    """The page with its title, label, source and notes."""
    page.title = page.title or slide.title
    page.label = None if slide.kind in OPENINGS else slide.label
    page.is_hidden = slide.place is Place.PACK
    full = _write_source(page, slide.source)
    if not is_first:
        page.notes = [f"Continues: {slide.title}", f"{LABELS[slide.label]}.", *page.notes]
        return page
    minutes = slide.minutes
    about = f"About {minutes} minute{'' if minutes == 1 else 's'}." if minutes else ""
    named = slide.title if page.label is None else f"{slide.title}\n{LABELS[slide.label]}."
    by = clean.one_line(slide.written_by)
    by = f"Written by {by}." if by else "Made from the records."
    page.notes = [slide.notes or named, about, by, *full, *page.notes]
    return page


def _write_source(page: Page, source: str) -> list[str]:
    """Put it in its place, after the label where that has none. What was cut, in full for the notes."""
    slot = page.layout.slot(SOURCE)
    if slot is None:
        return []
    named = page.label is not None and page.layout.slot(LABEL) is None
    text = " · ".join(filter(None, (LABELS[page.label] if named else "", source)))
    shown = measure.shorten(text, slot.room, slot.styles[0].size, lines_in(slot))
    if shown:
        page.texts[SOURCE] = [Paragraph(shown)]
    return [f"Source: {source}"] if shown != text else []


def _fit_titles(pages: list[Page]) -> None:
    """Cut titles to their place, and number those that would otherwise be alike."""
    heads = [_fitted(page, LONGEST_SUFFIX).removesuffix(LONGEST_SUFFIX) for page in pages]
    totals, seen = Counter(heads), Counter()
    for page, head in zip(pages, heads, strict=True):
        full = page.title
        seen[head] += 1
        numbered = f"{head} ({seen[head]} of {totals[head]})"
        page.title = numbered if totals[head] > 1 else _fitted(page, "")
        if "…" in page.title and full not in page.title:
            page.notes.append(f"Title in full: {full}")


def _fitted(page: Page, suffix: str) -> str:
    slot = page.layout.slot(TITLE)
    style = slot.styles[0]
    return measure.shorten(page.title, slot.room, style.size, lines_in(slot), style.bold, suffix)


def _opening(slide: Slide, outline: Outline, look: Look) -> Page:
    layout = look.layout(slide.kind)
    page = Page(layout)
    body = slide.body
    if slide.kind is SlideKind.TITLE:
        body = body or [clean.one_line(outline.subtitle)]
        details = (f"{outline.network} · {outline.dated}", outline.author)
        details = [text for text in map(clean.one_line, details) if text]
        body = _with_details(page, body, details)
    slot = layout.slot(BODY)
    if slot is None:
        page.notes += body
        return page
    has_all = layout.slot(SECOND) is None and slide.kind is SlideKind.TITLE
    _open_with(page, slot, body, " · " if has_all else " ")
    return page


def _with_details(page: Page, body: list[str], details: list[str]) -> list[str]:
    """The body of the first slide, with network, day and author where they have no place of their own."""
    slot = page.layout.slot(SECOND)
    if slot is None:
        return body + details
    shown = [_cut_to(slot, text, 1) for text in details]
    page.texts[SECOND] = [Paragraph(text, level) for level, text in enumerate(shown)]
    page.notes = [f"In full: {text}" for text in details if text not in shown]
    return body


def _open_with(page: Page, slot: Slot, body: list[str], between: str) -> None:
    shown = _cut_to(slot, between.join(body))
    if len(body) > 1 and not shown.endswith("…"):
        page.texts[BODY] = [Paragraph(text) for text in body]
        if height_of(page.texts[BODY], slot) <= slot.tall:
            return
    page.texts[BODY] = [Paragraph(shown)] if shown else []
    page.notes += body if shown.endswith("…") else []


def _cut_to(slot: Slot, text: str, lines: int = 0) -> str:
    return measure.shorten(text, slot.room, slot.styles[0].size, lines or lines_in(slot))
