"""The deck as Word files, opened again: what is in each, what is not, and what nobody can slip in."""

import io
from decimal import Decimal

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from meetings.deck import word, word_tables
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

K = SlideKind
FILES = [word.handout, word.large_print, word.with_notes]
WORRIES = Chart(
    ChartKind.BAR, ["Referrals", "Transport", "Housing"], {"Partners": [1832, 2.5, None]}, "Worries", (0,)
)  # fmt: skip
STACK = Chart(
    ChartKind.STACKED, ["Budgets", "Forms"], {"Agree": [8, 6], "Disagree": [0, 3]}, "Mostly agreed"
)
AGENDA = Table(
    ["When", "What", "Minutes"], [["09:30", "Welcome", "10"]] * 3, "Two items", (1, 6, 1)
)
WALL = Table(["Action", "Who", "By"], [["", "", ""]] * 4, "To be filled")
HOSTILE = [
    "=cmd|' /C calc'!A0", "{=1+1}", "+1", "@SUM(A1)", "http://evil.example/", "\t=tab", "\r=return",
    "<w:t>&amp;{0}%s%(n)d</w:t>", "bell\x07\x00\x1b\ud800\ufffe", "\u202eturned", "☐ box",
]  # fmt: skip


def outline(*slides, **changes):
    about = {
        "title": "Spring meeting",
        "subtitle": "What we heard",
        "author": "Ana",
        "network": "Coast",
        "dated": "24 March 2027, 09:30",
    }
    return Outline(**(about | changes), slides=list(slides))


def usual():
    return outline(
        Slide(K.TITLE, "Spring meeting", body=["Hall"], notes="Say where the quiet room is."),
        Slide(K.CHART_WITH_QUOTES, "Nobody owns a referral", chart=WORRIES, source="Question A3", label=Label.READING, written_by="Ana", quotes=[Quote("We ring thrice.", "Beacon")], notes="Ask why.", minutes=5),
        Slide(K.CHART, "We agree on budgets", chart=STACK, notes="Pause.", minutes=1),
        Slide(K.AGENDA, "This morning", table=AGENDA, label=Label.PROPOSAL),
        Slide(K.ACTIONS, "Who does what", table=WALL),
        Slide(K.TABLE, "Sources", table=Table(["What", "Where"], [["A3", "Views"]], "All"), place=Place.PACK),
    )  # fmt: skip


def hostile():
    text = " ".join(HOSTILE)
    rows = [HOSTILE, ["long " * 200], []]
    return outline(
        *(Slide(kind, text * 3, body=[text, "x" * 500], notes=text, written_by=text) for kind in K),
        *(Slide(K.CHART, "T" * 300, chart=Chart(kind, [*HOSTILE, *map(str, range(9))], {name: [n, None, float("nan"), Decimal(2)] * 9 for n, name in enumerate(HOSTILE)}, text, (0, 99))) for kind in ChartKind),
        Slide(K.CHART, "Nothing", chart=Chart(ChartKind.BAR, [], {}, "")),
        Slide(K.CHART, "No values", chart=Chart(ChartKind.BAR, ["a", "b"], {"n": [None]}, "")),
        Slide(K.QUOTE, "Long", quotes=[Quote("so " * 700, text), Quote("One\n\n\nTwo", "")]),
        Slide(K.TABLE, "Wide", table=Table(HOSTILE, rows, "", (1, 2))),
        Slide(K.TABLE, "Narrow", table=Table(HOSTILE[:2], [HOSTILE[n : n + 2] for n in range(9)], text)),
        Slide(K.TABLE, "Long cell", table=Table(["a", "b"], [["y" * 2000, ""]], "")),
        Slide(K.TABLE, "No columns", table=Table([], [], "")),
        Slide(K.TABLE, "No rows", table=Table(["a"], [], "")),
        Slide(K.TEXT, "سؤال عن السكن 👩🏽‍🚒", body=["سؤال عن السكن", "👩🏽‍🚒" * 20]),
        Slide(K.TEXT, "\x00"),
        title=text, author=text, network=text, dated=text, subtitle="s " * 400,
    )  # fmt: skip


def opened(content):
    return Document(io.BytesIO(content))


def lines(document):
    return [paragraph.text for paragraph in document.paragraphs]


def tables(document):
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def everything(document):
    rows = [cell for table in tables(document) for row in table for cell in row]
    return "\n".join([*lines(document), *rows])


