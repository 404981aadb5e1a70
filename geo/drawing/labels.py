"""Where labels stand.

Inside their provinces, off each other, off the clusters where that can be had.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.drawing.plan import Area

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Wish:
    """A label that wants a place: its area, its lines as drawn, their width and height together."""

    area: Area
    lines: tuple[str, ...]
    width: float
    height: float


@dataclass(frozen=True)
class Label:
    """A label with its place: x, y of its middle."""

    code: str
    lines: tuple[str, ...]
    x: float
    y: float


STEPS = sorted(
    ((across / 2, down / 2) for across in range(-4, 5) for down in range(-8, 9)),
    key=lambda step: abs(step[0]) + abs(step[1]),
)
"""Places tried around the anchor, by halves of the label's width and by its height, the nearest
first.
"""
FAR, OUTSIDE, HIDES, COVERS = 0.4, 2.0, 2.5, 9.0
"""What it costs a label to stand a step from its anchor, with a side outside its area, over a
symbol, or over a number.
"""


def place_labels(
    wishes: Sequence[Wish],
    points: np.ndarray,
    frame: tuple[float, float],
    reach: np.ndarray,
    heavy: np.ndarray,
    kept_free: Sequence[Rectangle] = (),
) -> list[Label]:
    """Each wish in its turn at the place where it hides least.

    One whose middle would leave its area, or that would lie on another label, is left out.

    points: x, y of the symbols, no NaN. reach: half the width of each. heavy: which of them must
    not be hidden. kept_free: no label lies there.
    """
    taken = list(kept_free)
    placed = []
    for wish in wishes:
        best, least = None, np.inf
        rings = [np.asarray(r) for r in wish.area.rings]

        def is_outside(x: float, y: float, rings: Sequence[np.ndarray] = rings) -> bool:
            return not any(_inside((x, y), r) for r in rings)

        for across, down in STEPS:
            cost = FAR * (abs(across) + abs(down))
            if cost >= least:
                break
            x, y = (
                wish.area.anchor[0] + across * wish.width / 2,
                wish.area.anchor[1] + down * wish.height * 0.75,
            )
            box = (x - wish.width / 2, y - wish.height / 2, x + wish.width / 2, y + wish.height / 2)
            if (
                box[0] < 0
                or box[1] < 0
                or box[2] > frame[0]
                or box[3] > frame[1]
                or any(_meet(box, t) for t in taken)
            ):
                continue
            near = (np.abs(points[:, 0] - x) < wish.width / 2 + reach * 0.9) & (
                np.abs(points[:, 1] - y) < wish.height / 2 + reach * 0.8
            )
            cost += float((near * np.where(heavy, COVERS, HIDES)).sum())
            if cost >= least or is_outside(x, y):
                continue
            sides = [
                (x - wish.width * 0.4, y),
                (x + wish.width * 0.4, y),
                (x, y - wish.height * 0.4),
                (x, y + wish.height * 0.4),
            ]
            cost += OUTSIDE * sum(is_outside(*side) for side in sides)
            if cost < least:
                best, least = (x, y, box), cost
        if best and least < COVERS:
            taken.append(best[2])
            placed.append(Label(wish.area.code, wish.lines, best[0], best[1]))
    return placed


def _meet(a: Rectangle, b: Rectangle) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _inside(point: tuple[float, float], ring: np.ndarray) -> bool:
    """Whether a ray to the right crosses the ring an odd number of times."""
    x, y = point
    ax, ay = ring[:, 0], ring[:, 1]
    bx, by = np.roll(ax, -1), np.roll(ay, -1)
    crosses = (ay > y) != (by > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = ax + (y - ay) / (by - ay) * (bx - ax)
    return bool((crosses & (x < at)).sum() % 2)
