"""The cluster page: everything on file about one cluster, and what is not."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from components.bridge.blocks import Blocks, sheet_block
from components.bridge.date_notice import date_notice
from components.bridge.links import method_link, page_link, subject_link
from components.bridge.sheets import csv_link
from components.contract.place_blocks import (
    LabelledValue,
    LedgerBlock,
    PairsBlock,
    PlaceStep,
    SketchBlock,
    StepsBlock,
    TriangleBlock,
    TriangleCorner,
)
from components.contract.places import PlaceFact, PlaceHead
from components.places import cluster_sheets
from components.places.cluster_sheets import events_in_order, figure_rows, history_of, own, sourced
from components.places.outline import FOCUSABLE, cluster_map
from components.places.subject import rows
from components.server.memory import remembered
from components.server.site import data_folder, reference
from components.words.names import field_labels, figure_text, in_language, place_text
from components.words.text import Text
from geo.as_of import known_until
from geo.atlas import GROUPS, NOT_REPORTED, Atlas
from geo.distance import nearest
from geo.reference.fields import field_table
from geo.view import View, without

CORNERS = ("cluster", "government", "university")
"""Bodies that are the corners of the triangle."""


@remembered()
def one_cluster(atlas: Atlas, view: View, text: Text) -> tuple[PlaceHead, Blocks]:
    """What the page about a cluster says."""
    row = atlas.row_of[view.cluster]
    record = atlas.clusters.iloc[row]
    near = replace(
        sheet_block(
            atlas,
            view,
            text,
            cluster_sheets.same_trade,
            text("cluster.same_trade"),
            method="distance",
            note=text("cluster.distance_note"),
            source=text("place.records_source"),
        ),
        empty=text("cluster.no_other"),
    )
    others = replace(
        sheet_block(
            atlas,
            view,
            text,
            cluster_sheets.other_trades,
            text("cluster.other_trades"),
            method="distance",
            source=text("place.records_source"),
        ),
        empty=text("cluster.no_other"),
    )
    return _head(atlas, view, text, record), [
        _map(atlas, view, text, row, record),
        _record(atlas, view, text, record),
        _steps(atlas, view, text),
        _figures(atlas, view, text),
        _triangle(atlas, view, text),
        near,
        others,
        _history(atlas, view, text),
    ]


def _head(atlas: Atlas, view: View, text: Text, record: Any) -> PlaceHead:
    english = record["name_en"] or text("cluster.no_other_name")
    first, second = (
        (record["name_fa"], english)
        if text.is_rtl or not record["name_en"]
        else (english, record["name_fa"])
    )
    province, trade = str(record["province_iso"]), str(record["isic_division"])

    nav = [
        subject_link(
            view,
            "province",
            province,
            text("cluster.to_province", name=atlas.provinces.at[province, f"name_{text.lang}"]),
        )
    ]
    if trade:
        nav.append(
            subject_link(
                view,
                "trade",
                trade,
                text("cluster.to_trade", name=atlas.trades.at[trade, f"name_{text.lang}"]),
            )
        )
    nav.append(page_link("records", view, text("cluster.to_records")))
    link = method_link(view, text, "figures")
    why = text("place.not_reported")
    return PlaceHead(
        dated=date_notice(view, text, "cluster"),
        kicker=text("cluster.kicker", id=view.cluster),
        title=first,
        other=second,
        other_lang="fa" if second == record["name_fa"] else "en",
        nav_label=text("cluster.walk"),
        nav=nav,
        facts=[
            PlaceFact(
                text("cluster.stage"),
                str(atlas.stages.at[record["stage"], f"name_{text.lang}"]),
                note=text.date(record["stage_date"]),
                info=method_link(view, text, "stages"),
            ),
            PlaceFact(text("card.firms"), figure_text(text, record, "firms"), why=why, info=link),
            PlaceFact(
                text("card.employment"), figure_text(text, record, "employment"), why=why, info=link
            ),
        ],
    )


def _map(atlas: Atlas, view: View, text: Text, row: int, record: Any) -> SketchBlock:
    mates = np.flatnonzero(atlas.province_codes == atlas.province_codes[row])
    shown = np.intersect1d(mates, rows(atlas, without(view, "province", "trade")))
    shown = np.array([other for other, _ in nearest(atlas, row, shown, FOCUSABLE)], dtype=int)
    return cluster_map(atlas, view, text, place_text(record, text), row, shown)


def _record(atlas: Atlas, view: View, text: Text, record: Any) -> PairsBlock:
    trade = str(record["isic_division"])
    listed = [
        LabelledValue(
            text("card.product"),
            in_language(text, record["product_fa"], record["product_en"]) or None,
        ),
        LabelledValue(
            text("card.trade"),
            (
                f"{atlas.trades.at[trade, f'name_{text.lang}']} (ISIC {text.digits(trade)})"
                if trade
                else None
            ),
        ),
        LabelledValue(
            text("card.province"),
            str(atlas.provinces.at[record["province_iso"], f"name_{text.lang}"]),
        ),
        LabelledValue(text("card.place"), place_text(record, text)),
        LabelledValue(
            text("card.note"), in_language(text, record["note_fa"], record["note_en"]) or None
        ),
        LabelledValue(
            text("place.source"), None, url=record["source_url"], url_label=record["source_title"]
        ),
    ]
    return PairsBlock(
        title=text("cluster.record"),
        pairs=listed,
        not_reported=text("place.not_reported"),
        info=method_link(view, text, "documented"),
    )


def _steps(atlas: Atlas, view: View, text: Text) -> StepsBlock:
    listed = []
    for event in events_in_order(atlas, view.cluster):
        title, url = sourced(atlas, event["source_id"])
        reported, basis = (
            event["as_reported"],
            in_language(text, event["basis_fa"], event["basis_en"]),
        )
        lines = [text("cluster.later_step")] if event["known"] > known_until(atlas.as_of) else []
        lines += (
            [text("cluster.said", words=reported)]
            if reported and reported != event["stage"]
            else []
        )
        group = atlas.stages.at[event["stage"], "group"]
        listed.append(
            PlaceStep(
                date=text.date(event["date"]),
                title=str(atlas.stages.at[event["stage"], f"name_{text.lang}"]),
                group=group if group in GROUPS else NOT_REPORTED,
                lines=[*lines, *([basis] if basis else [])],
                source=title,
                url=url,
            )
        )
    return StepsBlock(
        title=text("cluster.steps", n=len(listed)) if listed else text("cluster.steps_none"),
        steps=listed,
        empty=text("cluster.no_steps"),
        note=text("cluster.steps_note") if listed else "",
        source_label=text("card.source"),
        info=method_link(view, text, "stages"),
        csv=csv_link(cluster_sheets.steps, view, text) if listed else None,
        source=text("cluster.steps_source") if listed else "",
    )


def _figures(atlas: Atlas, view: View, text: Text) -> LedgerBlock:
    table = figure_rows(atlas, view.cluster)
    apart = (
        table.groupby("indicator")[["low", "high"]].nunique().max(axis=1)
        if len(table)
        else pd.Series(dtype=int)
    )
    differ = [
        str(reference().indicators.at[name, f"name_{text.lang}"]) for name in apart.index[apart > 1]
    ]
    note = text("cluster.figures_differ", names=text.join(differ)) if differ else ""
    title = text("cluster.figures", n=len(table)) if len(table) else text("cluster.figures_none")
    return replace(
        sheet_block(
            atlas,
            view,
            text,
            cluster_sheets.figures,
            title,
            method="figures",
            note=note,
            source=text("cluster.figures_source"),
        ),
        empty=text("cluster.no_figures"),
    )


def _triangle(atlas: Atlas, view: View, text: Text) -> TriangleBlock:
    tags, names = own(atlas.content.tags, view.cluster), reference().tags
    on_file = {kind: set(tags.loc[tags["kind"] == kind, "tag"]) for kind in ("body", "shortfall")}

    def named(kind: str, tag: str) -> str:
        return str(names.at[(kind, tag), f"name_{text.lang}"])

    bodies, shortfalls = (
        [named(kind, t) for k, t in names.index if k == kind and t in on_file[kind]]
        for kind in ("body", "shortfall")
    )
    top, left, right = (TriangleCorner(named("body", c), c in on_file["body"]) for c in CORNERS)
    corners = (top, left, right)
    recorded = [c.label for c in corners if c.on]
    say = (
        text("cluster.triangle_say", corners=text.join(recorded))
        if recorded
        else text("cluster.triangle_none")
    )
    return TriangleBlock(
        title=say,
        say=say,
        corners=corners,
        bodies=bodies,
        bodies_title=text("cluster.bodies"),
        bodies_none=text("cluster.bodies_none"),
        shortfalls=shortfalls,
        shortfalls_title=text("cluster.shortfalls"),
        shortfalls_none=text("cluster.shortfalls_none"),
        source=text("place.records_source"),
        info=method_link(view, text, "triangle"),
    )


def _history(atlas: Atlas, view: View, text: Text) -> StepsBlock:
    found = history_of(atlas, view, text)
    labels = field_labels(field_table(data_folder()), text)
    nothing = text("grid.nothing")
    listed = []
    for step in found:
        lines = [
            text(
                "grid.field_change",
                field=labels.get(f.field, f.field),
                old=f.old or nothing,
                new=f.new or nothing,
            )
            for f in step.fields
        ]
        title = text(
            "history.step",
            what=text(f"history.{step.kind}"),
            number=step.number,
            kind=text(f"versions.kind_{step.version_kind}", n=step.restored or 0),
        )
        listed.append(
            PlaceStep(text.moment(step.at), title, NOT_REPORTED, lines, source="", url="")
        )
    title = text("history.title", n=len(found)) if found else text("history.none")
    return StepsBlock(
        title=title,
        steps=listed,
        empty=text("history.empty"),
        info=method_link(view, text, "history"),
        csv=csv_link(cluster_sheets.history, view, text) if listed else None,
        source=text("history.source") if listed else "",
        wide=True,
    )
