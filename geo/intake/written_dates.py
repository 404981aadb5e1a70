"""Dates as people write them in a cell: numbers in any order that has one reading, names of months,
and what spreadsheets make of a date.

What is known less exactly than a month (a season, half a year) is taken for its year, and told.
What has two readings (`02/03/05`) is refused.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from geo.basis.folding import clean_text, fold, latin_digits
from geo.basis.jalali import GREGORIAN_FROM, jalali, precision, span
from geo.intake.cell_result import CellResult, Words
from geo.intake.files.phrases import cheapest, phrase_key, words_of

_TIME = re.compile(
    r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[ap]m)?(?:z|[+-]\d\d:?\d\d)?$", re.IGNORECASE
)
_PARTED = re.compile(r"(?<=\d)\s*([/.-])\s*(?=\d)")
_TOKEN = re.compile(
    r"(?P<number>\d(?:[\d/.\-]*\d)?)|(?P<word>[^\W\d_]+(?:\u200c+[^\W\d_]+)*)|(?P<sign>\S)"
)
_UNREAD = frozenset(",\u060c:()/-.\u200c\u200d")
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:[-/.](\d{1,2}))?)?")
_YEAR_WITH_POINT = re.compile(r"(\d{4})\.0+")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/](\d{4})")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SHORT = re.compile(r"(\d\d)((?:[-/.]\d{1,2}){0,2})")
_NO_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{6}")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
SHORT_FROM = 50
"""A year of two digits is Jalali from here on; a smaller one may be a day or a month."""
FIRST_DAY, FIRST_SERIAL, LAST_SERIAL = date(1899, 12, 30), 36_971, 73_050
"""Day 0 of spreadsheets; the numbers of days that are taken for one: 1 Farvardin 1380 (2001-03-21),
before which there was no such programme, to the
end of 2099.
"""
YEARS_IN_DATE_CELLS = (range(1380, 1421), range(2001, 2041))
"""Years which, typed into a cell for dates, became the day of that number in 1903 to 1905."""


@dataclass(frozen=True)
class WrittenDates:
    """Reads dates by the words that are known."""

    words: Words

    @cached_property
    def _phrases(self) -> dict[str, tuple[str, int]]:
        found = {
            phrase_key(words_of(word)[1], ()): (kind, 0)
            for kind in ("date", "part_of_year")
            for word in self.words.of(kind)
        }
        suffixes = ("", *self.words.of("month_suffix"))
        for kind in ("month", "gregorian_month"):
            found |= {
                phrase_key(words_of(word + end)[1], ()): (kind, int(number))
                for word, number in self.words.of(kind).items()
                for end in suffixes
            }
        return found

    def read(self, text: str) -> CellResult:
        """A date in the form that the records keep."""
        if any(c.isnumeric() and not c.isdecimal() for c in text):
            return CellResult(error="date_unreadable")
        plain = latin_digits(clean_text(text)).strip().rstrip(".")
        plain = _PARTED.sub(r"\1", _TIME.sub("", plain))
        numbers, words = [], []
        for match in _TOKEN.finditer(plain):
            if match["number"]:
                numbers.append(match["number"])
                words.append("")
            elif match["word"]:
                words.append(fold(match["word"]))
            elif match["sign"] not in _UNREAD:
                return CellResult(error="date_unreadable")
        read = (
            self._with_words(numbers, words)
            if any(words)
            else _numeric(numbers[0])
            if [plain] == numbers
            else CellResult(error="date_unreadable")
        )
        try:
            if isinstance(read.value, str):
                span(read.value)
        except ValueError:
            return CellResult(error="date_unreadable")
        return read

    def _with_words(self, numbers: list[str], words: list[str]) -> CellResult:
        """A date that is told in words too."""
        kinds: list[tuple[str, int]] = []
        run: list[str] = []
        for word in [*words, ""]:
            if word:
                run.append(word)
                continue
            parts, _ = cheapest(run, self._known)
            kinds += [part.meaning or ("unknown", 0) for part in parts]
            run = []
        named = {kind for kind, _ in kinds}
        months = [(kind, number) for kind, number in kinds if kind in ("month", "gregorian_month")]
        if "unknown" in named or len(months) > 1 or not numbers:
            return CellResult(error="date_unreadable")
        if not months and len(numbers) == 1 and "part_of_year" not in named:
            return _numeric(numbers[0])
        return _assemble(numbers, months, is_part="part_of_year" in named)

    def _known(self, stretch: Sequence[str]) -> tuple[tuple[str, int], float] | None:
        found = self._phrases.get(phrase_key(stretch, ()))
        return (found, 1.0) if found else None


def _assemble(numbers: list[str], months: list[tuple[str, int]], *, is_part: bool) -> CellResult:
    """A year, with a month by name, a day, or a season beside it."""
    years = [n for n in numbers if len(n) == 4] or [
        n for n in numbers if len(n) == 2 and n.isdecimal() and int(n) >= SHORT_FROM
    ]
    days = [n for n in numbers if n not in years]
    if (
        len(years) != 1
        or len(days) > (1 if months and not is_part else 0)
        or not all(n.isdecimal() for n in numbers)
        or any(len(d) > 2 for d in days)
    ):
        return CellResult(error="date_unreadable")
    is_gregorian = int(years[0]) >= GREGORIAN_FROM
    if months and (months[0][0] == "gregorian_month") != is_gregorian:
        return CellResult(error="date_unreadable")
    year = years[0] if len(years[0]) == 4 else f"13{years[0]}"
    read = _date("-".join([year, *(str(number) for _, number in months), *days]))
    if is_part:
        return _with_warning(read, "date_coarser")
    return _with_warning(read, "date_short_year") if len(years[0]) == 2 else read


def _numeric(written: str) -> CellResult:
    """A date in numbers alone."""
    for pattern, read in _NUMERIC:
        match = pattern.fullmatch(written)
        found = read(match) if match else None
        if found:
            return found
    return CellResult(error="date_unreadable")


def _year_first(match: re.Match[str]) -> CellResult:
    # 1402.10 is 1402.1 where it was kept as a number
    is_number = match[2] == "." and match[3] == "1" and not match[4]
    return CellResult(error="date_ambiguous") if is_number else _date(match[0])


def _short_year(match: re.Match[str]) -> CellResult | None:
    if int(match[1]) < SHORT_FROM:
        return None
    return _with_warning(_date(f"13{match[1]}{match[2]}"), "date_short_year")


def _serial(match: re.Match[str]) -> CellResult:
    if not FIRST_SERIAL <= int(match[1]) <= LAST_SERIAL:
        return CellResult(error="date_unreadable")
    return _with_warning(
        _date((FIRST_DAY + timedelta(days=int(match[1]))).isoformat()), "date_serial"
    )


def _day_first(first: str, second: str, year: str) -> CellResult:
    """Of two numbers before a year the day is the first, in the Jalali calendar; in the Gregorian
    one either, where only one of them can be.
    """
    day_first, month_first = _date(f"{year}-{second}-{first}"), _date(f"{year}-{first}-{second}")
    if int(year) < GREGORIAN_FROM or int(first) == int(second):
        return _decided_by_column(day_first)
    if not day_first.error and not month_first.error:
        return CellResult(error="date_ambiguous")
    return _decided_by_column(month_first if day_first.error else day_first)


def _date(written: str) -> CellResult:
    """A date whose parts stand in order from the year on; a Gregorian day becomes the Jalali day it
    is.
    """
    parts = re.split("[-/.]", written)
    kept = "-".join([parts[0], *(p.zfill(2) for p in parts[1:])])
    try:
        first, _ = span(kept)
        if precision(kept) != "day" or int(parts[0]) < GREGORIAN_FROM:
            return CellResult(kept)
        own = jalali(first)
        number = (first - FIRST_DAY).days
        if any(number in years for years in YEARS_IN_DATE_CELLS):
            return _with_warning(CellResult(str(number)), "date_year_in_date_cell")
        span(own)
    except ValueError:
        return CellResult(error="date_unreadable")
    return _decided_by_column(CellResult(own))


def _decided_by_column(read: CellResult) -> CellResult:
    return (
        read
        if read.error or read.warning
        else replace(read, became=_display_date(read), by_column=True)
    )


def _with_warning(read: CellResult, warning: str) -> CellResult:
    return (
        read
        if read.error
        else replace(
            read,
            warning=warning,
            allowed=_display_date(read),
            became=_display_date(read),
            by_column=False,
        )
    )


def _display_date(read: CellResult) -> str:
    return str(read.value).replace("-", "/")


_NUMERIC: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], CellResult | None]], ...] = (
    (_YEAR_WITH_POINT, lambda match: CellResult(match[1])),
    (_YEAR_FIRST, _year_first),
    (_DAY_FIRST, lambda match: _day_first(*match.groups())),
    (_MONTH_FIRST, lambda match: _decided_by_column(_date(f"{match[2]}-{match[1]}"))),
    (_RUN_TOGETHER, lambda match: _decided_by_column(_date("-".join(match.groups())))),
    (_SHORT, _short_year),
    (_SERIAL, _serial),
    (_NO_YEAR, lambda _: CellResult(error="date_ambiguous")),
)
"""How dates in numbers are written, and what each says; None where it says nothing. The first that
says anything counts.
"""
