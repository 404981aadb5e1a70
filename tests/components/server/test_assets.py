"""Files for the browser: from our own host, kept for ever, changed address when changed."""

import re
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from components.server.assets import build_assets, build_facts
from geo.atlas import Atlas, read_atlas
from tests.conftest import DATA


def test_they_may_be_kept_for_ever_at_an_address_that_holds_their_digest(
    atlas: Atlas, served: str
) -> None:
    assets = build_assets(atlas.boundaries, DATA)
    for name, content in assets.files.items():
        with urlopen(f"{served}/{assets.path(name)}") as answer:
            assert answer.read() == content
            assert "immutable" in answer.headers["cache-control"]


def test_an_address_of_other_data_is_not_answered(served: str) -> None:
    with pytest.raises(HTTPError):
        urlopen(f"{served}/assets/{'0' * 16}/leaflet.js")


def test_they_are_sent_compressed(atlas: Atlas, served: str) -> None:
    address = f"{served}/{build_assets(atlas.boundaries, DATA).path('overview.geojson')}"
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
        assert len(answer.read()) < 20_000


def test_other_records_have_another_address(atlas: Atlas, data: Path) -> None:
    clusters = data / "clusters.csv"
    clusters.write_text(
        clusters.read_text(encoding="utf-8")
        .replace("شاید", "چه‌بسا")
        .replace("خوشه سنگ فارس", "خوشه سنگ استان فارس"),
        encoding="utf-8",
    )
    assert build_facts(read_atlas(data)).digest != build_facts(atlas).digest


def test_nothing_in_them_names_another_host(atlas: Atlas) -> None:
    files = build_assets(atlas.boundaries, DATA).files | build_facts(atlas).files
    for name in ("atlas.css", "atlas_map.css", "atlas_map.js", "map_fa.json", "map_en.json"):
        assert set(re.findall(r"https?://[\w./-]+", files[name].decode())) <= {
            "http://www.w3.org/2000/svg"
        }
