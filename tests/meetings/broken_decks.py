"""Good decks broken on purpose, each in one way: surgery on the package, as no renderer of ours would."""

import io
import re
import zipfile
from functools import partial

SLIDE = "ppt/slides/slide4.xml"  # a title, a label, a chart
WORDS = "ppt/slides/slide3.xml"  # a title and two paragraphs
GRID = "ppt/slides/slide8.xml"  # a title and a table
CHART, STACK = "the chart of slide 4", "the chart of slide 6"
RELS = "ppt/slides/_rels/slide4.xml.rels"
SHAPE_END = "</p:spTree>"
OUTSIDE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            package.writestr(name, content)
    return file.getvalue()


def named(parts, part):
    """The name of a part, also of a chart that is known by its slide."""
    if part not in (CHART, STACK):
        return part
    rels = parts[f"ppt/slides/_rels/slide{part[-1]}.xml.rels"].decode()
    return "ppt/charts/" + re.search(r"charts/([^\"]+)", rels)[1]


def book_of(parts):
    """The name of the workbook behind CHART."""
    rels = parts[rels_of(named(parts, CHART))].decode()
    return "ppt/embeddings/" + re.search(r"embeddings/([^\"]+)", rels)[1]


def rels_of(part):
    return re.sub(r"([^/]+)$", r"_rels/\1.rels", part)


def changed(data, part, old, new, count=1):
    """The deck with one text of one part replaced; it must be there."""
    parts = parts_of(data)
    part = named(parts, part)
    text = parts[part].decode()
    assert re.search(old, text, re.DOTALL), f"{part} has no {old}"
    parts[part] = re.sub(old, lambda _match: new, text, count=count, flags=re.DOTALL).encode()
    return packed(parts)


def added(data, part, content, kind="application/xml", to=None, rel_type="", **attributes):
    """The deck with one more part, and a relationship to it from `to` if asked for."""
    parts = parts_of(data) | {part: content}
    override = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", override.encode()
    )
    data = packed(parts)
    return related(data, to, f"/{part}", rel_type, **attributes) if to else data


def related(data, part, target, rel_type, **attributes):
    more = "".join(f' {key}="{value}"' for key, value in attributes.items())
    entry = f'<Relationship Id="rId99" Type="{OUTSIDE}{rel_type}" Target="{target}"{more}/>'
    return changed(data, part, "</Relationships>", f"{entry}</Relationships>")


def drawn(data, shape, part=SLIDE):
    return changed(data, part, SHAPE_END, shape + SHAPE_END)


def box(text="A note", left=640080, top=4600000, wide=4000000, tall=400000, inside="", run=""):
    """A text box; `inside` goes into its properties, `run` into those of its text."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="90" name="Box"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{tall}"/></a:xfrm>'
        f'{inside}</p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/><a:p><a:r>'
        f'<a:rPr lang="en-GB">{run}</a:rPr><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def of_workbook(data, part, old, new):
    """The deck with one text changed inside its first chart's workbook."""
    parts = parts_of(data)
    book = book_of(parts)
    parts[book] = changed(parts[book], part, old, new)
    return packed(parts)


def picture(descr):
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="91" name="Photo" descr="{descr}"/><p:cNvPicPr/><p:nvPr/>'
        '</p:nvPicPr><p:blipFill/><p:spPr><a:xfrm><a:off x="640080" y="5000000"/>'
        '<a:ext cx="500000" cy="500000"/></a:xfrm></p:spPr></p:pic>'
    )


GROUP = (
    '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="92" name="Group"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    "<p:grpSpPr/></p:grpSp>"
)
EMPTY = (
    '<p:sp><p:nvSpPr><p:cNvPr id="93" name="Text 9"/><p:cNvSpPr/><p:nvPr><p:ph type="body" idx="13"/>'
    "</p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p/></p:txBody></p:sp>"
)
TITLE_PLACE = '<p:ph type="title"/>'
RUN_OF_WORDS = r'<a:rPr lang="en-GB"/><a:t>One form</a:t>'
HEADING = r"<a:t>Referrals worry six of nine</a:t>"


def written(text="One form", **attributes):
    said = "".join(f' {key}="{value}"' for key, value in ({"lang": "en-GB"} | attributes).items())
    return f"<a:rPr{said}/><a:t>{text}</a:t>"


def without_part(data, gone):
    return packed({name: content for name, content in parts_of(data).items() if name != gone})


def moved_title(data):
    parts = parts_of(data)
    text = parts[SLIDE].decode()
    title = re.search(r"<p:sp>.*?</p:sp>", text, re.DOTALL)[0]
    parts[SLIDE] = text.replace(title, "").replace(SHAPE_END, title + SHAPE_END).encode()
    return packed(parts)


def with_part_twice(data, called):
    parts = parts_of(data)
    return packed([*parts.items(), (called, parts[SLIDE])])


def without_notes(data):
    return changed(data, "ppt/notesSlides/notesSlide4.xml", r"(?<=<a:t>)[^<]*", " ", count=0)


