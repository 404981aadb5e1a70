"""Words, numbers and dates in the reader's language, from the catalogues in texts/."""

import errno
import logging
import re
import tomllib
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from geo.basis.errors import Problem
from geo.basis.jalali import GREGORIAN_FROM, jalali
from geo.intake.files.account import row_in_sheet, row_label
from geo.reference.fields import english_label
from geo.registry.errors import RegistryError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Words = TypeVar("Words", bound="DataclassInstance")
TEHRAN = ZoneInfo("Asia/Tehran")
"""Where every day that is shown or written is reckoned; the registry keeps its times in UTC."""
FOR_READERS = ("busy", "full", "unsure")
"""Kinds of trouble with the registry of which a reader is told more than that it is away."""
CATALOGUES = Path(__file__).parents[1] / "texts"
_FILE_TROUBLES = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EACCES: "protected",
    errno.EPERM: "protected",
    errno.EROFS: "protected",
    errno.EISDIR: "folder",
}
_NUMERAL = re.compile(r"[0-9]+")
_MEASURE = re.compile(r"[0-9][0-9.,/\u2013]*(?: [^0-9]*)?")
"""A number, a range or a date, with or without its unit."""
_PERSIAN = str.maketrans("0123456789,.%", "۰۱۲۳۴۵۶۷۸۹٬٫٪")