def headings(document):
    return [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Head")]


def test_handout_has_every_slide_under_its_number_the_room_before_the_pack():
    assert headings(opened(word.handout(usual()))) == [
        ("Heading 1", "On the wall"),
        ("Heading 2", "1. Spring meeting"),
        ("Heading 2", "2. Nobody owns a referral"),
        ("Heading 2", "3. We agree on budgets"),
        ("Heading 2", "4. This morning"),
        ("Heading 2", "5. Who does what"),
        ("Heading 1", "In the pack only"),
        ("Heading 2", "6. Sources"),
    ]


def test_handout_says_label_quote_source_and_who_wrote_a_slide():
    said = lines(opened(word.handout(usual())))

    assert "Our reading, written by Ana" in said
    assert "“We ring thrice.”\n— Beacon" in said
    assert "Source: Question A3" in said
    assert "Proposal" in said


def test_chart_is_its_alternative_text_and_a_table_of_its_figures():
    document = opened(word.handout(usual()))

    assert "Worries" in lines(document)
    assert tables(document)[:2] == [
        [
            ["On the chart", "Partners"],
            ["Referrals", "1,832"],
            ["Transport", "2.5"],
            ["Housing", "no figure"],
        ],
        [["On the chart", "Agree", "Disagree"], ["Budgets", "8", "0"], ["Forms", "6", "3"]],
    ]


def test_what_only_colour_tells_on_the_slide_is_told_in_words():
    assert "In the strong colour on the slide: Referrals." in lines(opened(word.handout(usual())))


@pytest.mark.parametrize("write", [word.handout, word.large_print])
def test_notes_and_minutes_are_in_the_speakers_copy_alone(write):
    notes = ("Say where the quiet room is.", "Ask why.", "Pause.", "minute", "whoever speaks")
    without, with_them = (everything(opened(make(usual()))) for make in (write, word.with_notes))

    assert not [note for note in notes if note in without]
    assert all(note in with_them for note in notes)
    assert "About 5 minutes." in with_them
    assert "About one minute." in with_them


@pytest.mark.parametrize("write", FILES)
def test_file_says_its_title_author_and_language(write):
    about = opened(write(usual())).core_properties

    assert about.title.startswith("Spring meeting · ")
    assert (about.author, about.subject, about.language) == ("Ana", "Coast", "en-GB")


@pytest.mark.parametrize("write", FILES)
@pytest.mark.parametrize("make", [usual, hostile])
def test_every_table_has_a_name_and_a_header_that_repeats(write, make):
    found = opened(write(make())).tables

    assert found
    for table in found:
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_large_print_has_eighteen_points_or_more_and_headings_larger_still():
    document = opened(word.large_print(usual()))
    sizes = {style.name: style.font.size for style in document.styles if hasattr(style, "font")}
    every = [*document.styles.element.iter(qn("w:sz")), *document.element.body.iter(qn("w:sz"))]

    assert min(int(size.get(qn("w:val"))) for size in every) >= 36
    assert Pt(18) < sizes["Heading 2"] < sizes["Heading 1"] < sizes["Title"]
    assert not [*document.element.body.iter(qn("w:i"))]
    assert not [*document.styles.element.iter(qn("w:i"))]


def test_large_print_reads_wide_tables_out_line_by_line():
    document = opened(word.large_print(usual()))

    assert [len(table[0]) for table in tables(document)] == [2, 2]
    said = lines(document)
    place = said.index("Budgets")
    assert said[place : place + 3] == ["Budgets", "Agree: 8", "Disagree: 0"]
    assert said.count("Minutes: 10") == 3


def test_blank_rows_stay_room_to_write():
    rows = tables(opened(word.handout(usual())))[3]

    assert rows == [["Action", "Who", "By"], *[["", "", ""]] * 4]
    assert [line.strip() for line in lines(opened(word.large_print(usual())))].count("By:") == 4


@pytest.mark.parametrize("write", FILES)
def test_hostile_text_is_text_and_none_of_it_is_lost(write):
    document = opened(write(hostile()))
    whole = everything(document)

    for said in ("=cmd|' /C calc'!A0", "<w:t>&amp;{0}%s%(n)d</w:t>", "so " * 699, "y" * 2000):
        assert said in whole
    assert not any(sign in whole for sign in "\x07\x00\x1b\ud800\ufffe\u202e")
    xml = document.element.xml
    assert "w:hyperlink" not in xml
    assert "w:instrText" not in xml
    assert "w:fldSimple" not in xml


def test_what_reads_from_the_right_is_set_from_the_right():
    document = opened(word.handout(hostile()))
    turned = [
        p for p in document.paragraphs if p._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    ]

    assert [p.text.strip("•\t") for p in turned] == ["25. سؤال عن السكن 👩🏽‍🚒", "سؤال عن السكن"]


def test_heading_that_reads_from_the_right_is_turned_in_spite_of_its_number():
    document = opened(word.handout(outline(Slide(K.TEXT, "سؤال"))))
    (heading,) = [p for p in document.paragraphs if p.text == "1. سؤال"]

    assert [child.tag for child in heading._p.pPr] == [qn("w:pStyle"), qn("w:bidi")]


@pytest.mark.parametrize("write", FILES)
def test_outline_without_slides_is_a_file_that_says_so(write):
    assert "There is nothing to show yet." in lines(opened(write(outline(author=""))))


def test_chart_or_table_without_anything_says_so():
    said = lines(opened(word.handout(hostile())))

    assert said.count("No answers to show yet.") == 2
    assert said.count("Nothing to show yet.") == 1


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (1832, "1,832"), (-3, "-3"), (2.5, "2.5"), (1 / 3, "0.33")]
)
def test_figure_is_written_as_people_write_it(value, said):
    assert word_tables.figure(value) == said


@pytest.mark.parametrize("weights", [(1,), (1, 6, 1), (1, 0, 0), (1,) * 12, (1, 1000)])
def test_widths_fill_the_page_and_leave_no_column_without_room(weights):
    widths = word_tables.shared_out(weights, 1.9)

    assert sum(widths) == pytest.approx(word_tables.ROOM)
    assert min(widths) >= min(1.9, word_tables.ROOM / len(weights)) - 1e-9
