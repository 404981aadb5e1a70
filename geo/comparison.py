"""Provinces, trades or clusters held side by side: the same indicators, scales and class breaks for
each.

Provinces and trades are counted under the View's filters, all but the one over their own kind: a
province is compared in the trades that are
chosen, whichever provinces are. A cluster is what its record says. Documented clusters and official
totals stand in rows of their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from geo.as_of import known_until
from geo.atlas import GROUPS, STAGE_GROUPS, Atlas
from geo.class_breaks import class_breaks, classify
from geo.filters import FILTERS, matches_text
from geo.findings import NAMED, leaders
from geo.registry.records import OBSERVED, UNKNOWN, present_figures
from geo.registry.timeline import counted_from
from geo.selection import select
from geo.view import View

HIGHEST, LOWEST = "highest", "lowest"
_ADDED_UP = ("firms", "employment")


@dataclass(frozen=True)
class Cell:
    """What one thing has of one indicator. Nothing set: nothing is on file.

    value: a number, or the low end of a range up to `high`. name: (kind, code) of a province,
    trade, stage or text where the answer is no number;
    also: the codes of others that it ties with. is_level: that there are figures, but none of many
    stands out.
    unit: of this number, where the row has none of its own. as_of: the date as reported. source:
    its title and address. reported: how many
    clusters the number rests on, and of how many.
    """

    value: float | None = None
    high: float | None = None
    name: tuple[str, str] = ("", "")
    also: tuple[str, ...] = ()
    is_level: bool = False
    unit: str = ""
    as_of: str = ""
    source: tuple[str, str] = ("", "")
    reported: tuple[int, int] | None = None

    @property
    def top(self) -> float | None:
        """The number, or the high end of the range."""
        return self.high if self.high is not None else self.value


@dataclass(frozen=True)
class Row:
    """One indicator.

    unit: `count`, `rate`, `share`, `name`, `own` for each cell's, or a unit of data/indicators.csv.
    origin: where all of it comes from, a key of
    the catalogues.
    """

    name: str
    unit: str
    cells: tuple[Cell, ...]
    origin: str = "documented"

    @property
    def extremes(self) -> tuple[str, ...]:
        """HIGHEST or LOWEST by cell; empty between them, where there is no number, or where all are
        equal.
        """
        known = [c.value for c in self.cells if c.value is not None]
        low, high = (min(known), max(known)) if known else (0.0, 0.0)
        if low == high:
            return ("",) * len(self.cells)
        return tuple(
            HIGHEST if c.value == high else LOWEST if c.value == low else "" for c in self.cells
        )

    @property
    def scale(self) -> float:
        """What a full bar stands for: the greatest of the row, or a whole."""
        return (
            1.0
            if self.unit == "share"
            else max((c.top for c in self.cells if c.top is not None), default=0.0)
        )


@dataclass(frozen=True)
class SmallMap:
    """One of the maps. classes: by province, see geo/class_breaks.py; empty where nothing is
    coloured. marked: the province itself, or empty.

    points: positions of clusters in the Atlas; others: of what is shown faintly beside them.
    """

    classes: dict[str, int]
    marked: str
    points: list[int]
    others: list[int]


@dataclass(frozen=True)
class Comparison:
    """kind: of COMPARED. items: codes, in the reader's order. stages: one row a stage, in order,
    named `stage:code`: counts, or
    of clusters the dates of what is on record.

    breaks: shared by all maps; metric: what they show, a name of INDICATORS, or empty for none.
    """

    kind: str
    items: tuple[str, ...]
    rows: tuple[Row, ...]
    stages: tuple[Row, ...]
    maps: tuple[SmallMap, ...]
    breaks: list[float]
    metric: str

    def ordered_by(self, name: str, *, descending: bool) -> tuple[str, ...]:
        """The View's `compare` in the order of a row; what has no number comes last either way."""
        row = next(r for r in (*self.rows, *self.stages) if r.name == name)
        sign = -1 if descending else 1
        keys = [np.inf if c.value is None else sign * c.value for c in row.cells]
        return tuple(f"{self.kind}:{self.items[i]}" for i in np.argsort(keys, kind="stable"))


