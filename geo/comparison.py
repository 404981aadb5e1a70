"""Provinces, trades or clusters held side by side, by the same indicators, scales and classes.

Provinces and trades are counted under the View's filters, all but the one over their own kind: a
province is compared in the trades that are chosen, whichever provinces are. A cluster is what its
record says. Documented clusters and official totals stand in rows of their own.
"""

from dataclasses import replace

import numpy as np

from geo.atlas import Atlas
from geo.comparison_clusters import compare_clusters
from geo.comparison_groups import counted_rows, province_rows, stage_rows, trade_rows
from geo.comparison_table import Cell, Comparison, IndicatorRow
from geo.filters import FILTERS, matches_text
from geo.view import View


def compare(atlas: Atlas, view: View) -> Comparison | None:
    """What `view` holds side by side, or None for nothing."""
    if not view.compare:
        return None
    kind = view.compare[0].partition(":")[0]
    items = tuple(c.partition(":")[2] for c in view.compare)
    if kind == "cluster":
        return compare_clusters(atlas, items)
    others = replace(view, choices={p: v for p, v in view.choices.items() if p != kind})
    mask = np.logical_and.reduce(
        [f.keep(atlas, others.chosen(f.param)) for f in FILTERS] + [matches_text(atlas, view.text)]
    )
    codes = {"province": atlas.province_codes, "trade": atlas.trade_codes}[kind]
    places = {"province": atlas.provinces.index, "trade": atlas.trades.index}[kind].get_indexer(
        items
    )
    members = [np.flatnonzero(mask & (codes == place)) for place in places]
    people = atlas.provinces["population"].to_numpy()[places] if kind == "province" else None
    counted = counted_rows(atlas, members, people)
    if kind == "province":
        rows, maps, breaks = province_rows(atlas, items, members, counted, others)
        metric = view.metric
    else:
        rows, maps, breaks = trade_rows(atlas, members, counted)
        metric = "count"
    looked_at = atlas.provinces.index.get_indexer(list(others.chosen("province")))
    is_known = not len(looked_at) or bool(np.isin(atlas.province_codes, looked_at).any())
    on_file = [is_known and bool((codes == place).any()) for place in places]
    return Comparison(
        kind,
        items,
        _known(rows, on_file),
        _known(stage_rows(atlas, members), on_file),
        maps,
        breaks,
        metric,
    )


def _known(rows: tuple[IndicatorRow, ...], on_file: list[bool]) -> tuple[IndicatorRow, ...]:
    """`rows` in which what has no record at all is not counted as zero."""
    return tuple(
        (
            replace(
                r,
                cells=tuple(
                    c if known else Cell() for c, known in zip(r.cells, on_file, strict=True)
                ),
            )
            if r.origin == "documented"
            else r
        )
        for r in rows
    )
