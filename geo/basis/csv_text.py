"""CSV as text: written so that no spreadsheet runs a cell as a formula, and read back."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pandas as pd

ROWS_AT_A_TIME = 10_000
LINE_END = "\r\n"
_QUOTE, _TO_QUOTE = '"', re.compile('[,"\r\n]')
RISKY = tuple("=+-@\t\r\n|%'＝＋－＠")


def disarm(text: str) -> str:
    """`text` as no spreadsheet will run it. Inverse: `rearm`."""
    return f"'{text}" if text.lstrip(" \xa0").startswith(RISKY) else text


def rearm(text: str) -> str:
    """What `disarm` was given."""
    return text[1:] if text.startswith("'") else text


def write_csv(rows: pd.DataFrame, headings: pd.DataFrame, lang: str) -> bytes:
    """`rows` as CSV with headings in `lang`; columns and order are those of `headings`."""
    head = csv_line(headings[f"heading_{lang}"])
    return "".join((head, *(f"{line}{LINE_END}" for line in csv_lines(rows, headings)))).encode(
        "utf-8-sig"
    )


def csv_line(cells: Iterable[str]) -> str:
    """A line of a CSV with its end."""
    return f"{','.join(map(quoted, cells))}{LINE_END}"


def quoted(cell: str) -> str:
    """A cell as it stands in a line of a CSV (RFC 4180, 2.5 to 2.7)."""
    return f'"{cell.replace(_QUOTE, 2 * _QUOTE)}"' if _TO_QUOTE.search(cell) else cell


def csv_lines(rows: pd.DataFrame, headings: pd.DataFrame) -> Iterator[str]:
    """The lines of a CSV without their ends, a row each; columns and order are those of `headings`.

    Each different text of a column is quoted once, which csv.writer would do for every cell.
    """
    for start in range(0, len(rows), ROWS_AT_A_TIME):
        # the cells of all rows take many times the memory of the frame
        few = rows.iloc[start : start + ROWS_AT_A_TIME]
        yield from map(
            ",".join,
            zip(
                *(_cells(few[column], kind) for column, kind in headings["kind"].items()),
                strict=True,
            ),
        )


def floats(column: pd.Series) -> list[float]:
    """The numbers of a column, NaN where there is none."""
    if column.dtype == float:
        return column.tolist()
    return column.astype("Float64").to_numpy(dtype=float, na_value=float("nan")).tolist()


def texts(column: pd.Series, say: Callable[[str], str]) -> list[str]:
    """What `say` makes of each text of a column of texts, empty for none.

    Most are said many times over: each different one is asked for once.
    """
    places, different = pd.factorize(column)
    said = [*map(say, different.to_numpy(dtype=object).tolist()), say("")]
    return np.array(said, dtype=object)[places].tolist()  # what is missing has the place -1


def _cells(column: pd.Series, kind: str) -> list[str]:
    """What stands in the lines of a CSV for each value of a column."""
    if kind == "number":
        return ["" if v != v else f"{v:.15g}" for v in floats(column)]
    return texts(
        column
        if isinstance(column.dtype, pd.StringDtype)
        else column.astype(object).where(column.notna(), "").map(str),
        lambda text: quoted(disarm(text)),
    )


def read_csv(content: bytes, headings: pd.DataFrame) -> pd.DataFrame:
    """The rows of a CSV that `write_csv` wrote, in either language.

    Text columns as written, number columns as floats.
    """
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    columns = {
        heading: column
        for lang in ("fa", "en")
        for column, heading in headings[f"heading_{lang}"].items()
    }
    frame = pd.DataFrame(rows[1:], columns=[columns.get(h, h) for h in rows[0]], dtype="str")
    for column, kind in headings["kind"].items():
        text = frame[column]
        frame[column] = (
            pd.to_numeric(text.where(text != "")) if kind == "number" else text.map(rearm)
        )
    return frame
