"""The heading of a sheet: the row, or two, that names its columns, wherever it stands under titles
and letterhead; and the rows below it.

In a heading of two rows the upper one names groups of columns ("figures" over "firms" and "jobs"),
or columns whose own cell below is blank.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from geo.basis.folding import fold
from geo.basis.jalali import span
from geo.intake.files.grid import Range
from geo.intake.files.vocabulary import (
    DATE,
    DOUBLE,
    EXACT,
    LEFT,
    LOW,
    NEAR,
    NONE,
    UNDERSTOOD,
    Fields,
    Meaning,
    read_fields,
)
from geo.reference.fields import DERIVED, NUMBER_KINDS

__all__ = ["Fields", "Heading", "find_heading", "layout_key", "read_fields", "says_again"]

SEARCHED_ROWS = 30
_NUMBER = re.compile(r"[\d\s.,\u066c\u066b%\u066a()/+*:_–—-]*")
_LETTERHEAD = re.compile(r"[:\d]")
"""Of a letterhead: its number and its date."""
_WEIGHTS = {EXACT: 3.0, UNDERSTOOD: 2.5, LEFT: 1.0, NEAR: 1.0}


@dataclass(frozen=True)
class Heading:
    """`row` is the index of the heading's last row, `first` that of its first.

    One item a column: `names` as written ("" where blank), the `fields` proposed
    ("" for none, DERIVED for known and not taken), whether the name is `certain`, and what it
    means, or why it is not taken. Each field stands at most
    once.
    """

    row: int
    names: list[str]
    fields: list[str]
    certain: list[bool]
    meanings: list[Meaning] = field(default_factory=list, compare=False)
    score: float = field(default=0.0, compare=False)
    first: int = -1

    def __post_init__(self) -> None:
        """Of a heading of one row, the first is that row."""
        if self.first < 0:
            object.__setattr__(self, "first", self.row)

    @property
    def units(self) -> tuple[str, ...]:
        """The unit that each column's name gives, as written; empty for none."""
        return tuple(meaning.unit for meaning in self.meanings)

    @property
    def dates(self) -> tuple[str, ...]:
        """The date that each column's name gives; empty for none."""
        return tuple(meaning.as_of for meaning in self.meanings)


def layout_key(names: Sequence[str]) -> str:
    """What names this order of headings: sha256 in hex of them folded, blank ones at the end left
    out.
    """
    folded = [fold(name) for name in names]
    while folded and not folded[-1]:
        folded.pop()
    return hashlib.sha256("\x1f".join(folded).encode()).hexdigest()


def find_heading(
    rows: list[list[str]], fields: Fields, merged: Iterable[Range] = ()
) -> Heading | None:
    """The heading, wherever it stands; None where no row names two columns, or one beside others
    exactly.

    Rows are looked through so many at a time: of the first that hold a heading with all required
    fields the best, the earliest of equals; else
    of the first that hold any.
    """
    ranges, first = list(merged), None
    for start in range(0, len(rows), SEARCHED_ROWS):
        best = _best(rows, start, fields, ranges)
        if best and fields.required <= set(best.fields):
            return _after_translations(rows, best, fields)
        first = first or best
    return _after_translations(rows, first, fields) if first else None


def _best(rows: list[list[str]], start: int, fields: Fields, ranges: list[Range]) -> Heading | None:
    """The best heading among so many rows from `start` on, and the row below it where it is one of
    two rows.
    """
    best, row, end = None, start, min(start + SEARCHED_ROWS, len(rows))
    while row < end:
        if (
            not start
            or sum(bool(cell) and bool(fields.known(cell).field) for cell in rows[row]) > 1
        ):
            found = _at(rows, row, fields, ranges)
            if found and (not best or found.score > best.score + 0.5):
                best, end = found, min(max(end, row + 2), len(rows))
        row += 1
    return best


