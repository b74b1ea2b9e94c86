"""A chart as the XML that PowerPoint keeps: written in one piece, so that it is parsed once.

Four kinds only, drawn alike by PowerPoint, Keynote, LibreOffice and Google Slides.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from .chart_room import Fit, has_legend, hidden_labels, plot_box, scale
from .outline import Chart, ChartKind
from .workbook import column_letters

NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
WORKBOOK = "rId1"  # of a new part, the first relationship
CATEGORIES, FIGURES = "111111111", "222222222"  # the axes, by which they name each other
EDGE = '<a:ln w="19050"><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:ln>'
SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
FIGURE_BODY = '<a:bodyPr wrap="none"/>'  # a figure broken over two lines reads as two figures
SMOOTH = '<c:smooth val="0"/>'
MARKERS = ("circle", "square", "triangle", "diamond")
DASHES = ("solid", "dash", "sysDot", "dashDot")


@dataclass(frozen=True)
class Colour:
    """One of the theme's colours, perhaps lighter or darker, and the colour of figures that stand on it."""

    name: str
    lighter: int = 0  # percent
    darker: int = 0
    on_it: str = "tx1"

    @property
    def xml(self) -> str:
        kept = 100 - self.lighter - self.darker
        change = f'<a:lumMod val="{kept * 1000}"/>' if kept < 100 else ""
        change += f'<a:lumOff val="{self.lighter * 1000}"/>' if self.lighter else ""
        return f'<a:solidFill><a:schemeClr val="{self.name}">{change}</a:schemeClr></a:solidFill>'


def chart_space(chart: Chart, fit: Fit, colours: list[Colour], points: list[Colour]) -> bytes:
    """The whole chart: a colour for each series, and one for each point if they differ."""
    series = "".join(
        _series(chart, fit, n, name, colours[n], points) for n, name in enumerate(chart.series)
    )
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        f'<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea>{_layout(chart, fit)}{_plot(chart, series)}'
        f"{_axes(chart, fit)}</c:plotArea>{legend if has_legend(chart) else ''}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{_text(size=fit.size)}"
        f'<c:externalData r:id="{WORKBOOK}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _layout(chart: Chart, fit: Fit) -> str:
    box = plot_box(chart, fit)
    shares = "".join(
        f'<c:{name} val="{share:.4f}"/>'
        for name, share in zip("xywh", (box.left, box.top, box.width, box.height), strict=True)
    )
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{shares}</c:manualLayout></c:layout>'
    )


def _plot(chart: Chart, series: str) -> str:
    axes = f'<c:axId val="{CATEGORIES}"/><c:axId val="{FIGURES}"/>'
    if chart.kind is ChartKind.LINE:
        return (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f'{series}<c:marker val="1"/>{axes}</c:lineChart>'
        )
    is_stacked = chart.kind is ChartKind.STACKED
    return (
        f'<c:barChart><c:barDir val="{"col" if chart.kind is ChartKind.COLUMN else "bar"}"/>'
        f'<c:grouping val="{"stacked" if is_stacked else "clustered"}"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="50"/><c:overlap val="{100 if is_stacked else 0}"/>{axes}</c:barChart>'
    )


def _series(chart: Chart, fit: Fit, n: int, name: str, colour: Colour, points: list[Colour]) -> str:
    values = chart.series[name]
    is_line = chart.kind is ChartKind.LINE
    column, last = column_letters(2 + n), len(values) + 1
    return (
        f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/>'
        f"<c:tx>{_strings(f'${column}$1', [name])}</c:tx>"
        f"{_line(n, colour) if is_line else _bars(chart, colour)}"
        f"{''.join(_point(chart, at, point) for at, point in enumerate(points))}"
        f"{_labels(chart, fit, values, colour)}"
        f"<c:cat>{_strings(f'$A$2:$A${last}', chart.categories)}</c:cat>"
        f"<c:val>{_figures(f'${column}$2:${column}${last}', values)}</c:val>"
        f"{SMOOTH if is_line else ''}</c:ser>"
    )


def _bars(chart: Chart, colour: Colour) -> str:
    # Parts of a whole are told apart by the line between them, on paper without colours too.
    edge = EDGE if chart.kind is ChartKind.STACKED else ""
    return f'<c:spPr>{colour.xml}{edge}</c:spPr><c:invertIfNegative val="0"/>'


