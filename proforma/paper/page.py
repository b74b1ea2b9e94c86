"""The empty A4 document: its styles, header and footer, and what it says of itself."""

import re
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from .sheet import one_line
from .styles import WIDTH, stylesheet

MARGIN = 2.0
LONGEST_PROPERTY = 250  # the format allows 255


def blank(title, *, network, controller, language):
    """A document with nothing in it but a header (the network) and a footer (page X of Y)."""
    document = Document()
    tag = _language_tag(language)
    _forget_the_template(document)
    _restyle(document, tag)
    _lay_out(document.sections[0])
    _describe(document, title=title, network=network, controller=controller, language=tag)
    _head_and_foot(document.sections[0], title, network)
    return document


def _language_tag(language):
    """Django's en-gb as the en-GB of Word."""
    first, _dash, region = language.replace("_", "-").partition("-")
    return f"{first.lower()}-{region.upper()}" if region else first.lower()


def _forget_the_template(document):
    """Take out what the library's own template brings: a picture of it, and a second set of styles."""
    for part in (document.part.package, document.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml")):
                del part.rels[key]


def _restyle(document, tag):
    styles, own = document.styles.element, stylesheet(tag)
    for child in list(styles):
        styles.remove(child)
    styles.extend(list(own))
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word 2013 and later; else it says "compatibility mode"
    for lang in document.settings.element.iter(qn("w:themeFontLang")):
        lang.set(qn("w:val"), tag)
        lang.set(qn("w:eastAsia"), tag)


def _lay_out(section):
    section.page_width, section.page_height = Cm(WIDTH + 2 * MARGIN), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    section.header_distance = section.footer_distance = Cm(1.0)


def _describe(document, *, title, network, controller, language):
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    about = document.core_properties
    about.title = _property(title)
    about.author = about.last_modified_by = _property(controller)
    about.subject = _property(network)
    about.comments = about.keywords = about.category = ""
    about.language, about.revision = language, 1
    about.created = about.modified = now


def _property(text):
    return one_line(text)[:LONGEST_PROPERTY]


def _head_and_foot(section, title, network):
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.style, footer.style = "Header", "Footer"
    header.add_run(one_line(network))
    # A long title would push the page number off its line.
    footer.add_run(one_line(title)[:70] + "\t")
    words = _("Page %(page)s of %(pages)s")
    for piece in re.split(r"(%\(pages?\)s)", words):
        if piece == "%(page)s":
            _field(footer, "PAGE")
        elif piece == "%(pages)s":
            _field(footer, "NUMPAGES")
        else:
            footer.add_run(piece)


def _field(paragraph, name):
    """A number that Word works out. What stands in it until then is 1."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)
