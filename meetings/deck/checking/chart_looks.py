"""Whether a chart's words and figures can be read, and its series be told apart without colour."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import etree

from .charts import ROUND, ChartPart, Series
from .colours import RGB, UNKNOWN, contrast, fill_of
from .finding import Finding
from .legible import ON_PAPER, least_contrast, pale
from .looks import Look
from .measured import backdrop
from .names import is_on, name, path

UNSAID = 10  # points, if a chart says nothing of its text
AXES = ("catAx", "valAx", "dateAx", "serAx")
ON_BARS = ("ctr", "inEnd", "inBase")
SHOWN = ("showVal", "showCatName", "showSerName", "showPercent")


@dataclass(frozen=True)
class Words:
    """Some text of a chart: what it is called, how it looks, and on what it stands."""

    called: str
    look: Look
    behind: RGB | str


def check_chart_looks(chart: ChartPart) -> list[Finding]:
    """Small or pale text, and series that only their colour tells apart."""
    words = [*_axes(chart), *_legend(chart), *_titles(chart), *_labels(chart)]
    number = chart.slide.number
    found = []
    smallest = min(words, key=lambda one: one.look.size, default=None)
    if smallest and smallest.look.size < ON_PAPER:
        text = _("The chart’s %(called)s are written in %(size)g points. Use %(least)d or more.")
        said = {"called": smallest.called, "size": smallest.look.size, "least": ON_PAPER}
        found.append(Finding("small-chart-text", text % said, number))
    ratios = [(_share(one), one) for one in words if one.look.colour and _is_known(one.behind)]
    share, worst = min(ratios, key=lambda one: one[0], default=(1, None))
    if share < 1:
        found.append(pale(worst.called, worst.look, share, number))
    return found + _colour_only(chart)


def _is_known(behind: RGB | str) -> bool:
    return bool(behind) and behind != UNKNOWN


def _share(words: Words) -> float:
    look = words.look
    return contrast(look.colour, words.behind) / least_contrast(look.size, look.bold)


def _background(chart: ChartPart) -> RGB | str:
    palette = chart.slide.palette
    for where in (path("c:chart", "c:plotArea", "c:spPr"), name("c:spPr")):
        fill = fill_of(chart.tree.find(where), palette)
        if fill:
            return fill
    return backdrop(chart.slide, chart.shape)


def _look(chart: ChartPart, *holders: etree._Element | None) -> Look:
    """The first of the holders that speaks of size, weight or colour, then the chart as a whole."""
    size, bold, colour = None, None, None
    for holder in (*holders, chart.tree):
        properties = _properties(holder)
        if properties is None:
            continue
        size = size or properties.get("sz")
        bold = bold or properties.get("b")
        fill = properties.find(name("a:solidFill"))
        colour = colour or (fill is not None and chart.slide.palette.seen(fill)) or None
    points = int(size) / 100 if size and size.isdigit() else UNSAID
    return Look(size=points, bold=is_on(bold), colour=colour or chart.slide.palette.named("tx1"))


def _properties(holder: etree._Element | None) -> etree._Element | None:
    if holder is None:
        return None
    said = holder.find(path("c:txPr", "a:p", "a:pPr", "a:defRPr"))
    if said is None:
        said = holder.find(path("c:tx", "c:rich", "a:p", "a:r", "a:rPr"))
    return said


def _axes(chart: ChartPart) -> list[Words]:
    area = chart.tree.find(path("c:chart", "c:plotArea"))
    behind = _background(chart)
    found = []
    for axis in area if area is not None else ():
        if axis.tag.rsplit("}")[-1] in AXES and not _is_deleted(axis):
            found.append(Words(_("axis labels"), _look(chart, axis), behind))
    return found


def _is_deleted(axis: etree._Element) -> bool:
    deleted = axis.find(name("c:delete"))
    position = axis.find(name("c:tickLblPos"))
    hidden = position is not None and position.get("val") == "none"
    return hidden or (deleted is not None and is_on(deleted.get("val", "1")))


def _legend(chart: ChartPart) -> list[Words]:
    legend = chart.tree.find(path("c:chart", "c:legend"))
    if legend is None:
        return []
    return [Words(_("legend entries"), _look(chart, legend), _background(chart))]


def _titles(chart: ChartPart) -> list[Words]:
    titles = chart.tree.iter(name("c:title"))
    return [Words(_("titles"), _look(chart, title), _background(chart)) for title in titles]


def _labels(chart: ChartPart) -> list[Words]:
    found = []
    for series in chart.series:
        labels = series.element.find(name("c:dLbls"))
        if labels is None:
            labels = series.element.getparent().find(name("c:dLbls"))
        if labels is not None and _shows(labels, SHOWN):
            look = _look(chart, labels)
            found += [Words(_("figures"), look, behind) for behind in _under(chart, series, labels)]
    return found


def _shows(labels: etree._Element, what: tuple[str, ...]) -> bool:
    said = (labels.find(name(f"c:{one}")) for one in what)
    return any(one is not None and is_on(one.get("val", "1")) for one in said)


def _under(chart: ChartPart, series: Series, labels: etree._Element) -> list[RGB | str]:
    """What a series' labels stand on: its bars, each with its own colour, or what is behind them."""
    if not _stands_on_bars(series, labels):
        return [_background(chart)]
    palette = chart.slide.palette
    bars = list(series.element.iterchildren(name("c:dPt")))
    if len(bars) < len(series.values.values):
        bars.append(series.element)
    fills = [fill_of(bar.find(name("c:spPr")), palette) for bar in bars]
    return [_background(chart) if fill == "" else fill or UNKNOWN for fill in fills]


def _stands_on_bars(series: Series, labels: etree._Element) -> bool:
    position = labels.find(name("c:dLblPos"))
    if position is not None:
        return position.get("val") in ON_BARS
    grouping = series.element.getparent().find(name("c:grouping"))
    return grouping is not None and "tacked" in grouping.get("val", "") and "bar" in series.group


def _colour_only(chart: ChartPart) -> list[Finding]:
    is_round = any(series.group in ROUND for series in chart.series)
    if len(chart.series) < 2 and not is_round:
        return []
    wanted = ("showCatName",) if is_round else ("showSerName",)
    labels = [series.element.find(name("c:dLbls")) for series in chart.series]
    named = all(one is not None and _shows(one, wanted) for one in labels)
    if named or chart.tree.find(path("c:chart", "c:legend")) is not None:
        return []
    text = _("Only their colours tell the parts of the chart apart. Add a legend or names.")
    return [Finding("colour-only", text, chart.slide.number)]
