"""A registry that was deleted, emptied or put in another's place while it is open is noticed before
anything is written; a damaged backup is refused.
"""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from geo.registry.backup import backup, open_backup
from geo.registry.engine import writing
from geo.registry.errors import RegistryError
from geo.registry.store import Registry
from tests.registry.contents import BY, TWO


def other(folder: Path) -> Path:
    """A registry of its own, as one file."""
    made = Registry.open(f"sqlite:///{folder}/other.sqlite")
    made.commit(made.snapshot(), TWO, BY)
    backup(made, folder / "saved.sqlite")
    made.engine.dispose()
    return folder / "saved.sqlite"


SPOILED: dict[str, tuple[str, Callable[[Path], object]]] = {
    "deleted": ("gone", Path.unlink),
    "moved": ("gone", lambda path: path.rename(path.with_name("moved"))),
    "emptied": ("replaced", lambda path: path.write_bytes(b"")),
    "written over with nonsense": ("replaced", lambda path: path.write_bytes(b"no registry" * 900)),
    "replaced": ("replaced", lambda path: other(path.parent).replace(path)),
    "written over with another": (
        "replaced",
        lambda path: shutil.copyfile(other(path.parent), path),
    ),
}


@pytest.mark.parametrize("how", SPOILED)
def test_it_is_told_and_nothing_is_written(tmp_path: Path, how: str) -> None:
    path = tmp_path / "registry.sqlite"
    registry = Registry.open(f"sqlite:///{path}")
    registry.commit(registry.snapshot(), TWO, BY)
    old = registry.snapshot()
    code, spoil = SPOILED[how]
    spoil(path)
    there = path.read_bytes() if path.exists() else None
    for attempt in (
        lambda: registry.commit(old, TWO, BY),
        registry.head,
        lambda: registry.note(BY.at, "", "signed in"),
    ):
        with pytest.raises(RegistryError) as told:
            attempt()
        assert told.value.code == code
    assert (path.read_bytes() if path.exists() else None) == there
    registry.engine.dispose()


def test_a_database_that_became_another_is_told(registry: Registry) -> None:
    registry.commit(registry.snapshot(), TWO, BY)
    old = registry.snapshot()
    with writing(registry.engine) as connection:
        connection.execute(text("UPDATE identity SET token = 'another'"))
    with pytest.raises(RegistryError) as told:
        registry.commit(old, TWO, BY)
    assert told.value.code == "replaced"


def test_a_flipped_bit_anywhere_in_a_backup_is_refused(tmp_path: Path) -> None:
    saved = other(tmp_path).read_bytes()
    places = [
        0,
        16,
        68,
        len(saved) - 1,
        len(saved) - 60,
        len(saved) - 90,
        *random.Random(5).sample(range(len(saved)), 40),
    ]
    for n, place in enumerate(places):
        spoiled = bytearray(saved)
        spoiled[place] ^= 1 << n % 8
        folder = tmp_path / str(n)
        folder.mkdir()
        (folder / "spoiled.sqlite").write_bytes(spoiled)
        with pytest.raises(RegistryError) as told:
            open_backup(folder / "spoiled.sqlite", folder)
        assert told.value.code in ("damaged", "foreign")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_backup_that_was_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    saved = other(tmp_path)
    saved.write_bytes(saved.read_bytes()[: int(saved.stat().st_size * share)])
    (tmp_path / "copy").mkdir()
    with pytest.raises(RegistryError):
        open_backup(saved, tmp_path / "copy")


def test_a_backup_may_be_served_and_is_a_registry_from_then_on(tmp_path: Path) -> None:
    saved = other(tmp_path)
    registry = Registry.open(f"sqlite:///{saved}")
    for _ in range(3):
        registry.commit(registry.snapshot(), TWO, BY)
    registry.engine.dispose()
    (tmp_path / "copy").mkdir()
    assert open_backup(saved, tmp_path / "copy").head()[0] == 4
