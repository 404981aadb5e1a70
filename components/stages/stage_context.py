"""What the panels of time work on, kept by Atlas, day and filters.

So a change of one setting computes only what hangs on it.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
import pandas as pd

from components.server.memory import Shelf, remembered
from components.stages.dates import until
from geo.as_of import known_until
from geo.atlas import Atlas
from geo.counting import count_provinces
from geo.indicators import INDICATORS
from geo.registry.records import present_figures
from geo.selection import Selection
from geo.settings import read_weights
from geo.stages.clock import DAYS_A_MONTH, FINISHED, UNDER_WAY, Thresholds, project_clock
from geo.stages.duration import ENOUGH, SPAN_OF, Spells, spells
from geo.stages.outlook import Course, Outlook, Queue, course, outlook, recent_starts
from geo.stages.ranking import CRITERIA, WAITING, Ranking, distances, ranking, score_table
from geo.stages.steps import Bools, DatedStages, EventArrays, Floats, Ints, entries, read_steps
from geo.view import View

Made = TypeVar("Made")
RANGED = {
    "jobs": ("employment",),
    "output": ("output",),
    "exports": ("exports",),
    "readiness": ("networks", "consortia"),
}
"""Criteria that are observed, each the sum of these indicators: what was reported as a range counts
by its lower end and is shown with both.
"""
DAYS_KEPT, CELLS_KEPT = 48, 4_000_000
"""Results for all visitors, and the cells that they may hold together."""
_by_facts = Shelf(128)


@dataclass(frozen=True)
class StageContext:
    """The filtered clusters as of a day.

    rows, stage: positions in the Atlas's frames, in the Selection's order. mask: one a cluster of
    the Atlas. filters: what of the View decides which clusters these are.
    """

    atlas: Atlas
    selection: Selection
    day: date
    filters: Hashable
    found: DatedStages
    rows: Ints
    stage: Ints

    @property
    def mask(self) -> Bools:
        """The same clusters as booleans, one a cluster of the Atlas."""
        mask = np.zeros(len(self.atlas.clusters), dtype=bool)
        mask[self.rows] = True
        return mask


def stage_context(atlas: Atlas, selection: Selection) -> StageContext:
    """The StageContext of what is selected."""
    view, day = selection.view, until(selection.view)
    rows = np.sort(selection.rows)
    return StageContext(
        atlas,
        selection,
        day,
        (tuple(sorted(view.choices.items())), view.text),
        _entries(atlas, day),
        rows,
        atlas.stage_codes[rows],
    )


def cached(context: StageContext, *asked: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` gives of this context for what is asked, made once."""
    return _by_facts.recall(context.atlas, context.day, context.filters, *asked, make=make)


@remembered(3)
def _steps(present: Atlas) -> EventArrays:
    return read_steps(present.events, len(present.clusters), present.stages.index)


