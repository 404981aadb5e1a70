"""Layouts that offices use beside one table with a row a cluster: tables side by side, transposed
ones, figures by year; each is read right.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import pytest

from geo.intake.examined import Examined
from geo.intake.files.account import Fate
from geo.intake.opening import ImportContext
from geo.registry.snapshot import Snapshot, snapshot_from
from tests.intake.files.making import csv_of, table_xlsx, xlsx_of
from tests.registry.loading import after, take

Rows = list[list[str]]
SAVED: list[Callable[[Sequence[Sequence[str]]], bytes]] = [csv_of, table_xlsx]


def book_of(sheets: Mapping[str, Rows], hidden: Collection[str] = ()) -> bytes:
    """An Excel workbook of these sheets."""

    def fill(book: Any) -> None:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell)

    return xlsx_of(fill)


def taken(found: Examined) -> list[tuple[str, str]]:
    return sorted((change.name, change.province_iso) for change in found.comparison.added)


EMPTY = snapshot_from({})
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
def test_tables_side_by_side_are_each_read(
    reading: ImportContext, shipped: Snapshot, name: str, saved: Callable[[Rows], bytes]
) -> None:
    found = take(reading, shipped, saved(SIDE_BY_SIDE[name]), "f")
    assert (taken(found), found.checked.refused) == (TWO, ())
    assert sum(found.account.counts.values()) == found.account.cells


def test_the_one_title_above_tables_side_by_side_says_the_province_of_all(
    reading: ImportContext, shipped: Snapshot
) -> None:
    rows = [
        ["استان یزد", "", ""],
        ["نام خوشه", "", "نام خوشه"],
        ["خوشه زعفران نو", "", "خوشه پسته نو"],
    ]
    rows = [[row[0], "5" if row[0].startswith("خوشه") else "", *row[1:], ""] for row in rows]
    rows[1][1] = rows[1][4] = "تعداد واحد"
    found = take(reading, shipped, csv_of(rows), "f")
    assert taken(found) == sorted([("خوشه زعفران نو", "IR-21"), ("خوشه پسته نو", "IR-21")])
    assert [p.value for p in found.problems if p.code == "province_said"] == ["استان یزد"] * 2


def test_a_blank_column_within_one_table_is_no_boundary(
    reading: ImportContext, shipped: Snapshot
) -> None:
    rows = [
        ["نام خوشه", "استان", "", "تعداد واحد", "اشتغال"],
        ["خوشه زعفران نو", "یزد", "", "5", "50"],
    ]
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


@pytest.mark.parametrize("name", ACROSS)
def test_a_transposed_table_is_turned_and_told_so(
    reading: ImportContext, shipped: Snapshot, name: str
) -> None:
    found = take(
        reading,
        shipped,
        csv_of(ACROSS[name]),
        "f",
        province="IR-21" if name == "one province" else "",
    )
    names = {"a form of one": ["خوشه زعفران نو"], "in English": ["Saffron", "Sohan"]}.get(
        name, ["خوشه زعفران نو", "خوشه سوهان نو"]
    )
    provinces = ["IR-21", "IR-21" if name == "one province" else "IR-25"]
    assert [(c.name, c.province_iso) for c in found.comparison.added] == list(
        zip(names, provinces, strict=False)
    )
    assert [p.value for p in found.problems if p.code == "sheet_turned"] == [
        "B" if name == "numbered" else "A"
    ]
    assert sum(found.account.counts.values()) == found.account.cells


@pytest.mark.parametrize("name", ACROSS)
def test_what_is_wrong_in_a_transposed_table_is_told_by_its_column(
    reading: ImportContext, shipped: Snapshot, name: str
) -> None:
    rows = [
        *ACROSS[name],
        [
            *[""] * (1 if name == "numbered" else 0),
            "فروش",
            *["چند"] * (2 if len(ACROSS[name][-1]) > 2 else 1),
        ],
    ]
    rows = [[*row, *[""] * (max(map(len, rows)) - len(row))] for row in rows]
    found = take(reading, shipped, csv_of(rows), "f", province="IR-21")
    assert not found.comparison.added
    assert {p.row for p in found.problems if p.level == "error"} <= {2, 3, 4}


def test_the_letterhead_of_a_transposed_table_says_its_province_and_a_footnote_is_none_of_its_fields(
    reading: ImportContext, shipped: Snapshot
) -> None:
    rows = [
        ["استان یزد", "", ""],
        ["نام خوشه", "خوشه زعفران نو", "خوشه پسته نو"],
        ["تعداد واحد", "5", "6"],
        ["* ارقام موقت است.", "", ""],
    ]
    found = take(reading, shipped, csv_of(rows), "f")
    assert taken(found) == sorted([("خوشه زعفران نو", "IR-21"), ("خوشه پسته نو", "IR-21")])
    assert [(left.reason, left.value) for left in found.account.left_out] == [
        ("title", "استان یزد"),
        ("row_is_note", "* ارقام موقت است."),
    ]


def test_a_transposed_sheet_beside_a_table_is_read_too(
    reading: ImportContext, shipped: Snapshot
) -> None:
    book = book_of(
        {"فهرست": [["نام خوشه", "استان"], ["خوشه گز نو", "اصفهان"]], "شناسنامه": ACROSS["plain"]}
    )
    found = take(reading, shipped, book, "f", is_whole=True)
    assert [p.sheet for p in found.problems if p.code == "sheet_turned"] == ["شناسنامه"]
    assert (taken(found), found.comparison.removes_missing) == (
        sorted([*TWO, ("خوشه گز نو", "IR-10")]),
        True,
    )
    assert sum(found.account.counts.values()) == found.account.cells


def test_a_name_that_is_a_heading_is_no_cluster(reading: ImportContext, shipped: Snapshot) -> None:
    rows = [
        ["نام خوشه", "خوشه زعفران نو", "خوشه سوهان نو"],
        ["شهر", "میبد", "یزد"],
        ["فروش", "چند", "چند"],
        ["اشتغال", "چند", "چند"],
    ]
    found = take(reading, shipped, csv_of(rows), "f", province="IR-21")
    assert (taken(found), {p.code for p in found.problems if p.level == "error"}) == (
        [],
        {"name_is_heading"},
    )


def test_a_list_that_explains_fields_is_no_transposed_table(
    reading: ImportContext, shipped: Snapshot
) -> None:
    guide = [
        ["نام خوشه", "نام کامل خوشه به فارسی"],
        ["استان", "نام استان یا کد آن"],
        ["تعداد بنگاه", "شمار بنگاه‌ها"],
    ]
    found = take(
        reading,
        shipped,
        book_of({"داده": [["نام خوشه", "استان"], ["خوشه گز نو", "اصفهان"]], "راهنما": guide}),
        "f",
    )
    assert taken(found) == [("خوشه گز نو", "IR-10")]


YEARS = [
    ["", "", "اشتغال", "", "تعداد بنگاه", ""],
    ["نام خوشه", "استان", "1401", "1402", "1401", "1402"],
    ["الف نو", "یزد", "10", "12", "3", ""],
    ["ب نو", "قم", "", "7", "2", "4"],
]


def figures(found: Examined) -> set[tuple[str, str, float, str]]:
    """Name, indicator, number and date of each observation that a file brings."""
    new = found.comparison.new
    names = dict(zip(new.clusters["cluster_id"], new.clusters["name_fa"], strict=True))
    seen = new.observations[
        new.observations["cluster_id"].isin(
            [c.cluster_id for c in (*found.comparison.added, *found.comparison.changed)]
        )
    ]
    return {(names[row.cluster_id], row.indicator, row.low, row.as_of) for row in seen.itertuples()}


@pytest.mark.parametrize(
    "rows",
    [
        YEARS,
        [
            [
                "نام خوشه",
                "استان",
                "اشتغال 1401",
                "اشتغال 1402",
                "تعداد بنگاه 1401",
                "تعداد بنگاه 1402",
            ],
            *YEARS[2:],
        ],
        [
            ["", "", "1401", "1402", "1401", "1402"],
            ["نام خوشه", "استان", "اشتغال", "اشتغال", "تعداد بنگاه", "تعداد بنگاه"],
            *YEARS[2:],
        ],
    ],
)
def test_figures_of_several_years_are_all_kept_with_their_dates(
    reading: ImportContext, rows: Rows
) -> None:
    found = take(reading, EMPTY, csv_of(rows), "f")
    assert figures(found) == {
        ("الف نو", "employment", 10, "1401"), ("الف نو", "employment", 12, "1402"), ("الف نو", "firms", 3, "1401"),
        ("ب نو", "employment", 7, "1402"), ("ب نو", "firms", 2, "1401"), ("ب نو", "firms", 4, "1402"),
    }  # fmt: skip
    assert [p.code for p in found.problems] == ["columns_of_dates"]
    assert (sum(found.account.counts.values()), found.account.counts[Fate.LEFT_OUT]) == (
        found.account.cells,
        0,
    )
    assert take(reading, after(found), csv_of(rows), "f").comparison.is_empty


def test_a_wrong_figure_of_an_earlier_year_keeps_its_row_out(reading: ImportContext) -> None:
    found = take(
        reading, EMPTY, csv_of([*YEARS[:2], ["الف نو", "یزد", "چند", "12", "3", ""], YEARS[3]]), "f"
    )
    assert (found.checked.refused, {name for name, *_ in figures(found)}) == ((3,), {"ب نو"})


def test_two_figures_of_one_date_are_not_chosen_between(reading: ImportContext) -> None:
    rows = [
        ["نام خوشه", "استان", "اشتغال", "تاریخ آمار", "اشتغال 1402"],
        ["الف نو", "یزد", "12", "1402", "15"],
        ["ب نو", "یزد", "9", "1403", "8"],
    ]
    found = take(reading, EMPTY, csv_of(rows), "f")
    assert [(p.row, p.code) for p in found.problems if p.level == "error"] == [
        (2, "beside_differs")
    ]
    assert figures(found) == {("ب نو", "employment", 9, "1403"), ("ب نو", "employment", 8, "1402")}


def test_figures_of_years_to_come_are_named_and_not_taken(reading: ImportContext) -> None:
    rows = [["نام خوشه", "استان", "اشتغال 1402", "اشتغال 1410"], ["الف نو", "یزد", "12", "99"]]
    found = take(reading, EMPTY, csv_of(rows), "f")
    assert "99" not in str(figures(found))
    assert sum(found.account.counts.values()) == found.account.cells
    assert [left.value for left in found.account.left_out] == ["99"] or found.checked.refused


def test_both_rows_of_a_heading_are_counted_as_headings(reading: ImportContext) -> None:
    rows = [
        ["گزارش سال", "", "", ""],
        ["مشخصات", "", "آمار", ""],
        ["نام خوشه", "استان", "تعداد بنگاه", "اشتغال"],
        ["الف نو", "یزد", "3", "10"],
    ]
    account = take(reading, EMPTY, csv_of(rows), "f").account
    assert (account.counts[Fate.NAMES], [left.value for left in account.left_out]) == (
        6,
        ["گزارش سال"],
    )
    account = take(reading, EMPTY, csv_of(YEARS), "f").account
    assert (account.counts[Fate.NAMES], account.left_out) == (8, ())


def test_a_letterhead_just_above_the_headings_is_none_of_them_and_says_the_province(
    reading: ImportContext,
) -> None:
    rows = [
        ["استان یزد", "", "شماره: 12"],
        ["نام خوشه", "اشتغال", "تعداد بنگاه"],
        ["الف نو", "3", "10"],
    ]
    found = take(reading, EMPTY, csv_of(rows), "f")
    assert (
        taken(found),
        found.account.counts[Fate.NAMES],
        found.account.counts[Fate.LEFT_OUT],
    ) == ([("الف نو", "IR-21")], 3, 2)
