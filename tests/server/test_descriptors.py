"""A process with few file descriptors serves as many readers as it can, says so to the others, and
stays well.
"""

import subprocess
import sys
from contextlib import ExitStack
from urllib.request import urlopen

import pytest
from websockets.exceptions import InvalidStatus

from components.serving.descriptors import EACH, OURS
from components.words.text import Text
from tests.server.asking import ask
from tests.serving import free_port, running
from tests.visitor import visitor

FEW = OURS + 12 * EACH


def served_with(limits: str) -> tuple[list[str], str]:
    """How to serve under limits of the shell, and where."""
    port = free_port()
    return [
        "bash",
        "-c",
        f"{limits}; exec {sys.executable} -m streamlit run app.py --server.port {port}",
    ], f"http://127.0.0.1:{port}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_one_reader_too_many_is_told_so_and_a_place_that_is_left_is_given_on() -> None:
    command, address = served_with(f"ulimit -n {FEW}")
    with running(command, address), ExitStack() as there:
        readers = [there.enter_context(ExitStack()) for _ in range(12)]
        for reader in readers:
            reader.enter_context(visitor(address, query="lang=en"))
        with pytest.raises(InvalidStatus) as refused, visitor(address):
            pass
        assert refused.value.response.status_code == 503
        assert refused.value.response.headers["Retry-After"]
        status, said = ask(address, path="/stages?lang=en")
        assert status == 503
        assert Text("en")("serving.full").encode() in said
        with urlopen(f"{address}/_stcore/health") as answer:
            assert answer.status == 200
        readers[0].close()
        there.enter_context(visitor(address))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_the_limit_is_raised_as_far_as_the_system_lets_it() -> None:
    code = (
        "import resource; from components.serving.descriptors import readers_at_once as r; n = r();"
        " print(n, *resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    done = subprocess.run(
        ["bash", "-c", f'ulimit -Sn 256; ulimit -Hn 4096; {sys.executable} -c "{code}"'],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str((4096 - OURS) // EACH), "4096", "4096"]
