"""What became of the cells of a file: every cell that holds something has one fate, and the fates add up to the file.

A row of a file is known by one number everywhere in a load (Problem.row, the index of checked records, Change.row, Likely.row). A file of one
table numbers its rows as a person does, from 1. The rows of the second, third, … table begin at TABLE_STEP, 2 × TABLE_STEP, …: `table_of` and
`row_in_sheet` take such a number apart, and `row_number` puts it together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

TABLE_STEP = 10_000_000
"""More than any sheet has rows."""


class Fate(StrEnum):
    """What became of a cell."""

    NAMES = "names"
    """A heading: it says what a column is."""
    TAKEN = "taken"
    """Taken as shown."""
    CONVERTED = "converted"
    ASKED = "asked"
    REFUSED = "refused"
    LEFT_OUT = "left_out"
    """Not taken, and named with its reason."""


@dataclass(frozen=True)
class LeftOut:
    """Cells that were not taken, and why. reason: a code that the catalogues put into words (`left_out.<reason>`).

    row: from 1, as a person sees it; 0 for the whole sheet. last: the last of several rows, `row` for one. column: from 0; None for all of the
    rows' cells. cells: how many of them hold something. value: the first of these, as written.
    """

    sheet: str
    row: int
    reason: str
    cells: int
    value: str = ""
    last: int = 0
    column: int | None = None


def row_number(table: int, row: int) -> int:
    """The number by which row `row` (from 1) of the `table`-th table (from 0) is known."""
    return table * TABLE_STEP + row


def table_of(number: int) -> int:
    """The table, from 0, in which a row stands."""
    return number // TABLE_STEP


def row_in_sheet(number: int) -> int:
    """The row as a person sees it, from 1."""
    return number % TABLE_STEP


def filled(rows: Iterable[Sequence[str]]) -> int:
    """How many cells hold something."""
    return sum(len(row) - row.count("") for row in rows)


def row_label(number: int) -> str:
    """A row as a person types it: 12, or 2:12 for row 12 of the second table. Inverse: `row_of_label`."""
    return f"{table_of(number) + 1}:{row_in_sheet(number)}" if table_of(number) else str(number)


def row_of_label(label: str) -> int:
    """The number of a row that `row_label` gives. Raises ValueError."""
    table, _, row = label.rpartition(":")
    return row_number(int(table) - 1 if table else 0, int(row))
