"""The printed pro-forma as a file: what it says of itself, what stays together, and that text stays text."""

import io
import re
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from proforma import paper
from proforma.kinds import KINDS
from proforma.plain import PlainOption, PlainPart, PlainProforma, PlainQuestion, PlainSection
from tests.proforma.reading_paper import (
    ABOUT,
    NAMES,
    block_of,
    demo_proforma,
    letters_of,
    opened,
    proforma_of,
    question,
    text_of,
    words_of,
    written,
)

# The file.


def test_headings_are_headings():
    part = PlainPart(
        "person", "Part A", 5, [PlainSection([question("yes_no")], "About you", "Hello.")]
    )
    document = opened(paper.write(PlainProforma("What we see", "", [part]), **ABOUT))

    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith(("Title", "Heading"))
    ]
    levels = {
        name: document.styles[name].element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val"))
        for name in ("Heading 1", "Heading 2")
    }
    assert headings == [
        ("Title", "What we see"),
        ("Heading 1", "Part A"),
        ("Heading 2", "About you"),
    ]
    assert levels == {"Heading 1": "0", "Heading 2": "1"}


def test_it_is_an_a4_page_of_12_points():
    document = written(question("yes_no"))
    section = document.sections[0]
    sizes = {style.name: style.font.size for style in document.styles if style.type == 1}

    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert round(section.left_margin.cm, 1) == 2.0
    assert min(
        size for name, size in sizes.items() if size and name not in {"Header", "Footer"}
    ) == Pt(12)
    default = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:sz')}")
    assert default.get(qn("w:val")) == "24"


@pytest.mark.parametrize(
    ("language", "tag"), [("en-gb", "en-GB"), ("cy", "cy"), ("pt_br", "pt-BR")]
)
def test_the_document_says_its_language(language, tag):
    document = written(question("yes_no"), language=language)
    said = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")

    assert said.get(qn("w:val")) == document.core_properties.language == tag


def test_our_own_sentences_are_in_its_language():
    before = translation.get_language()

    assert "☐\tOui" in words_of(written(question("yes_no"), language="fr"))
    assert translation.get_language() == before


def test_it_says_who_made_it_and_nothing_of_the_library():
    content = paper.write(proforma_of(question("yes_no")), **ABOUT)
    about = opened(content).core_properties

    assert (about.title, about.author, about.last_modified_by, about.subject) == (
        "What we see",
        "Harbour Trust",
        "Harbour Trust",
        "Coast Together",
    )
    assert about.comments == ""
    assert abs(about.created.replace(tzinfo=UTC) - datetime.now(UTC)) < timedelta(minutes=1)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert not [name for name in file.namelist() if "thumbnail" in name or "customXml" in name]
        assert b"python" not in b"".join(file.read(name) for name in file.namelist())


def test_long_titles_fit_the_properties():
    long = replace(proforma_of(question("yes_no")), title="What we see " * 60)

    about = opened(paper.write(long, **(ABOUT | {"controller": "x" * 400}))).core_properties

    assert (len(about.title), len(about.author)) == (250, 250)


def test_each_page_has_the_network_and_its_number():
    section = written(question("yes_no")).sections[0]
    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]

    assert section.header.paragraphs[0].text == "Coast Together"
    assert letters_of(section.footer._element) == "What we seePage 1 of 1"
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_same_proforma_gives_the_same_file():
    def parts():
        with zipfile.ZipFile(
            io.BytesIO(paper.write(demo_proforma(), partners=NAMES, **ABOUT))
        ) as file:
            return {n: file.read(n) for n in file.namelist() if n != "docProps/core.xml"}

    assert parts() == parts()


# Blocks that stay together, and tables.


def every_kind(**more):
    return [question(kind, code=f"K{n}", **more) for n, kind in enumerate(KINDS)]


def lines_of(block):
    for element in block:
        yield from element.findall(qn("w:tr")) if element.tag == qn("w:tbl") else [element]


