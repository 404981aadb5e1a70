"""Requests as no browser and no library would send them."""

import socket
from urllib.parse import urlsplit


def ask(
    address: str,
    method: str = "GET",
    path: str = "/",
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    timeout: float = 20,
) -> tuple[int, bytes]:
    """Send exactly this to the server at `address`; the status and the whole answer."""
    parts = urlsplit(address)
    told = {"Host": parts.netloc, "Connection": "close"} | (headers or {})
    head = (
        f"{method} {path} HTTP/1.1\r\n"
        + "".join(f"{name}: {value}\r\n" for name, value in told.items())
        + "\r\n"
    )
    with socket.create_connection((parts.hostname, parts.port), timeout) as connection:
        connection.sendall(head.encode("latin-1") + body)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    return int(answer.split(b" ", 2)[1]), answer
