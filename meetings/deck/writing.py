"""Text into PowerPoint's own paragraphs, with the language and direction it is read in."""

from dataclasses import dataclass

from lxml import etree
from pptx.oxml.ns import qn
from pptx.text.text import TextFrame

from .clean import reads_from_the_right
from .layouts import Style

A_P, A_PPR, A_R, A_RPR, A_T = (qn(f"a:{name}") for name in ("p", "pPr", "r", "rPr", "t"))


@dataclass(frozen=True)
class Paragraph:
    text: str
    level: int = 0


def write(
    frame: TextFrame, paragraphs: list[Paragraph], language: str, styles: tuple[Style, ...] = ()
) -> None:
    """Fill the frame, which is empty; the text looks as its layout says, but for what `styles` say.

    Element by element: python-pptx asks the schema where each one belongs, and here they are in order.
    """
    body = frame._txBody
    written = body.find(A_P)
    for n, paragraph in enumerate(paragraphs):
        if n or written is None:
            written = etree.SubElement(body, A_P)
        style = styles[paragraph.level] if styles else None
        is_plain = style is not None and style.is_plain
        properties = {"lvl": str(paragraph.level)} if paragraph.level and not is_plain else {}
        if is_plain:
            properties |= {"marL": "0", "indent": "0"}
        if reads_from_the_right(paragraph.text):
            properties |= {"algn": "r", "rtl": "1"}
        if properties:
            described = etree.SubElement(written, A_PPR, properties)
            if is_plain:
                _space(described, style)
        run = etree.SubElement(written, A_R)
        looks = etree.SubElement(run, A_RPR, {"lang": language})
        if style is not None:
            _say(looks, style)
        etree.SubElement(run, A_T).text = paragraph.text


def _space(properties: etree._Element, style: Style) -> None:
    for name, kind, value in (
        ("lnSpc", "spcPct", 100_000),
        ("spcBef", "spcPts", round(style.before * 100)),
        ("spcAft", "spcPts", 0),
    ):
        space = etree.SubElement(properties, qn(f"a:{name}"))
        etree.SubElement(space, qn(f"a:{kind}"), {"val": str(value)})
    etree.SubElement(properties, qn("a:buNone"))


def _say(looks: etree._Element, style: Style) -> None:
    if style.is_sized or style.is_plain:
        looks.set("sz", str(round(style.size * 100)))
    if style.is_plain:
        looks.set("b", str(int(style.bold)))
    if style.is_coloured:
        fill = etree.SubElement(looks, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:schemeClr"), {"val": style.colour})


def without_bullet(frame: TextFrame) -> None:
    """One paragraph is no list."""
    properties = frame.paragraphs[0]._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(properties.makeelement(qn("a:buNone"), {}))
