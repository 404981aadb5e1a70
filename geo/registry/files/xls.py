"""Workbooks of Excel 97 to 2003 ([MS-XLS]) and of Excel 5 and 95, read by calamine.

calamine believes what a file says of its sizes, makes room for a sheet up to its furthest cell, and copies a shared text for each cell that
shows it. So the stream of records is walked first: a file that would take more memory than is allowed is refused, claims of size are taken
out, and so are formulas and names, which nobody needs; calamine gets only the stream that is left. The texts of errors are picked up on
the way, for which calamine gives blanks.
"""

import io
import struct
from collections import defaultdict

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from geo.errors import DataError, Problem
from geo.registry.files.cells import finished, note, value_text
from geo.registry.files.compound import Compound, packed
from geo.registry.files.grid import MAX_COLUMNS, Budget, Sheet

MAX_TEXT = 100 * 1024 * 1024
"""Characters that cells may show together."""
_COPIES = 3
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BOF, _EOF, _SHEET, _LOCKED, _SHARED, _MORE, _SIZE = {0x809, 0x409, 0x209, 0x9}, 0xA, 0x85, 0x2F, 0xFC, 0x3C, 0x200
_FORMULA, _SHARED_CELL, _MANY, _TRUTH = {0x6, 0x206, 0x406}, 0xFD, 0xBD, 0x205
_CELLS = {*_FORMULA, _SHARED_CELL, _MANY, _TRUTH, 0x3, 0x203, 0x4, 0x204, 0x5, 0x2, 0x7E, 0x27E, 0xD6}
_NAMES, _IGNORED = {0x17, 0x18, 0x218}, 0x5C


class _Walk:
    """The records of a workbook: `stream` what is left for calamine, `errors` by sheet and place. Raises DataError where they are too much."""

    def __init__(self, stream: bytes, compound: Compound) -> None:
        self.file = compound.file
        self.stream = bytearray(stream)
        self.errors: dict[int, dict[tuple[int, int], str]] = defaultdict(dict)
        self._budget = Budget(self.file)
        self._lengths: list[int] = []
        self._text = 0
        starts: list[int] = []
        seen: set[int] = set()
        place = depth = 0
        sheet, height, width = -1, 0, 0
        while place + 4 <= len(stream):
            kind, length = struct.unpack_from("<HH", stream, place)
            start, end = place + 4, place + 4 + length
            if end > len(stream):
                raise compound.damaged()
            if kind in _BOF:
                depth += 1
                if place in starts:
                    sheet, depth, height, width = starts.index(place), 1, 0, 0
                    seen.add(place)
            elif kind == _EOF:
                depth -= 1
                if not depth and sheet >= 0:
                    self._budget.take(_COPIES * height * width)
                    sheet = -1
            elif kind == _LOCKED:
                raise DataError([Problem("file_password", self.file)])
            elif kind == _SHEET and length >= 4:
                starts.append(struct.unpack_from("<I", stream, start)[0])
            elif kind == _SHARED and length >= 8:
                self._lengths = _shared_lengths(stream, place)
                count = struct.unpack_from("<I", stream, start + 4)[0]
                struct.pack_into("<I", self.stream, start + 4, min(count, len(self._lengths)))
            elif kind in _CELLS and length >= 6 and sheet >= 0:
                row, column = struct.unpack_from("<HH", stream, start)
                last = struct.unpack_from("<H", stream, end - 2)[0] if kind == _MANY else column
                if max(column, last) >= MAX_COLUMNS:
                    self._budget.refuse_column(row, max(column, last))
                self._cell(kind, start, length, sheet if depth == 1 else -1, row, column)
                height, width = max(height, row + 1), max(width, column + 1, last + 1)
            elif kind == _SIZE:
                self.stream[start:end] = bytes(length)
            elif kind in _NAMES:
                struct.pack_into("<H", self.stream, place, _IGNORED)
            place = end
        if len(seen) < len(starts) or sheet >= 0:
            raise compound.damaged()

    def _cell(self, kind: int, start: int, length: int, sheet: int, row: int, column: int) -> None:
        stream = self.stream
        if kind == _SHARED_CELL and length >= 10:
            number = struct.unpack_from("<I", stream, start + 6)[0]
            self._text += self._lengths[number] if number < len(self._lengths) else 0
            if self._text > MAX_TEXT:
                raise DataError([Problem("file_too_large", self.file, allowed=str(MAX_TEXT // 1024**2))])
        elif kind == _TRUTH and length >= 8 and stream[start + 7] == 1:
            self.errors[sheet][row, column] = _ERRORS.get(stream[start + 6], "#N/A")
        elif kind in _FORMULA and length >= 22:
            struct.pack_into("<H", stream, start + 20, 0)
            if stream[start + 12 : start + 14] == b"\xff\xff" and stream[start + 6] == 2:
                self.errors[sheet][row, column] = _ERRORS.get(stream[start + 8], "#N/A")


def _shared_lengths(stream: bytes, place: int) -> list[int]:
    """Characters of each shared text (2.5.293), the record at `place` and those that continue it read as one.

    Where a text runs over into the next record, that begins with a flag of its own for how wide the letters are.
    """
    blocks: list[bytes] = []
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if blocks and kind != _MORE:
            break
        blocks.append(stream[place + 4 : place + 4 + length])
        place += 4 + length
    lengths: list[int] = []
    block, at = 0, 8
    try:
        while True:
            while at >= len(blocks[block]):
                at -= len(blocks[block])
                block += 1
            count, flags = struct.unpack_from("<HB", blocks[block], at)
            at += 3
            extra = 0
            if flags & 8:
                extra += 4 * struct.unpack_from("<H", blocks[block], at)[0]
                at += 2
            if flags & 4:
                extra += struct.unpack_from("<I", blocks[block], at)[0]
                at += 4
            lengths.append(count)
            wide, left = flags & 1, count
            while left:
                taken = min(left, (len(blocks[block]) - at) // (1 + wide))
                left -= taken
                at += taken * (1 + wide)
                if left:
                    block, at, wide = block + 1, 1, blocks[block + 1][0] & 1
            at += extra
    except (IndexError, struct.error):
        return lengths


def read_xls(compound: Compound) -> list[Sheet]:
    """The visible sheets that hold anything. Raises DataError: locked, damaged, or too many columns or cells."""
    file = compound.file
    name = "Workbook" if "Workbook" in compound.entries else "Book"
    walk = _Walk(compound.stream(name), compound)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(packed(name, bytes(walk.stream))))
        listed = [(number, sheet) for number, sheet in enumerate(book.sheets_metadata) if sheet.typ is SheetTypeEnum.WorkSheet]
        hidden = [note("sheet_hidden", file, value=sheet.name) for _, sheet in listed if sheet.visible is not SheetVisibleEnum.Visible]
        common = [note("file_has_macros", file)] if "_VBA_PROJECT_CUR" in compound.entries else []
        visible = [(number, sheet.name) for number, sheet in listed if sheet.visible is SheetVisibleEnum.Visible]
        sheets = []
        for number, name in visible:
            page = book.get_sheet_by_index(number)
            rows = [[value_text(value) for value in row] for row in page.to_python(skip_empty_area=False)]
            for (row, column), text in walk.errors[number].items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = text
            merged = [(*first, *last) for first, last in page.merged_cell_ranges or []]
            sheets.append(finished(name, rows, file, [*common, *hidden], merged))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:
        # What calamine has not foreseen comes as a PanicException, which is no Exception
        raise compound.damaged() from None
    if listed and not visible:
        raise DataError([Problem("sheets_all_hidden", file)])
    return [sheet for sheet in sheets if sheet.rows]
