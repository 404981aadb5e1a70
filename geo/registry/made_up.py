"""A registry of invented records, for tests and demonstrations."""

from datetime import date
from pathlib import Path

import pandas as pd

from geo.ground import Ground
from geo.registry.records import NUMBERS, RECORD_COLUMNS, TEXTS, narrow
from geo.registry.snapshot import Snapshot
from geo.registry.written.demo import demo_records


def invented_snapshot(ground: Ground, data: Path, count: int, seed: int, recorded: date) -> Snapshot:
    """`count` invented records as content; every one says so in its name, its note and its source."""
    made = demo_records(data, count, seed).reset_index(drop=True).reindex(columns=list(RECORD_COLUMNS))
    for column in TEXTS:
        made[column] = made[column].astype("str").fillna("")
    for column in NUMBERS:
        made[column] = pd.to_numeric(made[column]).astype("Float64").astype(float)
    return narrow(made, recorded, ground.units)
