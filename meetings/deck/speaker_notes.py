"""Speaker notes: what is said, and in how many minutes, on a page of its own under each slide."""

from xml.sax.saxutils import escape

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import nsdecls, qn
from pptx.parts.slide import NotesSlidePart
from pptx.slide import Slide as NativeSlide

from .clean import reads_from_the_right
from .template import number_field

# Their types on the notes master with the names they get, as PowerPoint gives them.
PLACES = {
    "sldImg": "Slide Image Placeholder 1",
    "body": "Notes Placeholder 2",
    "sldNum": "Slide Number Placeholder 3",
}


def add_notes(slide: NativeSlide, lines: list[str], number: int, language: str) -> None:
    """The notes page of a slide, written in one piece and named after its slide.

    python-pptx copies the places of the notes master one by one, and walks the whole package for a name.
    """
    part, package = slide.part, slide.part.package
    master = package.presentation_part.notes_master_part
    notes = NotesSlidePart.load(
        PackURI(f"/ppt/notesSlides/notesSlide{part.partname.idx}.xml"),
        CONTENT_TYPE.PML_NOTES_SLIDE,
        package,
        _notes_xml(_places(master), lines, number, language).encode(),
    )
    notes.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER)
    notes.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
    part.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)


def _places(master) -> dict[str, str]:
    """Which of its places the notes master has, with their idx."""
    found = {place.get("type"): place.get("idx", "0") for place in master._element.iter(qn("p:ph"))}
    return {kind: found[kind] for kind in PLACES if kind in found}


def _notes_xml(places: dict[str, str], lines: list[str], number: int, language: str) -> str:
    texts = {
        "body": "".join(_paragraph_xml(line, language) for line in lines) or "<a:p/>",
        "sldNum": f"<a:p>{number_field(number, language)}</a:p>",
    }
    shapes = "".join(
        _shape_xml(n, kind, idx, texts.get(kind)) for n, (kind, idx) in enumerate(places.items(), 2)
    )
    return (
        f"<p:notes {nsdecls('a', 'p', 'r')}><p:cSld><p:spTree>"
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{shapes}</p:spTree></p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )


def _shape_xml(shape_id: int, kind: str, idx: str, text: str | None) -> str:
    size = "" if text is None else ' sz="quarter"'
    body = "" if text is None else f"<p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{PLACES[kind]}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}" idx="{idx}"{size}/></p:nvPr></p:nvSpPr><p:spPr/>{body}</p:sp>'
    )


def _paragraph_xml(line: str, language: str) -> str:
    direction = '<a:pPr algn="r" rtl="1"/>' if reads_from_the_right(line) else ""
    run = f'<a:r><a:rPr lang="{language}"/><a:t>{escape(line)}</a:t></a:r>' if line else ""
    return f"<a:p>{direction}{run}</a:p>"
