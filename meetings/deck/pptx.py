"""An outline as a PowerPoint file that a facilitator can open, edit and present."""

from datetime import UTC, datetime

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import PlaceholderGraphicFrame
from pptx.slide import Slide as NativeSlide

from . import charts, clean, tables
from .layouts import BODY, CHART, LABEL, NUMBER, TABLE, TITLE, Slot, Style
from .looks import OURS, Look
from .new_slides import add_slide, places_of
from .outline import Label, Outline
from .packing import packed
from .pages import Page
from .paginate import LABELS, paginate
from .placing import add_box, in_reading_order, moved
from .speaker_notes import add_notes
from .template import number_field, opened
from .writing import Paragraph, without_bullet, write

LABEL_COLOURS = {
    Label.FACT: (MSO_THEME_COLOR.ACCENT_2, 0.6),
    Label.READING: (MSO_THEME_COLOR.ACCENT_3, 0.75),
    Label.PROPOSAL: (MSO_THEME_COLOR.ACCENT_5, 0.85),
}

UNDATED = datetime(2000, 1, 1)


def render(outline: Outline, look: Look = OURS) -> bytes:
    """The deck as the bytes of a .pptx file: its texts and charts native and editable.

    The same outline in the same look is the same bytes.
    """
    deck = opened(look, outline.language)
    _describe(deck, outline)
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    for number, page in enumerate(paginate(outline, look), 1):
        slide = add_slide(deck, layouts[page.layout.position])
        _fill(slide, page, outline.language)
        _draw(slide, page, look, outline.language)
        _end(slide, page, number, outline.language)
        if look.file is not None:
            in_reading_order(slide, page.layout)
    return packed(deck)


def _describe(deck: Deck, outline: Outline) -> None:
    about = deck.core_properties
    # The format allows 255 characters in each.
    about.title = clean.cut(clean.one_line(outline.title) or "Deck", 250)
    author = clean.one_line(outline.author) or clean.one_line(outline.network) or "Tightrope"
    about.author = about.last_modified_by = clean.cut(author, 250)
    about.subject = clean.cut(clean.one_line(outline.subtitle), 250)
    about.keywords = clean.cut(clean.one_line(f"{outline.network}, {outline.dated}"), 250)
    about.language = outline.language
    about.created = about.modified = _moment(outline.made_at)
    about.revision = 1


def _moment(made_at: str) -> datetime:
    """In universal time, which is what the file means."""
    if not made_at:
        return UNDATED
    moment = datetime.fromisoformat(made_at).replace(microsecond=0)
    return moment.astimezone(UTC).replace(tzinfo=None)


def _fill(slide: NativeSlide, page: Page, language: str) -> None:
    places = places_of(slide)
    for idx, paragraphs in ({TITLE: [Paragraph(page.title)]} | page.texts).items():
        _write_in(slide, page.layout.slot(idx), places, paragraphs, language)
    if page.label and page.layout.slot(LABEL):
        _label(places[LABEL], page.label, language, page.layout.slot(LABEL).styles)


def _draw(slide: NativeSlide, page: Page, look: Look, language: str) -> None:
    """The chart and the table, each in its place."""
    if page.chart:
        slot = page.layout.slot(CHART)
        place = places_of(slide)[slot.placeholder]
        frame = charts.draw(place, page.chart, page.fit, look.shades)
        _name(moved(frame, slot), "Chart", page)
    if page.grid:
        slot = page.layout.slot(TABLE)
        frame = tables.draw(places_of(slide)[slot.placeholder], page.grid, language)
        _name(moved(frame, slot, to_its_height=False), "Table", page)


def _end(slide: NativeSlide, page: Page, number: int, language: str) -> None:
    _remove_empty(slide)
    slot = page.layout.slot(NUMBER)
    if slot:
        add_box(slide, slot, f"<a:p>{number_field(number, language, slot.styles[0])}</a:p>")
    if page.is_hidden:
        slide.element.set("show", "0")
    lines = [line for note in page.notes if note for line in note.split("\n")]
    add_notes(slide, lines, number, language)


def _write_in(
    slide: NativeSlide, slot: Slot, places: dict, paragraphs: list, language: str
) -> None:
    place = places.get(slot.placeholder)
    if place is None:
        place = add_box(slide, slot)
    write(place.text_frame, paragraphs, language, _said(slot.styles))
    moved(place, slot)
    if len(paragraphs) == 1 and slot.styles[0].bullet and slot.idx == BODY:
        without_bullet(place.text_frame)


def _said(styles: tuple[Style, ...]) -> tuple[Style, ...]:
    """The styles if the slide has to say anything of them itself."""
    says_more = any(s.is_sized or s.is_coloured or s.is_plain for s in styles)
    return styles if says_more else ()


def _label(place, label: Label, language: str, styles: tuple[Style, ...]) -> None:
    write(place.text_frame, [Paragraph(LABELS[label])], language, _said(styles))
    place.fill.solid()
    colour, lighter = LABEL_COLOURS[label]
    place.fill.fore_color.theme_color = colour
    place.fill.fore_color.brightness = lighter


def _name(frame: PlaceholderGraphicFrame, kind: str, page: Page) -> None:
    """Alt text: what somebody who cannot see the object is told."""
    properties = frame.element.find(f".//{qn('p:cNvPr')}")
    properties.set("name", f"{kind} {frame.shape_id}")
    properties.set("descr", page.alt)


def _remove_empty(slide: NativeSlide) -> None:
    tree = slide.shapes.element
    for place in tree.findall(qn("p:sp")):
        if not any((run.text or "").strip() for run in place.iter(qn("a:t"))):
            tree.remove(place)
