"""The records of all tables of a file, checked and put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from geo.errors import Problem
from geo.folding import name_key
from geo.ground import Ground
from geo.registry.account import FATES, NO_FATE, Fate, LeftOut, RowFates, left_out_of, row_in_sheet, row_number, table_of
from geo.registry.check import FORGOTTEN, Checked, check_rows
from geo.registry.fields import DERIVED, Field
from geo.registry.files.cells import note
from geo.registry.files.columns import columns_left, why_left
from geo.registry.files.rows import PROVINCE
from geo.registry.files.tables import Table
from geo.registry.files.vocabulary import Fields
from geo.registry.questions import Answers, as_asked
from geo.registry.read import LEAVES_OUT
from geo.registry.read_columns import Layout
from geo.registry.stage_layouts import refuse_stage_layouts


@dataclass(frozen=True)
class Layouts:
    """The columns of each table, by the number of a row."""

    layouts: tuple[Layout, ...]

    def problem(self, code: str, row: int, field: str, value: str, *, allowed: str = "", level: str = "error") -> Problem:
        return self.layouts[table_of(row)].problem(code, row, field, value, allowed=allowed, level=level)


@dataclass(frozen=True)
class Gathered:
    """The checked records of a file, indexed by `account.row_number`; what was noticed, what was not taken, and what became of the records' cells."""

    checked: Checked
    layouts: Layouts
    notes: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    fates: tuple[RowFates, ...]


def gather(
    tables: Sequence[Table],
    headings: Fields,
    table_of_fields: pd.DataFrame,
    fields: Mapping[str, Field],
    ground: Ground,
    today: date,
    province: str,
    file: str,
    answers: Answers,
) -> Gathered:
    """Check the rows of all tables. A record that two tables name stays with the first. Raises DataError for a layout that cannot be read."""
    checks: list[Checked] = []
    layouts: list[Layout] = []
    notes: list[Problem] = []
    left: list[LeftOut] = []
    fates: list[RowFates] = []
    several = len({table.sheet.name for table in tables}) > 1
    for number, table in enumerate(tables):
        rows = table.rows(headings)
        sheet = table.sheet.name if several else ""
        told = [
            *columns_left(file, table.heading, table.mapping, rows.cells[~rows.cells.index.isin({p.row for p in rows.refused})], table_of_fields),
            *(found for found in rows.notes),
        ]
        cells, names, mapping = rows.cells, list(table.heading.names), list(table.mapping)
        if table.province:
            cells = cells.assign(**{str(len(names)): table.province})
            cells.columns = pd.RangeIndex(len(cells.columns))
            names, mapping = [*names, ""], [*mapping, PROVINCE]
            facts = ground.names.facts.loc[table.province]
            said = f"{facts['name_fa']}\n{facts['name_en']}"
            told.append(replace(note("province_said", file, table.heading.row, value=table.source[:200]), allowed=said))
        cells.index = pd.Index([row_number(number, int(n)) for n in cells.index], dtype=int)
        refuse_stage_layouts(cells, names, mapping, fields, headings.rows["before_stage"], file, sheet)
        heading, at = table.heading, row_number(number, table.heading.row + 1)
        layout = Layout(file, names, mapping, table.sheet.is_text, sheet, len(heading.names), heading.units, heading.dates, at)
        checked = check_rows(cells, layout, dict(fields), ground, today, province, answers)
        notes += [_placed(found, number, sheet) for found in told]
        refused = [_placed(found, number, sheet) for found in rows.refused]
        checks.append(_without(checked, refused))
        layouts.append(layout)
        became, more = _fates(table, checked, layout.fields, cells.index.to_numpy())
        fates.append(became)
        left += [*rows.left_out, *more]
    checked = checks[0] if len(checks) == 1 else _together(checks, Layouts(tuple(layouts)))
    return Gathered(checked, Layouts(tuple(layouts)), tuple(notes), tuple(left), tuple(fates))


def _fates(table: Table, checked: Checked, fields: Sequence[str], numbers: np.ndarray) -> tuple[RowFates, list[LeftOut]]:
    """What became of each cell of a table's records, and which of them were not taken, with the reasons.

    A cell into which a merged one or the one above was put is blank in the file and has no fate. numbers: of the rows.
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
    why_cell = {(p.row, p.position): p.code for p in checked.problems if p.code in LEAVES_OUT or p.code == "tag_unknown"}
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
            reasons[position, FORGOTTEN.get(field, "") or why_left(table.heading.names[position], table.heading.meanings[position])[0]] = mine
    names = sum(map(bool, table.sheet.rows[table.heading.row]))
    return RowFates(numbers, fates, names), left_out_of(table.sheet.name, np.array(shown, dtype=int), texts, reasons)


def _placed(found: Problem, number: int, sheet: str) -> Problem:
    """A problem of a table, with its row's number and its sheet."""
    return replace(found, row=row_number(number, found.row) if found.row else found.row, sheet=sheet)


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


def _together(checks: Sequence[Checked], layouts: Layouts) -> Checked:
    """The records of several tables; one that an earlier table has already is refused."""
    records = pd.concat([checked.records for checked in checks])
    whole = replace(
        checks[0],
        records=records,
        given=frozenset().union(*(checked.given for checked in checks)),
        refused=tuple(row for checked in checks for row in checked.refused),
        problems=tuple(problem for checked in checks for problem in checked.problems),
        fates=tuple(fates for checked in checks for fates in checked.fates),
        questions=as_asked(question for checked in checks for question in checked.questions),
    )
    first: dict[tuple[str, str], int] = {}
    ids: dict[str, int] = {}
    again: list[Problem] = []
    columns = zip(records.index.tolist(), *(records[c].tolist() for c in ("province_iso", "name_fa", "cluster_id")), strict=True)
    for row, province, name, cluster in columns:
        other = first.setdefault((province, name_key(name)), row)
        same_id = ids.setdefault(cluster, row) if cluster else row
        if other != row or same_id != row:
            field, earlier = ("name_fa", other) if other != row else ("cluster_id", same_id)
            place = f"{layouts.layouts[table_of(earlier)].sheet} {row_in_sheet(earlier)}".strip()
            again.append(
                layouts.problem("name_twice" if field == "name_fa" else "id_twice", row, field, name if field == "name_fa" else cluster, allowed=place)
            )
    return _without(whole, again)
