"""What the registry held at one version, read from its database: whole, or a few clusters at a time."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, collate, or_, select

from geo.registry.snapshot import OWNED, Snapshot, frame_from, last_id, snapshot_from
from geo.registry.tables import CONTENT, content, versions

CLUSTERS_AT_A_TIME, ROWS_AT_A_TIME = 5_000, 10_000
Read = Sequence[Any]
"""A row as the database gives it."""


def whole(connection: Connection, number: int) -> Snapshot:
    """The content at version `number`, 0 for none yet. Raises KeyError when there is no such version."""
    if number == 0:
        return snapshot_from({})
    about = _about(connection, number)
    return Snapshot({name: frame_from(name, (tuple(row) for row in connection.execute(_rows(name, number)))) for name in CONTENT}, **about)


def in_parts(connection: Connection, number: int) -> Iterator[Snapshot]:
    """The same a few clusters at a time, in their order, each part with all that is theirs; at least one part. Raises KeyError at once."""
    return iter([snapshot_from({})]) if number == 0 else _parts(connection, number, _about(connection, number))


def _about(connection: Connection, number: int) -> dict[str, Any]:
    """What a Snapshot says of its version."""
    about = connection.execute(select(versions).where(versions.c.number == number)).first()
    if about is None:
        raise KeyError(number)
    invented = connection.scalar(select(versions.c.number).where(versions.c.kind == "demo", versions.c.number <= number).limit(1)) is not None
    given = connection.scalars(select(content["clusters"].c.cluster_id).where(content["clusters"].c.since <= number).distinct())
    return {"number": number, "token": about.token, "at": about.at, "is_invented": invented, "last_id": last_id(given)}


def _rows(name: str, number: int) -> Select[Any]:
    table: Table = content[name]
    return select(*(table.c[c] for c in CONTENT[name])).where(table.c.since <= number, or_(table.c.until.is_(None), table.c.until > number))


def _parts(connection: Connection, number: int, about: dict[str, Any]) -> Iterator[Snapshot]:
    coming = {name: _Owned(connection, name, number) for name in OWNED}
    clusters = coming.pop("clusters")
    is_first = True
    while (few := clusters.take(CLUSTERS_AT_A_TIME)) or is_first:
        is_first = False
        rows = {"clusters": few} | {name: owned.until(few[-1][0] if few else "") for name, owned in coming.items()}
        rows["sources"] = _sources(connection, number, sorted({row[-1] for some in rows.values() for row in some}))
        yield Snapshot({name: frame_from(name, rows[name]) for name in CONTENT}, **about)


def _sources(connection: Connection, number: int, named: list[str]) -> list[Read]:
    query, source = _rows("sources", number), content["sources"].c.source_id
    few = (named[start : start + ROWS_AT_A_TIME] for start in range(0, len(named), ROWS_AT_A_TIME))
    return [row for ids in few for row in connection.execute(query.where(source.in_(ids)))]


class _Owned:
    """The rows of one of OWNED, in the order of the clusters that they belong to, as many at a time as are asked for."""

    def __init__(self, connection: Connection, name: str, number: int) -> None:
        # as Python orders texts, whatever the database's language; SQLite does so by itself
        owner = content[name].c.cluster_id
        ordered = owner if connection.dialect.name == "sqlite" else collate(owner, "C")
        rows = connection.execution_options(yield_per=ROWS_AT_A_TIME).execute(_rows(name, number).order_by(ordered))
        self._coming, self._read = rows.partitions(), list[Read]()

    def take(self, count: int) -> list[Read]:
        """The next `count` rows, or as many as there are."""
        while len(self._read) < count and self._more():
            pass
        return self._cut(count)

    def until(self, owner: str) -> list[Read]:
        """All rows up to those of `owner`."""
        while (not self._read or self._read[-1][0] <= owner) and self._more():
            pass
        return self._cut(bisect_right(self._read, owner, key=lambda row: row[0]))

    def _more(self) -> bool:
        few = next(self._coming, ())
        self._read += few
        return bool(few)

    def _cut(self, count: int) -> list[Read]:
        taken, self._read = self._read[:count], self._read[count:]
        return taken
