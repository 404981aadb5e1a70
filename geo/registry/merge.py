"""What the rows of a file change: field by field, and the content that follows. Nothing here is written anywhere.

A blank cell says nothing: what is on file stays. A number or stage with another date than the one on file is another observation or event
and joins it; with the same date, or with none where none was, it takes its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from geo.folding import clean_text
from geo.registry.match import Likely, Matches
from geo.registry.records import CLUSTER_TEXTS, OBSERVED, TAG_KINDS, UNKNOWN, as_dicts, narrow, number, source_id, stage_event, widen
from geo.registry.snapshot import Snapshot, SnapshotBuilder
from geo.registry.tables import CONTENT

AS_NEW = ""
"""Stands, in decisions about likely doubles, for `a record of its own`."""


@dataclass(frozen=True)
class FieldChange:
    """One field, before and after; empty for nothing on file."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """What a file changes in one record. row: of the file, 0 where the record is not in it."""

    cluster_id: str
    name: str
    province_iso: str
    row: int
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """A file beside the registry: what would change, and the content that would follow.

    undecided: rows that may be a record on file; until decided they are left out. older: rows whose stage is not the latest known.
    """

    old: Snapshot
    new: Snapshot
    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: int = 0
    missing: tuple[Change, ...] = ()
    removes_missing: bool = False
    undecided: tuple[Likely, ...] = ()
    older: tuple[Change, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.added or self.changed or (self.removes_missing and self.missing))


@dataclass
class _Owned:
    """The rows of one cluster in each table, while they are changed."""

    tables: dict[str, set[tuple[str | float | None, ...]]] = field(default_factory=dict)


def compare(
    old: Snapshot,
    rows: pd.DataFrame,
    given: frozenset[str],
    matches: Matches,
    stages: pd.Index,
    units: Mapping[str, str],
    *,
    today: date,
    file_source: tuple[str, str],
    decisions: Mapping[int, str] | None = None,
    is_whole: bool = False,
    provinces: frozenset[str] | None = None,
) -> Comparison:
    """Compare checked `rows` with the content `old`.

    given: columns that the file has. file_source: title and address of the source of rows that name none. decisions: by row, the record that
    a likely double is, or AS_NEW. is_whole: records that the file lacks are taken out, of `provinces` alone where some are given.
    """
    decided = dict(decisions or {})
    undecided = tuple(pair for pair in matches.likely if pair.row not in decided)
    ids = matches.ids | {row: cluster for row, cluster in decided.items() if cluster != AS_NEW and row in rows.index}
    fresh = sorted({*matches.new, *(row for row, cluster in decided.items() if cluster == AS_NEW and row in rows.index)})
    wide = widen(old, stages).set_index("cluster_id", drop=False)
    builder = SnapshotBuilder({name: set(old.rows(name)) for name in CONTENT})

    added = _with_ids(_with_source(rows.loc[fresh], file_source), set(wide.index))
    for name, made in narrow(added, today, dict(units)).tables.items():
        builder.tables[name].update(Snapshot({name: made}).rows(name))

    matched = rows.loc[list(ids)]
    before = wide.loc[list(ids.values())]
    cleaned = before.assign(**{c: before[c].map(clean_text) for c in (*CLUSTER_TEXTS, "source_title", "stage_as_reported") if c in given})
    touched = _differing(matched, cleaned, given)
    records, befores, cleans = (
        dict(zip(sorted(touched), as_dicts(frame.set_axis(matched.index).loc[sorted(touched)]), strict=True)) for frame in (matched, before, cleaned)
    )
    owned = _rows_by_owner(old, {cluster for row, cluster in ids.items() if row in touched})
    changed = []
    for row in sorted(touched):
        cluster = ids[row]
        record, was = records[row], befores[row]
        mine = owned[cluster]
        kept = {name: set(found) for name, found in mine.tables.items()}
        fields = _changes(record, cleans[row], given)
        _apply(mine, record, was, given, today, dict(units), file_source, builder)
        if any(mine.tables[name] != kept[name] for name in mine.tables):
            changed.append(Change(cluster, was["name_fa"], was["province_iso"], row, fields))
        for name, found in mine.tables.items():
            builder.tables[name].difference_update(kept[name])
            builder.tables[name].update(found)

    there = set(ids.values()) | {pair.cluster_id for pair in undecided}
    absent = [c for c in wide.index if c not in there and (provinces is None or wide.at[c, "province_iso"] in provinces)]
    if is_whole:
        gone = set(absent)
        for name in CONTENT:
            if CONTENT[name][0] == "cluster_id":
                builder.tables[name] = {r for r in builder.tables[name] if r[0] not in gone}
    _drop_unused_sources(builder)
    new = builder.build()
    present = dict(zip(new.clusters["cluster_id"], widen(new, stages)["stage"], strict=True))
    older = [c for c in changed if any(f.field == "stage" and present.get(c.cluster_id) != f.new for f in c.fields)]
    return Comparison(
        old=old,
        new=new,
        added=tuple(Change(r["cluster_id"], r["name_fa"], r["province_iso"], int(n)) for n, r in zip(fresh, as_dicts(added), strict=True)),
        changed=tuple(changed),
        unchanged=len(ids) - len(changed),
        missing=tuple(Change(c, wide.at[c, "name_fa"], wide.at[c, "province_iso"], 0) for c in absent),
        removes_missing=is_whole,
        undecided=undecided,
        older=tuple(older),
    )


def _with_source(rows: pd.DataFrame, file_source: tuple[str, str]) -> pd.DataFrame:
    """Rows that name no source, with the file as theirs: every number keeps one."""
    none = (rows["source_title"] == "") & (rows["source_url"] == "")
    return rows.assign(source_title=rows["source_title"].where(~none, file_source[0]), source_url=rows["source_url"].where(~none, file_source[1]))


def _with_ids(rows: pd.DataFrame, known: set[str]) -> pd.DataFrame:
    """Rows without an id, with the next free ones: c154, c155, …"""
    used = known | set(rows["cluster_id"])
    following = 1 + max((int(c[1:]) for c in used if c[:1] == "c" and c[1:].isascii() and c[1:].isdigit()), default=0)
    ids = []
    for cluster_id in rows["cluster_id"].tolist():
        if not cluster_id:
            cluster_id = f"c{following:03d}"
            following += 1
        ids.append(cluster_id)
    stage = rows["stage"].where(rows["stage"] != "", UNKNOWN)
    return rows.assign(cluster_id=pd.Series(ids, index=rows.index, dtype="str"), stage=stage)


def _says(new: object, name: str) -> bool:
    """Whether a cell says anything."""
    if isinstance(new, float):
        return not np.isnan(new)
    return bool(new) and not (name == "stage" and new == UNKNOWN)


def _differing(rows: pd.DataFrame, before: pd.DataFrame, given: frozenset[str]) -> set[int]:
    """Rows of the file that say something else than the record they are."""
    differs = np.zeros(len(rows), dtype=bool)
    for column in given - {"cluster_id"}:
        new, was = rows[column].to_numpy(), before[column].to_numpy()
        says = ~np.isnan(new.astype(float)) if rows[column].dtype == float else new != ""
        differs |= says & (new != was)
    return {int(n) for n in rows.index[differs]}


def _changes(record: dict[str, object], was: dict[str, object], given: frozenset[str]) -> tuple[FieldChange, ...]:
    fields = []
    for column in record:
        if column in given and column != "cluster_id" and _says(record[column], column) and record[column] != was[column]:
            fields.append(FieldChange(column, shown(was[column]), shown(record[column])))
    return tuple(fields)


def shown(value: object) -> str:
    """A field's value as text, empty for nothing on file."""
    if isinstance(value, float):
        return "" if np.isnan(value) else f"{value:.10g}"
    return str(value)


