"""The names of the format, written out once."""

from functools import cache

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REFERENCES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
EMU = 12700  # in a point

_PREFIXES = {"a": DRAWING, "p": SLIDES, "c": CHARTS, "s": SHEETS, "r": REFERENCES}


@cache
def name(prefixed: str) -> str:
    """`a:t` as lxml says it."""
    prefix, local = prefixed.split(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


@cache
def path(*prefixed: str) -> str:
    """A path of such names, for find()."""
    return "/".join(name(one) for one in prefixed)


def whole(text: str | None, default: int = 0) -> int:
    """The number an attribute says; a file that is not ours may say anything."""
    try:
        return int(text)
    except (TypeError, ValueError):
        return default


def is_on(text: str | None) -> bool:
    """How the format says yes."""
    return text in ("1", "true", "on")
