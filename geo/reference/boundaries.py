"""Province outlines: ours, or a file of the user's own that proves to be the same 31 provinces.

Outlines are EPSG:4326, longitude first. They draw and label; areas come from the official table, a
cluster's province from its record.
"""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.basis.errors import DataError, Problem
from geo.reference.provinces import ProvinceNames

EQUAL_AREA = "ESRI:102025"
"""Asia North Albers Equal Area Conic, metres: for comparing areas."""
OVERLAP_TOLERANCE = 0.001
"""Share of all land that may be covered twice before a file is refused: slivers of digitising, not
claims.
"""
OVERVIEW_DEGREES = 0.04


@dataclass(frozen=True)
class Boundaries:
    """The outlines of the provinces, fine and coarse.

    fine, overview: GeoSeries of polygons indexed by province_iso; anchor: GeoSeries of the points
    farthest inside. own_file: name of the user's file they come from, empty for ours. stale_codes:
    that file's codes are of before 2020-11-24.
    """

    fine: gpd.GeoSeries
    overview: gpd.GeoSeries
    anchor: gpd.GeoSeries
    own_file: str = ""
    stale_codes: bool = False


def read_outlines(path: Path) -> gpd.GeoDataFrame:
    """Any file GeoPandas can read, in EPSG:4326.

    Raises DataError: missing, unreadable, without or with a wrong CRS.
    """
    if not path.exists():
        raise DataError([Problem("file_missing", path.name)])
    try:
        frame = gpd.read_file(path)
    except Exception as error:  # GDAL's drivers raise many kinds; all mean the same to the reader
        raise DataError(
            [
                Problem(
                    "boundaries_unreadable",
                    path.name,
                    value=str(error).replace(str(path), path.name)[:120],
                )
            ]
        ) from error
    if frame.empty or frame.geometry.isna().all():
        raise DataError([Problem("file_without_rows", path.name)])
    if frame.crs is None:
        raise DataError([Problem("crs_missing", path.name)])
    frame = frame.to_crs("EPSG:4326")
    west, south, east, north = frame.total_bounds
    if not (40 < west < east < 68 and 22 < south < north < 43):
        where = f"{west:.1f} {south:.1f} {east:.1f} {north:.1f}"
        raise DataError(
            [Problem("boundaries_not_iran", path.name, value=where, allowed="44 25 63.4 39.8")]
        )
    return frame


def our_boundaries(data: Path) -> Boundaries:
    """The outlines shipped in the folder `data`, fine and overview."""
    fine = read_outlines(data / "boundaries" / "provinces.geojson").set_index("iso_code").geometry
    overview = (
        read_outlines(data / "boundaries" / "provinces_overview.geojson")
        .set_index("iso_code")
        .geometry
    )
    return Boundaries(fine, overview, _anchors(fine))


def own_boundaries(path: Path, names: ProvinceNames, reference: Boundaries) -> Boundaries:
    """The user's own outlines, each province found by its folded name.

    By code only once the vintage of the outlines is established.

    A match counts only if every outline covers our own point inside that province. Raises
    DataError: not 31, not identified, invalid or overlapping geometry, wrong place.
    """
    frame = read_outlines(path)
    rows = np.arange(len(frame)) + 1
    invalid = [
        Problem("geometry_invalid", path.name, int(n), value=shapely.is_valid_reason(g))
        for n, g in zip(rows, frame.geometry, strict=True)
        if g is None or g.is_empty or not g.is_valid or "Polygon" not in g.geom_type
    ]
    if invalid:
        raise DataError(invalid)
    if len(frame) != 31:
        raise DataError(
            [Problem("boundaries_count", path.name, value=str(len(frame)), allowed="31")]
        )
    codes, stale = _identify(frame, names, reference, path.name)
    fine = gpd.GeoSeries(
        frame.geometry.to_numpy(), index=pd.Index(codes, name="province_iso"), crs="EPSG:4326"
    ).reindex(reference.fine.index)
    flat = fine.to_crs(EQUAL_AREA)
    twice = float(flat.area.sum() - flat.union_all().area)
    if twice > OVERLAP_TOLERANCE * float(flat.area.sum()):
        raise DataError([Problem("boundaries_overlap", path.name, value=f"{twice / 1e6:.0f} km²")])
    overview = gpd.GeoSeries(
        shapely.coverage_simplify(fine.to_numpy(), OVERVIEW_DEGREES), index=fine.index, crs=fine.crs
    )
    return Boundaries(fine, overview, _anchors(fine), path.name, stale)


def _identify(
    frame: gpd.GeoDataFrame, names: ProvinceNames, reference: Boundaries, file: str
) -> tuple[list[str], bool]:
    """Province code of each row, and whether the file's own codes are those of before 2020."""
    texts = [
        c
        for c in frame.columns
        if c != frame.geometry.name and pd.api.types.is_string_dtype(frame[c])
    ]
    before = {old: new for new, old in names.facts["code_before_2020"].items()}
    by_name = {c: [names.find(v) if isinstance(v, str) else None for v in frame[c]] for c in texts}
    now = {c: [v if v in names.facts.index else None for v in frame[c]] for c in texts}
    old = {c: [before.get(v) if isinstance(v, str) else None for v in frame[c]] for c in texts}

    def right(codes: list[str | None]) -> bool:
        if None in codes or len(set(codes)) != 31:
            return False
        at = reference.anchor.reindex(codes).to_numpy()
        return bool(shapely.covers(frame.geometry.to_numpy(), at).all())

    found_old = any(right(codes) for codes in old.values())
    for reading in (by_name, now, old):
        for codes in reading.values():
            if right(codes):
                return [str(c) for c in codes], found_old
    best = max(by_name.items(), key=lambda item: sum(c is not None for c in item[1]), default=None)
    if best is None or not any(best[1]):
        raise DataError([Problem("boundaries_unnamed", file)])
    column, codes = best
    unknown = [
        Problem("province_unknown", file, n, column, str(frame[column].iloc[n - 1]))
        for n, c in enumerate(codes, 1)
        if c is None
    ]
    twice = [
        Problem("province_twice", file, n, column, str(frame[column].iloc[n - 1]))
        for n, c in enumerate(codes, 1)
        if c and codes.index(c) != n - 1
    ]
    raise DataError(unknown + twice or [Problem("boundaries_misplaced", file, column=column)])


def _anchors(outlines: gpd.GeoSeries) -> gpd.GeoSeries:
    """The point farthest from the border of each outline: where a label stands freest."""
    circles = shapely.maximum_inscribed_circle(outlines.to_numpy(), tolerance=0.01)
    return gpd.GeoSeries(shapely.get_point(circles, 0), index=outlines.index, crs=outlines.crs)
