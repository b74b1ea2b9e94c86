"""A new slide with the places of its layout, written in one piece.

python-pptx copies the places one by one and searches the slide for each, which takes a third of a deck.
"""

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import nsdecls, qn
from pptx.parts.slide import SlidePart
from pptx.presentation import Presentation as Deck
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide, SlideLayout

NOT_COPIED = ("dt", "ftr", "sldNum")
NAMES = {
    "title": "Title",
    "ctrTitle": "Title",
    "subTitle": "Subtitle",
    "body": "Text Placeholder",
    "obj": "Content Placeholder",
    "chart": "Chart Placeholder",
    "tbl": "Table Placeholder",
    "pic": "Picture Placeholder",
}
HOLD_TEXT = ("title", "ctrTitle", "subTitle", "body", "obj")
PH, SP = qn("p:ph"), qn("p:sp")


def add_slide(deck: Deck, layout: SlideLayout) -> Slide:
    """The next slide of the deck, its places still empty."""
    number = len(deck.slides) + 1
    part = SlidePart.load(
        PackURI(f"/ppt/slides/slide{number}.xml"),
        CONTENT_TYPE.PML_SLIDE,
        deck.part.package,
        _slide_xml(layout).encode(),
    )
    part.relate_to(layout.part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    listed = deck.element.get_or_add_sldIdLst()
    listed.add_sldId(deck.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE))
    return part.slide


def places_of(slide: Slide) -> dict[int, SlidePlaceholder]:
    """The places of a new slide by their idx."""
    shapes, found = slide.shapes, {}
    for shape in shapes.element.iterchildren(SP):
        place = next(shape.iter(PH), None)
        if place is not None:
            found[int(place.get("idx", "0"))] = SlidePlaceholder(shape, shapes)
    return found


def _slide_xml(layout: SlideLayout) -> str:
    places = layout.element.cSld.spTree.iter(PH)
    copied = [place for place in places if place.get("type", "obj") not in NOT_COPIED]
    shapes = "".join(_place_xml(n, place) for n, place in enumerate(copied, 2))
    return (
        f"<p:sld {nsdecls('a', 'p', 'r')}><p:cSld><p:spTree>"
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        f"{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


def _place_xml(shape_id: int, place) -> str:
    kind = place.get("type", "obj")
    kept = "".join(
        f' {name}="{place.get(name)}"'
        for name in ("type", "orient", "sz", "idx")
        if place.get(name)
    )
    body = "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody>" if kind in HOLD_TEXT else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{NAMES.get(kind, "Placeholder")} {shape_id - 1}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{kept}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr/>{body}</p:sp>"
    )
