"""The picture of a slide on the web: all that the file says, in the file's places and colours."""

import io
import re
import time
from dataclasses import replace
from datetime import timedelta
from itertools import chain

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from lxml import etree
from pptx import Presentation

from meetings.deck import own_template, preview
from meetings.deck.layouts import MASTER_ROPE, SECOND, Style
from meetings.deck.looks import OURS
from meetings.deck.outline import Chart, ChartKind, Label, Quote, Slide, SlideKind
from meetings.deck.paginate import paginate
from meetings.deck.preview_shapes import colour
from meetings.deck.preview_widths import wide
from meetings.models import Deck, DeckTemplate, Meeting
from tests.meetings.test_deck_pptx import WORRIES, every_kind, hostile, outline

K = SlideKind
SVG = "{http://www.w3.org/2000/svg}"


def drawings(deck):
    return [drawing for _at, pages in preview.pages_of(deck) for drawing in pages]


def drawing_of(slide):
    return drawings(outline(slide))[0]


def page_of(deck):
    return "".join(
        render_to_string(
            "meetings/_slide.html",
            {"slide": deck.slides[at], "drawings": pages, "number": at + 1},
        )
        for at, pages in preview.pages_of(deck)
    )


def svgs(markup):
    found = re.findall(r"<svg.*?</svg>", markup, re.DOTALL)
    return [
        etree.fromstring(one.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1)) for one in found
    ]


def squeezed(text):
    return re.sub(r"\s", "", text)


def said(drawing):
    return [text.said for text in drawing.texts]


def texts_on(page):
    """All that stands on a page, and how often: a paragraph may stand twice."""
    yield page.title
    yield from (paragraph.text for paragraphs in page.texts.values() for paragraph in paragraphs)
    if page.chart:
        yield from page.chart.categories
    if page.grid:
        yield from chain(*page.grid.rows)


@pytest.mark.parametrize("make", [every_kind, hostile], ids=["usual", "hostile"])
def test_every_text_of_a_page_is_in_its_picture(make):
    deck = make()
    pages, found = paginate(deck), svgs(page_of(deck))

    assert len(pages) == len(found)
    for page, svg in zip(pages, found, strict=True):
        lines = ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]
        shown = [squeezed(line) for line in lines]
        for text in filter(None, map(squeezed, texts_on(page))):
            assert text in shown, text
            shown.remove(text)


@pytest.mark.parametrize("make", [every_kind, hostile], ids=["usual", "hostile"])
def test_nothing_lies_outside_the_slide(make):
    for drawing in drawings(make()):
        ends = [(r.x, r.y, r.x + r.width, r.y + r.height) for r in drawing.rects]
        ends += [
            (e.x - e.across, e.y - e.down, e.x + e.across, e.y + e.down) for e in drawing.ellipses
        ]
        for text in drawing.texts:
            for line in text.lines:
                long = wide(line.text, text.size, "strong" in text.css)
                from_left = text.anchor == "start" and text.direction == "ltr"
                from_left = from_left or (text.anchor == "end" and text.direction == "rtl")
                left = line.x - (long / 2 if text.anchor == "middle" else 0 if from_left else long)
                ends.append((left, line.y - text.size, left + long, line.y))
        for left, top, right, bottom in ends:
            assert min(left, top) >= -0.5, (drawing.title, left, top)
            assert right <= drawing.width + 0.5, drawing.title
            assert bottom <= drawing.height + 0.5, drawing.title


@pytest.mark.parametrize("kind", K)
def test_each_layout_has_its_picture(kind):
    deck = every_kind()

    found = {
        slide.kind: pages
        for slide, (_, pages) in zip(deck.slides, preview.pages_of(deck), strict=True)
    }

    assert found[kind]
    assert all(drawing.title in said(drawing) for drawing in found[kind])


