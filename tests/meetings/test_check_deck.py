"""The check of decks: it passes ours, and finds the one thing that was broken on purpose."""

import io
import json
import random
from time import process_time

import pytest
from django.core.management import CommandError, call_command
from pptx import Presentation

from meetings.deck import checking
from meetings.deck.checking.colours import BLACK, WHITE, contrast
from meetings.deck.checking.finding import RULES
from meetings.deck.checking.workbook import keys_of
from meetings.deck.outline import Chart, ChartKind, Label, Slide, SlideKind, Table
from meetings.deck.pptx import render

from . import broken_decks
from .broken_decks import BREAKS, SLIDE, WORDS, box, changed, drawn, packed, parts_of, picture
from .test_deck_pptx import WORRIES, every_kind, hostile, outline

K = SlideKind


@pytest.fixture(scope="module")
def good():
    return render(every_kind())


def rules(data, *about, **options):
    return {finding.rule for finding in checking.check(data, *about, **options)}


@pytest.mark.parametrize("made", [every_kind, hostile], ids=["usual", "hostile"])
def test_our_own_deck_has_nothing_to_put_right(made):
    found = checking.check(render(made()), made())

    assert [str(finding) for finding in found] == []


@pytest.mark.parametrize(
    ("rule", "how"),
    [(rule, how) for rule, _called, how in BREAKS],
    ids=[f"{rule}: {called}" for rule, called, _how in BREAKS],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_deck_broken_in_one_way_is_told_just_that(good, rule, how):
    assert rules(how(good)) == {rule}


def test_each_finding_says_its_slide_in_words(good):
    (found,) = checking.check(changed(good, WORDS, "<a:t>One form</a:t>", "<a:t>One _x0007_</a:t>"))

    assert str(found) == (
        "Slide 3: There is a control character in the text, shown as a box or as “_x0007_”."
    )


def test_every_rule_is_broken_once():
    """A rule that no deck here breaks could be dead without anybody noticing."""
    broken = {rule for rule, _called, _how in BREAKS}
    broken_below = {"not-a-deck", "figures-differ", "not-in-outline", "not-in-file"}

    assert broken | broken_below == RULES


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\x00" * 4000, b"<html/>"])
def test_what_is_no_powerpoint_file_is_said_to_be_none(data):
    (found,) = checking.check(data)

    assert (found.rule, found.text) == ("not-a-deck", "This is not a PowerPoint file.")
    assert checking.slides_in(data) == 0


def test_another_office_file_is_no_powerpoint_file(good):
    parts = parts_of(good)

    assert rules(parts[broken_decks.book_of(parts)]) == {"not-a-deck"}


def test_bomb_is_not_unpacked():
    bomb = packed([(f"ppt/{n}.xml", b"\0" * 19_000_000) for n in range(14)])
    started = process_time()

    assert rules(bomb) == {"not-a-deck"}
    assert process_time() - started < 1


def test_part_that_says_it_is_smaller_than_it_is_is_not_unpacked(good):
    entries = [("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", b"a" * 1_000_000)]
    data = bytearray(packed(entries))
    place = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 1)
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")

    assert rules(bytes(data)) == {"not-a-deck"}


def test_entities_are_not_followed(good):
    evil = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p:sld'

    found = checking.check(changed(good, SLIDE, "<p:sld", evil))

    assert "unreadable-part" in {finding.rule for finding in found}
    assert not any("root:" in finding.text for finding in found)


def test_damaged_decks_are_answered_and_never_raise(good):
    """Bytes, numbers and names at random; the seed is fixed, so a failure comes back."""
    chance = random.Random(7)
    parts = parts_of(good)
    for _round in range(60):
        damaged = dict(parts)
        name = chance.choice([n for n in parts if n.endswith((".xml", ".rels"))])
        data = bytearray(damaged[name])
        for _change in range(chance.choice((1, 3, 40))):
            data[chance.randrange(len(data))] = chance.choice(b'0129azAZ"<>/= \x00\xff')
        damaged[name] = bytes(data)
        assert isinstance(checking.check(packed(damaged), every_kind()), list)


def test_numbers_that_are_none_do_not_stop_the_check(good):
    parts = {
        name: data if not name.endswith(".xml") else data.replace(b'="1', b'="x')
        for name, data in parts_of(good).items()
    }

    found = checking.check(packed(parts))

    assert found
    assert "not-a-deck" not in {finding.rule for finding in found}


def test_hidden_slides_are_fine_and_may_be_written_smaller(good):
    hidden = changed(good, WORDS, "<p:sld ", '<p:sld show="0" ')
    small = changed(hidden, WORDS, broken_decks.RUN_OF_WORDS, broken_decks.written(sz="1400"))

    assert rules(hidden) == set()
    assert rules(small) == set()