def is_held(line):
    return all(
        Paragraph(paragraph, None).paragraph_format.keep_with_next
        for paragraph in line.iter(qn("w:p"))
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_stays_on_one_page_with_its_answer(kind):
    document = written(
        question(kind, "A1 asks"), question("yes_no", "And then?", code="A2"), unit="partner"
    )
    block = block_of(document)
    end = next(n for n, one in enumerate(block) if letters_of(one).startswith("A2"))
    *first, last = lines_of(block[:end])

    assert [is_held(line) for line in first] == [True] * len(first)
    assert not is_held(last)


def test_a_question_taller_than_a_page_is_held_at_its_ends_only():
    many = [PlainOption(f"Row {n}", str(n)) for n in range(60)]
    lines = list(lines_of(block_of(written(question("grid_scale", rows=many)))))
    held = [is_held(line) for line in lines]

    assert held[:6] == [True] * 6
    assert not any(held[10:-6])
    assert held[-4:-1] == [True] * 3


@pytest.mark.parametrize("partners", [[], NAMES])
def test_no_row_is_divided_and_headings_repeat(partners):
    tables = written(*every_kind(), partners=partners).tables

    assert len(tables) == 7
    for table in tables:
        is_layout = len(table.columns) == 1 or "Harbour" in table.cell(0, 0).text
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert heads == [not is_layout] + [False] * (len(heads) - 1)


@pytest.mark.parametrize("options", [2, 4, 9])
def test_tables_say_their_widths_on_table_grid_and_cells(options):
    choices = [PlainOption(f"Choice {n}", str(n)) for n in range(options)]
    chosen = question("grid_choice", options=choices, code="B1")

    for table in written(*every_kind(), chosen, partners=NAMES).tables:
        assert_widths_agree(table)


def assert_widths_agree(table):
    columns = [column.w for column in table._tbl.tblGrid.gridCol_lst]
    width = int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")))

    assert table.autofit is False
    assert Cm(9) < sum(columns) <= Cm(15.75)
    assert min(columns) >= Cm(0.9)
    assert abs(width * 635 - sum(columns)) <= 635 * len(columns)
    assert [cell.width for cell in table.rows[0].cells] == columns


def test_rows_to_write_in_are_tall_enough_for_a_hand():
    (table,) = written(question("grid_number")).tables

    assert all(row.height.cm >= 0.89 for row in table.rows)


# Text stays text.

MARKUP = "=1+1 {PAGE} {{ x }} <b>bold</b> &amp; <w:br/> [link](http://example.com) %(x)s %s ☑"


def test_what_looks_like_a_field_a_link_or_markup_is_printed_as_it_stands():
    options = [PlainOption(MARKUP, "a"), PlainOption("No", "b")]
    asked = question("choose_one", MARKUP, help=MARKUP, why=MARKUP, options=options)
    part = PlainPart("person", MARKUP, 5, [PlainSection([asked], MARKUP, MARKUP)])
    content = paper.write(
        PlainProforma(MARKUP, MARKUP, [part]), network=MARKUP, controller=MARKUP, contact=MARKUP
    )
    document = opened(content)

    assert text_of(document).count(MARKUP) == 11
    assert not list(
        document.element.body.iter(qn("w:fldSimple"), qn("w:hyperlink"), qn("w:instrText"))
    )
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert b"http://example.com" not in file.read("word/_rels/document.xml.rels")


def test_what_looks_like_markup_stays_text_in_a_table_too():
    rows = [PlainOption(MARKUP, "a")]
    ends = {"low": 1, "high": 5, "low_label": MARKUP, "high_label": MARKUP}
    document = written(
        question("grid_choice", MARKUP, rows=rows),
        question("scale", settings=ends),
        question("organisations"),
        partners=[MARKUP],
    )
    grid, scale, partners = document.tables

    assert grid.cell(1, 0).text == scale.cell(2, 0).text == scale.cell(2, 4).text == MARKUP
    assert partners.cell(0, 0).text == f"☐ {MARKUP}"


def test_control_characters_are_left_out_and_lines_kept():
    controls = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160)]))
    odd = f"One{controls}\ud800\ufffe\u202e two\r\nthree\tfour"
    asked = question(
        "rank", odd, help=odd, options=[PlainOption(odd, "a"), PlainOption(odd, "OTH")]
    )
    text = text_of(written(asked, network=odd, controller=odd, contact=odd))

    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\u202e]", text)
    assert "A1\tOne\ntwo\nthree four" in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_that_is_not_finished_prints_too(kind):
    bare = PlainQuestion(kind, "")

    assert written(bare, unit="partner").paragraphs


def test_a_hundred_questions_are_written_in_a_moment():
    hundred = (every_kind() * 5)[:100]
    started = time.process_time()
    written(*hundred, unit="partner", partners=NAMES * 10)

    assert time.process_time() - started < 30


def test_tables_are_described_for_those_who_do_not_see_them():
    (table,) = written(question("grid_number", 'How "many"?')).tables

    assert isinstance(table, Table)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == 'How "many"?'
