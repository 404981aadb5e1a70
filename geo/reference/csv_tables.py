"""Reading the CSV files of data/.

UTF-8, a header row, every cell as text, and the row number a person sees in the file.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from geo.basis.errors import DataError, Problem


def read_table(path: Path, columns: list[str], optional: Sequence[str] = ()) -> pd.DataFrame:
    """All rows of `path` as stripped text, with `columns` and those of `optional` that it has.

    The index is the row number in the file (header = 1).

    Raises DataError: missing, empty, not UTF-8, not CSV, columns missing, a row of the wrong
    length.
    """
    name = path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise DataError([Problem("file_missing", name)]) from None
    except UnicodeDecodeError as error:
        raise DataError([Problem("file_not_utf8", name, value=f"byte {error.start}")]) from None
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise DataError([Problem("file_not_csv", name, value=str(error))]) from None
    if not rows or not any(rows[0]):
        raise DataError([Problem("file_empty", name)])
    header = [cell.strip() for cell in rows[0]]
    missing = [c for c in columns if c not in header]
    if missing:
        raise DataError([Problem("column_missing", name, 1, column) for column in missing])
    body = [
        (number, row) for number, row in enumerate(rows[1:], 2) if any(cell.strip() for cell in row)
    ]
    if not body:
        raise DataError([Problem("file_without_rows", name)])
    ragged = [
        Problem("row_length", name, n, value=str(len(row)), allowed=str(len(header)))
        for n, row in body
        if len(row) != len(header)
    ]
    if ragged:
        raise DataError(ragged)
    frame = pd.DataFrame(
        [[cell.strip() for cell in row] for _, row in body],
        columns=header,
        index=[n for n, _ in body],
        dtype="str",
    )
    return frame[[c for c in header if c in columns or c in optional]]


def column_headings(data: Path) -> pd.DataFrame:
    """The columns of the CSV in order, indexed by name.

    kind (text, number, date: ISO 8601), heading_fa, heading_en.
    """
    return read_table(
        data / "columns.csv", ["column", "kind", "heading_fa", "heading_en"]
    ).set_index("column")