def _at(rows: list[list[str]], row: int, fields: Fields, ranges: list[Range]) -> Heading | None:
    """The heading that ends in a row, alone or with the one above it."""
    alone = _heading(rows, row, fields, None)
    groups = _groups(rows, row, ranges) if row else None
    grouped = _heading(rows, row, fields, groups) if groups else None
    if grouped and (not alone or grouped.score > alone.score + 1 or _adds(grouped, alone)):
        return grouped
    return (
        replace(alone, first=row - 1)
        if alone and groups and _names_groups(rows[row - 1], rows[row])
        else alone
    )


def _names_groups(above: list[str], names: list[str]) -> bool:
    """Whether the row above the headings only groups them: words alone, one of which at least
    stands over several headings.
    """
    filled = [column for column, cell in enumerate(above) if cell]
    if any(not names[column] or _LETTERHEAD.search(above[column]) for column in filled):
        return False
    ends = [*filled[1:], len(above)]
    return any(
        sum(map(bool, names[start:end])) > 1 for start, end in zip(filled, ends, strict=True)
    )


def _adds(grouped: Heading, alone: Heading) -> bool:
    """Whether the upper row of a heading says of a column that it is another number, or when or in
    what unit it is.
    """
    return any(
        _says(two) != _says(one)
        for one, two in zip(alone.meanings, grouped.meanings, strict=True)
        if one.field
    )


def _says(meaning: Meaning) -> tuple[str, ...]:
    return (meaning.field or meaning.nearest, meaning.unit, meaning.as_of, meaning.reason)


def _groups(rows: list[list[str]], row: int, merged: list[Range]) -> list[str]:
    """The upper heading above each cell of `row`: over a merged range, else on to the next one.

    A title across all columns is none.
    """
    above, groups = rows[row - 1], list(rows[row - 1])
    if sum(map(bool, above)) < 2:
        return []
    if merged:
        for top, left, bottom, right in merged:
            if top <= row - 1 <= bottom and left < len(groups):
                for column in range(left, min(right + 1, len(groups))):
                    groups[column] = groups[column] or rows[top][left]
        return groups
    for column in range(1, len(groups)):
        if not groups[column] and rows[row][column]:
            groups[column] = groups[column - 1]
    return groups


def _heading(
    rows: list[list[str]], row: int, fields: Fields, groups: list[str] | None
) -> Heading | None:
    names, meanings = list(rows[row]), [fields.meaning(cell) for cell in rows[row]]
    for column, group in enumerate(groups or ()):
        below = rows[row][column]
        if not below and rows[row - 1][column]:
            names[column], meanings[column] = group, fields.meaning(group)
        elif below and group:
            named, both = _together(group, below, fields)
            if both.likeness in (EXACT, UNDERSTOOD, LEFT):
                if both.likeness == EXACT or _says(both) != _says(meanings[column]):
                    names[column], meanings[column] = named, both
            elif rows[row].count(below) > 1:
                names[column] = named
                meanings[column] = (
                    meanings[column] if meanings[column].likeness == EXACT else Meaning()
                )
    known = [meaning for meaning in meanings if meaning.likeness != NONE]
    distinct = {meaning.field or meaning.nearest for meaning in known}
    if len(distinct) < 2 and not (
        sum(map(bool, names)) > 1 and any(m.likeness == EXACT and m.field != DERIVED for m in known)
    ):
        return None
    taken = _taken(meanings, fields.kinds)
    score = sum(
        _WEIGHTS.get(before.likeness, 0)
        for before, after in zip(meanings, taken, strict=True)
        if after.field or before.likeness in (LEFT, NEAR)
    )
    columns = [column for column, meaning in enumerate(taken) if meaning.field]
    followed = any(
        rows[below][column]
        for below in range(row + 1, min(row + 6, len(rows)))
        for column in columns
    )
    certain = [bool(meaning.field) and meaning.likeness == EXACT for meaning in taken]
    return Heading(
        row,
        names,
        [meaning.field for meaning in taken],
        certain,
        taken,
        score + followed,
        row - 1 if groups else row,
    )


def _together(group: str, below: str, fields: Fields) -> tuple[str, Meaning]:
    """The better name of a column below a group, and what it means."""
    ways = [(name, fields.meaning(name)) for name in (f"{group} {below}", f"{below} {group}")]
    return min(ways, key=lambda way: way[1].likeness)


