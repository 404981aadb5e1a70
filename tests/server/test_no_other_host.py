"""The server asks no other host: not at start, not while it is read, not when somebody connects
from elsewhere.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from websockets.exceptions import InvalidStatus

from tests.serving import ROOT, free_port, running
from tests.visitor import visitor

AUDIT = """
import os, sys

TO = {"socket.connect", "socket.sendto"}
NAMED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}

def note(event, arguments):
    if event in TO | NAMED:
        asked = arguments[1:] if event in TO else arguments[:1]
        with open(os.environ["ATLAS_TEST_ASKED"], "a") as file:
            file.write(f"{event} {asked!r}\\n")

sys.addaudithook(note)
"""
"""Read by Python at its start: writes down whom the process asks."""
COMMAND = """
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

loader = SourceFileLoader("atlas", "atlas")
atlas = module_from_spec(spec_from_loader("atlas", loader))
loader.exec_module(atlas)
atlas.prepare = print
sys.exit(atlas.main())
"""
"""./atlas as it is, but without making sure that everything is installed."""
WAYS = {
    "streamlit run": (
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        "{port}",
    ),
    "atlas run, for others": (
        sys.executable,
        "-c",
        COMMAND,
        "run",
        "--address",
        "0.0.0.0",
        "--port",
        "{port}",
    ),
}


@pytest.fixture(params=WAYS)
def audited(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a server, and the file in which stands whom it asked."""
    (tmp_path / "sitecustomize.py").write_text(AUDIT, encoding="utf-8")
    asked, port = tmp_path / "asked", str(free_port())
    command = [part.format(port=port) for part in WAYS[request.param]]
    with running(
        command,
        f"http://127.0.0.1:{port}",
        PYTHONPATH=f"{tmp_path}:{ROOT}",
        ATLAS_TEST_ASKED=str(asked),
    ) as address:
        yield address, asked


def test_no_other_host_is_asked_at_start_while_read_or_by_a_socket_from_elsewhere(
    audited: tuple[str, Path],
) -> None:
    address, asked = audited
    with urlopen(address) as answer:
        assert answer.status == 200
    with (
        visitor(address, query="lang=en") as reader,
        visitor(address, "/province", "province=IR-10"),
    ):
        reader.run("filters", {"toggle": {"province": "IR-10"}})
    for origin in ("http://evil.example", "https://192.0.2.7:8443", "null"):
        with pytest.raises(InvalidStatus), visitor(address, Origin=origin):
            pass
    said = asked.read_text() if asked.exists() else ""
    assert [
        line
        for line in said.splitlines()
        if not re.search(r"'(127\.0\.0\.1|localhost|::1|0\.0\.0\.0)'", line)
    ] == []
