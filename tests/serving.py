"""A Streamlit app on a free port, for as long as a test needs it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _streamlit(app: Path, port: int) -> list[str]:
    """The command that serves `app` to this machine alone."""
    where = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    return [sys.executable, "-m", "streamlit", "run", str(app), *where]


@contextmanager
def serving(
    app: Path, *, options: Sequence[str] = (), below: str = "", **settings: str
) -> Iterator[str]:
    """Serve `app` with environment `settings`, by default with a registry of its own; gives its
    address.

    options: more of `streamlit run`. below: the path it is served below, as `/atlas`. Should it not
    start, what it printed is in the error.
    """
    port = free_port()
    base_path = ["--server.baseUrlPath", below] if below else []
    command = [*_streamlit(app, port), *options, *base_path]
    with running(command, f"http://127.0.0.1:{port}{below}", **settings) as address:
        yield address


@contextmanager
def serving_process(app: Path) -> Iterator[tuple[str, int]]:
    """Serve `app` from its own folder; its address, and its process."""
    port = free_port()
    command = _streamlit(app, port)
    with started(
        command, f"http://127.0.0.1:{port}", app.parent, PYTHONPATH=str(app.parent)
    ) as server:
        yield f"http://127.0.0.1:{port}", server.pid


@contextmanager
def running(command: Sequence[str], address: str, **settings: str) -> Iterator[str]:
    """Run `command` from the checkout until the server that it starts answers at `address`."""
    with started(command, address, ROOT, **settings):
        yield address


@contextmanager
def started(
    command: Sequence[str], address: str, folder_of_it: Path, **settings: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """The process of `command`, run from a folder, once the server that it starts answers at
    `address`.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryDirectory() as folder:
        own = {"PYTHONPATH": str(ROOT), "ATLAS_DATABASE_URL": f"sqlite:///{folder}/registry.sqlite"}
        server = subprocess.Popen(
            command,
            cwd=folder_of_it,
            env=os.environ | own | settings,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            for _ in range(240):
                if server.poll() is not None or _answers(address):
                    break
                time.sleep(0.25)
            if not _answers(address):
                said.seek(0)
                raise RuntimeError(said.read().decode(errors="replace"))
            yield server
        finally:
            server.terminate()
            server.wait(20)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
