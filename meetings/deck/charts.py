"""Native charts: PowerPoint's own objects, which a facilitator can edit as they would any other.

Four kinds only, drawn alike by PowerPoint, Keynote, LibreOffice and Google Slides.
"""

import io

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_THEME_COLOR as THEME
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.placeholder import ChartPlaceholder, PlaceholderGraphicFrame
from pptx.util import Pt
from xlsxwriter import Workbook

from .chart_room import Fit, PlotBox, has_legend, is_horizontal, plot_box
from .outline import Chart, ChartKind

NATIVE = {
    ChartKind.BAR: XL_CHART_TYPE.BAR_CLUSTERED,
    ChartKind.COLUMN: XL_CHART_TYPE.COLUMN_CLUSTERED,
    ChartKind.STACKED: XL_CHART_TYPE.BAR_STACKED,
    ChartKind.LINE: XL_CHART_TYPE.LINE_MARKERS,
}
STRONG, SOFT = THEME.ACCENT_1, THEME.ACCENT_2
# A series' colour with the colour of the figures that stand on it.
PALETTE = (
    (THEME.ACCENT_1, THEME.BACKGROUND_1),
    (THEME.ACCENT_2, THEME.TEXT_1),
    (THEME.ACCENT_3, THEME.TEXT_1),
    (THEME.ACCENT_4, THEME.BACKGROUND_1),
    (THEME.ACCENT_5, THEME.BACKGROUND_1),
    (THEME.ACCENT_6, THEME.BACKGROUND_1),
)
# Steps of a scale, from one end to the other: dark at both ends, light in the middle.
STEPS = (
    (THEME.ACCENT_5, 0, THEME.BACKGROUND_1),
    (THEME.ACCENT_5, 0.55, THEME.TEXT_1),
    (THEME.BACKGROUND_2, 0, THEME.TEXT_1),
    (THEME.ACCENT_2, 0, THEME.TEXT_1),
    (THEME.ACCENT_1, 0, THEME.BACKGROUND_1),
)


class PlainChartData(CategoryChartData):
    """Chart data whose workbook holds text as text.

    python-pptx writes names with xlsxwriter's guessing `write`, which turns "=…" into a formula
    and "http…" into a link. The cells are the same; the quote prefix also keeps Excel from
    reading a name as a formula when somebody edits the cell.
    """

    @property
    def xlsx_blob(self) -> bytes:
        file = io.BytesIO()
        with Workbook(file, {"in_memory": True}) as workbook:
            sheet = workbook.add_worksheet("Sheet1")
            as_text = workbook.add_format({"num_format": "@", "quote_prefix": True})
            sheet.set_column(0, 0, 40)
            for row, category in enumerate(self.categories, 1):
                sheet.write_string(row, 0, category.label, as_text)
            for column, series in enumerate(self, 1):
                sheet.write_string(0, column, series.name, as_text)
                for row, value in enumerate(series.values, 1):
                    if value is not None:
                        sheet.write_number(row, column, value)
        return file.getvalue()


def draw(placeholder: ChartPlaceholder, chart: Chart, fit: Fit) -> PlaceholderGraphicFrame:
    """The chart, or a part of one, in its placeholder: on the scale of the whole."""
    data = PlainChartData()
    data.categories = chart.categories
    for name, values in chart.series.items():
        data.add_series(name, values)
    frame = placeholder.insert_chart(NATIVE[chart.kind], data)
    native = frame.chart
    native.has_title = False
    native.font.size = Pt(fit.size)
    native.font.color.theme_color = THEME.TEXT_1
    _set_axes(native, chart, fit.highest)
    _set_legend(native, chart)
    _set_series(native, chart)
    _place_plot(native, plot_box(chart, fit))
    return frame


