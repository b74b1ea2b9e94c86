"""An outline into pages: clean text, complete notes, and a title of its own for each page."""

from collections import Counter
from dataclasses import replace

from . import clean, measure
from .layouts import BODY, LAYOUTS, SECOND, SOURCE, TITLE, Slot
from .outline import Chart, Label, Outline, Quote, Slide, SlideKind
from .pages import Page, content_pages, height_of
from .writing import Paragraph

LABELS = {
    Label.FACT: "Fact",
    Label.READING: "Our reading",
    Label.PROPOSAL: "Proposal",
}
OPENINGS = (SlideKind.TITLE, SlideKind.SECTION)
LONGEST_SUFFIX = " (99 of 99)"


def paginate(outline: Outline) -> list[Page]:
    """The slides to draw, with unique titles and complete notes."""
    slides = outline.slides or [Slide(SlideKind.TITLE, outline.title)]
    pages = []
    for slide in map(_cleaned, slides):
        made = [_opening(slide, outline)] if slide.kind in OPENINGS else content_pages(slide)
        pages += [_framed(page, slide, is_first=n == 0) for n, page in enumerate(made)]
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
        plain = clean.cut(clean.one_line(name)) or "Answers"
        while plain in series:
            plain += "\u2032"  # two names that differ only in what was cleaned away
        series[plain] = figures + [None] * (count - len(figures))
    categories = [clean.one_line(category) or "–" for category in chart.categories]
    return replace(chart, categories=categories, series=series)


def _framed(page: Page, slide: Slide, is_first: bool) -> Page:
    """The page with its title, label, source and notes."""
    page.title = page.title or slide.title
    page.label = None if slide.kind in OPENINGS else slide.label
    slot = page.layout.slot(SOURCE)
    full = []
    if slot and slide.source:
        style = slot.styles[0]
        source = measure.shorten(
            slide.source, slot.room, style.size, measure.lines_in(slot.tall, style.size)
        )
        page.texts[SOURCE] = [Paragraph(source)]
        full = [f"Source: {slide.source}"] if source != slide.source else []
    if not is_first:
        page.notes = [f"Continues: {slide.title}", f"{LABELS[slide.label]}.", *page.notes]
        return page
    minutes = slide.minutes
    about = f"About {minutes} minute{'' if minutes == 1 else 's'}." if minutes else ""
    named = slide.title if page.label is None else f"{slide.title}\n{LABELS[slide.label]}."
    page.notes = [slide.notes or named, about, *full, *page.notes]
    return page


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
    size = slot.styles[0].size
    lines = measure.lines_in(slot.tall, size)
    return measure.shorten(page.title, slot.room, size, lines, slot.styles[0].bold, suffix)


def _opening(slide: Slide, outline: Outline) -> Page:
    layout = LAYOUTS[slide.kind]
    page = Page(layout)
    body = slide.body
    if slide.kind is SlideKind.TITLE:
        body = body or [clean.one_line(outline.subtitle)]
        details = (f"{outline.network} · {outline.dated}", outline.author)
        page.texts[SECOND] = [
            Paragraph(_cut_to(layout.slot(SECOND), clean.one_line(text), 1), level)
            for level, text in enumerate(details)
            if clean.one_line(text)
        ]
    shown = _cut_to(layout.slot(BODY), " ".join(body))
    if len(body) > 1 and not shown.endswith("…"):
        page.texts[BODY] = [Paragraph(text) for text in body]
        if height_of(page.texts[BODY], layout.slot(BODY)) <= layout.slot(BODY).tall:
            return page
    page.texts[BODY] = [Paragraph(shown)] if shown else []
    page.notes = body if shown.endswith("…") else []
    return page


def _cut_to(slot: Slot, text: str, lines: int = 0) -> str:
    size = slot.styles[0].size
    return measure.shorten(text, slot.room, size, lines or measure.lines_in(slot.tall, size))
