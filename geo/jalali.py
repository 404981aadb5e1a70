"""Jalali (Solar Hijri) dates, as written in the records: a year, a month or a day."""

import re
from datetime import date, timedelta

import jdatetime

from geo.folding import latin_digits

_WRITTEN = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")


def jalali(day: date) -> str:
    """`day` as yyyy-mm-dd in the Jalali calendar, Latin digits."""
    return str(jdatetime.date.fromgregorian(date=day).isoformat())


def span(written: str) -> tuple[date, date]:
    """First and last Gregorian day of a Jalali year, month or day; ValueError when there is no such date."""
    match = _WRITTEN.fullmatch(latin_digits(written.strip()))
    if not match:
        raise ValueError(written)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if not 1300 <= year <= 1500:
        raise ValueError(written)
    first = jdatetime.date(year, month or 1, day or 1)
    if day:
        after = first + timedelta(days=1)
    elif month:
        after = jdatetime.date(year + month // 12, month % 12 + 1, 1)
    else:
        after = jdatetime.date(year + 1, 1, 1)
    return first.togregorian(), after.togregorian() - timedelta(days=1)
