"""Addresses whose answers cost time: few at once, a pace for each reader, and nobody waits for
another's slow line.
"""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from starlette.types import Message, Receive, Scope, Send

from components.serving.bounded_work import BoundedWork, Work
from components.serving.bucket import Pace
from tests.event_loop import finished

Asked = Callable[..., Awaitable[int]]


class Trial:
    """Requests to the address /slow, each of which takes a moment to answer. most: how many were
    being answered at once.
    """

    def __init__(self, work: Work) -> None:
        self.running = self.most = 0
        self.bounded = BoundedWork(self._answer, "", {"slow": work})

    async def _answer(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        self.running += 1
        self.most = max(self.most, self.running)
        await asyncio.sleep(0.01)
        self.running -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def ask(self, path: str = "/slow", client: str = "a", fetching: float = 0) -> int:
        """The status of the answer. fetching: seconds until its reader takes it."""
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            sent.append(message)
            await asyncio.sleep(fetching)

        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": [],
            "client": (client, 1),
        }
        await self.bounded(scope, receive, send)
        return int(sent[0]["status"])


def all_of(*asked: Awaitable[int]) -> list[int]:
    async def gathered() -> list[int]:
        return list(await asyncio.gather(*asked))

    return finished(gathered())


def test_few_are_answered_at_once() -> None:
    trial = Trial(Work(2, Pace(1000, 1000)))
    assert all_of(*(trial.ask() for _ in range(20))) == [200] * 20
    assert trial.most == 2


def test_other_addresses_are_not_bounded() -> None:
    trial = Trial(Work(1, Pace(1000, 1000)))
    assert (
        all_of(*(trial.ask(path) for path in ("/", "/slower", "/other/slow", "/slow") * 3))
        == [200] * 12
    )
    assert trial.most > 2


def test_what_comes_faster_waits_and_far_too_much_is_refused_for_that_reader_alone() -> None:
    trial = Trial(Work(5, Pace(20, 5), patience=0.5))
    statuses = all_of(*(trial.ask() for _ in range(40)), trial.ask(client="b"))
    assert statuses[-1] == 200
    assert set(statuses) == {200, 429}
    assert 15 <= statuses.count(200) - 1 < 40


def test_who_fetches_slowly_keeps_nobody_waiting() -> None:
    trial = Trial(Work(1, Pace(1000, 1000)))

    async def second() -> int:
        await asyncio.sleep(0.05)
        began = monotonic()
        assert await trial.ask(client="b") == 200
        return int((monotonic() - began) * 1000)

    assert all_of(trial.ask(fetching=0.3), second())[1] < 200


def test_a_line_that_is_too_long_is_told_so() -> None:
    trial = Trial(Work(1, Pace(10_000, 10_000)))
    statuses = all_of(*(trial.ask() for _ in range(BoundedWork.WAITING + 10)))
    assert statuses.count(503) in (9, 10)
