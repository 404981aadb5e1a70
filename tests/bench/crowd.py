"""A crowd of readers who filter the map: how long a change takes them, and what the server needs.

`python -m tests.bench.crowd --help`

Each reader is a socket that speaks Streamlit's protocol as a browser does (tests/visitor.py),
without a browser's own work. A change counts from
the message that asks for it to the end of the page's run. Readers change a filter every few
seconds, each at a beat of their own.
"""

import argparse
import asyncio
import json
import os
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.bench.provinces import PROVINCES
from tests.serving import ROOT, serving_process
from tests.visitor import Page, socket_address

TRADES, METRICS = (
    ("13", "10", "14", "15", "23", "32"),
    ("per_million", "count", "share_completed", "share_in_progress"),
)
REST = 120
"""Seconds after the readers have left until the memory is looked at."""


@dataclass
class Found:
    """Seconds of each change; seconds of a processor that the server spent meanwhile; what went
    wrong; MB of the server before, with all, and after.
    """

    taken: list[float] = field(default_factory=list)
    worked: float = 0
    errors: list[str] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)

    def share(self, part: float) -> float:
        """The time within which that share of the changes was there."""
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def megabytes(process: int) -> float:
    """Memory of a process that is its own (resident set)."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise ValueError(process)


def worked(process: int) -> float:
    """Seconds of a processor that a process has spent."""
    spent = (
        Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[11:13]
    )
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


def change(chance: random.Random) -> dict[str, object]:
    """A filter that a reader sets or takes off."""
    offered: dict[str, dict[str, object]] = {
        "province": {"toggle": {"province": chance.choice(PROVINCES)}},
        "trade": {"toggle": {"trade": chance.choice(TRADES)}},
        "stage": {
            "toggle": {"stage": f"group:{chance.choice(('waiting', 'in_progress', 'completed'))}"}
        },
        "metric": {"put": {"metric": chance.choice(METRICS)}},
        "clear": {"clear": True},
    }
    return offered[chance.choices(list(offered), [8, 3, 3, 2, 4])[0]]


async def run(
    socket: ClientConnection, page: Page, panel: str = "", action: object = None
) -> float:
    """Run the page and wait for its end; the seconds that it took."""
    began = time.perf_counter()
    await socket.send(page.rerun(panel, action))
    while True:
        frame = await asyncio.wait_for(socket.recv(), 60)
        assert isinstance(frame, bytes)
        if page.take(frame):
            if page.failed:
                raise RuntimeError("the page says that it failed")
            return time.perf_counter() - began


async def reader(address: str, number: int, every: float, until: float, found: Found) -> None:
    """One reader, until the end or the first error."""
    chance = random.Random(number)
    try:
        async with connect(
            socket_address(address),
            origin=Origin(address),
            subprotocols=[Subprotocol("streamlit")],
            proxy=None,
            max_size=None,
        ) as socket:
            page = Page(address, "/", "lang=fa" if number % 2 else "lang=en")
            await asyncio.sleep(chance.uniform(0, every))
            await run(socket, page)
            beat = time.monotonic() + chance.uniform(0, every)
            while (beat := beat + every * chance.uniform(0.8, 1.2)) < until:
                await asyncio.sleep(max(0, beat - time.monotonic()))
                found.taken.append(await run(socket, page, "filters", change(chance)))
    except Exception as error:
        found.errors.append(f"reader {number}: {error!r}")


async def crowd(
    address: str, process: int, readers: int, every: float, seconds: float, rest: float
) -> Found:
    """Let them read, then rest."""
    warm, found = Found(), Found()
    await reader(address, 0, 0.1, time.monotonic() + 12, warm)
    found.memory["before"] = megabytes(process)
    began = worked(process)
    until = time.monotonic() + seconds
    reading = asyncio.gather(*(reader(address, n, every, until, found) for n in range(readers)))
    while not reading.done() and time.monotonic() < until - 1:
        await asyncio.sleep(1)
    found.memory["with all"] = megabytes(process)
    await reading
    found.worked = worked(process) - began
    await asyncio.sleep(rest)
    found.memory["after"] = megabytes(process)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument(
        "--every", type=float, default=5, help="seconds between two changes of a reader"
    )
    parser.add_argument("--seconds", type=float, default=600, help="how long they read")
    parser.add_argument(
        "--rest", type=float, default=REST, help="seconds after which the memory is looked at"
    )
    parser.add_argument(
        "--app", type=Path, default=ROOT / "app.py", help="another checkout's app.py, to compare"
    )
    chosen = parser.parse_args()
    with serving_process(chosen.app) as (address, process):
        found = asyncio.run(
            crowd(address, process, chosen.readers, chosen.every, chosen.seconds, chosen.rest)
        )
    told = {
        "changes": len(found.taken),
        "a second": round(len(found.taken) / chosen.seconds, 1),
        "errors": len(found.errors),
        "seconds": {
            name: round(found.share(part), 3)
            for name, part in (("median", 0.5), ("95 %", 0.95), ("99 %", 0.99), ("worst", 1))
        },
        "ms of a processor for each": round(
            1000 * found.worked / max(1, len(found.taken) + chosen.readers)
        ),
        "MB": {name: round(size) for name, size in found.memory.items()},
    }
    print(json.dumps(told), *found.errors[:5], sep="\n")


if __name__ == "__main__":
    main()
