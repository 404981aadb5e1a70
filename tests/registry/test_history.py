"""The history of one record over versions of the registry."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.atlas import SHIPPED_ON
from geo.reference.reference import ReferenceData, read_reference
from geo.registry.history import ADDED, CHANGED, REMOVED, record_history
from geo.registry.rights import Rights
from geo.registry.shipped import shipped_snapshot
from geo.registry.snapshot import Rows, snapshot_from
from geo.registry.store import Entry, Registry
from geo.registry.tables import CONTENT
from tests.conftest import DATA


@pytest.fixture(scope="module")
def reference() -> ReferenceData:
    return read_reference(DATA)


@pytest.fixture
def store(tmp_path: Path, reference: ReferenceData) -> Registry:
    opened = Registry.open(f"sqlite:///{tmp_path / 'registry.sqlite'}")
    opened.commit(
        opened.snapshot(),
        shipped_snapshot(reference, DATA, SHIPPED_ON),
        Entry("shipped", Rights.to_all(""), "2026-01-01T00:00:00Z"),
    )
    return opened


def changed(store: Registry, change: Callable[[Rows], Rows], who: str = "Mina") -> None:
    """Commit the newest version with its rows of clusters changed."""
    old = store.snapshot()
    rows = {name: old.rows(name) for name in CONTENT}
    new = snapshot_from(rows | {"clusters": change(rows["clusters"])})
    store.commit(old, new, Entry("edit", Rights.to_all(who), "2026-02-01T00:00:00Z"))


def renamed(cluster_id: str, name: str) -> Callable[[Rows], Rows]:
    return lambda rows: [
        (row[0], row[1], name, *row[3:]) if row[0] == cluster_id else row for row in rows
    ]


def test_a_record_nobody_touched_was_added_with_the_first_version(
    store: Registry, reference: ReferenceData
) -> None:
    steps = record_history(store, "c001", reference.stages.index, 1)
    assert [(s.number, s.kind, s.version_kind) for s in steps] == [(1, ADDED, "shipped")]


def test_a_change_says_which_field_from_what_to_what_and_by_whom(
    store: Registry, reference: ReferenceData
) -> None:
    changed(store, renamed("c001", "Fars stone"))
    changed(store, renamed("c002", "Fars roses"))
    newest = record_history(store, "c001", reference.stages.index, 3)[0]
    assert (newest.number, newest.kind, newest.author) == (2, CHANGED, "Mina")
    assert [(f.field, f.old, f.new) for f in newest.fields] == [
        ("name_en", "Fars stone cluster", "Fars stone")
    ]


def test_a_removed_record_keeps_its_name_and_one_brought_back_is_added_again(
    store: Registry, reference: ReferenceData
) -> None:
    changed(store, lambda rows: [row for row in rows if row[0] != "c001"])
    store.restore(1, Entry("restore", Rights.to_all("Mina"), "2026-03-01T00:00:00Z"))
    steps = record_history(store, "c001", reference.stages.index, 3)
    assert [(s.number, s.kind, s.restored) for s in steps] == [
        (3, ADDED, 1),
        (2, REMOVED, None),
        (1, ADDED, None),
    ]
    assert steps[1].name_en == "Fars stone cluster"


def test_later_versions_are_left_out_where_an_earlier_one_is_looked_at(
    store: Registry, reference: ReferenceData
) -> None:
    changed(store, renamed("c001", "Fars stone"))
    assert [s.number for s in record_history(store, "c001", reference.stages.index, 1)] == [1]


def test_an_id_that_never_was_has_no_history(store: Registry, reference: ReferenceData) -> None:
    assert record_history(store, "' OR 1=1 --", reference.stages.index, 1) == []
