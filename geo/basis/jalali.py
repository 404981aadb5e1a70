"""Dates as the records write them.

A year, a month or a day, Jalali (Solar Hijri), or Gregorian where only a year or month of that
calendar is known.

Written `1391`, `1391-07`, `1391-07-15`; a year of 1700 and later is Gregorian. A whole Gregorian
day is kept as the Jalali day it is.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import jdatetime

from geo.basis.folding import latin_digits

_WRITTEN = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_BACKWARDS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SHORT = re.compile(r"(\d\d)(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?")
GREGORIAN_FROM = 1700
FIRST_JALALI, LAST_JALALI = 1300, 1500


def jalali(day: date) -> str:
    """`day` as yyyy-mm-dd in the Jalali calendar, Latin digits."""
    return str(jdatetime.date.fromgregorian(date=day).isoformat())


@lru_cache(maxsize=20_000)
def span(written: str) -> tuple[date, date]:
    """First and last Gregorian day of a year, month or day.

    ValueError when there is no such date.
    """
    match = _WRITTEN.fullmatch(latin_digits(written.strip()))
    if not match:
        raise ValueError(written)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    gregorian = year >= GREGORIAN_FROM
    if not (
        GREGORIAN_FROM + 200 <= year <= 2120 if gregorian else FIRST_JALALI <= year <= LAST_JALALI
    ):
        raise ValueError(written)
    calendar: Any = date if gregorian else jdatetime.date
    first = calendar(year, 1 if month is None else month, 1 if day is None else day)
    if day:
        after = first + timedelta(days=1)
    elif month:
        after = calendar(year + month // 12, month % 12 + 1, 1)
    else:
        after = calendar(year + 1, 1, 1)
    days = (first, after) if gregorian else (first.togregorian(), after.togregorian())
    return days[0], days[1] - timedelta(days=1)


def precision(written: str) -> str:
    """`year`, `month` or `day`; empty for no date."""
    return ("year", "month", "day")[written.count("-")] if written else ""


def jalali_year(written: str) -> int:
    """The Jalali year in which the date ends."""
    year = int(written[:4])
    return int(jalali(span(written)[1])[:4]) if year >= GREGORIAN_FROM else year


def read_date(text: str, months: dict[str, int] | None = None) -> str:
    """The date a person wrote, in the form the records keep; ValueError when it is none.

    Understands any digits; - / . between the parts; the day first; two-digit Jalali years from 50
    on; with `months`, folded names of months to their numbers, `15 mehr 1403` and `mehr 1403`.
    """
    plain = latin_digits(text.strip())
    for name, number in sorted((months or {}).items(), key=lambda item: -len(item[0])):
        if re.search(rf"(?:^|[\s\d]){re.escape(name)}(?:$|[\s\d])", plain):
            parts = [p for p in re.split(r"[\s/.-]+", plain.replace(name, " ")) if p]
            years, days = [p for p in parts if len(p) == 4], [p for p in parts if len(p) < 4]
            if len(years) != 1 or len(days) > 1:
                raise ValueError(text)
            plain = "-".join([years[0], str(number), *days])
            break
    plain = re.sub(r"[ T]\d\d:\d\d(:\d\d)?$", "", plain)
    backwards, short = _BACKWARDS.fullmatch(plain), _SHORT.fullmatch(plain)
    if backwards:
        plain = "-".join(reversed(backwards.groups()))
    elif short and int(short[1]) >= 50:
        plain = "13" + plain
    parts = re.split("[-/.]", plain)
    written = "-".join([parts[0], *(p.zfill(2) for p in parts[1:])])
    first, _ = span(written)
    if precision(written) == "day" and int(written[:4]) >= GREGORIAN_FROM:
        written = jalali(first)
        span(written)  # a day of 1900 to 1921 lies before the first Jalali year that is known here
    return written


def read_jalali(text: str) -> str:
    """A Jalali date as Views write it, `1402`, `1402-06` or `1402-06-15`; empty for none.

    ValueError when it is no such date.
    """
    written = read_date(text) if text.strip() else ""
    if written and int(written[:4]) >= GREGORIAN_FROM:
        raise ValueError(text)
    return written
