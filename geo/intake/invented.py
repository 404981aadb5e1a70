"""Invented rows never join a real registry: what `./atlas demo` made says so in each row, in
whatever format it was taken away.
"""

from collections.abc import Sequence

from geo.basis.errors import DataError, Problem
from geo.basis.folding import fold
from geo.intake.files.rows import NAME
from geo.intake.files.sheet_tables import Table

_STRIPPED = " ()[]?\u061f"


def refuse_invented(tables: Sequence[Table], words: frozenset[str], file: str) -> None:
    """Raises DataError where a row says that it is invented: in the column that our files have for
    it, or at the end of its name.

    words: folded words for it, in both languages. A file is refused as a whole: of rows that lost
    their mark nothing tells that they are invented.
    """
    rows = [(table.sheet.name, number) for table in tables for number in _invented(table, words)]
    if rows:
        sheet, first = rows[0]
        several = len({table.sheet.name for table in tables}) > 1
        raise DataError(
            [
                Problem(
                    "rows_invented",
                    file,
                    first + 1,
                    value=str(len(rows)),
                    sheet=sheet if several else "",
                )
            ]
        )


def _invented(table: Table, words: frozenset[str]) -> list[int]:
    """The rows of a table, from 0, that say it."""
    marks = [
        column
        for column, name in enumerate(table.heading.names)
        if _plain(name) in words or not name
    ]
    names = [column for column, field in enumerate(table.mapping) if field == NAME]
    endings = tuple(f"({word})" for word in words)
    return [
        number
        for number in range(table.heading.row + 1, table.end)
        if any(_plain(table.sheet.rows[number][column]) in words for column in marks)
        or any(fold(table.sheet.rows[number][column]).endswith(endings) for column in names)
    ]


def _plain(cell: str) -> str:
    return fold(cell.replace("\u200c", " ")).strip(_STRIPPED)
