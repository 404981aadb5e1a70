"""Indicators of a province: what the choropleth can show. Each counts documented clusters, never the official totals."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Indicator:
    """A number for each province.

    name: its key in the catalogues and in the URL. unit: `count`, `rate` or `share`. formula: from the province table
    (clusters, waiting, in_progress, completed, not_reported, population) to floats; NaN where it is not defined.
    """

    name: str
    unit: str
    formula: Callable[[pd.DataFrame], np.ndarray]


def _per_million(table: pd.DataFrame) -> np.ndarray:
    return table["clusters"].to_numpy() / table["population"].to_numpy() * 1_000_000


def _share(group: str) -> Callable[[pd.DataFrame], np.ndarray]:
    """Share among the clusters whose stage belongs to a group: an unknown stage is no evidence either way."""

    def formula(table: pd.DataFrame) -> np.ndarray:
        reported = (table["clusters"] - table["not_reported"]).to_numpy().astype(float)
        return np.divide(table[group].to_numpy(), reported, out=np.full(len(table), np.nan), where=reported > 0)

    return formula


INDICATORS: dict[str, Indicator] = {
    i.name: i
    for i in (
        Indicator("per_million", "rate", _per_million),
        Indicator("count", "count", lambda table: table["clusters"].to_numpy().astype(float)),
        Indicator("share_completed", "share", _share("completed")),
        Indicator("share_in_progress", "share", _share("in_progress")),
    )
}
"""The first is the default: clusters per million inhabitants (census 2016)."""
