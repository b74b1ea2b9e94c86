"""What must hold of every deck, whatever is in it: nothing overflows, nothing is lost, nothing is alive."""

import io
from dataclasses import fields, is_dataclass

import openpyxl
from pptx import Presentation

from meetings.deck import clean
from meetings.deck.checking import check
from meetings.deck.layouts import LAYOUTS
from meetings.deck.outline import Chart, ChartKind, Outline
from meetings.deck.pages import height_of
from meetings.deck.pptx import render
from meetings.deck.writing import Paragraph

POINT = 12700
ROPE = 6.68 * 72
NOT_SHOWN = ("key", "cites", "names", "language", "written_by", "alt", "made_at")


def outline(*slides, **changes):
    about = {"title": "Coast", "subtitle": "Spring", "author": "Ana", "network": "Coast"}
    return Outline(**(about | {"dated": "1 May 2027"} | changes), slides=list(slides))


def chart(categories, *series, kind=ChartKind.BAR):
    named = {f"Series {n}": list(values) for n, values in enumerate(series)}
    return Chart(kind, list(categories), named, "Bars")


def drawn_in(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def sound(outline: Outline):
    """The deck of the outline, opened again, after all that must hold of it was looked at."""
    data = render(outline)
    deck = Presentation(io.BytesIO(data))
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.name != "Slide number":
                fits(slide, shape)
            elif shape.has_table:
                table_fits(shape)
            elif shape.has_chart:
                workbook_is_text_and_numbers(shape.chart)
    nothing_is_lost(outline, deck)
    wrong = [f"{one.rule}: {one}" for one in check(data, outline) if one.is_error]
    assert not wrong, wrong[:5]
    return deck


def fits(slide, shape):
    slot = LAYOUTS[slide.slide_layout.name.lower()].slot(shape.placeholder_format.idx)
    paragraphs = [Paragraph(p.text, p.level) for p in shape.text_frame.paragraphs]
    assert height_of(paragraphs, slot) <= slot.tall + 0.1, (slot.name, shape.text_frame.text[:80])


def table_fits(shape):
    tall = sum(row.height for row in shape.table.rows) / POINT
    wide = sum(column.width for column in shape.table.columns) / POINT
    assert shape.top / POINT + tall <= ROPE
    assert shape.left / POINT + wide <= 960 - 36


def workbook_is_text_and_numbers(chart):
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.quotePrefix for cell in cells if cell.data_type == "s")
    assert not any(cell.hyperlink for cell in cells)


def nothing_is_lost(outline, deck):
    there = "".join("".join(text.split()) for text in written_in(deck))
    for text in texts_of(outline):
        for word in clean.one_line(text).split():
            pieces = clean.signs(word) if any(map(clean._is_wide, word)) else [word]
            assert all(piece in there for piece in pieces), word


def written_in(deck):
    about = deck.core_properties
    yield from (about.title, about.subject, about.author, about.keywords)
    for slide in deck.slides:
        yield slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            elif shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
            else:
                yield from shape.chart.plots[0].categories
                yield from (series.name for series in shape.chart.plots[0].series)


def texts_of(thing):
    """Every text of the outline that people are meant to read."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        yield from thing
    elif isinstance(thing, list | tuple):
        for each in thing:
            yield from texts_of(each)
    elif is_dataclass(thing) and hasattr(thing, "widths") and not thing.rows:
        return  # a table without rows is not drawn
    elif is_dataclass(thing):
        for one in fields(thing):
            if one.name not in NOT_SHOWN and one.name not in ("kind", "label", "place"):
                yield from texts_of(getattr(thing, one.name))
