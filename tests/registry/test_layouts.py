"""Layouts that offices use beside one table with a row a cluster: each is read right, or refused with its name and the remedy."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from components.text import Text
from geo.errors import DataError
from geo.registry.load import Examined, Reading
from geo.registry.snapshot import Snapshot
from tests.registry.files.making import csv_of, table_xlsx, xlsx_of
from tests.registry.loading import take

Rows = list[list[str]]
SAVED: list[Callable[[Sequence[Sequence[str]]], bytes]] = [csv_of, table_xlsx]


def taken(found: Examined) -> list[tuple[str, str]]:
    return sorted((change.name, change.province_iso) for change in found.comparison.added)


def refusal(reading: Reading, old: Snapshot, content: bytes, **terms: Any) -> str:
    """The code for which a file is refused; it is put into words in both languages."""
    with pytest.raises(DataError) as caught:
        take(reading, old, content, "f", **terms)
    problem = caught.value.problems[0]
    assert all(Text(lang).problem(problem) for lang in ("fa", "en"))
    return problem.code


TWO = [("خوشه زعفران نو", "IR-21"), ("خوشه سوهان نو", "IR-25")]
SIDE_BY_SIDE: dict[str, Rows] = {
    "a blank column between": [["نام خوشه", "استان", "", "نام خوشه", "استان"], ["خوشه زعفران نو", "یزد", "", "خوشه سوهان نو", "قم"]],
    "several blank columns": [["نام خوشه", "استان", "", "", "نام خوشه", "استان"], ["خوشه زعفران نو", "یزد", "", "", "خوشه سوهان نو", "قم"]],
    "no blank column": [["نام خوشه", "استان", "نام خوشه", "استان"], ["خوشه زعفران نو", "یزد", "خوشه سوهان نو", "قم"]],
    "numbered": [["ردیف", "نام خوشه", "استان", "ردیف", "نام خوشه", "استان"], ["1", "خوشه زعفران نو", "یزد", "2", "خوشه سوهان نو", "قم"]],
    "other headings": [["نام خوشه", "استان", "تعداد واحد", "", "عنوان خوشه", "نام استان"], ["خوشه زعفران نو", "یزد", "5", "", "خوشه سوهان نو", "قم"]],
    "a title each": [["استان یزد", "", "", "استان قم", ""], ["نام خوشه", "تعداد واحد", "", "نام خوشه", "تعداد واحد"],
                     ["خوشه زعفران نو", "5", "", "خوشه سوهان نو", "6"]],
    "headings in different rows": [["نام خوشه", "استان", "", "", ""], ["خوشه زعفران نو", "یزد", "", "نام خوشه", "استان"], ["", "", "", "خوشه سوهان نو", "قم"]],
    "a title over all": [["خوشه‌های کشور", "", "", "", ""],
                         ["نام خوشه", "استان", "", "نام خوشه", "استان"], ["خوشه زعفران نو", "یزد", "", "خوشه سوهان نو", "قم"]],
    "one longer": [["نام خوشه", "استان", "", "نام خوشه", "استان"], ["خوشه زعفران نو", "یزد", "", "", ""], ["", "", "", "خوشه سوهان نو", "قم"]],
}  # fmt: skip


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("name", SIDE_BY_SIDE)
def test_tables_side_by_side_are_each_read(reading: Reading, shipped: Snapshot, name: str, saved: Callable[[Rows], bytes]) -> None:
    found = take(reading, shipped, saved(SIDE_BY_SIDE[name]), "f")
    assert (taken(found), found.checked.refused) == (TWO, ())
    assert sum(found.account.counts.values()) == found.account.cells


def test_the_one_title_above_tables_side_by_side_says_the_province_of_all(reading: Reading, shipped: Snapshot) -> None:
    rows = [["استان یزد", "", ""], ["نام خوشه", "", "نام خوشه"], ["خوشه زعفران نو", "", "خوشه پسته نو"]]
    rows = [[row[0], "5" if row[0].startswith("خوشه") else "", *row[1:], ""] for row in rows]
    rows[1][1] = rows[1][4] = "تعداد واحد"
    found = take(reading, shipped, csv_of(rows), "f")
    assert taken(found) == sorted([("خوشه زعفران نو", "IR-21"), ("خوشه پسته نو", "IR-21")])
    assert [p.value for p in found.problems if p.code == "province_said"] == ["استان یزد"] * 2


def test_a_blank_column_within_one_table_is_no_boundary(reading: Reading, shipped: Snapshot) -> None:
    rows = [["نام خوشه", "استان", "", "تعداد واحد", "اشتغال"], ["خوشه زعفران نو", "یزد", "", "5", "50"]]
    assert take(reading, shipped, csv_of(rows), "f").checked.records["employment"].tolist() == [50]


ACROSS: dict[str, Rows] = {
    "plain": [["نام خوشه", "خوشه زعفران نو", "خوشه سوهان نو"], ["استان", "یزد", "قم"], ["تعداد واحد", "5", "6"]],
    "two fields": [["نام خوشه", "خوشه زعفران نو", "خوشه سوهان نو"], ["استان", "یزد", "قم"]],
    "a form of one": [["نام خوشه:", "خوشه زعفران نو"], ["استان:", "یزد"], ["تعداد واحد:", "5"], ["اشتغال:", "50"]],
    "numbered": [["ردیف", "عنوان", "1", "2"], ["1", "نام خوشه", "خوشه زعفران نو", "خوشه سوهان نو"], ["2", "استان", "یزد", "قم"], ["3", "اشتغال", "90", "80"]],
    "under a title": [["گزارش خوشه‌ها", "", ""], ["", "", ""], ["نام خوشه", "خوشه زعفران نو", "خوشه سوهان نو"], ["استان", "یزد", "قم"], ["اشتغال", "90", ""]],
    "name not first": [["استان", "یزد", "قم"], ["شهر", "میبد", "قم"], ["نام خوشه", "خوشه زعفران نو", "خوشه سوهان نو"], ["اشتغال", "90", "80"]],
    "in English": [["Cluster name", "Saffron", "Sohan"], ["Province", "Yazd", "Qom"], ["Employees", "90", "80"]],
    "one province": [["نام خوشه", "خوشه زعفران نو", "خوشه سوهان نو"], ["شهر", "میبد", "یزد"], ["تعداد واحد", "5", "6"]],
}  # fmt: skip


@pytest.mark.parametrize("province", ["", "IR-21"])
@pytest.mark.parametrize("name", ACROSS)
def test_a_transposed_table_is_refused_with_the_remedy(reading: Reading, shipped: Snapshot, name: str, province: str) -> None:
    assert refusal(reading, shipped, csv_of(ACROSS[name]), province=province) == "sheet_transposed"


def test_a_transposed_sheet_beside_a_table_is_told_and_keeps_the_whole_from_taking_anything_out(reading: Reading, shipped: Snapshot) -> None:
    def fill(book: Any) -> None:
        for name, rows in (("فهرست", [["نام خوشه", "استان"], ["خوشه زعفران نو", "یزد"]]), ("شناسنامه", ACROSS["plain"])):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell)

    found = take(reading, shipped, xlsx_of(fill), "f", is_whole=True)
    assert [p.sheet for p in found.problems if p.code == "sheet_transposed"] == ["شناسنامه"]
    assert (taken(found), found.comparison.removes_missing) == ([TWO[0]], False)
    assert sum(found.account.counts.values()) == found.account.cells
    assert [Text(lang)(f"left_out.{left.reason}") for lang in ("fa", "en") for left in found.account.left_out]


HEAD = ["نام خوشه", "استان", "مرحله", "تاریخ مرحله"]
ROW_A_STAGE: dict[str, Rows] = {
    "name repeated": [HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["الف نو", "یزد", "پیاده‌سازی", "1402"],
                      ["ب نو", "یزد", "شناسایی", "1401"], ["ب نو", "یزد", "پیاده‌سازی", "1403"]],
    "name once": [HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["", "", "مطالعه شناختی", "1401"], ["", "", "پیاده‌سازی", "1402"]],
    "one cluster": [HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["الف نو", "یزد", "پیاده‌سازی", "1402"]],
    "one of several": [HEAD, ["ب نو", "یزد", "شناسایی", "1400"], *(["الف نو", "یزد", stage, ""] for stage in ("شناسایی", "مطالعه شناختی", "پیاده‌سازی"))],
    "numbered": [["کد", *HEAD], ["7", "الف نو", "یزد", "شناسایی", "1400"], ["7", "الف نو", "یزد", "پیاده‌سازی", "1402"],
                 ["8", "ب نو", "یزد", "شناسایی", "1401"], ["8", "ب نو", "یزد", "پیاده‌سازی", "1403"]],
    "sorted by stage": [HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["ب نو", "یزد", "شناسایی", "1401"],
                        ["الف نو", "یزد", "پیاده‌سازی", "1402"], ["ب نو", "یزد", "پیاده‌سازی", "1403"]],
    "province once": [HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["", "یزد", "پیاده‌سازی", "1402"], ["", "یزد", "پایش نهایی", "1403"]],
}  # fmt: skip


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("name", ROW_A_STAGE)
def test_a_row_for_each_stage_is_refused_with_the_remedy(reading: Reading, shipped: Snapshot, name: str, saved: Callable[[Rows], bytes]) -> None:
    assert refusal(reading, shipped, saved(ROW_A_STAGE[name])) == "layout_row_a_stage"


def test_names_merged_down_over_their_stages_are_refused_with_the_remedy(reading: Reading, shipped: Snapshot) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("s")
        for number, row in enumerate(ROW_A_STAGE["name once"]):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
        sheet.merge_range(1, 0, 3, 0, "الف نو")
        sheet.merge_range(1, 1, 3, 1, "یزد")

    assert refusal(reading, shipped, xlsx_of(fill)) == "layout_row_a_stage"


def test_the_remedy_for_a_row_a_stage_keeps_the_earlier_stages(reading: Reading, shipped: Snapshot) -> None:
    first = take(reading, shipped, csv_of([HEAD, ["الف نو", "یزد", "شناسایی", "1400"]]), "f")
    second = take(reading, first.comparison.new, csv_of([HEAD, ["الف نو", "یزد", "پیاده‌سازی", "1402"]]), "f")
    mine = second.comparison.new.stage_events.merge(second.comparison.new.clusters[["cluster_id", "name_fa"]]).query("name_fa == 'الف نو'")
    assert sorted(mine["stage"]) == ["identified", "implementation"]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["ب نو", "یزد", "شناسایی", "1400"], ["الف نو", "قم", "پیاده‌سازی", "1402"]],
        [[*HEAD, "شهر"], ["الف نو", "یزد", "شناسایی", "1400", "یزد"], ["الف نو", "یزد", "پیاده‌سازی", "1402", "میبد"], ["ب نو", "یزد", "شناسایی", "1400", ""]],
    ],
)
def test_two_clusters_of_one_name_are_no_stages(reading: Reading, shipped: Snapshot, rows: Rows) -> None:
    assert taken(take(reading, shipped, csv_of(rows), "f"))


def stage_columns(*headings: str, cells: Sequence[str] = ("1400", "1402")) -> Rows:
    return [["نام خوشه", "استان", *headings], ["الف نو", "یزد", *cells], ["ب نو", "قم", cells[0], *[""] * (len(cells) - 1)]]


@pytest.mark.parametrize(
    "rows",
    [
        stage_columns("شناسایی", "پیاده‌سازی"),
        stage_columns("تاریخ شناسایی", "تاریخ پیاده‌سازی", cells=("1400/02/01", "1402/03/04")),
        stage_columns("شناسایی", "مطالعه شناختی", "پیاده‌سازی", cells=("✓", "✓", "")),
        stage_columns("سال شناسایی", "سال امکان‌سنجی", "سال پیاده‌سازی", cells=("1400", "1401", "1402")),
        stage_columns("مرحله شناسایی", "مرحله پیاده‌سازی", cells=("انجام شد", "")),
        stage_columns("تاریخ شروع پیاده‌سازی", "تاریخ پایان پیاده‌سازی"),
        stage_columns("Identification", "Implementation"),
    ],
)
def test_a_column_for_each_stage_is_refused_with_the_remedy(reading: Reading, shipped: Snapshot, rows: Rows) -> None:
    assert refusal(reading, shipped, csv_of(rows)) == "layout_column_a_stage"


def test_columns_of_stages_beside_the_present_stage_are_told_as_not_taken(reading: Reading, shipped: Snapshot) -> None:
    rows = [["نام خوشه", "استان", "مرحله", "شناسایی", "پیاده‌سازی"], ["الف نو", "یزد", "پیاده‌سازی", "1400", "1402"]]
    found = take(reading, shipped, csv_of(rows), "f")
    assert found.checked.records["stage"].tolist() == ["implementation"]
    assert {p.column for p in found.problems} >= {"شناسایی", "پیاده‌سازی"}
