"""A deck as its reader sees it: shapes, words, numbers of charts, notes.

Every shape of every slide counts, with its place and its colours.

What LibreOffice or PowerPoint writes anew in saving stays the same: places within a twentieth of a
point, colours by their value.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from components.briefing.proof.chart import chart_parts
from components.briefing.proof.differences import (
    Difference,
    added,
    changed,
    missing,
    paired,
    unlike,
)
from geo.basis.errors import DataError, Problem
from geo.intake.files.package import Package

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NEAR = 1300
"""EMU, a tenth of a point: LibreOffice keeps hundredths of a millimetre."""
NEAR_SIZE = 60
"""Hundredths of a point, in the size of type."""
SPARE, ROOM = 3, 30 * 1024 * 1024
"""A deck that is so many times larger inside than what it should be, and so many bytes more, is not
looked at.
"""
Frame = tuple[float, float, float, float]
"""How a group's own measures become the slide's: scale and offset across, scale and offset down."""


@dataclass(frozen=True)
class Shape:
    """A shape of a slide, as far as a reader sees it.

    kind: its tag, ready shape or turn. box: left, top, right, bottom, EMU on the slide. points: of
    a drawn outline. look: fill and line, as text. runs: its words, each with its size (hundredths
    of a point), and its weight and colour. says: for those who cannot see it. parts: of a chart.
    """

    name: str
    kind: str
    box: tuple[float, ...]
    points: tuple[tuple[float, float], ...]
    look: str
    runs: tuple[tuple[str, int, str], ...]
    says: str
    parts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(text for text, _, _ in self.runs)


@dataclass(frozen=True)
class Page:
    """A slide.

    behind: what its layout and master draw; notes: the words of its notes page; is_hidden: left out
    when presented.
    """

    shapes: list[Shape]
    behind: list[str]
    notes: str
    is_hidden: bool


def unlike_decks(found: bytes, expected: bytes) -> list[Difference]:
    """Where the deck `found` differs.

    Raises DataError: it is none, or holds far more than it should.
    """
    package, size = Package(found, "pptx"), _size(expected)
    del package
    if _size(found) > SPARE * size + ROOM:
        raise DataError(
            [Problem("file_zip_bomb", "pptx", allowed=str((SPARE * size + ROOM) // 1024**2))]
        )
    pages, wanted = _pages(found), _pages(expected)
    if len(pages) != len(wanted):
        return [changed("slides", str(len(pages)), str(len(wanted)))]
    return [
        d
        for number, (page, right) in enumerate(zip(pages, wanted, strict=True), 1)
        for d in _unlike_pages(page, right, number)
    ]


def _size(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return sum(part.file_size for part in package.infolist())


def _pages(content: bytes) -> list[Page]:
    try:
        deck = Presentation(io.BytesIO(content))
        colours = _theme(deck)
        return [_page(slide, colours) for slide in deck.slides]
    except Exception:  # python-pptx says in many ways that a part is missing or no XML
        raise DataError([Problem("file_damaged", "pptx")]) from None


def _theme(deck: Deck) -> dict[str, str]:
    """The theme's colours by name."""
    part: Any = next(
        r.target_part for r in deck.slide_master.part.rels.values() if r.reltype.endswith("/theme")
    )
    scheme = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False)).find(
        f".//{A}clrScheme"
    )
    return {
        etree.QName(one).localname: str(one[0].get("lastClr") or one[0].get("val")).lower()
        for one in scheme
    }


def _page(slide: Slide, colours: dict[str, str]) -> Page:
    tree = slide.shapes._spTree
    layout, master = slide.slide_layout, slide.slide_layout.slide_master
    behind = [s.name for holder in (layout, master) for s in holder.shapes if not s.is_placeholder]
    behind += [
        "background"
        for holder in (slide, layout, master)
        if holder._element.find(f".//{P}bg//{A}blip") is not None
    ]
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    shapes = [_shape(one, frame, slide, colours) for one, frame in _leaves(tree, (1, 0, 1, 0))]
    return Page(
        [s for s in shapes if s],
        behind,
        notes.text if notes else "",
        slide._element.get("show") in ("0", "false"),
    )


def _leaves(tree: Any, frame: Frame) -> Iterator[tuple[Any, Frame]]:
    """Every shape that is no group, with how its measures become the slide's."""
    for one in tree:
        name = etree.QName(one).localname if isinstance(one.tag, str) else ""
        if name == "grpSp":
            yield from _leaves(one, _within(one, frame))
        elif name in ("sp", "pic", "cxnSp", "graphicFrame", "contentPart", "AlternateContent"):
            yield one, frame


