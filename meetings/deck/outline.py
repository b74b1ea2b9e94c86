"""What a deck says, as plain data: no database, no PowerPoint.

`records/` writes slides from the records, `arranging.py` puts them as the coordinator chose, `framing.py`
makes an Outline of them; `pptx.py`, `word.py` and `preview.py` render one. Every text in it has already
passed the disclosure door.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class SlideKind(StrEnum):
    TITLE = "title"
    SECTION = "section"
    TEXT = "text"
    CHART = "chart"
    CHART_WITH_QUOTES = "chart with quotes"
    COLUMNS = "columns"
    TABLE = "table"
    QUOTE = "quote"
    VOTE = "vote"
    AGENDA = "agenda"
    TOPIC = "topic"
    ACTIONS = "actions"


class Label(StrEnum):
    """What a slide claims to be: counted, our reading of it, or something we propose."""

    FACT = "fact"
    READING = "reading"
    PROPOSAL = "proposal"


class ChartKind(StrEnum):
    BAR = "bar"  # horizontal, one series: categories read from the top
    COLUMN = "column"  # vertical: a scale, in order
    STACKED = "stacked"  # horizontal, several series that add up to a whole
    LINE = "line"


@dataclass(frozen=True)
class Chart:
    """`series` maps a series' name to one value per category; None is a gap."""

    kind: ChartKind
    categories: list[str]
    series: dict[str, list[float | int | None]]
    alt: str
    highlight: tuple[int, ...] = ()  # categories drawn in the strong colour, the rest softer


@dataclass(frozen=True)
class Table:
    columns: list[str]
    rows: list[list[str]]
    alt: str
    widths: tuple[int, ...] = ()  # relative; equal if empty


@dataclass(frozen=True)
class Quote:
    """`key` is the quote's name in the records: what was taken back can be found by it in a locked deck."""

    text: str
    attribution: str
    key: str = ""


class Place(StrEnum):
    """Where a slide goes unless the coordinator says otherwise."""

    ROOM = "room"  # on the wall
    PACK = "pack"  # in the file and on paper; PowerPoint does not show it
    OUT = "out"  # there to be put in


@dataclass(frozen=True)
class Slide:
    """One message. `title` says it in a sentence; `source` stands under it on the wall.

    `key` names the slide as long as the records are there: `view:A3`, `vote`. `cites` are tokens of what
    it rests on, as network.citing gives them; `names` the keys of partners it names beside a figure.
    """

    kind: SlideKind
    title: str
    body: list[str] = field(default_factory=list)
    chart: Chart | None = None
    table: Table | None = None
    quotes: list[Quote] = field(default_factory=list)
    source: str = ""
    notes: str = ""
    label: Label = Label.FACT
    minutes: int | None = None
    key: str = ""
    place: Place = Place.OUT
    written_by: str = ""  # whoever wrote it by hand; empty if it was made from the records
    cites: tuple[str, ...] = ()
    names: tuple[int, ...] = ()


@dataclass(frozen=True)
class Outline:
    title: str
    subtitle: str
    author: str
    network: str
    dated: str  # "24 March 2027, 09:30", as the network's people say it
    slides: list[Slide]
    language: str = "en-GB"
    made_at: str = ""  # the same moment as ISO 8601 has it, for the file's own dates
