"""What the rows of a file change: field by field, and the content that follows. Nothing here is written anywhere.

A blank cell says nothing: what is on file stays. A number or stage with another date than the one on file is another observation or event
and joins it; with the same date, or with none where none was, it takes its place.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from geo.basis.folding import clean_text, name_key
from geo.intake.match import Likely, Matches, is_own
from geo.intake.rewrite import add_dated, rewrite, rows_by_owner, says
from geo.registry.change import Change, FieldChange, shown
from geo.registry.progress import Progress, untold
from geo.registry.records import CLUSTER_TEXTS, OBSERVED, UNKNOWN, as_dicts, present_stages, put_records, widen
from geo.registry.snapshot import Snapshot, SnapshotBuilder, next_id
from geo.registry.tables import CONTENT

CLEANED = (*CLUSTER_TEXTS, "source_title", "stage_as_reported")
"""Texts that a file's reader cleans: cleaned, one on file that was never read so is no change."""
AT_A_TIME = 2_000
AS_NEW = ""
"""Stands, in decisions about likely doubles, for `a record of its own`."""


@dataclass(frozen=True)
class Merged:
    """A row taken for a record of another name. is_decided: somebody said so."""

    row: int
    name: str
    cluster_id: str
    on_file: str
    is_decided: bool


@dataclass(frozen=True)
class Comparison:
    """A file beside the registry: what would change, and the content that would follow.

    undecided: rows that may be a record on file; until decided they are left out. older: rows whose stage is not the latest known.
    merged: rows taken for a record of another name. records: the record that each row is or makes, by row.
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
    merged: tuple[Merged, ...] = ()
    records: Mapping[int, str] = field(default_factory=dict)

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
    dated: pd.DataFrame | None = None,
    progress: Progress = untold,
) -> Comparison:
    """Compare checked `rows` with the content `old`.

    dated: further dated stages and figures of the rows (geo/intake/dated.py), indexed by row as they are. given: columns that the file has.
    file_source: title and address of the source of rows that name none. decisions: by row, the record that a likely double is, or AS_NEW. is_whole: records
    that the file lacks are taken out, of `provinces` alone where some are given.
    """
    decided = _one_row_a_record(decisions or {}, matches)
    undecided = tuple(pair for pair in matches.likely if pair.row not in decided)
    ids = matches.ids | {row: cluster for row, cluster in decided.items() if cluster != AS_NEW and row in rows.index}
    fresh = sorted({*matches.new, *(row for row, cluster in decided.items() if cluster == AS_NEW and row in rows.index)})
    wide = widen(old, stages).set_index("cluster_id", drop=False)
    further = _by_row(dated)
    differing = _differing(rows, ids, wide, given, further)
    changes_any = bool(fresh or is_whole or len(differing.rows))
    builder = SnapshotBuilder({name: set(old.rows(name)) for name in CONTENT}) if changes_any else SnapshotBuilder()

    added = _with_ids(_with_source(rows.loc[fresh], file_source), old)
    merged = _merged(rows["name_fa"], ids, wide["name_fa"], decided)
    put_records(builder, added, today, dict(units))

    more = added[added.index.isin(list(further))]
    owned = rows_by_owner(builder.tables, {*(ids[row] for row in differing.rows), *more["cluster_id"]})
    for n, record in zip(more.index.tolist(), as_dicts(more), strict=True):
        mine = owned.pop(record["cluster_id"])
        for one in further[n]:
            add_dated(mine, one, record, today, dict(units), file_source, builder)
        for name, found in mine.tables.items():
            builder.tables[name].update(found)
    changed = []
    for done, (row, record, was, clean) in enumerate(differing.records()):
        if done % AT_A_TIME == 0:
            progress(done / len(differing.rows))
        cluster = ids[row]
        mine = owned.pop(cluster)
        kept = {name: set(found) for name, found in mine.tables.items()}
        fields = _changes(record, clean, given)
        rewrite(mine, record, was, given, today, dict(units), file_source, builder)
        for one in further.get(row, ()):
            add_dated(mine, one, was, today, dict(units), file_source, builder)
        if any(mine.tables[name] != kept[name] for name in mine.tables):
            changed.append(Change(cluster, str(was["name_fa"]), str(was["province_iso"]), row, fields))
        for name, found in mine.tables.items():
            builder.tables[name].difference_update(kept[name])
            builder.tables[name].update(found)

    there = set(ids.values()) | {pair.cluster_id for pair in undecided}
    absent = tuple(
        Change(cluster, name, province, 0)
        for cluster, name, province in zip(*(wide[c].tolist() for c in ("cluster_id", "name_fa", "province_iso")), strict=True)
        if cluster not in there and (provinces is None or province in provinces)
    )
    if is_whole:
        gone = {c.cluster_id for c in absent}
        for name in CONTENT:
            if CONTENT[name][0] == "cluster_id":
                builder.tables[name] = {r for r in builder.tables[name] if r[0] not in gone}
    builder.drop_unused_sources()
    new = builder.build() if changes_any else old
    moved = [(c, f.new) for c in changed for f in c.fields if f.field == "stage"]
    present = present_stages(new, stages)["stage"].to_dict() if moved else {}
    older = [c for c, stage in moved if present.get(c.cluster_id, UNKNOWN) != stage]
    additions = tuple(Change(r["cluster_id"], r["name_fa"], r["province_iso"], int(n)) for n, r in zip(fresh, as_dicts(added), strict=True))
    return Comparison(
        old=old,
        new=new,
        added=additions,
        changed=tuple(changed),
        unchanged=len(ids) - len(changed),
        missing=absent,
        removes_missing=is_whole,
        undecided=undecided,
        older=tuple(older),
        merged=merged,
        records=ids | {change.row: change.cluster_id for change in additions},
    )


def _by_row(dated: pd.DataFrame | None) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    if dated is not None:
        for row, record in zip(dated.index.tolist(), as_dicts(dated), strict=True):
            found.setdefault(row, []).append(record)
    return found


def _one_row_a_record(decisions: Mapping[int, str], matches: Matches) -> dict[int, str]:
    """The decisions, but for those that would make one record of two rows: they wait for another answer."""
    taken, asked = set(matches.ids.values()), {(pair.row, pair.cluster_id) for pair in matches.likely}
    decided: dict[int, str] = {}
    for row, cluster in sorted(decisions.items()):
        if cluster == AS_NEW or (cluster not in taken and (row, cluster) in asked):
            decided[row] = cluster
            taken.add(cluster)
    return decided


def _merged(names: pd.Series, ids: Mapping[int, str], on_file: pd.Series, decided: Mapping[int, str]) -> tuple[Merged, ...]:
    numbers = sorted(ids)
    pairs = zip(numbers, names.loc[numbers].tolist(), on_file.loc[[ids[n] for n in numbers]].tolist(), strict=True)
    return tuple(Merged(n, name, ids[n], there, n in decided) for n, name, there in pairs if name != there and name_key(name) != name_key(there))


def _with_source(rows: pd.DataFrame, file_source: tuple[str, str]) -> pd.DataFrame:
    """Rows that name no source, with the file as theirs: every number keeps one."""
    none = (rows["source_title"] == "") & (rows["source_url"] == "")
    return rows.assign(source_title=rows["source_title"].where(~none, file_source[0]), source_url=rows["source_url"].where(~none, file_source[1]))


def _with_ids(rows: pd.DataFrame, old: Snapshot) -> pd.DataFrame:
    """Rows without an id that they may keep, with the next free ones: c154, c155, …"""
    used = set(old.clusters["cluster_id"])
    following = int(next_id(old, {*used, *filter(is_own, rows["cluster_id"])})[1:])
    ids = []
    for cluster_id in rows["cluster_id"].tolist():
        if not is_own(cluster_id) or cluster_id in used:
            cluster_id = f"c{following:03d}"
            following += 1
        ids.append(cluster_id)
    stage = rows["stage"].where(rows["stage"] != "", UNKNOWN)
    return rows.assign(cluster_id=pd.Series(ids, index=rows.index, dtype="str"), stage=stage)


@dataclass(frozen=True)
class _Differing:
    """Rows of a file that say something else than the record they are. said, was, clean: what they say, the record, and the record cleaned."""

    rows: list[int]
    said: pd.DataFrame
    was: pd.DataFrame
    clean: pd.DataFrame

    def records(self) -> Iterator[tuple[int, dict[str, object], dict[str, object], dict[str, object]]]:
        """Row by row, a few at a time: as dictionaries they take many times the memory of the frames."""
        for start in range(0, len(self.rows), AT_A_TIME):
            few = slice(start, start + AT_A_TIME)
            yield from zip(self.rows[few], as_dicts(self.said.iloc[few]), as_dicts(self.was.iloc[few]), as_dicts(self.clean.iloc[few]), strict=True)


def _differing(rows: pd.DataFrame, ids: Mapping[int, str], wide: pd.DataFrame, given: frozenset[str], further: Collection[int]) -> _Differing:
    """The rows that differ from the record which they are by `ids`, or say something `further`, in the order of the file."""
    numbers = sorted(ids)
    mine, theirs = rows.index.get_indexer(numbers), wide.index.get_indexer([ids[n] for n in numbers])
    differs = np.array([number in further for number in numbers], dtype=bool) if further else np.zeros(len(numbers), dtype=bool)
    for column in given - {"cluster_id"}:  # one at a time: whole frames of a large registry would be held twice
        new, known = rows[column].to_numpy()[mine], _cleaned(wide[column]).to_numpy()[theirs]
        says = ~np.isnan(new.astype(float)) if rows[column].dtype == float else new != ""
        differs |= says & (new != known)
    found = np.flatnonzero(differs)
    was = wide.iloc[theirs[found]]
    clean = was.assign(**{column: _cleaned(was[column]) for column in CLEANED if column in given})
    return _Differing([numbers[i] for i in found], rows.iloc[mine[found]], was, clean)


def _cleaned(texts: pd.Series) -> pd.Series:
    """A column of records as a file's reader would give it."""
    if texts.name not in CLEANED:
        return texts
    return texts.map({text: clean_text(text) for text in texts.unique()}).astype("str")


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
