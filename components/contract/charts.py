"""What a chart receives: a curve with its band, drawn from numbers."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tick:
    """A place on an axis that is named. at: in the axis's own unit."""

    at: float
    label: str


@dataclass(frozen=True)
class ChartAxis:
    """An axis from 0 to max."""

    max: float
    title: str
    ticks: Sequence[Tick]


@dataclass(frozen=True)
class Chart:
    """A curve with its band, and the same in words (alt).

    line: x and y; band: x, low and high. steps: a value stays until the next. guide: a height that
    is marked, None for none. legend: of the line and of the band.
    """

    title: str
    alt: str
    rtl: bool
    x: ChartAxis
    y: ChartAxis
    line: Sequence[tuple[float, float]]
    band: Sequence[tuple[float, float, float]]
    steps: bool
    guide: float | None
    legend: tuple[str, str]
