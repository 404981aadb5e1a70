"""Contradictions between a row's stage and the other dated events of its record: all are taken as written, and told.

`stage_back`: an earlier step than one that was over before it; it counts as a correction. `stage_undone`: a later step than one reported after
it, which then counts as a correction. `stage_same_day`: another step has the very same day.
"""

from collections.abc import Iterable

import pandas as pd

from geo.errors import Problem
from geo.registry.check import Layout
from geo.registry.merge import Change
from geo.registry.snapshot import Snapshot
from geo.registry.timeline import UNKNOWN, with_days

WITHOUT_ORDER = ("stopped", UNKNOWN)
"""What may come before or after any step."""


def order_problems(changes: Iterable[Change], records: pd.DataFrame, new: Snapshot, stages: pd.DataFrame, layout: Layout) -> list[Problem]:
    """Warnings for the rows of `changes`. records: the file's rows; new: the content that follows; stages: with name_fa and name_en, in order."""
    rows = {c.cluster_id: c.row for c in changes if c.row in records.index}
    events = new.stage_events
    mine = events[events["cluster_id"].isin(rows) & (events["date"] != "") & ~events["stage"].isin(WITHOUT_ORDER)]
    by_cluster: dict[str, list[tuple[str, str, int, int, int]]] = {}
    ordered = with_days(mine, stages.index)
    columns = (ordered[c].tolist() for c in ("cluster_id", "stage", "date", "place", "first", "last"))
    for cluster, *event in zip(*columns, strict=True):
        by_cluster.setdefault(cluster, []).append(tuple(event))
    found = []
    for cluster, row in rows.items():
        stage, written = str(records.at[row, "stage"]), str(records.at[row, "stage_date"])
        own = next((e for e in by_cluster.get(cluster, []) if e[0] == stage and e[1] == written), None)
        if own is None:
            continue
        for other in by_cluster[cluster]:
            code = _contradiction(own, other)
            if code:
                named = "\n".join(f"{stages.at[other[0], f'name_{lang}']} ({other[1]})" for lang in ("fa", "en"))
                found.append(layout.problem(code, row, "stage_date", written, allowed=named, level="warning"))
                break
    return found


def _contradiction(own: tuple[str, str, int, int, int], other: tuple[str, str, int, int, int]) -> str:
    _, written, place, first, last = own
    _, also, elsewhere, begins, ends = other
    if place < elsewhere and first > ends:
        return "stage_back"
    if place > elsewhere and begins > last:
        return "stage_undone"
    return "stage_same_day" if place != elsewhere and written == also and first == last else ""
