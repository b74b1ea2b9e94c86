"""A table of a slide, drawn for the web as the file has it."""

from .clean import reads_from_the_right
from .preview_shapes import Drawing, colour, tall
from .preview_widths import wrapped
from .tables import SIDE, Grid

RULE = 1  # points


def draw(drawing: Drawing, grid: Grid, left: float, top: float) -> None:
    """Draw the grid: a green header row, and a line under each of the others."""
    across = sum(grid.widths)
    for n, (texts, height) in enumerate(zip(grid.rows, grid.heights, strict=True)):
        if n == 0:
            drawing.rect(left, top, across, height, colour("accent1"))
        else:
            drawing.rect(left, top + height - RULE / 2, across, RULE, colour("bg2"))
        _row(drawing, grid, texts, left, top + height / 2, is_header=n == 0)
        top += height


def _row(
    drawing: Drawing, grid: Grid, texts: list[str], left: float, middle: float, is_header: bool
) -> None:
    css = f"{colour('bg1')} strong" if is_header else colour("tx1")
    for text, width in zip(texts, grid.widths, strict=True):
        lines = wrapped(text, width - 2 * SIDE, grid.size, is_header)
        top = middle - tall(len(lines), grid.size) / 2
        if reads_from_the_right(text):
            drawing.write(lines, left + width - SIDE, top, grid.size, css, "end")
        else:
            drawing.write(lines, left + SIDE, top, grid.size, css)
        left += width
