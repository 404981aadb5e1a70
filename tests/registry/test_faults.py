"""Nothing lost, nothing half done: whatever happens to a process, the disk or the server, the
registry is one whole version, old or new.

The faults are real ones: killed processes, a full file system, a stopped server.
"""

import multiprocessing
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.commands.command_line import main
from components.server.registry import registry
from components.server.site import data_folder, reference
from geo.registry.backup import backup, open_backup, restore
from geo.registry.errors import RegistryError, VersionMovedError
from geo.registry.rights import Rights
from geo.registry.snapshot import Snapshot
from geo.registry.store import Registry
from tests.registry.contents import AT, BY, TWO
from tests.registry.wholeness import fill, is_whole, load

FORK = multiprocessing.get_context("fork")
KILLS = 10


def test_a_process_killed_at_any_moment_of_a_load_leaves_one_whole_version(
    address: str, large: Snapshot
) -> None:
    load(address, TWO)
    started = time.perf_counter()
    trial = FORK.Process(target=load, args=(address, large))
    trial.start()
    trial.join(60)
    takes, contents, seen = time.perf_counter() - started, [TWO, large], set()
    moments = random.Random(7)
    for attempt in range(KILLS):
        new = TWO if len(contents) % 2 == 0 else large
        process = FORK.Process(target=load, args=(address, new))
        process.start()
        time.sleep(takes * (attempt + moments.random()) / KILLS)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join(20)
        number = is_whole(address, [*contents, new])
        seen.add(number - len(contents))
        contents = [*contents, new][:number]
    assert 0 in seen
    load(address, large if contents[-1] is TWO else TWO)
    assert (
        is_whole(address, [*contents, large if contents[-1] is TWO else TWO]) == len(contents) + 1
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    if (
        os.geteuid()
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder],
            capture_output=True,
            check=False,
        ).returncode
    ):
        pytest.skip("only root may mount a small file system")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_disk_that_runs_full_in_a_load_leaves_the_old_version_and_room_brings_the_new(
    small_disk: Path, large: Snapshot
) -> None:
    address = f"sqlite:///{small_disk / 'registry.sqlite'}"
    load(address, TWO)
    (small_disk / "other").write_bytes(bytes(1_200_000))
    with pytest.raises(RegistryError) as told:
        load(address, large)
    assert told.value.code == "full"
    assert is_whole(address, [TWO]) == 1
    (small_disk / "other").unlink()
    load(address, TWO)
    assert is_whole(address, [TWO, TWO]) == 2


def test_a_registry_that_is_open_can_be_read_when_the_disk_is_full(small_disk: Path) -> None:
    address = f"sqlite:///{small_disk / 'registry.sqlite'}"
    load(address, TWO)
    registry = Registry.open(address)
    fill(small_disk, 0)
    assert registry.snapshot().same_content(TWO)
    with pytest.raises(RegistryError) as told:
        registry.commit(registry.snapshot(), TWO, BY)
    assert told.value.code == "full"
    assert registry.snapshot().same_content(TWO)
    registry.engine.dispose()


@pytest.mark.parametrize("left", [0, 4_096, 20_000, 60_000])
def test_a_full_disk_on_which_no_registry_can_be_made_is_told(small_disk: Path, left: int) -> None:
    fill(small_disk, left)
    with pytest.raises(RegistryError) as told:
        load(f"sqlite:///{small_disk / 'registry.sqlite'}", TWO)
    assert told.value.code == "full"


def test_a_backup_to_a_full_disk_leaves_no_file_behind(
    small_disk: Path, tmp_path: Path, large: Snapshot
) -> None:
    registry = Registry.open(f"sqlite:///{tmp_path / 'registry.sqlite'}")
    registry.commit(registry.snapshot(), large, BY)
    fill(small_disk, 400_000)
    with pytest.raises(RegistryError) as told:
        backup(registry, small_disk / "backup.sqlite")
    assert told.value.code == "full"
    assert [p.name for p in small_disk.iterdir()] == ["other"]
    registry.engine.dispose()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "gpkg", "geojson"])
