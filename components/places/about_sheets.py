"""The tables of the About page."""

import pandas as pd

from components.bridge.sheets import Column, Row, TableContent, code_and_name, page_table
from components.server.memory import remembered
from components.words.names import in_language
from components.words.text import Text
from geo.atlas import Atlas
from geo.official import TOTALS
from geo.view import View

DECIDED = frozenset(
    {"identified", "prioritised", "contracted", "diagnostic", "action_plan", "implementation"}
)
"""Stages of which our sources say who decides."""


def totals_of(record: object) -> list[int | None]:
    """The published numbers of a row; None where not published."""
    return [
        None if pd.isna(value) else int(value) for value in (getattr(record, c) for c in TOTALS)
    ]


@page_table("stages")
def stages(atlas: Atlas, _view: View, text: Text) -> TableContent:
    """Every stage: what happens, who decides."""
    found: list[Row] = [
        (
            str(row[f"name_{text.lang}"]),
            text(f"about.happens_{stage}"),
            text(f"about.decides_{stage}" if stage in DECIDED else "about.sources_silent"),
        )
        for stage, row in atlas.stages.iterrows()
    ]
    return TableContent(
        [Column(text(f"about.{name}")) for name in ("stage", "happens", "decides")], found
    )


@page_table("official-totals")
def official(atlas: Atlas, _view: View, text: Text) -> TableContent:
    """National totals over the years."""
    found: list[Row] = [
        (
            r.as_of_jalali,
            in_language(text, r.as_of_note_fa, r.as_of_note_en),
            *totals_of(r),
            in_language(text, r.other_fa, r.other_en),
            r.source,
        )
        for r in atlas.official_totals.itertuples()
    ]
    head = [
        Column(text("place.as_of"), show=text.date, none=text("date.none")),
        Column(text("about.as_of_note")),
    ]
    return TableContent(
        [*head, *_numbers(text), Column(text("about.other")), Column(text("place.source"))], found
    )


@page_table("provincial-totals")
def provincial(atlas: Atlas, view: View, text: Text) -> TableContent:
    """Provincial totals."""
    found: list[Row] = [
        (
            r.province_iso,
            r.province_iso,
            r.as_of_jalali,
            *totals_of(r),
            in_language(text, r.note_fa, r.note_en),
            r.source,
        )
        for r in atlas.provincial_totals.itertuples()
    ]
    head = [
        *code_and_name(atlas, view, text, text("place.province")),
        Column(text("place.as_of"), show=text.date, none=text("date.none")),
    ]
    return TableContent(
        [*head, *_numbers(text), Column(text("about.other")), Column(text("place.source"))], found
    )


def _numbers(text: Text) -> list[Column]:
    return [
        Column(text(f"place.{c}"), True, text.number, none=text("figures.official_none"))
        for c in TOTALS
    ]


@remembered(3)
def used_sources(atlas: Atlas) -> pd.DataFrame:
    """Every source, most used first.

    Title, url, clusters (records that name it), rows (events, observations and tags that do).
    """
    content = atlas.content
    clusters = content.clusters["source_id"].value_counts()
    rows = pd.concat(
        [
            content.stage_events["source_id"],
            content.observations["source_id"],
            content.tags["source_id"],
        ]
    ).value_counts()
    table = content.sources.assign(
        clusters=content.sources["source_id"].map(clusters),
        rows=content.sources["source_id"].map(rows),
    )
    return table.fillna({"clusters": 0, "rows": 0}).sort_values(
        ["clusters", "rows"], ascending=False, kind="stable"
    )


@page_table("record-sources")
def record_sources(atlas: Atlas, _view: View, text: Text) -> TableContent:
    """Every source of the records."""
    found: list[Row] = [
        (r.title or r.url, r.url, int(r.clusters), int(r.rows))
        for r in used_sources(atlas).itertuples()
    ]
    return TableContent(
        [
            Column(text("place.source"), url=lambda row: row[1]),
            Column(text("cluster.address"), only="file"),
            Column(text("about.clusters_of_source"), True, text.number),
            Column(text("about.rows_of_source"), True, text.number),
        ],
        found,
    )