def compare(atlas: Atlas, view: View) -> Comparison | None:
    """What `view` holds side by side, or None for nothing."""
    if not view.compare:
        return None
    kind = view.compare[0].partition(":")[0]
    items = tuple(c.partition(":")[2] for c in view.compare)
    if kind == "cluster":
        return _clusters(atlas, items)
    others = replace(view, choices={p: v for p, v in view.choices.items() if p != kind})
    mask = np.logical_and.reduce(
        [f.keep(atlas, others.chosen(f.param)) for f in FILTERS] + [matches_text(atlas, view.text)]
    )
    codes = {"province": atlas.province_codes, "trade": atlas.trade_codes}[kind]
    places = {"province": atlas.provinces.index, "trade": atlas.trades.index}[kind].get_indexer(
        items
    )
    members = [np.flatnonzero(mask & (codes == place)) for place in places]
    counted = _counted(atlas, members)
    if kind == "province":
        rows, maps, breaks = _of_provinces(atlas, items, members, counted, others)
        metric = view.metric
    else:
        rows, maps, breaks = _of_trades(atlas, members, counted)
        metric = "count"
    looked_at = atlas.provinces.index.get_indexer(list(others.chosen("province")))
    is_known = not len(looked_at) or bool(np.isin(atlas.province_codes, looked_at).any())
    on_file = [is_known and bool((codes == place).any()) for place in places]
    return Comparison(
        kind,
        items,
        _known(rows, on_file),
        _known(_stage_rows(atlas, members), on_file),
        maps,
        breaks,
        metric,
    )


def _known(rows: tuple[Row, ...], on_file: list[bool]) -> tuple[Row, ...]:
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


def _counted(atlas: Atlas, members: list[np.ndarray]) -> dict[str, Row]:
    """What can be counted of any set of clusters."""
    sizes = [len(m) for m in members]
    groups = np.array(
        [
            np.bincount(atlas.group_of_stage[atlas.stage_codes[m]], minlength=len(GROUPS) + 1)
            for m in members
        ]
    )
    rows = [Row("clusters", "count", _numbers(sizes))]
    rows += [Row(g, "count", _numbers(groups[:, i])) for i, g in enumerate(STAGE_GROUPS)]
    known = groups[:, : len(GROUPS)].sum(axis=1)
    done = groups[:, GROUPS.index("completed")]
    shares = [
        Cell(int(d) / int(k), reported=(int(k), n)) if k else Cell()
        for d, k, n in zip(done, known, sizes, strict=True)
    ]
    rows.append(Row("share_completed", "share", tuple(shares)))
    rows += [
        Row(column, _unit(column), tuple(_added_up(atlas, column, m) for m in members))
        for column in _ADDED_UP
    ]
    return {r.name: r for r in rows}


def _of_provinces(
    atlas: Atlas,
    items: tuple[str, ...],
    members: list[np.ndarray],
    counted: dict[str, Row],
    view: View,
) -> tuple[tuple[Row, ...], tuple[SmallMap, ...], list[float]]:
    facts = atlas.provinces.loc[list(items)]
    rate = [len(m) / int(p) * 1_000_000 for m, p in zip(members, facts["population"], strict=True)]
    official = [_official(atlas, code) for code in items]
    rows = (
        counted.pop("clusters"),
        Row("per_million", "rate", _numbers(rate)),
        *(
            Row(f"official_{c}", "count", tuple(o[c] for o in official), "official")
            for c in ("identified", "completed", "in_progress")
        ),
        *counted.values(),
        Row(
            "trades",
            "count",
            tuple(_distinct(atlas.trade_codes[m], len(atlas.trades)) for m in members),
        ),
        Row(
            "main_trade",
            "name",
            tuple(_commonest("trade", atlas.trade_codes[m], atlas.trades.index) for m in members),
        ),
        Row("population", "people", _numbers(facts["population"]), "census"),
        Row("area", "km2", _numbers(facts["area_km2"]), "area"),
    )
    shown = select(atlas, view)
    classes = {str(k): int(v) for k, v in shown.provinces["class"].items()}
    return (
        rows,
        tuple(
            SmallMap(classes, code, m.tolist(), []) for code, m in zip(items, members, strict=True)
        ),
        shown.breaks,
    )


