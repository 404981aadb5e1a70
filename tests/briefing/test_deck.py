"""The deck, read by python-pptx and opened by LibreOffice: named shapes, a native chart, words from
right to left.
"""

import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import validate_pptx
from PIL import Image
from pptx import Presentation

from components.briefing.deck import write_pptx
from components.words.text import Text
from geo.atlas import Atlas
from tests.briefing.conftest import HOSTILE, MakeScene, opened_in_libreoffice, run, scene_of

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def shapes(inside: Any) -> Iterator[Any]:
    for shape in inside.shapes:
        yield shape
        if shape.shape_type == 6:
            yield from shapes(shape)


def deck_of(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_every_province_and_cluster_is_a_shape_with_its_name(scene: MakeScene, lang: str) -> None:
    shown = scene(lang=lang)
    (slide,) = deck_of(write_pptx([shown], Text(lang))).slides
    names = {s.name for s in shapes(slide)}
    assert {f"{p.name} ({p.code})" for p in shown.map.provinces} <= names
    assert {
        f"{m.spots[0].name} ({m.spots[0].cluster})" for m in shown.map.marks if not m.number
    } <= names
    described = " ".join(
        s._element.xpath(".//p:cNvPr")[0].get("descr") or "" for s in shapes(slide)
    )
    assert all(s.name in described for s in shown.map.spots)
    assert {label for _, label in (*shown.legend.areas, *shown.legend.points)} <= names


def test_the_stages_are_a_chart_with_its_numbers(scene: MakeScene) -> None:
    shown = scene(lang="en", province="IR-10")
    (slide,) = deck_of(write_pptx([shown], Text("en"))).slides
    chart = next(s.chart for s in slide.shapes if s.has_chart)
    assert list(chart.plots[0].categories) == [s.label for s in shown.stages]
    everywhere, here = chart.plots[0].series
    assert list(here.values) == [s.here for s in shown.stages]
    assert list(everywhere.values) == [s.national for s in shown.stages]
    assert chart.part.chart_workbook.xlsx_part is not None


def test_pictures_and_groups_have_a_description(scene: MakeScene) -> None:
    (slide,) = deck_of(write_pptx([scene(province="IR-10")], Text("fa"))).slides
    for shape in shapes(slide):
        if shape.shape_type == 6 or getattr(shape, "has_chart", False):
            assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.name


def test_persian_paragraphs_run_from_right_to_left_with_a_face_for_both_scripts(
    scene: MakeScene,
) -> None:
    (slide,) = deck_of(write_pptx([scene()], Text("fa"))).slides
    written = [p for p in slide._element.iter(f"{A}p") if p.find(f"{A}r") is not None]
    assert written and all(p.find(f"{A}pPr").get("rtl") == "1" for p in written)
    looks = [r for p in written for r in p.iter(f"{A}rPr")]
    assert all(r.find(f"{A}latin") is not None and r.find(f"{A}cs") is not None for r in looks)


def test_the_title_is_the_slides_own_and_the_notes_hold_note_and_provenance(
    scene: MakeScene,
) -> None:
    shown = scene(lang="en", note="Say hello first.")
    (slide,) = deck_of(write_pptx([shown], Text("en"))).slides
    assert slide.shapes.title.text_frame.text == shown.title
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.startswith("Say hello first.") and shown.digest in notes and shown.link in notes


def test_the_file_says_which_rows_it_shows(scene: MakeScene) -> None:
    shown = [scene(), scene(province="IR-10")]
    said = deck_of(write_pptx(shown, Text("fa"))).core_properties
    assert all(s.stamp in said.comments for s in shown)
    assert said.language == "fa-IR"


def test_nothing_hangs_over_the_edge_of_the_slide(scene: MakeScene) -> None:
    deck = deck_of(write_pptx([scene(lang="en"), scene(province="IR-10")], Text("en")))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert (
                shape.left + shape.width <= deck.slide_width
                and shape.top + shape.height <= deck.slide_height
            )


def test_clusters_that_cannot_be_shown_apart_are_one_mark_with_their_number(hostile: Atlas) -> None:
    shown = scene_of(hostile, province="IR-10")
    assert len(shown.map.spots) > 2 * len(shown.map.marks)
    (slide,) = deck_of(write_pptx([shown], Text("fa"))).slides
    assert len(list(shapes(slide))) < 400
    words = {s.text_frame.text for s in shapes(slide) if s.has_text_frame}
    assert {m.number for m in shown.map.marks if m.number} <= words


@pytest.fixture(scope="module")
def opened(atlas: Atlas, hostile: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A deck of four slides, one of hostile texts, as LibreOffice shows it: PDF beside it."""
    folder = tmp_path_factory.mktemp("deck")
    scenes = [
        scene_of(atlas),
        scene_of(atlas, province="IR-10"),
        scene_of(atlas, q="nothing of this name"),
        scene_of(hostile, HOSTILE, HOSTILE, province="IR-10"),
    ]
    (folder / "deck.pptx").write_bytes(write_pptx(scenes, Text("fa")))
    return opened_in_libreoffice(folder / "deck.pptx")


def test_libreoffice_opens_the_deck_and_shows_every_slide(opened: Path) -> None:
    run("pdftoppm", "-r", "50", "-png", opened, "slide", folder=opened.parent)
    pictures = sorted(opened.parent.glob("slide-*.png"))
    assert len(pictures) == 4
    for picture in pictures:
        shown = Image.open(picture).convert("RGB")
        assert abs(shown.width / shown.height - 16 / 9) < 0.01
        assert len(set(shown.convert("L").tobytes())) > 50


def test_libreoffice_finds_every_province_by_its_name(opened: Path, scene: MakeScene) -> None:
    drawing = opened_in_libreoffice(opened.with_suffix(".pptx"), "fodp").read_text(encoding="utf-8")
    assert all(f'draw:name="{p.name} ({p.code})"' in drawing for p in scene().map.provinces)


def test_libreoffice_shows_persian_digits(opened: Path) -> None:
    text = run("pdftotext", "-f", "1", "-l", "1", opened, "-", folder=opened.parent)
    assert "\u06f1\u06f5\u06f3" in text


def test_a_long_title_is_cut_where_the_format_ends_and_on_the_slide(hostile: Atlas) -> None:
    deck = deck_of(write_pptx([scene_of(hostile, HOSTILE, HOSTILE, province="IR-10")], Text("fa")))
    assert len(deck.core_properties.title) <= 255
    title = deck.slides[0].shapes.title.text_frame.text
    assert title.startswith("<script>") and title.endswith("\u2026") and len(title) < 200


def test_no_scene_is_refused() -> None:
    with pytest.raises(ValueError):
        write_pptx([], Text("fa"))


def test_ten_slides_take_less_than_five_seconds_of_processor_and_the_file_is_light(
    scene: MakeScene, atlas: Atlas
) -> None:
    began = time.process_time()
    made = write_pptx(
        [scene(province=code) for code in atlas.provinces.index[:9]] + [scene()], Text("fa")
    )
    assert time.process_time() - began < 5
    assert len(made) < 600_000


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_deck_is_valid_by_the_schemas_of_ecma_376(
    scene: MakeScene, lang: str, tmp_path: Path
) -> None:
    scenes = [
        scene(lang=lang),
        scene(lang=lang, province="IR-10"),
        scene(lang=lang, q="nothing of this name"),
    ]
    (tmp_path / "made.pptx").write_bytes(write_pptx(scenes, Text(lang)))
    found = validate_pptx(tmp_path / "made.pptx")
    assert [f"{e.part_uri} {e.path}: {e.description}" for e in found.errors] == []


def test_axes_and_shapes_have_numbers_of_their_own(scene: MakeScene) -> None:
    (slide,) = deck_of(write_pptx([scene()], Text("fa"))).slides
    numbers = [s._element.xpath(".//p:cNvPr")[0].get("id") for s in shapes(slide)]
    assert len(set(numbers)) == len(numbers)
    chart = next(s.chart for s in slide.shapes if s.has_chart)
    axes = [
        e.get("val") for e in chart._chartSpace.iter() if str(e.tag).endswith(("}axId", "}crossAx"))
    ]
    assert set(axes) == {"1", "2"} and len(axes) == 6
