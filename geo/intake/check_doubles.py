"""Rows that tell of a record that an earlier row tells of.

Where nothing of them contradicts, they are one record, and each is told of; what differs is kept in
its history where both give their dates. Else none of them is taken: which is right, is not guessed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from geo.basis.errors import Problem
from geo.basis.folding import fold, name_key
from geo.intake.files.account import row_in_sheet
from geo.intake.match import is_own
from geo.intake.read_columns import Layout
from geo.registry.records import OBSERVED, RECORD_COLUMNS
from geo.registry.timeline import UNKNOWN

_HIGH_ENDS = tuple(f"{name}_high" for name in OBSERVED)
_MAY_DIFFER = frozenset(
    {
        "name_fa", "province_iso", "stage", "stage_date", "stage_as_reported", "figures_date",
        "output_unit", "note_fa", "note_en", "source_title", "source_url", *OBSERVED, *_HIGH_ENDS,
    }
)  # fmt: skip
"""Columns of which more is known than whether two texts are equal."""


@dataclass
class Doubles:
    """What was found of rows of one cluster. together: of rows that are one record, the first of
    them.
    """

    together: dict[int, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def check_doubles(frame: pd.DataFrame, layout: Layout, together: Mapping[int, int]) -> Doubles:
    """Rows of a table that tell of one record; codes of the sender's own that stand twice in a
    province are forgotten. together: rows that are known to be of one cluster.
    """
    found = same_clusters(frame, layout.problem, together, lambda row: str(row_in_sheet(row)))
    ids, provinces = (frame[c].tolist() for c in ("cluster_id", "province_iso"))
    useless = set(_codes_of_rows(frame["cluster_id"], found.together))
    found.problems += [
        layout.problem(
            "code_differs", n, "cluster_id", str(frame.at[n, "cluster_id"]), level="warning"
        )
        for n in sorted(useless)
    ]
    first: dict[object, int] = {}
    for n, value, province in zip(frame.index.tolist(), ids, provinces, strict=True):
        key = value if is_own(value) else (value, province)
        if not value or first.setdefault(key, n) == n or _are_one(n, first[key], found.together):
            continue
        code, level = ("id_twice", "error") if is_own(value) else ("code_twice", "warning")
        found.problems.append(
            layout.problem(
                code,
                n,
                "cluster_id",
                value,
                allowed=str(row_in_sheet(first[key])),
                level=level,
            )
        )
        if not is_own(value):
            useless |= {n, first[key]}
    frame.loc[frame.index.isin(useless), "cluster_id"] = ""
    return found


def same_clusters(
    frame: pd.DataFrame,
    problem: Callable[..., Problem],
    known: Mapping[int, int],
    place: Callable[[int], str],
) -> Doubles:
    """The rows that tell of one cluster, by name and province. frame: RECORD_COLUMNS, indexed by
    row. known: rows that are known to be of one. place: says where a row stands.
    """
    found = Doubles(dict(known))
    for rows in _of_one_name(frame):
        if all(row in known and known[row] == known.get(rows[0]) for row in rows):
            continue
        records = dict(zip(rows, frame.loc[rows].to_dict("records"), strict=True))
        differing = _differing(records)
        name = str(records[rows[0]]["name_fa"])
        if differing:
            row, column, other = differing
            found.problems.append(problem("rows_differ", row, column, name, allowed=place(other)))
            found.problems += [
                problem("row_of_refused", one, "name_fa", "", allowed=place(row))
                for one in rows
                if one != row
            ]
            continue
        first = known.get(rows[0], rows[0])
        for row in rows[1:]:
            if row not in known:
                code = "row_repeated" if _says_nothing_else(records, row) else "row_continues"
                found.problems.append(
                    problem(code, row, "name_fa", name, allowed=place(first), level="warning")
                )
        found.together |= dict.fromkeys(rows, first)
    return found


def _are_one(row: int, other: int, together: Mapping[int, int]) -> bool:
    return row in together and together[row] == together.get(other)


def _of_one_name(frame: pd.DataFrame) -> list[list[int]]:
    """The rows of each name that stands more than once in a province."""
    keys = [
        (province, name_key(name)) if name else ("", "")
        for province, name in zip(
            frame["province_iso"].tolist(), frame["name_fa"].tolist(), strict=True
        )
    ]
    if len(set(keys)) == len(keys):
        return []
    rows: dict[tuple[str, str], list[int]] = {}
    for n, key in zip(frame.index.tolist(), keys, strict=True):
        if key[1]:
            rows.setdefault(key, []).append(n)
    return [group for group in rows.values() if len(group) > 1]


def _differing(records: Mapping[int, Mapping[str, Any]]) -> tuple[int, str, int] | None:
    """A row that contradicts one above: it, the column, and the other row."""
    told: dict[str, tuple[object, int]] = {}
    figures: dict[str, list[tuple[str, object, int]]] = {name: [] for name in OBSERVED}
    for row, record in records.items():
        for column, said in _sayings(record):
            there, above = told.setdefault(column, (said, row))
            if there != said:
                return row, column, above
        for name, seen in figures.items():
            if not _says(record[name]):
                continue
            high = record[f"{name}_high"]
            unit = record["output_unit"] if name == "output" else ""
            said = (record[name], high if _says(high) else record[name], unit)
            as_of = str(record["figures_date"])
            for date, there, above in seen:
                # a figure without a date may be of any
                if there != said and (date == as_of or not (date and as_of)):
                    return row, name, above
            seen.append((as_of, said, row))
    return _stages_differ(records)


def _sayings(record: Mapping[str, Any]) -> Iterable[tuple[str, object]]:
    """What a row says that is one and the same for a cluster, by column."""
    for column in RECORD_COLUMNS:
        said = record[column]
        if column in _MAY_DIFFER or not _says(said):
            continue
        if column != "cluster_id" or is_own(said):
            yield column, fold(said) if isinstance(said, str) else said


def _stages_differ(
    records: Mapping[int, Mapping[str, Any]],
) -> tuple[int, str, int] | None:
    """A row with another stage than one above; of two dated stages each is true at its time."""
    first: tuple[int, str, str] | None = None
    for row, record in records.items():
        stage, written = str(record["stage"]), str(record["stage_date"])
        stage = "" if stage == UNKNOWN else stage
        if not (stage or written):
            continue
        if first is None:
            first = (row, stage, written)
            continue
        are_dated = bool(stage and written and first[1] and first[2])
        is_same = stage == first[1] and ("" in (written, first[2]) or written == first[2])
        if not (are_dated or is_same):
            column = "stage" if stage != first[1] else "stage_date"
            return row, column, first[0]
    return None


def _says_nothing_else(records: Mapping[int, Mapping[str, Any]], row: int) -> bool:
    """Whether all that a row says, a row above says too."""
    above = [record for n, record in records.items() if n < row]
    return all(
        any(_alike(record[column], said) for record in above)
        for column, said in records[row].items()
        if _says(said)
    )


def _alike(there: object, said: object) -> bool:
    if isinstance(said, str):
        return fold(str(there)) == fold(said)
    return there == said


def _says(value: Any) -> bool:
    return bool(value == value and value != "")  # what is not a number differs from itself


def _codes_of_rows(codes: pd.Series, together: Mapping[int, int]) -> Sequence[int]:
    """Rows of one cluster whose codes, of the sender's own, differ: they number the rows."""
    if not together:
        return []
    told: dict[int, set[str]] = {}
    theirs = [
        (int(n), code) for n, code in codes.items() if n in together and code and not is_own(code)
    ]
    for n, code in theirs:
        told.setdefault(together[n], set()).add(code)
    return [n for n, _ in theirs if len(told[together[n]]) > 1]
