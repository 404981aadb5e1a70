"""Checking the rows of a file: all of them at once, every mistake with its row, column, value and remedy.

An error keeps its row out; a warning says what was understood, left out, or looks odd.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import shapely

from geo.clusters import LAT_RANGE, LON_RANGE, names_in
from geo.errors import Problem
from geo.exports import RISKY
from geo.folding import name_key
from geo.ground import Ground
from geo.jalali import jalali, span
from geo.registry.fields import DERIVED, Field
from geo.registry.match import is_own
from geo.registry.questions import NO_ANSWERS, Answers, Question, as_asked
from geo.registry.read import Read
from geo.registry.records import NUMBERS, OBSERVED, RECORD_COLUMNS, TEXTS

NEAR = 2e-4
"""Degrees within which a coordinate is the one that the atlas itself gave the place."""
MANY_FIRMS, MANY_PEOPLE = 50_000, 2_000_000
"""More than any cluster on record by far: likelier a slip of the pen."""
EARLY = date(2001, 3, 21)
EARLY_YEAR = jalali(EARLY)[:4]
"""1 Farvardin 1380: no cluster was developed before."""


@dataclass(frozen=True)
class Checked:
    """The rows that can be taken, and what was found in all of them.

    records: RECORD_COLUMNS, indexed by row of the file; texts empty and numbers NaN where blank. given: the columns that the file has.
    refused: rows with an error. problems: in row order. questions: about texts that stand in the file, answered ones too.
    """

    records: pd.DataFrame
    given: frozenset[str]
    refused: tuple[int, ...]
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Layout:
    """The file's columns: names as written, the field each is taken for (empty: none). sheet: its name, where the file has several.

    width: how many of the columns stand in the file; those after them say what holds for all rows. All where it is nought.
    """

    file: str
    names: Sequence[str]
    fields: Sequence[str]
    is_text: bool = False
    sheet: str = ""
    width: int = 0

    def problem(self, code: str, row: int, field: str, value: str, *, allowed: str = "", level: str = "error") -> Problem:
        position = self.fields.index(field) if field in self.fields else None
        column = self.names[position] if position is not None else field
        if position is not None and self.width and position >= self.width:
            position, column = None, ""
        return Problem(code, self.file, row, column, value[:200], allowed, level, position, self.sheet)


def is_early(written: str) -> bool:
    """Whether a date lies wholly before EARLY."""
    return bool(written) and span(written)[1] < EARLY


def check_rows(
    body: pd.DataFrame, layout: Layout, fields: dict[str, Field], ground: Ground, today: date, province: str = "", answers: Answers = NO_ANSWERS
) -> Checked:
    """Check `body`: text cells, one column a column of the file, indexed by row. Every row belongs to `province` when one is given."""
    frame = pd.DataFrame(index=body.index)
    problems: list[Problem] = []
    questions: list[Question] = []
    given: set[str] = set()
    taken = [(position, fields[name]) for position, name in enumerate(layout.fields) if name and name != DERIVED]
    for position, field in sorted(taken, key=lambda item: item[1].kind == "high_end"):  # high ends last: each adds to its number, wherever it stands
        name = field.name
        cells: list[str] = body[position].tolist()
        if layout.is_text:
            cells = [_rearmed(cell) for cell in cells]
        reads = {cell: field.read(cell) for cell in dict.fromkeys(cells)}
        for question in _asked(field, reads, body.index.tolist(), cells, position, answers):
            questions.append(question)
            if question.answer:
                reads[question.text] = field.answered(question.kind, question.text, question.answer)
        told = {cell for cell, read in reads.items() if read.error or read.warning}
        problems += [
            layout.problem(code, int(row), name, cell, allowed=reads[cell].allowed, level=level)
            for row, cell in zip(body.index, cells, strict=True)
            if cell in told
            for code, level in ((reads[cell].error, "error"), (reads[cell].warning, "warning"))
            if code
        ]
        values = [reads[cell].value for cell in cells]
        if field.is_range:
            frame[name] = [v[0] if isinstance(v, tuple) else np.nan for v in values]
            frame[f"{name}_high"] = [v[1] if isinstance(v, tuple) else np.nan for v in values]
            given |= {name, f"{name}_high"}
        elif field.kind == "high_end":
            base = name.removesuffix("_high")
            high = pd.Series([v[1] if isinstance(v, tuple) else np.nan for v in values], index=frame.index)
            frame[name] = high.fillna(frame[name]) if name in frame else high
            given |= {name} if base in layout.fields else set()
        else:
            frame[name] = [("" if name in TEXTS else np.nan) if v is None else v for v in values]
            given.add(name)
    frame = frame.reindex(columns=list(RECORD_COLUMNS))
    for column in TEXTS:
        frame[column] = frame[column].astype("str").fillna("")
    frame = frame.astype(dict.fromkeys(NUMBERS, float))
    if province:
        facts = ground.names.facts.loc[province]
        whose = f"{facts['name_fa']}\n{facts['name_en']}"
        others = frame["province_iso"].where(frame["province_iso"] != "", province) != province
        problems += [layout.problem("province_other", int(n), "province_iso", frame.at[n, "province_iso"], allowed=whose) for n in frame.index[others]]
        frame["province_iso"] = province
    problems += _required(frame, layout, fields, problems)
    problems += _across(frame, body, layout, today)
    problems += _places(frame, layout, ground)
    problems += _twice(frame, layout)
    refused = {p.row for p in problems if p.level == "error" and p.row is not None}
    ordered = sorted(dict.fromkeys(problems), key=lambda p: (p.row or 0, p.position if p.position is not None else 999))
    return Checked(frame[~frame.index.isin(refused)], frozenset(given), tuple(sorted(refused)), tuple(ordered), as_asked(questions))


def _asked(field: Field, reads: dict[str, Read], rows: list[int], cells: list[str], position: int, answers: Answers) -> list[Question]:
    """What the cells of a column leave open, with the rows where it stands."""
    where: dict[str, list[int]] = {cell: [] for cell, read in reads.items() if read.ask}
    for row, cell in zip(rows, cells, strict=True) if where else ():
        if cell in where:
            where[cell].append(row)
    return [answers.question(reads[cell].ask, field.name, cell, reads[cell].options, found, position) for cell, found in where.items()]


def _rearmed(cell: str) -> str:
    """A cell of a CSV without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].lstrip(" \xa0").startswith(RISKY) else cell


