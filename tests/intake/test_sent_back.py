"""The file with the atlas's remarks, sent back, gives the same result again, in both languages and
as often as it is sent.
"""

import io
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from components.words.file_words import annotated_file
from components.words.text import Text
from geo.basis.folding import fold
from geo.intake.examined import Examined
from geo.intake.load import examine
from geo.intake.opening import ImportContext, open_file, with_sheets
from geo.intake.terms import Terms
from geo.registry.snapshot import Snapshot, snapshot_from
from tests.intake.files.making import csv_of, table_xlsx, xlsx_of
from tests.registry.contents import TODAY
from tests.registry.loading import take

Rows = list[list[str]]
EMPTY = snapshot_from({})


def result(found: Examined) -> dict[str, object]:
    """What a file would do, and what keeps rows out: by row, so that nothing may move."""
    comparison = found.comparison
    return {
        "added": [(c.row, c.name, c.province_iso) for c in comparison.added],
        "changed": [(c.row, c.cluster_id, c.fields) for c in comparison.changed],
        "unchanged": comparison.unchanged,
        "events": sorted(row[:3] for row in comparison.new.rows("stage_events")),
        "figures": sorted(str(row[:6]) for row in comparison.new.rows("observations")),
        "takes out": comparison.removes_missing,
        "undecided": [(pair.row, pair.cluster_id) for pair in comparison.undecided],
        "refused": found.checked.refused,
        "errors": sorted(
            (p.row or 0, p.code, p.position or 0, p.value or "")
            for p in found.problems
            if p.level == "error"
        ),
        "no records": [p.row for p in found.problems if p.code.startswith("row_")],
    }


def sent_back(reading: ImportContext, old: Snapshot, content: bytes, **terms: Any) -> None:
    first = take(reading, old, content, "f", **terms)
    for lang in ("fa", "en"):
        again = take(reading, old, annotated_file(first, Text(lang)), "f.xlsx", **terms)
        assert result(again) == result(first)
        assert result(
            take(
                reading,
                old,
                annotated_file(again, Text("en" if lang == "fa" else "fa")),
                "f.xlsx",
                **terms,
            )
        ) == result(first)


@pytest.mark.parametrize(
    "name",
    ["f03_merged_province.xlsx", "f04_province_once_per_block.xlsx", "m03_heading_in_row_31.xlsx", "w06_two_numbers.csv", "w10_footnote_province.csv",
     "w11_total_then_remarks.csv", "w13_columns_not_taken.csv", "w16_isic_lost_zero.csv"],
)  # fmt: skip
def test_the_files_of_offices_give_the_same_result_again(
    reading: ImportContext, shipped: Snapshot, acceptance: Path, name: str
) -> None:
    terms = {"province": "IR-21"} if name.startswith(("w10", "w11")) else {}
    sent_back(reading, shipped, (acceptance / "files" / name).read_bytes(), **terms)


def book_of(
    sheets: Mapping[str, Rows],
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden: Collection[str] = (),
) -> bytes:
    """An Excel workbook of these sheets; in the first are merged ranges."""

    def fill(book: Any) -> None:
        for place, (name, rows) in enumerate(sheets.items()):
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell)
            for top, left, bottom, right in merged if not place else ():
                sheet.merge_range(top, left, bottom, right, rows[top][left])

    return xlsx_of(fill)


