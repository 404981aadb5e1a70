"""The map of a slide as shapes a designer can recolour.

Provinces, clusters, names, legend, each in a group of its own.
"""

import numpy as np

from components.briefing.deck_theme import SUBSTITUTE_WIDER, THEME_OF_AREA
from components.briefing.map_scene import Mark
from components.briefing.map_svg import LINE_HEIGHT, RING, labels_of, locator_corner, shares
from components.briefing.plain_text import wrap
from components.briefing.scene import Scene
from components.briefing.slide_shapes import PRESETS, Box, Canvas, Look, Run
from components.server.palette import AREA, DIM, GROUP, HATCH, INK, PAPER, RULE, SYMBOL
from components.words.text import Text
from geo.drawing.gathering import NUMBER
from geo.drawing.labels import Rectangle
from geo.drawing.plan import WIDTH, Ring

NAMES = 9.0
"""Points."""
HALF = 3.0
"""Half the width of a cluster's symbol, points."""
LOCATOR = 84.0
"""Width of the country in the corner, points."""
TYPE, ROW = 11, 15.5


def fill_of(klass: int) -> str:
    """A class's colour: of the theme where it is a step of the scale."""
    return THEME_OF_AREA.get(klass, AREA[klass])


def draw_map(
    canvas: Canvas, scene: Scene, text: Text, at: tuple[float, float], scale: float
) -> None:
    """The map, its upper left corner at `at`, `scale` points a unit of the plan."""
    frame = Box(*at, WIDTH * scale, scene.map.height * scale)
    whole = canvas.group(text("briefing.map"), scene.map.description, frame)
    provinces = whole.group(text("briefing.provinces"), scene.legend.title, frame)
    any_chosen = any(p.is_chosen for p in scene.map.provinces)
    for province in sorted(scene.map.provinces, key=lambda p: p.is_chosen):
        missing = province.klass < -1
        line, width = (INK, 2.0) if province.is_chosen else (HATCH if missing else PAPER, 0.75)
        says = f"{province.name}: {province.says}"
        name = f"{province.name} ({province.code})"
        opacity = DIM if any_chosen and not province.is_chosen else 1.0
        dash = missing and not province.is_chosen
        provinces.freeform(
            name,
            says,
            province.area.rings,
            at,
            scale,
            Look(fill_of(province.klass), line=line, width=width, dash=dash, opacity=opacity),
        )
    _clusters(
        whole.group(text("briefing.clusters"), scene.list_title, frame), scene, text, at, scale
    )
    names = whole.group(text("briefing.names"), text("briefing.names"), frame)
    size = NAMES / scale
    corner = locator_corner(scene, LOCATOR / scale) if scene.map.locator else None
    if corner:
        _locator(canvas, scene, text, corner, at, scale)
    for label in labels_of(scene, size, [corner] if corner else [], SUBSTITUTE_WIDER):
        province = next(p for p in scene.map.provinces if p.code == label.code)
        high = NAMES * LINE_HEIGHT * len(label.lines)
        box = Box(at[0] + label.x * scale - 50, at[1] + label.y * scale - high / 2, 100, high)
        names.words(
            province.name,
            [[Run(line, NAMES, INK, province.is_chosen, glows=True)] for line in label.lines],
            box,
            align="center",
            anchor="ctr",
        )


def _clusters(
    group: Canvas, scene: Scene, text: Text, at: tuple[float, float], scale: float
) -> None:
    """A symbol a cluster, named after it.

    Of those that cannot be shown apart, their number in a ring of their stage groups, the names in
    its description.
    """
    for mark in scene.map.marks:
        x, y, reach = at[0] + mark.x * scale, at[1] + mark.y * scale, mark.radius * scale
        if mark.number:
            box = Box(x - reach, y - reach, 2 * reach, 2 * reach)
            gathered = group.group(text("gathered", n=len(mark.spots)), mark.says, box)
            gathered.preset(mark.number, "", box, "ellipse", Look(PAPER))
            for key, begin, end in shares(mark.mix):
                label = dict(scene.legend.points)[key]
                gathered.freeform(
                    label,
                    label,
                    (_sector(mark, begin, end),),
                    at,
                    scale,
                    Look(GROUP[key], line=None, width=0),
                )
            gathered.words(
                mark.number,
                [[Run(mark.number, NUMBER * scale, INK, True)]],
                box,
                align="center",
                anchor="ctr",
            )
            continue
        (spot,) = mark.spots
        fill, line, width = (
            (PAPER, GROUP[spot.group], 1.0)
            if spot.is_approximate
            else (GROUP[spot.group], PAPER, 0.5)
        )
        half = HALF * (1.0 if SYMBOL[spot.group] in ("circle", "square") else 1.2)
        box = Box(x - half, y - half, 2 * half, 2 * half)
        group.preset(
            f"{spot.name} ({spot.cluster})",
            mark.says,
            box,
            PRESETS[SYMBOL[spot.group]],
            Look(fill, line=line, width=width),
        )


