"""Dates in cells: read in either calendar where one reading is possible, told where something was
made of them, refused where there are two.
"""

from datetime import date, timedelta

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.basis.jalali import jalali, span
from geo.intake.cell_result import CellResult
from geo.intake.opening import ImportContext

MONTHS = [
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
]
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def read(reading: ImportContext, written: str) -> CellResult:
    return reading.fields["stage_date"].read(written)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1403", "1403"), ("۱۴۰۳", "1403"), ("١٤٠٣", "1403"), ("1403/7", "1403-07"), ("1403/7/5", "1403-07-05"), ("۱۴۰۳/۰۷/۱۵", "1403-07-15"),
        ("1403.07.15", "1403-07-15"), ("1403 / 07 / 15", "1403-07-15"), ("1403-07-15", "1403-07-15"), ("15 مهر 1403", "1403-07-15"), ("مهر ۱۴۰۳", "1403-07"),
        ("مهرماه ۱۴۰۳", "1403-07"), ("مهر ماه ۱۴۰۳", "1403-07"), ("۱۵ مهر‌ماه سال ۱۴۰۳", "1403-07-15"), ("سال ۱۴۰۳", "1403"), ("پایان سال ۱۴۰۲", "1402"),
        ("مورخ ۱۴۰۲/۷/۵", "1402-07-05"), ("۱۴۰۲ ه.ش", "1402"), ("1402 هـ.ش", "1402"), ("1402 شمسی", "1402"), ("شنبه ۱۵ مهر ۱۴۰۳", "1403-07-15"),
        ("15/مهر/1403", "1403-07-15"), ("15-مهر-1403", "1403-07-15"), ("۱۵ مهر، ۱۴۰۳", "1403-07-15"), ("15 Mehr 1403", "1403-07-15"),
        ("1402/03/05.", "1402-03-05"),
        ("2024", "2024"), ("2024-10", "2024-10"), ("October 2024", "2024-10"), ("اکتبر ۲۰۲۴", "2024-10"), ("2024 میلادی", "2024"),
        ("1402/03/05 12:00:00 AM", "1402-03-05"),
    ],
)  # fmt: skip
def test_a_date_is_taken_as_shown(reading: ImportContext, written: str, kept: str) -> None:
    assert read(reading, written) == CellResult(kept)


@pytest.mark.parametrize(
    "written",
    [
        "1402.0", "1403.0", "1399.0", "1404.0", "1380.0", "1402.00", "1398.000", "۱۴۰۲.۰", "۱۴۰۳.۰", "١٤٠٢.٠", "2023.0", "2024.0", "2019.0",
        "2024.00", "1405.0", "1401.0",
        "1395.0", "1390.0", "1385.0", " 1402.0", "1402.0 ",
    ],
)  # fmt: skip
def test_a_year_that_a_program_kept_as_a_number_is_a_year(
    reading: ImportContext, written: str
) -> None:
    assert read(reading, written).value == str(int(float(written.strip())))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("15/7/1403", "1403-07-15"), ("05/03/1402", "1402-03-05"), ("5-3-1402", "1402-03-05"), ("30/12/1403", "1403-12-30"), ("3/1402", "1402-03"),
        ("۳/۱۴۰۲", "1402-03"), ("03-1402", "1402-03"), ("12/1402", "1402-12"), ("10/2024", "2024-10"), ("14020305", "1402-03-05"), ("۱۴۰۲۰۳۰۵", "1402-03-05"),
        ("13991230", "1399-12-30"), ("20241006", "1403-07-15"), ("2024-10-06", "1403-07-15"), ("2024-10-06 00:00:00", "1403-07-15"),
        ("2024-10-06T00:00:00Z", "1403-07-15"),
        ("2024/10/6", "1403-07-15"), ("25/10/2024", "1403-08-04"), ("10/25/2024", "1403-08-04"), ("10/10/2024", "1403-07-19"), ("6 October 2024",
        "1403-07-15"),
        ("24-Oct-2024", "1403-08-03"), ("۶ اکتبر ۲۰۲۴", "1403-07-15"),
    ],
)  # fmt: skip
def test_a_date_written_otherwise_than_it_is_kept_is_converted_and_told_of_with_its_column(
    reading: ImportContext, written: str, kept: str
) -> None:
    assert read(reading, written) == CellResult(kept, became=kept.replace("-", "/"), by_column=True)


