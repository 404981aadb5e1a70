"""What the registry held at one version, read from its database.

Whole, or a few clusters at a time.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, collate, or_, select

from geo.basis.freed_memory import give_back
from geo.registry.snapshot import (
    OWNED,
    Row,
    Rows,
    Snapshot,
    frame_from,
    frame_of_rows,
    last_id,
    owner_of,
    snapshot_from,
)
from geo.registry.tables import CONTENT, content, versions

CLUSTERS_AT_A_TIME, ROWS_AT_A_TIME = 4_000, 4_000
_NOTHING = float("-inf")
Columns = Mapping[str, Sequence[str]]
"""Columns by table, in the order of CONTENT, the first of each among them."""


def whole(connection: Connection, number: int) -> Snapshot:
    """The content at version `number`, 0 for none yet.

    Raises KeyError when there is no such version.
    """
    if number == 0:
        return snapshot_from({})
    about = _about(connection, number)
    tables = {
        name: frame_from(name, (tuple(row) for row in connection.execute(_rows(name, number))))
        for name in CONTENT
    }
    give_back()
    return Snapshot(tables, **about)


def in_parts(connection: Connection, number: int, columns: Columns = CONTENT) -> Iterator[Snapshot]:
    """The same a few clusters at a time, in their order; at least one part.

    Each has all that is theirs, of the sources those that they name themselves. columns: those that
    are read of each table.

    Raises KeyError at once.
    """
    return (
        iter([snapshot_from({})])
        if number == 0
        else _parts(connection, number, _about(connection, number), columns)
    )


def _about(connection: Connection, number: int) -> dict[str, Any]:
    """What a Snapshot says of its version."""
    about = connection.execute(select(versions).where(versions.c.number == number)).first()
    if about is None:
        raise KeyError(number)
    invented = (
        connection.scalar(
            select(versions.c.number)
            .where(versions.c.kind == "demo", versions.c.number <= number)
            .limit(1)
        )
        is not None
    )
    given = connection.scalars(
        select(content["clusters"].c.cluster_id)
        .where(content["clusters"].c.since <= number)
        .distinct()
    )
    return {
        "number": number,
        "token": about.token,
        "at": about.at,
        "is_invented": invented,
        "last_id": last_id(given),
    }


def _rows(name: str, number: int, columns: Columns = CONTENT) -> Select[Any]:
    table = content[name]
    return select(*(table.c[c] for c in columns[name])).where(_holds(table, number))


def _holds(table: Table, number: int) -> ColumnElement[bool]:
    return and_(table.c.since <= number, or_(table.c.until.is_(None), table.c.until > number))


def _parts(
    connection: Connection, number: int, about: dict[str, Any], columns: Columns
) -> Iterator[Snapshot]:
    owned = {
        name: _Owned(connection, _rows(name, number, columns), content[name]) for name in OWNED
    }
    clusters, sources = content["clusters"], content["sources"]
    named = select(clusters.c.cluster_id, *(sources.c[c] for c in columns["sources"])).join_from(
        clusters, sources, clusters.c.source_id == sources.c.source_id
    )
    theirs = _Owned(
        connection, named.where(_holds(clusters, number), _holds(sources, number)), clusters
    )
    is_first = True
    while (few := owned["clusters"].take(CLUSTERS_AT_A_TIME)) or is_first:
        is_first, last = False, str(few[-1][0]) if few else ""
        rows = {
            name: few if name == "clusters" else coming.until(last)
            for name, coming in owned.items()
        }
        rows["sources"] = [row[1:] for row in theirs.until(last)]
        yield Snapshot({name: _frame(name, rows[name], columns[name]) for name in CONTENT}, **about)


def _frame(name: str, rows: Rows, columns: Sequence[str]) -> pd.DataFrame:
    """As `frame_from` makes it, sooner where there are few rows, or they come in order."""
    ordered = (
        sorted(rows, key=lambda row: [_NOTHING if v is None else v for v in row])
        if name in ("clusters", "observations")
        else sorted(rows)
    )
    return frame_of_rows(
        name,
        [row for row, before in zip(ordered, [None, *ordered], strict=False) if row != before],
        columns,
    )


class _Owned:
    """Rows that begin with their cluster's id, in the order of the clusters, a few at a time."""

    def __init__(self, connection: Connection, query: Select[Any], table: Table) -> None:
        # as Python orders texts, whatever the database's language; SQLite does so by itself
        order = (
            table.c.cluster_id
            if connection.dialect.name == "sqlite"
            else collate(table.c.cluster_id, "C")
        )
        self._coming = connection.execution_options(yield_per=ROWS_AT_A_TIME).execute(
            query.order_by(order)
        )
        self._read: list[Row] = []

    def take(self, count: int) -> list[Row]:
        """The next `count` rows, or as many as there are."""
        while len(self._read) < count and self._more():
            pass
        return self._cut(count)

    def until(self, owner: str) -> list[Row]:
        """All rows up to those of `owner`."""
        while (not self._read or owner_of(self._read[-1]) <= owner) and self._more():
            pass
        return self._cut(bisect_right(self._read, owner, key=owner_of))

    def _more(self) -> bool:
        few = self._coming.fetchmany(ROWS_AT_A_TIME)
        self._read += map(tuple, few)
        return bool(few)

    def _cut(self, count: int) -> list[Row]:
        taken, self._read = self._read[:count], self._read[count:]
        return taken