@remembered(CELLS_KEPT, lambda found: max(found.event.size, CELLS_KEPT // DAYS_KEPT))
def _entries(atlas: Atlas, day: date) -> DatedStages:
    return entries(_steps(atlas.present or atlas), day, known_until(atlas.as_of))


def thresholds(view: View) -> Thresholds:
    """When a project counts as overdue (years) and as silent (months), as the reader set it."""
    return Thresholds(int(view.setting("overdue_years")), int(view.setting("silent_months")))


def clock_of(context: StageContext) -> pd.DataFrame:
    """The filtered clusters' project clock (geo/stages/clock.py), by the reader's thresholds."""
    limits = thresholds(context.selection.view)
    return cached(
        context,
        "clock",
        limits,
        make=lambda: project_clock(context.found, context.rows, context.stage, limits),
    )


def spells_of(context: StageContext, name: str) -> Spells:
    """The spells of a span, of the filtered clusters."""
    return cached(
        context, "spells", name, make=lambda: spells(context.found, SPAN_OF[name], context.mask)
    )


@remembered(8)
def _spells_of_all(atlas: Atlas, day: date) -> Spells:
    """The spells of whole projects, of every cluster on file."""
    return spells(
        _entries(atlas, day), SPAN_OF["project"], np.ones(len(atlas.clusters), dtype=bool)
    )


@dataclass(frozen=True)
class OutlookFacts:
    """An Outlook and what went into it.

    basis: `selected`, `all` or `procedure`, the durations it rests on; spells: how many ended ones.
    """

    result: Outlook
    queue: Queue
    starts: float
    recent: float
    basis: str
    spells: int
    seed: int


def outlook_of(context: StageContext) -> OutlookFacts:
    """The outlook of the filtered clusters.

    By their own durations where there are enough, else by all on file, else by the procedure's.
    """
    view = context.selection.view
    starts, seed = view.setting("starts"), int(view.setting("seed"))

    def rests_on() -> tuple[Course, float, str, int]:
        clock = clock_of(context)
        under_way = clock[clock["is_under_way"] & ~clock["licensed"]]
        mine, basis = spells_of(context, "project"), "selected"
        if mine.ended.sum() < ENOUGH:
            mine, basis = _spells_of_all(context.atlas, context.day), "all"
        contract = context.found.column("contracted")
        stopped = (context.stage == context.found.column("stopped")) & context.found.reached[
            context.rows, contract
        ]
        finished = np.isin(context.stage, [context.found.column(s) for s in FINISHED])
        steps, start = context.found.steps, under_way["start_event"].to_numpy()
        # as durations are measured: from the middle of the days that a date may mean
        first, last = (
            context.found.day_or_before(np.append(days, np.nan)[start])
            for days in (steps.first, steps.last)
        )
        queue = Queue(
            elapsed=np.maximum((context.found.day - (first + last) / 2) / DAYS_A_MONTH, 0.0),
            waiting=int(np.isin(context.stage, [context.found.column(s) for s in WAITING]).sum()),
            stopped=int(stopped.sum()),
            finished=int(finished.sum()),
        )
        recent = recent_starts(context.found.last[context.rows, contract], context.day)
        return course(mine, queue, context.day, seed), recent, basis, int(mine.ended.sum())

    def make() -> OutlookFacts:
        way, recent, basis, ended = cached(context, "course", seed, make=rests_on)
        a_year = float(starts) if starts else float(round(recent))
        result = outlook(way, a_year)
        return OutlookFacts(
            result,
            way.queue,
            a_year,
            recent,
            basis if result.from_records else "procedure",
            ended,
            seed,
        )

    return cached(context, "outlook", starts, seed, make=make)


def candidates(context: StageContext) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The waiting clusters' figures, and their marks.

    Columns CRITERIA, row and unit; `high_` and the criterion: the upper end of RANGED ones.
    """

    def make() -> tuple[pd.DataFrame, pd.DataFrame]:
        atlas, clusters = context.atlas, context.atlas.clusters
        waiting = context.rows[np.isin(context.stage, [context.found.column(s) for s in WAITING])]
        ids = clusters["cluster_id"].iloc[waiting]
        seen = present_figures(atlas.content)

        def figure(name: str, end: str) -> pd.Series:
            mine = seen[seen["indicator"] == name].set_index("cluster_id")
            return ids.map(mine[end]).astype(float)

        def of_criterion(criterion: str, end: str) -> Floats:
            found = pd.concat([figure(name, end) for name in RANGED[criterion]], axis=1).sum(
                axis=1, min_count=1
            )
            return np.asarray(found, dtype=float)

        begun = np.isin(
            atlas.stage_codes, [context.found.column(s) for s in (*UNDER_WAY, *FINISHED)]
        )
        is_waiting = np.zeros(len(clusters), dtype=bool)
        is_waiting[waiting] = True
        begun_by_province = INDICATORS["per_million"].of(count_provinces(atlas, begun))
        units = seen[seen["indicator"] == "output"].set_index("cluster_id")["unit"].to_dict()
        figures = pd.DataFrame(
            {
                "row": waiting,
                **{criterion: of_criterion(criterion, "low") for criterion in RANGED},
                **{f"high_{criterion}": of_criterion(criterion, "high") for criterion in RANGED},
                "nearness": distances(clusters, is_waiting, begun)[waiting],
                "gap": begun_by_province[atlas.province_codes[waiting]],
                "unit": pd.Series([units.get(i, "") for i in ids.tolist()], dtype="str"),
            }
        )
        return figures, score_table(figures, figures["unit"])

    return cached(context, "candidates", make=make)


def ranking_of(context: StageContext) -> Ranking:
    """The ranking of the waiting clusters by the reader's weights."""
    view = context.selection.view
    settings = (view.setting("weights"), view.setting("missing"), int(view.setting("seed")))

    def make() -> Ranking:
        figures, marks = candidates(context)
        return ranking(
            figures,
            marks,
            read_weights(settings[0]) or dict.fromkeys(CRITERIA, 0),
            settings[1],
            settings[2],
        )

    return cached(context, "ranking", settings, make=make)
