"""The outlook: how many licences by the end of each Jalali year, as far as the past can tell.

A simulation. Each run draws its own curve of project durations (contract to licence): the spells on
file weighted at random (Rubin's Bayesian bootstrap, 1981), so that a handful of spells gives a wide
fan and thousands a narrow one. Spells known to have ended, but not when, are taken to have lasted
as the dated ones did: to leave them out would make projects look slower than they are. Beyond the
longest ended spell the monthly chance of a licence is drawn from Gamma(1, TAIL + the months that
projects have waited there in vain): long waits without one make it unlikely. With fewer than ENOUGH
ended spells the procedure's own three to five years take their place: each run draws a typical
duration between them, and its projects lie within half a year of it. Projects under way go on from
the time they have run; waiting clusters start evenly over the year, as many as the reader says,
until none is left. Stops before a licence come along the course as licences do: of those that end
at any time the same share is stopped. The spells tell of licences alone, a stopped one being open
at its stop, so that the two together empty the course faster than the curve of licences
(Kaplan-Meier's net curve) says. Nothing is assumed of clusters yet to be identified.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from geo.basis.jalali import jalali, span
from geo.stages.clock import DAYS_A_MONTH
from geo.stages.duration import ENOUGH, Spells
from geo.stages.steps import Floats, Ints, last_day_of

RUNS = 400
YEARS = 8
TAIL = 24
PROCEDURE = (36.0, 60.0)
"""Months a project takes by the organisation's own procedure: three to five years."""
WITHIN = 6.0
RECENT_YEARS = 3
LOW, HIGH = 10, 90
"""Percentiles of the fan."""
_NEARLY_NONE = 1e-12
"""Share never quite reached, so that what is left can always be divided by what was."""
_GRID = 12 * 60
"""Months over which a curve is kept: longer than any programme has run."""


@dataclass(frozen=True)
class Queue:
    """The projects that an outlook starts from.

    elapsed: months that each project under way has run, NaN where its start has no date. waiting:
    clusters that could start. stopped, finished: projects that ended without a licence and with
    one, of which the share that is stopped is drawn.
    """

    elapsed: Floats
    waiting: int
    stopped: int
    finished: int


@dataclass(frozen=True)
class Outlook:
    """How many licences may be given by year, with the range of what may be.

    by_year: indexed by Jalali year: low, middle, high (licences in that year), low_total,
    middle_total, high_total (since today), starts. from_records: the durations are those on file;
    else the procedure's. stop_share: the share of projects taken to stop, on average. undated:
    projects under way whose start is drawn from those of the others. waited: months waited in vain
    beyond the longest ended spell, 0 with the procedure's durations. runs: simulations.
    """

    by_year: pd.DataFrame
    from_records: bool
    stop_share: float
    undated: int
    waited: float
    runs: int


@dataclass(frozen=True)
class Course:
    """What an outlook rests on whatever the reader lets start.

    curves: share not yet ended, by run and month. ends: months to the end of each year. stop: share
    of the projects that stop, by run. licences: of the projects under way, by run and year.
    """

    queue: Queue
    year: int
    ends: Floats
    curves: Floats
    stop: Floats
    licences: Ints
    from_records: bool
    waited: float
    seed: int


def course(spells: Spells, queue: Queue, today: date, seed: int, runs: int = RUNS) -> Course:
    """The Course from `today`; the same arguments give the same."""
    rng = np.random.default_rng(seed)
    from_records = int(spells.ended.sum()) >= ENOUGH
    licensing = _drawn_curves(rng, spells, runs) if from_records else _procedure_curves(rng, runs)
    year = int(jalali(today)[:4])
    ends = np.array(
        [(span(str(y))[1] - today).days / DAYS_A_MONTH for y in range(year, year + YEARS)]
    )
    has_stops = queue.stopped + queue.finished >= ENOUGH
    stop = (
        rng.beta(queue.stopped + 0.5, queue.finished + 0.5, runs) if has_stops else np.zeros(runs)
    )
    # with stops at the rate stop : 1 - stop beside licences, the share that neither has taken is
    # this power of the net curve
    curves = (
        np.maximum(licensing ** (1 / np.maximum(1 - stop, _NEARLY_NONE))[:, None], _NEARLY_NONE)
        if from_records and has_stops
        else licensing
    )
    licences = _of_those_under_way(rng, curves, queue.elapsed, ends, stop)
    return Course(
        queue,
        year,
        ends,
        curves,
        stop,
        licences,
        from_records,
        waited_in_vain(spells) if from_records else 0.0,
        seed,
    )


