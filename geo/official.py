"""Official totals: what was published, of the country and of a province.

Never added to what is documented here, nor set off against it.
"""

import pandas as pd

from geo.atlas import Atlas

HEADLINE_SOURCE = "en.isipo.ir page 269"
"""The row of official_totals.csv that is this programme's headline: the only one with all three
figures and the rest named.
"""
TOTALS = ("identified", "completed", "in_progress")


def headline(atlas: Atlas) -> pd.Series:
    """The official headline of the country: TOTALS, date and source."""
    rows = atlas.official_totals[atlas.official_totals["source"] == HEADLINE_SOURCE]
    return rows.iloc[0] if len(rows) else atlas.official_totals.iloc[0]


def totals_of_province(atlas: Atlas, province: str) -> pd.DataFrame:
    """Every published total of a province, in the file's order.

    as_of_jalali, TOTALS (NaN where not published), note_fa, note_en, source.
    """
    return atlas.provincial_totals[atlas.provincial_totals["province_iso"] == province]
