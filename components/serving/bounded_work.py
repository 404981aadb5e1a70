"""The addresses whose answers cost time: a presentation, a table, a search.

Few are made at once, and each reader has a pace.
"""

import asyncio
import time
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.server.apology import refuse
from components.serving.bucket import Buckets, Pace
from components.serving.socket_pace import client_of


@dataclass(frozen=True)
class Work:
    """The bounds of one kind of costly answer.

    at_once: answers made side by side. pace: of one address; what comes faster waits, and is
    refused where it would wait longer than `patience`.
    """

    at_once: int
    pace: Pace
    patience: float = 10


class BoundedWork:
    """Holds the addresses `work`, by their first step below `base`, to their bounds."""

    WAITING = 60
    """Requests for one of them that may stand in line."""

    def __init__(self, app: ASGIApp, base: str, work: dict[str, Work]) -> None:
        self.app, self.base, self.work = app, base, work
        self.turns = {name: asyncio.Semaphore(bounds.at_once) for name, bounds in work.items()}
        self.buckets = {name: Buckets(bounds.pace) for name, bounds in work.items()}
        self.waiting = dict.fromkeys(work, 0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in turn and at its pace, or refuse with 429 or 503; other addresses pass on."""
        name = (
            scope["path"].removeprefix(self.base).split("/")[1]
            if scope["type"] == "http" and scope["path"].startswith(f"{self.base}/")
            else ""
        )
        if name not in self.work:
            await self.app(scope, receive, send)
            return
        now = time.monotonic()
        bucket = self.buckets[name].of(client_of(scope), now)
        wait = bucket.take(now)
        if wait > self.work[name].patience:
            bucket.give_back()
            await refuse(scope, receive, send, "serving.too_fast", 429, wait=wait)
            return
        await asyncio.sleep(wait)
        if self.waiting[name] >= self.WAITING:
            await refuse(scope, receive, send, "serving.busy", 503, wait=5)
            return
        self.waiting[name] += 1
        try:
            await self.turns[name].acquire()
        finally:
            self.waiting[name] -= 1
        await self._in_turn(name, scope, receive, send)

    async def _in_turn(self, name: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and give the turn on as soon as the answer is made.

        How slowly it is fetched is its reader's own affair.
        """
        holds = True

        def give_on() -> None:
            nonlocal holds
            if holds:
                holds = False
                self.turns[name].release()

        async def told(message: Message) -> None:
            give_on()
            await send(message)

        try:
            await self.app(scope, receive, told)
        finally:
            give_on()
