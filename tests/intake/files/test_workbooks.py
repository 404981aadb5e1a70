"""Workbooks of Excel and LibreOffice are read as a person sees them."""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from geo.intake.files.cells import number_text, value_text
from geo.intake.files.sheet import read_sheets
from tests.intake.files.making import (
    TABLE,
    codes,
    ods_of,
    ods_row,
    only,
    refused,
    repacked,
    sheet_xml,
    table_xlsx,
    xlsx_of,
)

VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=15).filter(
        lambda t: "_x" not in t
    ),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9).map(lambda x: round(x, 4)),
    st.booleans(),
)


def test_an_excel_workbook_reads_back_its_texts() -> None:
    assert only(table_xlsx(TABLE)).rows == TABLE


def test_numbers_dates_and_truth_read_as_a_person_sees_them() -> None:
    def fill(book: Any) -> None:
        sheet, day, clock = (
            book.add_worksheet(),
            book.add_format({"num_format": "yyyy/mm/dd"}),
            book.add_format({"num_format": "[h]:mm"}),
        )
        for column, value in enumerate([120, 3.25, 0.1 + 0.2, 1e20, -7.0, True]):
            sheet.write(0, column, value)
        sheet.write_datetime(1, 0, datetime(2024, 3, 1), day)
        sheet.write_datetime(1, 1, datetime(2024, 3, 1, 10, 5), day)
        sheet.write_datetime(1, 2, time(10, 5, 7), book.add_format({"num_format": "hh:mm:ss"}))
        sheet.write_number(1, 3, 1.5, clock)
        sheet.write_number(1, 4, 12, book.add_format({"num_format": '0 "days"'}))
        sheet.write_datetime(1, 5, datetime(1900, 2, 1), day)

    assert only(xlsx_of(fill)).rows == [
        ["120", "3.25", "0.3", "100000000000000000000", "-7", "TRUE"],
        ["2024-03-01", "2024-03-01 10:05", "10:05:07", "36:00", "12", "1900-02-01"],
    ]


def test_dates_counted_from_1904_read_rightly() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet().write_datetime(
            0, 0, datetime(2024, 3, 1), book.add_format({"num_format": "d mmmm yyyy"})
        )

    content = xlsx_of(fill, date_1904=True)
    assert b'date1904="1"' in zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml")
    assert only(content).rows == [["2024-03-01"]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=6))
def test_any_table_reads_as_another_reader_reads_it(rows: list[list[object]]) -> None:
    content = table_xlsx([["heading"] * 3, *rows, ["foot"] * 3])
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    turns = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
    assert only(content).rows == [
        [value_text(v).translate(turns).strip() for v in row] for row in theirs
    ]


@settings(max_examples=200)
@given(st.floats(-1e15, 1e15))
def test_a_number_keeps_the_digits_that_a_spreadsheet_keeps(number: float) -> None:
    assert float(number_text(number)) == float(f"{number:.15g}") or number.is_integer()


def test_rows_and_columns_are_those_a_person_counts() -> None:
    rows = only(
        sheet_xml(
            '<row r="3"><c r="B3" t="inlineStr"><is><t>x</t></is></c><c r="D3"><v>4</v></c></row>'
        )
    ).rows
    assert rows == [["", "", "", ""], ["", "", "", ""], ["", "x", "", "4"]]


def test_cells_that_do_not_say_where_they_stand_follow_each_other() -> None:
    assert only(
        sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    ).rows == [["1", "2"], ["3", ""]]


def test_a_text_in_several_runs_is_one_text() -> None:
    runs = "<is>\n <r><t>خوشه </t></r>\n <r><rPr/><t>کاشی</t></r><rPh><t>no</t></rPh>\n</is>"
    assert only(
        sheet_xml(f'<row r="1"><c r="A1" t="inlineStr">{runs}</c><c r="B1"><v>2</v></c></row>')
    ).rows == [["خوشه کاشی", "2"]]


