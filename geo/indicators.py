"""Indicators of a province: what the choropleth can show.

Each counts documented clusters, never the official totals.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Indicator:
    """A number for each province.

    name: its key in the catalogues and in the URL. unit: `count`, `rate` or `share`. formula: from
    one array a column of the province table (clusters, waiting, in_progress, completed,
    not_reported, population) to floats; NaN where it is not defined.
    """

    name: str
    unit: str
    formula: Callable[[Mapping[str, np.ndarray]], np.ndarray]


def _per_million(table: Mapping[str, np.ndarray]) -> np.ndarray:
    return table["clusters"] / table["population"] * 1_000_000


def _share(group: str) -> Callable[[Mapping[str, np.ndarray]], np.ndarray]:
    """Share among the clusters whose stage belongs to a group.

    An unknown stage is no evidence either way.
    """

    def formula(table: Mapping[str, np.ndarray]) -> np.ndarray:
        reported = (table["clusters"] - table["not_reported"]).astype(float)
        return np.divide(
            table[group], reported, out=np.full(len(reported), np.nan), where=reported > 0
        )

    return formula


INDICATORS: dict[str, Indicator] = {
    i.name: i
    for i in (
        Indicator("per_million", "rate", _per_million),
        Indicator("count", "count", lambda table: table["clusters"].astype(float)),
        Indicator("share_completed", "share", _share("completed")),
        Indicator("share_in_progress", "share", _share("in_progress")),
    )
}
"""The first is the default: clusters per million inhabitants (census 2016)."""
