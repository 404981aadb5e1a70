"""Files as offices send them, each with its right outcome: its tables are all read, and what is no
record is told as what it is.
"""

from pathlib import Path
from typing import Any

import pytest

from geo.basis.errors import DataError
from geo.intake.examined import Examined
from geo.intake.opening import ImportContext, open_file
from geo.registry.snapshot import Snapshot
from tests.intake.files.making import csv_of, table_xlsx, xlsx_of
from tests.registry.loading import take, told


@pytest.fixture
def files(acceptance: Path) -> Path:
    return acceptance / "files"


def sent(reading: ImportContext, shipped: Snapshot, path: Path, **terms: Any) -> Examined:
    return take(reading, shipped, path.read_bytes(), path.name, **terms)


def taken(found: Examined) -> list[tuple[str, str]]:
    """Name and province of the records that are new or changed."""
    return sorted(
        (change.name, change.province_iso)
        for change in (*found.comparison.added, *found.comparison.changed)
    )


def reasons(found: Examined) -> list[str]:
    return [left.reason for left in found.no_records]


@pytest.mark.parametrize(
    "name", ["f01_html.xls", "f02_xml2003.xls", "m04_html_with_comment_first.xls"]
)
def test_what_a_web_system_saves_as_xls_is_read(
    reading: ImportContext, shipped: Snapshot, files: Path, name: str
) -> None:
    found = sent(reading, shipped, files / name)
    assert taken(found) == [("خوشه زعفران یزد", "IR-21"), ("خوشه پسته، بادام یزد", "IR-21")]
    assert found.checked.records["employment"].tolist() == [100, 1200]


@pytest.mark.parametrize(
    ("name", "rows"), [("f03_merged_province.xlsx", 10), ("f04_province_once_per_block.xlsx", 4)]
)
def test_a_province_that_is_written_once_holds_for_the_rows_below_it_and_is_told(
    reading: ImportContext, shipped: Snapshot, files: Path, name: str, rows: int
) -> None:
    found = sent(reading, shipped, files / name)
    assert (len(found.checked.records), found.checked.refused) == (rows, ())
    assert {"cells_merged", "province_carried"} & {p.code for p in found.problems}


def test_prenumbered_rows_are_passed_over_and_do_not_block_the_whole(
    reading: ImportContext, shipped: Snapshot, files: Path
) -> None:
    found = sent(
        reading, shipped, files / "f05_prenumbered_empty_rows.xlsx", is_whole=True, province="IR-21"
    )
    assert (len(found.checked.records), found.checked.refused) == (1, ())
    assert set(reasons(found)) == {"row_unfilled"}
    assert found.comparison.removes_missing


def test_a_sheet_a_province_is_read_by_the_names_of_the_sheets(
    reading: ImportContext, shipped: Snapshot, files: Path
) -> None:
    found = sent(reading, shipped, files / "m02_no_province_column.xlsx")
    assert [sum(p == code for _, p in taken(found)) for code in ("IR-21", "IR-25", "IR-10")] == [
        3,
        3,
        3,
    ]
    assert [(p.sheet, p.value) for p in found.problems if p.code == "province_said"] == [
        (name, name) for name in ("یزد", "قم", "اصفهان")
    ]


def test_a_heading_in_row_31_is_found(
    reading: ImportContext, shipped: Snapshot, files: Path
) -> None:
    found = sent(reading, shipped, files / "m03_heading_in_row_31.xlsx")
    assert (taken(found), reasons(found)) == ([("خوشه زعفران یزد", "IR-21")], ["title"])


def test_records_of_every_sheet_count_where_a_file_is_the_whole(
    reading: ImportContext, shipped: Snapshot, files: Path
) -> None:
    found = sent(reading, shipped, files / "w01_whole_many_sheets.xlsx", is_whole=True)
    there = set(found.comparison.new.clusters["name_fa"])
    assert there == {"خوشه زعفران نو", "خوشه سنگ اصفهان"}


def test_a_row_with_more_cells_than_headings_is_refused(
    reading: ImportContext, shipped: Snapshot, files: Path
) -> None:
    found = sent(reading, shipped, files / "w03_ragged_thousands.csv")
    assert ("error", "row_length", 2, None, "6") in told(found)
    assert taken(found) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("w10_footnote_province.csv", ["row_is_signature", "row_is_note"]),
        ("w11_total_then_remarks.csv", ["row_is_total"]),
    ],
)
def test_footnotes_and_totals_become_no_clusters(
    reading: ImportContext, shipped: Snapshot, files: Path, name: str, expected: list[str]
) -> None:
    found = sent(reading, shipped, files / name, province="IR-21")
    assert (taken(found), reasons(found)) == ([("خوشه زعفران نو", "IR-21")], expected)


