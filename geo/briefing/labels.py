"""Where labels stand: inside their provinces, off each other, off the clusters where that can be had."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.briefing.plan import Area


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


STEPS = (
    (0, 0),
    (0, 1),
    (0, -1),
    (0, 2),
    (0, -2),
    (0.5, 1),
    (-0.5, 1),
    (0.5, -1),
    (-0.5, -1),
    (1, 0),
    (-1, 0),
    (0, 3),
    (0, -3),
    (0.5, 2),
    (-0.5, 2),
    (0.5, 0),
    (-0.5, 0),
    (0.5, -2),
    (-0.5, -2),
    (0, 0.5),
    (0, -0.5),
    (1, 1),
    (-1, 1),
    (1, -1),
    (-1, -1),
)
"""Places tried around the anchor, by halves of the label's width and its height."""


def place_labels(wishes: Sequence[Wish], points: np.ndarray, frame: tuple[float, float], reach: float = 6.0) -> list[Label]:
    """Each wish in its turn at the place where it hides least; one whose middle would leave its area, or that would lie on another label, is left out.

    points: x, y of the symbols, no NaN. reach: half a symbol's width.
    """
    taken: list[tuple[float, float, float, float]] = []
    placed = []
    for wish in wishes:
        best, least = None, np.inf
        rings = [np.asarray(r) for r in wish.area.rings]
        for across, down in STEPS:
            x, y = wish.area.anchor[0] + across * wish.width / 2, wish.area.anchor[1] + down * wish.height * 0.75
            box = (x - wish.width / 2, y - wish.height / 2, x + wish.width / 2, y + wish.height / 2)
            if box[0] < 0 or box[1] < 0 or box[2] > frame[0] or box[3] > frame[1] or any(_meet(box, t) for t in taken):
                continue
            if not any(_inside((x, y), r) for r in rings):
                continue
            near = (abs(points[:, 0] - x) < wish.width / 2 + reach) & (abs(points[:, 1] - y) < wish.height / 2 + reach) if len(points) else np.zeros(0)
            sides = [(x - wish.width * 0.4, y), (x + wish.width * 0.4, y), (x, y - wish.height * 0.4), (x, y + wish.height * 0.4)]
            outside = sum(not any(_inside(side, r) for r in rings) for side in sides)
            cost = float(near.sum()) + outside * 2.5 + 0.4 * (abs(across) + abs(down))
            if cost < least:
                best, least = (x, y, box), cost
        if best:
            taken.append(best[2])
            placed.append(Label(wish.area.code, wish.lines, best[0], best[1]))
    return placed


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
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
