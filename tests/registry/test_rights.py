"""Whatever way a change comes in, the registry itself refuses one that its author has no right to.

On SQLite and on PostgreSQL alike.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.intake.commit import commit
from geo.intake.edit import with_event, with_observation, without_record, without_row
from geo.intake.load import examine
from geo.intake.opening import ImportContext, open_file
from geo.intake.terms import Terms
from geo.registry.backup import backup, restore
from geo.registry.errors import NotAllowedError
from geo.registry.rights import Rights
from geo.registry.snapshot import Snapshot, snapshot_from
from geo.registry.store import Entry, Registry
from tests.registry.contents import AT, BY, cluster, content, event

YAZD = Rights("yazd@example.org", frozenset({"IR-21", "IR-22"}))
MIXED = content(
    cluster("c001"),
    cluster("c002", "خوشه گز", "IR-10"),
    events=(event("c002", "contracted", "1401"),),
)
TODAY = date(2026, 11, 25)
SOURCE = ("منبع", "")


def edited(rows: Snapshot, **changed: object) -> Snapshot:
    """The content with other tables."""
    return snapshot_from({name: rows.rows(name) for name in rows.tables} | changed)  # type: ignore[arg-type]


CHANGES: dict[str, Callable[[Snapshot], Snapshot]] = {
    "another's record is taken out": lambda there: without_record(there, "c002"),
    "another's event is taken out": lambda there: without_row(
        there, "stage_events", there.rows("stage_events")[0]
    ),
    "another's record gets an event": lambda there: with_event(
        there, "c002", "completed", "1402", ("", ""), SOURCE, TODAY
    ),
    "another's record gets a figure": lambda there: with_observation(
        there, "c002", "firms", (1.0, 1.0), "firms", "", source=SOURCE, today=TODAY
    ),
    "another's record becomes one's own": lambda there: edited(
        there, clusters=[cluster("c001"), cluster("c002", "خوشه گز", "IR-21")]
    ),
    "one's own record becomes another's": lambda there: edited(
        there, clusters=[cluster("c001", province="IR-10"), cluster("c002", "خوشه گز", "IR-10")]
    ),
    "a record is made in another's province": lambda there: edited(
        there, clusters=[*there.rows("clusters"), cluster("c003", "نو", "IR-10")]
    ),
    "a tag is put on no record": lambda there: edited(
        there, tags=[("c999", "shortfall", "scale", "")]
    ),
    "the source of another's record is renamed": lambda there: edited(
        there, sources=[(r[0], "دروغ", r[2]) for r in there.rows("sources")]
    ),
    "everything is taken out": lambda _: snapshot_from({}),
}


@pytest.fixture
def mixed(registry: Registry) -> Registry:
    """A record of Yazd and one of Isfahan."""
    registry.commit(registry.snapshot(), MIXED, BY)
    return registry


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_change_of_another_province_is_refused_whoever_hands_it_in(
    mixed: Registry, change: str
) -> None:
    there = mixed.snapshot()
    with pytest.raises(NotAllowedError) as told:
        mixed.commit(there, CHANGES[change](there), replace(BY, by=YAZD))
    assert told.value.code == "provinces"
    assert not told.value.provinces & (YAZD.provinces or set())
    assert mixed.snapshot().same_content(MIXED)
    assert mixed.commit(there, CHANGES[change](there), BY).number == 2


def test_a_change_of_ones_own_province_is_taken_under_ones_own_name(mixed: Registry) -> None:
    there = mixed.snapshot()
    mixed.commit(
        there,
        with_event(there, "c001", "contracted", "1402", ("", ""), SOURCE, TODAY),
        replace(BY, by=YAZD),
    )
    assert mixed.versions()[0].author == YAZD.who


def test_a_version_comes_back_only_where_none_but_ones_own_records_differ(mixed: Registry) -> None:
    there = mixed.snapshot()
    mixed.commit(there, without_record(there, "c001"), replace(BY, by=YAZD))
    mixed.restore(1, Entry("restore", YAZD, AT))
    there = mixed.snapshot()
    mixed.commit(there, without_record(there, "c002"), BY)
    with pytest.raises(NotAllowedError) as told:
        mixed.restore(1, Entry("restore", YAZD, AT))
    assert told.value.provinces == {"IR-10"}


def test_a_file_cannot_be_said_to_be_of_a_province_that_is_not_ones_own() -> None:
    with pytest.raises(NotAllowedError) as told:
        Terms(TODAY, is_whole=True, province="IR-10", provinces=YAZD.provinces)
    assert told.value.provinces == {"IR-10"}


def test_a_whole_file_of_another_province_takes_nothing_out_whatever_it_was_examined_for(
    registry: Registry, shipped: Snapshot, reading: ImportContext
) -> None:
    registry.commit(registry.snapshot(), shipped, BY)
    there = registry.snapshot()
    theirs = there.clusters[there.clusters["province_iso"] == "IR-10"]
    only = theirs.iloc[0]
    file = open_file(
        f"شناسه,نام خوشه,استان\r\n{only['cluster_id']},{only['name_fa']},اصفهان\r\n".encode(),
        "isfahan.csv",
        reading,
    )
    found = examine(file, there, reading, Terms(TODAY, is_whole=True, province="IR-10"))
    assert len(found.comparison.missing) == len(theirs) - 1 > 0
    with pytest.raises(NotAllowedError):
        commit(registry, found, YAZD, AT)
    assert registry.snapshot().same_content(shipped)


def test_a_refused_file_leaves_no_mapping_behind(
    registry: Registry, shipped: Snapshot, reading: ImportContext
) -> None:
    registry.commit(registry.snapshot(), shipped, BY)
    file = open_file(
        "نام خوشه,استان,بند\r\nخوشه نو,اصفهان,چیزی\r\n".encode(), "isfahan.csv", reading
    )
    odd = replace(file, mapping=("name_fa", "province_iso", "note_fa"))
    with pytest.raises(NotAllowedError):
        commit(registry, examine(odd, registry.snapshot(), reading, Terms(TODAY)), YAZD, AT)
    assert registry.mapping(file.layout) is None


def test_a_backup_is_restored_only_with_all_rights(mixed: Registry, tmp_path: Path) -> None:
    backup(mixed, tmp_path / "saved.sqlite")
    saved = Registry.open(f"sqlite:///{tmp_path / 'saved.sqlite'}")
    with pytest.raises(NotAllowedError) as told:
        restore(mixed, saved, AT, YAZD, "saved.sqlite")
    assert told.value.code == "everything"
    saved.engine.dispose()


PROVINCES = st.sampled_from(["IR-21", "IR-22", "IR-10", "IR-07"])
CONTENTS = st.dictionaries(
    st.sampled_from(["c001", "c002", "c003", "c004"]),
    st.tuples(PROVINCES, st.sampled_from(["الف", "ب"])),
    max_size=4,
).map(
    lambda records: content(
        *(cluster(c, name, province) for c, (province, name) in sorted(records.items()))
    )
)


@given(old=CONTENTS, new=CONTENTS)
def test_whatever_differs_is_allowed_exactly_where_all_of_it_was_and_is_ones_own(
    old: Snapshot, new: Snapshot
) -> None:
    before, after = ({r[0]: r for r in s.rows("clusters")} for s in (old, new))
    differing = {c for c in before.keys() | after.keys() if before.get(c) != after.get(c)}
    others = {str(r[3]) for c in differing for r in (before.get(c), after.get(c)) if r} - {
        "IR-21",
        "IR-22",
    }
    try:
        YAZD.require_change(old, new)
        assert not others
    except NotAllowedError as refused:
        assert refused.provinces == others
