"""Every accepted change is a version; none is ever lost. On SQLite and on PostgreSQL alike."""

from dataclasses import replace
from pathlib import Path

import pytest

from components.server.registry import put_shipped
from geo.intake.edit import free_id, without_record
from geo.reference.reference import ReferenceData
from geo.registry.errors import RegistryError, VersionMovedError
from geo.registry.rights import Rights
from geo.registry.snapshot import OWNED, Snapshot, snapshot_from
from geo.registry.store import Entry, Registry
from tests.conftest import DATA
from tests.registry.contents import AT, BY, TWO, cluster, content
from tests.registry.postgres import Postgres


@pytest.fixture
def filled(registry: Registry) -> Registry:
    """TWO as version 1; version 2 lacks a record."""
    registry.commit(registry.snapshot(), TWO, BY)
    registry.commit(registry.snapshot(), without_record(TWO, "c002"), replace(BY, kind="edit"))
    return registry


def test_a_new_registry_is_empty(registry: Registry) -> None:
    assert (registry.head(), registry.versions(), len(registry.snapshot().clusters)) == (
        (0, ""),
        [],
        0,
    )


def test_an_empty_registry_is_given_the_shipped_records_once(
    registry: Registry, reference: ReferenceData, shipped: Snapshot
) -> None:
    put_shipped(registry, reference, DATA)
    put_shipped(registry, reference, DATA)
    assert [(v.number, v.kind, v.added) for v in registry.versions()] == [(1, "shipped", 153)]
    assert registry.snapshot().same_content(shipped)


def test_what_is_committed_is_read_back_exactly(registry: Registry) -> None:
    registry.commit(registry.snapshot(), TWO, BY)
    assert registry.snapshot().same_content(TWO)


