"""The rows of a table that are records, and the others: totals, averages, notes, signatures,
numbered rows that nobody filled in, examples.

What is no record is named with its reason and never becomes one, whatever province the file is said
to be of. What a merged cell says holds for
all of its rows, and a province that is written once a block holds for the rows below it; both are
told.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise

import pandas as pd

from geo.basis.errors import Problem
from geo.basis.folding import fold, latin_digits
from geo.intake.files.account import LeftOut
from geo.intake.files.cells import capped, note
from geo.intake.files.grid import FileSheet
from geo.intake.files.vocabulary import Fields
from geo.reference.fields import NUMBER_KINDS

NAME, PROVINCE, ID = "name_fa", "province_iso", "cluster_id"
LONGEST_NAME = 90
"""Letters from which on a text that stands alone in its row is a sentence and no name."""
LONGEST_HEADING = 40
_NUMBER = re.compile(r"[\d\s.,\u066c\u066b%\u066a()/+*:_–—-]*")
_WORD = re.compile(r"[\W_]+")
_DIGIT = re.compile(r"\d")
_MARKS = ("*", "\u203b", "\u2605", "†")
_SENTENCE = re.compile(r"[.!\u061f?]$|\s.*:\s*\S|:\s*$")


@dataclass(frozen=True)
class FileRows:
    """The records of a table as text, one column a column of the file, indexed by row from 1; what
    else stood there; and what was noted.

    refused: rows that cannot be taken as they stand, with the error.
    """

    cells: pd.DataFrame
    left_out: tuple[LeftOut, ...]
    notes: tuple[Problem, ...]
    refused: tuple[Problem, ...]


def rows_of(
    sheet: FileSheet,
    first: int,
    end: int,
    names: Sequence[str],
    mapping: Sequence[str],
    fields: Fields,
    repeated: set[int],
) -> FileRows:
    """Sort the rows `first` to `end` (from 0, `end` not included) of a sheet. mapping: the field of
    each column. repeated: rows that say
    the headings again.
    """
    at = {field: column for column, field in enumerate(mapping) if field}
    kept: dict[int, list[str]] = {}
    left: list[LeftOut] = []
    notes: list[Problem] = []
    reasons = _Reasons(
        at, fields, mapping, _examples(sheet.rows[first:end], fields.rows["example"])
    )
    for number in range(first, end):
        row = sheet.rows[number]
        cells = [cell for cell in row if cell]
        if not cells:
            continue
        reason = "heading_repeated" if number in repeated else reasons.of(row, cells)
        if not reason:
            kept[number] = row
            continue
        left.append(LeftOut(sheet.name, number + 1, reason, len(cells), cells[0][:200], number + 1))
        notes.append(note(reason, sheet.file, number, row.index(cells[0]), cells[0][:200]))
    spread, more = _spread(sheet, first, end, kept, mapping, fields)
    carried = _carried(sheet, spread, at.get(PROVINCE), at.get(NAME))
    refused = [
        *more,
        *_headings_for_names(sheet, kept, at, fields),
        *_too_long(sheet, first - 1, kept),
        *(
            found
            for found in sheet.notes
            if found.level == "error" and found.row and found.row - 1 in kept
        ),
    ]
    # object: the very texts of the sheet, not copies of them
    frame = pd.DataFrame(
        list(spread.values()),
        index=[n + 1 for n in spread],
        columns=range(len(names)),
        dtype=object,
    )
    notes = [*notes, *(n for n in _merged_notes(sheet, first, end, kept)), *carried]
    return FileRows(frame, tuple(left), tuple(capped(notes)), tuple(refused))


@dataclass(frozen=True)
class _Reasons:
    """Why a row is no record; empty where it is one. examples: cells that say that their row is an
    example.
    """

    at: dict[str, int]
    fields: Fields
    mapping: Sequence[str]
    examples: frozenset[str]

    def of(self, row: list[str], cells: list[str]) -> str:
        worded = next((cell for cell in cells if not _is_number(cell)), "")
        has_id = ID in self.at and row[self.at[ID]] not in ("", worded)
        if not has_id and self._only_numbers(cells, worded):
            first = self._words(worded)
            if self._begins(first, self.fields.rows["total"]):
                return "row_is_total"
            if self._begins(first, self.fields.rows["average"]):
                return "row_is_average"
        if not self.examples.isdisjoint(cells):
            return "row_is_example"
        name = row[self.at[NAME]] if NAME in self.at else ""
        if not name and self._is_prepared(row):
            return "row_unfilled"
        return self._note(row, cells, worded)

    def _note(self, row: list[str], cells: list[str], worded: str) -> str:
        """Whether the row is a sentence about the table: text that stands alone, and is not in the
        manner of a name.
        """
        texts = list(islice((cell for cell in cells if not _is_number(cell)), 3))
        if (
            not texts
            or len(texts) > 2
            or any(len(c) < 12 and c != cells[0] and _is_number(c) for c in cells)
        ):
            return ""
        filled = [
            column
            for column, cell in enumerate(row)
            if cell and self.mapping[column] and self.mapping[column] != NAME
        ]
        first = self._words(worded)
        if self._begins(first, self.fields.rows["signature"]):
            return "row_is_signature"
        if worded.startswith(_MARKS) or self._begins(first, self.fields.rows["note"]):
            return "row_is_note"
        if (
            not filled
            and len(texts) == 1
            and (_SENTENCE.search(worded) or len(worded) > LONGEST_NAME)
        ):
            return "row_is_note"
        return ""

    def _is_prepared(self, row: list[str]) -> bool:
        """Whether nothing stands in it but what was put there for all rows: its number, and perhaps
        a province, noughts and dashes.
        """
        is_numbered = False
        for column, cell in enumerate(row):
            plain = latin_digits(cell).strip()
            field = self.mapping[column]
            if not cell or field == PROVINCE or plain in ("0", "-", "–", "—", "_", "FALSE", "0.0"):
                continue
            if field not in ("", ID) or not plain.rstrip(".-)").isdigit():
                return False
            is_numbered = True
        return is_numbered

    def _words(self, cell: str) -> list[str]:
        return [word for word in _WORD.split(fold(cell.replace("\u200c", " "))) if word]

    def _begins(self, words: list[str], known: frozenset[str]) -> bool:
        return any(" ".join(words[:count]) in known for count in range(1, 6))

    def _only_numbers(self, cells: list[str], worded: str) -> bool:
        """Whether beside the word for it there are numbers alone; where the word is all of its
        cell, a text of one column may stand too.
        """
        return all(
            _is_number(cell) or fold(cell) in self.fields.rows["total"]
            for cell in cells
            if cell is not worded
        )


def _examples(rows: Sequence[Sequence[str]], words: frozenset[str]) -> frozenset[str]:
    """The cells that are one of these folded words.

    Each text is looked at once, for most are said many times over, and one with digits is not
    folded
    where no word has any.
    """
    have_digits = any(map(_DIGIT.search, words))
    texts = (
        text for text in set(chain.from_iterable(rows)) if have_digits or not _DIGIT.search(text)
    )
    return frozenset(text for text in texts if fold(text).strip(" :()[]*.") in words)


def _is_number(cell: str) -> bool:
    """Whether a cell holds a number, with signs between its digits perhaps."""
    return bool(_NUMBER.fullmatch(cell))


def _spread(
    sheet: FileSheet,
    first: int,
    end: int,
    kept: dict[int, list[str]],
    mapping: Sequence[str],
    fields: Fields,
) -> tuple[dict[int, list[str]], list[Problem]]:
    """The rows with what a merged cell says in each of its rows.

    A merged number stands for all of them together: no row can have it.
    """
    rows = {number: list(row) for number, row in kept.items()} if sheet.merged else dict(kept)
    refused = []
    for top, left, bottom, _ in sheet.merged:
        if not (first <= top and bottom > top and top < end):
            continue
        value = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
        field = mapping[left] if left < len(mapping) else ""
        if not value or not field:
            continue
        inside = [number for number in range(top, bottom + 1) if number in rows]
        name = list(mapping).index(NAME) if NAME in mapping else None
        others = {rows[number][name] for number in inside} if name is not None else set()
        if field == NAME:
            continue
        if fields.kinds.get(field) in NUMBER_KINDS and len(others) > 1:
            refused += [
                replace(note("merged_number", sheet.file, number, left, value[:200]), level="error")
                for number in inside
            ]
            continue
        for number in inside:
            rows[number][left] = value
    return rows, refused


def _merged_notes(
    sheet: FileSheet, first: int, end: int, kept: dict[int, list[str]]
) -> list[Problem]:
    merged = [
        reach
        for reach in sheet.merged
        if reach[0] >= first
        and reach[2] < end
        and any(n in kept for n in range(reach[0], reach[2] + 1))
    ]
    return (
        [note("cells_merged", sheet.file, min(merged)[0], min(merged)[1], str(len(merged)))]
        if merged
        else []
    )


def _carried(
    sheet: FileSheet, rows: dict[int, list[str]], province: int | None, name: int | None
) -> list[Problem]:
    """Put the province that is written once a block into the rows below it; nothing where a
    province is written twice in a row.
    """
    if province is None or name is None:
        return []
    written = [row[province] for row in rows.values() if row[province]]
    blanks = [number for number, row in rows.items() if not row[province]]
    if (
        not written
        or not blanks
        or len(rows) < 3
        or any(fold(one) == fold(other) for one, other in pairwise(written))
    ):
        return []
    notes, above = [], ""
    for number, row in rows.items():
        if row[province]:
            above = row[province]
        elif above:
            rows[number] = [*row[:province], above, *row[province + 1 :]]
            notes.append(note("province_carried", sheet.file, number, province, above[:200]))
    return notes


def _headings_for_names(
    sheet: FileSheet, kept: dict[int, list[str]], at: dict[str, int], fields: Fields
) -> list[Problem]:
    """The rows of a table in which most names are those of fields, two at least: it is not what it
    was taken for.
    """
    if NAME not in at or ID in at:
        return []
    names = {number: row[at[NAME]] for number, row in kept.items()}
    wrong = {
        cell
        for cell in set(names.values())
        if cell and len(cell) < LONGEST_HEADING and fields.known(cell).field
    }
    if len(wrong) < 2 or 2 * len(wrong) < len(names):
        return []
    return [
        replace(note("name_is_heading", sheet.file, number, at[NAME], name), level="error")
        for number, name in names.items()
        if name in wrong
    ]


def _too_long(sheet: FileSheet, heading: int, kept: dict[int, list[str]]) -> list[Problem]:
    """Rows of delimited text with more cells than the heading, or with fewer where a thousand was
    parted by a comma: cells moved.
    """
    if not sheet.lengths or not 0 <= heading < len(sheet.lengths):
        return []
    wide = sheet.lengths[heading]
    usual = Counter(sheet.lengths[number] for number in kept).most_common(1)[0][0] if kept else wide
    problems = []
    for number, row in kept.items():
        length = sheet.lengths[number]
        moved = length > wide and any(row[wide:])
        is_odd = length < wide or length not in (wide, usual)
        parted = is_odd and any(
            re.fullmatch(r"\d{1,3}", a) and re.fullmatch(r"\d{3}", b)
            for a, b in pairwise(row[:length])
        )
        if moved or parted:
            problems.append(
                replace(
                    note("row_length", sheet.file, number, None, str(length)),
                    level="error",
                    allowed=str(wide),
                )
            )
    return problems
