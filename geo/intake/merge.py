"""What the rows of a file change: field by field, and the content that follows.

Nothing here is written anywhere.

A blank cell says nothing: what is on file stays. A number or stage with another date than the one
on file is another observation or event
and joins it; with the same date, or with none where none was, it takes its place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from sys import intern

import pandas as pd

from geo.basis.folding import name_key
from geo.basis.freed_memory import give_back
from geo.intake.check import Checked
from geo.intake.differing import Differing, differing_rows, field_changes, rows_at
from geo.intake.kept_stages import kept_stages
from geo.intake.match import Likely, Matches, is_own
from geo.intake.rewrite import Told, rewritten, with_dated, without_owners
from geo.intake.terms import Terms
from geo.reference.reference import ReferenceData
from geo.registry.change import Change
from geo.registry.progress import Progress, untold
from geo.registry.records import (
    RECORD_COLUMNS,
    content_of,
    present_stages,
    widen,
)
from geo.registry.snapshot import Snapshot, joined, next_id, snapshot_of, touched_clusters
from geo.registry.timeline import UNKNOWN

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
class ImportPlan:
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


def plan_import(
    old: Snapshot,
    checked: Checked,
    matches: Matches,
    reference: ReferenceData,
    terms: Terms,
    *,
    file: str,
    is_whole: bool,
    progress: Progress = untold,
) -> ImportPlan:
    """Compare the checked rows of a file with the content `old`.

    file: the source of rows that name none. is_whole: records that the file lacks are taken out, of
    the provinces that `terms` allow.
    """
    rows, given, dated = checked.records, checked.given, checked.dated
    stages, units, today = reference.stages.index, reference.units, terms.today
    file_source, provinces = (file, ""), terms.allowed
    decided = _one_row_a_record(terms.decisions, matches)
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
    differing = differing_rows(rows, ids, wide, given, set(dated.index.tolist()))
    changes_any = bool(fresh or is_whole or len(differing.numbers))
    progress(0.2)
    added = _with_ids(_with_source(rows_at(rows, rows.index.get_indexer(fresh)), file_source), old)
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
    fields = field_changes(differing, given)
    named = zip(differing.numbers, _named(differing.was), strict=True)
    made = dict(zip(fresh, added["cluster_id"].tolist(), strict=True))
    kept = kept_stages(dated, ids | made, old, new, stages)
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
    return ImportPlan(
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


def _further(dated: pd.DataFrame, differing: Differing, added: pd.DataFrame) -> Iterator[Told]:
    """What rows say of further dates, one date of each row at a time: a later one may meet what an
    earlier one made.
    """
    if dated.empty:
        return
    was = pd.concat([differing.was.set_axis(differing.numbers), added])
    dated = dated[dated.index.isin(was.index)]
    turn = dated.groupby(level=0).cumcount().to_numpy()
    for number in range(int(turn.max(initial=-1)) + 1):
        said = dated[turn == number]
        yield Told(said, was.loc[said.index], RECORD_COLUMNS)


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
    """Rows without an id that they may keep, with the next free ones: c154, c155, … ."""
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
