"""Every slide of every format shows its own View, whatever stands before and after it; read back
with other people's readers.
"""

import io
import json
import random
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree

import pandas as pd
import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook

from components.briefing.file_request import file_request, make_file
from components.briefing.story_slide import StorySlide
from components.server.site import atlas_of, reference, site
from components.serving.present_route import presentation
from geo.as_of import atlas_at
from geo.atlas import GROUPS, NOT_REPORTED, make_atlas
from geo.registry.story import Slide, Story, pack_story
from geo.selection import select
from geo.view import read_view
from tests.briefing.conftest import DAY

KINDS = (*GROUPS, NOT_REPORTED)


def story(seed: int) -> list[StorySlide]:
    """Three Views drawn at random, each of another date or version than the others, titled so that
    a page can be told.
    """
    chance = random.Random(seed)
    times = chance.sample(
        [(as_of, version) for as_of in ("", "1386", "1393", "1398-06") for version in ("", "1")], 3
    )
    stops = []
    for at, (as_of, version) in enumerate(times):
        more = {
            "province": chance.choice(("", "IR-10", "IR-10,IR-28")),
            "stage": chance.choice(("", "group:waiting,group:completed")),
        }
        query = {
            "lang": "en",
            "as_of": as_of,
            "version": version,
            "metric": chance.choice(("count", "per_million", "share_completed")),
        } | more
        view, ignored = read_view(
            {k: v for k, v in query.items() if v}, site(int(version or 0)).atlas
        )
        assert ignored == ()
        stops.append(StorySlide(atlas_of(view), view, f"Slide {'ABC'[at]}"))
    return stops


def right(stop: StorySlide) -> Counter[str]:
    """Clusters at each stage, from an Atlas made for this View alone."""
    present = make_atlas(reference(), stop.atlas.content)
    atlas = atlas_at(present, stop.view.as_of) if stop.view.as_of else present
    chosen = select(atlas, stop.view).clusters
    return Counter(atlas.stages.loc[chosen["stage"], "name_en"].tolist())


def by_group(stop: StorySlide, counts: Counter[str]) -> tuple[int, ...]:
    groups = dict(zip(stop.atlas.stages["name_en"], stop.atlas.stages["group"], strict=True))
    kinds = Counter(dict.fromkeys(KINDS, 0))
    for stage, n in counts.items():
        kinds[groups[stage] if groups[stage] in GROUPS else NOT_REPORTED] += n
    return counts.total(), *(kinds[kind] for kind in KINDS)


def html_slides(content: bytes) -> list[Counter[str]]:
    """Counted from the file's facts as its own script counts them."""
    found = re.search(
        r'<script type="application/json" id="facts">(.*?)</script>', content.decode(), re.DOTALL
    )
    assert found
    facts = json.loads(found[1])
    return [
        Counter(facts["stages"][facts["stageOf"][row]][2] for row in stop["rows"])
        for stop in facts["stops"]
    ]


def deck_slides(content: bytes) -> list[Counter[str]]:
    """The numbers behind each slide's chart."""
    told = []
    for slide in Presentation(io.BytesIO(content)).slides:
        chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
        values = list(chart.plots[0].series)[-1].values
        told.append(
            +Counter(
                {
                    str(stage): int(n or 0)
                    for stage, n in zip(chart.plots[0].categories, values, strict=True)
                }
            )
        )
    return told


def booklet_pages(content: bytes, folder: Path) -> list[tuple[int, ...]]:
    """The row of figures under each title, in the booklet's order."""
    path = folder / "booklet.pdf"
    path.write_bytes(content)
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True
    ).stdout
    told = []
    for page in text.split("\f"):
        row = re.search(r"In this view\b.*?((?:\s+\d+){5})\s*\n", page, re.DOTALL)
        if row and re.search(r"^\s*Slide [ABC]\s*$", page, re.MULTILINE):
            told.append(tuple(int(n) for n in row[1].split()))
    return told


