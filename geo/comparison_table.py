"""What a comparison gives: rows of cells, and a small map for each thing compared."""

from dataclasses import dataclass

import numpy as np

HIGHEST, LOWEST = "highest", "lowest"
ADDED_UP = ("firms", "employment")
"""The observed indicators that are added up over clusters."""


@dataclass(frozen=True)
class Cell:
    """What one thing has of one indicator. Nothing set: nothing is on file.

    value: a number, or the low end of a range up to `high`. name: (kind, code) of a province,
    trade, stage or text where the answer is no number; also: the codes of others that it ties with.
    is_level: that there are figures, but none of many stands out. unit: of this number, where the
    row has none of its own. as_of: the date as reported. source: its title and address. reported:
    how many clusters the number rests on, and of how many.
    """

    value: float | None = None
    high: float | None = None
    name: tuple[str, str] = ("", "")
    also: tuple[str, ...] = ()
    is_level: bool = False
    unit: str = ""
    as_of: str = ""
    source: tuple[str, str] = ("", "")
    reported: tuple[int, int] | None = None

    @property
    def top(self) -> float | None:
        """The number, or the high end of the range."""
        return self.high if self.high is not None else self.value


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator.

    unit: one of an Indicator (geo/indicators.py), `name`, `own` for each cell's, or a unit of
    data/indicators.csv. origin: where all of it comes from, a key of the catalogues.
    """

    name: str
    unit: str
    cells: tuple[Cell, ...]
    origin: str = "documented"

    @property
    def extremes(self) -> tuple[str, ...]:
        """HIGHEST or LOWEST by cell.

        Empty between them, where there is no number, or where all are equal.
        """
        known = [c.value for c in self.cells if c.value is not None]
        low, high = (min(known), max(known)) if known else (0.0, 0.0)
        if low == high:
            return ("",) * len(self.cells)
        return tuple(
            HIGHEST if c.value == high else LOWEST if c.value == low else "" for c in self.cells
        )

    @property
    def scale(self) -> float:
        """What a full bar stands for: the greatest of the row, or a whole."""
        return (
            1.0
            if self.unit == "share"
            else max((c.top for c in self.cells if c.top is not None), default=0.0)
        )


@dataclass(frozen=True)
class SmallMap:
    """One of the maps.

    classes: by province, see geo/class_breaks.py; empty where nothing is coloured. marked: the
    province itself, or empty. points: positions of clusters in the Atlas; others: of what is shown
    faintly beside them.
    """

    classes: dict[str, int]
    marked: str
    points: list[int]
    others: list[int]


@dataclass(frozen=True)
class Comparison:
    """What is held side by side, and what is shown of it.

    kind: of COMPARED. items: codes, in the reader's order. stages: one row a stage, in order, named
    `stage:code`: counts, or of clusters the dates of what is on record.

    breaks: shared by all maps; metric: what they show, a name of INDICATORS, or empty for none.
    """

    kind: str
    items: tuple[str, ...]
    rows: tuple[IndicatorRow, ...]
    stages: tuple[IndicatorRow, ...]
    maps: tuple[SmallMap, ...]
    breaks: list[float]
    metric: str

    def ordered_by(self, name: str, *, descending: bool) -> tuple[str, ...]:
        """The View's `compare` in the order of a row; what has no number comes last either way."""
        row = next(r for r in (*self.rows, *self.stages) if r.name == name)
        sign = -1 if descending else 1
        keys = [np.inf if c.value is None else sign * c.value for c in row.cells]
        return tuple(f"{self.kind}:{self.items[i]}" for i in np.argsort(keys, kind="stable"))


def unit_of(column: str) -> str:
    """The unit of an observed indicator; `own` where each record names its own."""
    return {
        "firms": "firms",
        "employment": "people",
        "output": "own",
        "sales": "bn_rial",
        "exports": "mn_usd",
    }.get(column, column)
