"""Cells are read as people write them; what cannot be read says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.intake.cell_result import CellResult
from geo.intake.opening import ImportContext
from geo.intake.values import MAX_NAME, CellParsers


@pytest.fixture(scope="module")
def readers(reading: ImportContext) -> CellParsers:
    return reading.readers


@pytest.mark.parametrize(
    "written",
    [
        "یزد", "يزد", "استان یزد", "استان  يزد", "یزد ", "Yazd", "YAZD", "Yazd Province", "Ostan Yazd", "IR-21", "ir-21", "IR-۲۱", "\u200fیزد",
    ],
)  # fmt: skip
def test_a_province_is_known_by_any_usual_spelling(readers: CellParsers, written: str) -> None:
    assert readers.province(written) == CellResult("IR-21")


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
def test_provinces_of_many_words_are_known_however_they_are_joined(
    readers: CellParsers, written: str, code: str
) -> None:
    assert readers.province(written).value == code


def test_a_misspelt_province_is_refused_with_the_likely_one(readers: CellParsers) -> None:
    assert readers.province("اصفحان") == CellResult(
        error="province_alike", allowed="اصفهان\nIsfahan"
    )


@pytest.mark.parametrize(
    "written",
    [
        "Atlantis",
        "IR-99",
        "12",
        "خراسان بزرگ جهانی",
        "شهرستان میبد",
        "C13",
        "یزد (میبد)",
        "یزد؟ نه",
        "همه استان‌ها",
        "غیر از یزد",
    ],
)
def test_what_is_no_province_is_refused(readers: CellParsers, written: str) -> None:
    assert readers.province(written).error in ("province_unknown", "province_alike")


@pytest.mark.parametrize(
    "written",
    [
        "یزد و اصفهان",
        "یزد، اصفهان",
        "یزد/اصفهان",
        "یزد - کرمان",
        "قم؛ یزد",
        "استان یزد و استان کرمان",
        "Yazd and Isfahan",
        "یزد\nقم",
        "یزد، قم و سمنان",
    ],
)
def test_two_provinces_in_one_cell_are_refused(readers: CellParsers, written: str) -> None:
    assert readers.province(written).error == "province_several"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("51.4", CellResult(51.4)),
        ("۵۱٫۴", CellResult(51.4)),
        ("51/4", CellResult(51.4)),
        ("51°24'", CellResult(51.4, warning="coordinate_converted")),
        ("51° 24' 36\" E", CellResult(51.41, warning="coordinate_converted")),
        ("E51", CellResult(error="coordinate_unreadable")),
        ("nan", CellResult(error="coordinate_unreadable")),
        ("inf", CellResult(error="coordinate_unreadable")),
        ("5_1", CellResult(error="coordinate_unreadable")),
        ("51°24' W", CellResult(error="coordinate_unreadable")),
        ("51°75'", CellResult(error="coordinate_unreadable")),
        ("51.4 32.1", CellResult(error="coordinate_unreadable")),
        ("51,4", CellResult(error="coordinate_unreadable")),
    ],
)
def test_coordinates_are_read_in_degrees(
    readers: CellParsers, written: str, read: CellResult
) -> None:
    assert readers.coordinate(written) == read


def test_tags_are_read_from_names_and_what_is_unknown_is_told(readers: CellParsers) -> None:
    assert readers.tags("shortfall", "فناوري؛ بانک و تأمین مالی") == CellResult(
        "finance; technology"
    )
    assert readers.tags("shortfall", "technology, بخت") == CellResult(
        "technology", warning="tag_unknown", allowed="بخت"
    )


def test_what_says_nothing_among_towns_is_no_town(readers: CellParsers) -> None:
    assert readers.places("; ?") == CellResult("")
    assert readers.places("Meybod; -; Ardakan") == CellResult("Meybod; Ardakan")
    assert readers.places("Meybod; #CALC!").error == "cell_error"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("میبد، اردکان / یزد", "میبد؛ اردکان؛ یزد"), ("Meybod, Ardakan", "Meybod; Ardakan"), ("میبد", "میبد"), ("شهر کرد", "شهر کرد"),
        ("شهرک صنعتی بزرگ", "شهرک صنعتی بزرگ"), ("شهرستان ناکجا", "شهرستان ناکجا"), ("ناکجا و نیست", "ناکجا و نیست"), ("میبد و ناکجا", "میبد و ناکجا"),
    ],
)  # fmt: skip
def test_towns_are_told_apart(readers: CellParsers, written: str, kept: str) -> None:
    assert readers.places(written) == CellResult(kept)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("یزد و میبد", "یزد؛ میبد"), ("شهرستان میبد", "میبد"), ("شهرستان‌ میبد", "میبد"), ("شهر میبد", "میبد"), ("شهرستان میبد و اردکان", "میبد؛ اردکان"),
        ("یزد، میبد و اردکان", "یزد؛ میبد؛ اردکان"), ("میبد - اردکان", "میبد؛ اردکان"), ("شهرستان‌های میبد", None), ("Meybod and Ardakan",
        "Meybod; Ardakan"),
        ("city Meybod", "Meybod"), ("شهرستان يزد", "یزد"), ("کاشان و نطنز", "کاشان؛ نطنز"), ("شهرستان کاشان، شهرستان نطنز", "کاشان؛ نطنز"),
    ],
)  # fmt: skip
def test_a_county_is_read_as_its_town_and_two_towns_as_two_and_that_is_told(
    readers: CellParsers, written: str, kept: str | None
) -> None:
    assert readers.places(written) == (
        CellResult(kept, became=kept, by_column=True) if kept else CellResult(written)
    )


UNSEEN = [
    "\u200c", "\u200d", "\u200b", "\u200e", "\u200f", "\ufeff", "\u2060", "\u00ad", "\u00a0", "\u2003", "\u3000", "\u200c\u200c", "\u200c \u200d",
    "\u00a0\u200c",
    " \u200c ", "\u200f\u200c", "\t\u200c", "\u202f", "\u2009", "\u200c\n\u200c", "\u2028",
]  # fmt: skip


@pytest.mark.parametrize("written", UNSEEN, ids=ascii)
def test_what_nobody_sees_is_nothing(reading: ImportContext, written: str) -> None:
    assert {name: field.read(written) for name, field in reading.fields.items()} == dict.fromkeys(
        reading.fields, CellResult()
    )


@pytest.mark.parametrize(
    "written",
    [
        "***", "---", "....", "؟؟؟", "!!!", "#", "1", "12", "۱۲۳", "1.", "(1)", "1-2", "+", "//", "«»", "…", "•", "*1*", "۱۴۰۲/۰۳/۰۵", "--", "==",
        "100%", "_-_",
    ],
)  # fmt: skip
def test_a_name_without_a_letter_is_no_name(reading: ImportContext, written: str) -> None:
    assert reading.fields["name_fa"].read(written).error == "name_unreadable"


@pytest.mark.parametrize(
    "written",
    [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#n/a",
        "Err:502",
        "Err:508",
        "####",
        "#######",
        "#GETTING_DATA",
        "#BLOCKED!",
    ],
)
def test_what_a_spreadsheet_shows_of_a_failed_formula_is_never_a_value(
    reading: ImportContext, written: str
) -> None:
    assert {field.read(written).error for field in reading.fields.values()} == {"cell_error"}


@pytest.mark.parametrize(
    ("written", "warning"),
    [
        ("<b>خوشه</b>", "text_markup"),
        ("${x}", "text_markup"),
        ("=A1+1", "text_formula"),
        ("@SUM", "text_formula"),
        ("خوشه", ""),
    ],
)
def test_texts_that_might_run_are_kept_as_text_and_told(
    readers: CellParsers, written: str, warning: str
) -> None:
    assert readers.name(written) == CellResult(written, warning=warning)


def test_a_name_without_end_is_refused(readers: CellParsers) -> None:
    assert readers.name("ن" * 10_000) == CellResult(error="text_too_long", allowed=str(MAX_NAME))


def test_words_stay_apart_whatever_space_stands_between_them(readers: CellParsers) -> None:
    for space in "\u00a0\u2003\u2009\u202f\u3000\r\n\t\x0b\u2028\u0085":
        assert readers.name(f"خوشه{space}کاشی").value == "خوشه کاشی"


@given(st.text())
def test_reading_a_text_twice_is_reading_it_once(reading: ImportContext, written: str) -> None:
    once = reading.readers.text(written).value
    assert reading.readers.text(str(once)).value == once


@given(st.text(max_size=40))
def test_no_cell_makes_a_reader_stumble(reading: ImportContext, written: str) -> None:
    for field in reading.fields.values():
        assert isinstance(field.read(written), CellResult)
