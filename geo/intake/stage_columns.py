"""Tables with a column for each stage: its heading is the stage, and a date or a tick in a cell
says that the cluster reached it.

The cluster stands in the furthest stage that it reached, or in what its dates say came last; the
other dated stages are kept in its history. A tick
says when of nothing: beside a further stage it adds nothing, and is named as not taken.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from geo.basis.errors import DataError, Problem
from geo.basis.folding import fold, name_key
from geo.basis.jalali import span
from geo.intake.cell_result import CellResult, Words
from geo.intake.dated import dated_frame
from geo.intake.fields import Field
from geo.intake.files.account import FATES, Fate
from geo.intake.files.vocabulary import Fields
from geo.intake.read_columns import Layout, ReadColumn
from geo.intake.stage_order import present
from geo.intake.stage_words import REACHED
from geo.registry.timeline import UNKNOWN

STAGE, STAGE_DATE = "stage", "stage_date"
TICKED, UNDER_WAY = "ticked", "under way"
PASSED = "stage_passed"
"""Why a tick, or a stage without a date, is not taken: a further stage was reached."""
WITHOUT_ORDER = ("stopped", UNKNOWN)
"""What may come before or after any stage."""


@dataclass(frozen=True)
class StagesRead:
    """The stages of each row. stages, dates: the present one's, empty for none. dated: the others
    that have a date, as in geo/intake/dated.py.

    fates: by position of a column, of each row's cell. passed: row and position of what is not
    taken for PASSED.
    """

    stages: list[str]
    dates: list[str]
    dated: pd.DataFrame
    fates: dict[int, np.ndarray]
    passed: frozenset[tuple[int, int]]
    problems: tuple[Problem, ...]


def stage_columns(
    cells: pd.DataFrame,
    layout: Layout,
    fields: Mapping[str, Field],
    headings: Fields,
    words: Words,
) -> dict[int, str]:
    """The columns that are each of a stage, and which; none where there is one alone, and no column
    names the present stage.

    The day on which a stage began counts, and the column of its end is none of them. Beside a
    column of the present stage those count in which mostly dates or ticks stand, for their names
    may mean something else: a column "active" may hold the number of active firms.

    Raises DataError where it is not clear what the columns say: two of one stage, of one the end
    alone, or a date of the stage in a column of its own beside them.
    """
    is_beside = STAGE in layout.fields
    named = {
        position: _stage_of(name, fields[STAGE], headings)
        for position, name in enumerate(layout.names)
        if not layout.fields[position]
    }
    columns = {
        position: stage for position, (stage, is_end) in named.items() if stage and not is_end
    }
    ends = {position: stage for position, (stage, is_end) in named.items() if stage and is_end}
    every = columns | ends
    if is_beside:
        once = Counter(columns.values())
        reader = _reader(fields[STAGE_DATE], words)
        return {
            position: stage
            for position, stage in columns.items()
            if once[stage] == 1 and _are_dates(cells[position], reader)
        }
    if len(every) < 2 or not (cells[list(every)] != "").any(axis=None):
        return {}
    if (
        len(set(columns.values())) < len(columns)
        or not set(ends.values()) <= set(columns.values())
        or STAGE_DATE in layout.fields
    ):
        said = "; ".join(layout.names[position] for position in sorted(every))
        raise DataError(
            [Problem("layout_column_a_stage", layout.file, value=said, sheet=layout.sheet)]
        )
    return columns


def _are_dates(column: pd.Series, reader: Field) -> bool:
    """Whether more than half of the texts of a column are dates or ticks beyond doubt."""
    read = [reader.read(text) for text in column.unique() if text]
    return 2 * sum(bool(r.value) and not r.error and not r.warning for r in read) > len(read)


def _stage_of(name: str, stage: Field, headings: Fields) -> tuple[str, bool]:
    """The stage that a heading is, alone or after words for its date; and whether these speak of
    its end.
    """
    bare, is_end = fold(name.replace("\u200c", " ")), False
    while word := next(
        (word for word in headings.rows["before_stage"] if bare.startswith(f"{word} ")), ""
    ):
        bare, is_end = (
            bare.removeprefix(word).strip(),
            is_end or word in headings.rows["end_of_stage"],
        )
    read = stage.read(bare) if bare else CellResult()
    is_one = (
        isinstance(read.value, str)
        and not read.error
        and not read.warning
        and read.value != UNKNOWN
    )
    return (str(read.value) if is_one else "", is_end)


def read_stage_columns(
    cells: pd.DataFrame,
    columns: Mapping[int, str],
    layout: Layout,
    fields: Mapping[str, Field],
    words: Words,
    stages: pd.DataFrame,
    today: date,
) -> StagesRead:
    """Read the columns of stages. stages: data/stages.csv, indexed by stage, in order."""
    rows = [int(n) for n in cells.index]
    problems: list[Problem] = []
    read: dict[int, ReadColumn] = {}
    future: dict[int, set[str]] = {}
    reader = _reader(fields[STAGE_DATE], words)
    for position in columns:
        own = _own(layout, position)
        read[position] = ReadColumn.of(reader, cells[position])
        problems += read[position].problems(rows, own)
        future[position] = {
            cell
            for cell, one in read[position].reads.items()
            if _is_date(one.value) and span(str(one.value))[0] > today
        }
        problems += [
            own.problem("date_future", row, STAGE_DATE, cell, allowed=today.isoformat())
            for row, cell in zip(rows, read[position].cells, strict=True)
            if cell in future[position]
        ]
    fates = {position: column.fates for position, column in read.items()}
    place = {str(stage): number for number, stage in enumerate(stages.index)}
    found = StagesRead([], [], dated_frame([], []), fates, frozenset(), ())
    others: list[tuple[int, dict[str, str]]] = []
    passed = set()
    said_in = {
        p: {
            text: "" if text in future[p] else str(column.value(text) or "")
            for text in column.texts
        }
        for p, column in read.items()
    }
    texts = {p: column.cells for p, column in read.items()}
    for number, row in enumerate(rows):
        told = {p: said_in[p][texts[p][number]] for p in read if said_in[p][texts[p][number]]}
        reached = {
            p: said if _is_date(said) else ""
            for p, said in told.items()
            if said != UNDER_WAY or columns[p] not in REACHED
        }
        problems += _backwards(row, reached, columns, place, layout, stages)
        stage, written, kept = present([(columns[p], said) for p, said in reached.items()], place)
        found.stages.append(stage)
        found.dates.append(written)
        others += [
            (row, {STAGE: one, STAGE_DATE: when})
            for one, when in kept
            if (one, when) != (stage, written)
        ]
        gone = [p for p, said in reached.items() if (columns[p], said) not in kept]
        passed |= {(row, p) for p in gone}
        for position in gone:
            fates[position][number] = FATES.index(Fate.LEFT_OUT)
    dated = dated_frame([row for row, _ in others], [one for _, one in others])
    return replace(found, dated=dated, passed=frozenset(passed), problems=tuple(problems))


def _own(layout: Layout, position: int) -> Layout:
    """The layout in which that column alone is one of dates."""
    return replace(
        layout,
        fields=["" if place != position else STAGE_DATE for place in range(len(layout.names))],
    )


def _is_date(said: object) -> bool:
    return isinstance(said, str) and said not in ("", TICKED, UNDER_WAY)


def _reader(dates: Field, words: Words) -> Field:
    """The reader of a stage's cell: a date, or a word that says whether it was reached."""
    known = {
        name_key(word) or word: meaning
        for kind in ("tick", "no_tick")
        for word in words.of(kind)
        for meaning in (kind,)
    }
    under_way = {name_key(word) for word in words.of("stage_under_way")}

    def read(text: str, unit: str = "") -> CellResult:
        del unit  # a date has none
        bare = fold(text.replace("\u200c", " ")).strip(" .")
        said = known.get(name_key(bare) or bare, "")
        if said == "tick":
            return CellResult(TICKED)
        if said == "no_tick" or not bare:
            return CellResult()
        if name_key(bare) in under_way:
            return CellResult(UNDER_WAY)
        found = dates.read(text)
        is_other = found.error not in ("", "cell_error") and not any(c.isdecimal() for c in text)
        return CellResult(error="stage_cell_unreadable") if is_other else found

    return replace(dates, read=read)


def _backwards(
    row: int,
    reached: Mapping[int, str],
    columns: Mapping[int, str],
    place: Mapping[str, int],
    layout: Layout,
    stages: pd.DataFrame,
) -> list[Problem]:
    """An error where an earlier stage has a later date than a further one."""
    dated = sorted(
        (place[columns[p]], p, said)
        for p, said in reached.items()
        if said and columns[p] not in WITHOUT_ORDER
    )
    for (_, before, one), (_, after, other) in pairwise(dated):
        if span(one)[0] > span(other)[1]:
            names = "\n".join(
                f"{stages.at[columns[after], f'name_{lang}']} ({other})" for lang in ("fa", "en")
            )
            return [
                _own(layout, before).problem(
                    "stages_backwards", row, STAGE_DATE, one, allowed=names
                )
            ]
    return []
