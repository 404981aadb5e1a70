"""Reaching the database: SQLite in WAL mode by default, PostgreSQL where the address names one."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.engine import URL, make_url

from geo.registry.errors import RegistryError
from geo.registry.identity import check_content, check_place
from geo.registry.seal import forget_seal

MIGRATIONS = Path(__file__).parent / "migrations"
WAIT_SECONDS = 15
"""How long a change waits for another to be written."""
_LOCK = 4_850_611_406
"""Number of the lock that PostgreSQL's writers take in turn."""


def database_url(setting: str) -> URL:
    """The address in `setting`; raises RegistryError when it is none."""
    try:
        url = make_url(setting)
    except (exc.ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise RegistryError("address", str(error)) from None
    backend = url.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or url.database in (None, "", ":memory:"):
        # what is kept in memory each thread would have for itself
        raise RegistryError("address", backend)
    return url


def sqlite_files(setting: str) -> list[Path]:
    """The files in which the registry at the address `setting` is kept: none for a server.

    Raises RegistryError when it is no address.
    """
    url = database_url(setting)
    name = url.database if url.get_backend_name() == "sqlite" else None
    return [Path(f"{name}{ending}") for ending in ("", "-wal", "-shm")] if name else []


def make_engine(url: URL) -> Engine:
    """An engine for the registry at `url`.

    The folder of an SQLite file is made, and the file so that no other account may read it.
    """
    if url.get_backend_name() == "postgresql":
        # UTF-8 whatever the database itself is in: one without an encoding would answer in bytes
        return create_engine(
            url, pool_pre_ping=True, connect_args={"connect_timeout": 3, "client_encoding": "utf8"}
        )
    path = Path(url.database or "")
    with telling():
        path.parent.mkdir(parents=True, exist_ok=True)
        forget_seal(path)
        if not (path.exists() or str(path).startswith("file:")):  # SQLite's own URIs
            with suppress(FileExistsError):  # another process was first
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    is_fixed = path.is_file() and not os.access(path.parent, os.W_OK)
    made = (
        {"creator": lambda: _open_fixed(path)}
        if is_fixed
        else {"connect_args": {"timeout": WAIT_SECONDS}}
    )
    engine = create_engine(url, **made)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = (
            None  # transactions are begun below, so that they hold for tables being made too
        )
        try:
            with closing(connection.cursor()) as cursor:
                if not is_fixed:
                    _write_ahead(cursor)
                cursor.execute("PRAGMA synchronous=FULL")
        except sqlite3.Error:
            connection.close()
            raise

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(
            "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN"
        )

    return engine


def _open_fixed(path: Path) -> sqlite3.Connection:
    """A connection that only reads, to a file in a folder where nothing may be written.

    SQLite would put its -shm file there, unless it is told that nobody changes the file; where a
    -wal file says otherwise, it reads with both.
    """
    wal = Path(f"{path}-wal")
    is_whole = not (wal.exists() and wal.stat().st_size)
    address = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if is_whole else ''}"
    return sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, check_same_thread=False)


def _write_ahead(cursor: Any) -> None:
    """Turn WAL on.

    SQLite itself does not wait where several processes do so at once, as when they start on a new
    file.
    """
    for left in reversed(range(int(WAIT_SECONDS / 0.05))):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if _code(error) != "busy" or not left:
                raise
            time.sleep(0.05)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the registry, however long it reads."""
    with telling():
        level = (
            {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
        )
        check_place(engine)
        with engine.execution_options(**level).connect() as connection, connection.begin():
            check_content(engine, connection)
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that alone may write: all of what is done on it is kept, or none of it."""
    with telling():
        check_place(engine)
        with engine.execution_options(writes=True).connect() as connection, connection.begin():
            _alone(engine, connection)
            check_content(engine, connection)
            yield connection
            # before it is accepted: a file that is gone by now would keep nothing
            check_place(engine)


def _alone(engine: Engine, connection: Connection) -> None:
    """Wait until no other writes."""
    if engine.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


@contextmanager
def telling() -> Iterator[None]:
    """Turn the database's errors into RegistryError."""
    try:
        yield
    except exc.DBAPIError as error:
        raise RegistryError(_code(error.orig), str(error.orig)) from error
    except OSError as error:
        raise RegistryError("full" if error.errno == 28 else "locked_out", str(error)) from error


def _code(error: BaseException | None) -> str:
    """What kind of trouble a driver's error tells of."""
    if isinstance(error, sqlite3.Error):
        name = str(getattr(error, "sqlite_errorname", ""))
        for start, code in (
            ("SQLITE_FULL", "full"),
            ("SQLITE_IOERR_WRITE", "full"),
            ("SQLITE_IOERR_FSYNC", "full"),
            ("SQLITE_IOERR_SHM", "full"),
            ("SQLITE_BUSY", "busy"),
            ("SQLITE_LOCKED", "busy"),
            ("SQLITE_READONLY", "locked_out"),
            ("SQLITE_CANTOPEN", "locked_out"),
            ("SQLITE_NOTADB", "foreign"),
            ("SQLITE_CORRUPT", "foreign"),
        ):
            if name.startswith(start):
                return code
        return "unreachable"
    state = str(getattr(error, "sqlstate", "") or "")
    return {"53100": "full", "55P03": "busy", "42501": "locked_out", "25006": "locked_out"}.get(
        state, "unreachable"
    )


def migrate(engine: Engine) -> None:
    """Bring the tables up to date; several processes may start at once.

    Raises RegistryError, `newer` for tables of a newer program.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with reading(engine) as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with writing(engine) as connection:
        present = MigrationContext.configure(connection).get_current_revision()
        if present is not None and present not in known:
            raise RegistryError("newer", present)
        if present != newest:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
