"""Large files in and out of the registry, each step measured in a fresh process.

python -m tests.bench.importing measures all: a first load of 100,000 records, the same file again,
a file in which every record is changed, and the
registry as CSV.
"""

import csv
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

from geo.intake.commit import commit
from geo.intake.load import examine
from geo.intake.opening import load_import_context, open_file
from geo.intake.terms import Terms
from geo.invented.registry import invented_snapshot
from geo.reference.reference import ReferenceData, read_reference
from geo.registry.records import READ_BY_RECORDS
from geo.registry.rights import Rights
from geo.registry.snapshot import snapshot_from
from geo.registry.store import Entry, Registry
from tests.serving import ROOT

DATA = ROOT / "data"
ON = date(2026, 11, 20)
LOADED = 100_000
"""Records of the file that is loaded."""


def invented(reference: ReferenceData, size: int, database: str) -> Registry:
    """A registry of `size` invented records at `database`."""
    registry = Registry.open(database)
    registry.commit(
        snapshot_from({}),
        invented_snapshot(reference, DATA, size, 1, ON),
        Entry("demo", Rights.to_all(""), f"{ON}T00:00:00Z"),
    )
    return registry


def load(file: str, database: str) -> dict[str, float]:
    """Read, check and compare `file` with the registry at `database`, then commit it.

    Seconds, cpu_seconds of this process alone, peak_mb.

    On a machine that does other work at the same time, seconds are the sum of both.
    """
    reference = read_reference(DATA)
    registry = Registry.open(database)
    began, busy = time.perf_counter(), time.process_time()
    reading, path = load_import_context(reference, DATA), Path(file)
    examined = examine(
        open_file(path.read_bytes(), path.name, reading, registry),
        registry.snapshot(),
        reading,
        Terms(ON),
    )
    compared, checked = time.perf_counter(), time.process_time()
    commit(registry, examined, Rights.to_all("bench"), f"{ON}T00:00:00Z")
    return {
        "seconds": compared - began,
        "cpu_seconds": checked - busy,
        "commit_seconds": time.perf_counter() - compared,
        "commit_cpu_seconds": time.process_time() - checked,
        "peak_mb": peak_mb(),
        "added": len(examined.comparison.added),
        "changed": len(examined.comparison.changed),
        "unchanged": examined.comparison.unchanged,
    }


def export(file: str, database: str) -> dict[str, float]:
    """Write all records of the registry at `database` to `file`, by its ending. seconds,
    cpu_seconds of this process alone, peak_mb.
    """
    from components.briefing.registry_file import write_registry_file
    from components.commands.command_line import spare_collecting
    from components.words.text import Text

    spare_collecting()  # as the command does
    began, busy = time.perf_counter(), time.process_time()
    path = Path(file)
    with Registry.open(database).parts(columns=READ_BY_RECORDS) as parts, path.open("wb") as out:
        write_registry_file(out, parts, path.suffix[1:], Text("en"), ON)
    return {
        "seconds": time.perf_counter() - began,
        "cpu_seconds": time.process_time() - busy,
        "peak_mb": peak_mb(),
    }


WORK = {"load": load, "export": export}


def peak_mb() -> float:
    """The most memory this process has held, in MB (2**20 bytes).

    Where Linux tells it, by the high-water mark of the program itself: what getrusage says is at
    least what the process that started it held.
    """
    with suppress(OSError):
        return (
            next(
                int(line.split()[1])
                for line in Path("/proc/self/status").read_text().splitlines()
                if line.startswith("VmHWM:")
            )
            / 2**10
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        2**20 if sys.platform == "darwin" else 2**10
    )


def apart(work: str, file: Path, database: str) -> dict[str, float]:
    """One of WORK in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.importing", work, str(file), database],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def as_real(content: bytes) -> bytes:
    """A CSV of invented records without what says that they are, for no other registry takes them
    so.
    """
    lines = content.decode("utf-8-sig").replace(" (ساختگی)", "").replace(" (invented)", "")
    return _csv([row[1:] for row in _rows(lines)])


def with_changes(content: bytes) -> bytes:
    """A CSV of the registry with another number of firms, and of a later date, in every record."""
    rows = _rows(content.decode("utf-8-sig"))
    firms, high, dated = (rows[0].index(name) for name in ("firms", "firms_high", "figures_date"))
    for row in rows[1:]:
        row[firms], row[high], row[dated] = str(int(row[firms] or 0) + 1), "", "1405-05-05"
    return _csv(rows)


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def measures(registry: Registry, folder: Path) -> dict[str, float]:
    """All measures on the records of `registry`, by name. folder: takes the files that are
    written.
    """
    file, changed, database = (
        folder / "all.csv",
        folder / "changed.csv",
        f"sqlite:///{folder}/loaded.sqlite",
    )
    exported = apart("export", file, registry.engine.url.render_as_string())
    file.write_bytes(as_real(file.read_bytes()))
    changed.write_bytes(with_changes(file.read_bytes()))
    first, again, every = (apart("load", one, database) for one in (file, file, changed))
    assert (first["added"], again["unchanged"], every["changed"]) == (LOADED, LOADED, LOADED)
    found = {"import": first, "import_again": again, "import_changed": every, "export": exported}
    return {
        f"{what}_{LOADED}_{name}": value
        for what, told in found.items()
        for name, value in told.items()
        if name.endswith(("seconds", "mb"))
    }


def main() -> None:
    """Make a registry of invented records in a temporary folder and print the measures on it."""
    with tempfile.TemporaryDirectory() as folder:
        registry = invented(read_reference(DATA), LOADED, f"sqlite:///{folder}/invented.sqlite")
        for name, value in measures(registry, Path(folder)).items():
            print(f"{name:44} {value:>10,.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(WORK[sys.argv[1]](*sys.argv[2:])))
    else:
        main()
