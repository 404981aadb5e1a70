"""A file that is none, or was spoilt by others, is told in plain words and never called right."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.briefing.verify import BESIDE, RIGHT, UNREADABLE, verify
from geo.atlas import Atlas
from tests.briefing.verify.judging import SINGLE, Make, words
from tests.conftest import DATA


@pytest.mark.parametrize("extension", [*SINGLE, "zip"])
def test_what_is_no_whole_file_is_told_in_plain_words_in_both_languages(
    make: Make, atlas: Atlas, extension: str
) -> None:
    content = make(extension)
    broken = [
        b"",
        b" \n",
        b"\x00\x01\xff" * 99,
        b"PK\3\4",
        b"{}",
        b"[1]",
        b'{"features": 3}',
        b"%PDF-1.7",
        b"<svg/>",
        "نوشته".encode("utf-16"),
    ]
    broken += [content[: len(content) * n // 7] for n in range(1, 7)] + [
        content[:200] + content[400:]
    ]
    for one in broken:
        for verdict in verify(f"file.{extension}", one, DATA, lambda _: atlas):
            assert verdict.code != RIGHT or extension in ("html", "csv") or one == content
            for lang in ("fa", "en"):
                assert "file." in words(verdict, lang) or extension == "zip"
    assert verify(f"file.{extension}", b"", DATA, lambda _: atlas)[0].code == UNREADABLE


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    extension=st.sampled_from([*SINGLE, "zip"]), at=st.integers(0, 10**6), put=st.binary(max_size=3)
)
def test_no_file_with_some_bytes_changed_ends_in_a_failure(
    make: Make, atlas: Atlas, extension: str, at: int, put: bytes
) -> None:
    content = make(extension)
    place = at % len(content)
    verify(
        f"file.{extension}",
        content[:place] + put + content[place + len(put) + 1 :],
        DATA,
        lambda _: atlas,
    )


@pytest.mark.parametrize("extension", ["pptx", "xlsx", "zip", "pdf"])
def test_a_small_file_that_unpacks_to_a_large_one_is_refused_without_taking_the_memory(
    make: Make, atlas: Atlas, extension: str
) -> None:
    content = make(extension)
    if extension == "pdf":
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pdf.pages[0].Contents = pdf.make_stream(b"0 0 m " * 20_000_000)
            pdf.save(out, compress_streams=True)
    else:
        out = io.BytesIO(content)
        with (
            zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package,
            package.open("ppt/media/image1.xml", "w") as part,
        ):
            for _ in range(120):
                part.write(b"\0" * 1024**2)
    bomb = out.getvalue()
    assert len(bomb) < 2_000_000
    tracemalloc.start()
    try:
        verdicts = verify(f"file.{extension}", bomb, DATA, lambda _: atlas)
        assert tracemalloc.get_traced_memory()[1] < 100 * 1024**2
    finally:
        tracemalloc.stop()
    assert [v.code for v in verdicts] == [BESIDE if extension == "pdf" else UNREADABLE]


def test_files_that_were_changed_by_others_are_not_called_right(
    acceptance: Path, atlas: Atlas
) -> None:
    files = sorted((acceptance / "exports").glob("verify_*"))
    assert files
    for file in files:
        for verdict in verify(file.name, file.read_bytes(), DATA, lambda _: atlas):
            assert verdict.code != RIGHT or "semicolon" in file.name, words(verdict)
