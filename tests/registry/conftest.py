"""What the registry's tests share: the ground, the readers, the shipped content, and registries on
SQLite and on a real PostgreSQL.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.atlas import SHIPPED_ON
from geo.intake.opening import Reading, read_reading
from geo.invented.registry import invented_snapshot
from geo.reference.reference import Ground, read_ground
from geo.registry.shipped import shipped_snapshot
from geo.registry.snapshot import Snapshot
from geo.registry.store import Registry
from tests.conftest import DATA
from tests.registry.postgres import Postgres, postgres_running


@pytest.fixture(scope="session")
def ground() -> Ground:
    return read_ground(DATA)


@pytest.fixture(scope="session")
def reading(ground: Ground) -> Reading:
    return read_reading(ground, DATA)


@pytest.fixture(scope="session")
def shipped(ground: Ground) -> Snapshot:
    return shipped_snapshot(ground, DATA, SHIPPED_ON)


@pytest.fixture(scope="session")
def large(ground: Ground) -> Snapshot:
    """Content that takes a while to write."""
    return invented_snapshot(ground, DATA, 1500, 1, SHIPPED_ON)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with postgres_running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'registry.sqlite'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def registry(address: str) -> Iterator[Registry]:
    """An empty registry, of either kind."""
    opened = Registry.open(address)
    yield opened
    opened.engine.dispose()
