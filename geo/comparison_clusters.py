"""Clusters held side by side: what the record of each says, and where others of its trade are."""

import numpy as np

from geo.as_of import known_until
from geo.atlas import Atlas
from geo.comparison_table import ADDED_UP, Cell, Comparison, IndicatorRow, SmallMap, unit_of
from geo.registry.records import OBSERVED, present_figures
from geo.registry.timeline import UNKNOWN, counted_from


def compare_clusters(atlas: Atlas, items: tuple[str, ...]) -> Comparison:
    """Each record's own answers, the dates of its stages, and a map of it among its trade."""
    positions = [atlas.row_of[c] for c in items]
    records = atlas.clusters.iloc[positions]
    own = [(str(r.source_title), str(r.source_url)) for r in records.itertuples()]
    figures = present_figures(atlas.content).set_index(["cluster_id", "indicator"])
    sources = {
        str(s): (str(t), str(u)) for s, t, u in atlas.content.sources.itertuples(index=False)
    }

    def named(kind: str, column: str) -> tuple[Cell, ...]:
        return tuple(Cell(name=(kind, str(code))) if code else Cell() for code in records[column])

    def stage(code: str, written: str, source: tuple[str, str]) -> Cell:
        return (
            Cell() if code == UNKNOWN else Cell(name=("stage", code), as_of=written, source=source)
        )

    def figure(item: str, indicator: str) -> Cell:
        if (item, indicator) not in figures.index:
            return Cell()
        found = figures.loc[(item, indicator)]
        low, high, source = (
            float(found["low"]),
            float(found["high"]),
            sources.get(str(found["source_id"]), ("", "")),
        )
        return Cell(
            low,
            None if high == low else high,
            unit=str(found["unit"]),
            as_of=str(found["as_of"]),
            source=source,
        )

    observed = [
        IndicatorRow(name, unit_of(name), tuple(figure(i, name) for i in items), "record")
        for name in OBSERVED
    ]
    rows = (
        *(
            IndicatorRow(k, "name", named(k, c), "record")
            for k, c in (("province", "province_iso"), ("trade", "isic_division"))
        ),
        IndicatorRow(
            "stage",
            "name",
            tuple(map(stage, records["stage"], records["stage_date"], own)),
            "record",
        ),
        *(r for r in observed if r.name in ADDED_UP or any(c.value is not None for c in r.cells)),
    )
    events = counted_from(atlas.content.stage_events)
    events = events[events["known"] <= known_until(atlas.as_of)]
    dated = {
        (c, s): d
        for c, s, d in zip(events["cluster_id"], events["stage"], events["date"], strict=True)
    }
    stages = tuple(
        IndicatorRow(
            f"stage:{s}",
            "name",
            tuple(
                Cell(name=("event", dated[i, s]), as_of=dated[i, s]) if (i, s) in dated else Cell()
                for i in items
            ),
            "record",
        )
        for s in atlas.stages.index
        if s != UNKNOWN
    )
    maps = tuple(
        SmallMap({}, "", [p], np.setdiff1d(_same_trade(atlas, p), [p]).tolist()) for p in positions
    )
    return Comparison("cluster", items, rows, stages, maps, [], "")


def _same_trade(atlas: Atlas, position: int) -> np.ndarray:
    trade = atlas.trade_codes[position]
    return (
        np.flatnonzero(atlas.trade_codes == trade)
        if trade < len(atlas.trades)
        else np.array([], dtype=int)
    )