NAMES = ["نام خوشه", "استان", "تعداد بنگاه"]
HEAD = ["نام خوشه", "استان", "مرحله", "تاریخ مرحله"]
LAYOUTS: dict[str, tuple[bytes, dict[str, Any]]] = {
    "a sheet a province": (book_of({"یزد": [NAMES[::2], ["الف نو", "چند"], ["ب نو", "5"]], "قم": [["فهرست قم", ""], NAMES[::2], ["پ نو", "6"],
                                                                                                  ["جمع", "6"]]}), {}),
    "a block below": (csv_of([NAMES, ["الف نو", "یزد", "5"], ["", "", ""], ["عنوان", "نام استان", "اشتغال"], ["ب نو", "ناکجا", "6"], ["پ نو", "قم", "9"]]), {}),
    "side by side": (csv_of([[*NAMES, "", *NAMES], ["الف نو", "یزد", "5", "", "ب نو", "ناکجا", "7"]]), {}),
    "side by side, no blank column": (csv_of([[*NAMES, *NAMES], ["الف نو", "یزد", "5", "ب نو", "ناکجا", "7"]]), {}),
    "transposed": (csv_of([["استان یزد", "", ""], ["نام خوشه", "الف نو", "ب نو"], ["تعداد بنگاه", "5", "چند"], ["* موقت", "", ""]]), {}),
    "transposed beside a table": (book_of({"یک": [NAMES, ["پ نو", "قم", "x"]], "دو": [["نام خوشه", "الف نو", "ب نو"], ["استان", "یزد", "ناکجا"]]}), {}),
    "a row a stage": (csv_of([HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["", "", "پیاده‌سازی", "1402"], ["", "", "پایش نهایی", "پارسال"]]), {}),
    "a column a stage": (csv_of([["نام خوشه", "استان", "شناسایی", "پیاده‌سازی"], ["الف نو", "یزد", "1400", "x"], ["ب نو", "یزد", "1400", "1402"]]), {}),
    "years in two rows of headings": (csv_of([["", "", "اشتغال", ""], ["نام خوشه", "استان", "1401", "1402"], ["الف نو", "یزد", "چند", "5"],
                                              ["ب نو", "قم", "3", "5"]]), {}),
    "a merged number": (book_of({"s": [NAMES, ["الف نو", "یزد", "9"], ["ب نو", "یزد", ""], ["پ نو", "قم", "4"], ["ت نو", "قم", "4"]]}, [(1, 2, 2, 2)]), {}),
    "a merged group of headings": (book_of({"s": [["", "", "آمار 1402", ""], ["نام خوشه", "استان", "تعداد بنگاه", "اشتغال"], ["الف نو", "یزد", "5", "9"],
                                                  ["ب نو", "یزد", "x", "9"]]}, [(0, 2, 0, 3)]), {}),
    "a hidden sheet with records": (book_of({"s": [NAMES, ["الف نو", "یزد", "9"]], "h": [NAMES, ["ب نو", "قم", "9"]]}, hidden=["h"]), {"is_whole": True}),
    "a hidden list": (book_of({"s": [NAMES, ["الف نو", "یزد", "9"]], "h": [["کد استان", "نام"], ["IR-21", "یزد"]]}, hidden=["h"]), {"is_whole": True}),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_all_that_was_read_is_sent_back_and_gives_the_same_result_again(
    reading: ImportContext, name: str
) -> None:
    content, terms = LAYOUTS[name]
    sent_back(reading, EMPTY, content, **terms)


def test_every_sheet_is_sent_back_with_the_remarks_at_their_places(reading: ImportContext) -> None:
    found = take(reading, EMPTY, LAYOUTS["a sheet a province"][0], "f")
    book = CalamineWorkbook.from_filelike(io.BytesIO(annotated_file(found, Text("fa"))))
    first, second = (book.get_sheet_by_name(name).to_python() for name in ("یزد", "قم"))
    assert [row[:2] for row in first] == [
        ["نام خوشه", "تعداد بنگاه"],
        ["الف نو", "چند"],
        ["ب نو", 5.0],
    ]
    assert [row[:2] for row in second] == [
        ["فهرست قم", ""],
        ["نام خوشه", "تعداد بنگاه"],
        ["پ نو", 6.0],
        ["جمع", 6.0],
    ]
    assert "چند" in str(first[1][2])
    assert str(second[1][2]).startswith("ایرادهای اطلس")
    assert "جمع" in str(second[3][2])


def test_sheets_of_which_one_was_chosen_are_all_sent_back_and_one_is_chosen_again(
    reading: ImportContext,
) -> None:
    opened = open_file(
        book_of(
            {"1402": [NAMES, ["الف نو", "یزد", "9"]], "1403": [NAMES, ["الف نو", "یزد", "چند"]]}
        ),
        "f",
        reading,
        sheets=["1403"],
    )
    found = examine(opened, EMPTY, reading, Terms(TODAY))
    again = open_file(annotated_file(found, Text("fa")), "f.xlsx", reading)
    assert again.found.choices == ("1402", "1403")
    assert result(
        examine(with_sheets(again, ["1403"], reading), EMPTY, reading, Terms(TODAY))
    ) == result(found)


ROWS = [
    ["گزارش خوشه‌ها", "", "", ""], ["نام خوشه", "استان", "تعداد بنگاه", "رنگ"], ["خوشه زعفران نو", "یزد", "چند", "زرد"],
    ["خوشه پسته نو", "یزد", "30-50", ""], ["خوشه ترمه نو", "آتلانتیس", "7", ""], ["جمع", "", "80", ""], ["* موقت", "", "", ""],
]  # fmt: skip


def test_errors_totals_and_notes_are_the_same_again(
    reading: ImportContext, shipped: Snapshot
) -> None:
    sent_back(reading, shipped, csv_of(ROWS))
    sent_back(reading, shipped, table_xlsx(ROWS))


def test_what_was_mended_beside_the_remarks_goes_in(
    reading: ImportContext, shipped: Snapshot
) -> None:
    first = take(reading, shipped, csv_of(ROWS), "f")
    mended = [
        [
            cell if cell not in ("چند", "آتلانتیس") else {"چند": "12", "آتلانتیس": "قم"}[cell]
            for cell in row
        ]
        for row in first.opened.sheet.rows
    ]
    remarked = [
        [*row, "ایرادهای اطلس" if number == 1 else "این ردیف ایراد دارد"]
        for number, row in enumerate(mended)
    ]
    found = take(reading, shipped, table_xlsx(remarked), "f.xlsx")
    assert sorted(c.name for c in found.comparison.added) == [
        "خوشه ترمه نو",
        "خوشه زعفران نو",
        "خوشه پسته نو",
    ]


def test_the_remarks_are_known_by_the_words_that_the_files_carry(reading: ImportContext) -> None:
    for lang in ("fa", "en"):
        listed = [
            Text(lang)(f"annotation.{name}")
            for name in ("row", "column", "value", "level", "problem")
        ]
        assert {fold(word.replace("\u200c", " ")) for word in listed} <= reading.headings.rows[
            "remarks_list"
        ]
        assert fold(Text(lang)("annotation.remarks")) in reading.headings.rows["remarks"]
