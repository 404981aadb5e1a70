"""Contradictions between a reported stage and the other dated events of its record: all are taken
as written, and told.

`stage_back`: an earlier step than one that was over before it; it counts as a correction.
`stage_undone`: a later step than one reported after
it, which then counts as a correction. `stage_same_day`: another step has the very same day.
"""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from geo.basis.errors import Problem
from geo.intake.check import EARLY_YEAR, is_early
from geo.intake.gather import Layouts
from geo.registry.change import Change
from geo.registry.snapshot import Snapshot, is_among
from geo.registry.timeline import UNKNOWN, with_days

WITHOUT_ORDER = ("stopped", UNKNOWN)
"""What may come before or after any step."""


class Step(NamedTuple):
    """A dated event: as written, its place among the stages, the first and last day that its date
    may mean (proleptic ordinals).
    """

    stage: str
    written: str
    place: int
    first: int
    last: int


def order_problems(
    changes: Iterable[Change],
    records: pd.DataFrame,
    new: Snapshot,
    stages: pd.DataFrame,
    layout: Layouts,
) -> list[Problem]:
    """Warnings for the rows of `changes`. records: the file's rows; new: the content that follows;
    stages: with name_fa and name_en, in order.
    """
    dated = records.loc[records["stage_date"] != "", ["stage", "stage_date"]]
    said = dict(
        zip(
            dated.index.tolist(),
            zip(dated["stage"].tolist(), dated["stage_date"].tolist(), strict=True),
            strict=True,
        )
    )
    rows = {c.cluster_id: c.row for c in changes if c.row in said}
    steps = _steps(new, rows, stages)
    found = []
    for cluster, row in rows.items():
        stage, written = said[row]
        told = _told(steps.get(cluster, []), stage, written, stages)
        if told:
            code, named = told
            found.append(
                layout.problem(code, row, "stage_date", written, allowed=named, level="warning")
            )
    return found


def event_problems(
    content: Snapshot, cluster_id: str, stage: str, written: str, stages: pd.DataFrame
) -> list[Problem]:
    """Warnings for one event of a record, put there by hand: as for a file's row, and
    `date_early`.
    """
    found = (
        [
            Problem(
                "date_early",
                "",
                column="stage_date",
                value=written,
                allowed=EARLY_YEAR,
                level="warning",
            )
        ]
        if is_early(written)
        else []
    )
    told = _told(_steps(content, [cluster_id], stages).get(cluster_id, []), stage, written, stages)
    if told:
        code, named = told
        found.append(
            Problem(code, "", column="stage_date", value=written, allowed=named, level="warning")
        )
    return found


def _steps(
    content: Snapshot, cluster_ids: Iterable[str], stages: pd.DataFrame
) -> dict[str, list[Step]]:
    """The dated steps of these clusters, in the order in which they count; none of a cluster that
    has but one.
    """
    events = content.stage_events
    mine = events[
        is_among(events["cluster_id"], set(cluster_ids))
        & (events["date"] != "").to_numpy()
        & ~is_among(events["stage"], WITHOUT_ORDER)
    ]
    mine = mine[mine.duplicated("cluster_id", keep=False)]  # one alone contradicts nothing
    found: dict[str, list[Step]] = {}
    ordered = with_days(mine, stages.index)
    columns = (
        ordered[c].tolist() for c in ("cluster_id", "stage", "date", "place", "first", "last")
    )
    for cluster, *event in zip(*columns, strict=True):
        found.setdefault(cluster, []).append(Step(*event))
    return found


def _told(
    steps: list[Step], stage: str, written: str, stages: pd.DataFrame
) -> tuple[str, str] | None:
    """The first contradiction of the step of that stage and date, and the other step's name and
    date in both languages.
    """
    own = next((step for step in steps if step.stage == stage and step.written == written), None)
    if own is None:
        return None
    for other in steps:
        code = _contradiction(own, other)
        if code:
            return code, "\n".join(
                f"{stages.at[other.stage, f'name_{lang}']} ({other.written})"
                for lang in ("fa", "en")
            )
    return None


def _contradiction(own: Step, other: Step) -> str:
    if own.place < other.place and own.first > other.last:
        return "stage_back"
    if own.place > other.place and other.first > own.last:
        return "stage_undone"
    return (
        "stage_same_day"
        if own.place != other.place and own.written == other.written and own.first == own.last
        else ""
    )
