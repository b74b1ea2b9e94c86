"""Text into PowerPoint's own paragraphs, with the language and direction it is read in."""

from dataclasses import dataclass

from pptx.oxml.ns import qn
from pptx.text.text import TextFrame
from pptx.util import Pt

from .clean import reads_from_the_right


@dataclass(frozen=True)
class Paragraph:
    text: str
    level: int = 0


def write(
    frame: TextFrame, paragraphs: list[Paragraph], language: str, size: int | None = None
) -> None:
    """Fill the frame; with no size, the text looks as its layout says."""
    for n, paragraph in enumerate(paragraphs):
        written = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        if paragraph.level:
            written.level = paragraph.level
        run = written.add_run()
        run.text = paragraph.text
        run.font._element.set("lang", language)  # font.language_id knows no plain "en-GB"
        if size:
            run.font.size = Pt(size)
        if reads_from_the_right(paragraph.text):
            properties = written._p.get_or_add_pPr()
            properties.set("algn", "r")
            properties.set("rtl", "1")


def without_bullet(frame: TextFrame) -> None:
    """One paragraph is no list."""
    properties = frame.paragraphs[0]._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(properties.makeelement(qn("a:buNone"), {}))
