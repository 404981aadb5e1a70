"""What a file is comes from its content; what cannot be read, or is too large, is refused before
memory is spent.
"""

import io
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.basis.errors import DataError
from geo.intake.files import grid, package
from geo.intake.files.grid import MAX_BYTES, letters
from geo.intake.files.sheet import read_sheets
from tests.intake.files.making import (
    TABLE,
    compound_of,
    csv_of,
    ods_of,
    ods_row,
    only,
    refused,
    repacked,
    sheet_xml,
    table_xlsx,
)
from tests.serving import ROOT

FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"{}</row>'


def test_a_file_over_the_limit_is_refused() -> None:
    assert refused(b"a,b\n" * (MAX_BYTES // 4 + 1)).code == "file_too_large"


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        bytes(range(256)) * 20,
        b'{"type": "FeatureCollection"}',
        b'<?xml version="1.0"?><a/>',
        compound_of({"WordDocument": b"x"}),
        repacked(table_xlsx([["x"]]), {"xl/workbook.xml": None, "word/document.xml": b"<a/>"}),
    ],
    ids=["pdf", "png", "jpeg", "bytes", "json", "xml", "doc", "docx"],
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    assert refused(content, "table.xlsx").code == "file_kind_unknown"


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>no table",
        "\n<!DOCTYPE html>\n<p>",
        "<!-- x --><div>sign in</div>",
        "MIME-Version: 1.0\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_web_page_without_a_table_is_told(page: str, encoding: str) -> None:
    assert refused(page.encode(encoding), "table.xls").code == "file_is_html"


def test_the_name_of_a_file_does_not_matter() -> None:
    assert (
        read_sheets(table_xlsx(TABLE), "table.csv")[0].rows
        == read_sheets(csv_of(TABLE), "table.xlsx")[0].rows
        == TABLE
    )


def test_headings_with_markup_are_still_a_table() -> None:
    assert only("<b>نام خوشه</b>,استان\nx,یزد\n".encode()).rows[0] == ["<b>نام خوشه</b>", "استان"]


def test_a_workbook_with_a_password_is_told() -> None:
    assert (
        refused(compound_of({"EncryptionInfo": b"x", "EncryptedPackage": b"x" * 9000})).code
        == "file_password"
    )


def test_a_workbook_of_excel_97_with_a_password_is_told() -> None:
    stream = struct.pack("<HH4H8x", 0x809, 16, 0x600, 5, 0, 1997) + struct.pack(
        "<HHH52x", 0x2F, 54, 1
    )
    assert refused(compound_of({"Workbook": stream})).code == "file_password"


def test_a_spreadsheet_of_libreoffice_with_a_password_is_told() -> None:
    assert (
        refused(
            ods_of(
                "",
                manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>",
            )
        ).code
        == "file_password"
    )


def test_a_zip_with_a_password_is_told() -> None:
    content = table_xlsx(TABLE)
    at = content.index(b"PK\1\2")
    assert refused(content[: at + 8] + b"\1" + content[at + 9 :]).code == "file_password"


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_a_workbook_cut_short_is_damaged(share: float) -> None:
    content = table_xlsx(TABLE)
    assert refused(content[: int(len(content) * share)]).code == "file_damaged"


def test_xml_that_is_not_whole_or_declares_entities_is_damaged() -> None:
    assert (
        refused(
            repacked(table_xlsx(TABLE), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"})
        ).code
        == "file_damaged"
    )
    entities = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst xmlns="y">&b;</sst>'
    )
    assert (
        refused(repacked(table_xlsx(TABLE), {"xl/sharedStrings.xml": entities})).code
        == "file_damaged"
    )


def test_a_shared_text_that_is_not_there_is_damage() -> None:
    assert (
        refused(sheet_xml('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')).code == "file_damaged"
    )


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_workbook_with_bytes_changed_is_read_or_refused_and_never_worse(
    data: st.DataObject,
) -> None:
    content = bytearray(data.draw(st.sampled_from(SAMPLES)))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    try:
        read_sheets(bytes(content), "f")
    except DataError as error:
        assert error.problems


def xls(fill: Any) -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    fill(book.add_sheet("s"))
    book.save(out)
    return out.getvalue()


SAMPLES = [
    table_xlsx(TABLE),
    ods_of(f"<table:table>{ods_row('x', 'y')}</table:table>"),
    xls(lambda sheet: sheet.write(1, 1, "x")),
]


def zeros(size: int) -> bytes:
    return repacked(table_xlsx(TABLE), {"xl/media/picture.png": bytes(size)})


def test_a_zip_bomb_is_refused() -> None:
    assert refused(zeros(60_000_000)).code == "file_zip_bomb"


def test_a_zip_bomb_that_lies_about_its_size_is_cut_there() -> None:
    content = repacked(table_xlsx(TABLE), {"xl/worksheets/sheet1.xml": bytes(60_000_000)})
    size = struct.pack("<I", 60_000_000)
    assert content.count(size) == 2
    assert refused(content.replace(size, struct.pack("<I", 1000))).code == "file_damaged"


def test_many_parts_that_are_too_large_together_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "MAX_INFLATED", 50_000)
    assert (
        refused(
            repacked(table_xlsx(TABLE), {f"xl/media/{n}": bytes(20_000) for n in range(3)})
        ).code
        == "file_zip_bomb"
    )


