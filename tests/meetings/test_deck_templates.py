"""A network's own PowerPoint template: what is read from it, said of it, left behind, and made in it."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu

from meetings.deck import checking, own_template
from meetings.deck.layouts import BODY, CHART, LABEL, LAYOUTS, SECOND, SOURCE, TITLE
from meetings.deck.looks import OURS
from meetings.deck.outline import Chart, ChartKind, Quote, Slide, SlideKind
from meetings.deck.own_template import Unusable
from meetings.deck.own_template.trying import BARS, specimen
from meetings.deck.packing import packed
from meetings.deck.paginate import paginate
from meetings.deck.pptx import render
from meetings.deck.template import opened
from meetings.models import Deck, Meeting

from .test_deck_pptx import hostile, outline

K = SlideKind
GERMAN = {
    "Title Slide": "Titelfolie",
    "Title and Content": "Titel und Inhalt",
    "Section Header": "Abschnitts\u00adüberschrift",
    "Two Content": "Zwei Inhalte",
}
PAGE = "/coast/deck-templates/"


def office(wide=True):
    """The template that PowerPoint itself begins with, in one of its two shapes."""
    deck = Presentation()
    if wide:
        share = 12192000 / deck.slide_width
        deck.slide_width = Emu(12192000)
        deck.element.sldSz.attrib.pop("type", None)
        for sheet in (deck.slide_master, *deck.slide_layouts):
            for shape in sheet.placeholders:
                if shape.element.spPr.find(qn("a:xfrm")) is not None:
                    left, width = shape.left, shape.width
                    shape.left, shape.width = Emu(int(left * share)), Emu(int(width * share))
    return deck


def saved(deck):
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def in_german():
    deck = office()
    for layout in deck.slide_layouts:
        layout.name = GERMAN.get(layout.name, layout.name)
    return deck


def keep_only(deck, *names):
    for layout in list(deck.slide_layouts):
        if layout.name not in names:
            deck.slide_layouts.remove(layout)
    return deck


def ours_restyled():
    deck = opened(OURS, "en-GB")
    for layout in deck.slide_layouts:
        for place in layout.placeholders:
            if place.placeholder_format.idx == TITLE:
                place.left, place.width = Emu(1200000), Emu(9000000)
    return packed(deck)


def with_chart_place(deck):
    """Its text layout, with a place that is made for a chart."""
    layout = deck.slide_layouts.get_by_name("Content with Caption")
    for place in list(layout.placeholders):
        if place.placeholder_format.idx == 2:
            place.element.getparent().remove(place.element)
        if place.placeholder_format.idx == 1:
            place.element.find(f".//{qn('p:ph')}").set("type", "chart")
            place.left, place.top = Emu(457200), Emu(1600200)
            place.width, place.height = Emu(11000000), Emu(4525963)
    layout.element.set("type", "chart")
    return deck


def rewritten(data, change):
    """The package with each part as `change(name, content)` gives it back; None leaves it out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


def as_kind(kind):
    def change(name, content):
        return (
            content.replace(b"presentation.main+xml", kind) if "Content_Types" in name else content
        )

    return rewritten(saved(office()), change)


def everything_in(data):
    package = zipfile.ZipFile(io.BytesIO(data))
    return "".join(package.read(name).decode("latin-1") + name for name in package.namelist())


@pytest.fixture(
    params=[
        lambda: saved(office()),
        lambda: saved(office(wide=False)),
        lambda: saved(in_german()),
        lambda: saved(with_chart_place(office())),
        lambda: saved(keep_only(office(), "Title and Content")),
        ours_restyled,
    ],
    ids=["wide", "four to three", "in German", "place for a chart", "one layout", "ours restyled"],
)
def template(request):
    return request.param()


def errors_in(deck, said=None):
    found = checking.check(deck, said)
    return [str(one) for one in found if one.is_error and one.rule != "not-widescreen"]


def test_every_kind_of_slide_fits_in_each_template(template):
    look = own_template.read(template).look

    assert errors_in(render(specimen(), look), specimen()) == []


def test_hostile_and_long_words_fit_in_each_template(template):
    look = own_template.read(template).look

    assert errors_in(render(hostile(), look)) == []


def test_same_outline_in_the_same_template_is_the_same_file(template):
    first, again = own_template.read(template).look, own_template.read(template).look

    assert render(specimen(), first) == render(specimen(), again)


