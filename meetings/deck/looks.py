"""How a deck looks, as data: ours, or what was read from a network's own template."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .chart_xml import Colour
from .layouts import LAYOUTS, Layout
from .outline import SlideKind

WIDE_SCREEN = 13.333, 7.5


@dataclass(frozen=True)
class Look:
    """A layout for each kind of slide, in inches and points, and the empty deck that has them.

    `file` is that deck as a .pptx without slides; None is ours, which template.py builds.
    """

    layouts: Mapping[str, Layout] = field(default_factory=lambda: LAYOUTS)
    size: tuple[float, float] = WIDE_SCREEN
    file: bytes | None = field(default=None, repr=False)
    shades: Mapping[Colour, Colour] = field(
        default_factory=dict
    )  # of charts, if not as we draw them

    def layout(self, kind: SlideKind) -> Layout:
        """Where a slide of that kind goes."""
        return self.layouts[kind]


OURS = Look()
