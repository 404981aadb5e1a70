"""The registry's content at one version, as frames."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from geo.registry.tables import CONTENT, NUMBERS

OWNED = tuple(name for name in CONTENT if CONTENT[name][0] == "cluster_id")
"""Tables whose rows belong to a cluster, all but the sources, which they name in their last column.
"""
AT_A_TIME = 20_000
Row = tuple[str | float | None, ...]
Rows = list[Row]


def owner_of(row: Row) -> str:
    """What a row belongs to: its first column, in every table of content."""
    return str(row[0])


def source_of(row: Row) -> str:
    """The id of the source that a row names: its last column, in all tables but that of sources."""
    return str(row[-1])


@dataclass(frozen=True)
class Snapshot:
    """Content at version `number` (0: none yet). Frames are shared: never write to them.

    tables: frames by name, columns CONTENT: clusters, one row a cluster; stage_events; observations
    (`low` to `high`, equal where one number was reported); sources; tags. Texts empty and numbers
    NaN where nothing is on file. Sorted by their columns. at: UTC, ISO 8601. is_invented: whether
    made-up records were ever put into this registry. last_id: the highest number that a version
    ever gave a record for its id (c154: 154); an id once given is never given again.
    """

    tables: dict[str, pd.DataFrame]
    number: int = 0
    token: str = ""
    at: str = ""
    is_invented: bool = False
    last_id: int = 0

    @property
    def clusters(self) -> pd.DataFrame:
        """One row a cluster, sorted by id."""
        return self.tables["clusters"]

    @property
    def stage_events(self) -> pd.DataFrame:
        """One row a stage that a cluster reached, with its date as far as it is known."""
        return self.tables["stage_events"]

    @property
    def observations(self) -> pd.DataFrame:
        """One row a reported number: cluster, indicator, `low` to `high`, unit, date, source."""
        return self.tables["observations"]

    @property
    def sources(self) -> pd.DataFrame:
        """One row a source: its id, title and address."""
        return self.tables["sources"]

    @property
    def tags(self) -> pd.DataFrame:
        """One row a tag of a cluster."""
        return self.tables["tags"]

    def rows(self, table: str) -> Rows:
        """The rows of a table as tuples, None for a missing number."""
        return rows_of(self.tables[table], table)

    def same_content(self, other: "Snapshot") -> bool:
        """Whether both hold the same rows, whatever their versions."""
        return all(self.rows(name) == other.rows(name) for name in CONTENT)


@dataclass
class SnapshotBuilder:
    """Rows by table while a Snapshot is put together."""

    tables: dict[str, set[Row]] = field(default_factory=lambda: {name: set() for name in CONTENT})

    def drop_unused_sources(self) -> None:
        """Leave out sources that nothing names any more."""
        used = {
            source_of(row)
            for name, rows in self.tables.items()
            if name != "sources"
            for row in rows
        }
        self.tables["sources"] = {row for row in self.tables["sources"] if owner_of(row) in used}

    def build(self) -> Snapshot:
        """The Snapshot of the rows put together so far, of no version yet."""
        return snapshot_from(self.tables)


def touched_clusters(old: Snapshot, new: Snapshot) -> set[str]:
    """Ids of the clusters that have rows which are not the same in both."""
    return set().union(*(touched_owners(old, new, name) for name in OWNED))


def touched_owners(old: Snapshot, new: Snapshot, table: str) -> set[str]:
    """What the rows of a table belong to (its first column) that stand in one of both only."""
    before, after = old.tables[table], new.tables[table]
    if before is after:
        return set()
    if before.empty or after.empty:
        return set((after if before.empty else before)[CONTENT[table][0]].tolist())
    if (
        len(before) == len(after)
        and (before[CONTENT[table][0]].array == after[CONTENT[table][0]].array).all()
    ):
        # both are sorted: where the rows of an owner are the same, each has the same place
        is_other = np.any(
            [_differ(before[name], after[name]) for name in CONTENT[table][1:]], axis=0
        )
        return set(after[CONTENT[table][0]].array[is_other].tolist())
    both = pd.concat([before, after], ignore_index=True)  # no row stands twice in one
    return set(both.loc[~both.duplicated(keep=False), CONTENT[table][0]].tolist())


def _differ(before: pd.Series, after: pd.Series) -> np.ndarray:
    """In which places two columns differ; a missing number is the same as another."""
    is_other = np.asarray(before.array != after.array, dtype=bool)
    return (
        is_other & ~(before.isna() & after.isna()).to_numpy() if before.dtype == float else is_other
    )


def last_id(ids: Iterable[str]) -> int:
    """The highest number among ids of the form c154."""
    return max(
        (int(c[1:]) for c in ids if c[:1] == "c" and c[1:].isascii() and c[1:].isdigit()), default=0
    )


def rows_of(frame: pd.DataFrame, table: str) -> Rows:
    """The rows of one of the tables as tuples, None for a missing number."""
    known: dict[str, str] = {}
    # equal texts are held once, as most are said many times over; NaN differs from itself
    columns = [
        [None if v != v else float(v) for v in frame[c].tolist()]
        if c in NUMBERS
        else [known.setdefault(v, v) for v in frame[c].tolist()]
        for c in CONTENT[table]
    ]
    return list(zip(*columns, strict=True))


def snapshot_from(rows: Mapping[str, Iterable[Row]], **version: str | int | bool) -> Snapshot:
    """A Snapshot of these rows, sorted; doubles count once."""
    return Snapshot({name: frame_from(name, rows.get(name, [])) for name in CONTENT}, **version)  # type: ignore[arg-type]


def frame_from(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """A frame of one of the tables from its rows, a few at a time.

    As tuples they take many times its memory.
    """
    coming = iter(rows)
    parts = [frame_of_rows(table, [])]
    while few := list(islice(coming, AT_A_TIME)):
        parts.append(frame_of_rows(table, few))
    return in_order(table, joined(table, parts))


def frame_of_rows(
    table: str, rows: Sequence[Row], names: Sequence[str] | None = None
) -> pd.DataFrame:
    """A frame of one of the tables from its rows, in their order.

    names: of the columns that are read of it, where these are not all.
    """
    names = names or CONTENT[table]
    columns = zip(*rows, strict=True) if rows else [() for _ in names]
    return frame_of(table, dict(zip(names, columns, strict=True)), names)


def frame_of(
    table: str, columns: Mapping[str, Any], names: Sequence[str] | None = None
) -> pd.DataFrame:
    """A frame of one of the tables from its columns, the first of them as long as the frame.

    Others may be one value for all of its rows. names: of those that it has, where these are not
    all.
    """
    index = pd.RangeIndex(len(columns[CONTENT[table][0]]))
    kinds = {name: float if name in NUMBERS else "str" for name in names or CONTENT[table]}
    return pd.DataFrame(
        {
            name: pd.Series(_values(columns[name]), index=index, dtype=kind)
            for name, kind in kinds.items()
        },
        index=index,
    )


def _values(column: Any) -> Any:
    """A column without the index that it may have."""
    if isinstance(column, tuple | list):
        return [float("nan") if value is None else value for value in column]
    return column.array if isinstance(column, pd.Series) else column


def joined(table: str, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The rows of several frames of one of the tables, one after the other.

    A frame that is alone in having rows is given as it is.
    """
    filled = [frame for frame in frames if len(frame)] or [*frames[:1]]
    return (
        filled[0]
        if len(filled) == 1
        else pd.concat(filled, ignore_index=True)[list(CONTENT[table])]
    )


