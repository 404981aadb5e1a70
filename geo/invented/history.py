"""Invented histories for invented records.

The dated steps of each cluster, in order, as an office might have kept them.

A cluster is identified some day between `FIRST` and `LAST` and goes on step by step; what would
come after `LAST` has not happened yet. Some go no further, some are stopped, a project under way
reports year by year, some steps were never put on record, and a date is known by its day, its month
or only its year.
"""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.basis.jalali import jalali

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

FIRST, LAST = date(2006, 3, 21), date(2026, 9, 22)
"""1 Farvardin 1385 to 31 Shahrivar 1405."""
STEPS: dict[str, tuple[float, float]] = {
    "prioritised": (300, 0.88),
    "feasibility": (240, 0.92),
    "contracted": (420, 0.90),
    "diagnostic": (45, 0.99),
    "action_plan": (110, 0.98),
    "implementation": (60, 0.98),
    "final_monitoring": (1050, 0.94),
    "completed": (150, 0.96),
    "handed_over": (260, 0.65),
    "follow_on": (320, 0.45),
}
"""The steps after `identified`: median of the days that the one before takes, share of the clusters
that ever take it.
"""
SPREAD = 0.45
"""Standard deviation of the logarithm of a step's days."""
STOPPED = 0.015
"""Share of the clusters that are stopped at each step of a running project."""
NOT_RECORDED = 0.12
"""Share of the steps that nobody put on record; the last one always is."""
REPORTED = 0.6
"""Share of the years of implementation that end with a report on record: the next yearly programme.
"""
REPORTS = 2
"""Yearly programmes after the first."""
UNDATED, WITHOUT = 0.08, 0.03
"""Shares of the clusters whose present stage alone is on file, without a date, and of those with no
stage at all.
"""
PRECISIONS = (0.2, 0.2, 0.6)
"""Shares of the dates known by year, month and day."""


def demo_history(count: int, seed: int) -> pd.DataFrame:
    """Events of `count` clusters.

    Cluster (position), stage, date (as the records write it; empty for undated), in order.
    """
    rng = np.random.default_rng([seed, 1])
    stages = ["identified", *STEPS, "stopped"]
    days = np.full((count, len(stages)), np.nan)
    days[:, 0] = rng.integers(0, (LAST - FIRST).days + 1, count)
    now, going = days[:, 0].copy(), np.ones(count, dtype=bool)
    for place, (stage, (median, share)) in enumerate(STEPS.items(), start=1):
        waited = np.maximum(np.rint(rng.lognormal(np.log(median), SPREAD, count)), 1)
        halts = going & (rng.random(count) < STOPPED) & (stage in list(STEPS)[3:8])
        days[halts, -1] = (now + waited)[halts]
        going &= ~halts & (rng.random(count) < share)
        now = now + waited
        days[going, place] = now[going]
    days[days > (LAST - FIRST).days] = np.nan
    last = np.where(
        ~np.isnan(days[:, -1]),
        len(stages) - 1,
        len(stages) - 2 - (~np.isnan(days[:, -2::-1])).argmax(axis=1),
    )
    kept = ~np.isnan(days) & (
        (rng.random(days.shape) >= NOT_RECORDED) | (np.arange(len(stages)) == last[:, None])
    )
    fate = rng.random(count)
    kept[fate < UNDATED + WITHOUT] = False
    kept[fate < UNDATED, last[fate < UNDATED]] = True
    cluster, stage_place = np.nonzero(kept)
    offsets = days[cluster, stage_place].astype(int)
    more, later = _yearly_programmes(rng, days, kept, stages.index("implementation"))
    more, later = more[fate[more] >= UNDATED], later[fate[more] >= UNDATED]
    cluster, offsets = np.append(cluster, more), np.append(offsets, later)
    stage_place = np.append(stage_place, np.full(len(more), stages.index("implementation")))
    order = np.lexsort((stage_place, offsets, cluster))
    cluster, offsets, stage_place = cluster[order], offsets[order], stage_place[order]
    length = rng.choice([4, 7, 10], len(cluster), p=PRECISIONS)
    length[fate[cluster] < UNDATED] = 0
    written = {int(n): jalali(FIRST + timedelta(days=int(n))) for n in np.unique(offsets)}
    events = pd.DataFrame(
        {
            "cluster": cluster,
            "stage": np.array(stages, dtype=object)[stage_place],
            "date": [written[int(n)][:size] for n, size in zip(offsets, length, strict=True)],
        }
    )
    return events.drop_duplicates(ignore_index=True)


def _yearly_programmes(
    rng: np.random.Generator, days: Floats, kept: Bools, implementation: int
) -> tuple[Ints, Ints]:
    """Clusters (positions) and days of the later reports of implementation.

    A year apart, while the project has not gone on.
    """
    ends = np.fmin.reduce(
        np.where(
            np.isnan(days[:, implementation + 1 :]),
            (LAST - FIRST).days,
            days[:, implementation + 1 :],
        ),
        axis=1,
    )
    found = [np.empty((0, 2), dtype=np.int64)]
    for year in range(1, REPORTS + 1):
        day = days[:, implementation] + 365 * year + rng.integers(-20, 21, len(days))
        told = kept[:, implementation] & (day < ends) & (rng.random(len(days)) < REPORTED)
        found.append(np.column_stack([np.flatnonzero(told), day[told].astype(np.int64)]))
    every = np.concatenate(found)
    return every[:, 0], every[:, 1]
