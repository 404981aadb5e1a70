"""A site of its own for a test that changes what all pages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from components.server.site import forget


@pytest.fixture
def fresh_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The site is read once for a process; a test that changes the settings reads it anew, before
    and after, with a registry of its own.
    """
    monkeypatch.setenv("ATLAS_DATABASE_URL", f"sqlite:///{tmp_path / 'registry.sqlite'}")
    forget()
    yield
    forget()
