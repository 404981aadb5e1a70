"""The sheet sent back: the user's cells as they were, what is wrong at its place, and nothing that
runs.
"""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from geo.exports.annotated import (
    ERROR,
    MOST_COMMENTS,
    WARNING,
    Remark,
    SentBack,
    annotate,
    is_plain_number,
)
from geo.exports.book import MOST_CHARACTERS, clean
from tests.exports.wording import ANNOTATION_EN, ANNOTATION_FA, as_text, elements, parts, sheet

HEADING = ["نام خوشه", "استان", "تعداد بنگاه"]
ROWS = [
    ["فهرست خوشه‌ها"],
    [],
    HEADING,
    ["خوشه سنگ فارس", "پارس", "120"],
    ["خوشه کاشی یزد", "یزد", "حدود سی"],
    ["خوشه مس کرمان"],
]
REMARKS = [
    Remark(4, 1, ERROR, "پارس", "چنین استانی نیست."),
    Remark(5, 2, ERROR, "حدود سی", "این عدد خوانده نمی‌شود."),
    Remark(5, None, WARNING, "", "این ردیف شبیه ردیف ۴ است."),
    Remark(6, 1, WARNING, "", "استان نوشته نشده است."),
]
NASTY = [
    '=HYPERLINK("http://example.invalid","click")',
    "{=1+1}",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "http://example.invalid/",
    "mailto:a@example.invalid",
    "internal:'Sheet'!A1",
    "<script>alert(1)</script>",
    "<r><t>raw</t></r>",
    "<r></r>",
    "</si></sst>",
    "_x0041_",
    "a & b \"c\" 'd'",
    "  spaces  ",
    "0012",
    "1.50",
    "1e5",
    "12345678901234567890",
    "NaN",
    "TRUE",
    "line\nbreak",
    "۱۴۰۳/۰۷/۱۵",
    "نیم\u200cفاصله",
    "\U0001f9f5",
]


def sent_back(
    rows: list[list[str]] = ROWS,
    remarks: list[Remark] = REMARKS,
    header_row: int = 3,
    name: str = "برگه ۱",
) -> bytes:
    return annotate(
        [SentBack(rows, name, remarks, [header_row] if header_row else [])], ANNOTATION_FA, "fa"
    )


def cells(content: bytes, rows: list[list[str]]) -> list[list[str]]:
    """The cells of the user's sheet that the user had, as a person reads them; blank ones at the
    ends are not stored.
    """
    read = {
        (n, column): as_text(cell)
        for n, row in enumerate(sheet(content, 1))
        for column, cell in enumerate(row)
    }
    return [[read.get((n, column), "") for column in range(len(row))] for n, row in enumerate(rows)]


def cell_looks(content: bytes) -> dict[str, str]:
    """The number of the look of each cell of the user's sheet."""
    return dict(
        re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', parts(content)["xl/worksheets/sheet2.xml"])
    )


def test_every_cell_stands_where_it_stood() -> None:
    assert cells(sent_back(), ROWS) == ROWS


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_comes_back_as_the_same_text(text: str) -> None:
    rows = [HEADING, [text, text, "x"]]
    content = sent_back(rows, [Remark(2, 0, ERROR, text, text)], 1)
    assert cells(content, rows) == rows
    assert sheet(content, 0)[1][2] == text


def test_nothing_in_it_is_a_formula() -> None:
    rows = [HEADING, *([text, text, text] for text in NASTY)]
    content = sent_back(rows, [Remark(2, 0, ERROR, text, text) for text in NASTY], 1)
    assert not elements(content, "f")


def test_only_the_list_has_links_and_they_stay_inside() -> None:
    content = sent_back(
        [HEADING, *([text] for text in NASTY)], [Remark(2, 1, ERROR, NASTY[0], "x")], 1
    )
    assert [link.get("location") for link in elements(content, "hyperlink")] == ["'برگه ۱'!B2"]
    assert not any(
        name.startswith("xl/externalLinks") or 'TargetMode="External"' in text
        for name, text in parts(content).items()
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(blacklist_categories=["Cs"]), max_size=12), min_size=1, max_size=4
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_table_reads_back_the_same(rows: list[list[str]]) -> None:
    wanted = [[clean(cell) for cell in row] for row in rows]
    content = sent_back(rows, [Remark(1, 0, WARNING, rows[0][0], rows[0][0])], 0)
    assert cells(content, wanted) == wanted


@given(st.from_regex(r"-?[0-9]{0,17}(\.[0-9]{0,16})?", fullmatch=True))
def test_a_number_is_written_as_one_only_where_it_comes_back_the_same(text: str) -> None:
    if is_plain_number(text):
        assert as_text(float(f"{float(text):.15g}")) == text


