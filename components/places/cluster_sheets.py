"""The tables of the cluster page."""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter

import numpy as np
import pandas as pd

from components.bridge.links import subject_links
from components.bridge.sheets import Column, Row, TableContent, page_table
from components.places.subject import rows
from components.server.memory import remembered
from components.server.registry import registry
from components.server.site import data_folder, reference
from components.words.names import cluster_names, in_language
from components.words.text import Text, in_tehran
from geo.atlas import NEVER, Atlas
from geo.basis.jalali import span
from geo.distance import is_rough, nearest
from geo.registry.history import Step, record_history
from geo.registry.timeline import counted_from
from geo.view import View, without

NEAREST = 10


def own(frame: pd.DataFrame, cluster_id: str) -> pd.DataFrame:
    """The rows of one cluster."""
    return frame[frame["cluster_id"] == cluster_id]


def sourced(atlas: Atlas, source_id: str) -> tuple[str, str]:
    """Title and address of a source; empty for none."""
    sources = atlas.content.sources
    found = sources[sources["source_id"] == source_id]
    return (str(found["title"].iloc[0]), str(found["url"].iloc[0])) if len(found) else ("", "")


@remembered()
def figure_rows(atlas: Atlas, cluster_id: str) -> pd.DataFrame:
    """The observations of a cluster by indicator, each one's newest first.

    Indicators are in the order of data/indicators.csv.
    """
    order = {name: place for place, name in enumerate(reference().indicators.index)}
    mine = own(atlas.content.observations, cluster_id)
    return mine.assign(place=mine["indicator"].map(order)).sort_values(
        ["place", "as_of"], ascending=[True, False], kind="stable"
    )


@page_table("cluster-figures", about="cluster")
def figures(atlas: Atlas, view: View, text: Text) -> TableContent:
    """Every figure on file, with its range, date and source; those of other sources beside it."""
    names = reference().indicators
    units = dict(zip(names["unit"], names[f"unit_{text.lang}"], strict=True))
    found: list[Row] = []
    for r in figure_rows(atlas, view.cluster).itertuples():
        title, url = sourced(atlas, str(r.source_id))
        unit = units.get(str(r.unit)) or str(r.unit)
        found.append(
            (
                str(names.at[r.indicator, f"name_{text.lang}"]),
                text.range(r.low, r.high),
                r.low,
                r.high,
                unit,
                str(r.as_of),
                title,
                url,
            )
        )
    return TableContent(
        [
            Column(text("cluster.figure")),
            Column(text("cluster.value"), True, only="screen"),
            Column(text("cluster.low"), True, only="file"),
            Column(text("cluster.high"), True, only="file"),
            Column(text("cluster.unit")),
            Column(text("place.as_of"), show=text.date, none=text("date.none")),
            Column(text("place.source"), url=itemgetter(7)),
            Column(text("cluster.address"), only="file"),
        ],
        found,
    )


def events_in_order(atlas: Atlas, cluster_id: str) -> Iterator[pd.Series]:
    """The stage events of a cluster by date, those without one last.

    Columns of stage_events, and `known`, the day from which each counts.
    """
    mine = counted_from(own(atlas.content.stage_events, cluster_id))
    order = {stage: place for place, stage in enumerate(atlas.stages.index)}
    keyed = mine.assign(
        begins=mine["first"].where(mine["date"] != "", NEVER), place=mine["stage"].map(order)
    ).sort_values(["begins", "place"], kind="stable")
    yield from (row for _, row in keyed.iterrows())


@page_table("cluster-steps", about="cluster")
def steps(atlas: Atlas, view: View, text: Text) -> TableContent:
    """Every stage event on file."""
    found: list[Row] = []
    for event in events_in_order(atlas, view.cluster):
        title, url = sourced(atlas, event["source_id"])
        days = [day.isoformat() for day in span(event["date"])] if event["date"] else ["", ""]
        name = str(atlas.stages.at[event["stage"], f"name_{text.lang}"])
        days.append(date.fromordinal(event["known"]).isoformat())
        found.append(
            (
                event["stage"],
                name,
                event["date"],
                *days,
                event["as_reported"],
                in_language(text, event["basis_fa"], event["basis_en"]),
                title,
                url,
            )
        )
    names = (
        "stage_code",
        "stage",
        "date",
        "first_day",
        "last_day",
        "counts_from",
        "as_reported",
        "basis",
    )
    return TableContent(
        [
            *(Column(text(f"cluster.{n}")) for n in names),
            Column(text("place.source")),
            Column(text("cluster.address")),
        ],
        found,
    )