def _within(group: Any, frame: Frame) -> Frame:
    transform = group.find(f"{P}grpSpPr/{A}xfrm")
    if transform is None:
        return frame
    at = {tag: transform.find(f"{A}{tag}") for tag in ("off", "ext", "chOff", "chExt")}
    if any(part is None for part in at.values()):
        return frame
    number = {
        (tag, axis): float(at[tag].get(axis))
        for tag, axes in (("off", "xy"), ("chOff", "xy"))
        for axis in axes
    }
    across = float(at["ext"].get("cx")) / (float(at["chExt"].get("cx")) or 1)
    down = float(at["ext"].get("cy")) / (float(at["chExt"].get("cy")) or 1)
    scale_x, shift_x, scale_y, shift_y = frame
    shift = (
        number["off", "x"] - number["chOff", "x"] * across,
        number["off", "y"] - number["chOff", "y"] * down,
    )
    return (
        scale_x * across,
        shift_x + scale_x * shift[0],
        scale_y * down,
        shift_y + scale_y * shift[1],
    )


def _shape(one: Any, frame: Frame, slide: Slide, colours: dict[str, str]) -> Shape | None:
    heads = one.find(f".//{P}cNvPr")
    transform = one.find(f".//{A}xfrm") if one.find(f"{P}xfrm") is None else one.find(f"{P}xfrm")
    offset, extent = (
        transform.find(f"{A}{tag}") if transform is not None else None for tag in ("off", "ext")
    )
    box: tuple[float, ...] = ()
    if transform is None:
        inherited = next((p for p in slide.placeholders if p._element is one), None)
        if inherited is not None:
            left, top, wide, high = (
                float(v or 0)
                for v in (inherited.left, inherited.top, inherited.width, inherited.height)
            )
            box = (left, top, left + wide, top + high)
    elif offset is not None and extent is not None:
        left, top, wide, high = (
            float(offset.get("x")),
            float(offset.get("y")),
            float(extent.get("cx")),
            float(extent.get("cy")),
        )
        ends = ((left, top), (left + wide, top + high))
        box = tuple(v for x, y in ends for v in (frame[0] * x + frame[1], frame[2] * y + frame[3]))
    ready = one.find(f".//{A}prstGeom")
    turned = (
        "".join(transform.get(a, "") for a in ("rot", "flipH", "flipV"))
        if transform is not None
        else ""
    )
    hidden = "hidden" if heads is not None and heads.get("hidden") in ("1", "true") else ""
    kind = " ".join(
        filter(
            None,
            (
                etree.QName(one).localname,
                "" if ready is None else ready.get("prst"),
                turned.strip("0"),
                hidden,
            ),
        )
    )
    parts: tuple[tuple[str, str], ...] = ()
    chart = one.find(".//{http://schemas.openxmlformats.org/drawingml/2006/chart}chart")
    if chart is not None:
        parts = chart_parts(slide.part.related_part(chart.get(f"{R}id")))
    properties = one.find(f"{P}spPr")
    look = f"{_colour(properties, colours)} {_line(properties, colours)}"
    name, says = (heads.get("name", ""), heads.get("descr", "")) if heads is not None else ("", "")
    return Shape(
        name,
        kind.replace("rect", "").strip(),
        box,
        _outline(one, box),
        look,
        _runs(one, colours),
        says,
        parts,
    )


def _outline(one: Any, box: tuple[float, ...]) -> tuple[tuple[float, float], ...]:
    """The points of a drawn shape, on the slide."""
    found = []
    for path in one.iter(f"{A}path"):
        wide, high = float(path.get("w") or 1) or 1, float(path.get("h") or 1) or 1
        for point in path.iter(f"{A}pt"):
            x, y = float(point.get("x")) / wide, float(point.get("y")) / high
            found.append((box[0] + x * (box[2] - box[0]), box[1] + y * (box[3] - box[1])))
    return tuple(found)


