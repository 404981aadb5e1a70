"""Findings: what a row of figures lets a sentence claim.

One rule for every panel, file and headline.

A finding names all that tie, or says how many they are. It says how many clusters it rests on where
these are fewer than FEW. Where nothing stands out, because all are equal or only one has a figure,
it is level, and no sentence may say that one leads. What has no figure is unknown: it neither leads
nor counts among those compared.
"""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd

FEW = 5
"""A figure that rests on fewer clusters than this is never told without their number: one more
would turn it over.
"""
NAMED = 4
"""So many that tie are named; of more only the number is told."""
CLOSE = 1e-9
"""Figures whose difference is no greater, measured by the greater, are equal: shares are quotients
of whole numbers.
"""


@dataclass(frozen=True)
class Finding:
    """Who has the highest, or lowest, of some figures.

    keys: all that share the highest, or lowest, figure, in the order of the row. value: that
    figure. compared: how many have a figure. support: the fewest and the most clusters that any of
    them rests on, where the fewest are fewer than FEW; else None.
    """

    keys: tuple[Hashable, ...]
    value: float
    compared: int
    support: tuple[int, int] | None = None

    @property
    def is_level(self) -> bool:
        """Whether nothing stands out."""
        return len(self.keys) == self.compared


@dataclass(frozen=True)
class Place:
    """Where one stands among others.

    Its rank from the greatest, 1 first, equal where equal; how many others share it; among how many
    that have a figure.
    """

    rank: int
    level_with: int
    among: int


def leaders(
    values: pd.Series, support: pd.Series | None = None, *, lowest: bool = False
) -> Finding | None:
    """Who has the highest of `values`, or the lowest.

    None where nothing has a figure (NaN is none).

    support: by the same index, how many clusters each figure rests on; left out where the figures
    are themselves counts of clusters.
    """
    known = values.dropna().astype(float)
    if known.empty:
        return None
    value = float(known.min() if lowest else known.max())
    keys = known.index[_equal(known.to_numpy(), value)]
    rests_on = None
    if support is not None:
        fewest, most = int(support[keys].min()), int(support[keys].max())
        rests_on = (fewest, most) if fewest < FEW else None
    return Finding(tuple(keys), value, len(known), rests_on)


def place(values: pd.Series, key: Hashable) -> Place | None:
    """The place of one among all of `values`; None where it has no figure."""
    own = float(values[key])
    if np.isnan(own):
        return None
    known = values.dropna().to_numpy(dtype=float)
    equal = _equal(known, own)
    return Place(int(((known > own) & ~equal).sum()) + 1, int(equal.sum()) - 1, len(known))


def foremost(values: pd.Series, most: int) -> list[Hashable]:
    """The first of `values` by size, at most so many and never a part of those that tie.

    Empty where even the first are more, or nothing exceeds zero.
    """
    known = values[values > 0].sort_values(ascending=False, kind="stable")
    if len(known) > most:
        known = known[known > known.iloc[most]]
    return list(known.index)


def _equal(values: np.ndarray, value: float) -> np.ndarray:
    return np.isclose(values, value, rtol=CLOSE, atol=0.0)
