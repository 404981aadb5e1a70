"""The tables of a sheet: its first, and below or beside it any other with headings of its own.

A transposed sheet is turned first. A sheet may be of one province, which its name, its letterhead
or the title above a table says.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from geo.basis.errors import Problem
from geo.basis.folding import fold, name_key
from geo.intake.files.account import LeftOut, filled
from geo.intake.files.cells import note
from geo.intake.files.grid import FileSheet, letters
from geo.intake.files.heading import Heading, find_heading, says_again
from geo.intake.files.layouts import sides, turned
from geo.intake.files.rows import NAME, PROVINCE, FileRows, rows_of
from geo.intake.files.vocabulary import Fields

ProvinceOf = Callable[[str], str]
"""The code of the province that a text names; empty for none."""
LONGEST_NAME = 60
"""Letters from which on a cell is no heading."""
_SHEET_WORDS = ("sheet", "table")


@dataclass(frozen=True)
class Table:
    """One table of a sheet: rows from its heading to `end` (from 0, not included). mapping: a field
    per column, empty for one that is not taken.

    province: its code, where the sheet's name, the letterhead or the title says it of all rows;
    empty where nothing does. source: what says so, as
    written. repeated: rows, from 0, that say the headings again.
    """

    sheet: FileSheet
    heading: Heading
    end: int
    mapping: tuple[str, ...]
    province: str = ""
    source: str = ""
    repeated: frozenset[int] = frozenset()

    @property
    def has_rows(self) -> bool:
        """Whether anything stands below its heading."""
        return any(any(row) for row in self.sheet.rows[self.heading.row + 1 : self.end])

    def rows(self, fields: Fields) -> FileRows:
        """Its records and what else stands in it."""
        return rows_of(
            self.sheet,
            self.heading.row + 1,
            self.end,
            self.heading.names,
            self.mapping,
            fields,
            set(self.repeated),
        )


def is_own_list(sheet: FileSheet, fields: Fields) -> bool:
    """Whether a sheet is the list of remarks that stands first in a file that was sent back."""
    first = (
        [fold(cell.replace("\u200c", " ")) for cell in sheet.rows[0] if cell] if sheet.rows else []
    )
    return len(first) == 5 and set(first) <= fields.rows["remarks_list"]


def sheet_tables(
    sheet: FileSheet, fields: Fields, province_of: ProvinceOf
) -> tuple[list[Table], list[LeftOut], list[Problem]]:
    """The tables of a sheet, what else stands in it, and how it was read where that is not row by
    row.
    """
    return _of_turned(sheet, fields, province_of) or (*_of_sheet(sheet, fields, province_of), [])


def all_of(sheet: FileSheet, reason: str) -> LeftOut:
    """All that stands in a sheet, as not taken for `reason`."""
    return LeftOut(
        sheet.name,
        0,
        reason,
        filled(sheet.rows),
        next((cell for row in sheet.rows for cell in row if cell), ""),
    )


def _of_sheet(
    sheet: FileSheet, fields: Fields, province_of: ProvinceOf
) -> tuple[list[Table], list[LeftOut]]:
    """The tables of a sheet.

    Where one alone of several side by side has a title, it is that of the sheet.
    """
    sheet, own = _without_own_remarks(sheet, fields)
    parts = [_below_each_other(side, fields, province_of) for side in sides(sheet, fields)]
    said = {
        (table.province, table.source) for tables, _ in parts for table in tables if table.source
    }
    titled = sum(any(left.reason == "title" for left in lefts) for _, lefts in parts)
    if len(parts) > 1 and titled == 1 and len(said) == 1:
        province, source = said.pop()
        parts = [
            ([_with_province(table, province, source) for table in tables], lefts)
            for tables, lefts in parts
        ]
    return [table for tables, _ in parts for table in tables], [
        *own,
        *(left for _, lefts in parts for left in lefts),
    ]


def _without_own_remarks(sheet: FileSheet, fields: Fields) -> tuple[FileSheet, list[LeftOut]]:
    """The sheet without the column in which the atlas wrote its remarks when it was sent back
    before.
    """
    heading = find_heading(sheet.rows, fields, sheet.merged)
    names = sheet.rows[heading.row] if heading else []
    own = [
        column
        for column, name in enumerate(names)
        if name and fold(name.split("\n")[0]) in fields.rows["remarks"]
    ]
    if not heading or not own:
        return sheet, []
    rows = [
        ["" if column in own else cell for column, cell in enumerate(row)] for row in sheet.rows
    ]
    return replace(sheet, rows=rows), [
        LeftOut(
            sheet.name,
            heading.row + 1,
            "own_remarks",
            filled(sheet.rows) - filled(rows),
            column=own[0],
        )
    ]


def _of_turned(
    sheet: FileSheet, fields: Fields, province_of: ProvinceOf
) -> tuple[list[Table], list[LeftOut], list[Problem]] | None:
    """The tables of a transposed sheet, and how it was read; None for any other."""
    found = turned(sheet, fields, province_of)
    if found is None:
        return None
    tables, left = _of_sheet(found.sheet, fields, province_of)
    if not any(NAME in table.mapping and table.has_rows for table in tables):
        return None
    said = {
        code: cell
        for number in found.above
        for cell in sheet.rows[number]
        if cell and (code := province_of(cell))
    }
    if len(said) == 1:
        tables = [_with_province(table, *next(iter(said.items()))) for table in tables]
    for reason, lines in (("title", found.above), ("row_is_note", found.below)):
        left += [
            LeftOut(
                sheet.name,
                number + 1,
                reason,
                1,
                next(filter(None, sheet.rows[number])),
                number + 1,
            )
            for number in lines
        ]
    return tables, left, [note("sheet_turned", sheet.file, value=letters(found.column))]


def _with_province(table: Table, province: str, source: str) -> Table:
    return table if PROVINCE in table.mapping else replace(table, province=province, source=source)


def _below_each_other(
    sheet: FileSheet, fields: Fields, province_of: ProvinceOf
) -> tuple[list[Table], list[LeftOut]]:
    """The tables of a sheet, or of a side of it, one below the other."""
    heading = find_heading(sheet.rows, fields, sheet.merged)
    if heading is None:
        return [], [all_of(sheet, "sheet_without_table")]
    tables: list[Table] = []
    left: list[LeftOut] = []
    start = 0
    while heading is not None:
        following, repeated = _next_heading(sheet, heading, fields)
        end = following.first if following else len(sheet.rows)
        titles_from = _titles_above(sheet.rows, heading.row, end) if following else end
        above = sheet.rows[start : heading.first]
        province, source = _province(sheet, sheet.rows[start : heading.row], heading, province_of)
        if filled(above):
            first = next(cell for row in above for cell in row if cell)
            left.append(
                LeftOut(sheet.name, start + 1, "title", filled(above), first, heading.first)
            )
        tables.append(
            Table(
                sheet,
                heading,
                titles_from,
                tuple(heading.fields),
                province,
                source,
                frozenset(repeated),
            )
        )
        heading, start = following, titles_from
    return tables, left


def _titles_above(rows: Sequence[Sequence[str]], heading: int, below: int) -> int:
    """Where the titles of the next table begin: lines of one cell just above its heading."""
    at = below
    while at > heading + 1 and sum(map(bool, rows[at - 1])) <= 1:
        at -= 1
    return at


def _next_heading(
    sheet: FileSheet, heading: Heading, fields: Fields
) -> tuple[Heading | None, list[int]]:
    """The next row, below a heading, that names columns otherwise; and the rows until then that say
    the same again.
    """
    repeated = []
    for number in _with_names(sheet.rows, heading.row + 1, fields):
        row = sheet.rows[number]
        if says_again(row, heading, fields):
            repeated.append(number)
            continue
        known = [cell for cell in row if cell and fields.known(cell).field]
        cells = [cell for cell in row if cell]
        found = (
            find_heading(sheet.rows[number : number + 3], fields)
            if 2 * len(known) >= len(cells)
            else None
        )
        if found and NAME in found.fields:
            return replace(found, row=found.row + number, first=found.first + number), repeated
    return None, repeated


def _with_names(rows: Sequence[Sequence[str]], first: int, fields: Fields) -> Iterator[int]:
    """The rows from `first` on in which two cells at least are known headings.

    Each text of a stretch of rows is looked at once; the first stretches
    are short, for the next heading may be near.
    """
    length = 16
    while first < len(rows):
        stretch = rows[first : first + length]
        names = {
            cell
            for cell in set(chain.from_iterable(stretch))
            if cell and len(cell) < LONGEST_NAME and fields.known(cell).field
        }
        if names:
            yield from (
                first + place
                for place, row in enumerate(stretch)
                if sum(cell in names for cell in row[:200]) >= 2
            )
        first, length = first + length, min(2 * length, 8_192)


def _province(
    sheet: FileSheet, above: Sequence[Sequence[str]], heading: Heading, province_of: ProvinceOf
) -> tuple[str, str]:
    """What the lines above a table, or else the sheet's name, say of its province, where no column
    does.
    """
    if PROVINCE in heading.fields:
        return "", ""
    told = [cell for row in above for cell in row if cell]
    codes = {code: cell for cell in told if (code := province_of(cell))}
    if len(codes) == 1:
        return next(iter(codes.items()))
    named = (
        province_of(sheet.name) if not codes and name_key(sheet.name) not in _SHEET_WORDS else ""
    )
    return (named, sheet.name) if named else ("", "")
