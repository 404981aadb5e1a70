"""What every XLSX written here shares: a workbook whose texts stay texts, cell looks, sheet names
and column widths.

A cell's text never becomes a formula, a link or a number by itself. Fitting a text to a cell drops
what no XML can hold, bidi overrides included,
since these make a cell read otherwise than it is. Lengths are in UTF-16 units, as Excel counts.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter

from geo.basis.csv_text import RISKY
from geo.intake.files.grid import letters

UNDATED = datetime(2000, 1, 1)
"""The date of creation of a workbook whose maker names none: the same content then gives the same
bytes.
"""
MOST_CHARACTERS = 32_767
LONGEST_TITLE = 31
NARROWEST, WIDEST = 9, 42
"""Widths of columns, in characters."""
LINE, MOST_LINES = 15, 12
"""The height of a line, in points, and the most lines that a row is made high for."""
A4, MOST_ON_A_PAGE = 9, 12

_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\n\t]")
_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u0590-\u08ff\ufb1d-\ufefc]")
FROM_THE_RIGHT = 0x590

Book = Any
Sheet = Any
Look = Any


@contextmanager
def new_book(out: BinaryIO, created: datetime, *, row_by_row: bool = False) -> Iterator[Book]:
    """A workbook that stands in `out` when the block ends; `row_by_row` keeps one row in memory and
    must be written so.
    """
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": row_by_row,
        "default_format_properties": {"font_name": "Tahoma", "font_size": 10},
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": created})
    try:
        yield book
    finally:
        book.close()


def new_sheet(
    book: Book, title: str, *, rtl: bool, heading_row: int = 0, columns: int = 0
) -> Sheet:
    """A sheet that prints on A4, lying, with `heading_row` (zero-based) on every page and, unless
    they are many, all `columns` on one.
    """
    sheet = book.add_worksheet(title)
    if rtl:
        sheet.right_to_left()
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.repeat_rows(heading_row)
    if columns <= MOST_ON_A_PAGE:
        sheet.fit_to_pages(1, 0)
    return sheet


def clean(text: str) -> str:
    """`text` without control characters, bidi overrides and lone surrogates; line ends are
    newlines.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.sub("", text)


def fit(text: str, most: int = MOST_CHARACTERS) -> str:
    """`text` cleaned and cut, with an ellipsis, to `most` UTF-16 units."""
    text = clean(text)
    if len(text) * 2 <= most:
        return text
    units = text.encode("utf-16-le")
    return (
        text
        if len(units) <= most * 2
        else units[: (most - 1) * 2].decode("utf-16-le", "ignore") + "…"
    )


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might run `text` once a person edits or saves the cell otherwise."""
    return text.lstrip(" \xa0").startswith(RISKY)


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter of `text` is of a script written from the right."""
    first = None if text.isascii() else _LETTER.search(text)
    return first is not None and ord(first[0]) >= FROM_THE_RIGHT


def put_text(sheet: Sheet, row: int, column: int, text: str, look: Look | None = None) -> None:
    """Write `text` as text at a zero-based place; an empty one leaves the cell blank, in its
    look.
    """
    text = fit(text)
    if text.startswith("<r>"):
        # xlsxwriter takes a text in <r> for markup of its own and would pass it on unescaped
        sheet.write_rich_string(row, column, "<", "r", text[2:], *([look] if look else []))
    else:
        sheet.write_string(row, column, text, look)


class Looks:
    """The looks of a book's cells: named bases, turned to how a text reads and kept from running.

    A text that reads right to left gets that direction, so that its full stop stands at its end. On
    a right-to-left sheet every cell begins
    at the right, unless its base says where. A risky text stays a text when a person edits it.
    """

    def __init__(self, book: Book, *, rtl: bool, **bases: dict[str, Any]) -> None:
        self._book, self._rtl, self._bases = book, rtl, bases
        self._made: dict[tuple[str, bool, bool], Look] = {}

    def of(self, base: str, text: str = "") -> Look:
        """The look of a cell with this text."""
        key = (base, is_risky(text), reads_right_to_left(text))
        if key not in self._made:
            look: dict[str, Any] = {"align": "right"} if self._rtl else {}
            look |= {"quote_prefix": True} if key[1] else {}
            look |= {"reading_order": 2} if key[2] else {}
            self._made[key] = self._book.add_format(look | self._bases[base])
        return self._made[key]

    def put(self, sheet: Sheet, row: int, column: int, text: str, base: str) -> None:
        """Write `text` in this look."""
        put_text(sheet, row, column, text, self.of(base, text))


def fitting_title(name: str, taken: Iterable[str], otherwise: str) -> str:
    """`name` as a workbook takes it for a sheet and unlike `taken`; `otherwise` where nothing of it
    is left.
    """
    allowed = _NOT_IN_TITLES.sub(" ", clean(name)).replace("'", "\u2019").strip()
    allowed = fit(allowed or otherwise, LONGEST_TITLE)
    used = {t.casefold() for t in taken} | {"history"}
    number = 2
    unique = allowed
    while unique.casefold() in used:
        unique = f"{fit(allowed, LONGEST_TITLE - 4)} {number}"
        number += 1
    return unique


def width(texts: Iterable[str], widest: int = WIDEST) -> int:
    """A column width, in characters, that shows the longest line of `texts` within reason."""
    longest = max((len(line) for text in texts for line in text[:2000].split("\n")), default=0)
    return min(max(longest + 3, NARROWEST), widest)


def height(cells: Iterable[tuple[str, int]], most: int = MOST_LINES) -> int:
    """The height, in points, of a row whose wrapped texts stand in columns of these widths; not
    every program finds it by itself.
    """
    lines = (
        sum(1 + max(len(line) - 1, 0) // wide for line in text[:5000].split("\n"))
        for text, wide in cells
    )
    return LINE * min(max(lines, default=1), most)


def sheet_range(sheet: str, column: int, first: int, last: int) -> str:
    """Rows `first` to `last` (1-based) of one column of a sheet, as a fixed reference."""
    return f"'{sheet}'!${letters(column)}${first}:${letters(column)}${last}"
