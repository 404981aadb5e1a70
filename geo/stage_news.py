"""What moved between two dates.

Clusters whose stage is told by another event at the second than at the first.
"""

from datetime import date

import numpy as np
import pandas as pd

from geo.as_of import telling_events
from geo.atlas import GROUPS, Atlas

KINDS = ("finished", "stopped", "started", "arrived", "onward", "back", "undated")
"""What a move is, the first that fits: into the group `completed`; to `stopped`; into the group
`in_progress` from before it; known at a stage for the first time; to a later stage; to an earlier
one, by correction; or told by an event without a date, of which nobody knows when it was.
"""


def moves(present: Atlas, rows: np.ndarray, since: date, until: date | None) -> pd.DataFrame:
    """The clusters at `rows` that moved after `since` and by `until` (None: by now), newest first.

    Columns: row; before, after (positions in `stages`, that of `unknown` for none known); date (as
    the records write it); kind (of KINDS); is_sure: whether the move's date lies wholly after
    `since`: one known by its year alone may have been before.
    """
    changes = present.changes
    first, second = (
        telling_events(present, since)[rows],
        telling_events(present, until or date.max)[rows],
    )
    places = np.append(changes["place"].to_numpy(), -1)
    before, after = (
        np.where(places[at] < 0, present.unknown_stage, places[at]) for at in (first, second)
    )
    moved = np.flatnonzero(before != after)
    event = changes.iloc[second[moved]]
    before, after = before[moved], after[moved]
    group_before, group_after = present.group_of_stage[before], present.group_of_stage[after]
    completed, in_progress = GROUPS.index("completed"), GROUPS.index("in_progress")
    is_new = before == present.unknown_stage
    rules = {
        "undated": (event["date"] == "").to_numpy(),
        "finished": (group_after == completed) & (group_before != completed),
        "stopped": group_after == len(GROUPS),
        "started": (group_after == in_progress) & ((group_before < in_progress) | is_new),
        "arrived": is_new,
        "onward": after > before,
    }
    kind = np.select(list(rules.values()), list(rules), default="back")
    return (
        pd.DataFrame(
            {
                "row": rows[moved],
                "before": before,
                "after": after,
                "date": event["date"].to_numpy(),
                "kind": kind,
                "is_sure": (event["first"] > since.toordinal()).to_numpy(),
                "known": event["known"].to_numpy(),
            }
        )
        .sort_values(["known", "row"], ascending=[False, True], kind="stable")
        .reset_index(drop=True)
    )