def in_order(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows sorted by their columns from the first on, a missing number first.

    Doubles are left out.
    """
    place = np.zeros(len(frame), dtype=np.int64)
    order = np.arange(min(len(frame), 1))
    for name in CONTENT[table]:
        if len(order) == len(frame):
            # no row stands twice by the columns so far: most of them never need to be looked at
            break
        mine, values = pd.factorize(frame[name], sort=True)
        _, order, place = np.unique(
            place * (len(values) + 1) + mine + 1, return_index=True, return_inverse=True
        )
    is_sorted = len(order) == len(frame) and bool((order[1:] > order[:-1]).all())
    return (frame if is_sorted else frame.iloc[order]).reset_index(drop=True)


def is_among(column: pd.Series, wanted: Collection[str]) -> np.ndarray:
    """Which texts of a column are among `wanted`, a set for choice.

    Pandas' own way turns each of these into a value of Arrow's first.
    """
    return np.array([text in wanted for text in column.tolist()], dtype=bool)


def snapshot_of(tables: Mapping[str, pd.DataFrame], old: Snapshot) -> Snapshot:
    """A Snapshot of these tables, without sources that nothing names.

    A table of `old` is taken as it is.
    """
    used = set().union(*(tables[name]["source_id"].unique() for name in OWNED))
    sources = tables["sources"]
    is_used = is_among(sources["source_id"], used)
    whole = {**tables, "sources": sources if is_used.all() else sources[is_used]}
    return Snapshot(
        {
            name: whole[name] if whole[name] is old.tables[name] else in_order(name, whole[name])
            for name in CONTENT
        }
    )


def next_id(snapshot: Snapshot, used: set[str]) -> str:
    """The id after the highest of `used` and of all ever given, as c155 after c154."""
    return f"c{1 + max(snapshot.last_id, last_id(used)):03d}"