def test_what_is_kept_of_a_template_reads_as_it_did(template):
    reading = own_template.read(template)

    assert own_template.read_again(reading.look.file).report == reading.report
    assert own_template.read(reading.look.file).report == reading.report


def test_no_placeholder_is_left_empty_in_any_template(template):
    deck = Presentation(io.BytesIO(render(specimen(), own_template.read(template).look)))

    for slide in deck.slides:
        assert all(s.text_frame.text.strip() for s in slide.shapes if s.has_text_frame)
        assert slide.shapes[0].placeholder_format.idx == 0
        assert slide.shapes[0].text_frame.text.strip()


def test_charts_and_tables_stand_in_placeholders_of_the_template(template):
    deck = Presentation(io.BytesIO(render(specimen(), own_template.read(template).look)))

    frames = [s for slide in deck.slides for s in slide.shapes if s.has_chart or s.has_table]

    assert len(frames) > 8
    assert all(frame.is_placeholder for frame in frames)


def test_nothing_on_the_wall_is_under_18_points_in_any_template(template):
    for page in paginate(specimen(), own_template.read(template).look):
        for slot in page.layout.slots:
            assert all(style.size >= 18 for style in slot.styles), (page.layout.name, slot.name)


def test_package_has_no_part_twice_and_none_that_nothing_leads_to(template):
    made = render(specimen(), own_template.read(template).look)
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()

    reached = {
        part.partname[1:] for part in Presentation(io.BytesIO(made)).part.package.iter_parts()
    }

    assert len(names) == len(set(names))
    assert {n for n in names if not n.endswith(".rels") and n != "[Content_Types].xml"} == reached


def secret():
    """A deck with slides, notes, comments, an author and a thumbnail, sent as a template."""
    deck = office()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "SECRET title"
    slide.notes_slide.notes_text_frame.text = "SECRET note"
    run = slide.placeholders[1].text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "link", "https://secret.example/"
    deck.core_properties.author = deck.core_properties.comments = "SECRET author"
    layout = deck.slide_layouts[6]
    leads_to = layout.part.relate_to(slide.part, RELATIONSHIP_TYPE.SLIDE)
    outside = layout.part.relate_to("https://secret.example/", RELATIONSHIP_TYPE.HYPERLINK, True)
    for n, relationship in enumerate((leads_to, outside)):
        layout.shapes._spTree.append(
            parse_xml(
                f"<p:sp {nsdecls('p', 'a', 'r')}><p:nvSpPr><p:cNvPr id='{90 + n}' name='Go'>"
                f"<a:hlinkClick r:id='{relationship}'/></p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
                "<p:spPr/></p:sp>"
            )
        )

    def change(name, content):
        if name == "docProps/app.xml":
            return content.replace(b"<TotalTime>", b"<Company>SECRET company</Company><TotalTime>")
        return b"SECRET picture" if "thumbnail" in name else content

    return rewritten(saved(deck), change)


def test_nothing_of_the_slides_and_authors_of_a_template_leaves_with_a_deck():
    data = secret()
    assert everything_in(data).count("SECRET") >= 3
    reading = own_template.read(data)

    for file in (reading.look.file, render(specimen(), reading.look)):
        said = everything_in(file)
        assert "SECRET" not in said
        assert "secret.example" not in said
        assert "thumbnail" not in said
    assert reading.slides == 1


def test_layouts_are_found_by_their_type_whatever_their_names():
    look = own_template.read(saved(in_german())).look
    report = own_template.read(saved(in_german())).report

    names = [layout.name for layout in Presentation(io.BytesIO(look.file)).slide_layouts]

    assert names[look.layout(K.TITLE).position] == "Titelfolie"
    assert names[look.layout(K.TEXT).position] == "Titel und Inhalt"
    assert names[look.layout(K.VOTE).position] == "Zwei Inhalte"
    assert "There is no layout for quotes. They go on “Titel und Inhalt”." in report.lacks


def test_layout_that_powerpoint_calls_so_goes_before_one_that_is_only_built_so():
    deck = with_chart_place(office())
    called = deck.slide_layouts.get_by_name("Content with Caption")
    called.element.set("type", "obj")
    called.placeholders[1].element.find(f".//{qn('p:ph')}").attrib.pop("type")
    deck.slide_layouts.get_by_name("Title and Content").element.attrib.pop("type")

    look = own_template.read(saved(deck)).look

    assert look.layout(K.TEXT).position == deck.slide_layouts.index(called)


