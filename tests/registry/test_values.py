"""Cells are read as people write them; what cannot be read says why."""

from datetime import date

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.jalali import jalali, span
from geo.registry.load import Reading
from geo.registry.read import Read
from geo.registry.values import MAX_NAME, Readers


@pytest.fixture(scope="module")
def readers(reading: Reading) -> Readers:
    return reading.readers


@pytest.mark.parametrize(
    "written",
    [
        "یزد", "يزد", "استان یزد", "استان  يزد", "یزد ", "Yazd", "YAZD", "Yazd Province", "Ostan Yazd", "IR-21", "ir-21", "IR-۲۱", "\u200fیزد",
    ],
)  # fmt: skip
def test_a_province_is_known_by_any_usual_spelling(readers: Readers, written: str) -> None:
    assert readers.province(written) == Read("IR-21")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("چهارمحال و بختیاری", "IR-14"),
        ("چهار محال وبختياري", "IR-14"),
        ("چهارمحال‌وبختیاری", "IR-14"),
        ("كهگيلويه و بويراحمد", "IR-17"),
        ("کهکیلویه و بویر احمد", "IR-17"),
        ("آذربايجان شرقي", "IR-03"),
        ("آذربایجان‌شرقی", "IR-03"),
        ("سيستان و بلوچستان", "IR-11"),
        ("Sistan & Baluchestan", "IR-11"),
        ("خراسان رضوي", "IR-09"),
        ("Khorasan-e Razavi", "IR-09"),
    ],
)
def test_provinces_of_many_words_are_known_however_they_are_joined(readers: Readers, written: str, code: str) -> None:
    assert readers.province(written).value == code


def test_a_misspelt_province_is_refused_with_the_likely_one(readers: Readers) -> None:
    assert readers.province("اصفحان") == Read(error="province_alike", allowed="اصفهان\nIsfahan")


@pytest.mark.parametrize("written", ["Atlantis", "IR-99", "12", "خراسان بزرگ جهانی"])
def test_what_is_no_province_is_refused(readers: Readers, written: str) -> None:
    assert readers.province(written).error in ("province_unknown", "province_alike")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1403", "1403"),
        ("۱۴۰۳", "1403"),
        ("١٤٠٣", "1403"),
        ("1403/7", "1403-07"),
        ("1403/7/5", "1403-07-05"),
        ("۱۴۰۳/۰۷/۱۵", "1403-07-15"),
        ("1403.07.15", "1403-07-15"),
        ("15/7/1403", "1403-07-15"),
        ("99/5/3", "1399-05-03"),
        ("98", "1398"),
        ("15 مهر 1403", "1403-07-15"),
        ("مهر ۱۴۰۳", "1403-07"),
        ("مهرماه ۱۴۰۳", "1403-07"),
        ("مهر ماه ۱۴۰۳", "1403-07"),
        ("۱۵ مهر‌ماه سال ۱۴۰۳", "1403-07-15"),
        ("سال ۱۴۰۳", "1403"),
        ("2024", "2024"),
        ("2024-10", "2024-10"),
        ("2024-10-06", "1403-07-15"),
        ("2024-10-06 00:00:00", "1403-07-15"),
        ("6/10/2024", "1403-07-15"),
        ("30/12/1403", "1403-12-30"),
    ],
)
def test_dates_are_read_in_both_calendars(readers: Readers, written: str, kept: str) -> None:
    assert readers.date(written) == Read(kept)


@pytest.mark.parametrize(
    "written", ["1402/13/45", "31/12/1402", "30/12/1402", "1402/00/10", "2023-02-29", "1", "12345", "فردا", "1402-1403", "1250", "3000", "1403/7/5/1"]
)
def test_what_is_no_date_is_refused(readers: Readers, written: str) -> None:
    assert readers.date(written).error == "date_unreadable"


@given(st.dates(date(1950, 1, 1), date(2099, 1, 1)))
def test_any_day_is_read_back_from_every_way_of_writing_it(reading: Reading, day: date) -> None:
    kept, own = jalali(day), jdatetime.date.fromgregorian(date=day)
    ways = [
        kept, kept.replace("-", "/"), day.isoformat(), f"{own.day}/{own.month}/{own.year}", f"{own.year}.{own.month}.{own.day}",
        kept.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
    ]  # fmt: skip
    assert {reading.readers.date(way).value for way in ways} == {kept}
    assert span(kept) == (day, day)


@pytest.mark.parametrize(
    ("written", "low", "high", "warning"),
    [
        ("120", 120, 120, ""),
        ("۱۲۰", 120, 120, ""),
        ("1,200", 1200, 1200, ""),
        ("۱٬۲۰۰", 1200, 1200, ""),
        ("1200.0", 1200, 1200, ""),
        ("120 واحد", 120, 120, ""),
        ("۱۲۰ نفر", 120, 120, ""),
        ("30-50", 30, 50, ""),
        ("۳۰ – ۵۰", 30, 50, ""),
        ("30 تا 50", 30, 50, ""),
        ("۳۰ الی ۵۰ واحد", 30, 50, ""),
        ("30 to 50", 30, 50, ""),
        ("حدود ۱۲۰", 120, 120, "number_approximate"),
        ("~120", 120, 120, "number_approximate"),
        ("1.2E+03", 1200, 1200, ""),
    ],
)
def test_counts_and_ranges_are_read(readers: Readers, written: str, low: float, high: float, warning: str) -> None:
    assert readers.count(written) == Read((low, high), warning=warning)