def test_house_rules_are_advice_in_a_deck_that_is_not_ours(good):
    small = changed(good, WORDS, broken_decks.RUN_OF_WORDS, broken_decks.written(sz="1200"))
    link = broken_decks.related(
        good, broken_decks.RELS, "javascript:x", "hyperlink", TargetMode="External"
    )

    assert [f.is_error for f in checking.check(small, is_ours=False)] == [False]
    assert [f.is_error for f in checking.check(link, is_ours=False)] == [True]


def test_text_on_a_card_is_compared_with_the_card(good):
    dark = '<a:solidFill><a:srgbClr val="101010"/></a:solidFill>'
    white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'

    on_card = drawn(good, box(inside=dark, run=white), WORDS)
    on_paper = drawn(good, box(run=white), WORDS)

    assert rules(on_card) == {"outside-layout"}
    assert rules(on_paper) == {"outside-layout", "contrast"}


def test_picture_under_text_is_no_overlap_and_its_contrast_is_not_guessed(good):
    beneath = picture("A view").replace('y="5000000"', 'y="4600000"')
    beneath = beneath.replace('cx="500000" cy="500000"', 'cx="5000000" cy="1200000"')
    white = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'

    both = drawn(drawn(good, beneath, WORDS), box(run=white), WORDS)

    assert rules(both) == {"outside-layout"}


def test_size_and_indent_are_inherited_from_the_master(good):
    layout = "ppt/slideLayouts/slideLayout3.xml"
    bare = changed(good, layout, r"(?<=<a:lstStyle>).*?(?=</a:lstStyle>)", "", count=9)
    master = "ppt/slideMasters/slideMaster1.xml"
    small = changed(
        bare,
        master,
        r'(?<=<p:bodyStyle>)(.*?)sz="2400"',
        '<a:lvl1pPr><a:defRPr sz="1100"/></a:lvl1pPr>',
    )

    assert "small-text" not in rules(bare)
    assert checking.check(small)


