"""Under which names the server answers.

A page of another name, made to lead here, gets neither a page nor a socket (DNS rebinding).
"""

import logging
import os
import re
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from components.server.apology import refuse

HOSTS, ADDRESS = "ATLAS_HOSTS", "ATLAS_ADDRESS"
"""Settings: names by which the atlas is reached, with commas between them, `*.example.org` for all
below one and `*` for any; and its address, whose name is one of them.
"""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_HOST = re.compile(r"(?P<name>[a-z0-9_.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?", re.IGNORECASE)


def host_name(host: str) -> str:
    """The name in a Host header, in small letters and without its port.

    Empty where it holds none.
    """
    found = _HOST.fullmatch(host.strip())
    return found["name"].strip("[]").rstrip(".").lower() if found else ""


def known_hosts() -> list[str]:
    """The names that the settings give, Streamlit's own among them."""
    named = [
        *LOOPBACK,
        *os.environ.get(HOSTS, "").split(","),
        urlsplit(os.environ.get(ADDRESS, "")).hostname or "",
    ]
    named += [
        *st.get_option("server.allowedHosts"),
        st.get_option("server.address") or "",
        st.get_option("browser.serverAddress") or "",
    ]
    return [name.strip().strip("[]").rstrip(".").lower() for name in named if name.strip()]


class KnownHosts:
    """Answers requests and sockets for the names of this server.

    Those set, and the address that the connection came to.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.names = known_hosts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what asks for a known name; log and refuse the rest with 421."""
        if scope["type"] == "lifespan" or self._is_ours(scope):
            await self.app(scope, receive, send)
        else:
            asked = Headers(scope=scope)
            said = (
                "refused a %s for host %r from origin %r: the setting %s names those that are"
                " answered"
            )
            logging.getLogger("khoosheh").warning(
                said, scope["type"], asked.get("host"), asked.get("origin"), HOSTS
            )
            await refuse(scope, receive, send, "serving.unknown_host", 421)

    def _is_ours(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        name = host_name(headers.get("host", ""))
        came_to = str((scope.get("server") or ("",))[0]).removeprefix("::ffff:")
        return (
            bool(name)
            and (name == came_to or any(_fits(name, known) for known in self.names))
            and _is_same_site(headers, name, scope["type"])
        )


def _fits(name: str, known: str) -> bool:
    return known in ("*", name) or (known.startswith("*.") and name.endswith(known[1:]))


def _is_same_site(headers: Headers, name: str, kind: str) -> bool:
    """Whether this server's page asks for a socket; what is no browser names no origin."""
    origin = headers.get("origin")
    return (
        kind != "websocket"
        or origin is None
        or host_name(urlsplit(origin).netloc) == name
        or origin in st.get_option("server.corsAllowedOrigins")
    )
