"""Everything that the registry holds of its records, as rows to take away: what a View's export
has, and every other field besides.
"""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.atlas import Atlas, make_atlas
from geo.exports.rows import rows_for_export
from geo.reference.csv_tables import column_headings
from geo.reference.fields import field_table
from geo.reference.reference import ReferenceData
from geo.registry.records import NUMBERS, RECORD_COLUMNS, widen
from geo.registry.snapshot import Snapshot


def registry_headings(data: Path) -> pd.DataFrame:
    """The columns of data/columns.csv, then every other field of data/fields.csv: kind, heading_fa,
    heading_en, indexed by column.
    """
    known, fields = column_headings(data), field_table(data)
    more = fields[~fields.index.isin(known.index)]
    kinds = ["number" if name in NUMBERS else "text" for name in more.index]
    return pd.concat([known, more[["heading_fa", "heading_en"]].assign(kind=kinds)])


def registry_rows(reference: ReferenceData, snapshot: Snapshot) -> gpd.GeoDataFrame:
    """One row a cluster, the columns of `registry_headings`, points EPSG:4326."""
    return atlas_and_rows(reference, snapshot)[1]


def atlas_and_rows(reference: ReferenceData, snapshot: Snapshot) -> tuple[Atlas, gpd.GeoDataFrame]:
    """The same rows, and the Atlas that they are of."""
    records = widen(snapshot, reference.stages.index)
    atlas = make_atlas(reference, snapshot, records)
    return atlas, _rows(atlas, records)


def all_rows(atlas: Atlas) -> gpd.GeoDataFrame:
    """The same rows of the Atlas at a version."""
    return _rows(atlas, widen(atlas.content, atlas.stages.index))


def _rows(atlas: Atlas, records: pd.DataFrame) -> gpd.GeoDataFrame:
    rows = rows_for_export(atlas, atlas.clusters)
    more = records[[c for c in RECORD_COLUMNS if c not in rows]].set_axis(rows.index)
    return gpd.GeoDataFrame(
        pd.concat([rows, more], axis=1), geometry=atlas.clusters.geometry, crs="EPSG:4326"
    )
