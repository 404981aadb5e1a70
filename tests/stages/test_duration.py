"""Durations by hand, by Kaplan and Meier's rule, and as lifelines 0.30.3 (MIT) gives them for its
own data sets (lifelines_0_30_3.json).
"""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from geo.stages.clock import DAYS_A_MONTH
from geo.stages.duration import SPAN_OF, SPANS, Spells, spells, survival
from tests.stages.made import known
from tests.stages.test_clock import EVENTS

PUBLISHED = json.loads(
    (Path(__file__).parent / "lifelines_0_30_3.json").read_text(encoding="utf-8")
)
EVERYONE = np.ones(5, dtype=bool)


def of(events: list[tuple[str, str, str]], name: str = "contracted") -> Spells:
    return spells(known(events, clusters=5), SPAN_OF[name], EVERYONE)


@pytest.mark.parametrize("name", list(PUBLISHED))
def test_the_curve_its_median_and_interval_are_those_of_lifelines(name: str) -> None:
    data = PUBLISHED[name]
    curve = survival(np.array(data["times"], dtype=float), np.array(data["ended"], dtype=bool))
    assert curve is not None
    assert curve.median == data["median"]
    assert curve.median_low == data["low"]
    assert curve.median_high == (data["high"] if data["high"] is not None else np.inf)
    for time, share in data["survival"].items():
        place = np.searchsorted(curve.times, float(time), side="right") - 1
        assert curve.share[place] == pytest.approx(share)


def test_a_curve_worked_by_hand() -> None:
    """Five spells: ends at 2, 4, 4; open at 3, 5. S falls to 4/5 at 2, and by a factor 1/3 at 4."""
    curve = survival(
        np.array([2.0, 3.0, 4.0, 4.0, 5.0]), np.array([True, False, True, True, False])
    )
    assert curve is not None
    assert dict(zip(curve.times.tolist(), curve.share.round(6).tolist(), strict=True)) == {
        0.0: 1.0,
        2.0: 0.8,
        3.0: 0.8,
        4.0: 0.266667,
        5.0: 0.266667,
    }
    assert (curve.median, curve.spells, curve.ended) == (4.0, 5, 3)


def test_where_fewer_than_half_have_left_there_is_no_median() -> None:
    curve = survival(np.array([1.0, 9.0, 9.0, 9.0]), np.array([True, False, False, False]))
    assert curve is not None
    assert np.isnan(curve.median)


def test_where_none_has_left_there_is_no_curve() -> None:
    assert survival(np.array([1.0, 2.0]), np.array([False, False])) is None


def test_a_spell_ends_with_the_next_step() -> None:
    found = of([("a", "contracted", "1400-01-01"), ("a", "diagnostic", "1400-02-01")])
    assert (found.months * DAYS_A_MONTH).round().tolist() == [31]
    assert found.ended.tolist() == [True]


def test_a_spell_without_its_end_is_open_until_today() -> None:
    found = of([("a", "contracted", "1405-08-03")])
    assert (found.months * DAYS_A_MONTH).round().tolist() == [30]
    assert found.ended.tolist() == [False]


def test_a_stopped_project_is_open_until_it_stopped() -> None:
    found = of([("a", "contracted", "1400-01-01"), ("a", "stopped", "1400-01-11")])
    assert (found.months * DAYS_A_MONTH).round().tolist() == [10]
    assert found.ended.tolist() == [False]


@pytest.mark.parametrize(
    "later", [("a", "diagnostic", ""), ("a", "implementation", "1402"), ("a", "stopped", "")]
)
def test_a_spell_known_to_have_ended_but_not_when_is_left_out(later: tuple[str, str, str]) -> None:
    found = of([("a", "contracted", "1400-01-01"), later])
    assert (len(found.months), found.left_out) == (0, 1)


def test_a_spell_that_ends_before_it_begins_is_left_out_and_told() -> None:
    found = of([("a", "contracted", "1402-05-01"), ("a", "diagnostic", "1401-05-01")])
    assert (len(found.months), found.backwards) == (0, 1)


def test_all_on_one_day_lasts_no_time() -> None:
    found = of(
        [("a", s.start, "1400-01-01") for s in SPANS[:10]] + [("a", "follow_on", "1400-01-01")]
    )
    assert found.months.tolist() == [0.0]


def test_a_year_counts_by_its_middle_and_the_readings_enclose_it() -> None:
    found = of([("a", "contracted", "1400"), ("a", "diagnostic", "1402-01-01")])
    assert found.months[0] == pytest.approx(18, abs=0.2)
    assert found.shortest[0] == pytest.approx(12, abs=0.2)
    assert found.longest[0] == pytest.approx(24, abs=0.2)


def test_dates_that_overlap_are_no_contradiction() -> None:
    found = of([("a", "contracted", "1400"), ("a", "diagnostic", "1400-02-01")])
    assert (found.months.tolist(), found.backwards) == ([0.0], 0)


@settings(deadline=None)
@given(EVENTS)
def test_no_duration_is_negative_and_every_beginning_is_accounted_for(
    events: list[tuple[str, str, str]],
) -> None:
    entered = known(events, clusters=5)
    for span in SPANS:
        found = spells(entered, span, EVERYONE)
        assert (found.shortest >= 0).all()
        assert (found.shortest <= found.months + 1e-9).all()
        assert (found.months <= found.longest + 1e-9).all()
        begun = int((entered.event[:, entered.column(span.start)] >= 0).sum())
        assert len(found.months) + found.left_out + found.backwards == begun
