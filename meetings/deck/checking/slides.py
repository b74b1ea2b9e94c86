"""What every slide must have: a title of its own, alt text, notes, a number, nothing left empty."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from .deck import Deck, Shape, Slide
from .finding import Finding, excerpt
from .names import is_on, name, path

SEEN = ("picture", "chart", "table", "group", "diagram", "object", "embedded object")
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|bmp|svg|tiff?|emf|wmf)", re.IGNORECASE)
FOOTERS = ("dt", "ftr", "sldNum", "hdr")
PLACED = ("chart", "table")


def check_slides(deck: Deck) -> list[Finding]:
    """Each slide by itself, then the titles against each other."""
    found = [finding for slide in deck.slides for finding in _of(slide)]
    return found + _same_titles(deck)


def _of(slide: Slide) -> list[Finding]:
    found = _title(slide) + _objects(slide) + _outside(slide) + _ids(slide)
    if not slide.notes.strip():
        found.append(_finding(slide, "notes", _("There are no notes for whoever speaks.")))
    fields = slide.tree.iter(name("a:fld"))
    if not any(field.get("type") == "slidenum" for field in fields):
        found.append(_finding(slide, "slide-number", _("There is no slide number.")))
    return found


def _finding(slide: Slide, rule: str, text: str, is_error: bool = True) -> Finding:
    return Finding(rule, text, slide.number, is_error)


def _title(slide: Slide) -> list[Finding]:
    title = slide.title
    if title is None:
        named = (s for s in slide.shapes if s.has_text and s.name.lower().startswith("title"))
        if stray := next(named, None):
            text = _("The title “%(text)s” is not in the place for titles.")
            return [_finding(slide, "title-elsewhere", text % {"text": excerpt(stray.text)})]
        return [_finding(slide, "title-missing", _("There is no title."))]
    if not title.has_text:
        return [_finding(slide, "title-empty", _("The title is empty."))]
    first = next(shape for shape in slide.shapes if shape.kind != "line")
    if first is not title:
        text = _("“%(name)s” is read out before the title.")
        called = excerpt(first.text) if first.has_text else first.name
        return [_finding(slide, "title-not-first", text % {"name": called})]
    return []


def _objects(slide: Slide) -> list[Finding]:
    found = []
    for shape in slide.shapes:
        if shape.kind in SEEN and not _is_decorative(shape):
            found += _alt_text(slide, shape)
        if shape.kind == "table" and not is_on(_table_says(shape, "firstRow")):
            text = _("The table has no row marked as its header.")
            found.append(_finding(slide, "table-header", text))
        if _is_left_empty(shape):
            text = _("The place “%(name)s” is empty.") % {"name": shape.name}
            found.append(_finding(slide, "empty-placeholder", text))
    return found


def _alt_text(slide: Slide, shape: Shape) -> list[Finding]:
    said = (shape.about.get("descr") or shape.about.get("title") or "").strip()
    if said and not FILE_NAME.fullmatch(said):
        return []
    text = _("“%(name)s” has no alternative text for people who cannot see it.")
    return [_finding(slide, "alt-text", text % {"name": shape.name or shape.kind})]


def _is_decorative(shape: Shape) -> bool:
    return any(is_on(mark.get("val")) for mark in shape.about.iter(DECORATIVE))


def _table_says(shape: Shape, attribute: str) -> str | None:
    properties = None if shape.table is None else shape.table.find(name("a:tblPr"))
    return None if properties is None else properties.get(attribute)


def _is_left_empty(shape: Shape) -> bool:
    if shape.place is None or shape.kind != "text" or shape.is_title:
        return False
    return shape.place_type not in FOOTERS and not shape.has_text


def _outside(slide: Slide) -> list[Finding]:
    """Text boxes and loose charts: somebody's screen reader may meet them in any order."""
    loose = [
        shape
        for shape in slide.shapes
        if shape.place is None and (shape.has_text or shape.kind in PLACED)
    ]
    if not loose or slide.title is None:
        return []
    called = excerpt(loose[0].text) if loose[0].has_text else loose[0].name
    text = _("“%(name)s” stands outside the places of its layout.") % {"name": called}
    return [_finding(slide, "outside-layout", text, is_error=False)]


def _ids(slide: Slide) -> list[Finding]:
    tree = slide.tree.find(path("p:cSld", "p:spTree"))
    if tree is None:
        return [_finding(slide, "unreadable-part", _("The slide cannot be read."))]
    ids = Counter(about.get("id") for about in tree.iter(name("p:cNvPr")))
    if all(count == 1 for count in ids.values()):
        return []
    text = _("Two things on the slide have the same number in the file.")
    return [_finding(slide, "shape-id-twice", text)]


def _same_titles(deck: Deck) -> list[Finding]:
    seen: dict[str, int] = {}
    found = []
    for slide in deck.slides:
        title = " ".join(slide.title.text.split()).casefold() if slide.title else ""
        if title and title in seen:
            text = _("The title is the same as on slide %(number)d.") % {"number": seen[title]}
            found.append(_finding(slide, "title-twice", text))
        seen.setdefault(title, slide.number)
    return found


def check_document(deck: Deck) -> list[Finding]:
    """What the file says of itself: title, author, language, shape."""
    found = []
    part = deck.package.related("", "core-properties")
    about = deck.package.xml(part) if part else None
    says = (
        {e.tag.rsplit("}")[-1]: (e.text or "").strip() for e in about} if about is not None else {}
    )
    if not says.get("title"):
        found.append(Finding("document-title", _("The file’s properties have no title.")))
    if not says.get("creator"):
        found.append(Finding("document-author", _("The file’s properties do not say who made it.")))
    if not says.get("language"):
        text = _("The file’s properties do not say which language it is in.")
        found.append(Finding("document-language", text))
    wide, tall = deck.size
    if not tall or abs(wide / tall - 16 / 9) > 0.01:
        text = _("The slides are not 16 by 9, so the wall shows bars beside them.")
        found.append(Finding("not-widescreen", text))
    return found
