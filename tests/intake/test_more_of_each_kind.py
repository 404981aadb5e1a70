"""More files of the kinds that went wrong once: each is read right, asked about or refused with its
place; none is wrong in silence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import pytest

from components.words.file_words import template_words
from components.words.text import Text
from geo.basis.errors import DataError
from geo.exports.template import template
from geo.intake.examined import Examined
from geo.intake.files.cells import finished
from geo.intake.files.grid import FileSheet
from geo.intake.files.sheet import read_sheets
from geo.intake.load import examine
from geo.intake.opening import ImportContext, open_file, with_sheets
from geo.intake.terms import Terms
from geo.registry.snapshot import Snapshot, snapshot_from
from tests.conftest import DATA
from tests.intake.files.making import csv_of, xml_2003, xml_2003_of
from tests.registry.contents import TODAY, cluster, content
from tests.registry.loading import look

Rows = list[list[str]]
EMPTY = snapshot_from({})
HEAD = ["نام خوشه", "استان", "اشتغال"]
TABLE = [HEAD, ["خوشه زعفران نو", "یزد", "100"], ["خوشه سوهان نو", "قم", "1200"]]
TAKEN = {"خوشه زعفران نو": 100.0, "خوشه سوهان نو": 1200.0}


def of_sheets(
    reading: ImportContext, sheets: Sequence[FileSheet], old: Snapshot = EMPTY, **terms: Any
) -> Examined:
    """What these sheets of a file would change."""
    start = open_file(csv_of(TABLE), "f.xlsx", reading)
    return examine(
        with_sheets(replace(start, sheets=tuple(sheets)), [], reading),
        old,
        reading,
        Terms(TODAY, **terms),
    )


def taken(found: Examined) -> dict[str, float]:
    records = found.checked.records
    return dict(zip(records["name_fa"], records["employment"], strict=True))


def cell(text: str, kind: str = "String", attributes: str = "") -> str:
    return f'<Cell{attributes}><Data ss:Type="{kind}">{escape(text)}</Data></Cell>'


def book(rows: Sequence[str], after: str = "", attributes: str = "") -> str:
    return xml_2003(
        f'<Worksheet ss:Name="s"><Table{attributes}>{"".join(rows)}</Table>{after}</Worksheet>'
    )


def row(cells: Sequence[str], attributes: str = "") -> str:
    return f"<Row{attributes}>{''.join(cells)}</Row>"


PLAIN = xml_2003_of(TABLE)
LINES = [row([cell(text) for text in line]) for line in TABLE]
BOOKS: dict[str, bytes] = {
    "with a byte order mark": PLAIN.encode("utf-8-sig"),
    "UTF-16": PLAIN.replace('version="1.0"?', 'version="1.0" encoding="UTF-16"?', 1).encode("utf-16"),
    "Windows-1256": PLAIN.replace("ی", "ي").replace('version="1.0"?', 'version="1.0" encoding="windows-1256"?', 1).encode("cp1256"),
    "prefixed elements": PLAIN.replace("<Workbook xmlns=", "<ss:Workbook xmlns=").replace("</Workbook>", "</ss:Workbook>")
    .replace("<Worksheet", "<ss:Worksheet")
    .replace("</Worksheet", "</ss:Worksheet").replace("<Table", "<ss:Table").replace("</Table", "</ss:Table").encode(),
    "without the line of XML": PLAIN.split("?>", 1)[1].encode(),
    "without the name of the program": PLAIN.replace('<?mso-application progid="Excel.Sheet"?>', "").encode(),
    "a comment first": PLAIN.replace("<Workbook", "<!-- گزارش <table> --><Workbook", 1).encode(),
    "blank lines first": PLAIN.replace("?><?mso", "?>\n\n<?mso").replace("<Workbook", "\n  <Workbook", 1).encode(),
    "styles": PLAIN.replace("<Worksheet", '<Styles><Style ss:ID="s1"><Font ss:Bold="1"/></Style></Styles><Worksheet', 1).encode(),
    "properties of the document": PLAIN.replace(
        "<Worksheet", "<DocumentProperties xmlns='urn:x'><Author>اداره</Author></DocumentProperties><Worksheet", 1).encode(),
    "widths of columns": book(['<Column ss:Width="80"/><Column ss:Index="3" ss:Span="2"/>', *LINES]).encode(),
    "counts of rows and columns": book(LINES, attributes=' ss:ExpandedColumnCount="3" ss:ExpandedRowCount="3"').encode(),
    "rows left out by number": book([LINES[0].replace("<Row", '<Row ss:Index="5"', 1), LINES[1], LINES[2].replace("<Row", '<Row ss:Index="9"', 1)]).encode(),
    "cells left out by number": book([row([cell(line[0], attributes=' ss:Index="2"'), cell(line[1]), cell(line[2], attributes=' ss:Index="6"')])
                                      for line in TABLE]).encode(),
    "numbers": book([LINES[0], *(row([cell(line[0]), cell(line[1]), cell(line[2], "Number")]) for line in TABLE[1:])]).encode(),
    "numbers with a point": book([LINES[0], *(row([cell(line[0]), cell(line[1]), cell(f"{line[2]}.0", "Number")]) for line in TABLE[1:])]).encode(),
    "numbers of formulas": book([LINES[0], *(row([cell(line[0]), cell(line[1]), cell(line[2], "Number", ' ss:Formula="=1+1"')])
                                            for line in TABLE[1:])]).encode(),
    "a title above": book([row([cell("گزارش خوشه‌ها", attributes=' ss:MergeAcross="2"')]), row([]), *LINES]).encode(),
    "a total below": book([*LINES, row([cell("جمع"), "<Cell/>", cell("1300", "Number")])]).encode(),
    "comments at cells": PLAIN.replace("</Data></Cell>", "</Data><Comment ss:Author='x'><ss:Data>یادداشت</ss:Data></Comment></Cell>").encode(),
    "rich text": PLAIN.replace("<Data ss:Type=\"String\">خوشه ", "<ss:Data ss:Type=\"String\" xmlns='http://www.w3.org/TR/REC-html40'><B>خوشه</B> ")
    .replace(" نو</Data>", " نو</ss:Data>").encode(),
    "sections of characters": PLAIN.replace("زعفران نو", "<![CDATA[زعفران نو]]>").encode(),
    "letters by number": PLAIN.replace("خوشه", "&#1582;&#1608;&#1588;&#1607;").encode(),
    "options after the table": book(LINES, "<WorksheetOptions xmlns='urn:x'><Print/><Selected/></WorksheetOptions>").encode(),
    "a hidden list": (book(LINES)[: -len("</Workbook>")] + "<Worksheet ss:Name='h'><Table><Row><Cell><Data ss:Type='String'>یزد</Data></Cell></Row></Table>"
                      "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>").encode(),
    "cells blank": book([line.replace("</Row>", "<Cell/><Cell><Data ss:Type='String'></Data></Cell></Row>") for line in LINES]).encode(),
    "names of ranges": PLAIN.replace("<Worksheet", "<Names><NamedRange ss:Name='a' ss:RefersTo='=s!R1C1'/></Names><Worksheet", 1).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_of_2003_however_it_is_written_is_read(
    reading: ImportContext, name: str
) -> None:
    found = of_sheets(reading, read_sheets(BOOKS[name], "گزارش.xls"))
    assert taken(found) == TAKEN
    assert not [p for p in found.problems if p.level == "error"]


ON_FILE = content(
    cluster("c001", "خوشه زعفران نو"),
    cluster("c002", "خوشه سوهان نو", "IR-25"),
    cluster("c003", "خوشه گز نو", "IR-10"),
)
FIRST = [HEAD, ["خوشه زعفران نو", "یزد", "100"]]
SECOND = [HEAD, ["خوشه سوهان نو", "قم", "5"]]
ALL_READ: dict[str, Mapping[str, Rows]] = {
    "two sheets": {"یک": FIRST, "دو": SECOND},
    "a sheet a province": {"یزد": [["نام خوشه", "اشتغال"], ["خوشه زعفران نو", "100"]], "قم": [["نام خوشه", "اشتغال"], ["خوشه سوهان نو", "5"]]},
    "a record twice": {"یک": FIRST, "دو": [*SECOND, FIRST[1]]},
    "a title in each": {"یک": [["استان یزد"], *FIRST], "دو": [["استان قم"], *SECOND]},
    "other headings": {"یک": FIRST, "دو": [["عنوان خوشه", "نام استان", "تعداد واحد"], *SECOND[1:]]},
    "a block below": {"یک": [*FIRST, ["", "", ""], ["عنوان خوشه", "نام استان", "تعداد واحد"], *SECOND[1:]]},
    "side by side": {"یک": [[*HEAD, "", *HEAD], [*FIRST[1], "", *SECOND[1]]]},
    "a transposed sheet": {"یک": FIRST, "دو": [list(cells) for cells in zip(*SECOND, strict=True)]},
    "a guide": {"یک": [*FIRST, SECOND[1]], "راهنما": [["ستون", "یعنی چه"], ["نام خوشه", "نام کامل"], ["استان", "نام استان"]]},
    "a list of provinces": {"یک": [*FIRST, SECOND[1]], "فهرست": [["کد استان", "نام"], ["IR-21", "یزد"], ["IR-25", "قم"]]},
    "a list of provinces without headings": {"یک": [*FIRST, SECOND[1]], "فهرست": [["یزد"], ["قم"]]},
    "a blank table": {"یک": [*FIRST, SECOND[1]], "دو": [HEAD]},
    "a total and a signature": {"یک": [*FIRST, ["جمع", "", "100"]], "دو": [*SECOND, ["تهیه‌کننده: علوی", "", ""]]},
}  # fmt: skip
NOT_ALL_READ: dict[str, Mapping[str, Rows]] = {
    "a row that is wrong": {"یک": FIRST, "دو": [HEAD, ["خوشه سوهان نو", "قم", "چند"]]},
    "a row of no province": {"یک": FIRST, "دو": [HEAD, ["خوشه سوهان نو", "ناکجا", "5"]]},
    "no heading": {"یک": FIRST, "دو": SECOND[1:]},
    "headings that nobody knows": {"یک": FIRST, "دو": [["ردیف", "اسم طرح", "کجا"], ["1", "خوشه سوهان نو", "قم"]]},
    "nothing says the province": {"یک": FIRST, "دو": [["نام خوشه", "اشتغال"], ["خوشه سوهان نو", "5"]]},
    "names alone": {"یک": FIRST, "دو": [["خوشه سوهان نو"]]},
    "names in a sentence": {"یک": FIRST, "دو": [["نام خوشه", "اشتغال"], ["خوشه سوهان نو", ""]]},
    "a block without headings far below": {"یک": [*FIRST, ["", "", ""], ["x"]], "دو": [["خوشه سوهان نو", "قم", "5"], ["خوشه گز نو", "اصفهان", "6"]]},
    "a transposed sheet with a wrong cell": {"یک": FIRST, "دو": [["نام خوشه", "خوشه سوهان نو"], ["استان", "قم"], ["اشتغال", "چند"]]},
    "a hidden sheet": {"یک": FIRST, "پنهان": SECOND},
    "a hidden transposed sheet": {"یک": FIRST, "پنهان": [list(cells) for cells in zip(*SECOND, strict=True)]},
    "a record twice that differs": {"یک": FIRST, "دو": [*SECOND, [*FIRST[1][:2], "7"]]},
}  # fmt: skip


def sheets_of(sheets: Mapping[str, Rows]) -> list[FileSheet]:
    made = []
    for name, rows in sheets.items():
        width = max(map(len, rows))
        made.append(
            finished(
                name,
                [[*line, *[""] * (width - len(line))] for line in rows],
                "f.xlsx",
                is_hidden=name == "پنهان",
            )
        )
    return made


@pytest.mark.parametrize("name", ALL_READ)
def test_what_a_file_lacks_is_taken_out_where_all_of_it_was_read(
    reading: ImportContext, name: str
) -> None:
    found = of_sheets(reading, sheets_of(ALL_READ[name]), ON_FILE, is_whole=True)
    assert (
        sorted(found.comparison.new.clusters["cluster_id"]),
        found.comparison.removes_missing,
    ) == (["c001", "c002"], True)


@pytest.mark.parametrize("name", NOT_ALL_READ)
def test_nothing_is_taken_out_while_a_record_stands_where_nothing_was_read(
    reading: ImportContext, name: str
) -> None:
    found = of_sheets(reading, sheets_of(NOT_ALL_READ[name]), ON_FILE, is_whole=True)
    assert not found.comparison.removes_missing
    assert {"whole_unread", "whole_kept"} & {p.code for p in found.problems}


@pytest.mark.parametrize("is_hidden", [False, True])
def test_the_lists_of_our_own_template_keep_a_file_from_nothing(
    reading: ImportContext, is_hidden: bool
) -> None:
    records, *lists = read_sheets(template(DATA, template_words(Text("fa"))), "f.xlsx")
    names = records.rows[1]
    record = {"name_fa": "خوشه زعفران نو", "province_iso": "یزد"}
    records = replace(records, rows=[*records.rows[:2], [record.get(name, "") for name in names]])
    found = of_sheets(
        reading,
        [records, *(replace(one, is_hidden=is_hidden) for one in lists)],
        ON_FILE,
        is_whole=True,
    )
    assert (
        list(found.comparison.new.clusters["cluster_id"]),
        found.comparison.removes_missing,
    ) == (["c001"], True)


WIDE = ["نام خوشه", "استان", "تعداد بنگاه", "اشتغال"]
PARTED = [
    "خوشه نو,یزد,1,850,3,200", "خوشه نو,یزد,1,850,40", "خوشه نو,یزد,12,3,200", "خوشه نو,یزد,1,850,3,200,", "خوشه نو,یزد,۱,۸۵۰,۳,۲۰۰",
    "خوشه نو,یزد,1,234,567,40",
    "خوشه نو,یزد,12,1,234,567", '"خوشه نو",یزد,1,850,40', 'خوشه نو,"یزد",12,3,200', "خوشه نو,یزد,,3,200", "خوشه نو,یزد,1,850,", "خوشه نو,یزد, 1,850, 40",
    "خوشه نو,یزد,1,850,-", "خوشه نو,یزد,10-20,1,850", "خوشه نو,یزد,حدود 1,850,40", "خوشه نو,یزد,100,120,130", "خوشه, نو,یزد,12,40", "خوشه نو,یزد, قم,12,40",
    "خوشه نو,یزد,12,40 نفر, تقریبی", "خوشه نو,یزد,1,850 بنگاه,40", "خوشه نو,یزد,12,40,x",
]  # fmt: skip


@pytest.mark.parametrize("line", PARTED)
@pytest.mark.parametrize("mark", [",", ";"])
def test_a_row_whose_cells_moved_is_refused_with_its_place(
    reading: ImportContext, line: str, mark: str
) -> None:
    text = "\r\n".join(
        [",".join(WIDE), "خوشه گز نو,اصفهان,5,7", line, "خوشه سوهان نو,قم,6,8"]
    ).replace(",", mark)
    found = examine(open_file(text.encode(), "f.csv", reading), EMPTY, reading, Terms(TODAY))
    assert (sorted(taken(found)), found.checked.refused) == (["خوشه سوهان نو", "خوشه گز نو"], (3,))
    assert ("row_length", 3) in {(p.code, p.row) for p in found.problems}


RECORDS = ["خوشه زعفران یزد,یزد", "خوشه پسته و بادام,یزد", "خوشه سوهان,قم", "خوشه گز,اصفهان"]
NAMES = {line.split(",")[0] for line in RECORDS}
HEADING = "نام خوشه,استان"


def arabic(text: str) -> str:
    return text.replace("ی", "ي").replace("ک", "ك")


def joined(*parts: tuple[str, str]) -> bytes:
    return b"".join(
        arabic(text).encode(code) if code in ("cp1256", "iso8859-6") else text.encode(code)
        for text, code in parts
    )


TOP, MIDDLE, END = (
    f"{HEADING}\r\n{RECORDS[0]}\r\n",
    f"{RECORDS[1]}\r\n",
    f"{RECORDS[2]}\r\n{RECORDS[3]}\r\n",
)
MIXED: dict[str, bytes] = {
    "1256 then UTF-8": joined((TOP, "cp1256"), (MIDDLE + END, "utf-8")),
    "UTF-8 then 1256": joined((TOP, "utf-8"), (MIDDLE + END, "cp1256")),
    "1256 in the middle": joined((TOP, "utf-8"), (MIDDLE, "cp1256"), (END, "utf-8")),
    "UTF-8 in the middle": joined((TOP, "cp1256"), (MIDDLE, "utf-8"), (END, "cp1256")),
    "the heading alone in UTF-8": joined((f"{HEADING}\r\n", "utf-8"), (TOP.split("\r\n", 1)[1] + END, "cp1256")),
    "the heading alone in 1256": joined((f"{HEADING}\r\n", "cp1256"), (TOP.split("\r\n", 1)[1] + END, "utf-8")),
    "a mark of UTF-8 before 1256": b"\xef\xbb\xbf" + joined((TOP + END, "cp1256")),
    "the last row in 1256": joined((TOP + MIDDLE, "utf-8"), (RECORDS[3], "cp1256")),
    "the last row in UTF-8": joined((TOP + MIDDLE, "cp1256"), (RECORDS[3], "utf-8")),
    "ISO 8859-6 after UTF-8": joined((TOP, "utf-8"), ("خوشه سوهان,قم\r\n".replace("ه", "ة"), "utf-8"), (RECORDS[2].replace("گ", "ك"), "iso8859-6")),
    "UTF-16 after UTF-8": joined((TOP, "utf-8"), (END, "utf-16-le")),
    "UTF-8 after UTF-16": "\ufeff".encode("utf-16-le") + joined((TOP, "utf-16-le"), (END, "utf-8")),
    "UTF-8 taken for 1256": (TOP + END).encode().decode("cp1256", "replace").encode("utf-8"),
    "UTF-8 taken for 1252": (TOP + END).encode().decode("latin-1").encode("utf-8"),
    "one row taken for 1256": TOP.encode() + END.encode().decode("cp1256", "replace").encode("utf-8"),
    "one row taken for 1252": TOP.encode() + END.encode().decode("latin-1").encode("utf-8"),
    "1256 taken for 1252": arabic(TOP + END).encode("cp1256").decode("cp1252", "replace").encode("utf-8"),
    "question marks for letters": TOP.encode() + "خوش? سوه?ن,قم\r\n".encode(),
    "signs of lost letters": TOP.encode() + "خوش\ufffd سوهان,قم\r\n".encode(),
    "a letter cut in two": joined((TOP + MIDDLE, "utf-8")) + "خوشه سوها".encode()[:-1] + ",قم\r\n".encode(),
    "a byte of nothing": joined((TOP, "utf-8")) + b"\xff\xfe" + END.encode(),
    "twice encoded, then plain": (TOP.encode().decode("latin-1").encode("utf-8")) + END.encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", MIXED)
def test_letters_that_are_no_longer_those_that_were_written_are_told_and_never_kept(
    reading: ImportContext, name: str
) -> None:
    try:
        found = examine(open_file(MIXED[name], "f.csv", reading), EMPTY, reading, Terms(TODAY))
    except DataError as error:
        assert error.problems[0].code
        return
    assert set(taken(found)) <= NAMES
    assert len(taken(found)) == len(NAMES) or [p for p in found.problems if p.level == "error"]


TIMES = [
    ("1402", "1403"), ("۱۴۰۲", "۱۴۰۳"), ("سال 1402", "سال 1403"), ("آمار ۱۴۰۲", "آمار ۱۴۰۳"), ("گزارش 1402 نهایی", "گزارش 1403"), ("یزد 1402", "یزد 1403"),
    ("1402-1403", "1403-1404"), ("2023", "2024"), ("FY1402", "FY1403"), ("1402_نهایی", "1403_نهایی"), ("فروردین", "اردیبهشت"), ("مهر 1402", "دی 1402"),
    ("مهرماه", "دی‌ماه"), ("بهار", "تابستان"), ("بهار 1402", "پاییز 1402"), ("سه ماهه اول", "سه ماهه دوم"), ("سه‌ماهه اول 1402", "سه‌ماهه سوم 1402"),
    ("نیمه اول 1402", "نیمه دوم 1402"), ("نیمسال اول", "نیمسال دوم"), ("Q1", "Q2"), ("Q1 1402", "Q3 1402"), ("January", "March"), ("فصل اول", "فصل دوم"),
    ("6 ماهه", "12 ماهه"), ("شش ماهه 1402", "سالانه 1402"), ("1402.06", "1402.12"), ("۱۴۰۲-۰۶", "۱۴۰۲-۱۲"), ("سال گذشته", "سال جاری"),
    ("برنامه 1403", "عملکرد 1402"),
    ("98", "99"), ("سال 99", "سال 1400"),
]  # fmt: skip


@pytest.mark.parametrize("names", TIMES)
def test_sheets_of_different_times_are_asked_about(
    reading: ImportContext, names: tuple[str, str]
) -> None:
    sheets = sheets_of(
        {
            names[0]: TABLE,
            names[1]: [HEAD, ["خوشه زعفران نو", "یزد", "150"], ["خوشه سوهان نو", "قم", "1300"]],
        }
    )
    with pytest.raises(DataError) as caught:
        of_sheets(reading, sheets)
    assert [(p.code, p.value) for p in caught.value.problems] == [
        ("sheet_choose", "; ".join(names))
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("یزد 1402", "قم 1402"),
        ("یک", "دو"),
        ("Sheet1", "Sheet2"),
        ("خوشه‌های فعال", "خوشه‌های جدید"),
        ("بهاران", "مهریز"),
    ],
)
def test_sheets_of_one_time_all_go_in(reading: ImportContext, names: tuple[str, str]) -> None:
    assert (
        taken(of_sheets(reading, sheets_of({names[0]: TABLE[:2], names[1]: [HEAD, TABLE[2]]})))
        == TAKEN
    )


def test_a_record_in_two_sheets_is_told(reading: ImportContext) -> None:
    found = of_sheets(reading, sheets_of({"یک": TABLE, "دو": TABLE[:2]}))
    assert (taken(found), found.left_out) == (TAKEN, frozenset())
    assert [p.code for p in found.problems if p.value == TABLE[1][0]] == ["row_repeated"]
    other = of_sheets(reading, sheets_of({"یک": TABLE, "دو": [HEAD, [*TABLE[1][:2], "7"]]}))
    assert list(taken(other)) == [TABLE[2][0]]
    assert [p.code for p in other.problems if p.level == "error"] == [
        "row_of_refused",
        "rows_differ",
    ]
    assert look(reading, EMPTY, TABLE).comparison.added