def outlook(way: Course, starts_a_year: float) -> Outlook:
    """The Outlook for the rest of this Jalali year and the YEARS - 1 after it.

    The same arguments give the same.
    """
    rng = np.random.default_rng([way.seed, 1])
    starts = _starts(way.queue.waiting, starts_a_year, way.ends)
    licences = way.licences + _of_those_to_start(rng, way.curves, starts, way.ends, way.stop)
    total = licences.cumsum(axis=1)
    columns: dict[str, object] = {}
    for suffix, values in (("", licences), ("_total", total)):
        for name, level in (("low", LOW), ("middle", 50), ("high", HIGH)):
            columns[name + suffix] = np.rint(np.percentile(values, level, axis=0)).astype(int)
    return Outlook(
        by_year=pd.DataFrame(
            columns | {"starts": starts},
            index=pd.Index(range(way.year, way.year + YEARS), name="year"),
        ),
        from_records=way.from_records,
        stop_share=float(way.stop.mean()),
        undated=int(np.isnan(way.queue.elapsed).sum()),
        waited=way.waited,
        runs=len(way.curves),
    )


def _drawn_curves(rng: np.random.Generator, spells: Spells, runs: int) -> Floats:
    """Share of projects not yet ended after 0, 1, 2 … months, one row a run."""
    order = np.lexsort((~spells.ended, spells.months))
    months, ended = spells.months[order], spells.ended[order]
    weights = rng.standard_exponential((runs, len(months))) * np.where(
        ended, 1 + spells.left_out / ended.sum(), 1.0
    )
    at_risk = weights[:, ::-1].cumsum(axis=1)[:, ::-1]
    left = np.cumprod(1 - weights * ended / at_risk, axis=1)
    grid = np.arange(_GRID + 1)
    place = np.searchsorted(months, grid, side="right") - 1
    curve = np.maximum(np.where(place < 0, 1.0, left[:, np.maximum(place, 0)]), _NEARLY_NONE)
    last = min(int(np.ceil(months[ended][-1])), _GRID)
    chance = rng.gamma(1.0, 1 / (TAIL + waited_in_vain(spells)), (runs, 1))
    return np.where(grid <= last, curve, curve[:, [last]] * np.exp(-chance * (grid - last)))


def waited_in_vain(spells: Spells) -> float:
    """Months that open spells have lasted beyond the longest ended one, in all."""
    return float(np.maximum(spells.months - spells.months[spells.ended].max(), 0.0).sum())


def _procedure_curves(rng: np.random.Generator, runs: int) -> Floats:
    typical = rng.uniform(*PROCEDURE, size=(runs, 1))
    grid = np.arange(_GRID + 1)
    # what is past the procedure's time ends after TAIL further months, on average
    return np.maximum(
        np.clip(0.5 - (grid - typical) / (2 * WITHIN), 0.0, 1.0),
        _NEARLY_NONE * np.exp(-grid / TAIL),
    )


def _at(curves: Floats, months: Floats) -> Floats:
    """The curves at these months, straight between those of the grid: runs × shape of `months`."""
    inside = np.clip(months, 0, _GRID)
    low = np.floor(inside).astype(int)
    high, part = np.minimum(low + 1, _GRID), inside - low
    return np.asarray(curves[:, low] * (1 - part) + curves[:, high] * part)


