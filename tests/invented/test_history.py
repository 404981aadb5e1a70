"""Invented histories: always the same ones, several dated steps a cluster in their order, and gaps
as an office leaves them.
"""

from datetime import date

import pandas as pd
import pytest

from geo.basis.jalali import precision, span
from geo.invented.history import LAST, STEPS, demo_history
from geo.invented.registry import invented_snapshot
from geo.reference.reference import read_reference
from geo.registry.records import widen
from geo.registry.timeline import UNKNOWN
from tests.conftest import DATA

MANY = 10_000


@pytest.fixture(scope="module")
def history() -> pd.DataFrame:
    return demo_history(MANY, 1)


def test_the_same_seed_gives_the_same_history_and_another_seed_another() -> None:
    pd.testing.assert_frame_equal(demo_history(100, 7), demo_history(100, 7))
    assert not demo_history(100, 7).equals(demo_history(100, 8))


@pytest.mark.parametrize("count", [0, 1])
def test_few_clusters_have_a_history_too(count: int) -> None:
    assert demo_history(count, 1)["cluster"].nunique() == count


def test_there_are_more_than_five_events_a_cluster_and_every_stage_occurs(
    history: pd.DataFrame,
) -> None:
    assert 50_000 < len(history) < 56_000
    assert set(history["stage"]) == {"identified", *STEPS, "stopped"}


def test_the_dates_of_a_cluster_follow_the_order_of_its_stages(history: pd.DataFrame) -> None:
    dated = history[history["date"] != ""]
    first, last = (
        dated["date"].map({d: span(d)[end] for d in dated["date"].unique()}) for end in (0, 1)
    )
    backwards = (dated["cluster"] == dated["cluster"].shift()) & (last < first.shift())
    assert not backwards.any()
    assert first.max() <= LAST


def test_dates_are_known_by_day_month_or_year_and_some_clusters_have_none(
    history: pd.DataFrame,
) -> None:
    assert set(history["date"].map(precision)) == {"", "year", "month", "day"}
    undated = history[history["date"] == ""]
    assert undated["cluster"].is_unique
    assert not undated["cluster"].isin(history.loc[history["date"] != "", "cluster"]).any()
    assert history["cluster"].nunique() < MANY


def test_an_invented_registry_holds_every_event() -> None:
    made = invented_snapshot(read_reference(DATA), DATA, 300, 3, date(2026, 11, 24))
    assert len(made.stage_events) == len(demo_history(300, 3))
    assert set(made.stage_events["cluster_id"]) <= set(made.clusters["cluster_id"])


def test_an_invented_registry_stands_where_its_histories_end() -> None:
    reference = read_reference(DATA)
    present = widen(
        invented_snapshot(reference, DATA, 300, 3, date(2026, 11, 24)), reference.stages.index
    )["stage"]
    ends = demo_history(300, 3).groupby("cluster")["stage"].last()
    assert {n: s for n, s in enumerate(present) if s != UNKNOWN} == ends.to_dict()


def test_a_project_under_way_reports_year_by_year(history: pd.DataFrame) -> None:
    reports = history[history["stage"] == "implementation"].groupby("cluster").size()
    assert set(reports) == {1, 2, 3}


def test_the_same_event_is_told_once(history: pd.DataFrame) -> None:
    assert not history.duplicated().any()
