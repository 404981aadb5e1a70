"""The registry of this server process, and its newest version.

That is asked for with one cheap query, at most once a second.
"""

import logging
import os
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from geo.atlas import SHIPPED_ON
from geo.reference.reference import ReferenceData
from geo.registry.errors import RegistryError, VersionMovedError
from geo.registry.rights import Rights
from geo.registry.shipped import shipped_snapshot
from geo.registry.store import Entry, Registry

DEFAULT_FILE = Path(__file__).parents[2] / "registry" / "registry.sqlite"
ASK_EVERY, ASK_AGAIN_AFTER = 1.0, 5.0
"""Seconds between two questions for the newest version, and after one that found no database."""


@dataclass(frozen=True)
class Newest:
    """The newest version known here.

    trouble: why the database could not be asked for it the last time, a code of RegistryError; else
    empty.
    """

    number: int
    token: str
    trouble: str = ""


_opening, _asking = threading.Lock(), threading.Lock()
_registries: dict[str, Registry] = {}
_known: dict[str, tuple[float, Newest]] = {}


def now() -> str:
    """The time, UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def registry_address() -> str:
    """The database's address: ATLAS_DATABASE_URL, else an SQLite file beside the program."""
    return os.environ.get("ATLAS_DATABASE_URL") or f"sqlite:///{DEFAULT_FILE}"


def registry(reference: ReferenceData, data: Path) -> Registry:
    """The registry, opened once; an empty one is given the shipped records.

    Raises RegistryError, DataError.
    """
    address = registry_address()
    with _opening:
        if address not in _registries:
            opened = open_registry(address)
            put_shipped(opened, reference, data)
            _registries[address] = opened
        return _registries[address]


def open_registry(address: str) -> Registry:
    """The registry at `address`, as it is; an empty one stays empty."""
    return Registry.open(address)


def put_shipped(opened: Registry, reference: ReferenceData, data: Path) -> None:
    """Give a registry that is empty the shipped records as its first version."""
    if opened.head()[0]:
        return
    try:
        opened.commit(
            opened.snapshot(),
            shipped_snapshot(reference, data, SHIPPED_ON),
            Entry("shipped", Rights.to_all(""), now()),
        )
    except VersionMovedError:  # another process was first
        logging.getLogger("khoosheh").info("the registry was filled by another process")


def newest(store: Registry) -> Newest:
    """The newest version; the last known one, with its trouble, while the database cannot be had.

    Raises RegistryError when none is known yet.
    """
    address = registry_address()
    with _asking:
        due, known = _known.get(address, (0.0, None))
        if known is not None and time.monotonic() < due:
            return known
        try:
            found, wait = Newest(*store.head()), ASK_EVERY
        except RegistryError as error:
            if known is None:
                raise
            found, wait = Newest(known.number, known.token, error.code), ASK_AGAIN_AFTER
        _known[address] = (time.monotonic() + wait, found)
        return found


def ask_anew() -> None:
    """Ask for the newest version at the next occasion, as after a change made here."""
    with _asking:
        _, known = _known.get(registry_address(), (0.0, None))
        if known is not None:
            _known[registry_address()] = (0.0, known)
