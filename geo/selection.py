"""The Selection: what a View shows of an Atlas. A pure function of the two."""

from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.atlas import GROUPS, STAGE_GROUPS, Atlas
from geo.class_breaks import class_breaks, classify
from geo.counting import count_provinces
from geo.filters import FILTERS, matches_text
from geo.indicators import INDICATORS
from geo.view import View


@dataclass(frozen=True)
class Selection:
    """Everything a panel or an export needs.

    on_file: the Atlas's clusters. rows: positions in them of the filtered ones, in the View's
    order.
    provinces: DataFrame indexed by province_iso, under every filter but the province's own:
    clusters, waiting, in_progress, completed, not_reported, on_file (unfiltered count), value (the
    metric), support (the clusters it rests on), class (see geo/class_breaks.py), chosen.
    stages: DataFrame indexed by stage, in order: group, selected, national (counts).
    options: for each filter, counts of its values under the other filters, in its order.
    groups: counts of the filtered set by GROUPS and not_reported; groups_on_file: the same,
    unfiltered.
    """

    view: View
    version: str
    on_file: gpd.GeoDataFrame
    rows: np.ndarray
    provinces: pd.DataFrame
    breaks: list[float]
    stages: pd.DataFrame
    options: dict[str, dict[str, int]]
    groups: dict[str, int]
    groups_on_file: dict[str, int]
    total_on_file: int

    @cached_property
    def clusters(self) -> gpd.GeoDataFrame:
        """The filtered rows in the View's order: points, EPSG:4326, all columns of the Atlas's.

        Made when first asked for: it is a copy.
        """
        return self.on_file.iloc[self.rows]

    @cached_property
    def unrecorded(self) -> tuple[str, ...]:
        """Those of the chosen provinces of which no cluster is on file.

        Nothing is known of them, which is not zero.
        """
        return tuple(
            code for code in self.view.chosen("province") if not self.provinces.at[code, "on_file"]
        )

    @property
    def is_unknown(self) -> bool:
        """Whether nothing is on file of what is looked at.

        Its counts are unknown then, and none of them is zero.
        """
        return bool(self.unrecorded) and len(self.unrecorded) == len(self.view.chosen("province"))

    @property
    def count(self) -> int:
        """How many clusters are left."""
        return len(self.rows)


def select(atlas: Atlas, view: View) -> Selection:
    """What `view` shows of `atlas`, which is the Atlas at the View's version and date.

    An empty selection is a result.
    """
    masks = {f.param: f.keep(atlas, view.chosen(f.param)) for f in FILTERS}
    masks["q"] = matches_text(atlas, view.text)
    keep = np.logical_and.reduce(list(masks.values()))
    options = {}
    for filter_ in FILTERS:
        others = np.logical_and.reduce([m for param, m in masks.items() if param != filter_.param])
        options[filter_.param] = dict(
            zip(filter_.values(atlas), filter_.counts(atlas, others).tolist(), strict=True)
        )
        if filter_.param == "province":
            fixed = _breaks_of_the_present(atlas, view, masks) if atlas.present else None
            provinces, breaks = _provinces(atlas, view, others, fixed)
    rows = np.flatnonzero(keep)
    selected = np.bincount(atlas.stage_codes[rows], minlength=len(atlas.stages))
    national = np.bincount(atlas.stage_codes, minlength=len(atlas.stages))
    return Selection(
        view=view,
        version=atlas.version,
        on_file=atlas.clusters,
        rows=_ordered(atlas, view, rows),
        provinces=provinces,
        breaks=breaks,
        stages=pd.DataFrame(
            {"group": atlas.stages["group"], "selected": selected, "national": national}
        ),
        options=options,
        groups=_by_group(atlas, selected),
        groups_on_file=_by_group(atlas, national),
        total_on_file=len(atlas.clusters),
    )


def _by_group(atlas: Atlas, counts: np.ndarray) -> dict[str, int]:
    totals = np.bincount(atlas.group_of_stage, weights=counts, minlength=len(GROUPS) + 1).astype(
        int
    )
    return dict(zip(STAGE_GROUPS, totals.tolist(), strict=True))


def _breaks_of_the_present(
    atlas: Atlas, view: View, masks: dict[str, np.ndarray]
) -> list[float] | None:
    """The class breaks of the same View at present, so that colours mean the same at every date.

    None where there are none.
    """
    assert atlas.present is not None
    stage = next(f for f in FILTERS if f.param == "stage")
    now = masks | {"stage": stage.keep(atlas.present, view.chosen("stage"))}
    others = np.logical_and.reduce([m for param, m in now.items() if param != "province"])
    return _provinces(atlas.present, view, others)[1] or None


def _provinces(
    atlas: Atlas, view: View, mask: np.ndarray, breaks: list[float] | None = None
) -> tuple[pd.DataFrame, list[float]]:
    """The table by province and its class breaks, `breaks` where they are given.

    What lies above given breaks is in the highest class.
    """
    indicator = INDICATORS[view.metric]
    counts = count_provinces(atlas, mask, indicator)
    on_file = np.bincount(atlas.province_codes, minlength=len(atlas.provinces))
    values, support = indicator.of(counts), indicator.support(counts)
    breaks = breaks or class_breaks(values, indicator.unit)
    chosen = set(view.chosen("province"))
    table = pd.DataFrame(
        {column: counts[column] for column in ("clusters", *STAGE_GROUPS)}
        | {
            "on_file": on_file,
            "value": values,
            "support": counts["clusters"] if support is None else support.astype(int),
            "class": classify(
                np.minimum(values, breaks[-1]) if breaks else values, breaks, on_file > 0
            ),
            "chosen": [code in chosen for code in atlas.provinces.index],
        },
        index=atlas.provinces.index,
    )
    return table, breaks


def _ordered(atlas: Atlas, view: View, rows: np.ndarray) -> np.ndarray:
    """`rows` in the View's order; what is missing comes last either way."""
    if not view.sort:
        return rows
    key = atlas.rank(view.sort.lstrip("-"), view.lang)[rows]
    return rows[np.argsort(-key if view.sort.startswith("-") else key, kind="stable")]
