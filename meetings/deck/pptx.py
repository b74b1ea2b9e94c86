"""An outline as a PowerPoint file that a facilitator can open, edit and present."""

import io
from datetime import UTC, datetime

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import PlaceholderGraphicFrame
from pptx.slide import Slide as NativeSlide

from . import charts, clean, tables
from .layouts import BODY, CHART, LABEL, NUMBER, TABLE
from .outline import Label, Outline
from .pages import Page
from .paginate import LABELS, paginate
from .template import empty_deck, number_field
from .writing import Paragraph, without_bullet, write

LABEL_COLOURS = {
    Label.FACT: (MSO_THEME_COLOR.ACCENT_2, 0.6),
    Label.READING: (MSO_THEME_COLOR.ACCENT_3, 0.75),
    Label.PROPOSAL: (MSO_THEME_COLOR.ACCENT_5, 0.85),
}


def render(outline: Outline) -> bytes:
    """The deck as the bytes of a .pptx file: 16:9, its texts and charts native and editable."""
    deck = empty_deck(outline.language)
    _describe(deck, outline)
    for page in paginate(outline):
        _add_slide(deck, page, outline.language)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _describe(deck: Deck, outline: Outline) -> None:
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    about = deck.core_properties
    # The format allows 255 characters in each.
    about.title = clean.cut(clean.one_line(outline.title), 250)
    about.author = about.last_modified_by = clean.cut(clean.one_line(outline.author), 250)
    about.subject = clean.cut(clean.one_line(outline.subtitle), 250)
    about.keywords = clean.cut(clean.one_line(f"{outline.network}, {outline.dated}"), 250)
    about.language = outline.language
    about.created = about.modified = now
    about.revision = 1


def _add_slide(deck: Deck, page: Page, language: str) -> None:
    layout = deck.slide_layouts.get_by_name(page.layout.name.capitalize())
    slide = deck.slides.add_slide(layout)
    places = {place.placeholder_format.idx: place for place in slide.placeholders}
    write(slide.shapes.title.text_frame, [Paragraph(page.title)], language)
    for idx, paragraphs in page.texts.items():
        write(places[idx].text_frame, paragraphs, language)
        if len(paragraphs) == 1 and page.layout.slot(idx).styles[0].bullet and idx == BODY:
            without_bullet(places[idx].text_frame)
    if page.label:
        _label(places[LABEL], page.label, language)
    if page.chart:
        _name(charts.draw(places[CHART], page.chart, page.fit), "Chart", page)
    if page.grid:
        _name(tables.draw(places[TABLE], page.grid, language), "Table", page)
    _remove_empty(slide)
    _number(slide, len(deck.slides), language)
    _write_notes(slide, page, len(deck.slides), language)


def _label(place, label: Label, language: str) -> None:
    write(place.text_frame, [Paragraph(LABELS[label])], language)
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
    for place in list(slide.placeholders):
        if place.has_text_frame and not place.text_frame.text.strip():
            place.element.getparent().remove(place.element)


def _number(slide: NativeSlide, number: int, language: str) -> None:
    """python-pptx leaves the number out of new slides."""
    shape_id = max(shape.shape_id for shape in slide.shapes) + 1
    slide.shapes.element.append(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{shape_id}" name="Slide number"/>'
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f'<p:nvPr><p:ph type="sldNum" idx="{NUMBER}"/></p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{number_field(number, language)}</a:p>"
            "</p:txBody></p:sp>"
        )
    )


def _write_notes(slide: NativeSlide, page: Page, number: int, language: str) -> None:
    notes = slide.notes_slide
    lines = [line for note in page.notes if note for line in note.split("\n")]
    write(notes.notes_text_frame, [Paragraph(line) for line in lines], language)
    for place in notes.placeholders:
        if place.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            paragraph = place.text_frame.paragraphs[0]._p
            field = number_field(number, language)
            paragraph.append(parse_xml(field.replace("<a:fld", f"<a:fld {nsdecls('a')}", 1)))
