"""How a set of clusters has gone through the stages.

Who was ever known at each, who moved on, who stands there, who was lost on the way.

A cluster has reached a stage when an event of that stage or of a later one was known by the Atlas's
date: the steps depend on one another, so that whoever is known at a later step has been through the
earlier ones, on record or not. `stopped` is no step: a stopped cluster is counted at the furthest
step that it was known at.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.as_of import known_until
from geo.atlas import GROUPS, Atlas


@dataclass(frozen=True)
class Flow:
    """How a set of clusters has gone through the stages.

    steps: DataFrame indexed by stage, in order: on_record (an event of this very stage is known)
    and passed (only a later one) sum to reached; and so do onward (now or last known at a later
    step), here, stopped (with this as its furthest step) and back (a correction put it at an
    earlier step). total: clusters of the set. unknown: no stage is known. stopped_unplaced:
    stopped, and no step of theirs is known.
    """

    steps: pd.DataFrame
    total: int
    unknown: int
    stopped_unplaced: int


def known_by(atlas: Atlas, rows: np.ndarray) -> np.ndarray:
    """Whether each stage has an event known by the Atlas's date, by cluster of `rows` and stage."""
    return (atlas.present or atlas).reached_on[rows] <= known_until(atlas.as_of)


def flow(atlas: Atlas, rows: np.ndarray) -> Flow:
    """The flow of the clusters at `rows`."""
    is_step = atlas.stages["group"].isin(GROUPS).to_numpy()
    steps = np.flatnonzero(is_step)
    on_record = known_by(atlas, rows)[:, steps]
    order = np.arange(len(steps))
    furthest = np.where(on_record, order, -1).max(axis=1, initial=-1)
    now = np.where(is_step, np.cumsum(is_step) - 1, -1)[atlas.stage_codes[rows]]
    unknown = atlas.stage_codes[rows] == atlas.unknown_stage
    is_stopped = (now < 0) & ~unknown
    reached = furthest[:, None] >= order
    stands = reached & ~is_stopped[:, None]
    columns = {
        "on_record": on_record,
        "passed": reached & ~on_record,
        "onward": (
            (stands & (now[:, None] > order))
            | (reached & is_stopped[:, None] & (furthest[:, None] > order))
        ),
        "here": stands & (now[:, None] == order),
        "stopped": reached & is_stopped[:, None] & (furthest[:, None] == order),
        "back": stands & (now[:, None] < order),
        "reached": reached,
    }
    table = pd.DataFrame(
        {name: mask.sum(axis=0) for name, mask in columns.items()}, index=atlas.stages.index[steps]
    )
    return Flow(table, len(rows), int(unknown.sum()), int((is_stopped & (furthest < 0)).sum()))
