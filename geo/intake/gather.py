"""The records of all tables of a file, checked and put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from geo.basis.errors import Problem
from geo.intake.cell_result import LEAVES_OUT
from geo.intake.check import FORGOTTEN, Checked, check_rows
from geo.intake.check_doubles import same_clusters
from geo.intake.dated import Dated, contradictions, figures_of_dates
from geo.intake.files.account import (
    FATES,
    NO_FATE,
    Fate,
    LeftOut,
    RowFates,
    filled,
    left_out_of,
    row_in_sheet,
    row_number,
    table_of,
)
from geo.intake.files.cells import note
from geo.intake.files.columns import columns_left, why_left
from geo.intake.files.heading import Heading
from geo.intake.files.rows import PROVINCE
from geo.intake.files.sheet_tables import Table
from geo.intake.match import is_own
from geo.intake.opening import ImportContext
from geo.intake.read_columns import Layout
from geo.intake.stage_beside import beside_present
from geo.intake.stage_columns import (
    PASSED,
    STAGE,
    STAGE_DATE,
    StagesRead,
    read_stage_columns,
    stage_columns,
)
from geo.intake.stage_rows import fold_rows, rows_together
from geo.intake.terms import Terms
from geo.reference.fields import DERIVED
from geo.registry.progress import Progress, untold
from geo.registry.questions import Answers, as_asked


@dataclass(frozen=True)
class Layouts:
    """The columns of each table, by the number of a row."""

    layouts: tuple[Layout, ...]
    fields: tuple[str, ...] = ()
    """None: which column is a field's, only the layout of a table says."""

    def problem(
        self,
        code: str,
        row: int,
        field: str,
        value: str,
        *,
        allowed: str = "",
        level: str = "error",
    ) -> Problem:
        """A problem of a row, by the layout of its table."""
        return self.layouts[table_of(row)].problem(
            code, row, field, value, allowed=allowed, level=level
        )


@dataclass(frozen=True)
class Gathered:
    """The checked records of a file, indexed by `account.row_number`; what was noticed, what was
    not taken, and what became of the records' cells.
    """

    checked: Checked
    layouts: Layouts
    notes: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    fates: tuple[RowFates, ...]


def gather(
    tables: Sequence[Table],
    file: str,
    reading: ImportContext,
    terms: Terms,
    answers: Answers,
    progress: Progress = untold,
) -> Gathered:
    """Check the rows of all tables of a file. answers: about its texts, now and before.

    A record that two tables name is one, where they do not contradict each other. Raises DataError
    for a layout that cannot be read.
    """
    reference, fields, today = reading.reference, reading.fields, terms.today
    checks: list[Checked] = []
    layouts: list[Layout] = []
    notes: list[Problem] = []
    left: list[LeftOut] = []
    fates: list[RowFates] = []
    several = len({table.sheet.name for table in tables}) > 1
    for number, table in enumerate(tables):
        progress(number / len(tables))
        rows = table.rows(reading.headings)
        heading, cells = table.heading, rows.cells
        sheet = table.sheet.name if several else ""
        in_file = _without_rows(cells, {p.row for p in rows.refused})
        cells.index = pd.Index([row_number(number, int(n)) for n in cells.index], dtype=int)
        at = row_number(number, heading.row + 1)
        layout = Layout(
            file,
            heading.names,
            table.mapping,
            table.sheet.is_text,
            sheet,
            len(heading.names),
            heading.units,
            heading.dates,
            at,
        )
        told = [*rows.notes]
        if table.province:
            facts = reference.names.facts.loc[table.province]
            cells, layout = _with(cells, layout, {PROVINCE: [table.province] * len(cells)})
            said = f"{facts['name_fa']}\n{facts['name_en']}"
            told.append(
                replace(
                    note("province_said", file, heading.row, value=table.source[:200]), allowed=said
                )
            )
        cells, together = rows_together(cells, layout, fields)
        of_dates = figures_of_dates(cells, layout, heading, fields, answers, today)
        staged = stage_columns(cells, layout, fields, reading.headings, reading.words)
        stages = (
            read_stage_columns(
                cells, staged, layout, fields, reading.words, reference.stages, today
            )
            if staged
            else None
        )
        is_beside = STAGE in layout.fields
        if stages and not is_beside:
            cells, layout = _with(cells, layout, {STAGE: stages.stages, STAGE_DATE: stages.dates})
        so_far = number + 0.3

        def tell(share: float, so_far: float = so_far) -> None:
            progress((so_far + 0.7 * share) / len(tables))

        checked = check_rows(cells, layout, reading, terms, answers, together, tell)
        if stages and is_beside:
            stages, checked = beside_present(
                stages, checked, staged, cells, layout, reference.stages
            )
        checked = _besides(checked, of_dates, stages, layout)
        folded = fold_rows(checked, checked.together, layout, reference.stages.index)
        checked, passed = folded.checked, folded.passed | (stages.passed if stages else frozenset())
        told += [
            *_told(file, heading, of_dates, staged, together, folded.checked),
            *columns_left(file, heading, _taken(table, of_dates, staged), in_file, reading.table),
        ]
        notes += [_placed(found, number, sheet) for found in told]
        refused = [_placed(found, number, sheet) for found in rows.refused]
        checks.append(_without(checked, refused))
        layouts.append(layout)
        became, more = _fates(
            table, checked, _taken(table, of_dates, staged), cells.index.to_numpy(), passed
        )
        fates.append(became)
        left += [*rows.left_out, *more]
    checked = (
        checks[0]
        if len(checks) == 1
        else _together(checks, Layouts(tuple(layouts)), reference.stages.index)
    )
    return Gathered(checked, Layouts(tuple(layouts)), tuple(notes), tuple(left), tuple(fates))


