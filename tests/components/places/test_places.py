"""What the pages about a place give to the browser."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from components.bridge.links import put_subject
from components.bridge.sheets import Column, TableContent, sheet_csv, shown_rows
from components.contract.links import Action
from components.contract.place_blocks import Block, TermsBlock
from components.places import cluster_panel, province_panel, trade_panel, unknown_link
from components.places.about_panel import METHODS, about
from components.server.registry import ask_anew, registry
from components.server.site import data_folder, forget, reference, site
from components.serving.page_tables import PAGE_TABLES
from components.words.text import Text
from geo.atlas import Atlas, make_atlas
from geo.indicators import INDICATORS
from geo.registry.rights import Rights
from geo.registry.snapshot import snapshot_from
from geo.registry.store import Entry
from geo.registry.tables import CONTENT
from geo.view import View, read_view

FA, EN = Text("fa"), Text("en")
BOTH = pytest.mark.parametrize("lang", ["fa", "en"])


@pytest.fixture(scope="module")
def here() -> Atlas:
    """The Atlas as the pages have it, from a registry."""
    return site().atlas


def view_of(atlas: Atlas, **query: str) -> View:
    return read_view(query, atlas)[0]


def named(blocks: list[Block], kind: str) -> Any:
    return next(b for b in blocks if b.kind == kind)


def titled(blocks: list[Block], words: str) -> Any:
    return next(b for b in blocks if words in b.title)


def test_the_province_page_gives_rank_population_and_both_its_neighbours_in_order(
    here: Atlas,
) -> None:
    head, _ = province_panel.one_province(here, view_of(here, province="IR-10", lang="en"), EN)
    facts = {f.label: (f.value, f.note) for f in head.facts}
    assert facts["Documented clusters"][0] == "15"
    assert facts["Clusters per million inhabitants"] == (
        "2.9",
        "rank 12 of 30 provinces with a record (31 in all)",
    )
    assert facts["Population"][0] == "5,120,850"
    assert [link.label for link in head.nav] == [
        "Previous: Ilam",
        "Next: Kerman",
        "All provinces",
    ]
    assert [link.action for link in head.nav] == [
        Action(go="province", put=put_subject("province", code)) for code in ("IR-16", "IR-08", "")
    ]


def test_every_official_total_of_a_province_stands_beside_what_is_documented(here: Atlas) -> None:
    made = PAGE_TABLES["province-official"](here, view_of(here, province="IR-10"), FA)
    published = here.provincial_totals[here.provincial_totals["province_iso"] == "IR-10"]
    assert len(made.rows) == len(published) + 1
    assert made.rows[0][2:5] == (65, 8, 3)
    assert made.rows[-1][2] == 15


def test_the_documented_side_of_the_official_table_ignores_filters(here: Atlas) -> None:
    made = PAGE_TABLES["province-official"](
        here, view_of(here, province="IR-10", stage="completed", q="x"), FA
    )
    assert made.rows[-1][2] == 15


def test_filters_stay_in_force_on_the_province_page(here: Atlas) -> None:
    head, blocks = province_panel.one_province(
        here, view_of(here, province="IR-10", trade="13", lang="en"), EN
    )
    assert head.facts[0].value == "5"
    assert [row[0].text for row in titled(blocks, "Most frequent").rows] == ["Textiles and carpets"]


@BOTH
def test_a_province_without_a_record_says_so_and_offers_its_neighbours(
    here: Atlas, lang: str
) -> None:
    head, blocks = province_panel.one_province(
        here, view_of(here, province="IR-05", lang=lang), Text(lang)
    )
    assert head.facts[0].value is None
    assert named(blocks, "ledger").rows == []
    said = named(blocks, "prose")
    assert here.provinces.at["IR-05", f"name_{lang}"] in said.title
    assert len(said.links) >= 4
    assert named(blocks, "sketch").points.rows == []


def test_a_province_whose_clusters_the_filters_hide_is_not_said_to_have_none(here: Atlas) -> None:
    _, blocks = province_panel.one_province(
        here, view_of(here, province="IR-10", q="nothing like it", lang="en"), EN
    )
    assert named(blocks, "prose").title == EN("province.none_here")


def test_quotients_from_few_clusters_are_marked(here: Atlas) -> None:
    _, blocks = province_panel.one_province(here, view_of(here, province="IR-10", lang="en"), EN)
    rows = {row[0].text: row[-1] for row in titled(blocks, "Most frequent").rows}
    assert rows["Textiles and carpets"] == "1.9"
    assert rows["Leather and footwear"].endswith("(few)")


def test_what_is_missing_is_counted_and_leads_to_the_clusters(here: Atlas) -> None:
    _, blocks = province_panel.one_province(here, view_of(here, province="IR-10", lang="en"), EN)
    gaps = {g.key: g for g in named(blocks, "gaps").gaps}
    assert gaps["firms"].count == "15 of 15"
    assert len(gaps["firms"].clusters) == 15
    assert "source" not in gaps


def test_the_list_of_provinces_has_all_of_them_and_says_of_which_nothing_is_known(
    here: Atlas,
) -> None:
    _, blocks = province_panel.every_province(here, view_of(here, lang="en"), EN)
    ledger = named(blocks, "ledger")
    rows = {row[0].text: row for row in ledger.rows}
    assert len(rows) == 31
    assert rows["Kermanshah"][1] == EN("map.no_record")
    place = [column.label for column in ledger.columns].index(EN("place.rank"))
    assert rows["Lorestan"][place] == "1"


def test_the_trade_page_counts_provinces_and_leads_to_each(here: Atlas) -> None:
    head, blocks = trade_panel.one_trade(here, view_of(here, trade="13", lang="en"), EN)
    assert [f.value for f in head.facts] == ["27", "20"]
    first = named(blocks, "ledger").rows[0][0]
    assert first.link.action == Action(go="province", put=put_subject("province", "IR-10"))


def test_records_without_a_trade_have_a_page_of_their_own(here: Atlas) -> None:
    head, _ = trade_panel.one_trade(here, view_of(here, trade="not_reported", lang="en"), EN)
    assert head.title == EN("trade.not_reported")


def test_a_cluster_page_has_its_steps_in_order_with_source(here: Atlas) -> None:
    _, blocks = cluster_panel.one_cluster(here, view_of(here, cluster="c119", lang="en"), EN)
    steps = named(blocks, "steps").steps
    assert len(steps) == 3
    dated = [s.date for s in steps if s.date != "undated"]
    assert dated == sorted(dated)
    assert all(s.source for s in steps)


def test_a_cluster_page_says_plainly_what_is_not_recorded(here: Atlas) -> None:
    _, blocks = cluster_panel.one_cluster(here, view_of(here, cluster="c001", lang="en"), EN)
    corners = named(blocks, "triangle")
    assert corners.title == EN("cluster.triangle_none")
    assert not any(c.on for c in corners.corners)
    assert titled(blocks, EN("cluster.figures_none")).rows == []


def test_the_nearest_of_the_same_trade_are_not_narrowed_by_the_province_one_came_from(
    here: Atlas,
) -> None:
    rows = PAGE_TABLES["cluster-same-trade"](
        here, view_of(here, cluster="c003", province="IR-07", trade="13"), EN
    ).rows
    assert len(rows) == 10
    assert {row[3] for row in rows} != {"IR-07"}


@BOTH
def test_every_indicator_and_every_method_that_a_page_names_is_documented(
    here: Atlas, lang: str
) -> None:
    text = Text(lang)
    _, blocks = about(here, view_of(here, lang=lang), text)
    anchors = {t.anchor for b in blocks if isinstance(b, TermsBlock) for t in b.terms}
    assert {f"method-{name}" for name in (*INDICATORS, *METHODS)} <= anchors
    pages = [
        province_panel.one_province(here, view_of(here, province="IR-10", lang=lang), text),
        province_panel.every_province(here, view_of(here, lang=lang), text),
        trade_panel.one_trade(here, view_of(here, trade="13", lang=lang), text),
        cluster_panel.one_cluster(here, view_of(here, cluster="c003", lang=lang), text),
    ]
    for head, blocks in pages:
        led = [*(f.info for f in head.facts), *(b.info for b in blocks)]
        assert {link.anchor for link in led if link} <= anchors
        assert all(f.info for f in head.facts)


def test_the_about_page_tells_every_stage_shortfall_and_source(here: Atlas) -> None:
    _, blocks = about(here, view_of(here, lang="en"), EN)
    by_anchor: dict[str, Any] = {b.anchor: b for b in blocks}
    assert len(by_anchor["stages"].rows) == len(here.stages)
    assert len(by_anchor["shortfalls"].terms) == 7
    assert len(by_anchor["record-sources"].rows) == len(here.content.sources)
    assert "406" in {row[2] for row in by_anchor["official"].rows}


@pytest.mark.parametrize("name", sorted(PAGE_TABLES))
@BOTH
def test_every_sheet_is_a_csv_for_excel_with_plain_numbers(
    here: Atlas, name: str, lang: str
) -> None:
    made = PAGE_TABLES[name](
        here, view_of(here, province="IR-10", trade="13", cluster="c003", lang=lang), Text(lang)
    )
    content = sheet_csv(made, Text(lang), is_invented=False)
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(made.rows) + 1
    assert {len(row) for row in rows} == {len([c for c in made.columns if c.only != "screen"])}
    numbers = [
        i for i, c in enumerate(c for c in made.columns if c.only != "screen") if c.is_number
    ]
    assert all(row[i].isascii() for row in rows[1:] for i in numbers)


def test_a_csv_disarms_formulas_and_says_what_is_invented() -> None:
    made = TableContent([Column("a"), Column("b", True)], [("=1+1", None)])
    lines = sheet_csv(made, EN, is_invented=True).decode("utf-8-sig").splitlines()
    assert lines == ["a,b,Invented?", "'=1+1,,invented"]


def test_a_cell_without_a_value_is_nothing_and_never_zero() -> None:
    rows = shown_rows(
        TableContent(
            [Column("a", True, EN.number), Column("b", True, EN.number, none="unknown")],
            [(None, float("nan")), (0, 2)],
        )
    )
    assert rows == [[None, "unknown"], ["0", "2"]]


@pytest.fixture(scope="module")
def fuller(here: Atlas) -> Atlas:
    """The Atlas with two sources that disagree about one cluster, and bodies and shortfalls of
    it.
    """
    content = here.content
    rows = {name: content.rows(name) for name in CONTENT}
    source = ("s2", "Another report", "https://example.org")
    rows["sources"] = [*rows["sources"], source]
    rows["observations"] = [
        *rows["observations"],
        ("c003", "firms", 400.0, 450.0, "firms", "1402", "2026-11-20", "s2"),
    ]
    tags = [("body", "cluster"), ("body", "university"), ("body", "bank"), ("shortfall", "finance")]
    rows["tags"] = [("c003", kind, tag, "s2") for kind, tag in tags]
    return make_atlas(reference(), snapshot_from(rows, token="fuller"))


def test_figures_of_sources_that_disagree_stand_side_by_side_and_the_page_says_so(
    fuller: Atlas,
) -> None:
    _, blocks = cluster_panel.one_cluster(fuller, view_of(fuller, cluster="c003", lang="en"), EN)
    figures = titled(blocks, EN("cluster.figures", n=3))
    firms = [(row[1], row[3], row[4].text) for row in figures.rows if row[0] == "Firms"]
    assert firms[0] == ("400\u2013450", "1402 (Jalali)", "Another report")
    assert firms[1][:2] == ("594", "undated")
    assert "Firms" in figures.note
    assert "Employment" not in figures.note


def test_the_triangle_fills_the_corners_that_are_recorded(fuller: Atlas) -> None:
    _, blocks = cluster_panel.one_cluster(fuller, view_of(fuller, cluster="c003", lang="en"), EN)
    drawn = named(blocks, "triangle")
    assert [c.on for c in drawn.corners] == [True, False, True]
    assert drawn.bodies == ["Cluster association", "University", "Bank"]
    assert drawn.shortfalls == ["Banks and finance"]


@pytest.fixture
def without_jahrom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Atlas]:
    """The Atlas of a registry whose second version no longer has c005, the dates of Jahrom."""
    monkeypatch.setenv("ATLAS_DATABASE_URL", f"sqlite:///{tmp_path / 'registry.sqlite'}")
    forget()
    store = registry(reference(), data_folder())
    old = store.snapshot()
    rows = {name: [row for row in old.rows(name) if row[0] != "c005"] for name in CONTENT}
    store.commit(
        old, snapshot_from(rows), Entry("edit", Rights.to_all("Mina"), "2026-02-01T00:00:00Z")
    )
    ask_anew()
    yield site().atlas
    forget()


def test_a_link_to_a_record_that_is_no_more_says_when_it_went_and_leads_to_the_version_that_had_it(
    without_jahrom: Atlas,
) -> None:
    said = unknown_link.blocks(
        without_jahrom, view_of(without_jahrom, lang="en"), EN, "cluster", "c005"
    )[0]
    assert said.title == EN("wrong.cluster", value="c005")
    assert "Jahrom dates cluster" in said.paragraphs[0]
    assert "version 2" in said.paragraphs[0]
    assert said.links[-1].href.endswith("cluster=c005&version=1")


def test_a_link_to_a_record_that_never_was_offers_the_nearest(here: Atlas) -> None:
    said = unknown_link.blocks(here, view_of(here, lang="en"), EN, "cluster", "C-017")[0]
    assert any(link.href.endswith("cluster=c017") for link in said.links)
    assert unknown_link.blocks(here, view_of(here, lang="en"), EN, "cluster", "\u0000[*")[
        0
    ].paragraphs == [EN("wrong.no_near")]
