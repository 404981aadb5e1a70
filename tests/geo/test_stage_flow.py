"""The flow of a set of clusters through the stages, by hand and in general."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.as_of import atlas_at
from geo.stage_flow import flow
from tests.geo.dated import Event, atlas_with, histories

ALL = np.arange(5)


def by_hand() -> list[Event]:
    """c1 went all the way, its diagnostic never on record; c2 was stopped after its contract; c3
    was put back; c4 is undated; c5 unknown.
    """
    return [
        *(
            ("c1", s, f"139{n}")
            for n, s in enumerate(("identified", "contracted", "implementation", "completed"))
        ),
        ("c2", "contracted", "1392"),
        ("c2", "stopped", "1394"),
        ("c3", "implementation", "1394"),
        ("c3", "prioritised", "1396"),
        ("c4", "diagnostic", ""),
    ]


def test_the_flow_worked_by_hand() -> None:
    found = flow(atlas_with(*by_hand(), clusters=5), ALL)
    columns = ["on_record", "passed", "reached", "onward", "here", "stopped", "back"]
    assert found.steps.loc["identified", columns].tolist() == [1, 3, 4, 4, 0, 0, 0]
    assert found.steps.loc["prioritised", columns].tolist() == [1, 3, 4, 3, 1, 0, 0]
    assert found.steps.loc["contracted", columns].tolist() == [2, 2, 4, 2, 0, 1, 1]
    assert found.steps.loc["diagnostic", columns].tolist() == [1, 2, 3, 1, 1, 0, 1]
    assert found.steps.loc["completed", columns].tolist() == [1, 0, 1, 0, 1, 0, 0]
    assert (found.total, found.unknown, found.stopped_unplaced) == (5, 1, 0)


def test_the_flow_at_a_date_knows_only_what_was_known() -> None:
    found = flow(atlas_at(atlas_with(*by_hand(), clusters=5), "1392"), ALL)
    assert found.steps["reached"].max() == 2
    assert found.steps.loc["implementation", "here"] == 1
    assert found.unknown == 3


def test_one_that_was_stopped_with_no_step_on_file_stands_apart() -> None:
    found = flow(atlas_with(("c1", "stopped", "1394")), np.arange(3))
    assert (found.unknown, found.stopped_unplaced, found.steps["reached"].sum()) == (2, 1, 0)


@given(histories(), st.integers(1300, 1420))
@settings(max_examples=30, deadline=None)
def test_whoever_reached_a_step_is_somewhere_and_the_first_step_holds_all_with_a_step(
    events: list[Event], year: int
) -> None:
    atlas = atlas_at(atlas_with(*events), str(year))
    found = flow(atlas, np.arange(3))
    steps = found.steps
    assert (
        steps["onward"] + steps["here"] + steps["stopped"] + steps["back"] == steps["reached"]
    ).all()
    assert (steps["on_record"] + steps["passed"] == steps["reached"]).all()
    assert steps["reached"].is_monotonic_decreasing
    assert steps["reached"].iat[0] + found.unknown + found.stopped_unplaced == found.total == 3
    assert (
        steps["here"].sum() + steps["stopped"].sum() + found.unknown + found.stopped_unplaced == 3
    )
