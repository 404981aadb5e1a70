"""One View as a picture.

SVG, and the same as PNG. Title, figures, map, legend, source and date stand in it.
"""

import struct
import zlib
from xml.etree import ElementTree as ET

from components.briefing.drawable import Speller
from components.briefing.map_svg import (
    FAMILY,
    RING,
    add,
    draw_locator,
    draw_map,
    locator_corner,
    write,
)
from components.briefing.plain_text import balanced
from components.briefing.scene import Scene
from components.briefing.typesetting import typeset
from components.server.palette import (
    ACCENT,
    AREA,
    GROUP,
    HATCH,
    INK,
    MUTED,
    PAPER,
    RULE,
    symbol_path,
)
from components.words.text import Text
from geo.drawing.gathering import SYMBOL
from geo.drawing.plan import WIDTH

ACROSS, MARGIN, SIDE, GAP = 1600, 64, 400, 48
TITLE, LEAD, BODY, SMALL = 46, 25, 23, 17
NAMES, LOCATOR = 17.0, 190.0
"""Size of the provinces' names, and width of the country in the corner, on the plan."""


class Column:
    """Lines of type set one below the other. `x` is the side on which a line begins."""

    def __init__(self, parent: ET.Element, x: float, y: float, width: float, rtl: bool) -> None:
        self.parent, self.x, self.y, self.width, self.rtl = parent, x, y, width, rtl

    def lines(
        self,
        text: str,
        size: float,
        most: int,
        *,
        colour: str = INK,
        bold: bool = False,
        inset: float = 0,
    ) -> None:
        """Set `text` in at most `most` lines of even length, and move `y` below them."""
        for line in balanced(text, size, self.width - inset, most, bold=bold):
            self.y += size * 1.45
            write(
                self.parent,
                line,
                (self.inward(inset), self.y - size * 0.4),
                size,
                rtl=self.rtl,
                colour=colour,
                bold=bold,
            )

    def inward(self, distance: float) -> float:
        """A place so far from where lines begin."""
        return self.x - distance if self.rtl else self.x + distance


def write_svg(scene: Scene) -> bytes:
    """The picture as an SVG document, with what it shows in its metadata."""
    return _document(scene)


def _document(scene: Scene, note: str = "") -> bytes:
    root, height = _drawn(scene, note)
    root.attrib |= {
        "viewBox": f"0 0 {ACROSS} {height:.0f}",
        "width": str(ACROSS),
        "height": f"{height:.0f}",
    }
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def write_png(scene: Scene, width: int = 2000) -> bytes:
    """The picture as PNG, so many pixels wide, with what it shows in its text chunks."""
    speller = Speller()
    spelled = speller.of(scene)
    note = Text(scene.lang)("briefing.named") if speller.has_named else ""
    page = (
        b"#set page(width: 1600pt, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.picture),"
        b' format: "svg", width: 100%)'
    )
    drawn = typeset(
        page, "png", {"picture": _document(spelled, note).decode()}, ppi=72 * width / ACROSS
    )
    return _with_texts(
        drawn,
        {
            "Title": scene.title,
            "Description": scene.sentence,
            "Creation Time": scene.made_iso,
            "Comment": scene.stamp,
        },
    )


def _with_texts(png: bytes, texts: dict[str, str]) -> bytes:
    """`png` with international text chunks after its header."""
    chunks = b""
    for keyword, text in texts.items():
        body = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
        chunks += struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    header = 8 + 25
    return png[:header] + chunks + png[header:]


