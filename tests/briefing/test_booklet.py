"""The booklet, read by poppler: pages, text in logical order, fonts, tags, bookmarks."""

import io
import time
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from components.briefing.booklet import write_pdf
from components.words.text import Text
from geo.atlas import Atlas
from tests.briefing.conftest import HOSTILE, MakeScene, run, scene_of

MARKS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u200e\u200f"))
"""What pdftotext puts around runs of either direction."""


def read(folder: Path, content: bytes) -> str:
    (folder / "made.pdf").write_bytes(content)
    return run("pdftotext", "made.pdf", "-", folder=folder).translate(MARKS)


def test_persian_is_found_in_logical_order_with_its_half_spaces(
    scene: MakeScene, tmp_path: Path
) -> None:
    shown = scene(province="IR-10")
    text = read(tmp_path, write_pdf([shown], Text("fa")))
    for words in (
        (
            "\u062e\u0648\u0634\u0647\u200c\u0647\u0627\u06cc"
            " \u06a9\u0633\u0628\u200c\u0648\u06a9\u0627\u0631"
        ),
        "\u067e\u0627\u06cc\u0627\u0646\u200c\u06cc\u0627\u0641\u062a\u0647",
    ):
        assert words in text
    for row in shown.rows:
        assert all(word.strip("\u060c()") in text for word in str(row[0]).split())


def test_english_is_found_as_written(scene: MakeScene, tmp_path: Path) -> None:
    shown = scene(lang="en", province="IR-10")
    text = " ".join(read(tmp_path, write_pdf([shown], Text("en"))).split())
    assert shown.title in text and shown.sentence in text and shown.digest in text


def test_only_our_face_is_used_and_it_is_embedded(scene: MakeScene, tmp_path: Path) -> None:
    read(tmp_path, write_pdf([scene()], Text("fa")))
    fonts = run("pdffonts", "made.pdf", folder=tmp_path).splitlines()[2:]
    assert fonts and all(
        "NotoSansArabic" in line and line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts
    )


def test_every_page_can_be_drawn(scene: MakeScene, tmp_path: Path) -> None:
    (tmp_path / "made.pdf").write_bytes(write_pdf([scene(), scene(province="IR-05")], Text("fa")))
    run("pdftoppm", "-r", "40", "-png", "made.pdf", "page", folder=tmp_path)
    pages = sorted(tmp_path.glob("page-*.png"))
    with pikepdf.open(tmp_path / "made.pdf") as pdf:
        assert len(pages) == len(pdf.pages) > 2
    assert all(len(set(Image.open(p).convert("L").tobytes())) > 10 for p in pages)


def test_pages_are_tagged_in_their_language_with_bookmarks_and_title(scene: MakeScene) -> None:
    scenes = [scene(province=code) for code in ("IR-10", "IR-05", "IR-07")]
    with pikepdf.open(io.BytesIO(write_pdf(scenes, Text("fa")))) as pdf:
        assert pdf.Root.Lang == "fa" and pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]) == Text("fa")("briefing.booklet")
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root[-3:]] == [s.title for s in scenes]
        figures = [
            o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"
        ]
        described = {str(f.get("/Alt", "")) for f in figures}
        assert {s.map.description for s in scenes} <= described
        assert all(s.stamp in str(pdf.docinfo["/Keywords"]) for s in scenes)


def test_links_lead_to_the_web_only(hostile: Atlas) -> None:
    with pikepdf.open(
        io.BytesIO(write_pdf([scene_of(hostile, HOSTILE, HOSTILE, province="IR-10")], Text("fa")))
    ) as pdf:
        addresses = {
            str(a.A.URI)
            for page in pdf.pages
            for a in page.get("/Annots", [])
            if "/A" in a and "/URI" in a.A
        }
        assert addresses and all(a.startswith("https://atlas.example/") for a in addresses)
        assert not any(
            isinstance(o, pikepdf.Dictionary) and ("/JS" in o or "/Launch" in o)
            for o in pdf.objects
        )


def test_a_province_with_400_clusters_goes_on_over_as_many_pages_as_it_needs(
    hostile: Atlas, tmp_path: Path
) -> None:
    shown = scene_of(hostile, HOSTILE, HOSTILE, province="IR-10")
    text = read(tmp_path, write_pdf([shown], Text("fa")))
    assert len(shown.rows) == 400
    assert text.count("alert(1)") >= 400
    assert "#import" in text and "*b*" in text


def test_an_empty_selection_is_a_page_that_says_so(scene: MakeScene, tmp_path: Path) -> None:
    text = " ".join(
        read(tmp_path, write_pdf([scene(lang="en", q="nothing of this name")], Text("en"))).split()
    )
    assert Text("en")("table.empty") in text


def test_no_scene_is_refused() -> None:
    with pytest.raises(ValueError):
        write_pdf([], Text("fa"))


def test_the_booklet_of_all_provinces_has_a_page_each_and_contents_in_fifteen_seconds_of_processor(
    scene: MakeScene, atlas: Atlas
) -> None:
    began = time.process_time()
    scenes = [scene(province=code) for code in atlas.provinces.index]
    made = write_pdf(scenes, Text("fa"))
    assert time.process_time() - began < 15
    with pikepdf.open(io.BytesIO(made)) as pdf, pdf.open_outline() as outline:
        assert len(pdf.pages) > 31
        assert [item.title for item in outline.root[-31:]] == [s.title for s in scenes]


def test_a_booklet_of_a_story_has_the_storys_title(tmp_path: Path, scene: MakeScene) -> None:
    text = read(
        tmp_path,
        write_pdf(
            [scene(lang="en"), scene(lang="en", province="IR-10")],
            Text("en"),
            "Meeting #import <b> of Azar",
        ),
    )
    assert "Meeting #import <b> of Azar" in text
