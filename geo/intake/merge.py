"""What the rows of a file change: field by field, and the content that follows.

Nothing here is written anywhere.

A blank cell says nothing: what is on file stays. A number or stage with another date than the one
on file is another observation or event
and joins it; with the same date, or with none where none was, it takes its place.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from sys import intern

import numpy as np
import pandas as pd

from geo.basis.folding import clean_text, name_key
from geo.basis.freed_memory import give_back
from geo.intake.match import Likely, Matches, is_own
from geo.intake.rewrite import Told, rewritten, with_dated, without_owners
from geo.registry.change import Change, FieldChange, shown
from geo.registry.progress import Progress, untold
from geo.registry.records import (
    CLUSTER_TEXTS,
    OBSERVED,
    RECORD_COLUMNS,
    content_of,
    present_stages,
    widen,
)
from geo.registry.snapshot import Snapshot, is_among, joined, next_id, snapshot_of, touched_clusters
from geo.registry.timeline import UNKNOWN

CLEANED = (*CLUSTER_TEXTS, "source_title", "stage_as_reported")
"""Texts that a file's reader cleans: cleaned, one on file that was never read so is no change."""
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

    undecided: rows that may be a record on file; until decided they are left out. older: rows whose
    stage is not the latest known.
    merged: rows taken for a record of another name. records: the record that each row is or makes,
    by row.
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

    dated: further dated stages and figures of the rows (geo/intake/dated.py), indexed by row as
    they are. given: columns that the file has.
    file_source: title and address of the source of rows that name none. decisions: by row, the
    record that a likely double is, or AS_NEW. is_whole: records
    that the file lacks are taken out, of `provinces` alone where some are given.
    """
    decided = _one_row_a_record(decisions or {}, matches)
    undecided = tuple(pair for pair in matches.likely if pair.row not in decided)
    ids = matches.ids | {
        row: cluster for row, cluster in decided.items() if cluster != AS_NEW and row in rows.index
    }
    fresh = sorted(
        {
            *matches.new,
            *(row for row, cluster in decided.items() if cluster == AS_NEW and row in rows.index),
        }
    )
    wide = widen(old, stages).set_index("cluster_id", drop=False)
    differing = _differing(
        rows, ids, wide, given, set() if dated is None else set(dated.index.tolist())
    )
    changes_any = bool(fresh or is_whole or len(differing.numbers))
    progress(0.2)
    added = _with_ids(_with_source(_part(rows, rows.index.get_indexer(fresh)), file_source), old)
    merged = _merged(rows["name_fa"], ids, wide["name_fa"], decided)
    there = set(ids.values()) | {pair.cluster_id for pair in undecided}
    absent = tuple(
        Change(cluster, name, province, 0)
        for cluster, name, province in _named(wide)
        if cluster not in there and (provinces is None or province in provinces)
    )
    del wide
    give_back()
    tables = dict(old.tables)
    if fresh:
        tables = {
            name: joined(name, [tables[name], made])
            for name, made in content_of(added, today, units).items()
        }
    progress(0.4)
    if differing.numbers:
        tables = rewritten(
            tables, Told(differing.said, differing.was, given), today, units, file_source
        )
    give_back()
    progress(0.6)
    for told in _further(dated, differing, added):
        tables = with_dated(tables, told, today, units, file_source)
    if is_whole:
        tables = without_owners(tables, {c.cluster_id for c in absent})
    progress(0.7)
    new = snapshot_of(tables, old) if changes_any else old
    del tables
    give_back()
    progress(0.8)
    touched = touched_clusters(old, new) if differing.numbers else set()
    give_back()
    fields = _changes(differing, given)
    named = zip(differing.numbers, _named(differing.was), strict=True)
    made = dict(zip(fresh, added["cluster_id"].tolist(), strict=True))
    kept = _kept(dated, ids | made, old, new, stages)
    changed = [
        Change(*one, row, fields.get(row, ()), kept.get(one[0], ()))
        for row, one in named
        if one[0] in touched
    ]
    del differing, fields
    moved = [(c, f.new) for c in changed for f in c.fields if f.field == "stage"]
    present = present_stages(new, stages)["stage"].to_dict() if moved else {}
    older = [c for c, stage in moved if present.get(c.cluster_id, UNKNOWN) != stage]
    additions = tuple(
        Change(*one, row, kept=kept.get(one[0], ()))
        for row, one in zip(fresh, _named(added), strict=True)
    )
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


def _named(records: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Id, name and province of each record."""
    ids, names, provinces = (
        records[column].tolist() for column in ("cluster_id", "name_fa", "province_iso")
    )
    return zip(ids, names, map(intern, provinces), strict=True)


