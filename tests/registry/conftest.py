"""What the registry's tests share: the ground, the readers, the shipped content, and registries on
SQLite and on a real PostgreSQL.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.atlas import SHIPPED_ON
from geo.intake.opening import ImportContext, load_import_context
from geo.invented.registry import invented_snapshot
from geo.reference.reference import ReferenceData, read_reference
from geo.registry.shipped import shipped_snapshot
from geo.registry.snapshot import Snapshot
from geo.registry.store import Registry
from tests.conftest import DATA
from tests.registry.postgres import Postgres, postgres_running


@pytest.fixture(scope="session")
def reference() -> ReferenceData:
    return read_reference(DATA)


@pytest.fixture(scope="session")
def reading(reference: ReferenceData) -> ImportContext:
    return load_import_context(reference, DATA)


@pytest.fixture(scope="session")
def shipped(reference: ReferenceData) -> Snapshot:
    return shipped_snapshot(reference, DATA, SHIPPED_ON)


@pytest.fixture(scope="session")
def large(reference: ReferenceData) -> Snapshot:
    """Content that takes a while to write."""
    return invented_snapshot(reference, DATA, 1500, 1, SHIPPED_ON)


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