def marks_in(content: bytes, stages: Sequence[str]) -> Counter[str]:
    """The clusters of a picture, by what its marks say of them."""
    clusters = next(
        g
        for g in ElementTree.fromstring(content).iter("{http://www.w3.org/2000/svg}g")
        if g.get("id") == "clusters"
    )
    told: Counter[str] = Counter()
    for title in clusters.iter("{http://www.w3.org/2000/svg}title"):
        for stage in stages:
            told[stage] += (title.text or "").count(f"({stage})") + (title.text or "").endswith(
                f": {stage}"
            )
    return +told


def workbook_column(content: bytes, name: str) -> list[str]:
    """The cells under a heading of the first sheet."""
    head, *rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )
    return [str(row[head.index(name)]) for row in rows if row[head.index(name)]]


def layer_column(content: bytes, name: str, folder: Path) -> list[str]:
    """The values of a field of the one layer."""
    (folder / "rows.gpkg").write_bytes(content)
    told = subprocess.run(
        ["ogr2ogr", "-f", "CSV", "/vsistdout/", "rows.gpkg", "-select", name],
        cwd=folder,
        capture_output=True,
        check=True,
        text=True,
    )
    return [str(value) for value in pd.read_csv(io.StringIO(told.stdout))[name].dropna()]


@pytest.mark.usefixtures("two_versions")
@pytest.mark.parametrize("seed", [1, 2])
def test_html_and_deck_show_each_slide_as_it_is_alone_in_every_order(seed: int) -> None:
    stops = story(seed)
    wanted = [right(stop) for stop in stops]
    for order in permutations(range(len(stops))):
        asked = file_request([stops[at] for at in order], "https://atlas.example", "en", DAY)
        want = [wanted[at] for at in order]
        assert html_slides(make_file(asked, "html")) == want
        assert deck_slides(make_file(asked, "pptx")) == want


@pytest.mark.usefixtures("two_versions")
def test_every_part_of_the_meeting_pack_shows_each_slide_as_it_is_alone(tmp_path: Path) -> None:
    stops = story(4)
    wanted = [right(stop) for stop in stops]
    pack = zipfile.ZipFile(
        io.BytesIO(make_file(file_request(stops, "https://atlas.example", "en", DAY), "zip"))
    )

    assert {member.date_time[:3] for member in pack.infolist()} == {(DAY.year, DAY.month, DAY.day)}

    def of(ending: str) -> list[bytes]:
        return [pack.read(name) for name in sorted(pack.namelist()) if name.endswith(f".{ending}")]

    assert html_slides(of("html")[0]) == wanted
    assert deck_slides(of("pptx")[0]) == wanted
    assert booklet_pages(of("pdf")[0], tmp_path) == [
        by_group(stop, counts) for stop, counts in zip(stops, wanted, strict=True)
    ]
    assert [
        marks_in(content, stops[0].atlas.stages["name_en"].tolist()) for content in of("svg")
    ] == wanted
    assert [
        Counter(pd.read_csv(io.BytesIO(content), encoding="utf-8-sig")["stage_en"].dropna())
        for content in of("csv")
    ] == wanted
    assert [
        Counter(row["properties"]["stage_en"] for row in json.loads(content)["features"])
        for content in of("geojson")
    ] == wanted
    assert [Counter(workbook_column(content, "stage_en")) for content in of("xlsx")] == wanted
    assert [
        Counter(layer_column(content, "stage_en", tmp_path)) for content in of("gpkg")
    ] == wanted


@pytest.mark.usefixtures("two_versions")
def test_present_shows_each_slide_of_a_link_as_it_is_alone() -> None:
    stops = story(5)
    slides = tuple(
        Slide({k: v for k, v in stop.view.to_query().items() if k != "lang"}, stop.title)
        for stop in stops
    )
    query = {"story": pack_story(Story("", slides)), "lang": "en"}
    assert html_slides(
        presentation(query.items(), f"https://atlas.example/present?{urlencode(query)}")
    ) == [right(stop) for stop in stops]
