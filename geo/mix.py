"""Mixes: how clusters divide among trades or stage groups, in one place against the whole.

The quotient is share here ÷ share nationally, of documented clusters. It has the form of a location
quotient, but counts clusters that somebody documented, not people employed: it says what the
records hold more of, not what the economy does.
"""

import numpy as np

FEW = 3
"""A quotient from fewer clusters than this in the place is told as resting on few."""
FEW_IN_ALL = 10
"""So is every quotient of a place with fewer clusters than this whose trade is known."""
COMPARABLE = 5
"""Provinces with fewer clusters than this are not compared: one cluster would turn their mix over.
"""


def shares(counts: np.ndarray) -> np.ndarray:
    """Counts along the last axis as shares of their sum; NaN where the sum is zero."""
    totals = counts.sum(axis=-1, keepdims=True).astype(float)
    return np.divide(counts, totals, out=np.full(counts.shape, np.nan), where=totals > 0)


def quotients(here: np.ndarray, national: np.ndarray) -> np.ndarray:
    """Share here ÷ share nationally, category by category; NaN where either is not defined."""
    whole = shares(national)
    return np.divide(
        shares(here), whole, out=np.full(len(here), np.nan), where=np.nan_to_num(whole) > 0
    )


def rests_on_few(here: np.ndarray) -> np.ndarray:
    """Whether each category's quotient rests on few clusters."""
    return (here < FEW) | (here.sum() < FEW_IN_ALL)


def similarity(one: np.ndarray, others: np.ndarray) -> np.ndarray:
    """1 − half the sum of absolute differences of shares.

    The part of the two mixes that is the same, 0 to 1. NaN where a mix is too small.

    one: counts by category. others: one row of counts each.
    """
    measured = 1 - np.abs(shares(others) - shares(one)).sum(axis=1) / 2
    enough = (others.sum(axis=1) >= COMPARABLE) & (one.sum() >= COMPARABLE)
    return np.where(enough, measured, np.nan)


def ranks(values: np.ndarray) -> np.ndarray:
    """Place of each value from the greatest, 1 first, equal where equal.

    0 where there is no value.
    """
    known = np.isfinite(values)
    greater = (values[None, :] > values[:, None]) & known[None, :]
    return np.where(known, greater.sum(axis=1) + 1, 0)
