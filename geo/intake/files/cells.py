"""A cell as a person reads it: numbers without a stray `.0`, dates as yyyy-mm-dd (Gregorian, ISO
8601), truth as TRUE and FALSE.

Characters that nobody sees and that mislead whoever reads on are taken out of texts, and each place
is noted: control characters
(Unicode category Cc but for tab and line feed), lone surrogates, and the characters that turn the
direction of writing about.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from geo.basis.errors import DataError, Problem
from geo.intake.files.grid import FileSheet, Grid, Range, letters

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNWANTED = re.compile(f"{CONTROLS.pattern[:-1]}{TURNS.pattern[1:]}")
_SIGNS = [
    re.escape(bytes(range(0x80, 0xC0)).decode(name, "ignore")) for name in ("cp1256", "cp1252")
]
_GARBLED = re.compile(
    f"(?:[\u0637-\u063a][{_SIGNS[0]}]){{4}}|(?:[\u00d8-\u00db][{_SIGNS[1]}\u0080-\u009f]){{4}}"
)
"""Four Persian letters whose UTF-8 was taken for Windows-1256 or Windows-1252 by some program, and
saved so.
"""
_LOST = re.compile("\ufffd|(?<=[\u0621-\u06cc])\\?(?=[\u0621-\u06cc])")
"""What a program puts for a letter that it could not save."""
_SPOILT = re.compile(f"{_GARBLED.pattern}|{_LOST.pattern}")
SHOWN = 20
"""So many notes of one kind are told one by one; the rest are counted."""
LAST_SERIAL = 2_958_466
_FIRST_SERIAL = -600_000
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_GREGORIAN_FROM = "1582-10-15"


def number_text(number: float) -> str:
    """With at most the 15 digits a spreadsheet keeps; whole numbers without a point."""
    if number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    return f"{number:.15g}"


def time_text(hours: int, minutes: int, seconds: int) -> str:
    """hh:mm, with :ss unless they are nought."""
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def value_text(value: object) -> str:
    """The text of a value that a reader of workbooks gives."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return number_text(float(value)) if isinstance(value, float) else str(value)
    if isinstance(value, datetime):
        clock = value.time().replace(microsecond=0)
        return value.date().isoformat() + (f" {value_text(clock)}" if clock != time() else "")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return time_text(value.hour, value.minute, value.second)
    if isinstance(value, timedelta):
        whole = round(value.total_seconds())
        return time_text(whole // 3600, whole // 60 % 60, whole % 60)
    return str(value)


def shown_day(written: str) -> str:
    """A day as LibreOffice shows it, of one that it stored: before October 1582 it shows the Julian
    calendar and stores the Gregorian.

    So is every Jalali day that is typed into it: 1403-06-15 is stored as 1403-06-24.
    """
    day, *clock = written.split(" ")
    if not (_ISO_DAY.fullmatch(day) and day < _GREGORIAN_FROM):
        return written
    # The days since the Julian 1 March -4800; Meeus, Astronomical Algorithms, chapter 7
    days = date.fromisoformat(day).toordinal() + 1_721_425 + 32_082
    years = (4 * days + 3) // 1461
    left = days - 1461 * years // 4
    month = (5 * left + 2) // 153
    late = month // 10
    of_month = left - (153 * month + 2) // 5 + 1
    shown = f"{years - 4800 + late:04}-{month + 3 - 12 * late:02}-{of_month:02}"
    return " ".join([shown, *clock])


def serial_text(serial: float, since_1904: bool, is_duration: bool) -> str:
    """The date, time or both of a spreadsheet's day number; the number itself where it is no day
    (ECMA-376 part 1, 18.17.4).

    A day before the first is one that LibreOffice stored (see shown_day).
    """
    if _FIRST_SERIAL < serial < 0 and not is_duration:
        stored = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
        return shown_day(value_text(stored + timedelta(seconds=round(serial * 86_400))))
    if not 0 <= serial < LAST_SERIAL:
        return number_text(serial)
    days, seconds = divmod(round(serial * 86_400), 86_400)
    if is_duration:
        return value_text(timedelta(days=days, seconds=seconds))
    if days == 0 and not since_1904:
        return value_text((datetime.min + timedelta(seconds=seconds)).time())
    if since_1904:
        return value_text(datetime(1904, 1, 1) + timedelta(days=days, seconds=seconds))
    # The first spreadsheets took 1900 for a leap year: up to its 29 February, day numbers run one
    # ahead
    return value_text(
        datetime(1899, 12, 31 if days < 60 else 30) + timedelta(days=days, seconds=seconds)
    )


def note(
    code: str,
    file: str,
    row: int | None = None,
    column: int | None = None,
    value: str | None = None,
) -> Problem:
    """What a reader should know of a place, `row` and `column` from 0, that keeps nobody from
    reading on.
    """
    shown = None if column is None else letters(column)
    return Problem(
        code, file, None if row is None else row + 1, shown, value, level="warning", position=column
    )


def capped(notes: Iterable[Problem]) -> list[Problem]:
    """`notes`, and of each kind only the first ones and how many more there are."""
    kept: dict[str, list[Problem]] = {}
    more: dict[str, int] = {}
    for found in notes:
        alike = kept.setdefault(found.code, [])
        if len(alike) < SHOWN:
            alike.append(found)
        else:
            more[found.code] = more.get(found.code, 0) + 1
    for code, count in more.items():
        kept[code].append(note("notes_more", kept[code][-1].file, value=str(count)))
    return [found for alike in kept.values() for found in alike]


def _cleaned(row: list[str], number: int, file: str) -> tuple[list[str], list[Problem]]:
    clean, notes = [], []
    for column, cell in enumerate(row):
        for code, unwanted in (("control_removed", CONTROLS), ("bidi_removed", TURNS)):
            found = unwanted.findall(cell)
            if found:
                named = ", ".join(f"U+{ord(c):04X}" for c in sorted(set(found))[:5])
                notes.append(note(code, file, number, column, named))
                cell = unwanted.sub("", cell)
        clean.append(cell)
    return clean, notes


def _uncovered(rows: list[list[str]], merged: Iterable[Range], file: str) -> list[Problem]:
    """Blank the cells that lie under the first one of a merged range and say something else."""
    notes = []
    for top, left, bottom, right in merged:
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                under = rows[row][column].strip()
                if under and (row, column) != (top, left) and under != rows[top][left].strip():
                    notes.append(note("cell_covered", file, row, column, under[:200]))
                    rows[row][column] = ""
    return notes


def _spoilt(row: list[str], number: int, file: str) -> list[Problem]:
    """The cells whose letters are no longer those that were written: the row cannot be taken."""
    kinds = (("text_garbled", _GARBLED), ("letters_lost", _LOST))
    return [
        replace(note(code, file, number, column, cell[:200]), level="error")
        for column, cell in enumerate(row)
        for code, pattern in kinds
        if pattern.search(cell)
    ]


def _is_plain(cell: str) -> bool:
    """Whether nothing in a text is spoilt or has to be taken out."""
    return not (
        _UNWANTED.search(cell) or "\r" in cell or (not cell.isascii() and _SPOILT.search(cell))
    )


def finished(
    name: str,
    rows: list[list[str]],
    file: str,
    notes: Iterable[Problem] = (),
    merged: Iterable[Range] = (),
    *,
    is_text: bool = False,
    lengths: Sequence[int] = (),
    is_hidden: bool = False,
) -> FileSheet:
    """The Sheet of raw rows of one length: texts cleaned and stripped, blank rows at the foot and
    blank columns at the end dropped.

    What lies under merged cells, where nobody sees it, is taken out, and noted. A note whose level
    is `error` is one for which its row cannot be
    taken. lengths: of delimited text, how many cells each row has.
    """
    found = [*notes, *_uncovered(rows, merged, file)]
    spoilt: list[Problem] = []
    height = width = 0
    plain: dict[str, str] = {}
    for number, row in enumerate(rows):
        unmet = [cell for cell in row if cell not in plain]  # each different text is looked at once
        plain.update((cell, cell.strip()) for cell in unmet if _is_plain(cell))
        if all(cell in plain for cell in unmet):
            rows[number] = row = [plain[cell] for cell in row]
        else:
            spoilt += _spoilt(row, number, file)
            row, more = _cleaned(row, number, file)
            found += more if len(found) < 1000 else []
            rows[number] = row = [
                cell.replace("\r\n", "\n").replace("\r", "\n").strip() for cell in row
            ]
        if any(row):
            height = number + 1
            while width < len(row) and any(row[width:]):
                width += 1
    kept = (
        rows[:height]
        if not rows or width == len(rows[0])
        else [row[:width] for row in rows[:height]]
    )
    return FileSheet(
        name,
        kept,
        (*capped(found), *spoilt),
        file,
        tuple(merged),
        is_text,
        tuple(lengths[:height]),
        is_hidden,
    )


class XmlTable(Protocol):
    """A table as it was read from XML: its cells, where a formula stands without a value, merged
    ranges.
    """

    name: str
    is_visible: bool
    grid: Grid
    without_value: list[tuple[int, int]]
    merged: list[Range]


def finished_tables(tables: Sequence[XmlTable], file: str) -> list[FileSheet]:
    """The sheets of tables that hold something. Raises DataError where all tables are hidden."""
    sheets = []
    for table in tables:
        notes = [
            note("formula_without_value", file, row, column) for row, column in table.without_value
        ]
        sheets.append(
            finished(
                table.name,
                table.grid.table(),
                file,
                notes,
                table.merged,
                is_hidden=not table.is_visible,
            )
        )
    if tables and all(sheet.is_hidden for sheet in sheets):
        raise DataError([Problem("sheets_all_hidden", file)])
    return [sheet for sheet in sheets if sheet.rows]
