"""Gatherings: clusters that a picture cannot show apart, as one mark with their number.

The screen's map has the same.

A gathering stands on a place of its own clusters, that with most of them. Units are those of the
plan.
"""

from dataclasses import dataclass

import numpy as np

REACHES = (18.0, 26.0, 36.0, 50.0, 70.0)
"""How far from its own place a gathering takes clusters in: about the width of a symbol; further,
where there would be more than MOST marks.
"""
MOST = 130
SYMBOL = 6.0
"""Half the width of one cluster's symbol."""
NUMBER = 20.0
"""Size of the type of a gathering's number."""
FURTHEST = 26.0
"""How far a mark may stand from its place, so that it can be read."""
PASSES = 40


@dataclass(frozen=True)
class Gathering:
    """One mark for clusters that cannot be shown apart.

    x, y: where the mark stands. radius: half its width. members: positions of its clusters, in
    their order.
    """

    x: float
    y: float
    radius: float
    members: tuple[int, ...]


def radius_of(n: int) -> float:
    """Half the width of the mark of `n` clusters: as wide as its digits need."""
    return SYMBOL if n == 1 else 9.5 + 4.0 * len(str(n))


def gather(xy: np.ndarray, frame: tuple[float, float]) -> tuple[Gathering, ...]:
    """The marks of the clusters at `xy`, each in one, those with most clusters first.

    Clusters outside the plan, NaN, are in none.

    frame: width and height that no mark leaves.
    """
    inside = np.flatnonzero(~np.isnan(xy).any(axis=1))
    places, place_of = np.unique(xy[inside].round(1), axis=0, return_inverse=True)
    counts = np.bincount(place_of.reshape(-1), minlength=len(places))
    for reach in REACHES:
        centres, taken_by = _centres(places, counts, reach)
        if len(centres) <= MOST:
            break
    mark_of = taken_by[place_of.reshape(-1)]
    members = [tuple(inside[mark_of == mark].tolist()) for mark in range(len(centres))]
    radii = np.array([radius_of(len(m)) for m in members])
    at = step_aside(places[centres], radii, frame)
    made = [
        Gathering(round(float(x), 1), round(float(y), 1), r, m)
        for (x, y), r, m in zip(at, radii.tolist(), members, strict=True)
    ]
    return tuple(sorted(made, key=lambda g: -len(g.members)))


def _centres(places: np.ndarray, counts: np.ndarray, reach: float) -> tuple[list[int], np.ndarray]:
    """The places on which gatherings stand, and for each place which of them takes it in."""
    taken_by = np.full(len(places), -1)
    centres: list[int] = []
    for place in np.lexsort((places[:, 1], places[:, 0], -counts)).tolist():
        if taken_by[place] >= 0:
            continue
        near = (np.hypot(*(places - places[place]).T) < reach) & (taken_by < 0)
        taken_by[near] = len(centres)
        centres.append(place)
    return centres, taken_by


def step_aside(xy: np.ndarray, radii: np.ndarray, frame: tuple[float, float]) -> np.ndarray:
    """`xy` moved, none further than FURTHEST, until marks of these radii can be read.

    The heavier of two moves less.
    """
    if len(xy) < 2:
        return xy
    at = xy.astype(float)
    wanted = radii[:, None] + radii[None, :] + 2.5
    np.fill_diagonal(wanted, 0.0)
    weight = radii[None, :] ** 2 / (radii[:, None] ** 2 + radii[None, :] ** 2)
    for _ in range(PASSES):
        apart = at[:, None, :] - at[None, :, :]
        away = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 0.1)
        missing = np.maximum(wanted - away, 0.0)
        if not missing.any():
            break
        at += (apart / away[..., None] * (missing * weight)[..., None]).sum(axis=1) * 0.6
        moved = at - xy
        far = np.maximum(np.hypot(moved[:, 0], moved[:, 1]) / FURTHEST, 1.0)
        at = np.clip(xy + moved / far[:, None], radii[:, None], np.array(frame) - radii[:, None])
    return at