@pytest.mark.parametrize(
    ("written", "kept", "warning"),
    [
        ("99/5/3", "1399-05-03", "date_short_year"), ("۹۸/۰۷/۱۵", "1398-07-15", "date_short_year"), ("98", "1398", "date_short_year"), ("سال ۹۸",
        "1398", "date_short_year"),
        ("مهر ۹۸", "1398-07", "date_short_year"), ("15 مهر 98", "1398-07-15", "date_short_year"), ("99-05", "1399-05", "date_short_year"),
        ("بهار ۱۴۰۲", "1402", "date_coarser"), ("تابستان 1402", "1402", "date_coarser"), ("پاییز ۱۴۰۲", "1402", "date_coarser"), ("پائیز ۱۴۰۲",
        "1402", "date_coarser"),
        ("زمستان ۱۴۰۲", "1402", "date_coarser"), ("فصل بهار سال ۱۴۰۲", "1402", "date_coarser"), ("نیمه اول ۱۴۰۲", "1402", "date_coarser"),
        ("نیمه دوم سال ۱۴۰۲", "1402", "date_coarser"), ("نیمه‌ اول ۱۴۰۲", "1402", "date_coarser"), ("نیمسال اول ۱۴۰۲", "1402", "date_coarser"),
        ("سه‌ماهه دوم ۱۴۰۲", "1402", "date_coarser"), ("سه ماهه سوم سال 1402", "1402", "date_coarser"), ("شش ماهه اول ۱۴۰۲", "1402", "date_coarser"),
        ("اوایل ۱۴۰۲", "1402", "date_coarser"), ("اواخر سال ۱۴۰۲", "1402", "date_coarser"), ("ابتدای ۱۴۰۲", "1402", "date_coarser"),
        ("نیمه دوم مهر ۱۴۰۲", "1402-07", "date_coarser"), ("اواخر مهر 1402", "1402-07", "date_coarser"), ("هفته اول مهر ۱۴۰۲", "1402-07", "date_coarser"),
        ("spring 2024", "2024", "date_coarser"), ("first half 1402", "1402", "date_coarser"), ("بهار ۹۸", "1398", "date_coarser"),
        ("45383", "1403-01-13", "date_serial"), ("۴۵۳۸۳", "1403-01-13", "date_serial"), ("45383.5", "1403-01-13", "date_serial"), ("36971",
        "1380-01-01", "date_serial"),
        ("1903-11-02", "1402", "date_year_in_date_cell"), ("1903-11-02 00:00:00", "1402", "date_year_in_date_cell"), ("1903/11/03", "1403",
        "date_year_in_date_cell"),
        ("1903-10-31", "1400", "date_year_in_date_cell"), ("1905-07-16", "2024", "date_year_in_date_cell"), ("2/11/1903", "1402", "date_year_in_date_cell"),
    ],
)  # fmt: skip
def test_what_was_made_of_a_date_is_told(
    reading: ImportContext, written: str, kept: str, warning: str
) -> None:
    found = read(reading, written)
    assert (found.value, found.error, found.warning, found.allowed) == (
        kept,
        "",
        warning,
        kept.replace("-", "/"),
    )


AMBIGUOUS = [
    "02/03/05", "۰۲/۰۳/۰۵", "2/3/5", "02-03-05", "01.02.03", "12/11/10", "03/05/99", "30/06/98", "5/3", "03/05", "140203", "990503", "1402.1",
    "6/10/2024", "06/10/2024",
    "1/2/2023", "۱/۲/۲۰۲۳", "02/03/2024", "11-12-2023", "020305", "00/05/03", "01/07", "3/4",
]  # fmt: skip
UNREADABLE = [
    "1402/13/45", "31/12/1402", "30/12/1402", "1402/00/10", "1402/00/00", "2023-02-29", "1", "02", "12345", "99999", "فردا", "1402-1403",
    "1402/1403", "1250", "3000",
    "1403/7/5/1", "1402 تا 1404", "قبل از 1402", "پس از ۱۴۰۲", "حدود ۱۴۰۲", "از ۱۴۰۲", "1445 قمری", "1445/03/12 ه.ق", "1402²", "مهر", "بهار",
    "مهر ۰۲", "Oct-24", "5-Mar",
    "مهر 2024", "October 1402", "3.1402", "1402/3/", "98/13/1", "1402,05", "خرداد ۱۴۰۲ تا مهر ۱۴۰۲", "31 مهر 1402", "1402؟", "?1402",
    "۱۴۰۲ در حال اجرا", "TRUE", "۱۴۰۲/۷/۳۱",
    "سال اول", "14021305", "20241306", "1402/03/05 و 1402/04/01", "دهه فجر", "-1402", "1402/03-1402/06",
]  # fmt: skip