def of_another_tool(text):
    """A deck on python-pptx's own template: four to three, shrinking text, no notes."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "A title"
    slide.placeholders[1].text = text
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def test_ordinary_template_is_understood():
    """Places, sizes and insets come from its layouts and master; none of it stops anything."""
    short, long = (
        checking.check(of_another_tool(text), is_ours=False)
        for text in ("A point", "A point that is made at some length. " * 14)
    )

    assert {f.rule for f in short} == {
        "document-title",
        "document-author",
        "document-language",
        "not-widescreen",
        "notes",
        "slide-number",
        "language",
        "autofit",
    }
    assert {f.rule for f in long} - {f.rule for f in short} == {"text-overflow"}
    assert not any(finding.is_error for finding in long)


def test_decorative_picture_needs_no_words(good):
    mark = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
        'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        "</a:ext></a:extLst>"
    )
    plain = picture("").replace('descr=""/>', f">{mark}</p:cNvPr>")

    assert rules(drawn(good, plain, WORDS)) == set()


def test_contrast_runs_from_one_to_twenty_one():
    assert contrast(WHITE, WHITE) == 1
    assert round(contrast(BLACK, WHITE), 2) == 21


def test_references_of_a_workbook_are_read():
    assert keys_of("Sheet1!$B$2:$B$3") == [("Sheet1", 2, 2), ("Sheet1", 3, 2)]
    assert keys_of("'Ana''s sheet'!$AA$1") == [("Ana's sheet", 1, 27)]
    assert keys_of("SUM(Sheet1!A1:A2)") is None
    assert keys_of("Sheet1!$A$1:$XFD$1048576") is None


def said(**changes):
    chart = Chart(ChartKind.BAR, ["Referrals", "Transport"], {"Partners": [6, None]}, "Six of nine")
    table = Table(["Who", "Days"], [["Coast", "21"], ["Hills", "3"]], "Two rows")
    slides = {
        "chart": Slide(K.CHART, "Referrals worry six", chart=chart),
        "table": Slide(K.TABLE, "Coast waits longer", table=table),
        "text": Slide(
            K.TEXT, "Two promises", body=["16 of 22 said so", "9 did not"], label=Label.READING
        ),
    }
    return outline(*(slides | changes).values())


def test_figures_of_a_deck_are_those_of_its_outline():
    assert checking.check(render(said()), said()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"chart": Slide(K.CHART, "Referrals worry six", chart=Chart(ChartKind.BAR, ["Referrals", "Transport"], {"Partners": [7, None]}, "x"))},
            "The chart shows Referrals: 6 where the records say Referrals: 7 for “Referrals”.",
        ),
        (
            {"chart": Slide(K.CHART, "Referrals worry six", chart=Chart(ChartKind.BAR, ["Referrals", "Transport"], {"Partners": [6, 0]}, "x"))},
            "The chart shows Transport: nothing where the records say Transport: 0 for “Transport”.",
        ),
        (
            {"chart": Slide(K.CHART, "Referrals worry six", chart=WORRIES)},
            "The chart shows Transport: nothing where the records say Transport: 5 for “Transport”.",
        ),
        (
            {"table": Slide(K.TABLE, "Coast waits longer", table=Table(["Who", "Days"], [["Coast", "21"], ["Hills", "4"]], "x"))},
            "The table shows “3” where the records say “4”.",
        ),
        (
            {"table": Slide(K.TABLE, "Coast waits longer", table=Table(["Who", "Days"], [["Coast", "21"]], "x"))},
            "The table has 2 rows where the records have 1.",
        ),
        (
            {"text": Slide(K.TEXT, "Two promises", body=["17 of 22 said so", "9 did not"])},
            "The text says 16, which the records do not.",
        ),
        (
            {"text": Slide(K.TEXT, "Two promises", body=["16 of 22 said so", "9 did not", "4 were away"])},
            "The text leaves out 4, which the records say.",
        ),
    ],
)  # fmt: skip
def test_figure_that_differs_from_the_records_is_found(changes, words):
    (found,) = checking.check(render(said()), said(**changes))

    assert (found.rule, found.is_error, found.text) == ("figures-differ", True, words)


def test_slide_the_records_do_not_know_is_advice_and_so_is_one_left_out():
    other = said(text=Slide(K.TEXT, "Three promises"))

    found = checking.check(render(said()), other)

    assert [(f.rule, f.is_error) for f in found] == [
        ("not-in-file", False),
        ("not-in-outline", False),
    ]


def test_figures_are_compared_across_the_pages_of_a_long_slide():
    names = [f"Category {n}" for n in range(40)]
    chart = Chart(ChartKind.BAR, names, {"Partners": list(range(40))}, "")
    rows = [[f"Row {n}", "Some words " * 5] for n in range(40)]
    long = [
        Slide(K.CHART, "Forty " * 60, chart=chart),
        Slide(K.TABLE, "Rows", table=Table(["a", "b"], rows, "x")),
        Slide(K.TEXT, "Listed", body=[f"Item {n} has about this many words" for n in range(40)]),
    ]

    assert checking.check(render(outline(*long)), outline(*long)) == []


def test_two_slides_of_one_title_are_compared_together():
    alike = outline(*(Slide(K.TEXT, "Again", body=[f"{n} came"]) for n in (4, 7)))

    assert checking.check(render(alike), alike) == []


@pytest.fixture
def kept(good, tmp_path):
    def keep(data=good):
        file = tmp_path / "deck.pptx"
        file.write_bytes(data)
        return str(file)

    return keep


def test_command_says_that_a_deck_is_ready(kept, capsys):
    call_command("check_deck", kept())

    assert capsys.readouterr().out == "Ready: 13 slides, nothing to put right.\n"


def test_command_names_the_slide_and_ends_with_one(kept, capsys, good):
    with pytest.raises(SystemExit) as ended:
        call_command("check_deck", kept(changed(good, SLIDE, broken_decks.HEADING, "<a:t/>")))

    assert ended.value.code == 1
    assert capsys.readouterr().out == "Slide 4: The title is empty.\n"


def test_command_gives_advice_and_lets_the_deck_pass(kept, capsys, good):
    call_command("check_deck", kept(drawn(good, box(), WORDS)))

    assert capsys.readouterr().out == (
        "Slide 3: “A note” stands outside the places of its layout. (advice)\n"
        "Ready: 13 slides, advice only.\n"
    )


def test_command_answers_programs_in_json(kept, capsys, good):
    file = kept(changed(good, SLIDE, broken_decks.HEADING, "<a:t/>"))

    with pytest.raises(SystemExit):
        call_command("check_deck", file, json=True)

    assert json.loads(capsys.readouterr().out) == {
        "file": file,
        "slides": 13,
        "ready": False,
        "findings": [
            {"rule": "title-empty", "slide": 4, "error": True, "text": "The title is empty."}
        ],
    }


def test_command_says_that_there_is_no_such_file(tmp_path):
    with pytest.raises(CommandError, match="could not be read: No such file"):
        call_command("check_deck", tmp_path / "none.pptx")


def test_command_needs_a_network_to_find_a_meeting(kept):
    with pytest.raises(CommandError, match="which network"):
        call_command("check_deck", kept(), meeting=2)


def test_command_knows_no_such_network(kept, db):
    with pytest.raises(CommandError, match="no network called “nowhere”"):
        call_command("check_deck", kept(), network="nowhere")
