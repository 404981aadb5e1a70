"""Every row is looked at, all at once: each mistake with its row, column and value, and what would
do.
"""

from pathlib import Path

import pytest

from geo.intake.files.account import FATES
from geo.intake.opening import ImportContext
from geo.registry.records import OBSERVED
from geo.registry.snapshot import snapshot_from
from tests.registry.contents import TODAY
from tests.registry.loading import look, take, told

EMPTY = snapshot_from({})
GOOD = {"نام خوشه": "خوشه کاشی میبد", "استان": "یزد"}


def problems(
    reading: ImportContext, *rows: dict[str, str]
) -> list[tuple[str, str, int | None, str | None, str | None]]:
    """What is told of these rows, which stand from row 2 on."""
    headings = list(dict.fromkeys([*GOOD, *(heading for row in rows for heading in row)]))
    return told(
        look(
            reading,
            EMPTY,
            [headings, *([(GOOD | row).get(h, "") for h in headings] for row in rows)],
        )
    )


@pytest.mark.parametrize(
    ("heading", "value", "level", "code"),
    [
        ("نام خوشه", "", "error", "value_missing"),
        ("نام خوشه", "-", "error", "value_missing"),
        ("نام خوشه", "ن" * 201, "error", "text_too_long"),
        ("نام خوشه", "<b>خوشه</b>", "warning", "text_markup"),
        ("نام خوشه", "=HYPERLINK(1)", "warning", "text_formula"),
        ("نام خوشه", "#N/A", "error", "cell_error"),
        ("استان", "", "error", "value_missing"),
        ("استان", "آتلانتیس", "error", "province_unknown"),
        ("استان", "اصفحان", "error", "province_alike"),
        ("شناسه", "ک" * 65, "error", "text_too_long"),
        ("شهر", "ناکجا", "warning", "place_unknown"),
        ("شهر (انگلیسی)", "Nowhere", "warning", "place_unknown"),
        ("طول جغرافیایی", "54", "error", "coordinate_half"),
        ("رشته", "همه‌چیز", "warning", "trade_left_out"),
        ("رشته", "98", "warning", "trade_left_out"),
        ("مرحله", "نیم‌بند و گم", "error", "stage_unknown"),
        ("مرحله", "پیاده‌سازی سال اولی", "error", "stage_alike"),
        ("مرحله", "غیرفعال", "warning", "stage_denied"),
        ("تاریخ مرحله", "02/03/05", "error", "date_ambiguous"),
        ("تاریخ مرحله", "98", "warning", "date_short_year"),
        ("تاریخ مرحله", "بهار ۱۴۰۲", "warning", "date_coarser"),
        ("تعداد بنگاه", "1.000", "error", "number_ambiguous"),
        ("تعداد بنگاه", "۴۵ شرکت ۱۲ کارگاه", "error", "number_several"),
        ("تعداد بنگاه", "بیش از ۱۰۰", "error", "number_bound"),
        ("تعداد بنگاه", "۱۲۰ نفر", "error", "unit_other"),
        ("تعداد بنگاه", "۲ هزار", "warning", "value_converted"),
        ("رشته", "111", "warning", "trade_ambiguous"),
        ("رشته", "13، 10", "warning", "trade_several"),
        ("استان", "یزد و قم", "error", "province_several"),
        ("نام خوشه", "***", "error", "name_unreadable"),
        ("تاریخ مرحله", "1402/13/45", "error", "date_unreadable"),
        ("تاریخ مرحله", "31/12/1402", "error", "date_unreadable"),
        ("تاریخ مرحله", "1420", "error", "date_future"),
        ("تاریخ آمار", "2031-01-01", "error", "date_future"),
        ("تعداد بنگاه", "-5", "error", "value_out_of_range"),
        ("تعداد بنگاه", "زیاد", "error", "number_unreadable"),
        ("تعداد بنگاه", "12.5", "error", "number_unreadable"),
        ("تعداد بنگاه", "50-30", "error", "range_backwards"),
        ("تعداد بنگاه", "حدود ۵۰", "warning", "number_approximate"),
        ("تعداد بنگاه", "60000", "warning", "count_absurd"),
        ("اشتغال (نفر)", "3000000", "warning", "count_absurd"),
        ("تعداد بنگاه (بیشینه)", "50", "warning", "range_half"),
        ("فروش (میلیارد ریال)", "#DIV/0!", "error", "cell_error"),
        ("کاستی‌ها", "بخت", "warning", "tag_unknown"),
        ("نشانی منبع", "دفتر استان", "warning", "url_not_web"),
    ],
)
def test_a_mistake_is_told_with_its_row_column_and_value(
    reading: ImportContext, heading: str, value: str, level: str, code: str
) -> None:
    found = [
        p
        for p in problems(reading, {"نام خوشه": "خوشه ترمه"}, {heading: value})
        if p[1] != "column_converted"
    ]
    column = {"coordinate_half": "lat"}.get(code, heading)
    assert found == [
        (
            level,
            code,
            3,
            column,
            "" if code in ("value_missing", "coordinate_half") else value[:200],
        )
    ]


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        ("32.2", "54.0", "coordinate_swapped"),
        ("4.2", "54.0", "coordinate_outside"),
        ("51.4", "35.7", "coordinate_elsewhere"),
        ("54°0'36\"", "32°12'", "coordinate_converted"),
        ("شرق", "32.2", "coordinate_unreadable"),
    ],
)
def test_a_coordinate_that_cannot_be_is_told(
    reading: ImportContext, lon: str, lat: str, code: str
) -> None:
    found = problems(reading, {"طول جغرافیایی": lon, "عرض جغرافیایی": lat})
    assert code in [p[1] for p in found]
    assert {p[2] for p in found} == {2}


