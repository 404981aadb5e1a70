"""The one file for a room without internet, seen from outside a browser."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from components.briefing.one_file import Stop, one_file
from geo.atlas import Atlas
from geo.exports import rows_for_export
from geo.provenance import rows_digest
from geo.selection import select
from geo.view import View, read_view
from tests.browser.conftest import NASTY
from tests.conftest import DATA

TODAY = date(2026, 11, 24)


def made(*stops: Stop, lang: str = "fa") -> str:
    return one_file(stops, lang, "https://atlas.example/?province=IR-10", TODAY, DATA).decode()


def facts_in(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="facts">(.*?)</script>', html, re.DOTALL)
    assert found
    facts: dict[str, object] = json.loads(found[1])
    return facts


def test_it_holds_the_documented_records_in_at_most_a_megabyte_and_a_half(atlas: Atlas) -> None:
    html = made(Stop(atlas, View()))
    assert len(html.encode()) <= 1_500_000
    assert len(facts_in(html)["rows"]) == len(atlas.clusters)  # type: ignore[arg-type]


def test_it_holds_the_rows_of_its_views_and_no_others(atlas: Atlas) -> None:
    view = read_view({"province": "IR-10"}, atlas)[0]
    facts = facts_in(made(Stop(atlas, view)))
    assert {row[0] for row in facts["rows"]} == set(select(atlas, view).clusters["cluster_id"])  # type: ignore[attr-defined]


def test_its_digest_is_that_of_its_rows(atlas: Atlas) -> None:
    view = read_view({"province": "IR-10"}, atlas)[0]
    provenance = facts_in(made(Stop(atlas, view)))["provenance"]
    assert provenance["digest"] == rows_digest(rows_for_export(atlas, select(atlas, view).clusters))  # type: ignore[index]


@pytest.mark.parametrize("text", NASTY)
def test_no_record_and_no_title_ends_an_element(atlas: Atlas, text: str) -> None:
    clusters = atlas.clusters.assign(name_fa=text, note_fa=text)
    html = made(Stop(replace(atlas, clusters=clusters), View(), text, text))
    assert html.count("<script") == 2
    assert html.count("</script") == 2
    assert "<img" not in html


def test_nothing_in_it_names_another_host_to_fetch_from(atlas: Atlas) -> None:
    html = re.sub(r'<script type="application/json".*?</script>', "", made(Stop(atlas, View())), flags=re.DOTALL)
    assert not re.findall(r"""(?:src|href)=["']?https?:|url\(["']?https?:|import\s*\(|fetch\(""", html)


def test_an_empty_view_makes_a_file_too(atlas: Atlas) -> None:
    nothing = read_view({"q": "zzzz"}, atlas)[0]
    assert facts_in(made(Stop(atlas, nothing)))["rows"] == []
