"""The colours of charts and tables in somebody else's theme: what is soft with us may be loud there."""

import colorsys
from dataclasses import replace

from ..chart_xml import Colour
from ..charts import BARS, LINES, STEPS
from ..checking.colours import RGB, Palette, contrast
from ..checking.legible import least_contrast

SOFTER = 55  # percent lighter than the first accent
# Our soft green has no like in other themes; our brick is the other end of a scale.
OTHERS = {"accent2": ("accent1", SOFTER), "accent5": ("accent2", 0)}
LABELS = (Colour("accent2", 60), Colour("accent3", 75), Colour("accent5", 85))  # behind them
HEADS = ("accent1", "tx2", "tx1")  # what the heads of tables may be filled with


def shades_in(palette: Palette) -> dict[Colour, Colour]:
    """For each colour of our charts the one to draw instead, with figures on it that can be read."""
    ours = {*BARS, *LINES, *(colour for step in STEPS.values() for colour in step)}
    return {colour: _instead(colour, palette) for colour in ours}


def head_of_tables(palette: Palette) -> str:
    """The name of the first colour on which the colour of the background can be read."""
    paper = palette.named("bg1")
    for name in HEADS:
        filled = palette.named(name)
        if paper and filled and contrast(paper, filled) >= least_contrast(18, True):
            return name
    return HEADS[-1]


def on_labels(palette: Palette) -> str:
    """The name of the colour in which a label can be read, whichever of its colours is behind."""
    grounds = [ground for colour in LABELS if (ground := _seen(colour, palette))]
    known = {name: text for name in ("tx1", "bg1") if (text := palette.named(name))}
    if not grounds or not known:
        return "tx1"
    return max(known, key=lambda name: min(contrast(known[name], ground) for ground in grounds))


def _instead(colour: Colour, palette: Palette) -> Colour:
    name, lighter = OTHERS.get(colour.name, (colour.name, 0))
    lighter = (
        min(85, max(0, lighter + colour.lighter - colour.darker)) if lighter else colour.lighter
    )
    darker = 0 if lighter else colour.darker
    made = replace(colour, name=name, lighter=lighter, darker=darker)
    return replace(made, on_it=_readable_on(made, palette))


def _readable_on(colour: Colour, palette: Palette) -> str:
    ground = _seen(colour, palette)
    found = {name: palette.named(name) for name in ("tx1", "bg1")}
    known = {name: text for name, text in found.items() if text is not None}
    if ground is None or not known:
        return colour.on_it
    return max(known, key=lambda name: contrast(known[name], ground))


def _seen(colour: Colour, palette: Palette) -> RGB | None:
    base = palette.named(colour.name)
    if base is None:
        return None
    hue, light, strength = colorsys.rgb_to_hls(*base)
    light = light * (100 - colour.lighter - colour.darker) / 100 + colour.lighter / 100
    return colorsys.hls_to_rgb(hue, min(1, light), strength)