def _further(
    dated: pd.DataFrame | None, differing: "_Differing", added: pd.DataFrame
) -> Iterator[Told]:
    """What rows say of further dates, one date of each row at a time: a later one may meet what an
    earlier one made.
    """
    if dated is None or dated.empty:
        return
    was = pd.concat([differing.was.set_axis(differing.numbers), added])
    dated = dated[dated.index.isin(was.index)]
    turn = dated.groupby(level=0).cumcount().to_numpy()
    for number in range(int(turn.max(initial=-1)) + 1):
        said = dated[turn == number]
        yield Told(said, was.loc[said.index], RECORD_COLUMNS)


def _kept(
    dated: pd.DataFrame | None,
    records: Mapping[int, str],
    old: Snapshot,
    new: Snapshot,
    stages: pd.Index,
) -> dict[str, tuple[tuple[str, str], ...]]:
    """The stages, with their dates, that rows tell beside the present one and that were not on
    file, by cluster. dated: as in `compare`; records: the cluster of each row.
    """
    if dated is None or dated.empty:
        return {}
    rows = dated.index[dated["stage"] != ""].tolist()
    owners = {records[row] for row in rows if row in records}
    before, after = (
        content.stage_events[is_among(content.stage_events["cluster_id"], owners)]
        for content in (old, new)
    )
    there = set(_stages(before)) | set(
        _stages(present_stages(Snapshot({"stage_events": after}), stages).reset_index())
    )
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for owner, stage, written in sorted(_stages(after), key=lambda one: (one[2], one[1])):
        if (owner, stage, written) not in there:
            found[owner] = (*found.get(owner, ()), (stage, written))
    return found


