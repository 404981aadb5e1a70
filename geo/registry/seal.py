"""The checksum that ends a backup.

SQLite passes over what is no whole page at a file's end, so that the file is a database with it and
without.
"""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from geo.registry.errors import RegistryError

_BEGINNING = b"khoosheh-atlas backup sha256 "
LENGTH = len(_BEGINNING) + 65
_SMALLEST_PAGE = 512


def seal(path: Path) -> bytes:
    """What ends a backup: the checksum of all before it."""
    with path.open("rb") as file:
        return _BEGINNING + hashlib.file_digest(file, "sha256").hexdigest().encode() + b"\n"


def take_seal_off(path: Path) -> None:
    """Take the checksum off a copy of a backup and see that it is right.

    A file without one must be a sound database of whole pages.

    Raises RegistryError: `damaged`, `foreign`.
    """
    ending = _ending(path)
    if ending.startswith(_BEGINNING):
        os.truncate(path, path.stat().st_size - LENGTH)
        if seal(path) != ending:
            raise RegistryError("damaged", path.name)
        return
    if path.stat().st_size % _SMALLEST_PAGE:
        raise RegistryError("damaged", path.name)
    try:
        with closing(sqlite3.connect(path)) as database:
            if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise RegistryError("damaged", path.name)
    except sqlite3.DatabaseError as error:
        raise RegistryError("foreign", str(error)) from None


def forget_seal(path: Path) -> None:
    """Take the checksum off a backup that is opened as a registry: from then on it changes."""
    if path.is_file() and os.access(path, os.W_OK) and _ending(path).startswith(_BEGINNING):
        os.truncate(path, path.stat().st_size - LENGTH)


def _ending(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - LENGTH))
        return file.read()
