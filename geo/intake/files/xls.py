"""Workbooks of Excel 97 to 2003, and of Excel 5 and 95, read by xlrd.

calamine, which reads them too, leaves an error as a blank cell and gives no day before 1900 for
what it is.
"""

import io

import xlrd

from geo.basis.errors import DataError, Problem
from geo.intake.files.cells import finished, note, number_text, serial_text, value_text
from geo.intake.files.grid import Budget, FileSheet, Grid, Range
from geo.intake.files.xlsx_parts import shows

_LOCKED, _MACROS, _BOOKS = (
    tuple(name.encode("utf-16-le") for name in names)
    for names in (("EncryptedPackage",), ("_VBA_PROJECT_CUR",), ("Workbook", "Book"))
)


def read_compound(content: bytes, file: str) -> list[FileSheet]:
    """The sheets that hold anything, hidden ones too.

    Raises DataError: locked, damaged, no workbook, or too many columns or cells.
    """
    if any(name in content for name in _LOCKED):
        raise DataError([Problem("file_password", file)])
    if not any(name in content for name in _BOOKS):
        raise DataError([Problem("file_kind_unknown", file)])
    try:
        book = xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
    except xlrd.XLRDError as error:
        raise DataError(
            [Problem("file_password" if "encrypted" in str(error) else "file_damaged", file)]
        ) from None
    except (MemoryError, DataError):
        raise
    except (
        Exception
    ):  # xlrd looks at what a damaged file says of itself with bare indexing and assertions
        raise DataError([Problem("file_damaged", file)]) from None
    common = [note("file_has_macros", file)] if any(name in content for name in _MACROS) else []
    budget = Budget(file)
    sheets = [_sheet(book, sheet, file, budget, common) for sheet in book.sheets()]
    if book.nsheets and all(sheet.is_hidden for sheet in sheets):
        raise DataError([Problem("sheets_all_hidden", file)])
    return [sheet for sheet in sheets if sheet.rows]


def _sheet(
    book: xlrd.Book, sheet: xlrd.sheet.Sheet, file: str, budget: Budget, notes: list[Problem]
) -> FileSheet:
    grid = Grid(budget)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            grid.put(row, column, _text(book, sheet, row, column))
    merged: list[Range] = [
        (top, left, below - 1, after - 1) for top, below, left, after in sheet.merged_cells
    ]
    return finished(sheet.name, grid.table(), file, notes, merged, is_hidden=bool(sheet.visibility))


def _text(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int, column: int) -> str:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_DATE:
        shown = book.format_map[
            book.xf_list[sheet.cell_xf_index(row, column)].format_key
        ].format_str
        return serial_text(value, bool(book.datemode), shows(shown)[1])
    if kind == xlrd.XL_CELL_NUMBER:
        return number_text(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return value_text(bool(value))
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    return str(value)