def _of_those_under_way(
    rng: np.random.Generator, curves: Floats, elapsed: Floats, ends: Floats, stop: Floats
) -> Ints:
    """Licences by run and year."""
    runs, years = len(curves), len(ends)
    known = np.clip(elapsed[~np.isnan(elapsed)], 0, _GRID)
    ages = np.bincount(np.rint(known).astype(int)) if len(known) else np.zeros(1, dtype=int)
    filled = np.flatnonzero(ages)
    counts = np.broadcast_to(ages[filled], (runs, len(filled)))
    undated = len(elapsed) - len(known)
    if undated:
        # their ages are those of the dated ones, or anything up to three years where there are none
        shares = (
            ages[filled] / ages.sum()
            if len(filled)
            else np.full(int(PROCEDURE[0]), 1 / PROCEDURE[0])
        )
        filled = filled if len(filled) else np.arange(int(PROCEDURE[0]))
        drawn = rng.multinomial(undated, shares, size=runs)
        counts = counts + drawn if counts.shape == drawn.shape else drawn
    if not len(filled):
        return np.zeros((runs, years), dtype=np.int64)
    now = _at(curves, filled.astype(float))
    then = _at(curves, filled[:, None] + ends[None, :])
    return _drawn_licences(
        rng, counts, then / now[:, :, None], np.broadcast_to(stop[:, None], counts.shape)
    )


def _starts(waiting: int, starts_a_year: float, ends: Floats) -> Ints:
    """Starts in each year until nobody waits; the first year is what is left of it."""
    whole_years = ends[0] / 12 + np.arange(len(ends))
    by_end = np.minimum(np.floor(starts_a_year * whole_years + 1e-9), waiting).astype(np.int64)
    return np.diff(by_end, prepend=0)


def _of_those_to_start(
    rng: np.random.Generator, curves: Floats, starts: Ints, ends: Floats, stop: Floats
) -> Ints:
    """Licences by run and year; the starts of a year are spread evenly over its twelfths."""
    begins = np.concatenate([[0.0], ends[:-1]])
    at = begins[:, None] + (ends - begins)[:, None] * (np.arange(12) + 0.5)[None, :] / 12
    counts = np.diff(starts[:, None] * np.arange(13)[None, :] // 12, axis=1).ravel()
    run_for = ends[None, :] - at.ravel()[:, None]
    left = np.where(run_for > 0, _at(curves, run_for), 1.0)
    return _drawn_licences(
        rng,
        np.broadcast_to(counts, (len(curves), len(counts))),
        left,
        np.broadcast_to(stop[:, None], (len(curves), len(counts))),
    )


def _drawn_licences(rng: np.random.Generator, counts: Ints, left: Floats, stop: Floats) -> Ints:
    """Licences by run and year, drawn from shares.

    Of those not yet ended at the end of each year (runs × groups × years), and those that stop
    (runs × groups).
    """
    before = np.concatenate([np.ones((*left.shape[:2], 1)), left[:, :, :-1]], axis=2)
    share = np.maximum(before - left, 0.0) * (1 - stop)[:, :, None]
    chances = np.concatenate([share, np.maximum(1 - share.sum(axis=2, keepdims=True), 0.0)], axis=2)
    chances /= chances.sum(axis=2, keepdims=True)
    return np.asarray(rng.multinomial(counts, chances)[:, :, :-1].sum(axis=1))


def recent_starts(contract_days: Floats, today: date) -> float:
    """Contracts a year over the last RECENT_YEARS whole Jalali years.

    From the last days of their dates, NaN for none.
    """
    year = int(jalali(today)[:4])
    after, until = (
        np.nan_to_num(last_day_of(str(y)), nan=-np.inf) for y in (year - RECENT_YEARS - 1, year - 1)
    )
    return float(((contract_days > after) & (contract_days <= until)).sum()) / RECENT_YEARS
