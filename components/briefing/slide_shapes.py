"""Shapes of a slide as DrawingML: freeforms, symbols, words from right to left, groups.

Each with its name and a description.

python-pptx writes the package and the chart; the shapes are written here, because a map has
hundreds and it looks through all for each new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from pptx.util import Emu

from geo.drawing.plan import Ring

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
PRESETS = {"circle": "ellipse", "triangle": "triangle", "square": "rect", "diamond": "diamond"}
POINT = 12700


@dataclass(frozen=True)
class Box:
    """A place on the slide, in points (1/72 inch) from the upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Look:
    """How a shape is painted.

    Colours are `#rrggbb` or of the theme, None for none; width: of the line, in points; opacity: of
    the fill, 0 to 1.
    """

    fill: str | None
    line: str | None = None
    width: float = 0.75
    dash: bool = False
    opacity: float = 1.0


def emu(points: float) -> str:
    """Points as English Metric Units, what Office Open XML measures in: 12,700 a point."""
    return str(Emu(round(points * POINT)))


class Canvas:
    """What shapes are added to: a slide's tree, or a group in it. Numbers the shapes."""

    def __init__(self, tree: etree._Element, numbers: list[int], rtl: bool) -> None:
        self.tree, self.numbers, self.rtl = tree, numbers, rtl

    def group(self, name: str, description: str, box: Box) -> "Canvas":
        """A group with the slide's own measures inside."""
        made = _sub(self.tree, P, "grpSp")
        heads = _sub(made, P, "nvGrpSpPr")
        self._name(heads, name, description)
        _sub(heads, P, "cNvGrpSpPr")
        _sub(heads, P, "nvPr")
        transform = _sub(_sub(made, P, "grpSpPr"), A, "xfrm")
        for offset, extent in (("off", "ext"), ("chOff", "chExt")):
            _sub(transform, A, offset, x=emu(box.x), y=emu(box.y))
            _sub(transform, A, extent, cx=emu(box.width), cy=emu(box.height))
        return Canvas(made, self.numbers, self.rtl)

    def freeform(
        self,
        name: str,
        description: str,
        rings: Sequence[Ring],
        at: tuple[float, float],
        scale: float,
        look: Look,
    ) -> None:
        """Rings as one shape; `at` is where 0, 0 lies, `scale` points a unit."""
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        left, top = min(xs), min(ys)
        wide, high = max(max(xs) - left, 0.1), max(max(ys) - top, 0.1)
        shape, properties = self._shape(
            name,
            description,
            Box(at[0] + left * scale, at[1] + top * scale, wide * scale, high * scale),
        )
        geometry = _sub(properties, A, "custGeom")
        for part in ("avLst", "gdLst", "ahLst", "cxnLst"):
            _sub(geometry, A, part)
        _sub(geometry, A, "rect", l="0", t="0", r="r", b="b")
        path = _sub(
            _sub(geometry, A, "pathLst"),
            A,
            "path",
            w=str(round(wide * 10)),
            h=str(round(high * 10)),
        )
        for ring in rings:
            for position, (x, y) in enumerate(ring):
                step = _sub(path, A, "lnTo" if position else "moveTo")
                _sub(step, A, "pt", x=str(round((x - left) * 10)), y=str(round((y - top) * 10)))
            _sub(path, A, "close")
        _paint(properties, look)
        self._no_words(shape)

    def preset(
        self,
        name: str,
        description: str,
        box: Box,
        preset: str,
        look: Look,
    ) -> None:
        """A ready shape of DrawingML."""
        shape, properties = self._shape(name, description, box)
        _sub(_sub(properties, A, "prstGeom", prst=preset), A, "avLst")
        _paint(properties, look)
        self._no_words(shape)

    def words(
        self,
        name: str,
        paragraphs: Sequence[Sequence["Run"]],
        box: Box,
        *,
        align: str = "start",
        anchor: str = "t",
    ) -> None:
        """A box of text. align: start, end or center; anchor: t, ctr or b."""
        shape, properties = self._shape(name, "", box, is_text=True)
        _sub(_sub(properties, A, "prstGeom", prst="rect"), A, "avLst")
        _sub(properties, A, "noFill")
        body = _sub(shape, P, "txBody")
        frame = _sub(
            body,
            A,
            "bodyPr",
            wrap="square",
            lIns="0",
            tIns="0",
            rIns="0",
            bIns="0",
            anchor=anchor,
            rtlCol="1" if self.rtl else "0",
        )
        _sub(frame, A, "noAutofit")
        _sub(body, A, "lstStyle")
        for runs in paragraphs:
            write_paragraph(body, runs, align, self.rtl)

    def _no_words(self, shape: etree._Element) -> None:
        body = _sub(shape, P, "txBody")
        _sub(body, A, "bodyPr")
        _sub(body, A, "lstStyle")
        _sub(body, A, "p")

    def _shape(
        self, name: str, description: str, box: Box, *, is_text: bool = False
    ) -> tuple[etree._Element, etree._Element]:
        shape = _sub(self.tree, P, "sp")
        heads = _sub(shape, P, "nvSpPr")
        self._name(heads, name, description)
        _sub(heads, P, "cNvSpPr", **({"txBox": "1"} if is_text else {}))
        _sub(heads, P, "nvPr")
        properties = _sub(shape, P, "spPr")
        transform = _sub(properties, A, "xfrm")
        _sub(transform, A, "off", x=emu(box.x), y=emu(box.y))
        _sub(transform, A, "ext", cx=emu(box.width), cy=emu(box.height))
        return shape, properties

    def next_number(self) -> str:
        """The number of one more shape: each has its own on a slide."""
        self.numbers[0] += 1
        return str(self.numbers[0])

    def _name(self, heads: etree._Element, name: str, description: str) -> None:
        _sub(
            heads,
            P,
            "cNvPr",
            id=self.next_number(),
            name=name,
            **({"descr": description} if description else {}),
        )


