"""The apostrophe before a risky text of our CSV (geo/exports/rows.py), in a workbook that a
spreadsheet made of that CSV.

A workbook does not say whether it was a CSV once. So the text is taken as the sheet shows it,
unless that apostrophe is all in which it differs
from what is on file.
"""

from collections.abc import Mapping

import pandas as pd

from geo.basis.csv_text import disarm, rearm
from geo.basis.folding import clean_text
from geo.registry.records import TEXTS, widen
from geo.registry.snapshot import Snapshot


def without_guards(
    records: pd.DataFrame, ids: Mapping[int, str], old: Snapshot, stages: pd.Index
) -> pd.DataFrame:
    """`records` (RECORD_COLUMNS, indexed by row) with such texts as they are on file. ids: the
    record that each row is.
    """
    guarded = {
        column: [
            row
            for row, cell in zip(records.index.tolist(), records[column].tolist(), strict=True)
            if row in ids and _is_guarded(cell)
        ]
        for column in TEXTS
    }
    if not any(guarded.values()):
        return records
    wide, plain = widen(old, stages).set_index("cluster_id", drop=False), records.copy()
    for column, rows in guarded.items():
        for row in rows:
            bare = rearm(str(records.at[row, column]))
            if bare in (was := str(wide.at[ids[row], column]), clean_text(was)):
                plain.at[row, column] = bare
    return plain


def _is_guarded(cell: str) -> bool:
    return cell.startswith("'") and disarm(rearm(cell)) == cell
