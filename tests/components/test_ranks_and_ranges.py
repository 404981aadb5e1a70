"""Ranks have one denominator and ranges both ends, on every surface that shows them."""

import csv
import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from components.bridge.sheets import sheet_csv
from components.briefing.file_request import file_request, make_file
from components.briefing.story_slide import StorySlide
from components.browse.card import card
from components.browse.table import table
from components.places import cluster_panel, province_panel
from components.places.province_sheets import provinces
from components.server.site import reference
from components.stages import ranking_panel
from components.stages.stage_context import stage_context
from components.words.findings import finding
from components.words.text import Text
from geo.atlas import Atlas, make_atlas
from geo.registry.snapshot import snapshot_from
from geo.registry.tables import CONTENT
from geo.selection import select
from geo.view import View, read_view
from tests.briefing.conftest import DAY

EN = Text("en")
RANGE = "100\u2013200"


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"trade": "13"},
        {"stage": "group:completed"},
        {"q": "فرش"},
        {"trade": "10", "stage": "group:waiting"},
    ],
)
def test_a_rank_is_out_of_as_many_on_the_slide_the_page_and_in_the_table(
    atlas: Atlas, query: dict[str, str]
) -> None:
    view = read_view(query | {"lang": "en"}, atlas)[0]
    rows = {
        r[0]: r
        for r in csv.reader(
            io.StringIO(
                sheet_csv(provinces(atlas, view, EN), EN, is_invented=False).decode("utf-8-sig"),
                newline="",
            )
        )
    }
    heading = next(iter(rows.values()))
    rank, ranked = heading.index(EN("place.rank")), heading.index(EN("place.ranked"))
    told = 0
    for code in atlas.provinces.index[::4]:
        one = view.changed(atlas, put={"province": str(code)})
        note = next(
            f.note
            for f in province_panel.one_province(atlas, one, EN)[0].facts
            if f.label == EN("indicator.per_million.name")
        )
        on_page = re.search(r"rank (\d+) of (\d+)", note)
        on_slide = re.search(
            r"rank (\d+) of (\d+) provinces", finding(atlas, select(atlas, one), EN)
        )
        in_table = (rows[code][rank], rows[code][ranked])
        assert in_table == (on_page.groups() if on_page else ("", ""))
        if on_slide:
            told += 1
            assert on_slide.groups() == in_table
    assert told


@pytest.fixture(scope="module")
def ranged(atlas: Atlas) -> Atlas:
    """The Atlas with a range of firms and of people employed on file for every waiting cluster."""
    content = {name: atlas.content.rows(name) for name in CONTENT}
    ids = [str(c) for c in atlas.clusters["cluster_id"]]
    content["observations"] = [
        (c, i, 100.0, 200.0, u, "1402", "2026-11-20", "")
        for c in ids
        for i, u in (("firms", "firms"), ("employment", "people"))
    ]
    return make_atlas(
        reference(), snapshot_from(content, number=1, token="ranged", at="2026-11-24T08:00:00Z")
    )


def test_a_range_keeps_its_upper_end_in_table_card_page_and_ranking(ranged: Atlas) -> None:
    view = read_view({"lang": "en", "cluster": "c010"}, ranged)[0]
    chosen = select(ranged, view)
    assert {tuple(row.cells[-2:]) for row in table(ranged, chosen, EN, 0).rows} == {(RANGE, RANGE)}
    shown: Any = card(ranged, chosen, EN)
    assert {f.value for f in shown.fields if f.name in ("firms", "employment")} == {RANGE}
    assert [f.value for f in cluster_panel.one_cluster(ranged, view, EN)[0].facts[1:]] == [
        RANGE,
        RANGE,
    ]
    base = stage_context(ranged, chosen)
    assert {
        part.value for row in ranking_panel.ranking_panel(base, EN).rows for part in row.parts[:1]
    } == {RANGE}
    assert set(ranking_panel.table(base)["jobs"]) == {100.0}
    assert set(ranking_panel.table(base)["high_jobs"]) == {200.0}


def test_a_range_keeps_its_upper_end_in_the_files(ranged: Atlas, tmp_path: Path) -> None:
    view = read_view({"lang": "en", "province": "IR-21"}, ranged)[0]
    order = file_request([StorySlide(ranged, view)], "https://atlas.example", "en", DAY)
    count = select(ranged, view).count
    rows = list(
        csv.DictReader(io.StringIO(make_file(order, "csv").decode("utf-8-sig"), newline=""))
    )
    assert {(r["firms"], r["firms_high"], r["employment"], r["employment_high"]) for r in rows} == {
        ("100", "200", "100", "200")
    }
    (tmp_path / "list.pdf").write_bytes(make_file(order, "pdf"))
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "list.pdf", "-"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert len(re.findall(RANGE, text)) == 2 * count
    found = re.search(r'id="facts">(.*?)</script>', make_file(order, "html").decode(), re.DOTALL)
    assert found
    one_file = json.loads(found[1])
    names = [column[0] for column in one_file["columns"]]
    assert {
        (row[names.index("firms")], row[names.index("firms_high")]) for row in one_file["rows"]
    } == {(100, 200)}
    assert len(Presentation(io.BytesIO(make_file(order, "pptx"))).slides) == 1


def test_the_words_of_a_view_without_ranges_are_numbers(atlas: Atlas) -> None:
    chosen = select(atlas, View(lang="en"))
    assert all(
        "\u2013" not in str(cell)
        for row in table(atlas, chosen, EN, 0).rows
        for cell in row.cells[-2:]
    )
