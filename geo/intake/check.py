"""Checking the rows of a file: all of them at once, every mistake with its row, column, value and
remedy.

An error keeps its row out; a warning says what was understood, left out, or looks odd.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
import pandas as pd

from geo.basis.errors import Problem
from geo.basis.folding import fold
from geo.basis.freed_memory import give_back
from geo.basis.jalali import jalali, span
from geo.intake.check_doubles import check_doubles
from geo.intake.check_places import check_places
from geo.intake.dated import dated_frame
from geo.intake.fields import Field
from geo.intake.files.account import FATES, Fate
from geo.intake.files.vocabulary import DATED
from geo.intake.opening import ImportContext
from geo.intake.read_columns import ColumnsRead, Layout, read_columns
from geo.intake.terms import Terms
from geo.registry.progress import Progress, untold
from geo.registry.questions import NO_ANSWERS, Answers, Question, as_asked
from geo.registry.records import OBSERVED

MANY_FIRMS, MANY_PEOPLE = 50_000, 2_000_000
"""More than any cluster on record by far: likelier a slip of the pen."""
EARLY = date(2001, 3, 21)
EARLY_YEAR = jalali(EARLY)[:4]
"""1 Farvardin 1380: no cluster was developed before."""

FORGOTTEN = {"cluster_id": "code_twice", "lon": "coordinate_own", "lat": "coordinate_own"}
"""Fields that may be forgotten after they were read, and why."""


@dataclass(frozen=True)
class Checked:
    """The rows that can be taken, and what was found in all of them.

    records: RECORD_COLUMNS, indexed by row of the file; texts empty and numbers NaN where blank.
    given: the columns that the file has.
    refused: rows with an error. problems: in row order. fates: a table, by position of a column
    that is taken, the fate of each
    row's cell (see ReadColumn).
    questions: about texts that stand in the file, answered ones too. dated: what rows say of
    further dates (geo/intake/dated.py). together: of
    rows that are one record together, the first of them, by which the record is known.
    """

    records: pd.DataFrame
    given: frozenset[str]
    refused: tuple[int, ...]
    problems: tuple[Problem, ...]
    fates: tuple[Mapping[int, np.ndarray], ...]
    questions: tuple[Question, ...] = ()
    dated: pd.DataFrame = dataclasses.field(default_factory=lambda: dated_frame([], []))
    together: Mapping[int, int] = dataclasses.field(default_factory=dict)


def is_early(written: str) -> bool:
    """Whether a date lies wholly before EARLY."""
    return bool(written) and span(written)[1] < EARLY


def check_rows(
    body: pd.DataFrame,
    layout: Layout,
    reading: ImportContext,
    terms: Terms,
    answers: Answers = NO_ANSWERS,
    together: Mapping[int, int] = MappingProxyType({}),
    progress: Progress = untold,
) -> Checked:
    """Check `body`: text cells, one column a column of the file, indexed by row.

    Every row belongs to the province of `terms` when they give one.

    together: of rows that are of one cluster, the first of them: these may have one name.
    """
    fields, reference, today, province = (
        reading.fields,
        reading.reference,
        terms.today,
        terms.province,
    )
    read = read_columns(body, layout, fields, answers, progress)
    frame = read.frame
    problems = [*read.problems, *_beside(read, layout)]
    fates = {position: column.fates for position, column in read.columns.items()}
    read.columns.clear()  # what was read of each text takes more memory than all that comes of it
    give_back()
    if province:
        facts = reference.names.facts.loc[province]
        whose = f"{facts['name_fa']}\n{facts['name_en']}"
        others = frame["province_iso"].where(frame["province_iso"] != "", province) != province
        problems += [
            layout.problem(
                "province_other", int(n), "province_iso", frame.at[n, "province_iso"], allowed=whose
            )
            for n in frame.index[others]
        ]
        frame["province_iso"] = province
    problems += _required(frame, layout, fields, problems)
    problems += _across(frame, body, layout, today)
    said = {name: _says(frame[name]) for name in FORGOTTEN if name in layout.fields}
    problems += check_places(frame, layout, reference)
    doubles = check_doubles(frame, layout, together)
    problems += doubles.problems
    for name, before in said.items():
        fates[layout.fields.index(name)][before & ~_says(frame[name])] = FATES.index(Fate.LEFT_OUT)
    refused = {p.row for p in problems if p.level == "error" and p.row is not None}
    ordered = sorted(
        dict.fromkeys(problems),
        key=lambda p: (p.row or 0, p.position if p.position is not None else 999),
    )
    return Checked(
        frame[~frame.index.isin(refused)],
        frozenset(read.given),
        tuple(sorted(refused)),
        tuple(ordered),
        (fates,),
        as_asked(read.questions),
        together=doubles.together,
    )


def _says(column: pd.Series) -> np.ndarray:
    """Where a column says anything."""
    return column.notna().to_numpy() if column.dtype == float else (column != "").to_numpy()


def _beside(read: ColumnsRead, layout: Layout) -> list[Problem]:
    """Put what the cells or the heading of a column say of other fields into the frame; what
    another column contradicts is an error of its row.
    """
    problems = []
    for position, column in read.columns.items():
        said = column.also()
        dated = DATED.get(column.field.kind) if layout.date(position) else None
        if dated:
            said[dated] = [
                layout.date(position) if value not in ("", None) else ""
                for value in map(column.value, column.cells)
            ]
        for name, values in said.items():
            read.given.add(name)
            known: list[str] = read.frame[name].tolist()
            for place, (n, cell, value, there) in enumerate(
                zip(read.frame.index, column.cells, values, known, strict=True)
            ):
                if not value or _is_said(value, there, name):
                    continue
                if not there or name == "stage_as_reported":
                    known[place] = f"{there}\u061b {value}" if there else value
                else:
                    problems.append(
                        layout.problem(
                            "beside_differs",
                            int(n),
                            column.field.name,
                            cell,
                            allowed=f"{value} \u2260 {there}",
                        )
                    )
            read.frame[name] = known
    return problems


def _is_said(value: str, there: str, name: str) -> bool:
    """Whether a field says already what another column says of it; of two dates one may be known
    more exactly.
    """
    if not there:
        return False
    return (
        value.startswith(there) or there.startswith(value)
        if name in DATED.values()
        else fold(value) == fold(there)
    )


def _required(
    frame: pd.DataFrame, layout: Layout, fields: dict[str, Field], found: list[Problem]
) -> list[Problem]:
    told = {(p.row, p.position) for p in found if p.level == "error"}
    problems = []
    for field in fields.values():
        if field.is_required:
            position = layout.fields.index(field.name) if field.name in layout.fields else None
            blank = frame.index[frame[field.name] == ""]
            problems += [
                layout.problem("value_missing", int(n), field.name, "")
                for n in blank
                if (n, position) not in told
            ]
    return problems


def _across(frame: pd.DataFrame, body: pd.DataFrame, layout: Layout, today: date) -> list[Problem]:
    """What no cell alone can tell."""
    problems = []

    def tell(mask: pd.Series, code: str, column: str, level: str, allowed: str = "") -> None:
        for n in frame.index[mask]:
            value = str(body.at[n, layout.fields.index(column)]) if column in layout.fields else ""
            problems.append(
                layout.problem(code, int(n), column, value, allowed=allowed, level=level)
            )

    for column in ("stage_date", "figures_date"):
        future = {d: bool(d) and span(d)[0] > today for d in frame[column].unique()}
        tell(
            frame[column].map(future).astype(bool),
            "date_future",
            column,
            "error",
            today.isoformat(),
        )
    early = {d: is_early(d) for d in frame["stage_date"].unique()}
    tell(
        frame["stage_date"].map(early).astype(bool),
        "date_early",
        "stage_date",
        "warning",
        EARLY_YEAR,
    )
    for name in OBSERVED:
        tell(frame[name] > frame[f"{name}_high"], "range_backwards", name, "error")
        tell(
            frame[name].isna() & frame[f"{name}_high"].notna(),
            "range_half",
            f"{name}_high",
            "warning",
        )
    for name, many in (("firms", MANY_FIRMS), ("employment", MANY_PEOPLE)):
        tell(
            frame[name].notna() & (frame[f"{name}_high"].fillna(frame[name]) > many),
            "count_absurd",
            name,
            "warning",
            str(many),
        )
    tell(frame["employment"] < frame["firms"], "fewer_people_than_firms", "employment", "warning")
    return problems