def _sector(mark: Mark, begin: float, end: float) -> Ring:
    """A part of a mark's ring, clockwise from the top."""
    turns = 2 * np.pi * np.linspace(begin, end, max(int((end - begin) * 36), 2) + 1)
    outer, inner = mark.radius, mark.radius - RING
    there = [(float(mark.x + outer * np.sin(t)), float(mark.y - outer * np.cos(t))) for t in turns]
    back = [
        (float(mark.x + inner * np.sin(t)), float(mark.y - inner * np.cos(t))) for t in turns[::-1]
    ]
    return (*there, *back)


def _locator(
    canvas: Canvas,
    scene: Scene,
    text: Text,
    corner: Rectangle,
    at: tuple[float, float],
    scale: float,
) -> None:
    """The whole country, small, in a corner of the map; where it is."""
    left, top, right, bottom = corner
    box = Box(
        at[0] + left * scale, at[1] + top * scale, (right - left) * scale, (bottom - top) * scale
    )
    group = canvas.group(text("briefing.locator"), text("briefing.locator"), box)
    group.preset(text("briefing.locator"), "", box, "rect", Look(PAPER, line=RULE))
    chosen = {p.code for p in scene.map.provinces if p.is_chosen}
    edge = (box.width - LOCATOR) / 2
    for area in scene.map.locator:
        group.freeform(
            area.code,
            "",
            area.rings,
            (box.x + edge, box.y + edge),
            LOCATOR / WIDTH,
            Look(INK if area.code in chosen else RULE, line=PAPER, width=0.25),
        )


def draw_legend(canvas: Canvas, scene: Scene, text: Text, box: Box, rtl: bool) -> None:
    """Classes and symbols, each a shape and its words."""
    group = canvas.group(text("briefing.legend"), scene.legend.title, box)
    swatch, y = 18.0, box.y

    def left(inset: float, width: float) -> float:
        return box.x + box.width - inset - width if rtl else box.x + inset

    def heading(words: str) -> None:
        nonlocal y
        group.words(
            words, [[Run(words, TYPE + 1, INK, True)]], Box(box.x, y, box.width, 34), anchor="t"
        )
        y += 18 * len(wrap(words, (TYPE + 1) * SUBSTITUTE_WIDER, box.width, 2, bold=True)) + 2

    def row(words: str) -> None:
        nonlocal y
        lines = wrap(words, TYPE * SUBSTITUTE_WIDER, box.width - swatch - 8, 3)
        group.words(
            words,
            [[Run(line, TYPE, INK)] for line in lines],
            Box(
                left(swatch + 8, box.width - swatch - 8),
                y,
                box.width - swatch - 8,
                ROW * len(lines),
            ),
        )
        y += ROW * len(lines)

    heading(scene.legend.title)
    for klass, label in scene.legend.areas:
        line = HATCH if klass < 0 else RULE
        group.preset(
            label,
            label,
            Box(left(0, swatch), y + 2.5, swatch, ROW - 5),
            "rect",
            Look(fill_of(klass), line=line, dash=klass < -1),
        )
        row(label)
    y += 8
    heading(scene.legend.points_title)
    half = HALF * 1.4
    for key, label in scene.legend.points:
        group.preset(
            label,
            label,
            Box(left(swatch / 2 - half, 2 * half), y + ROW / 2 - half, 2 * half, 2 * half),
            PRESETS[SYMBOL[key]],
            Look(GROUP[key]),
        )
        row(label)
    hollow = Box(left(swatch / 2 - half, 2 * half), y + ROW / 2 - half, 2 * half, 2 * half)
    group.preset(
        scene.legend.approximate,
        scene.legend.approximate,
        hollow,
        "ellipse",
        Look(PAPER, line=INK, width=1),
    )
    row(scene.legend.approximate)
    if scene.legend.gathered:
        number, words = scene.legend.gathered
        y += 2
        ring = Box(left(swatch / 2 - 7, 14), y + ROW / 2 - 7, 14, 14)
        group.preset(words, words, ring, "ellipse", Look(PAPER, line=INK, width=1.5))
        group.words(number, [[Run(number, 8, INK, True)]], ring, align="center", anchor="ctr")
        row(words)
