"""Shapes that python-pptx does not put on a slide: its number, its footer, and boxes of its own."""

from xml.sax.saxutils import quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide as NativeSlide
from pptx.util import Inches

from .layouts import Layout, Slot

EMPTY = "<a:p/>"


def add_box(slide: NativeSlide, slot: Slot, paragraphs: str = "") -> Shape:
    """The slot's placeholder, or a box of text if it has none, with these paragraphs as XML."""
    tree = slide.shapes.element
    shape_id = max(int(named.get("id")) for named in tree.iter(qn("p:cNvPr"))) + 1
    has_place = slot.placeholder is not None
    place = f'<p:ph type="{slot.kind}" sz="quarter" idx="{slot.placeholder}"/>' if has_place else ""
    lock = '><a:spLocks noGrp="1"/></p:cNvSpPr>' if has_place else ' txBox="1"/>'
    element = parse_xml(
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
        f'<p:cNvPr id="{shape_id}" name={quoteattr(slot.name)}/><p:cNvSpPr{lock}'
        f"<p:nvPr>{place}</p:nvPr></p:nvSpPr><p:spPr>{_frame_xml(slot)}</p:spPr><p:txBody>"
        f"{_body_xml(slot)}<a:lstStyle>{_style_xml(slot)}</a:lstStyle>{paragraphs or EMPTY}"
        "</p:txBody></p:sp>"
    )
    tree.append(element)
    return Shape(element, slide.shapes)


def moved(shape, slot: Slot, to_its_height: bool = True):
    """The shape, put where the slot says if that is not where its layout has it."""
    if slot.is_moved:
        shape.left, shape.top, shape.width = map(Inches, (slot.left, slot.top, slot.width))
        if to_its_height:
            shape.height = Inches(slot.height)
    return shape


def in_reading_order(slide: NativeSlide, layout: Layout) -> None:
    """A layout that somebody drew may have its title last; read aloud, a slide begins with it."""
    places = [slot.placeholder for slot in layout.slots]
    order = {str(place): n for n, place in enumerate(places) if place is not None}
    tree = slide.shapes.element
    shapes = tree[2:]  # after the group's own properties

    def turn(shape):
        place = next(shape.iter(qn("p:ph")), None)
        return order.get(place.get("idx", "0"), len(order)) if place is not None else len(order)

    tree[2:] = sorted(shapes, key=turn)


def _frame_xml(slot: Slot) -> str:
    if not slot.is_moved:
        return ""
    left, top, width, height = map(Inches, (slot.left, slot.top, slot.width, slot.height))
    return (
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _body_xml(slot: Slot) -> str:
    if not slot.is_moved:
        return "<a:bodyPr/>"
    return (
        '<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        f'anchor="{slot.anchor}"><a:noAutofit/></a:bodyPr>'
    )


def _style_xml(slot: Slot) -> str:
    style = slot.styles[0]
    if not (style.is_plain or style.is_sized):
        return ""
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{slot.align}"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(style.size * 100)}"><a:solidFill><a:schemeClr val="{style.colour}"/>'
        "</a:solidFill></a:defRPr></a:lvl1pPr>"
    )