@pytest.mark.parametrize(
    ("written", "error"),
    [
        ("-5", "value_out_of_range"),
        ("50-30", "range_backwards"),
        ("12.5", "number_unreadable"),
        ("زیاد", "number_unreadable"),
        ("1,2,3", "number_unreadable"),
        ("1-2-3", "number_unreadable"),
        ("9" * 16, "number_unreadable"),
        ("1e99", "number_unreadable"),
        ("نفر", "number_unreadable"),
        ("1/5", "number_unreadable"),
    ],
)
def test_what_is_no_count_is_refused(readers: Readers, written: str, error: str) -> None:
    assert readers.count(written).error == error


@given(st.floats(1e-20, 1e14))
def test_an_amount_is_read_back_from_the_way_files_write_it(reading: Reading, number: float) -> None:
    written = f"{number:.15g}"
    assert reading.readers.amount(written).value == (float(written), float(written))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("51.4", Read(51.4)),
        ("۵۱٫۴", Read(51.4)),
        ("51/4", Read(51.4)),
        ("51°24'", Read(51.4, warning="coordinate_converted")),
        ("51° 24' 36\" E", Read(51.41, warning="coordinate_converted")),
        ("E51", Read(error="coordinate_unreadable")),
        ("nan", Read(error="coordinate_unreadable")),
        ("inf", Read(error="coordinate_unreadable")),
        ("5_1", Read(error="coordinate_unreadable")),
    ],
)
def test_coordinates_are_read_in_degrees(readers: Readers, written: str, read: Read) -> None:
    assert readers.coordinate(written) == read


@pytest.mark.parametrize(
    ("written", "stage", "warning"),
    [
        ("پیاده‌سازی", "implementation", ""),
        ("پیاده سازی", "implementation", ""),
        ("پياده‌سازي", "implementation", ""),
        ("implementation", "implementation", ""),
        ("Diagnostic study", "diagnostic", ""),
        ("در حال اجرا", "implementation", ""),
        ("خاتمه يافته", "completed", ""),
        ("نامشخص", "unknown", ""),
        ("پیاده‌سازی سال اولی", "implementation", "stage_guessed"),
    ],
)
def test_stages_are_known_by_name_code_and_usual_words(readers: Readers, written: str, stage: str, warning: str) -> None:
    read = readers.stage(written)
    assert (read.value, read.error, read.warning) == (stage, "", warning)


def test_what_is_no_stage_is_refused_with_those_there_are(readers: Readers) -> None:
    read = readers.stage("نیمه‌تمام و رها")
    assert read.error == "stage_unknown"
    assert "پیاده‌سازی" in read.allowed.split("\n")[0]
    assert "Implementation" in read.allowed.split("\n")[1]


@pytest.mark.parametrize(("written", "code"), [("23", "23"), ("1", "01"), ("2392", "23"), ("۲۳", "23"), ("23.0", "23"), ("ISIC 23", "23"), ("23 - کانی", "23")])
def test_trades_are_known_by_division(readers: Readers, written: str, code: str) -> None:
    assert readers.trade(written) == Read(code)


def test_a_trade_is_known_by_its_name(readers: Readers, reading: Reading) -> None:
    for code, row in reading.ground.trades.iterrows():
        assert readers.trade(row["name_fa"]).value == readers.trade(row["name_en"]).value == code


def test_an_unknown_trade_is_left_out_and_told(readers: Readers) -> None:
    assert readers.trade("همه‌چیز") == Read("", warning="trade_left_out")


def test_tags_are_read_from_names_and_what_is_unknown_is_told(readers: Readers) -> None:
    assert readers.tags("shortfall", "فناوري؛ بانک و تأمین مالی") == Read("finance; technology")
    assert readers.tags("shortfall", "technology, بخت") == Read("technology", warning="tag_unknown", allowed="بخت")


def test_what_says_nothing_among_towns_is_no_town(readers: Readers) -> None:
    assert readers.places("; ?") == Read("")
    assert readers.places("Meybod; -; Ardakan") == Read("Meybod; Ardakan")
    assert readers.places("Meybod; #CALC!").error == "cell_error"


def test_towns_are_told_apart(readers: Readers) -> None:
    assert readers.places("میبد، اردکان / یزد") == Read("میبد؛ اردکان؛ یزد")
    assert readers.places("Meybod, Ardakan") == Read("Meybod; Ardakan")


@pytest.mark.parametrize(
    ("written", "warning"), [("<b>خوشه</b>", "text_markup"), ("${x}", "text_markup"), ("=1+1", "text_formula"), ("@SUM", "text_formula"), ("خوشه", "")]
)
def test_texts_that_might_run_are_kept_as_text_and_told(readers: Readers, written: str, warning: str) -> None:
    assert readers.name(written) == Read(written, warning=warning)


def test_a_name_without_end_is_refused(readers: Readers) -> None:
    assert readers.name("ن" * 10_000) == Read(error="text_too_long", allowed=str(MAX_NAME))


def test_words_stay_apart_whatever_space_stands_between_them(readers: Readers) -> None:
    for space in "\u00a0\u2003\u2009\u202f\u3000\r\n\t\x0b\u2028\u0085":
        assert readers.name(f"خوشه{space}کاشی").value == "خوشه کاشی"


@given(st.text())
def test_reading_a_text_twice_is_reading_it_once(reading: Reading, written: str) -> None:
    once = reading.readers.text(written).value
    assert reading.readers.text(str(once)).value == once


@given(st.text(max_size=40))
def test_no_cell_makes_a_reader_stumble(reading: Reading, written: str) -> None:
    for field in reading.fields.values():
        assert isinstance(field.read(written), Read)
