"""What the panels are given to draw."""

import base64
import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.browse import card, figures, filters, map_panel, stage_panel, table
from components.contract.map import AreaClass
from components.server.map_data import map_data
from components.words import findings
from components.words.sentence import sentence
from components.words.text import Text
from geo.atlas import Atlas
from geo.class_breaks import NO_RECORD, ZERO
from geo.selection import Selection, select
from geo.view import read_view

FA, EN = Text("fa"), Text("en")


def selection(atlas: Atlas, **query: str) -> Selection:
    return select(atlas, read_view(query, atlas)[0])


def test_figures_stand_side_by_side_with_source_and_date(atlas: Atlas) -> None:
    official, own, on_file, view = figures.figures(
        atlas, selection(atlas, province="IR-10"), EN
    ).rows
    assert [c.value for c in official.cells] == ["406", "281", "42", "83", None]
    assert official.source == "en.isipo.ir page 269"
    assert "undated" in official.note and "nationwide" in official.title
    assert [c.value for c in own.cells] == ["65", None, "3", "8", None]
    assert own.source == "isfahaniec.ir" and "Isfahan" in own.title
    assert [c.value for c in on_file.cells] == ["153", "71", "50", "21", "11"]
    assert atlas.version in on_file.note
    assert [c.value for c in view.cells] == ["15", "4", "3", "8", "0"]


def test_the_filter_reads_back_as_a_sentence_in_each_language(atlas: Atlas) -> None:
    query = {"province": "IR-10,IR-21", "stage": "group:waiting", "q": "کفش"}
    assert (
        sentence(atlas, selection(atlas, **query), FA)
        == "۰ از ۱۵۳ خوشه مستند: در اصفهان و یزد، مرحله: در انتظار، دارای «کفش»."
    )
    english = sentence(atlas, selection(atlas, lang="en", **query), EN)
    assert re.fullmatch(
        r"\d+ of 153 documented clusters: in Isfahan and Yazd, at the stage Waiting, mentioning"
        r" “کفش”\.",
        english,
    )


def test_each_chip_takes_off_what_it_names(atlas: Atlas) -> None:
    chosen = selection(atlas, lang="en", province="IR-10,IR-21", stage="group:waiting", q="سنگ")
    view = chosen.view
    chips = filters.chips(atlas, chosen, EN)
    assert [c.label for c in chips] == [
        "Province: Isfahan",
        "Province: Yazd",
        "Stage: Waiting",
        "mentioning “سنگ”",
    ]
    for chip in chips:
        view = view.changed(atlas, put=chip.action.put, toggle=chip.action.toggle)
    assert not view.is_filtered


def test_only_trades_that_a_record_has_are_offered_and_they_add_up(atlas: Atlas) -> None:
    panel = filters.filter_panel(atlas, selection(atlas), EN)
    trades = next(f.options for f in panel.filters if f.param == "trade")
    assert all(o.count != "0" for o in trades)
    assert sum(int(o.count) for o in trades) == 153


def test_provinces_are_offered_in_the_readers_alphabet(atlas: Atlas) -> None:
    for text, first, last in ((FA, "آذربایجان شرقی", "یزد"), (EN, "Alborz", "Zanjan")):
        panel = filters.filter_panel(atlas, selection(atlas), text)
        provinces = [o.label for o in panel.filters[0].options]
        assert len(provinces) == 31
        assert (provinces[0], provinces[-1]) == (first, last)


def test_a_card_says_what_the_record_says_and_what_it_does_not(atlas: Atlas) -> None:
    shown = card.card(atlas, selection(atlas, cluster="c010"), FA)
    assert shown is not None
    fields = {f.label: f.value for f in shown.fields}
    assert shown.name == "خوشه مسقطی لاری"
    assert fields["مکان"] == "لار (در شهر خود)"
    assert fields["سال آن گزارش"] == "۱۴۰۴"
    assert fields["بنگاه"] is None
    assert shown.url.startswith("http")


def test_a_card_outside_the_filter_says_so(atlas: Atlas) -> None:
    outside = card.card(atlas, selection(atlas, cluster="c010", province="IR-21"), EN)
    assert outside is not None
    assert outside.outside


def test_the_table_has_every_filtered_row_once_over_its_pages(atlas: Atlas) -> None:
    chosen = selection(atlas, sort="name")
    ids = [row.id for page in range(7) for row in table.table(atlas, chosen, FA, page).rows]
    assert ids == chosen.clusters["cluster_id"].tolist()


