"""The looks of the printed pro-forma, as Word styles: who edits a style in Word restyles every question.

Sizes are in points. Nothing that has to be read is smaller than 12, the least that clear print allows.
"""

from itertools import starmap
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FONT = "Arial"  # Liberation Sans has its measures, where there is no Arial
SYMBOLS = "Segoe UI Symbol"  # Arial has no ☐
INK, TEAL, QUIET, RULE, TINT = "1A1A1A", "0B4F5C", "454545", "8A8A8A", "EAF1F2"
WRITING = 510  # room to write by hand, in twentieths of a point: 0.9 cm

# Measures across the page, in cm: the text, its numbers' margin, and a box with its space.
WIDTH, INDENT, BOX = 17.0, 1.3, 0.8


def twips(cm):
    """Twentieths of a point, in which Word measures."""
    return round(cm * 1440 / 2.54)


_HANGING = f'<w:ind w:left="{twips(INDENT)}" w:hanging="{twips(INDENT)}"/>'
_INDENTED = f'<w:ind w:left="{twips(INDENT)}"/>'
_BESIDE_BOX = f'<w:ind w:left="{twips(INDENT + BOX)}" w:hanging="{twips(BOX)}"/>'
_NOTE = (
    f'<w:pBdr><w:left w:val="single" w:sz="36" w:space="8" w:color="{TEAL}"/></w:pBdr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
)
_UNDERLINED = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="3" w:color="{TEAL}"/></w:pBdr>'
_RIGHT_EDGE = f'<w:tabs><w:tab w:val="right" w:pos="{twips(WIDTH)}"/></w:tabs>'

# Name: (size, bold, colour, points before, points after, what else). The order inside "what else" is
# the order of the schema: keep, borders, shade, tabs, (spacing), indent, alignment, outline.
_PARAGRAPHS = {
    "Title": (24, True, TEAL, 0, 6, "<w:keepNext/>", ""),
    "heading 1": (
        18,
        True,
        TEAL,
        18,
        6,
        f"<w:keepNext/>{_UNDERLINED}",
        '<w:outlineLvl w:val="0"/>',
    ),
    "heading 2": (14, True, TEAL, 16, 4, "<w:keepNext/>", '<w:outlineLvl w:val="1"/>'),
    "Note": (12, False, INK, 4, 4, _NOTE, '<w:ind w:left="227" w:right="113"/>'),
    "Question": (12, True, INK, 0, 3, "<w:keepNext/><w:keepLines/>", _HANGING),
    "Statement": (12, False, INK, 0, 4, "<w:keepLines/>", ""),
    "Help": (12, False, QUIET, 0, 3, "<w:keepLines/>", _INDENTED),
    "Only if": (12, True, TEAL, 0, 3, "<w:keepLines/>", _INDENTED),
    "How to": (12, False, INK, 0, 5, "<w:keepLines/>", _INDENTED),
    "Key": (12, False, INK, 0, 2, "<w:keepLines/>", _BESIDE_BOX),
    "Choice": (12, False, INK, 0, 3, "<w:keepLines/>", _BESIDE_BOX),
    "Line": (12, False, INK, 0, 3, "<w:keepLines/>", _INDENTED),
    "State": (12, False, QUIET, 3, 3, "<w:keepLines/>", _BESIDE_BOX),
    "Cell": (12, False, INK, 3, 3, "", ""),
    "Cell heading": (12, True, INK, 3, 3, "<w:keepNext/>", ""),
    "header": (10, False, QUIET, 0, 0, _RIGHT_EDGE, ""),
    "footer": (10, False, QUIET, 0, 0, _RIGHT_EDGE, ""),
}
_HEIGHTS = {"Line": f'w:line="{WRITING}" w:lineRule="exact"'}


def stylesheet(language):
    """The styles of a document in this language, as an element."""
    tag, paragraphs = quoteattr(language), "".join(starmap(_paragraph, _PARAGRAPHS.items()))
    return parse_xml(
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FONT)}"
        f'<w:color w:val="{INK}"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
        f'<w:lang w:val={tag} w:eastAsia={tag} w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="Box"><w:name w:val="Box"/>'
        f'<w:qFormat/><w:rPr>{_fonts(SYMBOLS)}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
        f"</w:style>{paragraphs}</w:styles>"
    )


def _fonts(font):
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'


def _paragraph(name, looks):
    size, bold, colour, before, after, flow, rest = looks
    height = _HEIGHTS.get(name, "")
    custom = "" if name[0].islower() or name == "Title" else ' w:customStyle="1"'
    style_id = name.title().replace(" ", "")
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{flow}'
        f'<w:spacing w:before="{before * 20}" w:after="{after * 20}" {height}/>{rest}</w:pPr><w:rPr>'
        f'{"<w:b/><w:bCs/>" if bold else ""}<w:color w:val="{colour}"/>'
        f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/></w:rPr></w:style>'
    )
