"""The trade page: one trade across the country; and the list of all trades where none is chosen."""

from dataclasses import replace

import numpy as np
import pandas as pd

from components.bridge.blocks import Blocks, sheet_block
from components.bridge.date_notice import date_notice
from components.bridge.links import method_link, subject_link
from components.bridge.sheets import name_of
from components.contract.place_blocks import ProseBlock
from components.contract.places import PlaceFact, PlaceHead
from components.places import trade_sheets
from components.places.outline import country_map
from components.places.stage_bars import stage_bars
from components.places.subject import rows
from components.places.trade_sheets import by_province, trade_name, used_trades
from components.server.memory import remembered
from components.server.site import selection
from components.words.finding_words import named
from components.words.text import Text
from geo.atlas import NOT_REPORTED, Atlas
from geo.filters import FILTERS
from geo.findings import leaders
from geo.view import View, only, without


@remembered()
def every_trade(atlas: Atlas, view: View, text: Text) -> tuple[PlaceHead, Blocks]:
    """The list of all trades."""
    listed = replace(
        sheet_block(
            atlas,
            view,
            text,
            trade_sheets.trades,
            text("trade.all_title"),
            method="trade",
            source=text("place.records_source"),
        ),
        wide=True,
    )
    head = PlaceHead(
        dated=date_notice(view, text, "trade"),
        kicker=text("nav.trade"),
        title=text("trade.all", n=len(used_trades(atlas, view))),
        notices=[text("trade.choose")],
    )
    return head, [listed]


@remembered()
def one_trade(atlas: Atlas, view: View, text: Text) -> tuple[PlaceHead, Blocks]:
    """What the page about a trade says."""
    here = rows(atlas, only(view, "trade"))
    counts = by_province(atlas, view)
    head = _head(atlas, view, text, here, counts)
    if not len(here):
        return head, [ProseBlock(title=text("trade.none"), paragraphs=[text("trade.none_note")])]
    title = _where(atlas, text, pd.Series(counts, index=atlas.provinces.index), len(here))
    return head, [
        country_map(atlas, view, text, title, here, counts),
        stage_bars(atlas, view, text, "trade"),
        sheet_block(
            atlas,
            view,
            text,
            trade_sheets.provinces,
            text("trade.provinces_title", n=int((counts > 0).sum())),
            method="trade",
            source=text("place.records_source"),
        ),
    ]


def _where(atlas: Atlas, text: Text, counts: pd.Series, total: int) -> str:
    """Which provinces have most of the trade's clusters, of those that have any."""
    found = leaders(counts[counts > 0])
    assert found is not None, "the trade has a cluster"
    names = named(text, found.keys, name_of(atlas, text), "province")
    if found.is_level:
        return (
            text("trade.map_title_one", provinces=names, count=total)
            if found.compared == 1
            else text("trade.map_title_level", n=total)
        )
    return text(
        "trade.map_title" if len(found.keys) == 1 else "trade.map_title_tie",
        provinces=names,
        count=int(found.value),
        n=total,
    )


def _head(atlas: Atlas, view: View, text: Text, here: np.ndarray, counts: np.ndarray) -> PlaceHead:
    code = view.chosen("trade")[0]
    known = next(f for f in FILTERS if f.param == "trade")
    codes = [
        c
        for c, n in zip(
            known.values(atlas),
            known.counts(atlas, np.ones(len(atlas.clusters), dtype=bool)),
            strict=True,
        )
        if n or c == code
    ]
    place = codes.index(code)
    before, after = codes[place - 1], codes[(place + 1) % len(codes)]
    documented, total = (
        method_link(view, text, "documented"),
        len(rows(atlas, without(view, "trade"))),
    )
    other = "en" if text.is_rtl else "fa"
    is_unknown = selection(atlas, view).is_unknown
    return PlaceHead(
        dated=date_notice(view, text, "trade"),
        kicker=text("nav.trade"),
        title=trade_name(atlas, text, code),
        other=""
        if code == NOT_REPORTED
        else text(
            "trade.code", name=atlas.trades.at[code, f"name_{other}"], code=text.digits(code)
        ),
        nav_label=text("trade.walk"),
        nav=[
            subject_link(
                view, "trade", before, text("trade.previous", name=trade_name(atlas, text, before))
            ),
            subject_link(
                view, "trade", after, text("trade.next", name=trade_name(atlas, text, after))
            ),
            subject_link(view, "trade", "", text("trade.list")),
        ],
        facts=[
            PlaceFact(
                text("place.documented"),
                None if is_unknown else text.number(len(here)),
                why=text("map.no_record"),
                note="" if is_unknown else text("trade.of_all", n=total),
                info=documented,
            ),
            PlaceFact(
                text("trade.provinces"),
                None if is_unknown else text.number(int((counts > 0).sum())),
                why=text("map.no_record"),
                info=method_link(view, text, "trade"),
            ),
        ],
    )
