"""The registry's content at one version, as frames."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

import pandas as pd

from geo.registry.tables import CONTENT, NUMBERS

OWNED = tuple(name for name in CONTENT if CONTENT[name][0] == "cluster_id")
"""Tables whose rows belong to a cluster, all but the sources, which they name in their last column."""
AT_A_TIME = 20_000
Row = tuple[str | float | None, ...]
Rows = list[Row]


@dataclass(frozen=True)
class Snapshot:
    """Content at version `number` (0: none yet). Frames are shared: never write to them.

    tables: frames by name, columns CONTENT: clusters, one row a cluster; stage_events; observations (`low` to `high`, equal where one number
    was reported); sources; tags. Texts empty and numbers NaN where nothing is on file. Sorted by their columns. at: UTC, ISO 8601.
    is_invented: whether made-up records were ever put into this registry. last_id: the highest number that a version ever gave a record for
    its id (c154: 154); an id once given is never given again.
    """

    tables: dict[str, pd.DataFrame]
    number: int = 0
    token: str = ""
    at: str = ""
    is_invented: bool = False
    last_id: int = 0

    @property
    def clusters(self) -> pd.DataFrame:
        return self.tables["clusters"]

    @property
    def stage_events(self) -> pd.DataFrame:
        return self.tables["stage_events"]

    @property
    def observations(self) -> pd.DataFrame:
        return self.tables["observations"]

    @property
    def sources(self) -> pd.DataFrame:
        return self.tables["sources"]

    @property
    def tags(self) -> pd.DataFrame:
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
        used = {row[-1] for name, rows in self.tables.items() if name != "sources" for row in rows}
        self.tables["sources"] = {row for row in self.tables["sources"] if row[0] in used}

    def build(self) -> Snapshot:
        return snapshot_from(self.tables)


def touched_clusters(old: Snapshot, new: Snapshot) -> set[str]:
    """Ids of the clusters that have rows which are not the same in both."""
    return set().union(*(touched_owners(old, new, name) for name in OWNED))


def touched_owners(old: Snapshot, new: Snapshot, table: str) -> set[str]:
    """What the rows of a table belong to (its first column) that stand in one of both only."""
    before, after = old.tables[table], new.tables[table]
    if before is after:
        return set()
    both = pd.concat([before, after], ignore_index=True)  # no row stands twice in one
    return set(both.loc[~both.duplicated(keep=False), CONTENT[table][0]].tolist())


def last_id(ids: Iterable[str]) -> int:
    """The highest number among ids of the form c154."""
    return max((int(c[1:]) for c in ids if c[:1] == "c" and c[1:].isascii() and c[1:].isdigit()), default=0)


def rows_of(frame: pd.DataFrame, table: str) -> Rows:
    """The rows of one of the tables as tuples, None for a missing number."""
    known: dict[str, str] = {}
    columns = [
        [None if v != v else float(v) for v in frame[c].tolist()]  # NaN is the one that differs from itself
        if c in NUMBERS
        else [known.setdefault(v, v) for v in frame[c].tolist()]  # equal texts are held once: most are said many times over
        for c in CONTENT[table]
    ]
    return list(zip(*columns, strict=True))


def snapshot_from(rows: Mapping[str, Iterable[Row]], **version: str | int | bool) -> Snapshot:
    """A Snapshot of these rows, sorted; doubles count once."""
    return Snapshot({name: frame_from(name, rows.get(name, [])) for name in CONTENT}, **version)  # type: ignore[arg-type]


def frame_from(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """A frame of one of the tables from its rows, a few at a time: as tuples they take many times its memory."""
    coming = iter(rows)
    parts = [as_frame(table, [])]
    while few := list(islice(coming, AT_A_TIME)):
        parts.append(as_frame(table, few))
    whole = pd.concat(parts[1:] or parts, ignore_index=True).drop_duplicates()
    return whole.sort_values(list(CONTENT[table]), na_position="first", ignore_index=True)


def as_frame(table: str, rows: list[Row]) -> pd.DataFrame:
    """A frame of one of the tables with these rows as they come."""
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in CONTENT[table]]
    return pd.DataFrame(
        {
            name: pd.Series([float("nan") if v is None else v for v in values], dtype=float) if name in NUMBERS else pd.Series(values, dtype="str")
            for name, values in zip(CONTENT[table], columns, strict=True)
        }
    )


def next_id(snapshot: Snapshot, used: set[str]) -> str:
    """The id after the highest of `used` and of any that the registry ever gave: c154, c155, …"""
    return f"c{1 + max(snapshot.last_id, last_id(used)):03d}"
