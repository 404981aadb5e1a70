"""The Atlas as known at an earlier date.

The same clusters, each at the stage that its events told by then.

A date is Jalali, a year, a month or a day, and means its last day. When an event counts is said in
geo/registry/timeline.py. A cluster of which nothing was known by then is at the stage `unknown`,
and is never left out. Sizes, names and places are as on file: only stages go back in time.
"""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from geo.atlas import NEVER, Atlas
from geo.basis.jalali import jalali, span

FIRST_YEAR = 1380
"""Years before are not offered as steps: dates of then are slips of the pen; events of then count
from the first step on.
"""
SHARED = (
    "province_codes",
    "trade_codes",
    "group_of_stage",
    "unknown_stage",
    "has_firms",
    "has_employment",
    "row_of",
    "events",
    "changes",
    "is_dated",
)
"""What does not depend on the date, made once for all dates."""


def last_day_of(as_of: str) -> date:
    """The day that a date as Views write it means."""
    return span(as_of)[1]


def known_until(as_of: str) -> int:
    """The last day (proleptic ordinal) on which what counts at a date became known.

    At the present, all that is on record.
    """
    return last_day_of(as_of).toordinal() if as_of else NEVER - 1


def telling_events(atlas: Atlas, day: date) -> np.ndarray:
    """Position in `atlas.changes` of the event that tells each cluster's stage on a day.

    -1 where none is known.
    """
    changes = atlas.changes
    count = int(np.searchsorted(changes["known"].to_numpy(), day.toordinal(), side="right"))
    telling = np.full(len(atlas.clusters), -1)
    telling[changes["row"].to_numpy()[:count]] = np.arange(count)  # of several, the last stays
    return telling


def atlas_at(atlas: Atlas, as_of: str) -> Atlas:
    """`atlas` as known at a date. `atlas` is that of the present."""
    changes, telling = atlas.changes, telling_events(atlas, last_day_of(as_of))
    places = np.append(changes["place"].to_numpy(), -1)[telling]
    codes = np.where(places < 0, atlas.unknown_stage, places)
    found = replace(
        atlas,
        as_of=as_of,
        present=atlas,
        clusters=atlas.clusters.assign(
            stage=pd.Series(
                atlas.stages.index.to_numpy(dtype=object)[codes],
                index=atlas.clusters.index,
                dtype="str",
            ),
            **{
                column: pd.Series(
                    np.append(changes[of].to_numpy(dtype=object), "")[telling],
                    index=atlas.clusters.index,
                    dtype="str",
                )
                for column, of in (("stage_date", "date"), ("stage_as_reported", "as_reported"))
            },
            stage_year_jalali=pd.array(
                np.append(changes["year"].to_numpy(), 0)[telling], dtype="Int64"
            ),
        ),
    )
    found.clusters.loc[found.clusters["stage_year_jalali"] == 0, "stage_year_jalali"] = pd.NA
    vars(found).update({name: getattr(atlas, name) for name in SHARED}, stage_codes=codes)
    return found


def year_steps(atlas: Atlas, today: date) -> list[str]:
    """The years, oldest first, at whose ends something more was known.

    The year that `today` is in is not over and not among them.
    """
    dated = atlas.changes["year"].to_numpy()
    last = int(jalali(today)[:4]) - 1
    years = dated[(dated >= FIRST_YEAR) & (dated <= last)]
    return [str(year) for year in range(int(years.min()), last + 1)] if len(years) else []


def known_counts(atlas: Atlas, rows: np.ndarray) -> dict[str, int]:
    """How many of the clusters at `rows` are known, by when they first were.

    `known`: at a stage known by the Atlas's date. `later`: the first dated event came after it.
    `undated`: without any dated event, and nothing known. They sum to all. `never_dated`: without
    any dated event, known or not.
    """
    known = atlas.stage_codes[rows] != atlas.unknown_stage
    dated = atlas.is_dated[rows]
    counts = {
        "known": known,
        "later": ~known & dated,
        "undated": ~known & ~dated,
        "never_dated": ~dated,
    }
    return {name: int(mask.sum()) for name, mask in counts.items()}
