"""A served atlas with editors: named people with accounts, or an office with a passphrase.

Its secrets are changed while it serves.
"""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from geo.registry.store import Registry
from tests.passphrase import EARLIER_HASH
from tests.serving import ROOT, serving

COOKIE_SECRET = "a secret of the tests alone, long enough"
AUTH = {
    "redirect_uri": "http://127.0.0.1/oauth2callback",
    "cookie_secret": COOKIE_SECRET,
    "client_id": "atlas",
    "client_secret": "s",
    "server_metadata_url": "http://127.0.0.1/none",
}
ALL, YAZD, FARS, LEAVING = (
    "all@example.org",
    "yazd@example.org",
    "fars@example.org",
    "leaving@example.org",
)
PEOPLE: dict[str, Any] = {ALL: "all", YAZD: ["IR-21", "IR-22"], FARS: ["IR-07"], LEAVING: "all"}


@dataclass
class Served:
    """A served atlas, its registry, and its secrets."""

    address: str
    registry: Registry
    file: Path

    def write(self, secrets: Mapping[str, Any]) -> None:
        """Put other secrets in place, and let the server read them: it looks five times a
        second.
        """
        if self.file.read_text(encoding="utf-8") != toml_of(secrets):
            self.file.write_text(toml_of(secrets), encoding="utf-8")
            time.sleep(0.6)


def toml_of(secrets: Mapping[str, Any]) -> str:
    """Tables of tables, as TOML: what JSON writes of a text, a number, a list and a truth is TOML
    as well.
    """
    lines = []
    for name, table in secrets.items():
        inner = {k: v for k, v in table.items() if isinstance(v, dict)}
        lines += [
            f"[{name}]",
            *(f"{json.dumps(k)} = {json.dumps(v)}" for k, v in table.items() if k not in inner),
        ]
        for key, values in inner.items():
            lines += [
                f"[{name}.{key}]",
                *(f"{json.dumps(k)} = {json.dumps(v)}" for k, v in values.items()),
            ]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="session")
def served_atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One atlas for all these tests: it reads its secrets anew when they change."""
    folder = tmp_path_factory.mktemp("rights")
    file, database = folder / "secrets.toml", f"sqlite:///{folder / 'registry.sqlite'}"
    file.write_text("", encoding="utf-8")
    with serving(
        ROOT / "app.py", STREAMLIT_SECRETS_FILES=str(file), ATLAS_DATABASE_URL=database
    ) as address:
        registry = Registry.open(database)
        yield Served(address, registry, file)
        registry.engine.dispose()


@pytest.fixture
def people(served_atlas: Served) -> Served:
    """With named people, who have accounts."""
    served_atlas.write({"auth": AUTH, "editors": {"people": PEOPLE}})
    return served_atlas


@pytest.fixture
def office(served_atlas: Served) -> Served:
    """With a passphrase."""
    served_atlas.write({"editors": {"passphrase": EARLIER_HASH}})
    return served_atlas
