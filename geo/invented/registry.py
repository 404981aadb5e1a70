"""A registry of invented records, for tests and demonstrations."""

from datetime import date
from pathlib import Path

from geo.invented.figures import Owner, demo_observations, demo_tags
from geo.invented.history import demo_history
from geo.invented.records import demo_records
from geo.reference.csv_tables import read_table
from geo.reference.reference import ReferenceData
from geo.registry.records import (
    as_records,
    narrow,
    source_id,
    stage_event,
)
from geo.registry.snapshot import Row, Snapshot, snapshot_from
from geo.registry.tables import CONTENT
from geo.registry.timeline import UNKNOWN


def invented_snapshot(
    reference: ReferenceData, data: Path, count: int, seed: int, recorded: date
) -> Snapshot:
    """`count` invented records as content, with their histories, figures and tags.

    Every one says so in its name, its note and its source.
    """
    records = demo_records(data, count, seed).reset_index(drop=True)
    years = records["stage_year_jalali"].astype("str").fillna("")
    made = as_records(records.assign(figures_date=years))
    # their stages come from the histories alone
    bare = narrow(
        made.assign(stage=UNKNOWN, stage_date="", stage_as_reported=""), recorded, reference.units
    )
    owners = made["cluster_id"].tolist()
    sources = [
        source_id(title, url)
        for title, url in zip(made["source_title"], made["source_url"], strict=True)
    ]
    history = demo_history(count, seed)
    events: list[Row] = [
        stage_event(owners[n], stage, written, recorded.isoformat(), stage, sources[n])
        for n, stage, written in zip(
            history["cluster"].tolist(),
            history["stage"].tolist(),
            history["date"].tolist(),
            strict=True,
        )
    ]
    words = read_table(data / "demo_words.csv", ["kind", "code", "fa", "en"]).set_index(
        ["kind", "code"]
    )["fa"]
    told_otherwise = [
        (words["pattern", "other_source"], f"{url}/other") for url in made["source_url"]
    ]
    others = [source_id(*source) for source in told_otherwise]
    owned = [
        Owner(*of)
        for of in zip(owners, made["isic_division"].tolist(), sources, others, strict=True)
    ]
    observations = list(
        demo_observations(
            owned, reference.units, words["unit"].to_dict(), recorded.isoformat(), seed
        )
    )
    used = {row[-1] for row in observations}
    rows = {name: list(bare.rows(name)) for name in CONTENT} | {"stage_events": events}
    rows["observations"] += observations
    rows["sources"] += [
        (name, *source) for name, source in zip(others, told_otherwise, strict=True) if name in used
    ]
    rows["tags"] += demo_tags(owned, reference.tags.reset_index(), seed)
    return snapshot_from(rows)
