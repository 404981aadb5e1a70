"""The dated stages of a file that join the history of their records."""

from collections.abc import Iterator, Mapping

import pandas as pd

from geo.registry.records import (
    present_stages,
)
from geo.registry.snapshot import Snapshot, is_among


def kept_stages(
    dated: pd.DataFrame,
    records: Mapping[int, str],
    old: Snapshot,
    new: Snapshot,
    stages: pd.Index,
) -> dict[str, tuple[tuple[str, str], ...]]:
    """The stages, with their dates, that rows tell beside the present one and that were not on
    file, by cluster. dated: as in `compare`; records: the cluster of each row.
    """
    if dated.empty:
        return {}
    rows = dated.index[dated["stage"] != ""].tolist()
    owners = {records[row] for row in rows if row in records}
    before, after = (
        content.stage_events[is_among(content.stage_events["cluster_id"], owners)]
        for content in (old, new)
    )
    there = set(_stages(before)) | set(
        _stages(present_stages(Snapshot({"stage_events": after}), stages).reset_index())
    )
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for owner, stage, written in sorted(_stages(after), key=lambda one: (one[2], one[1])):
        if (owner, stage, written) not in there:
            found[owner] = (*found.get(owner, ()), (stage, written))
    return found


def _stages(events: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Cluster, stage and date of each event."""
    columns = (events[name].tolist() for name in ("cluster_id", "stage", "date"))
    return zip(*columns, strict=True)