def test_fewer_people_than_firms_is_told(reading: ImportContext) -> None:
    assert problems(reading, {"تعداد بنگاه": "120", "اشتغال (نفر)": "12"}) == [
        ("warning", "fewer_people_than_firms", 2, "اشتغال (نفر)", "12")
    ]


def test_two_rows_of_one_id_or_one_name_are_told_with_the_first_row(reading: ImportContext) -> None:
    rows = [
        {"شناسه": "c901"},
        {"شناسه": "c901", "نام خوشه": "خوشه گز"},
        {"نام خوشه": "خوشه كاشي ميبد"},
    ]
    assert problems(reading, *rows) == [
        ("error", "id_twice", 3, "شناسه", "c901"),
        ("warning", "row_repeated", 4, "نام خوشه", "خوشه کاشی میبد"),
    ]


def test_the_same_name_in_two_provinces_is_two_records(reading: ImportContext) -> None:
    assert problems(reading, {}, {"استان": "اصفهان"}) == []


def test_all_mistakes_of_a_row_are_told_at_once(reading: ImportContext) -> None:
    found = problems(
        reading,
        {"استان": "آتلانتیس", "مرحله": "هیچ‌کدام", "تعداد بنگاه": "-5", "تاریخ مرحله": "دیروز"},
    )
    assert {p[1] for p in found} == {
        "province_unknown",
        "stage_unknown",
        "value_out_of_range",
        "date_unreadable",
    }


def test_a_refused_row_does_not_keep_the_others_out(reading: ImportContext) -> None:
    found = look(
        reading,
        EMPTY,
        [
            ["نام خوشه", "استان"],
            ["خوشه گز", "اصفهان"],
            ["خوشه ترمه", "آتلانتیس"],
            ["خوشه سوهان", "قم"],
        ],
    )
    assert [c.row for c in found.comparison.added] == [2, 4]
    assert found.checked.refused == (3,)


def test_rows_are_counted_as_in_the_file_under_titles_and_between_blank_rows(
    reading: ImportContext,
) -> None:
    found = look(
        reading,
        EMPTY,
        [["گزارش استان", ""], ["", ""], ["نام خوشه", "استان"], ["", ""], ["خوشه گز", "آتلانتیس"]],
    )
    assert [(p.code, p.row) for p in found.checked.problems] == [("province_unknown", 5)]


def test_a_file_whose_every_row_is_refused_changes_nothing(reading: ImportContext) -> None:
    found = look(reading, EMPTY, [["نام خوشه", "استان"], ["خوشه گز", "آتلانتیس"]])
    assert (found.comparison.is_empty, found.checked.refused) == (True, (2,))


