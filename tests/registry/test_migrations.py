"""The tables are made and brought up to date; those of a newer program are left alone.

On SQLite and on PostgreSQL alike.
"""

import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from components.server.registry import put_shipped
from geo.reference.reference import ReferenceData
from geo.registry.engine import MIGRATIONS, database_url, make_engine, reading, writing
from geo.registry.errors import RegistryError
from geo.registry.store import Registry
from geo.registry.stories import KeptStory, kept_stories
from geo.registry.tables import metadata
from tests.conftest import DATA

FORK = multiprocessing.get_context("fork")


def head() -> str:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    heads = ScriptDirectory.from_config(config).get_heads()
    assert len(heads) == 1
    return str(heads[0])


def test_migrations_lead_to_one_head_and_a_new_registry_is_there(registry: Registry) -> None:
    with reading(registry.engine) as connection:
        assert MigrationContext.configure(connection).get_current_revision() == head()


def test_migrations_make_the_tables_that_the_code_knows(registry: Registry) -> None:
    with reading(registry.engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_stories_of_before_their_history_are_their_authors_first_versions(address: str) -> None:
    engine = make_engine(database_url(address))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(
            text(
                "INSERT INTO stories VALUES ('abc', 'نشست', 'yazd@example.org',"
                " '2026-11-24T08:00:00Z', '{}')"
            )
        )
    engine.dispose()
    registry = Registry.open(address)
    assert kept_stories(registry) == [
        KeptStory("abc", 1, "نشست", "yazd@example.org", "yazd@example.org", "2026-11-24T08:00:00Z")
    ]
    registry.engine.dispose()


def test_opening_again_changes_nothing(address: str, reference: ReferenceData) -> None:
    first = Registry.open(address)
    put_shipped(first, reference, DATA)
    again = Registry.open(address)
    assert again.head() == first.head()
    for opened in (first, again):
        opened.engine.dispose()


def test_a_registry_of_a_newer_program_is_refused_and_left_alone(address: str) -> None:
    registry = Registry.open(address)
    with writing(registry.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    registry.engine.dispose()
    with pytest.raises(RegistryError) as told:
        Registry.open(address)
    assert (told.value.code, told.value.detail) == ("newer", "9999")
    with reading(registry.engine) as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
    registry.engine.dispose()


def at_once(work: Callable[[], object], count: int) -> list[str]:
    """What each of `count` processes that start their work at one moment came to: empty, or what
    was raised.
    """
    gate, results = FORK.Barrier(count), FORK.Queue()

    def one() -> None:
        gate.wait(60)
        try:
            work()
            results.put("")
        except Exception as error:  # whatever it is, the test shows it
            results.put(repr(error))

    started: list[Any] = [FORK.Process(target=one) for _ in range(count)]
    for process in started:
        process.start()
    told = [results.get(timeout=90) for _ in started]
    for process in started:
        process.join(20)
    return told


def test_processes_that_open_an_empty_database_at_once_make_one_registry(
    address: str, reference: ReferenceData
) -> None:
    def open_and_fill() -> None:
        put_shipped(Registry.open(address), reference, DATA)

    assert at_once(open_and_fill, 6) == [""] * 6
    registry = Registry.open(address)
    assert [(v.number, v.kind) for v in registry.versions()] == [(1, "shipped")]
    registry.engine.dispose()


@pytest.mark.parametrize("_attempt", range(6))
def test_processes_that_make_one_sqlite_file_at_once_wait_for_each_other(
    tmp_path: Path, _attempt: int
) -> None:
    assert (
        at_once(lambda: Registry.open(f"sqlite:///{tmp_path / 'registry.sqlite'}"), 8) == [""] * 8
    )
