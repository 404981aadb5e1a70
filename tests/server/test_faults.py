"""Whatever a stranger sends, the answer is a refusal with a sentence, never a fault of the server;
and the log has what went wrong.
"""

import logging

import pytest
from starlette.types import Message, Receive, Scope, Send

from components.serving.faults import Faults
from components.words.text import Text
from tests.event_loop import finished
from tests.server.asking import ask
from tests.visitor import visitor

ODD = (
    "%00",
    "%ED%A0%80",
    "%ff%fe",
    "%E2%80%AE",
    "a" * 9000,
    "%0d%0aX:y",
    "..%2f..%2fetc",
    "%25%32%65",
    "~AAAA",
    "<script>",
    "';drop",
    "\xff\xfe",
    "1e999",
    "{}",
    "&&;==",
)
"""Bytes that are no letters, halves of letters, ends of lines, ways up, and what is written as
something else than it is.
"""
ADDRESSES = (
    "/{0}",
    "/csv/{0}?lang={0}",
    "/csv/province-trades?province={0}&as_of={0}",
    "/present?story={0}&slide={0}",
    "/search?q={0}&lang={0}&kind={0}&version={0}",
    "/registry-version?{0}",
    "/assets/{0}/{0}",
    "/media/{0}",
    "/component/streamlit_folium.st_folium/{0}",
    "/_stcore/bidi-components/{0}/{0}",
    "/_stcore/{0}",
    "/_stcore/upload_file/{0}/{0}",
    "/static/{0}",
    "/sources?{0}",
    "/oauth2callback?state={0}&code={0}",
)
METHODS = ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "X" * 200)


@pytest.mark.parametrize("address", ADDRESSES)
def test_odd_addresses_are_refused_not_failed_at(served: str, address: str) -> None:
    for odd in ODD:
        status, _ = ask(served, path=address.format(odd))
        assert 200 <= status < 500, (odd[:20], status)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/csv/province-trades?province=IR-10",
        "/search?q=a",
        "/registry-version",
        "/_stcore/health",
        "/nowhere",
    ],
)
def test_strange_methods_are_refused_not_failed_at(served: str, path: str) -> None:
    for method in METHODS:
        assert 200 <= ask(served, method, path, {"Content-Length": "0"})[0] < 500, method


@pytest.mark.parametrize(
    "query",
    [
        "province=%00",
        "story=~%ED%A0%80",
        "q=%ff",
        "as_of=\ufffd",
        "version=99999999999999999999",
        "cluster=a&cluster=%00",
    ],
)
def test_pages_opened_at_odd_addresses_are_whole(served: str, query: str) -> None:
    for path in ("/", "/stages", "/compare", "/story"):
        with visitor(served, path, query):
            pass


def answered(error: Exception, *, begun: bool = False) -> list[Message]:
    """What is sent where a request fails with `error`."""
    sent: list[Message] = []

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise error

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/somewhere",
        "query_string": b"lang=en",
        "headers": [],
    }
    finished(Faults(app)(scope, receive, send))
    return sent


def test_a_fault_is_told_in_a_sentence_and_written_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        sent = answered(RuntimeError("secret /srv/path"))
    assert sent[0]["status"] == 500
    assert Text("en")("serving.failed") in sent[1]["body"].decode()
    assert b"secret" not in sent[1]["body"]
    assert "secret /srv/path" in caplog.text


def test_letters_that_no_text_can_hold_are_the_senders_mistake() -> None:
    assert (
        answered(UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"))[0]["status"]
        == 400
    )


def test_an_answer_that_was_begun_is_not_begun_again() -> None:
    assert len(answered(RuntimeError(), begun=True)) == 1
