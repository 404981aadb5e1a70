"""Class breaks of a choropleth: few, round, printed in the legend."""

import math

import numpy as np

CLASSES = 5
NO_RECORD, UNDEFINED, ZERO = -3, -2, -1
"""Classes apart from the breaks: no record of the province on file; not defined under this filter;
exactly zero.
"""


def round_up(value: float, digits: int = 2) -> float:
    """`value` rounded up to so many significant digits."""
    if value <= 0:
        return 0.0
    scale = 10.0 ** (digits - 1 - math.floor(math.log10(value)))
    return math.ceil(value * scale - 1e-9) / scale


def class_breaks(values: np.ndarray, unit: str) -> list[float]:
    """Upper bounds of at most CLASSES classes over the values above zero, ascending.

    The last covers the greatest.

    Shares are cut at fixed fifths; counts and rates at quantiles, rounded up (whole numbers for
    counts).
    """
    positive = values[np.isfinite(values) & (values > 0)]
    if not len(positive):
        return []
    if unit == "share":
        return [0.2, 0.4, 0.6, 0.8, 1.0]
    bounds = np.quantile(positive, np.arange(1, CLASSES + 1) / CLASSES)
    rounded = [float(math.ceil(b)) if unit == "count" else round_up(float(b)) for b in bounds]
    return sorted(set(rounded))


def classify(values: np.ndarray, breaks: list[float], has_record: np.ndarray) -> np.ndarray:
    """Class of each value: 0 to len(breaks) - 1, or NO_RECORD, UNDEFINED, ZERO.

    A bound belongs to the class it closes.
    """
    classes = np.searchsorted(np.array(breaks), np.nan_to_num(values) - 1e-12, side="left").astype(
        int
    )
    classes = np.where(values == 0, ZERO, classes)
    classes = np.where(np.isnan(values), UNDEFINED, classes)
    return np.where(has_record, classes, NO_RECORD)
