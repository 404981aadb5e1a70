"""What next: the clusters that could start, in the order that the reader's own weights give.

A proposal; the committee decides.

Waiting are the stages before the contract. Each criterion gives each cluster a mark from 0 (least)
to 1 (most) by its place among the waiting ones looked at; equal figures get equal marks. The score
is the weighted mean of the marks. What is not on file gets the mark of the chosen rule: the middle
(0.5), which neither helps nor harms, or the lowest (0). How steady a place is: with weights drawn
about the chosen ones (Dirichlet), how often the cluster is among the first TOP. Those who tie for
the last of these places share what is left of them, so that equal clusters are equally steady.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.reference.gazetteer import PROVINCE
from geo.stages.steps import Bools, Floats

WAITING = ("identified", "prioritised", "feasibility")
CRITERIA = ("jobs", "output", "exports", "readiness", "nearness", "gap")
"""jobs: people employed. output: yearly output, among those of the same unit. exports: million US
dollars. readiness: networks and consortia on file, the only recorded signs that firms already work
together. nearness: great-circle distance to the nearest project under way or finished, the nearer
the higher. gap: projects under way or finished per million inhabitants of the province, the fewer
the higher.
"""
FEWER_IS_MORE = frozenset({"nearness", "gap"})
MISSING_RULES = {"middle": 0.5, "lowest": 0.0}
WEIGHTS = dict.fromkeys(CRITERIA, 3)
MOST = 5
"""Weights are whole numbers from 0 to MOST."""
TOP = 10
DRAWS = 400
CONCENTRATION = 30.0
"""Sum of the Dirichlet's parameters: a weight of one in six is drawn between about a twelfth and a
quarter, nine times in ten.
"""
EARTH_RADIUS = 6371.0088
"""Kilometres, mean."""
DECIMALS = 12
"""Decimals to which scores are equal."""
COMPARABLE_FROM = 2
"""Figures of one unit that can be set in order."""


@dataclass(frozen=True)
class Ranking:
    """The waiting clusters in the order of the reader's weights.

    frame: one row a waiting cluster, the first first: row (position in the clusters given), score,
    place, steady (share of draws among the first TOP), a column of each of CRITERIA (the figure,
    NaN where not on file), mark_<criterion> and part_<criterion> (parts sum to the score). weights:
    those in use, summing to 1. on_file: clusters with a figure, by criterion.
    """

    frame: pd.DataFrame
    weights: dict[str, float]
    on_file: dict[str, int]


def distances(clusters: gpd.GeoDataFrame, is_waiting: Bools, is_begun: Bools) -> Floats:
    """Kilometres from each waiting cluster to the nearest begun one.

    NaN where its place is known only by province, or none has begun.
    """
    located = (clusters["precision"] != PROVINCE).to_numpy()
    found = np.full(len(clusters), np.nan)
    begun, asked = np.flatnonzero(is_begun & located), np.flatnonzero(is_waiting & located)
    if len(begun) and len(asked):
        # of many megabytes, which whoever ranks nothing does without
        from scipy.spatial import cKDTree

        lon, lat = (
            np.radians(clusters.geometry.x.to_numpy()),
            np.radians(clusters.geometry.y.to_numpy()),
        )
        on_sphere = np.column_stack(
            [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]
        )
        chord, _ = cKDTree(on_sphere[begun]).query(on_sphere[asked])
        found[asked] = 2 * EARTH_RADIUS * np.arcsin(np.clip(chord / 2, 0, 1))
    return found


def scores(values: Floats, *, fewer_is_more: bool = False) -> Floats:
    """0 for the least, 1 for the most, by place.

    0.5 for one alone or where all are equal; NaN where nothing is on file.
    """
    given = ~np.isnan(values)
    found = np.full(len(values), np.nan)
    if given.any():
        from scipy.stats import rankdata

        places = rankdata(-values[given] if fewer_is_more else values[given], method="average") - 1
        most = given.sum() - 1
        found[given] = places / most if most else 0.5
    return found


def score_table(figures: pd.DataFrame, units: pd.Series) -> pd.DataFrame:
    """The marks of a table of figures, columns CRITERIA.

    Output is compared only within one of `units`, and NaN where it has no like.
    """
    table = pd.DataFrame(
        {
            c: scores(figures[c].to_numpy(dtype=float), fewer_is_more=c in FEWER_IS_MORE)
            for c in CRITERIA
            if c != "output"
        }
    )
    output = figures["output"].to_numpy(dtype=float)
    found = np.full(len(figures), np.nan)
    for unit in units.unique():
        same = (units == unit).to_numpy() & ~np.isnan(output)
        if unit and same.sum() >= COMPARABLE_FROM:
            found[same] = scores(output[same])
    return table.assign(output=found)[list(CRITERIA)]


def ranking(
    figures: pd.DataFrame, table: pd.DataFrame, weights: Mapping[str, int], missing: str, seed: int
) -> Ranking:
    """The Ranking of `figures` (columns CRITERIA and row) by their `table` of marks.

    A criterion that no cluster has on file counts for nothing; where all others have the weight 0,
    they count alike.
    """
    from scipy.stats import rankdata

    given = table[list(CRITERIA)].to_numpy(dtype=float)
    is_used = (~np.isnan(given)).any(axis=0)
    chosen = np.where(is_used, [float(weights.get(c, 0)) for c in CRITERIA], 0.0)
    chosen = chosen if chosen.any() else is_used.astype(float)
    chosen = chosen / max(chosen.sum(), 1.0)
    filled = np.where(np.isnan(given), MISSING_RULES[missing], given)
    parts = filled * chosen
    score = np.round(parts.sum(axis=1), DECIMALS)
    order = np.argsort(-score, kind="stable")
    columns: dict[str, object] = {
        "row": figures["row"].to_numpy()[order],
        "score": score[order],
        "steady": _steadiness(filled, chosen, seed)[order],
    }
    columns["place"] = rankdata(-score[order], method="min").astype(int)
    for at, criterion in enumerate(CRITERIA):
        columns[criterion] = figures[criterion].to_numpy(dtype=float)[order]
        columns[f"mark_{criterion}"], columns[f"part_{criterion}"] = (
            given[order, at],
            parts[order, at],
        )
    return Ranking(
        frame=pd.DataFrame(columns),
        weights=dict(zip(CRITERIA, chosen.tolist(), strict=True)),
        on_file={c: int((~np.isnan(given[:, at])).sum()) for at, c in enumerate(CRITERIA)},
    )


def _steadiness(filled: Floats, chosen: Floats, seed: int) -> Floats:
    """Share of DRAWS of the weights in which each row is among the first TOP.

    Rows that tie for the last of these places share what is left of them.
    """
    count = len(filled)
    if count <= TOP:
        return np.ones(count)
    used = np.flatnonzero(chosen)
    drawn = np.random.default_rng(seed).dirichlet(chosen[used] * CONCENTRATION, DRAWS)
    scores = np.round(drawn @ filled[:, used].T, DECIMALS)
    # rows that no draw lifts over the TOP-th of a few good ones cannot be among the first: only the
    # others are set in order
    good = np.argsort(-(filled @ chosen), kind="stable")[: 4 * TOP]
    floor = np.partition(scores[:, good], -TOP, axis=1)[:, [-TOP]]
    able = np.flatnonzero((scores >= floor).any(axis=0))
    mine = scores[:, able]
    last = np.partition(mine, -TOP, axis=1)[:, [-TOP]]
    ahead, level = mine > last, mine == last
    left = (TOP - ahead.sum(axis=1, keepdims=True)) / level.sum(axis=1, keepdims=True)
    steady = np.zeros(count)
    steady[able] = (ahead + level * left).mean(axis=0)
    return steady
