"""Delimited text is read back as it was written, in any usual encoding and with any usual
delimiter.
"""

import csv
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.intake.files.cells import SHOWN
from tests.intake.files.making import TABLE, codes, csv_of, only, refused

WORDS = (
    st.text("ابپتجچخدرزژسشعفقکگلمنوهیآ ۰۱۲abcXYZ0123456789.،؛«»-_\u200c", min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
ARABIC_WORDS = (
    st.text("ابپتجچخدرزژسشعفقکگلمنوهآ abcXYZ0123456789.،؛«»-_\u200c", min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
ANY_TEXT = st.text(
    st.characters(
        exclude_categories=["Cc", "Cs", "Cn"],
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    ),
    max_size=20,
).map(str.strip)


def tables(cells: st.SearchStrategy[str], least: int = 1) -> st.SearchStrategy[list[list[str]]]:
    whole = st.integers(2, 6).flatmap(
        lambda width: st.lists(
            st.lists(cells, min_size=width, max_size=width), min_size=least, max_size=8
        )
    )
    return whole.filter(lambda rows: any(row[-1] for row in rows) and any(rows[-1]))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@settings(max_examples=20, deadline=None)
@given(rows=tables(WORDS))
def test_a_table_reads_back_in_each_encoding_and_delimiter(
    rows: list[list[str]], encoding: str, delimiter: str
) -> None:
    assert only(csv_of(rows, encoding, delimiter)).rows == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@settings(max_examples=20, deadline=None)
@given(
    rows=tables(
        ARABIC_WORDS.filter(lambda word: any("\u0600" < c < "\u06ff" for c in word)), least=3
    )
)
def test_a_table_in_windows_1256_reads_back(rows: list[list[str]], delimiter: str) -> None:
    rows = [[cell.replace("ک", "ك").replace("ی", "ي") for cell in row] for row in rows]
    rows = [
        [cell.encode("cp1256", "ignore").decode("cp1256").strip() or "ا" for cell in row]
        for row in rows
    ]
    assert only(csv_of(rows, "cp1256", delimiter)).rows == rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@settings(max_examples=60, deadline=None)
@given(rows=tables(ANY_TEXT))
def test_any_text_reads_back_when_it_is_quoted(rows: list[list[str]], delimiter: str) -> None:
    assert only(csv_of(rows, "utf-8", delimiter, csv.QUOTE_ALL)).rows == rows


def test_windows_1256_is_told_from_utf_8() -> None:
    assert only(csv_of([["نام", "محل"], ["فرش", "كاشان"]], "cp1256")).rows == [
        ["نام", "محل"],
        ["فرش", "كاشان"],
    ]


def test_a_file_of_two_encodings_is_refused_with_the_row_of_the_first_byte_that_does_not_fit() -> (
    None
):
    problem = refused(csv_of(TABLE) + "c3,فرش,قم,".encode("cp1256"))
    assert (problem.code, problem.row) == ("encoding_mixed", 4)


def test_utf_16_cut_in_the_middle_of_a_letter_is_refused() -> None:
    assert refused(csv_of(TABLE, "utf-16")[:-1]).code == "encoding_mixed"


def test_the_arabic_comma_and_commas_within_cells_are_no_delimiters() -> None:
    rows = [["نام", "شهر"], ["الف، ب", "میبد, یزد"], ["ج، د", "قم, ری"], ["ه", "ساوه, اراک, قم"]]
    assert only(csv_of(rows, delimiter=";")).rows == rows


def test_rows_under_a_letterhead_still_tell_the_delimiter() -> None:
    text = "گزارش خوشه‌ها\n\nنام;استان;شهر\nکاشی;یزد;میبد\nفرش;اصفهان;کاشان\n"
    assert only(text.encode()).rows[2] == ["نام", "استان", "شهر"]


def test_the_delimiter_that_a_first_line_names_for_excel_is_believed() -> None:
    assert only(b"sep=;\r\na,b;c\r\nd,e;f\r\n").rows == [["", ""], ["a,b", "c"], ["d,e", "f"]]


def test_a_cell_of_several_lines_is_one_row() -> None:
    assert only(b'a,b\r\n"one\r\ntwo\rthree",x\r\nc,d\r\n').rows == [
        ["a", "b"],
        ["one\ntwo\nthree", "x"],
        ["c", "d"],
    ]


def test_short_rows_are_padded_and_long_ones_kept() -> None:
    assert only(b"a,b,c\nd\n\ne,f,g,h\n").rows == [
        ["a", "b", "c", ""],
        ["d", "", "", ""],
        ["", "", "", ""],
        ["e", "f", "g", "h"],
    ]


def test_blank_rows_at_the_foot_and_blank_columns_at_the_end_are_dropped() -> None:
    assert only(b"a,b,,\n,,,\nc,d,,\n,,,\n\n").rows == [["a", "b"], ["", ""], ["c", "d"]]


def test_a_quote_left_open_is_refused_with_the_row_it_stands_in() -> None:
    problem = refused('نام,استان\nکاشی,یزد\n"فرش,اصفهان\nچرم,تبریز\n'.encode())
    assert (problem.code, problem.row) == ("quote_open", 3)


def test_control_characters_are_taken_out_and_noted_with_their_place() -> None:
    sheet = only("نام,استان\nکا\x00شی,ی\x1b\x07زد\n".encode())
    assert sheet.rows[1] == ["کاشی", "یزد"]
    assert [(n.code, n.row, n.column, n.value) for n in sheet.notes] == [
        ("control_removed", 2, "A", "U+0000"),
        ("control_removed", 2, "B", "U+0007, U+001B"),
    ]


def test_characters_that_turn_the_direction_are_taken_out_and_noted_but_half_spaces_stay() -> None:
    sheet = only("نام,شماره\n\u202eخوشه\u200cها\u2069,12\n".encode())
    assert sheet.rows[1] == ["خوشه\u200cها", "12"]
    assert [(n.code, n.row, n.column, n.level) for n in sheet.notes] == [
        ("bidi_removed", 2, "A", "warning")
    ]


def test_many_notes_of_one_kind_are_counted() -> None:
    sheet = only(b"a,b\n" + b"x\x01,y\n" * 50)
    assert codes(sheet) == ["control_removed"] * SHOWN + ["notes_more"]
    assert sheet.notes[-1].value == "30"


def test_a_cell_of_ten_thousand_characters_is_read_whole() -> None:
    long = "کاشی، " * 2000
    assert only(csv_of([["نام", "شرح"], ["a", long]])).rows[1][1] == long.strip()


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbf", b"  \r\n\r\n", b"\xff\xfe", b",,,\n,,,\n"]
)
def test_a_file_without_anything_in_it_is_empty(content: bytes) -> None:
    assert refused(content).code == "file_empty"


def test_a_hundred_thousand_rows_of_twenty_columns_take_a_few_seconds_at_most() -> None:
    row = ["خوشه کاشی و سرامیک", "یزد", "120", ""] * 5
    content = csv_of([["a"] * 20, *[row] * 100_000][:100_001]).replace(b"120,\r\n", b"120,x\r\n")
    before = time.process_time()
    assert len(only(content[:50_000_000]).rows) > 50_000
    assert time.process_time() - before < 6