def _with(
    cells: pd.DataFrame, layout: Layout, columns: Mapping[str, Sequence[str]]
) -> tuple[pd.DataFrame, Layout]:
    """The cells with columns for fields that no column of the file is taken for."""
    width = len(cells.columns)
    more = pd.DataFrame(
        {width + n: list(texts) for n, texts in enumerate(columns.values())},
        index=cells.index,
        dtype="str",
    )
    names, mapping = [*layout.names, *([""] * len(columns))], [*layout.fields, *columns]
    return pd.concat([cells, more], axis=1), replace(layout, names=names, fields=mapping)


def _besides(
    checked: Checked, figures: Dated, stages: StagesRead | None, layout: Layout
) -> Checked:
    """`checked` with what columns of other dates and of stages say, and without the rows in which
    these are wrong.
    """
    if not figures.fields and stages is None:
        return checked
    wrong = [
        *figures.problems,
        *contradictions(figures.frame, checked.records, layout),
        *(stages.problems if stages else ()),
    ]
    dated = pd.concat([figures.frame, stages.dated]) if stages else figures.frame
    fates = dict(checked.fates[0]) | dict(figures.fates) | (stages.fates if stages else {})
    told = [problem for problem in wrong if problem.level != "error"]
    checked = replace(
        checked,
        problems=(*checked.problems, *told),
        fates=(fates,),
        questions=as_asked([*checked.questions, *figures.questions]),
        dated=dated,
    )
    return _without(checked, [problem for problem in wrong if problem.level == "error"])


def _taken(table: Table, figures: Dated, staged: Mapping[int, str]) -> list[str]:
    """The field of each column, those of other dates and of stages too."""
    return [
        field or figures.fields.get(position, "") or (STAGE_DATE if position in staged else "")
        for position, field in enumerate(table.mapping)
    ]


def _told(
    file: str,
    heading: Heading,
    figures: Dated,
    staged: Mapping[int, str],
    together: Mapping[int, int],
    checked: Checked,
) -> list[Problem]:
    """How a layout was read that is not one row a cluster and one column a field."""
    told = []
    if figures.fields:
        named = "\u061b ".join(heading.names[position] for position in sorted(figures.fields))
        told.append(note("columns_of_dates", file, heading.row, value=named[:200]))
    if staged and STAGE in heading.fields:
        named = "\u061b ".join(heading.names[position] for position in sorted(staged))
        told.append(
            replace(
                note("stages_beside", file, heading.row, value=named[:200]),
                allowed=str(len(checked.dated)),
            )
        )
    elif staged:
        named = "\u061b ".join(heading.names[position] for position in sorted(staged))
        told.append(
            replace(
                note("stages_in_columns", file, heading.row, value=named[:200]),
                allowed=str(len(checked.dated)),
            )
        )
    if together:
        clusters, rows = len(set(together.values())), len(together)
        told.append(
            replace(
                note("stages_in_rows", file, heading.row, value=str(rows)), allowed=str(clusters)
            )
        )
    return told


