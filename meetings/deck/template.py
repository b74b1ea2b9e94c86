"""The empty 16:9 deck, built in code from `layouts.py`: theme, master, and a layout for each kind.

Slides inherit their looks from here, so a network that edits the master in PowerPoint restyles
the whole deck.
"""

import io
from xml.sax.saxutils import quoteattr

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.parts.slide import SlideLayoutPart
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Inches, Pt

from .layouts import (
    BULLET_INDENT,
    LAYOUTS,
    MASTER_BODY,
    MASTER_ROPE,
    NUMBER_SLOT,
    RULE,
    TABLE_STYLE,
    TITLE,
    TITLE_SLOT,
    Drawing,
    Layout,
    Slot,
    Style,
)
from .looks import Look

SLIDE_SIZE = Emu(12192000), Emu(6858000)
FIRST_LAYOUT_ID = 2147483649
FONT = "Arial"
COLOURS = {
    "dk1": "1C2A30",  # ink
    "lt1": "FAF7F1",  # paper
    "dk2": "55636B",  # ink, soft
    "lt2": "E3DCCF",  # rule
    "accent1": "0E5A55",  # green
    "accent2": "9BBDB8",  # soft green
    "accent3": "EEA62B",  # marigold
    "accent4": "55636B",  # ink, soft
    "accent5": "A8321F",  # brick
    "accent6": "0A4440",  # deep green
    "hlink": "0E5A55",
    "folHlink": "55636B",
}
PROMPTS = {
    "title": "One message, said in a sentence",
    "body": "Text",
    "chart": "Chart",
    "tbl": "Table",
}
NUMBER_FIELD = (
    '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
    "<a:rPr %s<a:t>%s</a:t></a:fld>"
)
TABLE_STYLES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'def="{TABLE_STYLE}"><a:tblStyle styleId="{TABLE_STYLE}" styleName="Tightrope">'
    '<a:wholeTbl><a:tcTxStyle><a:fontRef idx="minor"/><a:schemeClr val="tx1"/></a:tcTxStyle>'
    "<a:tcStyle><a:tcBdr>%s</a:tcBdr><a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl>"
    '<a:firstRow><a:tcTxStyle b="on"><a:fontRef idx="minor"/><a:schemeClr val="bg1"/>'
    '</a:tcTxStyle><a:tcStyle><a:tcBdr/><a:fill><a:solidFill><a:schemeClr val="accent1"/>'
    "</a:solidFill></a:fill></a:tcStyle></a:firstRow></a:tblStyle></a:tblStyleLst>"
) % "".join(
    f'<a:{side}><a:ln w="12700"><a:solidFill><a:schemeClr val="{RULE}"/></a:solidFill></a:ln>'
    f"</a:{side}>"
    for side in ("bottom", "insideH")
)
APP_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Tightrope</Application>'
    "<PresentationFormat>Widescreen</PresentationFormat></Properties>"
)


def opened(look: Look, language: str) -> Deck:
    """The look's deck without slides: ours, or a network's own."""
    if look.file is None:
        return empty_deck(language)
    deck = Presentation(io.BytesIO(look.file))
    _shape_notes_master(deck)
    masters = list(deck.slide_masters)
    layouts = [layout for master in masters for layout in master.slide_layouts]
    for sheet in (deck, deck.notes_master, *masters, *layouts):
        _set_language(sheet.element, language)
    return deck


def empty_deck(language: str) -> Deck:
    """A deck without slides whose layouts are named after the kinds of slide."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = SLIDE_SIZE
    # Left over from the default template, it makes PowerPoint treat the deck as 4:3.
    deck.element.sldSz.attrib.pop("type", None)
    _colour_theme(deck)
    styles = deck.part.part_related_by(RELATIONSHIP_TYPE.TABLE_STYLES)
    styles.blob = TABLE_STYLES.encode()
    _replace_master(deck, language)
    _replace_layouts(deck, language)
    _shape_notes_master(deck)
    _forget_origin(deck)
    for element in (deck.element, deck.slide_master.element, deck.notes_master.element):
        _set_language(element, language)
    return deck


def number_field(slide_number: int | str, language: str, style: Style | None = None) -> str:
    """The run that PowerPoint keeps equal to the slide's number; `style` where the slide says its looks."""
    looks = f'lang="{language}"/>'
    if style is not None and style.is_sized:
        looks = (
            f'lang="{language}" sz="{round(style.size * 100)}"><a:solidFill>'
            f'<a:schemeClr val="{style.colour}"/></a:solidFill></a:rPr>'
        )
    return NUMBER_FIELD % (looks, slide_number)


def _colour_theme(deck: Deck) -> None:
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    theme.set("name", "Tightrope")
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    scheme.set("name", "Tightrope")
    for name, colour in COLOURS.items():
        slot = scheme.find(qn(f"a:{name}"))
        slot.clear()
        etree.SubElement(slot, qn("a:srgbClr")).set("val", colour)
    for font in ("majorFont", "minorFont"):
        theme.find(f".//{qn(f'a:{font}')}/{qn('a:latin')}").set("typeface", FONT)
    part.blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _replace_master(deck: Deck, language: str) -> None:
    master = deck.slide_master.element
    tree = master.cSld.spTree
    for shape in list(tree)[2:]:  # after the group's own properties
        tree.remove(shape)
    for xml in _shapes((TITLE_SLOT, MASTER_BODY, NUMBER_SLOT), MASTER_ROPE, language):
        tree.append(parse_xml(xml))
    styles = master.find(qn("p:txStyles"))
    for name, slot in (("titleStyle", TITLE_SLOT), ("bodyStyle", MASTER_BODY)):
        for level in styles.find(qn(f"p:{name}")):
            level.find(qn("a:defRPr")).set("sz", str(slot.styles[0].size * 100))
            level.set("algn", "l")


