"""The tables of a file: each sheet with records is read, and below its first table any other that
has headings of its own.

A sheet may be of one province, which its name, its letterhead or the title above a table says.
Sheets of different years or months say different
things of the same clusters: which of them is meant is asked. Every sheet that is no table of
records is named with its reason.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from geo.basis.errors import DataError, Problem
from geo.basis.folding import fold, name_key
from geo.intake.files.account import LeftOut, filled
from geo.intake.files.cells import note
from geo.intake.files.grid import Sheet, letters
from geo.intake.files.heading import Heading, find_heading, says_again
from geo.intake.files.layouts import sides, turned
from geo.intake.files.rows import NAME, PROVINCE, Rows, rows_of
from geo.intake.files.sheet_times import Times
from geo.intake.files.vocabulary import Fields

ProvinceOf = Callable[[str], str]
"""The code of the province that a text names; empty for none."""
IsProvince = Callable[[str], bool]
"""Whether a text is the name of a province and nothing else."""
LONGEST_NAME = 60
"""Letters from which on a cell is no heading."""
SHORT_TITLE = 3
"""Words of a title in which a province's name alone says that all is of it."""
_SHEET_WORDS = ("sheet", "table")


@dataclass(frozen=True)
class Table:
    """One table of a sheet: rows from its heading to `end` (from 0, not included). mapping: a field
    per column, empty for one that is not taken.

    province: its code, where the sheet's name, the letterhead or the title says it of all rows;
    empty where nothing does. source: what says so, as
    written. repeated: rows, from 0, that say the headings again.
    """

    sheet: Sheet
    heading: Heading
    end: int
    mapping: tuple[str, ...]
    province: str = ""
    source: str = ""
    repeated: frozenset[int] = frozenset()

    def rows(self, fields: Fields) -> Rows:
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


@dataclass(frozen=True)
class Tables:
    """The tables of a file. choices: sheets of which some must be chosen, for they are of different
    times; empty where all go in together.

    left_out: what is no table of records. unread: names of sheets with records that are not read.
    """

    tables: tuple[Table, ...]
    left_out: tuple[LeftOut, ...]
    choices: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()


def province_in(text: str, find: Callable[[str], str | None], before: set[str]) -> str:
    """The code of the one province that a title or the name of a sheet names; empty for none.

    In a longer text only after a word for a province (`before`): a letterhead has addresses too.
    find: the province of a name.
    """
    words = [word for word in re.split(r"[\W_]+", fold(text)) if word and not word.isdecimal()]
    found = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + 4, len(words)) + 1):
            code = find(" ".join(words[start:end]))
            if code and (len(words) <= SHORT_TITLE or (start and words[start - 1] in before)):
                found.add(code)
    return found.pop() if len(found) == 1 else ""


def find_tables(
    sheets: Sequence[Sheet],
    fields: Fields,
    province_of: ProvinceOf,
    times: Times,
    wanted: Sequence[str] = (),
    is_province: IsProvince = lambda text: False,
) -> Tables:
    """Find the tables of records. wanted: names of the sheets to read; all where none is named.

    Raises DataError: no heading anywhere (`allowed` names those needed), or headings without rows.
    """
    file = sheets[0].file if sheets else ""
    found: list[Table] = []
    left: list[LeftOut] = []
    notes: list[Problem] = []
    hidden: list[Table] = []
    for sheet in sheets:
        if _is_own_list(sheet, fields):
            left.append(_all_of(sheet, "own_remarks"))
            continue
        tables, more, told = _of_turned(sheet, fields, province_of) or (
            *_of_sheet(sheet, fields, province_of),
            (),
        )
        if sheet.is_hidden:
            hidden += tables
            continue
        found += tables
        left += more
        notes += [replace(one, sheet=sheet.name if len(sheets) > 1 else "") for one in told]
    if not found:
        raise DataError([Problem("heading_not_found", file, allowed=fields.needed)])
    named = [table for table in found if NAME in table.mapping]
    whole = [table for table in named if PROVINCE in table.mapping] or named
    if PROVINCE in {f for table in whole for f in table.mapping}:
        whole = [table for table in named if PROVINCE in table.mapping or table.province]
    kept = whole or found
    unseen = list(
        dict.fromkeys(
            table.sheet.name for table in hidden if _holds_records(table, is_province, whole)
        )
    )
    filled_in = [table for table in kept if _has_rows(table)]
    filled_in = [table for table in filled_in if not _is_list(table, is_province)] or filled_in
    if not filled_in:
        raise DataError([Problem("file_without_rows", file)])
    left += [
        _whole(table, "sheet_list" if _is_list(table, is_province) else "no_records")
        for table in found
        if table not in filled_in
    ]
    names = list(dict.fromkeys(table.sheet.name for table in filled_in))
    chosen = [name for name in names if name in wanted] or names
    if wanted and not set(wanted) <= {sheet.name for sheet in sheets}:
        gone = next(name for name in wanted if name not in {sheet.name for sheet in sheets})
        raise DataError(
            [
                Problem(
                    "sheet_unknown",
                    file,
                    value=gone,
                    allowed="; ".join(sheet.name for sheet in sheets),
                )
            ]
        )
    choices = tuple(names) if not wanted and times.differ(names) else ()
    let_go = tuple(name for name in names if name not in chosen)
    left += [_whole(table, "sheet_not_chosen") for table in filled_in if table.sheet.name in let_go]
    notes += [note("sheet_not_taken", file, value=name) for name in let_go]
    notes += [note("sheet_hidden", file, value=name) for name in unseen]
    left += [
        _all_of(sheet, "sheet_hidden" if sheet.name in unseen else "sheet_list")
        for sheet in sheets
        if sheet.is_hidden and not _is_own_list(sheet, fields)
    ]
    unread = (*let_go, *unseen)
    # the table that says most comes first: rows of a file of one table are numbered as a person
    # does
    order = sorted(
        (table for table in filled_in if table.sheet.name in chosen),
        key=lambda table: names.index(table.sheet.name),
    )
    return Tables(tuple(order), tuple(left), choices, unread, tuple(notes))


