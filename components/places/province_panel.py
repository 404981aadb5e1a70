"""The province page: its head and blocks; and the list of all provinces where none is chosen."""

from typing import Any

import numpy as np

from components.date_notice import date_notice
from components.memory import remembered
from components.places import block
from components.places.block import Blocks, fact, method_link, sheet_block
from components.places.outline import province_map
from components.places.province_sheets import gaps_of, in_order, name_of, province_of, standing_of
from components.places.stage_bars import stage_bars
from components.places.subject import cluster_address, cluster_names, only, rows, subject_link, without
from components.site import ground
from components.table_export import csv_link
from components.text import Text
from geo.atlas import Atlas
from geo.gaps import GAPS
from geo.mix import COMPARABLE, FEW, FEW_IN_ALL
from geo.profile import trade_mix, without_trade
from geo.sketch import neighbours
from geo.view import View

NAMED = 20
"""Clusters named under each thing that is missing; the CSV has them all."""
ALIKE = 8


@remembered()
def every_province(atlas: Atlas, view: View, text: Text) -> tuple[dict[str, Any], Blocks]:
    """The list of all provinces."""
    stand = standing_of(atlas, view)
    head = {
        "dated": date_notice(atlas, view, text, "province"),
        "kicker": text("nav.province"),
        "title": text("province.all", n=len(stand.table)),
        "notices": [text("province.choose")],
    }
    listed = sheet_block(
        atlas, view, text, "provinces", text("province.all_title"), method="per_million", source=text("place.census_source"), note=text("province.all_note")
    )
    return head, [listed | {"wide": True}]


@remembered()
def one_province(atlas: Atlas, view: View, text: Text) -> tuple[dict[str, Any], Blocks]:
    """What the page about a province says."""
    code = province_of(view)
    here = rows(atlas, only(view, "province"))
    blocks = [_map(atlas, view, text, here), _official(atlas, view, text)]
    if len(here):
        blocks += [stage_bars(atlas, view, text, "province"), _trades(atlas, view, text, here), _alike(atlas, view, text), _gaps(atlas, view, text, here)]
    elif _on_file(atlas, code):
        blocks.append(block.block("prose", text("province.none_here"), paragraphs=[text("province.none_here_note")]))
    else:
        blocks.insert(0, _no_record(atlas, view, text))
    return _head(atlas, view, text), blocks


def _on_file(atlas: Atlas, code: str) -> int:
    return int((atlas.province_codes == atlas.provinces.index.get_loc(code)).sum())


def _head(atlas: Atlas, view: View, text: Text) -> dict[str, Any]:
    code = province_of(view)
    facts, stand = atlas.provinces.loc[code], standing_of(atlas, view)
    mine = stand.table.loc[code]
    order = in_order(atlas, text)
    place = order.index(code)
    before, after = order[place - 1], order[(place + 1) % len(order)]
    name = name_of(atlas, text)
    link = method_link(atlas, view, text, "per_million")
    documented = method_link(atlas, view, text, "documented")
    has = mine["on_file"] > 0
    rank = text("province.rank_of", rank=int(mine["rank"]), ranked=stand.ranked, total=len(order))
    other = "en" if text.is_rtl else "fa"
    return {
        "dated": date_notice(atlas, view, text, "province"),
        "kicker": text("nav.province"),
        "title": name(code),
        "other": facts[f"name_{other}"],
        "otherLang": other,
        "navLabel": text("province.walk"),
        "nav": [
            subject_link(atlas, view, "province", before, text("province.previous", name=name(before))),
            subject_link(atlas, view, "province", after, text("province.next", name=name(after))),
            subject_link(atlas, view, "province", "", text("province.list")),
        ],
        "facts": [
            fact(text("place.documented"), text.number(int(mine["clusters"])) if has else None, why=text("map.no_record"), info=documented),
            fact(
                text("metric.per_million"),
                text.significant(float(mine["per_million"])) if has else None,
                note=rank if has else "",
                why=text("map.no_record"),
                info=link,
            ),
            fact(text("place.population"), text.number(int(facts["population"])), note=text("place.census"), info=method_link(atlas, view, text, "census")),
            fact(text("place.area"), text.number(int(facts["area_km2"])), note=text("place.official_area"), info=method_link(atlas, view, text, "census")),
        ],
    }


