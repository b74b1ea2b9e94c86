"""The rendered deck, opened again: what a facilitator finds in it, and what a partner cannot slip in."""

import io
import re
import time
import zipfile
from collections import Counter
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from lxml import etree
from PIL import ImageFont
from pptx import Presentation

from meetings.deck import chart_room, measure
from meetings.deck.layouts import CHART, LAYOUTS
from meetings.deck.outline import (
    Chart,
    ChartKind,
    Label,
    Outline,
    Place,
    Quote,
    Slide,
    SlideKind,
    Table,
)
from meetings.deck.pptx import render

K = SlideKind
WORRIES = Chart(
    ChartKind.BAR,
    ["Referrals", "Transport", "Housing"],
    {"Partners": [6, 5, 0]},
    "Six of nine",
    (0,),
)
STACK = Chart(
    ChartKind.STACKED, ["Budgets", "Forms"], {"Agree": [8, 6], "Disagree": [0, 3]}, "Mostly agreed"
)
AGENDA = Table(["When", "What"], [["09:30", "Welcome"], ["10:00", "Topic"]], "Two items", (1, 4))
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "+1",
    "-1",
    "@SUM(A1)",
    "http://evil.example/",
    "\t=tab",
    "\r=return",
    "<b>&amp;{0}%s</b>",
    "bell\x07\x00\x1b\ud800\ufffe",
]


def outline(*slides, **changes):
    about = {
        "title": "Spring meeting",
        "subtitle": "What we heard",
        "author": "Ana Moreno",
        "network": "Coast",
        "dated": "24 March 2027, 09:30",
        "made_at": "2027-03-24T10:30:00+01:00",
    }
    return Outline(**(about | changes), slides=list(slides))


def every_kind():
    return outline(
        Slide(K.TITLE, "Spring meeting"),
        Slide(K.SECTION, "What we heard", body=["Nine of twelve answered."]),
        Slide(K.TEXT, "Two promises were kept", body=["One form", "A minibus"], source="Minutes"),
        Slide(K.CHART, "Referrals worry six of nine", chart=WORRIES, notes="Ask why.", minutes=5),
        Slide(K.CHART_WITH_QUOTES, "Nobody owns a referral", chart=WORRIES, quotes=[Quote("We ring thrice.", "Beacon")], label=Label.READING),
        Slide(K.CHART, "We agree on budgets", chart=STACK),
        Slide(K.COLUMNS, "Where we agree and differ", body=["Referrals", "Transport", "Data"]),
        Slide(K.TABLE, "Carrowby waits longer", table=AGENDA),
        Slide(K.QUOTE, "From the front desk", quotes=[Quote("The door is open.", "Volunteer")]),
        Slide(K.VOTE, "Two topics came first", chart=WORRIES, body=["One vote apart."]),
        Slide(K.AGENDA, "This morning", table=AGENDA, label=Label.PROPOSAL),
        Slide(K.TOPIC, "Who owns a referral?", body=["What happens today?"]),
        Slide(K.ACTIONS, "Who does what", table=Table(["Action", "Lead"], [], "To be filled")),
    )  # fmt: skip


def hostile():
    text = " ".join(HOSTILE)
    categories = HOSTILE + [f"Category {n} " + "wörd " * 30 for n in range(30)]
    series = {name: [n, None, float("nan"), Decimal(2)] * 10 for n, name in enumerate(HOSTILE[:7])}
    return outline(
        *(Slide(kind, text * 3, body=[text, "x" * 500, "سؤال عن السكن", "👩🏽‍🚒" * 20]) for kind in K),
        Slide(K.CHART, "T" * 300, chart=Chart(ChartKind.BAR, categories, series, text)),
        Slide(K.CHART_WITH_QUOTES, "A word " * 50, chart=WORRIES, quotes=[Quote("so " * 700, text)] * 5, source="s " * 300),
        Slide(K.QUOTE, "Long quote", quotes=[Quote("word " * 400, "Pat")]),
        Slide(K.TABLE, "Long table", table=Table(HOSTILE, [HOSTILE, ["long " * 200]] * 9, "")),
        Slide(K.TEXT, "A long item", body=["word " * 400]),
        title=text, author=text, network=text, dated=text, subtitle="s " * 400,
    )  # fmt: skip


def opened(deck):
    return Presentation(io.BytesIO(render(deck) if isinstance(deck, Outline) else deck))


