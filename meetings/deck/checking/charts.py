"""What a chart shows, what its workbook says, and whether it can be read."""

import math
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from lxml import etree

from .deck import Shape, Slide
from .finding import Finding, excerpt
from .names import name, path, whole
from .parts import holds_controls
from .workbook import Value, Workbook, keys_of, read_workbook

TYPE_ENDING = "Chart"  # c:barChart, c:lineChart
ROUND = ("pieChart", "pie3DChart", "doughnutChart", "ofPieChart")


@dataclass(frozen=True)
class Cached:
    """What a chart remembers of a range: it draws this, not the workbook."""

    reference: str | None
    values: list[Value | None]


@dataclass
class Series:
    element: etree._Element
    group: str  # barChart, lineChart
    name: Cached
    categories: Cached
    values: Cached


@dataclass
class ChartPart:
    """A chart as its part says it."""

    part: str
    tree: etree._Element
    slide: Slide
    shape: Shape
    series: list[Series] = field(default_factory=list)

    @cached_property
    def workbook(self) -> Workbook | None:
        target = self.slide.deck.package.related(self.part, "package")
        data = self.slide.deck.package.read(target) if target else None
        return None if data is None else read_workbook(data)


def charts_of(slide: Slide) -> list[ChartPart]:
    """The charts of a slide, in reading order."""
    targets = {r.id: r.target for r in slide.deck.package.relationships(slide.part)}
    found = []
    for shape in slide.shapes:
        if shape.kind == "chart":
            data = shape.element.find(path("a:graphic", "a:graphicData", "c:chart"))
            part = targets.get("" if data is None else data.get(name("r:id"), ""), "")
            tree = slide.deck.package.xml(part)
            if tree is not None:
                found.append(ChartPart(part, tree, slide, shape, _series(tree)))
    return found


def _series(tree: etree._Element) -> list[Series]:
    area = tree.find(path("c:chart", "c:plotArea"))
    return [
        Series(
            element,
            group.tag.rsplit("}")[-1],
            _cached(element.find(name("c:tx"))),
            _cached(_either(element, "c:cat", "c:xVal")),
            _cached(_either(element, "c:val", "c:yVal")),
        )
        for group in (area if area is not None else ())
        if group.tag.endswith(TYPE_ENDING)
        for element in group.iterchildren(name("c:ser"))
    ]


def _either(element: etree._Element, *names: str) -> etree._Element | None:
    return next((f for f in (element.find(name(one)) for one in names) if f is not None), None)


def _cached(element: etree._Element | None) -> Cached:
    """The values of a string or number range with its gaps."""
    if element is None or not len(element):
        return Cached(None, [])
    source = element[0]
    if source.tag == name("c:v"):
        return Cached(None, [source.text or ""])
    caches = (source.find(name(f"c:{kind}Cache")) for kind in ("str", "num"))
    cache = next((one for one in caches if one is not None), source)
    as_number = source.tag == name("c:numRef")
    points = {whole(p.get("idx")): p.findtext(name("c:v")) for p in cache.iter(name("c:pt"))}
    counted = cache.find(name("c:ptCount"))
    count = min(whole(counted.get("val")) if counted is not None else len(points), 100_000)
    values = [_said(points.get(n), as_number) for n in range(count)]
    return Cached(source.findtext(name("c:f")), values)


def _said(text: str | None, as_number: bool) -> Value | None:
    if text is None or not as_number:
        return text
    try:
        return float(text)
    except ValueError:
        return text


def check_chart(chart: ChartPart) -> list[Finding]:
    """Whether the workbook is there, is only data, and says just what is drawn."""
    number = chart.slide.number
    book = chart.workbook
    if book is None:
        text = _("The chart has no workbook, so nobody can edit its figures.")
        return [Finding("chart-workbook", text, number)]
    found = []
    if book.has_formulas:
        text = _("The workbook behind the chart holds a formula.")
        found.append(Finding("chart-workbook-formula", text, number))
    if book.has_links:
        text = _("The workbook behind the chart holds a link or asks another file.")
        found.append(Finding("chart-workbook-link", text, number))
    if any(holds_controls(data) for data in book.raw):
        text = _("There is a control character in the workbook behind the chart.")
        found.append(Finding("control-character", text, number))
    return found + _differences(chart, book) + _unseen(chart, book)


def _differences(chart: ChartPart, book: Workbook) -> list[Finding]:
    for series in chart.series:
        for drawn in (series.name, series.categories, series.values):
            if not drawn.values and drawn.reference is None:
                continue
            said = book.at(drawn.reference) if drawn.reference else None
            if said is None:
                text = _("The chart draws “%(shown)s”, which does not come from its workbook.")
                shown = excerpt(str(drawn.values[0] if drawn.values else drawn.reference))
                return [Finding("chart-differs", text % {"shown": shown}, chart.slide.number)]
            pair = _first_difference(drawn.values, said)
            if pair:
                text = _("The chart shows %(shown)s where its workbook says %(said)s.")
                words = dict(zip(("shown", "said"), map(in_words, pair), strict=True))
                return [Finding("chart-differs", text % words, chart.slide.number)]
    return []


def _first_difference(drawn: list, said: list) -> tuple[Value | None, Value | None] | None:
    longest = max(len(drawn), len(said))
    drawn = drawn + [None] * (longest - len(drawn))
    said = said + [None] * (longest - len(said))
    return next((p for p in zip(drawn, said, strict=True) if not same_value(*p)), None)


def same_value(one: Value | None, other: Value | None) -> bool:
    """Whether two cells say the same: figures as figures, an empty text like a gap."""
    if one in (None, "") or other in (None, ""):
        return one in (None, "") and other in (None, "")
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    try:
        return math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-12)
    except ValueError:
        return False


def in_words(value: Value | None) -> str:
    """A cell as a person would say it."""
    if value in (None, ""):
        return _("nothing")
    return f"“{excerpt(value)}”" if isinstance(value, str) else f"{value:,.15g}"


def _unseen(chart: ChartPart, book: Workbook) -> list[Finding]:
    """Whoever opens the workbook sees all of it: it may hold no more than is drawn."""
    drawn = set()
    for series in chart.series:
        for cached in (series.name, series.categories, series.values):
            drawn.update(keys_of(cached.reference or "") or ())
    more = [value for key, value in book.cells.items() if key not in drawn and value != ""]
    if not more:
        return []
    text = _("The workbook behind the chart holds %(more)s, which the chart does not show.")
    words = {"more": in_words(more[0])}
    return [Finding("chart-workbook-extra", text % words, chart.slide.number)]