def _stages(events: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Cluster, stage and date of each event."""
    columns = (events[name].tolist() for name in ("cluster_id", "stage", "date"))
    return zip(*columns, strict=True)


def _one_row_a_record(decisions: Mapping[int, str], matches: Matches) -> dict[int, str]:
    """The decisions, but for those that would make one record of two rows: they wait for another
    answer.
    """
    taken, asked = (
        set(matches.ids.values()),
        {(pair.row, pair.cluster_id) for pair in matches.likely},
    )
    decided: dict[int, str] = {}
    for row, cluster in sorted(decisions.items()):
        if cluster == AS_NEW or (cluster not in taken and (row, cluster) in asked):
            decided[row] = cluster
            taken.add(cluster)
    return decided


def _merged(
    names: pd.Series, ids: Mapping[int, str], on_file: pd.Series, decided: Mapping[int, str]
) -> tuple[Merged, ...]:
    numbers = sorted(ids)
    pairs = zip(
        numbers,
        names.loc[numbers].tolist(),
        on_file.loc[[ids[n] for n in numbers]].tolist(),
        strict=True,
    )
    return tuple(
        Merged(n, name, ids[n], there, n in decided)
        for n, name, there in pairs
        if name != there and name_key(name) != name_key(there)
    )


def _with_source(rows: pd.DataFrame, file_source: tuple[str, str]) -> pd.DataFrame:
    """Rows that name no source, with the file as theirs: every number keeps one."""
    none = (rows["source_title"] == "") & (rows["source_url"] == "")
    return rows.assign(
        source_title=rows["source_title"].where(~none, file_source[0]),
        source_url=rows["source_url"].where(~none, file_source[1]),
    )


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
    """Rows of a file that say something else than the record they are. numbers: of the rows. said,
    was: what they say, and the record.
    """

    numbers: list[int]
    said: pd.DataFrame
    was: pd.DataFrame


def _differing(
    rows: pd.DataFrame,
    ids: Mapping[int, str],
    wide: pd.DataFrame,
    given: frozenset[str],
    further: Collection[int],
) -> _Differing:
    """The rows that differ from the record which they are by `ids`, or say something `further`, in
    the order of the file.
    """
    numbers = sorted(ids)
    mine, theirs = (
        rows.index.get_indexer(numbers),
        wide.index.get_indexer([ids[n] for n in numbers]),
    )
    differs = (
        np.array([number in further for number in numbers], dtype=bool)
        if further
        else np.zeros(len(numbers), dtype=bool)
    )
    for column in given - {
        "cluster_id"
    }:  # one at a time: whole frames of a large registry would be held twice
        new, known = (
            pd.Series(of.array.take(at), name=column)
            for of, at in ((rows[column], mine), (wide[column], theirs))
        )
        there = new.notna().to_numpy() if new.dtype == float else (new != "").to_numpy()
        differs |= there & _is_other(new, known)
    found = np.flatnonzero(differs)
    return _Differing(
        [numbers[i] for i in found], _part(rows, mine[found]), _part(wide, theirs[found])
    )


def _part(frame: pd.DataFrame, places: np.ndarray) -> pd.DataFrame:
    """The rows of these places; where they are all, the very frame: a large one need not be held
    twice.
    """
    return frame if np.array_equal(places, np.arange(len(frame))) else frame.iloc[places]


def _is_other(new: pd.Series, known: pd.Series) -> np.ndarray:
    """Where a column of rows is not what a file's reader would give of the same column of
    records.
    """
    is_other = (new.array != known.array).astype(bool)
    if known.name in CLEANED and is_other.any():
        places = np.flatnonzero(is_other)
        is_other[places] = new.take(places).to_numpy() != np.array(
            [clean_text(text) for text in known.take(places).tolist()], dtype=object
        )
    return is_other


def _changes(differing: _Differing, given: frozenset[str]) -> dict[int, tuple[FieldChange, ...]]:
    """The fields in which rows differ, by row."""
    found: dict[int, tuple[FieldChange, ...]] = {}
    known: dict[FieldChange, FieldChange] = {}
    told = Told(differing.said, differing.was, RECORD_COLUMNS)
    for column in RECORD_COLUMNS:
        if column not in given or column == "cluster_id" or column.endswith("_high"):
            continue
        columns = (column, f"{column}_high") if column in OBSERVED else (column,)
        differs = np.any(
            [told.says(c) & _is_other(told.said[c], told.was[c]) for c in columns], axis=0
        )
        places = np.flatnonzero(differs)
        new, old = (
            zip(*(map(shown, frame[c].take(places).tolist()) for c in columns), strict=True)
            for frame in (told.said, told.was)
        )
        for place, before, after in zip(places.tolist(), old, new, strict=True):
            row, change = (
                differing.numbers[place],
                FieldChange(column, _ends(before, column), _ends(after, column)),
            )
            found[row] = (*found.get(row, ()), known.setdefault(change, change))
    return found


def _ends(texts: tuple[str, ...], column: str) -> str:
    """A field's value, the two ends of a range where they differ."""
    one = texts[0] if texts[0] else texts[-1]
    return (
        clean_text(one)
        if column in CLEANED
        else one
        if len(texts) == 1 or texts[1] in ("", one)
        else f"{texts[0]}–{texts[1]}"
    )
