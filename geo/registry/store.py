"""The registry in its database: versions, what they hold, and how one is added.

Nothing is ever deleted or written over.
"""

import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import pandas as pd
from sqlalchemy import Connection, Engine, Table, bindparam, insert, select, update

from geo.registry.engine import database_url, make_engine, migrate, reading, telling, writing
from geo.registry.errors import RegistryError, VersionMovedError
from geo.registry.identity import keep_identity
from geo.registry.progress import Progress, untold
from geo.registry.rights import Rights
from geo.registry.snapshot import Snapshot, is_among, rows_of, touched_clusters, touched_owners
from geo.registry.tables import CONTENT, content, layouts, log, versions
from geo.registry.version_content import Columns, in_parts, whole

BATCH = 5_000
T = TypeVar("T", list[Any], pd.DataFrame)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Entry:
    """Who changes what, with which rights, and from which file.

    at: UTC, ISO 8601 to the second, `Z` at the end.
    """

    kind: str
    by: Rights
    at: str
    file_name: str = ""
    file_hash: str = ""
    note: str = ""
    restored: int | None = None


@dataclass(frozen=True)
class Version:
    """One accepted change.

    Counts are of clusters; `restored` is the version whose content it brought back.
    """

    number: int
    token: str
    at: str
    kind: str
    author: str
    file_name: str
    file_hash: str
    note: str
    added: int
    changed: int
    removed: int
    unchanged: int
    restored: int | None


@dataclass(frozen=True)
class LogEntry:
    """Who did what, when (UTC)."""

    at: str
    who: str
    action: str
    detail: str


