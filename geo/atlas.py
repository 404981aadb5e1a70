"""The Atlas: all data at one version, checked, shared by every visitor and never changed."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.basis.folding import alphabetic, search_text
from geo.basis.jalali import jalali_year
from geo.reference.boundaries import Boundaries
from geo.reference.clusters import CLUSTER_COLUMNS, OPTIONAL_COLUMNS, place_clusters
from geo.reference.reference import ReferenceData, read_reference
from geo.registry.records import widen
from geo.registry.shipped import shipped_snapshot
from geo.registry.snapshot import Snapshot
from geo.registry.timeline import UNKNOWN, stage_changes, with_days

GROUPS = ("waiting", "in_progress", "completed")
"""The three groups of the official headline, in order of progress."""
NOT_REPORTED = "not_reported"
"""Stands for a trade or a stage group that a record does not name."""
STAGE_GROUPS = (*GROUPS, NOT_REPORTED)
"""Where a cluster may stand, stopped or not reported included."""

NEVER = 10**9
"""Later than any day and any year."""

COUNTED = ("firms", "employment", "firms_high", "employment_high")
HIGH_ENDS = ("firms_high", "employment_high")
SHIPPED_ON = date(2026, 11, 20)
"""The day the shipped records were gathered: the day on which what they say without a date is taken
as true.
"""


class Identity(NamedTuple):
    """Which records an Atlas holds, and as known when.

    What is worked out of it is kept under both, never under one alone.
    """

    version: str
    as_of: str


@dataclass(frozen=True)
class Atlas:
    """The data at one version. Frames are shared: read them, never write to them.

    provinces: GeoDataFrame of 31 polygons, EPSG:4326, indexed by province_iso: name_fa, name_en,
    population (people), area_km2.
    clusters: GeoDataFrame of points, EPSG:4326, see geo/reference/clusters.py; RangeIndex.
    stages: DataFrame indexed by stage, in order: group, name_fa, name_en. trades: indexed by ISIC
    Rev. 4 division: name_fa, name_en.
    official_totals, provincial_totals: as published, numbers nullable.
    version: hex digits that change with the files read and with the registry's version; number, at:
    that version and its time (UTC), 0 and empty without a registry. is_invented: the records are
    made up, for tests and demonstrations.
    content: what the registry holds at that version, row by row: dated stage events, observations,
    tags, sources.
    as_of: the date at which stages are looked at, empty for the present; present: then the Atlas of
    the present (geo/as_of.py).
    """

    version: str
    number: int
    at: str
    provinces: gpd.GeoDataFrame
    boundaries: Boundaries
    clusters: gpd.GeoDataFrame
    stages: pd.DataFrame
    trades: pd.DataFrame
    official_totals: pd.DataFrame
    provincial_totals: pd.DataFrame
    is_invented: bool
    content: Snapshot
    as_of: str = ""
    present: "Atlas | None" = None

    @property
    def identity(self) -> Identity:
        """Version and date: equal for two Atlases of which everything shown is equal."""
        return Identity(self.version, self.as_of)

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
        """Position of each cluster's trade in `trades`.

        The last position, len(trades), is a trade not reported.
        """
        found = self.trades.index.get_indexer(self.clusters["isic_division"])
        return np.where(found < 0, len(self.trades), found)

    @cached_property
    def group_of_stage(self) -> np.ndarray:
        """Position in GROUPS of each of `stages`.

        The last position, len(GROUPS), is none of them.
        """
        return np.array(
            [GROUPS.index(g) if g in GROUPS else len(GROUPS) for g in self.stages["group"]]
        )

    @cached_property
    def stages_by_group(self) -> dict[str, list[str]]:
        """The stages of each of GROUPS, in order."""
        return {
            group: self.stages.index[self.stages["group"] == group].tolist() for group in GROUPS
        }

    @cached_property
    def names(self) -> dict[tuple[str, str], dict[str, str]]:
        """Names by code, for each filter of `province`, `trade` and `stage` and each language."""
        tables = {"province": self.provinces, "trade": self.trades, "stage": self.stages}
        return {
            (param, lang): {str(k): str(v) for k, v in table[f"name_{lang}"].items()}
            for param, table in tables.items()
            for lang in ("fa", "en")
        }

    def rank(self, column: str, lang: str) -> np.ndarray:
        """Place of each cluster in the order of a column of SORTS (geo/view.py), equal where equal.

        NaN where nothing is on file.
        """
        if self.present is not None and column not in ("stage", "year"):
            return self.present.rank(column, lang)
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
        if self.present is not None:
            return self.present.search_texts
        clusters, names = self.clusters, self.provinces.iloc[self.province_codes]
        columns = [
            clusters[c]
            for c in (
                "cluster_id",
                "name_fa",
                "name_en",
                "product_fa",
                "product_en",
                "city_fa",
                "city_en",
            )
        ]
        folded = []
        for column in (
            *columns,
            names["name_fa"],
            names["name_en"],
            clusters["note_fa"],
            clusters["note_en"],
        ):
            known = {text: search_text(text) for text in column.unique()}
            folded.append([known[text] for text in column.tolist()])
        return [" ".join(filter(None, texts)) for texts in zip(*folded, strict=True)]

    @cached_property
    def unknown_stage(self) -> int:
        """Position in `stages` of the stage that is not reported."""
        return int(self.stages.index.get_loc(UNKNOWN))

    @cached_property
    def events(self) -> pd.DataFrame:
        """The stage events of the clusters with their days (geo/registry/timeline.py).

        `row` is the cluster's position, `year` the Jalali year in which the date ends, 0 for
        undated.
        """
        events = with_days(self.content.stage_events, self.stages.index)
        events = events[events["cluster_id"].isin(self.row_of)]
        years = {d: jalali_year(d) if d else 0 for d in events["date"].unique()}
        return events.assign(
            row=events["cluster_id"].map(self.row_of).astype(int),
            year=events["date"].map(years).astype(int),
        )

    @cached_property
    def changes(self) -> pd.DataFrame:
        """Those of `events` that became their cluster's stage, in the order of the day they did."""
        return stage_changes(self.events)

    @cached_property
    def is_dated(self) -> np.ndarray:
        """Whether any event that names a stage has a date, by cluster."""
        events = self.events
        dated = np.zeros(len(self.clusters), dtype=bool)
        dated[events.loc[(events["place"] >= 0) & (events["year"] > 0), "row"].to_numpy()] = True
        return dated

    @cached_property
    def reached_on(self) -> np.ndarray:
        """The first day on which an event of each stage is known, by cluster and stage.

        A proleptic ordinal; NEVER for none.
        """
        return self._first("known", self.events["place"] >= 0)

    @cached_property
    def reached_year(self) -> np.ndarray:
        """The Jalali year of the first dated event of each stage, by cluster and stage.

        NEVER for none.
        """
        return self._first("year", (self.events["place"] >= 0) & (self.events["year"] > 0))

    def _first(self, column: str, kept: pd.Series) -> np.ndarray:
        """The least of a column of the events `kept`, by cluster and stage."""
        events = self.events[kept]
        least = np.full((len(self.clusters), len(self.stages)), NEVER)
        np.minimum.at(
            least, (events["row"].to_numpy(), events["place"].to_numpy()), events[column].to_numpy()
        )
        return least

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Position of each cluster by its id."""
        return {c: i for i, c in enumerate(self.clusters["cluster_id"])}


def make_atlas(
    reference: ReferenceData, snapshot: Snapshot, records: pd.DataFrame | None = None
) -> Atlas:
    """The Atlas of what the registry holds at one version.

    records: what `widen` makes of `snapshot`, where it is at hand.
    """
    if records is None:
        records = widen(snapshot, reference.stages.index)
    years = {d: jalali_year(d) for d in records["stage_date"].unique() if d}
    frame = records[
        [c for c in (*CLUSTER_COLUMNS, "stage_date", *OPTIONAL_COLUMNS) if c in records]
    ].assign(
        stage_year_jalali=records["stage_date"].map(years).astype("Int64"),
        **{name: records[name].round().astype("Int64") for name in COUNTED},
    )
    names = reference.names.facts
    return Atlas(
        version=f"{reference.digest}{snapshot.token[:8]}",
        number=snapshot.number,
        at=snapshot.at,
        provinces=gpd.GeoDataFrame(
            names.drop(columns="code_before_2020"),
            geometry=reference.boundaries.fine.reindex(names.index),
            crs="EPSG:4326",
        ),
        boundaries=reference.boundaries,
        clusters=place_clusters(
            frame[[*CLUSTER_COLUMNS, "stage_date", *HIGH_ENDS, *OPTIONAL_COLUMNS]],
            reference.gazetteer,
            reference.boundaries,
        ),
        stages=reference.stages,
        trades=reference.trades,
        official_totals=reference.official_totals,
        provincial_totals=reference.provincial_totals,
        is_invented=snapshot.is_invented,
        content=snapshot,
    )


def read_atlas(data: Path, province_file: Path | None = None) -> Atlas:
    """The Atlas of the shipped records, without a registry.

    Raises DataError with all problems of the first file that has any.
    """
    reference = read_reference(data, province_file)
    return make_atlas(reference, shipped_snapshot(reference, data, SHIPPED_ON))


def _rank(atlas: Atlas, column: str, lang: str) -> np.ndarray:
    clusters, name = atlas.clusters, f"name_{lang}"
    if column in ("firms", "employment", "year"):
        return (
            clusters["stage_year_jalali" if column == "year" else column]
            .astype("Float64")
            .to_numpy(dtype=float, na_value=np.nan)
        )
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
