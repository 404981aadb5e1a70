"""A socket that sends without end is held back: the server stays well and serves everybody else."""

import threading
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from websockets.exceptions import ConnectionClosed

from components.serving.bucket import Bucket, Buckets, Pace
from tests.serving import ROOT, serving
from tests.visitor import Visitor, visitor

MESSAGES = 3_000


@pytest.fixture(scope="module")
def attacked() -> Iterator[str]:
    with serving(ROOT / "app.py") as address:
        yield address


def flood(attacker: Visitor) -> None:
    """Send more reruns than anybody could want, as fast as they go."""
    try:
        for _ in range(MESSAGES):
            attacker.socket.send(attacker.page.rerun())
    except ConnectionClosed:
        pass


def test_thousands_of_reruns_from_one_socket_stop_nobody(attacked: str) -> None:
    with (
        visitor(attacked, query="lang=en") as reader,
        visitor(attacked, query="lang=en") as attacker,
    ):
        threading.Thread(target=flood, args=(attacker,), daemon=True).start()
        for _ in range(25):
            with urlopen(f"{attacked}/_stcore/health", timeout=5) as answer:
                assert answer.status == 200
            reader.run("filters", {"toggle": {"province": "IR-10"}})
        attacker.socket.close_timeout = 0.2


def test_once_the_socket_is_gone_nothing_of_it_is_left_to_do(attacked: str) -> None:
    with visitor(attacked, query="lang=en") as reader:
        reader.run("filters", {"toggle": {"province": "IR-10"}})
        assert "province=" in reader.page.query


def test_an_ordinary_reader_is_not_held_back(attacked: str) -> None:
    """Thirty changes at once, as a play through the years or a quick hand makes at most, arrive as
    fast as the pages are made.
    """
    with visitor(attacked, query="lang=en") as reader:
        for month in range(1, 13):
            reader.run("as_of", {"put": {"as_of": f"1400-{month:02d}"}})
        assert reader.page.query.endswith("as_of=1400-12")


def test_a_pace_lets_a_burst_through_and_then_one_at_a_time() -> None:
    bucket = Bucket(Pace(10, 30), now=0)
    assert [bucket.take(0) for _ in range(30)] == [0] * 30
    assert bucket.take(0) == pytest.approx(0.1)
    assert bucket.take(0) == pytest.approx(0.2)
    assert bucket.take(0.2) == pytest.approx(0.1)
    assert bucket.take(100) == 0
    assert not bucket.is_full(100)
    assert bucket.is_full(101)


def test_senders_who_are_quiet_again_are_forgotten() -> None:
    buckets = Buckets(Pace(10, 30))
    first = buckets.of("a", 0)
    first.take(0)
    assert buckets.of("a", 0.05) is first
    for name in "bcd":
        buckets.of(name, 10)
    assert buckets.of("a", 10) is not first
