"""Indicators: each declared once, as data, and the one formula that all of them have.

Everything that shows an indicator reads its declaration: the map and its legend, a comparison, the
tables, the About page's methods, the files, and the browser in the one file. Its words stand in the
catalogues under `indicator.NAME`. Each counts documented clusters, never the official totals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from geo.atlas import GROUPS

MEASURED = ("firms", "employment")
"""Figures of a cluster that an indicator may add up: the lower end of what was reported."""
REPORTING = {f"{figure}_reported": figure for figure in MEASURED}
"""Numbers of the clusters that report a figure, by column."""
POPULATION = "population"
"""People of the province, census 2016."""

Unit = Literal["count", "rate", "share", "average"]
Format = Literal["significant", "percent"]
Table = Literal["comparison", "provinces"]
TABLES: frozenset[Table] = frozenset({"comparison", "provinces"})
Counts = Mapping[str, np.ndarray]
"""What is counted of several things, an array a column with a place for each: see Indicator."""


@dataclass(frozen=True)
class Indicator:
    """A number for each province, or for each of other things compared.

    name: its key in the catalogues and in the URL. Its value is the sum of the columns `numerator`,
    divided by the sum of the columns `denominator` where there are any, times `scale`. Columns:
    `clusters`, STAGE_GROUPS (geo/atlas.py), MEASURED, REPORTING, POPULATION. unit: decides where
    classes are cut (geo/class_breaks.py). format: how a value is written. tables: where it has a
    row or a column of its own; left out where what it is made of already stands.
    """

    name: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    scale: float = 1
    unit: Unit = "count"
    format: Format = "significant"
    tables: frozenset[Table] = TABLES

    def of(self, counts: Counts) -> np.ndarray:
        """Its values; NaN where the denominator is zero."""
        above = sum_of(counts, self.numerator)
        if not self.denominator:
            return above * self.scale
        below = sum_of(counts, self.denominator)
        found = np.full(len(below), np.nan)
        return np.divide(above, below, out=found, where=below > 0) * self.scale

    def support(self, counts: Counts) -> np.ndarray | None:
        """On how many clusters each value rests; None where it is itself that number."""
        if self.is_count:
            return None
        of_some = self.denominator and not self.is_of_people
        return sum_of(counts, self.denominator) if of_some else counts["clusters"]

    @property
    def is_count(self) -> bool:
        """Whether it is the number of clusters itself."""
        return self.numerator == ("clusters",) and not self.denominator

    @property
    def is_of_people(self) -> bool:
        """Whether its denominator counts people.

        So it is defined for provinces alone, and for each of them.
        """
        return POPULATION in self.denominator

    @property
    def is_of_stages(self) -> bool:
        """Whether it is a share of stages: among clusters chosen by their stage it says nothing."""
        return bool(self.denominator) and set(self.numerator) <= set(GROUPS)

    @property
    def columns(self) -> frozenset[str]:
        """The columns that it is made of."""
        return frozenset(self.numerator + self.denominator)

    @property
    def words(self) -> tuple[str, ...]:
        """Its entries in the catalogues below `indicator.NAME`.

        name: what it is called. row: in a comparison. most: who leads, as the head of a title.
        value: one value, named. lacking, without and no_value: why there is none, in a title, in a
        legend and beside a province. title and text: its method.
        """
        row = ("row",) if "comparison" in self.tables else ()
        may_lack = self.denominator and not self.is_of_people
        lack = ("lacking", "without", "no_value") if may_lack else ()
        return ("name", *row, "most", "value", *lack, "title", "text")


def sum_of(counts: Counts, columns: tuple[str, ...]) -> np.ndarray:
    """The sum of columns, place by place, as floats."""
    return np.sum([counts[column] for column in columns], axis=0, dtype=float)


INDICATORS: dict[str, Indicator] = {
    i.name: i
    for i in (
        Indicator("per_million", ("clusters",), (POPULATION,), scale=1_000_000, unit="rate"),
        Indicator("count", ("clusters",), tables=frozenset()),
        Indicator(
            "share_completed",
            ("completed",),
            GROUPS,
            unit="share",
            format="percent",
            tables=frozenset({"comparison"}),
        ),
        Indicator(
            "share_in_progress",
            ("in_progress",),
            GROUPS,
            unit="share",
            format="percent",
            tables=frozenset(),
        ),
    )
}
"""In the order in which they are offered."""
DEFAULT = next(iter(INDICATORS))


def in_table(table: Table) -> list[Indicator]:
    """The indicators that stand in a table."""
    return [indicator for indicator in INDICATORS.values() if table in indicator.tables]
