"""With the database away, readers learn that the records are away, and the log alone learns where
they are kept.
"""

import logging
from collections.abc import Iterator

import pytest

from components.words.text import Text
from geo.registry.errors import RegistryError
from tests.server.asking import ask
from tests.serving import ROOT, free_port, serving
from tests.visitor import visitor

SECRETS = (
    "keeper",
    "open-sesame",
    "kept-here",
    "psycopg",
    "postgresql",
    "ATLAS_",
    "Traceback",
    "Errno",
)


@pytest.fixture(scope="module")
def away() -> Iterator[tuple[str, int]]:
    """An atlas whose database cannot be reached, and the port where it should be."""
    port = free_port()
    with serving(
        ROOT / "app.py",
        ATLAS_DATABASE_URL=f"postgresql://keeper:open-sesame@127.0.0.1:{port}/kept-here",
    ) as address:
        yield address, port


def is_silent(said: bytes, port: int) -> bool:
    return not any(secret.encode() in said for secret in (*SECRETS, f"{port}"))


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("path", ["/", "/stages", "/records"])
def test_pages_name_nothing_of_the_database(away: tuple[str, int], path: str, lang: str) -> None:
    address, port = away
    with visitor(address, path, f"lang={lang}") as reader:
        said = b"".join(reader.run())
    assert Text(lang)("trouble.away").encode() in said
    assert is_silent(said, port)


@pytest.mark.parametrize(
    "path",
    [
        "/csv/province-trades?province=IR-10&lang=en",
        "/present?province=IR-10&lang=en",
        "/search?q=a",
        "/registry-version",
    ],
)
def test_addresses_name_nothing_of_the_database(away: tuple[str, int], path: str) -> None:
    address, port = away
    status, said = ask(address, path=path)
    assert status == 503
    assert is_silent(said, port)


@pytest.mark.parametrize(
    "code",
    [
        "unreachable",
        "full",
        "busy",
        "locked_out",
        "newer",
        "unsure",
        "own_file",
        "foreign",
        "address",
    ],
)
def test_the_log_has_what_readers_are_not_told(code: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        said = [
            Text(lang).registry_trouble(RegistryError(code, "connection to db.example:5432 failed"))
            for lang in ("fa", "en")
        ]
    assert not any("db.example" in text or "ATLAS_" in text for text in said)
    assert "db.example:5432" in caplog.text
    assert "db.example:5432" in Text("en").registry_fault(
        RegistryError(code, "connection to db.example:5432 failed")
    )
