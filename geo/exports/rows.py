"""The filtered rows as CSV, for Excel, and back.

UTF-8 with BOM (Excel reads no other UTF-8 rightly), CRLF, RFC 4180. Numbers in Latin digits; a
Jalali year stands beside the ISO days it
spans. A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV
Injection"), and so does a text that
begins with an apostrophe, so that `read_csv` can take exactly one off again.
"""

import geopandas as gpd
import pandas as pd

from geo.atlas import Atlas
from geo.basis.jalali import span


def rows_for_export(atlas: Atlas, clusters: gpd.GeoDataFrame) -> pd.DataFrame:
    """Rows of the Atlas's clusters with both languages' names, ISO days and coordinates: the
    columns of data/columns.csv.
    """
    provinces = atlas.provinces.loc[clusters["province_iso"]]
    trades = atlas.trades.reindex(clusters["isic_division"])
    stages = atlas.stages.loc[clusters["stage"]]
    dates = clusters["stage_date"]
    spans = {d: [day.isoformat() for day in span(d)] if d else ["", ""] for d in dates.unique()}
    return pd.DataFrame(clusters.drop(columns="geometry")).assign(
        province_fa=provinces["name_fa"].to_numpy(),
        province_en=provinces["name_en"].to_numpy(),
        trade_fa=trades["name_fa"].fillna("").to_numpy(),
        trade_en=trades["name_en"].fillna("").to_numpy(),
        stage_fa=stages["name_fa"].to_numpy(),
        stage_en=stages["name_en"].to_numpy(),
        stage_group=stages["group"].to_numpy(),
        stage_from_iso=dates.map({d: first for d, (first, _) in spans.items()}).to_numpy(),
        stage_to_iso=dates.map({d: last for d, (_, last) in spans.items()}).to_numpy(),
        lon=clusters.geometry.x.to_numpy(),
        lat=clusters.geometry.y.to_numpy(),
    )
