"""How a deck looks in Word beyond the looks of our other papers: large print, and text from right to left."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .clean import reads_from_the_right

# Half points: what they are, and what they become. Whatever is not here becomes 18 points.
LARGER = {"48": "64", "36": "56", "28": "48"}
LEAST = "36"
LINE = "312"  # 1.3 lines
# What may come after the direction in the properties of a paragraph, in the order of the schema.
AFTER_DIRECTION = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap",
    "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


def enlarge(document):
    """Every style of `document` in 18 points or more, with more room between lines."""
    styles = document.styles.element
    for name in ("w:sz", "w:szCs"):
        for size in styles.iter(qn(name)):
            size.set(qn("w:val"), LARGER.get(size.get(qn("w:val")), LEAST))
    for spacing in styles.find(qn("w:docDefaults")).iter(qn("w:spacing")):
        spacing.set(qn("w:line"), LINE)
    # The title, that large, would push the page's number off its line.
    document.sections[0].footer.paragraphs[0].runs[0].text = "\t"


def turn_what_reads_from_the_right(document):
    """Paragraphs that begin in Arabic, Hebrew or the like are set from right to left."""
    for paragraph in document.element.body.iter(qn("w:p")):
        said = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        if not said.isascii() and reads_from_the_right(said):
            _turn(paragraph)


def _turn(paragraph):
    paragraph.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *AFTER_DIRECTION)
    for run in paragraph.findall(qn("w:r")):
        run.get_or_add_rPr().append(OxmlElement("w:rtl"))
