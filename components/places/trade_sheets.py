"""The tables of the trade page."""

import numpy as np

from components.bridge.links import subject_link
from components.bridge.sheets import Column, Row, TableContent, code_and_name, page_table
from components.places.province_sheets import stage_sheet
from components.places.subject import rows
from components.words.text import Text
from geo.atlas import NOT_REPORTED, Atlas
from geo.mix import shares
from geo.view import View, only, without


def trade_name(atlas: Atlas, text: Text, code: str) -> str:
    """A trade as its reader calls it; the records that name none stand together as one."""
    return (
        text("trade.not_reported")
        if code == NOT_REPORTED
        else str(atlas.trades.at[code, f"name_{text.lang}"])
    )


def used_trades(atlas: Atlas, view: View) -> np.ndarray:
    """Positions in the Atlas's trades of those with a cluster under the View's other filters."""
    found = np.unique(atlas.trade_codes[rows(atlas, without(view, "trade"))])
    return found[found < len(atlas.trades)]


@page_table("trades")
def trades(atlas: Atlas, view: View, text: Text) -> TableContent:
    """All trades with a cluster, most first."""
    here = rows(atlas, without(view, "trade"))
    codes = [*atlas.trades.index, NOT_REPORTED]
    counts = np.bincount(atlas.trade_codes[here], minlength=len(codes))
    most = max(int(counts.max()), 1)
    found: list[Row] = []
    for place in np.argsort(-counts, kind="stable"):
        if counts[place]:
            provinces = len(np.unique(atlas.province_codes[here[atlas.trade_codes[here] == place]]))
            found.append((codes[place], codes[place], int(counts[place]), provinces))
    return TableContent(
        [
            Column(
                text("place.trade"),
                show=lambda code: trade_name(atlas, text, code),
                link=lambda row: subject_link(
                    view, "trade", row[0], trade_name(atlas, text, row[0])
                ),
            ),
            Column(text("place.isic"), only="file"),
            Column(text("place.documented"), True, text.number, bar=lambda row: row[2] / most),
            Column(text("trade.provinces"), True, text.number),
        ],
        found,
    )


def by_province(atlas: Atlas, view: View) -> np.ndarray:
    """Clusters of the trade in each province."""
    return np.bincount(
        atlas.province_codes[rows(atlas, only(view, "trade"))], minlength=len(atlas.provinces)
    )


@page_table("trade-provinces", about="trade")
def provinces(atlas: Atlas, view: View, text: Text) -> TableContent:
    """The provinces that have the trade, most first.

    Each with the share of its clusters that the trade makes.
    """
    counts = by_province(atlas, view)
    all_ = np.bincount(
        atlas.province_codes[rows(atlas, without(view, "trade"))], minlength=len(counts)
    )
    national = shares(counts)
    most = max(int(counts.max()), 1)
    codes = atlas.provinces.index
    found: list[Row] = [
        (
            codes[i],
            codes[i],
            int(counts[i]),
            float(national[i]),
            int(all_[i]),
            float(counts[i] / all_[i]),
        )
        for i in np.argsort(-counts, kind="stable")
        if counts[i]
    ]
    return TableContent(
        [
            *code_and_name(atlas, view, text, text("place.province")),
            Column(text("trade.here"), True, text.number, bar=lambda row: row[2] / most),
            Column(text("trade.share_of_trade"), True, text.percent),
            Column(text("trade.of_province"), True, text.number),
            Column(text("trade.share_of_province"), True, text.percent),
        ],
        found,
    )


@page_table("trade-stages", about="trade")
def stages(atlas: Atlas, view: View, text: Text) -> TableContent:
    """The trade's stage groups beside the country's."""
    return stage_sheet(atlas, view, text, "trade")