def test_layouts_without_a_type_are_known_by_what_is_on_them():
    deck = in_german()
    for layout in deck.slide_layouts:
        layout.element.attrib.pop("type", None)

    typed, untyped = (own_template.read(saved(one)).look for one in (in_german(), deck))

    for kind in (K.TITLE, K.TEXT, K.VOTE, K.COLUMNS):
        assert untyped.layout(kind).position == typed.layout(kind).position


def test_text_ends_above_the_source_where_its_place_reaches_to_the_foot():
    deck = office()
    for layout in (deck.slide_master, *deck.slide_layouts):
        for place in layout.placeholders:
            if (
                place.placeholder_format.idx == 1
                and place.element.spPr.find(qn("a:xfrm")) is not None
            ):
                place.height = deck.slide_height - place.top

    look = own_template.read(saved(deck)).look

    layout = look.layout(K.TEXT)
    text = layout.slot(BODY)
    assert text.top + text.height < layout.slot(SOURCE).top
    assert errors_in(render(specimen(), look)) == []
    assert errors_in(render(hostile(), look)) == []


def test_table_is_as_wide_as_its_place_in_a_wide_font_too():
    deck = office()
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(
        b'<a:latin typeface="Calibri"/>', b'<a:latin typeface="Verdana"/>'
    )
    look = own_template.read(saved(deck)).look

    made = Presentation(io.BytesIO(render(specimen(), look)))

    table = next(s for slide in made.slides for s in slide.shapes if s.has_table)
    wide = sum(column.width for column in table.table.columns)
    assert wide == pytest.approx(table.width, rel=0.01)


def test_chart_goes_to_the_place_that_is_made_for_it():
    look = own_template.read(saved(with_chart_place(office()))).look

    layout = look.layout(K.CHART)

    assert layout.slot(CHART).kind == "chart"
    assert layout.position != look.layout(K.TEXT).position


def test_ours_restyled_is_known_again_and_lacks_nothing():
    reading = own_template.read(ours_restyled())

    assert reading.report.lacks == reading.report.instead == reading.report.look_at == ()
    for kind in K:
        ours, theirs = LAYOUTS[kind], reading.look.layout(kind)
        assert {slot.idx for slot in theirs.slots} == {slot.idx for slot in ours.slots}
        assert theirs.slot(TITLE).width == pytest.approx(9000000 / 914400)


def test_ours_restyled_in_dark_colours_can_be_read():
    deck = opened(OURS, "en-GB")
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    for old, new in (("FAF7F1", "10243A"), ("1C2A30", "F4F4F0"), ("0E5A55", "F2A65A")):
        theme.blob = theme.blob.replace(old.encode(), new.encode())
    theme.blob = theme.blob.replace(b"55636B", b"C8D2DA")

    look = own_template.read(packed(deck)).look

    assert errors_in(render(specimen(), look), specimen()) == []


def test_our_own_template_downloaded_draws_what_ours_does():
    look = own_template.read(packed(opened(OURS, "en-GB"))).look

    for page, ours in zip(paginate(specimen(), look), paginate(specimen()), strict=True):
        assert (page.title, page.texts, page.notes) == (ours.title, ours.texts, ours.notes)


def test_quotes_follow_on_a_slide_of_their_own_where_there_is_no_place_beside_a_chart():
    look = own_template.read(saved(keep_only(office(), "Title and Content"))).look
    slide = Slide(K.CHART_WITH_QUOTES, "Stuck", chart=BARS, quotes=[Quote("We ring.", "Pat")])

    pages = paginate(outline(slide), look)

    assert [page.chart is not None for page in pages] == [True, False]
    assert "“We ring.”" in [paragraph.text for paragraph in pages[1].texts[BODY]]


def test_columns_become_one_list_where_there_is_no_layout_for_two():
    look = own_template.read(saved(keep_only(office(), "Title and Content"))).look

    (page,) = paginate(outline(Slide(K.COLUMNS, "Both", body=["One", "Two"])), look)

    assert SECOND not in page.texts
    assert [paragraph.text for paragraph in page.texts[BODY]] == ["One", "Two"]


