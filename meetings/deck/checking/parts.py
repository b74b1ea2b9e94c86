"""Whether the package is whole and harmless: what makes PowerPoint offer a repair, or run something."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from .deck import Deck
from .finding import Finding
from .names import CONTENT_TYPES, REFERENCES
from .package import Package, Relationship

TYPES_PART = "[Content_Types].xml"
SAFE_LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)
# Actions of a link that stay inside the deck.
SAFE_ACTIONS = ("ppaction://hlinksldjump", "ppaction://hlinkshowjump", "ppaction://noaction")
ACTIVE_KINDS = {
    "vbaProject",
    "oleObject",
    "control",
    "activeXControlBinary",
    "attachedTemplate",
    "externalLink",
    "externalLinkPath",
    "connections",
    "webExtension",
    "taskpane",
}
ACTIVE_NAMES = re.compile(
    r"vbaProject|activeX|\.(exe|dll|js|vbs|bat|cmd|ps1|hta|lnk|scr)$", re.IGNORECASE
)
LINKS = ("hyperlink",)
# What python-pptx and PowerPoint write for a sign that XML cannot hold, and the signs XML can.
CONTROLS = re.compile(
    rb"_x(?:00[01][0-9A-Fa-f]|007[Ff]|00[89][0-9A-Fa-f]|[Dd][89A-Fa-f][0-9A-Fa-f]{2})_"
    rb"|\x7f|\xc2[\x80-\x9f]|&#x0*(?:7[fF]|[89][0-9a-fA-F]);|&#0*(?:12[7-9]|1[345][0-9]);"
)
PREFIX = re.compile(rb"xmlns:(\w+)\s*=\s*[\"']" + re.escape(REFERENCES.encode()) + rb"[\"']")


def holds_controls(data: bytes) -> bool:
    """Whether there are signs in an XML part that no text should hold."""
    # The pattern is slow, and most parts have none of the signs it could begin with.
    if not (b"_x" in data or b"\xc2" in data or b"&#" in data or b"\x7f" in data):
        return False
    return CONTROLS.search(data) is not None


def check_parts(deck: Deck) -> list[Finding]:
    """The package as a whole, after the slides were read."""
    package = deck.package
    return [
        *_twice(package),
        *_untyped(package),
        *_loose_ends(package, deck),
        *_left_over(package, deck),
        *_active(package),
        *_controls(package, deck),
        *_unreadable(package, deck),
    ]


def _numbers(deck: Deck) -> dict[str, int]:
    """Parts with the number of the slide they belong to."""
    numbers = {}
    for slide in deck.slides:
        numbers[slide.part] = slide.number
        for relationship in deck.package.relationships(slide.part):
            if relationship.kind in ("chart", "notesSlide"):
                numbers[relationship.target] = slide.number
    return numbers


def _twice(package: Package) -> list[Finding]:
    counts = Counter(part.lower() for part in package.names)
    twice = [part for part, count in counts.items() if count > 1]
    text = _("The file holds two parts called “%(part)s”. PowerPoint may refuse it.")
    return [Finding("part-twice", text % {"part": part}) for part in twice[:3]]


def _untyped(package: Package) -> list[Finding]:
    types = package.xml(TYPES_PART)
    entries = list(types) if types is not None else []
    defaults = {e.get("Extension", "").lower() for e in entries if e.tag.endswith("}Default")}
    overrides = {
        e.get("PartName", "").lstrip("/").lower()
        for e in entries
        if e.tag == f"{{{CONTENT_TYPES}}}Override"
    }
    parts = {part.lower() for part in package.names} - {TYPES_PART.lower()}
    missing = [
        part
        for part in parts - overrides
        if part.rpartition(".")[2] not in defaults or _is_main(part)
    ]
    absent = overrides - parts
    text = _("The file does not say what kind of part “%(part)s” is. PowerPoint may refuse it.")
    gone = _("The file speaks of a part “%(part)s” that it does not hold.")
    return [Finding("content-type", text % {"part": part}) for part in sorted(missing)[:3]] + [
        Finding("content-type", gone % {"part": part}) for part in sorted(absent)[:3]
    ]


def _is_main(part: str) -> bool:
    """Whether plain “XML” is too little to say of the part."""
    return (
        part.endswith(".xml")
        and part.startswith(("ppt/", "docprops/"))
        and "/customxml" not in part
    )


def _loose_ends(package: Package, deck: Deck) -> list[Finding]:
    found = []
    numbers = _numbers(deck)
    for part in ["", *sorted(package.reached)]:
        relationships = package.relationships(part)
        number = numbers.get(part)
        ids = {relationship.id for relationship in relationships}
        broken = [r.target for r in relationships if not r.is_outside and r.target not in package]
        broken += _used(package, part) - ids
        if len(ids) < len(relationships):
            broken.append(part)
        if broken:
            text = _("Something refers to “%(part)s”, which the file does not hold.")
            found += [Finding("loose-end", text % {"part": one}, number) for one in broken[:3]]
        found += [f for r in relationships if r.is_outside for f in _outside(r, number)]
        found += _actions(package, part, number)
    return found


def _used(package: Package, part: str) -> set[str]:
    """The ids a part uses of its relationships."""
    tree = package.xml(part) if part.endswith(".xml") else None
    if tree is None or REFERENCES.encode() not in package.raw[part]:
        return set()
    # Read as text: walking every element would cost more than all other checks of the package.
    data = package.raw[part]
    prefixes = b"|".join(re.escape(prefix) for prefix in PREFIX.findall(data))
    found = re.findall(rb"\s(?:%s):\w+\s*=\s*[\"']([^\"']+)[\"']" % prefixes, data)
    return {value.decode(errors="replace") for value in found}


def _outside(relationship: Relationship, number: int | None) -> list[Finding]:
    target = relationship.target
    if relationship.kind in LINKS:
        if SAFE_LINK.match(target):
            return []
        text = _("A link leads to “%(target)s”. Only web and mail addresses are safe.")
        return [Finding("unsafe-link", text % {"target": target[:60]}, number)]
    text = _("Something is fetched from outside the file: “%(target)s”.")
    return [Finding("outside-file", text % {"target": target[:60]}, number)]


def _actions(package: Package, part: str, number: int | None) -> list[Finding]:
    tree = package.xml(part) if part.startswith("ppt/slide") and part.endswith(".xml") else None
    if tree is None or b"ppaction" not in package.raw[part]:
        return []
    actions = {element.get("action") for element in tree.iter() if element.get("action")}
    unsafe = sorted(action for action in actions if not action.startswith(SAFE_ACTIONS))
    text = _("Something on the slide starts a program or macro when it is pressed.")
    return [Finding("active-content", text, number)] if unsafe else []


def _left_over(package: Package, deck: Deck) -> list[Finding]:
    """Parts nobody comes to: a slide that was taken out, and what stood on it, would still be read."""
    shown = {slide.part for slide in deck.slides}
    reached = {part.lower() for part in package.reached}
    parts = {part for part in package.names if part != TYPES_PART and not part.endswith(".rels")}
    slides = {
        r.target for r in package.relationships(deck.part) if r.kind == "slide" and not r.is_outside
    }
    left = sorted(part for part in parts if part.lower() not in reached)
    left += sorted((slides & parts) - shown)
    text = _("The file still holds “%(part)s”, which no slide shows.")
    return [Finding("left-over", text % {"part": part}) for part in left[:3]]


def _active(package: Package) -> list[Finding]:
    parts = [part for part in package.names if ACTIVE_NAMES.search(part)]
    kinds = [
        relationship.target
        for part in ["", *package.reached]
        for relationship in package.relationships(part)
        if (relationship.kind in ACTIVE_KINDS or _is_embedded(part, relationship))
        and relationship.target not in parts
    ]
    types = package.raw.get(TYPES_PART, b"")
    macros = [TYPES_PART] if b"macroEnabled" in types and not parts else []
    text = _("The file holds a macro or an embedded program: “%(part)s”.")
    found = sorted({*parts, *kinds, *macros})
    return [Finding("active-content", text % {"part": part}) for part in found[:3]]


def _is_embedded(part: str, relationship: Relationship) -> bool:
    """Whether a document lies on a slide itself, not behind a chart."""
    return relationship.kind == "package" and part.startswith("ppt/slide")


def _controls(package: Package, deck: Deck) -> list[Finding]:
    numbers = _numbers(deck)
    text = _("There is a control character in the text, shown as a box or as “_x0007_”.")
    return [
        Finding("control-character", text, numbers.get(part))
        for part, data in package.raw.items()
        if holds_controls(data)
    ]


def _unreadable(package: Package, deck: Deck) -> list[Finding]:
    numbers = _numbers(deck)
    text = _("The part “%(part)s” cannot be read. PowerPoint may offer to repair the file.")
    return [
        Finding("unreadable-part", text % {"part": part}, numbers.get(part))
        for part in package.unreadable
    ]
