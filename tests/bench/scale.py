"""The same measures on large registries of invented records, in temporary folders; and one of them
loaded from its own CSV and exported.
"""

import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser

from geo.reference.reference import read_reference
from tests.bench.browsing import filter_changes
from tests.bench.importing import DATA, LOADED, invented, measures
from tests.serving import ROOT, serving

SIZES = (10_000, LOADED)


def scale(browser: Browser, bare: str) -> dict[str, float]:
    """Filter to map beside the bare round trip at `bare`, at each of SIZES; then the measures of
    loading and export.
    """
    reference = read_reference(DATA)
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            database = f"sqlite:///{folder}/{size}.sqlite"
            registry = invented(reference, size, database)
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
                found |= measures(registry, Path(folder))
            registry.engine.dispose()
    return found