def _replace_layouts(deck: Deck, language: str) -> None:
    for default in list(deck.slide_layouts):
        deck.slide_layouts.remove(default)
    master = deck.slide_master.part
    ids = deck.slide_master.element.get_or_add_sldLayoutIdLst()
    for n, layout in enumerate(LAYOUTS.values()):
        part = SlideLayoutPart.load(
            PackURI(f"/ppt/slideLayouts/slideLayout{n + 1}.xml"),
            CONTENT_TYPE.PML_SLIDE_LAYOUT,
            master.package,
            _layout_xml(layout, language).encode(),
        )
        part.relate_to(master, RELATIONSHIP_TYPE.SLIDE_MASTER)
        entry = etree.SubElement(ids, qn("p:sldLayoutId"))
        entry.set("id", str(FIRST_LAYOUT_ID + n))
        entry.set(qn("r:id"), master.relate_to(part, RELATIONSHIP_TYPE.SLIDE_LAYOUT))


def _shape_notes_master(deck: Deck) -> None:
    image = next(p for p in deck.notes_master.placeholders if "Image" in p.name)
    image.left, image.top, image.width, image.height = map(Inches, (0.75, 0.75, 6.0, 3.375))


def _forget_origin(deck: Deck) -> None:
    """Drop what the default template says about the Mac it was once made on."""
    package = deck.part.package
    for rel in list(package.iter_rels()):
        if rel.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            rel.target_part.blob = APP_PROPERTIES.encode()
        elif rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(rel.rId)
    settings = [r for r in deck.part.rels.values() if r.reltype.endswith("/printerSettings")]
    for rel in settings:
        deck.part.rels.pop(rel.rId)


def _set_language(element: etree._Element, language: str) -> None:
    for properties in element.iter(qn("a:defRPr"), qn("a:rPr"), qn("a:endParaRPr")):
        if properties.get("lang"):
            properties.set("lang", language)


def _layout_xml(layout: Layout, language: str) -> str:
    rope = "" if layout.has_master_rope else ' showMasterSp="0"'
    return (
        f'<p:sldLayout {nsdecls("p", "a", "r")} preserve="1" userDrawn="1"{rope}>'
        f"<p:cSld name={quoteattr(layout.name.capitalize())}><p:spTree>"
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
        '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{''.join(_shapes(layout.slots, layout.drawings, language))}"
        "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _shapes(slots: tuple[Slot, ...], drawings: tuple[Drawing, ...], language: str) -> list[str]:
    drawn = [_drawing_xml(2 + n, drawing) for n, drawing in enumerate(drawings)]
    first = 2 + len(drawn)
    return drawn + [_slot_xml(first + n, slot, language) for n, slot in enumerate(slots)]


def _drawing_xml(shape_id: int, drawing: Drawing) -> str:
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{shape_id}" name="Rope {shape_id}"/>'
        '<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f"<p:spPr>{_frame_xml(drawing)}"
        f'<a:prstGeom prst="{drawing.shape}"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{drawing.colour}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        "</p:spPr></p:sp>"
    )


def _slot_xml(shape_id: int, slot: Slot, language: str) -> str:
    idx = "" if slot.idx == TITLE else f' idx="{slot.idx}"'
    text = PROMPTS.get(slot.kind, "")
    run = f'<a:r><a:rPr lang="{language}"/><a:t>{text}</a:t></a:r>'
    if slot.kind == "sldNum":
        run = number_field("‹#›", language)
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{shape_id}" name="{slot.name}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{slot.kind}"{idx}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_frame_xml(slot)}{_fill_xml(slot)}</p:spPr>"
        '<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        f'anchor="{slot.anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle>{_levels_xml(slot)}</a:lstStyle><a:p>{run}</a:p></p:txBody></p:sp>"
    )


def _frame_xml(thing: Slot | Drawing) -> str:
    left, top, width, height = (
        Inches(inches) for inches in (thing.left, thing.top, thing.width, thing.height)
    )
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _fill_xml(slot: Slot) -> str:
    if not slot.filled:
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    return (
        '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 50000"/></a:avLst>'
        '</a:prstGeom><a:solidFill><a:schemeClr val="accent2"><a:lumMod val="40000"/>'
        '<a:lumOff val="60000"/></a:schemeClr></a:solidFill>'
    )


def _levels_xml(slot: Slot) -> str:
    return "".join(_level_xml(n, style, slot.align) for n, style in enumerate(slot.styles, 1))


def _level_xml(number: int, style: Style, align: str) -> str:
    indent = Pt(BULLET_INDENT) if style.bullet else 0
    bullet = (
        '<a:buClr><a:schemeClr val="accent3"/></a:buClr><a:buFont typeface="Arial"/>'
        '<a:buChar char="•"/>'
        if style.bullet
        else "<a:buNone/>"
    )
    return (
        f'<a:lvl{number}pPr marL="{indent}" indent="{-indent}" algn="{align}">'
        f'<a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{style.before * 100}"/></a:spcBef>{bullet}'
        f'<a:defRPr sz="{style.size * 100}" b="{int(style.bold)}">'
        f'<a:solidFill><a:schemeClr val="{style.colour}"/></a:solidFill></a:defRPr>'
        f"</a:lvl{number}pPr>"
    )
