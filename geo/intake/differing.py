"""Where rows of a file say something else than the records that they are, row by row and field by
field.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.basis.folding import clean_text
from geo.intake.rewrite import Told
from geo.registry.change import FieldChange, cell_text
from geo.registry.records import (
    CLUSTER_TEXTS,
    OBSERVED,
    RECORD_COLUMNS,
)

CLEANED = (*CLUSTER_TEXTS, "source_title", "stage_as_reported")
"""Texts that a file's reader cleans: cleaned, one on file that was never read so is no change."""


@dataclass(frozen=True)
class Differing:
    """Rows of a file that say something else than the record they are. numbers: of the rows. said,
    was: what they say, and the record.
    """

    numbers: list[int]
    said: pd.DataFrame
    was: pd.DataFrame


def differing_rows(
    rows: pd.DataFrame,
    ids: Mapping[int, str],
    wide: pd.DataFrame,
    given: frozenset[str],
    further: Collection[int],
) -> Differing:
    """The rows that differ from the record which they are by `ids`, or say something `further`, in
    the order of the file.
    """
    numbers = sorted(ids)
    mine, theirs = (
        rows.index.get_indexer(numbers),
        wide.index.get_indexer([ids[n] for n in numbers]),
    )
    differs = (
        np.array([number in further for number in numbers], dtype=bool)
        if further
        else np.zeros(len(numbers), dtype=bool)
    )
    for column in given - {
        "cluster_id"
    }:  # one at a time: whole frames of a large registry would be held twice
        new, known = (
            pd.Series(of.array.take(at), name=column)
            for of, at in ((rows[column], mine), (wide[column], theirs))
        )
        there = new.notna().to_numpy() if new.dtype == float else (new != "").to_numpy()
        differs |= there & _is_other(new, known)
    found = np.flatnonzero(differs)
    return Differing(
        [numbers[i] for i in found], rows_at(rows, mine[found]), rows_at(wide, theirs[found])
    )


def rows_at(frame: pd.DataFrame, places: np.ndarray) -> pd.DataFrame:
    """The rows of these places; where they are all, the very frame: a large one need not be held
    twice.
    """
    return frame if np.array_equal(places, np.arange(len(frame))) else frame.iloc[places]


def _is_other(new: pd.Series, known: pd.Series) -> np.ndarray:
    """Where a column of rows is not what a file's reader would give of the same column of
    records.
    """
    is_other = (new.array != known.array).astype(bool)
    if known.name in CLEANED and is_other.any():
        places = np.flatnonzero(is_other)
        is_other[places] = new.take(places).to_numpy() != np.array(
            [clean_text(text) for text in known.take(places).tolist()], dtype=object
        )
    return is_other


def field_changes(
    differing: Differing, given: frozenset[str]
) -> dict[int, tuple[FieldChange, ...]]:
    """The fields in which rows differ, by row."""
    found: dict[int, tuple[FieldChange, ...]] = {}
    known: dict[FieldChange, FieldChange] = {}
    told = Told(differing.said, differing.was, RECORD_COLUMNS)
    for column in RECORD_COLUMNS:
        if column not in given or column == "cluster_id" or column.endswith("_high"):
            continue
        columns = (column, f"{column}_high") if column in OBSERVED else (column,)
        differs = np.any(
            [told.says(c) & _is_other(told.said[c], told.was[c]) for c in columns], axis=0
        )
        places = np.flatnonzero(differs)
        new, old = (
            zip(*(map(cell_text, frame[c].take(places).tolist()) for c in columns), strict=True)
            for frame in (told.said, told.was)
        )
        for place, before, after in zip(places.tolist(), old, new, strict=True):
            row, change = (
                differing.numbers[place],
                FieldChange(column, _ends(before, column), _ends(after, column)),
            )
            found[row] = (*found.get(row, ()), known.setdefault(change, change))
    return found


def _ends(texts: tuple[str, ...], column: str) -> str:
    """A field's value, the two ends of a range where they differ."""
    one = texts[0] if texts[0] else texts[-1]
    return (
        clean_text(one)
        if column in CLEANED
        else one
        if len(texts) == 1 or texts[1] in ("", one)
        else f"{texts[0]}–{texts[1]}"
    )