def titles(deck):
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def notes(slide):
    return slide.notes_slide.notes_text_frame.text


def charts(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def sheet_of(chart):
    return openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


@pytest.fixture(scope="module", params=[every_kind, hostile], ids=["usual", "hostile"])
def deck(request):
    return render(request.param())


def test_deck_is_sixteen_to_nine_and_says_so():
    deck = opened(every_kind())

    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)
    assert deck.element.sldSz.get("type") is None


def test_deck_has_a_named_layout_for_each_kind_and_no_other():
    deck = opened(every_kind())

    assert [layout.name.lower() for layout in deck.slide_layouts] == list(K)


def test_each_kind_of_slide_uses_its_own_layout():
    deck = opened(every_kind())

    used = {slide.slide_layout.name.lower() for slide in deck.slides}

    assert used == set(K)


def test_every_slide_has_a_title_of_its_own(deck):
    found = titles(opened(deck))

    assert all(found)
    assert [title for title, count in Counter(found).items() if count > 1] == []


def test_slides_that_say_the_same_are_numbered():
    deck = opened(outline(Slide(K.TEXT, "Again"), Slide(K.TEXT, "Again")))

    assert titles(deck) == ["Again (1 of 2)", "Again (2 of 2)"]


def test_every_slide_has_notes_and_a_number_that_follows_it(deck):
    for n, slide in enumerate(opened(deck).slides, 1):
        assert notes(slide).strip()
        for page in (slide, slide.notes_slide):
            field = page.element.find(".//{*}fld[@type='slidenum']")
            assert field.find("{*}t").text == str(n)


def test_notes_hold_what_was_written_and_the_minutes():
    deck = opened(every_kind())

    assert notes(deck.slides[3]) == "Ask why.\nAbout 5 minutes.\nMade from the records."


def test_notes_without_words_say_the_title_and_the_label():
    deck = opened(every_kind())

    assert notes(deck.slides[4]) == "Nobody owns a referral\nOur reading.\nMade from the records."


def test_notes_say_who_wrote_a_slide_by_hand():
    deck = opened(outline(Slide(K.TEXT, "Ours", notes="Ask.", written_by="Ana Moreno")))

    assert notes(deck.slides[0]) == "Ask.\nWritten by Ana Moreno."


def test_slide_for_the_pack_is_in_the_file_and_not_in_the_show():
    items = [f"Item {n} has about this many words in it, as items do" for n in range(30)]
    deck = opened(
        outline(
            Slide(K.TEXT, "On the wall", place=Place.ROOM),
            Slide(K.TEXT, "In the pack", body=items, place=Place.PACK),
        )
    )

    shown = [slide.element.get("show", "1") for slide in deck.slides]

    assert shown == ["1"] + ["0"] * (len(deck.slides) - 1)
    assert len(shown) > 2


def test_same_outline_makes_the_same_file_at_any_time(monkeypatch):
    first = render(every_kind())
    an_hour_later = time.localtime(time.time() + 3600)
    monkeypatch.setattr(time, "localtime", lambda *given: an_hour_later)

    assert render(every_kind()) == first


def test_no_placeholder_is_left_empty(deck):
    for slide in opened(deck).slides:
        assert all(text.strip() for text in texts(slide))
        assert all(shape.is_placeholder for shape in slide.shapes)


def test_title_is_read_first_and_number_last(deck):
    for slide in opened(deck).slides:
        shapes = list(slide.shapes)
        assert shapes[0].shape_id == slide.shapes.title.shape_id
        assert shapes[-1].name == "Slide number"


def test_every_chart_and_table_has_alt_text(deck):
    frames = [
        s for slide in opened(deck).slides for s in slide.shapes if s.has_chart or s.has_table
    ]

    assert frames
    assert all(frame.element.find(".//{*}cNvPr").get("descr") for frame in frames)


def test_charts_and_tables_sit_in_their_placeholders():
    deck = opened(every_kind())

    kinds = {
        s.placeholder_format.type.name
        for slide in deck.slides
        for s in slide.shapes
        if s.has_chart or s.has_table
    }

    assert kinds == {"CHART", "TABLE"}


