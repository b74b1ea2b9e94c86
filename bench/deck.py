"""What a deck costs: `pptx.render` beside bare python-pptx that builds the same slides.

    .venv/bin/python bench/deck.py [--slides N] [--rounds N]

Prints the processor time of both, interleaved in one run, and the time and memory of a long deck.
"""

import argparse
import io
import resource
import statistics
import sys
import time
from pathlib import Path

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from meetings.deck import pptx  # noqa: E402
from meetings.deck.outline import (  # noqa: E402
    Chart,
    ChartKind,
    Label,
    Outline,
    Quote,
    Slide,
    SlideKind,
    Table,
)
from meetings.deck.paginate import LABELS, paginate  # noqa: E402

K = SlideKind
NATIVE = {
    ChartKind.BAR: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartKind.COLUMN: XL_CHART_TYPE.COLUMN_CLUSTERED,
    ChartKind.STACKED: XL_CHART_TYPE.BAR_STACKED,
    ChartKind.LINE: XL_CHART_TYPE.LINE_MARKERS,
}
AT = Inches(0.7), Inches(2), Inches(8), Inches(4)
NOTES = (
    "Read the question aloud: “Where do people most often get stuck?” Give a minute of silence, then "
    "ask two people who disagree to say why.\nWe wrote the options, so what nobody listed is not here.\n"
    "Counts are of answers, not of people who need help. Groups of fewer than five are not shown."
)
STUCK = [
    "Passed from one service to another",
    "Told to come back once they are sober",
    "Waiting for a first appointment",
    "No phone, or no credit",
    "Nobody holds the whole story",
    "Opening hours",
    "Something else",
]
QUOTES = [
    Quote("She rang every week until I picked up. Nobody had done that before.", "A worker"),
    Quote("I told my story four times in one day and then I went home.", "Somebody who uses us"),
]


def outline(count=18) -> Outline:
    """A deck like that of the demo: eighteen slides, or so many of the same."""
    slides = [slide for _ in range(0, count, 18) for slide in _eighteen()][:count]
    return Outline(
        title="Carrowby: meeting 2",
        subtitle="Thursday 24 March 2027, 09:30",
        author="Ana",
        network="Carrowby",
        dated="21 March 2027, 18:00",
        slides=slides,
    )


def _eighteen() -> list[Slide]:
    return [
        Slide(K.TITLE, "Carrowby: meeting 2", body=["Thursday 24 March, 09:30", "The Old Library"]),
        _text("Why we are here today", K.TEXT),
        _text("You asked us to open this up, until June", K.COLUMNS),
        _stack("Much of this began with the coordinator", ["Questions", "Topics"], 2),
        _text("What each of us would like", K.TEXT),
        _stack("22 of 27 people answered", STUCK[:5], 2),
        _bars("Most say it works less than well", [str(n) for n in range(11)], ChartKind.COLUMN),
        _bars("Sixteen of 22 say people are passed on", STUCK, quotes=QUOTES),
        _bars("Most wrote of one steady worker", STUCK, quotes=QUOTES),
        Slide(K.QUOTE, "In your words", quotes=QUOTES, source="Quotes with consent", notes=NOTES),
        _bars("1,832 records have three or more needs", STUCK[:6]),
        _bars("The wait runs from 3 to 21 days", STUCK[:6]),
        _stack("We agree on budgets and differ on forms", STUCK[:5], 5),
        _table("Four contracts end in one month", K.TABLE, 5),
        _bars("The vote: three topics, and how close it was", STUCK, body=["24 of 27 voted."] * 2),
        _table("This morning", K.AGENDA, 7),
        _text("How could one worker stay with a person?", K.TOPIC),
        _table("Who does what", K.ACTIONS, 6),
    ]


def _text(title, kind):
    body = [
        "What is happening now, and who decides it?",
        "What would be enough for a start?",
        "What can this table settle today, and what needs somebody who is not here?",
    ]
    return Slide(kind, title, body=body, source="Purpose of Carrowby", notes=NOTES, minutes=3)


