"""The deck as its own page shows it: numbered, with a drawing of each slide, and what can be done to it."""

from dataclasses import dataclass, field

from .arranging import Arranged
from .outline import Outline, Place


@dataclass(frozen=True)
class Shown:
    """A slide in its place on the page. `above` and `below` are the keys of its neighbours there."""

    one: Arranged
    number: int | None = None
    above: str = ""
    below: str = ""
    pages: list = field(default_factory=list)

    @property
    def slide(self):
        return self.one.slide


def in_place(made: list[Arranged], place: Place, drawn: dict[str, list]) -> list[Shown]:
    """The slides of one place. `drawn` maps a key to the slide's pages, numbered as in the file."""
    those = [one for one in made if one.place == place]
    keys = ["", *(one.slide.key for one in those), ""]
    return [
        _shown(one, drawn, above=above, below=below)
        for one, above, below in zip(those, keys, keys[2:], strict=False)
    ]


def _shown(one, drawn, **beside):
    pages = drawn.get(one.slide.key, [])
    return Shown(one, pages[0].number if pages else None, pages=pages, **beside)


def numbers(drawn: dict[str, list]) -> dict[str, int]:
    """{key: the number of a slide in the file}: a slide before it may take several pages there."""
    return {key: pages[0].number for key, pages in drawn.items() if pages}


def in_file(made: list[Arranged], drawn: dict[str, list]) -> tuple[list[Shown], ...]:
    """What is on the wall, what the pack has besides, and what is left out."""
    return tuple(in_place(made, place, drawn) for place in (Place.ROOM, Place.PACK, Place.OUT))


def locked(outline: Outline, drawn: dict[str, list]) -> list[Shown]:
    """The slides of a version as it was locked."""
    return [_shown(Arranged(slide, slide), drawn) for slide in outline.slides]
