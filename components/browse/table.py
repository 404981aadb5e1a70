"""The filtered rows as a table, a page at a time."""

from typing import Any

import pandas as pd
import streamlit as st

from components.bridge.links import cluster_address, method_link
from components.bridge.panel import PAGE, untyped_panel
from components.words.finding_words import no_record
from components.words.names import figure_text, in_language, place_text
from components.words.text import Text
from geo.atlas import Atlas
from geo.selection import Selection
from geo.view import SORTS

ROWS = 25
COLUMNS = (*SORTS, "source")
NUMBERS = ("year", "firms", "employment")


def table(atlas: Atlas, selection: Selection, text: Text, page: int) -> dict[str, Any]:
    """One page of rows with headings that sort. A page past the end is the last."""
    total = selection.count
    pages = max(-(-total // ROWS), 1)
    page = min(max(page, 0), pages - 1)
    shown = selection.on_file.iloc[selection.rows[page * ROWS : (page + 1) * ROWS]]
    sources: dict[tuple[str, str], int] = {}
    rows = [_row(atlas, selection, text, record, sources) for record in shown.itertuples()]
    return {
        "title": text("table.title_unknown")
        if selection.is_unknown
        else text("table.title", n=total),
        "info": method_link(selection.view, text, "documented"),
        "columns": [_column(selection.view.sort, name, text) for name in COLUMNS],
        "rows": rows,
        "sources": list(sources),
        "leadsTo": {"href": cluster_address(selection.view), "label": text("table.open")},
        "notReported": text("table.not_reported"),
        "empty": empty_text(atlas, selection, text),
        "page": page,
        "pages": pages,
        "pagerLabel": text("table.pager"),
        "previous": text("table.previous"),
        "next": text("table.next"),
        "pageOf": text(
            "table.page_of", first=page * ROWS + 1, last=page * ROWS + len(shown), total=total
        )
        if total
        else "",
    }


def empty_text(atlas: Atlas, selection: Selection, text: Text) -> str:
    """Why a list has no row: the filters left none, or nothing is on file."""
    return (
        text("table.empty_unknown", names=no_record(atlas, selection, text))
        if selection.is_unknown
        else text("table.empty")
    )


def _column(sort: str, name: str, text: Text) -> dict[str, Any]:
    """A heading; pressing it sorts up, then down, then as on file."""
    following = {name: f"-{name}", f"-{name}": ""}.get(sort, name)
    state = {name: ("ascending", " ▲"), f"-{name}": ("descending", " ▼")}.get(sort, (None, ""))
    return {
        "name": name,
        "label": text(f"table.{name}"),
        "number": name in NUMBERS,
        "sort": following if name in SORTS else None,
        "sorted": state[0],
        "mark": state[1],
    }


def _row(
    atlas: Atlas, selection: Selection, text: Text, record: Any, sources: dict[tuple[str, str], int]
) -> dict[str, Any]:
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
    return {
        "id": record.cluster_id,
        "cells": cells,
        "source": sources.setdefault(source, len(sources)),
        "on": record.cluster_id == selection.view.cluster,
    }


def render(atlas: Atlas, selection: Selection, text: Text, *, leads: bool = False) -> None:
    """The table; with `leads` a row leads to its cluster's page, without it opens the card here."""
    untyped_panel(
        "table",
        table(atlas, selection, text, int(st.session_state.get(PAGE, 0))) | {"leads": leads},
    )
