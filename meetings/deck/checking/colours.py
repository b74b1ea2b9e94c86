"""The colours of a deck as they are seen: theme colours resolved, lightened and darkened, and compared."""

import colorsys
from functools import cached_property

from lxml import etree

from .names import DRAWING, name, whole

RGB = tuple[float, float, float]  # each from 0 to 1
BLACK, WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
PLAIN_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
PRESETS = {"black": BLACK, "white": WHITE, "red": (1.0, 0.0, 0.0)}
COLOURS = tuple(name(f"a:{kind}") for kind in ("schemeClr", "srgbClr", "sysClr", "prstClr"))


class Palette:
    """A theme's colours under the names that a master, a layout or a slide gives them."""

    def __init__(self, theme: etree._Element | None, mapping: dict[str, str]):
        self._theme = theme
        self._mapping = mapping

    def mapped_by(self, override: etree._Element | None) -> "Palette":
        """The same theme where a layout or slide has a mapping of its own."""
        return self if override is None else Palette(self._theme, dict(override.attrib))

    @cached_property
    def _scheme(self) -> dict[str, RGB]:
        if self._theme is None:
            return {}
        found = self._theme.find(f".//{name('a:clrScheme')}")
        slots = found if found is not None else ()
        colours = {slot.tag.rsplit("}")[-1]: self.seen(slot) for slot in slots if len(slot)}
        return {key: colour for key, colour in colours.items() if colour}

    def named(self, key: str) -> RGB | None:
        """The colour of that name in the theme."""
        return self._scheme.get(self._mapping.get(key) or PLAIN_MAP.get(key, key))

    def seen(self, holder: etree._Element | None) -> RGB | None:
        """The one colour inside an element, or None where it cannot be told (see-through, none)."""
        colour = next(holder.iterchildren(*COLOURS), None) if holder is not None else None
        if colour is None:
            return None
        base = self._base(colour)
        return base and _changed(base, colour)

    def _base(self, colour: etree._Element) -> RGB | None:
        kind, value = colour.tag, colour.get("val", "")
        if kind == COLOURS[0]:
            return self.named(value)
        if kind == COLOURS[1]:
            return _from_hex(value)
        if kind == COLOURS[2]:
            return _from_hex(colour.get("lastClr", ""))
        return PRESETS.get(value)


def contrast(one: RGB, other: RGB) -> float:
    """From 1 (the same) to 21 (black on white), as the Web Content Accessibility Guidelines count it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _from_hex(text: str) -> RGB | None:
    try:
        number = int(text, 16)
    except ValueError:
        return None
    return ((number >> 16 & 255) / 255, (number >> 8 & 255) / 255, (number & 255) / 255)


def _changed(colour: RGB, element: etree._Element) -> RGB | None:
    for change in element:
        kind = change.tag.rsplit("}")[-1] if isinstance(change.tag, str) else ""
        share = whole(change.get("val"), 100_000) / 100_000
        if kind == "alpha" and share < 1:
            return None
        if kind in ("lumMod", "lumOff"):
            hue, light, strong = colorsys.rgb_to_hls(*colour)
            light = light * share if kind == "lumMod" else light + share
            colour = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), strong)
        elif kind == "tint":
            colour = tuple(_seen(1 - (1 - _light(part)) * share) for part in colour)
        elif kind == "shade":
            colour = tuple(_seen(_light(part) * share) for part in colour)
    return colour


def _light(part: float) -> float:
    """How much light it is: PowerPoint mixes tints of that, so three quarters of black are #898989."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _seen(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _luminance(colour: RGB) -> float:
    red, green, blue = map(_light, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


UNKNOWN = "unknown"  # a picture, a gradient, something see-through
_FILLS = {
    f"{{{DRAWING}}}{kind}" for kind in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill")
}


def fill_of(holder: etree._Element | None, palette: Palette) -> RGB | str | None:
    """What fills a shape, cell or background: a colour, UNKNOWN, "" for none, None if it does not say."""
    if holder is None:
        return None
    fill = next((child for child in holder if child.tag in _FILLS), None)
    if fill is None:
        return None
    if fill.tag == name("a:noFill"):
        return ""
    return (fill.tag == name("a:solidFill") and palette.seen(fill)) or UNKNOWN
