"""The outlook: sums, reproducibility, and cases simple enough to know the answer."""

import time
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.stages.duration import Spells
from geo.stages.outlook import YEARS, Outlook, Queue, course, outlook, recent_starts
from tests.stages.made import TODAY

NEW_YEAR = date(2026, 3, 20)
"""29 Esfand 1404, the last day of a Jalali year: what comes is whole years."""


def spells(months: list[float], ended: list[bool] | None = None) -> Spells:
    values = np.array(months, dtype=float)
    return Spells(
        np.arange(len(values)),
        values,
        values,
        values,
        np.array(ended or [True] * len(months), dtype=bool),
        0,
        0,
    )


def simulated(
    records: Spells,
    elapsed: list[float],
    waiting: int = 0,
    starts: float = 0,
    seed: int = 1,
    today: date = NEW_YEAR,
    ended: int = 0,
) -> Outlook:
    return outlook(
        course(
            records,
            Queue(np.array(elapsed, dtype=float), waiting, ended // 2, ended - ended // 2),
            today,
            seed,
        ),
        starts,
    )


def test_the_same_seed_gives_the_same_figures_and_another_seed_others() -> None:
    records, elapsed = spells(list(range(20, 60))), [3.0] * 200
    first = simulated(records, elapsed, 50, 10).by_year
    assert first.equals(simulated(records, elapsed, 50, 10).by_year)
    assert not first.equals(simulated(records, elapsed, 50, 10, seed=2).by_year)


def test_where_every_project_took_two_years_those_of_a_year_ago_finish_within_one() -> None:
    table = simulated(spells([24.0] * 50), [13.0] * 80).by_year
    assert table.index[0] == 1404
    assert table["middle"].tolist()[:3] == [0, 80, 0]
    assert (table["low_total"].iloc[1], table["high_total"].iloc[1]) == (80, 80)


def test_starts_are_spread_over_the_year_and_stop_when_none_waits() -> None:
    table = simulated(spells([11.9] * 50), [], waiting=25, starts=10).by_year
    assert table["starts"].tolist() == [0, 10, 10, 5, 0, 0, 0, 0]
    assert table["middle_total"].iloc[-1] == 25


def test_with_too_few_records_the_procedures_own_three_to_five_years_are_used() -> None:
    found = simulated(spells([2.0] * 9), [0.0] * 1000)
    assert not found.from_records
    total = found.by_year["middle_total"]
    assert total[1406] == 0
    assert total[1410] == 1000


def test_a_few_records_give_a_wider_fan_than_many() -> None:
    few, many = list(np.linspace(20, 60, 12)), list(np.linspace(20, 60, 1200))
    widths = [
        (t["high_total"] - t["low_total"])[1407]
        for t in (simulated(spells(m), [0.0] * 500).by_year for m in (few, many))
    ]
    assert widths[0] > 2 * widths[1]


def test_open_spells_are_evidence_of_longer_durations() -> None:
    closed = simulated(spells([24.0] * 30), [0.0] * 100).by_year["middle_total"]
    opened = simulated(
        spells([24.0] * 30 + [48.0] * 30, [True] * 30 + [False] * 30), [0.0] * 100
    ).by_year["middle_total"]
    assert opened[1406] < closed[1406]


def test_a_project_older_than_any_on_file_may_still_end_where_nobody_has_waited_in_vain() -> None:
    total = simulated(spells([24.0] * 30), [200.0] * 400).by_year["middle_total"]
    assert 0 < total[1405] < total[1407] < 400


def test_where_many_have_waited_long_in_vain_hardly_one_more_is_expected() -> None:
    records = spells([24.0] * 30 + [200.0] * 100, [True] * 30 + [False] * 100)
    assert simulated(records, [200.0] * 400).by_year["middle_total"].iloc[-1] <= 4


def test_finished_projects_without_a_date_make_the_rest_faster_not_slower() -> None:
    records = spells([24.0] * 30 + [30.0] * 60, [True] * 30 + [False] * 60)
    without = simulated(records, [0.0] * 1000).by_year["middle_total"][1406]
    assert (
        simulated(replace(records, left_out=30), [0.0] * 1000).by_year["middle_total"][1406]
        > without
    )


def test_projects_that_stop_get_no_licence() -> None:
    found = simulated(spells([24.0] * 30), [0.0] * 1000, ended=400)
    assert found.stop_share == pytest.approx(0.5, abs=0.03)
    assert found.by_year["middle_total"].iloc[-1] == pytest.approx(500, abs=40)


def test_stops_beside_licences_leave_the_first_years_as_many_licences_as_the_records_tell() -> None:
    """Licences at 1 in 40 months, stops at 1 in 120: of 5,000 projects 5,000 × 3/4 × (1 -
    exp(-t/30)) have their licence after t months.
    """
    rng = np.random.default_rng(0)
    licence, stop, watched = (
        rng.exponential(40, 5_000),
        rng.exponential(120, 5_000),
        rng.uniform(60, 120, 5_000),
    )
    until = np.minimum(np.minimum(licence, stop), watched)
    records = spells(until.tolist(), (licence == until).tolist())
    queue = Queue(np.zeros(5_000), 0, int((stop == until).sum()), int((licence == until).sum()))
    total = outlook(course(records, queue, NEW_YEAR, 1), 0).by_year["middle_total"]
    for years in (1, 2, 4):
        assert total[1404 + years] == pytest.approx(
            3_750 * (1 - np.exp(-12 * years / 30)), rel=0.04
        )


def test_projects_without_a_start_are_as_old_as_the_others() -> None:
    table = simulated(spells([24.0] * 30), [13.0] * 50 + [np.nan] * 50).by_year
    assert table["middle_total"][1405] == 100
    assert simulated(spells([24.0] * 30), [np.nan] * 50).undated == 50


def test_nothing_under_way_and_nobody_waiting_is_an_outlook_of_zeros() -> None:
    table = simulated(spells([]), []).by_year
    assert (table == 0).all(axis=None)
    assert len(table) == YEARS


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 400), st.booleans()), max_size=40),
    st.lists(st.one_of(st.floats(0, 900), st.just(float("nan"))), max_size=30),
    st.integers(0, 200),
    st.integers(0, 300),
    st.dates(date(2000, 1, 1), date(2050, 1, 1)),
)
def test_licences_never_exceed_projects_and_the_fan_is_in_order(
    records: list[tuple[float, bool]], elapsed: list[float], waiting: int, starts: int, today: date
) -> None:
    mine = spells([m for m, _ in records], [e for _, e in records])
    table = outlook(
        course(mine, Queue(np.array(elapsed, dtype=float), waiting, 0, 0), today, 1, runs=20),
        starts,
    ).by_year
    assert table["starts"].sum() <= waiting
    assert (table["high_total"] <= len(elapsed) + table["starts"].cumsum()).all()
    for suffix in ("", "_total"):
        assert (table[f"low{suffix}"] >= 0).all()
        assert (table[f"low{suffix}"] <= table[f"middle{suffix}"]).all()
        assert (table[f"middle{suffix}"] <= table[f"high{suffix}"]).all()
    assert (table["middle_total"].diff().dropna() >= 0).all()


def test_recent_starts_are_those_of_the_last_three_whole_years() -> None:
    days = [date(y, 6, 1).toordinal() for y in (2022, 2023, 2024, 2025, 2025, 2026)]
    assert recent_starts(np.array([*days, np.nan], dtype=float), TODAY) == pytest.approx(4 / 3)


def test_ten_thousand_clusters_are_simulated_within_a_second_of_processor() -> None:
    rng = np.random.default_rng(5)
    records = spells(rng.lognormal(3.9, 0.4, 5_000).tolist(), (rng.random(5_000) < 0.6).tolist())
    queue = Queue(np.append(rng.uniform(0, 120, 4_500), np.full(500, np.nan)), 5_000, 100, 3_000)
    taken = []
    for seed in range(3):
        began = time.process_time()
        outlook(course(records, queue, TODAY, seed), 300)
        taken.append(time.process_time() - began)
    assert min(taken) < 1


def test_at_the_first_years_of_the_calendar_nothing_was_started_before() -> None:
    assert recent_starts(np.array([float(TODAY.toordinal())]), date(1921, 5, 1)) == 0
