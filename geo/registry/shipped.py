"""The shipped records as the registry's first content.

They are data/clusters.csv, and the dated events of data/stage_events.csv.
"""

from datetime import date
from pathlib import Path

import pandas as pd

from geo.basis.errors import DataError, Problem
from geo.basis.jalali import span
from geo.reference.clusters import read_clusters
from geo.reference.csv_tables import read_table
from geo.reference.reference import ReferenceData
from geo.registry.records import as_records, narrow, source_id, stage_event
from geo.registry.snapshot import Snapshot, SnapshotBuilder

EVENT_COLUMNS = [
    "cluster_id",
    "stage",
    "entered_jalali",
    "basis_fa",
    "basis_en",
    "source_title",
    "source_url",
]


def shipped_snapshot(reference: ReferenceData, data: Path, recorded: date) -> Snapshot:
    """The content of the folder `data`. Raises DataError with all problems of a file.

    A dated event of the same stage takes the place of the undated one that clusters.csv implies.
    """
    clusters = read_clusters(
        data / "clusters.csv", reference.names, reference.stages, reference.trades
    )
    builder = SnapshotBuilder(
        {
            name: set(narrow(_wide(clusters), recorded, reference.units).rows(name))
            for name in SnapshotBuilder().tables
        }
    )
    events = builder.tables["stage_events"]
    for row in _events(data, reference, set(clusters["cluster_id"])).to_dict("records"):
        source = source_id(row["source_title"], row["source_url"])
        builder.tables["sources"].add((source, row["source_title"], row["source_url"]))
        same = [e for e in events if e[0] == row["cluster_id"] and e[1] == row["stage"]]
        replaced = [e for e in same if not e[2] or str(row["entered_jalali"]).startswith(str(e[2]))]
        as_reported = str(replaced[0][5]) if replaced else ""
        events.difference_update(replaced)
        events.add(
            stage_event(
                row["cluster_id"],
                row["stage"],
                row["entered_jalali"],
                recorded.isoformat(),
                as_reported,
                source,
                (row["basis_fa"], row["basis_en"]),
            )
        )
    return builder.build()


def _wide(clusters: pd.DataFrame) -> pd.DataFrame:
    """clusters.csv in the columns of records."""
    date_of = clusters["stage_year_jalali"].astype("str").replace("<NA>", "").fillna("")
    given = clusters.assign(
        stage_date=date_of,
        firms=clusters["firms"].astype("Float64"),
        employment=clusters["employment"].astype("Float64"),
    )
    return as_records(given)


def _events(data: Path, reference: ReferenceData, known: set[str]) -> pd.DataFrame:
    path = data / "stage_events.csv"
    events = read_table(path, EVENT_COLUMNS)
    problems = []
    for n, row in events.iterrows():
        if row["cluster_id"] not in known:
            problems.append(
                Problem("cluster_unknown", path.name, int(str(n)), "cluster_id", row["cluster_id"])
            )
        if row["stage"] not in reference.stages.index:
            problems.append(
                Problem(
                    "stage_unknown",
                    path.name,
                    int(str(n)),
                    "stage",
                    row["stage"],
                    ", ".join(reference.stages.index),
                )
            )
        try:
            span(row["entered_jalali"])
        except ValueError:
            problems.append(
                Problem(
                    "date_unreadable",
                    path.name,
                    int(str(n)),
                    "entered_jalali",
                    row["entered_jalali"],
                )
            )
    if problems:
        raise DataError(problems)
    return events
