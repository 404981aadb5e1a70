"""What many tests share: the Atlas as shipped, a copy of its data to spoil, the acceptance
files.
"""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from components.server.registry import ask_anew, registry
from components.server.site import data_folder, forget, reference
from geo.atlas import Atlas, read_atlas
from geo.intake.edit import with_event
from geo.registry.rights import Rights
from geo.registry.store import Entry
from tests.serving import ROOT, serving

DATA = ROOT / "data"

# the same examples at every run where nobody is there to look into a new one; by hand, new ones
# each time
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("by hand", deadline=None, max_examples=50)
settings.load_profile("ci" if os.environ.get("CI") else "by hand")


@pytest.fixture(scope="session", autouse=True)
def registry_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Pages run in the tests' own process keep their records in a folder of the tests, never in the
    installation's.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(
            "ATLAS_DATABASE_URL",
            f"sqlite:///{tmp_path_factory.mktemp('registry') / 'registry.sqlite'}",
        )
        yield


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return read_atlas(DATA)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of data/ that a test may spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """Address of the atlas, served as shipped."""
    with serving(ROOT / "app.py") as address:
        yield address


@pytest.fixture(scope="session")
def acceptance() -> Path:
    """The acceptance files beside the checkout."""
    folder = ROOT.parent / "shared" / "acceptance"
    if not folder.is_dir():
        pytest.skip("the acceptance files are not beside this checkout")
    return folder


@pytest.fixture
def two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A registry whose second version has one cluster further on than its first."""
    monkeypatch.setenv("ATLAS_DATABASE_URL", f"sqlite:///{tmp_path / 'registry.sqlite'}")
    forget()
    store = registry(reference(), data_folder())
    old = store.snapshot()
    store.commit(
        old,
        with_event(old, "c003", "completed", "1397", ("", ""), ("s", ""), date(2026, 11, 24)),
        Entry("edit", Rights.to_all("Mina"), "2026-11-24T22:00:00Z"),
    )
    ask_anew()
    yield
    forget()
