"""A change of a record: its fields before and after."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after; empty for nothing on file."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a file changes in one record. row: of the file, 0 where the record is not in it. kept:
    stages and their dates, beside the present one, that join its history.
    """

    cluster_id: str
    name: str
    province_iso: str
    row: int
    fields: tuple[FieldChange, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()


def cell_text(value: object) -> str:
    """A field's value as text, empty for nothing on file."""
    if isinstance(value, float):
        return "" if np.isnan(value) else f"{value:.15g}"
    return str(value)
