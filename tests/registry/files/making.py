"""Files as people save them, made for the tests: workbooks, OpenDocument spreadsheets and compound files."""

import csv
import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import pytest
import xlsxwriter

from geo.errors import DataError, Problem
from geo.registry.files.sheet import Sheet, read_sheets

HEADINGS = ["شناسه", "نام خوشه", "استان", "مرحله"]
RECORDS = [["c1", "خوشه کاشی میبد", "یزد", "پیاده‌سازی"], ["c2", "خوشه فرش کاشان", "اصفهان", "شناسایی"]]
TABLE = [HEADINGS, *RECORDS]


def csv_of(rows: Sequence[Sequence[str]], encoding: str = "utf-8", delimiter: str = ",", quoting: Any = csv.QUOTE_MINIMAL) -> bytes:
    """Delimited text, CRLF."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_of(fill: Callable[[Any], None], **options: object) -> bytes:
    """An Excel workbook that `fill` fills."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False, **options})
    fill(book)
    book.close()
    return out.getvalue()


def table_xlsx(rows: Sequence[Sequence[object]], name: str = "Sheet1") -> bytes:
    """An Excel workbook of one sheet."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)

    return xlsx_of(fill)


def repacked(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A zip with parts put in, changed, or (None) taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = changes.get(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name] or b"")
    return out.getvalue()


def sheet_xml(cells: str, after: str = "") -> bytes:
    """An Excel workbook whose one sheet has these rows as XML."""
    start = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return repacked(table_xlsx([["x"]]), {"xl/worksheets/sheet1.xml": f"{start}{cells}</sheetData>{after}</worksheet>".encode()})


def ods_of(tables: str, styles: str = "", manifest: str = "<manifest/>") -> bytes:
    """An OpenDocument spreadsheet with these tables as XML."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in zip(("office", "table", "text", "style"), ("office", "table", "text", "style"), strict=True)
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content)
    return out.getvalue()


def ods_row(*cells: str, attributes: str = "") -> str:
    """A row of texts."""
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(c)}</text:p></table:table-cell>' if c else "<table:table-cell/>" for c in cells
    )
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def compound_of(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each of 4096 bytes and more: sector 0 the table, sector 1 the directory."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    table, data, entries = [0xFFFFFFFD, end], b"", [("Root Entry", 5, end, 0)]
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        sectors = -(-len(content) // 512)
        start = len(table)
        table += [*range(start + 1, start + sectors), end]
        data += content.ljust(sectors * 512, b"\0")
        entries.append((name, 2, start, len(content)))
    directory = b""
    for name, kind, start, size in entries:
        written = (name + "\0").encode("utf-16-le")
        directory += written.ljust(64, b"\0") + struct.pack("<HBB3I", len(written), kind, 1, free, 2 if kind == 2 else free, 1 if kind == 5 else free)
        directory += bytes(36) + struct.pack("<II", start, size) + bytes(4)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<9I", 1, 1, 0, 4096, end, 0, end, 0, 0) + struct.pack("<108I", *[free] * 108)
    return header + struct.pack("<128I", *table, *[free] * (128 - len(table))) + directory.ljust(512, b"\0") + data


def refused(content: bytes, name: str = "records.file") -> Problem:
    """The problem for which a file is refused."""
    with pytest.raises(DataError) as caught:
        read_sheets(content, name)
    return caught.value.problems[0]


def only(content: bytes) -> Sheet:
    """The one sheet of a file."""
    sheets = read_sheets(content, "records.file")
    assert len(sheets) == 1
    return sheets[0]


def codes(sheet: Sheet) -> list[str]:
    """The codes of a sheet's notes."""
    return [found.code for found in sheet.notes]
