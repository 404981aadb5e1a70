"""The rows of one cluster, changed to what a record of a file says: its fields, stage events, observations and tags."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from geo.basis.folding import clean_text
from geo.basis.jalali import span
from geo.registry.records import CLUSTER_TEXTS, OBSERVED, TAG_KINDS, UNKNOWN, number, source_id, stage_event
from geo.registry.snapshot import Row, SnapshotBuilder
from geo.registry.tables import CONTENT


@dataclass
class Owned:
    """The rows of one cluster in each table, while they are changed."""

    tables: dict[str, set[Row]] = field(default_factory=dict)


def says(new: object, name: str) -> bool:
    """Whether a cell says anything."""
    if isinstance(new, float):
        return not np.isnan(new)
    return bool(new) and not (name == "stage" and new == UNKNOWN)


def rows_by_owner(tables: Mapping[str, Iterable[Row]], owners: set[str]) -> dict[str, Owned]:
    """The rows of each of these clusters."""
    owned = {owner: Owned({name: set() for name in CONTENT if CONTENT[name][0] == "cluster_id"}) for owner in owners}
    for name in CONTENT:
        if CONTENT[name][0] == "cluster_id":
            for row in tables[name]:
                if row[0] in owned:
                    owned[str(row[0])].tables[name].add(row)
    return owned


def rewrite(
    mine: Owned,
    record: dict[str, object],
    was: dict[str, object],
    given: frozenset[str],
    today: date,
    units: dict[str, str],
    file_source: tuple[str, str],
    builder: SnapshotBuilder,
) -> None:
    """Change the rows of one cluster to what the record says; what is on file already stays as it is."""

    def said(column: str) -> bool:
        return column in given and says(record[column], column)

    source, own_source = _source_of(record, was, said, file_source, builder)
    after = {c: record[c] if said(c) else was[c] for c in (*CLUSTER_TEXTS, "lon", "lat")}
    (cluster,) = mine.tables["clusters"]
    owner = str(cluster[0])
    values = {"cluster_id": owner, **after, "source_id": source if own_source else cluster[-1]}
    mine.tables["clusters"] = {tuple(number(values[c]) if c in ("lon", "lat") else values[c] for c in CONTENT["clusters"])}  # type: ignore[arg-type, misc]
    if said("stage") or said("stage_date") or said("stage_as_reported"):
        _apply_stage(mine, owner, record, was, said("stage_date"), said("stage_as_reported"), today, source)
    for name in OBSERVED:
        if said(name):
            _apply_figure(mine, owner, name, record, was, said("figures_date"), said("output_unit"), today, units, source)
    for column, kind in TAG_KINDS.items():
        if said(column):
            wanted = str(record[column]).split("; ")
            kept = {t for t in mine.tables["tags"] if t[1] != kind or t[2] in wanted}
            mine.tables["tags"] = kept | {(owner, kind, t, source) for t in wanted if not any(k[1:3] == (kind, t) for k in kept)}


def add_dated(
    mine: Owned, record: dict[str, object], was: dict[str, object], today: date, units: dict[str, str], file_source: tuple[str, str], builder: SnapshotBuilder
) -> None:
    """Put the dated stage, or the figures of one date, that `record` tells beside what is on file of one cluster; nothing else of it is looked at."""

    def said(column: str) -> bool:
        return says(record[column], column)

    source, _ = _source_of(record, was, said, file_source, builder)
    ((owner, *_),) = mine.tables["clusters"]
    if said("stage") or said("stage_as_reported"):
        _apply_stage(mine, str(owner), record, was, said("stage_date"), said("stage_as_reported"), today, source)
    for name in OBSERVED:
        if said(name):
            _apply_figure(mine, str(owner), name, record, was, said("figures_date"), said("output_unit"), today, units, source)


def _source_of(
    record: dict[str, object], was: dict[str, object], said: Callable[[str], bool], file_source: tuple[str, str], builder: SnapshotBuilder
) -> tuple[str, bool]:
    """What names the source of a row, and whether the row names it itself; the file where it does not."""
    title = str(record["source_title"]) if said("source_title") else str(was["source_title"]) if said("source_url") else ""
    known = title == clean_text(str(was["source_title"]))
    if known:
        title = str(was["source_title"])  # in the very spelling that is on file: another one would be another source
    url = str(record["source_url"]) if said("source_url") else str(was["source_url"]) if title and known else ""
    is_own = bool(title or url)
    if not is_own:
        title, url = file_source
    source = source_id(title, url)
    builder.tables["sources"].add((source, title, url))
    return source, is_own


def _apply_stage(mine: Owned, owner: str, record: dict[str, object], was: dict[str, object], dated: bool, worded: bool, today: date, source: str) -> None:
    """Let the event join the others; where it is on file already, only the word that was reported for it may be another."""
    events = mine.tables["stage_events"]
    if record["stage"] == UNKNOWN and worded and was["stage"] != UNKNOWN:
        _keep_words(events, owner, str(record["stage_date"]) if dated else "", str(record["stage_as_reported"]), today, source)
        return
    named = says(record["stage"], "stage")
    stage = str(record["stage"] if named else was["stage"])
    written = str(record["stage_date"]) if dated else ""
    reported = str(record["stage_as_reported"]) if worded else ""
    same = sorted((e for e in events if e[1] == stage), key=str)
    if dated:
        # a date without a stage is on file where any event has it; by the time it is loaded again another stage may be the present one
        known = same if named else sorted(events, key=lambda e: (e[1] == stage, str(e)))
        there = [e for e in known if str(e[2]).startswith(written)]
        replaced = [e for e in same if written.startswith(str(e[2]))]  # undated, or known less exactly
    else:
        there = [e for e in same if (stage, e[2]) == (was["stage"], was["stage_date"]) or not (e[2] or _is_newest(events, today))]
        replaced = [e for e in events if not e[2]]
    if not there:
        events.difference_update(replaced)
        events.add(stage_event(owner, stage, written, today.isoformat(), reported, "", "", source))
    elif worded and there[-1][5] != reported:
        events.remove(there[-1])
        events.add((*there[-1][:5], reported, *there[-1][6:]))


def _keep_words(events: set[Row], owner: str, written: str, reported: str, today: date, source: str) -> None:
    """Keep the words of a report that names no stage beside the stages that are known: they are not about any of these."""
    if not any((e[1], e[2], e[5]) == (UNKNOWN, written, reported) for e in events):
        events.add(stage_event(owner, UNKNOWN, written, today.isoformat(), reported, "", "", source))


def _is_newest(rows: set[Row], today: date) -> bool:
    """Whether what is recorded today, without a date, would be the latest of these rows of events or observations."""
    dated = [str(row[2]) if len(row) == len(CONTENT["stage_events"]) else str(row[5]) for row in rows]
    return all(span(d)[1] < today for d in dated if d)


def _apply_figure(
    mine: Owned,
    owner: str,
    name: str,
    record: dict[str, object],
    was: dict[str, object],
    dated: bool,
    has_unit: bool,
    today: date,
    units: dict[str, str],
    source: str,
) -> None:
    seen = mine.tables["observations"]
    low = float(str(record[name]))
    high = low if np.isnan(float(str(record[f"{name}_high"]))) else float(str(record[f"{name}_high"]))
    as_of = str(record["figures_date"]) if dated else ""
    unit = str(record["output_unit"] if has_unit else was["output_unit"]) if name == "output" else units[name]
    equal = (low, high) == (was[name], was[f"{name}_high"]) and (name != "output" or unit == was["output_unit"])
    if equal and (not as_of or as_of == was["figures_date"]):
        return
    mine_of = {o for o in seen if o[1] == name}
    there = any(o[2:6] == (low, high, unit, as_of) for o in mine_of)
    if there and (as_of or not _is_newest(mine_of, today)):
        return
    seen.difference_update([o for o in mine_of if o[5] == as_of])
    seen.add((owner, name, low, high, unit, as_of, today.isoformat(), source))