@pytest.mark.parametrize("kind", K)
def test_rope_its_walker_and_what_a_layout_adds_are_drawn(kind):
    page = next(page for page in paginate(every_kind()) if page.layout.name == kind)
    rope = MASTER_ROPE if page.layout.has_master_rope else ()
    wanted = {
        (one.shape, colour(one.colour), round(one.top * 72, 1))
        for one in (*rope, *page.layout.drawings)
    }

    drawing = preview.drawn(page, 1)

    drawn = {("rect", rect.css, round(rect.y, 1)) for rect in drawing.rects}
    drawn |= {("ellipse", dot.css, round(dot.y - dot.down, 1)) for dot in drawing.ellipses}
    assert len(wanted) >= 2
    assert wanted <= drawn


def test_slide_is_sixteen_to_nine_in_points():
    (svg,) = svgs(page_of(outline(Slide(K.TEXT, "One"))))

    assert svg.get("viewBox") == "0 0 960 540"


def test_list_has_bullets_and_a_single_paragraph_has_none():
    several = said(drawing_of(Slide(K.TEXT, "Listed", body=["One", "Two"])))
    single = said(drawing_of(Slide(K.TEXT, "Said", body=["One"])))

    assert (several.count("•"), single.count("•")) == (2, 0)


def test_columns_stand_beside_each_other():
    deck = outline(Slide(K.COLUMNS, "Columns", body=["Left", "Right"]))
    right = paginate(deck)[0].layout.slot(SECOND).left * 72

    at = {text.said: text.lines[0].x for text in drawings(deck)[0].texts}

    assert at["Left"] < right < at["Right"]


def test_text_that_is_read_from_the_right_begins_there():
    drawing = drawing_of(Slide(K.TEXT, "سؤال عن السكن", body=["سؤال", "A question"]))

    arabic, latin = (next(t for t in drawing.texts if t.said == s) for s in ("سؤال", "A question"))

    assert (arabic.direction, arabic.anchor) == ("rtl", "start")
    assert (latin.direction, latin.anchor) == ("ltr", "start")
    assert latin.lines[0].x < 100 < 800 < arabic.lines[0].x


def test_label_says_what_the_slide_claims():
    found = [
        (said(d)[1], next(r.css for r in d.rects if r.rounded))
        for d in (drawing_of(Slide(K.TEXT, "Labelled", label=label)) for label in Label)
    ]

    assert found == [
        ("Fact", "green-soft-lighter-60"),
        ("Our reading", "marigold-lighter-75"),
        ("Proposal", "brick-lighter-85"),
    ]


def test_pages_of_a_slide_come_with_it_and_are_numbered_as_in_the_file():
    long = Slide(K.TEXT, "Long", body=[f"Item {n} has words in it" for n in range(30)], key="b")
    deck = outline(Slide(K.TITLE, "First", key="a"), long, Slide(K.TEXT, "Last", key="c"))

    found = {key: [d.number for d in pages] for key, pages in preview.drawings_of(deck).items()}

    assert found["a"] == [1]
    assert found["b"] == list(range(2, 2 + len(found["b"])))
    assert len(found["b"]) > 1
    assert found["c"] == [found["b"][-1] + 1]


def test_deck_without_slides_has_a_picture_of_its_title():
    ((at, (drawing,)),) = preview.pages_of(outline())

    assert (at, drawing.title) == (0, "Spring meeting")
    assert preview.drawings_of(outline()) == {}


@pytest.mark.parametrize("make", [every_kind, hostile], ids=["usual", "hostile"])
def test_slide_in_a_template_of_ones_own_has_its_size_and_no_rope_of_ours(make):
    look = own_template.read(four_by_three()).look

    found = [one for _at, pages in preview.pages_of(make(), look) for one in pages]

    assert {(one.width, one.height) for one in found} == {(720, 540)}
    assert not any(dot.css == "marigold" for one in found for dot in one.ellipses)
    assert len(found) == len(paginate(make(), look))


def test_light_text_of_a_dark_template_is_not_lost_on_our_paper():
    ours = OURS.layout(K.TEXT)
    light = replace(
        ours, slots=tuple(replace(s, styles=(Style(20, colour="bg1"),)) for s in ours.slots)
    )
    page = replace(paginate(outline(Slide(K.TEXT, "On black")))[0], layout=light)

    assert {text.css for text in preview.drawn(page, 1).texts} == {"ink"}


