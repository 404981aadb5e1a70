"""Files to order: every format of a View and of a story, and the proof that each carries."""

import csv
import io
import json
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
from python_calamine import CalamineWorkbook

from components.briefing.file_request import HOLDS_MANY, MEDIA_TYPES, FileRequest, make_file
from components.briefing.stamps import stamps_of
from components.briefing.story_slide import StorySlide
from components.briefing.verify import RIGHT, verify
from geo.atlas import Atlas
from geo.basis.errors import DataError
from geo.exports.rows import rows_for_export
from geo.selection import select
from geo.view import read_view
from tests.briefing.conftest import run
from tests.conftest import DATA

TODAY = date(2026, 11, 24)


def order(atlas: Atlas, *queries: dict[str, str], lang: str = "fa") -> FileRequest:
    stops = [StorySlide(atlas, read_view(query, atlas)[0]) for query in queries]
    return FileRequest(
        stops, ["https://atlas.example/"] * len(stops), "https://atlas.example/", lang, TODAY, DATA
    )


@pytest.mark.parametrize("extension", MEDIA_TYPES)
def test_every_file_proves_its_rows(atlas: Atlas, extension: str) -> None:
    content = make_file(order(atlas, {"province": "IR-10"}), extension)
    verdicts = verify(f"file.{extension}", content, DATA, lambda _: atlas)
    assert verdicts and {v.code for v in verdicts} == {RIGHT}
    assert {v.stamp.view for v in verdicts if v.stamp} == {"province=IR-10"}


@pytest.mark.parametrize("extension", sorted(HOLDS_MANY))
def test_a_file_of_several_views_proves_each(atlas: Atlas, extension: str) -> None:
    content = make_file(
        order(atlas, {"province": "IR-10"}, {"stage": "group:completed"}, lang="en"), extension
    )
    verdicts = verify(f"file.{extension}", content, DATA, lambda _: atlas)
    assert {v.code for v in verdicts} == {RIGHT}
    if extension != "zip":
        assert len({stamp.digest for stamp in stamps_of(content, extension)}) == 2


@pytest.mark.parametrize("extension", sorted(set(MEDIA_TYPES) - HOLDS_MANY))
def test_a_format_for_one_view_refuses_several(atlas: Atlas, extension: str) -> None:
    with pytest.raises(DataError) as told:
        make_file(order(atlas, {}, {}), extension)
    assert told.value.problems[0].code == "one_view_only"


def test_no_view_at_all_is_refused() -> None:
    with pytest.raises(DataError):
        make_file(FileRequest([], [], "", "fa", TODAY, DATA), "pdf")


@pytest.mark.parametrize("extension", MEDIA_TYPES)
def test_an_empty_view_makes_a_right_file(atlas: Atlas, extension: str) -> None:
    content = make_file(order(atlas, {"q": "zzzz"}), extension)
    assert {v.code for v in verify(f"file.{extension}", content, DATA, lambda _: atlas)} == {RIGHT}


def test_the_workbook_opens_in_calc_with_numbers_dates_and_direction(
    atlas: Atlas, tmp_path: Path
) -> None:
    (tmp_path / "rows.xlsx").write_bytes(make_file(order(atlas, {"province": "IR-10"}), "xlsx"))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        "ods",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "rows.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    book = CalamineWorkbook.from_path(str(tmp_path / "rows.ods"))
    rows, about = (book.get_sheet_by_index(i).to_python() for i in range(2))
    head = [str(h) for h in rows[0]]
    assert isinstance(rows[1][head.index("طول جغرافیایی")], float)
    assert {type(row[head.index("آغاز بازه (میلادی)")]) for row in rows[1:]} <= {date, str}
    assert any(isinstance(row[head.index("آغاز بازه (میلادی)")], date) for row in rows[1:])
    assert any("khoosheh-atlas version" in str(cell) for row in about for cell in row)
    with zipfile.ZipFile(tmp_path / "rows.xlsx") as book_:
        assert 'rightToLeft="1"' in book_.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("extension", ["gpkg", "geojson"])
