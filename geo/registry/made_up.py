"""A registry of invented records, for tests and demonstrations."""

from datetime import date
from pathlib import Path

import pandas as pd

from geo.ground import Ground
from geo.registry.records import NUMBERS, RECORD_COLUMNS, TEXTS, UNKNOWN, narrow, source_id, stage_event
from geo.registry.snapshot import Snapshot, snapshot_from
from geo.registry.tables import CONTENT
from geo.registry.written.demo import demo_records
from geo.registry.written.demo_history import demo_history


def invented_snapshot(ground: Ground, data: Path, count: int, seed: int, recorded: date) -> Snapshot:
    """`count` invented records as content, with their histories; every one says so in its name, its note and its source."""
    made = demo_records(data, count, seed).reset_index(drop=True).reindex(columns=list(RECORD_COLUMNS))
    for column in TEXTS:
        made[column] = made[column].astype("str").fillna("")
    for column in NUMBERS:
        made[column] = pd.to_numeric(made[column]).astype("Float64").astype(float)
    # their stages come from the histories alone
    bare = narrow(made.assign(stage=UNKNOWN, stage_date="", stage_as_reported=""), recorded, ground.units)
    owners = made["cluster_id"].tolist()
    sources = [source_id(title, url) for title, url in zip(made["source_title"], made["source_url"], strict=True)]
    history = demo_history(count, seed)
    events = [
        stage_event(owners[n], stage, written, recorded.isoformat(), stage, "", "", sources[n])
        for n, stage, written in zip(history["cluster"].tolist(), history["stage"].tolist(), history["date"].tolist(), strict=True)
    ]
    return snapshot_from({name: bare.rows(name) for name in CONTENT} | {"stage_events": list(events)})
