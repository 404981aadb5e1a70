"""What a file says of a record beside its present stage and its latest figures: dated stages, and
figures of other dates.

Such a thing is a row of RECORD_COLUMNS that is blank but for it, indexed by the row of its record.
The comparison (geo/intake/merge.py) puts it
beside what is on file, as it would a file of its own of that date.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from geo.basis.errors import Problem
from geo.basis.jalali import span
from geo.intake.fields import Field
from geo.intake.files.heading import Heading, columns_of_dates
from geo.intake.read_columns import Layout, read_columns
from geo.registry.questions import Answers, Question
from geo.registry.records import NUMBERS, OBSERVED, RECORD_COLUMNS, TEXTS

UNIT = "output_unit"


@dataclass(frozen=True)
class Dated:
    """What was read of further dates. frame: RECORD_COLUMNS. fates: by position of a column, the
    fate of each row's cell. fields: the field of each
    such column.
    """

    frame: pd.DataFrame
    fates: Mapping[int, np.ndarray] = field(default_factory=dict)
    fields: Mapping[int, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()


def dated_frame(rows: Sequence[int], records: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Records that say only what is given, indexed by the rows of theirs."""
    blank = dict.fromkeys(TEXTS, "") | dict.fromkeys(NUMBERS, np.nan)
    frame = pd.DataFrame(
        [blank | dict(record) for record in records],
        index=pd.Index(rows, dtype=int),
        columns=list(RECORD_COLUMNS),
    )
    return frame.astype(dict.fromkeys(TEXTS, "str") | dict.fromkeys(NUMBERS, float))


def figures_of_dates(
    cells: pd.DataFrame,
    layout: Layout,
    heading: Heading,
    fields: Mapping[str, Field],
    answers: Answers,
    today: date,
) -> Dated:
    """The figures in columns whose heading names another date than that of the columns which are
    taken: of each such date that has come, all of them.
    """
    found = [Dated(dated_frame([], []))]
    for written, columns in columns_of_dates(heading, layout.fields).items():
        if span(written)[0] > today:
            continue
        names = [
            columns.get(position, UNIT if name == UNIT else "")
            for position, name in enumerate(layout.fields)
        ]
        own = replace(layout, fields=names)
        read = read_columns(cells, own, fields, answers)
        frame = read.frame.assign(figures_date=written)
        said = frame[list(OBSERVED)].notna().any(axis=1)
        problems = [problem for problem in read.problems if problem.position in columns]
        for name in OBSERVED:
            backwards = frame.index[frame[name] > frame[f"{name}_high"]]
            problems += [
                own.problem("range_backwards", int(n), name, str(cells.at[n, names.index(name)]))
                for n in backwards
            ]
        fates = {
            position: column.fates
            for position, column in read.columns.items()
            if position in columns
        }
        found.append(
            Dated(
                frame[said],
                fates,
                columns,
                tuple(problems),
                tuple(q for q in read.questions if q.position in columns),
            )
        )
    return Dated(
        pd.concat([one.frame for one in found]),
        {position: fate for one in found for position, fate in one.fates.items()},
        {position: name for one in found for position, name in one.fields.items()},
        tuple(problem for one in found for problem in one.problems),
        tuple(question for one in found for question in one.questions),
    )


def contradictions(dated: pd.DataFrame, records: pd.DataFrame, layout: Layout) -> list[Problem]:
    """Errors for rows that say two figures of one date. dated: of further dates. records: of the
    rows, indexed by them.
    """
    problems = []
    for row, one in zip(dated.index.tolist(), dated.to_dict("records"), strict=True):
        if (
            row not in records.index
            or not records.at[row, "figures_date"]
            or records.at[row, "figures_date"] != one["figures_date"]
        ):
            continue
        for name in OBSERVED:
            mine, other = records.at[row, name], one[name]
            if not (np.isnan(mine) or np.isnan(other) or mine == other):
                problems.append(
                    layout.problem(
                        "beside_differs",
                        row,
                        name,
                        f"{mine:g}",
                        allowed=f"{other:g} ({one['figures_date']})",
                    )
                )
    return problems
