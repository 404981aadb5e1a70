"""Stage groups of what a page is about beside all clusters.

Two bars on one scale of shares, and the numbers.
"""

import pandas as pd

from components.bridge.blocks import sheet_block
from components.contract.place_blocks import MixBar, MixBlock, MixPart
from components.places import province_sheets, trade_sheets
from components.words.text import Text
from geo.atlas import GROUPS, NOT_REPORTED, Atlas
from geo.indicators import INDICATORS
from geo.mix import shares
from geo.view import View

SHEET = {"province": province_sheets.stages, "trade": trade_sheets.stages}
LABELLED = 0.08
"""Share of a bar from which on its number stands in it."""


def stage_bars(atlas: Atlas, view: View, text: Text, param: str) -> MixBlock:
    """The block.

    Title, bars and table have one denominator: the clusters with a known stage; the others are told
    beside, in no share.
    """
    table = province_sheets.stages_beside(atlas, view, param)
    groups = table.loc[list(GROUPS)]
    known = groups.sum()
    bars = [
        _bar(text, column, groups[column], int(table.at[NOT_REPORTED, column]))
        for column in ("here", "national")
    ]
    if view.chosen("stage"):
        # a share of stages among clusters chosen by their stage would repeat the filter
        title = text(
            "place.stages_chosen", n=int(table["here"].sum()), national=int(table["national"].sum())
        )
    elif known["here"]:
        completed = INDICATORS["share_completed"].of({g: groups.loc[g] for g in GROUPS})
        share, national = map(text.percent, completed)
        title = text(
            "place.stages_title",
            count=int(groups.at["completed", "here"]),
            known=int(known["here"]),
            share=share,
            national=national,
        )
    else:
        title = text("place.stages_none")
    source = text("place.records_source")
    listed = sheet_block(atlas, view, text, SHEET[param], title, method="stages", source=source)
    return MixBlock(
        title=listed.title,
        info=listed.info,
        source=listed.source,
        csv=listed.csv,
        columns=listed.columns,
        rows=listed.rows,
        empty=listed.empty,
        not_reported=listed.not_reported,
        bars=bars,
    )


def _bar(text: Text, column: str, counts: pd.Series, unknown: int) -> MixBar:
    """The shares of the stage groups among the clusters whose stage is known."""
    parts = [
        MixPart(group, round(100 * share, 2), text.percent(share) if share >= LABELLED else "")
        for group, share in zip(counts.index, shares(counts.to_numpy()).tolist(), strict=True)
        if share > 0
    ]
    label = text(f"place.bar_{column}", n=int(counts.sum()))
    said = text.join(
        f"{text(f'group.{group}')} {text.number(int(n))}" for group, n in counts.items()
    )
    rest = f"; {text('place.in_no_share', n=unknown)}" if unknown else ""
    return MixBar(label, parts, f"{label}: {said}{rest}")
