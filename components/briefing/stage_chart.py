"""The stages as a native chart of PowerPoint, with its numbers in a sheet behind it."""

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.slide import Slide
from pptx.util import Pt

from components.briefing.scene import Scene
from components.briefing.slide_shapes import Box, Canvas
from components.server.palette import GROUP, INK, RULE
from components.words.text import Text

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
TYPE = 10
PERSIAN_DIGITS = "[$-3000429]#,##0"
"""Numbers in the digits of Persian, wherever the file is opened."""


def add_chart(slide: Slide, canvas: Canvas, scene: Scene, text: Text, box: Box) -> None:
    """Bars in the order of the stages.

    This View's on those of all documented clusters, where it leaves any out. canvas: numbers the
    slide's shapes.
    """
    data = CategoryChartData(number_format=PERSIAN_DIGITS if text.is_rtl else "#,##0")
    data.categories = [stage.label for stage in scene.stages]
    if scene.is_filtered:
        data.add_series(scene.stage_names[1], [stage.national for stage in scene.stages])
    data.add_series(scene.stage_names[0], [stage.here for stage in scene.stages])
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height), data
    )
    frame.name = text("briefing.stage_title")
    frame._element.nvGraphicFramePr.cNvPr.set("id", canvas.next_number())
    counts = text("list.comma").join(f"{s.label} {s.count}" for s in scene.stages)
    frame._element.nvGraphicFramePr.cNvPr.set(
        "descr", scene.stage_title if scene.is_unknown else f"{scene.stage_title}. {counts}"
    )
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(TYPE), _rgb(INK)
    stages, counts_axis = chart.category_axis, chart.value_axis
    stages.reverse_order = True
    skip = etree.SubElement(stages._element, f"{{{C}}}tickLblSkip", val="1")
    stages._element.find(f"{{{C}}}lblOffset").addnext(skip)
    stages.format.line.color.rgb = _rgb(RULE)
    stages.tick_labels.font.size = Pt(TYPE)
    # LibreOffice leaves out every second name otherwise
    stages._element.find(f"{{{C}}}txPr/{{{A}}}bodyPr").set("rot", "0")
    stages.major_tick_mark = XL_TICK_MARK.NONE
    stages.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    counts_axis.reverse_order = text.is_rtl
    counts_axis.visible = counts_axis.has_major_gridlines = False
    counts_axis.minimum_scale = 0
    _number_axes(chart._chartSpace)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    _give_names_room(plot._element.getparent(), text.is_rtl)
    if scene.is_filtered:
        behind = plot.series[0].format.fill
        behind.solid()
        behind.fore_color.rgb = _rgb(RULE)
    here = plot.series[len(plot.series) - 1]
    for position, stage in enumerate(scene.stages):
        fill = here.points[position].format.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(GROUP[stage.group])
    labels = here.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.bold = Pt(TYPE), True
    labels.number_format, labels.number_format_is_linked = (
        PERSIAN_DIGITS if text.is_rtl else "#,##0",
        False,
    )


def _number_axes(space: etree._Element) -> None:
    """Number the axes 1 and 2.

    python-pptx gives them numbers below zero, which are none by ECMA-376 (xsd:unsignedInt).
    """
    known: dict[str, str] = {}
    for element in space.iter(f"{{{C}}}axId", f"{{{C}}}crossAx"):
        element.set("val", known.setdefault(element.get("val"), str(len(known) + 1)))


def _give_names_room(area: etree._Element, rtl: bool) -> None:
    """The bars in less than half of the width, so that each stage's name has a line."""
    layout = area.find(f"{{{C}}}layout")
    if layout is None:
        layout = etree.Element(f"{{{C}}}layout")
        area.insert(0, layout)
    manual = etree.SubElement(layout, f"{{{C}}}manualLayout")
    values = {
        "layoutTarget": "inner",
        "xMode": "edge",
        "yMode": "edge",
        "x": "0.03" if rtl else "0.55",
        "y": "0.01",
        "w": "0.42",
        "h": "0.98",
    }
    for name, value in values.items():
        etree.SubElement(manual, f"{{{C}}}{name}", val=value)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())
