"""Binary workbooks of Excel 2007 and later ([MS-XLSB]), read by calamine; what it does not tell is
looked up in the records: errors, which it
leaves as blank cells, and merged ranges.
"""

import io
import struct
from collections.abc import Iterator

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from geo.basis.errors import DataError, Problem
from geo.intake.files.cells import finished, note, value_text
from geo.intake.files.grid import MAX_COLUMNS, MAX_ROWS, Budget, FileSheet, Range
from geo.intake.files.package import Package
from geo.intake.files.xlsx_parts import related

PART = "xl/workbook.bin"
_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
_ROW, _CELL_ERROR, _FORMULA_ERROR, _SHEET, _MERGED = 0, 3, 11, 156, 176


def read_xlsb(content: bytes, package: Package) -> list[FileSheet]:
    """The sheets that hold anything, hidden ones too.

    Raises DataError: damaged, or too many rows, columns or cells.
    """
    file, budget = package.file, Budget(package.file)
    common = [note("file_has_macros", file)] if "xl/vbaProject.bin" in package.names else []
    try:
        parts = _parts(package)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        listed = [
            (number, sheet)
            for number, sheet in enumerate(book.sheets_metadata)
            if sheet.typ is SheetTypeEnum.WorkSheet
        ]
        sheets = []
        for number, meta in listed:
            name = meta.name
            page = book.get_sheet_by_index(number)
            rows = [
                [value_text(value) for value in row]
                for row in page.to_python(skip_empty_area=False)
            ]
            if rows and len(rows[0]) > MAX_COLUMNS:
                budget.refuse_column(0, MAX_COLUMNS)
            if len(rows) > MAX_ROWS:
                budget.refuse_row(MAX_ROWS)
            budget.take(sum(map(len, rows)))
            errors, merged = _besides(
                package.read(parts[name]) if parts.get(name) in package.names else b""
            )
            for (row, column), text in errors.items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = text
            sheets.append(
                finished(
                    name,
                    rows,
                    file,
                    common,
                    merged,
                    is_hidden=meta.visible is not SheetVisibleEnum.Visible,
                )
            )
    except (KeyboardInterrupt, SystemExit, MemoryError, DataError):
        raise
    except BaseException:
        # What calamine has not foreseen comes as a PanicException, which is no Exception
        raise package.damaged() from None
    if listed and all(sheet.is_hidden for sheet in sheets):
        raise DataError([Problem("sheets_all_hidden", file)])
    return [sheet for sheet in sheets if sheet.rows]


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part (2.1.4): number and size of each in as many bytes as they need, seven
    bits a byte.
    """
    place = 0
    while place < len(part):
        kind = part[place]
        place += 1
        if kind & 0x80:
            kind = kind & 0x7F | (part[place] & 0x7F) << 7
            place += 1
        size = 0
        for shift in (0, 7, 14, 21):
            byte = part[place]
            place += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, part[place : place + size]
        place += size


def _parts(package: Package) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    targets = related(package, PART)
    found = {}
    for kind, held in _records(package.read(PART)):
        if kind == _SHEET:
            relation, rest = _wide(held[8:])
            found[_wide(rest)[0]] = targets.get(relation, ("", ""))[1]
    return found


def _wide(held: bytes) -> tuple[str, bytes]:
    (length,) = struct.unpack_from("<I", held)
    return held[4 : 4 + 2 * length].decode("utf-16-le"), held[4 + 2 * length :]


def _besides(part: bytes) -> tuple[dict[tuple[int, int], str], list[Range]]:
    """The errors of a sheet by their place, and its merged ranges."""
    errors: dict[tuple[int, int], str] = {}
    merged: list[Range] = []
    row = 0
    for kind, held in _records(part):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", held)
        elif kind in (_CELL_ERROR, _FORMULA_ERROR):
            (column,) = struct.unpack_from("<I", held)
            errors[row, column] = _ERRORS.get(held[8], "#N/A")
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", held)
            merged.append((top, left, bottom, right))
    return errors, merged
