"""Which database this is.

Whether the one that was opened still stands in its place, asked before anything is read or written.

A file that was deleted goes on being written by whoever has it open, and one written over is still
known from memory: neither says so itself.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Pool, exc, select

from geo.registry.errors import RegistryError
from geo.registry.tables import identity

MAGIC = b"SQLite format 3\0"
_MARK = slice(68, 72)
"""Where the header of an SQLite file keeps the number of its application."""


@dataclass(frozen=True)
class _Known:
    """A database as it was opened.

    file: device and number of an SQLite file; marks: what its header may say.
    """

    token: str
    file: tuple[int, int] | None = None
    marks: frozenset[int] = frozenset()


_known: WeakKeyDictionary[Pool, _Known] = WeakKeyDictionary()


def mark_of(token: str) -> int:
    """The number that the header of a registry's file carries, made of its token."""
    return int(token[:7], 16)


def keep_identity(engine: Engine) -> None:
    """Know this database again from now on; its tables are there. Raises RegistryError."""
    with engine.connect() as connection:
        token = str(connection.scalar(select(identity.c.token)) or "")
    path = _file(engine)
    if path is None:
        _known[engine.pool] = _Known(token)
        return
    about = path.stat()
    _known[engine.pool] = _Known(
        token, (about.st_dev, about.st_ino), frozenset({mark_of(token), _mark(path)})
    )


def check_place(engine: Engine) -> None:
    """Whether the file that was opened stands in its place.

    Raises RegistryError: `gone`, `replaced`.
    """
    known, path = _known.get(engine.pool), _file(engine)
    if known is None or path is None:
        return
    try:
        about = path.stat()
        is_there = (about.st_dev, about.st_ino) == known.file and _mark(path) in known.marks
    except FileNotFoundError:
        raise RegistryError("gone", path.name) from None
    if not is_there:
        raise RegistryError("replaced", path.name)


def check_content(engine: Engine, connection: Connection) -> None:
    """Whether the database is the one that was opened, by what it says itself.

    Raises RegistryError: `replaced`.
    """
    known = _known.get(engine.pool)
    if known is None:
        return
    try:
        token = connection.scalar(select(identity.c.token))
    except exc.ProgrammingError:  # PostgreSQL: no such table
        token = None
    except exc.OperationalError as error:
        if "no such table" not in str(error.orig):
            raise
        token = None
    if token != known.token:
        raise RegistryError("replaced", str(engine.url.database or ""))


def _file(engine: Engine) -> Path | None:
    return Path(engine.url.database or "") if engine.dialect.name == "sqlite" else None


def _mark(path: Path) -> int:
    """What the header says; -1 for a file that is none of SQLite's."""
    with path.open("rb", buffering=0) as file:
        header = os.read(file.fileno(), 100)
    return int.from_bytes(header[_MARK], "big") if header.startswith(MAGIC) else -1
