"""Words of quotes and groups that may be read no more, wherever else in a deck they were typed.

A slide that shows a quote as a quote asks its door. Here it is about the coordinator's own sentences: a
title, a slide of hers, her notes, what she found in a theme.
"""

from copy import copy
from dataclasses import replace

from proforma.echoes import Echoes

from .arranging import Arranged
from .taking_back import with_words


def kept(made: list[Arranged], silent: Echoes) -> list[Arranged]:
    """Slides that are not locked, without such words; those that are without them as they are."""
    return [_kept(one, silent) for one in made] if silent else made


def _kept(one, silent):
    slide = with_words(one.slide, silent.without)
    if slide == one.slide:
        return one
    return replace(
        one,
        slide=slide,
        choice=one.choice and _choice(one.choice, silent),
        offered=one.offered and with_words(one.offered, silent.without),
        is_silenced=True,
    )


def _choice(choice, silent):
    """What she typed, as the form has it for her: kept again, it is kept without such words."""
    choice = copy(choice)
    for name in ("title", "title_instead_of", "body", "notes"):
        setattr(choice, name, silent.without(getattr(choice, name)))
    return choice
