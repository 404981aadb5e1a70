"""The file that a province really sends goes in: every row is in or explained, the same file again
changes nothing, undo brings back what was there.
"""

from typing import Any

import pytest

from components.server.registry import put_shipped
from geo.intake.commit import commit
from geo.intake.examined import Examined
from geo.intake.load import examine
from geo.intake.opening import ImportContext, Opened, open_file
from geo.intake.terms import Terms
from geo.registry.records import widen
from geo.registry.rights import Rights
from geo.registry.store import Entry, Registry
from tests.conftest import DATA
from tests.intake.files.making import xlsx_of
from tests.registry.contents import AT, TODAY

FILE = "گزارش سه‌ماهه خوشه‌ها.xlsx"
ROWS = [
    [
        "۱",
        "خوشه كاشي و سراميك ميبد",
        "يزد",
        "ميبد",
        "كاشي و سراميك",
        "در حال اجرا",
        "۱۴۰۴/۰۵/۱۰",
        "۸۵",
        "۱۲٬۵۰۰",
    ],
    [
        "۲",
        "خوشه ترمه يزد",
        "استان یزد",
        "یزد",
        "ترمه",
        "مطالعات شناختي",
        "مهر ماه ۱۴۰۴",
        "حدود ۶۰",
        "۴۵۰ نفر",
    ],
    [
        "۳",
        "خوشه سنگ‌های تزیینی",
        "اصفهان",
        "محمودآباد",
        "سنگ",
        "خاتمه يافته",
        "۱۴۰۲",
        "۳۰ تا ۵۰",
        "-",
    ],
    [
        "۴",
        "خوشه گز و شيريني",
        "اصفهان",
        "اصفهان",
        "گز",
        "شناسایی شده",
        "1404/02/31",
        "120",
        "1,800",
    ],
    ["۵", "خوشه طلا و جواهر", "يزد", "یزد", "طلا", "نامشخص", "", "", ""],
    ["۶", "خوشه فرش دستباف نايين", "اصفهان", "نایین", "فرش", "اجرا", "۱۴۰۲/۱۳/۴۵", "۹۰", "۳۰۰۰"],
    ["۷", "خوشه پسته", "كرمان شرقي", "رفسنجان", "پسته", "اجرا", "۱۴۰۳", "۲۰۰", "۴۰۰۰"],
    ["", "جمع كل", "", "", "", "", "", "۵۳۵", "۲۱٬۷۵۰"],
]


def messy() -> bytes:
    """A workbook with a letterhead, a heading of two rows with merged groups, a row of totals and a
    signature.
    """

    def fill(book: Any) -> None:
        book.add_worksheet("راهنما").write_string(0, 0, "این گزارش هر سه ماه تکمیل می‌شود")
        sheet = book.add_worksheet("خوشه‌ها")
        sheet.right_to_left()
        sheet.merge_range(0, 0, 0, 8, "شركت شهركهاي صنعتي")
        sheet.merge_range(1, 0, 1, 8, "گزارش عملكرد خوشه‌هاي كسب و كار - شهریور ۱۴۰۴")
        for column, name in enumerate(
            ["رديف", "نام خوشه", "استان", "شهرستان", "محصول", "آخرين وضعيت", "تاريخ"]
        ):
            sheet.merge_range(3, column, 4, column, name)
        sheet.merge_range(3, 7, 3, 8, "آمار")
        sheet.write_string(4, 7, "تعداد واحدها")
        sheet.write_string(4, 8, "تعداد شاغلين")
        for number, row in enumerate(ROWS, 5):
            for column, cell in enumerate(row):
                if cell.isascii() and cell.isdigit():
                    sheet.write_number(number, column, int(cell))
                else:
                    sheet.write_string(number, column, cell)

    return xlsx_of(fill)


def opened(reading: ImportContext, registry: Registry) -> Opened:
    return open_file(messy(), FILE, reading, registry)


def examined(reading: ImportContext, registry: Registry) -> Examined:
    return examine(opened(reading, registry), registry.snapshot(), reading, Terms(TODAY))


@pytest.fixture
def shipped_registry(registry: Registry, reading: ImportContext) -> Registry:
    put_shipped(registry, reading.reference, DATA)
    return registry


def test_its_columns_are_found_without_help(
    reading: ImportContext, shipped_registry: Registry
) -> None:
    found = opened(reading, shipped_registry)
    assert (found.sheet.name, found.heading.row) == ("خوشه‌ها", 4)
    assert found.mapping == (
        "",
        "name_fa",
        "province_iso",
        "city_fa",
        "product_fa",
        "stage",
        "stage_date",
        "firms",
        "employment",
    )


def test_every_row_is_in_or_explained(reading: ImportContext, shipped_registry: Registry) -> None:
    found = examined(reading, shipped_registry)
    comparison = found.comparison
    placed = (
        {c.row for c in (*comparison.added, *comparison.changed)}
        | set(found.matches.ids)
        | {pair.row for pair in comparison.undecided}
    )
    explained = {p.row for p in found.problems if p.level == "error" or p.code == "row_is_total"}
    assert placed | explained == set(range(6, 14))
    assert not placed & explained
    assert found.checked.refused == (11, 12)
    assert {(p.row, p.code) for p in found.problems if p.row in (11, 12, 13)} >= {
        (11, "date_unreadable"),
        (13, "row_is_total"),
    }
    assert {p.code for p in found.problems if p.row == 12} & {"province_unknown", "province_alike"}


def test_what_it_says_is_on_file_after(reading: ImportContext, shipped_registry: Registry) -> None:
    found = examined(reading, shipped_registry)
    version = commit(shipped_registry, found, Rights.to_all("مریم"), AT)
    assert version is not None
    wide = widen(shipped_registry.snapshot(), reading.reference.stages.index)
    row = wide[wide["name_fa"] == "خوشه گز و شیرینی"].iloc[0]
    assert (
        row["province_iso"],
        row["stage"],
        row["stage_date"],
        row["firms"],
        row["employment"],
    ) == ("IR-10", "identified", "1404-02-31", 120, 1800)
    row = wide[wide["name_fa"] == "خوشه ترمه یزد"].iloc[0]
    assert (
        row["province_iso"],
        row["stage"],
        row["stage_date"],
        row["firms"],
        row["employment"],
    ) == ("IR-21", "diagnostic", "1404-07", 60, 450)
    row = wide[wide["name_fa"] == "خوشه سنگ‌های تزیینی"].iloc[0]
    assert (row["firms"], row["firms_high"], row["stage"], row["source_title"]) == (
        30,
        50,
        "completed",
        FILE,
    )


def test_the_same_file_again_changes_nothing(
    reading: ImportContext, shipped_registry: Registry
) -> None:
    commit(shipped_registry, examined(reading, shipped_registry), Rights.to_all("مریم"), AT)
    again = examined(reading, shipped_registry)
    assert again.comparison.is_empty
    assert commit(shipped_registry, again, Rights.to_all("مریم"), AT) is None
    assert shipped_registry.head()[0] == 2


def test_undo_brings_back_exactly_what_was_there(
    reading: ImportContext, shipped_registry: Registry
) -> None:
    before = shipped_registry.snapshot()
    commit(shipped_registry, examined(reading, shipped_registry), Rights.to_all("مریم"), AT)
    assert not shipped_registry.snapshot().same_content(before)
    shipped_registry.restore(1, Entry("restore", Rights.to_all("مریم"), AT))
    assert shipped_registry.snapshot().same_content(before)
    assert [v.number for v in shipped_registry.versions()] == [3, 2, 1]
