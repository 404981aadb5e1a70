"""Filters: the rows that each keeps, its form in a URL, its values and the rows of each."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from geo.atlas import GROUPS, NOT_REPORTED, Atlas
from geo.basis.folding import fold

MAX_TEXT = 200
"""Characters of a search text that are read; more is cut and said."""


@dataclass(frozen=True)
class Filter:
    """A filter over one coded column.

    param: its name in the URL, in the View's `choices` and in the catalogues. codes: one small
    integer a cluster. values: the values in order; a cluster's code is a position in them.
    """

    param: str
    codes: Callable[[Atlas], np.ndarray]
    values: Callable[[Atlas], list[str]]

    def keep(self, atlas: Atlas, chosen: tuple[str, ...]) -> np.ndarray:
        """Boolean mask over the clusters; no choice keeps all."""
        if not chosen:
            return np.ones(len(atlas.clusters), dtype=bool)
        values = self.values(atlas)
        allowed = np.array([v in chosen for v in values])
        return allowed[self.codes(atlas)]

    def counts(self, atlas: Atlas, mask: np.ndarray) -> np.ndarray:
        """Rows under `mask` for each of `values`."""
        return np.bincount(self.codes(atlas)[mask], minlength=len(self.values(atlas)))


def _yes_no(column: Callable[[Atlas], np.ndarray]) -> Callable[[Atlas], np.ndarray]:
    return lambda atlas: np.where(column(atlas), 0, 1)


FILTERS: tuple[Filter, ...] = (
    Filter("province", lambda a: a.province_codes, lambda a: a.provinces.index.tolist()),
    Filter("trade", lambda a: a.trade_codes, lambda a: [*a.trades.index, NOT_REPORTED]),
    Filter("stage", lambda a: a.stage_codes, lambda a: a.stages.index.tolist()),
    Filter("firms", _yes_no(lambda a: a.has_firms), lambda _: ["yes", "no"]),
    Filter("employment", _yes_no(lambda a: a.has_employment), lambda _: ["yes", "no"]),
)


def stages_of_group(atlas: Atlas, group: str) -> list[str]:
    """The stages of one of GROUPS, in order."""
    return list(atlas.stages_by_group[group])


def group_token(group: str) -> str:
    """What stands for all stages of a group in an action or a link."""
    return f"group:{group}"


def expand_groups(atlas: Atlas, values: list[str]) -> list[str]:
    """`values` of the stage filter with each `group:NAME` replaced by its stages.

    A group and a stage may have the same name.
    """
    tokens = {group_token(g): g for g in GROUPS}
    return [s for v in values for s in (stages_of_group(atlas, tokens[v]) if v in tokens else [v])]


def matches_text(atlas: Atlas, text: str) -> np.ndarray:
    """Mask of the clusters in which every word of `text`, folded, occurs."""
    words = fold(text).split()
    if not words:
        return np.ones(len(atlas.clusters), dtype=bool)
    return np.array(
        [all(w in haystack for w in words) for haystack in atlas.search_texts], dtype=bool
    )
