"""The comparison, the search and the changes as Streamlit runs them, without a browser."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from components.bridge.panel import VIEW
from components.compare.comparing import moved, refusal, with_item, without_item
from components.compare.worded_table import csv_file
from components.contract.search import Find, SearchAnswer
from components.server.registry import ask_anew, registry
from components.server.site import comparison, data_folder, reference, site
from components.serving.search_route import answer
from components.words.text import Text
from geo.intake.edit import with_event
from geo.registry.rights import Rights
from geo.registry.store import Entry
from geo.view import View, read_view
from tests.pages.test_pages import opened, panels
from tests.serving import ROOT

SIX = ",".join(f"province:IR-{n:02d}" for n in range(6))


def test_a_link_to_the_comparison_opens_it() -> None:
    shown = panels(opened("compare_page.py", lang="en", compare="province:IR-15,province:IR-10"))
    columns = [c["link"]["label"] for c in shown["comparison"]["columns"]]
    assert columns == ["Lorestan", "Isfahan"]
    rate = next(r for r in shown["comparison"]["rows"] if r["name"] == "per_million")
    assert [(c["value"], c["extreme"]) for c in rate["cells"]] == [
        ("8.5", "highest"),
        ("2.9", "lowest"),
    ]
    assert len(shown["small_maps"]["maps"]) == 2


def test_without_anything_to_compare_the_page_says_how_to_begin() -> None:
    shown = panels(opened("compare_page.py", lang="fa"))
    assert "comparison" not in shown
    assert shown["comparison_head"]["starts"]
    assert len(shown["comparison_head"]["pickers"]) == 2


def test_a_province_without_records_says_so_in_the_comparison() -> None:
    shown = panels(opened("compare_page.py", lang="en", compare="province:IR-05,province:IR-10"))
    clusters = next(r for r in shown["comparison"]["rows"] if r["name"] == "clusters")
    assert clusters["cells"][0]["value"] is None
    assert clusters["none"][0] == "no record"


def test_a_full_comparison_says_why_no_more_can_be_added() -> None:
    head = panels(opened("compare_page.py", lang="en", compare=SIX))["comparison_head"]
    assert head["pickers"] == []
    assert head["full"].startswith("6 are compared already")


def test_half_a_link_opens_with_what_it_names_rightly() -> None:
    shown = panels(
        opened(
            "compare_page.py",
            lang="en",
            compare="province:IR-10,province:IR-77,cluster:c010,province:",
        )
    )
    assert [c["item"] for c in shown["comparison"]["columns"]] == ["province:IR-10"]


def test_the_seventh_is_refused_and_another_kind_begins_anew() -> None:
    atlas, text = site().atlas, Text("en")
    view = read_view({"compare": SIX}, atlas)[0]
    assert refusal(atlas, text, view, "province:IR-10").startswith("6 are compared")
    assert refusal(atlas, text, view, "province:IR-01") == "Gilan is in the comparison already."
    assert refusal(atlas, text, view, "cluster:c010") == ""
    assert with_item(view.compare, "cluster:c010") == {"compare": "cluster:c010"}
    assert with_item(("trade:13",), "trade:10") == {"compare": "trade:13,trade:10"}


def test_columns_are_moved_and_taken_out() -> None:
    compare = ("trade:13", "trade:10", "trade:23")
    assert moved(compare, "trade:10", 1)["compare"] == "trade:13,trade:23,trade:10"
    assert moved(compare, "trade:10", -1)["compare"] == "trade:10,trade:13,trade:23"
    assert moved(compare, "trade:13", -1)["compare"] == "trade:13,trade:10,trade:23"
    assert without_item(compare, "trade:13")["compare"] == "trade:10,trade:23"


def test_a_row_orders_the_columns_one_way_then_the_other() -> None:
    test = opened("compare_page.py", lang="en", compare="province:IR-10,province:IR-15")

    def order(shown: AppTest) -> Any:
        return next(r for r in panels(shown)["comparison"]["rows"] if r["name"] == "per_million")[
            "order"
        ]["put"]

    assert order(test) == {"compare": "province:IR-15,province:IR-10"}
    test.session_state[VIEW] = test.session_state[VIEW].changed(site().atlas, put=order(test))
    test.run()
    assert order(test) == {"compare": "province:IR-10,province:IR-15"}
    assert test.query_params["compare"] == "province:IR-15,province:IR-10"


def test_the_file_of_the_comparison_is_the_table_with_numbers_as_numbers() -> None:
    atlas, text = site().atlas, Text("en")
    view = read_view({"lang": "en", "compare": "province:IR-10,province:IR-21"}, atlas)[0]
    found = comparison(atlas, view)
    assert found is not None
    rows = list(csv.DictReader(io.StringIO(csv_file(atlas, view, found, text).decode("utf-8-sig"))))
    assert [r["Indicator"] for r in rows[:2]] == ["Clusters", "Clusters per million inhabitants"]
    assert (rows[0]["Isfahan"], rows[0]["Yazd"]) == ("15", "5")
    official = next(r for r in rows if r["Indicator"] == "Identified, official total")
    assert (official["Isfahan"], official["Isfahan: source"], official["Yazd"]) == (
        "65",
        "isfahaniec.ir",
        "",
    )


def test_the_map_offers_what_is_chosen_on_it_for_comparison() -> None:
    bar = panels(opened(lang="en", province="IR-10", cluster="c017", compare="province:IR-15"))[
        "compare_bar"
    ]
    assert [o["item"] for o in bar["offers"]] == ["cluster:c017", "province:IR-10"]
    assert bar["offers"][1]["put"] == {"compare": "province:IR-15,province:IR-10"}
    assert bar["link"]["href"].startswith("/compare?")


def put_by(find: Find) -> Mapping[str, str]:
    """The parameters that following a find sets."""
    assert find.action
    return find.action.put or {}


def test_a_search_answers_by_kind_with_where_each_leads() -> None:
    groups = {g.kind: g.finds for g in answer(site().atlas, "esfahan", View(lang="en")).groups}
    assert groups["province"][0].label == "Isfahan"
    assert put_by(groups["province"][0]) == {"province": "IR-10"}
    assert groups["place"][0].href.startswith("/?")
    assert put_by(groups["place"][0])["province"] == "IR-10"


def test_a_place_leads_to_the_clusters_that_name_it_else_to_its_province() -> None:
    atlas = site().atlas
    kashan = next(
        f
        for g in answer(atlas, "کاشان", View(lang="fa")).groups
        if g.kind == "place"
        for f in g.finds
    )
    view = read_view({}, atlas)[0].changed(atlas, put=put_by(kashan))
    assert view.chosen("province") == ("IR-10",)
    assert view.text
    empty = next(
        f
        for g in answer(atlas, "Kermanshah", View(lang="en")).groups
        if g.kind == "place"
        for f in g.finds
    )
    assert put_by(empty)["q"] == ""
    assert "no documented cluster" in empty.note


def test_a_search_for_nothing_or_nonsense_answers_in_words() -> None:
    atlas = site().atlas
    assert answer(atlas, "", View(lang="en")) == SearchAnswer([], "")
    for query in ("(.*)[]{}\\", "<img src=x onerror=alert(1)>", "ژژژژژژژژ", "\u0000"):
        assert answer(atlas, query, View(lang="en")).groups == [], query
    assert answer(atlas, "(.*)[", View(lang="en")).say.startswith("Nothing is called so")
    assert answer(atlas, "خ" * 5000, View(lang="fa")).groups == []


def test_changes_are_asked_for_before_they_are_worked_out() -> None:
    shown = panels(opened(lang="en"))["changes"]
    assert shown["found"] is None
    assert len(shown["offered"]) >= 2


def test_changes_since_a_date_are_those_of_the_view() -> None:
    every = panels(opened(lang="en", since="1395"))["changes"]["found"]
    isfahan = panels(opened(lang="en", since="1395", province="IR-10"))["changes"]["found"]
    assert every["groups"][0]["kind"] == "moved"
    assert len(isfahan["groups"][0]["lines"]) < len(every["groups"][0]["lines"])
    assert all(line["where"] == "Isfahan" for line in isfahan["groups"][0]["lines"])
    assert "no version as old" in every["how"]


def test_a_beginning_without_changes_says_so() -> None:
    assert panels(opened(lang="en", since="1460"))["changes"]["found"]["none"].startswith(
        "Nothing in this view changed"
    )


def test_an_action_that_adds_to_the_comparison_changes_the_view() -> None:
    test = opened(lang="en")
    view = test.session_state[VIEW].changed(site().atlas, put=with_item((), "trade:13"))
    assert view.compare == ("trade:13",)


@pytest.mark.usefixtures("fresh_site")
def test_changes_since_a_version_are_what_was_changed_in_the_registry() -> None:
    opened(lang="en")
    store = registry(reference(), data_folder())
    old = store.snapshot()
    new = with_event(
        old,
        "c006",
        "final_monitoring",
        "1404",
        ("", ""),
        ("a source", "https://example.org"),
        date(2026, 11, 22),
    )
    store.commit(old, new, Entry("edit", Rights.to_all(""), "2026-11-22T10:00:00Z"))
    ask_anew()
    found = panels(opened(lang="en", since="v1"))["changes"]["found"]
    assert [(g["kind"], len(g["lines"])) for g in found["groups"]] == [
        ("moved", 1),
        ("added", 0),
        ("corrected", 0),
        ("removed", 0),
    ]
    assert (
        found["groups"][0]["lines"][0]["say"] == "Implementation → Final monitoring, 1404 (Jalali)"
    )
    assert found["how"] == "Records compared with version 1 of the registry."
    assert panels(opened(lang="en", since="1460"))["changes"]["found"]["none"]


def test_a_clusters_page_tells_of_that_cluster_alone() -> None:
    found = panels(opened("cluster_page.py", lang="en", cluster="c010", since="1403"))["changes"][
        "found"
    ]
    lines = [line for group in found["groups"] for line in group["lines"]]
    assert [line["link"]["label"] for line in lines] == ["Lar masghati (starch halva) cluster"]


def test_the_comparison_says_how_much_changed_in_each_of_the_things_compared() -> None:
    shown = panels(
        opened("compare_page.py", lang="en", compare="province:IR-15,province:IR-10", since="1395")
    )["changes"]
    counts = {row["name"]: row["cells"] for row in shown["counts"]["rows"]}
    alone = {
        p: panels(opened(lang="en", since="1395", province=p))["changes"]["found"]["groups"][0][
            "title"
        ]
        for p in ("IR-15", "IR-10")
    }
    assert alone["IR-15"].startswith(f"{counts['Lorestan'][0]} ")
    assert alone["IR-10"].startswith(f"{counts['Isfahan'][0]} ")
    # the registry of the test is younger than 1395
    assert counts["Isfahan"][1:] == [None, None, None]


def test_equal_counts_are_told_apart_by_what_is_completed() -> None:
    shown = panels(opened("compare_page.py", lang="en", compare="province:IR-15,province:IR-10"))
    assert (
        shown["comparison_head"]["title"]
        == "15 documented clusters in each; most completed: Isfahan (8), fewest: Lorestan (0)"
    )


@pytest.mark.parametrize(
    ("page", "link"),
    [("province_page.py", {"province": "IR-10,IR-15"}), ("trade_page.py", {"trade": "13,23"})],
)
def test_a_link_to_several_shows_the_first_and_leads_to_the_others_and_their_comparison(
    page: str, link: dict[str, str]
) -> None:
    test = opened(page, lang="en", **link)
    said = next(
        b for b in panels(test)["place"]["blocks"] if b["title"].startswith("This link names 2")
    )
    kind, codes = next((k, v.split(",")) for k, v in link.items())
    compare, other = said["links"]
    assert compare["action"]["put"]["compare"] == ",".join(f"{kind}:{c}" for c in codes)
    assert other["action"]["put"][kind] == codes[1]


def test_a_filter_that_stands_in_the_address_twice_has_both_values() -> None:
    test = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=60)
    test.query_params["province"] = ["IR-10", "IR-15"]
    test.run()
    assert test.session_state[VIEW].chosen("province") == ("IR-10", "IR-15")


def test_the_records_page_opens_on_the_record_that_the_link_names() -> None:
    assert (
        opened("records_page.py", lang="en", cluster="c001").segmented_control[0].value == "record"
    )
    assert opened("records_page.py", lang="en").segmented_control[0].value == "load"


def test_every_table_of_a_place_has_its_source_its_file_and_its_method() -> None:
    for page, link in (
        ("province_page.py", {"province": "IR-10"}),
        ("trade_page.py", {"trade": "13"}),
        ("cluster_page.py", {"cluster": "c003"}),
    ):
        for block in panels(opened(page, lang="en", **link))["place"]["blocks"]:
            assert block.get("info"), block["title"]
            if block.get("rows") or block.get("gaps") or block.get("steps"):
                assert block.get("csv"), block["title"]
                assert block.get("source"), block["title"]


def test_what_a_search_finds_leads_to_the_date_and_version_looked_at() -> None:
    atlas = site().atlas
    view = View(lang="en", version=atlas.number, as_of="1393")
    for query in ("esfahan", "Kermanshah", "c010"):
        for find in (f for group in answer(atlas, query, view).groups for f in group.finds):
            assert {"version": str(atlas.number), "as_of": "1393"}.items() <= dict(
                parse_qsl(urlsplit(find.href).query)
            ).items()
