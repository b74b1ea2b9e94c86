"""A deck with a slide of every kind: what a template cannot hold shows before anybody needs it."""

from ..looks import Look
from ..outline import Chart, ChartKind, Outline, Place, Quote, Slide, SlideKind, Table
from ..pptx import render

K = SlideKind
LONG = "Where do people most often get stuck between one service and the next, and who sees it?"
LINES = [LONG, "Who decides?", "What would be enough for a start?"]
NAMES = ["Passed from one service to another", "Told to come back", "Opening hours"]
BARS = Chart(ChartKind.BAR, NAMES, {"Answers": [16, 13, 9]}, "Three bars.", (0,))
COLUMNS = Chart(
    ChartKind.COLUMN, [str(n) for n in range(11)], {"Answers": list(range(11))}, "Eleven."
)
PARTS = Chart(ChartKind.STACKED, NAMES, {"Yes": [3, 4, 5], "No": [2, 1, 6]}, "Two parts each.")
LINE = Chart(ChartKind.LINE, ["May", "June", "July"], {"Weeks": [3, 5, 4]}, "One line.")
GRID = Table(["When", "What", "Who"], [["09:30", LONG, "Ana"]] * 7, "Seven rows.", (1, 4, 2))
QUOTES = [Quote(LONG, "A worker"), Quote("The door is open.", "Somebody who uses us")]
SOURCE = "Question A3 · 22 of 27 answered · as at 21 March 2027"


def specimen() -> Outline:
    """Invented throughout: nothing in it comes from the records."""
    slides = [
        Slide(K.TITLE, "Carrowby: meeting 2", ["Thursday 24 March, 09:30", "The Old Library"]),
        Slide(K.SECTION, "What we heard", [LONG]),
        Slide(K.TEXT, LONG, LINES),
        Slide(K.CHART, LONG, chart=BARS),
        Slide(K.CHART, "How well does it work?", chart=COLUMNS),
        Slide(K.CHART, "Where we agree and where we differ", chart=PARTS),
        Slide(K.CHART, "How long people wait", chart=LINE),
        Slide(K.CHART_WITH_QUOTES, "Most say people are passed on", chart=BARS, quotes=QUOTES),
        Slide(K.COLUMNS, "You asked us to open this up", LINES * 2),
        Slide(K.TABLE, "Four contracts end in one month", table=GRID),
        Slide(K.QUOTE, "In your words", quotes=QUOTES),
        Slide(K.VOTE, "Three topics, and how close it was", LINES[1:], BARS),
        Slide(K.AGENDA, "This morning", table=GRID),
        Slide(K.TOPIC, "How could one worker stay with a person?", LINES[:2]),
        Slide(K.ACTIONS, "Who does what", table=Table(["Action", "Lead", "By"], [], "Blank.")),
        Slide(K.TEXT, "Sources and definitions", LINES, place=Place.PACK),
    ]
    return Outline(
        title="Carrowby: meeting 2",
        subtitle="Thursday 24 March, 09:30",
        author="Carrowby",
        network="Carrowby",
        dated="21 March 2027, 18:00",
        slides=[_with_source(slide) for slide in slides],
        made_at="2027-03-21T18:00:00+00:00",
    )


def try_out(look: Look) -> bytes:
    """A deck in that look. Raises whatever comes up."""
    return render(specimen(), look)


def _with_source(slide: Slide) -> Slide:
    return Slide(**{**vars(slide), "source": SOURCE, "minutes": 3, "key": slide.title})
