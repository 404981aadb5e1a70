"""The server answers for its own names alone."""

import pytest
from starlette.types import Receive, Scope, Send
from websockets.exceptions import InvalidStatus

from components.serving.hosts import KnownHosts, host_name
from tests.event_loop import finished
from tests.server.asking import ask
from tests.visitor import visitor


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8501",
        "127.0.0.1.evil.example",
        "localhost@evil.example",
        "",
        "a b",
        "[::1",
        "127.0.0.1/x",
    ],
)
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/registry-version"])
def test_another_name_gets_no_page(served: str, host: str, path: str) -> None:
    status, answer = ask(served, path=f"{path}?lang=en", headers={"Host": host})
    assert status in (400, 421)
    assert b"__streamlit" not in answer


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:80", "127.0.0.1", "[::1]:8501", "localhost."]
)
def test_names_of_this_machine_get_their_page(served: str, host: str) -> None:
    assert ask(served, headers={"Host": host})[0] == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://192.0.2.7", "http://localhost:9", "null", ""]
)
def test_a_page_of_another_name_gets_no_socket(served: str, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused, visitor(served, Origin=origin):
        pass
    assert refused.value.response.status_code == 421


def test_another_name_gets_no_socket(served: str) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    assert (
        ask(
            served,
            path="/_stcore/stream",
            headers={"Host": "evil.example", "Origin": "http://evil.example"} | upgrade,
        )[0]
        == 421
    )


def answers(
    monkeypatch: pytest.MonkeyPatch, host: str, server: str = "127.0.0.1", **settings: str
) -> bool:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    reached = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        reached.append(scope)

    async def nothing(*_: object) -> None:
        pass

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", host.encode())],
        "server": (server, 80),
    }
    finished(KnownHosts(app)(scope, nothing, nothing))  # type: ignore[arg-type]
    return bool(reached)


@pytest.mark.parametrize(
    ("host", "settings", "expected"),
    [
        ("atlas.example.org", {"ATLAS_HOSTS": "one.example, atlas.example.org"}, True),
        ("ATLAS.example.org:8443", {"ATLAS_HOSTS": "atlas.example.org"}, True),
        ("atlas.example.org", {"ATLAS_ADDRESS": "https://atlas.example.org/below"}, True),
        ("a.b.example.org", {"ATLAS_HOSTS": "*.example.org"}, True),
        ("example.org", {"ATLAS_HOSTS": "*.example.org"}, False),
        ("evilexample.org", {"ATLAS_HOSTS": "*.example.org"}, False),
        ("any.example", {"ATLAS_HOSTS": "*"}, True),
        ("any.example", {"ATLAS_HOSTS": ""}, False),
        ("any.example", {}, False),
    ],
)
def test_settings_name_more(
    monkeypatch: pytest.MonkeyPatch, host: str, settings: dict[str, str], expected: bool
) -> None:
    assert answers(monkeypatch, host, **settings) is expected


@pytest.mark.parametrize(
    ("host", "server"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:8501", "::ffff:192.0.2.7"),
        ("[2001:db8::7]", "2001:db8::7"),
    ],
)
def test_the_address_that_a_connection_came_to_is_answered(
    monkeypatch: pytest.MonkeyPatch, host: str, server: str
) -> None:
    assert answers(monkeypatch, host, server)
    assert not answers(monkeypatch, host, "127.0.0.1")


def test_a_name_is_read_as_browsers_write_it() -> None:
    assert [
        host_name(h) for h in ("A.example:80", "[::1]:80", "a.example.", "a b", "a/b", "a:b", "")
    ] == ["a.example", "::1", "a.example", "", "", "", ""]
