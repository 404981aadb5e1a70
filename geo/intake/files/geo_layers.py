"""Layers of points with their attributes: GeoJSON (RFC 7946) and GeoPackage (OGC 12-128), as the
atlas writes them and as a GIS gives them back.

A layer is a sheet: its attributes are the columns, under their own names. Where no attribute has
the place, the point itself gives lon and lat
(degrees, EPSG:4326). A layer's geometry and its number of rows are no cells of a person's and are
left alone.
"""

import json
import math
import sqlite3
import struct
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from geo.basis.errors import DataError, Problem
from geo.intake.files.cells import finished, note, value_text
from geo.intake.files.grid import MAX_COLUMNS, MAX_ROWS, Budget, FileSheet, Grid

PLACE = ("lon", "lat")
MOVED = 1e-6
"""Degrees from which on a point stands elsewhere than its attributes say."""
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_POINTS = {1, 1001, 2001, 3001}

Point = tuple[float, float]


def read_geojson(content: bytes, file: str) -> list[FileSheet]:
    """The one sheet of a FeatureCollection.

    Raises DataError: damaged, no features, or too many rows, columns or cells.
    """
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise DataError([Problem("file_damaged", file)]) from None
    features = whole.get("features") if isinstance(whole, dict) else None
    if (
        not isinstance(features, list)
        or not features
        or not all(isinstance(f, dict) for f in features)
    ):
        raise DataError([Problem("file_kind_unknown", file)])
    if len(features) >= MAX_ROWS:
        Budget(file).refuse_row(MAX_ROWS)
    rows = [feature.get("properties") or {} for feature in features]
    if not all(isinstance(row, dict) for row in rows):
        raise DataError([Problem("file_damaged", file)])
    return [
        _sheet(
            "",
            rows,
            [_geojson_point(feature.get("geometry")) for feature in features],
            file,
            Budget(file),
        )
    ]


def _geojson_point(geometry: Any) -> Point | None:
    place = (
        geometry.get("coordinates")
        if isinstance(geometry, dict) and geometry.get("type") == "Point"
        else None
    )
    if (
        isinstance(place, list)
        and len(place) >= 2
        and all(isinstance(v, (int, float)) and math.isfinite(v) for v in place[:2])
    ):
        return float(place[0]), float(place[1])
    return None


def read_geopackage(content: bytes, file: str) -> list[FileSheet]:
    """A sheet for each layer.

    Raises DataError: damaged, no layer, or too many rows, columns or cells.
    """
    budget = Budget(file)
    try:
        with closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(content)
            base.execute("PRAGMA trusted_schema = OFF")
            layers = base.execute(
                "SELECT table_name, data_type FROM gpkg_contents WHERE data_type IN ('features',"
                " 'attributes')"
            ).fetchall()
            sheets = [_layer(base, str(name), file, budget) for name, _ in layers]
    except sqlite3.Error as error:
        code = (
            "file_kind_unknown" if "no such table: gpkg_contents" in str(error) else "file_damaged"
        )
        raise DataError([Problem(code, file)]) from None
    if not sheets:
        raise DataError([Problem("file_kind_unknown", file)])
    return [sheet for sheet in sheets if sheet.rows]


def _layer(base: sqlite3.Connection, name: str, file: str, budget: Budget) -> FileSheet:
    quoted = '"' + name.replace('"', '""') + '"'
    described = base.execute(f"PRAGMA table_info({quoted})").fetchall()
    shapes = (
        {
            row[0]
            for row in base.execute(
                "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (name,)
            )
        }
        if _has_shapes(base)
        else set()
    )
    columns = [str(row[1]) for row in described if row[1] not in shapes and not row[5]]
    shape = next((str(row[1]) for row in described if row[1] in shapes), "")
    wanted = (
        ", ".join(
            '"' + column.replace('"', '""') + '"'
            for column in [*columns, *([shape] if shape else [])]
        )
        or "NULL"
    )
    rows, points = [], []
    for number, values in enumerate(base.execute(f"SELECT {wanted} FROM {quoted}")):
        if number >= MAX_ROWS - 1:
            budget.refuse_row(MAX_ROWS)
        rows.append(dict(zip(columns, values, strict=False)))
        points.append(_packed_point(values[-1]) if shape else None)
    return _sheet(name, rows, points, file, budget, columns)


def _has_shapes(base: sqlite3.Connection) -> bool:
    return bool(
        base.execute("SELECT 1 FROM sqlite_master WHERE name = 'gpkg_geometry_columns'").fetchone()
    )


def _packed_point(blob: Any) -> Point | None:
    """The point of a GeoPackage's geometry in degrees (OGC 12-128, 2.1.3); None for another shape,
    an empty one, or another system of coordinates.
    """
    try:
        flags = blob[3]
        order = "<" if flags & 1 else ">"
        (system,) = struct.unpack_from(f"{order}i", blob, 4)
        start = 8 + _ENVELOPES[flags >> 1 & 7]
        order = "<" if blob[start] else ">"
        (kind,) = struct.unpack_from(f"{order}I", blob, start + 1)
        x, y = struct.unpack_from(f"{order}2d", blob, start + 5)
    except (TypeError, IndexError, KeyError, struct.error):
        return None
    return (
        (x, y)
        if kind in _POINTS and system == 4326 and math.isfinite(x) and math.isfinite(y)
        else None
    )


def _sheet(
    name: str,
    rows: list[dict[str, Any]],
    points: list[Point | None],
    file: str,
    budget: Budget,
    columns: Iterable[str] = (),
) -> FileSheet:
    columns = list(dict.fromkeys([*columns, *(key for row in rows for key in row)]))
    added = [] if set(PLACE) & set(columns) or not any(points) else list(PLACE)
    if len(columns) + len(added) > MAX_COLUMNS:
        budget.refuse_column(0, MAX_COLUMNS)
    grid, notes = Grid(budget), []
    for place, column in enumerate([*columns, *added]):
        grid.put(0, place, column)
    for number, (row, point) in enumerate(zip(rows, points, strict=True), 1):
        for place, column in enumerate(columns):
            grid.put(number, place, _text(row.get(column)))
        for place, value in enumerate(point or () if added else (), len(columns)):
            grid.put(number, place, value_text(value))
        if point and not added and _is_elsewhere(point, row):
            notes.append(
                note("point_elsewhere", file, number, value=f"{point[0]:.6g} {point[1]:.6g}")
            )
    return finished(name, grid.table(), file, notes)


def _is_elsewhere(point: Point, row: dict[str, Any]) -> bool:
    told = [row.get(name) for name in PLACE]
    return any(
        isinstance(v, (int, float)) and abs(v - p) > MOVED for v, p in zip(told, point, strict=True)
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return (
        json.dumps(value, ensure_ascii=False)
        if isinstance(value, (list, dict))
        else value_text(value)
    )
