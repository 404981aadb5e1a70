"""What the panels of time work on, kept by data version, day and filters, so that a change of one setting computes only what hangs on it."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

import numpy as np
import pandas as pd

from components.progress.dates import until
from geo.atlas import Atlas
from geo.progress.clock import DAYS_A_MONTH, FINISHED, UNDER_WAY, Thresholds, project_clock
from geo.progress.duration import ENOUGH, SPAN_OF, Spells, spells
from geo.progress.outlook import Course, Outlook, Queue, course, outlook, recent_starts
from geo.progress.ranking import CRITERIA, WAITING, Ranking, distances, mark_table, ranking
from geo.progress.steps import Bools, Entries, Ints, entries, read_steps
from geo.registry.records import present_figures
from geo.selection import Selection
from geo.settings import read_weights
from geo.view import View

Made = TypeVar("Made")
KEPT = 128
_NOT_KEPT = object()
_kept: dict[Hashable, Any] = {}


def kept(key: Hashable, make: Callable[[], Made]) -> Made:
    """What was made for `key`, or is made now. A reader's own change never waits for another's."""
    found = _kept.get(key, _NOT_KEPT)
    if found is not _NOT_KEPT:
        return cast(Made, found)
    made = make()
    while len(_kept) >= KEPT:
        _kept.pop(next(iter(_kept)), None)
    _kept[key] = made
    return made


@dataclass(frozen=True)
class Facts:
    """The filtered clusters as of a day. rows, stage: positions in the Atlas's frames, in the Selection's order. mask: one a cluster of the Atlas."""

    atlas: Atlas
    selection: Selection
    day: date
    key: tuple[Hashable, ...]
    found: Entries
    rows: Ints
    stage: Ints

    @property
    def mask(self) -> Bools:
        mask = np.zeros(len(self.atlas.clusters), dtype=bool)
        mask[self.rows] = True
        return mask


def facts(atlas: Atlas, selection: Selection) -> Facts:
    """The Facts of what is selected."""
    view, day = selection.view, until(selection.view)
    key = (atlas.version, day, tuple(sorted(view.choices.items())), view.text)

    def arrays() -> tuple[Entries, Ints, Ints]:
        steps = kept(("steps", atlas.version), lambda: read_steps(atlas.content.stage_events, atlas.row_of, atlas.stages.index))
        found = kept(("entries", atlas.version, day), lambda: entries(steps, day))
        rows = np.sort(selection.clusters.index.to_numpy(dtype=np.int64))
        stage = atlas.stages.index.get_indexer(selection.clusters.loc[rows, "stage"]).astype(np.int64)
        return found, rows, stage

    return Facts(atlas, selection, day, key, *kept(("arrays", key), arrays))


def thresholds(view: View) -> Thresholds:
    return Thresholds(int(view.setting("overdue_years")), int(view.setting("silent_months")))


def clock_of(base: Facts) -> pd.DataFrame:
    """The project clock of the filtered clusters (geo/progress/clock.py), by the reader's thresholds."""
    limits = thresholds(base.selection.view)
    return kept(("clock", base.key, limits), lambda: project_clock(base.found, base.rows, base.stage, limits))


def spells_of(base: Facts, name: str) -> Spells:
    """The spells of a span, of the filtered clusters."""
    return kept(("spells", base.key, name), lambda: spells(base.found, SPAN_OF[name], base.mask))


@dataclass(frozen=True)
class OutlookFacts:
    """An Outlook and what went into it. basis: `selected`, `all` or `procedure`, the durations it rests on; spells: how many ended ones."""

    result: Outlook
    queue: Queue
    starts: float
    recent: float
    basis: str
    spells: int
    seed: int