def test_an_export_to_a_full_disk_is_told_and_leaves_the_file_that_was_there(
    small_disk: Path,
    tmp_path: Path,
    ending: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ATLAS_DATABASE_URL", f"sqlite:///{tmp_path / 'registry.sqlite'}")
    there = small_disk / f"all.{ending}"
    there.write_bytes(b"before")
    fill(small_disk, 4_000)
    assert main(["export", str(there)]) == 1
    assert (there.read_bytes(), sorted(p.name for p in small_disk.iterdir())) == (
        b"before",
        [there.name, "other"],
    )
    assert "no room left on the disk" in capsys.readouterr().err


def test_a_registry_in_a_read_only_folder_is_exported_and_writing_there_gives_a_plain_message(
    small_disk: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address = f"sqlite:///{small_disk / 'registry.sqlite'}"
    load(address, TWO)
    monkeypatch.setenv("ATLAS_DATABASE_URL", address)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert main(["export", str(tmp_path / "all.csv")]) == 0, capsys.readouterr().err
    assert (tmp_path / "all.csv").stat().st_size > 0
    assert main(["export", str(small_disk / "all.csv")]) == 1
    assert "protected" in capsys.readouterr().err
    (tmp_path / "one.csv").write_text("نام خوشه,استان\nخوشه نو,قم\n", encoding="utf-8")
    assert main(["import", str(tmp_path / "one.csv")]) == 4
    registry(reference(), data_folder()).engine.dispose()


def test_a_limit_on_the_size_of_files_leaves_the_old_version(
    tmp_path: Path, large: Snapshot
) -> None:
    """What a quota does, for those who may not mount a file system."""
    import resource

    address, results = f"sqlite:///{tmp_path / 'registry.sqlite'}", FORK.Queue()
    load(address, TWO)

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            load(address, large)
        except RegistryError as error:
            results.put(error.code)

    process = FORK.Process(target=limited)
    process.start()
    assert results.get(timeout=30) == "full"
    process.join(20)
    assert is_whole(address, [TWO]) == 1


def test_of_two_loads_at_once_one_wins_and_the_other_is_told(address: str, large: Snapshot) -> None:
    load(address, TWO)
    gate, results = FORK.Barrier(2), FORK.Queue()

    def race(new: Snapshot) -> None:
        registry = Registry.open(address)
        old = registry.snapshot()
        gate.wait(20)
        try:
            results.put(("won", registry.commit(old, new, BY).number))
        except VersionMovedError as moved:
            results.put(("moved", moved.head))

    racers = [FORK.Process(target=race, args=(new,)) for new in (large, TWO)]
    for racer in racers:
        racer.start()
    told = sorted(results.get(timeout=60) for _ in racers)
    for racer in racers:
        racer.join(20)
    assert told == [("moved", 2), ("won", 2)]
    registry = Registry.open(address)
    assert registry.snapshot().same_content(large) or registry.snapshot().same_content(TWO)
    assert registry.head()[0] == 2
    registry.engine.dispose()


def test_a_backup_while_loading_is_one_whole_version(
    address: str, large: Snapshot, tmp_path: Path
) -> None:
    load(address, TWO)
    registry = Registry.open(address)
    stop = threading.Event()

    def keep_loading() -> None:
        other = Registry.open(address)
        while not stop.is_set():
            for new in (large, TWO):
                other.commit(other.snapshot(), new, BY)
        other.engine.dispose()

    loader = threading.Thread(target=keep_loading)
    loader.start()
    try:
        numbers = [backup(registry, tmp_path / f"{n}.sqlite") for n in range(4)]
    finally:
        stop.set()
        loader.join(60)
    assert numbers == sorted(numbers)
    for n, number in enumerate(numbers):
        assert (
            is_whole(
                f"sqlite:///{tmp_path / f'{n}.sqlite'}", [TWO, *[large, TWO] * number][:number]
            )
            == number
        )
    registry.engine.dispose()


def test_a_backup_is_restored_whole_with_all_versions(
    address: str, large: Snapshot, tmp_path: Path
) -> None:
    load(address, TWO)
    load(address, large)
    registry = Registry.open(address)
    backup(registry, tmp_path / "backup.sqlite")
    registry.commit(registry.snapshot(), TWO, BY)
    (tmp_path / "copy").mkdir()
    saved = open_backup(tmp_path / "backup.sqlite", tmp_path / "copy")
    assert restore(registry, saved, AT, Rights.to_all("علی"), "backup.sqlite") == 2
    assert [registry.snapshot(n).same_content(c) for n, c in ((1, TWO), (2, large))] == [True, True]
    assert (registry.versions(), registry.log()[0].action) == (saved.versions(), "backup restored")
    registry.commit(registry.snapshot(), TWO, BY)
    assert registry.head()[0] == 3
    for opened in (registry, saved):
        opened.engine.dispose()


def test_a_process_killed_while_restoring_leaves_what_was_there(
    address: str, large: Snapshot, tmp_path: Path
) -> None:
    load(f"sqlite:///{tmp_path / 'other.sqlite'}", large)
    load(address, TWO)

    def bring_back() -> None:
        saved = open_backup(tmp_path / "other.sqlite", tmp_path)
        restore(Registry.open(address), saved, AT, Rights.to_all(""), "other.sqlite")

    for attempt in range(5):
        process = FORK.Process(target=bring_back)
        process.start()
        time.sleep(0.03 + 0.04 * attempt)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join(20)
        registry = Registry.open(address)
        assert registry.snapshot().same_content(TWO) or registry.snapshot().same_content(large)
        registry.engine.dispose()


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    Registry.open(f"sqlite:///{tmp_path / 'empty.sqlite'}").engine.dispose()
    (tmp_path / "text").write_text("no registry")
    (tmp_path / "cut").write_bytes((tmp_path / "empty.sqlite").read_bytes()[:5000])
    for name in ("empty.sqlite", "text", "cut"):
        folder = tmp_path / f"of {name}"
        folder.mkdir()
        with pytest.raises(RegistryError) as told:
            open_backup(tmp_path / name, folder)
        assert told.value.code == ("damaged" if name == "cut" else "foreign")


def test_a_registrys_own_files_are_as_good_as_a_backup(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    registry = Registry.open(f"sqlite:///{tmp_path / 'registry.sqlite'}")
    registry.commit(registry.snapshot(), TWO, BY)
    saved = open_backup(tmp_path / "registry.sqlite", tmp_path / "copy")
    assert saved.snapshot().same_content(TWO)
    for opened in (registry, saved):
        opened.engine.dispose()


def test_a_backup_onto_the_registry_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    load(f"sqlite:///{path}", TWO)
    registry = Registry.open(f"sqlite:///{path}")
    with pytest.raises(RegistryError) as told:
        backup(registry, tmp_path / "." / "registry.sqlite")
    assert told.value.code == "own_file"
    assert is_whole(f"sqlite:///{path}", [TWO]) == 1
    registry.engine.dispose()
