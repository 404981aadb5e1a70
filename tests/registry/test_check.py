"""Every row is looked at, all at once: each mistake with its row, column and value, and what would do."""

import pytest

from geo.registry.load import Reading
from geo.registry.records import OBSERVED
from geo.registry.snapshot import snapshot_from
from tests.registry.contents import TODAY
from tests.registry.loading import look, told

EMPTY = snapshot_from({})
GOOD = {"نام خوشه": "خوشه کاشی میبد", "استان": "یزد"}


def problems(reading: Reading, *rows: dict[str, str]) -> list[tuple[str, str, int | None, str | None, str | None]]:
    """What is told of these rows, which stand from row 2 on."""
    headings = list(dict.fromkeys([*GOOD, *(heading for row in rows for heading in row)]))
    return told(look(reading, EMPTY, [headings, *([(GOOD | row).get(h, "") for h in headings] for row in rows)]))


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
        ("مرحله", "نیمه‌تمام و رها", "error", "stage_unknown"),
        ("مرحله", "پیاده‌سازی سال اولی", "warning", "stage_guessed"),
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
def test_a_mistake_is_told_with_its_row_column_and_value(reading: Reading, heading: str, value: str, level: str, code: str) -> None:
    found = problems(reading, {"نام خوشه": "خوشه ترمه"}, {heading: value})
    column = {"coordinate_half": "lat"}.get(code, heading)
    assert found == [(level, code, 3, column, "" if code in ("value_missing", "coordinate_half") else value[:200])]


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
def test_a_coordinate_that_cannot_be_is_told(reading: Reading, lon: str, lat: str, code: str) -> None:
    found = problems(reading, {"طول جغرافیایی": lon, "عرض جغرافیایی": lat})
    assert code in [p[1] for p in found]
    assert {p[2] for p in found} == {2}


def test_fewer_people_than_firms_is_told(reading: Reading) -> None:
    assert problems(reading, {"تعداد بنگاه": "120", "اشتغال (نفر)": "12"}) == [("warning", "fewer_people_than_firms", 2, "اشتغال (نفر)", "12")]


def test_two_rows_of_one_id_or_one_name_are_told_with_the_first_row(reading: Reading) -> None:
    rows = [{"شناسه": "c901"}, {"شناسه": "c901", "نام خوشه": "خوشه گز"}, {"نام خوشه": "خوشه كاشي ميبد"}]
    assert problems(reading, *rows) == [
        ("error", "id_twice", 3, "شناسه", "c901"),
        ("error", "name_twice", 4, "نام خوشه", "خوشه کاشی میبد"),
    ]


def test_the_same_name_in_two_provinces_is_two_records(reading: Reading) -> None:
    assert problems(reading, {}, {"استان": "اصفهان"}) == []


def test_all_mistakes_of_a_row_are_told_at_once(reading: Reading) -> None:
    found = problems(reading, {"استان": "آتلانتیس", "مرحله": "هیچ‌کدام", "تعداد بنگاه": "-5", "تاریخ مرحله": "دیروز"})
    assert {p[1] for p in found} == {"province_unknown", "stage_unknown", "value_out_of_range", "date_unreadable"}


def test_a_refused_row_does_not_keep_the_others_out(reading: Reading) -> None:
    found = look(reading, EMPTY, [["نام خوشه", "استان"], ["خوشه گز", "اصفهان"], ["خوشه ترمه", "آتلانتیس"], ["خوشه سوهان", "قم"]])
    assert [c.row for c in found.comparison.added] == [2, 4]
    assert found.checked.refused == (3,)


def test_rows_are_counted_as_in_the_file_under_titles_and_between_blank_rows(reading: Reading) -> None:
    found = look(reading, EMPTY, [["گزارش استان", ""], ["", ""], ["نام خوشه", "استان"], ["", ""], ["خوشه گز", "آتلانتیس"]])
    assert [(p.code, p.row) for p in found.checked.problems] == [("province_unknown", 5)]


def test_a_file_whose_every_row_is_refused_changes_nothing(reading: Reading) -> None:
    found = look(reading, EMPTY, [["نام خوشه", "استان"], ["خوشه گز", "آتلانتیس"]])
    assert (found.comparison.is_empty, found.checked.refused) == (True, (2,))


def test_a_file_of_totals_alone_changes_nothing(reading: Reading) -> None:
    found = look(reading, EMPTY, [["نام خوشه", "استان", "تعداد بنگاه"], ["جمع کل", "", "12"]])
    assert found.comparison.is_empty
    assert [p.code for p in found.problems] == ["row_is_total"]


@pytest.mark.parametrize("order", [("تعداد بنگاه", "تعداد بنگاه (بیشینه)"), ("تعداد بنگاه (بیشینه)", "تعداد بنگاه")])
def test_the_two_ends_of_a_range_may_stand_in_columns_of_any_order(reading: Reading, order: tuple[str, str]) -> None:
    cells = {"تعداد بنگاه": "30", "تعداد بنگاه (بیشینه)": "50"}
    found = look(reading, EMPTY, [[*GOOD, *order], [*GOOD.values(), *(cells[h] for h in order)]])
    assert [r[2:4] for r in found.comparison.new.rows("observations")] == [(30.0, 50.0)]


def test_a_high_end_below_its_number_is_told(reading: Reading) -> None:
    assert [p[1] for p in problems(reading, {"تعداد بنگاه": "50", "تعداد بنگاه (بیشینه)": "30"})] == ["range_backwards"]


@pytest.mark.parametrize("cell", ["-", "—", "n/a", "اعلام نشده", "نامعلوم", "نامشخص"])
def test_a_stage_cell_that_says_nothing_is_no_mistake(reading: Reading, cell: str) -> None:
    assert problems(reading, {"مرحله": cell}) == []


def test_a_point_that_the_atlas_itself_gives_is_not_taken_for_a_measured_one(reading: Reading) -> None:
    lon, lat, _ = reading.ground.gazetteer.locate("IR-21", ["میبد"]) or (0.0, 0.0, "")
    found = look(reading, EMPTY, [[*GOOD, "شهر", "طول جغرافیایی", "عرض جغرافیایی"], [*GOOD.values(), "میبد", str(lon), str(lat)]])
    assert found.comparison.new.clusters[["lon", "lat"]].isna().all(axis=None)


def test_today_and_this_year_are_not_in_the_future(reading: Reading) -> None:
    assert problems(reading, {"تاریخ مرحله": TODAY.isoformat(), "تاریخ آمار": "1405"}) == []


def test_every_indicator_has_its_column(reading: Reading) -> None:
    headings = [str(reading.table.at[name, "heading_fa"]) for name in OBSERVED]
    found = look(reading, EMPTY, [[*GOOD, *headings], [*GOOD.values(), *(str(n) for n in range(1, 8))]])
    assert {r[1]: r[2] for r in found.comparison.new.rows("observations")} == {name: float(n) for n, name in enumerate(OBSERVED, 1)}
