"""The project clock, by hand."""

from datetime import date

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.basis.jalali import span
from geo.stages.clock import FLAGS, Thresholds, counts, programmes, project_clock
from geo.stages.steps import IN_ORDER
from tests.stages.made import STAGES, code, known


def clock(
    events: list[tuple[str, str, str]], stages: list[str], limits: Thresholds | None = None
) -> pd.DataFrame:
    """The clock of clusters a, b, … now at `stages`."""
    codes = np.array([code(s) for s in stages], dtype=np.int64)
    return project_clock(
        known(events, clusters=len(stages)), np.arange(len(stages)), codes, limits or Thresholds()
    )


def test_a_project_past_three_years_without_a_licence_is_overdue() -> None:
    row = clock(
        [("a", "contracted", "1402-09-02"), ("a", "implementation", "1405-06")], ["implementation"]
    ).iloc[0]
    assert (row["due_written"], row["overdue"], row["silent"]) == ("1405-09-02", True, False)
    assert row["over_days"] == 1


def test_a_project_within_three_years_is_on_time() -> None:
    row = clock(
        [("a", "contracted", "1402-09-03"), ("a", "implementation", "1405-06")], ["implementation"]
    ).iloc[0]
    assert not row[list(FLAGS)].any()


def test_a_contract_known_by_its_year_is_overdue_only_after_that_years_end() -> None:
    assert not clock([("a", "contracted", "1402")], ["diagnostic"])["overdue"].any()
    assert clock([("a", "contracted", "1401")], ["diagnostic"])["overdue"].all()


def test_without_a_contract_date_the_clock_starts_with_the_earliest_step_after_it() -> None:
    found = known(
        [
            ("a", "implementation", "1401-05-01"),
            ("a", "diagnostic", "1400-03-01"),
            ("a", "identified", "1390"),
        ]
    )
    row = project_clock(
        found, np.array([0]), np.array([code("implementation")]), Thresholds()
    ).iloc[0]
    assert found.steps.stage[row["start_event"]] == code("diagnostic")


def test_what_has_no_date_is_undated_and_never_overdue_or_silent() -> None:
    row = clock([("a", "implementation", "")], ["implementation"]).iloc[0]
    assert row["undated"]
    assert not row[["overdue", "silent"]].any()


def test_no_word_for_more_than_a_year_is_silence() -> None:
    found = clock(
        [("a", "contracted", "1404-08-30"), ("b", "contracted", "1404-09-10")],
        ["contracted", "contracted"],
    )
    assert found["silent"].tolist() == [True, False]


def test_the_reader_moves_the_thresholds() -> None:
    events = [("a", "contracted", "1400-01-01")]
    assert clock(events, ["diagnostic"], Thresholds(5, 12))["overdue"].all()
    assert not clock(events, ["diagnostic"], Thresholds(6, 12))["overdue"].any()
    assert not clock(events, ["diagnostic"], Thresholds(6, 120))["silent"].any()


def test_a_finished_project_without_a_hand_over_is_told() -> None:
    events = [("a", "completed", "1400"), ("b", "completed", "1400"), ("b", "handed_over", "")]
    found = clock(events, ["completed", "handed_over"])
    assert found["not_taken_over"].tolist() == [True, False]
    assert counts(found) == {
        "under_way": 0,
        "finished": 2,
        "overdue": 0,
        "silent": 0,
        "undated": 0,
        "not_taken_over": 1,
    }


def test_a_licence_on_file_with_a_later_report_of_an_earlier_stage_is_neither_late_nor_silent() -> (
    None
):
    row = clock(
        [("a", "contracted", "1390"), ("a", "completed", "1394"), ("a", "implementation", "1396")],
        ["implementation"],
    ).iloc[0]
    assert row["licensed"]
    assert not row[list(FLAGS)].any()


def test_waiting_and_stopped_clusters_have_no_clock() -> None:
    assert clock([], ["identified", "stopped", "unknown"]).empty


def test_yearly_programmes_are_the_dated_reports_of_implementation() -> None:
    found = known(
        [("a", "implementation", d) for d in ("1402-03", "1401-02", "", "1404-01")],
        day=date(2025, 3, 20),
    )
    assert [w for w, _ in programmes(found, 0)] == ["1401-02", "1402-03"]


DATES = st.one_of(
    st.just(""),
    st.integers(1375, 1412).map(str),
    st.tuples(st.integers(1375, 1412), st.integers(1, 12)).map(lambda d: f"{d[0]}-{d[1]:02d}"),
    st.tuples(st.integers(1375, 1412), st.integers(1, 12), st.integers(1, 29)).map(
        lambda d: f"{d[0]}-{d[1]:02d}-{d[2]:02d}"
    ),
)
EVENTS = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from([*IN_ORDER, "stopped"]), DATES), max_size=40
)


@settings(deadline=None)
@given(
    EVENTS,
    st.lists(st.sampled_from(list(STAGES)), min_size=5, max_size=5),
    st.integers(1, 10),
    st.integers(1, 60),
)
def test_any_events_give_a_clock_whose_counts_sum(
    events: list[tuple[str, str, str]], stages: list[str], years: int, months: int
) -> None:
    found = clock(events, stages, Thresholds(years, months))
    total = counts(found)
    assert total["under_way"] + total["finished"] == len(found) <= 5
    assert (found["over_days"].dropna() > 0).all()
    assert (found["quiet_months"].dropna() >= 0).all()
    assert not (found["undated"] & (found["overdue"] | found["silent"])).any()
    begun = found[found["start_event"] >= 0]
    assert (begun["due"] > begun["start"]).all()


def test_the_end_of_a_term_is_the_last_day_of_its_date() -> None:
    row = clock([("a", "contracted", "1403-02")], ["contracted"]).iloc[0]
    assert row["due"] == span("1406-02")[1].toordinal()
