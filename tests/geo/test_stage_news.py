"""What moved between two dates."""

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.as_of import atlas_at, last_day_of
from geo.stage_news import KINDS, moves
from tests.geo.dated import Event, atlas_with, histories


def kinds(*events: Event, since: str = "1400", until: str = "") -> dict[int, tuple[str, bool]]:
    moved = moves(
        atlas_with(*events), np.arange(3), last_day_of(since), last_day_of(until) if until else None
    )
    return {int(m.row): (m.kind, bool(m.is_sure)) for m in moved.itertuples()}


def test_a_project_that_finished_since_is_news() -> None:
    assert kinds(("c1", "implementation", "1399"), ("c1", "completed", "1401-03-01")) == {
        0: ("finished", True)
    }


def test_one_dated_by_a_year_that_had_begun_may_have_been_before() -> None:
    events = (("c1", "implementation", "1399"), ("c1", "completed", "1401"))
    assert kinds(*events, since="1401-03") == {0: ("finished", False)}
    assert kinds(*events, since="1400") == {0: ("finished", True)}


def test_what_finished_before_or_after_the_period_is_no_news() -> None:
    assert kinds(("c1", "completed", "1400")) == {}
    assert kinds(("c1", "completed", "1404"), until="1403") == {}


def test_each_move_has_its_kind() -> None:
    assert kinds(
        ("c1", "contracted", "1399"),
        ("c1", "diagnostic", "1401"),
        ("c2", "identified", "1402"),
        ("c3", "completed", "1399"),
        ("c3", "stopped", "1402"),
    ) == {
        0: ("started", True),
        1: ("arrived", True),
        2: ("stopped", True),
    }
    assert kinds(
        ("c1", "identified", "1399"),
        ("c1", "feasibility", "1401"),
        ("c2", "completed", "1399"),
        ("c2", "diagnostic", "1402"),
    ) == {
        0: ("onward", True),
        1: ("back", True),
    }


def test_a_stage_without_a_date_is_never_said_to_be_news() -> None:
    assert kinds(("c1", "implementation", "1399"), ("c1", "completed", "")) == {
        0: ("undated", True)
    }


def test_a_report_of_the_same_stage_is_no_move() -> None:
    assert kinds(("c1", "implementation", "1399"), ("c1", "implementation", "1403")) == {}


@given(histories(), st.integers(1300, 1419), st.integers(1, 30))
@settings(max_examples=30, deadline=None)
def test_moves_are_exactly_the_differences_between_the_two_dates(
    events: list[Event], since: int, years: int
) -> None:
    atlas = atlas_with(*events)
    until = min(since + years, 1420)
    before, after = (atlas_at(atlas, str(y)).clusters["stage"].to_numpy() for y in (since, until))
    moved = moves(atlas, np.arange(3), last_day_of(str(since)), last_day_of(str(until)))
    assert sorted(moved["row"]) == np.flatnonzero(before != after).tolist()
    assert set(moved["kind"]) <= set(KINDS)


def test_an_empty_set_has_no_news() -> None:
    assert moves(atlas_with(), np.arange(0), date(2020, 1, 1), None).empty
