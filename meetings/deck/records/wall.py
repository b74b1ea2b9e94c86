"""How much stands on the wall: forty words, and the rest is for whoever speaks. Plain."""

from dataclasses import replace

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from meetings.deck.outline import Slide

MOST_WORDS = 40


def words_on(slide: Slide) -> int:
    """How many words a room would read: a chart's labels, quotes and the line of the source apart."""
    cells = (
        [cell for row in [slide.table.columns, *slide.table.rows] for cell in row]
        if slide.table
        else []
    )
    return sum(len(text.split()) for text in [slide.title, *slide.body, *cells])


def fitted(slide: Slide) -> Slide:
    """The slide with as many of its lines as there is room for; the others go to the notes, if not there."""
    kept, left = replace(slide, body=[]), []
    for line in slide.body:
        longer = replace(kept, body=[*kept.body, line])
        if words_on(longer) <= MOST_WORDS:
            kept = longer
        elif line not in slide.notes:
            left.append(line)
    if not left:
        return kept
    said = _("Not on the wall, for want of room: %(lines)s") % {"lines": " · ".join(left)}
    return replace(kept, notes="\n".join(filter(None, [slide.notes, said])))


def shared_out(texts: list[str], most: int) -> list[str]:
    """Texts side by side, each cut to its share of `most` words."""
    if sum(len(text.split()) for text in texts) <= most:
        return texts
    return [Truncator(text).words(max(3, most // len(texts)), truncate="…") for text in texts]