def test_source_and_label_share_the_footer_where_they_have_no_place():
    reading = own_template.read(saved(office()))

    (page,) = paginate(outline(Slide(K.TEXT, "Said", body=["So"], source="Minutes")), reading.look)

    assert page.texts[SOURCE][0].text == "Fact · Minutes"
    assert page.layout.slot(SOURCE).kind == "ftr"
    assert page.layout.slot(LABEL) is None
    assert any("footer" in sentence for sentence in reading.report.instead)


def test_source_gets_a_box_of_its_own_where_there_is_no_footer():
    deck = office()
    for sheet in deck.slide_layouts:
        for place in list(sheet.placeholders):
            if place.element.find(f".//{qn('p:ph')}").get("type") in ("ftr", "sldNum"):
                place.element.getparent().remove(place.element)
    reading = own_template.read(saved(deck))

    made = Presentation(io.BytesIO(render(specimen(), reading.look)))

    boxes = [shape for shape in made.slides[2].shapes if not shape.is_placeholder]
    assert [box.name for box in boxes] == ["Source", "Slide number"]
    assert errors_in(render(specimen(), reading.look)) == []
    assert any("corner" in sentence for sentence in reading.report.instead)


def test_small_text_is_written_larger_and_that_is_said():
    deck = office()
    levels = deck.slide_master.element.find(f"{qn('p:txStyles')}/{qn('p:bodyStyle')}")
    levels[0].find(qn("a:defRPr")).set("sz", "1400")

    reading = own_template.read(saved(deck))

    style = reading.look.layout(K.TEXT).slot(BODY).styles[0]
    assert (style.size, style.is_sized) == (18, True)
    assert any("14 points there" in sentence for sentence in reading.report.instead)
    assert errors_in(render(specimen(), reading.look)) == []


def test_pale_text_is_written_in_a_stronger_colour_and_that_is_said():
    deck = office()
    levels = deck.slide_master.element.find(f"{qn('p:txStyles')}/{qn('p:bodyStyle')}")
    fill = levels[0].find(qn("a:defRPr")).find(qn("a:solidFill"))
    fill[0].set("val", "bg2")

    reading = own_template.read(saved(deck))

    assert any("too pale" in sentence for sentence in reading.report.instead)
    assert errors_in(render(specimen(), reading.look)) == []


def test_fonts_and_shapes_to_look_at_are_named():
    deck = office(wide=False)
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(
        b'<a:latin typeface="Calibri"/>', b'<a:latin typeface="Gotham"/>'
    )

    reading = own_template.read(saved(deck))

    assert any("16 by 9" in sentence for sentence in reading.report.look_at)
    assert any("“Gotham”" in sentence for sentence in reading.report.look_at)
    assert reading.look.layout(K.TEXT).slot(BODY).wider > 1.1


def test_wide_font_and_capitals_leave_room_for_fewer_words():
    plain = own_template.read(saved(office())).look.layout(K.TEXT).slot(BODY)
    deck = office()
    levels = deck.slide_master.element.find(f"{qn('p:txStyles')}/{qn('p:bodyStyle')}")
    levels[0].find(qn("a:defRPr")).set("cap", "all")

    loud = own_template.read(saved(deck)).look.layout(K.TEXT).slot(BODY)

    assert loud.room == pytest.approx(plain.room / 1.3, rel=0.01)


def test_title_is_written_so_that_two_lines_fit():
    slot = own_template.read(saved(office())).look.layout(K.TEXT).slot(TITLE)

    assert slot.styles[0].is_sized
    assert 2 * slot.styles[0].size * 1.2 <= slot.tall


def test_bars_that_are_not_stressed_are_a_softer_shade_of_the_same_colour():
    look = own_template.read(saved(office())).look
    chart = Chart(ChartKind.BAR, ["a", "b"], {"n": [1, 2]}, "Two", (0,))

    deck = Presentation(io.BytesIO(render(outline(Slide(K.CHART, "T", chart=chart)), look)))

    (series,) = next(s.chart for s in deck.slides[0].shapes if s.has_chart).plots[0].series
    colours = [series.points[n].format.fill.fore_color for n in range(2)]
    assert [colour.theme_color.name for colour in colours] == ["ACCENT_1", "ACCENT_1"]
    assert colours[1].brightness > 0.4


