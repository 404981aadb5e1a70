"""Counting clusters: the columns that indicators are made of, for any division of the clusters."""

from collections.abc import Collection

import numpy as np

from geo.atlas import STAGE_GROUPS, Atlas
from geo.indicators import MEASURED, POPULATION, REPORTING, Indicator


def count(
    atlas: Atlas, rows: np.ndarray, places: np.ndarray, size: int, columns: Collection[str] = ()
) -> dict[str, np.ndarray]:
    """What is counted of the clusters at `rows` (positions, or a mask), by column.

    Each cluster is in one of `size` places: arrays of that length.

    Always `clusters` and STAGE_GROUPS; of MEASURED and REPORTING those that `columns` name.
    """
    kinds = len(STAGE_GROUPS)
    cells = places * kinds + atlas.group_of_stage[atlas.stage_codes[rows]]
    grid = np.bincount(cells, minlength=size * kinds).reshape(size, kinds)
    counts = {"clusters": grid.sum(axis=1), **dict(zip(STAGE_GROUPS, grid.T, strict=True))}
    reported = {"firms": atlas.has_firms, "employment": atlas.has_employment}
    for figure in MEASURED:
        if figure in columns:
            values = atlas.clusters[figure].to_numpy(dtype=float, na_value=0)[rows]
            counts[figure] = np.bincount(places, weights=values, minlength=size)
    for column, figure in REPORTING.items():
        if column in columns:
            counts[column] = np.bincount(places[reported[figure][rows]], minlength=size)
    return counts


def count_provinces(
    atlas: Atlas, rows: np.ndarray, *indicators: Indicator
) -> dict[str, np.ndarray]:
    """The same by province, in the Atlas's order, with its people; all columns of `indicators`."""
    columns = frozenset[str]().union(*(indicator.columns for indicator in indicators))
    counts = count(atlas, rows, atlas.province_codes[rows], len(atlas.provinces), columns)
    return counts | {POPULATION: atlas.provinces["population"].to_numpy()}