@page_table("cluster-same-trade", about="cluster")
def same_trade(atlas: Atlas, view: View, text: Text) -> TableContent:
    """The nearest clusters of the same trade."""
    row = atlas.row_of[view.cluster]
    others = rows(atlas, without(view, "province", "trade"))
    trade = atlas.trade_codes[row]
    return _near(
        atlas,
        view,
        text,
        row,
        others[atlas.trade_codes[others] == trade] if trade < len(atlas.trades) else others[:0],
    )


@page_table("cluster-other-trades", about="cluster")
def other_trades(atlas: Atlas, view: View, text: Text) -> TableContent:
    """The nearest clusters of other trades."""
    row = atlas.row_of[view.cluster]
    others = rows(atlas, without(view, "province", "trade"))
    return _near(
        atlas, view, text, row, others[atlas.trade_codes[others] != atlas.trade_codes[row]]
    )


LINK = itemgetter(-1)
"""Where a row leads that ends with its link."""


def _near(atlas: Atlas, view: View, text: Text, row: int, others: np.ndarray) -> TableContent:
    near = nearest(atlas, row, others, NEAREST)
    places = np.array([place for place, _ in near], dtype=int)
    named = dict(cluster_names(atlas, places, text))
    links = subject_links(view, "cluster", named)
    provinces, trades, stages = (
        atlas.names[kind, text.lang] for kind in ("province", "trade", "stage")
    )

    def distance(kilometres: float, *, rough: bool) -> str:
        if kilometres < 1:
            return text("cluster.same_province" if rough else "cluster.same_place")
        return text("cluster.about_km" if rough else "cluster.km", n=round(kilometres))

    found: list[Row] = []
    for record, (_, kilometres), rough in zip(
        atlas.clusters.iloc[places].itertuples(), near, is_rough(atlas, row, places), strict=True
    ):
        name = named[record.cluster_id]
        found.append(
            (
                name,
                record.cluster_id,
                name,
                record.province_iso,
                distance(kilometres, rough=bool(rough)),
                round(kilometres, 1),
                trades.get(record.isic_division, ""),
                stages[record.stage],
                links[record.cluster_id],
            )
        )
    return TableContent(
        [
            Column(text("place.cluster"), link=LINK, only="screen"),
            Column(text("place.id"), only="file"),
            Column(text("place.cluster"), only="file"),
            Column(text("place.province"), show=provinces.get),
            Column(text("cluster.distance"), True, only="screen"),
            Column(text("cluster.distance_km"), True, only="file"),
            Column(text("place.trade")),
            Column(text("cluster.stage")),
        ],
        found,
    )


@remembered()
def history_of(atlas: Atlas, view: View, _text: Text) -> list[Step]:
    """What each version of the registry up to the one looked at did to the View's cluster."""
    return (
        record_history(
            registry(reference(), data_folder()), view.cluster, atlas.stages.index, atlas.number
        )
        if atlas.number
        else []
    )


@page_table("cluster-history", about="cluster")
def history(atlas: Atlas, view: View, text: Text) -> TableContent:
    """Every change of the record: version, time, author, field, before and after."""
    found: list[Row] = []
    for step in history_of(atlas, view, text):
        head = (
            step.number,
            in_tehran(step.at).isoformat(),
            text(f"versions.kind_{step.version_kind}", n=step.restored or 0),
            step.author,
            text(f"history.{step.kind}"),
        )
        found += [(*head, f.field, f.old, f.new) for f in step.fields] or [(*head, "", "", "")]
    names = ("number", "at", "kind", "author", "what", "field", "old", "new")
    return TableContent([Column(text(f"history.{n}"), n == "number") for n in names], found)
