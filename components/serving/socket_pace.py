"""How fast readers' sockets may send, and how many there may be.

Each message of a socket runs a page. A browser sends a few a second at most; what comes faster is
not read before its time, so that the sender is held back and nothing is lost.
"""

import asyncio
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.server.apology import refuse
from components.serving.bucket import Bucket, Buckets, Pace

SOCKET, ADDRESS, OPENING = Pace(10, 30), Pace(20, 150), Pace(10, 150)
"""Messages of one socket and of all sockets from one address, which may be a whole office's;
sockets opened from one address.
"""


def client_of(scope: Scope) -> str:
    """The address that a request came from; a proxy on this machine names it."""
    return str((scope.get("client") or ("",))[0])


class SocketPace:
    """Reads sockets at their pace.

    Refuses one that is one too many, and then the documents that would ask for one.

    most: how many may be open. documents: the paths of those.
    """

    def __init__(self, app: ASGIApp, most: int, documents: frozenset[str]) -> None:
        self.app, self.most, self.documents, self.open = app, most, documents, 0
        self.addresses, self.opening = Buckets(ADDRESS), Buckets(OPENING)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read a socket no faster than its pace; 503 for it, or its page, where all are taken."""
        if scope["type"] == "http" and self.open >= self.most and scope["path"] in self.documents:
            await refuse(scope, receive, send, "serving.full", 503, wait=30)
            return
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        now, client = time.monotonic(), client_of(scope)
        opening = self.opening.of(client, now)
        wait = opening.take(now)
        if wait or self.open >= self.most:
            opening.give_back()
            await refuse(scope, receive, send, "serving.busy", 503, wait=max(wait, 5))
            return
        own, shared = Bucket(SOCKET, now), self.addresses

        async def paced() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive":
                came = time.monotonic()
                wait = max(own.take(came), shared.of(client, came).take(came))
                if wait:
                    await asyncio.sleep(wait)
            return message

        self.open += 1
        try:
            await self.app(scope, paced, send)
        finally:
            self.open -= 1
