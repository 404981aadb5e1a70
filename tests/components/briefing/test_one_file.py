"""The one file for a room without internet, seen from outside a browser."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from components.briefing.one_file import one_file
from components.briefing.story_slide import StorySlide
from components.story.current import stops_of
from geo.atlas import Atlas
from geo.exports.rows import rows_for_export
from geo.provenance import rows_digest
from geo.registry.story import read_story
from geo.selection import select
from geo.view import View, read_view
from tests.browser.conftest import NASTY
from tests.conftest import DATA

TODAY = date(2026, 11, 24)


def made(*stops: StorySlide, lang: str = "fa") -> str:
    return one_file(stops, lang, "https://atlas.example/?province=IR-10", TODAY, DATA).decode()


def facts_in(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="facts">(.*?)</script>', html, re.DOTALL)
    assert found
    facts: dict[str, Any] = json.loads(found[1])
    return facts


def test_it_holds_the_documented_records_in_at_most_a_megabyte_and_a_half(atlas: Atlas) -> None:
    html = made(StorySlide(atlas, View()))
    assert len(html.encode()) <= 1_500_000
    assert len(facts_in(html)["rows"]) == len(atlas.clusters)


def test_it_holds_the_rows_of_its_views_and_no_others(atlas: Atlas) -> None:
    view = read_view({"province": "IR-10"}, atlas)[0]
    facts = facts_in(made(StorySlide(atlas, view)))
    assert {row[0] for row in facts["rows"]} == set(select(atlas, view).clusters["cluster_id"])


def test_its_digest_is_that_of_its_rows(atlas: Atlas) -> None:
    view = read_view({"province": "IR-10"}, atlas)[0]
    provenance = facts_in(made(StorySlide(atlas, view)))["provenance"]
    assert provenance["digest"] == rows_digest(rows_for_export(atlas, select(atlas, view).clusters))


@pytest.mark.parametrize("text", NASTY)
def test_no_record_and_no_title_ends_an_element(atlas: Atlas, text: str) -> None:
    clusters = atlas.clusters.assign(name_fa=text, note_fa=text)
    html = made(StorySlide(replace(atlas, clusters=clusters), View(), text, text))
    assert html.count("<script") == 2
    assert html.count("</script") == 2
    assert "<img" not in html


def test_nothing_in_it_names_another_host_to_fetch_from(atlas: Atlas) -> None:
    html = re.sub(
        r'<script type="application/json".*?</script>',
        "",
        made(StorySlide(atlas, View())),
        flags=re.DOTALL,
    )
    assert not re.findall(
        r"""(?:src|href)=["']?https?:|url\(["']?https?:|import\s*\(|fetch\(""", html
    )


def stages_told(facts: dict[str, Any], at: int) -> Counter[str]:
    """The stage groups of a slide's rows, counted as its page counts them."""
    groups = ("waiting", "in_progress", "completed", "not_reported")
    return Counter(
        groups[facts["stages"][facts["stageOf"][row]][3]] for row in facts["stops"][at]["rows"]
    )


def test_each_slide_of_a_story_at_several_dates_has_its_own_stages(acceptance: Path) -> None:
    path = acceptance / "exports" / "story_today_then_1393.json"
    stops = stops_of(read_story(path.read_bytes(), path.name), "fa")
    for order in (stops, stops[::-1]):
        facts = facts_in(made(*order))
        today = next(at for at, stop in enumerate(order) if not stop.view.as_of)
        assert stages_told(facts, today) == {
            "waiting": 71,
            "in_progress": 50,
            "completed": 21,
            "not_reported": 11,
        }
        assert stages_told(facts, 1 - today) == {
            "waiting": 11,
            "in_progress": 15,
            "completed": 7,
            "not_reported": 120,
        }


def test_an_empty_view_makes_a_file_too(atlas: Atlas) -> None:
    nothing = read_view({"q": "zzzz"}, atlas)[0]
    assert facts_in(made(StorySlide(atlas, nothing)))["rows"] == []
