"""What a deck says, as plain data: no database, no PowerPoint.

`meetings/deck/framing.py` writes an Outline from the records; `pptx.py` renders one. Every text in it
has already passed the disclosure door.
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
    text: str
    attribution: str


@dataclass(frozen=True)
class Slide:
    """One message. `title` says it in a sentence; `source` stands under it on the wall."""

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


@dataclass(frozen=True)
class Outline:
    title: str
    subtitle: str
    author: str
    network: str
    dated: str  # "24 March 2027, 09:30", as the network's people say it
    slides: list[Slide]
    language: str = "en-GB"