def test_chart_is_native_and_holds_the_figures():
    chart = charts(opened(every_kind()))[0]

    assert list(chart.plots[0].categories) == ["Referrals", "Transport", "Housing"]
    assert list(chart.plots[0].series[0].values) == [6, 5, 0]
    assert chart.category_axis.reverse_order
    assert not (chart.has_legend)
    assert not (chart.has_title)
    assert not chart.value_axis.visible


def test_highlighted_bar_is_green_and_the_rest_softer():
    series = charts(opened(every_kind()))[0].plots[0].series[0]

    colours = [series.points[n].format.fill.fore_color.theme_color.name for n in range(3)]

    assert colours == ["ACCENT_1", "ACCENT_2", "ACCENT_2"]


def test_stacked_chart_has_a_legend_and_no_labels_on_zeros():
    chart = next(c for c in charts(opened(every_kind())) if len(c.plots[0].series) == 2)

    assert chart.has_legend
    assert chart.plots[0].series[0].data_labels.number_format == "#,##0;;;"


@pytest.mark.parametrize("kind", ChartKind)
def test_gap_in_the_figures_stays_a_gap(kind):
    values = [1, None, float("nan"), Decimal("2.5")]
    chart = Chart(kind, list("abcd"), {"Weeks": values}, "Weeks")

    drawn = charts(opened(outline(Slide(K.CHART, "Weeks", chart=chart))))[0]

    assert list(drawn.plots[0].series[0].values) == [1, None, None, 2.5]


def test_workbook_says_what_the_chart_shows(deck):
    for chart in charts(opened(deck)):
        sheet, plot = sheet_of(chart), chart.plots[0]
        columns = list(sheet.iter_cols(values_only=True))
        assert list(columns[0][1:]) == list(plot.categories)
        assert [c[0] for c in columns[1:]] == [series.name for series in plot.series]
        assert [list(c[1:]) for c in columns[1:]] == [list(series.values) for series in plot.series]


