"""The pages as Streamlit runs them, without a browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.bridge.panel import VIEW
from components.server.site import site
from tests.serving import ROOT


def opened(page: str = "", **query: str) -> AppTest:
    """The page at a link with these parameters, run once."""
    test = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=60)
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    if page:
        test.switch_page(page).run()
    assert not test.exception
    return test


def panels(test: AppTest) -> dict[str, Any]:
    """What each of our panels was given."""
    found = {}

    def walk(node: Any) -> None:
        if getattr(node, "type", "") == "bidi_component":
            found[node.proto.component_name.removeprefix("atlas_")] = json.loads(node.proto.bytes)
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(test._tree)
    return found


def test_it_opens_in_persian_with_every_panel() -> None:
    shown = panels(opened())
    every = {
        "frame",
        "figures",
        "sentence",
        "compare_bar",
        "filters",
        "as_of",
        "map_head",
        "map_legend",
        "card",
        "stages",
        "changes",
        "table",
    }
    assert set(shown) == every
    assert (shown["frame"]["lang"], shown["frame"]["dir"]) == ("fa", "rtl")
    assert shown["sentence"]["sentence"] == "همه ۱۵۳ خوشه مستند، بی هیچ پالایه."


def test_a_link_opens_the_same_view_in_every_panel() -> None:
    shown = panels(opened(lang="en", province="IR-10", cluster="c017", metric="count"))
    assert shown["sentence"]["sentence"].startswith("15 of 153")
    assert shown["table"]["title"] == "15 clusters"
    assert shown["card"]["card"]["name"].endswith("cluster")
    assert shown["map_legend"]["title"] == "Number of clusters"


def test_an_old_link_says_what_it_ignored_and_opens() -> None:
    shown = panels(opened(lang="en", province="IR-77", colour="red"))
    assert shown["frame"]["ignored"] == ["province: IR-77", "colour: red"]
    assert shown["table"]["title"] == "153 clusters"


def test_the_address_follows_the_view() -> None:
    test = opened(lang="en")
    test.session_state[VIEW] = test.session_state[VIEW].changed(
        site().atlas, put={"province": "IR-21"}
    )
    test.run()
    assert test.query_params["province"] == "IR-21"
    assert panels(test)["sentence"]["chips"][0]["label"] == "Province: Yazd"


def test_the_address_leads_when_it_was_changed() -> None:
    test = opened(lang="en", province="IR-21")
    test.query_params["province"] = "IR-10"
    test.run()
    assert test.session_state[VIEW].chosen("province") == ("IR-10",)


def test_an_empty_selection_says_so_and_offers_a_way_out() -> None:
    shown = panels(opened(lang="en", q="nothing of the kind"))
    assert shown["table"]["rows"] == []
    assert shown["sentence"]["chips"]
    assert "No documented cluster" in shown["map_head"]["title"]


def test_the_stages_by_province_come_on_demand() -> None:
    test = opened(lang="en")
    assert not test.get("plotly_chart")
    test.toggle(key="stages_by_province").set_value(True).run()
    assert test.get("plotly_chart")


def test_the_about_page_has_every_published_total() -> None:
    blocks = {
        b.get("anchor"): b for b in panels(opened("about_page.py", lang="en"))["place"]["blocks"]
    }
    assert [len(blocks[name]["rows"]) for name in ("official", "provincial")] == [9, 17]


@pytest.mark.usefixtures("fresh_site")
def test_spoilt_data_are_told_in_both_languages_and_nothing_is_shown(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clusters = data / "clusters.csv"
    clusters.write_text(
        clusters.read_text(encoding="utf-8").replace("IR-10", "IR-77"), encoding="utf-8"
    )
    monkeypatch.setenv("ATLAS_DATA", str(data))
    test = opened()
    assert panels(test) == {}
    assert len(test.error) == 2
    assert "IR-77" in test.text[0].value
    assert "clusters.csv" in test.text[1].value


@pytest.mark.usefixtures("fresh_site")
def test_outlines_of_the_users_own_take_the_place_of_ours(
    acceptance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "ATLAS_PROVINCES", str(acceptance / "boundaries" / "osm_2025_provinces.geojson")
    )
    assert panels(opened(lang="en"))["table"]["title"] == "153 clusters"
    assert site().atlas.boundaries.fine.count_coordinates().sum() > 19_000


@pytest.mark.usefixtures("fresh_site")
def test_stale_codes_of_the_users_own_outlines_are_told(
    acceptance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "ATLAS_PROVINCES", str(acceptance / "boundaries" / "codes_before_2020.geojson")
    )
    blocks = panels(opened("about_page.py", lang="en"))["place"]["blocks"]
    told = " ".join(next(b for b in blocks if b.get("anchor") == "version")["paragraphs"])
    assert "codes_before_2020.geojson are those of before 24 November 2020" in told


@pytest.mark.usefixtures("fresh_site")
def test_wrong_outlines_of_the_users_own_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.geojson").write_text("{}", encoding="utf-8")
    monkeypatch.setenv("ATLAS_PROVINCES", str(tmp_path / "own.geojson"))
    test = opened()
    assert "own.geojson" in test.text[1].value


@pytest.mark.parametrize(
    ("page", "query", "title"),
    [
        ("province_page.py", {"province": "IR-10"}, "Isfahan"),
        ("province_page.py", {"province": "IR-05"}, "Kermanshah"),
        ("province_page.py", {}, "The 31 provinces"),
        ("trade_page.py", {"trade": "13"}, "Textiles and carpets"),
        ("trade_page.py", {"trade": "not_reported"}, "Trade not reported"),
        ("trade_page.py", {}, "18 trades with documented clusters"),
        ("cluster_page.py", {"cluster": "c003"}, "Fars handmade carpet cluster"),
        ("cluster_page.py", {}, "Clusters"),
        ("about_page.py", {}, "About this atlas"),
    ],
)
def test_every_page_about_a_place_opens_from_a_link(
    page: str, query: dict[str, str], title: str
) -> None:
    assert panels(opened(page, lang="en", **query))["place"]["head"]["title"] == title


def test_the_list_on_a_province_page_leads_to_clusters_and_holds_those_of_the_province() -> None:
    shown = panels(opened("province_page.py", lang="en", province="IR-10"))
    assert shown["table"]["title"] == "15 clusters"
    assert shown["table"]["leads"] is True
    assert "sentence" not in shown


def test_other_filters_are_read_back_on_a_province_page() -> None:
    shown = panels(opened("province_page.py", lang="en", province="IR-10", trade="13"))
    assert shown["sentence"]["sentence"].startswith("5 of 153")


def test_a_link_to_two_provinces_shows_the_first_on_its_page() -> None:
    shown = panels(opened("province_page.py", lang="en", province="IR-10,IR-07"))
    assert shown["place"]["head"]["title"] == "Fars"
    assert shown["table"]["title"] == "10 clusters"
