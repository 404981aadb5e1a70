"""What changed since a version of the registry, or since a date.

Clusters new, moved on a stage, corrected or taken out.

Since a version, two states of the registry are compared. Since a date, what moved is told by the
dated events of the records themselves, whenever they were written down, and the rest by the
registry as it was on that day. A date that is only a year or month is its first day.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

import pandas as pd

from geo.basis.jalali import span
from geo.registry.change import Change, FieldChange
from geo.registry.difference import Difference
from geo.registry.snapshot import Snapshot
from geo.registry.store import Version
from geo.registry.timeline import UNKNOWN, counted_from

_STAGE_FIELDS = ("stage", "stage_date", "stage_as_reported")


@dataclass(frozen=True)
class Move:
    """A step of a cluster.

    before: empty where none is on record. date: as reported, empty where the registry alone tells
    of it. is_certain: whether all of the date reported lies after the day asked for. source: title
    and address.
    """

    cluster_id: str
    before: str
    after: str
    date: str = ""
    is_certain: bool = True
    source: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Correction:
    """Fields of a record that are not what they were.

    None where only its history or tags are not.
    """

    cluster_id: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Changes:
    """Since then, among the clusters asked for.

    compared: number of the version that was compared, 0 where the registry is younger than the day.
    """

    added: tuple[str, ...]
    moved: tuple[Move, ...]
    corrected: tuple[Correction, ...]
    removed: tuple[Change, ...]
    compared: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all changed."""
        return not (self.added or self.moved or self.corrected or self.removed)


def first_day(since: str) -> date | None:
    """The day that a date means as a beginning; None for a version."""
    return None if since.startswith("v") else span(since)[0]


def version_then(since: str, versions: Collection[Version], zone: tzinfo) -> int:
    """The version that stood when `since` begins.

    The named one, or the last before that day in `zone`; 0 where there was none.
    """
    day = first_day(since)
    if day is None:
        return int(since[1:])
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    return max((v.number for v in versions if datetime.fromisoformat(v.at) < start), default=0)


def changes(
    now: Snapshot,
    since: str,
    difference: Difference | None,
    asked: Collection[str],
    asked_then: Collection[str],
    compared: int,
    until: date | None = None,
) -> Changes:
    """What changed among the clusters that a View shows now and then.

    asked, asked_then: those of the View now, and in the state compared with.

    difference: from that state to `now`; None where the registry had none then. until: the last day
    on which a step that is told was known, None for the present.
    """
    day = first_day(since)
    mine, then = set(asked), set(asked_then)
    known = counted_from(now.stage_events)
    if until:
        known = known[known["known"] <= until.toordinal()]
    moves = (
        {}
        if day is None
        else {m.cluster_id: m for m in _dated(known, now.sources, day) if m.cluster_id in mine}
    )
    if difference is None:
        return Changes((), _in_order(moves), (), ())
    corrected = []
    for change in (c for c in difference.changed if c.cluster_id in mine | then):
        stage, written = (
            next((f for f in change.fields if f.field == name), None)
            for name in ("stage", "stage_date")
        )
        # a step that the registry only now heard of, dated before the day asked for, is a
        # correction of its record
        if (
            stage
            and change.cluster_id not in moves
            and (day is None or not (written and written.new))
            and (not until or _is_told(known, change, stage))
        ):
            date_now = written.new if written else ""
            moves[change.cluster_id] = Move(
                change.cluster_id,
                _stage(stage.old),
                _stage(stage.new),
                date_now,
                source=_source(now, change.cluster_id, stage.new),
            )
        is_moved = change.cluster_id in moves
        rest = (
            tuple(f for f in change.fields if f.field not in _STAGE_FIELDS)
            if is_moved
            else change.fields
        )
        if rest or not is_moved:
            corrected.append(Correction(change.cluster_id, rest))
    added = tuple(c.cluster_id for c in difference.added if c.cluster_id in mine)
    removed = tuple(c for c in difference.removed if c.cluster_id in then)
    return Changes(
        added,
        _in_order({c: m for c, m in moves.items() if c not in added}),
        tuple(corrected),
        removed,
        compared,
    )


def together(parts: Collection[Changes]) -> Changes:
    """Changes in several sets of clusters as one, each cluster once."""
    added = tuple(dict.fromkeys(c for p in parts for c in p.added))
    moved = {m.cluster_id: m for p in parts for m in p.moved}
    corrected = {c.cluster_id: c for p in parts for c in p.corrected}
    removed = {c.cluster_id: c for p in parts for c in p.removed}
    compared = max((p.compared for p in parts), default=0)
    return Changes(
        added, _in_order(moved), tuple(corrected.values()), tuple(removed.values()), compared
    )


def _dated(events: pd.DataFrame, named: pd.DataFrame, day: date) -> list[Move]:
    """The latest dated step of each cluster that may have been taken on `day` or later.

    It counts from the stage before the first such step.
    """
    sources = {str(s): (str(t), str(u)) for s, t, u in named.itertuples(index=False)}
    steps: dict[str, list[tuple[int, int, str, str, str]]] = {}
    dated = events[(events["date"] != "") & (events["stage"] != UNKNOWN)]
    columns = (
        dated[c].tolist() for c in ("cluster_id", "last", "first", "stage", "date", "source_id")
    )
    for cluster, *step in zip(*columns, strict=True):
        steps.setdefault(cluster, []).append((step[0], step[1], step[2], step[3], step[4]))
    moves, start = [], day.toordinal()
    for cluster, taken in steps.items():
        taken.sort()
        later = [s for s in taken if s[0] >= start]
        if later:
            earlier = [s for s in taken if s[0] < start]
            _, first, stage, written, source = later[-1]
            before = earlier[-1][2] if earlier else ""
            if stage != before:
                moves.append(
                    Move(
                        cluster,
                        before,
                        stage,
                        written,
                        first >= start,
                        sources.get(source, ("", "")),
                    )
                )
    return moves


def _is_told(known: pd.DataFrame, change: Change, stage: FieldChange) -> bool:
    """Whether an event among those known says that the cluster came to that stage.

    A stage taken back is told by the registry alone.
    """
    return stage.new == UNKNOWN or bool(
        ((known["cluster_id"] == change.cluster_id) & (known["stage"] == stage.new)).any()
    )


def _source(now: Snapshot, cluster: str, stage: str) -> tuple[str, str]:
    """Title and address of what says that a cluster is at a stage."""
    events = now.stage_events
    named = events.loc[(events["cluster_id"] == cluster) & (events["stage"] == stage), "source_id"]
    found = now.sources[now.sources["source_id"] == (named.iloc[-1] if len(named) else "")]
    return (str(found["title"].iloc[0]), str(found["url"].iloc[0])) if len(found) else ("", "")


def _in_order(moves: dict[str, Move]) -> tuple[Move, ...]:
    """Latest first; what has no date last."""
    return tuple(
        sorted(
            moves.values(),
            key=lambda m: (span(m.date)[1] if m.date else date.min + timedelta(1), m.cluster_id),
            reverse=True,
        )
    )


def _stage(code: str) -> str:
    return "" if code == UNKNOWN else code
