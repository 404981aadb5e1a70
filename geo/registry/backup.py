"""The whole registry, all versions, as one file.

Itself an SQLite registry, whatever database it came from; and back.
"""

import shutil
from pathlib import Path

from sqlalchemy import Connection, Table, delete, func, insert, select

from geo.basis.whole_file import whole_file
from geo.registry.engine import reading, telling, writing
from geo.registry.errors import RegistryError
from geo.registry.rights import Rights
from geo.registry.seal import seal, take_seal_off
from geo.registry.store import BATCH, Registry
from geo.registry.tables import identity, metadata, versions

COPIED = [table for table in metadata.sorted_tables if table is not identity]
"""What a registry holds, whichever database holds it."""
SQLITE_MAGIC = b"SQLite format 3\0"


def backup(registry: Registry, path: Path) -> int:
    """Write the registry to `path`, one state of it whatever happens meanwhile.

    Gives the number of its newest version.

    The file appears whole or not at all. Raises RegistryError, `own_file` for the file that the
    registry itself is kept in.
    """
    if (
        registry.engine.dialect.name == "sqlite"
        and Path(registry.engine.url.database or "").resolve() == path.resolve()
    ):
        raise RegistryError("own_file", path.name)
    with telling(), whole_file(path) as made:
        copy = Registry.open(f"sqlite:///{made}")
        try:
            with reading(registry.engine) as source, writing(copy.engine) as target:
                for table in COPIED:
                    _copy(source, target, table)
            number = copy.head()[0]
            as_one_file(copy)
        finally:
            copy.engine.dispose()
        with made.open("ab") as file:
            file.write(seal(made))
    return number


def open_backup(path: Path, folder: Path) -> Registry:
    """The registry in a backup, as a copy in `folder`, brought up to date.

    Raises RegistryError when `path` holds none.
    """
    with telling():
        with path.open("rb") as file:
            if file.read(16) != SQLITE_MAGIC:
                raise RegistryError("foreign", path.name)
        opened = Path(shutil.copy(path, folder / "backup.sqlite"))
        # of a registry's own file, copied as it is: its newest changes
        beside = path.with_name(f"{path.name}-wal")
        if beside.is_file():
            shutil.copy(beside, folder / "backup.sqlite-wal")
        take_seal_off(opened)
    registry = Registry.open(f"sqlite:///{opened}")
    if not registry.head()[0]:
        raise RegistryError("foreign", path.name)
    return registry


def restore(registry: Registry, saved: Registry, at: str, by: Rights, detail: str) -> int:
    """Make the registry what `saved` holds, all versions of it, in one transaction.

    Gives the number of the newest version then.

    What the registry held is gone after: back it up before. Raises NotAllowedError without all
    rights, RegistryError.
    """
    by.require_all()
    with reading(saved.engine) as source, writing(registry.engine) as target:
        for table in reversed(COPIED):
            target.execute(delete(table))
        for table in COPIED:
            _copy(source, target, table)
        number = int(target.scalar(select(func.max(versions.c.number))) or 0)
    registry.note(at, by.who, "backup restored", detail)
    return number


def _copy(source: Connection, target: Connection, table: Table) -> None:
    """All rows of a table, a batch at a time.

    Numbers that the database gives to rows are given anew.
    """
    columns = [c for c in table.columns if c.name not in ("row", "entry")]
    order = [c for c in table.columns if c.name in ("row", "entry")] or list(table.primary_key)
    found = source.execution_options(yield_per=BATCH).execute(select(*columns).order_by(*order))
    for batch in found.partitions():
        target.execute(
            insert(table), [dict(zip((c.name for c in columns), row, strict=True)) for row in batch]
        )


def as_one_file(registry: Registry) -> None:
    """Close an SQLite registry and leave one file, without the log that WAL keeps beside it."""
    registry.engine.dispose()
    # no transaction is begun on it, and WAL cannot be left within one
    connection = registry.engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode=DELETE")
    finally:
        connection.close()
