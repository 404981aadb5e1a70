"""What became of the cells of a file: every cell that holds something has one fate, and the fates
add up to the file.

A row of a file is known by one number everywhere in a load (Problem.row, the index of checked
records, Change.row, Likely.row). A file of one
table numbers its rows as a person does, from 1. The rows of the second, third, … table begin at
TABLE_STEP, 2 × TABLE_STEP, …: `table_of` and
`row_in_sheet` take such a number apart, and `row_number` puts it together.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

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


FATES = tuple(Fate)
NO_FATE = -1
"""Of a blank cell; else the place of its fate in FATES."""


@dataclass(frozen=True)
class LeftOut:
    """Cells that were not taken, and why. reason: a code that the catalogues put into words
    (`left_out.<reason>`).

    row: from 1, as a person sees it; 0 for the whole sheet. last: the last of several rows, `row`
    for one. column: from 0; None for all of the
    rows' cells. cells: how many of them hold something. value: the first of these, as written.
    """

    sheet: str
    row: int
    reason: str
    cells: int
    value: str = ""
    last: int = 0
    column: int | None = None


@dataclass(frozen=True)
class RowFates:
    """What became of the cells of the records of one table, as far as each cell alone tells.

    rows: their numbers (`row_number`). fates: int8, a row each and a column for each of the
    table's, as places in FATES; NO_FATE for a blank cell.
    names: how many cells of its heading hold something.
    """

    rows: np.ndarray
    fates: np.ndarray
    names: int


@dataclass(frozen=True)
class Account:
    """The fates of all cells of a file that hold something. cells: how many there are. left_out:
    those that were not taken, in the order of the file.
    """

    cells: int
    counts: Mapping[Fate, int]
    left_out: tuple[LeftOut, ...]


def account(
    cells: int,
    tables: Iterable[RowFates],
    left_out: Sequence[LeftOut],
    errors: Mapping[int, int],
    undecided: Iterable[int],
) -> Account:
    """Put the fates of a file together. errors: how many each refused row has. undecided: rows that
    wait for a decision.

    A refused row takes its cells with it; where nothing but an answer is missing, they wait for it.
    """
    counts: Counter[Fate] = Counter()
    waiting = set(undecided)
    taken, converted, asked, refused = (
        FATES.index(fate) for fate in (Fate.TAKEN, Fate.CONVERTED, Fate.ASKED, Fate.REFUSED)
    )
    for table in tables:
        counts[Fate.NAMES] += table.names
        fates = table.fates.copy()
        wrong = np.array([errors.get(row, 0) for row in table.rows.tolist()], dtype=int)
        open_ = (fates == asked).sum(axis=1)
        waits = np.isin(table.rows, list(waiting)) | ((open_ > 0) & (wrong == open_))
        would_go_in = (fates == taken) | (fates == converted)
        fates[would_go_in & waits[:, None]] = asked
        fates[would_go_in & ((wrong > 0) & ~waits)[:, None]] = refused
        for place, fate in enumerate(FATES):
            counts[fate] += int((fates == place).sum())
    counts[Fate.LEFT_OUT] = sum(left.cells for left in left_out)
    return Account(cells, counts, tuple(left_out))


def left_out_of(
    sheet: str,
    rows: np.ndarray,
    texts: Sequence[Sequence[str]],
    reasons: Mapping[tuple[int, str], np.ndarray],
) -> list[LeftOut]:
    """What was not taken of the records of a table, a column and a reason each. rows: as a person
    sees them. reasons: by column and reason, which rows.
    """
    found = []
    for (column, reason), mask in reasons.items():
        places = np.flatnonzero(mask)
        if len(places):
            first = LeftOut(
                sheet,
                int(rows[places[0]]),
                reason,
                len(places),
                texts[places[0]][column][:200],
                int(rows[places[-1]]),
                column,
            )
            found.append(first)
    return found


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
    """A row as a person types it: 12, or 2:12 for row 12 of the second table.

    Inverse: `row_of_label`.
    """
    return f"{table_of(number) + 1}:{row_in_sheet(number)}" if table_of(number) else str(number)


def row_of_label(label: str) -> int:
    """The number of a row that `row_label` gives. Raises ValueError."""
    table, _, row = label.rpartition(":")
    return row_number(int(table) - 1 if table else 0, int(row))
