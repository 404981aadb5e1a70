"""Delimited text: rows of cells between commas, semicolons, tabs or bars, quoted as in RFC 4180.

A row is what a spreadsheet shows as one: a quoted cell may run over several lines of the file. The
Arabic comma is a letter of the text
and never a delimiter.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator

from geo.basis.errors import DataError, Problem
from geo.intake.files.cells import finished
from geo.intake.files.encoding import decode
from geo.intake.files.grid import MAX_COLUMNS, MAX_ROWS, Budget, FileSheet

DELIMITERS = ",;\t|"
_SAMPLED_ROWS = 50
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")
_HINT = re.compile(r"sep=([,;\t|])[\r\n]", re.IGNORECASE)


class _TooWideError(Exception):
    """A row of more cells than a sheet may have."""


class _Lines:
    """The lines of a text for csv.reader, each looked at before it is split: a row too wide is
    never split at all.
    """

    def __init__(self, text: str, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter
        mark = re.escape(delimiter)
        self._rest_of_quoted = re.compile(
            f'[^"]*+(?:""[^"]*+)*+(?:"[^{mark}]*+|\\Z)(?:{mark}|\\Z)', re.DOTALL
        )
        self._cell = re.compile(
            f'(?:"[^"]*+(?:""[^"]*+)*+(?:"[^{mark}]*+|\\Z)|[^{mark}]*+)(?:{mark}|\\Z)', re.DOTALL
        )
        self._first = ""
        self._cells = 0
        self.is_new_row = True

    def __iter__(self) -> Iterator[str]:
        for match in _LINE.finditer(self._text):
            line = match[0]
            if self.is_new_row:
                self._first, self._cells, self.is_new_row = line, 0, False
                if line.count(self._delimiter) >= MAX_COLUMNS:
                    self._count(line)
            else:
                if not self._cells:
                    self._count(self._first)
                self._count(line, is_inside=True)
            yield line

    def _count(self, line: str, is_inside: bool = False) -> None:
        """Count the cells of one more line of a row, and no further than is allowed."""
        place = 0
        while place < len(line):
            match = (self._rest_of_quoted if is_inside else self._cell).match(line, place)
            assert match
            self._cells += not is_inside
            is_inside = False
            if self._cells > MAX_COLUMNS:
                raise _TooWideError
            place = match.end()


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    lines = _Lines(text, delimiter)
    for row in csv.reader(lines, delimiter=delimiter, strict=True):
        if len(row) > MAX_COLUMNS:
            raise _TooWideError
        lines.is_new_row = True
        yield row


def _evenness(text: str, delimiter: str) -> float:
    """How well the first rows fall into columns at `delimiter`: 0 for one column only."""
    widths: list[int] = []
    trust = 1.0
    try:
        for row in _rows(text, delimiter):
            if row:
                widths.append(len(row))
            if len(widths) == _SAMPLED_ROWS:
                break
    except _TooWideError:
        widths.append(MAX_COLUMNS + 1)
    except csv.Error:
        trust = 0.5
    if not widths:
        return 0
    width, times = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))
    return trust * (times / len(widths)) ** 2 * (width - 1)


def read_delimited(content: bytes, file: str) -> list[FileSheet]:
    """The one sheet of a delimited text.

    Raises DataError: encodings mixed, a quote left open, too many rows, columns or cells.
    """
    text = decode(content, file)
    hint = _HINT.match(text)
    delimiter = hint[1] if hint else max(DELIMITERS, key=lambda d: _evenness(text, d))
    budget = Budget(file)
    rows: list[list[str]] = []
    known: dict[str, str] = {}
    try:
        for row in _rows(text, delimiter):
            if len(rows) == MAX_ROWS:
                budget.refuse_row(MAX_ROWS)
            budget.take(len(row))
            rows.append([known.setdefault(cell, cell) for cell in row])  # equal cells are held once
    except _TooWideError:
        budget.refuse_column(len(rows), MAX_COLUMNS)
    except csv.Error:
        raise DataError([Problem("quote_open", file, len(rows) + 1)]) from None
    if hint:
        rows[0] = []
    known.clear()
    lengths = [len(row) for row in rows]
    width = max(lengths, default=0)
    budget.take(sum(width - len(row) for row in rows))
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return [finished("", rows, file, is_text=True, lengths=lengths)]