def _line(n: int, colour: Colour) -> str:
    return (
        f'<c:spPr><a:ln w="38100">{colour.xml}<a:prstDash val="{DASHES[n % len(DASHES)]}"/></a:ln>'
        "</c:spPr>"
        f'<c:marker><c:symbol val="{MARKERS[n % len(MARKERS)]}"/><c:size val="10"/>'
        f"<c:spPr>{colour.xml}</c:spPr></c:marker>"
    )


def _point(chart: Chart, n: int, colour: Colour) -> str:
    if chart.kind is ChartKind.LINE:
        look = (
            '<c:marker><c:symbol val="circle"/><c:size val="10"/>'
            f"<c:spPr>{colour.xml}</c:spPr></c:marker>"
        )
    else:
        look = f'<c:invertIfNegative val="0"/><c:spPr>{colour.xml}</c:spPr>'
    return f'<c:dPt><c:idx val="{n}"/>{look}</c:dPt>'


def _labels(chart: Chart, fit: Fit, values: list, colour: Colour) -> str:
    places = {ChartKind.STACKED: "ctr", ChartKind.LINE: "t"}
    hidden = "".join(
        f'<c:dLbl><c:idx val="{n}"/><c:delete val="1"/></c:dLbl>'
        for n in hidden_labels(chart, fit, values)
    )
    on_it = colour.on_it if chart.kind is ChartKind.STACKED else "tx1"
    return (
        f'<c:dLbls>{hidden}<c:numFmt formatCode={quoteattr(fit.figures)} sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(bold=True, colour=on_it)}"
        f'<c:dLblPos val="{places.get(chart.kind, "outEnd")}"/>{SHOWN}</c:dLbls>'
    )


def _strings(cells: str, texts: list[str]) -> str:
    held = "".join(f'<c:pt idx="{n}"><c:v>{escape(t)}</c:v></c:pt>' for n, t in enumerate(texts))
    return (
        f'<c:strRef><c:f>Sheet1!{cells}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>'
        f"{held}</c:strCache></c:strRef>"
    )


def _figures(cells: str, values: list) -> str:
    held = "".join(
        f'<c:pt idx="{n}"><c:v>{v}</c:v></c:pt>' for n, v in enumerate(values) if v is not None
    )
    return (
        f"<c:numRef><c:f>Sheet1!{cells}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{held}</c:numCache></c:numRef>'
    )


def _axes(chart: Chart, fit: Fit) -> str:
    upright = chart.kind in (ChartKind.COLUMN, ChartKind.LINE)
    lowest, highest = scale(chart, fit)
    beside = "low" if lowest < 0 else "nextTo"  # else labels would stand on bars below nought
    ticks = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    return (
        f'<c:catAx><c:axId val="{CATEGORIES}"/>'
        f'<c:scaling><c:orientation val="{"minMax" if upright else "maxMin"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"b" if upright else "l"}"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/>{ticks}<c:tickLblPos val="{beside}"/>'
        '<c:spPr><a:ln><a:solidFill><a:schemeClr val="bg2"/></a:solidFill></a:ln></c:spPr>'
        f'{_text(upright=True)}<c:crossAx val="{FIGURES}"/><c:crosses val="autoZero"/>'
        '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>'
        f'<c:noMultiLvlLbl val="0"/></c:catAx><c:valAx><c:axId val="{FIGURES}"/><c:scaling>'
        f'<c:orientation val="minMax"/><c:max val="{highest}"/><c:min val="{lowest}"/></c:scaling>'
        f'<c:delete val="1"/><c:axPos val="{"l" if upright else "b"}"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/>{ticks}<c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{CATEGORIES}"/><c:crosses val="autoZero"/></c:valAx>'
    )


def _text(size: int = 0, bold: bool = False, colour: str = "tx1", upright: bool = False) -> str:
    body = '<a:bodyPr rot="0"/>' if upright else FIGURE_BODY if bold else "<a:bodyPr/>"
    looks = f' sz="{size * 100}"' * bool(size) + ' b="1"' * bold
    return (
        f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr><a:defRPr{looks}>"
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )
