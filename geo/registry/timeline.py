"""The stages of every cluster over time.

Which dated event is known when, and which one tells the stage.

An event counts from the last day that its date allows (`1402` from the last day of 1402), for it is
not surely true before; but from the day it was put on record at the latest, for by then it was
known. One without a date counts from the day it was put on record, and is not guessed before. What
a date says is told apart from when it counts: it lies between the first day and the last day of its
year, month or day.

A cluster goes back to an earlier stage only where an event says so that lies after everything known
before, its first day past their last: that is an explicit correction. Where two dates overlap, the
order of the stages decides, and the one further along stands. An event that names no stage
(`unknown`) never takes the place of one that does.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from geo.basis.jalali import span

UNKNOWN = "unknown"
"""The stage of a report that names none: known only to have been made."""


def counted_from(events: pd.DataFrame) -> pd.DataFrame:
    """stage_events with the days between which each took place, and the day from which it counts.

    Columns `first` and `last`, those of recording where it has no date, and `known` (proleptic
    ordinals).
    """
    recorded = _by_text(events["recorded"], lambda day: (date.fromisoformat(day).toordinal(),))[
        :, 0
    ]
    spans = _by_text(events["date"], _days)
    is_dated = (events["date"] != "").to_numpy()
    first, last = (np.where(is_dated, spans[:, end], recorded) for end in (0, 1))
    return events.assign(first=first, last=last, known=np.minimum(last, recorded))


@lru_cache(maxsize=20_000)
def _days(written: str) -> tuple[int, ...]:
    """First and last day of a date; none is 0."""
    return tuple(day.toordinal() for day in span(written)) if written else (0, 0)


def _by_text(texts: pd.Series, read: Callable[[str], tuple[int, ...]]) -> np.ndarray:
    """What each text is read as, row by row; each different one is read once."""
    places, different = pd.factorize(texts)
    return np.array([read(text) for text in different.tolist()] or [(0, 0)])[places]


def with_days(events: pd.DataFrame, stages: pd.Index) -> pd.DataFrame:
    """What `counted_from` gives, in the order in which events count, cluster by cluster.

    And `place`, the position of each event's stage in `stages`, -1 for UNKNOWN.
    """
    events = counted_from(events)
    place = np.where(events["stage"] == UNKNOWN, -1, stages.get_indexer(events["stage"]))
    owner = pd.factorize(events["cluster_id"], sort=True)[0]
    return events.assign(place=place).iloc[
        np.lexsort((place, events["last"], events["known"], owner))
    ]


def stage_changes(ordered: pd.DataFrame) -> pd.DataFrame:
    """The events that each became the stage of their cluster, in the order of the day they did.

    events: as `with_days` gives them; the day is `known`.
    """
    changes = []
    now, reached, until = None, -1, 0
    owners = pd.factorize(ordered["cluster_id"])[0].tolist()
    rows = zip(
        owners,
        ordered["place"].tolist(),
        ordered["first"].tolist(),
        ordered["last"].tolist(),
        strict=True,
    )
    for n, (owner, place, first, last) in enumerate(rows):
        is_new = owner != now
        if is_new or place >= reached or (place >= 0 and first > until):
            # what overlaps with the stage left behind still may not turn it back
            now, reached, until = (
                owner,
                place,
                last if is_new or first > until else max(until, last),
            )
            changes.append(n)
    return ordered.iloc[changes].sort_values("known", kind="stable")
