"""Whether a registry is one whole version after whatever happened to it; and a disk that is
full.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from geo.registry.snapshot import Snapshot
from geo.registry.store import Registry
from tests.registry.contents import BY


def is_whole(address: str, contents: list[Snapshot]) -> int:
    """The registry's newest version, which holds just what that version is to hold; so do all
    before it.
    """
    registry = Registry.open(address)
    number = registry.head()[0]
    assert [v.number for v in registry.versions()] == list(range(number, 0, -1))
    for n, content in enumerate(contents[:number], 1):
        assert registry.snapshot(n).same_content(content)
    assert len(registry.log()) == number
    registry.engine.dispose()
    if address.startswith("sqlite"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return number


def load(address: str, new: Snapshot) -> None:
    registry = Registry.open(address)
    try:
        registry.commit(registry.snapshot(), new, BY)
    finally:
        registry.engine.dispose()


def fill(folder: Path, left: int) -> None:
    """Leave only so many bytes."""
    space = os.statvfs(folder)
    (folder / "other").write_bytes(bytes(max(space.f_bavail * space.f_frsize - left, 0)))
