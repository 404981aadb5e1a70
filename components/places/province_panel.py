"""The province page: its head and blocks; and the list of all provinces where none is chosen."""

from dataclasses import replace

import numpy as np
import pandas as pd

from components.bridge.blocks import Blocks, sheet_block
from components.bridge.date_notice import date_notice
from components.bridge.links import cluster_address, method_link, subject_link
from components.bridge.sheets import csv_link, name_of
from components.contract.place_blocks import Gap, GapsBlock, LedgerBlock, ProseBlock, SketchBlock
from components.contract.places import PlaceFact, PlaceHead
from components.places import province_sheets
from components.places.outline import province_map
from components.places.province_sheets import alike_of, gaps_of, in_order, province_of, standing_of
from components.places.stage_bars import stage_bars
from components.places.subject import rows
from components.server.memory import remembered
from components.server.site import reference
from components.words.finding_words import clusters_text, named
from components.words.findings import shown_value
from components.words.names import cluster_names
from components.words.text import Text
from geo.atlas import Atlas
from geo.drawing.sketch import neighbours
from geo.findings import FEW as FEW_CLUSTERS
from geo.findings import leaders, place
from geo.gaps import GAPS
from geo.indicators import DEFAULT
from geo.mix import COMPARABLE, FEW, FEW_IN_ALL
from geo.profile import Standing, trade_mix, without_trade
from geo.view import View, only, without

NAMED = 20
"""Clusters named under each thing that is missing; the CSV has them all."""
ALIKE = 8


@remembered()
def every_province(atlas: Atlas, view: View, text: Text) -> tuple[PlaceHead, Blocks]:
    """The list of all provinces."""
    stand = standing_of(atlas, view)
    head = PlaceHead(
        dated=date_notice(view, text, "province"),
        kicker=text("nav.province"),
        title=text("province.all", n=len(stand.table)),
        notices=[text("province.choose")],
    )
    listed = replace(
        sheet_block(
            atlas,
            view,
            text,
            province_sheets.provinces,
            text("province.all_title"),
            method=DEFAULT,
            source=text("place.census_source"),
            note=text("province.all_note"),
        ),
        wide=True,
    )
    return head, [listed]


@remembered()
def one_province(atlas: Atlas, view: View, text: Text) -> tuple[PlaceHead, Blocks]:
    """What the page about a province says."""
    code = province_of(view)
    here = rows(atlas, only(view, "province"))
    blocks: Blocks = [_map(atlas, view, text, here), _official(atlas, view, text)]
    if len(here):
        blocks += [
            stage_bars(atlas, view, text, "province"),
            _trades(atlas, view, text, here),
            _alike(atlas, view, text),
            _gaps(atlas, view, text, here),
        ]
    elif _on_file(atlas, code):
        blocks.append(
            ProseBlock(
                title=text("province.none_here"), paragraphs=[text("province.none_here_note")]
            )
        )
    else:
        blocks.insert(0, _no_record(atlas, view, text))
    return _head(atlas, view, text), blocks


def _on_file(atlas: Atlas, code: str) -> int:
    return int((atlas.province_codes == atlas.provinces.index.get_loc(code)).sum())


def _head(atlas: Atlas, view: View, text: Text) -> PlaceHead:
    code = province_of(view)
    facts, stand = atlas.provinces.loc[code], standing_of(atlas, view)
    mine = stand.table.loc[code]
    order = in_order(atlas, text)
    place = order.index(code)
    before, after = order[place - 1], order[(place + 1) % len(order)]
    name = name_of(atlas, text)
    link = method_link(view, text, DEFAULT)
    documented = method_link(view, text, "documented")
    has = mine["on_file"] > 0
    documented_here = int(mine["clusters"])
    other = "en" if text.is_rtl else "fa"
    return PlaceHead(
        dated=date_notice(view, text, "province"),
        kicker=text("nav.province"),
        title=name(code),
        other=facts[f"name_{other}"],
        other_lang=other,
        nav_label=text("province.walk"),
        nav=[
            subject_link(view, "province", before, text("province.previous", name=name(before))),
            subject_link(view, "province", after, text("province.next", name=name(after))),
            subject_link(view, "province", "", text("province.list")),
        ],
        facts=[
            PlaceFact(
                text("place.documented"),
                text.number(documented_here) if has else None,
                why=text("map.no_record"),
                info=documented,
            ),
            PlaceFact(
                text(f"indicator.{DEFAULT}.name"),
                shown_value(text, DEFAULT, float(mine[DEFAULT])) if has else None,
                note=_rank(text, stand, code) if has else "",
                why=text("map.no_record"),
                info=link,
            ),
            PlaceFact(
                text("place.population"),
                text.number(int(facts["population"])),
                note=text("place.census"),
                info=method_link(view, text, "census"),
            ),
            PlaceFact(
                text("place.area"),
                text.number(int(facts["area_km2"])),
                note=text("place.official_area"),
                info=method_link(view, text, "census"),
            ),
        ],
    )