def test_a_file_of_totals_alone_changes_nothing(reading: ImportContext) -> None:
    found = look(reading, EMPTY, [["نام خوشه", "استان", "تعداد بنگاه"], ["جمع کل", "", "12"]])
    assert found.comparison.is_empty
    assert [p.code for p in found.problems] == ["row_is_total"]


@pytest.mark.parametrize(
    "order", [("تعداد بنگاه", "تعداد بنگاه (بیشینه)"), ("تعداد بنگاه (بیشینه)", "تعداد بنگاه")]
)
def test_the_two_ends_of_a_range_may_stand_in_columns_of_any_order(
    reading: ImportContext, order: tuple[str, str]
) -> None:
    cells = {"تعداد بنگاه": "30", "تعداد بنگاه (بیشینه)": "50"}
    found = look(reading, EMPTY, [[*GOOD, *order], [*GOOD.values(), *(cells[h] for h in order)]])
    assert [r[2:4] for r in found.comparison.new.rows("observations")] == [(30.0, 50.0)]


def test_a_high_end_below_its_number_is_told(reading: ImportContext) -> None:
    assert [
        p[1] for p in problems(reading, {"تعداد بنگاه": "50", "تعداد بنگاه (بیشینه)": "30"})
    ] == ["range_backwards"]


@pytest.mark.parametrize("cell", ["-", "—", "n/a", "اعلام نشده", "نامعلوم", "نامشخص"])
def test_a_stage_cell_that_says_nothing_is_no_mistake(reading: ImportContext, cell: str) -> None:
    assert problems(reading, {"مرحله": cell}) == []


def test_a_point_that_the_atlas_itself_gives_is_not_taken_for_a_measured_one(
    reading: ImportContext,
) -> None:
    lon, lat, _ = reading.reference.gazetteer.locate("IR-21", ["میبد"]) or (0.0, 0.0, "")
    found = look(
        reading,
        EMPTY,
        [
            [*GOOD, "شهر", "طول جغرافیایی", "عرض جغرافیایی"],
            [*GOOD.values(), "میبد", str(lon), str(lat)],
        ],
    )
    assert found.comparison.new.clusters[["lon", "lat"]].isna().all(axis=None)


def test_today_and_this_year_are_not_in_the_future(reading: ImportContext) -> None:
    assert [
        p[1] for p in problems(reading, {"تاریخ مرحله": TODAY.isoformat(), "تاریخ آمار": "1405"})
    ] == ["column_converted"]


def test_every_indicator_has_its_column(reading: ImportContext) -> None:
    headings = [str(reading.table.at[name, "heading_fa"]) for name in OBSERVED]
    found = look(
        reading, EMPTY, [[*GOOD, *headings], [*GOOD.values(), *(str(n) for n in range(1, 8))]]
    )
    assert {r[1]: r[2] for r in found.comparison.new.rows("observations")} == {
        name: float(n) for n, name in enumerate(OBSERVED, 1)
    }


def figures(
    reading: ImportContext, headings: list[str], cells: list[str]
) -> dict[str, tuple[float, float, str]]:
    """What is on file of a row's numbers: low, high and date by indicator."""
    found = look(reading, EMPTY, [[*GOOD, *headings], [*GOOD.values(), *cells]])
    return {
        str(r[1]): (float(str(r[2])), float(str(r[3])), str(r[5]))
        for r in found.comparison.new.rows("observations")
    }


