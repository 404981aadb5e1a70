"""The cells of one column, read: their values, what is told of them, and what became of each."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from geo.basis.csv_text import RISKY
from geo.basis.errors import Problem
from geo.intake.cell_result import CellResult
from geo.intake.fields import Field
from geo.intake.files.account import FATES, NO_FATE
from geo.reference.fields import DERIVED
from geo.registry.progress import Progress, untold
from geo.registry.questions import UNIT, Answers, Question
from geo.registry.records import NUMBERS, RECORD_COLUMNS, TEXTS


@dataclass(frozen=True)
class Layout:
    """The file's columns: names as written, the field each is taken for (empty: none), the unit and
    date that each name gives (empty: none).

    sheet: its name, where the file has several. width: how many of the columns stand in the file;
    those after them say what holds for all rows.
    All where it is nought. heading_row: the number of the heading's row.
    """

    file: str
    names: Sequence[str]
    fields: Sequence[str]
    is_text: bool = False
    sheet: str = ""
    width: int = 0
    units: Sequence[str] = ()
    dates: Sequence[str] = ()
    heading_row: int | None = None

    def problem(
        self,
        code: str,
        row: int | None,
        field: str,
        value: str,
        *,
        allowed: str = "",
        level: str = "error",
    ) -> Problem:
        """A problem of a cell, or of a row where the file has no column for the field."""
        position = self.fields.index(field) if field in self.fields else None
        column = self.names[position] if position is not None else field
        if position is not None and self.width and position >= self.width:
            position, column = None, ""
        return Problem(
            code, self.file, row, column, value[:200], allowed, level, position, self.sheet
        )

    def unit(self, position: int) -> str:
        """The unit that a column's name gives, as written; empty for none."""
        return self.units[position] if position < len(self.units) else ""

    def date(self, position: int) -> str:
        """The date that a column's name gives; empty for none."""
        return self.dates[position] if position < len(self.dates) else ""


@dataclass(frozen=True)
class ReadColumn:
    """A column of a field: the different texts of its cells, how each was read, and the place in
    `texts` of each row's. unit: that of the column, as
    written.
    """

    field: Field
    texts: list[str]
    places: np.ndarray
    unit: str
    reads: dict[str, CellResult]

    @classmethod
    def of(
        cls, field: Field, cells: pd.Series, unit: str = "", *, is_text: bool = False
    ) -> "ReadColumn":
        """Read each different cell once. is_text: of a delimited text, whose cells may be armed."""
        places, texts = pd.factorize(cells)
        return cls._read(
            field,
            [_rearmed(text) for text in texts.tolist()] if is_text else texts.tolist(),
            places,
            unit,
        )

    @classmethod
    def _read(cls, field: Field, texts: list[str], places: np.ndarray, unit: str) -> "ReadColumn":
        return cls(
            field,
            texts,
            places,
            unit,
            {text: field.read(text, unit) for text in dict.fromkeys(texts)},
        )

    def answered(
        self, rows: Sequence[int], position: int, layout: Layout, answers: Answers
    ) -> tuple["ReadColumn", list[Question]]:
        """The column read by the answers, and what it leaves open, with the rows where it stands: a
        text of single cells, or the unit of them all.
        """
        where: dict[tuple[str, str], list[int]] = {}
        open_ = {cell: read for cell, read in self.reads.items() if read.ask}
        for row, cell in self._standing(rows, open_):
            kind = open_[cell].ask
            where.setdefault((kind, layout.names[position] if kind == UNIT else cell), []).append(
                row
            )
        options = {read.ask: read.options for read in open_.values() if read.ask == UNIT}
        asked = [
            answers.question(
                kind,
                self.field.name,
                text,
                options[kind] if kind == UNIT else open_[text].options,
                found,
                position,
            )
            for (kind, text), found in where.items()
        ]
        unit = next((q.answer for q in asked if q.kind == UNIT), "")
        self.reads.update(
            {
                q.text: self.field.answered(q.kind, q.text, q.answer)
                for q in asked
                if q.answer and q.kind != UNIT
            }
        )
        return (self._read(self.field, self.texts, self.places, unit) if unit else self), asked

    def _standing(self, rows: Sequence[int], wanted: Collection[str]) -> Iterator[tuple[int, str]]:
        """The rows, in order, in which one of these texts stands, each with it."""
        is_wanted = np.array([text in wanted for text in self.texts], dtype=bool)
        for place in np.flatnonzero(is_wanted[self.places]).tolist() if is_wanted.any() else ():
            yield rows[place], self.texts[self.places[place]]

    @property
    def cells(self) -> list[str]:
        """The text of each row's cell."""
        return [self.texts[place] for place in self.places.tolist()]

    def value(self, text: str) -> str | float | tuple[float, float] | None:
        """What one of `texts` says."""
        return self.reads[text].value

    @property
    def fates(self) -> np.ndarray:
        """The fate of each cell, as its place in FATES; NO_FATE for a blank one."""
        of = [FATES.index(self.reads[text].fate) if text else NO_FATE for text in self.texts]
        return np.array(of, dtype=np.int8)[self.places]

    def also(self) -> dict[str, list[str]]:
        """What the cells say of other fields: by field, a value a row, empty for nothing."""
        fields = dict.fromkeys(name for read in self.reads.values() for name, _ in read.also)
        of = {
            name: {text: dict(self.reads[text].also).get(name, "") for text in self.texts}
            for name in fields
        }
        return {name: [known[cell] for cell in self.cells] for name, known in of.items()}

    def problems(self, rows: Sequence[int], layout: Layout) -> list[Problem]:
        """What is told of single cells, and once of the whole column."""
        name = self.field.name
        told = {cell: found for cell, read in self.reads.items() if (found := _told(read))}
        problems = [
            layout.problem(code, int(row), name, cell, allowed=allowed, level=level)
            for row, cell in self._standing(rows, told)
            for code, level, allowed in told[cell]
        ]
        converted = next(
            (
                cell
                for cell, read in self.reads.items()
                if read.by_column and read.became and not read.error
            ),
            None,
        )
        if converted is not None:
            problems.append(
                layout.problem(
                    "column_converted",
                    layout.heading_row,
                    name,
                    converted,
                    allowed=self.reads[converted].became,
                    level="warning",
                )
            )
        unknown = next(
            (cell for cell, read in self.reads.items() if read.warning == "unit_unknown"), None
        )
        if unknown is not None:
            problems.append(
                layout.problem(
                    "unit_unknown",
                    layout.heading_row,
                    name,
                    unknown,
                    allowed=self.reads[unknown].allowed,
                    level="warning",
                )
            )
        return problems


