"""The four formats hold the same rows, read back the same, and mark what is invented."""

import io
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geo.atlas import Atlas
from geo.basis.csv_text import read_csv
from geo.exports.formats import FORMATS, INVENTED, with_points, write_geojson
from geo.exports.rows import rows_for_export
from geo.reference.csv_tables import column_headings
from tests.conftest import DATA
from tests.exports.test_annotated import NASTY
from tests.exports.wording import as_text, elements, parts, sheet

HEADINGS = column_headings(DATA)
TEXTS = HEADINGS.index[HEADINGS["kind"] == "text"].tolist()
NUMBERS = HEADINGS.index[HEADINGS["kind"] == "number"].tolist()


@pytest.fixture(scope="module")
def rows(atlas: Atlas) -> gpd.GeoDataFrame:
    return with_points(rows_for_export(atlas, atlas.clusters))


def read(extension: str, content: bytes, tmp_path: Path) -> gpd.GeoDataFrame:
    path = tmp_path / f"rows.{extension}"
    path.write_bytes(content)
    return gpd.read_file(path)


def properties(content: bytes) -> list[dict[str, object]]:
    return [feature["properties"] for feature in json.loads(content)["features"]]


def first_columns(extension: str, content: bytes, tmp_path: Path) -> list[tuple[str, str]]:
    """The name and the first cell of each column, in order."""
    if extension == "csv":
        frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
        return list(zip(frame.columns, frame.iloc[0], strict=True))
    if extension == "xlsx":
        cells = sheet(content, 0)
        return [(str(name), as_text(cell)) for name, cell in zip(cells[0], cells[1], strict=True)]
    return [(name, str(cell)) for name, cell in read(extension, content, tmp_path).iloc[0].items()]


def test_each_format_is_kept_under_its_extension() -> None:
    assert {name: f.extension for name, f in FORMATS.items()} == {
        e: e for e in ("csv", "xlsx", "gpkg", "geojson")
    }


@pytest.mark.parametrize("extension", FORMATS)
def test_the_id_comes_first(rows: gpd.GeoDataFrame, extension: str, tmp_path: Path) -> None:
    content = FORMATS[extension].write(rows, HEADINGS, "en")
    assert first_columns(extension, content, tmp_path)[0] == ("cluster_id", "c001")


@pytest.mark.parametrize("extension", FORMATS)
def test_every_invented_row_begins_with_its_mark(
    rows: gpd.GeoDataFrame, extension: str, tmp_path: Path
) -> None:
    content = FORMATS[extension].write(
        rows.head(3), HEADINGS, "fa", mark="ساختگی است", mark_heading="ساختگی؟"
    )
    name = INVENTED if extension in ("gpkg", "geojson") else "ساختگی؟"
    assert [cell for _, cell in first_columns(extension, content, tmp_path)][:2] == [
        "ساختگی است",
        "c001",
    ]
    assert first_columns(extension, content, tmp_path)[0][0] == name


@pytest.mark.parametrize("extension", FORMATS)
def test_the_same_rows_give_the_same_bytes(rows: gpd.GeoDataFrame, extension: str) -> None:
    assert FORMATS[extension].write(rows, HEADINGS, "fa") == FORMATS[extension].write(
        rows, HEADINGS, "fa"
    )


@pytest.mark.parametrize("extension", FORMATS)
def test_writing_leaves_the_rows_alone(rows: gpd.GeoDataFrame, extension: str) -> None:
    before = rows.copy()
    FORMATS[extension].write(rows, HEADINGS, "fa", mark="x", mark_heading="y")
    pd.testing.assert_frame_equal(pd.DataFrame(rows), pd.DataFrame(before))


@pytest.mark.parametrize("extension", FORMATS)
def test_no_rows_make_an_empty_file_with_its_columns(
    rows: gpd.GeoDataFrame, extension: str, tmp_path: Path
) -> None:
    content = FORMATS[extension].write(rows.head(0), HEADINGS, "en")
    if extension == "geojson":
        assert properties(content) == []
    elif extension == "gpkg":
        assert list(read("gpkg", content, tmp_path).columns) == [*HEADINGS.index, "geometry"]
    else:
        assert (
            len(read_csv(content, HEADINGS) if extension == "csv" else sheet(content, 0)[1:]) == 0
        )


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_workbook_reads_back_cell_by_cell(rows: gpd.GeoDataFrame, lang: str) -> None:
    read_back = sheet(FORMATS["xlsx"].write(rows, HEADINGS, lang), 0)
    assert read_back[0] == HEADINGS[f"heading_{lang}"].tolist()
    frame = pd.DataFrame(read_back[1:], columns=HEADINGS.index)
    for column in TEXTS:
        assert frame[column].tolist() == rows[column].tolist()
    for column in NUMBERS:
        assert [None if v == "" else v for v in frame[column]] == [
            None if pd.isna(v) else pytest.approx(float(v), rel=1e-14) for v in rows[column]
        ]


