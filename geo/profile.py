"""Profiles: a province, or a trade, beside the whole country under the same other filters.

Counts are of documented clusters; an unknown trade or stage stands apart and is in no share.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.atlas import GROUPS, STAGE_GROUPS, Atlas
from geo.counting import count_provinces
from geo.indicators import DEFAULT, in_table
from geo.mix import quotients, ranks, rests_on_few, shares, similarity


@dataclass(frozen=True)
class Standing:
    """All provinces under one set of filters: DataFrame indexed by province_iso.

    clusters (counts), a column for each indicator of their table (NaN where no record is on file,
    or it is not defined), rank (by the DEFAULT indicator, from the greatest; 0 without a value),
    on_file (unfiltered counts). ranked: provinces that have a rank.
    """

    table: pd.DataFrame
    ranked: int


def rows_of(atlas: Atlas, frame: pd.DataFrame) -> np.ndarray:
    """Positions in the Atlas of these clusters."""
    return atlas.clusters.index.get_indexer(frame.index)


def standing(atlas: Atlas, rows: np.ndarray) -> Standing:
    """Where every province stands by the clusters at positions `rows`."""
    on_file = np.bincount(atlas.province_codes, minlength=len(atlas.provinces))
    listed = in_table("provinces")
    counts = count_provinces(atlas, rows, *listed)
    values = {i.name: np.where(on_file > 0, i.of(counts), np.nan) for i in listed}
    table = pd.DataFrame(
        {"clusters": counts["clusters"], **values, "rank": ranks(values[DEFAULT])}
        | {"on_file": on_file},
        index=atlas.provinces.index,
    )
    return Standing(table, int((on_file > 0).sum()))


def counts_by(codes: np.ndarray, others: np.ndarray, size: int, width: int) -> np.ndarray:
    """Cross counts of two codings of the same clusters: shape (size, width)."""
    return np.bincount(codes * width + others, minlength=size * width).reshape(size, width)


def trade_mix(atlas: Atlas, here: np.ndarray, national: np.ndarray) -> pd.DataFrame:
    """Trades of the clusters at positions `here` beside `national`, most first.

    Those without a cluster here are left out.

    DataFrame indexed by ISIC division: here, national (counts), share_here, share_national,
    quotient (see geo/mix.py), rests_on_few.
    """
    width = len(atlas.trades)
    mine, all_ = (
        np.bincount(atlas.trade_codes[rows], minlength=width + 1)[:width]
        for rows in (here, national)
    )
    columns = {
        "here": mine,
        "national": all_,
        "share_here": shares(mine),
        "share_national": shares(all_),
    }
    table = pd.DataFrame(
        columns | {"quotient": quotients(mine, all_), "rests_on_few": rests_on_few(mine)},
        index=atlas.trades.index,
    )
    return table[table["here"] > 0].sort_values(
        ["here", "quotient"], ascending=False, kind="stable"
    )


def without_trade(atlas: Atlas, rows: np.ndarray) -> int:
    """How many of these clusters name no trade."""
    return int((atlas.trade_codes[rows] == len(atlas.trades)).sum())


def stage_mix(atlas: Atlas, here: np.ndarray, national: np.ndarray) -> pd.DataFrame:
    """Stage groups of the clusters at positions `here` beside `national`.

    DataFrame indexed by STAGE_GROUPS, counts here and national.
    """
    codes = atlas.group_of_stage[atlas.stage_codes]
    return pd.DataFrame(
        {
            name: np.bincount(codes[rows], minlength=len(STAGE_GROUPS))
            for name, rows in (("here", here), ("national", national))
        },
        index=list(STAGE_GROUPS),
    )


def alike(atlas: Atlas, province: str, rows: np.ndarray) -> pd.DataFrame:
    """How alike the other provinces' mixes are, by the clusters at positions `rows`.

    DataFrame indexed by province_iso, trades, stages (0 to 1, see geo/mix.py; NaN where a mix is
    too small), clusters; most alike in trades first.
    """
    size, width = len(atlas.provinces), len(atlas.trades)
    provinces = atlas.province_codes[rows]
    trades = counts_by(provinces, atlas.trade_codes[rows], size, width + 1)[:, :width]
    groups = counts_by(
        provinces, atlas.group_of_stage[atlas.stage_codes[rows]], size, len(STAGE_GROUPS)
    )[:, : len(GROUPS)]
    own = atlas.provinces.index.get_loc(province)
    table = pd.DataFrame(
        {
            "trades": similarity(trades[own], trades),
            "stages": similarity(groups[own], groups),
            "clusters": np.bincount(provinces, minlength=size),
        },
        index=atlas.provinces.index,
    ).drop(index=province)
    return table.sort_values(
        ["trades", "stages"], ascending=False, na_position="last", kind="stable"
    )
