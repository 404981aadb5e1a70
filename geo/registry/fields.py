"""The fields of a record in a file: data/fields.csv, and how each is read into the columns of geo/registry/records.py."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.folding import clean_text
from geo.registry.read import Read
from geo.registry.records import TAG_KINDS
from geo.registry.values import ERROR_CELLS, Readers
from geo.tables import read_table

NUMBER_KINDS = ("count", "amount", "high_end")
DERIVED = "derived"
"""Stands for a column that the atlas writes and derives anew: known, not taken."""
COLUMNS = ["field", "kind", "required", "heading_fa", "heading_en", "also_called", "explain_fa", "explain_en", "example"]


@dataclass(frozen=True)
class Field:
    """One field: its reader, and whether its number may be a range, which fills `name` and `name_high`.

    read: gives Read() for a cell that says nothing is known. answered: what a cell says by the answer to a kind of question about it.
    """

    name: str
    kind: str
    is_required: bool
    read: Callable[[str], Read]
    answered: Callable[[str, str, str], Read]

    @property
    def is_range(self) -> bool:
        return self.kind in ("count", "amount")


def field_table(data: Path) -> pd.DataFrame:
    """data/fields.csv, indexed by field, in order."""
    return read_table(data / "fields.csv", COLUMNS).set_index("field")


def fields_of(table: pd.DataFrame, readers: Readers) -> dict[str, Field]:
    """The fields by name, in order."""
    by_kind: dict[str, Callable[[str], Read]] = {
        "id": readers.id,
        "text": readers.text,
        "province": readers.province,
        "places": readers.places,
        "longitude": readers.coordinate,
        "latitude": readers.coordinate,
        "trade": readers.trade,
        "stage": readers.stage,
        "date": readers.date,
        "count": readers.count,
        "amount": readers.amount,
        "high_end": readers.amount,
        "url": readers.url,
    }

    def reader(name: str, kind: str) -> Callable[[str], Read]:
        if kind == "codes":
            return said(lambda text: readers.tags(TAG_KINDS[name], text))
        return said(readers.name if name in ("name_fa", "name_en") else by_kind[kind], is_stage=kind == "stage")

    def said(read: Callable[[str], Read], *, is_stage: bool = False) -> Callable[[str], Read]:
        """`read`, for cells that say something: some words for nothing known are a stage."""

        def of_cell(text: str) -> Read:
            plain = clean_text(text)
            if plain in ERROR_CELLS:
                return Read(error="cell_error")
            return Read() if readers.is_blank(plain) and not (is_stage and readers.is_stage(plain)) else read(text)

        return of_cell

    return {
        str(name): Field(str(name), row["kind"], row["required"] == "yes", reader(str(name), row["kind"]), readers.answered) for name, row in table.iterrows()
    }
