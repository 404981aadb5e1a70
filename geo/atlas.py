"""The Atlas: all data at one version, checked, shared by every visitor and never changed."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.boundaries import Boundaries, our_boundaries, own_boundaries
from geo.clusters import read_clusters
from geo.folding import alphabetic
from geo.places import read_gazetteer
from geo.provinces import read_province_names
from geo.tables import read_table

GROUPS = ("waiting", "in_progress", "completed")
"""The three groups of the official headline, in order of progress."""
NOT_REPORTED = "not_reported"
"""Stands for a trade or a stage group that a record does not name."""

OFFICIAL_COLUMNS = ["as_of_jalali", "as_of_note_fa", "as_of_note_en", "identified", "completed", "in_progress", "other_fa", "other_en", "source"]
PROVINCIAL_COLUMNS = ["province_iso", "as_of_jalali", "identified", "completed", "in_progress", "note_fa", "note_en", "source"]


@dataclass(frozen=True)
class Atlas:
    """The data at one version. Frames are shared: read them, never write to them.

    provinces: GeoDataFrame of 31 polygons, EPSG:4326, indexed by province_iso: name_fa, name_en, population (people), area_km2.
    clusters: GeoDataFrame of points, EPSG:4326, see geo/clusters.py; RangeIndex.
    stages: DataFrame indexed by stage, in order: group, name_fa, name_en. trades: indexed by ISIC Rev. 4 division: name_fa, name_en.
    official_totals, provincial_totals: as published, numbers nullable.
    version: twelve hex digits of the SHA-256 of every file read.
    """

    version: str
    provinces: gpd.GeoDataFrame
    boundaries: Boundaries
    clusters: gpd.GeoDataFrame
    stages: pd.DataFrame
    trades: pd.DataFrame
    official_totals: pd.DataFrame
    provincial_totals: pd.DataFrame

    @cached_property
    def province_codes(self) -> np.ndarray:
        """Position of each cluster's province in `provinces`."""
        return self.provinces.index.get_indexer(self.clusters["province_iso"])

    @cached_property
    def stage_codes(self) -> np.ndarray:
        """Position of each cluster's stage in `stages`."""
        return self.stages.index.get_indexer(self.clusters["stage"])

    @cached_property
    def trade_codes(self) -> np.ndarray:
        """Position of each cluster's trade in `trades`; the last position, len(trades), is a trade not reported."""
        found = self.trades.index.get_indexer(self.clusters["isic_division"])
        return np.where(found < 0, len(self.trades), found)

    @cached_property
    def group_of_stage(self) -> np.ndarray:
        """Position in GROUPS of each of `stages`; the last position, len(GROUPS), is none of them."""
        return np.array([GROUPS.index(g) if g in GROUPS else len(GROUPS) for g in self.stages["group"]])

    def rank(self, column: str, lang: str) -> np.ndarray:
        """Place of each cluster in the order of a column of SORTS (geo/view.py), equal where equal; NaN where nothing is on file."""
        key = (column, lang)
        if key not in self._ranks:
            self._ranks[key] = _rank(self, column, lang)
        return self._ranks[key]

    @cached_property
    def _ranks(self) -> dict[tuple[str, str], np.ndarray]:
        return {}

    @cached_property
    def has_firms(self) -> np.ndarray:
        """Whether a number of firms is on file, by cluster."""
        return self.clusters["firms"].notna().to_numpy()

    @cached_property
    def has_employment(self) -> np.ndarray:
        """Whether a number of people employed is on file, by cluster."""
        return self.clusters["employment"].notna().to_numpy()

    @cached_property
    def search_texts(self) -> list[str]:
        """The folded haystack of each cluster."""
        return self.clusters["search_text"].tolist()

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Position of each cluster by its id."""
        return {c: i for i, c in enumerate(self.clusters["cluster_id"])}


def read_atlas(data: Path, province_file: Path | None = None) -> Atlas:
    """Read and check everything in the folder `data`; `province_file` takes the place of our outlines.

    Raises DataError with all problems of the first file that has any.
    """
    names = read_province_names(data)
    boundaries = our_boundaries(data)
    if province_file:
        boundaries = own_boundaries(province_file, names, boundaries)
    stages = read_table(data / "stages.csv", ["stage", "group", "name_fa", "name_en"]).set_index("stage")
    trades = read_table(data / "trades.csv", ["isic_division", "name_fa", "name_en"]).set_index("isic_division")
    clusters = read_clusters(data / "clusters.csv", names, stages, trades, read_gazetteer(data), boundaries)
    provinces = gpd.GeoDataFrame(names.facts.drop(columns="code_before_2020"), geometry=boundaries.fine.reindex(names.facts.index), crs="EPSG:4326")
    return Atlas(
        version=_version(data, province_file),
        provinces=provinces,
        boundaries=boundaries,
        clusters=clusters,
        stages=stages,
        trades=trades,
        official_totals=_totals(data / "official_totals.csv", OFFICIAL_COLUMNS),
        provincial_totals=_totals(data / "provincial_totals.csv", PROVINCIAL_COLUMNS),
    )


def _rank(atlas: Atlas, column: str, lang: str) -> np.ndarray:
    clusters, name = atlas.clusters, f"name_{lang}"
    if column in ("firms", "employment", "year"):
        return clusters["stage_year_jalali" if column == "year" else column].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    if column == "stage":
        return atlas.stage_codes.astype(float)
    texts = {
        "name": clusters[name],
        "province": atlas.provinces[name].iloc[atlas.province_codes],
        "trade": pd.Series([*atlas.trades[name], ""]).iloc[atlas.trade_codes],
        "place": clusters[f"city_{lang}"],
    }[column]
    keys = texts.map(alphabetic).to_numpy(dtype=object)
    ranks = np.unique(keys, return_inverse=True)[1].astype(float)
    return np.where(keys == "", np.nan, ranks)


def _totals(path: Path, columns: list[str]) -> pd.DataFrame:
    table = read_table(path, columns).reset_index(drop=True)
    for column in ("identified", "completed", "in_progress"):
        table[column] = pd.to_numeric(table[column].replace("", None)).astype("Int64")
    return table


def _version(data: Path, province_file: Path | None) -> str:
    digest = hashlib.sha256()
    files = sorted(p for p in data.rglob("*") if p.suffix in {".csv", ".geojson"})
    for path in [*files, *([province_file] if province_file else [])]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
