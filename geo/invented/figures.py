"""Invented figures and tags for invented records, as patchy as an office's own.

Most blank, some as ranges, some told twice and not alike.

Units of output stand in data/demo_words.csv, kind `unit`, by ISIC division; a trade that is not
there has no output on file.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.registry.snapshot import Row

MEDIANS: dict[str, tuple[float, float]] = {
    "output": (3000, 0.25),
    "sales": (400, 0.12),
    "exports": (3, 0.18),
    "networks": (2, 0.15),
    "consortia": (1, 0.08),
}
"""Median of the figure, share of the clusters that have one."""
SPREAD = 1.0
"""Standard deviation of the logarithm of a figure."""
RANGED, RANGE = 0.2, 1.25
"""Share of the measured figures that are told as a range, and its high end over its low one."""
COUNTED = frozenset({"networks", "consortia"})
"""Figures that are small counts, never ranges."""
TOLD_TWICE, APART = 0.05, 0.2
"""Share of the clusters of which a second source tells a figure otherwise, and how far it may be
off.
"""
TAGGED = {"shortfall": 0.3, "body": 0.25}
"""Shares of the clusters with tags of each kind."""
TAGS = 3
"""The most tags of one kind."""
FIRST_YEAR, LAST_YEAR = 1395, 1404
"""Jalali years that the figures are of."""


@dataclass(frozen=True)
class Owner:
    """An invented cluster whose figures are made up.

    Its id, ISIC division (empty for none), source, and the source that tells some figures
    otherwise.
    """

    cluster_id: str
    division: str
    source: str
    other_source: str


def demo_observations(
    owners: list[Owner],
    units: dict[str, str],
    output_units: dict[str, str],
    recorded: str,
    seed: int,
) -> Iterable[Row]:
    """Rows of observations. `units` by indicator, `output_units` by ISIC division."""
    rng = np.random.default_rng([seed, 2])
    years = rng.integers(FIRST_YEAR, LAST_YEAR + 1, len(owners))
    for name, (median, share) in MEDIANS.items():
        has, twice, ranged = (
            rng.random(len(owners)) < share,
            rng.random(len(owners)) < TOLD_TWICE,
            rng.random(len(owners)) < RANGED,
        )
        values = rng.lognormal(
            np.log(median), SPREAD if name not in COUNTED else SPREAD / 3, len(owners)
        )
        off = 1 + rng.uniform(-APART, APART, len(owners))
        for n in np.flatnonzero(has):
            owner, value = owners[n], float(values[n])
            unit = output_units.get(owner.division, "") if name == "output" else units[name]
            if unit:
                low = max(float(round(value)), 1.0) if name in COUNTED else _rounded(value)
                high = low if name in COUNTED or not ranged[n] else _rounded(value * RANGE)
                yield (
                    owner.cluster_id,
                    name,
                    low,
                    high,
                    unit,
                    str(years[n]),
                    recorded,
                    owner.source,
                )
                if twice[n] and name not in COUNTED:
                    other = _rounded(value * off[n])
                    yield (
                        owner.cluster_id,
                        name,
                        other,
                        other,
                        unit,
                        str(years[n]),
                        recorded,
                        owner.other_source,
                    )


def demo_tags(owners: list[Owner], tags: pd.DataFrame, seed: int) -> Iterable[Row]:
    """Rows of tags, drawn from `tags` (columns kind, tag)."""
    rng = np.random.default_rng([seed, 3])
    for kind, share in TAGGED.items():
        known = tags.loc[tags["kind"] == kind, "tag"].tolist()
        for n in np.flatnonzero(rng.random(len(owners)) < share):
            for tag in rng.permutation(known)[: rng.integers(1, TAGS + 1)]:
                yield (owners[n].cluster_id, kind, str(tag), owners[n].source)


def _rounded(value: float) -> float:
    """Two figures that count, as offices tell them, and at least a tenth."""
    return max(float(f"{value:.2g}"), 0.1) if value < 1 else float(round(float(f"{value:.2g}"), 1))
