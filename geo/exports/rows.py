"""The filtered rows as CSV, for Excel, and back.

UTF-8 with BOM (Excel reads no other UTF-8 rightly), CRLF, RFC 4180. Numbers in Latin digits; a
Jalali year stands beside the ISO days it
spans. A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV
Injection"), and so does a text that
begins with an apostrophe, so that `read_csv` can take exactly one off again.
"""

from collections.abc import Callable

import geopandas as gpd
import pandas as pd

from geo.atlas import Atlas
from geo.basis.jalali import span


def rows_for_export(atlas: Atlas, clusters: gpd.GeoDataFrame) -> pd.DataFrame:
    """Rows of the Atlas's clusters with both languages' names, ISO days and coordinates: the
    columns of data/columns.csv.
    """
    provinces = _looked_up(atlas.provinces, clusters["province_iso"])
    trades = _looked_up(
        atlas.trades.reindex(clusters["isic_division"].unique(), fill_value=""),
        clusters["isic_division"],
    )
    stages = _looked_up(atlas.stages, clusters["stage"])
    dates = clusters["stage_date"]
    known = {d: [day.isoformat() for day in span(d)] if d else ["", ""] for d in dates.unique()}
    days = pd.DataFrame([*known.values()], index=[*known], columns=["first", "last"], dtype="str")
    spans = _looked_up(days, dates)
    return pd.DataFrame(clusters.drop(columns="geometry")).assign(
        province_fa=provinces("name_fa"),
        province_en=provinces("name_en"),
        trade_fa=trades("name_fa"),
        trade_en=trades("name_en"),
        stage_fa=stages("name_fa"),
        stage_en=stages("name_en"),
        stage_group=stages("group"),
        stage_from_iso=spans("first"),
        stage_to_iso=spans("last"),
        lon=clusters.geometry.x.to_numpy(),
        lat=clusters.geometry.y.to_numpy(),
    )


def _looked_up(
    table: pd.DataFrame, keys: pd.Series
) -> Callable[[str], pd.api.extensions.ExtensionArray]:
    """What gives, of a column of texts of `table`, that of each key; each different key is looked
    for once.
    """
    places, different = pd.factorize(keys)
    found = table.loc[different]
    return lambda column: found[column].astype("str").array.take(places)
