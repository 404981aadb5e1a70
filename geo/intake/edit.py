"""Changing one record by hand: its fields, its events, its observations.

Each gives the content that follows; nothing is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geo.basis.errors import DataError, Problem
from geo.basis.folding import clean_text
from geo.basis.jalali import span
from geo.intake.fields import Field
from geo.intake.values import clean_url
from geo.registry.records import CLUSTER_TEXTS, TAG_KINDS, source_id, stage_event
from geo.registry.snapshot import OWNED, Row, Snapshot, SnapshotBuilder, next_id
from geo.registry.tables import CONTENT

HAND_FIELDS = (*CLUSTER_TEXTS, "lon", "lat", *TAG_KINDS, "source_title", "source_url")
"""Fields that a form changes; stages and figures have forms of their own, for each is dated."""


@dataclass(frozen=True)
class RecordRows:
    """All that belongs to one record, by table: equal when nobody has changed it."""

    by_table: tuple[tuple[str, frozenset[Row]], ...]


def rows_of_record(snapshot: Snapshot, cluster_id: str) -> RecordRows:
    """What the content holds of a record."""
    return RecordRows(
        tuple(
            (name, frozenset(r for r in snapshot.rows(name) if r[0] == cluster_id))
            for name in OWNED
        )
    )


def read_fields(
    texts: Mapping[str, str], fields: Mapping[str, Field]
) -> dict[str, str | float | None]:
    """What a form says, read as a file is: by field.

    Raises DataError with every mistake; a warning does not stop it.
    """
    values: dict[str, str | float | None] = {}
    problems = []
    for name, text in texts.items():
        field = fields[name]
        empty = None if field.kind in ("longitude", "latitude") else ""
        read = field.read(text.strip())
        if read.error:
            problems.append(Problem(read.error, "", column=name, value=text, allowed=read.allowed))
        elif not read.value and read.value != 0 and field.is_required:
            problems.append(Problem("value_missing", "", column=name))
        values[name] = read.value if isinstance(read.value, str | float) else empty
    if ("lon" in values or "lat" in values) and (values.get("lon") is None) != (
        values.get("lat") is None
    ):
        problems.append(
            Problem("coordinate_half", "", column="lon" if values.get("lon") is None else "lat")
        )
    if problems:
        raise DataError(problems)
    return values


def with_fields(
    snapshot: Snapshot, cluster_id: str, values: Mapping[str, str | float | None]
) -> Snapshot:
    """The content with the record's HAND_FIELDS as in `values`; an unknown id makes a record."""
    builder = _builder(snapshot)
    source = _source(builder, str(values["source_title"]), str(values["source_url"]))
    before = next((r for r in builder.tables["clusters"] if r[0] == cluster_id), None)
    builder.tables["clusters"].discard(before or ())
    row = {"cluster_id": cluster_id, "source_id": source} | {
        c: values[c] for c in (*CLUSTER_TEXTS, "lon", "lat")
    }
    builder.tables["clusters"].add(tuple(row[c] for c in CONTENT["clusters"]))
    for column, kind in TAG_KINDS.items():
        kept = {t[2]: t for t in builder.tables["tags"] if t[0] == cluster_id and t[1] == kind}
        wanted = set(filter(None, str(values[column]).split("; ")))
        builder.tables["tags"].difference_update(t for tag, t in kept.items() if tag not in wanted)
        builder.tables["tags"].update(
            (cluster_id, kind, tag, source) for tag in wanted - kept.keys()
        )
    return _finished(builder)


def free_id(snapshot: Snapshot) -> str:
    """An id that no record has or ever had."""
    return next_id(snapshot, set(snapshot.clusters["cluster_id"]))


def with_event(
    snapshot: Snapshot,
    cluster_id: str,
    stage: str,
    written: str,
    basis: tuple[str, str],
    source: tuple[str, str],
    today: date,
) -> Snapshot:
    """The content with one more stage event. basis and source: Persian and English words; title and
    address. Raises DataError for a future date.
    """
    _not_in_future(written, "stage_date", today)
    builder = _builder(snapshot)
    row = stage_event(
        cluster_id,
        stage,
        written,
        today.isoformat(),
        "",
        _source(builder, *source),
        (clean_text(basis[0]), clean_text(basis[1])),
    )
    builder.tables["stage_events"].add(row)
    return _finished(builder)


def with_observation(
    snapshot: Snapshot,
    cluster_id: str,
    indicator: str,
    numbers: tuple[float, float],
    unit: str,
    as_of: str,
    *,
    source: tuple[str, str],
    today: date,
) -> Snapshot:
    """The content with one more observation; one of the same date gives way to it.

    Raises DataError for a future date.
    """
    _not_in_future(as_of, "figures_date", today)
    builder = _builder(snapshot)
    seen = builder.tables["observations"]
    seen.difference_update(
        [o for o in seen if o[0] == cluster_id and o[1] == indicator and o[5] == as_of]
    )
    seen.add(
        (
            cluster_id,
            indicator,
            *numbers,
            clean_text(unit),
            as_of,
            today.isoformat(),
            _source(builder, *source),
        )
    )
    return _finished(builder)


def without_row(snapshot: Snapshot, table: str, row: Row) -> Snapshot:
    """The content without one event or observation."""
    builder = _builder(snapshot)
    builder.tables[table].discard(row)
    return _finished(builder)


def without_record(snapshot: Snapshot, cluster_id: str) -> Snapshot:
    """The content without a record; earlier versions keep it."""
    builder = _builder(snapshot)
    for name in OWNED:
        builder.tables[name] = {r for r in builder.tables[name] if r[0] != cluster_id}
    return _finished(builder)


def _not_in_future(written: str, field: str, today: date) -> None:
    if written and span(written)[0] > today:
        raise DataError([Problem("date_future", "", column=field, value=written)])


def _builder(snapshot: Snapshot) -> SnapshotBuilder:
    return SnapshotBuilder({name: set(snapshot.rows(name)) for name in CONTENT})


def _source(builder: SnapshotBuilder, title: str, url: str) -> str:
    title, url = clean_text(title), clean_url(url)
    found = source_id(title, url)
    if found:
        builder.tables["sources"].add((found, title, url))
    return found


def _finished(builder: SnapshotBuilder) -> Snapshot:
    builder.drop_unused_sources()
    return builder.build()