class Registry:
    """A registry at a database address.

    Every method raises RegistryError when the database cannot be had.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, address: str) -> "Registry":
        """The registry at `address`, its tables made or brought up to date.

        An address is `sqlite:///file` or `postgresql://…`.
        """
        engine = make_engine(database_url(address))
        try:
            migrate(engine)
            with telling():
                keep_identity(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def head(self) -> tuple[int, str]:
        """Number and token of the newest version, (0, "") when there is none: one cheap query."""
        with reading(self.engine) as connection:
            return _head(connection)

    def versions(self) -> list[Version]:
        """All versions, newest first."""
        with reading(self.engine) as connection:
            return [
                Version(*row)
                for row in connection.execute(select(versions).order_by(versions.c.number.desc()))
            ]

    def snapshot(self, number: int | None = None) -> Snapshot:
        """The content at version `number`, or the newest.

        Raises KeyError when there is no such version.
        """
        with reading(self.engine) as connection:
            return whole(connection, _head(connection)[0] if number is None else number)

    @contextmanager
    def parts(
        self, number: int | None = None, columns: Columns = CONTENT
    ) -> Iterator[Iterator[Snapshot]]:
        """The content a few clusters at a time, for what is done with any number of them.

        All parts are of one version. columns: those that are needed of each table. Raises as
        `snapshot`.
        """
        failed: OSError | None = None
        with reading(self.engine) as connection:
            try:
                head = _head(connection)[0] if number is None else number
                yield in_parts(connection, head, columns)
            except OSError as error:
                # of a file that the parts are written to, and no fault of the database
                failed = error
        if failed:
            raise failed

    def commit(
        self,
        old: Snapshot,
        new: Snapshot,
        entry: Entry,
        also: Callable[[Connection], None] = lambda _: None,
        progress: Progress = untold,
    ) -> Version:
        """Make `new` the registry's content, in one transaction.

        old: the newest version as the change's author saw it. also: what else is written in the
        same transaction. progress: told before all is accepted; where it raises anything, nothing
        is kept. Raises NotAllowedError where the entry's rights do not go so far; VersionMovedError
        when `old` no longer is the newest; RegistryError, `unsure` where it cannot be known whether
        the version is there.
        """
        entry.by.require_change(old, new)
        token, is_written = uuid.uuid4().hex, False
        counts = _counts(old, new)
        try:
            with writing(self.engine) as connection:
                head, head_token = _head(connection)
                if head_token != old.token:
                    raise VersionMovedError(old.number, head)
                number = head + 1
                _write(connection, number, old, new, progress)
                about = {
                    name: storable(value) for name, value in vars(entry).items() if name != "by"
                }
                row = about | {
                    "author": storable(entry.by.who),
                    **counts,
                    "number": number,
                    "token": token,
                }
                connection.execute(insert(versions), row)
                also(connection)
                note(
                    connection,
                    entry.at,
                    entry.by.who,
                    entry.kind,
                    f"{number} {entry.file_name}".strip(),
                )
                is_written = True
        # gone while it accepted what was written: only the database knows whether it did
        except RegistryError as error:
            raise (
                RegistryError("unsure", error.detail)
                if is_written and error.code == "unreachable"
                else error
            ) from None
        return Version(**row)

    def restore(self, number: int, entry: Entry) -> Version:
        """A new version that holds what version `number` held.

        Raises as `commit`; KeyError when there is no such version.
        """
        return self.commit(self.snapshot(), self.snapshot(number), replace(entry, restored=number))

    def mapping(self, layout: str) -> list[str] | None:
        """How the columns of a layout were mapped to fields, if they were."""
        with reading(self.engine) as connection:
            found = connection.scalar(select(layouts.c.mapping).where(layouts.c.layout == layout))
        return [str(f) for f in json.loads(found)] if found else None

    def remember_mapping(self, layout: str, mapping: Sequence[str]) -> None:
        """Keep how an editor mapped a layout."""
        with writing(self.engine) as connection:
            row = {"layout": layout, "mapping": json.dumps(list(mapping))}
            done = connection.execute(update(layouts).where(layouts.c.layout == layout).values(row))
            if not done.rowcount:
                connection.execute(insert(layouts), row)

    def note(self, at: str, who: str, action: str, detail: str = "") -> None:
        """Write a line of the log."""
        with writing(self.engine) as connection:
            note(connection, at, who, action, detail)

    def log(
        self, *, actions: Sequence[str] = (), since: str = "", limit: int = 200
    ) -> list[LogEntry]:
        """Lines of the log, newest first."""
        query = (
            select(log.c.at, log.c.who, log.c.action, log.c.detail)
            .where(log.c.at >= since)
            .order_by(log.c.entry.desc())
            .limit(limit)
        )
        if actions:
            query = query.where(log.c.action.in_(actions))
        with reading(self.engine) as connection:
            return [LogEntry(*row) for row in connection.execute(query)]


def _head(connection: Connection) -> tuple[int, str]:
    row = connection.execute(
        select(versions.c.number, versions.c.token).order_by(versions.c.number.desc()).limit(1)
    ).first()
    return (row.number, row.token) if row else (0, "")


def _write(
    connection: Connection, number: int, old: Snapshot, new: Snapshot, progress: Progress
) -> None:
    """Close the rows of whatever differs, and add them as they are now."""
    for place, (name, table) in enumerate(content.items()):
        progress(place / len(content))
        touched = touched_owners(old, new, name)
        if not touched:
            continue
        key = CONTENT[name][0]
        before, after = old.tables[name][key], new.tables[name]
        closed = [{"owner": owner} for owner in sorted(touched.intersection(before.tolist()))]
        close = (
            update(table)
            .where(table.c[key] == bindparam("owner"), table.c.until.is_(None))
            .values(until=number)
        )
        for few in _batches(closed):
            connection.execute(close, few)
        is_new = is_among(after[key], touched)
        opened = after if is_new.all() else after[is_new]
        for n, few in enumerate(_batches(opened)):
            progress((place + n * BATCH / len(opened)) / len(content))
            _insert(
                connection,
                table,
                [(number, *row) for row in rows_of(few, name)],
                ("since", *CONTENT[name]),
            )


def _batches(rows: T) -> Iterator[T]:
    """`rows` a few at a time.

    All of them as a database takes them would need many times their memory.
    """
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _insert(
    connection: Connection, table: Table, rows: list[tuple[object, ...]], columns: Sequence[str]
) -> None:
    """Add rows as the driver takes them: SQLAlchemy would look at every value of each."""
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(columns))
    order = statement.positiontup
    if order is None:
        connection.exec_driver_sql(
            str(statement), [dict(zip(columns, row, strict=True)) for row in rows]
        )
    else:
        in_order = (
            rows
            if list(order) == list(columns)
            else [tuple(row[columns.index(name)] for name in order) for row in rows]
        )
        connection.exec_driver_sql(str(statement), in_order)


def _counts(old: Snapshot, new: Snapshot) -> Mapping[str, int]:
    """How many clusters were added, changed in any of their rows, removed, or left as they were."""
    before, after = set(old.clusters["cluster_id"]), set(new.clusters["cluster_id"])
    changed = len(touched_clusters(old, new) & before & after)
    return {
        "added": len(after - before),
        "removed": len(before - after),
        "changed": changed,
        "unchanged": len(before & after) - changed,
    }


def note(connection: Connection, at: str, who: str, action: str, detail: str) -> None:
    """Write a line of the log on a connection that writes."""
    connection.execute(
        insert(log), {"at": at, "who": storable(who), "action": action, "detail": storable(detail)}
    )


def storable(value: Any) -> Any:
    """A text without what no database holds, as a file's name may have it.

    NUL, and bytes that are no letters.
    """
    return _UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value
