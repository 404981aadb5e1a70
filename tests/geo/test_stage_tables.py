"""Counts by stage and province or trade, and by year."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.as_of import atlas_at
from geo.atlas import Atlas
from geo.stage_tables import by_stage, by_year
from tests.geo.dated import Event, atlas_with, histories


def test_stages_by_province_count_each_cluster_once() -> None:
    table = by_stage(
        atlas_with(
            ("c1", "completed", "1390"), ("c2", "completed", "1391"), ("c3", "completed", "")
        ),
        np.arange(3),
        "province",
    )
    assert table.loc["IR-21", "completed"] == 2
    assert table.loc["IR-10", "completed"] == 1
    assert table.to_numpy().sum() == 3


def test_provinces_and_trades_without_a_cluster_are_left_out(atlas: Atlas) -> None:
    rows = np.arange(len(atlas.clusters))
    assert len(by_stage(atlas, rows, "province")) == 30
    assert by_stage(atlas, rows, "trade").to_numpy().sum() == 153
    assert by_stage(atlas, rows[:0], "province").empty


def test_arrivals_and_completions_by_hand() -> None:
    events = [
        ("c1", "identified", "1390-05"),
        ("c1", "completed", "1394"),
        ("c1", "handed_over", "1395"),
        ("c2", "handed_over", "1394-01-01"),  # its completion itself is not on file
        ("c3", "identified", "1392"),
        ("c3", "completed", "1393"),
        ("c3", "implementation", "1396"),  # a correction: it has not finished
        ("c4", "completed", ""),
    ]
    table, undated = by_year(atlas_with(*events, clusters=5), np.arange(5))
    assert table.index.tolist() == [1390, 1391, 1392, 1393, 1394]
    assert table["arrivals"].tolist() == [1, 0, 1, 0, 0]
    assert table["completions"].tolist() == [0, 0, 0, 0, 2]
    assert undated == {"arrivals": 3, "completions": 1}


def test_without_a_dated_event_there_is_no_year() -> None:
    table, undated = by_year(atlas_with(("c1", "completed", "")), np.arange(3))
    assert table.empty
    assert undated == {"arrivals": 3, "completions": 1}


@given(histories(), st.integers(1300, 1420))
@settings(max_examples=30, deadline=None)
def test_arrivals_sum_to_the_set_and_completions_to_the_completed(
    events: list[Event], year: int
) -> None:
    atlas = atlas_at(atlas_with(*events), str(year))
    table, undated = by_year(atlas, np.arange(3))
    completed = atlas.clusters["stage"].isin(["completed", "handed_over", "follow_on"]).sum()
    assert table["arrivals"].sum() + undated["arrivals"] == 3
    assert table["completions"].sum() + undated["completions"] == completed
