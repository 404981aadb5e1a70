"""A PostgreSQL server of the tests' own: Debian's programs, a free port, a temporary folder."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

NEEDED = (
    "The registry's tests need PostgreSQL: install it (Debian: sudo apt-get install postgresql) or"
    " name its bin folder in ATLAS_TEST_POSTGRES."
)


def programs() -> Path:
    """The folder of initdb and postgres: named by ATLAS_TEST_POSTGRES, Debian's newest, or on the
    PATH.
    """
    named = os.environ.get("ATLAS_TEST_POSTGRES")
    if named:
        return Path(named)
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: float(path.parent.parent.name),
    )
    found = str(debian[-1]) if debian else shutil.which("initdb")
    if not found:
        raise RuntimeError(NEEDED)
    return Path(found).parent


class Postgres:
    """The server; `start` and `stop` as often as a test likes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bin = folder, programs()
        self.account = self._account()
        if self.account is not None:
            os.chown(folder, self.account, -1)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        made = self._run(
            "initdb",
            "--pgdata",
            folder / "data",
            "--auth",
            "trust",
            "--username",
            "atlas",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
            "--no-sync",
        )
        if made.wait(60):
            raise RuntimeError(self.said)
        self._server: subprocess.Popen[bytes] | None = None

    @staticmethod
    def _account() -> int | None:
        """PostgreSQL refuses to be run by root: then Debian's own account for it, or nobody's."""
        if os.geteuid():
            return None
        known = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
        return known["postgres"] if "postgres" in known else known["nobody"]

    def _run(self, program: str, *arguments: object) -> subprocess.Popen[bytes]:
        other: dict[str, object] = (
            {}
            if self.account is None
            else {
                "user": self.account,
                "group": pwd.getpwuid(self.account).pw_gid,
                "extra_groups": [],
            }
        )
        with (self.folder / "said").open("ab") as said:
            return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
                [self.bin / program, *map(str, arguments)],
                cwd=self.folder,
                stdout=said,
                stderr=said,
                **other,
            )

    @property
    def said(self) -> str:
        """What the programs printed."""
        return (self.folder / "said").read_text(encoding="utf-8", errors="replace")

    def address(self, database: str = "postgres") -> str:
        return f"postgresql://atlas@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start, and wait until it answers.

        Nothing is forced to the disk: the machine will not fail, only processes do.
        """
        settings = (
            "listen_addresses=127.0.0.1",
            f"port={self.port}",
            f"unix_socket_directories={self.folder}",
            "fsync=off",
            "max_connections=40",
        )
        self._server = self._run(
            "postgres",
            "-D",
            self.folder / "data",
            *(part for setting in settings for part in ("-c", setting)),
        )
        for _ in range(200):
            try:
                psycopg.connect(self.address(), connect_timeout=1).close()
                return
            except psycopg.OperationalError:
                if self._server.poll() is not None:
                    break
                time.sleep(0.05)
        raise RuntimeError(self.said)

    def stop(self) -> None:
        """Stop at once, as when a machine goes down: open connections are cut."""
        if self._server is not None:
            self._server.send_signal(3)
            self._server.wait(20)
            self._server = None

    def run(self, statement: str) -> None:
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def new_database(self, options: str = "") -> str:
        """The address of an empty database."""
        name = f"registry_{uuid.uuid4().hex[:12]}"
        self.run(f"CREATE DATABASE {name} {options}")
        return self.address(name)


@contextmanager
def postgres_running() -> Iterator[Postgres]:
    """A server for as long as it is needed; its folder goes with it."""
    with tempfile.TemporaryDirectory(
        prefix="atlas-postgres-", ignore_cleanup_errors=True
    ) as folder:
        server = Postgres(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()
