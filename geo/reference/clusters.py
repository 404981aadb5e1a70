"""The shipped cluster records, read and checked whole; and records placed on the map.

One row is one documented cluster.

The schema's fields are the columns; `CLUSTER_COLUMNS` is what the file must have, the rest is
derived here.
"""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from geo.basis.errors import DataError, Problem
from geo.basis.folding import latin_digits
from geo.reference.boundaries import Boundaries
from geo.reference.csv_tables import read_table
from geo.reference.gazetteer import CITY, PROVINCE, Gazetteer
from geo.reference.provinces import ProvinceNames

CLUSTER_COLUMNS = [
    "cluster_id", "name_fa", "name_en", "product_fa", "product_en", "isic_division", "city_fa",
    "city_en", "province_iso",
    "stage", "stage_as_reported", "stage_year_jalali", "firms", "employment", "note_fa",
    "note_en", "source_title", "source_url",
]  # fmt: skip
OPTIONAL_COLUMNS = ["lon", "lat"]
LON_RANGE, LAT_RANGE = (43.5, 64.0), (24.5, 40.5)


class ClusterSchema(pa.DataFrameModel):
    """What a checked record holds.

    Numbers are counts of firms and people; years are Jalali; lon, lat are degrees, EPSG:4326.
    """

    cluster_id: Series[str] = pa.Field(unique=True, str_matches=r"^\S+$")
    name_fa: Series[str] = pa.Field(str_length={"min_value": 1})
    province_iso: Series[str]
    isic_division: Series[str]
    stage: Series[str]
    stage_year_jalali: Series[pd.Int64Dtype] = pa.Field(ge=1300, le=1500, nullable=True)
    firms: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True)
    employment: Series[pd.Int64Dtype] = pa.Field(ge=0, nullable=True)
    lon: Series[float] = pa.Field(
        in_range={"min_value": LON_RANGE[0], "max_value": LON_RANGE[1]}, nullable=True
    )
    lat: Series[float] = pa.Field(
        in_range={"min_value": LAT_RANGE[0], "max_value": LAT_RANGE[1]}, nullable=True
    )


_CHECK_CODES = {
    "field_uniqueness": "id_twice",
    "str_matches": "id_blank",
    "str_length": "value_missing",
    "in_range": "coordinate_outside",
}


def read_clusters(
    path: Path, names: ProvinceNames, stages: pd.DataFrame, trades: pd.DataFrame
) -> pd.DataFrame:
    """All records of `path`, checked, in the order of its rows.

    Columns CLUSTER_COLUMNS, lon and lat (degrees, NaN where none).

    Raises DataError with every problem of every row; never returns part of a file.
    """
    raw = read_table(path, CLUSTER_COLUMNS, OPTIONAL_COLUMNS)
    has_coordinates = set(OPTIONAL_COLUMNS) <= set(raw)
    problems: list[Problem] = []
    frame = raw.copy()
    for column in ("stage_year_jalali", "firms", "employment"):
        frame[column] = _numbers(raw, column, path.name, problems, whole=True).astype("Int64")
    for column in OPTIONAL_COLUMNS:
        frame[column] = (
            _numbers(raw, column, path.name, problems, whole=False) if has_coordinates else np.nan
        )
    frame["province_iso"] = _provinces(raw, names, path.name, problems)
    problems += _unknown(raw, "stage", stages.index, "stage_unknown", path.name)
    problems += _unknown(raw, "isic_division", trades.index.union([""]), "trade_unknown", path.name)
    problems += _schema_problems(frame, path.name)
    if problems:
        raise DataError(sorted(set(problems), key=lambda p: (p.row or 0, p.column or "")))
    return frame.reset_index(drop=True)


def _numbers(
    raw: pd.DataFrame, column: str, file: str, problems: list[Problem], *, whole: bool
) -> pd.Series:
    """The column as numbers, blanks as missing; what is no number goes to `problems`."""
    text = raw[column].map(latin_digits)
    number = pd.to_numeric(text.where(text != ""), errors="coerce").astype(float)
    wrong = (text != "") & number.isna() | ~np.isfinite(number.fillna(0.0))
    if whole:
        wrong |= number.notna() & (number % 1 != 0)
    problems += [
        Problem("number_unreadable", file, int(n), column, raw.at[n, column])
        for n in raw.index[wrong]
    ]
    return number.where(~wrong)


def _provinces(
    raw: pd.DataFrame, names: ProvinceNames, file: str, problems: list[Problem]
) -> pd.Series:
    """Province codes from names in any usual spelling; anything else goes to `problems`."""
    known = {
        v: v if v in names.facts.index else names.find(v) for v in raw["province_iso"].unique()
    }
    wrong = raw["province_iso"].map(known).isna()
    problems += [
        Problem("province_unknown", file, int(n), "province_iso", raw.at[n, "province_iso"])
        for n in raw.index[wrong]
    ]
    return raw["province_iso"].map(known).fillna("")


def _unknown(
    raw: pd.DataFrame, column: str, allowed: pd.Index, code: str, file: str
) -> list[Problem]:
    wrong = raw.index[~raw[column].isin(allowed)]
    return [
        Problem(code, file, int(n), column, raw.at[n, column], ", ".join(a for a in allowed if a))
        for n in wrong
    ]


def _schema_problems(frame: pd.DataFrame, file: str) -> list[Problem]:
    try:
        ClusterSchema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        found = []
        for case in errors.failure_cases.itertuples():
            check = str(case.check).split("(")[0]
            code = _CHECK_CODES.get(check, "value_out_of_range")
            if code == "coordinate_outside" and _swapped(frame, case.index):
                code = "coordinate_swapped"
            row = None if pd.isna(case.index) else int(case.index)
            found.append(Problem(code, file, row, str(case.column), str(case.failure_case)))
        return found
    return []


def _swapped(frame: pd.DataFrame, row: object) -> bool:
    lon, lat = frame.at[row, "lon"], frame.at[row, "lat"]
    return bool(LON_RANGE[0] <= lat <= LON_RANGE[1] and LAT_RANGE[0] <= lon <= LAT_RANGE[1])


def place_clusters(
    frame: pd.DataFrame, gazetteer: Gazetteer, boundaries: Boundaries
) -> gpd.GeoDataFrame:
    """`frame` with points, EPSG:4326, and the column precision.

    At its own lon and lat, else at its towns, else at a point of its province.
    """
    anchors = {
        str(code): (round(point.x, 5), round(point.y, 5))
        for code, point in boundaries.anchor.items()
    }
    keys = ("lon", "lat", "province_iso", "city_fa", "city_en")
    columns = [frame[key].tolist() for key in keys]
    towns = set(zip(*columns[2:], strict=True))
    known = {
        (p, fa, en): gazetteer.locate(p, names_in(en)) or gazetteer.locate(p, names_in(fa))
        for p, fa, en in towns
    }
    # NaN differs from itself
    spots = [
        ((x, y, CITY) if x == x and y == y else known[p, fa, en] or (*anchors[p], PROVINCE))
        for x, y, p, fa, en in zip(*columns, strict=True)
    ]
    lon, lat, precision = zip(*spots, strict=True) if spots else ((), (), ())
    frame = (
        frame.reset_index(drop=True)
        .drop(columns=OPTIONAL_COLUMNS)
        .assign(precision=pd.Series(precision, dtype="str"))
    )
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")


def names_in(places: str) -> list[str]:
    """The towns that a cell names."""
    return [name.strip() for name in places.replace("\u061b", ";").split(";") if name.strip()]