def test_partner_text_is_no_formula_and_no_link_in_the_workbook():
    found = charts(opened(hostile()))

    cells = [cell for chart in found for row in sheet_of(chart).iter_rows() for cell in row]

    assert any(str(cell.value).startswith("=") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert all(cell.quotePrefix for cell in cells if cell.data_type == "s")


def test_partner_text_is_no_link_and_no_control_character_on_a_slide():
    package = zipfile.ZipFile(io.BytesIO(render(hostile())))

    written = [
        package.read(n).decode() for n in package.namelist() if re.search(r"lides?/|charts/", n)
    ]

    assert any("http://evil.example/" in xml for xml in written)
    assert not any("hlinkClick" in xml or "_x00" in xml or "\x07" in xml for xml in written)


@pytest.mark.parametrize(
    "chart",
    [
        Chart(ChartKind.BAR, [], {}, ""),
        Chart(ChartKind.BAR, [], {"Partners": []}, ""),
        Chart(ChartKind.COLUMN, ["a"], {}, ""),
        Chart(ChartKind.STACKED, ["a"], {"Partners": [None]}, ""),
        Chart(ChartKind.LINE, ["a"], {"Partners": [float("nan")]}, ""),
    ],
)
def test_chart_without_answers_says_so_in_words(chart):
    deck = opened(outline(Slide(K.CHART, "Nothing yet", chart=chart)))

    assert charts(deck) == []
    assert "No answers to show yet." in texts(deck.slides[0])


def test_forty_categories_continue_on_one_scale_and_none_is_lost():
    names = [f"Category {n}" for n in range(40)]
    chart = Chart(ChartKind.BAR, names, {"Partners": list(range(40))}, "", (39,))

    deck = opened(outline(Slide(K.CHART, "Forty", chart=chart)))

    drawn = charts(deck)
    assert [name for chart in drawn for name in chart.plots[0].categories] == names
    assert max(len(chart.plots[0].categories) for chart in drawn) <= 12
    ends = [chart.value_axis.maximum_scale for chart in drawn]
    assert ends == pytest.approx([39 * 1.12] * len(drawn))
    assert titles(deck)[0] == f"Forty (1 of {len(drawn)})"


def test_thirteen_categories_are_shared_out_evenly_over_two_slides():
    chart = Chart(ChartKind.BAR, list("abcdefghijklm"), {"Partners": [1] * 13}, "")

    drawn = charts(opened(outline(Slide(K.CHART, "Thirteen", chart=chart))))

    assert [len(chart.plots[0].categories) for chart in drawn] == [7, 6]


def test_long_category_is_cut_on_the_chart_and_whole_in_the_notes():
    name = "Waiting " * 20
    chart = Chart(ChartKind.BAR, [name, "Short"], {"Partners": [1, 2]}, "")

    deck = opened(outline(Slide(K.CHART, "Long names", chart=chart)))

    shown = list(charts(deck)[0].plots[0].categories)
    assert len(shown[0]) <= 60
    assert shown[0].endswith("…")
    assert name.strip() in notes(deck.slides[0])


def test_long_title_is_cut_on_the_wall_and_whole_in_the_notes():
    title = ("long words " * 30).strip()

    deck = opened(outline(Slide(K.TEXT, title, notes="Ask why.")))

    assert titles(deck)[0].endswith("…")
    assert title in notes(deck.slides[0])


@pytest.mark.parametrize("kind", [K.QUOTE, K.CHART_WITH_QUOTES])
def test_long_quote_is_cut_on_the_wall_and_whole_in_the_notes(kind):
    quote = Quote(("said " * 400).strip(), "Pat")

    deck = opened(
        outline(Slide(kind, "Quoted", chart=WORRIES if kind != K.QUOTE else None, quotes=[quote]))
    )

    assert any(text.startswith("“said") and "…”\n— Pat" in text for text in texts(deck.slides[0]))
    assert quote.text in notes(deck.slides[0])


def test_long_source_is_cut_on_the_wall_and_whole_in_the_notes():
    source = ("register " * 60).strip()

    deck = opened(outline(Slide(K.TEXT, "Sourced", source=source)))

    assert any(text.startswith("register") and text.endswith("…") for text in texts(deck.slides[0]))
    assert source in notes(deck.slides[0])


@pytest.mark.parametrize("kind", [K.TEXT, K.TOPIC, K.COLUMNS, K.VOTE])
def test_long_list_continues_and_no_item_is_lost(kind):
    body = [f"Item {n} has about this many words in it, as items do" for n in range(30)]

    deck = opened(outline(Slide(kind, "Listed", body=body)))

    paragraphs = [
        line for slide in deck.slides for text in texts(slide) for line in text.split("\n")
    ]
    assert [line for line in paragraphs if line.startswith("Item")] == body
    assert len(deck.slides) > 1


def test_list_beside_a_chart_continues_on_slides_of_text():
    body = [f"Item {n} has about this many words in it" for n in range(12)]

    deck = opened(outline(Slide(K.VOTE, "Voted", chart=WORRIES, body=body)))

    paragraphs = [
        line for slide in deck.slides for text in texts(slide) for line in text.split("\n")
    ]
    assert [line for line in paragraphs if line.startswith("Item")] == body
    assert deck.slides[1].slide_layout.name == "Text"


def test_long_table_continues_under_the_same_header():
    rows = [[f"Row {n}", "A cell of some words " * 3] for n in range(25)]
    table = Table(["Name", "What"], rows, "Rows", (1, 2))

    deck = opened(outline(Slide(K.TABLE, "Rows", table=table)))

    grids = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
    assert len(grids) > 1
    assert {grid.cell(0, 0).text for grid in grids} == {"Name"}
    assert all(grid.first_row for grid in grids)
    assert [g.cell(r, 0).text for g in grids for r in range(1, len(g.rows))] == [r[0] for r in rows]


def test_table_columns_are_as_wide_as_asked():
    table = next(s.table for s in opened(every_kind()).slides[10].shapes if s.has_table)

    first, second = (column.width for column in table.columns)

    assert second / first == pytest.approx(4, rel=0.01)


def test_actions_without_rows_leave_blank_ones_to_write_in():
    table = next(s.table for s in opened(every_kind()).slides[12].shapes if s.has_table)

    assert [cell.text for cell in table.rows[0].cells] == ["Action", "Lead"]
    assert len(table.rows) == 7


def test_tables_end_above_the_source_line(deck):
    rope = 6.68 * 914400
    frames = [s for slide in opened(deck).slides for s in slide.shapes if s.has_table]

    assert frames
    assert all(frame.top + frame.height <= rope for frame in frames)


def test_nothing_on_the_wall_is_under_18_points_nor_on_a_chart_under_14(deck):
    package = zipfile.ZipFile(io.BytesIO(deck))

    sizes = {"chart": [], "slide": []}
    for name in package.namelist():
        if found := re.match(r"ppt/(chart|slide)(s|Masters|Layouts)/\w+\.xml", name):
            tree = etree.fromstring(package.read(name))
            sizes[found[1]] += [
                int(e.get("sz")) for e in tree.iter("{*}rPr", "{*}defRPr") if e.get("sz")
            ]

    assert min(sizes["slide"]) >= 1800
    assert min(sizes["chart"]) >= 1400


def test_no_text_relies_on_being_shrunk(deck):
    package = zipfile.ZipFile(io.BytesIO(deck))

    slides = [package.read(n) for n in package.namelist() if re.match(r"ppt/slide", n)]

    assert any(b"noAutofit" in xml for xml in slides)
    assert not any(b"normAutofit" in xml or b"spAutoFit" in xml for xml in slides)


def test_package_has_no_part_or_shape_id_twice_and_no_loose_end(deck):
    package = zipfile.ZipFile(io.BytesIO(deck))

    names = package.namelist()

    assert len(names) == len(set(names))
    for name in names:
        if re.match(r"ppt/(slides|slideLayouts|slideMasters|notesSlides)/\w+\.xml", name):
            tree = etree.fromstring(package.read(name))
            ids = [e.get("id") for e in tree.iter("{*}cNvPr")]
            rels = etree.fromstring(package.read(re.sub(r"(\w+\.xml)$", r"_rels/\1.rels", name)))
            used = {
                v
                for e in tree.iter()
                for k, v in e.attrib.items()
                if "officeDocument/2006/rel" in k
            }
            assert len(ids) == len(set(ids))
            assert used <= {rel.get("Id") for rel in rels}


def test_deck_says_who_made_it_what_it_is_and_in_which_language():
    about = opened(every_kind()).core_properties

    assert (about.title, about.author, about.subject) == (
        "Spring meeting",
        "Ana Moreno",
        "What we heard",
    )
    assert (about.language, about.keywords) == ("en-GB", "Coast, 24 March 2027, 09:30")
    assert about.created == about.modified == datetime(2027, 3, 24, 9, 30)


def test_every_run_is_in_the_language_of_the_deck():
    deck = opened(outline(Slide(K.TEXT, "Titel", body=["Wort"]), language="de-DE"))

    parts = [
        deck.slides[0],
        deck.slides[0].notes_slide,
        deck.slide_master,
        deck.slides[0].slide_layout,
    ]

    assert {e.get("lang") for p in parts for e in p.element.iter("{*}rPr")} == {"de-DE"}


def test_arabic_is_read_from_the_right():
    deck = opened(outline(Slide(K.TEXT, "Two scripts", body=["سؤال عن السكن", "A question"])))

    body = next(p for p in deck.slides[0].placeholders if p.placeholder_format.idx == 1)

    assert [p._p.pPr is not None and p._p.pPr.get("rtl") for p in body.text_frame.paragraphs] == [
        "1",
        False,
    ]


def test_label_says_whether_it_is_fact_reading_or_proposal():
    deck = opened(outline(*(Slide(K.TEXT, label, label=label) for label in Label)))

    labels = [texts(slide)[1] for slide in deck.slides]

    assert labels == ["Fact", "Our reading", "Proposal"]


def test_title_slide_names_the_network_and_the_day():
    deck = opened(every_kind())

    assert texts(deck.slides[0])[1:3] == [
        "What we heard",
        "Coast · 24 March 2027, 09:30\nAna Moreno",
    ]


def test_outline_without_slides_still_opens_with_a_title():
    assert titles(opened(outline())) == ["Spring meeting"]


def test_measured_text_is_never_narrower_than_drawn():
    font = ImageFont.load_default(240)
    text = "Six of nine partners cite referral delays"

    assert measure.width(text, 240) > font.getlength(text)
    assert all(measure.width(line, 24) <= 200 for line in measure.wrap(text, 200, 24))


def test_blocks_are_shared_out_evenly():
    assert measure.pack([10] * 7, 60) == [range(4), range(4, 7)]


def test_few_categories_get_larger_text():
    slot = LAYOUTS[K.CHART].slot(CHART)
    many = Chart(ChartKind.BAR, [f"Name {n}" for n in range(12)], {"n": [1] * 12}, "")

    assert chart_room.fitted(WORRIES, slot).size > chart_room.fitted(many, slot).size