def test_a_geopackage_reads_back_the_same(rows: gpd.GeoDataFrame, tmp_path: Path) -> None:
    back = read("gpkg", FORMATS["gpkg"].write(rows, HEADINGS, "fa"), tmp_path)
    assert back.crs.to_epsg() == 4326
    assert list(back.columns) == [*HEADINGS.index, "geometry"]
    assert back.geometry.geom_equals(rows.geometry.reset_index(drop=True)).all()
    for column in TEXTS:
        assert back[column].tolist() == rows[column].tolist()
    for column in NUMBERS:
        assert [None if pd.isna(v) else v for v in back[column]] == [
            None if pd.isna(v) else v for v in rows[column]
        ]


def test_geojson_is_as_rfc_7946_wants_it(rows: gpd.GeoDataFrame) -> None:
    content = write_geojson(rows, HEADINGS, "en")
    read_back = json.loads(content)
    assert set(read_back) == {"type", "features"}
    assert all(set(f) == {"type", "geometry", "properties"} for f in read_back["features"])
    assert [f["geometry"]["coordinates"] for f in read_back["features"]] == [
        [round(p.x, 7), round(p.y, 7)] for p in rows.geometry
    ]
    assert not content.startswith(b"\xef\xbb\xbf")


def test_geojson_has_nulls_for_missing_numbers_and_whole_ones_for_counts(
    rows: gpd.GeoDataFrame,
) -> None:
    cells = properties(write_geojson(rows, HEADINGS, "en"))
    assert [c["firms"] for c in cells] == [None if pd.isna(v) else int(v) for v in rows["firms"]]
    assert all(c["firms"] is None or isinstance(c["firms"], int) for c in cells)


@pytest.mark.parametrize("extension", ["gpkg", "geojson"])
def test_points_in_another_crs_are_refused(rows: gpd.GeoDataFrame, extension: str) -> None:
    with pytest.raises(ValueError, match="32639"):
        FORMATS[extension].write(rows.to_crs(32639), HEADINGS, "en")


def test_nasty_texts_are_texts_in_every_format(rows: gpd.GeoDataFrame, tmp_path: Path) -> None:
    nasty = rows.head(len(NASTY)).assign(name_fa=NASTY, source_url=NASTY)
    written = {extension: f.write(nasty, HEADINGS, "fa") for extension, f in FORMATS.items()}
    column = HEADINGS.index.get_loc("name_fa")
    assert read_csv(written["csv"], HEADINGS)["name_fa"].tolist() == NASTY
    assert [row[column] for row in sheet(written["xlsx"], 0)[1:]] == NASTY
    assert read("gpkg", written["gpkg"], tmp_path)["name_fa"].tolist() == NASTY
    assert [p["name_fa"] for p in properties(written["geojson"])] == NASTY


def test_a_workbook_holds_no_formula_and_no_link(rows: gpd.GeoDataFrame) -> None:
    content = FORMATS["xlsx"].write(rows.head(len(NASTY)).assign(name_fa=NASTY), HEADINGS, "fa")
    assert not elements(content, "f")
    assert not elements(content, "hyperlink")
    assert not any('TargetMode="External"' in text for text in parts(content).values())


@pytest.mark.parametrize("extension", ["gpkg", "geojson", "xlsx"])
def test_control_characters_break_no_format(
    rows: gpd.GeoDataFrame, extension: str, tmp_path: Path
) -> None:
    spoilt = rows.head(1).assign(cluster_id=pd.Series(["a\x00b\x1b\ud800c"], dtype=object))
    content = FORMATS[extension].write(spoilt, HEADINGS, "en")
    assert first_columns(extension, content, tmp_path)[0] == ("cluster_id", "abc")


def test_a_persian_workbook_runs_from_the_right_with_its_heading_frozen_and_filtered(
    rows: gpd.GeoDataFrame,
) -> None:
    content = FORMATS["xlsx"].write(rows, HEADINGS, "fa")
    assert [view.get("rightToLeft") for view in elements(content, "sheetView")] == ["1"]
    assert [pane.get("ySplit") for pane in elements(content, "pane")] == ["1"]
    assert [found.get("ref", "")[:3] for found in elements(content, "autoFilter")] == ["A1:"]
