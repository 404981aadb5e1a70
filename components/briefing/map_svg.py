"""The map of a Scene as SVG.

Groups named for what they hold, each province and cluster with its name as a title.
"""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import numpy as np

from components.briefing.face import FACE
from components.briefing.map_scene import Mark, Province
from components.briefing.plain_text import from_right, width_of
from components.briefing.scene import Scene
from components.server.palette import AREA, DIM, GROUP, HATCH, INK, LINE, PAPER, RULE, symbol_path
from geo.atlas import STAGE_GROUPS
from geo.drawing.gathering import NUMBER
from geo.drawing.labels import Label, Rectangle, Wish, place_labels
from geo.drawing.plan import WIDTH, Ring

FAMILY = f"'{FACE}', Vazirmatn, Tahoma, 'Segoe UI', sans-serif"
RING = 4.5
"""Width of the ring around a number, on the plan."""
LINE_HEIGHT = 1.3
LONG_NAME = 11
"""Letters of a name from which it is set in two lines."""


def add(parent: ET.Element, tag: str, **attributes: object) -> ET.Element:
    """A child with these attributes; `_` in their names stands for `-`, `id_` for `id`."""
    return ET.SubElement(
        parent,
        tag,
        {name.rstrip("_").replace("_", "-"): str(value) for name, value in attributes.items()},
    )


def write(
    parent: ET.Element,
    text: str,
    at: tuple[float, float],
    size: float,
    *,
    rtl: bool,
    anchor: str = "start",
    colour: str = INK,
    bold: bool = False,
) -> ET.Element:
    """A line of type whose base line begins, or has its middle or end, at a point.

    `start` is the right in a text from right to left: said by the anchor and by marks around it, as
    readers of SVG differ in `direction`.
    """
    place = {"start": "end", "end": "start"}.get(anchor, anchor) if rtl else anchor
    made = add(
        parent,
        "text",
        x=round(at[0], 1),
        y=round(at[1], 1),
        font_size=size,
        text_anchor=place,
        fill=colour,
        font_weight=700 if bold else 400,
    )
    made.text = from_right(text) if rtl else text
    return made


def path_of(rings: tuple[Ring, ...], scale: float = 1.0) -> str:
    """Rings as an SVG path."""
    return "".join(
        "M" + "L".join(f"{x * scale:.1f},{y * scale:.1f}" for x, y in ring) + "z" for ring in rings
    )


def labels_of(
    scene: Scene, size: float, kept_free: Sequence[Rectangle] = (), wider: float = 1.0
) -> list[Label]:
    """The names of provinces that find room at this size of type, off what is kept free.

    Those chosen come first, then by their value.

    wider: how much wider than ours a face may be that stands in for it.
    """

    def lines(name: str) -> tuple[str, ...]:
        if len(name) < LONG_NAME or " " not in name:
            return (name,)
        middle = min(
            (i for i, c in enumerate(name) if c == " "), key=lambda i: abs(i - len(name) / 2)
        )
        return (name[:middle], name[middle + 1 :])

    def importance(province: Province) -> tuple[bool, float]:
        return (not province.is_chosen, -(province.value or 0.0))

    wishes = []
    for province in sorted(scene.map.provinces, key=importance):
        set_in = lines(province.name)
        width = (
            max(width_of(line, size, bold=province.is_chosen) for line in set_in) * wider
            + size * 0.3
        )
        wishes.append(Wish(province.area, set_in, width, size * LINE_HEIGHT * len(set_in)))
    marks = scene.map.marks
    points = np.array([(mark.x, mark.y) for mark in marks]).reshape(-1, 2)
    reach, heavy = (
        np.array([mark.radius for mark in marks]),
        np.array([bool(mark.number) for mark in marks], dtype=bool),
    )
    return place_labels(wishes, points, (WIDTH, scene.map.height), reach, heavy, kept_free)


def draw_map(
    parent: ET.Element,
    scene: Scene,
    label_size: float = 0.0,
    *,
    kept_free: Sequence[Rectangle] = (),
    is_numbered: bool = True,
) -> ET.Element:
    """The map as a group in plan units: provinces, clusters, and names where `label_size` is given.

    is_numbered: with the numbers of its marks.
    """
    group = add(parent, "g", id_="map", role="img")
    add(group, "title").text = scene.map.description
    provinces = add(
        group,
        "g",
        id_="provinces",
        stroke=LINE,
        stroke_width=1.2,
        stroke_linejoin="round",
        fill_rule="evenodd",
    )
    any_chosen = any(p.is_chosen for p in scene.map.provinces)
    for province in sorted(scene.map.provinces, key=lambda p: p.is_chosen):
        missing = {"stroke": HATCH, "stroke_dasharray": "5 4"} if province.klass < -1 else {}
        strong: dict[str, object] = {"stroke": INK, "stroke_width": 3} if province.is_chosen else {}
        if any_chosen and not province.is_chosen:
            strong = {"fill_opacity": DIM}
        shape = add(
            provinces,
            "path",
            id_=province.code,
            d=path_of(province.area.rings),
            fill=AREA[province.klass],
            **missing | strong,
        )
        add(shape, "title").text = f"{province.name}: {province.says}"
    clusters = add(group, "g", id_="clusters", stroke=PAPER, stroke_width=1.4)
    for mark in scene.map.marks:
        _draw_mark(clusters, mark, rtl=scene.lang == "fa", is_numbered=is_numbered)
    if label_size:
        names = add(
            group,
            "g",
            id_="names",
            stroke=PAPER,
            stroke_width=label_size / 5,
            stroke_linejoin="round",
            paint_order="stroke",
        )
        chosen = {p.code for p in scene.map.provinces if p.is_chosen}
        for label in labels_of(scene, label_size, kept_free):
            for position, line in enumerate(label.lines):
                y = (
                    label.y
                    + (position - len(label.lines) / 2 + 0.5) * label_size * LINE_HEIGHT
                    + label_size * 0.32
                )
                write(
                    names,
                    line,
                    (label.x, y),
                    label_size,
                    rtl=scene.lang == "fa",
                    anchor="middle",
                    bold=label.code in chosen,
                )
    return group


