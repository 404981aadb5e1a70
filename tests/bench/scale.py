"""The same measures on large registries of invented records, in temporary folders; and loading one of them from its own CSV."""

import statistics
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser

from components.exporting import registry_file
from components.text import Text
from geo.ground import Ground, read_ground
from geo.registry.made_up import invented_snapshot
from geo.registry.rights import Rights
from geo.registry.snapshot import snapshot_from
from geo.registry.store import Entry, Registry
from tests.bench.browsing import filter_changes
from tests.bench.importing import DATA, ON, load_apart
from tests.serving import ROOT, serving

SIZES = (10_000, 100_000)
LOADED = 100_000
"""Records of the file that is loaded."""


def invented(ground: Ground, size: int, database: str) -> Registry:
    """A registry of `size` invented records at `database`."""
    registry = Registry.open(database)
    registry.commit(snapshot_from({}), invented_snapshot(ground, DATA, size, 1, ON), Entry("demo", Rights.to_all(""), f"{ON}T00:00:00Z"))
    return registry


def scale(browser: Browser, bare: str) -> dict[str, float]:
    """Filter to map beside the bare round trip at `bare`, at each of SIZES; then seconds and memory of loading."""
    ground = read_ground(DATA)
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            database = f"sqlite:///{folder}/{size}.sqlite"
            registry = invented(ground, size, database)
            with ExitStack() as stack:
                atlas = stack.enter_context(serving(ROOT / "app.py", ATLAS_DATABASE_URL=database))
                changes = filter_changes(browser, {"atlas": atlas, "bare": bare})
            found |= {
                f"filter_over_bare_{size}": changes.middle("atlas") / changes.middle("bare"),
                f"filter_atlas_{size}_ms": changes.middle("atlas"),
                f"filter_bare_{size}_ms": changes.middle("bare"),
                f"wire_bytes_per_filter_{size}": statistics.median(changes.wires),
            }
            if size == LOADED:
                file = Path(folder) / f"{size}.csv"
                file.write_bytes(registry_file(registry.snapshot(), "csv", Text("en"), date.today()))
                found |= loading(file, f"sqlite:///{folder}/loaded.sqlite")
            registry.engine.dispose()
    return found


def loading(file: Path, database: str) -> dict[str, float]:
    """The file into an empty registry, every row new; then once more, every row known."""
    first, again = load_apart(file, database), load_apart(file, database)
    assert (first["added"], again["unchanged"]) == (LOADED, LOADED)
    return {
        f"import_{LOADED}_seconds": first["seconds"],
        f"import_{LOADED}_cpu_seconds": first["cpu_seconds"],
        f"import_{LOADED}_peak_mb": first["peak_mb"],
        f"commit_{LOADED}_seconds": first["commit_seconds"],
        f"import_again_{LOADED}_seconds": again["seconds"],
        f"import_again_{LOADED}_cpu_seconds": again["cpu_seconds"],
        f"import_again_{LOADED}_peak_mb": again["peak_mb"],
    }
