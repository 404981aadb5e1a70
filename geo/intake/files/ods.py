"""Workbooks of LibreOffice (OpenDocument 1.3 spreadsheets), zipped or flat, read as a stream.

calamine, which reads them too, gives no merged ranges, leaves an error or a formula without a
result as a blank cell, and takes of a day not
what the sheet shows: a Jalali day that was typed becomes another one.

Blank cells and rows are repeated by the thousand to the edge of a sheet there: they are counted,
not made. A text that is repeated is held once.
"""

import re
from xml.parsers import expat

from geo.basis.errors import DataError, Problem
from geo.intake.files.cells import finished_tables, number_text, shown_day, time_text
from geo.intake.files.grid import Budget, FileSheet, Grid, Range
from geo.intake.files.package import Package
from geo.intake.files.xml_stream import Locals, stream_xml

_OURS = "urn:oasis:"
_CLOCK = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_MAX_NOTES = 1000
_MAX_SPACES = 1000


class _Table:
    """One sheet while it is read."""

    def __init__(self, name: str, is_visible: bool, budget: Budget) -> None:
        self.name, self.is_visible = name, is_visible
        self.grid = Grid(budget)
        self.merged: list[Range] = []
        self.without_value: list[tuple[int, int]] = []
        self.row, self.column = 0, 0


class _Content:
    """Sheets, with the names of the table styles that hide one."""

    def __init__(self, parser: expat.XMLParserType, budget: Budget) -> None:
        self.parser = parser
        parser.EndElementHandler = self.end
        self.tables: list[_Table] = []
        self._budget = budget
        self._names = Locals()
        self._path: list[str] = []
        self._hiding: set[str] = set()
        self._style = ""
        self._table: _Table | None = None
        self._repeated_rows = 1
        self._cell: dict[str, str] = {}
        self._cell_depth = self._asides = self._paragraphs = 0
        self._pieces: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names[tag]
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        ours = {
            self._names[key]: value for key, value in attributes.items() if key.startswith(_OURS)
        }
        if self._cell_depth:
            self._inside_cell(name, ours)
        elif name == "table" and parent == "spreadsheet":
            self._table = _Table(
                ours.get("name", ""), ours.get("style-name", "") not in self._hiding, self._budget
            )
            self.tables.append(self._table)
        elif name == "table-row" and self._table:
            self._repeated_rows = int(ours.get("number-rows-repeated", 1))
            self._table.column = 0
        elif name in ("table-cell", "covered-table-cell") and self._table and parent == "table-row":
            self._cell, self._cell_depth, self._paragraphs = ours, len(self._path), 0
            self._pieces.clear()
        elif name == "style":
            self._style = ours.get("name", "")
        elif name == "table-properties" and ours.get("display") == "false":
            self._hiding.add(self._style)

    def _inside_cell(self, name: str, ours: dict[str, str]) -> None:
        if name == "annotation" or (name == "table" and not self._asides) or self._asides:
            self._asides += 1
            self.parser.CharacterDataHandler = None
        elif name == "p":
            self._pieces += ["\n"] if self._paragraphs else []
            self._paragraphs += 1
            self.parser.CharacterDataHandler = self._pieces.append
        elif name == "s":
            self._pieces.append(" " * min(int(ours.get("c", 1)), _MAX_SPACES))
        elif name in ("tab", "line-break"):
            self._pieces.append("\t" if name == "tab" else "\n")

    def end(self, tag: str) -> None:
        name = self._names[tag]
        depth = len(self._path)
        self._path.pop()
        table = self._table
        if self._asides:
            self._asides -= 1
        elif self._cell_depth:
            if name == "p":
                self.parser.CharacterDataHandler = None
            elif depth == self._cell_depth and table:
                self._cell_depth = 0
                self._put(table)
        elif name == "table-row" and table:
            if self._repeated_rows > 1:
                table.grid.repeat(table.row, self._repeated_rows - 1)
            table.row += self._repeated_rows
        elif name == "table" and depth and self._path[-1:] == ["spreadsheet"]:
            self._table = None

    def _put(self, table: _Table) -> None:
        cell, row, column = self._cell, table.row, table.column
        repeated = int(cell.get("number-columns-repeated", 1))
        text = self._text()
        if text:
            for place in range(column, column + repeated):
                table.grid.put(row, place, text)
        elif (
            "formula" in cell
            and cell.get("value-type", "float") != "string"
            and not text
            and len(table.without_value) < _MAX_NOTES
        ):
            table.without_value.append((row, column))
        down, across = (
            int(cell.get("number-rows-spanned", 1)),
            int(cell.get("number-columns-spanned", 1)),
        )
        if down * across > 1:
            table.merged.append((row, column, row + down - 1, column + across - 1))
        table.column += repeated

    def _text(self) -> str:
        cell, written = self._cell, "".join(self._pieces)
        kind = cell.get("value-type", "")
        if kind in ("float", "percentage", "currency") and "value" in cell:
            return number_text(float(cell["value"]))
        if kind == "date" and "date-value" in cell:
            return shown_day(
                cell["date-value"].partition(".")[0].removesuffix("T00:00:00").replace("T", " ")
            )
        if kind == "boolean" and "boolean-value" in cell:
            return "TRUE" if cell["boolean-value"] == "true" else "FALSE"
        clock = _CLOCK.fullmatch(cell.get("time-value", ""))
        if kind == "time" and clock:
            return time_text(*(int(part) for part in clock.groups()))
        return written or cell.get("string-value", "")


def read_ods(package: Package) -> list[FileSheet]:
    """The sheets that hold anything, hidden ones too.

    Raises DataError: locked, damaged, or too many rows, columns or cells.
    """
    return finished_tables(
        package.parse("content.xml", lambda parser: _Content(parser, Budget(package.file))).tables,
        package.file,
    )


def read_flat_ods(content: bytes, file: str) -> list[FileSheet]:
    """The same of a spreadsheet that is one XML document (.fods)."""
    try:
        return finished_tables(
            stream_xml([content], lambda parser: _Content(parser, Budget(file))).tables, file
        )
    except (expat.ExpatError, LookupError, ValueError):
        raise DataError([Problem("file_damaged", file)]) from None
