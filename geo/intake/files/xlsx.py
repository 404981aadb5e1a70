"""Excel workbooks (ECMA-376), with or without macros, read part by part as a stream.

Only cells that hold something are kept, so one far away or a format drawn down to the last row
costs nothing. Of a formula the value that was
stored with it is used. Macros are never looked at.
"""

import re
from collections.abc import Callable
from xml.parsers import expat

from geo.basis.errors import DataError, Problem
from geo.intake.files.cells import finished, note, number_text, serial_text, value_text
from geo.intake.files.grid import Budget, FileSheet, Grid, Range
from geo.intake.files.package import Package
from geo.intake.files.xlsx_parts import Book, read_book, unescaped
from geo.intake.files.xml_stream import Locals

_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_DIGITS = "0123456789"
_MAX_NOTES = 1000


class _Columns(dict[str, int]):
    """Letters of a column to its number."""

    def __missing__(self, name: str) -> int:
        if not 0 < len(name) <= 3:
            raise ValueError(name)
        number = 0
        for letter in name:
            number = number * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
        self[name] = number - 1
        return number - 1


class _Cells:
    """Puts the cells of a sheet into a Grid; keeps the merged ranges, and the formulas that have no
    value.

    A cell is put when the next element but its value begins: listening for the end of each would
    take half as long again.
    """

    def __init__(self, parser: expat.XMLParserType, book: Book, grid: Grid) -> None:
        self.parser = parser
        self.merged: list[Range] = []
        self.without_value: list[tuple[int, int]] = []
        self._book, self._grid = book, grid
        self._names, self._columns = Locals(), _Columns()
        self._row = self._column = -1
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._is_open = self._is_formula = self._has_value = self._is_inline = self._is_reading = (
            False
        )
        parser.CharacterDataHandler = self._pieces.append

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names[tag]
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v":
            self._pieces.clear()
            self._has_value = True
        elif name == "f":
            self._is_formula, self._has_value = True, False
        elif name == "is":
            self._is_inline = True
            self.parser.CharacterDataHandler, self.parser.EndElementHandler = None, self.end
        elif name == "t" and not self._is_reading:
            self.parser.CharacterDataHandler = self._pieces.append
        elif name == "rPh":
            self._is_reading = True
        elif name == "row":
            self.put()
            self._row, self._column = int(attributes.get("r", self._row + 2)) - 1, -1
        elif name == "mergeCell":
            self._merge(attributes)
        elif not self._is_inline:
            self.put()

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if self._is_open:
            self.put()
        place = attributes.get("r")
        if place:
            column = place.rstrip(_DIGITS)
            self._row, self._column = int(place[len(column) :]) - 1, self._columns[column]
        else:
            self._column += 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._is_open, self._is_formula, self._has_value = True, False, True
        self._pieces.clear()

    def _merge(self, attributes: dict[str, str]) -> None:
        corners = [
            _PLACE.fullmatch(corner)
            for corner in attributes.get("ref", "").replace("$", "").split(":")
        ]
        first, last = corners[0], corners[-1]
        if first and last:
            self.merged.append(
                (
                    int(first[2]) - 1,
                    self._columns[first[1]],
                    int(last[2]) - 1,
                    self._columns[last[1]],
                )
            )

    def end(self, tag: str) -> None:
        """Told only while the pieces of a text that stands in its cell are read: what is between
        them is no part of it.
        """
        name = self._names[tag]
        if name == "t":
            self.parser.CharacterDataHandler = None
        elif name == "rPh":
            self._is_reading = False
        elif name == "is":
            self._is_inline = False
            self.parser.CharacterDataHandler, self.parser.EndElementHandler = (
                self._pieces.append,
                None,
            )

    def put(self) -> None:
        """Put the cell that was read last, if it is not yet."""
        if not self._is_open:
            return
        self._is_open = False
        stored = "".join(self._pieces) if self._has_value else ""
        if self._is_formula and self._kind != "str" and (not stored or stored.isspace()):
            if len(self.without_value) < _MAX_NOTES:
                self.without_value.append((self._row, self._column))
        elif stored:
            self._grid.put(self._row, self._column, self._text(stored))

    def _text(self, stored: str) -> str:
        if self._kind == "s":
            return self._book.texts[int(stored)] if not stored.isspace() else ""
        if self._kind == "n":
            return self._number(stored.strip())
        if self._kind == "b":
            return value_text(stored.strip() in ("1", "true"))
        if self._kind == "d":
            return stored.strip().removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
        return unescaped(stored)

    def _number(self, stored: str) -> str:
        if not stored:
            return ""
        if self._style in self._book.dates:
            return serial_text(
                float(stored), self._book.since_1904, self._style in self._book.durations
            )
        return (
            stored
            if len(stored) < 16 and stored.isdecimal() and stored.isascii()
            else number_text(float(stored))
        )


def _cells_of(book: Book, grid: Grid) -> Callable[[expat.XMLParserType], _Cells]:
    return lambda parser: _Cells(parser, book, grid)


def read_xlsx(package: Package) -> list[FileSheet]:
    """The sheets of an Excel workbook that hold anything, hidden ones too.

    Raises DataError: damaged, or too many rows, columns or cells.
    """
    book, file, budget = read_book(package), package.file, Budget(package.file)
    common = [note("file_has_macros", file)] if "xl/vbaProject.bin" in package.names else []
    sheets = []
    for sheet in book.sheets:
        grid = Grid(budget)
        try:
            cells = package.parse(sheet.part, _cells_of(book, grid))
            cells.put()
        except (IndexError, ValueError):
            raise package.damaged() from None
        notes = [
            note("formula_without_value", file, row, column) for row, column in cells.without_value
        ]
        sheets.append(
            finished(
                sheet.name,
                grid.table(),
                file,
                [*common, *notes],
                cells.merged,
                is_hidden=not sheet.is_visible,
            )
        )
    if book.sheets and all(sheet.is_hidden for sheet in sheets):
        raise DataError([Problem("sheets_all_hidden", file)])
    return [sheet for sheet in sheets if sheet.rows]
