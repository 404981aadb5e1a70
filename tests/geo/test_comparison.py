"""Provinces, trades and clusters side by side."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.atlas import Atlas, read_atlas
from geo.comparison import compare
from geo.comparison_table import HIGHEST, LOWEST, Cell, Comparison, IndicatorRow
from geo.selection import select
from geo.view import View, read_view
from tests.conftest import DATA

ATLAS = read_atlas(DATA)
PROVINCES = [f"province:{code}" for code in ATLAS.provinces.index]


def compared(atlas: Atlas, **query: str) -> Comparison:
    found = compare(atlas, read_view(query, atlas)[0])
    assert found is not None
    return found


def values(found: Comparison, name: str) -> list[float | None]:
    return [c.value for r in (*found.rows, *found.stages) if r.name == name for c in r.cells]


def test_nothing_to_compare_is_no_comparison(atlas: Atlas) -> None:
    assert compare(atlas, View()) is None


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from(PROVINCES), min_size=1, max_size=6, unique=True))
def test_each_province_has_the_counts_of_its_own_view(items: list[str]) -> None:
    found = compared(ATLAS, compare=",".join(items))
    for position, item in enumerate(items):
        alone = select(ATLAS, read_view({"province": item.removeprefix("province:")}, ATLAS)[0])
        on_file = len(alone.clusters)
        assert values(found, "clusters")[position] == (on_file or None)
        if on_file:
            assert [r.cells[position].value for r in found.stages] == alone.stages[
                "selected"
            ].tolist()
            assert values(found, "completed")[position] == alone.groups["completed"]


def test_a_province_without_any_record_is_not_zero(atlas: Atlas) -> None:
    found = compared(atlas, compare="province:IR-05,province:IR-10")
    assert values(found, "clusters") == [None, 15]
    assert values(found, "per_million")[0] is None
    assert values(found, "population") == [1952434, 5120850]


def test_a_province_whose_records_do_not_pass_the_filters_is_zero(atlas: Atlas) -> None:
    found = compared(atlas, compare="province:IR-10,province:IR-15", stage="completed")
    assert values(found, "clusters") == [8, 0]


def test_the_filter_of_the_compared_kind_is_left_out(atlas: Atlas) -> None:
    assert values(
        compared(atlas, compare="province:IR-10,province:IR-15", province="IR-21"), "clusters"
    ) == [15, 15]
    assert values(
        compared(atlas, compare="trade:13,trade:10", trade="23", province="IR-10"), "clusters"
    ) == [5, 2]


def test_official_totals_stand_in_rows_of_their_own_with_their_source(atlas: Atlas) -> None:
    found = compared(atlas, compare="province:IR-10,province:IR-21")
    row = next(r for r in found.rows if r.name == "official_identified")
    assert (row.origin, row.cells[0].value, row.cells[0].source) == (
        "official",
        65,
        ("isfahaniec.ir", ""),
    )
    assert row.cells[1].value is None


def test_of_two_published_totals_the_later_is_shown(atlas: Atlas) -> None:
    cell = next(
        r for r in compared(atlas, compare="province:IR-15").rows if r.name == "official_identified"
    ).cells[0]
    mine = atlas.provincial_totals[atlas.provincial_totals["province_iso"] == "IR-15"]
    assert cell.as_of == mine["as_of_jalali"].max()


def test_a_sum_says_how_many_clusters_it_rests_on(atlas: Atlas) -> None:
    row = next(r for r in compared(atlas, compare="province:IR-21").rows if r.name == "firms")
    of_yazd = atlas.clusters[atlas.clusters["province_iso"] == "IR-21"]
    assert row.cells[0].reported == (int(of_yazd["firms"].notna().sum()), len(of_yazd))
    assert row.cells[0].value == of_yazd["firms"].sum()


def test_the_maps_of_trades_share_their_class_breaks(atlas: Atlas) -> None:
    found = compared(atlas, compare="trade:13,trade:10,trade:23")
    counts = atlas.clusters.groupby(["isic_division", "province_iso"]).size()
    most = max(int(n) for (trade, _), n in counts.items() if trade in ("13", "10", "23"))
    assert found.breaks[-1] == most
    assert max(c for m in found.maps for c in m.classes.values()) == len(found.breaks) - 1


def test_a_cluster_is_what_its_record_says(atlas: Atlas) -> None:
    found = compared(atlas, compare="cluster:c003,cluster:c014")
    assert values(found, "firms") == [594, 132]
    rows = {r.name: r for r in found.rows}
    assert rows["stage"].cells[0].name == ("stage", "completed")
    assert rows["firms"].cells[0].source[0]
    assert found.maps[0].points == [atlas.row_of["c003"]]
    assert atlas.row_of["c003"] not in found.maps[0].others


@pytest.mark.parametrize("descending", [True, False])
@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from(PROVINCES), min_size=2, max_size=6, unique=True))
def test_columns_are_ordered_by_a_row_and_what_has_no_number_comes_last(
    descending: bool, items: list[str]
) -> None:
    found = compared(ATLAS, compare=",".join(items))
    order = found.ordered_by("clusters", descending=descending)
    assert sorted(order) == sorted(items)
    known = [
        v for v in values(compared(ATLAS, compare=",".join(order)), "clusters") if v is not None
    ]
    assert known == sorted(known, reverse=descending)
    assert all(
        v is None
        for v in values(compared(ATLAS, compare=",".join(order)), "clusters")[len(known) :]
    )


def test_the_extremes_are_named_unless_all_are_equal() -> None:
    def row(*numbers: float | None) -> IndicatorRow:
        return IndicatorRow("clusters", "count", tuple(Cell(n) for n in numbers))

    assert row(3, 1, None, 2, 3).extremes == (HIGHEST, LOWEST, "", "", HIGHEST)
    assert row(2, 2, None).extremes == ("", "", "")
    assert row(None, None).extremes == ("", "")


def test_a_share_is_drawn_on_the_scale_of_a_whole_and_a_range_up_to_its_high_end() -> None:
    assert IndicatorRow("share_completed", "share", (Cell(0.2), Cell(0.4))).scale == 1
    assert IndicatorRow("firms", "firms", (Cell(10, high=30), Cell(20))).scale == 30