@pytest.mark.parametrize(
    ("headings", "cells", "kept"),
    [
        (["فروش (میلیون ریال)"], ["5000"], {"sales": (5, 5, "")}),
        (["فروش (میلیون ریال)", "فروش (بیشینه)"], ["5000", "6000"], {"sales": (5, 6, "")}),
        (
            ["فروش (میلیون تومان)", "صادرات (هزار دلار)"],
            ["5000", "250"],
            {"sales": (50, 50, ""), "exports": (0.25, 0.25, "")},
        ),
        (["فروش (میلیارد ریال)"], ["5"], {"sales": (5, 5, "")}),
        (["sales"], ["5"], {"sales": (5, 5, "")}),
        (["فروش"], ["5"], {}),
        (["فروش"], ["5 میلیارد ریال"], {"sales": (5, 5, "")}),
        (["اشتغال (هزار نفر)", "اشتغال (بیشینه)"], ["2", "3"], {"employment": (2000, 3000, "")}),
        (
            ["تعداد بنگاه ۱۴۰۲", "اشتغال ۱۴۰۲"],
            ["12", "40"],
            {"firms": (12, 12, "1402"), "employment": (40, 40, "1402")},
        ),
        (["تعداد بنگاه ۱۴۰۲", "تاریخ آمار"], ["12", "1402/06"], {"firms": (12, 12, "1402-06")}),
        (["تعداد بنگاه (حداقل)", "تعداد بنگاه (حداکثر)"], ["30", "50"], {"firms": (30, 50, "")}),
        (["تعداد شاغلین زن", "تعداد شاغلین"], ["5", "20"], {"employment": (20, 20, "")}),
        (["اشتغال (هدف)", "اشتغال"], ["500", "20"], {"employment": (20, 20, "")}),
    ],
)
def test_what_headings_say_of_their_numbers_holds(
    reading: ImportContext,
    headings: list[str],
    cells: list[str],
    kept: dict[str, tuple[float, float, str]],
) -> None:
    assert figures(reading, headings, cells) == kept


def test_a_date_in_a_heading_that_the_row_contradicts_is_an_error(reading: ImportContext) -> None:
    found = problems(reading, {"تعداد بنگاه ۱۴۰۲": "12", "تاریخ آمار": "1403"})
    assert [(p[0], p[1], p[3]) for p in found] == [("error", "beside_differs", "تعداد بنگاه ۱۴۰۲")]


def test_the_unit_of_output_comes_from_its_heading_or_cell_and_must_agree_with_its_own_column(
    reading: ImportContext,
) -> None:
    def units(*rows: dict[str, str]) -> list[str | float | None]:
        headings = [*GOOD, *rows[0]]
        found = look(
            reading,
            EMPTY,
            [headings, *([(GOOD | row).get(h, "") for h in headings] for row in rows)],
        )
        return [r[4] for r in found.comparison.new.rows("observations")] + [
            p.code for p in found.checked.problems
        ]

    assert units({"تولید (تن)": "500"}) == ["تن"]
    assert units({"تولید": "500 متر مربع"}) == ["متر مربع"]
    assert units({"تولید (تن)": "500", "یکای تولید": "تن"}) == ["تن"]
    assert units({"تولید (تن)": "500", "یکای تولید": "کیلوگرم"}) == ["beside_differs"]


def test_a_converted_column_is_told_of_once_with_an_example(reading: ImportContext) -> None:
    found = problems(
        reading,
        {"فروش (میلیون ریال)": "5000"},
        {"نام خوشه": "خوشه گز", "فروش (میلیون ریال)": "6000"},
    )
    assert found == [("warning", "column_converted", 1, "فروش (میلیون ریال)", "5000")]


def test_each_cell_has_a_fate(reading: ImportContext) -> None:
    headings = [*GOOD, "تعداد بنگاه", "رشته", "تاریخ مرحله"]
    rows = [
        ["12", "13", "1402"],
        ["2 هزار", "111", "2024-10-06"],
        ["۴۵ شرکت ۱۲ کارگاه", "", "02/03/05"],
    ]
    found = look(
        reading, EMPTY, [headings, *([f"خوشه {n}", "یزد", *row] for n, row in enumerate(rows))]
    )
    fates = [
        [FATES[place] if place >= 0 else "" for place in found.checked.fates[0][position].tolist()]
        for position in (2, 3, 4)
    ]
    assert fates == [
        ["taken", "converted", "refused"],
        ["taken", "left_out", ""],
        ["taken", "converted", "refused"],
    ]


