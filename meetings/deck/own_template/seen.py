"""What somebody should look at before a deck in this template is shown."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..checking.colours import contrast
from ..checking.legible import least_contrast
from .found import Found
from .inherited import FONTS_KNOWN

WIDE_SCREEN = 16 / 9
LEAST_OF_BARS = 3.0


def to_look_at(size: tuple[float, float], used: dict[str, Found]) -> tuple[str, ...]:
    """Sentences about the slides, the fonts and the colours of the layouts that are used."""
    layouts = list(dict.fromkeys(used.values()))
    return (*_of_size(*size), *_of_fonts(layouts), *_of_backgrounds(layouts), *_of_charts(layouts))


def _of_size(width: float, height: float) -> Iterable[str]:
    if abs(width / height - WIDE_SCREEN) > 0.01:
        yield _("Its slides are not 16 by 9. On most screens there will be bars beside them.")


def _of_fonts(layouts: list[Found]) -> Iterable[str]:
    places = (one for found in layouts for one in (found.title, *found.contents))
    fonts = {place.font() for place in places}
    for font in sorted(font for font in fonts if font and font not in FONTS_KNOWN):
        yield (
            _(
                "The font “%(font)s” may be missing on other machines. Text is then wider or narrower."
            )
            % {"font": font}
        )


def _of_backgrounds(layouts: list[Found]) -> Iterable[str]:
    for found in layouts:
        if found.background is None:
            yield (
                _(
                    "“%(layout)s” has more than a plain colour behind the text. See whether it can be read."
                )
                % {"layout": found.name}
            )


def _of_charts(layouts: list[Found]) -> Iterable[str]:
    """Bars are in the first accent colour."""
    palettes = [found.title.theme.palette for found in layouts]
    for palette in palettes[:1]:
        accent, paper, ink = (palette.named(name) for name in ("accent1", "bg1", "tx1"))
        if accent and paper and contrast(accent, paper) < LEAST_OF_BARS:
            yield _(
                "Its first accent colour is close to the background. See whether bars stand out."
            )
        if paper and ink and contrast(paper, ink) < least_contrast(18, False):
            yield _("Its colours for text and background are close. See whether text can be read.")
