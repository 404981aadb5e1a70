"""The map of a Scene as SVG: groups named for what they hold, each province and cluster with its name as a title."""

from xml.etree import ElementTree as ET

import numpy as np

from components.briefing.face import FACE
from components.briefing.palette import AREA, DIM, GROUP, HATCH, INK, LINE, PAPER, RULE, symbol_path
from components.briefing.plain_text import width_of
from components.briefing.scene import Province, Scene
from geo.briefing.labels import Label, Wish, place_labels
from geo.briefing.plan import WIDTH, Ring

FAMILY = f"'{FACE}', Vazirmatn, Tahoma, 'Segoe UI', sans-serif"
SYMBOL = 6.0
"""Half the width of a cluster's symbol, on the plan."""
LINE_HEIGHT = 1.3
LONG_NAME = 11
"""Letters of a name from which it is set in two lines."""


def add(parent: ET.Element, tag: str, **attributes: object) -> ET.Element:
    """A child with these attributes; `_` in their names stands for `-`, `id_` for `id`."""
    return ET.SubElement(parent, tag, {name.rstrip("_").replace("_", "-"): str(value) for name, value in attributes.items()})


def write(
    parent: ET.Element, text: str, x: float, y: float, size: float, *, rtl: bool, anchor: str = "start", colour: str = INK, bold: bool = False
) -> ET.Element:
    """A line of type. `start` is the right in a text from right to left: said by the anchor and by marks around it, as readers of SVG differ in `direction`."""
    place = {"start": "end", "end": "start"}.get(anchor, anchor) if rtl else anchor
    made = add(parent, "text", x=round(x, 1), y=round(y, 1), font_size=size, text_anchor=place, fill=colour, font_weight=700 if bold else 400)
    made.text = f"\u202b{text}\u202c" if rtl else text
    return made


def path_of(rings: tuple[Ring, ...], scale: float = 1.0) -> str:
    """Rings as an SVG path."""
    return "".join("M" + "L".join(f"{x * scale:.1f},{y * scale:.1f}" for x, y in ring) + "z" for ring in rings)


def labels_of(scene: Scene, size: float) -> list[Label]:
    """The names of provinces that find room at this size of type: those chosen first, then by their value."""

    def lines(name: str) -> tuple[str, ...]:
        if len(name) < LONG_NAME or " " not in name:
            return (name,)
        middle = min((i for i, c in enumerate(name) if c == " "), key=lambda i: abs(i - len(name) / 2))
        return (name[:middle], name[middle + 1 :])

    def importance(province: Province) -> tuple[bool, float]:
        return (not province.is_chosen, -(province.value or 0.0))

    wishes = []
    for province in sorted(scene.map.provinces, key=importance):
        set_in = lines(province.name)
        width = max(width_of(line, size, bold=province.is_chosen) for line in set_in) + size * 0.3
        wishes.append(Wish(province.area, set_in, width, size * LINE_HEIGHT * len(set_in)))
    points = np.array([(s.x, s.y) for s in scene.map.spots]).reshape(-1, 2)
    return place_labels(wishes, points, (WIDTH, scene.map.height), SYMBOL)


def draw_map(parent: ET.Element, scene: Scene, label_size: float = 0.0) -> ET.Element:
    """The map as a group in plan units: provinces, clusters, and names where `label_size` is given."""
    group = add(parent, "g", id_="map", role="img")
    add(group, "title").text = scene.map.description
    provinces = add(group, "g", id_="provinces", stroke=LINE, stroke_width=1.2, stroke_linejoin="round", fill_rule="evenodd")
    any_chosen = any(p.is_chosen for p in scene.map.provinces)
    for province in sorted(scene.map.provinces, key=lambda p: p.is_chosen):
        missing = {"stroke": HATCH, "stroke_dasharray": "5 4"} if province.klass < -1 else {}
        strong: dict[str, object] = {"stroke": INK, "stroke_width": 3} if province.is_chosen else {}
        if any_chosen and not province.is_chosen:
            strong = {"fill_opacity": DIM}
        shape = add(provinces, "path", id_=province.code, d=path_of(province.area.rings), fill=AREA[province.klass], **missing | strong)
        add(shape, "title").text = f"{province.name}: {province.says}"
    clusters = add(group, "g", id_="clusters", stroke=PAPER, stroke_width=1.4)
    for spot in scene.map.spots:
        hollow = {"fill": PAPER, "stroke": GROUP[spot.group], "stroke_width": 2} if spot.is_approximate else {"fill": GROUP[spot.group]}
        symbol = add(clusters, "path", d=symbol_path(spot.group, spot.x, spot.y, SYMBOL), **hollow)
        add(symbol, "title").text = f"{spot.name}: {spot.stage}"
    if label_size:
        names = add(group, "g", id_="names", stroke=PAPER, stroke_width=label_size / 5, stroke_linejoin="round", paint_order="stroke")
        chosen = {p.code for p in scene.map.provinces if p.is_chosen}
        for label in labels_of(scene, label_size):
            for position, line in enumerate(label.lines):
                y = label.y + (position - len(label.lines) / 2 + 0.5) * label_size * LINE_HEIGHT + label_size * 0.32
                write(names, line, label.x, y, label_size, rtl=scene.lang == "fa", anchor="middle", bold=label.code in chosen)
    return group


def draw_locator(parent: ET.Element, scene: Scene, width: float) -> None:
    """The whole country with the chosen provinces marked, in a group `locator` of this width."""
    chosen = {p.code for p in scene.map.provinces if p.is_chosen}
    group = add(parent, "g", id_="locator", stroke=PAPER, stroke_width=0.6, fill_rule="evenodd")
    for area in scene.map.locator:
        add(group, "path", d=path_of(area.rings, width / WIDTH), fill=INK if area.code in chosen else RULE)


def map_only(scene: Scene) -> str:
    """The map alone as an SVG document without words, for a page that sets the names itself."""
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH:.0f} {scene.map.height}"})
    draw_map(root, scene)
    return ET.tostring(root, encoding="unicode")


def locator_only(scene: Scene) -> str:
    """The locator alone, empty where the map is the whole country."""
    if not scene.map.locator:
        return ""
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 200 {scene.map.locator_height / 5:.1f}"})
    draw_locator(root, scene, 200)
    return ET.tostring(root, encoding="unicode")