def _required(frame: pd.DataFrame, layout: Layout, fields: dict[str, Field], found: list[Problem]) -> list[Problem]:
    told = {(p.row, p.position) for p in found if p.level == "error"}
    problems = []
    for field in fields.values():
        if field.is_required:
            position = layout.fields.index(field.name) if field.name in layout.fields else None
            blank = frame.index[frame[field.name] == ""]
            problems += [layout.problem("value_missing", int(n), field.name, "") for n in blank if (n, position) not in told]
    return problems


def _across(frame: pd.DataFrame, body: pd.DataFrame, layout: Layout, today: date) -> list[Problem]:
    """What no cell alone can tell."""
    problems = []

    def tell(mask: pd.Series, code: str, column: str, level: str, allowed: str = "") -> None:
        for n in frame.index[mask]:
            problems.append(layout.problem(code, int(n), column, str(body.at[n, layout.fields.index(column)]), allowed=allowed, level=level))

    for column in ("stage_date", "figures_date"):
        future = {d: bool(d) and span(d)[0] > today for d in frame[column].unique()}
        tell(frame[column].map(future).astype(bool), "date_future", column, "error", today.isoformat())
    early = {d: is_early(d) for d in frame["stage_date"].unique()}
    tell(frame["stage_date"].map(early).astype(bool), "date_early", "stage_date", "warning", EARLY_YEAR)
    for name in OBSERVED:
        tell(frame[name] > frame[f"{name}_high"], "range_backwards", name, "error")
        tell(frame[name].isna() & frame[f"{name}_high"].notna(), "range_half", f"{name}_high", "warning")
    tell(frame["firms_high"].fillna(frame["firms"]) > MANY_FIRMS, "count_absurd", "firms", "warning", str(MANY_FIRMS))
    tell(frame["employment_high"].fillna(frame["employment"]) > MANY_PEOPLE, "count_absurd", "employment", "warning", str(MANY_PEOPLE))
    tell(frame["employment"] < frame["firms"], "fewer_people_than_firms", "employment", "warning")
    return problems