def _fates(
    table: Table,
    checked: Checked,
    fields: Sequence[str],
    numbers: np.ndarray,
    passed: frozenset[tuple[int, int]],
) -> tuple[RowFates, list[LeftOut]]:
    """What became of each cell of a table's records, and which of them were not taken, with the
    reasons.

    A cell into which a merged one or the one above was put is blank in the file and has no fate.
    numbers: of the rows. passed: rows and positions of
    stages that are not taken, since a further one was reached.
    """
    left = FATES.index(Fate.LEFT_OUT)
    shown = [row_in_sheet(number) for number in numbers.tolist()]
    texts = [table.sheet.rows[row - 1] for row in shown]
    width = len(table.heading.names)
    fates = np.full((len(texts), width), left, dtype=np.int8)
    for position, found in checked.fates[0].items():
        if position < width:
            fates[:, position] = found
    for position in range(width):
        fates[[not text[position] for text in texts], position] = NO_FATE
    why_cell = {
        (p.row, p.position): p.code
        for p in checked.problems
        if p.code in LEAVES_OUT or p.code == "tag_unknown"
    }
    why_cell |= dict.fromkeys(passed, PASSED)
    place_of = {int(number): place for place, number in enumerate(numbers.tolist())}
    for row, position in passed:
        if position < width and fates[place_of[row], position] != NO_FATE:
            fates[place_of[row], position] = left
    reasons: dict[tuple[int, str], np.ndarray] = {}
    for position in range(width):
        mine = fates[:, position] == left
        field = fields[position]
        if field and field != DERIVED and field not in FORGOTTEN:
            for place in np.flatnonzero(mine).tolist():
                code = why_cell.get((int(numbers[place]), position), "value_unused")
                reasons.setdefault((position, code), np.zeros(len(texts), dtype=bool))[place] = True
        elif field == DERIVED:
            reasons[position, "columns_derived"] = mine
        else:
            reasons[
                position,
                FORGOTTEN.get(field, "")
                or why_left(table.heading.names[position], table.heading.meanings[position])[0],
            ] = mine
    names = filled(table.sheet.rows[table.heading.first : table.heading.row + 1])
    return RowFates(numbers, fates, names), left_out_of(
        table.sheet.name, np.array(shown, dtype=int), texts, reasons
    )


def _without_rows(cells: pd.DataFrame, gone: set[int | None]) -> pd.DataFrame:
    return cells[~cells.index.isin(gone)] if gone else cells


def _placed(found: Problem, number: int, sheet: str) -> Problem:
    """A problem of a table, with its row's number and its sheet."""
    return replace(
        found, row=row_number(number, found.row) if found.row else found.row, sheet=sheet
    )


def _without(checked: Checked, problems: Sequence[Problem]) -> Checked:
    """`checked` without the rows of these problems."""
    gone = {found.row for found in problems if found.row is not None}
    if not gone:
        return checked
    return replace(
        checked,
        records=checked.records[~checked.records.index.isin(gone)],
        refused=tuple(sorted({*checked.refused, *gone})),
        problems=tuple(sorted((*checked.problems, *problems), key=lambda p: p.row or 0)),
    )


def _together(checks: Sequence[Checked], layouts: Layouts, stages: pd.Index) -> Checked:
    """The records of several tables; those of one cluster are one record, or none where they
    contradict each other.
    """
    records = pd.concat([checked.records for checked in checks])
    whole = replace(
        checks[0],
        records=records,
        given=frozenset().union(*(checked.given for checked in checks)),
        refused=tuple(row for checked in checks for row in checked.refused),
        problems=tuple(problem for checked in checks for problem in checked.problems),
        fates=tuple(fates for checked in checks for fates in checked.fates),
        questions=as_asked(question for checked in checks for question in checked.questions),
        dated=pd.concat([checked.dated for checked in checks]),
        together={row: first for checked in checks for row, first in checked.together.items()},
    )

    def place(row: int) -> str:
        return f"{layouts.layouts[table_of(row)].sheet} {row_in_sheet(row)}".strip()

    doubles = same_clusters(records, layouts.problem, {}, place)
    ids: dict[str, int] = {}
    for row, cluster in zip(records.index.tolist(), records["cluster_id"].tolist(), strict=True):
        earlier = ids.setdefault(cluster, row) if is_own(cluster) else row
        if earlier != row and doubles.together.get(row, row) != doubles.together.get(
            earlier, earlier
        ):
            doubles.problems.append(
                layouts.problem("id_twice", row, "cluster_id", cluster, allowed=place(earlier))
            )
    told = [problem for problem in doubles.problems if problem.level != "error"]
    wrong = [problem for problem in doubles.problems if problem.level == "error"]
    whole = _without(replace(whole, problems=(*whole.problems, *told)), wrong)
    of_one = {n: first for n, first in doubles.together.items() if n not in whole.refused}
    joined = fold_rows(whole, of_one, layouts, stages).checked
    earlier_rows = {row: of_one.get(first, first) for row, first in whole.together.items()}
    return replace(joined, together=earlier_rows | of_one)
