"""The registry's content as one row a record, and back; what of a history is the present."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from geo.reference.reference import ReferenceData
from geo.registry.records import RECORD_COLUMNS, narrow, present_figures, present_stages, widen
from geo.registry.snapshot import Row, Snapshot, snapshot_from
from tests.registry.contents import TODAY, cluster, content, event, seen
from tests.registry.strategies import records


def stage_of(reference: ReferenceData, *events: Row) -> tuple[str, str]:
    row = widen(content(cluster("c1"), events=events), reference.stages.index).iloc[0]
    return row["stage"], row["stage_date"]


@pytest.mark.parametrize(
    ("events", "stage", "written"),
    [
        ([], "unknown", ""),
        (
            [event("c1", "identified", "1398"), event("c1", "diagnostic", "1401-05")],
            "diagnostic",
            "1401-05",
        ),
        (
            [event("c1", "diagnostic", "1398"), event("c1", "identified", "1401-05")],
            "identified",
            "1401-05",
        ),
        (
            [event("c1", "identified", "1402"), event("c1", "diagnostic", "1402-11")],
            "diagnostic",
            "1402-11",
        ),
        (
            [event("c1", "identified", "1402-12-29"), event("c1", "diagnostic", "1402")],
            "diagnostic",
            "1402",
        ),
        (
            [event("c1", "implementation", "1402"), event("c1", "completed", "", "2026-01-01")],
            "completed",
            "",
        ),
        (
            [event("c1", "completed", "", "2022-01-01"), event("c1", "stopped", "1402")],
            "stopped",
            "1402",
        ),
        (
            [event("c1", "implementation", "2023"), event("c1", "completed", "1402-11")],
            "completed",
            "1402-11",
        ),
        ([event("c1", "unknown", "1404"), event("c1", "diagnostic", "1390")], "diagnostic", "1390"),
        ([event("c1", "unknown", "1404")], "unknown", "1404"),
    ],
)
def test_the_present_stage_is_that_of_the_latest_event(
    reference: ReferenceData, events: list[Row], stage: str, written: str
) -> None:
    assert stage_of(reference, *events) == (stage, written)


def test_present_stages_are_one_a_cluster(reference: ReferenceData, shipped: Snapshot) -> None:
    present = present_stages(shipped, reference.stages.index)
    assert present.index.is_unique
    assert set(present.index) == set(shipped.stage_events["cluster_id"])


@pytest.mark.parametrize(
    ("observations", "low", "as_of"),
    [
        (
            [seen("c1", "firms", 10, as_of="1400"), seen("c1", "firms", 20, as_of="1402")],
            20,
            "1402",
        ),
        (
            [seen("c1", "firms", 20, as_of="1400"), seen("c1", "firms", 10, as_of="1402")],
            10,
            "1402",
        ),
        (
            [seen("c1", "firms", 20, as_of="1402"), seen("c1", "firms", 10, recorded="2026-01-01")],
            10,
            "",
        ),
        (
            [
                seen("c1", "firms", 20, as_of="1402", recorded="2025-01-01"),
                seen("c1", "firms", 10, as_of="1402-12-29", recorded="2026-01-01"),
            ],
            10,
            "1402-12-29",
        ),
        (
            [
                seen("c1", "firms", 20, as_of="1402-12-29", recorded="2025-01-01"),
                seen("c1", "firms", 10, as_of="1402", recorded="2026-01-01"),
            ],
            10,
            "1402",
        ),
        (
            [seen("c1", "firms", 20, as_of="1402"), seen("c1", "firms", 10, as_of="1402-12-29")],
            10,
            "1402-12-29",
        ),
    ],
)
def test_the_present_figure_is_that_of_the_latest_observation(
    reference: ReferenceData, observations: list[Row], low: float, as_of: str
) -> None:
    snapshot = content(cluster("c1"), observations=tuple(observations))
    assert present_figures(snapshot)["low"].tolist() == [low]
    row = widen(snapshot, reference.stages.index).iloc[0]
    assert (row["firms"], row["firms_high"], row["figures_date"]) == (low, low, as_of)


def test_what_is_not_on_file_is_empty_never_nought(reference: ReferenceData) -> None:
    row: dict[str, Any] = (
        widen(content(cluster("c1", source=("", ""))), reference.stages.index).iloc[0].to_dict()
    )
    row = {
        name: value
        for name, value in row.items()
        if name not in ("cluster_id", "name_fa", "province_iso", "stage")
    }
    assert {value for value in row.values() if value == value} == {""}


def test_an_empty_content_has_no_records_and_all_columns(reference: ReferenceData) -> None:
    wide = widen(snapshot_from({}), reference.stages.index)
    assert (len(wide), list(wide)) == (0, list(RECORD_COLUMNS))


def test_the_shipped_records_are_the_same_after_widening_and_narrowing(
    reference: ReferenceData, shipped: Snapshot
) -> None:
    wide = widen(shipped, reference.stages.index)
    pd.testing.assert_frame_equal(
        widen(narrow(wide, TODAY, reference.units), reference.stages.index), wide
    )


@settings(max_examples=30, deadline=None)
@given(records())
def test_any_records_are_the_same_after_narrowing_and_widening(
    reference: ReferenceData, wide: pd.DataFrame
) -> None:
    pd.testing.assert_frame_equal(
        widen(narrow(wide, TODAY, reference.units), reference.stages.index), wide
    )
