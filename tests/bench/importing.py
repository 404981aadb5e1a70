"""Loading one large file, measured in a process of its own: python -m tests.bench.importing FILE DATABASE prints the measures as JSON."""

import json
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from geo.ground import read_ground
from geo.registry.load import Terms, commit, examine, open_file, read_reading
from geo.registry.store import Registry
from tests.serving import ROOT

DATA = ROOT / "data"
ON = date(2026, 11, 20)


def load(file: Path, database: str) -> dict[str, float]:
    """Read, check and compare `file` with the registry at `database`, then commit it. Seconds; the process's highest memory in MB (2**20 bytes)."""
    ground = read_ground(DATA)
    registry = Registry.open(database)
    began = time.perf_counter()
    reading = read_reading(ground, DATA)
    examined = examine(open_file(file.read_bytes(), file.name, reading, registry), registry.snapshot(), reading, Terms(ON))
    compared = time.perf_counter()
    commit(registry, examined, "bench", f"{ON}T00:00:00Z")
    committed = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return {
        "seconds": compared - began,
        "commit_seconds": committed - compared,
        "peak_mb": peak,
        "added": len(examined.comparison.added),
        "unchanged": examined.comparison.unchanged,
    }


def load_apart(file: Path, database: str) -> dict[str, float]:
    """`load` in a fresh process."""
    done = subprocess.run([sys.executable, "-m", "tests.bench.importing", str(file), database], cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    print(json.dumps(load(Path(sys.argv[1]), sys.argv[2])))