def test_without_any_province_the_remedy_is_named(
    reading: ImportContext, shipped: Snapshot, files: Path
) -> None:
    with pytest.raises(DataError) as caught:
        sent(reading, shipped, files / "w11_total_then_remarks.csv")
    assert caught.value.problems[0].code == "province_unmapped"


def test_two_encodings_in_one_file_are_told_with_the_row(
    reading: ImportContext, files: Path
) -> None:
    with pytest.raises(DataError) as caught:
        open_file((files / "w18_mixed_encoding_1256_then_utf8.csv").read_bytes(), "f.csv", reading)
    assert [(p.code, p.row) for p in caught.value.problems] == [("encoding_mixed", 5)]


def test_a_jalali_day_typed_in_calc_is_the_day_that_the_sheet_shows(
    reading: ImportContext, shipped: Snapshot, files: Path
) -> None:
    assert sent(reading, shipped, files / "w19_jalali_day_typed_in_calc.ods").checked.records[
        "stage_date"
    ].tolist() == ["1403-06-15"]


def test_of_sheets_of_two_years_one_must_be_chosen(
    reading: ImportContext, shipped: Snapshot, files: Path
) -> None:
    content = (files / "w22_year_sheets.xlsx").read_bytes()
    assert open_file(content, "f.xlsx", reading).found.choices == ("1402", "1403")
    with pytest.raises(DataError) as caught:
        take(reading, shipped, content, "f.xlsx")
    assert caught.value.problems[0].code == "sheet_choose"
    chosen = open_file(content, "f.xlsx", reading, sheets=["1403"])
    assert (chosen.found.choices, chosen.found.unread, chosen.sheet.rows[1][2]) == (
        (),
        ("1402",),
        "25",
    )


NO_RECORDS = {
    "row_is_total": ["جمع", "جمع کل", "جمع کل استان", "مجموع:", "سرجمع", "Total", "Grand total", "زیر جمع", "حاصل جمع", "کل کشور"],
    "row_is_average": ["میانگین", "متوسط", "معدل", "Average", "درصد", "حداکثر", "حداقل", "میانگین کل"],
    "row_is_note": [
        "* آمار پایان سال ۱۴۰۲", "توضیح: آمار تقریبی است", "تذکر: ارقام به نفر است", "یادداشت", "منبع: سازمان صنایع کوچک", "مأخذ: دفتر آمار", 
        "Note: provisional",        "این آمار از استان‌ها گرفته شده است", "آمار پایان سال ۱۴۰۲",
        "ادامه در صفحه بعد", "پایان جدول", "لازم به ذکر است ارقام نهایی نیست",
        "ارقام به میلیون ریال",        "* خوشه‌های جدید", "خوشه‌های فعال در سال ۱۴۰۲ به شرح بالا گزارش شد.",
        "صفحه ۱ از ۲", "Source: office", "شایان ذکر است آمار ناقص است",
        "قابل ذکر است", "راهنما",
    ],
    "row_is_signature": [
        "تهیه کننده: دفتر صنایع", "تنظیم‌کننده: علوی", "تأیید کننده", "امضا", "مهر و امضا", "مدیر عامل", "رئیس اداره", "معاون صنایع کوچک", 
        "کارشناس مسئول: رضایی",        "نام و نام خانوادگی:", "تاریخ تهیه: ۱۴۰۳/۰۲/۰۱", "تاریخ تنظیم",
        "شماره تماس: ۰۳۵", "با احترام", "Prepared by: office", "Signature",
        "تلفن تماس", "مسئول تنظیم",        "تصویب کننده", "محل امضا",
    ],
    "row_is_example": ["مثال", "نمونه", "(مثال)", "نمونه:", "ردیف نمونه", "Example", "برای مثال"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "words"), [(reason, word) for reason, words in NO_RECORDS.items() for word in words]
)
def test_a_row_that_is_no_record_is_told_as_what_it_is_under_a_province_too(
    reading: ImportContext, shipped: Snapshot, reason: str, words: str
) -> None:
    figure = "10" if reason in ("row_is_total", "row_is_average", "row_is_example") else ""
    rows = [["نام خوشه", "تعداد واحد"], ["خوشه زعفران نو", "10"], [words, figure]]
    found = take(reading, shipped, csv_of(rows), "f.csv", province="IR-21")
    assert (taken(found), reasons(found)) == ([("خوشه زعفران نو", "IR-21")], [reason])