def test_gdal_opens_it_without_a_warning_and_finds_the_same_points(
    atlas: Atlas, extension: str, tmp_path: Path
) -> None:
    path = tmp_path / f"rows.{extension}"
    path.write_bytes(make_file(order(atlas, {"province": "IR-10"}), extension))
    told = subprocess.run(
        ["ogrinfo", "-ro", "-al", "-so", str(path)],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "Warning" not in told.stderr + told.stdout
    want = select(atlas, read_view({"province": "IR-10"}, atlas)[0]).clusters
    found = gpd.read_file(path)
    assert found.crs.to_epsg() == 4326
    assert found["cluster_id"].tolist() == want["cluster_id"].tolist()
    assert found.geometry.geom_equals_exact(want.geometry.reset_index(drop=True), 1e-6).all()


def test_the_csv_ends_with_its_provenance_in_the_first_row_alone(atlas: Atlas) -> None:
    rows = list(
        csv.reader(
            io.StringIO(
                make_file(order(atlas, {"province": "IR-10"}, lang="en"), "csv").decode("utf-8-sig")
            )
        )
    )
    assert rows[0][-1] == "Provenance"
    assert "sha256:" in rows[1][-1] and {row[-1] for row in rows[2:]} == {""}
    assert len(rows) - 1 == len(
        rows_for_export(atlas, select(atlas, read_view({"province": "IR-10"}, atlas)[0]).clusters)
    )


def test_progress_reaches_the_end_and_what_it_raises_ends_the_work(atlas: Atlas) -> None:
    told: list[float] = []
    make_file(order(atlas, {}, {}), "zip", told.append)
    assert told == sorted(told) and told[-1] == 1.0

    class CancelledError(Exception):
        pass

    def cancel(share: float) -> None:
        if share > 0.5:
            raise CancelledError

    with pytest.raises(CancelledError):
        make_file(order(atlas, {}, {}), "zip", cancel)


def test_geojson_says_what_it_is_in_a_member_of_its_own(atlas: Atlas) -> None:
    found = json.loads(make_file(order(atlas, {"province": "IR-10"}), "geojson"))
    assert set(found) == {"type", "khoosheh_atlas", "features"}
    assert "link:https://atlas.example/" in found["khoosheh_atlas"]["stamp"]


def told_by(content: bytes, extension: str, folder: Path) -> str:
    """All text that a file holds, whoever reads it: of zips every part of every member, of a PDF
    what poppler finds and its properties.
    """
    if extension in ("zip", "pptx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            return "\n".join(
                told_by(pack.read(name), Path(name).suffix.removeprefix("."), folder)
                for name in pack.namelist()
            )
    if extension == "pdf":
        (folder / "made.pdf").write_bytes(content)
        return run("pdftotext", "made.pdf", "-", folder=folder) + run(
            "pdfinfo", "made.pdf", folder=folder
        )
    return content.decode("utf-8", "replace")


@pytest.mark.parametrize("extension", MEDIA_TYPES)
def test_a_presenters_note_stands_nowhere_in_a_file_unless_it_was_asked_for(
    atlas: Atlas, extension: str, tmp_path: Path
) -> None:
    view = read_view({"province": "IR-10", "lang": "en"}, atlas)[0]
    made = FileRequest(
        [StorySlide(atlas, view, "Isfahan", "Xylophone of the minister")],
        ["https://a.example/"],
        "https://a.example/",
        "en",
        TODAY,
        DATA,
    )
    assert "ylophone" not in told_by(make_file(made, extension), extension, tmp_path)
    if extension in ("pdf", "pptx", "html", "zip"):
        assert "Xylophone" in told_by(
            make_file(replace(made, notes=True), extension), extension, tmp_path
        )


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("extension", ["csv", "xlsx", "gpkg", "geojson"])
@pytest.mark.parametrize("query", [{"province": "IR-10"}, {"q": "nothing of this name"}])
def test_files_of_rows_name_licence_day_version_and_filter_also_without_a_row(
    atlas: Atlas, query: dict[str, str], extension: str, lang: str, tmp_path: Path
) -> None:
    made, path = order(atlas, query, lang=lang), tmp_path / f"rows.{extension}"
    path.write_bytes(make_file(made, extension))
    if extension == "csv":
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
        said = rows[1][-1]
    elif extension == "xlsx":
        said = " ".join(
            str(c)
            for row in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(1).to_python()
            for c in row
        )
    else:
        said = (
            run("ogrinfo", "-ro", "-al", "-so", "-noextent", path, folder=tmp_path)
            if extension == "gpkg"
            else path.read_text(encoding="utf-8")
        )
    sentence = {"fa": "خوشه مستند", "en": "documented clusters"}[lang]
    for words in ("GeoNames (CC BY 4.0)", "sha256:", "made:2026-11-24", f"lang:{lang}", sentence):
        assert words in said, words


def test_the_names_of_what_is_said_are_the_same_in_both_languages(
    atlas: Atlas, tmp_path: Path
) -> None:
    keys = []
    for lang in ("fa", "en"):
        content = make_file(order(atlas, {"province": "IR-10"}, lang=lang), "gpkg")
        (tmp_path / "rows.gpkg").write_bytes(content)
        metadata = pyogrio.read_info(tmp_path / "rows.gpkg", layer="clusters")["layer_metadata"]
        member = json.loads(make_file(order(atlas, {"province": "IR-10"}, lang=lang), "geojson"))[
            "khoosheh_atlas"
        ]
        assert metadata == member
        keys.append(set(member))
    assert keys[0] == keys[1]
    assert keys[0] >= {
        "filter",
        "version",
        "rows",
        "sha256",
        "made",
        "language",
        "attribution",
        "stamp",
    }
    assert all(key.isascii() for key in keys[0])


def test_members_of_a_pack_are_told_apart_by_name(atlas: Atlas) -> None:
    made = order(atlas, {"q": "فرش"}, {"q": "کفش"}, {"as_of": "1395"})
    with zipfile.ZipFile(io.BytesIO(make_file(made, "zip"))) as pack:
        names = pack.namelist()
    assert all(name.isascii() for name in names)
    assert len({Path(name).name for name in names}) == len(names)
    assert (
        any("frsh" in name for name in names)
        and any("kfsh" in name for name in names)
        and any("as-of-1395" in name for name in names)
    )