def test_pages_of_the_deck_show_the_pictures_of_its_file(ana, coast):
    cycle = coast.current_cycle()
    meeting = Meeting.call(cycle, starts_at=timezone.now() + timedelta(days=9), purpose="We meet.")
    template = DeckTemplate.objects.create(network=coast, name="House", file=four_by_three())
    Deck.of(meeting).make_in(template)

    page = ana.get("/coast/meetings/1/deck/").content.decode()

    assert 'viewBox="0 0 720 540"' in page
    assert "The file is made in “House”." in page


def four_by_three():
    file = io.BytesIO()
    Presentation().save(file)
    return file.getvalue()


def test_markup_stays_text():
    markup = page_of(outline(Slide(K.TEXT, "<b>Bold</b> & {{ more }}", body=["</svg><script>"])))

    (svg,) = svgs(markup)
    assert "<b>" not in markup
    assert "<script" not in markup
    assert "<b>Bold</b> & {{ more }}" in [
        "".join(text.itertext()) for text in svg.iter(f"{SVG}text")
    ]


def test_picture_has_a_name_and_no_id_stands_twice_on_a_page_of_twenty():
    slides = [Slide(K.CHART, f"Slide of {n}", chart=WORRIES) for n in range(20)]

    markup = page_of(outline(*slides))

    ids = re.findall(r'\bid="([^"]+)"', markup)
    assert len(ids) == len(set(ids)) == 40
    for n, svg in enumerate(svgs(markup), 1):
        named, about = (svg.find(f"{SVG}{name}") for name in ("title", "desc"))
        assert svg.get("role") == "img"
        assert (svg.get("aria-labelledby"), svg.get("aria-describedby")) == (
            named.get("id"),
            about.get("id"),
        )
        assert (named.text, about.text) == (f"Slide {n}: Slide of {n - 1}", "Six of nine")


def test_long_description_is_left_to_the_text_below():
    chart = Chart(ChartKind.BAR, ["a"], {"n": [1]}, "word " * 100)

    markup = page_of(outline(Slide(K.CHART, "Long", chart=chart)))

    assert "aria-describedby" not in markup
    assert "word word" in markup


def test_slide_stands_as_text_below_its_picture():
    slide = Slide(
        K.CHART_WITH_QUOTES,
        "Nobody owns a referral",
        chart=WORRIES,
        quotes=[Quote("We ring thrice.", "Beacon")],
        source="Question A1",
        notes="Ask why.",
        written_by="Ana",
    )

    below = page_of(outline(slide)).rpartition("</svg>")[2]

    texts = ("Nobody owns", "Transport", "Six of nine", "We ring thrice.", "Beacon", "Question A1")
    for text in (*texts, "Ask why.", "Written by Ana."):
        assert text in below
    assert re.search(r"<td[^>]*>5</td>", below)
    assert page_of(outline(Slide(K.TEXT, "Made"))).count("Made from the records.") == 1


def test_measures_are_written_with_points_in_every_language():
    chart = Chart(ChartKind.BAR, ["a", "b"], {"n": [1, 3.25]}, "")

    with translation.override("de"):
        (svg,) = svgs(page_of(outline(Slide(K.CHART, "Zahlen", chart=chart))))

    for shape in svg.iter(f"{SVG}rect", f"{SVG}tspan"):
        assert all(re.fullmatch(r"-?\d+(\.\d+)?", shape.get(name)) for name in ("x", "y"))


def test_picture_needs_no_style_and_no_colour_of_its_own():
    markup = page_of(every_kind())

    assert not re.search(r"style=|fill=|stroke=|#[0-9a-f]{6}", markup)


def test_eighteen_slides_are_drawn_in_a_moment():
    chart = Chart(ChartKind.BAR, [f"Choice {n}" for n in range(8)], {"n": list(range(8))}, "")
    deck = outline(
        *(Slide(K.VOTE, f"Slide {n}", chart=chart, body=["So many."]) for n in range(18))
    )

    assert min(cost_of(deck) for _ in range(5)) < 0.15


def cost_of(deck):
    began = time.process_time()
    page_of(deck)
    return time.process_time() - began
