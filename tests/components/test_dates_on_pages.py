"""Tables, pages and files at another date or version than the present: what they count, what they
say, and whose day it is.
"""

import csv
import io
import itertools
from typing import Any

import httpx
import pandas as pd
import pytest
from starlette.applications import Starlette

from components.bridge.sheets import shown_rows
from components.compare.comparison_head import head as comparison_head
from components.contract.place_blocks import GapsBlock, StepsBlock
from components.places import cluster_panel, province_panel, trade_panel
from components.server.site import atlas_of, comparison, site
from components.serving.csv_route import csv_route
from components.serving.page_tables import PAGE_TABLES
from components.words.text import Text
from geo.as_of import last_day_of
from geo.atlas import GROUPS, Atlas
from geo.registry.timeline import counted_from
from geo.view import View, read_view
from tests.conftest import DATA
from tests.event_loop import finished

BOTH = pytest.mark.parametrize("lang", ["fa", "en"])


def table_at(path: str) -> list[list[str]]:
    """The rows of a table, asked for at its address."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=[csv_route()]))
        async with httpx.AsyncClient(transport=transport, base_url="http://atlas.test") as client:
            return await client.get(path)

    answer = finished(ask())
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))[1:]


def seen(**query: str) -> tuple[Atlas, View, Text]:
    view, _ = read_view(query, site(int(query.get("version", 0))).atlas)
    return atlas_of(view), view, Text(view.lang)


@pytest.mark.usefixtures("two_versions")
def test_the_table_of_stages_at_its_address_counts_what_is_known_at_its_date_and_version() -> None:
    """Counted anew from the stages that the Atlas of that date has, province by province and trade
    by trade.
    """
    for as_of, version in itertools.product(("", "1386", "1393", "1399-06"), ("", "1", "2")):
        asked = {
            name: value for name, value in {"as_of": as_of, "version": version}.items() if value
        }
        atlas = seen(**asked)[0]
        group = atlas.stages.loc[atlas.clusters["stage"], "group"].to_numpy()
        tail = "".join(f"&{name}={value}" for name, value in asked.items())
        for param, code, column in (
            ("province", "IR-28", "province_iso"),
            ("province", "IR-07", "province_iso"),
            ("trade", "13", "isic_division"),
        ):
            mine = (atlas.clusters[column] == code).to_numpy()
            counted = [int((mine & (group == g)).sum()) for g in GROUPS]
            rows = table_at(f"/csv/{param}-stages?{param}={code}{tail}")
            assert [int(row[1]) for row in rows] == [*counted, int(mine.sum()) - sum(counted)], (
                asked
            )


@pytest.mark.parametrize("name", ["cluster-same-trade", "cluster-other-trades"])
def test_a_list_of_clusters_at_its_address_has_the_stages_of_its_date(name: str) -> None:
    atlas = seen(as_of="1393")[0]
    stages = dict(
        zip(
            atlas.clusters["cluster_id"],
            atlas.stages.loc[atlas.clusters["stage"], "name_en"],
            strict=True,
        )
    )
    rows = table_at(f"/csv/{name}?cluster=c003&lang=en&as_of=1393")
    assert len(rows) == 10
    assert {row[0]: row[-1] for row in rows} == {row[0]: stages[row[0]] for row in rows}


def test_likeness_by_stages_at_its_address_is_that_of_its_page() -> None:
    now, then = (
        table_at(f"/csv/province-alike?province=IR-10{date}") for date in ("", "&as_of=1393")
    )
    assert [row[:2] for row in now] == [row[:2] for row in then] or now != then
    shown: Any = next(
        b
        for b in province_panel.one_province(*seen(province="IR-10", as_of="1393", lang="en"))[1]
        if b.csv and "province-alike" in b.csv.href
    )
    by_code = {row[0]: row[2] for row in then}
    names = seen(lang="en")[0].provinces["name_en"]
    for row in shown.rows:
        code = str(names.index[names == row[0].text][0])
        assert (row[2] is None or not row[2].endswith("%")) == (by_code[code] == "")


@BOTH
def test_every_page_about_a_place_says_which_date_it_shows_and_leads_to_the_present(
    lang: str,
) -> None:
    query = {
        "lang": lang,
        "province": "IR-10",
        "trade": "13",
        "cluster": "c003",
        "compare": "province:IR-10,province:IR-21",
    }
    for as_of in ("1393", ""):
        atlas, view, text = seen(**query, as_of=as_of)
        makers = (
            province_panel.one_province,
            province_panel.every_province,
            trade_panel.one_trade,
            trade_panel.every_trade,
            cluster_panel.one_cluster,
        )
        notices = [make(atlas, view, text)[0].dated for make in makers] + [
            comparison_head(atlas, view, comparison(atlas, view), text).dated
        ]
        for notice in notices:
            if not as_of:
                assert notice is None
                continue
            assert notice and text.date("1393") in notice.say
            assert notice.link.action and notice.link.action.put == {"as_of": ""}
            assert "as_of" not in notice.link.href


def test_one_visitors_date_changes_nothing_on_anothers_page() -> None:
    """Nothing of Isfahan's stages is unknown today, whoever looked at Tabriz's neighbours in 1386
    before.
    """
    province_panel.one_province(*seen(province="IR-28", as_of="1386"))
    _, blocks = province_panel.one_province(*seen(province="IR-10", lang="en"))
    records = pd.read_csv(DATA / "clusters.csv", dtype=str, keep_default_na=False)
    unknown = int(
        ((records["province_iso"] == "IR-10") & records["stage"].isin(["unknown", ""])).sum()
    )
    told = {gap.key: gap.count for b in blocks if isinstance(b, GapsBlock) for gap in b.gaps}
    assert told.get("stage", f"{unknown} of 15") == f"{unknown} of 15"
    assert ("stage" in told) == (unknown > 0)


def test_the_office_is_not_asked_for_what_is_on_file_whatever_the_date() -> None:
    now, then = (
        province_panel.one_province(*seen(province="IR-10", as_of=as_of, lang="en"))[1]
        for as_of in ("", "1386")
    )
    asked = [
        [(g.key, g.count) for b in blocks if isinstance(b, GapsBlock) for g in b.gaps]
        for blocks in (now, then)
    ]
    assert asked[0] == asked[1]


def test_a_step_after_the_date_shown_is_marked_as_not_yet_known() -> None:
    atlas, view, text = seen(cluster="c119", as_of="1391", lang="en")
    known = counted_from(
        atlas.content.stage_events[atlas.content.stage_events["cluster_id"] == "c119"]
    )["known"]
    later = int((known > last_day_of("1391").toordinal()).sum())
    block = next(
        b for b in cluster_panel.one_cluster(atlas, view, text)[1] if isinstance(b, StepsBlock)
    )
    assert sum(text("cluster.later_step") in step.lines for step in block.steps) == later > 0


@pytest.mark.usefixtures("two_versions")
def test_a_version_made_after_half_past_eight_in_the_evening_is_of_the_next_day_in_tehran() -> None:
    """The second version was made at 22:00 UTC of 3 Azar 1405: 01:30 of 4 Azar in Tehran."""
    own = table_at("/csv/province-official?province=IR-10&lang=en")[-1]
    assert own[1] == "1405-09-04"
    assert table_at("/csv/province-official?province=IR-10&lang=en&as_of=1393")[-1][1] == "1393"
    assert (
        table_at("/csv/cluster-history?cluster=c003&lang=en")[0][1] == "2026-11-25T01:30:00+03:30"
    )
    assert "2026-11-25 (1405/09/04) 01:30" in Text("en").moment(site().atlas.at)


def test_beside_official_totals_stages_of_which_none_is_known_at_a_date_are_no_zeros() -> None:
    own = table_at("/csv/province-official?province=IR-28&lang=en&as_of=1386")[-1]
    assert own[1] == "1386"
    assert own[2:5] == ["1", "", ""]
    atlas, view, text = seen(province="IR-28", as_of="1386", lang="en")
    assert shown_rows(PAGE_TABLES["province-official"](atlas, view, text))[-1][2:5] == [
        "1",
        *2 * [text("place.stage_unknown")],
    ]
