"""A file on its way into a registry, in one step, for tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from geo.intake.examined import Examined
from geo.intake.load import examine
from geo.intake.opening import ImportContext, open_file
from geo.intake.terms import Terms
from geo.registry.snapshot import Snapshot
from tests.intake.files.making import csv_of
from tests.registry.contents import TODAY


def look(
    reading: ImportContext,
    old: Snapshot,
    rows: Sequence[Sequence[str]],
    today: date = TODAY,
    file: str = "گزارش.csv",
    **terms: Any,
) -> Examined:
    """What a CSV of these rows, the headings first, would change in `old`."""
    return take(reading, old, csv_of(rows), file, today, **terms)


def take(
    reading: ImportContext,
    old: Snapshot,
    content: bytes,
    file: str,
    today: date = TODAY,
    **terms: Any,
) -> Examined:
    """What a file would change in `old`."""
    return examine(open_file(content, file, reading), old, reading, Terms(today, **terms))


def after(found: Examined) -> Snapshot:
    """The content that follows, as if it were the newest version."""
    return replace(found.comparison.new, number=found.comparison.old.number + 1)


def told(found: Examined) -> list[tuple[str, str, int | None, str | None, str | None]]:
    """Every problem: level, code, row, column, value."""
    return [(p.level, p.code, p.row, p.column, p.value) for p in found.problems]
