"""The picture: SVG that parses, with named parts; PNG of the width asked for."""

import io
import re
import time
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from components.briefing.picture import write_png, write_svg
from components.briefing.writers import WRITERS
from components.words.text import Text
from geo.atlas import Atlas
from tests.briefing.conftest import HOSTILE, MakeScene, scene_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_svg_names_its_groups_and_every_province_and_cluster(scene: MakeScene, lang: str) -> None:
    shown = scene(lang=lang)
    root = ET.fromstring(write_svg(shown))
    groups = {g.get("id"): g for g in root.iter(f"{SVG}g") if g.get("id")}
    assert {"heading", "map", "provinces", "clusters", "names", "legend", "foot"} <= set(groups)
    assert [p.get("id") for p in groups["provinces"]] == [p.code for p in shown.map.provinces]
    titles = [p.findtext(f"{SVG}title") for p in groups["clusters"]]
    assert titles == [m.says for m in shown.map.marks]


def test_svg_says_what_it_is_to_those_who_cannot_see_it_and_to_machines(scene: MakeScene) -> None:
    shown = scene(province="IR-10")
    root = ET.fromstring(write_svg(shown))
    assert root.findtext(f"{SVG}title") == shown.title
    assert shown.sentence in str(root.findtext(f"{SVG}desc"))
    assert shown.stamp in str(root.findtext(f"{SVG}metadata"))


def test_persian_lines_begin_at_the_right(scene: MakeScene) -> None:
    root = ET.fromstring(write_svg(scene()))
    heading = next(g for g in root.iter(f"{SVG}g") if g.get("id") == "heading")
    assert {t.get("text-anchor") for t in heading} == {"end"}
    assert all(t.text and t.text.startswith("\u202b") for t in heading)


@pytest.mark.parametrize("width", [800, 2000, 3840])
def test_png_is_as_wide_as_asked_and_carries_its_provenance(scene: MakeScene, width: int) -> None:
    shown = scene()
    picture = Image.open(io.BytesIO(write_png(shown, width)))
    picture.load()
    assert picture.width == width
    assert picture.info["Comment"] == shown.stamp
    assert picture.info["Title"] == shown.title


def test_png_is_drawn_and_not_blank(scene: MakeScene) -> None:
    picture = Image.open(io.BytesIO(write_png(scene(), 600))).convert("RGB")
    colours = {colour for _, colour in picture.getcolors(1_000_000) or []}
    assert {(0x2A, 0x7F, 0x7B), (0xDC, 0xEB, 0xE9), (255, 255, 255)} <= colours


def test_hostile_texts_are_text_in_the_svg(hostile: Atlas) -> None:
    made = write_svg(scene_of(hostile, HOSTILE, HOSTILE, province="IR-10"))
    root = ET.fromstring(made)
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "metadata",
        "rect",
        "circle",
        "g",
        "text",
        "path",
        "defs",
        "clipPath",
    }
    assert not re.search("[\u202d\u202e\u2066-\u2069]", made.decode())
    assert not any(name.startswith("on") for e in root.iter() for name in e.attrib)


def test_hostile_texts_make_a_png_too(hostile: Atlas) -> None:
    assert (
        Image.open(io.BytesIO(write_png(scene_of(hostile, HOSTILE, province="IR-10"), 600))).width
        == 600
    )


def test_a_picture_holds_one_scene(scene: MakeScene) -> None:
    with pytest.raises(ValueError):
        WRITERS["png"].write([scene(), scene()], Text("fa"), "")


def test_png_takes_less_than_a_second_of_processor(scene: MakeScene) -> None:
    write_png(scene(), 400)  # the face is made once for an installation
    began = time.process_time()
    write_png(scene())
    assert time.process_time() - began < 1