def _rows_by_owner(snapshot: Snapshot, owners: set[str]) -> dict[str, _Owned]:
    owned = {owner: _Owned({name: set() for name in CONTENT if CONTENT[name][0] == "cluster_id"}) for owner in owners}
    for name in CONTENT:
        if CONTENT[name][0] == "cluster_id":
            for row in snapshot.rows(name):
                if row[0] in owned:
                    owned[str(row[0])].tables[name].add(row)
    return owned


def _apply(
    mine: _Owned,
    record: dict[str, object],
    was: dict[str, object],
    given: frozenset[str],
    today: date,
    units: dict[str, str],
    file_source: tuple[str, str],
    builder: SnapshotBuilder,
) -> None:
    """Change the rows of one cluster to what the record says."""

    def said(column: str) -> bool:
        return column in given and _says(record[column], column)

    title = str(record["source_title"]) if said("source_title") else str(was["source_title"]) if said("source_url") else ""
    url = str(record["source_url"]) if said("source_url") else ""
    own_source = bool(title or url)
    if not own_source:
        title, url = file_source
    source = source_id(title, url)
    builder.tables["sources"].add((source, title, url))
    after = {c: record[c] if said(c) else was[c] for c in (*CLUSTER_TEXTS, "lon", "lat")}
    (cluster,) = mine.tables["clusters"]
    owner = str(cluster[0])
    values = {"cluster_id": owner, **after, "source_id": source if own_source else cluster[-1]}
    mine.tables["clusters"] = {tuple(number(values[c]) if c in ("lon", "lat") else values[c] for c in CONTENT["clusters"])}  # type: ignore[arg-type, misc]
    if said("stage") or (said("stage_date") and was["stage"] != UNKNOWN):
        _apply_stage(mine, owner, record, was, said("stage_date"), said("stage_as_reported"), today, source)
    for name in OBSERVED:
        if said(name):
            _apply_figure(mine, owner, name, record, was, said("figures_date"), said("output_unit"), today, units, source)
    for column, kind in TAG_KINDS.items():
        if said(column) and record[column] != was[column]:
            mine.tables["tags"] = {t for t in mine.tables["tags"] if t[1] != kind} | {(owner, kind, t, source) for t in str(record[column]).split("; ")}


