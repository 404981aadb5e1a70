"""Provenance: what tells whether a file's rows are those of a version of the records."""

import hashlib
import json

import pandas as pd


def rows_digest(rows: pd.DataFrame) -> str:
    """SHA-256, hex, of the rows of an export (`rows_for_export`, or read back from a file), whatever their order and that of their columns.

    Canonical form: a line of JSON with the names of the columns in alphabetical order, then one a row with its cells as texts, sorted; a
    number has up to 15 significant digits, what is missing is empty; UTF-8, each line ends with a line feed.
    """
    names = sorted(rows.columns)
    columns = [["" if pd.isna(v) else v if isinstance(v, str) else f"{v:.15g}" for v in rows[name]] for name in names]
    lines = sorted(_line(list(cells)) for cells in zip(*columns, strict=True))
    return hashlib.sha256("".join([_line(names), *lines]).encode()).hexdigest()


def _line(cells: list[str]) -> str:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")) + "\n"