def outlook_of(base: Facts) -> OutlookFacts:
    """The outlook of the filtered clusters, by their own durations where there are enough, else by all on file, else by the procedure's."""
    view = base.selection.view
    starts, seed = view.setting("starts"), int(view.setting("seed"))

    def rests_on() -> tuple[Course, float, str, int]:
        clock = clock_of(base)
        under_way = clock[clock["is_under_way"] & ~clock["licensed"]]
        mine, basis = spells_of(base, "project"), "selected"
        if mine.ended.sum() < ENOUGH:
            everyone = np.ones(len(base.atlas.clusters), dtype=bool)
            mine, basis = kept(("spells", base.key[:2]), lambda: spells(base.found, SPAN_OF["project"], everyone)), "all"
        contract = base.found.column("contracted")
        stopped = (base.stage == base.found.column("stopped")) & base.found.reached[base.rows, contract]
        finished = np.isin(base.stage, [base.found.column(s) for s in FINISHED])
        steps, start = base.found.steps, under_way["start_event"].to_numpy()
        # as durations are measured: from the middle of the days that a date may mean
        middle = (np.append(steps.first, np.nan)[start] + base.found.day_or_before(np.append(steps.last, np.nan)[start])) / 2
        queue = Queue(
            elapsed=np.maximum((base.found.day - middle) / DAYS_A_MONTH, 0.0),
            waiting=int(np.isin(base.stage, [base.found.column(s) for s in WAITING]).sum()),
            stopped=int(stopped.sum()),
            finished=int(finished.sum()),
        )
        recent = recent_starts(base.found.last[base.rows, contract], base.day)
        return course(mine, queue, base.day, seed), recent, basis, int(mine.ended.sum())

    def make() -> OutlookFacts:
        way, recent, basis, ended = kept(("course", base.key, seed), rests_on)
        a_year = float(starts) if starts else float(round(recent))
        result = outlook(way, a_year)
        return OutlookFacts(result, way.queue, a_year, recent, basis if result.from_records else "procedure", ended, seed)

    return kept(("outlook", base.key, starts, seed), make)


def candidates(base: Facts) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The waiting clusters' figures (columns CRITERIA, row and unit) and their marks."""

    def make() -> tuple[pd.DataFrame, pd.DataFrame]:
        atlas, clusters = base.atlas, base.atlas.clusters
        waiting = base.rows[np.isin(base.stage, [base.found.column(s) for s in WAITING])]
        ids = clusters["cluster_id"].iloc[waiting]
        seen = present_figures(atlas.content)

        def figure(name: str) -> pd.Series:
            mine = seen[seen["indicator"] == name].set_index("cluster_id")
            return ids.map(mine["low"]).astype(float)

        begun = np.isin(atlas.stage_codes, [base.found.column(s) for s in (*UNDER_WAY, *FINISHED)])
        is_waiting = np.zeros(len(clusters), dtype=bool)
        is_waiting[waiting] = True
        people = atlas.provinces["population"].to_numpy(dtype=float)
        begun_by_province = np.bincount(atlas.province_codes[begun], minlength=len(people)) / people * 1_000_000
        units = seen[seen["indicator"] == "output"].set_index("cluster_id")["unit"].to_dict()
        figures = pd.DataFrame(
            {
                "row": waiting,
                "jobs": figure("employment").to_numpy(),
                "output": figure("output").to_numpy(),
                "exports": figure("exports").to_numpy(),
                "readiness": pd.concat([figure("networks"), figure("consortia")], axis=1).sum(axis=1, min_count=1).to_numpy(),
                "nearness": distances(clusters, is_waiting, begun)[waiting],
                "gap": begun_by_province[atlas.province_codes[waiting]],
                "unit": pd.Series([units.get(i, "") for i in ids.tolist()], dtype="str"),
            }
        )
        return figures, mark_table(figures, figures["unit"])

    return kept(("candidates", base.key), make)


def ranking_of(base: Facts) -> Ranking:
    """The ranking of the waiting clusters by the reader's weights."""
    view = base.selection.view
    settings = (view.setting("weights"), view.setting("missing"), int(view.setting("seed")))

    def make() -> Ranking:
        figures, marks = candidates(base)
        return ranking(figures, marks, read_weights(settings[0]) or dict.fromkeys(CRITERIA, 0), settings[1], settings[2])

    return kept(("ranking", base.key, settings), make)
