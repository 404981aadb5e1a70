"""What loading says of stages and dates that contradict what is on file."""

from datetime import date

import pytest

from geo.intake.examined import Examined
from geo.intake.load import examine
from geo.intake.opening import load_import_context, open_file
from geo.intake.terms import Terms
from geo.registry.records import stage_event
from geo.registry.snapshot import snapshot_from
from tests.conftest import DATA
from tests.geo.dated import GROUND

READING = load_import_context(GROUND, DATA)
ON_FILE = [("c1", "identified", "1390"), ("c1", "implementation", "1398-02-01")]


def loaded(stage: str, written: str) -> Examined:
    """A file of one row, for a record with ON_FILE."""
    rows = [("c1", "خوشه فرش", "", "IR-10", "", "", None, None, "", "", "13", "", "", "s")]
    events = [stage_event(*event, "2020-01-01", "", "s") for event in ON_FILE]
    old = snapshot_from(
        {"clusters": list(rows), "stage_events": list(events), "sources": [("s", "t", "")]}
    )
    text = (
        "cluster_id,name_fa,province_iso,stage,stage_date\r\nc1,خوشه"
        f" فرش,IR-10,{stage},{written}\r\n"
    )
    return examine(
        open_file(text.encode("utf-8-sig"), "one.csv", READING),
        old,
        READING,
        Terms(date(2026, 11, 24)),
    )


@pytest.mark.parametrize(
    ("stage", "written", "codes"),
    [
        ("completed", "1400", []),
        ("feasibility", "1399", ["stage_back"]),
        ("feasibility", "1398", []),  # may have been before: no contradiction
        ("completed", "1396", ["stage_undone"]),
        ("final_monitoring", "1398-02-01", ["stage_same_day"]),
        ("stopped", "1380", []),
        ("identified", "1371", ["date_early"]),
        ("completed", "1312", ["date_early", "stage_undone"]),
        ("implementation", "1398-02-01", []),
    ],
)
def test_a_contradiction_is_told_and_the_row_taken(
    stage: str, written: str, codes: list[str]
) -> None:
    found = loaded(stage, written)
    assert [p.code for p in found.problems] == codes
    assert {p.level for p in found.problems} <= {"warning"}
    assert found.checked.refused == ()


def test_a_future_or_impossible_date_keeps_its_row_out() -> None:
    for written, code in (
        ("1409", "date_future"),
        ("1402-13-01", "date_unreadable"),
        ("1402-12-31", "date_unreadable"),
    ):
        found = [loaded("completed", written)]
        assert [p.code for p in found[0].problems] == [code]
        assert found[0].checked.refused


def test_the_warning_names_the_other_step_and_its_date_in_both_languages() -> None:
    (problem,) = loaded("feasibility", "1399").problems
    assert (
        problem.allowed
        == f"{GROUND.stages.at['implementation', 'name_fa']} (1398-02-01)\nImplementation"
        " (1398-02-01)"
    )