def _map(atlas: Atlas, view: View, text: Text, here: np.ndarray) -> dict[str, Any]:
    drawn = province_map(atlas, view, text, province_of(view), here)
    rough = int((atlas.clusters["precision"].iloc[here] != "city").sum())
    title = text("province.map_title", rough=rough, n=len(here)) if len(here) else text("province.map_empty")
    source = text("map.attribution_own", file=atlas.boundaries.own_file) if atlas.boundaries.own_file else text("map.attribution")
    return block.block("sketch", title, info=method_link(atlas, view, text, "place"), source=source, **drawn)


def _official(atlas: Atlas, view: View, text: Text) -> dict[str, Any]:
    published = (atlas.provincial_totals["province_iso"] == province_of(view)).sum()
    title = text("province.official_title") if published else text("province.official_none")
    return sheet_block(
        atlas, view, text, "province-official", title, method="official", note=text("province.official_note"), source=text("province.official_source")
    )


def _trades(atlas: Atlas, view: View, text: Text, here: np.ndarray) -> dict[str, Any]:
    table = trade_mix(atlas, here, rows(atlas, without(view, "province")))
    title = text("province.trades_none")
    if len(table):
        first = str(atlas.trades.at[table.index[0], f"name_{text.lang}"])
        title = text("province.trades_title", trade=first, count=int(table["here"].iloc[0]), n=int(table["here"].sum()))
    note = text("province.quotient_note", few=FEW, few_in_all=FEW_IN_ALL, unknown=without_trade(atlas, here))
    return sheet_block(atlas, view, text, "province-trades", title, method="quotient", note=note, source=text("place.records_source"), wide=True)


def _alike(atlas: Atlas, view: View, text: Text) -> dict[str, Any]:
    made = sheet_block(atlas, view, text, "province-alike", text("province.alike_title"), method="similarity", source=text("place.records_source"))
    measured = [row for row in made["rows"] if row[1] is not None or row[2] is not None]
    first = measured[0][0]["text"] if measured and measured[0][1] is not None else ""
    title = text("province.alike_first", name=first) if first else text("province.alike_none")
    return made | {"title": title, "note": text("province.alike_note", few=COMPARABLE), "rows": measured[:ALIKE]}


def _gaps(atlas: Atlas, view: View, text: Text, here: np.ndarray) -> dict[str, Any]:
    lacking = gaps_of(atlas)
    listed = []
    for gap in GAPS:
        found = here[lacking[gap][here]]
        if len(found):
            more = text("gap.more", n=len(found) - NAMED) if len(found) > NAMED else ""
            count = text("gap.of", n=len(found), total=len(here))
            named = cluster_names(atlas, found[:NAMED], text)
            listed.append({"key": gap, "label": text(f"gap.{gap}"), "count": count, "clusters": named, "more": more})
    return block.block(
        "gaps",
        text("gap.title"),
        note=text("gap.note"),
        info=method_link(atlas, view, text, "gaps"),
        gaps=listed,
        href=cluster_address(atlas, view),
        empty=text("gap.none"),
        csv=csv_link("province-gaps", view, text),
        source=text("place.records_source"),
    )


def _no_record(atlas: Atlas, view: View, text: Text) -> dict[str, Any]:
    code = province_of(view)
    order = in_order(atlas, text)
    near = sorted(neighbours(ground().boundaries, code), key=order.index)
    name = name_of(atlas, text)
    links = [subject_link(atlas, view, "province", c, text("province.with_count", name=name(c), n=_on_file(atlas, c))) for c in near]
    return block.block("prose", text("province.no_record", name=name(code)), paragraphs=[text("province.no_record_note")], links=links, wide=True)
