"""The registry's fixtures, for the tests of this room too, and an office with its files."""

from pathlib import Path

import pytest

from tests.commands.office import Office
from tests.registry.conftest import address, large, postgres, reading, reference, registry, shipped

__all__ = ["address", "large", "postgres", "reading", "reference", "registry", "shipped"]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)