def _rank(text: Text, stand: Standing, code: str) -> str:
    """Where the province stands by clusters per million.

    With those it shares its place with and, where they are few, the clusters that this rests on.
    """
    stands = place(stand.table[DEFAULT], code)
    assert stands is not None, "a province with a record has a figure"
    key = "province.rank_level" if stands.level_with else "province.rank_of"
    said = text(
        key, rank=stands.rank, ranked=stands.among, total=len(stand.table), n=stands.level_with
    )
    clusters = int(stand.table.at[code, "clusters"])
    return (
        text("finding.value_from", value=said, basis=clusters_text(text, clusters))
        if clusters < FEW_CLUSTERS
        else said
    )


def _map(atlas: Atlas, view: View, text: Text, here: np.ndarray) -> SketchBlock:
    rough = int((atlas.clusters["precision"].iloc[here] != "city").sum())
    title = (
        text("province.map_title", rough=rough, n=len(here))
        if len(here)
        else text("province.map_empty")
    )
    return province_map(atlas, view, text, title, province_of(view), here)


def _official(atlas: Atlas, view: View, text: Text) -> LedgerBlock:
    published = (atlas.provincial_totals["province_iso"] == province_of(view)).sum()
    title = text("province.official_title") if published else text("province.official_none")
    return sheet_block(
        atlas,
        view,
        text,
        province_sheets.official,
        title,
        method="official",
        note=text("province.official_note"),
        source=text("province.official_source"),
    )


def _trades(atlas: Atlas, view: View, text: Text, here: np.ndarray) -> LedgerBlock:
    table = trade_mix(atlas, here, rows(atlas, without(view, "province")))
    title = text("province.trades_none")
    found, known = leaders(table["here"]), int(table["here"].sum())
    if found and found.is_level and len(found.keys) > 1:
        title = text("province.trades_title_level", n=known)
    elif found:
        names = named(
            text, found.keys, lambda code: str(atlas.trades.at[code, f"name_{text.lang}"]), "trade"
        )
        key = "province.trades_title" if len(found.keys) == 1 else "province.trades_title_tie"
        title = text(key, trades=names, count=int(found.value), n=known)
    note = text(
        "province.quotient_note", few=FEW, few_in_all=FEW_IN_ALL, unknown=without_trade(atlas, here)
    )
    return replace(
        sheet_block(
            atlas,
            view,
            text,
            province_sheets.trades,
            title,
            method="quotient",
            note=note,
            source=text("place.records_source"),
        ),
        wide=True,
    )


def _alike(atlas: Atlas, view: View, text: Text) -> LedgerBlock:
    table = alike_of(atlas, view)
    made = sheet_block(
        atlas,
        view,
        text,
        province_sheets.similar,
        _likest(atlas, text, table),
        method="similarity",
        note=text("province.alike_note", few=COMPARABLE),
        source=text("place.records_source"),
    )
    measured = int(table[["trades", "stages"]].notna().any(axis=1).sum())
    return replace(made, rows=made.rows[: min(measured, ALIKE)])


def _likest(atlas: Atlas, text: Text, table: pd.DataFrame) -> str:
    """Which provinces are most like this one in trades; of those that are compared at all."""
    found = leaders(table["trades"])
    if found is None:
        return text("province.alike_none")
    if not found.value:
        return text("province.alike_nothing")
    names = named(text, found.keys, name_of(atlas, text), "province")
    return text(
        "province.alike_level" if found.is_level else "province.alike_first",
        names=names,
        share=text.percent(found.value),
    )


def _gaps(atlas: Atlas, view: View, text: Text, here: np.ndarray) -> GapsBlock:
    lacking = gaps_of(atlas)
    listed = []
    for gap in GAPS:
        found = here[lacking[gap][here]]
        if len(found):
            more = text("gap.more", n=len(found) - NAMED) if len(found) > NAMED else ""
            count = text("gap.of", n=len(found), total=len(here))
            named = cluster_names(atlas, found[:NAMED], text)
            listed.append(Gap(gap, text(f"gap.{gap}"), count, named, more))
    return GapsBlock(
        title=text("gap.title"),
        note=text("gap.note"),
        info=method_link(view, text, "gaps"),
        gaps=listed,
        href=cluster_address(view),
        empty=text("gap.none"),
        csv=csv_link(province_sheets.missing, view, text),
        source=text("place.records_source"),
    )


def _no_record(atlas: Atlas, view: View, text: Text) -> ProseBlock:
    code = province_of(view)
    order = in_order(atlas, text)
    near = sorted(neighbours(reference().boundaries, code), key=order.index)
    links = [subject_link(view, "province", c, _with_count(atlas, text, c)) for c in near]
    return ProseBlock(
        title=text("province.no_record", name=name_of(atlas, text)(code)),
        paragraphs=[text("province.no_record_note")],
        links=links,
        wide=True,
    )


def _with_count(atlas: Atlas, text: Text, code: str) -> str:
    """A province with its clusters on file."""
    name, n = name_of(atlas, text)(code), _on_file(atlas, code)
    return (
        text("province.with_count", name=name, n=n) if n else text("province.with_none", name=name)
    )
