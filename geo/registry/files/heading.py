"""The heading of a sheet: the row, or two, that names its columns, wherever it stands under titles and letterhead; and the rows below it.

In a heading of two rows the upper one names groups of columns ("figures" over "firms" and "jobs"), or columns whose own cell below is blank.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from geo.errors import DataError, Problem
from geo.folding import fold, latin_digits
from geo.registry.fields import DERIVED
from geo.registry.files.cells import capped, note
from geo.registry.files.grid import Range, Sheet
from geo.registry.files.vocabulary import EXACT, NONE, Fields, Meaning, read_fields

__all__ = ["Fields", "Heading", "best_sheet", "body", "find_heading", "layout_key", "read_fields"]

SEARCHED_ROWS = 30
_NUMBER = re.compile(r"[\d\s.,\u066c\u066b%\u066a()/+*:_–—-]*")
_WEIGHTS = {0: 3.0, 1: 2.5, 2: 2.0}


@dataclass(frozen=True)
class Heading:
    """`row` is the index of the heading's last row. One item a column: `names` as written ("" where blank), the `fields` proposed ("" for none,
    DERIVED for known and not taken), and whether the name is `certain`. Each field stands at most once."""

    row: int
    names: list[str]
    fields: list[str]
    certain: list[bool]
    score: float = field(default=0.0, compare=False)


def layout_key(names: Sequence[str]) -> str:
    """What names this order of headings: sha256 in hex of them folded, blank ones at the end left out."""
    folded = [fold(name) for name in names]
    while folded and not folded[-1]:
        folded.pop()
    return hashlib.sha256("\x1f".join(folded).encode()).hexdigest()


def find_heading(rows: list[list[str]], fields: Fields, merged: Iterable[Range] = ()) -> Heading | None:
    """The heading within the first rows, the earliest of the best; None where no row names two columns, or one beside others exactly."""
    ranges, best = list(merged), None
    for row in range(min(SEARCHED_ROWS, len(rows))):
        found = _heading(rows, row, fields, None)
        groups = _groups(rows, row, ranges) if row else None
        grouped = _heading(rows, row, fields, groups) if groups else None
        if grouped and (not found or grouped.score > found.score + 1):
            found = grouped
        if found and (not best or found.score > best.score + 0.5):
            best = found
    return _after_translations(rows, best, fields) if best else None


def _groups(rows: list[list[str]], row: int, merged: list[Range]) -> list[str]:
    """The upper heading above each cell of `row`: over a merged range, else on to the next one. A title across all columns is none."""
    above, groups = rows[row - 1], list(rows[row - 1])
    if sum(map(bool, above)) < 2:
        return []
    if merged:
        for top, left, bottom, right in merged:
            if top <= row - 1 <= bottom and left < len(groups):
                for column in range(left, min(right + 1, len(groups))):
                    groups[column] = groups[column] or rows[top][left]
        return groups
    for column in range(1, len(groups)):
        if not groups[column] and rows[row][column]:
            groups[column] = groups[column - 1]
    return groups


def _heading(rows: list[list[str]], row: int, fields: Fields, groups: list[str] | None) -> Heading | None:
    names, meanings = list(rows[row]), [fields.meaning(cell) for cell in rows[row]]
    for column, group in enumerate(groups or ()):
        below = rows[row][column]
        if not below and rows[row - 1][column]:
            names[column], meanings[column] = group, fields.meaning(group)
        elif below and group:
            both = [fields.known(f"{first} {second}") for first, second in ((group, below), (below, group))]
            better = [meaning for meaning in both if meaning.likeness == EXACT]
            if better or rows[row].count(below) > 1:
                names[column] = f"{group} {below}"
                meanings[column] = better[0] if better else meanings[column] if meanings[column].likeness == EXACT else Meaning()
    known = [meaning for meaning in meanings if meaning.likeness != NONE]
    distinct = {meaning.field for meaning in known}
    if len(distinct) < 2 and not (sum(map(bool, names)) > 1 and any(m.likeness == EXACT and m.field != DERIVED for m in known)):
        return None
    taken = _taken(meanings)
    score = sum(_WEIGHTS[meaning.likeness] for meaning, name in zip(meanings, taken, strict=True) if name)
    columns = [column for column, name in enumerate(taken) if name]
    followed = any(rows[below][column] for below in range(row + 1, min(row + 6, len(rows))) for column in columns)
    certain = [bool(name) and meaning.likeness == EXACT for meaning, name in zip(meanings, taken, strict=True)]
    return Heading(row, names, taken, certain, score + followed)


def _taken(meanings: list[Meaning]) -> list[str]:
    """The field of each column: of several columns of one field the best named, the first of equals."""
    best: dict[str, int] = {}
    for column, meaning in enumerate(meanings):
        other = best.get(meaning.field)
        if meaning.field and (other is None or (meaning.likeness, meaning.rank) < (meanings[other].likeness, meanings[other].rank)):
            best[meaning.field] = column
    fields = []
    for column, meaning in enumerate(meanings):
        is_taken = meaning.field == DERIVED or best.get(meaning.field) == column
        is_beaten = not is_taken and meaning.or_derived and meanings[best[meaning.field]].rank < meaning.rank
        fields.append(meaning.field if is_taken else DERIVED if is_beaten else "")
    return fields


def _after_translations(rows: list[list[str]], heading: Heading, fields: Fields) -> Heading:
    """The heading with the rows below it that only say the same again, as in another language."""
    row = heading.row
    while row + 1 < len(rows) and _says_again(rows[row + 1], heading, fields):
        row += 1
    return replace(heading, row=row)


def _says_again(row: list[str], heading: Heading, fields: Fields) -> bool:
    named = [(cell, column) for column, cell in enumerate(row) if cell]
    if len(named) < 2:
        return False
    return all(fold(cell) == fold(heading.names[column]) or (heading.fields[column] and _is(cell, heading.fields[column], fields)) for cell, column in named)


def _is(cell: str, name: str, fields: Fields) -> bool:
    return fields.known(cell).field == name


def best_sheet(sheets: Sequence[Sheet], fields: Fields) -> tuple[Sheet, Heading]:
    """The sheet whose heading says most and has rows below it; the others that could be read are noted on it.

    Where a sheet names all that is required, those that do not (explanations, lists to choose from) are passed over.

    Raises DataError: no heading anywhere (`allowed` names those needed), or headings without rows.
    """
    found = [(sheet, heading) for sheet in sheets if (heading := find_heading(sheet.rows, fields, sheet.merged))]
    if not found:
        file = sheets[0].file if sheets else ""
        raise DataError([Problem("heading_not_found", file, allowed="; ".join(fields.required.values()))])
    whole = [(sheet, heading) for sheet, heading in found if set(fields.required) <= set(heading.fields)]
    found = whole or found
    filled = [(sheet, heading) for sheet, heading in found if any(any(row) for row in sheet.rows[heading.row + 1 :])]
    if not filled:
        raise DataError([Problem("file_without_rows", found[0][0].file)])
    best, heading = max(filled, key=lambda pair: pair[1].score)
    left = [note("sheet_not_taken", best.file, value=sheet.name) for sheet, _ in filled if sheet is not best]
    return replace(best, notes=(*best.notes, *left)), heading


def body(sheet: Sheet, heading: Heading, fields: Fields) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """The rows below the heading as text, one column a column of the file (0, 1, ...), indexed by row number in the file; and what was left out.

    Left out: blank rows, headings repeated on each printed page, and totals.
    """
    kept: dict[int, list[str]] = {}
    notes: list[Problem] = []
    for number, row in enumerate(sheet.rows[heading.row + 1 :], heading.row + 1):
        cells = [cell for cell in row if cell]
        if not cells:
            continue
        if _says_again(row, heading, fields):
            notes.append(note("heading_repeated", sheet.file, number, row.index(cells[0])))
        elif _is_total(cells, fields):
            notes.append(note("row_is_total", sheet.file, number, row.index(cells[0]), cells[0][:200]))
        else:
            kept[number + 1] = row
    merged = [reach for reach in sheet.merged if reach[2] > heading.row and reach[0] > heading.row]
    if merged:
        notes.append(note("cells_merged", sheet.file, min(merged)[0], min(merged)[1], str(len(merged))))
    return pd.DataFrame(list(kept.values()), index=list(kept), columns=range(len(heading.names)), dtype="str"), tuple(capped(notes))


def _is_total(cells: list[str], fields: Fields) -> bool:
    """Whether a row sums up: its first cell begins with a word for a total, and no other holds a word of its own."""
    words = [word for word in re.split(r"[\W_]+", fold(cells[0])) if word]
    begins = any(" ".join(words[:count]) in fields.totals for count in range(1, 4))
    return begins and all(_NUMBER.fullmatch(latin_digits(cell)) or fold(cell) in fields.totals for cell in cells[1:])