def _places(frame: pd.DataFrame, layout: Layout, ground: Ground) -> list[Problem]:
    """Check coordinates and towns; forget coordinates that are the atlas's own (they would pass for measured ones)."""
    problems = []
    lon, lat = frame["lon"], frame["lat"]
    outside = ~(lon.between(*LON_RANGE) & lat.between(*LAT_RANGE))
    swapped = lat.between(*LON_RANGE) & lon.between(*LAT_RANGE)
    for n in frame.index[lon.notna() | lat.notna()]:
        x, y = float(lon[n]), float(lat[n])
        if x != x or y != y:
            problems.append(layout.problem("coordinate_half", int(n), "lon" if x != x else "lat", ""))
        elif outside[n]:
            problems.append(layout.problem("coordinate_swapped" if swapped[n] else "coordinate_outside", int(n), "lon", f"{x:g} {y:g}"))
    keys = list(zip(*(frame[c].tolist() for c in ("province_iso", "city_fa", "city_en")), strict=True))
    towns = set(keys)
    gazetteer, anchors = ground.gazetteer, {str(code): (p.x, p.y) for code, p in ground.boundaries.anchor.items()}
    known = {t: gazetteer.locate(t[0], names_in(t[2])) or gazetteer.locate(t[0], names_in(t[1])) for t in towns if t[0]}
    for n, key in zip(frame.index, keys, strict=True):
        if (key[1] or key[2]) and key[0] and known[key] is None:
            field = "city_fa" if key[1] else "city_en"
            problems.append(layout.problem("place_unknown", int(n), field, key[1] or key[2], level="warning"))
    spots = np.array([(known[k] or anchors[k[0]])[:2] if k[0] else (np.nan, np.nan) for k in keys], dtype=float).reshape(-1, 2)
    own = (np.abs(frame["lon"] - spots[:, 0]) < NEAR) & (np.abs(frame["lat"] - spots[:, 1]) < NEAR)
    frame.loc[own, ["lon", "lat"]] = np.nan
    measured = frame.index[frame["lon"].notna() & frame["lat"].notna() & ~outside & (frame["province_iso"] != "")]
    if len(measured):
        outlines = ground.boundaries.fine.reindex(frame.loc[measured, "province_iso"]).to_numpy()
        inside = shapely.intersects(outlines, shapely.points(frame.loc[measured, "lon"], frame.loc[measured, "lat"]))
        for n in measured[~inside]:
            problems.append(layout.problem("coordinate_elsewhere", int(n), "lon", f"{lon[n]:g} {lat[n]:g}", level="warning"))
    return problems


def _twice(frame: pd.DataFrame, layout: Layout) -> list[Problem]:
    """Rows that say they are a record that an earlier row is; codes of the sender's own that stand twice in a province are forgotten."""
    problems = []
    names, ids, provinces = (frame[c].tolist() for c in ("name_fa", "cluster_id", "province_iso"))
    by_name = [(province, name_key(name)) for province, name in zip(provinces, names, strict=True)]
    by_id = [value if is_own(value) else (value, province) for value, province in zip(ids, provinces, strict=True)]
    useless = set()
    for field, values, keys in (("cluster_id", ids, by_id), ("name_fa", names, by_name)):
        first: dict[object, int] = {}
        for n, value, key in zip(frame.index.tolist(), values, keys, strict=True):
            if not value:
                continue
            if key not in first:
                first[key] = n
            elif field == "name_fa" or isinstance(key, str):
                problems.append(layout.problem("name_twice" if field == "name_fa" else "id_twice", n, field, value, allowed=str(first[key])))
            else:
                problems.append(layout.problem("code_twice", n, field, value, allowed=str(first[key]), level="warning"))
                useless |= {n, first[key]}
    frame.loc[frame.index.isin(useless), "cluster_id"] = ""
    return problems