def _holds_records(table: Table, is_province: IsProvince, others: Sequence[Table]) -> bool:
    """Whether clusters stand in a table of a hidden sheet.

    A list to choose from has names too: of provinces, or without the province that the other
    tables have.
    """
    if NAME not in table.mapping:
        return False
    name, province = (
        table.mapping.index(NAME),
        table.mapping.index(PROVINCE) if PROVINCE in table.mapping else None,
    )
    is_needed = any(PROVINCE in other.mapping for other in others) and not table.province
    rows = table.sheet.rows[table.heading.row + 1 : table.end]
    return any(
        row[name]
        and not is_province(row[name])
        and (not is_needed or (province is not None and row[province]))
        for row in rows
    )


def _is_list(table: Table, is_province: IsProvince) -> bool:
    """Whether all names in a table are those of provinces: a list to choose from."""
    names = (
        [
            row[table.mapping.index(NAME)]
            for row in table.sheet.rows[table.heading.row + 1 : table.end]
        ]
        if NAME in table.mapping
        else []
    )
    return any(names) and all(is_province(name) for name in names if name)


def _has_rows(table: Table) -> bool:
    return any(any(row) for row in table.sheet.rows[table.heading.row + 1 : table.end])


def _whole(table: Table, reason: str) -> LeftOut:
    rows = table.sheet.rows[table.heading.first : table.end]
    first = next((cell for row in rows for cell in row if cell), "")
    return LeftOut(
        table.sheet.name, table.heading.first + 1, reason, filled(rows), first, table.end
    )


def _is_own_list(sheet: Sheet, fields: Fields) -> bool:
    """Whether a sheet is the list of remarks that stands first in a file that was sent back."""
    first = (
        [fold(cell.replace("\u200c", " ")) for cell in sheet.rows[0] if cell] if sheet.rows else []
    )
    return len(first) == 5 and set(first) <= fields.rows["remarks_list"]


def _all_of(sheet: Sheet, reason: str) -> LeftOut:
    return LeftOut(
        sheet.name,
        0,
        reason,
        filled(sheet.rows),
        next((cell for row in sheet.rows for cell in row if cell), ""),
    )


def _of_sheet(
    sheet: Sheet, fields: Fields, province_of: ProvinceOf
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


def _without_own_remarks(sheet: Sheet, fields: Fields) -> tuple[Sheet, list[LeftOut]]:
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
    sheet: Sheet, fields: Fields, province_of: ProvinceOf
) -> tuple[list[Table], list[LeftOut], list[Problem]] | None:
    """The tables of a transposed sheet, and how it was read; None for any other."""
    found = turned(sheet, fields, province_of)
    if found is None:
        return None
    tables, left = _of_sheet(found.sheet, fields, province_of)
    if not any(NAME in table.mapping and _has_rows(table) for table in tables):
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
    sheet: Sheet, fields: Fields, province_of: ProvinceOf
) -> tuple[list[Table], list[LeftOut]]:
    """The tables of a sheet, or of a side of it, one below the other."""
    heading = find_heading(sheet.rows, fields, sheet.merged)
    if heading is None:
        return [], [_all_of(sheet, "sheet_without_table")]
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
    sheet: Sheet, heading: Heading, fields: Fields
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
    sheet: Sheet, above: Sequence[Sequence[str]], heading: Heading, province_of: ProvinceOf
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
