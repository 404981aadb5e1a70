"""The heading is found under whatever stands above it, and its columns are named."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from geo.basis.errors import DataError, Problem
from geo.intake.files.heading import Fields, Heading, find_heading, layout_key, read_fields
from geo.intake.files.sheet import FileSheet, read_sheets
from geo.intake.files.sheet_times import Times
from geo.intake.files.tables import find_tables
from geo.reference.csv_tables import column_headings
from tests.intake.files.making import HEADINGS, RECORDS, TABLE, csv_of, table_xlsx, xlsx_of
from tests.serving import ROOT

DATA = ROOT / "data"
NAMED = ["cluster_id", "name_fa", "province_iso", "stage"]


@pytest.fixture(scope="module")
def fields() -> Fields:
    return read_fields(DATA)


def best_sheet(sheets: Sequence[FileSheet], fields: Fields) -> tuple[FileSheet, Heading]:
    found = find_tables(sheets, fields, lambda _: "", Times())
    return found.tables[0].sheet, found.tables[0].heading


def body(
    sheet: FileSheet, heading: Heading, fields: Fields
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    (table,) = find_tables([sheet], fields, lambda _: "", Times()).tables
    assert table.heading == heading
    rows = table.rows(fields)
    return rows.cells, rows.notes


def padded(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def found(rows: list[list[str]], fields: Fields) -> Heading:
    heading = find_heading(padded(rows), fields)
    assert heading
    return heading


def named(headings: list[str], fields: Fields) -> list[str]:
    return found([headings, ["x"] * len(headings)], fields).fields


def test_headings_in_the_first_row_are_found_and_certain(fields: Fields) -> None:
    assert found(TABLE, fields) == Heading(0, HEADINGS, NAMED, [True] * 4)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_each_field_is_known_by_its_heading_in_either_language(fields: Fields, lang: str) -> None:
    table = pd.read_csv(DATA / "fields.csv", dtype="str")
    assert named(list(table[f"heading_{lang}"]), fields) == list(table["field"])


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_atlas_own_csv_is_known_and_what_it_derives_is_not_taken(
    fields: Fields, lang: str
) -> None:
    columns, table = column_headings(DATA), pd.read_csv(DATA / "fields.csv", dtype="str")
    known = set(table["field"])
    assert named(list(columns[f"heading_{lang}"]), fields) == [
        c if c in known else "derived" for c in columns.index
    ]


def test_the_records_the_atlas_ships_are_known(fields: Fields) -> None:
    sheet, heading = best_sheet(
        read_sheets((DATA / "clusters.csv").read_bytes(), "clusters.csv"), fields
    )
    assert heading.fields == [
        {"stage_year_jalali": "stage_date"}.get(name, name) for name in heading.names
    ]
    assert len(body(sheet, heading, fields)[0]) == 153


def test_titles_and_letterhead_above_are_passed_over(fields: Fields) -> None:
    rows = [["شرکت شهرک‌های صنعتی استان یزد"], [], ["گزارش خوشه‌ها", "", "سال ۱۴۰۳"], [], *TABLE]
    assert found(rows, fields).row == 4


@pytest.mark.parametrize("above", [1, 29, 30, 31, 61, 500])
@pytest.mark.parametrize("title", ["", "گزارش خوشه‌های استان"])
def test_the_heading_row_may_stand_anywhere(fields: Fields, above: int, title: str) -> None:
    assert found([[title]] * above + TABLE, fields).row == above


@pytest.mark.parametrize("above", [29, 30, 31])
def test_a_heading_of_two_rows_may_stand_anywhere(fields: Fields, above: int) -> None:
    heading = found(
        [[""]] * above
        + [
            ["استان", "نام خوشه", "سال ۱۴۰۲", ""],
            ["", "", "بنگاه", "اشتغال"],
            ["یزد", "a", "1", "2"],
        ],
        fields,
    )
    assert (heading.row, heading.fields) == (
        above + 1,
        ["province_iso", "name_fa", "firms", "employment"],
    )


def test_a_row_that_looks_a_little_like_a_heading_does_not_hide_the_one_below(
    fields: Fields,
) -> None:
    letterhead = [["شهر", "میبد", "سال", "۱۴۰۳"]]
    assert found(letterhead + [[""]] * 40 + TABLE, fields).row == 41


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("نام\nخوشه", "name_fa"),
        ("  نام   خوشه ", "name_fa"),
        ("نام خوشه (کامل)", "name_fa"),
        ("<b>نام خوشه</b>", "name_fa"),
        ("تعداد بنگاهها", "firms"),
        ("تعداد بنگاه\u200cها", "firms"),
        ("اشتغال (هزار نفر)", "employment"),
        ("Cluster Name", "name_fa"),
    ],
)
def test_ways_of_writing_a_heading_are_understood(fields: Fields, written: str, field: str) -> None:
    assert named([written, "استان", "مرحله"], fields)[0] == field


def test_arabic_letters_make_no_difference(fields: Fields) -> None:
    assert named(["طول جغرافيايي", "نام خوشه", "كد استان"], fields) == [
        "lon",
        "name_fa",
        "province_iso",
    ]


def test_a_heading_that_is_understood_is_taken_and_one_that_is_only_alike_is_not(
    fields: Fields,
) -> None:
    heading = found(
        [["نام خوشه", "اشتغال (هزار نفر)", "تعدد بنگاه", "چیز دیگر"], ["a", "1", "2", "3"]], fields
    )
    assert heading.fields == ["name_fa", "employment", "", ""]
    assert heading.certain == [True, False, False, False]
    assert [meaning.nearest for meaning in heading.meanings] == ["", "", "firms", ""]


def test_of_two_columns_of_one_name_the_first_is_taken(fields: Fields) -> None:
    assert named(["نام خوشه", "استان", "استان"], fields) == ["name_fa", "province_iso", ""]


def test_of_two_columns_of_one_field_the_better_named_is_taken(fields: Fields) -> None:
    assert named(["نام خوشه (قدیم)", "نام خوشه", "استان"], fields) == [
        "",
        "name_fa",
        "province_iso",
    ]


def test_a_heading_of_two_rows_with_merged_groups_is_read(fields: Fields) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 4, "گزارش خوشه‌های کشور")
        sheet.merge_range(1, 0, 2, 0, "استان")
        sheet.merge_range(1, 1, 2, 1, "نام خوشه")
        sheet.merge_range(1, 2, 1, 3, "آمار")
        sheet.merge_range(1, 4, 2, 4, "مرحله")
        for column, value in ((2, "بنگاه"), (3, "اشتغال")):
            sheet.write_string(2, column, value)
        for column, value in enumerate(["یزد", "کاشی", "12", "120", "شناسایی"]):
            sheet.write_string(3, column, value)

    sheet, heading = best_sheet(read_sheets(xlsx_of(fill), "f.xlsx"), fields)
    assert (heading.row, heading.fields) == (
        2,
        ["province_iso", "name_fa", "firms", "employment", "stage"],
    )
    assert heading.names == ["استان", "نام خوشه", "بنگاه", "اشتغال", "مرحله"]
    rows, notes = body(sheet, heading, fields)
    assert (rows.loc[4].tolist(), notes) == (["یزد", "کاشی", "12", "120", "شناسایی"], ())


def test_a_group_and_what_stands_below_it_make_one_name(fields: Fields) -> None:
    heading = found(
        [["استان", "نام خوشه", "تعداد", ""], ["", "", "بنگاه", "شبکه"], ["یزد", "a", "1", "2"]],
        fields,
    )
    assert (heading.row, heading.fields, heading.names[2:]) == (
        1,
        ["province_iso", "name_fa", "firms", "networks"],
        ["تعداد بنگاه", "تعداد شبکه"],
    )


def test_headings_in_two_languages_below_each_other_are_one_heading(fields: Fields) -> None:
    heading = found(
        [HEADINGS, ["cluster_id", "name_fa", "province_iso", "stage"], *RECORDS], fields
    )
    assert (heading.row, heading.names, heading.fields) == (1, HEADINGS, NAMED)


@pytest.mark.parametrize(
    "rows", [[["a", "b"], ["c", "d"]], [["خوشه"], ["x"]], [["1", "2", "3"]] * 5]
)
def test_a_table_without_known_headings_has_no_heading(
    fields: Fields, rows: list[list[str]]
) -> None:
    assert find_heading(rows, fields) is None


def test_records_are_not_taken_for_headings(fields: Fields) -> None:
    assert find_heading(RECORDS, fields) is None


def test_a_layout_is_known_again_however_its_letters_are_written() -> None:
    assert layout_key(["نام خوشه", "كد استان", ""]) == layout_key(["نام  خوشه", "کد استان"])
    assert layout_key(["نام خوشه", "استان"]) != layout_key(["استان", "نام خوشه"])
    assert len(layout_key([])) == 64


def test_of_several_sheets_all_with_records_are_taken_in_their_order_and_the_others_named(
    fields: Fields,
) -> None:
    notes = FileSheet("راهنما", [["نام خوشه را بنویسید"]])
    small = FileSheet("خلاصه", [["استان", "نام خوشه"], ["یزد", "a"]])
    found = find_tables([notes, small, FileSheet("داده", TABLE)], fields, lambda _: "", Times())
    assert [table.sheet.name for table in found.tables] == ["خلاصه", "داده"]
    assert [(left.sheet, left.reason, left.cells) for left in found.left_out] == [
        ("راهنما", "sheet_without_table", 1)
    ]


def test_sheets_that_explain_are_passed_over_even_where_the_records_are_still_missing(
    fields: Fields,
) -> None:
    guide = FileSheet("راهنما", [["استان", "شهر"], ["نام استان", "نام شهر"]], file="f")
    sheet, _ = best_sheet([guide, FileSheet("داده", TABLE)], fields)
    assert (sheet.name, sheet.notes) == ("داده", ())
    with pytest.raises(DataError) as caught:
        best_sheet([guide, FileSheet("داده", [HEADINGS], file="f")], fields)
    assert caught.value.problems[0].code == "file_without_rows"


def test_a_file_without_headings_is_refused_naming_those_that_are_needed(fields: Fields) -> None:
    with pytest.raises(DataError) as caught:
        best_sheet(read_sheets(b"a,b\nc,d\n", "f.csv"), fields)
    problem = caught.value.problems[0]
    assert (problem.code, problem.file) == ("heading_not_found", "f.csv")
    persian, english = (problem.allowed or "").split("\n")
    assert "نام خوشه" in persian
    assert "_" not in persian + english


@pytest.mark.parametrize("content", [csv_of([HEADINGS]), table_xlsx([["گزارش"], HEADINGS])])
def test_a_file_of_headings_only_is_refused(fields: Fields, content: bytes) -> None:
    with pytest.raises(DataError) as caught:
        best_sheet(read_sheets(content, "f"), fields)
    assert caught.value.problems[0].code == "file_without_rows"


def taken(
    rows: list[list[str]], fields: Fields, **more: Any
) -> tuple[pd.DataFrame, list[tuple[str, int | None, str | None]]]:
    sheet = FileSheet("s", padded(rows), file="f", **more)
    frame, notes = body(sheet, found(rows, fields), fields)
    return frame, [(n.code, n.row, n.column) for n in notes]


def test_rows_keep_the_number_a_person_sees_and_blank_ones_are_dropped(fields: Fields) -> None:
    frame, notes = taken([["عنوان"], *TABLE[:2], [], TABLE[2]], fields)
    assert (frame.index.tolist(), frame.columns.tolist(), notes) == ([3, 5], [0, 1, 2, 3], [])
    assert frame.to_numpy().tolist() == RECORDS


def test_headings_repeated_on_each_page_are_dropped_and_noted(fields: Fields) -> None:
    frame, notes = taken([HEADINGS, RECORDS[0], HEADINGS, RECORDS[1]], fields)
    assert (frame.index.tolist(), notes) == ([2, 4], [("heading_repeated", 3, "A")])


@pytest.mark.parametrize(
    "total",
    [
        ["جمع", "", "", "2"],
        ["", "جمع كل:", "", "۱٬۲۰۰"],
        ["", "مجموع خوشه‌های استان", "", ""],
        ["Grand total", "", "2", "5%"],
    ],
)
def test_totals_at_the_foot_are_dropped_and_noted(fields: Fields, total: list[str]) -> None:
    frame, notes = taken([*TABLE, total], fields)
    assert (len(frame), notes) == (2, [("row_is_total", 4, "A" if total[0] else "B")])


@pytest.mark.parametrize(
    "record",
    [["", "مجموعه فرش", "یزد", ""], ["جمع", "خوشه فرش", "یزد", ""], ["c3", "جمع", "", "2"]],
)
def test_records_that_begin_like_a_total_are_kept(fields: Fields, record: list[str]) -> None:
    assert len(taken([*TABLE, record], fields)[0]) == 3


def test_merged_cells_below_the_heading_are_noted_with_how_many(fields: Fields) -> None:
    sheet = FileSheet("s", TABLE, merged=((0, 0, 0, 1), (1, 2, 2, 2), (2, 0, 2, 1)))
    notes = body(sheet, found(TABLE, fields), fields)[1]
    assert [(n.code, n.row, n.column, n.value) for n in notes] == [("cells_merged", 2, "C", "2")]


def test_words_for_totals_are_read_from_the_folder_that_is_given(tmp_path: Path) -> None:
    for name in ("fields.csv", "columns.csv", "heading_words.csv", "units.csv", "indicators.csv"):
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    (tmp_path / "row_words.csv").write_text(
        "kind,word\ntotal,summa\naverage,x\nexample,x\nsignature,x\nnote,x\nremarks,x\n",
        encoding="utf-8",
    )
    assert len(taken([*TABLE, ["Summa", "", "", "2"]], read_fields(tmp_path))[0]) == 2
