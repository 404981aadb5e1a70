"""The filtered rows as a table, a page at a time."""

from typing import Any

import pandas as pd
import streamlit as st

from components.bridge.links import cluster_address, method_link
from components.bridge.panel import PAGE, panel
from components.contract.browse import Opening, Table, TableHeading, TableRow
from components.words.finding_words import no_record
from components.words.names import figure_text, in_language, place_text
from components.words.text import Text
from geo.atlas import Atlas
from geo.selection import Selection
from geo.view import SORTS

ROWS = 25
COLUMNS = (*SORTS, "source")
NUMBERS = ("year", "firms", "employment")


def table(
    atlas: Atlas, selection: Selection, text: Text, page: int, *, leads: bool = False
) -> Table:
    """One page of rows with headings that sort. A page past the end is the last.

    leads: whether a row leads to the page of its cluster.
    """
    total = selection.count
    pages = max(-(-total // ROWS), 1)
    page = min(max(page, 0), pages - 1)
    shown = selection.on_file.iloc[selection.rows[page * ROWS : (page + 1) * ROWS]]
    sources: dict[tuple[str, str], int] = {}
    rows = [_row(atlas, selection, text, record, sources) for record in shown.itertuples()]
    first, last = page * ROWS + 1, page * ROWS + len(shown)
    return Table(
        title=text("table.title_unknown") if selection.is_unknown else text("table.title", n=total),
        info=method_link(selection.view, text, "documented"),
        columns=[_column(selection.view.sort, name, text) for name in COLUMNS],
        rows=rows,
        sources=list(sources),
        leads_to=Opening(cluster_address(selection.view), text("table.open")),
        not_reported=text("table.not_reported"),
        empty=empty_text(atlas, selection, text),
        page=page,
        pages=pages,
        pager_label=text("table.pager"),
        previous=text("table.previous"),
        next=text("table.next"),
        page_of=text("table.page_of", first=first, last=last, total=total) if total else "",
        leads=leads,
    )


def empty_text(atlas: Atlas, selection: Selection, text: Text) -> str:
    """Why a list has no row: the filters left none, or nothing is on file."""
    return (
        text("table.empty_unknown", names=no_record(atlas, selection, text))
        if selection.is_unknown
        else text("table.empty")
    )


def _column(sort: str, name: str, text: Text) -> TableHeading:
    """A heading; pressing it sorts up, then down, then as on file."""
    following = {name: f"-{name}", f"-{name}": ""}.get(sort, name)
    state = {name: ("ascending", " ▲"), f"-{name}": ("descending", " ▼")}.get(sort, (None, ""))
    return TableHeading(
        name=name,
        label=text(f"table.{name}"),
        number=name in NUMBERS,
        sort=following if name in SORTS else None,
        sorted=state[0],
        mark=state[1],
    )


def _row(
    atlas: Atlas, selection: Selection, text: Text, record: Any, sources: dict[tuple[str, str], int]
) -> TableRow:
    """One record; its source as a position in `sources`, where one that is new is added."""
    cells = [
        in_language(text, record.name_fa, record.name_en),
        atlas.provinces.at[record.province_iso, f"name_{text.lang}"],
        atlas.trades.at[record.isic_division, f"name_{text.lang}"]
        if record.isic_division
        else None,
        place_text(record, text),
        atlas.stages.at[record.stage, f"name_{text.lang}"],
        None if pd.isna(record.stage_year_jalali) else text.year(record.stage_year_jalali),
        figure_text(text, record, "firms"),
        figure_text(text, record, "employment"),
    ]
    source = (record.source_title, record.source_url)
    return TableRow(
        id=record.cluster_id,
        cells=cells,
        source=sources.setdefault(source, len(sources)),
        on=record.cluster_id == selection.view.cluster,
    )


def render(atlas: Atlas, selection: Selection, text: Text, *, leads: bool = False) -> None:
    """The table; with `leads` a row leads to its cluster's page, without it opens the card here."""
    panel(table(atlas, selection, text, int(st.session_state.get(PAGE, 0)), leads=leads))
