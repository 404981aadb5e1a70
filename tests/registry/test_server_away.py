"""PostgreSQL stopped, cut off or out of room: the registry is one whole version, old or new, and
the user is told which.
"""

import os
import subprocess
import threading
import time
from collections.abc import Iterator

import psycopg
import pytest

from components.server import registry as records
from geo.registry.errors import RegistryError
from geo.registry.snapshot import Snapshot
from geo.registry.store import Registry
from tests.registry.contents import BY, TWO
from tests.registry.postgres import Postgres, postgres_running
from tests.registry.wholeness import fill, is_whole, load


@pytest.fixture(scope="module")
def own_postgres() -> Iterator[Postgres]:
    """A server that these tests may stop."""
    with postgres_running() as server:
        yield server


def test_while_the_server_is_stopped_the_last_version_stays_known_and_then_it_is_found_again(
    own_postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
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


def test_a_server_stopped_in_the_middle_of_a_load_keeps_the_old_version_or_the_new(
    own_postgres: Postgres, large: Snapshot
) -> None:
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


def test_a_server_that_goes_away_while_it_accepts_a_version_leaves_the_user_unsure_and_says_so(
    own_postgres: Postgres,
) -> None:
    address = own_postgres.new_database()
    load(address, TWO)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION go() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM"
            " pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'"
        )
        connection.execute(
            "CREATE CONSTRAINT TRIGGER at_the_end AFTER INSERT ON versions DEFERRABLE INITIALLY"
            " DEFERRED FOR EACH ROW EXECUTE FUNCTION go()"
        )
    with pytest.raises(RegistryError) as told:
        load(address, TWO)
    assert told.value.code == "unsure"
    assert is_whole(address, [TWO]) == 1


def test_a_full_disk_under_postgresql_leaves_the_old_version(
    own_postgres: Postgres, large: Snapshot
) -> None:
    folder = own_postgres.folder / "tablespace"
    folder.mkdir()
    if (
        os.geteuid()
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", folder],
            capture_output=True,
            check=False,
        ).returncode
    ):
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
