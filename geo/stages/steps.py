"""EventArrays: the stage events as arrays, and which of them were known on a day.

A day is counted as in the proleptic Gregorian calendar (`date.toordinal`), as a float; NaN where
nothing is on file. From which day an event counts is said in geo/registry/timeline.py.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.basis.jalali import FIRST_JALALI, LAST_JALALI, span

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

IN_ORDER = (
    "identified",
    "prioritised",
    "feasibility",
    "contracted",
    "diagnostic",
    "action_plan",
    "implementation",
    "final_monitoring",
    "completed",
    "handed_over",
    "follow_on",
)
"""The stages of which each depends on the one before."""
STOPPED = "stopped"
NONE = -1


@dataclass(frozen=True)
class EventArrays:
    """Every stage event of the clusters on file, one place an event.

    Sorted by cluster, stage and last day.

    cluster, stage: positions in the Atlas's frames. first, last: days of its date, NaN for none.
    known: day from which it counts. written: its date as reported. source: its source_id. sources:
    how many.
    """

    stages: tuple[str, ...]
    clusters: int
    cluster: Ints
    stage: Ints
    first: Floats
    last: Floats
    known: Floats
    written: Texts
    source: Texts
    sources: int


@dataclass(frozen=True)
class DatedStages:
    """What was known: for each cluster (row) and stage (column) its earliest date.

    day: on which times are measured; known_until: the last day on which an event that counts became
    known.
    event: position in `steps`, NONE where undated or not on file. first, last: days of that date.
    reached: an event of that stage is on file, dated or not. newest: position of the latest dated
    event of each cluster, NONE for none.
    later: dated events left out because they were not yet known. dated, undated: events that were.
    """

    steps: EventArrays
    day: int
    known_until: int
    event: Ints
    first: Floats
    last: Floats
    reached: Bools
    newest: Ints
    later: int
    dated: int
    undated: int

    def column(self, stage: str) -> int:
        """Position of a stage."""
        return self.steps.stages.index(stage)

    def date_texts(self, events: Ints) -> list[str]:
        """The dates of these events as reported; empty for NONE."""
        return ["" if e < 0 else str(self.steps.written[e]) for e in events.tolist()]

    def day_or_before(self, days: Floats) -> Floats:
        """`days`, none of them after the day looked at."""
        return np.minimum(days, float(self.day))


def read_steps(events: pd.DataFrame, clusters: int, stages: pd.Index) -> EventArrays:
    """The EventArrays of `Atlas.events`, of so many clusters. A double counts once."""
    unique = events.drop_duplicates(["cluster_id", "stage", "date", "recorded"])
    rows = unique["row"].to_numpy(dtype=np.int64)
    codes = np.asarray(stages.get_indexer(unique["stage"]), dtype=np.int64)
    is_dated = (unique["date"] != "").to_numpy()
    first, last = (
        np.where(is_dated, unique[name].to_numpy(dtype=float), np.nan) for name in ("first", "last")
    )
    keep = np.flatnonzero(codes >= 0)
    keep = keep[np.lexsort((np.nan_to_num(last[keep], nan=np.inf), codes[keep], rows[keep]))]
    return EventArrays(
        stages=tuple(stages),
        clusters=clusters,
        cluster=rows[keep],
        stage=codes[keep],
        first=first[keep],
        last=last[keep],
        known=unique["known"].to_numpy(dtype=float)[keep],
        written=unique["date"].to_numpy(dtype=object)[keep],
        source=unique["source_id"].to_numpy(dtype=object)[keep],
        sources=len({s for s in unique["source_id"].to_numpy(dtype=object)[keep].tolist() if s}),
    )


def entries(steps: EventArrays, day: date, known_until: int) -> DatedStages:
    """What `steps` say was known by the day `known_until`, with times measured on `day`.

    See geo/as_of.py for the day from which a step is known.
    """
    shape = (steps.clusters, len(steps.stages))
    is_dated, is_known = ~np.isnan(steps.last), steps.known <= known_until
    mine = np.flatnonzero(is_dated & is_known)
    event = np.full(shape, NONE, dtype=np.int64)
    earliest = mine[_is_first_of_run(steps.cluster[mine] * len(steps.stages) + steps.stage[mine])]
    event[steps.cluster[earliest], steps.stage[earliest]] = earliest
    reached = np.zeros(shape, dtype=bool)
    reached[steps.cluster[is_known], steps.stage[is_known]] = True
    newest = np.full(steps.clusters, NONE, dtype=np.int64)
    latest_first = mine[np.lexsort((-steps.stage[mine], -steps.last[mine], steps.cluster[mine]))]
    latest = latest_first[_is_first_of_run(steps.cluster[latest_first])]
    newest[steps.cluster[latest]] = latest
    missing = len(steps.last)
    first, last = np.append(steps.first, np.nan), np.append(steps.last, np.nan)
    place = np.where(event < 0, missing, event)
    return DatedStages(
        steps=steps,
        day=day.toordinal(),
        known_until=known_until,
        event=event,
        first=first[place],
        last=last[place],
        reached=reached,
        newest=newest,
        later=int((is_dated & ~is_known).sum()),
        dated=len(mine),
        undated=int((~is_dated & is_known).sum()),
    )


def _is_first_of_run(keys: Ints) -> Bools:
    """Where each run of equal keys begins."""
    return np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)]


@lru_cache(maxsize=20_000)
def years_after(written: str, years: int) -> str:
    """The same date `years` later, as written: `1400-02` three years on is `1403-02`.

    The last day of a leap year falls on the day before.
    """
    year, _, rest = written.partition("-")
    moved = f"{int(year) + years}-{rest}" if rest else str(int(year) + years)
    if rest in ("12-30", "02-29") and np.isnan(last_day_of(moved)):
        return f"{moved[:-2]}{int(rest[-2:]) - 1}"
    return moved


@lru_cache(maxsize=20_000)
def last_day_of(written: str) -> float:
    """The last day of a date; NaN for none."""
    return days_of(written)[1]


def days_of(written: str) -> tuple[float, float]:
    """First and last day of a date, Jalali or ISO; NaN for none.

    As `geo.basis.jalali.span`, but counted from the year's first day: fifty times faster.
    """
    parts = written.split("-")
    if (
        len(parts) in (2, 3)
        and all(p.isdigit() and p.isascii() and int(p) for p in parts)
        and FIRST_JALALI <= int(parts[0]) < LAST_JALALI
    ):
        month = int(parts[1])
        begin, end = _days_of_year(parts[0])
        if month > 12:
            return np.nan, np.nan
        first = begin + 31 * (month - 1) - max(month - 7, 0)
        last = end if month == 12 else first + (30 if month <= 6 else 29)
        if len(parts) == 2:
            return first, last
        day = int(parts[2])
        return (first + day - 1, first + day - 1) if day <= last - first + 1 else (np.nan, np.nan)
    return _days_of_year(written)


@lru_cache(maxsize=2_000)
def _days_of_year(written: str) -> tuple[float, float]:
    with suppress(ValueError):
        first, last = span(written)
        return float(first.toordinal()), float(last.toordinal())
    return np.nan, np.nan
