"""Which steps count as known on a day, and by which of their days."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.basis.jalali import span
from geo.stages.steps import NONE, days_of, years_after
from tests.stages.made import code, known


def test_a_year_counts_from_its_last_day() -> None:
    events = [("a", "contracted", "1402")]
    assert known(events, day=span("1402-12-28")[0]).event[0, code("contracted")] == NONE
    assert known(events, day=span("1402")[1]).event[0, code("contracted")] == 0


def test_a_year_that_is_not_over_counts_from_the_day_it_was_recorded() -> None:
    events = [("a", "contracted", "1405")]
    assert known(events, day=date(2026, 11, 20), recorded="2026-11-20").dated == 1
    assert known(events, day=date(2026, 11, 19), recorded="2026-11-20").later == 1


def test_what_was_put_on_record_counts_from_that_day_whatever_its_date_says() -> None:
    events = [("a", "contracted", "1400")]
    assert known(events, day=date(2020, 1, 1), recorded="2020-01-01").dated == 1
    assert known(events, day=date(2019, 12, 31), recorded="2020-01-01").later == 1


def test_a_step_after_the_day_looked_at_is_not_counted_and_told() -> None:
    found = known(
        [("a", "completed", "1404-01-01"), ("a", "contracted", "1400")], day=date(2025, 3, 20)
    )
    assert (found.dated, found.later) == (1, 1)
    assert found.event[0, code("completed")] == NONE


def test_of_a_step_reported_twice_the_earlier_date_counts() -> None:
    found = known(
        [
            ("a", "contracted", "1401-05-05"),
            ("a", "contracted", "1399-02"),
            ("a", "contracted", "1399-02"),
        ]
    )
    assert found.date_texts(found.event[:, code("contracted")]) == ["1399-02"]


def test_without_any_event_nothing_is_known() -> None:
    found = known([], clusters=3)
    assert (found.event == NONE).all()
    assert (found.newest == NONE).all()


@pytest.mark.parametrize(
    ("written", "later"),
    [
        ("1400", "1403"),
        ("1400-02", "1403-02"),
        ("1400-02-15", "1403-02-15"),
        ("1399-12-30", "1402-12-29"),
        ("2020-02", "2023-02"),
    ],
)
def test_three_years_later_is_the_same_date_of_that_year(written: str, later: str) -> None:
    assert years_after(written, 3) == later


@settings(deadline=None)
@given(st.integers(1300, 1499), st.integers(0, 13), st.integers(0, 32), st.sampled_from([1, 2, 3]))
def test_days_are_those_of_the_calendar(year: int, month: int, day: int, parts: int) -> None:
    written = f"{year}-{month:02d}-{day:02d}"[: (4, 7, 10)[parts - 1]]
    try:
        wanted = tuple(d.toordinal() for d in span(written))
    except ValueError:
        assert np.isnan(days_of(written)).all()
    else:
        assert days_of(written) == wanted
