"""Nothing lost, nothing half done: whatever happens to a process, the disk or the server, the registry is one whole version, old or new.

The faults are real ones: killed processes, a full file system, a stopped server.
"""

import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from components import records
from geo.atlas import SHIPPED_ON
from geo.ground import Ground
from geo.registry.backup import backup, open_backup, restore
from geo.registry.errors import RegistryError, VersionMoved
from geo.registry.made_up import invented_snapshot
from geo.registry.snapshot import Snapshot
from geo.registry.store import Registry
from tests.conftest import DATA
from tests.registry.contents import AT, BY, TWO
from tests.registry.postgres import Postgres, postgres_running

FORK = multiprocessing.get_context("fork")
KILLS = 12


@pytest.fixture(scope="module")
def large(ground: Ground) -> Snapshot:
    """Content that takes a while to write."""
    return invented_snapshot(ground, DATA, 1500, 1, SHIPPED_ON)


def is_whole(address: str, contents: list[Snapshot]) -> int:
    """The registry's newest version, which holds just what that version is to hold; so do all before it."""
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


def test_a_process_killed_at_any_moment_of_a_load_leaves_one_whole_version(address: str, large: Snapshot) -> None:
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
    assert is_whole(address, [*contents, large if contents[-1] is TWO else TWO]) == len(contents) + 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small file system")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_disk_that_runs_full_in_a_load_leaves_the_old_version_and_room_brings_the_new(small_disk: Path, large: Snapshot) -> None:
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


def fill(folder: Path, left: int) -> None:
    """Leave only so many bytes."""
    space = os.statvfs(folder)
    (folder / "other").write_bytes(bytes(max(space.f_bavail * space.f_frsize - left, 0)))


def test_a_backup_to_a_full_disk_leaves_no_file_behind(small_disk: Path, tmp_path: Path, large: Snapshot) -> None:
    registry = Registry.open(f"sqlite:///{tmp_path / 'registry.sqlite'}")
    registry.commit(registry.snapshot(), large, BY)
    fill(small_disk, 400_000)
    with pytest.raises(RegistryError) as told:
        backup(registry, small_disk / "backup.sqlite")
    assert told.value.code == "full"
    assert [p.name for p in small_disk.iterdir()] == ["other"]
    registry.engine.dispose()


def test_a_limit_on_the_size_of_files_leaves_the_old_version(tmp_path: Path, large: Snapshot) -> None:
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
        except VersionMoved as moved:
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


def test_a_backup_while_loading_is_one_whole_version(address: str, large: Snapshot, tmp_path: Path) -> None:
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
        assert is_whole(f"sqlite:///{tmp_path / f'{n}.sqlite'}", [TWO, *[large, TWO] * number][:number]) == number
    registry.engine.dispose()


def test_a_backup_is_restored_whole_with_all_versions(address: str, large: Snapshot, tmp_path: Path) -> None:
    load(address, TWO)
    load(address, large)
    registry = Registry.open(address)
    backup(registry, tmp_path / "backup.sqlite")
    registry.commit(registry.snapshot(), TWO, BY)
    (tmp_path / "copy").mkdir()
    saved = open_backup(tmp_path / "backup.sqlite", tmp_path / "copy")
    assert restore(registry, saved, AT, "علی", "backup.sqlite") == 2
    assert [registry.snapshot(n).same_content(c) for n, c in ((1, TWO), (2, large))] == [True, True]
    assert (registry.versions(), registry.log()[0].action) == (saved.versions(), "backup restored")
    registry.commit(registry.snapshot(), TWO, BY)
    assert registry.head()[0] == 3
    for opened in (registry, saved):
        opened.engine.dispose()


def test_a_process_killed_while_restoring_leaves_what_was_there(address: str, large: Snapshot, tmp_path: Path) -> None:
    load(f"sqlite:///{tmp_path / 'other.sqlite'}", large)
    load(address, TWO)

    def bring_back() -> None:
        saved = open_backup(tmp_path / "other.sqlite", tmp_path)
        restore(Registry.open(address), saved, AT, "", "other.sqlite")

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
        assert told.value.code == "foreign"


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


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[Postgres]:
    """A server that these tests may stop."""
    with postgres_running() as server:
        yield server


def test_while_the_server_is_stopped_the_last_version_stays_known_and_then_it_is_found_again(own_postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    address = own_postgres.new_database()
    monkeypatch.setenv("ATLAS_DATABASE_URL", address)
    monkeypatch.setattr(records, "ASK_EVERY", 0.0)
    monkeypatch.setattr(records, "ASK_AGAIN_AFTER", 0.0)
    registry = Registry.open(address)
    token = registry.commit(registry.snapshot(), TWO, BY).token
    assert records.newest(registry) == records.Newest(1, token)
    own_postgres.stop()
    assert records.newest(registry) == records.Newest(1, token, "unreachable")
    with pytest.raises(RegistryError):
        registry.commit(registry.snapshot(), TWO, BY)
    own_postgres.start()
    assert records.newest(registry) == records.Newest(1, token)
    assert registry.commit(registry.snapshot(), TWO, BY).number == 2
    assert records.newest(registry).number == 2
    registry.engine.dispose()


def test_a_server_stopped_in_the_middle_of_a_load_keeps_the_old_version_or_the_new(own_postgres: Postgres, large: Snapshot) -> None:
    address = own_postgres.new_database()
    load(address, TWO)
    told: list[str] = []

    def one() -> None:
        try:
            load(address, large)
        except RegistryError as error:
            told.append(error.code)

    loader = threading.Thread(target=one)
    loader.start()
    time.sleep(0.12)
    own_postgres.stop()
    loader.join(30)
    own_postgres.start()
    number = is_whole(address, [TWO, large])
    assert (number, told) in ((1, ["unreachable"]), (2, []), (1, ["unsure"]), (2, ["unsure"]))


def test_a_server_that_goes_away_while_it_accepts_a_version_leaves_the_user_unsure_and_says_so(own_postgres: Postgres) -> None:
    address = own_postgres.new_database()
    load(address, TWO)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE FUNCTION go() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'")
        connection.execute("CREATE CONSTRAINT TRIGGER at_the_end AFTER INSERT ON versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION go()")
    with pytest.raises(RegistryError) as told:
        load(address, TWO)
    assert told.value.code == "unsure"
    assert is_whole(address, [TWO]) == 1


def test_a_full_disk_under_postgresql_leaves_the_old_version(own_postgres: Postgres, large: Snapshot, tmp_path: Path) -> None:
    folder = own_postgres.folder / "tablespace"
    folder.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder], capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small file system")
    try:
        os.chown(folder, own_postgres.account or 0, -1)
        own_postgres.run(f"CREATE TABLESPACE small LOCATION '{folder}'")
        address = own_postgres.new_database("TABLESPACE small")
        load(address, TWO)
        fill(folder, 300_000)
        with pytest.raises(RegistryError) as told:
            load(address, large)
        assert told.value.code == "full"
        assert is_whole(address, [TWO]) == 1
    finally:
        own_postgres.stop()
        subprocess.run(["umount", folder], check=True)
