"""The history of one record: what each version of the registry changed in it.

Reads only that record's rows.
"""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select

from geo.registry.change import FieldChange
from geo.registry.difference import difference
from geo.registry.engine import reading
from geo.registry.snapshot import Rows, Snapshot, snapshot_from, source_of
from geo.registry.store import Registry
from geo.registry.tables import CONTENT, content, versions

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True)
class Step:
    """What one version did to the record.

    kind: ADDED, CHANGED or REMOVED; fields: empty where only its history or nothing visible
    changed. name_fa, name_en, province_iso: as they were after it, or before it where it was
    removed.
    """

    number: int
    at: str
    version_kind: str
    author: str
    restored: int | None
    kind: str
    fields: tuple[FieldChange, ...]
    name_fa: str
    name_en: str
    province_iso: str


def record_history(
    registry: Registry, cluster_id: str, stages: pd.Index, newest: int
) -> list[Step]:
    """What the versions up to `newest` did to a record, newest first.

    Empty for an id that never was.
    """
    states, about = _states(registry, cluster_id, newest)
    steps = []
    before = snapshot_from({})
    for number, now in states:
        was_there, is_there = len(before.clusters) > 0, len(now.clusters) > 0
        found = difference(before, now, stages) if was_there and is_there else None
        if was_there != is_there or (found and not found.is_empty):
            kind = CHANGED if found else ADDED if is_there else REMOVED
            first = (now if is_there else before).clusters.iloc[0]
            fields = found.changed[0].fields if found else ()
            steps.append(
                Step(
                    number,
                    *about[number],
                    kind,
                    fields,
                    first["name_fa"],
                    first["name_en"],
                    first["province_iso"],
                )
            )
        before = now
    return steps[::-1]


def _states(
    registry: Registry, cluster_id: str, newest: int
) -> tuple[list[tuple[int, Snapshot]], dict[int, tuple[str, str, str, int | None]]]:
    """The record as each version that touched it left it, and what those versions were.

    Of a version: at, kind, author, restored.
    """
    held: dict[str, list[tuple[int, int | None, tuple[str | float | None, ...]]]] = {}
    with reading(registry.engine) as connection:
        for name, table in content.items():
            if CONTENT[name][0] == "cluster_id":
                query = select(
                    table.c.since, table.c.until, *(table.c[c] for c in CONTENT[name])
                ).where(table.c.cluster_id == cluster_id)
                held[name] = [
                    (since, until, tuple(row)) for since, until, *row in connection.execute(query)
                ]
        named = {source_of(row) for rows in held.values() for *_, row in rows}
        table = content["sources"]
        query = (
            select(*(table.c[c] for c in CONTENT["sources"]))
            .where(table.c.source_id.in_(sorted(named)))
            .distinct()
        )
        sources: Rows = [tuple(row) for row in connection.execute(query)]
        numbers = sorted(
            {
                n
                for rows in held.values()
                for since, until, _ in rows
                for n in (since, until)
                if n and n <= newest
            }
        )
        query = select(
            versions.c.number,
            versions.c.at,
            versions.c.kind,
            versions.c.author,
            versions.c.restored,
        ).where(versions.c.number.in_(numbers))
        about = (
            {
                row.number: (row.at, row.kind, row.author, row.restored)
                for row in connection.execute(query)
            }
            if numbers
            else {}
        )
    states = []
    for number in numbers:
        rows = {
            name: [
                row
                for since, until, row in kept
                if since <= number and (until is None or until > number)
            ]
            for name, kept in held.items()
        }
        states.append((number, snapshot_from(rows | {"sources": sources})))
    return states, about
