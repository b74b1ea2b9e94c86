"""A template that somebody uploaded, made into an empty deck: nothing of its slides and authors is left.

It comes from outside and may be hostile, so it is bounded before it is unpacked. What may stay is listed;
whatever is not (slides, comments, macros, tags, links, the thumbnail) is left behind.
"""

import io
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn

from ..checking.package import DAMAGE, safely_parsed
from ..layouts import TABLE_STYLE
from ..packing import packed
from ..template import TABLE_STYLES
from .found import palette_of
from .problems import Unusable
from .shades import head_of_tables

MOST_MEGABYTES = 20
MOST_UNPACKED = 100_000_000
MOST_XML = 12_000_000  # in all its parts of XML together
MOST_PARTS = 3000
CONTENT_TYPES = "[Content_Types].xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPE = "application/vnd.openxmlformats-officedocument.presentationml"
MAIN_TYPES = tuple(f"{TYPE}.{kind}.main+xml" for kind in ("presentation", "template", "slideshow"))
KEPT = {
    CONTENT_TYPE.PML_PRESENTATION_MAIN: ("slideMaster", "theme", "tableStyles", "font"),
    CONTENT_TYPE.PML_SLIDE_MASTER: ("slideLayout", "theme", "image"),
    CONTENT_TYPE.PML_SLIDE_LAYOUT: ("slideMaster", "image"),
    CONTENT_TYPE.OFC_THEME: ("image",),
}
# Of the presentation itself: what points at parts that are left behind, and what was said of its slides.
DROPPED_LISTS = ("sldIdLst", "notesMasterIdLst", "handoutMasterIdLst", "custShowLst", "photoAlbum")
DROPPED_LISTS += ("custDataLst", "modifyVerifier", "extLst")
DROPPED = ("a:hlinkClick", "a:hlinkHover", "p:custDataLst", "p:timing", "p:transition")
SHAPES = tuple(qn(f"p:{kind}") for kind in ("pic", "graphicFrame", "contentPart", "bg"))
SHRINKING = (qn("a:normAutofit"), qn("a:spAutoFit"))
REFERENCES = f"{{{etree.QName(qn('r:id')).namespace}}}"


@dataclass(frozen=True)
class Cleaned:
    """The empty deck, and how many slides were left behind."""

    file: bytes
    slides: int


def cleaned(data: bytes) -> Cleaned:
    """The template without its slides. Raises Unusable with a sentence."""
    package = _checked(data)
    try:
        deck = Presentation(package)
        slides = len(deck.slides)
        _leave_behind(deck)
        return Cleaned(packed(deck), slides)
    except Exception as problem:  # python-pptx raises whatever comes up in a file that is damaged
        raise broken() from problem