@pytest.mark.parametrize(
    ("error", "written"),
    [("date_ambiguous", w) for w in AMBIGUOUS] + [("date_unreadable", w) for w in UNREADABLE],
)
def test_what_is_no_date_or_more_than_one_is_refused(
    reading: ImportContext, error: str, written: str
) -> None:
    found = read(reading, written)
    assert (found.error, found.value) == (error, None)


@pytest.mark.parametrize(
    "written",
    [
        "1905-05-05", "1900-01-01", "1904-01-01", "1907-11-03", "1910-06-15", "1920-12-31", "1921-03-20", "1905-01-01", "5/5/1905", "15/5/1905",
        "1905/05/05", "1905-05-05 00:00:00",
        "1906-06-06", "1903-01-01", "1902-02-02", "1901-12-12", "19050505", "5 May 1905", "1919-09-09", "1904-12-31", "1908-08-08",
    ],
)  # fmt: skip
def test_a_day_before_the_first_year_that_is_known_is_a_message_and_no_crash(
    reading: ImportContext, written: str
) -> None:
    assert read(reading, written).error == "date_unreadable"


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_any_day_of_a_spreadsheet_is_read_as_a_date_that_there_is_or_refused(
    reading: ImportContext, day: date
) -> None:
    found = read(reading, day.isoformat())
    assert found.error == "date_unreadable" or span(str(found.value))


@given(st.integers(1380, 1410))
def test_a_year_typed_into_a_cell_for_dates_is_read_back(reading: ImportContext, year: int) -> None:
    typed = date(1899, 12, 30) + timedelta(days=year)
    assert read(reading, typed.isoformat()).value == str(year)


@given(st.dates(date(1950, 1, 1), date(2099, 1, 1)))
def test_any_day_is_read_back_from_every_way_of_writing_it(
    reading: ImportContext, day: date
) -> None:
    kept, own = jalali(day), jdatetime.date.fromgregorian(date=day)
    month = MONTHS[own.month - 1]
    ways = [
        kept, kept.replace("-", "/"), kept.replace("-", ""), day.isoformat(), day.strftime("%Y%m%d"), f"{own.day}/{own.month}/{own.year}",
        f"{own.year}.{own.month}.{own.day}", kept.translate(PERSIAN), f"{own.day} {month} {own.year}", f"{own.day} {month}‌ماه {own.year}",
        f"{day.isoformat()} 00:00:00",
        f"مورخ {kept.replace('-', '/')}", day.strftime("%d %B %Y"), *([day.strftime("%m/%d/%Y"), day.strftime("%d/%m/%Y")] if day.day > 12 else []),
    ]  # fmt: skip
    if 1350 <= own.year < 1400:
        ways += [kept[2:].replace("-", "/"), f"{own.day} {month} {own.year - 1300}"]
    if day >= date(2001, 3, 21):
        ways.append(str((day - date(1899, 12, 30)).days))
    assert {way: read(reading, way).value for way in ways} == dict.fromkeys(ways, kept)
    assert span(kept) == (day, day)


@given(st.integers(1300, 1499), st.integers(1, 12))
def test_any_month_is_read_back_from_every_way_of_writing_it(
    reading: ImportContext, year: int, month: int
) -> None:
    kept = f"{year}-{month:02}"
    ways = [
        kept,
        f"{year}/{month}",
        f"{month}/{year}",
        f"{month:02}/{year}",
        f"{MONTHS[month - 1]} {year}",
        f"{MONTHS[month - 1]} ماه {year}",
        f"{year}/{month:02}".translate(PERSIAN),
    ]
    assert {read(reading, way).value for way in ways} == {kept}


@given(st.integers(0, 49), st.integers(1, 31), st.integers(1, 31))
def test_three_small_numbers_are_never_a_date(
    reading: ImportContext, first: int, second: int, third: int
) -> None:
    assert read(reading, f"{first:02}/{second:02}/{third:02}").error == "date_ambiguous"
