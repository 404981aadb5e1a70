"""Arrivals and completions by year, and those without a year; official totals apart."""

from dataclasses import replace

import pandas as pd

from components.bridge import blocks
from components.bridge.links import method_link
from components.bridge.panel import panel
from components.contract.stages import BarCell, CountRow, CountTable
from components.places import about_sheets
from components.stages.dates import source_line
from components.stages.linked_tables import column, linked_tables
from components.stages.table_csv import csv_button
from components.words.finding_words import named
from components.words.text import Text
from geo.atlas import Atlas
from geo.findings import leaders
from geo.selection import Selection
from geo.stage_tables import by_year

KINDS = ("arrivals", "completions")


def years_table(counts: pd.DataFrame, undated: dict[str, int], text: Text) -> CountTable:
    """A row a year, oldest first; then what has no year; then the sum."""
    widest = max(int(counts.to_numpy().max(initial=0)), 1)

    def cells(label: str, numbers: dict[str, int], kind: str) -> list[str | BarCell]:
        bar = [
            BarCell(
                text.number(numbers[k]),
                [(f"{kind}{k}", round(100 * min(numbers[k] / widest, 1), 1))] if kind else None,
            )
            for k in KINDS
        ]
        return [label, *bar]

    rows = [
        CountRow(cells(text.year(year), {k: int(row[k]) for k in KINDS}, "years-"))
        for year, row in counts.iterrows()
    ]
    rows.append(CountRow(cells(text("years.undated"), undated, "")))
    sums = {k: int(counts[k].sum()) + undated[k] for k in KINDS}
    rows.append(CountRow(cells(text("years.sum"), sums, ""), strong=True))
    title = text("years.title_none") if counts.empty else _title(counts["completions"], text)
    return CountTable(
        name="years",
        title=title,
        note=text("years.note"),
        columns=[
            column(text("years.year"), number=False),
            *(column(text(f"years.{k}"), wide=True) for k in KINDS),
        ],
        rows=rows,
        empty="",
        after=[text("years.rule")],
    )


def _title(completions: pd.Series, text: Text) -> str:
    """The year with most completions, or all that tie."""
    found = leaders(completions)
    if found is None or not found.value:
        return text("years.title_no_completion")
    return text("years.title", year=named(text, found.keys, text.year, "year"), n=int(found.value))


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send what happened in each Jalali year, with its CSV; then the published totals."""
    counts, undated = by_year(atlas, atlas.clusters.index.get_indexer(selection.clusters.index))
    info = method_link(selection.view, text, "years")
    table = replace(years_table(counts, undated, text), info=info)
    panel(linked_tables(selection.view, [table], source_line(atlas, selection.view, text)), "years")

    def rows() -> tuple[list[str], list[list[str | int]]]:
        lines: list[list[str | int]] = [
            [str(y), *(int(r[k]) for k in KINDS)] for y, r in counts.iterrows()
        ]
        return [text("years.year"), *(text(f"years.{k}") for k in KINDS)], [
            *lines,
            [text("years.undated"), *(undated[k] for k in KINDS)],
        ]

    csv_button(atlas, selection, text, "years", rows)
    published = blocks.sheet_block(
        atlas,
        selection.view,
        text,
        about_sheets.official,
        text("years.apart_title"),
        note=text("years.apart"),
        method="official",
    )
    blocks.render(None, [published], "official")
