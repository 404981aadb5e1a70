"""A changed row or cell of a table, a workbook or a geographic file is named."""

import csv
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from components.briefing.verify import BESIDE, FORGED, RIGHT, ROWS, STAMPS, UNSTAMPED
from components.server.release import release
from tests.briefing.conftest import run
from tests.briefing.verify.judging import FEW, Judge, Make, members, other, spoilt, words


@FEW
@given(at=st.integers(0, 10**6), column=st.integers(0, 10**6))
def test_a_changed_cell_of_a_csv_is_named(make: Make, judged: Judge, at: int, column: int) -> None:
    rows = list(csv.reader(io.StringIO(make("csv", lang="en").decode("utf-8-sig"), newline="")))
    row, place = rows[1 + at % (len(rows) - 1)], column % len(rows[0])
    cluster, before = row[0], row[place]
    row[place] = other(before)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    verdict = judged("csv", out.getvalue().encode("utf-8-sig"))
    assert verdict.code != RIGHT
    if 0 < place < len(row) - 1:
        assert verdict.code == ROWS
        assert f"row {cluster}, column {rows[0][place]}" in words(verdict)


@pytest.mark.parametrize(
    "what", ["left out", "twice", "made up", "column left out", "column added"]
)
def test_rows_and_columns_left_out_or_added_are_named(make: Make, judged: Judge, what: str) -> None:
    rows = list(csv.reader(io.StringIO(make("csv", lang="en").decode("utf-8-sig"), newline="")))
    last = rows[-1][0]
    if what == "left out":
        rows.pop()
    elif what == "twice":
        rows.append(rows[-1])
    elif what == "made up":
        rows.append(["c999", *rows[-1][1:]])
    elif what == "column left out":
        rows = [row[:2] + row[3:] for row in rows]
    else:
        rows = [[*row[:2], "more" if n else "mood", *row[2:]] for n, row in enumerate(rows)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    verdict = judged("csv", out.getvalue().encode("utf-8-sig"))
    assert verdict.code == ROWS
    named = {
        "left out": f"row {last}: missing",
        "twice": f"row {last}: added",
        "made up": "row c999: added",
        "column left out": "column name_en: missing",
    }
    assert named.get(what, "column mood: added") in words(verdict)


@FEW
@given(at=st.integers(0, 10**6))
def test_any_changed_text_or_number_of_a_workbook_is_found(
    make: Make, judged: Judge, at: int
) -> None:
    verdict = judged(
        "xlsx",
        spoilt(
            make("xlsx"), r"<(?:t|v)(?: [^>]*)?>([^<]+)</(?:t|v)>", at, other, r"xl/worksheets/.*"
        ),
    )
    claims_another_release = verdict.stamp is not None and verdict.stamp.release != release()
    assert verdict.code in (ROWS, BESIDE, STAMPS, FORGED, UNSTAMPED) or claims_another_release


@pytest.mark.parametrize("what", ["format", "row", "drawing"])
def test_a_number_shown_as_another_a_hidden_row_and_a_picture_over_the_cells_are_found(
    make: Make, judged: Judge, what: str
) -> None:
    def change(name: str, content: bytes) -> bytes:
        if what == "format" and name == "xl/styles.xml":
            return content.replace(b"yyyy-mm-dd", b"&quot;2001&quot;")
        if what == "row" and name == "xl/worksheets/sheet1.xml":
            return content.replace(b'<row r="3"', b'<row hidden="1" r="3"', 1)
        return content

    content = members(make("xlsx"), change)
    if what == "drawing":
        with zipfile.ZipFile(out := io.BytesIO(content), "a") as book:
            book.writestr("xl/media/image1.png", b"x")
        content = out.getvalue()
    assert judged("xlsx", content).code in (ROWS, BESIDE)


@FEW
@given(at=st.integers(0, 10**6), column=st.integers(0, 10**6), far=st.floats(0.001, 3))
def test_a_changed_cell_or_point_of_a_geographic_file_is_named(
    make: Make, judged: Judge, tmp_path: Path, at: int, column: int, far: float
) -> None:
    told = json.loads(make("geojson"))
    feature = told["features"][at % len(told["features"])]
    names = [*feature["properties"], ""]
    name = names[column % len(names)]
    if name:
        feature["properties"][name] = other(str(feature["properties"][name] or ""))
    else:
        feature["geometry"]["coordinates"][1] += far
    verdict = judged("geojson", json.dumps(told).encode())
    assert verdict.code == ROWS
    (tmp_path / "a.gpkg").write_bytes(make("gpkg"))
    if name:
        value = str(feature["properties"][name]).replace("'", "''")
        run(
            "ogrinfo",
            "a.gpkg",
            "-sql",
            f"UPDATE clusters SET {name} = '{value}' WHERE fid = {1 + at % len(told['features'])}",
            folder=tmp_path,
        )
    else:
        about = pyogrio.read_info(tmp_path / "a.gpkg", layer="clusters")["layer_metadata"]
        frame = gpd.read_file(tmp_path / "a.gpkg")
        frame.geometry = [
            p if n != at % len(frame) else Point(p.x, p.y + far)
            for n, p in enumerate(frame.geometry)
        ]
        (tmp_path / "a.gpkg").unlink()
        pyogrio.write_dataframe(
            frame, tmp_path / "a.gpkg", driver="GPKG", layer="clusters", layer_metadata=about
        )
    assert judged("gpkg", (tmp_path / "a.gpkg").read_bytes()).code == ROWS


def test_a_second_layer_and_changed_words_about_the_rows_are_found(
    make: Make, judged: Judge, tmp_path: Path
) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(make("gpkg"))
    pyogrio.write_dataframe(
        gpd.read_file(path).head(1), path, driver="GPKG", layer="more", append=False
    )
    assert judged("gpkg", path.read_bytes()).code == BESIDE
    path.write_bytes(make("gpkg"))
    with sqlite3.connect(path) as database:
        database.execute(
            "UPDATE gpkg_metadata SET metadata = replace(metadata, 'CC BY 4.0', 'CC0')"
        )
    assert judged("gpkg", path.read_bytes()).code == BESIDE