def test_counts_are_numbers_in_the_sheet() -> None:
    assert sheet(sent_back(), 1)[3][2] == 120.0


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    rows = [HEADING, ["ا" * 40_000, "\U0001f9f5" * 20_000]]
    read = sheet(sent_back(rows, [], 1), 1)[1]
    assert [
        len(cell.encode("utf-16-le")) // 2 <= MOST_CHARACTERS and cell.endswith("…")
        for cell in read[:2]
    ] == [True, True]


def test_control_characters_and_bidi_overrides_are_dropped() -> None:
    rows = [
        ["a\x00b\x08\x1f\x7f\ufffe\ud800c", "\u202eevil\u202c\u2066x\u2069", "one\r\ntwo\rthree"]
    ]
    assert cells(sent_back(rows, [], 0), rows) == [["abc", "evilx", "one\ntwo\nthree"]]


def test_the_remarks_of_a_row_stand_after_the_last_column() -> None:
    read = sheet(sent_back(), 1)
    assert [row[3] for row in read[2:]] == [
        "ایرادهای اطلس",
        "چنین استانی نیست.",
        "این عدد خوانده نمی‌شود.\nاین ردیف شبیه ردیف ۴ است.",
        "استان نوشته نشده است.",
    ]


def test_a_file_sent_back_twice_has_one_column_of_remarks() -> None:
    again = [[as_text(cell) for cell in row] for row in sheet(sent_back(), 1)]
    read = sheet(sent_back(again, REMARKS[:1]), 1)
    assert [row[3:] for row in read[2:]] == [["ایرادهای اطلس"], ["چنین استانی نیست."], [""], [""]]


def test_the_first_sheet_lists_every_remark() -> None:
    read = sheet(sent_back(), 0)
    assert read[1] == [4.0, "استان", "پارس", "خطا", "چنین استانی نیست."]
    assert read[3] == [5.0, "", "", "هشدار", "این ردیف شبیه ردیف ۴ است."]
    assert len(read) == 1 + len(REMARKS)


def test_a_remark_leads_to_its_cell() -> None:
    links = [(link.get("ref"), link.get("location")) for link in elements(sent_back(), "hyperlink")]
    assert links == [
        ("A2", "'برگه ۱'!B4"),
        ("A3", "'برگه ۱'!C5"),
        ("A4", "'برگه ۱'!A5"),
        ("A5", "'برگه ۱'!B6"),
    ]


def test_a_wrong_cell_has_a_colour_and_a_comment() -> None:
    content = sent_back()
    looks = cell_looks(content)
    assert len({looks["B4"], looks["B6"], looks["B5"]}) == 3
    comments = parts(content)["xl/comments1.xml"]
    assert re.findall(r'<comment ref="([A-Z]+\d+)"', comments) == ["B4", "C5", "B6"]
    assert "خطا: چنین استانی نیست." in comments


def test_a_cell_missing_from_a_short_row_is_coloured_too() -> None:
    assert "B6" in cell_looks(sent_back())


def test_no_more_comments_than_excel_bears_and_errors_come_first() -> None:
    rows = [["x"]] * (MOST_COMMENTS + 10)
    remarks = [
        Remark(n, 0, ERROR if n == len(rows) else WARNING, "x", "y")
        for n in range(1, len(rows) + 1)
    ]
    comments = parts(sent_back(rows, remarks, 0))["xl/comments1.xml"]
    assert comments.count("<comment ") == MOST_COMMENTS
    assert f'ref="A{len(rows)}"' in comments


@pytest.mark.parametrize(("lang", "rtl"), [("fa", True), ("en", False)])
def test_persian_sheets_run_from_the_right(lang: str, rtl: bool) -> None:
    content = annotate(
        [SentBack(ROWS, "x", REMARKS, [3])], ANNOTATION_FA if lang == "fa" else ANNOTATION_EN, lang
    )
    assert [view.get("rightToLeft") == "1" for view in elements(content, "sheetView")] == [rtl, rtl]


def test_the_heading_is_frozen_and_has_filters() -> None:
    content = sent_back()
    assert [pane.get("ySplit") for pane in elements(content, "pane")] == ["1", "3"]
    assert [found.get("ref") for found in elements(content, "autoFilter")] == ["A1:E5", "A3:D6"]


@pytest.mark.parametrize(
    "name", ["Sheet's [1]: a/b\\c*?", "x" * 80, "", "History", "ایرادها", "'", "\x00"]
)
def test_any_name_of_a_sheet_is_made_to_do(name: str) -> None:
    content = sent_back(name=name)
    names = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    assert len({n.casefold() for n in names}) == 2
    assert all(0 < len(n) <= 31 and not set(n) & set("[]:*?/\\'") for n in names)
    assert all(
        link.get("location", "").startswith(f"'{names[1]}'!")
        for link in elements(content, "hyperlink")
    )


def test_a_remark_beyond_the_rows_or_an_empty_sheet_is_still_listed() -> None:
    content = sent_back([], [Remark(9, 4, ERROR, "", "x")], 0)
    assert sheet(content, 0)[1] == [9.0, "E", "", "خطا", "x"]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert sent_back() == sent_back()