def test_table_has_our_style_in_the_colours_of_the_template():
    deck = Presentation(io.BytesIO(render(specimen(), own_template.read(saved(office())).look)))

    styles = deck.part.part_related_by(RELATIONSHIP_TYPE.TABLE_STYLES).blob.decode()

    assert styles.count("Tightrope") == 1
    assert 'val="tx2"' in styles  # its first accent is too pale for white letters


def refusals():
    many = {f"ppt/media/{n}.png": b"0" for n in range(3100)}

    def with_more(more):
        file = io.BytesIO(saved(office()))
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
            for name, content in more.items():
                package.writestr(name, content)
        return file.getvalue()

    def with_doctype(name, content):
        if name != "ppt/presentation.xml":
            return content
        head, _, rest = content.partition(b"?>")
        return head + b'?><!DOCTYPE p [<!ENTITY a "SECRET">]>' + rest

    def with_macro_part(name, content):
        extra = (
            b'<Override PartName="/ppt/v.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        )
        return content.replace(b"</Types>", extra + b"</Types>") if "Types" in name else content

    def without_master(name, content):
        return None if "slideMaster" in name else content

    return {
        "macros": (lambda: as_kind(b"presentation.macroEnabled.main+xml"), "macros"),
        "hidden macros": (lambda: rewritten(saved(office()), with_macro_part), "macros"),
        "only titles": (lambda: saved(keep_only(office(), "Title Only")), "no layout with a title"),
        "only a first slide": (
            lambda: saved(keep_only(office(), "Title Slide")),
            "no layout with a title",
        ),
        "large": (lambda: b"PK\x03\x04" + b"0" * (21 * 1024 * 1024), "larger than 20 MB"),
        "unpacked": (lambda: with_more({"ppt/media/a.png": b"0" * 110_000_000}), "Unpacked"),
        "many parts": (lambda: with_more(many), "Unpacked"),
        "much text": (lambda: with_more({"ppt/a.xml": b"<a/>" * 4_000_000}), "Unpacked"),
        "entities": (lambda: rewritten(saved(office()), with_doctype), "damaged"),
        "no master": (lambda: rewritten(saved(office()), without_master), "damaged"),
        "cut off": (lambda: saved(office())[:9000], "not a PowerPoint file"),
        "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "not a PowerPoint file"),
        "empty": (lambda: b"", "not a PowerPoint file"),
        "old or locked": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a password"),
        "a letter": (lambda: as_kind(b"document.main+xml"), "not a PowerPoint file"),
    }


@pytest.mark.parametrize("case", refusals())
def test_what_cannot_be_used_is_refused_in_words(case):
    make, words = refusals()[case]

    with pytest.raises(Unusable, match=words):
        own_template.read(make())


@pytest.mark.parametrize("kind", [b"template.main+xml", b"slideshow.main+xml"])
def test_template_and_show_are_read_as_presentations_are(kind):
    look = own_template.read(as_kind(kind)).look

    assert Presentation(io.BytesIO(render(specimen(), look))).slides


def test_layout_that_is_drawn_title_last_is_read_title_first():
    deck = office()
    for layout in deck.slide_layouts:
        tree = layout.shapes._spTree
        title = next((s for s in layout.placeholders if s.placeholder_format.idx == 0), None)
        if title is not None:
            tree.append(title.element)

    made = Presentation(io.BytesIO(render(specimen(), own_template.read(saved(deck)).look)))

    assert all(slide.shapes[0].placeholder_format.idx == 0 for slide in made.slides)


@pytest.fixture
def meeting(coast):
    return Meeting.call(coast.current_cycle(), starts_at=timezone.now() + timedelta(days=20))


@pytest.fixture
def kept(coast, ana_user):
    file = own_template.read(saved(office())).look.file
    return coast.deck_templates.create(name="Harbour blue", file=file, uploaded_by=ana_user)


def send(client, name="Harbour blue", data=None):
    file = SimpleUploadedFile("ours.pptx", saved(office()) if data is None else data)
    return client.post(PAGE, {"name": name, "file": file}, follow=True)


def test_template_is_sent_kept_without_its_slides_and_reported_on(ana, coast):
    page = send(ana, data=secret()).content.decode()

    kept = coast.deck_templates.get()
    assert "without the slides that were in the file" in page
    assert "There is no layout for quotes. They go on “Title and Content”." in page
    assert "SECRET" not in everything_in(bytes(kept.file))
    assert ana.get(f"{PAGE}{kept.pk}/").status_code == 200


def test_file_that_cannot_be_used_is_refused_on_the_page_and_nothing_is_kept(ana, coast):
    page = send(ana, data=b"no deck").content.decode()

    assert "This is not a PowerPoint file." in page
    assert not coast.deck_templates.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "required"), ("n" * 121, "120"), ("a\x00b", "Null"), ("harbour BLUE", "There is a")],
)
def test_name_that_will_not_do_is_said_and_the_file_asked_for_again(ana, coast, kept, name, said):
    page = send(ana, name=name).content.decode()

    assert said in page
    assert "choose the file again" in page
    assert coast.deck_templates.count() == 1


