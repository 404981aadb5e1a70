"""What web systems, older Excels and GIS programs save is read as a person sees it there."""

import json
import shutil
import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest

from geo.intake.files.sheet import read_sheets
from tests.intake.files.making import (
    TABLE,
    codes,
    html_of,
    only,
    refused,
    xlsb_of,
    xml_2003,
    xml_2003_of,
)

PAGES = {
    "plain": html_of(TABLE),
    "upper case, cells never closed": (
        "<TABLE>" + "".join("<TR>" + "".join(f"<TD>{c}" for c in row) for row in TABLE) + "</TABLE>"
    ),
    "comment first": "<!-- exported -->\n" + html_of(TABLE),
    "two comments, xml line first": (
        '<?xml version="1.0"?>\n<!-- a --><!-- <table> -->\n' + html_of(TABLE)
    ),
    "doctype": '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">' + html_of(TABLE),
    "a bare table": "<table>" + html_of(TABLE).split("<table border=1>")[1],
    "heading cells": html_of(TABLE).replace("<td>", "<th>", 4).replace("</td>", "</th>", 4),
    "head and body": (
        "<table><thead><tr>"
        + html_of(TABLE).split("<tr>", 2)[1]
        + "</thead><tbody><tr>"
        + html_of(TABLE).split("<tr>", 2)[2]
    ),
    "fonts and spaces": (
        html_of(TABLE)
        .replace("<td>", "<td>\n   <font size=2><b> ")
        .replace("</td>", " </b></font>\n</td>")
    ),
    "cells of paragraphs": (
        html_of(TABLE).replace("<td>", "<td><p class=x>").replace("</td>", "</p></td>")
    ),
    "a table in a table": (
        f"<html><body><table><tr><td>{html_of(TABLE)}</td></tr></table></body></html>"
    ),
    "in divisions and a form": f"<div><form action=x><div>{html_of(TABLE)}</div></form></div>",
    "styles of Office": (
        html_of(TABLE).replace(
            "<head>",
            "<head><style>td {mso-number-format:General;}</style><xml><x:Name>یزد</x:Name></xml>",
        )
    ),
    "half-spaces by name": html_of(TABLE).replace("\u200c", "&zwnj;"),
    "hard spaces": (
        html_of([[c.replace(" ", "\xa0") for c in row] for row in TABLE]).replace("\xa0", "&nbsp;")
    ),
    "blank cells of spaces": (
        html_of([[*row, ""] for row in TABLE]).replace("<td></td>", "<td>&nbsp;</td>")
    ),
    "a script in between": (
        html_of(TABLE).replace("</tr><tr>", "</tr><script>var a = '<td>x</td>';</script><tr>", 1)
    ),
    "columns of widths": (
        html_of(TABLE).replace(
            "<table border=1>", "<table border=1><colgroup><col width=64><col width=100></colgroup>"
        )
    ),
    "a foot": html_of(TABLE).replace("</table>", "</table><br/>"),
    "attributes in a row": (
        html_of(TABLE).replace("<td>", "<td style='direction:rtl' x:str nowrap class=\"xl24\">")
    ),
    "words with markup": html_of(TABLE).replace("خوشه کاشی", "خوشه <b>کا</b>شی"),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_page_with_a_table_is_read_as_the_browser_shows_it(page: str, encoding: str) -> None:
    rows = [[cell.replace("\xa0", " ") for cell in row] for row in only(page.encode(encoding)).rows]
    assert [row for row in rows if any(row)] == TABLE


@pytest.mark.parametrize("named", ["windows-1256", "utf-8", "no-such-encoding"])
def test_a_page_in_windows_1256_is_read_whatever_it_says_of_itself(named: str) -> None:
    rows = [
        [cell.replace("ی", "ي").replace("ک", "ك").replace("\u200c", "") for cell in row]
        for row in TABLE
    ]
    assert only(html_of(rows, charset=named).encode("cp1256")).rows == rows


def test_a_page_that_is_utf_8_is_read_so_though_it_names_windows_1256() -> None:
    assert only(html_of(TABLE, charset="windows-1256").encode()).rows == TABLE


def test_lines_above_a_table_are_rows_above_it() -> None:
    page = html_of(
        TABLE, "<h3>شرکت شهرک‌های صنعتی استان یزد</h3><p>گزارش <b>خوشه‌ها</b><br>سال ۱۴۰۳</p>"
    )
    blank = ["", "", ""]
    assert only(page.encode()).rows == [
        ["شرکت شهرک‌های صنعتی استان یزد", *blank],
        ["گزارش خوشه‌ها", *blank],
        ["سال ۱۴۰۳", *blank],
        *TABLE,
    ]


def test_cells_over_rows_and_columns_are_merged_ranges() -> None:
    page = (
        "<table><tr><td rowspan=2>استان<td colspan='2'>آمار</tr><tr><td>بنگاه<td>اشتغال</tr><tr><td"
        " rowspan=9999999>یزد<td>1<td>2</tr><tr><td>3<td>4</table>"
    )
    sheet = only(page.encode())
    assert sheet.rows == [
        ["استان", "آمار", ""],
        ["", "بنگاه", "اشتغال"],
        ["یزد", "1", "2"],
        ["", "3", "4"],
    ]
    assert sheet.merged[:2] == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_lines_within_a_cell_stay_lines() -> None:
    assert only(b"<table><tr><td>a<br>b <i>c</i><p>d</p><td>x</table>").rows == [["a\nb c\nd", "x"]]


def test_a_page_too_deep_or_with_a_cell_too_long_is_refused_and_never_read_in_part() -> None:
    assert refused(html_of(TABLE, "<div>" * 300).encode()).code == "file_damaged"
    assert refused(html_of([["x" * 11_000_000, "y"]]).encode()).code == "file_damaged"


def test_two_tables_of_a_page_stand_below_each_other() -> None:
    rows = only(f"<table><tr><td>a<td>b</table><p>title</p>{html_of([['c', 'd']])}".encode()).rows
    assert rows == [["a", "b"], ["title", ""], ["c", "d"]]


def test_a_web_archive_has_a_sheet_for_each_page_with_a_table() -> None:
    names = "<x:Name>یزد</x:Name><x:Name>قم</x:Name>"
    archive = EmailMessage()
    archive.set_content(f"<html><head><xml>{names}</xml></head></html>", subtype="html")
    archive.make_related()
    for city in ("میبد", "قم"):
        archive.add_related(
            html_of([["شهر", "خوشه"], [city, "x"]]), subtype="html", charset="utf-8"
        )
    sheets = read_sheets(archive.as_bytes(), "f.xls")
    assert [(s.name, s.rows[1][0]) for s in sheets] == [("یزد", "میبد"), ("قم", "قم")]


def test_an_xml_workbook_of_2003_is_read() -> None:
    cells = (
        '<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="Number">12.0</Data></Cell><Cell><Data'
        ' ss:Type="DateTime">2024-03-01T00:00:00.000</Data></Cell><Cell><Data'
        ' ss:Type="DateTime">2024-03-01T10:05:00.000</Data></Cell><Cell><Data'
        ' ss:Type="Boolean">1</Data></Cell><Cell><Data'
        ' ss:Type="Error">#N/A</Data></Cell></Row><Row><Cell ss:MergeAcross="1"'
        ' ss:MergeDown="1"><Data'
        ' ss:Type="String">wide</Data><Comment><ss:Data>remark</ss:Data></Comment></Cell><Cell><ss:Data'
        ' ss:Type="String"><B>rich</B> text</ss:Data></Cell><Cell ss:Formula="=A1"/></Row>'
    )
    row = "<Row><Cell><Data ss:Type='String'>x</Data></Cell></Row>"
    hidden = (
        "<Worksheet"
        f" ss:Name='b'><Table>{row}</Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>"
    )
    sheet, other = read_sheets(
        xml_2003(f"<Worksheet ss:Name='a'><Table>{cells}</Table></Worksheet>{hidden}").encode(),
        "f.xls",
    )
    assert (other.rows, other.is_hidden, sheet.is_hidden) == ([["x"]], True, False)
    assert sheet.rows == [
        [""] * 6,
        [""] * 6,
        ["", "12", "2024-03-01", "2024-03-01 10:05:00", "TRUE", "#N/A"],
        ["wide", "", "rich text", "", "", ""],
    ]
    assert (sheet.merged, codes(sheet)) == (((3, 0, 4, 1),), ["formula_without_value"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_xml_workbook_of_2003_is_read_in_each_encoding(encoding: str) -> None:
    assert (
        only(
            xml_2003_of(TABLE)
            .replace(
                "?>",
                f' encoding="{encoding[:6].rstrip("-")}"?>' if encoding == "utf-16" else "?>",
                1,
            )
            .encode(encoding)
        ).rows
        == TABLE
    )


def test_an_xml_workbook_that_is_cut_short_or_declares_entities_is_damaged() -> None:
    assert refused(xml_2003_of(TABLE)[:-30].encode()).code == "file_damaged"
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Workbook'
    assert (
        refused(xml_2003_of(TABLE).replace("<Workbook", entities, 1).encode()).code
        == "file_damaged"
    )


def test_a_binary_workbook_is_read_with_its_errors_and_merged_cells() -> None:
    sheet = only(
        xlsb_of([["نام", "شمار"], ["کاشی", 12.0], ["فرش", 42], [True, 7]], merged=[(1, 0, 2, 0)])
    )
    assert sheet.rows == [["نام", "شمار"], ["کاشی", "12"], ["", "#N/A"], ["TRUE", "#DIV/0!"]]
    assert (sheet.merged, codes(sheet)) == (((1, 0, 2, 0),), ["cell_covered"])


def test_a_binary_workbook_that_is_cut_short_is_damaged() -> None:
    content = xlsb_of(TABLE)
    assert refused(content[: len(content) // 2]).code == "file_damaged"


def geojson(*features: object) -> bytes:
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False
    ).encode()


def test_a_layer_in_geojson_is_a_sheet_of_its_attributes_and_points() -> None:
    place = {"type": "Point", "coordinates": [54.25, 32.5]}
    sheet = only(
        geojson(
            {
                "type": "Feature",
                "geometry": place,
                "properties": {
                    "name_fa": "خوشه کاشی",
                    "firms": 12.0,
                    "is_open": True,
                    "more": ["a"],
                },
            },
            {
                "type": "Feature",
                "geometry": None,
                "properties": {"name_fa": "خوشه فرش", "firms": None, "jobs": 3},
            },
        )
    )
    assert sheet.rows == [
        ["name_fa", "firms", "is_open", "more", "jobs", "lon", "lat"],
        ["خوشه کاشی", "12", "TRUE", '["a"]', "", "54.25", "32.5"],
        ["خوشه فرش", "", "", "", "3", "", ""],
    ]


def test_a_point_that_was_moved_away_from_its_attributes_is_noted() -> None:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [54.25 + d, 32.5]},
            "properties": {"lon": 54.25, "lat": 32.5},
        }
        for d in (0, 0.1)
    ]
    assert [(n.code, n.row) for n in only(geojson(*features)).notes] == [("point_elsewhere", 3)]


@pytest.mark.parametrize(
    "content",
    [
        b'{"type": "FeatureCollection"}',
        b'{"a": 1}',
        geojson(),
        b'{"type": "FeatureCollection", "features": [1]}',
        b'{"features": [{"properties": [1]}]}',
    ],
)
def test_other_json_is_no_table(content: bytes) -> None:
    assert refused(content).code in ("file_kind_unknown", "file_damaged")


def test_json_nested_without_end_is_damaged() -> None:
    assert refused(b'{"a":' + b"[" * 200_000).code == "file_damaged"


def test_a_database_that_is_no_geopackage_is_no_table(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "x.sqlite") as base:
        base.execute("CREATE TABLE a (b)")
    assert refused((tmp_path / "x.sqlite").read_bytes()).code == "file_kind_unknown"
    assert refused((tmp_path / "x.sqlite").read_bytes()[:900]).code in (
        "file_damaged",
        "file_kind_unknown",
    )


@pytest.fixture(scope="session")
def office_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A table with a Jalali day, saved by LibreOffice in every format that it writes."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    (folder / "t.csv").write_text(
        "نام خوشه,تاریخ,کد,شمار\nخوشه کاشی,1403-06-15,03,12\nخوشه فرش,1403/02/31,13,\n",
        encoding="utf-8",
    )
    for kind in ("xlsx", "ods", "xls", "fods", "html", "xml:MS Excel 2003 XML"):
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/home",
            "--headless",
            "--convert-to",
            kind,
            "--infilter=CSV:44,34,76,1",
            "t.csv",
        ]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return {path.suffix[1:]: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls", "fods", "html", "xml"])
def test_a_jalali_day_that_was_typed_into_libreoffice_reads_as_it_is_shown_there(
    office_files: dict[str, bytes], kind: str
) -> None:
    rows = [
        ["نام خوشه", "تاریخ", "کد", "شمار"],
        ["خوشه کاشی", "1403-06-15", "3", "12"],
        ["خوشه فرش", "1403/02/31", "13", ""],
    ]
    assert only(office_files[kind]).rows == rows
