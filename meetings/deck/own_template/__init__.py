"""A network's own PowerPoint template: how a deck looks in it, and what is to be said of it, in words."""

import io
import logging
from dataclasses import dataclass

from pptx import Presentation

from ..looks import OURS, Look
from .choosing import Choice
from .cleaning import broken, cleaned
from .fitting import Sheet
from .found import layouts_of, palette_of
from .inherited import EMU_PER_INCH
from .problems import Report, Unusable
from .seen import to_look_at
from .shades import shades_in
from .trying import try_out

__all__ = ["Reading", "Report", "Unusable", "look_of", "read", "read_again", "read_kept"]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    """`look.file` is the template without its slides, which is all that is kept of it."""

    look: Look
    report: Report
    slides: int = 0  # that were left behind


def read(data: bytes) -> Reading:
    """What somebody uploaded, tried out with a slide of every kind. Raises Unusable with a sentence."""
    clean = cleaned(data)
    try:
        reading = read_again(clean.file, clean.slides)
        try_out(reading.look)
    except Unusable:
        raise
    except Exception as problem:  # a template is anything that anybody drew
        log.exception("A template could not be used.")
        raise broken() from problem
    return reading


def read_again(file: bytes, slides: int = 0) -> Reading:
    """What `read` kept, once more."""
    deck = Presentation(io.BytesIO(file))
    size = deck.slide_width / EMU_PER_INCH, deck.slide_height / EMU_PER_INCH
    sheet = Sheet(*size, told={})
    choice = Choice(layouts_of(deck), sheet)
    layouts = choice.of_all()
    look = Look(layouts, size, file, shades_in(palette_of(deck.slide_master)))
    seen = to_look_at(size, choice.used)
    return Reading(look, Report(tuple(choice.lacks), tuple(sheet.told), seen), slides)


def look_of(template) -> Look:
    """The look of a DeckTemplate, or ours if there is none.

    Raises Unusable, in words, if what was kept cannot be opened any more.
    """
    return OURS if template is None else read_kept(template).look


def read_kept(template) -> Reading:
    """A DeckTemplate as `read_again` gives it. Raises Unusable if it cannot be opened any more."""
    try:
        return read_again(bytes(template.file))
    except Unusable:
        raise
    except Exception as trouble:  # whatever a damaged file makes its readers raise
        log.exception("Template %s cannot be opened.", template.pk)
        raise broken() from trouble
