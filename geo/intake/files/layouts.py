"""Layouts of a sheet other than tables below each other: tables side by side, and a transposed
table: its fields down a column, its clusters across.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from geo.basis.folding import fold, latin_digits
from geo.intake.files.grid import FileSheet, letters
from geo.intake.files.heading import find_heading
from geo.intake.files.rows import NAME, PROVINCE
from geo.intake.files.vocabulary import Fields
from geo.reference.fields import DERIVED, NUMBER_KINDS

LABEL_COLUMNS, LABEL_ROWS = 4, 80
"""How far from the corner of a sheet the fields of a transposed table are looked for."""
_NUMBER = re.compile(r"[\d.,\u066c\u066b /-]+")


def sides(sheet: FileSheet, fields: Fields) -> list[FileSheet]:
    """The tables of a sheet that stand side by side, each as the sheet with all other cells blank;
    the sheet alone where there are not several.

    Between two tables is a blank column, or the headings of the first begin again. What is no table
    goes with the one on its left.
    """
    starts = _table_starts(sheet, fields) or _repeated_starts(sheet, fields)
    if len(starts) < 2:
        return [sheet]
    ends = [*starts[1:], max(map(len, sheet.rows))]
    return [
        _only(sheet, 0 if start == starts[0] else start, end)
        for start, end in zip(starts, ends, strict=True)
    ]


def _only(sheet: FileSheet, start: int, end: int) -> FileSheet:
    rows = [
        [cell if start <= column < end else "" for column, cell in enumerate(row)]
        for row in sheet.rows
    ]
    return replace(
        sheet, rows=rows, merged=tuple(reach for reach in sheet.merged if start <= reach[1] < end)
    )


def _table_starts(sheet: FileSheet, fields: Fields) -> list[int]:
    """The first columns of the tables between which there are blank columns; titles across them do
    not count.
    """
    width = max(map(len, sheet.rows), default=0)
    blank = [
        not any(row[column] and sum(map(bool, row)) > 1 for row in sheet.rows)
        for column in range(width)
    ]
    starts = [
        column
        for column in range(width)
        if not blank[column] and (column == 0 or blank[column - 1])
    ]
    if len(starts) < 2:
        return []
    found = []
    for start, end in zip(starts, [*starts[1:], width], strict=True):
        heading = find_heading(_only(sheet, start, end).rows, fields, sheet.merged)
        if heading and NAME in heading.fields:
            found.append(start)
    return found


def _repeated_starts(sheet: FileSheet, fields: Fields) -> list[int]:
    """The columns at which one row says the same headings again and again."""
    heading = find_heading(sheet.rows, fields, sheet.merged)
    if heading is None:
        return []
    names = [fold(cell) for cell in sheet.rows[heading.row]]
    while names and not names[-1]:
        names.pop()
    starts = [column for column, name in enumerate(names) if name and name == names[0]]
    if (
        len(starts) < 2
        or starts[1] < 2
        or NAME not in (fields.known(name).field for name in names[: starts[1]])
    ):
        return []
    width = starts[1]
    same = all(names[start : start + width] == names[:width] for start in starts)
    return starts if same and len(starts) * width == len(names) else []


@dataclass(frozen=True)
class Turned:
    """A transposed sheet as one with its columns for rows. column: in which its fields stand.
    above, below: its lines before the first field and after
    the last, from 0, that hold a cell at most; they are not in the turned sheet.
    """

    sheet: FileSheet
    column: int
    above: tuple[int, ...]
    below: tuple[int, ...]


def turned(sheet: FileSheet, fields: Fields, province_of: Callable[[str], str]) -> Turned | None:
    """The turned sheet, where one has its fields down a column and its clusters across; None for
    any other.
    """
    column, named = _labels(sheet, fields, province_of)
    if not named:
        return None
    alone = [number for number, row in enumerate(sheet.rows) if sum(map(bool, row)) == 1]
    above, below = (
        tuple(n for n in alone if n < min(named)),
        tuple(n for n in alone if n > max(named)),
    )
    kept = [
        row if number not in (*above, *below) else [""] * len(row)
        for number, row in enumerate(sheet.rows)
    ]
    rows = [list(cells) for cells in zip(*kept, strict=True)]
    notes = tuple(
        replace(
            found, row=found.position + 1, position=found.row - 1, column=letters(found.row - 1)
        )
        if found.row and found.position is not None
        else found
        for found in sheet.notes
    )
    merged = tuple(
        (left, top, right, bottom) for top, left, bottom, right in sheet.merged if top not in above
    )
    return Turned(
        replace(sheet, rows=rows, notes=notes, merged=merged, lengths=(), is_turned=True),
        column,
        above,
        below,
    )


def _labels(
    sheet: FileSheet, fields: Fields, province_of: Callable[[str], str]
) -> tuple[int, list[int]]:
    """The column in which the fields of a transposed sheet stand, and their rows; no rows where it
    is not transposed.
    """
    heading = find_heading(sheet.rows, fields, sheet.merged)
    across = (
        len({field for field in heading.fields if field and field != DERIVED}) if heading else 0
    )
    width = max(map(len, sheet.rows), default=0)
    for column in range(min(LABEL_COLUMNS, width - 1)):
        labels = {
            number: fields.known(row[column]).field
            for number, row in enumerate(sheet.rows[:LABEL_ROWS])
            if row[column]
        }
        named = {number: field for number, field in labels.items() if field and field != DERIVED}
        if (
            NAME in named.values()
            and len(set(named.values())) > max(across, 1)
            and _agree(sheet, named, column, fields, province_of)
        ):
            return column, sorted(named)
    return 0, []


def _agree(
    sheet: FileSheet,
    named: Mapping[int, str],
    column: int,
    fields: Fields,
    province_of: Callable[[str], str],
) -> bool:
    """Whether beside the labels for provinces and numbers stand provinces and numbers: a list that
    explains fields has sentences there.
    """
    good = total = 0
    for number, field in named.items():
        cells = [cell for cell in sheet.rows[number][column + 1 :] if cell]
        if field == NAME and (not cells or any(fields.known(cell).field for cell in cells)):
            return False
        if field == PROVINCE:
            good, total = good + sum(bool(province_of(cell)) for cell in cells), total + len(cells)
        elif fields.kinds[field] in NUMBER_KINDS:
            good, total = (
                good + sum(bool(_NUMBER.fullmatch(latin_digits(cell))) for cell in cells),
                total + len(cells),
            )
    return 0 < total <= 2 * good if total else len(set(named.values())) > 2
