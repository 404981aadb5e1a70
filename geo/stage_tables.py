"""Counts of a set of clusters: by stage and province or trade; arrivals and completions by year."""

import numpy as np
import pandas as pd

from geo.atlas import GROUPS, NEVER, NOT_REPORTED, Atlas
from geo.stage_flow import known_by

ARRIVAL = "identified"


def by_stage(atlas: Atlas, rows: np.ndarray, param: str) -> pd.DataFrame:
    """Clusters at `rows` by province or trade (`param`) and stage.

    One row a province or trade that has any, one column a stage, in order.
    """
    codes, index = (
        (atlas.province_codes, atlas.provinces.index)
        if param == "province"
        else (atlas.trade_codes, pd.Index([*atlas.trades.index, NOT_REPORTED]))
    )
    kinds = len(atlas.stages)
    grid = np.bincount(
        codes[rows] * kinds + atlas.stage_codes[rows], minlength=len(index) * kinds
    ).reshape(len(index), kinds)
    table = pd.DataFrame(grid, index=index, columns=atlas.stages.index)
    return table[table.sum(axis=1) > 0]


def by_year(atlas: Atlas, rows: np.ndarray) -> tuple[pd.DataFrame, dict[str, int]]:
    """Arrivals and completions by Jalali year, and how many of each have no year on file.

    Each sums to its set.

    Arrivals: all clusters at `rows`, by the first dated event of their identification. Completions:
    those that stand in the group `completed`, by the first dated event of that group. A date counts
    in the year in which it ends, and only what is known by the Atlas's date counts.
    """
    years = np.where(known_by(atlas, rows), (atlas.present or atlas).reached_year[rows], NEVER)
    arrived = years[:, int(atlas.stages.index.get_loc(ARRIVAL))]
    group = GROUPS.index("completed")
    done = years[:, atlas.group_of_stage == group][
        atlas.group_of_stage[atlas.stage_codes[rows]] == group
    ]
    finished = done.min(axis=1, initial=NEVER)
    found = {"arrivals": arrived[arrived < NEVER], "completions": finished[finished < NEVER]}
    present = np.concatenate(list(found.values()))
    index = (
        pd.RangeIndex(int(present.min()), int(present.max()) + 1)
        if len(present)
        else pd.RangeIndex(0)
    )
    table = pd.DataFrame(
        {
            name: pd.Series(values).value_counts().reindex(index, fill_value=0)
            for name, values in found.items()
        },
        index=index,
    )
    return table, {
        "arrivals": int((arrived == NEVER).sum()),
        "completions": int((finished == NEVER).sum()),
    }
