"""What the rows of a file change: field by field, and the content that follows. Nothing here is written anywhere.

A blank cell says nothing: what is on file stays. A number or stage with another date than the one on file is another observation or event
and joins it; with the same date, or with none where none was, it takes its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from geo.folding import clean_text
from geo.registry.match import Likely, Matches
from geo.registry.records import CLUSTER_TEXTS, OBSERVED, UNKNOWN, as_dicts, narrow, widen
from geo.registry.rewrite import rewrite, rows_by_owner, says
from geo.registry.snapshot import Snapshot, SnapshotBuilder, last_id
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

    added = _with_ids(_with_source(rows.loc[fresh], file_source), old)
    for name, made in narrow(added, today, dict(units)).tables.items():
        builder.tables[name].update(Snapshot({name: made}).rows(name))

    matched = rows.loc[list(ids)]
    before = wide.loc[list(ids.values())]
    cleaned = before.assign(**{c: before[c].map(clean_text) for c in (*CLUSTER_TEXTS, "source_title", "stage_as_reported") if c in given})
    touched = _differing(matched, cleaned, given)
    records, befores, cleans = (
        dict(zip(sorted(touched), as_dicts(frame.set_axis(matched.index).loc[sorted(touched)]), strict=True)) for frame in (matched, before, cleaned)
    )
    owned = rows_by_owner(old, {cluster for row, cluster in ids.items() if row in touched})
    changed = []
    for row in sorted(touched):
        cluster = ids[row]
        record, was = records[row], befores[row]
        mine = owned[cluster]
        kept = {name: set(found) for name, found in mine.tables.items()}
        fields = _changes(record, cleans[row], given)
        rewrite(mine, record, was, given, today, dict(units), file_source, builder)
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
    builder.drop_unused_sources()
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


def _with_ids(rows: pd.DataFrame, old: Snapshot) -> pd.DataFrame:
    """Rows without an id, with the next free ones: c154, c155, …"""
    following = int(next_id(old, {*old.clusters["cluster_id"], *rows["cluster_id"]})[1:])
    ids = []
    for cluster_id in rows["cluster_id"].tolist():
        if not cluster_id:
            cluster_id = f"c{following:03d}"
            following += 1
        ids.append(cluster_id)
    stage = rows["stage"].where(rows["stage"] != "", UNKNOWN)
    return rows.assign(cluster_id=pd.Series(ids, index=rows.index, dtype="str"), stage=stage)


def next_id(snapshot: Snapshot, used: set[str]) -> str:
    """The id after the highest of `used` and of any that the registry ever gave: c154, c155, …"""
    return f"c{1 + max(snapshot.last_id, last_id(used)):03d}"


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
        if column not in given or column == "cluster_id" or column.endswith("_high"):
            continue
        columns = (column, f"{column}_high") if column in OBSERVED else (column,)
        if any(says(record[c], column) and record[c] != was[c] for c in columns):
            fields.append(FieldChange(column, _ends(was, columns), _ends(record, columns)))
    return tuple(fields)


def _ends(record: dict[str, object], columns: tuple[str, ...]) -> str:
    """A field's value, the two ends of a range where they differ."""
    return "–".join(dict.fromkeys(filter(None, (shown(record[c]) for c in columns))))


def shown(value: object) -> str:
    """A field's value as text, empty for nothing on file."""
    if isinstance(value, float):
        return "" if np.isnan(value) else f"{value:.15g}"
    return str(value)
