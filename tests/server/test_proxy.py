"""deploy/nginx.conf, in a real nginx: what it keeps from the atlas, and what it lets through."""

import re
import socket
import threading
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.nginx import nginx, site
from tests.serving import ROOT, free_port

HALVES = {
    "of its head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-",
    "of its body": (
        b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: localhost\r\nContent-Length:"
        b" 90000\r\n\r\nhalf"
    ),
}


class Behind:
    """What stands in the atlas's place: it counts who reaches it and how many bytes come, and
    answers each with nothing.
    """

    def __init__(self, listening: socket.socket) -> None:
        self.listening, self.reached, self.bytes = listening, 0, 0

    def serve(self) -> None:
        while True:
            try:
                asked = self.listening.accept()[0]
            except OSError:
                return
            self.reached += 1
            with asked:
                asked.settimeout(10)
                head, _, body = asked.recv(1 << 16).partition(b"\r\n\r\n")
                told = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
                received = len(body)
                while told and received < int(told[1]) and (more := len(asked.recv(1 << 20))):
                    received += more
                self.bytes += received
                asked.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")


@contextmanager
def proxied() -> Iterator[tuple[int, Behind]]:
    """The proxy's port, and what is behind it.

    Its patience is a second, so that a test need not wait longer.
    """
    port = free_port()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        behind = Behind(listening)
        threading.Thread(target=behind.serve, daemon=True).start()
        written = site(f"127.0.0.1:{listening.getsockname()[1]}", port)
        impatient, times = re.subn(r"(client_(?:header|body)_timeout +)\d+s", r"\g<1>1s", written)
        assert times == 2
        with nginx(impatient, port):
            yield port, behind


@pytest.mark.parametrize("half", HALVES)
def test_who_sends_half_of_a_request_never_reaches_the_atlas_and_is_let_go(half: str) -> None:
    with proxied() as (port, behind), ExitStack() as open_ones:
        sent = [
            open_ones.enter_context(socket.create_connection(("127.0.0.1", port), 10))
            for _ in range(50)
        ]
        for one in sent:
            one.sendall(HALVES[half])
        for one in sent:
            while one.recv(4096):  # an answer that says so, and the end
                pass
        assert behind.reached == 0


def test_a_file_as_large_as_the_atlas_takes_goes_through() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    size = settings["server"]["maxUploadSize"] * 1024**2
    with proxied() as (port, behind), socket.create_connection(("127.0.0.1", port), 10) as reader:
        reader.sendall(
            b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: localhost\r\nContent-Length:"
            b" %d\r\n\r\n" % size
        )
        reader.sendall(bytes(size))
        assert reader.recv(4096).startswith(b"HTTP/1.1 204")
        assert behind.bytes == size