def _drawn(scene: Scene, note: str) -> tuple[ET.Element, float]:
    """The picture and its height. note: one more line at its foot."""
    rtl = scene.lang == "fa"
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "font-family": FAMILY,
            "{http://www.w3.org/XML/1998/namespace}lang": scene.lang,
        },
    )
    add(root, "title").text = scene.title
    add(root, "desc").text = f"{scene.map.description} {scene.sentence}"
    add(root, "metadata").text = "\n".join(
        [*(f"{what}: {value}" for what, value in scene.provenance), scene.stamp]
    )
    paper = add(root, "rect", id_="paper", width="100%", height="100%", fill=PAPER)
    start, end = (ACROSS - MARGIN, MARGIN) if rtl else (MARGIN, ACROSS - MARGIN)
    head = Column(add(root, "g", id_="heading"), start, MARGIN - 12, ACROSS - 2 * MARGIN, rtl)
    head.lines(scene.app, SMALL, 1, colour=ACCENT, bold=True)
    head.lines(scene.title, TITLE, 3, bold=True)
    head.lines(scene.sentence, LEAD, 3, colour=MUTED)
    if scene.invented:
        head.lines(scene.invented, LEAD, 2, colour=GROUP["waiting"], bold=True)
    top, across = head.y + 28, ACROSS - 2 * MARGIN - SIDE - GAP
    scale = across / WIDTH
    left = start - across if rtl else start
    place = add(root, "g", transform=f"translate({left:.1f} {top:.1f}) scale({scale:.4f})")
    if scene.map.locator:
        clip = add(add(root, "defs"), "clipPath", id_="frame")
        add(clip, "rect", width=f"{WIDTH:.0f}", height=scene.map.height)
        add(place, "rect", width=f"{WIDTH:.0f}", height=scene.map.height, fill=AREA[-3])
        place.set("clip-path", "url(#frame)")
    corner = locator_corner(scene, LOCATOR) if scene.map.locator else None
    draw_map(place, scene, NAMES, kept_free=[corner] if corner else [])
    if corner:
        west, upper, east, lower = corner
        add(
            place,
            "rect",
            x=f"{west:.1f}",
            y=f"{upper:.1f}",
            width=f"{east - west:.1f}",
            height=f"{lower - upper:.1f}",
            fill=PAPER,
            stroke=RULE,
        )
        edge = (east - west - LOCATOR) / 2
        draw_locator(
            add(place, "g", transform=f"translate({west + edge:.1f} {upper + edge:.1f})"),
            scene,
            LOCATOR,
        )
    side = Column(
        add(root, "g", id_="legend"), end + SIDE if rtl else end - SIDE, top - 8, SIDE, rtl
    )
    if rtl:
        side.x = MARGIN + SIDE
    _figures(side, scene)
    _legend(side, scene)
    foot = Column(
        add(root, "g", id_="foot"),
        start,
        max(top + scene.map.height * scale, side.y) + 36,
        ACROSS - 2 * MARGIN,
        rtl,
    )
    add(root, "rect", x=MARGIN, y=f"{foot.y:.1f}", width=ACROSS - 2 * MARGIN, height=1.5, fill=RULE)
    foot.y += 12
    sources = [scene.attribution, f"{scene.made} · {scene.provenance[1][0]}: {scene.version}"]
    for line in (
        *sources,
        *([f"{scene.provenance[4][0]}: {scene.link}"] if scene.link else []),
        *filter(None, [note]),
    ):
        foot.lines(line, SMALL, 2, colour=MUTED)
    height = foot.y + MARGIN - 20
    paper.set("height", f"{height:.0f}")
    return root, height


def _figures(side: Column, scene: Scene) -> None:
    """The View's own figures."""
    row = next(r for r in scene.figures if r.is_strong)
    side.lines(row.title, BODY, 2, bold=True)
    side.y += 4
    for name, value in zip(scene.figure_columns, row.cells, strict=True):
        side.y += BODY * 1.6
        write(side.parent, name, (side.x, side.y - 10), BODY, rtl=side.rtl, colour=MUTED)
        write(
            side.parent,
            value or "–",
            (side.inward(side.width), side.y - 10),
            BODY * 1.15,
            rtl=side.rtl,
            anchor="end",
            bold=True,
            colour=ACCENT,
        )
    side.y += 6
    for said in scene.official:
        side.lines(said, SMALL, 4, colour=MUTED)
    side.y += 12


def _legend(side: Column, scene: Scene) -> None:
    """The classes of the provinces and the symbols of the clusters."""
    box = 30
    side.lines(scene.legend.title, BODY, 2, bold=True)
    side.y += 6
    for klass, label in scene.legend.areas:
        line = {"stroke": HATCH, "stroke_dasharray": "5 4"} if klass < -1 else {"stroke": RULE}
        add(
            side.parent,
            "rect",
            x=f"{side.x - box if side.rtl else side.x:.1f}",
            y=f"{side.y + 5:.1f}",
            width=box,
            height=22,
            fill=AREA[klass],
            **line,
        )
        side.lines(label, SMALL * 1.2, 2, inset=box + 14)
        side.y += 3
    side.y += 16
    side.lines(scene.legend.points_title, BODY, 2, bold=True)
    side.y += 6
    for group, label in scene.legend.points:
        add(
            side.parent,
            "path",
            d=symbol_path(group, side.inward(box / 2), side.y + 15, SYMBOL * 1.5),
            fill=GROUP[group],
        )
        side.lines(label, SMALL * 1.2, 1, inset=box + 14)
        side.y += 3
    symbol = symbol_path("waiting", side.inward(box / 2), side.y + 15, SYMBOL * 1.5)
    add(side.parent, "path", d=symbol, fill=PAPER, stroke=INK, stroke_width=2)
    side.lines(scene.legend.approximate, SMALL * 1.2, 2, inset=box + 14)
    if scene.legend.gathered:
        number, words = scene.legend.gathered
        side.y += 5
        middle = (side.inward(box / 2), side.y + 15)
        add(
            side.parent,
            "circle",
            cx=f"{middle[0]:.1f}",
            cy=middle[1],
            r=13,
            fill=PAPER,
            stroke=INK,
            stroke_width=RING,
        )
        write(
            side.parent,
            number,
            (middle[0], middle[1] + 5.5),
            SMALL,
            rtl=side.rtl,
            anchor="middle",
            bold=True,
        )
        side.lines(words, SMALL * 1.2, 3, inset=box + 14)