def with_a_line_that_never_wraps(data):
    data = changed(data, WORDS, RUN_OF_WORDS, written("One form for all of us " * 6))
    return changed(data, WORDS, r"<a:bodyPr/>", '<a:bodyPr wrap="none"/>', count=0)


def without_workbook(data):
    parts = parts_of(data)
    book, rels = book_of(parts), rels_of(named(parts, CHART))
    data = changed(data, rels, r"<Relationship [^>]*/>", "")
    data = changed(data, CHART, r"<c:externalData.*</c:externalData>", "")
    return without_part(data, book)


# (rule, a name for the test, how it is broken).
BREAKS = [
    ("title-missing", "no title", partial(changed, part=SLIDE, old=r"<p:sp>.*?</p:sp>", new="")),
    ("title-elsewhere", "a title in a plain box", partial(changed, part=SLIDE, old=TITLE_PLACE, new='<p:ph type="body" idx="13"/>')),
    ("title-empty", "an empty title", partial(changed, part=SLIDE, old=HEADING, new="<a:t> </a:t>")),
    ("title-twice", "the same title twice", partial(changed, part=SLIDE, old=HEADING, new="<a:t>two  Promises were kept</a:t>")),
    ("title-not-first", "the title read last", moved_title),
    ("alt-text", "a chart without alt text", partial(changed, part=SLIDE, old=' descr="Six of nine"', new="")),
    ("alt-text", "a table without alt text", partial(changed, part=GRID, old=' descr="Two items"', new=' descr=" "')),
    ("alt-text", "a picture called by its file", partial(drawn, shape=picture("image1.png"), part=WORDS)),
    ("alt-text", "a group without alt text", partial(drawn, shape=GROUP)),
    ("empty-placeholder", "an empty place", partial(drawn, shape=EMPTY)),
    ("text-overflow", "a body that is too long", partial(changed, part=WORDS, old=RUN_OF_WORDS, new=written("One form " * 200))),
    ("text-overflow", "a title that is too long", partial(changed, part=SLIDE, old=HEADING, new=f"<a:t>{'Long ' * 60}</a:t>")),
    ("text-overflow", "a line that never wraps", with_a_line_that_never_wraps),
    ("table-overflow", "a cell that is too long", partial(changed, part=GRID, old="<a:t>Welcome</a:t>", new=f"<a:t>{'Welcome ' * 300}</a:t>")),
    ("off-slide", "a picture beyond the edge", partial(drawn, shape=picture("A view").replace('x="640080"', 'x="12000000"'))),
    ("overlap", "a picture on the text", partial(drawn, shape=picture("A view").replace('y="5000000"', 'y="1950000"'), part=WORDS)),
    ("autofit", "text that shrinks", partial(changed, part=WORDS, old=r"<a:bodyPr/>", new="<a:bodyPr><a:normAutofit/></a:bodyPr>")),
    ("autofit", "a box that grows", partial(changed, part=WORDS, old=r"<a:bodyPr/>", new="<a:bodyPr><a:spAutoFit/></a:bodyPr>")),
    ("small-text", "12 points", partial(changed, part=WORDS, old=RUN_OF_WORDS, new=written(sz="1200"))),
    ("small-text", "a small cell", partial(changed, part=GRID, old='sz="1800"/><a:t>Welcome', new='sz="1700"/><a:t>Welcome')),
    ("small-text", "a small layout", partial(changed, part="ppt/slideLayouts/slideLayout3.xml", old='sz="2400"', new='sz="1600"')),
    ("small-chart-text", "a chart in 12 points", partial(changed, part=CHART, old=r'<a:defRPr sz="\d+"', new='<a:defRPr sz="1200"')),
    ("contrast", "grey on paper", partial(changed, part=WORDS, old=RUN_OF_WORDS, new='<a:rPr lang="en-GB"><a:solidFill><a:srgbClr val="AAAAAA"/></a:solidFill></a:rPr><a:t>One form</a:t>')),
    ("contrast", "a theme colour made paler", partial(changed, part=WORDS, old=RUN_OF_WORDS, new='<a:rPr lang="en-GB"><a:solidFill><a:schemeClr val="accent1"><a:lumMod val="40000"/><a:lumOff val="60000"/></a:schemeClr></a:solidFill></a:rPr><a:t>One form</a:t>')),
    ("contrast", "a header on its own colour", partial(changed, part="ppt/tableStyles.xml", old='<a:fontRef idx="minor"/><a:schemeClr val="bg1"/>', new='<a:fontRef idx="minor"/><a:schemeClr val="tx2"/>')),
    ("contrast", "figures on bars of their colour", partial(changed, part=STACK, old='(?<=b="1"><a:solidFill>)<a:schemeClr val="bg1"/>', new='<a:schemeClr val="tx2"/>')),
    ("colour-only", "series without a legend", partial(changed, part=STACK, old="<c:legend>.*</c:legend>", new="")),
    ("chart-workbook", "a chart without workbook", without_workbook),
    ("chart-differs", "a figure changed in the drawing", partial(changed, part=CHART, old="<c:v>5</c:v>", new="<c:v>7</c:v>")),
    ("chart-differs", "a name changed in the drawing", partial(changed, part=CHART, old="<c:v>Housing</c:v>", new="<c:v>Homes</c:v>")),
    ("chart-differs", "a gap filled in the drawing", partial(changed, part=CHART, old=r'<c:pt idx="2"><c:v>0</c:v></c:pt>', new="")),
    ("chart-differs", "a figure changed in the workbook", partial(of_workbook, part="xl/worksheets/sheet1.xml", old="<v>6</v>", new="<v>9</v>")),
    ("chart-workbook-formula", "a formula", partial(of_workbook, part="xl/worksheets/sheet1.xml", old="<v>6</v>", new="<f>1+5</f><v>6</v>")),
    ("chart-workbook-link", "a link in the workbook", partial(of_workbook, part="xl/worksheets/sheet1.xml", old="</sheetData>", new='</sheetData><hyperlinks><hyperlink ref="A2"/></hyperlinks>')),
    ("chart-workbook-extra", "a figure nobody draws", partial(of_workbook, part="xl/worksheets/sheet1.xml", old="</sheetData>", new='<row r="40"><c r="B40"><v>3</v></c></row></sheetData>')),
    ("control-character", "a control character on a slide", partial(changed, part=WORDS, old="One form", new="One _x0007_form")),
    ("control-character", "half a sign in the notes", partial(changed, part="ppt/notesSlides/notesSlide4.xml", old="Ask why", new="Ask _xD83D_ why")),
    ("control-character", "a control character in the workbook", partial(of_workbook, part="xl/sharedStrings.xml", old="Housing</t>", new='Housing</t><rPh sb="0" eb="1"><t>\x85</t></rPh>')),
    ("part-twice", "two parts of one name", partial(with_part_twice, called=SLIDE)),
    ("part-twice", "two parts of nearly one name", partial(with_part_twice, called="ppt/slides/Slide4.xml")),
    ("shape-id-twice", "two shapes of one number", partial(changed, part=SLIDE, old='<p:cNvPr id="3"', new='<p:cNvPr id="2"')),
    ("loose-end", "a layout that is missing", partial(related, part=RELS, target="../tags/tag1.xml", rel_type="tags")),
    ("loose-end", "a reference nobody declared", partial(changed, part=WORDS, old=RUN_OF_WORDS, new='<a:rPr lang="en-GB"><a:hlinkClick r:id="rId77"/></a:rPr><a:t>One form</a:t>')),
    ("content-type", "a part of no kind", partial(changed, part="[Content_Types].xml", old=r'<Override PartName="/ppt/slides/slide4.xml"[^>]*/>', new="")),
    ("left-over", "a part no slide uses", partial(added, part="ppt/slides/slide99.xml", content=b"<a/>")),
    ("unsafe-link", "a script behind a link", partial(related, part=RELS, target="javascript:alert(1)", rel_type="hyperlink", TargetMode="External")),
    ("unsafe-link", "a file behind a link", partial(related, part=RELS, target="file:///etc/passwd", rel_type="hyperlink", TargetMode="External")),
    ("outside-file", "a picture fetched from elsewhere", partial(related, part=RELS, target="https://evil.example/x.png", rel_type="image", TargetMode="External")),
    ("active-content", "a macro", partial(added, part="ppt/vbaProject.bin", content=b"macro", to="ppt/_rels/presentation.xml.rels", rel_type="vbaProject")),
    ("active-content", "a link that starts a program", partial(changed, part=WORDS, old=RUN_OF_WORDS, new='<a:rPr lang="en-GB"><a:hlinkClick r:id="" action="ppaction://program"/></a:rPr><a:t>One form</a:t>')),
    ("unreadable-part", "a part that is no XML", partial(changed, part="ppt/presProps.xml", old="</p:presentationPr>", new="")),
    ("unreadable-part", "a document type", partial(changed, part="ppt/presProps.xml", old=r"<p:presentationPr", new='<!DOCTYPE p [<!ENTITY x "y">]><p:presentationPr')),
    ("language", "a run in no language", partial(changed, part=WORDS, old=RUN_OF_WORDS, new="<a:rPr/><a:t>One form</a:t>")),
    ("document-title", "no title of the file", partial(changed, part="docProps/core.xml", old="<dc:title>.*?</dc:title>", new="")),
    ("document-author", "no author", partial(changed, part="docProps/core.xml", old="<dc:creator>.*?</dc:creator>", new="<dc:creator/>")),
    ("document-language", "no language of the file", partial(changed, part="docProps/core.xml", old="<dc:language>.*?</dc:language>", new="")),
    ("notes", "no notes", without_notes),
    ("slide-number", "no number", partial(changed, part=SLIDE, old='type="slidenum"', new='type="datetime1"')),
    ("table-header", "no header row", partial(changed, part=GRID, old='firstRow="1"', new='firstRow="0"')),
    ("not-widescreen", "four to three", partial(changed, part="ppt/presentation.xml", old=r'cx="12192000" cy="6858000"', new='cx="12192000" cy="9144000"')),
    ("outside-layout", "a loose text box", partial(drawn, shape=box(), part=WORDS)),
]  # fmt: skip
