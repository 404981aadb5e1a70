"""Records: the registry's content as one row a cluster, and back.

The present stage of a cluster is the last that its events tell (geo/registry/timeline.py); its
present figure that of its latest observation. Latest is by the last day of the date reported; what
has no date is taken as true on the day it was recorded. Of observations of one day the one recorded
last wins, then the one whose date is known more exactly.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from geo.basis.jalali import precision, span
from geo.registry.snapshot import Row, Snapshot, frame_of, frame_of_rows, in_order, joined
from geo.registry.tables import CONTENT
from geo.registry.timeline import UNKNOWN, stage_changes, with_days

OBSERVED = ("firms", "employment", "output", "sales", "exports", "networks", "consortia")
"""Indicators of data/indicators.csv, as columns: `firms` the number or the low end of a range,
`firms_high` its high end.
"""
TAG_KINDS = {"shortfalls": "shortfall", "bodies": "body"}
CLUSTER_TEXTS = (
    "name_fa",
    "name_en",
    "province_iso",
    "city_fa",
    "city_en",
    "product_fa",
    "product_en",
    "isic_division",
    "note_fa",
    "note_en",
)
TEXTS = (
    "cluster_id", *CLUSTER_TEXTS, "stage", "stage_date", "stage_as_reported", "output_unit",
    "figures_date", "shortfalls", "bodies", "source_title", "source_url",
)  # fmt: skip
NUMBERS = ("lon", "lat", *OBSERVED, *(f"{name}_high" for name in OBSERVED))
RECORD_COLUMNS = (*TEXTS, *NUMBERS)
READ_BY_RECORDS = CONTENT | {
    "stage_events": ("cluster_id", "stage", "date", "recorded", "as_reported"),
    "observations": ("cluster_id", "indicator", "low", "high", "unit", "as_of", "recorded"),
}
"""Of each table, the columns that `widen` reads."""


def as_records(given: pd.DataFrame) -> pd.DataFrame:
    """`given` in RECORD_COLUMNS: what it does not have is not on file."""
    frame = given.reindex(columns=list(RECORD_COLUMNS))
    for column in TEXTS:
        frame[column] = frame[column].astype("str").fillna("")
    for column in NUMBERS:
        frame[column] = pd.to_numeric(frame[column]).astype("Float64").astype(float)
    return frame


def source_id(title: str, url: str) -> str:
    """What names a source: twelve hex digits of its title and address; empty for none."""
    return hashlib.sha256(f"{title}\0{url}".encode()).hexdigest()[:12] if title or url else ""


def last_day(dates: pd.Series, recorded: pd.Series) -> pd.Series:
    """The last day of each date, ISO 8601; the day of recording where there is no date."""
    known = {d: span(d)[1].isoformat() for d in dates.unique() if d}
    return dates.map(known).where(dates != "", recorded)


def present_stages(snapshot: Snapshot, stages: pd.Index) -> pd.DataFrame:
    """The event that tells each cluster's present stage.

    Stage, date, as_reported and days, indexed by cluster_id. `stages` in their order.
    """
    events = snapshot.stage_events
    told = with_days(events[["cluster_id", "stage", "date", "recorded"]], stages)
    last = stage_changes(told).drop_duplicates("cluster_id", keep="last")
    reported = events["as_reported"].array.take(events.index.get_indexer(last.index))
    return last.assign(as_reported=reported).set_index("cluster_id")


def present_figures(snapshot: Snapshot) -> pd.DataFrame:
    """The latest observation of each cluster and indicator: columns of observations."""
    seen = snapshot.observations
    keyed = seen.assign(day=last_day(seen["as_of"], seen["recorded"]))
    return keyed.sort_values(["day", "recorded", "as_of"], kind="stable").drop_duplicates(
        ["cluster_id", "indicator"], keep="last"
    )


def widen(snapshot: Snapshot, stages: pd.Index) -> pd.DataFrame:
    """One row a cluster, RECORD_COLUMNS, in the registry's order.

    Texts empty and numbers NaN where nothing is on file.
    """
    clusters = snapshot.clusters
    ids = clusters["cluster_id"]
    columns: dict[str, object] = {
        c: clusters[c].array for c in ("cluster_id", *CLUSTER_TEXTS, "lon", "lat")
    }
    known = pd.Index(ids)
    now = present_stages(snapshot, stages)
    at = now.index.get_indexer(known)
    for column, of in (
        ("stage", "stage"),
        ("stage_date", "date"),
        ("stage_as_reported", "as_reported"),
    ):
        columns[column] = _texts(now[of], at, UNKNOWN if column == "stage" else "")
    figures = present_figures(snapshot)
    owner = known.get_indexer(figures["cluster_id"])
    for name in OBSERVED:
        is_mine = (figures["indicator"] == name).to_numpy() & (owner >= 0)
        for column, end in ((name, "low"), (f"{name}_high", "high")):
            numbers = np.full(len(ids), np.nan)
            numbers[owner[is_mine]] = figures[end].to_numpy(dtype=float)[is_mine]
            columns[column] = numbers
    output = figures[figures["indicator"] == "output"].set_index("cluster_id")["unit"]
    columns["output_unit"] = _texts(output, output.index.get_indexer(known))
    newest = (
        figures.sort_values(["day", "recorded", "as_of"], kind="stable")
        .drop_duplicates("cluster_id", keep="last")
        .set_index("cluster_id")
    )
    columns["figures_date"] = _texts(newest["as_of"], newest.index.get_indexer(known))
    for column, kind in TAG_KINDS.items():
        mine = snapshot.tags[snapshot.tags["kind"] == kind]
        tags: dict[str, list[str]] = {}
        for owner, tag in zip(mine["cluster_id"].tolist(), mine["tag"].tolist(), strict=True):
            tags.setdefault(owner, []).append(tag)
        columns[column] = pd.array(
            ["; ".join(tags.get(owner, ())) for owner in ids.tolist()], dtype="str"
        )
    sources = snapshot.sources.set_index("source_id")
    at = sources.index.get_indexer(clusters["source_id"])
    for column, of in (("source_title", "title"), ("source_url", "url")):
        columns[column] = _texts(sources[of], at)
    return pd.DataFrame({c: columns[c] for c in RECORD_COLUMNS})


def _texts(found: pd.Series, at: np.ndarray, missing: str = "") -> pd.api.extensions.ExtensionArray:
    """The texts in these places of `found`, `missing` where the place is -1."""
    return pd.array(np.append(found.to_numpy(dtype=object), missing)[at], dtype="str")


def narrow(records: pd.DataFrame, recorded: date, units: Mapping[str, str]) -> Snapshot:
    """The content that these records say: the inverse of `widen`.

    `units` by indicator; a number without a high end is no range.
    """
    return Snapshot(
        {
            name: in_order(name, frame)
            for name, frame in content_of(records, recorded, units).items()
        }
    )


def content_of(
    records: pd.DataFrame, recorded: date, units: Mapping[str, str]
) -> dict[str, pd.DataFrame]:
    """The tables of what `narrow` makes of these records, in any order."""
    day, (named, sources) = recorded.isoformat(), _sources(records)
    owned = records.assign(source_id=named)
    has_event = (
        (owned["stage"] != UNKNOWN)
        | (owned["stage_date"] != "")
        | (owned["stage_as_reported"] != "")
    )
    events = owned.loc[
        has_event, ["cluster_id", "stage", "stage_date", "stage_as_reported", "source_id"]
    ]
    events = events.rename(columns={"stage_date": "date", "stage_as_reported": "as_reported"})
    exact = events["date"].map({written: precision(written) for written in events["date"].unique()})
    told: dict[str, Any] = {c: events[c] for c in events} | {
        "precision": exact,
        "recorded": day,
        "basis_fa": "",
        "basis_en": "",
    }
    return {
        "clusters": frame_of("clusters", owned),
        "stage_events": frame_of("stage_events", told),
        "observations": joined(
            "observations", [_observations(owned, name, day, units) for name in OBSERVED]
        ),
        "sources": sources,
        "tags": frame_of_rows("tags", _tags(owned)),
    }


def _sources(records: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """What names the source of each record, and the rows of sources."""
    pairs = list(zip(records["source_title"].tolist(), records["source_url"].tolist(), strict=True))
    named = source_ids(pairs)
    rows = {source: (source, *pair) for source, pair in zip(named, pairs, strict=True) if source}
    return pd.Series(named, index=records.index, dtype="str"), frame_of_rows(
        "sources", list(rows.values())
    )


def _observations(
    records: pd.DataFrame, name: str, day: str, units: Mapping[str, str]
) -> pd.DataFrame:
    said = records.loc[
        records[name].notna(),
        ["cluster_id", name, f"{name}_high", "output_unit", "figures_date", "source_id"],
    ]
    unit = said["output_unit"] if name == "output" else units[name]
    high = said[f"{name}_high"].fillna(said[name])
    columns = {
        "cluster_id": said["cluster_id"],
        "indicator": name,
        "low": said[name],
        "high": high,
        "unit": unit,
        "as_of": said["figures_date"],
    }
    return frame_of("observations", columns | {"recorded": day, "source_id": said["source_id"]})


def _tags(records: pd.DataFrame) -> list[Row]:
    rows: list[Row] = []
    for column, kind in TAG_KINDS.items():
        tagged = zip(
            *(records[c].tolist() for c in ("cluster_id", column, "source_id")), strict=True
        )
        rows += [
            (owner, kind, tag, source)
            for owner, tags, source in tagged
            for tag in tags.split("; ")
            if tag
        ]
    return rows


def source_ids(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """What names each of these sources, by title and address."""
    known = {pair: source_id(*pair) for pair in dict.fromkeys(pairs)}
    return [known[pair] for pair in pairs]


def as_dicts(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows as dictionaries; many times faster than pandas' own way on columns of text."""
    names = frame.columns.tolist()
    known: dict[Any, Any] = {}
    columns = [
        (
            frame[name].tolist()
            if frame[name].dtype == float
            else [known.setdefault(v, v) for v in frame[name].tolist()]
        )
        for name in names
    ]
    for values in zip(*columns, strict=True):
        yield dict(zip(names, values, strict=True))


def stage_event(
    owner: str,
    stage: str,
    written: str,
    recorded: str,
    as_reported: str,
    source: str,
    basis: tuple[str, str] = ("", ""),
) -> tuple[str, ...]:
    """A row of stage_events.

    written: a Jalali date, whole or in part, or empty. basis: what the date rests on, in Persian
    and in English.
    """
    return (
        owner,
        stage,
        written,
        precision(written),
        recorded,
        as_reported,
        *basis,
        source,
    )


def number(value: float | None) -> float | None:
    """A number, or None for NaN."""
    return None if value is None or np.isnan(value) else float(value)