def test_a_page_past_the_end_is_the_last(atlas: Atlas) -> None:
    assert table.table(atlas, selection(atlas), FA, 99).page == 6


def test_every_row_of_the_table_has_its_source(atlas: Atlas) -> None:
    shown = table.table(atlas, selection(atlas), EN, 0)
    first = atlas.clusters.iloc[0]
    assert shown.sources[shown.rows[0].source] == (
        first["source_title"],
        first["source_url"],
    )


def test_the_stage_panel_sets_the_view_beside_the_nation(atlas: Atlas) -> None:
    shown = stage_panel.stage_panel(atlas, selection(atlas, province="IR-10"), EN)
    bars = {s.label: s.count for g in shown.groups for s in g.stages}
    assert bars["Completion licence"] == "8 of 18"
    assert [g.label for g in shown.groups] == ["Waiting", "In progress", "Completed", "Apart"]


def test_the_chart_by_province_has_the_counts_of_the_view(atlas: Atlas) -> None:
    chosen = selection(atlas, q="فرش")
    chart = stage_panel.by_province_chart(atlas, chosen, EN)
    assert sum(sum(bar.x) for bar in chart.data) == len(chosen.clusters)


@pytest.mark.parametrize("metric", ["per_million", "count", "share_completed", "share_in_progress"])
def test_the_legend_prints_every_break_and_keeps_no_record_apart(atlas: Atlas, metric: str) -> None:
    chosen = selection(atlas, metric=metric)
    areas = findings.legend(chosen, EN).areas
    assert areas[0].class_ == ZERO
    assert areas[-1] == AreaClass(NO_RECORD, "no record on file")
    labels = " ".join(a.label for a in areas)
    assert all(findings.shown_value(EN, metric, b) in labels for b in chosen.breaks)


def test_the_map_is_told_every_provinces_count_and_which_points_to_show(atlas: Atlas) -> None:
    chosen = selection(atlas, province="IR-10")
    told = map_panel.payload(atlas, chosen, EN)
    assert told.provinces["IR-10"][1] == 15
    assert told.provinces["IR-05"][1] is None
    ids = map_data(atlas, EN).clusters.id
    shown = np.unpackbits(np.frombuffer(base64.b64decode(told.shown or ""), dtype=np.uint8))
    assert [ids[row] for row in np.flatnonzero(shown).tolist()] == chosen.clusters[
        "cluster_id"
    ].tolist()


def test_the_map_is_told_nothing_of_clusters_when_all_are_shown(atlas: Atlas) -> None:
    assert map_panel.payload(atlas, selection(atlas, sort="name"), EN).shown is None


@given(
    st.integers(1, 400).flatmap(
        lambda total: st.tuples(
            st.just(total), st.sets(st.integers(0, total - 1), max_size=total - 1)
        )
    )
)
def test_a_cluster_takes_one_bit_of_what_the_map_is_told(case: tuple[int, set[int]]) -> None:
    total, rows = case
    told = map_panel.bits(np.array(sorted(rows), dtype=int), total)
    assert told is not None
    packed = base64.b64decode(told)
    assert len(packed) == -(-total // 8)
    assert (
        set(np.flatnonzero(np.unpackbits(np.frombuffer(packed, dtype=np.uint8))).tolist()) == rows
    )


def test_every_cluster_lies_at_its_spot_and_each_spot_is_told_once(atlas: Atlas) -> None:
    facts = map_data(atlas, EN)
    spots = facts.spots
    assert len({tuple(s) for s in spots}) == len(spots)
    for place, spot in zip(atlas.clusters.geometry, facts.clusters.spot, strict=True):
        assert spots[spot] == pytest.approx([place.x, place.y], abs=5.1e-5)


def test_the_maps_title_says_where_one_chosen_province_stands(atlas: Atlas) -> None:
    assert (
        findings.finding(atlas, selection(atlas, province="IR-15"), EN)
        == "Clusters per million inhabitants in Lorestan: 8.5, rank 1 of 30 provinces"
    )


@pytest.mark.parametrize(
    "nasty",
    ["</script><b>", "`${alert(1)}`", "{{ 7 * 7 }}", "{% x %}", "{# x", "\u2028", 'quote " and \\'],
)
def test_no_text_breaks_out_of_the_maps_script(nasty: str) -> None:
    written = map_panel.script_json({"name": nasty})
    assert json.loads(written) == {"name": nasty}
    assert not re.search(r"[<>&`$\u2028\u2029]|\{\{|\{%|\{#", written)