def _of_trades(
    atlas: Atlas, members: list[np.ndarray], counted: dict[str, Row]
) -> tuple[tuple[Row, ...], tuple[SmallMap, ...], list[float]]:
    by_province = np.array(
        [np.bincount(atlas.province_codes[m], minlength=len(atlas.provinces)) for m in members],
        dtype=float,
    )
    breaks = class_breaks(by_province.ravel(), "count")
    on_file = np.bincount(atlas.province_codes, minlength=len(atlas.provinces)) > 0
    rows = (
        counted.pop("clusters"),
        Row("provinces", "count", _numbers((by_province > 0).sum(axis=1))),
        Row(
            "main_province",
            "name",
            tuple(
                _commonest("province", atlas.province_codes[m], atlas.provinces.index)
                for m in members
            ),
        ),
        *counted.values(),
    )
    maps = (
        dict(zip(atlas.provinces.index, classify(values, breaks, on_file).tolist(), strict=True))
        for values in by_province
    )
    return rows, tuple(SmallMap(classes, "", [], []) for classes in maps), breaks


def _clusters(atlas: Atlas, items: tuple[str, ...]) -> Comparison:
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
        Row(name, _unit(name), tuple(figure(i, name) for i in items), "record") for name in OBSERVED
    ]
    rows = (
        *(
            Row(k, "name", named(k, c), "record")
            for k, c in (("province", "province_iso"), ("trade", "isic_division"))
        ),
        Row(
            "stage",
            "name",
            tuple(map(stage, records["stage"], records["stage_date"], own)),
            "record",
        ),
        *(r for r in observed if r.name in _ADDED_UP or any(c.value is not None for c in r.cells)),
    )
    events = counted_from(atlas.content.stage_events)
    events = events[events["known"] <= known_until(atlas.as_of)]
    dated = {
        (c, s): d
        for c, s, d in zip(events["cluster_id"], events["stage"], events["date"], strict=True)
    }
    stages = tuple(
        Row(
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


def _stage_rows(atlas: Atlas, members: list[np.ndarray]) -> tuple[Row, ...]:
    counts = np.array(
        [np.bincount(atlas.stage_codes[m], minlength=len(atlas.stages)) for m in members]
    )
    return tuple(
        Row(f"stage:{stage}", "count", _numbers(counts[:, i]))
        for i, stage in enumerate(atlas.stages.index)
    )


def _numbers(values: Iterable[float]) -> tuple[Cell, ...]:
    return tuple(Cell(float(v)) for v in values)


def _added_up(atlas: Atlas, column: str, rows: np.ndarray) -> Cell:
    """What the clusters that report it report together, low and high ends apart."""
    part = atlas.clusters[[column, f"{column}_high"]].iloc[rows].dropna(subset=[column])
    if part.empty:
        return Cell()
    low, high = float(part[column].sum()), float(part[f"{column}_high"].fillna(part[column]).sum())
    return Cell(low, None if high == low else high, reported=(len(part), len(rows)))


def _official(atlas: Atlas, code: str) -> dict[str, Cell]:
    """The latest published total of a province that gives each number; undated ones are the
    oldest.
    """
    table = atlas.provincial_totals
    mine = table[table["province_iso"] == code].sort_values("as_of_jalali", kind="stable")
    cells = {}
    for column in ("identified", "completed", "in_progress"):
        given = mine[mine[column].notna()]
        last = given.iloc[-1] if len(given) else None
        cells[column] = (
            Cell()
            if last is None
            else Cell(
                float(last[column]),
                as_of=str(last["as_of_jalali"]),
                source=(str(last["source"]), ""),
            )
        )
    return cells


def _distinct(codes: np.ndarray, known: int) -> Cell:
    return Cell(float(len(np.unique(codes[codes < known]))))


def _commonest(kind: str, codes: np.ndarray, values: pd.Index) -> Cell:
    """The value that most clusters have, all that tie, with how many of those that name one; level
    where too many tie to be named, or all of several do.
    """
    counts = pd.Series(np.bincount(codes[codes < len(values)], minlength=len(values)), index=values)
    found = leaders(counts[counts > 0])
    if found is None:
        return Cell()
    reported = (int(found.value), int(counts.sum()))
    if len(found.keys) > NAMED or (found.is_level and found.compared > 1):
        return Cell(is_level=True, reported=reported)
    first, *others = map(str, found.keys)
    return Cell(name=(kind, first), also=tuple(others), reported=reported)


def _unit(column: str) -> str:
    """The unit of an observed indicator; `own` where each record names its own."""
    return {
        "firms": "firms",
        "employment": "people",
        "output": "own",
        "sales": "bn_rial",
        "exports": "mn_usd",
    }.get(column, column)
