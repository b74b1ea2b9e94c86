"""Whether text can be read from the back of the room, and by everybody's software."""

from django.utils.translation import gettext as _

from .colours import RGB, UNKNOWN, contrast
from .deck import Shape, Slide
from .finding import Finding, excerpt
from .looks import Look, Run, Written, looks_of
from .measured import backdrop
from .tables import cells_of

ON_THE_WALL, ON_PAPER = 18, 14  # a hidden slide is only ever printed or read on a screen
LEAST, LEAST_LARGE = 4.5, 3.0


def check_legibility(slide: Slide) -> list[Finding]:
    """Text that is small, pale, or in no language."""
    found = []
    for shape in slide.shapes:
        if shape.has_text:
            runs = _runs(looks_of(slide, shape).paragraphs)
            found += _of(slide, [(runs, backdrop(slide, shape))])
        elif shape.table is not None:
            found += _of(slide, _cells(slide, shape))
    return found


def _cells(slide: Slide, shape: Shape) -> list[tuple[list[Run], RGB | str]]:
    behind = backdrop(slide, shape)
    return [
        (_runs(cell.looks.paragraphs), behind if cell.backdrop is None else cell.backdrop)
        for cell in cells_of(slide, shape)
        if cell.text.strip()
    ]


def _runs(paragraphs: list[Written]) -> list[Run]:
    return [run for paragraph in paragraphs for run in paragraph.runs if run.text.strip()]


def _of(slide: Slide, pieces: list[tuple[list[Run], RGB | str]]) -> list[Finding]:
    """At most one finding of a kind for a shape, about its worst text."""
    runs = [(run, behind) for found, behind in pieces for run in found]
    if not runs:
        return []
    found = []
    smallest = min((run for run, _behind in runs), key=lambda run: run.look.size)
    least = ON_PAPER if slide.is_hidden else ON_THE_WALL
    if smallest.look.size < least:
        text = _("“%(text)s” is written in %(size)g points. Use %(least)d or more.")
        said = {"text": excerpt(smallest.text), "size": smallest.look.size, "least": least}
        found.append(Finding("small-text", text % said, slide.number))
    found += _pale(slide, runs)
    silent = next((run for run, _behind in runs if not run.look.language), None)
    if silent:
        text = _("“%(text)s” does not say which language it is in.")
        found.append(Finding("language", text % {"text": excerpt(silent.text)}, slide.number))
    return found


def _pale(slide: Slide, runs: list[tuple[Run, RGB | str]]) -> list[Finding]:
    ratios = [
        (contrast(run.look.colour, behind) / least_contrast(run.look.size, run.look.bold), run)
        for run, behind in runs
        if run.look.colour and behind and behind != UNKNOWN
    ]
    share, worst = min(ratios, key=lambda one: one[0], default=(1, None))
    if share >= 1:
        return []
    return [pale(excerpt(worst.text), worst.look, share, slide.number)]


def least_contrast(size: float, bold: bool) -> float:
    """What text of that size needs to stand out from what is behind it."""
    return LEAST_LARGE if size >= 24 or (bold and size >= 18.66) else LEAST


def pale(text: str, look: Look, share: float, number: int) -> Finding:
    """The finding about text whose contrast is only that `share` of what it needs."""
    least = least_contrast(look.size, look.bold)
    said = {"text": text, "ratio": int(share * least * 10) / 10, "least": least}
    text = _("“%(text)s” hardly stands out from what is behind it: %(ratio)g to 1, not %(least)g.")
    return Finding("contrast", text % said, number)
