"""Whether all records of a file were read: a record stays on file while its name stands in a part
that was not.
"""

from collections.abc import Collection, Iterable, Sequence

import pandas as pd

from geo.basis.folding import name_key
from geo.intake.files.account import LeftOut
from geo.intake.files.grid import FileSheet
from geo.registry.snapshot import is_among

_KNOWN = frozenset({"own_remarks", "sheet_list", "heading_repeated"})
"""What is known to hold no records, whatever names stand there."""


def names_missing(
    clusters: pd.DataFrame, there: Collection[str], provinces: frozenset[str] | None
) -> set[str]:
    """The keys of the names of clusters (table `clusters`) that the file lacks, of these provinces
    alone where some are given. there: their ids.
    """
    gone = ~is_among(clusters["cluster_id"], there)
    if provinces is not None:
        gone &= is_among(clusters["province_iso"], provinces)
    return {name_key(name) for name in clusters.loc[gone, "name_fa"]}


def sheets_with(
    names: Collection[str], left_out: Iterable[LeftOut], sheets: Sequence[FileSheet], file: str
) -> list[str]:
    """The sheets of which rows or tables that are no records, as far as was seen, hold one of these
    names alone in a cell; the file where it has no
    sheets.
    """
    by_name = {sheet.name: sheet for sheet in sheets}
    found = []
    for left in left_out:
        if left.column is not None or left.reason in _KNOWN or left.sheet not in by_name:
            continue
        rows = by_name[left.sheet].rows
        part = rows[left.row - 1 : max(left.last, left.row)] if left.row else rows
        if any(cell and name_key(cell) in names for row in part for cell in row):
            found.append(left.sheet or file)
    return list(dict.fromkeys(found))
