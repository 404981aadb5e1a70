"""The trade page: one trade across the country; and the list of all trades where none is chosen."""

from typing import Any

import numpy as np

from components.date_notice import date_notice
from components.memory import remembered
from components.places import block
from components.places.block import Blocks, fact, method_link, sheet_block
from components.places.outline import country_map
from components.places.stage_bars import stage_bars
from components.places.subject import only, rows, subject_link, without
from components.places.trade_sheets import by_province, trade_name, used_trades
from components.text import Text
from geo.atlas import NOT_REPORTED, Atlas
from geo.filters import FILTERS
from geo.view import View


@remembered()
def every_trade(atlas: Atlas, view: View, text: Text) -> tuple[dict[str, Any], Blocks]:
    """The list of all trades."""
    listed = sheet_block(atlas, view, text, "trades", text("trade.all_title"), method="trade", source=text("place.records_source"), wide=True)
    head = {
        "dated": date_notice(atlas, view, text, "trade"),
        "kicker": text("nav.trade"),
        "title": text("trade.all", n=len(used_trades(atlas, view))),
        "notices": [text("trade.choose")],
    }
    return head, [listed]


@remembered()
def one_trade(atlas: Atlas, view: View, text: Text) -> tuple[dict[str, Any], Blocks]:
    """What the page about a trade says."""
    here = rows(atlas, only(view, "trade"))
    counts = by_province(atlas, view)
    head = _head(atlas, view, text, here, counts)
    if not len(here):
        return head, [block.block("prose", text("trade.none"), paragraphs=[text("trade.none_note")])]
    drawn = country_map(atlas, view, text, here, counts)
    first = str(atlas.provinces[f"name_{text.lang}"].iloc[int(counts.argmax())])
    title = text("trade.map_title", province=first, count=int(counts.max()), n=len(here))
    source = text("map.attribution_own", file=atlas.boundaries.own_file) if atlas.boundaries.own_file else text("map.attribution")
    return head, [
        block.block("sketch", title, info=method_link(atlas, view, text, "place"), source=source, **drawn),
        stage_bars(atlas, view, text, "trade"),
        sheet_block(
            atlas,
            view,
            text,
            "trade-provinces",
            text("trade.provinces_title", n=int((counts > 0).sum())),
            method="trade",
            source=text("place.records_source"),
        ),
    ]


def _head(atlas: Atlas, view: View, text: Text, here: np.ndarray, counts: np.ndarray) -> dict[str, Any]:
    code = view.chosen("trade")[0]
    known = next(f for f in FILTERS if f.param == "trade")
    codes = [c for c, n in zip(known.values(atlas), known.counts(atlas, np.ones(len(atlas.clusters), dtype=bool)), strict=True) if n or c == code]
    place = codes.index(code)
    before, after = codes[place - 1], codes[(place + 1) % len(codes)]
    documented, total = method_link(atlas, view, text, "documented"), len(rows(atlas, without(view, "trade")))
    other = "en" if text.is_rtl else "fa"
    return {
        "dated": date_notice(atlas, view, text, "trade"),
        "kicker": text("nav.trade"),
        "title": trade_name(atlas, text, code),
        "other": "" if code == NOT_REPORTED else text("trade.code", name=atlas.trades.at[code, f"name_{other}"], code=text.digits(code)),
        "navLabel": text("trade.walk"),
        "nav": [
            subject_link(atlas, view, "trade", before, text("trade.previous", name=trade_name(atlas, text, before))),
            subject_link(atlas, view, "trade", after, text("trade.next", name=trade_name(atlas, text, after))),
            subject_link(atlas, view, "trade", "", text("trade.list")),
        ],
        "facts": [
            fact(text("place.documented"), text.number(len(here)), note=text("trade.of_all", n=total), info=documented),
            fact(text("trade.provinces"), text.number(int((counts > 0).sum())), info=method_link(atlas, view, text, "trade")),
        ],
    }
