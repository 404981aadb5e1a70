"""A native chart: its bars' names and numbers, colours and axes, and whatever words stand in it."""

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree
from python_calamine import CalamineWorkbook

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def chart_parts(part: Any) -> tuple[tuple[str, str], ...]:
    """What is seen of a chart, by name. part: python-pptx's part of it."""
    space = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
    return tuple(_seen(space)) + tuple(_sheet(part))


def _seen(space: Any) -> Iterator[tuple[str, str]]:
    area = space.find(f".//{C}plotArea")
    plots = [plot for plot in area if str(plot.tag).endswith(("Chart", "Chart3D"))]
    yield (
        "plot",
        " ".join(
            etree.QName(p).localname
            + _value(p, "barDir")
            + _value(p, "grouping")
            + _value(p, "overlap")
            for p in plots
        ),
    )
    for number, series in enumerate(area.iter(f"{C}ser"), 1):
        name = _cached(series.find(f"{C}tx"))
        yield f"{number}", " ".join(name)
        bars = dict(
            zip(_cached(series.find(f"{C}cat")), _cached(series.find(f"{C}val")), strict=False)
        )
        yield from ((f"{number}: {label}", f"{float(value):g}") for label, value in bars.items())
        yield f"{number} #", str(len(_cached(series.find(f"{C}val"))))
        points = {p.find(f"{C}idx").get("val"): _colour(p) for p in series.findall(f"{C}dPt")}
        own = _colour(series)
        yield f"{number} colours", " ".join(points.get(str(i), own) for i in range(len(bars)))
        labels = series.find(f"{C}dLbls")
        shown = [] if labels is None else [labels, *labels.findall(f"{C}dLbl")]
        yield (
            f"{number} labels",
            " ".join(
                sorted(
                    {_value(one, "showVal") for one in shown if one.find(f"{C}delete") is None}
                    - {"0"}
                )
            ),
        )
        yield (
            f"{number} formats",
            " ".join(
                sorted(
                    {
                        f.get("formatCode")
                        for f in ([] if labels is None else labels.iter(f"{C}numFmt"))
                    }
                )
            ),
        )
    for axis in area:
        if str(axis.tag).endswith("Ax"):
            scale = axis.find(f"{C}scaling")
            ends = ":".join(
                f"{float(v):g}" if (v := _value(scale, end)) else "" for end in ("min", "max")
            )
            yield (
                etree.QName(axis).localname,
                (
                    f"{_value(scale, 'orientation') or 'minMax'} {ends} {_value(scale, 'logBase')}"
                    f" {_value(axis, 'delete', '1')}"
                ),
            )
    words = [t.text for t in space.iter(f"{A}t") if t.text]
    yield "words", " ".join(words)
    yield "drawn", " ".join("userShapes" for _ in space.iter(f"{C}userShapes"))
    yield "legend", str(space.find(f".//{C}legend") is not None)


def _sheet(part: Any) -> Iterator[tuple[str, str]]:
    """The numbers behind the chart, which show when it is edited; LibreOffice leaves them out."""
    workbook = part.chart_workbook.xlsx_part
    if workbook is not None:
        rows = (
            CalamineWorkbook.from_filelike(io.BytesIO(workbook.blob))
            .get_sheet_by_index(0)
            .to_python()
        )
        yield "sheet", "\n".join(" ".join(map(str, row)) for row in rows)


def _value(holder: Any, name: str, absent: str = "") -> str:
    """What an element says; `absent` is the value that it has where it stands without one."""
    found = None if holder is None else holder.find(f"{C}{name}")
    return "" if found is None else str(found.get("val", absent))


def _cached(holder: Any) -> list[str]:
    return [] if holder is None else [v.text or "" for v in holder.iter(f"{C}v")]


def _colour(holder: Any) -> str:
    found = holder.find(f"{C}spPr/{A}solidFill/{A}srgbClr")
    return "" if found is None else str(found.get("val")).lower()
