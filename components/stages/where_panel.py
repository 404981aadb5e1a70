"""Stages by province and by trade: each count a link to its clusters, the deeper the more."""

import math
from dataclasses import replace

import pandas as pd

from components.bridge.links import method_link
from components.bridge.panel import panel
from components.contract.stages import BarCell, CountCell, CountRow, CountTable
from components.stages.dates import source_line
from components.stages.linked_tables import column, linked_tables
from components.stages.table_csv import csv_button
from components.words.names import option_name
from components.words.text import Text
from geo.atlas import Atlas
from geo.selection import Selection
from geo.stage_tables import by_stage

HEATS = 5


def heat(count: int, most: int) -> int:
    """1 to HEATS by the square root of a count's share of the greatest; 0 for none."""
    return math.ceil(HEATS * math.sqrt(count / most)) if count else 0


def where_table(atlas: Atlas, counts: pd.DataFrame, param: str, text: Text) -> CountTable:
    """Clusters by province or trade and stage, the row with most first, with the sums of both."""
    stages = list(counts.columns)
    names = [str(atlas.stages.at[s, f"name_{text.lang}"]) for s in stages]
    most = max(int(counts.to_numpy().max(initial=0)), 1)
    sums = counts.sum(axis=1).sort_values(ascending=False, kind="stable")
    rows = []
    none = CountCell(text.number(0), none=True)
    for value in sums.index:
        row = option_name(atlas, text, param, str(value))
        cells: list[str | CountCell | BarCell] = [
            row,
            CountCell(
                text.number(int(sums[value])),
                put={param: str(value)},
                say=text("where.cell_all", row=row, n=int(sums[value])),
            ),
        ]
        for stage, name, n in zip(stages, names, counts.loc[value].tolist(), strict=True):
            say = text("where.cell", row=row, stage=name, n=n)
            cells.append(
                CountCell(
                    text.number(n),
                    put={param: str(value), "stage": stage},
                    heat=heat(n, most),
                    say=say,
                )
                if n
                else none
            )
        rows.append(CountRow(cells))
    total = counts.sum()
    foot: list[str | CountCell | BarCell] = [text("where.all"), text.number(int(total.sum()))]
    foot += [
        CountCell(text.number(n), put={"stage": str(s)}) if n else none for s, n in total.items()
    ]
    if not counts.empty:
        rows.append(CountRow(foot, strong=True))
    return CountTable(
        name=f"where-{param}",
        title=text(f"where.{param}_title"),
        note=text("where.note"),
        upright=True,
        columns=[
            column(text(f"filters.{param}"), number=False),
            column(text("where.sum")),
            *(column(name) for name in names),
        ],
        rows=rows,
        empty=text("table.empty"),
    )


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send stages by province and by trade, a table each, and offer both as CSV."""
    members = atlas.clusters.index.get_indexer(selection.clusters.index)
    counts = {param: by_stage(atlas, members, param) for param in ("province", "trade")}
    source = source_line(atlas, selection.view, text)
    info = method_link(selection.view, text, "stages")
    for param, table in counts.items():
        shown = replace(where_table(atlas, table, param, text), info=info)
        panel(linked_tables(selection.view, [shown], source), param)

        def rows(
            param: str = param, table: pd.DataFrame = table
        ) -> tuple[list[str], list[list[str | int]]]:
            names = [str(name) for name in atlas.stages[f"name_{text.lang}"]]
            lines: list[list[str | int]] = [
                [option_name(atlas, text, param, str(v)), int(sum(r)), *map(int, r)]
                for v, r in zip(table.index, table.to_numpy().tolist(), strict=True)
            ]
            return [text(f"filters.{param}"), text("where.sum"), *names], lines

        csv_button(atlas, selection, text, f"stage_by_{param}", rows)
