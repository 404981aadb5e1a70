"""The Selection: what a View shows of an Atlas. A pure function of the two."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.atlas import GROUPS, Atlas
from geo.class_breaks import class_breaks, classify
from geo.filters import FILTERS, matches_text
from geo.folding import name_key
from geo.indicators import INDICATORS
from geo.view import View


@dataclass(frozen=True)
class Selection:
    """Everything a panel or an export needs.

    clusters: GeoDataFrame of points, EPSG:4326, the filtered rows in the View's order. A subset of the Atlas's columns: all.
    provinces: DataFrame indexed by province_iso, under every filter but the province's own: clusters, waiting, in_progress, completed,
    not_reported, population, on_file (unfiltered count), value (the metric), class (see geo/class_breaks.py), chosen.
    stages: DataFrame indexed by stage, in order: group, selected, national (counts).
    options: for each filter, counts of its values under the other filters, in its order.
    groups: counts of the filtered set by GROUPS and not_reported; groups_on_file: the same, unfiltered.
    """

    view: View
    version: str
    clusters: gpd.GeoDataFrame
    provinces: pd.DataFrame
    breaks: list[float]
    stages: pd.DataFrame
    options: dict[str, dict[str, int]]
    groups: dict[str, int]
    groups_on_file: dict[str, int]
    total_on_file: int


def select(atlas: Atlas, view: View) -> Selection:
    """What `view` shows of `atlas`. An empty selection is a result."""
    masks = {f.param: f.keep(atlas, view.chosen(f.param)) for f in FILTERS}
    masks["q"] = matches_text(atlas, view.text)
    keep = np.logical_and.reduce(list(masks.values()))
    options = {}
    for filter_ in FILTERS:
        others = np.logical_and.reduce([m for param, m in masks.items() if param != filter_.param])
        options[filter_.param] = dict(zip(filter_.values(atlas), filter_.counts(atlas, others).tolist(), strict=True))
        if filter_.param == "province":
            provinces, breaks = _provinces(atlas, view, others)
    rows = np.flatnonzero(keep)
    stages = pd.DataFrame(
        {
            "group": atlas.stages["group"],
            "selected": np.bincount(atlas.stage_codes[rows], minlength=len(atlas.stages)),
            "national": np.bincount(atlas.stage_codes, minlength=len(atlas.stages)),
        }
    )
    return Selection(
        view=view,
        version=atlas.version,
        clusters=atlas.clusters.iloc[_ordered(atlas, view, rows)],
        provinces=provinces,
        breaks=breaks,
        stages=stages,
        options=options,
        groups=_by_group(stages, "selected"),
        groups_on_file=_by_group(stages, "national"),
        total_on_file=len(atlas.clusters),
    )


def _by_group(stages: pd.DataFrame, column: str) -> dict[str, int]:
    counts = {g: int(stages.loc[stages["group"] == g, column].sum()) for g in GROUPS}
    return counts | {"not_reported": int(stages.loc[stages["group"] == "none", column].sum())}


def _provinces(atlas: Atlas, view: View, mask: np.ndarray) -> tuple[pd.DataFrame, list[float]]:
    size = len(atlas.provinces)
    group_of_stage = np.array([GROUPS.index(g) if g in GROUPS else len(GROUPS) for g in atlas.stages["group"]])
    cells = atlas.province_codes[mask] * (len(GROUPS) + 1) + group_of_stage[atlas.stage_codes[mask]]
    grid = np.bincount(cells, minlength=size * (len(GROUPS) + 1)).reshape(size, -1)
    table = pd.DataFrame(grid, index=atlas.provinces.index, columns=[*GROUPS, "not_reported"])
    table.insert(0, "clusters", grid.sum(axis=1))
    table["population"] = atlas.provinces["population"]
    table["on_file"] = np.bincount(atlas.province_codes, minlength=size)
    indicator = INDICATORS[view.metric]
    values = indicator.formula(table)
    breaks = class_breaks(values, indicator.unit)
    table["value"] = values
    table["class"] = classify(values, breaks, table["on_file"].to_numpy() > 0)
    table["chosen"] = table.index.isin(view.chosen("province"))
    return table, breaks


def _ordered(atlas: Atlas, view: View, rows: np.ndarray) -> np.ndarray:
    """`rows` in the View's order; what is missing comes last either way."""
    if not view.sort:
        return rows
    column, descending = view.sort.lstrip("-"), view.sort.startswith("-")
    clusters, name = atlas.clusters, f"name_{view.lang}"
    if column in ("firms", "employment", "year"):
        key = clusters["stage_year_jalali" if column == "year" else column].astype("Float64").to_numpy(dtype=float, na_value=np.nan)[rows]
        key = -key if descending else key
        return rows[np.argsort(key, kind="stable")]
    if column == "stage":
        key = atlas.stage_codes[rows]
        return rows[np.argsort(-key if descending else key, kind="stable")]
    texts = {
        "name": clusters[name],
        "province": atlas.provinces[name].iloc[atlas.province_codes],
        "trade": pd.Series([*atlas.trades[name], ""]).iloc[atlas.trade_codes],
        "place": clusters[f"city_{view.lang}"],
    }[column].to_numpy()[rows]
    keys = [_alphabetic(t) for t in texts]
    order = sorted(range(len(rows)), key=lambda i: keys[i], reverse=descending)
    return rows[[i for i in order if keys[i]] + [i for i in order if not keys[i]]]


_PERSIAN_ORDER = str.maketrans({c: chr(0x600 + i) for i, c in enumerate("\u0627\u0628\u067e\u062a\u062b\u062c\u0686\u062d\u062e\u062f\u0630\u0631\u0632\u0698\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u06a9\u06af\u0644\u0645\u0646\u0648\u0647\u06cc")})


def _alphabetic(text: str) -> str:
    """A key that sorts Persian letters in their own order, which is not that of their code points."""
    return name_key(text).translate(_PERSIAN_ORDER)