def _taken(meanings: list[Meaning], kinds: dict[str, str]) -> list[Meaning]:
    """What each column is taken for: of several columns of one field the best named, of the latest
    date, the first of equals; figures of
    one date only. The others have no field, and say why.
    """
    meanings = _with_low_ends(meanings)
    best: dict[str, int] = {}
    for column, meaning in enumerate(meanings):
        other = best.get(meaning.field)
        if meaning.field and (other is None or _order(meaning) < _order(meanings[other])):
            best[meaning.field] = column
    dates = {
        meanings[column].as_of for name, column in best.items() if kinds.get(name) in NUMBER_KINDS
    }
    kept = (
        "" if "" in dates else max(dates, key=_last_day, default="")
    )  # a row has one date of figures
    taken = []
    for column, meaning in enumerate(meanings):
        left = replace(meaning, field="", likeness=LEFT, nearest=meaning.field or meaning.nearest)
        if not meaning.field or meaning.field == DERIVED:
            taken.append(meaning)
        elif best[meaning.field] != column:
            is_derived = meaning.or_derived and meanings[best[meaning.field]].rank < meaning.rank
            reason = DATE if meaning.as_of != meanings[best[meaning.field]].as_of else DOUBLE
            taken.append(
                replace(meaning, field=DERIVED) if is_derived else replace(left, reason=reason)
            )
        elif kinds[meaning.field] in NUMBER_KINDS and meaning.as_of != kept:
            taken.append(replace(left, reason=DATE))
        else:
            taken.append(meaning)
    return taken


def columns_of_dates(heading: Heading, mapping: Sequence[str]) -> dict[str, dict[int, str]]:
    """The columns that are not taken since their figures are of another date than those that are:
    by date, the field of each by its position.

    Of several columns of one field and date the best named. mapping: what each column is taken for.
    """
    found: dict[str, dict[int, str]] = {}
    ways = [
        (meaning.rank, position, meaning)
        for position, meaning in enumerate(heading.meanings)
        if not mapping[position]
    ]
    for _, position, meaning in sorted(ways, key=lambda way: way[:2]):
        if meaning.reason == DATE and meaning.as_of and meaning.nearest and not meaning.field:
            columns = found.setdefault(meaning.as_of, {})
            if meaning.nearest not in columns.values():
                columns[position] = meaning.nearest
    return found


def _with_low_ends(meanings: list[Meaning]) -> list[Meaning]:
    """The low end of a range stands for its number where a column has the high end and none the
    number itself.
    """
    fields = {meaning.field for meaning in meanings}
    return [
        replace(meaning, field=meaning.nearest, likeness=UNDERSTOOD, nearest="", reason="")
        if meaning.reason == LOW
        and f"{meaning.nearest}_high" in fields
        and meaning.nearest not in fields
        else meaning
        for meaning in meanings
    ]


def _order(meaning: Meaning) -> tuple[int, int, int]:
    """Of two columns of one field, the lesser is taken."""
    return (meaning.likeness, -_last_day(meaning.as_of), meaning.rank)


def _last_day(written: str) -> int:
    """The last day of a date, as an ordinal; 0 for none."""
    return span(written)[1].toordinal() if written else 0


def _after_translations(rows: list[list[str]], heading: Heading, fields: Fields) -> Heading:
    """The heading with the rows below it that only say the same again, as in another language."""
    row = heading.row
    while row + 1 < len(rows) and says_again(rows[row + 1], heading, fields):
        row += 1
    return replace(heading, row=row)


def says_again(row: list[str], heading: Heading, fields: Fields) -> bool:
    """Whether a row below a heading names the same columns again."""
    named = [(cell, column) for column, cell in enumerate(row) if cell]
    if len(named) < 2:
        return False
    return all(
        fold(cell) == fold(heading.names[column])
        or (heading.fields[column] and _is(cell, heading.fields[column], fields))
        for cell, column in named
    )


def _is(cell: str, name: str, fields: Fields) -> bool:
    return fields.known(cell).field == name
