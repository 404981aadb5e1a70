"""What readers may put into the server's memory: little, few, and nothing where no page asks for
it; refused before it is read.
"""

import re
from collections.abc import Iterator
from functools import partial

import pytest

from components.editing.file_at_hand import EDITOR
from components.server.uploads import READER, Uploads
from tests.server.asking import ask
from tests.serving import ROOT, serving
from tests.visitor import Visitor, visitor

MB = 1024**2
BOUNDARY = "----khoosheh"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving(ROOT / "app.py") as address:
        yield address


def put(
    address: str,
    session: str,
    name: str,
    size: int,
    *,
    told: int | None = None,
    sends: bool = True,
    headers: dict[str, str] | None = None,
) -> int:
    """The status of an upload of `size` bytes. told: what it says of its length; sends: whether the
    bytes follow.
    """
    token = re.search(rb"_streamlit_xsrf=([^;]+)", ask(address, path="/_stcore/health")[1])
    assert token
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}";'
        f' filename="{name}.csv"\r\nContent-Type: text/csv\r\n\r\n'
    )
    body = head.encode() + b"a" * size + f"\r\n--{BOUNDARY}--\r\n".encode()
    said = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(len(body) if told is None else told),
        "X-Xsrftoken": token[1].decode(),
        "Cookie": f"_streamlit_xsrf={token[1].decode()}",
    }
    return ask(
        address,
        "PUT",
        f"/_stcore/upload_file/{session}/{name}",
        said | (headers or {}),
        body if sends else b"",
    )[0]


@pytest.fixture
def reader(server: str) -> Iterator[Visitor]:
    with visitor(server, "/records", "lang=en") as one:
        yield one


@pytest.fixture
def send(server: str, reader: Visitor) -> "partial[int]":
    return partial(put, server, reader.page.session)


def test_a_reader_may_send_a_small_file(send: "partial[int]") -> None:
    assert send("small", READER.file) == 204


@pytest.mark.parametrize("size", [READER.file + MB, 60 * MB, 10**12])
def test_a_large_one_is_refused_before_it_is_read(send: "partial[int]", size: int) -> None:
    assert send("large", 0, told=size, sends=False) == 413


def test_a_file_that_hides_its_size_is_refused(send: "partial[int]") -> None:
    assert send("hidden", 0, sends=False, headers={"Transfer-Encoding": "chunked"}) in (400, 411)
    assert send("hidden", 0, told=-1, sends=False) in (400, 411)


def test_a_visit_holds_few_files_and_little_in_all(send: "partial[int]") -> None:
    assert [send(f"f{n}", 1000) for n in range(READER.files + 2)] == [204] * READER.files + [
        413
    ] * 2


def test_a_visit_holds_little_in_all(send: "partial[int]") -> None:
    assert [send(f"f{n}", READER.file - 1000) for n in range(2)] == [204, 204]
    assert send("f2", 0, told=READER.file - 1000, sends=False) == 413


def test_a_page_without_a_place_for_files_takes_none(server: str) -> None:
    with visitor(server, "/", "lang=en") as reader:
        assert put(server, reader.page.session, "a", 1000) == 403
    assert put(server, "no-such-session", "a", 1000) == 403


def test_files_are_let_go_of_when_their_reader_goes_to_another_page(
    server: str, reader: Visitor, send: "partial[int]"
) -> None:
    assert [send(f"f{n}", 1000) for n in range(READER.files + 1)][-1] == 413
    reader.page.script, reader.page.name, reader.page.url = "", "", f"{server}/"
    reader.run()
    assert send("elsewhere", 1000) == 403
    reader.page.script, reader.page.name, reader.page.url = "", "records", f"{server}/records"
    reader.run()
    assert [send(f"g{n}", 1000) for n in range(READER.files + 1)] == [204] * READER.files + [413]


def test_all_readers_together_are_bounded_and_leave_room_for_editors() -> None:
    uploads = Uploads()
    uploads.allowed = {f"reader {n}": READER for n in range(100)} | {"editor": EDITOR}
    refused = [uploads.refusal(f"reader {n}", READER.file) for n in range(100)]
    assert refused.count(None) == READER.together // READER.file
    assert ("serving.busy", 503) in refused
    assert uploads.refusal("editor", 90 * MB) is None
    uploads.done("reader 0", READER.file)
    assert uploads.refusal("reader 99", READER.file) is None


def test_the_limit_of_an_editor_is_the_limit_of_intake() -> None:
    uploads = Uploads(allowed={"editor": EDITOR})
    assert uploads.refusal("editor", 101 * MB) == ("serving.file_too_large", 413)
    assert uploads.refusal("editor", 100 * MB) is None
    assert uploads.refusal("editor", 100 * MB) is None
    assert uploads.refusal("editor", MB) == ("serving.files_too_many", 413)