RAGGED = [
    "خوشه الف,یزد,1,850,3,200", "خوشه الف,یزد,1,850,30", "خوشه الف,یزد,1,850,3,200,", "خوشه الف,یزد,12,3,200", "خوشه الف، ب,یزد,1,2,3",
    "خوشه الف,ب,یزد,1,2",
    "خوشه الف,یزد,,1,200", "خوشه الف,یزد,1,850,,3,200", "خوشه الف,یزد,1,200,000,30", "خوشه الف,یزد,12,30,x", "خوشه الف,یزد,12,30,,x",
    "خوشه الف,یزد,۱,۸۵۰,۳۰",
    "خوشه الف,یزد,۱,۸۵۰,۳,۲۰۰", "خوشه الف,یزد,1,850,0", "خوشه الف,یزد,10,000,30",
    "خوشه الف,یزد,1,1,1,1,1,1", '"خوشه الف",یزد,1,850,3,200', "خوشه الف,یزد,12,1,850",
    "خوشه الف,قم,1,850,3,200", "خوشه الف,یزد,1,850,3,200,x", "خوشه الف,یزد,0,5,5",
]  # fmt: skip


@pytest.mark.parametrize("line", RAGGED)
def test_a_row_with_more_cells_than_headings_is_refused(reading: ImportContext, line: str) -> None:
    content = "\r\n".join(
        ["نام خوشه,استان,تعداد واحد,اشتغال", line, "خوشه گز نو,اصفهان,12,30"]
    ).encode()
    found = take(reading, EMPTY, content, "f.csv")
    assert [c.row for c in found.comparison.added] == [3]
    assert ("row_length", 2) in [(p.code, p.row) for p in found.checked.problems]


HIGH_ONLY = [("تعداد بنگاه (بیشینه)", ["0", "1", "50", "60000", "10,000,000", "۶۰۰۰۰", "60 هزار", "999999999"]), ("اشتغال (بیشینه)", ["1",
"3000000", "۳ میلیون"]),
             ("فروش (بیشینه)", ["1 میلیارد ریال", "60000 میلیارد ریال"]), ("صادرات (بیشینه)", ["99999999 دلار"]), ("تعداد شبکه (بیشینه)", ["5", "60000"]),
             ("تعداد کنسرسیوم (بیشینه)", ["2", "70000"]), ("تولید (بیشینه)", ["5", "5000000"])]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "value"), [(heading, value) for heading, values in HIGH_ONLY for value in values]
)
def test_only_the_high_end_of_a_range_is_left_out_and_told(
    reading: ImportContext, heading: str, value: str
) -> None:
    found = look(reading, EMPTY, [[*GOOD, heading], [*GOOD.values(), value]])
    assert ("range_half", "warning", 2) in [
        (p.code, p.level, p.row) for p in found.checked.problems
    ]
    assert found.comparison.new.observations.empty


@pytest.mark.parametrize(
    ("file", "codes", "added"),
    [
        ("t01_traceback_old_date.csv", {("error", "date_unreadable", 2)}, 0),
        ("t01b_traceback_year_in_date_cell.xlsx", {("warning", "date_year_in_date_cell", 2)}, 1),
        ("t02_traceback_high_only.csv", {("warning", "range_half", 2)}, 1),
        ("w03_ragged_thousands.csv", {("error", "row_length", 2)}, 0),
        ("w04_units_in_heading.csv", {("warning", "column_converted", 1)}, 1),
        ("w05_unit_in_cell.csv", {("error", "unit_other", 2)}, 0),
        (
            "w06_two_numbers.csv",
            {("error", "number_several", 2), ("error", "number_several", 3)},
            0,
        ),
        ("w07_point_thousands.csv", {("error", "number_ambiguous", 2)}, 0),
        ("w08_stage_negated.csv", {("warning", "stage_denied", n) for n in range(2, 7)}, 5),
        (
            "w16_isic_lost_zero.csv",
            {("warning", "trade_ambiguous", 2), ("warning", "trade_several", 3)},
            2,
        ),
        (
            "w17_invisible_name.csv",
            {("error", "value_missing", 2), ("error", "name_unreadable", 3)},
            0,
        ),
        ("f07_float_years.csv", {("warning", "column_unnamed", 1)}, 3),
    ],
)
def test_the_files_of_offices_are_read_as_they_are_meant(
    reading: ImportContext,
    acceptance: Path,
    file: str,
    codes: set[tuple[str, str, int]],
    added: int,
) -> None:
    found = take(reading, EMPTY, (acceptance / "files" / file).read_bytes(), file)
    assert {(p.level, p.code, p.row) for p in found.problems} == codes
    assert len(found.comparison.added) == added