def _apply_stage(mine: _Owned, owner: str, record: dict[str, object], was: dict[str, object], dated: bool, worded: bool, today: date, source: str) -> None:
    events = mine.tables["stage_events"]
    stage = str(record["stage"]) if _says(record["stage"], "stage") else str(was["stage"])
    written = str(record["stage_date"]) if dated else ""
    same = [e for e in events if e[1] == stage]
    if not dated:
        if stage == was["stage"]:
            return
        replaced = [e for e in events if not e[2]]
    elif any(str(e[2]).startswith(written) for e in same):
        return
    else:
        replaced = [e for e in same if written.startswith(str(e[2]))]  # undated, or known less exactly
    reported = str(record["stage_as_reported"]) if worded else ""
    events.difference_update(replaced)
    events.add(stage_event(owner, stage, written, today.isoformat(), reported, "", "", source))


def _apply_figure(
    mine: _Owned,
    owner: str,
    name: str,
    record: dict[str, object],
    was: dict[str, object],
    dated: bool,
    has_unit: bool,
    today: date,
    units: dict[str, str],
    source: str,
) -> None:
    seen = mine.tables["observations"]
    low = float(str(record[name]))
    high = low if np.isnan(float(str(record[f"{name}_high"]))) else float(str(record[f"{name}_high"]))
    as_of = str(record["figures_date"]) if dated else ""
    unit = str(record["output_unit"] if has_unit else was["output_unit"]) if name == "output" else units[name]
    equal = (low, high) == (was[name], was[f"{name}_high"]) and (name != "output" or unit == was["output_unit"])
    if equal and (not as_of or as_of == was["figures_date"]):
        return
    seen.difference_update([o for o in seen if o[1] == name and o[5] == as_of])
    seen.add((owner, name, low, high, unit, as_of, today.isoformat(), source))


def _drop_unused_sources(builder: SnapshotBuilder) -> None:
    used = {row[-1] for name, rows in builder.tables.items() if name != "sources" for row in rows}
    builder.tables["sources"] = {row for row in builder.tables["sources"] if row[0] in used}
