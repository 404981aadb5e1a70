"""Jalali dates as the records write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.basis.jalali import jalali, span


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("1393", date(2014, 3, 21), date(2015, 3, 20)),
        ("1395", date(2016, 3, 20), date(2017, 3, 20)),  # a leap year
        ("1393-06", date(2014, 8, 23), date(2014, 9, 22)),
        ("۱۴۰۰/۱۲/۲۹", date(2022, 3, 20), date(2022, 3, 20)),
    ],
)
def test_a_written_date_spans_these_days(written: str, first: date, last: date) -> None:
    assert span(written) == (first, last)


@pytest.mark.parametrize("written", ["", "93", "1393-13", "1394-12-30", "1750", "about 1393"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        span(written)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_day_comes_back_from_its_jalali_form(day: date) -> None:
    assert span(jalali(day)) == (day, day)
