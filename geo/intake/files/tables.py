"""The tables of a file: every sheet with records is read.

Sheets of different years or months say different things of the same clusters: which of them is
meant is asked. Every sheet that is no table of records is named with its reason.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geo.basis.errors import DataError, Problem
from geo.basis.folding import fold
from geo.intake.files.account import LeftOut, filled
from geo.intake.files.cells import note
from geo.intake.files.grid import FileSheet
from geo.intake.files.rows import NAME, PROVINCE
from geo.intake.files.sheet_tables import ProvinceOf, Table, all_of, is_own_list, sheet_tables
from geo.intake.files.sheet_times import Times
from geo.intake.files.vocabulary import Fields

IsProvince = Callable[[str], bool]
"""Whether a text is the name of a province and nothing else."""
NO_PROVINCE: IsProvince = frozenset[str]().__contains__
SHORT_TITLE = 3
"""Words of a title in which a province's name alone says that all is of it."""


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
    sheets: Sequence[FileSheet],
    fields: Fields,
    province_of: ProvinceOf,
    times: Times,
    wanted: Sequence[str] = (),
    is_province: IsProvince = NO_PROVINCE,
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
        if is_own_list(sheet, fields):
            left.append(all_of(sheet, "own_remarks"))
            continue
        tables, more, told = sheet_tables(sheet, fields, province_of)
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
    filled_in = [table for table in kept if table.has_rows]
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
        all_of(sheet, "sheet_hidden" if sheet.name in unseen else "sheet_list")
        for sheet in sheets
        if sheet.is_hidden and not is_own_list(sheet, fields)
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


def _whole(table: Table, reason: str) -> LeftOut:
    rows = table.sheet.rows[table.heading.first : table.end]
    first = next((cell for row in rows for cell in row if cell), "")
    return LeftOut(
        table.sheet.name, table.heading.first + 1, reason, filled(rows), first, table.end
    )
