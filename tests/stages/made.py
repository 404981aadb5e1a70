"""Stage events by hand, as EventArrays."""

from datetime import date

import pandas as pd

from geo.atlas import read_atlas
from geo.registry.snapshot import frame_from
from geo.registry.timeline import with_days
from geo.stages.steps import DatedStages, entries, read_steps
from tests.conftest import DATA

STAGES = read_atlas(DATA).stages.index
TODAY = date(2026, 11, 24)
"""3 Azar 1405."""


def code(stage: str) -> int:
    return int(STAGES.get_loc(stage))


def events_frame(events: list[tuple[str, str, str]], recorded: str = "2026-11-20") -> pd.DataFrame:
    """Rows of stage_events from (cluster, stage, date)."""
    rows = [
        (owner, stage, written, "", recorded, stage, "", "", "source")
        for owner, stage, written in events
    ]
    return frame_from("stage_events", list(rows))


def known(
    events: list[tuple[str, str, str]],
    clusters: int = 0,
    day: date = TODAY,
    recorded: str = "2026-11-20",
) -> DatedStages:
    """What events of clusters `a`, `b`, `c` … tell on a day."""
    names = [
        chr(97 + n)
        for n in range(
            clusters or max((ord(e[0]) - 96 for e in events if len(e[0]) == 1), default=1)
        )
    ]
    rows = with_days(events_frame(events, recorded), STAGES)
    return entries(
        read_steps(
            rows.assign(row=[names.index(c) for c in rows["cluster_id"]]), len(names), STAGES
        ),
        day,
        day.toordinal(),
    )
