"""What is news since a date.

What finished, started, moved, stopped or went back, cluster by cluster.
"""

import pandas as pd

from components.bridge.links import method_link
from components.bridge.panel import panel
from components.contract.stages import CountCell, CountRow, CountTable, News
from components.stages.dates import since, source_line, until
from components.stages.linked_tables import column, linked_tables
from components.stages.stage_context import cached, stage_context
from components.stages.table_csv import csv_button
from components.words.names import in_language
from components.words.text import Text
from geo.as_of import last_day_of
from geo.atlas import Atlas
from geo.selection import Selection
from geo.stage_news import KINDS, moves

SHOWN = 40
"""Rows of a table; the CSV has them all."""
COLUMNS = ("cluster", "province", "before", "after", "date", "certainty")


def lines(atlas: Atlas, moved: pd.DataFrame, text: Text) -> list[list[str]]:
    """COLUMNS of each move in words, after the cluster's id."""
    name, clusters = f"name_{text.lang}", atlas.clusters
    stages, provinces = atlas.stages[name].tolist(), atlas.provinces[name]
    found = []
    for move in moved.itertuples():
        record = clusters.iloc[int(str(move.row))]
        found.append(
            [
                str(record["cluster_id"]),
                in_language(text, record["name_fa"], record["name_en"]),
                str(provinces[record["province_iso"]]),
                stages[int(str(move.before))],
                stages[int(str(move.after))],
                text.date(str(move.date)),
                text("news.sure") if move.is_sure else text("news.perhaps_before"),
            ]
        )
    return found


def news(atlas: Atlas, selection: Selection, moved: pd.DataFrame, text: Text) -> News:
    """The period, the counts by kind, and a table for each kind.

    The undated are only counted.
    """
    view = selection.view
    start, end = since(view), until(view)
    counts = moved["kind"].value_counts()
    tables = []
    for kind in KINDS[:-1]:
        mine = moved[moved["kind"] == kind]
        rows = []
        for cluster, label, *rest in lines(atlas, mine.head(SHOWN), text):
            rows.append(CountRow([CountCell(label, put={"cluster": cluster}), *rest]))
        unsure = int((~mine["is_sure"]).sum())
        tables.append(
            CountTable(
                name=kind,
                title=text(f"news.{kind}", n=len(mine))
                + (f" {text('news.unsure', n=unsure)}" if unsure else ""),
                count=len(mine),
                columns=[column(text(f"news.{c}"), number=False) for c in COLUMNS],
                rows=rows,
                empty=text("news.none"),
                after=[text("news.more", shown=SHOWN, total=len(mine))]
                if len(mine) > SHOWN
                else [],
            )
        )
    undated = int(counts.get("undated", 0))
    title = text("news.title", finished=int(counts.get("finished", 0)), date=text.date(start))
    if last_day_of(start) >= end:
        title = text("news.empty_period")
    found = linked_tables(view, tables, source_line(atlas, view, text))
    return News(
        title=title,
        info=method_link(view, text, "news"),
        say=text("news.say", n=len(moved) - undated, undated=undated)
        if undated
        else text("news.say_dated", n=len(moved)),
        tables=found.tables,
        rule=text("news.rule"),
        query=found.query,
        path=found.path,
        source=found.source,
    )


def moved_since(atlas: Atlas, selection: Selection) -> pd.DataFrame:
    """The moves (geo/stage_news.py) of the filtered clusters between the View's two dates."""
    view = selection.view

    def make() -> pd.DataFrame:
        members = atlas.clusters.index.get_indexer(selection.clusters.index)
        return moves(
            atlas.present or atlas,
            members,
            last_day_of(since(view)),
            until(view) if view.as_of else None,
        )

    return cached(stage_context(atlas, selection), "moves", since(view), make=make)


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send what moved since the date the reader asks from, and offer all of it as CSV."""
    present, moved = atlas.present or atlas, moved_since(atlas, selection)
    panel(news(present, selection, moved, text))

    def rows() -> tuple[list[str], list[list[str]]]:
        kinds = [text(f"news.kind_{kind}") for kind in moved["kind"]]
        return [text("news.id"), *(text(f"news.{c}") for c in COLUMNS), text("news.kind")], [
            [*line, kind] for line, kind in zip(lines(present, moved, text), kinds, strict=True)
        ]

    csv_button(atlas, selection, text, "news", rows)
