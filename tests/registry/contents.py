"""Small contents of a registry, written row by row, for tests that look at single rows."""

from datetime import date

from geo.registry.records import source_id, stage_event
from geo.registry.rights import Rights
from geo.registry.snapshot import Row, Snapshot, snapshot_from
from geo.registry.store import Entry

AT = "2026-11-24T08:00:00Z"
TODAY = date(2026, 11, 24)
SOURCE = ("گزارش سالانه", "https://example.ir/report")
BY = Entry("load", Rights.to_all("مریم"), AT, "khoosheha.xlsx", "ab" * 32, "فصل سوم")


def cluster(
    cluster_id: str,
    name: str = "خوشه کاشی میبد",
    province: str = "IR-21",
    *,
    source: tuple[str, str] = SOURCE,
    **fields: str | float | None,
) -> Row:
    """A row of clusters."""
    values = {"lon": None, "lat": None} | fields
    texts = (
        "name_en",
        "city_fa",
        "city_en",
        "lon",
        "lat",
        "product_fa",
        "product_en",
        "isic_division",
        "note_fa",
        "note_en",
    )
    name_en, city_fa, city_en, *rest = (values.get(c, "") for c in texts)
    return (cluster_id, name, name_en, province, city_fa, city_en, *rest, source_id(*source))


def event(
    cluster_id: str,
    stage: str,
    written: str = "",
    recorded: str = "2026-01-01",
    as_reported: str = "",
) -> Row:
    """A row of stage_events."""
    return stage_event(cluster_id, stage, written, recorded, as_reported, source_id(*SOURCE))


def seen(
    cluster_id: str,
    indicator: str,
    low: float,
    high: float | None = None,
    as_of: str = "",
    unit: str = "firms",
    recorded: str = "2026-01-01",
) -> Row:
    """A row of observations."""
    return (
        cluster_id,
        indicator,
        low,
        low if high is None else high,
        unit,
        as_of,
        recorded,
        source_id(*SOURCE),
    )


def content(
    *clusters: Row,
    events: tuple[Row, ...] = (),
    observations: tuple[Row, ...] = (),
    tags: tuple[Row, ...] = (),
) -> Snapshot:
    """These rows, and the one source."""
    sources: list[Row] = [(source_id(*SOURCE), *SOURCE)]
    tables = {
        "clusters": list(clusters),
        "stage_events": list(events),
        "observations": list(observations),
        "tags": list(tags),
    }
    return snapshot_from({**tables, "sources": sources})


TWO = content(
    cluster("c001"),
    cluster("c002", "خوشه فرش کاشان", "IR-10", lon=51.44, lat=33.98),
    events=(
        event("c001", "identified", "1398"),
        event("c001", "diagnostic", "1401-05"),
        event("c002", "implementation"),
    ),
    observations=(seen("c001", "firms", 30, 50, "1402"), seen("c002", "firms", 12)),
    tags=(("c001", "shortfall", "finance", source_id(*SOURCE)),),
)
"""Two records: one with a history, a range and a shortfall, one measured on the ground."""
