"""A user's file sent back with remarks: all of its sheets in the user's own layout, so that it can
be mended where it is wrong and loaded again.

A remark is about a cell, a row or a file. Its level is `error` (the row is not taken) or `warning`
(it is taken; look again). What is
remarked is told by colour, by a comment at the cell, in a column after the last, and in a list on
the first sheet.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from geo.exports.book import (
    UNDATED,
    Looks,
    Sheet,
    fit,
    fitting_title,
    height,
    new_book,
    new_sheet,
    width,
)
from geo.intake.files.grid import Range, letters

ERROR, WARNING = "error", "warning"
MOST_COMMENTS = 5_000
"""Excel grows slow with more; the rest of the remarks stand in the list and in the column."""
MOST_LINKS = 65_000
"""A sheet holds 65,530."""
MOST_COMMENT_CHARACTERS = 1_000
MOST_FROZEN = 8
"""A header further down would fill the window, were it frozen."""
SAMPLED = 300
"""Rows looked at for the width of a column."""
REMARKS_WIDTH = 60
LIST_WIDTHS = (9, 24, 30, 12, 90)
MOST_VALUE = 300
MOST_DIGITS = 16
"""A spreadsheet keeps 15 digits of a number; a sign or a point is one character more."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,14})?")
_FILLS: dict[str, dict[str, Any]] = {
    ERROR: {"bg_color": "#FFC7CE", "font_color": "#7A0010"},
    WARNING: {"bg_color": "#FFE9A8", "font_color": "#5F4300"},
}
_WRAPPED = {"valign": "top", "text_wrap": True}
_LOOKS: dict[str, dict[str, Any]] = {
    "plain": {"valign": "top"},
    "wrapped": _WRAPPED,
    "heading": {"bold": True, "bg_color": "#E3EAF0", "bottom": 1, **_WRAPPED},
    "link": {"valign": "top", "font_color": "#0B4FA0", "underline": 1},
    **{level: {"valign": "top", **fill} for level, fill in _FILLS.items()},
    **{f"wrapped {level}": {**_WRAPPED, **fill} for level, fill in _FILLS.items()},
}


@dataclass(frozen=True)
class Remark:
    """What is wrong at `row` (1-based, as in the file; 0 for the file as a whole) and `column`
    (0-based; None for the whole row), with the cell's
    `value` and a sentence.
    """

    row: int
    column: int | None
    level: str
    value: str
    text: str


@dataclass(frozen=True)
class AnnotationWords:
    """The words of the file, in one language.

    `remarks` heads the column after the last and must not be like any field's heading.
    """

    list_title: str
    sheet_title: str
    row: str
    column: str
    value: str
    level: str
    problem: str
    error: str
    warning: str
    remarks: str

    def of_level(self, level: str) -> str:
        """The word for a remark's level."""
        return self.error if level == ERROR else self.warning


