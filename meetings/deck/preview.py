"""A page of the deck as a drawing for the web, in the places the file has it. The template makes it SVG.

It is drawn in our colours and in Arial: a network's own template adds its pictures, colours and font.
"""

from . import preview_chart, preview_table
from .clean import reads_from_the_right
from .layouts import (
    BODY,
    INK,
    LABEL,
    MASTER_ROPE,
    NUMBER,
    POINTS_PER_INCH,
    TABLE,
    TITLE,
    Slot,
    Style,
)
from .looks import OURS, Look
from .outline import Label, Outline
from .pages import Page
from .paginate import LABELS, paginate
from .preview_shapes import LINE, Drawing, colour
from .preview_widths import wrapped
from .writing import Paragraph

LABEL_COLOURS = {
    Label.FACT: colour("accent2", lighter=60),
    Label.READING: colour("accent3", lighter=75),
    Label.PROPOSAL: colour("accent5", lighter=85),
}


def pages_of(outline: Outline, look: Look = OURS) -> list[tuple[int, list[Drawing]]]:
    """(the place of a slide in the outline, its pages), for each slide in order."""
    found: list[tuple[int, list[Drawing]]] = [(n, []) for n in range(len(outline.slides) or 1)]
    for number, page in enumerate(paginate(outline, look), start=1):
        found[page.of][1].append(drawn(page, number, look, outline.language))
    return found


def drawings_of(outline: Outline, look: Look = OURS) -> dict[str, list[Drawing]]:
    """{the key of a slide: its pages}."""
    return {outline.slides[n].key: pages for n, pages in pages_of(outline, look) if outline.slides}


def drawn(page: Page, number: int, look: Look = OURS, language: str = "en-GB") -> Drawing:
    """The page with everything that is on it, in points from its upper left corner."""
    width, height = (round(inches * POINTS_PER_INCH) for inches in look.size)
    drawing = Drawing(number, page.title, width, height, language, alt=page.alt)
    drawing.rect(0, 0, width, height, colour("bg1"))
    if look.file is None:
        _decorate(drawing, page)
    _write(drawing, page.layout.slot(TITLE), [Paragraph(page.title)])
    if page.label:
        _label(drawing, page.layout.slot(LABEL), page.label)
    if page.chart:
        preview_chart.draw(drawing, page.chart, page.fit)
    if page.grid:
        slot = page.layout.slot(TABLE)
        left, top = slot.left * POINTS_PER_INCH, slot.top * POINTS_PER_INCH
        preview_table.draw(drawing, page.grid, left, top)
    for idx, paragraphs in page.texts.items():
        _write(drawing, page.layout.slot(idx), paragraphs)
    _write(drawing, page.layout.slot(NUMBER), [Paragraph(str(number))])
    return drawing


def _decorate(drawing: Drawing, page: Page) -> None:
    rope = MASTER_ROPE if page.layout.has_master_rope else ()
    for one in (*rope, *page.layout.drawings):
        left, top, width, height = (
            inches * POINTS_PER_INCH for inches in (one.left, one.top, one.width, one.height)
        )
        width = min(width, drawing.width - left)
        css = colour(one.colour)
        if one.shape == "ellipse":
            drawing.ellipse(left + width / 2, top + height / 2, width / 2, height / 2, css)
        else:
            drawing.rect(left, top, width, height, css)


def _label(drawing: Drawing, slot: Slot | None, label: Label) -> None:
    if slot is None:
        return
    left, top, width = (inches * POINTS_PER_INCH for inches in (slot.left, slot.top, slot.width))
    drawing.rect(left, top, width, slot.tall, LABEL_COLOURS[label], rounded=slot.tall / 2)
    _write(drawing, slot, [Paragraph(LABELS[label])])


def _write(drawing: Drawing, slot: Slot | None, paragraphs: list[Paragraph]) -> None:
    """The paragraphs in their slot, at its top, middle or foot as the layout has it."""
    if slot is None:
        return
    broken = [_lines(slot, paragraph, paragraphs) for paragraph in paragraphs]
    top = (slot.top + slot.inset[1] / 2) * POINTS_PER_INCH + _spare(slot, paragraphs, broken)
    for n, (paragraph, lines) in enumerate(zip(paragraphs, broken, strict=True)):
        style = slot.styles[paragraph.level]
        top += style.before if n else 0
        indent = _indent(slot, style, paragraphs)
        _paragraph(drawing, slot, style, lines, top, indent)
        if indent and style.bullet:
            _bullet(drawing, slot, style, lines, top)
        top += len(lines) * style.size * LINE * style.spacing


def _indent(slot: Slot, style: Style, paragraphs: list[Paragraph]) -> float:
    """One paragraph is no list."""
    is_alone = len(paragraphs) == 1 and slot.styles[0].bullet and slot.idx == BODY
    return 0 if is_alone or style.is_plain else style.indent


def _lines(slot: Slot, paragraph: Paragraph, paragraphs: list[Paragraph]) -> list[str]:
    style = slot.styles[paragraph.level]
    free = (slot.width - slot.inset[0]) * POINTS_PER_INCH - _indent(slot, style, paragraphs)
    return wrapped(paragraph.text, free / slot.wider, style.size, style.bold)


def _spare(slot: Slot, paragraphs: list[Paragraph], broken: list[list[str]]) -> float:
    """How much of the slot is left above its text."""
    styles = [slot.styles[p.level] for p in paragraphs]
    used = sum(
        len(lines) * style.size * LINE * style.spacing
        for style, lines in zip(styles, broken, strict=True)
    )
    left = slot.tall - used - sum(style.before for style in styles[1:])
    return {"ctr": left / 2, "b": left}.get(slot.anchor, 0)


def _edges(slot: Slot) -> tuple[float, float]:
    inset = slot.inset[0] / 2
    left, right = slot.left + inset, slot.left + slot.width - inset
    return left * POINTS_PER_INCH, right * POINTS_PER_INCH


def _paragraph(
    drawing: Drawing, slot: Slot, style: Style, lines: list[str], top: float, indent: float
) -> None:
    left, right = _edges(slot)
    # Light text is for a dark template, whose ground is not drawn.
    css = colour(INK if style.colour == "bg1" else style.colour) + " strong" * style.bold
    if slot.align == "ctr":
        x, side = (left + right) / 2, "middle"
    elif slot.align == "r" or reads_from_the_right(" ".join(lines)):
        x, side = right - indent, "end"
    else:
        x, side = left + indent, "start"
    drawing.write(lines, x, top, style.size, css, side, style.spacing)


def _bullet(drawing: Drawing, slot: Slot, style: Style, lines: list[str], top: float) -> None:
    left, right = _edges(slot)
    is_turned = reads_from_the_right(" ".join(lines))
    x, side = (right, "end") if is_turned else (left, "start")
    drawing.write(["•"], x, top, style.size, colour("accent3"), side)
