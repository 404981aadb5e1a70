"""The tables of these panels as CSV, with headings in the reader's language."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components.bridge.marked_csv import csv_name, marked_csv
from components.stages.stage_context import StageContext
from components.words.text import Text

TEXTS = frozenset(
    {
        "cluster_id", "name_fa", "name_en", "province_fa", "province_en", "stage_fa", "stage_en",
        "start", "start_iso", "due", "due_iso", "monitoring",
        "licence", "hand_over", "latest", "programmes", "source_title", "source_url", "span",
        "group", "as_of", "basis", "missing",
    }
)  # fmt: skip
"""Columns of text; the others hold numbers."""


def headings_of(columns: list[str]) -> pd.DataFrame:
    """Headings of these columns in both languages, as geo/exports/rows.py wants them."""
    persian, english = Text("fa"), Text("en")
    return pd.DataFrame(
        {
            "kind": ["text" if c in TEXTS else "number" for c in columns],
            "heading_fa": [persian(f"stages_columns.{c}") for c in columns],
            "heading_en": [english(f"stages_columns.{c}") for c in columns],
        },
        index=pd.Index(columns, name="column"),
    )


def csv_button(
    context: StageContext, text: Text, name: str, rows: int, frame: Callable[[], pd.DataFrame]
) -> None:
    """A button that saves a table; it is put together when the button is pressed."""

    def content() -> bytes:
        table = frame()
        return marked_csv(
            table, headings_of(list(table)), text, is_invented=context.atlas.is_invented
        )

    saved = csv_name(name, context.atlas, context.selection.view)
    st.download_button(
        text("stages.csv", n=rows),
        data=content,
        file_name=saved,
        mime="text/csv",
        on_click="ignore",
        key=f"csv_{name}",
    )


def cluster_columns(context: StageContext, rows: list[int]) -> dict[str, object]:
    """What names the clusters in every table: id, names, province, stage."""
    mine, atlas = context.atlas.clusters.iloc[rows], context.atlas
    provinces, stages = atlas.provinces.loc[mine["province_iso"]], atlas.stages.loc[mine["stage"]]
    return {
        "cluster_id": mine["cluster_id"].to_numpy(),
        "name_fa": mine["name_fa"].to_numpy(),
        "name_en": mine["name_en"].to_numpy(),
        "province_fa": provinces["name_fa"].to_numpy(),
        "province_en": provinces["name_en"].to_numpy(),
        "stage_fa": stages["name_fa"].to_numpy(),
        "stage_en": stages["name_en"].to_numpy(),
    }
