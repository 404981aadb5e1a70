"""What changed since a version or a date."""

from dataclasses import replace
from datetime import UTC, date, timedelta, timezone

import pandas as pd
import pytest

from geo.atlas import SHIPPED_ON
from geo.changes import Changes, Move, changes, first_day, version_then
from geo.intake.edit import with_event
from geo.reference.reference import read_reference
from geo.registry.difference import difference
from geo.registry.shipped import shipped_snapshot
from geo.registry.snapshot import Snapshot, snapshot_from
from geo.registry.store import Version
from geo.registry.tables import CONTENT
from tests.conftest import DATA

GROUND = read_reference(DATA)
OLD = shipped_snapshot(GROUND, DATA, SHIPPED_ON)
EVERY = OLD.clusters["cluster_id"].tolist()
TEHRAN = timezone(timedelta(hours=3.5))


def version(number: int, at: str) -> Version:
    return Version(number, f"t{number}", at, "edit", "", "", "", "", 0, 0, 0, 0, None)


def edited(table: str, cluster: str, **values: str | None) -> Snapshot:
    """OLD with fields of a cluster's rows changed, or without the cluster where none are given."""
    rows = {name: OLD.rows(name) for name in CONTENT}
    if values:
        rows[table] = [
            tuple(values.get(c, v) for c, v in zip(CONTENT[table], r, strict=True))
            if r[0] == cluster
            else r
            for r in rows[table]
        ]
    else:
        rows = {name: [r for r in of if r[0] != cluster] for name, of in rows.items()}
    return snapshot_from(rows)


def since(beginning: str, old: Snapshot | None, new: Snapshot, asked: list[str] = EVERY) -> Changes:
    differs = difference(old, new, GROUND.stages.index) if old else None
    return changes(new, beginning, differs, asked, asked, 1 if old else 0)


def test_nothing_changes_between_equal_states() -> None:
    assert since("v1", OLD, OLD).is_empty


def test_a_cluster_that_was_not_there_is_new_and_one_that_is_gone_taken_out() -> None:
    without = edited("clusters", "c010")
    assert since("v1", without, OLD).added == ("c010",)
    gone = since("v1", OLD, without).removed
    assert [(c.cluster_id, c.name) for c in gone] == [
        ("c010", OLD.clusters.set_index("cluster_id").at["c010", "name_fa"])
    ]


def test_a_field_that_is_not_what_it_was_is_a_correction() -> None:
    found = since("v1", OLD, edited("clusters", "c010", note_en="another note"))
    assert [(c.cluster_id, [f.field for f in c.fields]) for c in found.corrected] == [
        ("c010", ["note_en"])
    ]
    assert found.moved == ()


def test_a_step_put_on_file_after_a_version_is_a_move_and_no_correction() -> None:
    new = with_event(
        OLD,
        "c006",
        "final_monitoring",
        "1404",
        ("", ""),
        ("a source", "https://example.org"),
        date(2026, 11, 22),
    )
    found = since("v1", OLD, new)
    assert found.moved == (
        Move(
            "c006",
            "implementation",
            "final_monitoring",
            "1404",
            source=("a source", "https://example.org"),
        ),
    )
    assert found.corrected == ()


def test_a_dated_step_counts_from_its_date_even_where_the_registry_is_younger() -> None:
    found = since("1397", None, OLD)
    moved = {m.cluster_id: m for m in found.moved}
    assert (moved["c006"].after, moved["c006"].date, moved["c006"].is_certain) == (
        "implementation",
        "1397",
        True,
    )
    assert found.compared == 0
    assert "c006" not in {m.cluster_id for m in since("1398", None, OLD).moved}


def test_a_year_that_began_before_the_day_asked_for_is_only_perhaps_later() -> None:
    moved = {m.cluster_id: m for m in since("1397-06", None, OLD).moved}
    assert not moved["c006"].is_certain


def test_a_step_dated_before_the_day_but_put_on_file_after_it_is_a_correction() -> None:
    new = with_event(
        OLD, "c006", "final_monitoring", "1398", ("", ""), ("a source", ""), date(2026, 11, 22)
    )
    found = since("1400", OLD, new)
    assert "c006" not in {m.cluster_id for m in found.moved}
    assert "stage" in [f.field for c in found.corrected if c.cluster_id == "c006" for f in c.fields]


def test_a_step_without_a_date_counts_from_when_it_was_put_on_file() -> None:
    new = with_event(OLD, "c001", "completed", "", ("", ""), ("a source", ""), date(2026, 11, 22))
    found = since("1404", OLD, new)
    assert [(m.before, m.after, m.date) for m in found.moved if m.cluster_id == "c001"] == [
        ("implementation", "completed", "")
    ]


def test_only_the_clusters_asked_for_are_told() -> None:
    new = with_event(
        edited("clusters", "c010", note_en="another"),
        "c006",
        "final_monitoring",
        "1404",
        ("", ""),
        ("s", ""),
        date(2026, 11, 22),
    )
    assert since("v1", OLD, new, asked=["c006"]).corrected == ()
    assert since("v1", OLD, new, asked=["c010"]).moved == ()


def test_moves_stand_latest_first() -> None:
    days = [m.date for m in since("1380", None, OLD).moved]
    assert len(days) > 10
    assert [d[:4] for d in days] == sorted((d[:4] for d in days), reverse=True)


@pytest.mark.parametrize(
    ("beginning", "number"),
    [("v2", 2), ("1405-08-30", 2), ("1405-09", 3), ("1405-08-01", 0), ("1399", 0), ("1406", 3)],
)
def test_the_version_that_stood_when_a_day_began(beginning: str, number: int) -> None:
    versions = [
        version(1, "2026-10-31T22:00:00Z"),
        version(2, "2026-11-01T08:00:00Z"),
        version(3, "2026-11-21T12:00:00Z"),
    ]
    assert version_then(beginning, versions, TEHRAN) == number


def test_a_day_begins_at_midnight_where_the_reader_is() -> None:
    late = [version(1, "2026-11-20T21:00:00Z")]
    assert version_then("1405-08-30", late, UTC) == 1
    assert version_then("1405-08-30", late, TEHRAN) == 0


def test_a_month_begins_on_its_first_day() -> None:
    assert first_day("1405-08") == date(2026, 10, 23)
    assert first_day("v3") is None


def test_a_shortfall_put_on_file_is_a_correction() -> None:
    tag = pd.DataFrame([("c010", "shortfall", "scale", "")], columns=list(CONTENT["tags"]))
    new = replace(OLD, tables=OLD.tables | {"tags": pd.concat([OLD.tags, tag], ignore_index=True)})
    found = since("v1", OLD, new)
    assert [(c.cluster_id, [f.field for f in c.fields]) for c in found.corrected] == [
        ("c010", ["shortfalls"])
    ]
