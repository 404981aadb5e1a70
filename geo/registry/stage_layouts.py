"""Tables with a row, or a column, for each stage: they say several things of one cluster, of which a file has room for one. Refused, with the remedy."""

from collections.abc import Mapping, Sequence

import pandas as pd

from geo.errors import DataError, Problem
from geo.folding import fold, name_key
from geo.registry.fields import NUMBER_KINDS, Field
from geo.registry.files.rows import ID, NAME, PROVINCE

STAGE, STAGE_DATE = "stage", "stage_date"
_MAY_DIFFER = frozenset({NAME, STAGE, STAGE_DATE, "stage_as_reported", ID, PROVINCE, "note_fa", "note_en", "source_title", "source_url", "figures_date"})
"""Fields that may differ in the rows of one cluster, beside its numbers."""


def refuse_stage_layouts(
    cells: pd.DataFrame, names: Sequence[str], mapping: Sequence[str], fields: Mapping[str, Field], words: frozenset[str], file: str, sheet: str
) -> None:
    """Raises DataError: a table has a row, or a column, for each stage. cells: of its records, one column a column of the file, indexed by row.

    words: folded words that stand before a stage in the heading of its date.
    """
    at = {field: position for position, field in enumerate(mapping) if field}
    if NAME not in at:
        return
    if STAGE in at or STAGE_DATE in at:
        row = _row_of_several(cells, at, fields)
        if row:
            value = str(cells.at[row, at[NAME]]) or str(cells.at[row, at.get(STAGE, at[NAME])])
            raise DataError([Problem("layout_row_a_stage", file, row, value=value[:200], sheet=sheet)])
    if STAGE not in at:
        stages = [position for position, name in enumerate(names) if not mapping[position] and _is_stage(name, fields[STAGE], words)]
        if len(stages) > 1 and (cells[stages] != "").any(axis=None):
            raise DataError([Problem("layout_column_a_stage", file, value="; ".join(names[position] for position in stages), sheet=sheet)])


def _row_of_several(cells: pd.DataFrame, at: Mapping[str, int], fields: Mapping[str, Field]) -> int:
    """The first row that says of a cluster another stage than a row above; 0 where no table of such rows is found."""
    said = [at[field] for field in (STAGE, STAGE_DATE) if field in at]
    same = [position for field, position in at.items() if field in fields and field not in _MAY_DIFFER and fields[field].kind not in NUMBER_KINDS]
    nameless = (cells[at[NAME]] == "") & (cells[said] != "").any(axis=1) & (cells[same] == "").all(axis=1)
    nameless &= cells[at[NAME]].shift(1, fill_value="").ne("") | nameless.shift(1, fill_value=False)
    if nameless.sum() > 1:
        return int(cells.index[nameless][0])
    again = cells[cells[at[NAME]].ne("") & cells[at[NAME]].duplicated(keep=False)]
    if again.empty:
        return 0
    province = again[at[PROVINCE]].map(name_key) if PROVINCE in at else pd.Series("", index=again.index)
    groups = [group for _, group in again.groupby([again[at[NAME]].map(name_key), province], sort=False) if _differ(group, said, same)]
    if len(groups) > 1 or any(len(group) > 2 or len(group) == len(cells) for group in groups):
        return int(groups[0].index[1])
    return 0


def _differ(group: pd.DataFrame, said: list[int], same: list[int]) -> bool:
    """Whether rows of one name differ in their stages and say nothing else that differs."""
    if len(group) < 2 or group[said].drop_duplicates().shape[0] < len(group):
        return False
    return all(len({cell for cell in group[position] if cell}) < 2 for position in same)


def _is_stage(name: str, stage: Field, before: frozenset[str]) -> bool:
    """Whether a heading is a stage, alone or after words for its date."""
    bare = fold(name.replace("\u200c", " "))
    while word := next((word for word in before if bare.startswith(f"{word} ")), ""):
        bare = bare.removeprefix(word).strip()
    read = stage.read(bare) if bare else None
    return bool(read and read.value and not read.error and not read.warning and read.value != "unknown")