@pytest.mark.parametrize(
    "name",
    [
        "زعفران قاینات",
        "خوشه مبل نمونه",
        "مجموعه فرش",
        "خوشه میانگین‌ساز",
        "منبت‌کاری",
        "صنایع دستی",
        "گل محمدی",
        "C1 cluster",
        "خوشه کاشی، سرامیک",
        "مدیریت پسماند",
    ],
)
def test_a_name_alone_in_its_row_is_a_record(
    reading: ImportContext, shipped: Snapshot, name: str
) -> None:
    found = take(
        reading,
        shipped,
        csv_of([["نام خوشه", "تعداد واحد"], ["خوشه زعفران نو", "10"], [name, ""]]),
        "f.csv",
        province="IR-21",
    )
    assert len(found.checked.records) == 2


@pytest.mark.parametrize(
    "name",
    [
        "یزد",
        "استان یزد",
        "خوشه‌های یزد",
        "يزد",
        "یزد ۱۴۰۳",
        "Yazd",
        "گزارش یزد",
        "خوشه های استان یزد",
        "یزد (نهایی)",
        "۲۱ یزد",
        "خوشه‌های استان یزد سال ۱۴۰۳",
    ],
)
@pytest.mark.parametrize("place", ["sheet", "title"])
def test_the_province_of_a_sheet_is_in_its_name_or_in_a_title(
    reading: ImportContext, shipped: Snapshot, name: str, place: str
) -> None:
    rows = [
        *([[name, ""]] if place == "title" else []),
        ["نام خوشه", "تعداد واحد"],
        ["خوشه زعفران نو", "10"],
    ]
    found = take(
        reading,
        shipped,
        table_xlsx(rows, name if place == "sheet" and len(name) < 32 else "s"),
        "f.xlsx",
    )
    assert taken(found) == [("خوشه زعفران نو", "IR-21")]
    assert [p.value for p in found.problems if p.code == "province_said"] == [name]


@pytest.mark.parametrize(
    "title",
    [
        "شرکت شهرک‌های صنعتی کشور، تهران، خیابان فارس",
        "یزد و قم",
        "مدیریت تهران و البرز",
        "دفتر صنایع کوچک",
        "",
    ],
)
def test_a_title_that_names_no_single_province_says_none(
    reading: ImportContext, shipped: Snapshot, title: str
) -> None:
    with pytest.raises(DataError) as caught:
        take(
            reading,
            shipped,
            csv_of([[title, ""], ["نام خوشه", "تعداد واحد"], ["خوشه زعفران نو", "10"]]),
            "f.csv",
        )
    assert caught.value.problems[0].code == "province_unmapped"


@pytest.mark.parametrize(
    "names",
    [
        ("1402", "1403"),
        ("۱۴۰۲", "۱۴۰۳"),
        ("سال 1402", "سال 1403"),
        ("خوشه‌ها 1401", "خوشه‌ها 1403"),
        ("مهر", "آبان"),
        ("مهر ماه", "آذر ماه"),
        ("2023", "2024"),
    ],
)
def test_sheets_of_different_times_are_asked_about(
    reading: ImportContext, names: tuple[str, str]
) -> None:
    def fill(book: Any) -> None:
        for n, name in enumerate(names):
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(
                [["نام خوشه", "استان", "تعداد واحد"], ["خوشه زعفران یزد", "یزد", str(n + 10)]]
            ):
                for column, cell in enumerate(cells):
                    sheet.write_string(row, column, cell)

    assert open_file(xlsx_of(fill), "f.xlsx", reading).found.choices == names


def test_a_second_table_below_with_other_headings_is_read_too(
    reading: ImportContext, shipped: Snapshot
) -> None:
    rows = [
        ["استان یزد", "", ""], ["نام خوشه", "تعداد واحد", "مرحله"], ["خوشه زعفران نو", "10", "شناسایی"], ["جمع", "10", ""], ["", "", ""],
        ["استان قم", "", ""], ["نام خوشه", "اشتغال", "شهر"], ["خوشه سوهان نو", "90", "قم"],
    ]  # fmt: skip
    found = take(reading, shipped, csv_of(rows), "f.csv")
    assert taken(found) == [("خوشه زعفران نو", "IR-21"), ("خوشه سوهان نو", "IR-25")]
    assert found.checked.records["employment"].dropna().tolist() == [90]


@pytest.mark.parametrize(
    "row",
    [
        ["خوشه زعفران نو", "یزد", "1", "850"],
        ["خوشه زعفران نو", "یزد", "1", "850", "3", "200"],
        ["خوشه، زعفران", "نو", "یزد", "1", "2", "3"],
    ],
)
def test_rows_in_which_a_comma_moved_the_cells_are_refused(
    reading: ImportContext, shipped: Snapshot, row: list[str]
) -> None:
    rows = [
        ["نام خوشه", "استان", "تعداد واحد", "اشتغال", "توضیح"],
        ["خوشه پسته نو", "یزد", "5", "50", "x"],
        row,
    ]
    found = take(reading, shipped, csv_of(rows), "f.csv")
    assert [p.row for p in found.problems if p.code == "row_length"] == [3]
