"""Files as people save them, made for the tests: workbooks, OpenDocument spreadsheets and compound
files.
"""

import csv
import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import pytest
import xlsxwriter

from geo.basis.errors import DataError, Problem
from geo.intake.files.sheet import FileSheet, read_sheets

HEADINGS = ["شناسه", "نام خوشه", "استان", "مرحله"]
RECORDS = [
    ["c1", "خوشه کاشی میبد", "یزد", "پیاده‌سازی"],
    ["c2", "خوشه فرش کاشان", "اصفهان", "شناسایی"],
]
TABLE = [HEADINGS, *RECORDS]


def csv_of(
    rows: Sequence[Sequence[str]],
    encoding: str = "utf-8",
    delimiter: str = ",",
    quoting: Any = csv.QUOTE_MINIMAL,
) -> bytes:
    """Delimited text, CRLF."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_of(fill: Callable[[Any], None], **options: object) -> bytes:
    """An Excel workbook that `fill` fills."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "strings_to_urls": False,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            **options,
        },
    )
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
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = changes.get(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name] or b"")
    return out.getvalue()


def sheet_xml(cells: str, after: str = "") -> bytes:
    """An Excel workbook whose one sheet has these rows as XML."""
    start = (
        '<?xml version="1.0"?><worksheet'
        ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return repacked(
        table_xlsx([["x"]]),
        {"xl/worksheets/sheet1.xml": f"{start}{cells}</sheetData>{after}</worksheet>".encode()},
    )


def ods_of(tables: str, styles: str = "", manifest: str = "<manifest/>") -> bytes:
    """An OpenDocument spreadsheet with these tables as XML."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in zip(
            ("office", "table", "text", "style"), ("office", "table", "text", "style"), strict=True
        )
    )
    content = (
        '<?xml version="1.0"?><office:document-content'
        f" {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content)
    return out.getvalue()


def ods_row(*cells: str, attributes: str = "") -> str:
    """A row of texts."""
    inner = "".join(
        (
            "<table:table-cell"
            f' office:value-type="string"><text:p>{escape(c)}</text:p></table:table-cell>'
            if c
            else "<table:table-cell/>"
        )
        for c in cells
    )
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def compound_of(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each of 4096 bytes and more: sector 0 the table, sector 1
    the directory.
    """
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
        directory += written.ljust(64, b"\0") + struct.pack(
            "<HBB3I",
            len(written),
            kind,
            1,
            free,
            2 if kind == 2 else free,
            1 if kind == 5 else free,
        )
        directory += bytes(36) + struct.pack("<II", start, size) + bytes(4)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(10)
    )
    header += struct.pack("<9I", 1, 1, 0, 4096, end, 0, end, 0, 0) + struct.pack(
        "<108I", *[free] * 108
    )
    return (
        header
        + struct.pack("<128I", *table, *[free] * (128 - len(table)))
        + directory.ljust(512, b"\0")
        + data
    )


def refused(content: bytes, name: str = "records.file") -> Problem:
    """The problem for which a file is refused."""
    with pytest.raises(DataError) as caught:
        read_sheets(content, name)
    return caught.value.problems[0]


def only(content: bytes) -> FileSheet:
    """The one sheet of a file."""
    sheets = read_sheets(content, "records.file")
    assert len(sheets) == 1
    return sheets[0]


def codes(sheet: FileSheet) -> list[str]:
    """The codes of a sheet's notes."""
    return [found.code for found in sheet.notes]


def html_of(rows: Sequence[Sequence[str]], before: str = "", charset: str = "utf-8") -> str:
    """A web page with one table, as web systems write them under the name .xls."""
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    head = (
        f"<html><head><meta http-equiv=Content-Type content='text/html; charset={charset}'></head>"
    )
    return f"{head}<body>{before}<table border=1>{body}</table></body></html>"


def xml_2003_of(rows: Sequence[Sequence[str]], name: str = "Sheet1", after: str = "") -> str:
    """A workbook as one XML document, as Excel 2003 saved it."""
    data = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    cells = "".join(
        "<Row>" + "".join(data.format(escape(cell)) for cell in row) + "</Row>" for row in rows
    )
    return xml_2003(f'<Worksheet ss:Name="{name}"><Table>{cells}</Table>{after}</Worksheet>')


def xml_2003(sheets: str) -> str:
    """The frame of such a workbook."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}"'
        f' xmlns:ss="{space}">{sheets}</Workbook>'
    )


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, held: bytes = b"") -> bytes:
    """A record of a binary workbook: its number, its length, what it holds."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, left = b"", len(held)
    while True:
        length += bytes([left & 0x7F | (0x80 if left > 127 else 0)])
        left >>= 7
        if not left:
            return number + length + held


def _cell(column: int, value: object) -> bytes:
    head = struct.pack("<II", column, 0)
    if isinstance(value, bool):
        return _record(4, head + bytes([value]))
    if isinstance(value, int):
        return _record(3, head + bytes([value]))
    return (
        _record(5, head + struct.pack("<d", value))
        if isinstance(value, float)
        else _record(6, head + _wide(str(value)))
    )


def xlsb_of(
    rows: Sequence[Sequence[object]],
    name: str = "Sheet1",
    *,
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """A binary workbook of one sheet: texts, numbers (float), truth (bool) and errors (int, the
    error's number).
    """

    size = struct.pack("<4I", 0, max(len(rows) - 1, 0), 0, max(map(len, rows), default=1) - 1)
    sheet = _record(129) + _record(148, size) + _record(145)
    for number, row in enumerate(rows):
        sheet += _record(0, struct.pack("<IIHHBBBI", number, 0, 300, 0, 0, 0, 0, 0))
        sheet += b"".join(_cell(column, value) for column, value in enumerate(row) if value != "")
    sheet += _record(146)
    if merged:
        ranges = b"".join(
            _record(176, struct.pack("<4I", top, bottom, left, right))
            for top, left, bottom, right in merged
        )
        sheet += _record(177, struct.pack("<I", len(merged))) + ranges + _record(178)
    book = (
        _record(131)
        + _record(143)
        + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name))
        + _record(144)
        + _record(132)
    )
    kinds = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    excel = "application/vnd.ms-excel"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{kinds}/content-types"><Default Extension="bin"'
            f' ContentType="{excel}.sheet.binary.macroEnabled.main"/><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override'
            f' PartName="/xl/worksheets/sheet1.bin" ContentType="{excel}.worksheet"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{kinds}/relationships"><Relationship Id="rId1"'
            f' Type="{office}/officeDocument" Target="xl/workbook.bin"/></Relationships>'
        ),
        "xl/_rels/workbook.bin.rels": (
            f'<Relationships xmlns="{kinds}/relationships"><Relationship Id="rId1"'
            f' Type="{office}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
        ),
        "xl/workbook.bin": book,
        "xl/worksheets/sheet1.bin": sheet + _record(130),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, part in parts.items():
            package.writestr(
                path, part if isinstance(part, bytes) else '<?xml version="1.0"?>' + part
            )
    return out.getvalue()