def test_ours_is_downloaded_and_can_be_sent_back(ana, coast):
    file = b"".join(ana.get(f"{PAGE}ours.pptx"))

    assert not Presentation(io.BytesIO(file)).slides
    assert "It has a layout for every kind of slide." in send(ana, data=file).content.decode()


def test_template_is_used_for_no_deck_until_it_is_chosen_for_one(ana, coast, meeting, kept):
    assert Deck.of(meeting).template is None

    page = ana.post(f"{PAGE}meetings/{meeting.number}/", {"template": kept.pk}, follow=True)

    assert Deck.of(meeting).template == kept
    assert "is made in “Harbour blue”" in page.content.decode()
    ana.post(f"{PAGE}meetings/{meeting.number}/", {"template": ""})
    assert Deck.of(meeting).template is None


def test_deck_page_that_asked_is_shown_again(ana, meeting, kept):
    answer = ana.post(f"{PAGE}meetings/{meeting.number}/", {"template": kept.pk, "back": "deck"})

    assert answer.url == f"/coast/meetings/{meeting.number}/deck/"


def test_retired_template_is_offered_no_more_and_stays_where_it_is(ana, coast, meeting, kept):
    Deck.of(meeting).make_in(kept)

    ana.post(f"{PAGE}{kept.pk}/retire/")

    other = Meeting.call(coast.current_cycle(), starts_at=timezone.now() + timedelta(days=30))
    page = ana.post(f"{PAGE}meetings/{other.number}/", {"template": kept.pk}, follow=True)
    assert "Choose one of the templates in the list." in page.content.decode()
    assert (Deck.of(meeting).template, Deck.of(other).template) == (kept, None)
    ana.post(f"{PAGE}{kept.pk}/offer/")
    kept.refresh_from_db()
    assert kept.retired_at is None


def test_template_of_another_network_cannot_be_chosen_or_seen(ana, olga, hills, meeting, kept):
    theirs = hills.deck_templates.create(name="Hills", file=kept.file)

    ana.post(f"{PAGE}meetings/{meeting.number}/", {"template": theirs.pk})

    assert Deck.of(meeting).template is None
    assert ana.get(f"{PAGE}{theirs.pk}/").status_code == 404
    assert ana.post(f"{PAGE}{theirs.pk}/retire/").status_code == 404
    assert olga.get(PAGE).status_code == olga.get(f"{PAGE}{kept.pk}/").status_code == 404


def test_who_may_only_look_sends_and_chooses_nothing(vic, meeting, kept):
    assert vic.get(PAGE).status_code == 403
    assert send(vic).status_code == 403
    assert vic.post(f"{PAGE}meetings/{meeting.number}/", {"template": kept.pk}).status_code == 403


def test_exported_deck_is_made_in_the_template_that_was_chosen(ana, meeting, kept):
    Deck.of(meeting).make_in(kept)

    answer = ana.get(f"/coast/meetings/{meeting.number}/deck/export/?anyway")

    names = {layout.name for layout in Presentation(io.BytesIO(answer.content)).slide_layouts}
    assert "Title and Content" in names


@pytest.mark.parametrize("count", [1, 5])
def test_list_of_templates_asks_as_often_however_many_there_are(
    ana, coast, kept, count, django_assert_max_num_queries
):
    for n in range(count):
        made = coast.deck_templates.create(name=f"Template {n}", file=kept.file)
        meeting = Meeting.call(
            coast.current_cycle(), starts_at=timezone.now() + timedelta(days=n + 1)
        )
        Deck.of(meeting).make_in(made)
        meeting.deck.versions.create(number=1, about={}, template=made)

    with django_assert_max_num_queries(10):
        page = ana.get(PAGE)

    assert page.content.count(b"row-line") >= 2 * count + 1