def _checked(data: bytes) -> io.BytesIO:
    """The file as a presentation, once it is known to be small, whole and without macros."""
    if len(data) > MOST_MEGABYTES * 1024 * 1024:
        raise Unusable(_("This file is larger than %(n)d MB.") % {"n": MOST_MEGABYTES})
    if data.startswith(OLE):
        raise Unusable(_("This file is old or has a password. Save it as .pptx without one."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _rewritten(archive, _entries(archive))
    except zipfile.BadZipFile as problem:
        raise Unusable(_("This is not a PowerPoint file. Choose a .pptx or .potx.")) from problem
    except Unusable:
        raise
    except DAMAGE as problem:
        raise broken() from problem


def _entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = {entry.filename.lower() for entry in entries}
    xml = sum(entry.file_size for entry in entries if _is_xml(entry.filename))
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_PARTS or unpacked > MOST_UNPACKED or xml > MOST_XML:
        raise Unusable(
            _("Unpacked, this file is far larger than any template. Take out large pictures.")
        )
    if CONTENT_TYPES.lower() not in names:
        raise Unusable(_("This is not a PowerPoint file. Choose a .pptx or .potx."))
    if len(names) < len(entries):
        raise broken()
    return entries


def _rewritten(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> io.BytesIO:
    """The same parts, of a presentation whatever it was: python-pptx opens no template."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as copy:
        for entry in entries:
            content = archive.read(entry)
            if _is_xml(entry.filename) and safely_parsed(content) is None:
                raise broken()
            if entry.filename == CONTENT_TYPES:
                content = _as_presentation(content)
            copy.writestr(entry.filename, content)
    file.seek(0)
    return file


def _as_presentation(types: bytes) -> bytes:
    tree = safely_parsed(types)
    named = [element.get("ContentType", "") for element in tree]
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in named):
        raise Unusable(
            _("This file holds macros, which run on whoever opens it. Save it as .pptx or .potx.")
        )
    if any(_is_disguised(element) for element in tree):
        raise broken()
    for element in tree:
        if element.get("ContentType") in MAIN_TYPES:
            element.set("ContentType", MAIN_TYPES[0])
            return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    raise Unusable(_("This is not a PowerPoint file. Choose a .pptx or .potx."))


def _is_disguised(element: etree._Element) -> bool:
    """Whether a part would be read as XML that was not looked at as such."""
    name = element.get("PartName") or f".{element.get('Extension', '')}"
    return element.get("ContentType", "").endswith("xml") and not _is_xml(name)


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def broken() -> Unusable:
    return Unusable(
        _("This file is damaged. Open it in PowerPoint, save it again, and send it once more.")
    )


def _leave_behind(deck) -> None:
    package = deck.part.package
    _keep_only(package._rels, ("officeDocument",))
    parts = list(package.iter_parts())
    for part in parts:
        _keep_only(part.rels, KEPT.get(part.content_type, ()))
    for name in DROPPED_LISTS:
        for element in deck.element.findall(qn(f"p:{name}")):
            deck.element.remove(element)
    for part in package.iter_parts():
        if part.content_type in KEPT and hasattr(part, "_element"):
            _tidy(part._element, part.rels)
        elif part.content_type == CONTENT_TYPE.OFC_THEME:
            part.blob = _without_loose_ends(part.blob, part.rels)
    _add_our_tables(deck.part)


def _keep_only(relationships, kinds: tuple[str, ...]) -> None:
    for name, relationship in list(relationships.items()):
        kind = relationship.reltype.rsplit("/", 1)[-1]
        if relationship.is_external or kind not in kinds:
            relationships.pop(name)


def _without_loose_ends(theme: bytes, relationships) -> bytes:
    tree = safely_parsed(theme)
    _tidy(tree, relationships)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _tidy(tree: etree._Element, relationships) -> None:
    for element in list(tree.iter(etree.Comment, etree.PI, *map(qn, DROPPED))):
        _remove(element)
    for element in list(tree.iter()):
        names = [v for k, v in element.attrib.items() if k.startswith(REFERENCES) and v]
        if any(name not in relationships for name in names):
            around = (one for one in element.iterancestors() if one.tag in SHAPES)
            _remove(next(around, element))
    # PowerPoint shrinks text only when somebody edits it: what is measured here must stay as it is.
    for element in list(tree.iter(*SHRINKING)):
        element.getparent().replace(element, element.makeelement(qn("a:noAutofit"), {}))


def _remove(element: etree._Element) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)


def _add_our_tables(presentation) -> None:
    """Our way of drawing a table, in the template's colours. A table of an unknown style has no lines."""
    head = head_of_tables(palette_of(presentation.presentation.slide_master))
    filled = '<a:solidFill><a:schemeClr val="accent1"/>'
    ours = safely_parsed(TABLE_STYLES.replace(filled, filled.replace("accent1", head)).encode())
    try:
        part = presentation.part_related_by(RELATIONSHIP_TYPE.TABLE_STYLES)
    except KeyError:
        part = Part(
            PackURI("/ppt/tableStyles.xml"),
            CONTENT_TYPE.PML_TABLE_STYLES,
            presentation.package,
            etree.tostring(ours, xml_declaration=True, encoding="UTF-8", standalone=True),
        )
        presentation.relate_to(part, RELATIONSHIP_TYPE.TABLE_STYLES)
        return
    theirs = safely_parsed(part.blob)
    if not any(style.get("styleId") == TABLE_STYLE for style in theirs):
        theirs.append(ours[0])
        part.blob = etree.tostring(theirs, xml_declaration=True, encoding="UTF-8", standalone=True)
