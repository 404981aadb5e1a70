"""A user's sheet sent back with remarks: in the user's own layout, so that it can be mended where it is wrong and loaded again.

A remark is about a cell, a row or a file. Its level is `error` (the row is not taken) or `warning` (it is taken; look again). What is
remarked is told by colour, by a comment at the cell, in a column after the last, and in a list on the first sheet.
"""

import io
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from geo.registry.written.book import UNDATED, Looks, Sheet, fit, fitting_title, height, letters, new_book, new_sheet, width

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
    """What is wrong at `row` (1-based, as in the file; 0 for the file as a whole) and `column` (0-based; None for the whole row), with the cell's
    `value` and a sentence."""

    row: int
    column: int | None
    level: str
    value: str
    text: str


@dataclass(frozen=True)
class AnnotationWords:
    """The words of the file, in one language. `remarks` heads the column after the last and must not be like any field's heading."""

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


def annotate(
    rows: list[list[str]],
    sheet_name: str,
    remarks: list[Remark],
    words: AnnotationWords,
    lang: str,
    header_row: int,
    *,
    created: datetime = UNDATED,
) -> bytes:
    """`rows` as an XLSX with `remarks`: first a sheet that lists them, then the user's own, named `sheet_name` as far as a workbook allows.

    `header_row` is 1-based, as in the file; 0 for none. A text that is a number in the very form in which it would be read back is written
    as one, all others as texts.
    """
    out = io.BytesIO()
    with new_book(out, created, row_by_row=True) as book:
        list_title = fitting_title(words.list_title, [], "1")
        title = fitting_title(sheet_name, [list_title], words.sheet_title)
        rtl = lang == "fa"
        looks = Looks(book, rtl=rtl, **_LOOKS)
        listed = new_sheet(book, list_title, rtl=rtl)
        sheet = new_sheet(book, title, rtl=rtl, heading_row=max(header_row - 1, 0), columns=max(map(len, rows), default=0))
        heading = rows[header_row - 1] if 0 < header_row <= len(rows) else []
        _write_list(looks, listed, len(rows), heading, remarks, words, title)
        _write_rows(looks, sheet, rows, remarks, words, header_row)
    return out.getvalue()


def is_plain_number(text: str) -> bool:
    """Whether `text`, written as a number, is read back as the same text."""
    if not _NUMBER.fullmatch(text) or len(text) > MOST_DIGITS or text == "-0":
        return False
    return "." not in text or (repr(float(text)) == text and not text.endswith(".0"))


def _write_list(looks: Looks, sheet: Sheet, rows: int, heading: list[str], remarks: list[Remark], words: AnnotationWords, title: str) -> None:
    headings = (words.row, words.column, words.value, words.level, words.problem)
    for column, (name, wide) in enumerate(zip(headings, LIST_WIDTHS, strict=True)):
        sheet.set_column(column, column, wide)
        looks.put(sheet, 0, column, name, "heading")
    for place, remark in enumerate(remarks, 1):
        value, level = fit(remark.value, MOST_VALUE), f"wrapped {remark.level}"
        cells = ((_heading_of(remark.column, heading), "wrapped"), (value, "wrapped"), (words.of_level(remark.level), level), (remark.text, "wrapped"))
        sheet.set_row(place, height((cell, wide) for (cell, _), wide in zip(cells, LIST_WIDTHS[1:], strict=True)))
        if place <= MOST_LINKS and 0 < remark.row <= rows:
            sheet.write_url(place, 0, f"internal:'{title}'!{letters(remark.column or 0)}{remark.row}", looks.of("link"), string=str(remark.row))
            sheet.write_number(place, 0, remark.row, looks.of("link"))
        elif remark.row:
            sheet.write_number(place, 0, remark.row, looks.of("wrapped"))
        for column, (cell, base) in enumerate(cells, 1):
            looks.put(sheet, place, column, cell, base)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(remarks), len(headings) - 1)


def _heading_of(column: int | None, heading: list[str]) -> str:
    """What a person finds the column by: its heading, or its letters where it has none."""
    if column is None:
        return ""
    return heading[column] if column < len(heading) and heading[column] else letters(column)


def _write_rows(looks: Looks, sheet: Sheet, rows: list[list[str]], remarks: list[Remark], words: AnnotationWords, header_row: int) -> None:
    last = _place_of_remarks(rows, header_row, words.remarks)
    of_row: dict[int, list[Remark]] = defaultdict(list)
    of_cell: dict[tuple[int, int], list[Remark]] = defaultdict(list)
    for remark in remarks:
        of_row[remark.row].append(remark)
        if remark.column is not None and remark.column < last:
            of_cell[remark.row, remark.column].append(remark)
    commented = _most_pressing(of_cell)
    sample = [row[:last] for number, row in enumerate(rows[:SAMPLED], 1) if number >= header_row]
    for column, cells in enumerate(zip_longest(*sample, fillvalue="")):
        sheet.set_column(column, column, width(cells))
    sheet.set_column(last, last, REMARKS_WIDTH)
    for number, row in enumerate(rows, 1):
        remarked, in_heading = of_row.get(number, []), number == header_row
        text = "\n".join([*([words.remarks] if in_heading else []), *(r.text for r in remarked)])
        levels = {column: _worst(of_cell[number, column]) for column in {r.column for r in remarked} if column is not None and column < last}
        if "\n" in text or len(text) >= REMARKS_WIDTH - 2:
            sheet.set_row(number - 1, height([(text, REMARKS_WIDTH)]))
        for column in range(max(len(row), *(c + 1 for c in levels), 0) if levels else len(row)):
            cell = row[column] if column < min(len(row), last) else ""
            base = levels.get(column, "heading" if in_heading else "plain")
            if is_plain_number(cell):
                sheet.write_number(number - 1, column, float(cell), looks.of(base))
            elif cell or base != "plain":
                looks.put(sheet, number - 1, column, cell, base)
        for column in sorted(levels):
            if (number, column) in commented:
                _write_comment(sheet, number - 1, column, of_cell[number, column], words)
        if text:
            looks.put(sheet, number - 1, last, text, "heading" if in_heading else f"wrapped {_worst(remarked)}")
    if 0 < header_row <= len(rows):
        sheet.autofilter(header_row - 1, 0, len(rows) - 1, last)
        if header_row <= MOST_FROZEN:
            sheet.freeze_panes(header_row, 0)


def _place_of_remarks(rows: list[list[str]], header_row: int, heading: str) -> int:
    """The column after the last; that of earlier remarks where the file has been sent back before."""
    last = max(map(len, rows), default=0)
    names = rows[header_row - 1] if 0 < header_row <= len(rows) else []
    return last - 1 if last and len(names) == last and names[-1].split("\n")[0] == heading else last


def _worst(remarks: list[Remark]) -> str:
    return ERROR if any(r.level == ERROR for r in remarks) else WARNING


def _most_pressing(of_cell: dict[tuple[int, int], list[Remark]]) -> set[tuple[int, int]]:
    """The cells that get a comment: errors before warnings, then in the order of the file."""
    return set(sorted(of_cell, key=lambda place: (_worst(of_cell[place]) != ERROR, place))[:MOST_COMMENTS])


def _write_comment(sheet: Sheet, row: int, column: int, remarks: list[Remark], words: AnnotationWords) -> None:
    text = fit("\n".join(f"{words.of_level(r.level)}: {r.text}" for r in remarks), MOST_COMMENT_CHARACTERS)
    lines = sum(1 + len(line) // 40 for line in text.split("\n"))
    sheet.write_comment(row, column, text, {"width": 280, "height": min(24 + 18 * lines, 400), "font_size": 9})