def _bars(title, categories, kind=ChartKind.BAR, quotes=(), body=()):
    values = [16, 13, 9, 8, 7, 5, 2, 4, 3, 1, 0][: len(categories)]
    chart = Chart(kind, categories, {"Answers": values}, f"Bars. {title}.", (0, 1, 2))
    slide = K.CHART_WITH_QUOTES if quotes else K.CHART
    source = "Question A3 · 22 of 27 answered · as at 21 March 2027"
    return Slide(slide, title, list(body), chart, None, list(quotes), source, NOTES, minutes=3)


def _stack(title, categories, parts):
    values = {f"Part {n + 1} of them": [n + 2] * len(categories) for n in range(parts)}
    chart = Chart(ChartKind.STACKED, categories, values, f"Stacked bars. {title}.")
    source = "Records of who wrote each question and topic"
    return Slide(K.CHART, title, chart=chart, source=source, notes=NOTES, label=Label.READING)


def _table(title, kind, rows):
    row = ["09:30", "Welcome, ground rules, how notes work", "Ana", "A card on each table"]
    table = Table(["When", "What", "Who", "How"], [row] * rows, f"{title}.", (1, 4, 2, 3))
    return Slide(kind, title, table=table, source="Running order", notes=NOTES, minutes=5)


def bare(pages) -> bytes:
    """The same texts, figures, tables and notes by python-pptx alone: no looks, no alt text."""
    deck = Presentation()
    layout = deck.slide_layouts.get_by_name("Title Only")
    for page in pages:
        slide = deck.slides.add_slide(layout)
        slide.shapes.title.text_frame.text = page.title
        for paragraphs in page.texts.values():
            box = slide.shapes.add_textbox(*AT)
            box.text_frame.text = "\n".join(paragraph.text for paragraph in paragraphs)
        if page.label:
            slide.shapes.add_textbox(*AT).text_frame.text = LABELS[page.label]
        if page.chart:
            _bare_chart(slide, page.chart)
        if page.grid:
            _bare_table(slide, page.grid.rows)
        notes = "\n".join(note for note in page.notes if note)
        slide.notes_slide.notes_text_frame.text = notes
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _bare_chart(slide, chart):
    data = CategoryChartData()
    data.categories = chart.categories
    for name, values in chart.series.items():
        data.add_series(name, values)
    slide.shapes.add_chart(NATIVE[chart.kind], *AT, data)


def _bare_table(slide, rows):
    table = slide.shapes.add_table(len(rows), len(rows[0]), *AT).table
    for n, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(n, column).text = text


def ratios(count=18, rounds=7, ours=pptx.render) -> tuple[float, float, float]:
    """Seconds of `ours`, seconds of the bare build, and the median ratio of the interleaved rounds."""
    said = outline(count)
    pages = paginate(said)
    taken = []
    for work in (lambda: ours(said), lambda: bare(pages)):
        work()  # once unmeasured: caches and lazy imports
    for _ in range(rounds):
        taken.append((_seconds(lambda: ours(said)), _seconds(lambda: bare(pages))))
    medians = [statistics.median(column) for column in zip(*taken, strict=True)]
    return *medians, statistics.median(one / other for one, other in taken)


def _seconds(work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def main():
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--slides", type=int, default=60, help="of the long deck")
    asked.add_argument("--rounds", type=int, default=15)
    asked = asked.parse_args()
    began = time.perf_counter()
    long_deck = pptx.render(outline(asked.slides))
    taken = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = len(long_deck) // 1024
    print(f"{asked.slides} slides: {taken:.2f} s, {memory:.0f} MB, {size} KiB")
    ours, others, ratio = ratios(rounds=asked.rounds)
    print(f"18 slides: {ours * 1000:.0f} ms; bare python-pptx {others * 1000:.0f} ms; {ratio:.2f}x")


if __name__ == "__main__":
    main()