def in_tehran(at: str) -> datetime:
    """A time of the registry (UTC, ISO 8601) as the clock in Tehran has it."""
    return datetime.fromisoformat(at).astimezone(TEHRAN)


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Every text of one language by dotted key, from all the files of its folder."""
    flat: dict[str, str] = {}

    def walk(prefix: str, table: dict[str, object]) -> None:
        for key, value in table.items():
            if isinstance(value, dict):
                walk(f"{prefix}{key}.", value)
            else:
                flat[prefix + key] = str(value)

    for path in sorted((CATALOGUES / lang).glob("*.toml")):
        walk("", tomllib.loads(path.read_text(encoding="utf-8")))
    return flat


class Text:
    """One language. Calling it gives a text by key, with numbers in its digits."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.is_rtl = lang == "fa"
        self._texts = catalogue(lang)

    def __call__(self, key: str, **values: object) -> str:
        """The text; `{name}` stands for a value, an int is written in this language.

        With n=1, `key.one` is preferred.
        """
        if values.get("n") == 1 and f"{key}.one" in self._texts:
            key = f"{key}.one"
        elif f"{key}.other" in self._texts:
            key = f"{key}.other"
        shown = {k: self.number(v) if isinstance(v, (int, float)) else v for k, v in values.items()}
        return self._texts[key].format(**shown)

    def field_heading(self, persian: str, english: str) -> str:
        """A field's heading in this language.

        The English one is a technical name, shown as words.
        """
        return persian if self.is_rtl else english_label(english)

    def pattern(self, key: str) -> str:
        """The text with its {names} unfilled, for the browser to fill."""
        return self._texts[key]

    def fill(self, words: type[Words], section: str) -> Words:
        """A dataclass of words, each the text of its field's name in a section of the catalogue."""
        return words(**{field.name: self(f"{section}.{field.name}") for field in fields(words)})

    def number(self, value: float, decimals: int = 0) -> str:
        """With thousands separators and this language's digits."""
        return self.digits(f"{value:,.{decimals}f}")

    def significant(self, value: float) -> str:
        """A rate with two significant digits."""
        return self.number(
            value, 0 if value >= 10 or value == int(value) else 1 if value >= 1 else 2
        )

    def percent(self, share: float) -> str:
        """A share of one as a whole percentage."""
        return self.digits(f"{share * 100:.0f}%")

    def digits(self, text: str) -> str:
        """`text` with its Latin digits and marks in this language."""
        return text.translate(_PERSIAN) if self.is_rtl else text

    def year(self, jalali_year: object) -> str:
        """A Jalali year; in English with the Gregorian years it spans."""
        year = int(str(jalali_year))
        return self(
            "date.year",
            jalali=self.digits(str(year)),
            first=str(year + 621),
            second=str(year + 622)[2:],
        )

    def moment(self, at: str) -> str:
        """A UTC time (ISO 8601) as day and time in Tehran.

        Jalali in Persian, both calendars in English.
        """
        when = in_tehran(at)
        return self(
            "date.moment",
            jalali=self.digits(jalali(when.date()).replace("-", "/")),
            gregorian=when.date().isoformat(),
            time=self.digits(when.strftime("%H:%M")),
        )

    def date(self, written: str) -> str:
        """A date as the records keep it, with its calendar named where it is Gregorian."""
        if not written:
            return self("date.none")
        shown = self.digits(written.replace("-", "/"))
        return (
            self("date.gregorian", date=shown)
            if int(written[:4]) >= GREGORIAN_FROM
            else shown
            if self.is_rtl
            else self("date.jalali", date=shown)
        )

    def range(self, low: object, high: object) -> str:
        """A number, or the two ends of a range."""
        ends = dict.fromkeys(self.digits(f"{float(str(v)):,.10g}") for v in (low, high))
        return (
            self("list.range", low=next(iter(ends)), high=list(ends)[-1])
            if len(ends) > 1
            else next(iter(ends))
        )

    def join(self, parts: Iterable[str]) -> str:
        """A list in a sentence."""
        items = list(parts)
        if len(items) < 2:
            return "".join(items)
        return self("list.and", first=self("list.comma").join(items[:-1]), last=items[-1])

    def row(self, number: int) -> str:
        """A row of a file, with its table where the file has several."""
        return self.digits(row_label(number))

    def registry_trouble(self, error: RegistryError) -> str:
        """That the registry cannot be had, for a reader.

        Nothing of the database, its place or its settings, which go to the log.
        """
        logging.getLogger("khoosheh").error("the registry: %s", Text("en").registry_fault(error))
        return self(f"trouble.{error.code}" if error.code in FOR_READERS else "trouble.away")

    def registry_fault(self, error: RegistryError) -> str:
        """Why the registry cannot be had, and what to do, for whoever runs the atlas."""
        is_name = error.code in ("own_file", "gone", "replaced", "damaged", "newer")
        # a database's own words are English
        detail = error.detail if is_name or not self.is_rtl else ""
        return self(f"registry.{error.code}", detail=detail).replace(" ()", "")

    def file_trouble(self, error: OSError) -> str:
        """Why a file cannot be read or written, and what to do."""
        return self(
            f"file_trouble.{_FILE_TROUBLES.get(error.errno or 0, 'other')}",
            file=error.filename or "",
        )

    def problem(self, problem: Problem) -> str:
        """A problem as a sentence: where in a file, what, and how to mend it."""
        where = [self("problem.file", file=problem.file)] if problem.file else []
        if problem.sheet:
            where.append(self("problem.sheet", sheet=problem.sheet))
        if problem.row is not None:
            where.append(self("problem.row", row=row_in_sheet(problem.row)))
        if problem.column and problem.file:
            where.append(self("problem.column", column=problem.column))
        return (
            f"{self('list.comma').join(where)}: {self.remedy(problem)}"
            if where
            else self.remedy(problem)
        )

    def remedy(self, problem: Problem) -> str:
        """What is wrong and how to mend it, without where."""
        allowed = (problem.allowed or "").split("\n")
        mine = allowed[-1] if self.lang == "en" else allowed[0]
        value = problem.value or ""
        # a point or a comma in it is shown as it was written
        value = self.digits(value) if _NUMERAL.fullmatch(value) else value
        mine = self.digits(mine) if _MEASURE.fullmatch(mine) else mine
        return self(
            f"problem.{problem.code}", value=value, allowed=mine, column=problem.column or ""
        )