def _set_axes(native: NativeChart, chart: Chart, highest: float) -> None:
    figures, categories = native.value_axis, native.category_axis
    figures.has_major_gridlines = False
    figures.visible = False
    lowest = min((v for vs in chart.series.values() for v in vs if v is not None), default=0)
    if lowest >= 0:
        figures.minimum_scale = 0
        room_for_labels = 1.0 if chart.kind is ChartKind.STACKED else 1.12
        figures.maximum_scale = (highest or 1) * room_for_labels
    categories.reverse_order = is_horizontal(chart)
    categories.has_major_gridlines = False
    categories.format.line.color.theme_color = THEME.BACKGROUND_2
    categories.tick_labels.font.color.theme_color = THEME.TEXT_1
    axis = categories._element  # no public way to the two settings below
    axis.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    axis.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def _set_legend(native: NativeChart, chart: Chart) -> None:
    native.has_legend = has_legend(chart)
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.BOTTOM
        native.legend.include_in_layout = False


def _set_series(native: NativeChart, chart: Chart) -> None:
    plot = native.plots[0]
    if chart.kind is not ChartKind.LINE:
        plot.gap_width = 50
        plot.overlap = 100 if chart.kind is ChartKind.STACKED else 0
    for n, series in enumerate(plot.series):
        colour, brightness, on_it = _colours(chart)[n]
        if chart.kind is ChartKind.LINE:
            _colour_line(series, colour)
        else:
            _fill(series.format.fill, colour, brightness)
        labels = series.data_labels
        labels.show_value = True
        labels.number_format_is_linked = False
        labels.number_format = _number_format(chart)
        labels.position = _label_position(chart)
        labels.font.bold = True
        labels.font.color.theme_color = on_it if chart.kind is ChartKind.STACKED else THEME.TEXT_1
    if chart.highlight and len(chart.series) == 1:
        _highlight(plot.series[0], chart)


def _colours(chart: Chart) -> list[tuple[THEME, float, THEME]]:
    """(colour, brightness, colour of what stands on it) for each series; three or more parts are steps."""
    count = len(chart.series)
    if chart.kind is ChartKind.STACKED and count > 2:
        return [STEPS[round(n * (len(STEPS) - 1) / (count - 1))] for n in range(count)]
    return [
        (colour, 0, on_it) for colour, on_it in (PALETTE[n % len(PALETTE)] for n in range(count))
    ]


def _highlight(series, chart: Chart) -> None:
    for n in range(len(chart.categories)):
        colour = STRONG if n in chart.highlight else SOFT
        point = series.points[n]
        fill = point.marker.format.fill if chart.kind is ChartKind.LINE else point.format.fill
        _fill(fill, colour)


def _colour_line(series, colour: THEME) -> None:
    series.smooth = False
    series.format.line.width = Pt(3)
    series.format.line.color.theme_color = colour
    series.marker.style = XL_MARKER_STYLE.CIRCLE
    series.marker.size = 10
    _fill(series.marker.format.fill, colour)


def _fill(fill: FillFormat, colour: THEME, brightness: float = 0) -> None:
    fill.solid()
    fill.fore_color.theme_color = colour
    if brightness:
        fill.fore_color.brightness = brightness


def _number_format(chart: Chart) -> str:
    whole = all(isinstance(v, int | None) for values in chart.series.values() for v in values)
    figure = "#,##0" if whole else "#,##0.0"
    # The empty sections leave out zeros, whose labels would sit on the next part of the stack.
    return f"{figure};;;" if chart.kind is ChartKind.STACKED else figure


def _label_position(chart: Chart) -> XL_LABEL_POSITION:
    if chart.kind is ChartKind.STACKED:
        return XL_LABEL_POSITION.CENTER
    if chart.kind is ChartKind.LINE:
        return XL_LABEL_POSITION.ABOVE
    return XL_LABEL_POSITION.OUTSIDE_END


def _place_plot(native: NativeChart, box: PlotBox) -> None:
    shares = "".join(
        f'<c:{name} val="{share:.4f}"/>'
        for name, share in zip("xywh", (box.left, box.top, box.width, box.height), strict=True)
    )
    plot_area = native._chartSpace.chart.plotArea  # no public way to the layout
    for present in plot_area.findall(qn("c:layout")):
        plot_area.remove(present)
    layout = (
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
        f'<c:xMode val="edge"/><c:yMode val="edge"/>{shares}</c:manualLayout></c:layout>'
    )
    plot_area.insert(0, parse_xml(layout))