def test_a_zip_with_one_name_twice_is_damaged() -> None:
    out = io.BytesIO(table_xlsx(TABLE))
    with zipfile.ZipFile(out, "a") as again:
        again.writestr("XL/WORKBOOK.XML", "<a/>")
    assert refused(out.getvalue()).code == "file_damaged"


def test_a_format_drawn_to_the_last_cell_of_the_sheet_costs_nothing() -> None:
    assert only(sheet_xml(FAR.format(' s="0"/>'))).rows == [["1"]]


def test_content_in_the_last_cell_of_the_sheet_is_refused_with_its_place() -> None:
    problem = refused(sheet_xml(FAR.format("><v>1</v></c>")))
    assert (problem.code, problem.row, problem.column) == ("too_many_columns", 1_048_576, "XFD")
    assert (
        refused(sheet_xml('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')).code
        == "too_many_rows"
    )


def test_a_sheet_with_too_many_cells_between_its_corners_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(grid, "MAX_CELLS", 1000)
    assert (
        refused(
            sheet_xml(
                '<row r="1"><c r="Z1"><v>1</v></c></row><row r="50"><c r="A50"><v>1</v></c></row>'
            )
        ).code
        == "too_many_cells"
    )
    assert refused(csv_of([["a"] * 30, *[["b"]] * 40])).code == "too_many_cells"


def test_a_csv_of_too_many_columns_or_rows_is_refused() -> None:
    assert refused(csv_of([["a"] * 201])).code == "too_many_columns"
    assert only(csv_of([["a"] * 200])).rows == [["a"] * 200]
    assert refused(b"a,b\n" * 300_001).code == "too_many_rows"


def test_delimiters_inside_of_quoted_cells_are_not_counted() -> None:
    many = ", ".join("میبد" for _ in range(300))
    assert only(csv_of([["a", "b"], ["x", f"{many}\n{many}"]])).rows[1] == ["x", f"{many}\n{many}"]


def test_a_row_that_grows_too_wide_over_several_lines_is_refused() -> None:
    assert (
        refused(
            ('"a\n",' + ",".join(["x"] * 150) + ',"b\n",' + ",".join(["x"] * 150) + "\n").encode()
        ).code
        == "too_many_columns"
    )


def test_a_workbook_of_excel_97_with_a_cell_too_far_out_is_refused() -> None:
    assert refused(xls(lambda sheet: sheet.write(65535, 255, "x"))).code == "too_many_columns"


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]


def test_hostile_files_are_refused_within_three_hundred_megabytes(tmp_path: Path) -> None:
    """Read in a process that may not take more: one far cell, cells repeated without end, a row of
    a million columns, a claim of size.
    """
    cell = (
        '<table:table-cell table:number-columns-repeated="{}"><text:p>x</text:p></table:table-cell>'
    )
    repeated = f'<table:table-row table:number-rows-repeated="1000000000">{cell}</table:table-row>'
    old = bytearray(xls(lambda sheet: sheet.write(1, 1, "x")))
    at = old.index(struct.pack("<HH", 0x200, 14)) + 4
    old[at : at + 14] = struct.pack("<IIHHH", 0, 0x7FFFFFFF, 0, 0xFFFF, 0)
    files = {
        "far": sheet_xml(FAR.format("><v>1</v></c>")),
        "tall": ods_of(f"<table:table>{repeated.format(1)}</table:table>"),
        "wide": ods_of(f"<table:table>{repeated.format(10**12)}</table:table>"),
        "row": b"x," * 20_000_000,
        "quoted": b'"x\n",' + b"x," * 20_000_000,
        "claim": bytes(old),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    code = (
        "import resource, sys; from pathlib import Path\nfrom geo.intake.files.sheet import"
        " read_sheets; from geo.basis.errors import"
        " DataError\nresource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))\nfor path in"
        " sorted(Path(sys.argv[1]).iterdir()):\n    try: print(path.name,"
        " len(read_sheets(path.read_bytes(), path.name)))\n    except DataError as error:"
        " print(path.name, error.problems[0].code)\nprint(next(line.split()[1] for line in"
        " open('/proc/self/status') if line.startswith('VmHWM')))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    *lines, peak = said.stdout.splitlines()
    assert lines == [
        "claim 1",
        "far too_many_columns",
        "quoted too_many_columns",
        "row too_many_columns",
        "tall too_many_rows",
        "wide too_many_columns",
    ], said.stderr
    assert int(peak) < 300_000