@dataclass(frozen=True)
class ColumnsRead:
    """The columns of a file that are taken for fields, by position. frame: RECORD_COLUMNS, indexed
    by row, texts empty and numbers NaN where blank. given: the
    columns of it that the file has.
    """

    frame: pd.DataFrame
    given: set[str]
    columns: dict[int, ReadColumn]
    problems: list[Problem]
    questions: list[Question]


def read_columns(
    body: pd.DataFrame,
    layout: Layout,
    fields: Mapping[str, Field],
    answers: Answers,
    progress: Progress = untold,
) -> ColumnsRead:
    """Read `body`: text cells, one column a column of the file, indexed by row."""
    made: dict[str, Any] = {}
    read = ColumnsRead(pd.DataFrame(index=body.index), set(), {}, [], [])
    rows = [int(n) for n in body.index]
    taken = [
        (position, fields[name])
        for position, name in enumerate(layout.fields)
        if name and name != DERIVED
    ]
    taken.sort(
        key=lambda item: item[1].kind == "high_end"
    )  # high ends last: each adds to its number, wherever it stands
    for done, (position, field) in enumerate(taken):
        progress(done / len(taken))
        number = next(
            (c for c in read.columns.values() if f"{c.field.name}_high" == field.name), None
        )
        unit = layout.unit(position) or (number.unit if number else "")
        column, asked = ReadColumn.of(field, body[position], unit, is_text=layout.is_text).answered(
            rows, position, layout, answers
        )
        read.columns[position] = column
        read.questions.extend(asked)
        read.problems.extend(column.problems(rows, layout))
        read.given.update(_put(made, column, has_number=number is not None))
    return replace(read, frame=_framed(made, body.index))


def _put(made: dict[str, Any], column: ReadColumn, *, has_number: bool) -> set[str]:
    """Put the values of a column where they belong; gives the columns of records that it fills."""
    name, said = column.field.name, [column.value(text) for text in column.texts]
    if column.field.measure is None:
        is_text = name in TEXTS
        distinct = pd.array(
            [("" if is_text else np.nan) if value is None else value for value in said],
            dtype="str" if is_text else float,
        )
        made[name] = distinct.take(column.places)
        return {name}
    low, high = (
        np.array([v[end] if isinstance(v, tuple) else np.nan for v in said], dtype=float)[
            column.places
        ]
        for end in (0, 1)
    )
    if column.field.is_range:
        made[name], made[f"{name}_high"] = low, high
        return {name, f"{name}_high"}
    made[name] = np.where(np.isnan(high), made[name], high) if name in made else high
    return {name} if has_number else set()


def _framed(made: Mapping[str, Any], index: pd.Index) -> pd.DataFrame:
    frame = pd.DataFrame(made, index=index).reindex(columns=list(RECORD_COLUMNS))
    for column in TEXTS:
        frame[column] = frame[column].astype("str").fillna("")
    return frame.astype(dict.fromkeys(NUMBERS, float))


def _told(read: CellResult) -> list[tuple[str, str, str]]:
    """Code, level and what would do, of each thing that is told of a cell."""
    found = [
        (read.error, "error", read.allowed),
        (read.warning if read.warning != "unit_unknown" else "", "warning", read.allowed),
    ]
    if read.became and not read.by_column and read.allowed != read.became:
        found.append(("value_converted", "warning", read.became))
    return [one for one in found if one[0]]


def _rearmed(cell: str) -> str:
    """A cell of a CSV without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip(" \xa0").startswith(RISKY) else cell
