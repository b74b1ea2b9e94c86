"""Native charts: PowerPoint's own objects, which a facilitator can edit as they would any other."""

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml.shapes.graphfrm import CT_GraphicalObjectFrame
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.shapes.placeholder import ChartPlaceholder, PlaceholderGraphicFrame

from .chart_room import Fit
from .chart_xml import Colour, chart_space
from .outline import Chart, ChartKind
from .template import COLOURS
from .workbook import workbook

PLAIN_SHADES: Mapping[Colour, Colour] = {}
THEME_NAMES = {"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}
STRONG, SOFT = Colour("accent1", on_it="bg1"), Colour("accent2")
BRICK = Colour("accent5", on_it="bg1")
# Dark and light by turns, so that neighbours differ on paper without colours.
BARS = (
    STRONG,
    SOFT,
    BRICK,
    Colour("accent3"),
    Colour("accent6", on_it="bg1"),
    Colour("bg2"),
    Colour("accent4", on_it="bg1"),
)
# A line has to stand out from the paper; dashes and markers tell one from another.
LINES = (STRONG, BRICK, Colour("accent4"), Colour("tx1"))
# Steps of a scale, from one end to the other: dark at both ends, light in the middle. Each differs from
# the next by half as much light again, so that they can be told apart in greys.
PALE_BRICK, SOFT_DARKER = Colour("accent5", lighter=37), Colour("accent2", darker=10)
GREEN_LIGHTER = Colour("accent1", lighter=10, on_it="bg1")
STEPS = {
    2: (STRONG, SOFT),
    3: (BRICK, Colour("bg2"), STRONG),
    4: (BRICK, PALE_BRICK, SOFT, STRONG),
    5: (BRICK, Colour("accent5", lighter=55), Colour("bg2"), SOFT_DARKER, STRONG),
    6: (
        BRICK,
        PALE_BRICK,
        Colour("accent5", lighter=70),
        Colour("accent2", darker=20),
        GREEN_LIGHTER,
        STRONG,
    ),
    7: (
        BRICK,
        PALE_BRICK,
        Colour("accent5", lighter=60),
        Colour("bg2"),
        SOFT_DARKER,
        GREEN_LIGHTER,
        STRONG,
    ),
}


def draw(
    placeholder: ChartPlaceholder,
    chart: Chart,
    fit: Fit,
    shades: Mapping[Colour, Colour] = PLAIN_SHADES,
) -> PlaceholderGraphicFrame:
    """The chart, or a part of one, in its placeholder: on the scale of the whole.

    `shades` are the colours that stand for ours in the theme of another template.
    """
    slide = placeholder.part
    part = _chart_part(slide, chart, fit, shades)
    relationship = slide.relate_to(part, RELATIONSHIP_TYPE.CHART)
    place = placeholder._base_placeholder  # on the layout, whose measures a new slide inherits
    frame = CT_GraphicalObjectFrame.new_chart_graphicFrame(
        placeholder.shape_id,
        placeholder.name,
        relationship,
        place.left,
        place.top,
        place.width,
        place.height,
    )
    placeholder._replace_placeholder_with(frame)
    return PlaceholderGraphicFrame(frame, placeholder._parent)


def colours(chart: Chart) -> list[Colour]:
    """A colour for each series; the parts of a whole are steps of a scale."""
    count = len(chart.series)
    if chart.kind is ChartKind.STACKED and count in STEPS:
        return list(STEPS[count])
    offered = LINES if chart.kind is ChartKind.LINE else BARS
    return [offered[n % len(offered)] for n in range(count)]


def _chart_part(slide, chart: Chart, fit: Fit, shades: Mapping[Colour, Colour]) -> ChartPart:
    """Named after its slide: python-pptx would walk the whole package for a name, twice a chart."""
    number, package = slide.partname.idx, slide.package
    points = []
    if chart.highlight and len(chart.series) == 1:
        points = [STRONG if n in chart.highlight else SOFT for n in range(len(chart.categories))]
    part = ChartPart.load(
        PackURI(f"/ppt/charts/chart_of_slide{number}.xml"),
        CONTENT_TYPE.DML_CHART,
        package,
        chart_space(
            chart,
            fit,
            [shades.get(colour, colour) for colour in colours(chart)],
            [shades.get(colour, colour) for colour in points],
        ),
    )
    book = EmbeddedXlsxPart(
        PackURI(f"/ppt/embeddings/workbook_of_slide{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        package,
        workbook(chart),
    )
    part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    return part


def rgb(colour: Colour) -> tuple[float, float, float]:
    """The colour as red, green and blue from 0 to 1, in the theme that comes with Tightrope."""
    code = COLOURS[THEME_NAMES.get(colour.name, colour.name)]
    red, green, blue = (int(code[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, light, strength = rgb_to_hls(red, green, blue)
    light = light * (100 - colour.lighter - colour.darker) / 100 + colour.lighter / 100
    return hls_to_rgb(hue, light, strength)
