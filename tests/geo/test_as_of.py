"""Stages as known at a date."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.as_of import atlas_at, known_counts, last_day_of, telling_events, year_steps
from geo.atlas import Atlas
from geo.selection import select
from geo.view import View, read_view
from tests.geo.dated import Event, atlas_with, days_of, histories, stage_of

LIFE: tuple[Event, ...] = (
    ("c1", "identified", "1390"),
    ("c1", "contracted", "1392-05"),
    ("c1", "implementation", "1393-02-15"),
    ("c1", "completed", "1396"),
)


@pytest.mark.parametrize(
    ("as_of", "stage"),
    [
        ("1389", "unknown"),
        ("1390-11", "unknown"),  # the year 1390 is not over
        ("1390", "identified"),
        ("1390-12-29", "identified"),
        ("1392-05-30", "identified"),
        ("1392-05-31", "contracted"),
        ("1393-02-14", "contracted"),
        ("1393-02-15", "implementation"),
        ("1396-11", "implementation"),
        ("1396", "completed"),
        ("1420", "completed"),
    ],
)
def test_an_event_counts_from_the_last_day_of_its_date(as_of: str, stage: str) -> None:
    assert stage_of(atlas_at(atlas_with(*LIFE), as_of)) == stage


def test_an_event_of_a_year_that_is_not_over_counts_from_the_day_it_was_recorded() -> None:
    atlas = atlas_with(("c1", "completed", "1405"), recorded="2026-11-20")  # 29 Aban 1405
    assert stage_of(atlas_at(atlas, "1405-08-28")) == "unknown"
    assert stage_of(atlas_at(atlas, "1405-08-29")) == "completed"


def test_an_undated_event_is_never_guessed_before_it_was_recorded() -> None:
    atlas = atlas_with(("c1", "completed", ""), recorded="2026-11-20")
    assert stage_of(atlas_at(atlas, "1404")) == "unknown"
    assert stage_of(atlas_at(atlas, "1405-09")) == "completed"


def test_a_cluster_goes_back_only_where_a_later_dated_event_says_so() -> None:
    atlas = atlas_with(("c1", "completed", "1396"), ("c1", "implementation", "1398"))
    assert [stage_of(atlas_at(atlas, y)) for y in ("1396", "1397", "1398")] == [
        "completed",
        "completed",
        "implementation",
    ]


def test_a_date_that_overlaps_is_no_correction() -> None:
    atlas = atlas_with(
        ("c1", "diagnostic", "1402-03"),
        ("c1", "identified", "1402"),
        ("c1", "contracted", "1402-02-01"),
    )
    assert [stage_of(atlas_at(atlas, y)) for y in ("1402-02", "1402-03", "1402", "1405")] == [
        "contracted",
        "diagnostic",
        "diagnostic",
        "diagnostic",
    ]
    assert stage_of(atlas) == "diagnostic"


def test_all_events_on_one_day_give_the_one_furthest_along() -> None:
    assert (
        stage_of(
            atlas_with(
                *(("c1", s, "1400-01-01") for s in ("completed", "identified", "diagnostic"))
            )
        )
        == "completed"
    )


def test_a_report_without_a_stage_never_hides_one_that_names_it() -> None:
    atlas = atlas_with(
        ("c1", "diagnostic", "1390"), ("c1", "unknown", "1404"), ("c2", "unknown", "1404")
    )
    assert (stage_of(atlas), stage_of(atlas, "c2")) == ("diagnostic", "unknown")
    assert atlas_at(atlas, "1404").clusters["stage_date"].tolist() == ["1390", "1404", ""]


def test_the_counts_say_what_is_not_known() -> None:
    atlas = atlas_with(*LIFE, ("c2", "completed", "1400"), ("c3", "identified", ""))
    assert known_counts(atlas_at(atlas, "1394"), np.arange(3)) == {
        "known": 1,
        "later": 1,
        "undated": 1,
        "never_dated": 1,
    }
    assert known_counts(atlas, np.arange(3)) == {
        "known": 3,
        "later": 0,
        "undated": 0,
        "never_dated": 1,
    }


def test_the_years_run_from_the_first_event_to_the_last_year_that_is_over() -> None:
    assert year_steps(atlas_with(*LIFE), date(2018, 6, 1)) == [str(y) for y in range(1390, 1397)]
    assert year_steps(atlas_with(), date(2018, 6, 1)) == []
    assert year_steps(
        atlas_with(("c1", "identified", "1312"), ("c1", "completed", "1382")), date(2005, 6, 1)
    ) == ["1382", "1383"]


@given(histories(), st.integers(1299, 1421))
@settings(max_examples=30, deadline=None)
def test_counts_over_stages_always_sum_to_the_set(events: list[Event], year: int) -> None:
    atlas = atlas_at(atlas_with(*events), str(max(year, 1300)))
    chosen = select(atlas, View(as_of=atlas.as_of))
    assert chosen.stages["selected"].sum() == len(chosen.clusters) == 3
    assert sum(chosen.groups.values()) == 3
    counts = known_counts(atlas, np.arange(3))
    assert counts["known"] + counts["later"] + counts["undated"] == 3


@given(histories(1), st.integers(1300, 1419))
@settings(max_examples=40, deadline=None)
def test_a_stage_never_goes_back_without_an_event_that_lies_wholly_after(
    events: list[Event], year: int
) -> None:
    atlas = atlas_with(*events, clusters=1)
    order = {stage: place for place, stage in enumerate(atlas.stages.index)} | {"unknown": -1}
    before, after = atlas_at(atlas, str(year)), atlas_at(atlas, str(year + 1))
    if order[stage_of(after)] >= order[stage_of(before)]:
        return
    told = str(before.clusters["stage_date"].iat[0])
    assert any(s == stage_of(after) and days_of(d)[0] > days_of(told)[1] for _, s, d in events)


@given(histories())
@settings(max_examples=30, deadline=None)
def test_when_all_is_known_the_stages_are_those_of_the_map(events: list[Event]) -> None:
    atlas = atlas_with(*events)
    assert_same(atlas_at(atlas, "1420"), atlas)


def assert_same(then: Atlas, now: Atlas) -> None:
    pd.testing.assert_frame_equal(
        pd.DataFrame(then.clusters.drop(columns="geometry")),
        pd.DataFrame(now.clusters.drop(columns="geometry")),
    )
    assert (then.stage_codes == now.stage_codes).all()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"metric": "share_completed"},
        {"stage": "group:completed", "metric": "count"},
        {"stage": "implementation", "q": "فرش"},
    ],
)
def test_as_of_today_equals_the_map_page(atlas: Atlas, query: dict[str, str]) -> None:
    then = atlas_at(atlas, "1405-09-03")
    assert_same(then, atlas)
    view = read_view(query, atlas)[0]
    here, map_page = (
        select(then, read_view(query | {"as_of": "1405-09-03"}, then)[0]),
        select(atlas, view),
    )
    pd.testing.assert_frame_equal(here.provinces, map_page.provinces)
    pd.testing.assert_frame_equal(here.stages, map_page.stages)
    assert (here.breaks, here.options, here.groups) == (
        map_page.breaks,
        map_page.options,
        map_page.groups,
    )
    assert here.clusters.index.tolist() == map_page.clusters.index.tolist()


def test_class_breaks_are_those_of_the_present_at_every_date(atlas: Atlas) -> None:
    query = {"stage": "identified", "metric": "count"}
    breaks = select(atlas, read_view(query, atlas)[0]).breaks
    for year in ("1392", "1398", "1402"):
        then = atlas_at(atlas, year)
        chosen = select(then, read_view(query | {"as_of": year}, then)[0])
        assert chosen.breaks == breaks
        assert chosen.provinces["class"].max() < len(breaks)


def test_the_present_atlas_is_left_as_it_was(atlas: Atlas) -> None:
    stages = atlas.clusters["stage"].tolist()
    then = atlas_at(atlas, "1390")
    assert then.clusters["stage"].tolist() != stages == atlas.clusters["stage"].tolist()
    assert then.clusters.crs == atlas.clusters.crs
    assert then.search_texts is atlas.search_texts


def test_an_order_by_stage_is_that_of_the_date_and_one_by_name_is_shared(atlas: Atlas) -> None:
    then = atlas_at(atlas, "1398")
    assert (then.rank("stage", "fa") == then.stage_codes).all()
    assert then.rank("name", "fa") is atlas.rank("name", "fa")


def test_the_telling_event_is_the_last_that_counts() -> None:
    atlas = atlas_with(*LIFE)
    told = telling_events(atlas, last_day_of("1395"))
    assert atlas.changes["stage"].iat[told[0]] == "implementation"
    assert told[1:].tolist() == [-1, -1]
