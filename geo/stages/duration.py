"""How long the stages take, by Kaplan and Meier (1958).

Those still in a stage are counted for as long as they have been there.

A spell is one cluster's time in one stage, in months: from the date of that step to the date of the
next one in order. It is open, or censored, where the next step has not come by the day looked at,
or the project was stopped. A spell whose end is known to have come, but not when, is left out; so
is one whose end lies before its beginning. A date known to the year or month counts by the middle
of its days; `shortest` and `longest` are the spells if it fell at the ends that make them so.
"""

import warnings
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np

from geo.stages.clock import DAYS_A_MONTH
from geo.stages.steps import IN_ORDER, STOPPED, Bools, DatedStages, Floats, Ints

ENOUGH = 10
"""Ended spells that a median needs; with fewer there are not enough dated records."""
_FILTERS = Lock()
"""Held while filters of warnings are changed: they are the whole process's."""


@dataclass(frozen=True)
class Span:
    """A stretch of the way: from the entry into a stage to the entry into a later one.

    The first of a pair, or `wait` or `project`, names it.
    """

    name: str
    start: str
    end: str


SPANS: tuple[Span, ...] = (
    *(Span(start, start, end) for start, end in pairwise(IN_ORDER)),
    Span("wait", "identified", "contracted"),
    Span("project", "contracted", "completed"),
)
SPAN_OF = {s.name: s for s in SPANS}


@dataclass(frozen=True)
class Spells:
    """The times that clusters spent in a span, one place a spell.

    cluster: position in the Atlas. months, shortest, longest: 0 and more. ended: the next step has
    a date. left_out: spells whose end is on file without a date. backwards: spells whose end lies
    before their beginning.
    """

    cluster: Ints
    months: Floats
    shortest: Floats
    longest: Floats
    ended: Bools
    left_out: int
    backwards: int


@dataclass(frozen=True)
class Survival:
    """The share still in the stage after so many months, and the 95 % band about it.

    The band is log-log transformed, as R's and lifelines'.

    times, share, low, high: one place a step, the first at 0 months. median: the first time at
    which half have left, NaN when fewer have;
    median_low, median_high: its interval, infinite where the band never comes down that far.
    spells, ended: how many.
    """

    times: Floats
    share: Floats
    low: Floats
    high: Floats
    median: float
    median_low: float
    median_high: float
    spells: int
    ended: int


def spells(found: DatedStages, span: Span, mask: Bools) -> Spells:
    """The spells of a span of the clusters that `mask` (one a cluster of the Atlas) has."""
    start, end = found.column(span.start), found.column(span.end)
    beyond = [found.column(s) for s in IN_ORDER[IN_ORDER.index(span.end) :]]
    stopped = found.column(STOPPED)
    began = mask & (found.event[:, start] >= 0)
    has_end, has_stop = found.event[:, end] >= 0, found.event[:, stopped] >= 0
    unknown = (
        began
        & ~has_end
        & (found.reached[:, beyond].any(axis=1) | (found.reached[:, stopped] & ~has_stop))
    )
    counted = np.flatnonzero(began & ~unknown)
    ended = has_end[counted]
    first, last = (found.day_or_before(days[counted, start]) for days in (found.first, found.last))
    today = np.full(len(counted), float(found.day))
    closing = np.where(ended, end, stopped)
    is_dated = ended | has_stop[counted]
    until_first, until_last = (
        np.where(is_dated, found.day_or_before(days[counted, closing]), today)
        for days in (found.first, found.last)
    )
    backwards = until_last < first
    forward = ~backwards

    def months(since: Floats, until: Floats) -> Floats:
        return np.asarray(np.maximum(until - since, 0.0)[forward] / DAYS_A_MONTH)

    return Spells(
        cluster=counted[forward],
        months=months((first + last) / 2, (until_first + until_last) / 2),
        shortest=months(last, until_first),
        longest=months(first, until_last),
        ended=ended[forward],
        left_out=int(unknown.sum()),
        backwards=int(backwards.sum()),
    )


def survival(months: Floats, ended: Bools) -> Survival | None:
    """The curve of these spells; None where none has ended."""
    if not ended.any():
        return None
    # of many megabytes, which whoever asks for no curve does without
    from scipy.stats import CensoredData, ecdf

    curve = ecdf(CensoredData(uncensored=months[ended], right=months[~ended])).sf
    share = np.asarray(curve.probabilities, dtype=float)
    band = _band(curve)
    low, high = (
        np.where(share <= 0, 0.0, np.where(share >= 1, 1.0, side.probabilities))
        for side in (band.low, band.high)
    )
    times = np.asarray(curve.quantiles, dtype=float)
    return Survival(
        times=np.concatenate(([0.0], times)),
        share=np.concatenate(([1.0], share)),
        low=np.concatenate(([1.0], low)),
        high=np.concatenate(([1.0], high)),
        median=_first_at_half(times, share, np.nan),
        median_low=_first_at_half(times, low, np.inf),
        median_high=_first_at_half(times, high, np.inf),
        spells=len(months),
        ended=int(ended.sum()),
    )


def _band(curve: Any) -> Any:
    """The 95 % band of scipy's curve.

    NaN where all or none are left, as the transform has no value there.
    """
    with _FILTERS, warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.filterwarnings("ignore", "The confidence interval is undefined", RuntimeWarning)
        return curve.confidence_interval(confidence_level=0.95, method="log-log")


def median(months: Floats, ended: Bools) -> float:
    """The median alone; NaN when fewer than half have left."""
    curve = survival(months, ended)
    return np.nan if curve is None else curve.median


def _first_at_half(times: Floats, share: Floats, missing: float) -> float:
    reached = np.flatnonzero(share <= 0.5 + 1e-12)
    return float(times[reached[0]]) if len(reached) else missing
