"""Whether a file says what its outline says: each figure of its charts, tables and texts.

Slides are found again by their titles, wherever they stand; words may differ, figures may not.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from meetings.deck import chart_room, clean
from meetings.deck.outline import Chart, Outline
from meetings.deck.outline import Slide as Said

from .charts import ChartPart, in_words, same_value
from .deck import Deck, Slide
from .finding import Finding, excerpt
from .tables import cells_of

NUMBERED = re.compile(r" \(\d+ of \d+\)$")
FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
CUT = "…"


@dataclass
class Pair:
    """Slides of the outline that share a title as far as it is shown, and the pages that show them."""

    said: list[Said]
    pages: list[Slide] = field(default_factory=list)


def check_agreement(
    deck: Deck, outline: Outline, charts: dict[Slide, list[ChartPart]]
) -> list[Finding]:
    """What the file says otherwise than the outline."""
    pairs, strangers = _pairs(deck, outline)
    unknown = _("The records have no slide with this title.")
    found = [Finding("not-in-outline", unknown, s.number, is_error=False) for s in strangers]
    for pair in pairs:
        if not pair.pages:
            text = _("The file leaves out the slide “%(title)s”.")
            words = {"title": excerpt(pair.said[0].title, 60)}
            found.append(Finding("not-in-file", text % words, is_error=False))
            continue
        found += _charts(pair, [one for page in pair.pages for one in charts[page]])
        found += _tables(pair) + _texts(pair)
    return found


def _pairs(deck: Deck, outline: Outline) -> tuple[list[Pair], list[Slide]]:
    titles = [clean.one_line(slide.title) or slide.kind.capitalize() for slide in outline.slides]
    exact: dict[str, list[int]] = {}
    for n, title in enumerate(titles):
        exact.setdefault(title, []).append(n)
    pairs: dict[tuple[int, ...], Pair] = {}
    strangers, used = [], set()
    for page in deck.slides:
        group = _matching(page.title.text if page.title else "", titles, exact)
        if not group:
            strangers.append(page)
            continue
        used.update(group)
        said = [outline.slides[n] for n in group]
        pairs.setdefault(group, Pair(said)).pages.append(page)
    left_out = [Pair([slide]) for n, slide in enumerate(outline.slides) if n not in used]
    return [*pairs.values(), *left_out], strangers


def _matching(shown: str, titles: list[str], exact: dict[str, list[int]]) -> tuple[int, ...]:
    if shown in exact:
        return tuple(exact[shown])
    head = NUMBERED.sub("", shown)
    if head.endswith(CUT):
        start = head.removesuffix(CUT)
        return tuple(n for n, title in enumerate(titles) if title.startswith(start))
    return tuple(exact.get(head, ()))


# Charts


def _charts(pair: Pair, drawn: list[ChartPart]) -> list[Finding]:
    """The points of all charts of these slides, in order, beside those that were to be drawn."""
    said = [point for slide in pair.said if slide.chart for point in _points_said(slide.chart)]
    shown = [(point, chart.slide.number) for chart in drawn for point in _points_shown(chart)]
    for point, (other, number) in zip(said, shown, strict=False):
        if not _same_point(point, other):
            words = {"name": excerpt(point[0]), "shown": _figures(other), "said": _figures(point)}
            text = _("The chart shows %(shown)s where the records say %(said)s for “%(name)s”.")
            return [Finding("figures-differ", text % words, number)]
    if len(said) == len(shown):
        return []
    words = {"shown": len(shown), "said": len(said)}
    text = _("The chart has %(shown)d points where the records have %(said)d.") % words
    return [Finding("figures-differ", text, pair.pages[0].number)]


def _points_said(chart: Chart) -> list[tuple[str, dict]]:
    if chart_room.has_too_many_series(chart):
        return []  # it is shown as a table
    count = len(chart.categories)
    series = {}
    for key, values in chart.series.items():
        plain = clean.cut(clean.one_line(key)) or "Answers"
        while plain in series:
            plain += "\u2032"
        figures = [clean.number(value) for value in values][:count]
        series[plain] = figures + [None] * (count - len(figures))
    if all(value is None for values in series.values() for value in values):
        return []
    return [
        (clean.cut(clean.one_line(category) or "–"), {key: series[key][n] for key in series})
        for n, category in enumerate(chart.categories)
    ]


def _points_shown(chart: ChartPart) -> list[tuple[str, dict]]:
    if not chart.series:
        return []
    names = [str(series.name.values[0] if series.name.values else "") for series in chart.series]
    points = []
    for n, category in enumerate(chart.series[0].categories.values):
        values = {
            key: (series.values.values[n] if n < len(series.values.values) else None)
            for key, series in zip(names, chart.series, strict=True)
        }
        points.append((str(category or ""), values))
    return points


def _same_point(said: tuple[str, dict], shown: tuple[str, dict]) -> bool:
    (category, values), (other, drawn) = said, shown
    if category != other or values.keys() != drawn.keys():
        return False
    return all(same_value(values[key], drawn[key]) for key in values)


def _figures(point: tuple[str, dict]) -> str:
    name, values = point
    return f"{excerpt(name)}: " + ", ".join(in_words(value) for value in values.values())


# Tables


def _tables(pair: Pair) -> list[Finding]:
    said = [row for slide in pair.said if slide.table for row in slide.table.rows]
    shown = [row for page in pair.pages for row in _rows_shown(page)]
    if not said or any(not slide.table for slide in pair.said):
        return []  # blank rows to write in, or text that PowerPoint shows as it is
    if shown and len(shown[0][0]) < len(said[0]):
        return _wide_tables(pair, said, shown)
    if len(said) != len(shown):
        words = {"shown": len(shown), "said": len(said)}
        text = _("The table has %(shown)d rows where the records have %(said)d.") % words
        return [Finding("figures-differ", text, pair.pages[0].number)]
    for row, (cells, number) in zip(said, shown, strict=True):
        for cell, other in zip(row, cells, strict=False):
            if not _same_figures(str(cell), other):
                text = _("The table shows “%(shown)s” where the records say “%(said)s”.")
                words = {"shown": excerpt(other), "said": excerpt(str(cell))}
                return [Finding("figures-differ", text % words, number)]
    return []


def _wide_tables(pair: Pair, said: list, shown: list) -> list[Finding]:
    """Of a table that continues to the right: every figure has to be in one of its parts."""
    given = Counter(figure for row in said for cell in row for figure in FIGURE.findall(str(cell)))
    there = Counter(f for cells, _number in shown for cell in cells for f in FIGURE.findall(cell))
    missing = given - there
    if not missing or any(CUT in cell for cells, _number in shown for cell in cells):
        return []
    text = _("The text leaves out %(figure)s, which the records say.")
    words = {"figure": next(iter(missing))}
    return [Finding("figures-differ", text % words, pair.pages[0].number)]


def _rows_shown(page: Slide) -> list[tuple[list[str], int]]:
    """Each row below the header, with the number of its slide."""
    rows = []
    for shape in page.shapes:
        if shape.table is None:
            continue
        cells: dict[int, list[str]] = {}
        for cell in cells_of(page, shape):
            cells.setdefault(cell.row, []).append(cell.text)
        rows += [(texts, page.number) for row, texts in cells.items() if row]
    return rows


def _same_figures(said: str, shown: str) -> bool:
    figures, others = FIGURE.findall(said), FIGURE.findall(shown)
    if shown.endswith(CUT):
        # The last one may itself have been cut.
        return figures[: max(0, len(others) - 1)] == others[:-1]
    return figures == others


# Texts


def _texts(pair: Pair) -> list[Finding]:
    """No figure on these pages that was not given, and none given that is neither there nor in the notes."""
    given = Counter(
        f for slide in pair.said for text in _given(slide) for f in FIGURE.findall(text)
    )
    allowed = {*given, *(f for s in pair.said for f in FIGURE.findall(f"{s.title} {s.source}"))}
    shown = {page: list(_shown(page)) for page in pair.pages}
    is_cut = any(CUT in text for texts in shown.values() for text in texts)
    for page, texts in shown.items():
        figures = [f for text in texts if CUT not in text for f in FIGURE.findall(text)]
        strange = [figure for figure in figures if figure not in allowed]
        if strange and pair.said[0].kind != "title":
            text = _("The text says %(figure)s, which the records do not.")
            return [Finding("figures-differ", text % {"figure": strange[0]}, page.number)]
    seen = Counter(f for texts in shown.values() for text in texts for f in FIGURE.findall(text))
    if is_cut:
        seen += Counter(f for page in pair.pages for f in FIGURE.findall(page.notes))
    missing = given - seen
    if not missing:
        return []
    text = _("The text leaves out %(figure)s, which the records say.")
    words = {"figure": next(iter(missing))}
    return [Finding("figures-differ", text % words, pair.pages[0].number)]


def _given(slide: Said) -> list[str]:
    return [clean.one_line(t) for t in (*slide.body, *(quote.text for quote in slide.quotes))]


def _shown(page: Slide):
    for shape in page.shapes:
        if shape.has_text and not shape.is_title and shape.place_type != "sldNum":
            yield shape.text
