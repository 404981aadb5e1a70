"""The fields of a record in a file: data/fields.csv, and how each is read into the columns of
geo/registry/records.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from geo.basis.folding import clean_text
from geo.intake.cell_result import CellResult
from geo.intake.quantities import Measure
from geo.intake.values import CellParsers, is_error_cell
from geo.reference.fields import NUMBER_KINDS
from geo.registry.records import TAG_KINDS


class CellReader(Protocol):
    """Reads a cell. unit: that of its column, as written; empty where the column names none."""

    def __call__(self, text: str, unit: str = "") -> CellResult:
        """What the cell says."""


@dataclass(frozen=True)
class Field:
    """One field: its reader, and whether its number may be a range, which fills `name` and
    `name_high`.

    read: gives Read() for a cell that says nothing is known. answered: what a cell says by the
    answer to a kind of question about it.
    measure: how its numbers are kept; None for what is no number.
    """

    name: str
    kind: str
    is_required: bool
    read: CellReader
    answered: Callable[[str, str, str], CellResult]
    measure: Measure | None = None

    @property
    def is_range(self) -> bool:
        """Whether its number may be a range."""
        return self.kind in ("count", "amount")


def fields_of(table: pd.DataFrame, readers: CellParsers) -> dict[str, Field]:
    """The fields by name, in order."""
    kinds = {str(name): str(row["kind"]) for name, row in table.iterrows()}
    by_kind: dict[str, Callable[[str], CellResult]] = {
        "id": readers.id,
        "text": readers.text,
        "province": readers.province,
        "places": readers.places,
        "longitude": readers.coordinate,
        "latitude": readers.coordinate,
        "trade": readers.trade,
        "stage": readers.stage,
        "date": readers.date,
        "url": readers.url,
    }

    def made(name: str, kind: str, is_required: bool) -> Field:
        if kind in NUMBER_KINDS:
            base = name.removesuffix("_high")
            measure = measure_of(base, kinds[base] == "count", readers)
            return Field(
                name, kind, is_required, said(readers.number(measure)), readers.answered, measure
            )
        if kind == "codes":
            return Field(
                name,
                kind,
                is_required,
                said(plain(lambda text: readers.tags(TAG_KINDS[name], text))),
                readers.answered,
            )
        read = readers.name if name in ("name_fa", "name_en") else by_kind[kind]
        return Field(
            name, kind, is_required, said(plain(read), is_stage=kind == "stage"), readers.answered
        )

    def plain(read: Callable[[str], CellResult]) -> CellReader:
        def of_text(text: str, unit: str = "") -> CellResult:
            del unit  # what is no number has none
            return read(text)

        return of_text

    def said(read: CellReader, *, is_stage: bool = False) -> CellReader:
        """`read`, for cells that say something: some words for nothing known are a stage."""

        def of_cell(text: str, unit: str = "") -> CellResult:
            clean = clean_text(text)
            if is_error_cell(clean):
                return CellResult(error="cell_error")
            return (
                CellResult()
                if readers.is_blank(clean) and not (is_stage and readers.stages.is_stage(clean))
                else read(text, unit)
            )

        return of_cell

    return {
        name: made(name, kind, table.at[name, "required"] == "yes") for name, kind in kinds.items()
    }


def measure_of(indicator: str, is_whole: bool, readers: CellParsers) -> Measure:
    """How the numbers of an indicator are kept."""
    row = readers.reference.indicators.loc[indicator]
    return Measure(readers.units.read(row["unit"]), (row["unit_fa"], row["unit_en"]), is_whole)