@dataclass(frozen=True)
class Run:
    """A piece of text in one size (points), weight and colour.

    glows: a light edge around it sets it off a map.
    """

    text: str
    size: float
    colour: str
    bold: bool = False
    glows: bool = False


def write_paragraph(body: etree._Element, runs: Sequence[Run], align: str, rtl: bool) -> None:
    """A paragraph in the reading direction.

    In DrawingML `l` and `r` are sides of the page, whichever the direction.
    """
    side = {"start": "r" if rtl else "l", "end": "l" if rtl else "r", "center": "ctr"}[align]
    paragraph = _sub(body, A, "p")
    _sub(paragraph, A, "pPr", algn=side, rtl="1" if rtl else "0")
    for run in runs:
        made = _sub(paragraph, A, "r")
        look = _sub(
            made,
            A,
            "rPr",
            lang="fa-IR" if rtl else "en-GB",
            sz=str(round(run.size * 100)),
            b="1" if run.bold else "0",
            dirty="0",
        )
        _colour(look, run.colour)
        if run.glows:
            glow = _sub(_sub(look, A, "effectLst"), A, "glow", rad=emu(2.5))
            _sub(_sub(glow, A, "srgbClr", val="FFFFFF"), A, "alpha", val="80000")
        _sub(look, A, "latin", typeface="+mn-lt")
        _sub(look, A, "cs", typeface="+mn-cs")
        _sub(made, A, "t").text = run.text


def _colour(parent: etree._Element, colour: str, opacity: float = 1.0) -> None:
    """`#rrggbb`, or the name of a colour of the theme."""
    kind = "srgbClr" if colour.startswith("#") else "schemeClr"
    made = _sub(_sub(parent, A, "solidFill"), A, kind, val=colour.removeprefix("#"))
    if opacity < 1:
        _sub(made, A, "alpha", val=str(round(opacity * 100_000)))


def _paint(properties: etree._Element, look: Look) -> None:
    if look.fill:
        _colour(properties, look.fill, look.opacity)
    else:
        _sub(properties, A, "noFill")
    edge = _sub(properties, A, "ln", w=emu(look.width))
    if look.line:
        _colour(edge, look.line)
        if look.dash:
            _sub(edge, A, "prstDash", val="dash")
        _sub(edge, A, "round")
    else:
        _sub(edge, A, "noFill")


def _sub(parent: etree._Element, space: str, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{space}}}{tag}", attributes)
