"""Provinces or trades held side by side: what is counted of the clusters that each has."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from geo.atlas import STAGE_GROUPS, Atlas
from geo.class_breaks import class_breaks, classify
from geo.comparison_table import ADDED_UP, Cell, IndicatorRow, SmallMap, unit_of
from geo.counting import count
from geo.findings import NAMED, leaders
from geo.indicators import POPULATION, Counts, Indicator, in_table
from geo.selection import select
from geo.view import View


def counted_rows(
    atlas: Atlas, members: list[np.ndarray], people: np.ndarray | None = None
) -> dict[str, IndicatorRow]:
    """What can be counted of any set of clusters; with its `people` also what that depends on."""
    shown = [i for i in in_table("comparison") if people is not None or not i.is_of_people]
    columns = frozenset[str]().union(*(indicator.columns for indicator in shown))
    places = np.repeat(np.arange(len(members)), [len(m) for m in members])
    counts = count(atlas, np.concatenate(members), places, len(members), columns)
    if people is not None:
        counts[POPULATION] = people
    rows = [IndicatorRow("clusters", "count", _numbers(counts["clusters"]))]
    rows += [_row_of(i, counts) for i in shown if i.is_of_people]
    rows += [IndicatorRow(group, "count", _numbers(counts[group])) for group in STAGE_GROUPS]
    rows += [_row_of(i, counts) for i in shown if not i.is_of_people]
    rows += [
        IndicatorRow(column, unit_of(column), tuple(_added_up(atlas, column, m) for m in members))
        for column in ADDED_UP
    ]
    return {r.name: r for r in rows}


def province_rows(
    atlas: Atlas,
    items: tuple[str, ...],
    members: list[np.ndarray],
    counted: dict[str, IndicatorRow],
    view: View,
) -> tuple[tuple[IndicatorRow, ...], tuple[SmallMap, ...], list[float]]:
    """Rows, maps and class breaks of provinces: what is counted, the official totals, people, area.

    The maps have the classes of the View's indicator. `counted` gives up its row of clusters, and
    those by people.
    """
    facts = atlas.provinces.loc[list(items)]
    of_people = [i.name for i in in_table("comparison") if i.is_of_people]
    official = [_official(atlas, code) for code in items]
    rows = (
        counted.pop("clusters"),
        *(counted.pop(name) for name in of_people),
        *(
            IndicatorRow(f"official_{c}", "count", tuple(o[c] for o in official), "official")
            for c in ("identified", "completed", "in_progress")
        ),
        *counted.values(),
        IndicatorRow(
            "trades",
            "count",
            tuple(_distinct(atlas.trade_codes[m], len(atlas.trades)) for m in members),
        ),
        IndicatorRow(
            "main_trade",
            "name",
            tuple(_commonest("trade", atlas.trade_codes[m], atlas.trades.index) for m in members),
        ),
        IndicatorRow("population", "people", _numbers(facts["population"]), "census"),
        IndicatorRow("area", "km2", _numbers(facts["area_km2"]), "area"),
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


def trade_rows(
    atlas: Atlas, members: list[np.ndarray], counted: dict[str, IndicatorRow]
) -> tuple[tuple[IndicatorRow, ...], tuple[SmallMap, ...], list[float]]:
    """Rows, maps and class breaks of trades; each map shows a trade's clusters by province."""
    by_province = np.array(
        [np.bincount(atlas.province_codes[m], minlength=len(atlas.provinces)) for m in members],
        dtype=float,
    )
    breaks = class_breaks(by_province.ravel(), "count")
    on_file = np.bincount(atlas.province_codes, minlength=len(atlas.provinces)) > 0
    rows = (
        counted.pop("clusters"),
        IndicatorRow("provinces", "count", _numbers((by_province > 0).sum(axis=1))),
        IndicatorRow(
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


def stage_rows(atlas: Atlas, members: list[np.ndarray]) -> tuple[IndicatorRow, ...]:
    """How many of each thing's clusters are at each stage: a row a stage, in the stages' order."""
    counts = np.array(
        [np.bincount(atlas.stage_codes[m], minlength=len(atlas.stages)) for m in members]
    )
    return tuple(
        IndicatorRow(f"stage:{stage}", "count", _numbers(counts[:, i]))
        for i, stage in enumerate(atlas.stages.index)
    )


def _row_of(indicator: Indicator, counts: Counts) -> IndicatorRow:
    """The row of an indicator; where only some of the clusters count, with how many they are."""
    values, support = indicator.of(counts), indicator.support(counts)
    if support is None or not indicator.denominator or indicator.is_of_people:
        return IndicatorRow(indicator.name, indicator.unit, _numbers(values))
    cells = (
        Cell() if np.isnan(value) else Cell(float(value), reported=(int(some), int(of)))
        for value, some, of in zip(values, support, counts["clusters"], strict=True)
    )
    return IndicatorRow(indicator.name, indicator.unit, tuple(cells))


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
    """The latest published total of a province that gives each number.

    Undated ones are the oldest.
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
    """The value that most clusters have, all that tie, with how many of those that name one.

    Level where too many tie to be named, or all of several do.
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
