"""Numbers in cells: each is read as it is meant, or refused with the reason; none is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.intake.cell_result import CellResult
from geo.intake.opening import ImportContext

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


OWN = "میلیارد ریال"
"""The unit in which sales are kept."""


def read(reading: ImportContext, field: str, written: str, unit: str = "") -> CellResult:
    return reading.fields[field].read(written, unit)


@pytest.mark.parametrize(
    ("written", "low", "high", "warning"),
    [
        ("120", 120, 120, ""), ("۱۲۰", 120, 120, ""), ("١٢٠", 120, 120, ""), ("0", 0, 0, ""), ("صفر", 0, 0, ""), ("1,200", 1200, 1200, ""),
        ("۱٬۲۰۰", 1200, 1200, ""), ("12,345,678", 12345678, 12345678, ""), ("1’200", 1200, 1200, ""), ("1\u202f200", 1200, 1200, ""),
        ("1\u00a0200", 1200, 1200, ""),
        ("1.200.000", 1200000, 1200000, ""), ("1200.0", 1200, 1200, ""), ("10.00", 10, 10, ""), ("120 واحد", 120, 120, ""), ("۱۲۰ شرکت", 120, 120, ""),
        ("120 firms", 120, 120, ""), ("120.", 120, 120, ""), ("(120 واحد)", 120, 120, ""), ("تعداد: 120", 120, 120, ""), ("30-50", 30, 50, ""),
        ("۳۰ – ۵۰", 30, 50, ""),
        ("30 تا 50", 30, 50, ""), ("30الی50", 30, 50, ""), ("۳۰ الی ۵۰ واحد", 30, 50, ""), ("30 to 50", 30, 50, ""), ("بین ۳۰ تا ۵۰", 30, 50, ""),
        ("بین ۳۰ و ۵۰ واحد", 30, 50, ""), ("از 30 تا 50", 30, 50, ""), ("between 30 and 50", 30, 50, ""), ("حداقل ۳۰ حداکثر ۵۰", 30, 50, ""),
        ("حداقل 30 و حداکثر 50 واحد", 30, 50, ""), ("30 واحد تا 50 واحد", 30, 50, ""), ("حدود ۱۲۰", 120, 120, "number_approximate"),
        ("~120", 120, 120, "number_approximate"), ("تقریبا 120 واحد", 120, 120, "number_approximate"), ("120 (حدودا)", 120, 120, "number_approximate"),
        ("حدود ۳۰ تا ۵۰", 30, 50, "number_approximate"), ("نزدیک به ۱۲۰ شرکت", 120, 120, "number_approximate"), ("1.2E+03", 1200, 1200, ""),
    ],
)  # fmt: skip
def test_counts_and_ranges_are_read(
    reading: ImportContext, written: str, low: float, high: float, warning: str
) -> None:
    found = read(reading, "firms", written)
    assert (found.value, found.error, found.warning) == ((low, high), "", warning)


REFUSED = {
    "number_several": [
        "۴۵ شرکت ۱۲ کارگاه", "12\n30", "12 30", "1 200", "1 200 000", "12 و 30", "45 شرکت و 12 کارگاه", "45 شرکت، 12 کارگاه",
        "1-2-3", "12 شرکت 30", "10 20 30", "۱۰ واحد (۵ واحد)", "12 واحد و 30 واحد", "30 تا 50 تا 70", "45\n12", "۱۲ بنگاه\n۳۰ بنگاه", "12 واحد 8 کارگاه",
        "120 واحد 30-50", "12: 30", "حداقل 10 حداکثر 20 حدود 15", "45 firms 12 workshops",
    ],
    "number_bound": [
        "بیش از ۱۰۰", "بیش از 100 واحد", "بیشتر از ۱۰۰", "بالای ۱۰۰", "بالغ بر ۱۰۰", "افزون بر 100", "حداقل ۱۰۰", "دست کم ۱۰۰", "۱۰۰ به بالا",
        "100 واحد به بالا",
        "۱۰۰ و بیشتر", "100+", "+100", ">100", "≥ 100", "more than 100", "over 100", "at least 100", "100 or more", "کمتر از ۱۰۰", "زیر ۱۰۰", "حداکثر ۱۰۰",
        "تا ۱۰۰", "تا 100 واحد", "<100", "≤100", "up to 100", "less than 100", "at most 100", "under 100", "از ۱۰۰", "متجاوز از ۱۰۰",
        "حدود بیش از 100", "100 تا",
    ],
    "number_ambiguous": [
        "1.000", "۲.۰۰۰", "1.200", "12.500", "۱۲.۰۰۰", "120.000", "3.200", "10.000", "1٫000", "۱٫۲۰۰", "1.234", "99.999", "1.000 واحد",
        "حدود 1.000", "1.000 تا 2.000",
        "5.500", "7.250", "250.000", "۳۵.۰۰۰", "1.001", "2.010",
    ],
    "number_slash": ["1/5", "12/5", "۱۲/۵", "3/4", "30/50", "120/000"],
    "number_is_date": ["2024-05-03", "2024-05-03 00:00:00", "1402/03/05", "03/05/1402", "2025-03-01"],
    "number_unreadable": [
        "12.5", "زیاد", "1,2,3", "9" * 16, "1e99", "واحد", "نامعین", "12,5", "1,20", "120²", "½", "۱۲۰¹", "(120)", "دویست", "پنجاه واحد", "120 واحد فعال",
        "120 پیش‌بینی", "120 (هدف)", "12 نیمه", "۱۲؟", "120*", "5-", "۱۲x", "TRUE", "12 (30)", "ندارد", "12 نفر-ماه", "1.5.2", "1,200,00", "12..5", "۱۲۰ زن",
    ],
    "value_out_of_range": ["-5", "−5", "- 5", "–12 واحد"],
    "range_backwards": ["50-30", "۵۰ تا ۳۰"],
    "unit_other": ["۱۲۰ نفر", "120 تن", "50 درصد", "50%", "120 ریال", "12 دلار", "3 شبکه", "۱۲ خوشه", "40 خانوار", "$120", "120 people", "30 تا 50 نفر"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("error", "written"), [(error, written) for error, all_ in REFUSED.items() for written in all_]
)
def test_what_is_no_one_count_is_refused_with_the_reason(
    reading: ImportContext, error: str, written: str
) -> None:
    found = read(reading, "firms", written)
    assert (found.error, found.value) == (error, None)


@pytest.mark.parametrize(
    ("field", "unit", "written", "low", "high"),
    [
        ("employment", "هزار نفر", "2", 2000, 2000), ("employment", "هزار نفر", "2.5", 2500, 2500), ("employment", "هزار", "۱٫۵", 1500, 1500),
        ("employment", "هزار نفر", "2-3", 2000, 3000), ("employment", "هزار نفر", "0.85", 850, 850), ("employment", "هزار نفر", "1.234", 1234, 1234),
        ("employment", "هزار نفر", "1,2", None, None), ("employment", "thousand people", "12", 12000, 12000), ("employment", "میلیون نفر",
        "0.2", 200000, 200000),
        ("sales", "میلیون ریال", "5000", 5, 5), ("sales", "ریال", "50,000,000,000", 50, 50), ("sales", "میلیون تومان", "500", 5, 5),
        ("sales", "میلیارد تومان", "3.5", 35, 35), ("sales", "هزار میلیارد ریال", "2", 2000, 2000), ("sales", "همت", "1", 10000, 10000),
        ("sales", "تومان", "100,000,000", 1, 1), ("sales", "هزار ریال", "1,500,000", 1.5, 1.5), ("sales", "million IRR", "5000", 5, 5), ("sales",
        "billion toman", "2", 20, 20),
        ("sales", "میلیون ریال", "4000 تا 5000", 4, 5), ("sales", "میلیون ریال", "حدود 5000", 5, 5),
        ("exports", "هزار دلار", "250", 0.25, 0.25), ("exports", "دلار", "1,250,000", 1.25, 1.25), ("exports", "$", "500000", 0.5, 0.5),
        ("exports", "thousand USD", "1500", 1.5, 1.5), ("exports", "میلیارد دلار", "0.2", 200, 200), ("firms", "هزار واحد", "1.5", 1500, 1500),
    ],
)  # fmt: skip
def test_numbers_in_the_unit_of_their_heading_are_converted(
    reading: ImportContext,
    field: str,
    unit: str,
    written: str,
    low: float | None,
    high: float | None,
) -> None:
    found = read(reading, field, written, unit)
    assert found.value == (None if low is None else (low, high))
    assert (bool(found.became), found.by_column) == (low is not None, low is not None)


@pytest.mark.parametrize(
    ("field", "written", "value", "became"),
    [
        ("employment", "2 هزار نفر", 2000, "2000 نفر"), ("employment", "۲ هزار", 2000, "2000 نفر"), ("employment", "2.5 هزار نفر", 2500, "2500 نفر"),
        ("employment", "3k", 3000, "3000 نفر"), ("employment", "1.2 thousand people", 1200, "1200 نفر"), ("employment", "12 نفر", 12, ""),
        ("employment", "12 شاغل", 12, ""),
        ("sales", "50 میلیارد ریال", 50, ""), ("sales", "5000 میلیون ریال", 5, "5 میلیارد ریال"), ("sales", "500 میلیون تومان", 5, "5 میلیارد ریال"),
        ("sales", "2 همت", 20000, "20000 میلیارد ریال"), ("sales", "1.5 هزار میلیارد تومان", 15000, "15000 میلیارد ریال"), ("sales",
        "5 میلیارد تومان", 50, "50 میلیارد ریال"),
        ("sales", "50000000000 ریال", 50, "50 میلیارد ریال"), ("sales", "IRR 50 billion", 50, ""), ("sales", "50 bn rial", 50, ""),
        ("exports", "250 هزار دلار", 0.25, "0.25 میلیون دلار"), ("exports", "$250,000", 0.25, "0.25 میلیون دلار"), ("exports", "3 میلیون دلار", 3, ""),
        ("exports", "3 million USD", 3, ""), ("exports", "1500000 دلار آمریکا", 1.5, "1.5 میلیون دلار"), ("exports",
        "۲ میلیارد دلار", 2000, "2000 میلیون دلار"),
    ],
)  # fmt: skip
def test_a_unit_in_the_cell_is_converted_and_told(
    reading: ImportContext, field: str, written: str, value: float | None, became: str
) -> None:
    found = read(reading, field, written)
    assert (found.value, found.became.split("\n")[0], found.by_column) == (
        None if value is None else (value, value),
        became,
        False,
    )


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("2 تا 3 هزار نفر", 2000, 3000),
        ("2-3 هزار", 2000, 3000),
        ("2 هزار تا 3 هزار نفر", 2000, 3000),
        ("بین ۲ و ۳ هزار نفر", 2000, 3000),
        ("500 تا 1200 نفر", 500, 1200),
    ],
)
def test_the_unit_of_a_range_is_that_of_both_ends(
    reading: ImportContext, written: str, low: float, high: float
) -> None:
    assert read(reading, "employment", written).value == (low, high)


@pytest.mark.parametrize(
    ("field", "unit", "written", "error"),
    [
        ("sales", "", "50 میلیون دلار", "unit_other"), ("exports", "", "3900 میلیارد ریال", "unit_other"), ("exports", "", "12 هزار یورو", "unit_other"),
        ("exports", "", "€500", "unit_other"), ("exports", "", "40 درهم", "unit_other"), ("exports", "", "120 تن", "unit_other"), ("exports", "",
        "2 میلیون یوان", "unit_other"),
        ("sales", "", "12%", "unit_other"), ("sales", "", "12 تن", "unit_other"), ("sales", "", "40 هزار یورو", "unit_other"), ("employment", "",
        "120 بنگاه", "unit_other"),
        ("employment", "", "40 درصد", "unit_other"), ("employment", "", "12 خانوار", "unit_other"), ("networks", "", "3 شرکت", "unit_other"),
        ("sales", "", "50 میلیارد", "unit_unclear"), ("sales", "", "500 میلیون", "unit_unclear"), ("exports", "", "250 هزار", "unit_unclear"),
        ("exports", "", "2 میلیون", "unit_unclear"), ("sales", "میلیون ریال", "50 میلیارد", "unit_unclear"), ("employment", "هزار نفر", "2 میلیون",
        "unit_unclear"),
        ("employment", "", "500 تا 1 هزار نفر", "number_ambiguous"), ("employment", "", "1.200 هزار نفر", "number_ambiguous"),
        ("employment", "", "0.0005 هزار نفر", "number_unreadable"), ("sales", OWN, "2.500", "number_ambiguous"), ("exports", "", "1.200 میلیون دلار",
        "number_ambiguous"),
        ("sales", "یورو", "50", "unit_other"), ("sales", "", "50 میلیارد بیلیون ریال", "number_unreadable"), ("sales", "", "50 ریال دلار",
        "number_unreadable"),
    ],
)  # fmt: skip
def test_a_unit_that_cannot_be_converted_or_is_half_named_is_refused(
    reading: ImportContext, field: str, unit: str, written: str, error: str
) -> None:
    found = read(reading, field, written, unit)
    assert (found.error, found.value) == (error, None)


@pytest.mark.parametrize("written", ["5000", "۵۰", "1,200", "30 تا 50", "حدود 12", "0.5", "1.234"])
@pytest.mark.parametrize(("field", "currency"), [("sales", "rial"), ("exports", "usd")])
def test_money_without_a_unit_anywhere_is_asked_about_and_not_taken(
    reading: ImportContext, field: str, currency: str, written: str
) -> None:
    found = read(reading, field, written)
    assert (found.value, found.error, found.warning, found.ask) == (
        None,
        "",
        "unit_unknown",
        "unit",
    )
    assert {
        unit.base if unit else "" for unit in map(reading.readers.units.read, found.options)
    } == {currency}


def test_a_cell_that_repeats_the_multiple_of_its_column_is_in_that_unit(
    reading: ImportContext,
) -> None:
    assert read(reading, "sales", "50 میلیارد", "میلیارد ریال").value == (50, 50)
    assert read(reading, "employment", "2 هزار", "هزار نفر").value == (2000, 2000)
    assert read(reading, "sales", "5 میلیارد ریال", "میلیون ریال").value == (5, 5)


@pytest.mark.parametrize(
    ("unit", "written", "low", "high", "beside"),
    [
        ("", "500", 500, 500, ""), ("", "500 تن", 500, 500, "تن"), ("", "500 هزار تن", 500, 500, "هزار تن"), ("تن", "500", 500, 500, "تن"),
        ("متر مربع", "8,142", 8142, 8142, "متر مربع"), ("تن", "500 تن", 500, 500, "تن"), ("", "۳۰ تا ۵۰ تن", 30, 50, "تن"), ("هزار جفت",
        "12.5", 12.5, 12.5, "هزار جفت"),
    ],
)  # fmt: skip
def test_output_keeps_the_unit_in_which_it_is_written(
    reading: ImportContext, unit: str, written: str, low: float, high: float, beside: str
) -> None:
    found = read(reading, "output", written, unit)
    assert (found.value, found.became, dict(found.also).get("output_unit", "")) == (
        (low, high),
        "",
        beside,
    )


def test_output_in_two_units_is_refused(reading: ImportContext) -> None:
    assert (
        read(reading, "output", "500 تن", "کیلوگرم").error
        == read(reading, "output", "500 تن تا 600 کیلو").error
        == "unit_unclear"
    )


def test_a_point_before_three_digits_is_a_decimal_only_where_numbers_have_parts_and_is_told(
    reading: ImportContext,
) -> None:
    for written, warning in (("1.234", "number_decimal"), ("12.5", ""), ("0.125", "")):
        assert read(reading, "sales", written, OWN) == CellResult(
            (float(written), float(written)), warning=warning
        )


def ways(number: int) -> list[str]:
    """A count in the ways in which it is written."""
    grouped = f"{number:,}"
    plain = [
        str(number),
        grouped,
        grouped.replace(",", "٬"),
        grouped.replace(",", "’"),
        grouped.replace(",", "\u202f"),
        f"{number}.0",
    ]
    plain += [grouped.replace(",", ".")] if grouped.count(",") != 1 else []
    digits = [way.translate(table) for way in plain for table in (PERSIAN, ARABIC)]
    words = [
        f"{number} واحد",
        f"{grouped} شرکت",
        f" {number} ",
        f"\u200f{number}\u200f",
        f"{number} firms",
        f"({number} بنگاه)",
    ]
    thousands = (
        [f"{number // 1000} هزار", f"{number // 1000} هزار واحد"] if number % 1000 == 0 else []
    )
    return [*plain, *digits, *words, *thousands]


@given(st.integers(0, 10**9))
def test_any_count_reads_back_to_itself_in_whatever_digits_grouping_and_unit_it_is_written(
    reading: ImportContext, number: int
) -> None:
    for written in ways(number):
        assert read(reading, "firms", written).value == (number, number), written


@given(
    st.integers(0, 10**7),
    st.sampled_from([" ", "\n", " و ", "، ", ", ", "; ", " / ", " شرکت ", "\n\n", " (", "؛", "/"]),
    st.integers(0, 10**7),
)
def test_two_numbers_are_never_one(
    reading: ImportContext, first: int, between: str, second: int
) -> None:
    assert read(reading, "firms", f"{first}{between}{second}").error in (
        "number_several",
        "number_slash",
        "number_unreadable",
    )


@given(
    st.integers(0, 10**6),
    st.sampled_from(["-", " - ", "–", " تا ", " الی ", " to ", "تا"]),
    st.integers(0, 10**6),
)
def test_any_range_keeps_both_its_ends(
    reading: ImportContext, first: int, between: str, second: int
) -> None:
    low, high = sorted((first, second))
    assert read(reading, "firms", f"{low}{between}{high}").value == (low, high)


@given(st.floats(1e-20, 1e14))
def test_an_amount_is_read_back_from_the_way_files_write_it(
    reading: ImportContext, number: float
) -> None:
    written = f"{number:.15g}"
    assert read(reading, "sales", written, OWN).value == (float(written), float(written))


@given(
    st.integers(1, 10**6),
    st.sampled_from(
        [
            ("ریال", 1),
            ("تومان", 10),
            ("هزار ریال", 10**3),
            ("میلیون ریال", 10**6),
            ("میلیون تومان", 10**7),
            ("میلیارد ریال", 10**9),
        ]
    ),
)
def test_money_in_any_unit_is_the_same_whether_the_unit_stands_in_the_heading_or_the_cell(
    reading: ImportContext, number: int, unit: tuple[str, int]
) -> None:
    name, rials = unit
    in_cell, in_heading = (
        read(reading, "sales", f"{number} {name}"),
        read(reading, "sales", str(number), name),
    )
    assert in_cell.value == in_heading.value
    assert isinstance(in_cell.value, tuple)
    assert in_cell.value[0] == pytest.approx(number * rials / 1e9)