def _draw_mark(group: ET.Element, mark: Mark, *, rtl: bool, is_numbered: bool) -> None:
    """The symbol of a cluster, or the number of several.

    A number stands in a ring with the shares of their stage groups, clockwise from the top.
    """
    if not mark.number:
        (spot,) = mark.spots
        symbol = add(
            group,
            "path",
            d=symbol_path(spot.group, mark.x, mark.y, mark.radius),
            **_ink(spot.group, spot.is_approximate, 2),
        )
        add(symbol, "title").text = mark.says
        return
    gathered = add(group, "g", class_="gathered")
    add(gathered, "title").text = mark.says
    add(gathered, "circle", cx=mark.x, cy=mark.y, r=mark.radius, fill=PAPER, stroke="none")
    for key, begin, end in shares(mark.mix):
        d = arc_path(mark.x, mark.y, mark.radius - RING / 2, begin, end)
        add(gathered, "path", d=d, fill="none", stroke=GROUP[key], stroke_width=RING)
    if is_numbered:
        write(
            gathered,
            mark.number,
            (mark.x, mark.y + NUMBER * 0.33),
            NUMBER,
            rtl=rtl,
            anchor="middle",
            bold=True,
        ).set("stroke", "none")


def shares(mix: tuple[int, ...]) -> list[tuple[str, float, float]]:
    """The stage groups of a mark: each with the shares of the turn at which it begins and ends."""
    ends = np.cumsum(mix) / sum(mix)
    return [
        (key, float(end - n / sum(mix)), float(end))
        for key, n, end in zip(STAGE_GROUPS, mix, ends, strict=True)
        if n
    ]


def arc_path(x: float, y: float, radius: float, begin: float, end: float) -> str:
    """A part of a circle, clockwise from the top, as an SVG path; the whole is drawn in two."""

    def at(share: float) -> str:
        turn = 2 * np.pi * share
        return f"{x + radius * np.sin(turn):.1f},{y - radius * np.cos(turn):.1f}"

    turn = f"A{radius},{radius} 0"
    if end - begin > 0.999:
        return f"M{at(0)}{turn} 0,1 {at(0.5)}{turn} 0,1 {at(1)}"
    return f"M{at(begin)}{turn} {int(end - begin > 0.5)},1 {at(end)}"


def _ink(group: str, hollow: bool, width: float) -> dict[str, object]:
    if hollow:
        return {"fill": PAPER, "stroke": GROUP[group], "stroke_width": width}
    return {"fill": GROUP[group], "stroke_width": width * 0.7}


def locator_corner(scene: Scene, width: float) -> Rectangle:
    """The corner of the plan on which a locator of this width, with a margin, hides least."""
    high, edge = scene.map.locator_height * width / WIDTH, width / 20
    kept_free = [(m.x, m.y) for m in scene.map.marks] + [
        point for p in scene.map.provinces if p.is_chosen for ring in p.area.rings for point in ring
    ]
    across, down = width + 2 * edge, high + 2 * edge
    lefts, tops = (edge, WIDTH - across - edge), (scene.map.height - down - edge, edge)
    corners = [(x, y, x + across, y + down) for y in tops for x in lefts]
    return min(
        corners,
        key=lambda c: sum(
            c[0] - edge < x < c[2] + edge and c[1] - edge < y < c[3] + edge for x, y in kept_free
        ),
    )


def draw_locator(parent: ET.Element, scene: Scene, width: float) -> None:
    """The whole country with the chosen provinces marked, in a group `locator` of this width."""
    chosen = {p.code for p in scene.map.provinces if p.is_chosen}
    group = add(parent, "g", id_="locator", stroke=PAPER, stroke_width=0.6, fill_rule="evenodd")
    for area in scene.map.locator:
        add(
            group,
            "path",
            d=path_of(area.rings, width / WIDTH),
            fill=INK if area.code in chosen else RULE,
        )


def map_only(scene: Scene) -> str:
    """The map alone as an SVG document without words, for a page that sets the names itself."""
    root = ET.Element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH:.0f} {scene.map.height}"},
    )
    draw_map(root, scene, is_numbered=False)
    return ET.tostring(root, encoding="unicode")


def locator_only(scene: Scene) -> str:
    """The locator alone, empty where the map is the whole country."""
    if not scene.map.locator:
        return ""
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 200 {scene.map.locator_height / 5:.1f}",
        },
    )
    draw_locator(root, scene, 200)
    return ET.tostring(root, encoding="unicode")