def _colour(holder: Any, colours: dict[str, str]) -> str:
    """A solid fill's colour and opacity; `none` where there is no fill."""
    solid = None if holder is None else holder.find(f"{A}solidFill")
    if solid is None:
        others = (
            []
            if holder is None
            else [
                etree.QName(e).localname
                for e in holder
                if str(e.tag).endswith(("gradFill", "blipFill", "pattFill"))
            ]
        )
        return " ".join(others) or "none"
    colour = solid[0]
    value = str(colour.get("val", "")).lower()
    value = colours.get(value, value) if etree.QName(colour).localname == "schemeClr" else value
    alpha = colour.find(f"{A}alpha")
    opacity = (
        ""
        if alpha is None or alpha.get("val") == "100000"
        else f"/{round(int(alpha.get('val')) / 1000)}"
    )
    return f"{value}{opacity}"


def _line(properties: Any, colours: dict[str, str]) -> str:
    line = None if properties is None else properties.find(f"{A}ln")
    shown = _colour(line, colours)
    return (
        shown
        if line is None or shown == "none"
        else f"{shown} {round(int(line.get('w', 9525)) / 2540)}"
    )


def _runs(one: Any, colours: dict[str, str]) -> tuple[tuple[str, int, str], ...]:
    """The words, joined as far as they look the same."""
    found: list[tuple[str, int, str]] = []
    for number, paragraph in enumerate(one.iter(f"{A}p")):
        pieces = [("\n", 0, "")] if number else []
        for run in paragraph:
            tag = etree.QName(run).localname if isinstance(run.tag, str) else ""
            if tag == "br":
                pieces.append(("\n", 0, ""))
            elif tag in ("r", "fld"):
                look = run.find(f"{A}rPr")
                size, bold = (None, None) if look is None else (look.get("sz"), look.get("b"))
                pieces.append(
                    (
                        run.findtext(f"{A}t") or "",
                        int(size or 0),
                        f"{bold in ('1', 'true')} {_colour(look, colours)}",
                    )
                )
        for text, points, shade in pieces:
            if found and found[-1][1:] == (points, shade):
                found[-1] = (found[-1][0] + text, points, shade)
            elif text:
                found.append((text, points, shade))
    return tuple(found)


def _unlike_pages(found: Page, expected: Page, number: int) -> Iterator[Difference]:
    for one, right in paired(
        found.shapes,
        expected.shapes,
        ([s.name for s in found.shapes], [s.name for s in expected.shapes]),
    ):
        if one and right:
            yield from _unlike_shapes(one, right, number)
        elif right:
            yield missing("shape", right.text, slide=number, name=right.name)
        elif one:
            yield added("shape", one.text, slide=number, name=one.name)
    if found.notes.split() != expected.notes.split():
        yield changed("notes", found.notes, expected.notes, slide=number)
    yield from (
        added("behind", name, slide=number) for name in found.behind if name not in expected.behind
    )
    if found.is_hidden != expected.is_hidden:
        yield changed("hidden_slide", slide=number)


def _unlike_shapes(found: Shape, expected: Shape, number: int) -> Iterator[Difference]:
    where = {"slide": number, "name": expected.name}
    if found.text != expected.text:
        yield changed("shape", found.text, expected.text, **where)
    elif not _alike(found.runs, expected.runs):
        yield changed("letters", **where)
    if found.says and found.says != expected.says:  # LibreOffice leaves all of them out
        yield changed("description", found.says, expected.says, **where)
    if (
        found.kind != expected.kind
        or not _near(found.box, expected.box)
        or not _near(*(sum(s.points, ()) for s in (found, expected)))
    ):
        yield changed("place", **where)
    if found.look != expected.look:
        yield changed("colour", found.look, expected.look, **where)
    behind = (
        {} if dict(found.parts).get("sheet") else {"sheet": dict(expected.parts).get("sheet", "")}
    )
    for difference in unlike(
        "chart", dict(found.parts) | behind, dict(expected.parts) | behind, "part"
    ):
        yield Difference(
            difference.kind,
            "chart",
            {"slide": number, **difference.where},
            difference.found,
            difference.expected,
        )


def _alike(
    found: tuple[tuple[str, int, str], ...], expected: tuple[tuple[str, int, str], ...]
) -> bool:
    return len(found) == len(expected) and all(
        one == other and look == wanted and abs(size - right) <= NEAR_SIZE
        for (one, size, look), (other, right, wanted) in zip(found, expected, strict=True)
    )


def _near(found: tuple[float, ...], expected: tuple[float, ...]) -> bool:
    return len(found) == len(expected) and all(
        abs(a - b) <= NEAR for a, b in zip(found, expected, strict=True)
    )
