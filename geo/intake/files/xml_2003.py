"""Workbooks of Excel 2002 and 2003 saved as one XML document ("XML Spreadsheet 2003"), as many web
systems write them under the name .xls.
"""

from xml.parsers import expat

from geo.basis.errors import DataError, Problem
from geo.intake.files.cells import finished_tables, number_text, shown_day
from geo.intake.files.grid import Budget, FileSheet, Grid, Range
from geo.intake.files.xml_stream import Locals, stream_xml

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_MAX_NOTES = 1000


class _Table:
    """One sheet while it is read."""

    def __init__(self, name: str, budget: Budget) -> None:
        self.name, self.is_visible = name, True
        self.grid = Grid(budget)
        self.merged: list[Range] = []
        self.without_value: list[tuple[int, int]] = []
        self.row = self.column = -1


class _Workbook:
    """The sheets of a workbook.

    A row or a cell that does not say where it stands follows the last one.
    """

    def __init__(self, parser: expat.XMLParserType, budget: Budget) -> None:
        self.tables: list[_Table] = []
        self._parser, self._budget = parser, budget
        self._names = Locals()
        self._pieces: list[str] = []
        self._type = self._option = ""
        self._is_comment = self._has_data = self._is_formula = False
        parser.EndElementHandler = self.end

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names[tag]
        ours = {self._names[key]: value for key, value in attributes.items()}
        table = self.tables[-1] if self.tables else None
        if name == "Worksheet":
            self.tables.append(_Table(ours.get("Name", ""), self._budget))
        elif table is None or self._is_comment:
            return
        elif name == "Row":
            table.row = int(ours.get("Index", table.row + 2)) - 1
            table.column = -1
        elif name == "Cell":
            table.column = int(ours.get("Index", table.column + 2)) - 1
            self._is_formula, self._has_data = "Formula" in ours, False
            down, across = int(ours.get("MergeDown", 0)), int(ours.get("MergeAcross", 0))
            if down or across:
                table.merged.append(
                    (table.row, table.column, table.row + down, table.column + across)
                )
        elif name == "Data":
            self._type, self._has_data = ours.get("Type", "String"), True
            self._listen()
        elif name == "Visible":
            self._listen()
        elif name == "Comment":
            self._is_comment = True

    def _listen(self) -> None:
        self._pieces.clear()
        self._parser.CharacterDataHandler = self._pieces.append

    def end(self, tag: str) -> None:
        name = self._names[tag]
        table = self.tables[-1] if self.tables else None
        if name == "Comment":
            self._is_comment = False
        elif table is None or self._is_comment:
            return
        elif name == "Data":
            self._parser.CharacterDataHandler = None
            table.grid.put(table.row, table.column, _text("".join(self._pieces), self._type))
        elif name == "Cell":
            if self._is_formula and not self._has_data and len(table.without_value) < _MAX_NOTES:
                table.without_value.append((table.row, table.column))
            if table.merged and table.merged[-1][:2] == (table.row, table.column):
                table.column = table.merged[-1][3]  # the next cell stands beside what is merged
        elif name == "Visible":
            self._parser.CharacterDataHandler = None
            table.is_visible = not "".join(self._pieces).strip().startswith("Sheet")


def _text(stored: str, kind: str) -> str:
    if kind == "Number" and stored.strip():
        return number_text(float(stored))
    if kind == "DateTime":
        return shown_day(
            stored.strip().partition(".")[0].removesuffix("T00:00:00").replace("T", " ")
        )
    if kind == "Boolean":
        return "TRUE" if stored.strip() == "1" else "FALSE"
    return stored


def read_xml_2003(content: bytes, file: str) -> list[FileSheet]:
    """The sheets that hold anything, hidden ones too.

    Raises DataError: damaged, or too many rows, columns or cells.
    """
    try:
        book = stream_xml([content], lambda parser: _Workbook(parser, Budget(file)))
    except (expat.ExpatError, LookupError, ValueError):
        raise DataError([Problem("file_damaged", file)]) from None
    return finished_tables(book.tables, file)
