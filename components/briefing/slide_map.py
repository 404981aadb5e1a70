"""The map of a slide as shapes a designer can recolour: provinces, clusters, names, legend, each in a group of its own."""

import numpy as np

from components.briefing.deck_theme import THEME_OF_AREA
from components.briefing.map_svg import LINE_HEIGHT, labels_of
from components.briefing.palette import AREA, DIM, GROUP, HATCH, INK, PAPER, RULE, SYMBOL
from components.briefing.plain_text import wrap
from components.briefing.scene import Scene
from components.briefing.slide_shapes import PRESETS, Box, Canvas, Run
from components.text import Text
from geo.briefing.plan import WIDTH, Ring

NAMES = 9.0
"""Points."""
HALF = 3.0
"""Half the width of a cluster's symbol, points."""
MOST_SYMBOLS = 600
"""Clusters that are shapes of their own; more are one shape a stage group, so that the file stays light."""
TYPE, ROW = 12, 17


def fill_of(klass: int) -> str:
    """A class's colour: of the theme where it is a step of the scale."""
    return THEME_OF_AREA.get(klass, AREA[klass])


def draw_map(canvas: Canvas, scene: Scene, text: Text, at: tuple[float, float], scale: float) -> None:
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
        provinces.freeform(name, says, province.area.rings, at, scale, fill=fill_of(province.klass), line=line, width=width, dash=dash, opacity=opacity)
    _clusters(whole.group(text("briefing.clusters"), text("table.title", n=len(scene.map.spots)), frame), scene, at, scale)
    names = whole.group(text("briefing.names"), text("briefing.names"), frame)
    size = NAMES / scale
    corner = _locator(canvas, scene, text, frame) if scene.map.locator else None
    for label in labels_of(scene, size):
        province = next(p for p in scene.map.provinces if p.code == label.code)
        high = NAMES * LINE_HEIGHT * len(label.lines)
        box = Box(at[0] + label.x * scale - 50, at[1] + label.y * scale - high / 2, 100, high)
        if corner and abs(box.x + 50 - corner.x - corner.width / 2) < corner.width / 2 + 24 and box.y < corner.y + corner.height and corner.y < box.y + high:
            continue
        names.words(province.name, [[Run(line, NAMES, INK, province.is_chosen, glows=True)] for line in label.lines], box, align="center", anchor="ctr")


def _clusters(group: Canvas, scene: Scene, at: tuple[float, float], scale: float) -> None:
    """A symbol a cluster, named after it."""
    if len(scene.map.spots) > MOST_SYMBOLS:
        for key, label in scene.legend.points:
            rings = tuple(_circle(s.x, s.y, HALF / scale * 0.8) for s in scene.map.spots if s.group == key)
            if rings:
                group.freeform(label, label, rings, at, scale, fill=GROUP[key], line=PAPER, width=0.25)
        return
    for spot in scene.map.spots:
        x, y = at[0] + spot.x * scale, at[1] + spot.y * scale
        fill, line, width = (PAPER, GROUP[spot.group], 1.0) if spot.is_approximate else (GROUP[spot.group], PAPER, 0.5)
        grow = 1.0 if SYMBOL[spot.group] in ("circle", "square") else 1.2
        half = HALF * grow
        box = Box(x - half, y - half, 2 * half, 2 * half)
        group.preset(f"{spot.name} ({spot.cluster})", f"{spot.name}: {spot.stage}", box, PRESETS[SYMBOL[spot.group]], fill=fill, line=line, width=width)


def _circle(x: float, y: float, radius: float) -> Ring:
    turns = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    return tuple((float(x + radius * np.cos(t)), float(y + radius * np.sin(t))) for t in turns)


def _locator(canvas: Canvas, scene: Scene, text: Text, frame: Box) -> Box:
    """The whole country, small, in the corner of the map with the fewest clusters; where it is."""
    width = 84.0
    scale = width / WIDTH
    high = scene.map.locator_height * scale
    spots = [(frame.x + s.x * frame.width / WIDTH, frame.y + s.y * frame.width / WIDTH) for s in scene.map.spots]
    corners = [Box(x, y, width, high) for y in (frame.y + frame.height - high - 8, frame.y + 8) for x in (frame.x + 8, frame.x + frame.width - width - 8)]
    box = min(corners, key=lambda b: sum(b.x - 8 < x < b.x + width + 8 and b.y - 8 < y < b.y + high + 8 for x, y in spots))
    group = canvas.group(text("briefing.locator"), text("briefing.locator"), box)
    group.preset(text("briefing.locator"), "", Box(box.x - 4, box.y - 4, width + 8, high + 8), "rect", fill=PAPER, line=RULE)
    chosen = {p.code for p in scene.map.provinces if p.is_chosen}
    for area in scene.map.locator:
        group.freeform(area.code, "", area.rings, (box.x, box.y), scale, fill=INK if area.code in chosen else RULE, line=PAPER, width=0.25)
    return box


def draw_legend(canvas: Canvas, scene: Scene, text: Text, box: Box, rtl: bool) -> None:
    """Classes and symbols, each a shape and its words."""
    group = canvas.group(text("briefing.legend"), scene.legend.title, box)
    swatch, y = 18.0, box.y

    def left(inset: float, width: float) -> float:
        return box.x + box.width - inset - width if rtl else box.x + inset

    def heading(words: str) -> None:
        nonlocal y
        group.words(words, [[Run(words, TYPE + 1, INK, True)]], Box(box.x, y, box.width, 34), anchor="t")
        y += 18 * len(wrap(words, TYPE + 1, box.width, 2, bold=True)) + 2

    def row(words: str) -> None:
        nonlocal y
        lines = wrap(words, TYPE, box.width - swatch - 8, 2)
        group.words(
            words, [[Run(line, TYPE, INK)] for line in lines], Box(left(swatch + 8, box.width - swatch - 8), y, box.width - swatch - 8, ROW * len(lines))
        )
        y += ROW * len(lines)

    heading(scene.legend.title)
    for klass, label in scene.legend.areas:
        line = HATCH if klass < 0 else RULE
        group.preset(label, label, Box(left(0, swatch), y + 2.5, swatch, ROW - 5), "rect", fill=fill_of(klass), line=line, dash=klass < -1)
        row(label)
    y += 8
    heading(scene.legend.points_title)
    half = HALF * 1.4
    for key, label in scene.legend.points:
        group.preset(label, label, Box(left(swatch / 2 - half, 2 * half), y + ROW / 2 - half, 2 * half, 2 * half), PRESETS[SYMBOL[key]], fill=GROUP[key])
        row(label)
    hollow = Box(left(swatch / 2 - half, 2 * half), y + ROW / 2 - half, 2 * half, 2 * half)
    group.preset(scene.legend.approximate, scene.legend.approximate, hollow, "ellipse", fill=PAPER, line=INK, width=1)
    row(scene.legend.approximate)
