"""Loading one large file, measured in a process of its own: python -m tests.bench.importing FILE DATABASE prints the measures as JSON."""

import json
import resource
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

from geo.ground import read_ground
from geo.registry.load import Terms, commit, examine, open_file, read_reading
from geo.registry.rights import Rights
from geo.registry.store import Registry
from tests.serving import ROOT

DATA = ROOT / "data"
ON = date(2026, 11, 20)


def load(file: Path, database: str) -> dict[str, float]:
    """Read, check and compare `file` with the registry at `database`, then commit it. Seconds, cpu_seconds of this process alone, peak_mb.

    On a machine that does other work at the same time, seconds are the sum of both.
    """
    ground = read_ground(DATA)
    registry = Registry.open(database)
    began, busy = time.perf_counter(), time.process_time()
    reading = read_reading(ground, DATA)
    examined = examine(open_file(file.read_bytes(), file.name, reading, registry), registry.snapshot(), reading, Terms(ON))
    compared, checked = time.perf_counter(), time.process_time()
    commit(registry, examined, Rights.to_all("bench"), f"{ON}T00:00:00Z")
    return {
        "seconds": compared - began,
        "cpu_seconds": checked - busy,
        "commit_seconds": time.perf_counter() - compared,
        "peak_mb": peak_mb(),
        "added": len(examined.comparison.added),
        "unchanged": examined.comparison.unchanged,
    }


def peak_mb() -> float:
    """The most memory this process has held, in MB (2**20 bytes).

    Where Linux tells it, by the high-water mark of the program itself: what getrusage says is at least what the process that started it held.
    """
    with suppress(OSError):
        return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:")) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def load_apart(file: Path, database: str) -> dict[str, float]:
    """`load` in a fresh process."""
    done = subprocess.run([sys.executable, "-m", "tests.bench.importing", str(file), database], cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    print(json.dumps(load(Path(sys.argv[1]), sys.argv[2])))