def test_a_prefix_before_every_name_makes_no_difference() -> None:
    rows = '<x:row r="1"><x:c r="A1" t="str"><x:v>یزد</x:v></x:c></x:row>'
    xml = (
        "<x:worksheet"
        f' xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    )
    assert only(repacked(table_xlsx([["x"]]), {"xl/worksheets/sheet1.xml": xml.encode()})).rows == [
        ["یزد"]
    ]


def test_what_a_page_prints_above_and_below_is_no_cell() -> None:
    assert only(
        sheet_xml(
            '<row r="1"><c r="A1"><v>1</v></c></row>',
            "<headerFooter><oddHeader>9</oddHeader></headerFooter>",
        )
    ).rows == [["1"]]


def test_escaped_control_characters_are_taken_out() -> None:
    sheet = only(sheet_xml('<row r="1"><c r="A1" t="str"><v>a_x0007_b_x000D_</v></c></row>'))
    assert (sheet.rows, codes(sheet)) == ([["ab"]], ["control_removed"])


def test_of_a_formula_the_stored_value_is_used() -> None:
    sheet = only(
        sheet_xml(
            '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"'
            ' t="str"><f>"a"&amp;"b"</f><v>ab</v></c></row>'
        )
    )
    assert (sheet.rows, sheet.notes) == ([["2", "ab"]], ())


def test_a_formula_without_a_stored_value_is_noted_with_its_place() -> None:
    sheet = only(
        sheet_xml(
            '<row r="2"><c r="A2"><v>1</v></c><c r="C2"><f>A2*2</f><v></v></c><c'
            ' r="D2"><f>A2</f></c></row>'
        )
    )
    assert [(n.code, n.row, n.column, n.position) for n in sheet.notes] == [
        ("formula_without_value", 2, "C", 2),
        ("formula_without_value", 2, "D", 3),
    ]


def test_errors_are_read_as_their_own_text() -> None:
    assert only(
        sheet_xml(
            '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"'
            ' t="e"><v>#N/A</v></c></row>'
        )
    ).rows == [["#DIV/0!", "#N/A"]]


def test_hidden_sheets_are_read_and_known_for_what_they_are() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("one").write_string(0, 0, "seen")
        hidden, deep = book.add_worksheet("پنهان"), book.add_worksheet("deep")
        hidden.write_string(0, 0, "unseen")
        hidden.hide()
        deep.very_hidden()
        deep.write_string(0, 0, "deeper")

    sheets = read_sheets(xlsx_of(fill), "f.xlsx")
    assert [(sheet.name, sheet.rows[0][0], sheet.is_hidden) for sheet in sheets] == [
        ("one", "seen", False),
        ("پنهان", "unseen", True),
        ("deep", "deeper", True),
    ]


def test_sheets_without_content_and_charts_are_left_out() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("blank")
        book.add_worksheet("full").write_string(0, 0, "x")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=full!$A$1:$A$2"})
        book.add_chartsheet("chart").set_chart(chart)

    assert [s.name for s in read_sheets(xlsx_of(fill), "f.xlsx")] == ["full"]


def test_a_workbook_without_anything_in_it_is_empty() -> None:
    assert refused(table_xlsx([])).code == "file_empty"


def test_a_workbook_with_macros_is_read_and_the_macros_noted() -> None:
    sheet = only(repacked(table_xlsx(TABLE), {"xl/vbaProject.bin": b"never looked at"}))
    assert (sheet.rows, codes(sheet)) == (TABLE, ["file_has_macros"])


def test_merged_ranges_are_kept_and_their_text_stays_in_the_first_cell() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range(1, 0, 3, 0, "یزد")
        sheet.write_string(3, 1, "x")

    sheet = only(xlsx_of(fill))
    assert (sheet.rows, sheet.merged) == (
        [["", ""], ["یزد", ""], ["", ""], ["", "x"]],
        ((1, 0, 3, 0),),
    )


def xls(fill: Any) -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    fill(book)
    book.save(out)
    return out.getvalue()


def test_a_workbook_of_excel_97_is_read() -> None:
    def fill(book: Any) -> None:
        sheet, hidden = book.add_sheet("داده"), book.add_sheet("hidden")
        for number, row in enumerate(TABLE):
            for column, value in enumerate(row):
                sheet.write(number + 2, column + 1, value)
        sheet.write(5, 1, 12.0)
        sheet.write(5, 2, date(2024, 3, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
        sheet.write(5, 3, 3.5)
        sheet.write_merge(6, 7, 1, 2, "merged")
        hidden.write(0, 0, "x")
        hidden.visibility = 1

    sheet, other = read_sheets(xls(fill), "f.xls")
    assert (sheet.name, other.name, sheet.is_hidden, other.is_hidden) == (
        "داده",
        "hidden",
        False,
        True,
    )
    assert sheet.rows == [
        [""] * 5,
        [""] * 5,
        *[["", *row] for row in TABLE],
        ["", "12", "2024-03-01", "3.5", ""],
        ["", "merged", "", "", ""],
    ]
    assert (sheet.merged, sheet.notes) == (((6, 1, 7, 2),), ())


def test_errors_in_a_workbook_of_excel_97_are_read_as_their_own_text() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_sheet("s")
        sheet.write(0, 0, "x")
        sheet.row(1).set_cell_error(1, 42)

    assert only(xls(fill)).rows == [["x", ""], ["", "#N/A"]]


def test_a_spreadsheet_of_libreoffice_is_read() -> None:
    table = (
        '<table:table table:name="داده">'
        + ods_row(*TABLE[0])
        + '<table:table-row table:number-rows-repeated="2"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
        + '<table:table-row><table:table-cell office:value-type="float"'
        ' office:value="12.0"><text:p>۱۲</text:p></table:table-cell>'
        + '<table:table-cell office:value-type="date"'
        ' office:date-value="2024-03-01"><text:p>01/03</text:p></table:table-cell>'
        + '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        + '<table:table-cell office:value-type="time"'
        ' office:time-value="PT36H05M00S"/></table:table-row>'
        + '<table:table-row><table:table-cell office:value-type="string"'
        ' table:number-columns-repeated="2"><office:annotation><text:p>remark</text:p>'
        + "</office:annotation><text:p>one<text:s"
        ' text:c="2"/>two</text:p><text:p>three</text:p></table:table-cell>'
        + '<table:table-cell table:formula="of:=1/0" office:value-type="string"'
        ' office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>'
        + '<table:table-cell table:formula="of:=A1" office:value-type="float"/></table:table-row>'
        + '<table:table-row table:number-rows-repeated="1048500"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    sheet = only(ods_of(table))
    assert sheet.rows == [
        TABLE[0],
        [""] * 4,
        [""] * 4,
        ["12", "2024-03-01", "TRUE", "36:05"],
        ["one  two\nthree", "one  two\nthree", "#DIV/0!", ""],
    ]
    assert [(n.code, n.row, n.column) for n in sheet.notes] == [("formula_without_value", 5, "D")]


def test_hidden_sheets_and_merged_cells_of_libreoffice_are_seen() -> None:
    style = (
        '<style:style style:name="ta2" style:family="table"><style:table-properties'
        ' table:display="false"/></style:style>'
    )
    cell = (
        '<table:table-cell table:number-columns-spanned="2"'
        ' table:number-rows-spanned="1"><text:p>wide</text:p></table:table-cell>'
    )
    covered = "<table:covered-table-cell><text:p>under</text:p></table:covered-table-cell>"
    seen = (
        "<table:table"
        f' table:name="a"><table:table-row>{cell}{covered}</table:table-row>{ods_row("x", "y")}</table:table>'
    )
    hidden = f'<table:table table:name="b" table:style-name="ta2">{ods_row("z")}</table:table>'
    sheet, other = read_sheets(ods_of(seen + hidden, style), "f.ods")
    assert (other.rows, other.is_hidden, sheet.is_hidden) == ([["z"]], True, False)
    assert (sheet.rows, sheet.merged) == ([["wide", ""], ["x", "y"]], ((0, 0, 0, 1),))
    assert [(n.code, n.value) for n in sheet.notes] == [("cell_covered", "under")]


def test_rows_repeated_with_content_are_all_there() -> None:
    rows = only(
        ods_of(
            "<table:table"
            f' table:name="a">{ods_row("x", "y", attributes=chr(32) + "table:number-rows-repeated=" + chr(34) + "3" + chr(34))}</table:table>'
        )
    ).rows
    assert rows == [["x", "y"]] * 3


def test_a_workbook_whose_sheets_are_all_hidden_is_refused() -> None:
    style = (
        '<style:style style:name="t"><style:table-properties table:display="false"/></style:style>'
    )
    assert (
        refused(
            ods_of(f'<table:table table:style-name="t">{ods_row("x")}</table:table>', style)
        ).code
        == "sheets_all_hidden"
    )