def test_a_version_read_in_parts_is_the_whole_version(
    registry: Registry, shipped: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.registry.version_content.CLUSTERS_AT_A_TIME", 20)
    monkeypatch.setattr("geo.registry.version_content.ROWS_AT_A_TIME", 7)
    registry.commit(registry.snapshot(), shipped, BY)
    registry.commit(registry.snapshot(), without_record(shipped, "c010"), replace(BY, kind="edit"))
    for number, count in ((0, 0), (1, 153), (2, 152)):
        whole = registry.snapshot(number)
        with registry.parts(number) as coming:
            parts = list(coming)
        assert [len(part.clusters) for part in parts] == [
            min(20, count - start) for start in range(0, count, 20)
        ] or not count
        assert all(
            (part.number, part.token, part.last_id) == (whole.number, whole.token, whole.last_id)
            for part in parts
        )
        for name in OWNED:
            assert [row for part in parts for row in part.rows(name)] == whole.rows(name)
        named = set(whole.clusters["source_id"])
        assert {row for part in parts for row in part.rows("sources")} == {
            row for row in whole.rows("sources") if row[0] in named
        }


def test_clusters_come_in_parts_as_python_orders_their_ids(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.registry.version_content.CLUSTERS_AT_A_TIME", 2)
    registry.commit(
        registry.snapshot(),
        content(*(cluster(c, c) for c in ("c2", "C1", "c10", "é", "z", "c-1", "خ", "c_1"))),
        BY,
    )
    with registry.parts() as coming:
        parts = list(coming)
    assert [row for part in parts for row in part.rows("clusters")] == registry.snapshot().rows(
        "clusters"
    )
    assert [row for part in parts for row in part.rows("stage_events")] == registry.snapshot().rows(
        "stage_events"
    )


def test_a_version_that_is_not_there_has_no_parts(registry: Registry) -> None:
    with pytest.raises(KeyError), registry.parts(7):
        pass


def test_a_full_disk_beside_the_registry_is_not_taken_for_the_registrys(registry: Registry) -> None:
    with pytest.raises(OSError, match="disk"), registry.parts():
        raise OSError(28, "disk")


def test_nasty_texts_are_kept_as_they_are(registry: Registry) -> None:
    texts = [
        "'; DROP TABLE clusters; --",
        "=1+1",
        "a\u200cb",
        "۱۲۳",
        "\\",
        "%s",
        '"',
        "🧵",
        "سطر\nدوم",
        "x" * 5000,
        "{}",
        "<b>",
    ]
    nasty = content(*(cluster(f"c{n:03}", text) for n, text in enumerate(texts)))
    registry.commit(registry.snapshot(), nasty, BY)
    assert registry.snapshot().same_content(nasty)


def test_a_version_says_who_when_from_what_and_how_much(filled: Registry) -> None:
    newest, first = filled.versions()
    assert (first.author, first.at, first.file_name, first.file_hash, first.note) == (
        "مریم",
        AT,
        "khoosheha.xlsx",
        "ab" * 32,
        "فصل سوم",
    )
    assert (first.added, first.changed, first.removed, first.unchanged) == (2, 0, 0, 0)
    assert (newest.number, newest.added, newest.changed, newest.removed, newest.unchanged) == (
        2,
        0,
        0,
        1,
        1,
    )


def test_a_changed_history_counts_as_a_changed_record(registry: Registry) -> None:
    registry.commit(registry.snapshot(), TWO, BY)
    tables = {name: TWO.rows(name) for name in TWO.tables} | {"tags": []}
    version = registry.commit(registry.snapshot(), snapshot_from(tables), BY)
    assert (version.changed, version.unchanged) == (1, 1)


def test_the_head_is_the_newest_version_and_its_token(filled: Registry) -> None:
    assert filled.head() == (2, filled.versions()[0].token)
    assert filled.snapshot().token == filled.head()[1]


def test_earlier_versions_stay_readable(filled: Registry) -> None:
    assert filled.snapshot(1).same_content(TWO)
    assert filled.snapshot(2).clusters["cluster_id"].tolist() == ["c001"]
    assert len(filled.snapshot(0).clusters) == 0


@pytest.mark.parametrize("number", [-1, 3])
def test_a_version_that_is_not_there_is_a_key_error(filled: Registry, number: int) -> None:
    with pytest.raises(KeyError):
        filled.snapshot(number)


def test_a_change_made_on_an_older_version_is_refused_and_changes_nothing(filled: Registry) -> None:
    with pytest.raises(VersionMovedError) as moved:
        filled.commit(filled.snapshot(1), TWO, BY)
    assert (moved.value.base, moved.value.head, filled.head()[0]) == (1, 2, 2)


def test_restoring_makes_a_new_version_with_exactly_the_old_content(filled: Registry) -> None:
    version = filled.restore(1, Entry("restore", Rights.to_all("علی"), AT))
    assert (version.number, version.restored, version.kind, version.added) == (3, 1, "restore", 1)
    assert filled.snapshot().same_content(TWO)
    assert len(filled.snapshot(2).clusters) == 1


def test_a_restored_version_can_itself_be_undone(filled: Registry) -> None:
    before = filled.snapshot()
    filled.restore(1, Entry("restore", Rights.to_all(""), AT))
    filled.restore(2, Entry("restore", Rights.to_all(""), AT))
    assert filled.snapshot().same_content(before)


def test_an_id_once_given_is_never_given_to_another_record(filled: Registry) -> None:
    assert filled.snapshot().clusters["cluster_id"].tolist() == ["c001"]
    assert free_id(filled.snapshot()) == "c003"
    assert free_id(filled.snapshot(1)) == "c003"


def test_what_was_ever_invented_stays_marked(registry: Registry) -> None:
    registry.commit(registry.snapshot(), TWO, BY)
    registry.commit(registry.snapshot(), without_record(TWO, "c001"), replace(BY, kind="demo"))
    registry.restore(1, Entry("restore", Rights.to_all(""), AT))
    assert [registry.snapshot(n).is_invented for n in (1, 2, 3)] == [False, True, True]


def test_how_a_layout_was_mapped_is_remembered_and_may_change(registry: Registry) -> None:
    assert registry.mapping("a" * 64) is None
    for mapping in (["name_fa", "", "province_iso"], ["name_fa", "note_fa", "province_iso"]):
        registry.remember_mapping("a" * 64, mapping)
        assert registry.mapping("a" * 64) == mapping
    assert registry.mapping("b" * 64) is None


def test_every_change_is_in_the_log_with_who_newest_first(filled: Registry) -> None:
    filled.note("2026-11-25T08:00:00Z", "علی", "signed in", "passphrase")
    assert [(line.who, line.action, line.detail) for line in filled.log()] == [
        ("علی", "signed in", "passphrase"),
        ("مریم", "edit", "2 khoosheha.xlsx"),
        ("مریم", "load", "1 khoosheha.xlsx"),
    ]


def test_the_log_can_be_asked_for_some_actions_since_a_time(filled: Registry) -> None:
    filled.note("2026-11-25T08:00:00Z", "علی", "signed in")
    assert [line.action for line in filled.log(actions=["load", "signed in"])] == [
        "signed in",
        "load",
    ]
    assert [line.who for line in filled.log(since="2026-11-25")] == ["علی"]
    assert len(filled.log(limit=2)) == 2


def test_names_of_files_and_people_that_no_database_can_hold_are_kept_as_far_as_possible(
    registry: Registry,
) -> None:
    registry.commit(
        registry.snapshot(),
        TWO,
        Entry("load", Rights.to_all("a\x00b"), AT, "\udcff.csv", "", "note\udc80"),
    )
    version = registry.versions()[0]
    assert (version.author, version.file_name, version.note) == (
        "a\ufffdb",
        "\ufffd.csv",
        "note\ufffd",
    )


def test_a_postgresql_database_without_an_encoding_holds_persian(postgres: Postgres) -> None:
    registry = Registry.open(postgres.new_database("ENCODING 'SQL_ASCII' TEMPLATE template0"))
    registry.commit(registry.snapshot(), TWO, BY)
    assert registry.snapshot().same_content(TWO)
    registry.engine.dispose()


def test_an_address_may_begin_with_postgres(postgres: Postgres) -> None:
    opened = Registry.open(postgres.new_database().replace("postgresql://", "postgres://"))
    assert opened.head() == (0, "")
    opened.engine.dispose()


@pytest.mark.parametrize(
    "setting",
    [
        "",
        "registry.sqlite",
        "mysql://a/b",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://127.0.0.1:port/x",
    ],
)
def test_what_is_no_address_of_a_registry_is_told(setting: str) -> None:
    with pytest.raises(RegistryError) as told:
        Registry.open(setting)
    assert told.value.code == "address"


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(RegistryError) as told:
        Registry.open("postgresql://atlas@127.0.0.1:1/atlas")
    assert told.value.code == "unreachable"


@pytest.mark.parametrize(
    "written",
    [
        b"no database at all, only some text that is long enough" * 40,
        b"SQLite format 3\0" + b"\xff" * 4096,
    ],
)
def test_a_file_that_is_no_registry_is_told_and_left_alone(tmp_path: Path, written: bytes) -> None:
    path = tmp_path / "registry.sqlite"
    path.write_bytes(written)
    with pytest.raises(RegistryError) as told:
        Registry.open(f"sqlite:///{path}")
    assert told.value.code == "foreign"
    assert path.read_bytes() == written


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RegistryError) as told:
        Registry.open(f"sqlite:///{tmp_path / 'file' / 'registry.sqlite'}")
    assert told.value.code == "locked_out"


def test_a_change_that_is_stopped_while_it_is_written_leaves_nothing_behind(
    filled: Registry,
) -> None:
    class Stopped(BaseException):
        """What a page raises."""

    def stop(share: float) -> None:
        if share > 0.5:
            raise Stopped

    before, log = filled.snapshot(), filled.log()
    with pytest.raises(Stopped):
        filled.commit(before, TWO, BY, progress=stop)
    assert (filled.head(), filled.log()) == ((before.number, before.token), log)
    assert filled.snapshot().same_content(before)
    assert filled.commit(before, TWO, BY).number == 3
