"""A sheet: the cells of one table as text, at the rows and columns a person sees; and the bounds
within which one is held.

Rows and columns count from 0 here; in a Problem they are what the spreadsheet shows: rows from 1,
columns as letters. A merged range is
(first row, first column, last row, last column).
"""

from dataclasses import dataclass

from geo.basis.errors import DataError, Problem

MAX_BYTES = 100 * 1024 * 1024
MAX_COLUMNS = 200
MAX_ROWS = 300_000
MAX_CELLS = 10_000_000
"""Of all sheets of a file together, blank ones inside a table too: a cell takes memory whether
something stands in it or not.
"""

Range = tuple[int, int, int, int]


@dataclass(frozen=True)
class FileSheet:
    """One table: `rows` all of one length, row i is row i + 1 of the file; `notes` what a reader
    should know; `file` the file's name.

    is_text: the file was delimited text, in which a cell may have been armed against formulas (see
    geo/exports/rows.py). lengths: how many cells each
    of its rows has, for `rows` are all as long as the longest. is_hidden: nobody sees it, and it is
    not read for records. is_turned: its rows are the
    columns of the file's.
    """

    name: str
    rows: list[list[str]]
    notes: tuple[Problem, ...] = ()
    file: str = ""
    merged: tuple[Range, ...] = ()
    is_text: bool = False
    lengths: tuple[int, ...] = ()
    is_hidden: bool = False
    is_turned: bool = False


def letters(column: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(65 + place) + name
    return name


class Budget:
    """How many cells may still be held for one file; raises DataError when there are too many."""

    def __init__(self, file: str) -> None:
        self.file, self._left = file, MAX_CELLS

    def take(self, cells: int) -> None:
        """Count `cells` more."""
        self._left -= cells
        if self._left < 0:
            raise DataError([Problem("too_many_cells", self.file, allowed=str(MAX_CELLS))])

    def refuse_row(self, row: int) -> None:
        """Say that something stands in a row too far down."""
        raise DataError([Problem("too_many_rows", self.file, row + 1, allowed=str(MAX_ROWS))])

    def refuse_column(self, row: int, column: int) -> None:
        """Say that something stands in a column too far out."""
        raise DataError(
            [
                Problem(
                    "too_many_columns",
                    self.file,
                    row + 1,
                    letters(column),
                    allowed=str(MAX_COLUMNS),
                )
            ]
        )


class Grid:
    """Cells put one by one, in any order, into a table as large as its furthest cell that holds
    something.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._rows: dict[int, list[str]] = {}
        self._held = 0

    def put(self, row: int, column: int, text: str) -> None:
        """Put a cell; a blank one is nothing. Raises DataError outside the bounds."""
        if not text or text.isspace():
            return
        if column >= MAX_COLUMNS:
            self._budget.refuse_column(row, column)
        cells = self._rows.get(row)
        if cells is None:
            if row >= MAX_ROWS:
                self._budget.refuse_row(row)
            cells = self._rows[row] = []
        gap = column - len(cells)
        if gap < 0:
            cells[column] = text
            return
        self._budget.take(gap + 1)
        self._held += gap + 1
        if gap:
            cells.extend([""] * gap)
        cells.append(text)

    def repeat(self, row: int, times: int) -> None:
        """Put what stands in `row` into the `times` rows below it."""
        cells = self._rows.get(row)
        for below in range(row + 1, row + 1 + times) if cells else ():
            if below >= MAX_ROWS:
                self._budget.refuse_row(below)
            self._budget.take(len(cells or ()))
            self._held += len(cells or ())
            self._rows[below] = list(cells or ())

    def table(self) -> list[list[str]]:
        """All rows, blank ones between them too, of one length."""
        if not self._rows:
            return []
        height, width = max(self._rows) + 1, max(map(len, self._rows.values()))
        self._budget.take(height * width - self._held)
        for cells in self._rows.values():
            cells.extend([""] * (width - len(cells)))
        return [self._rows.get(row) or [""] * width for row in range(height)]
