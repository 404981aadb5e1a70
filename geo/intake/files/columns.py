"""The columns that are not taken, each named with the field that is nearest and why it is not."""

from collections.abc import Sequence

import pandas as pd

from geo.basis.errors import Problem
from geo.intake.files.cells import note
from geo.intake.files.grid import letters
from geo.intake.files.heading import Heading
from geo.intake.files.vocabulary import DATE, DOUBLE, LOW, SEVERAL, UNIT, Meaning
from geo.reference.fields import DERIVED

CODES = {
    "part": "column_part",
    "plan": "column_plan",
    "time": "column_time",
    "measure": "column_measure",
    SEVERAL: "column_several",
    UNIT: "column_unit",
    DATE: "column_date",
    LOW: "column_low",
    DOUBLE: "column_double",
}
"""The code of a Problem by the reason of a Meaning."""


def columns_left(
    file: str, heading: Heading, mapping: Sequence[str], cells: pd.DataFrame, table: pd.DataFrame
) -> list[Problem]:
    """A note for each column that holds anything and is not taken; those that the atlas derives
    itself are named in one.

    mapping: the field of each column. cells: of the rows, one column a column of the file. table:
    data/fields.csv, indexed by field.
    """
    notes, derived = [], []
    for position, (name, field) in enumerate(zip(heading.names, mapping, strict=True)):
        if field == DERIVED:
            derived.append(name)
        elif not field and (cells[position] != "").any():
            code, nearest = why_left(name, heading.meanings[position])
            allowed = (
                f"{table.at[nearest, 'heading_fa']}\n{table.at[nearest, 'heading_en']}"
                if nearest
                else ""
            )
            named = name or letters(position)
            notes.append(
                Problem(
                    code,
                    file,
                    heading.row + 1,
                    named,
                    heading.meanings[position].unit or named,
                    allowed,
                    "warning",
                    position,
                )
            )
    if derived:
        notes.append(note("columns_derived", file, heading.row, value="; ".join(derived)))
    return notes


def why_left(name: str, meaning: Meaning) -> tuple[str, str]:
    """The code of the note about a column that is not taken, and the field that is nearest."""
    if not name:
        return "column_unnamed", ""
    if meaning.field:
        return "column_let_go", meaning.field
    if not meaning.nearest:
        return "column_unknown", ""
    return CODES.get(meaning.reason, "column_near"), meaning.nearest