@dataclass(frozen=True)
class SentBack:
    """A sheet of the user's. header_rows: the last row of each of its headings, 1-based, as in the
    file. merged: ranges, as in grid.py.

    is_turned: its clusters stand in columns; rows, remarks, header_rows and merged tell of it with
    its columns for rows.
    """

    rows: list[list[str]]
    name: str = ""
    remarks: Sequence[Remark] = ()
    header_rows: Sequence[int] = ()
    merged: Sequence[Range] = ()
    is_hidden: bool = False
    is_turned: bool = False

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Where a cell stands in the file; all from 0."""
        return (column, row) if self.is_turned else (row, column)


def annotate(
    sheets: Sequence[SentBack],
    words: AnnotationWords,
    lang: str,
    about_all: Sequence[Remark] = (),
    *,
    created: datetime = UNDATED,
) -> bytes:
    """An XLSX: first a sheet that lists all remarks, those about the file as a whole first, then
    the user's own sheets, named as far as a workbook allows.

    A text that is a number in the very form in which it would be read back is written as one, all
    others as texts.
    """
    out = io.BytesIO()
    with new_book(out, created, row_by_row=True) as book:
        taken = [fitting_title(words.list_title, [], "1")]
        rtl = lang == "fa"
        looks = Looks(book, rtl=rtl, **_LOOKS)
        listed = new_sheet(book, taken[0], rtl=rtl)
        made = []
        for one in sheets:
            taken.append(fitting_title(one.name, taken, words.sheet_title))
            heading_row = (
                0 if one.is_turned or not one.header_rows else max(one.header_rows[0] - 1, 0)
            )
            sheet = new_sheet(
                book,
                taken[-1],
                rtl=rtl,
                heading_row=heading_row,
                columns=max(map(len, one.rows), default=0),
            )
            if one.is_hidden:
                sheet.hide()
            made.append((one, taken[-1], sheet))
        _write_list(looks, listed, about_all, [(one, title) for one, title, _ in made], words)
        for one, _, sheet in made:
            _write_rows(looks, sheet, one, words)
    return out.getvalue()


def is_plain_number(text: str) -> bool:
    """Whether `text`, written as a number, is read back as the same text."""
    if not _NUMBER.fullmatch(text) or len(text) > MOST_DIGITS or text == "-0":
        return False
    return "." not in text or (repr(float(text)) == text and not text.endswith(".0"))


def _write_list(
    looks: Looks,
    sheet: Sheet,
    about_all: Sequence[Remark],
    sheets: Sequence[tuple[SentBack, str]],
    words: AnnotationWords,
) -> None:
    headings = (words.row, words.column, words.value, words.level, words.problem)
    for column, (name, wide) in enumerate(zip(headings, LIST_WIDTHS, strict=True)):
        sheet.set_column(column, column, wide)
        looks.put(sheet, 0, column, name, "heading")
    every = [(remark, None, "") for remark in about_all] + [
        (remark, one, title) for one, title in sheets for remark in one.remarks
    ]
    for place, (remark, one, title) in enumerate(every, 1):
        value, level = fit(remark.value, MOST_VALUE), f"wrapped {remark.level}"
        heading = _heading(one, remark.row) if one else []
        cells = (
            (_heading_of(remark.column, heading), "wrapped"),
            (value, "wrapped"),
            (words.of_level(remark.level), level),
            (remark.text, "wrapped"),
        )
        sheet.set_row(
            place,
            height((cell, wide) for (cell, _), wide in zip(cells, LIST_WIDTHS[1:], strict=True)),
        )
        if one and place <= MOST_LINKS and 0 < remark.row <= len(one.rows):
            row, column = one.place(remark.row - 1, remark.column or 0)
            sheet.write_url(
                place,
                0,
                f"internal:'{title}'!{letters(column)}{row + 1}",
                looks.of("link"),
                string=str(remark.row),
            )
            sheet.write_number(place, 0, remark.row, looks.of("link"))
        elif remark.row:
            sheet.write_number(place, 0, remark.row, looks.of("wrapped"))
        for column, (cell, base) in enumerate(cells, 1):
            looks.put(sheet, place, column, cell, base)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(every), len(headings) - 1)


def _heading(one: SentBack, row: int) -> list[str]:
    """The heading under which a row stands, the first where it stands above all."""
    above = [number for number in one.header_rows if number <= max(row, one.header_rows[0])]
    return one.rows[above[-1] - 1] if above and 0 < above[-1] <= len(one.rows) else []


def _heading_of(column: int | None, heading: list[str]) -> str:
    """What a person finds the column by: its heading, or its letters where it has none."""
    if column is None:
        return ""
    return heading[column] if column < len(heading) and heading[column] else letters(column)


def _write_rows(looks: Looks, sheet: Sheet, one: SentBack, words: AnnotationWords) -> None:
    rows, header_row = one.rows, one.header_rows[0] if one.header_rows else 0
    last = _place_of_remarks(rows, header_row, words.remarks)
    of_row: dict[int, list[Remark]] = defaultdict(list)
    of_cell: dict[tuple[int, int], list[Remark]] = defaultdict(list)
    for remark in one.remarks:
        of_row[remark.row].append(remark)
        if remark.column is not None and remark.column < last:
            of_cell[remark.row, remark.column].append(remark)
    commented = _most_pressing(of_cell)
    if not one.is_turned:
        _set_widths(sheet, one, last, header_row)
    written = _cells(one, last, of_row, of_cell, words)
    for number, column, cell, base in (
        sorted(written, key=lambda at: (at[1], at[0])) if one.is_turned else written
    ):
        place = one.place(number - 1, column)
        if (
            column == last
            and not one.is_turned
            and ("\n" in cell or len(cell) >= REMARKS_WIDTH - 2)
        ):
            sheet.set_row(place[0], height([(cell, REMARKS_WIDTH)]))
        if column < last and is_plain_number(cell):
            sheet.write_number(*place, float(cell), looks.of(base))
        else:
            looks.put(sheet, *place, cell, base)
        if (number, column) in commented:
            _write_comment(sheet, *place, of_cell[number, column], words)
    _merge(sheet, one)
    if 0 < header_row <= len(rows) and not one.is_turned:
        _hold_heading(sheet, one, last, header_row)


def _set_widths(sheet: Sheet, one: SentBack, last: int, header_row: int) -> None:
    """Columns as wide as their first cells, and room for the remarks in the column `last`."""
    sample = [
        row[:last] for number, row in enumerate(one.rows[:SAMPLED], 1) if number >= header_row
    ]
    for column, cells in enumerate(zip_longest(*sample, fillvalue="")):
        sheet.set_column(column, column, width(cells))
    if one.header_rows or one.remarks:
        sheet.set_column(last, last, REMARKS_WIDTH)


def _hold_heading(sheet: Sheet, one: SentBack, last: int, header_row: int) -> None:
    """Let the heading of one table filter its rows, and stay in sight."""
    if len(one.header_rows) == 1:
        sheet.autofilter(header_row - 1, 0, len(one.rows) - 1, last)
    if header_row <= MOST_FROZEN:
        sheet.freeze_panes(header_row, 0)


def _cells(
    one: SentBack,
    last: int,
    of_row: Mapping[int, list[Remark]],
    of_cell: Mapping[tuple[int, int], list[Remark]],
    words: AnnotationWords,
) -> Iterator[tuple[int, int, str, str]]:
    """The cells of a sheet with its remarks in the column `last`: row from 1, column from 0, text
    and look; row by row.
    """
    for number, row in enumerate(one.rows, 1):
        remarked, in_heading = of_row.get(number, []), number in one.header_rows
        text = "\n".join([*([words.remarks] if in_heading else []), *(r.text for r in remarked)])
        levels = {
            column: _worst(of_cell[number, column])
            for column in {r.column for r in remarked}
            if column is not None and column < last
        }
        for column in range(max(len(row), *(c + 1 for c in levels), 0) if levels else len(row)):
            cell = row[column] if column < min(len(row), last) else ""
            base = levels.get(column, "heading" if in_heading else "plain")
            if (cell or base != "plain") and column != last:
                yield number, column, cell, base
        if text:
            yield number, last, text, "heading" if in_heading else f"wrapped {_worst(remarked)}"


def _merge(sheet: Sheet, one: SentBack) -> None:
    """Merge what was merged.

    Written row by row, a sheet takes no merge_range: that would write the cells of its rows once
    more.
    """
    below, right = len(one.rows) - 1, max(map(len, one.rows), default=0) - 1
    covered: set[tuple[int, int]] = set()
    for top, left, last, end in one.merged:
        bottom, after = min(last, below), min(end, right)
        cells = {
            (row, column) for row in range(top, bottom + 1) for column in range(left, after + 1)
        }
        if len(cells) > 1 and not cells & covered:  # ranges that overlap damage the file
            covered |= cells
            sheet.merge.append([*one.place(top, left), *one.place(bottom, after)])


def _place_of_remarks(rows: list[list[str]], header_row: int, heading: str) -> int:
    """The column after the last; that of earlier remarks where the file has been sent back
    before.
    """
    last = max(map(len, rows), default=0)
    names = rows[header_row - 1] if 0 < header_row <= len(rows) else []
    return last - 1 if last and len(names) == last and names[-1].split("\n")[0] == heading else last


def _worst(remarks: list[Remark]) -> str:
    return ERROR if any(r.level == ERROR for r in remarks) else WARNING


def _most_pressing(of_cell: dict[tuple[int, int], list[Remark]]) -> set[tuple[int, int]]:
    """The cells that get a comment: errors before warnings, then in the order of the file."""
    return set(
        sorted(of_cell, key=lambda place: (_worst(of_cell[place]) != ERROR, place))[:MOST_COMMENTS]
    )


def _write_comment(
    sheet: Sheet, row: int, column: int, remarks: list[Remark], words: AnnotationWords
) -> None:
    text = fit(
        "\n".join(f"{words.of_level(r.level)}: {r.text}" for r in remarks), MOST_COMMENT_CHARACTERS
    )
    lines = sum(1 + len(line) // 40 for line in text.split("\n"))
    sheet.write_comment(
        row, column, text, {"width": 280, "height": min(24 + 18 * lines, 400), "font_size": 9}
    )
