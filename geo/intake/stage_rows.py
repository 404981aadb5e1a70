"""Tables with a row for each stage: a cluster has several rows, which differ in the stage, its date
and figures, and say else the same.

They become one record: in the stage that is furthest, or that their dates say came last; with the
other dated stages and figures in its history.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import pandas as pd

from geo.basis.errors import DataError, Problem
from geo.basis.folding import name_key
from geo.basis.jalali import span
from geo.intake.check import Checked
from geo.intake.dated import dated_frame
from geo.intake.fields import Field
from geo.intake.files.account import row_in_sheet
from geo.intake.files.rows import ID, NAME, PROVINCE
from geo.intake.match import is_own
from geo.intake.read_columns import Layout
from geo.intake.stage_columns import STAGE, STAGE_DATE
from geo.intake.stage_order import present
from geo.reference.fields import NUMBER_KINDS
from geo.registry.records import NUMBERS, OBSERVED, TEXTS
from geo.registry.timeline import UNKNOWN

FIGURES_DATE = "figures_date"
NOTES = ("note_fa", "note_en")
_TOLD = (STAGE, STAGE_DATE, FIGURES_DATE)
_MAY_DIFFER = frozenset(
    {NAME, *_TOLD, "stage_as_reported", ID, PROVINCE, *NOTES, "source_title", "source_url"}
)
"""Fields that may differ in the rows of one cluster, beside its numbers."""
_OF_THE_STAGE = (STAGE, STAGE_DATE, "stage_as_reported")
_OF_A_ROW = ("source_title", "source_url")


def rows_together(
    cells: pd.DataFrame, layout: Layout, fields: Mapping[str, Field]
) -> tuple[pd.DataFrame, dict[int, int]]:
    """The rows, each with its cluster's name and province; and of the rows that are of one cluster,
    the first of them. None where a cluster has one row.

    cells: of the records, a column each of the file, indexed by row. Raises DataError: rows of one
    cluster have dates, and no column says of what.
    """
    at = {field: position for position, field in enumerate(layout.fields) if field}
    if NAME not in at or not any(field in at for field in _TOLD):
        return cells, {}
    said = [at[field] for field in _TOLD if field in at]
    same = [
        position
        for field, position in at.items()
        if field in fields and field not in _MAY_DIFFER and fields[field].kind not in NUMBER_KINDS
    ]
    cells = _named(cells, at, said, same)
    together = _groups(cells, at, said, same)
    if together and STAGE not in at and FIGURES_DATE not in at:
        row = next(row for row, first in together.items() if row != first)
        raise DataError(
            [
                Problem(
                    "layout_row_a_stage",
                    layout.file,
                    row,
                    value=str(cells.at[row, at[NAME]])[:200],
                    sheet=layout.sheet,
                )
            ]
        )
    return cells, together


def _named(
    cells: pd.DataFrame, at: Mapping[str, int], said: list[int], same: list[int]
) -> pd.DataFrame:
    """The name that stands once over its stages in each row of them; nothing where only one row
    lacks a name.
    """
    name, province = at[NAME], at.get(PROVINCE)
    nameless = (cells[name] == "") & (cells[said] != "").any(axis=1)
    if nameless.sum() < 2 and not (nameless.sum() == 1 and len(cells) == 2):
        return cells
    rows = {int(n): row for n, row in zip(cells.index, cells.to_numpy().tolist(), strict=True)}
    owner: list[str] | None = None
    changed = False
    for n, row in rows.items():
        if row[name]:
            owner = row
        elif (
            owner is not None
            and nameless[n]
            and all(
                not row[p] or row[p] == owner[p]
                for p in (*same, *([province] if province is not None else []))
            )
        ):
            row[name] = owner[name]
            if province is not None:
                row[province] = owner[province]
            changed = True
        else:
            owner = None
    return (
        pd.DataFrame(list(rows.values()), index=cells.index, columns=cells.columns, dtype="str")
        if changed
        else cells
    )


def _groups(
    cells: pd.DataFrame, at: Mapping[str, int], said: list[int], same: list[int]
) -> dict[int, int]:
    names = cells[at[NAME]]
    again = cells[names.ne("") & names.duplicated(keep=False)]
    if again.empty:
        return {}
    province = (
        again[at[PROVINCE]].map(name_key) if PROVINCE in at else pd.Series("", index=again.index)
    )
    groups = [
        group
        for _, group in again.groupby([again[at[NAME]].map(name_key), province], sort=False)
        if _differ(group, said, same, at.get(ID))
    ]
    if len(groups) > 1 or any(len(group) > 2 or len(group) == len(cells) for group in groups):
        return {int(n): int(group.index[0]) for group in groups for n in group.index}
    return {}


def _differ(group: pd.DataFrame, said: list[int], same: list[int], code: int | None) -> bool:
    """Whether rows of one name differ in their stages or dates and say nothing else that
    differs.
    """
    if (
        len(group) < 2
        or group[said].drop_duplicates().shape[0] < len(group)
        or (group[said] == "").all(axis=1).any()
    ):
        return False
    if code is not None and len({cell for cell in group[code] if is_own(cell)}) > 1:
        return False
    return all(len({cell for cell in group[position] if cell}) < 2 for position in same)


class TellsOfRows(Protocol):
    """What problems of rows are told by: the layout of a table, or those of several."""

    @property
    def fields(self) -> Sequence[str]:
        """The field of each column; none of several tables."""

    def problem(
        self,
        code: str,
        row: int,
        field: str,
        value: str,
        *,
        allowed: str = "",
        level: str = "error",
    ) -> Problem:
        """A problem of a row, in its place."""


@dataclass(frozen=True)
class Folded:
    """The records, each of the first of its rows; and which cells were not taken because a further
    stage was reached (row and position).
    """

    checked: Checked
    passed: frozenset[tuple[int, int]]


def fold_rows(
    checked: Checked, together: Mapping[int, int], layout: TellsOfRows, stages: pd.Index
) -> Folded:
    """Make one record of the rows of each cluster; a cluster of which one row cannot be taken is
    refused with all of them.
    """
    if not together:
        return Folded(checked, frozenset())
    place = {str(stage): number for number, stage in enumerate(stages)}
    mine = checked.records[checked.records.index.isin(list(together))]
    by_first: dict[int, list[int]] = {}
    for row, first in together.items():
        by_first.setdefault(first, []).append(row)
    problems: list[Problem] = []
    made: dict[int, dict[str, object]] = {}
    dated: list[tuple[int, dict[str, object]]] = []
    passed: set[tuple[int, int]] = set()
    at = layout.fields.index(STAGE) if STAGE in layout.fields else None
    refused = set(checked.refused)
    known = {
        int(n): row for n, row in zip(mine.index.tolist(), mine.to_dict("records"), strict=True)
    }
    for first, rows in by_first.items():
        wrong = [row for row in rows if row in refused]
        if wrong:
            problems += [
                layout.problem("row_of_refused", row, NAME, "", allowed=str(row_in_sheet(wrong[0])))
                for row in rows
                if row not in refused
            ]
            continue
        records = {row: known[row] for row in rows}
        differing = _figures_differ(records)
        if differing:
            row, name, other = differing
            problems += [
                layout.problem(
                    "figures_differ",
                    row,
                    name,
                    f"{records[row][name]:g}",
                    allowed=str(row_in_sheet(other)),
                )
            ]
            problems += [
                layout.problem("row_of_refused", one, NAME, "", allowed=str(row_in_sheet(row)))
                for one in rows
                if one != row
            ]
            continue
        record, more, left = _one(records, place)
        made[first] = record
        dated += [(first, one) for one in more]
        passed |= {(row, at) for row in left if at is not None}
    others = checked.records[~checked.records.index.isin(list(together))]
    folded = pd.DataFrame(
        list(made.values()), index=pd.Index(list(made), dtype=int), columns=checked.records.columns
    )
    folded = folded.astype(dict.fromkeys(TEXTS, "str") | dict.fromkeys(NUMBERS, float))
    whole = replace(
        checked,
        records=pd.concat([others, folded]).sort_index(),
        refused=tuple(sorted({*checked.refused, *(p.row for p in problems if p.row is not None)})),
        problems=tuple(sorted((*checked.problems, *problems), key=lambda p: p.row or 0)),
        dated=pd.concat(
            [
                checked.dated.set_axis([together.get(n, n) for n in checked.dated.index]),
                dated_frame([row for row, _ in dated], [one for _, one in dated]),
            ]
        ),
        together=dict(together),
    )
    return Folded(whole, frozenset(passed))


def _figures_differ(records: Mapping[int, Mapping[str, object]]) -> tuple[int, str, int] | None:
    """A row that says another figure of the same date than a row above: it, the figure, and that
    row.
    """
    told: dict[tuple[str, object], tuple[object, int]] = {}
    for row, record in records.items():
        for name in OBSERVED:
            figures = (
                record[name],
                record[f"{name}_high"],
                record["output_unit"] if name == "output" else "",
            )
            if not np.isnan(float(str(record[name]))):
                there = told.setdefault((name, record[FIGURES_DATE]), (str(figures), row))
                if there[0] != str(figures):
                    return row, name, there[1]
    return None


def _one(
    records: Mapping[int, dict[str, object]], place: Mapping[str, int]
) -> tuple[dict[str, object], list[dict[str, object]], list[int]]:
    """The record that rows of one cluster are, what they say beside it, and the rows whose stage
    was passed.
    """
    every = list(records.values())
    record = {
        column: next((one[column] for one in every if _says(one[column])), every[0][column])
        for column in every[0]
    }
    for column in NOTES:
        record[column] = "\u061b ".join(
            dict.fromkeys(str(one[column]) for one in every if one[column])
        )
    stage, written, kept = present(
        [(str(one[STAGE]), str(one[STAGE_DATE])) for one in every], place
    )
    current = next(
        (one for one in every if (one[STAGE], one[STAGE_DATE]) == (stage, written)), every[-1]
    )
    record |= {column: current[column] for column in (*_OF_THE_STAGE, *_OF_A_ROW)}
    more: list[dict[str, object]] = [
        {column: one[column] for column in (*_OF_THE_STAGE, *_OF_A_ROW)}
        for one in every
        if one is not current
        and (
            (one[STAGE], one[STAGE_DATE]) in kept
            or (one[STAGE] == UNKNOWN and one["stage_as_reported"])
        )
    ]
    left = [
        row
        for row, one in records.items()
        if one[STAGE] not in ("", UNKNOWN)
        and (one[STAGE], one[STAGE_DATE]) not in kept
        and (one[STAGE_DATE] or one[STAGE] not in {stage for stage, _ in kept})
    ]
    numbers = [column for name in OBSERVED for column in (name, f"{name}_high")]
    with_figures = [one for one in every if any(_says(one[column]) for column in numbers)]
    latest = max(
        (str(one[FIGURES_DATE]) for one in with_figures),
        key=_last_day,
        default=str(record[FIGURES_DATE]),
    )
    of_date = [one for one in with_figures if one[FIGURES_DATE] == latest]
    record |= {
        column: next((one[column] for one in of_date if _says(one[column])), np.nan)
        for column in numbers
    } | {FIGURES_DATE: latest}
    figures = (*numbers, FIGURES_DATE, "output_unit", *_OF_A_ROW)
    more += [
        {column: one[column] for column in figures}
        for one in with_figures
        if one[FIGURES_DATE] != latest
    ]
    return record, more, left


def _last_day(written: str) -> int:
    """The last day of a date; what has none is the present one."""
    return span(written)[1].toordinal() if written else 10**9


def _says(value: object) -> bool:
    return not np.isnan(value) if isinstance(value, float) else bool(value)
