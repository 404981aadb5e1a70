"""Blocks: what a page about a place is made of."""

from collections.abc import Sequence

from components.bridge.links import method_link
from components.bridge.panel import panel
from components.bridge.sheets import PageTable, csv_link, shown_columns, shown_rows
from components.contract.place_blocks import Block, LedgerBlock
from components.contract.places import Place, PlaceHead
from components.words.text import Text
from geo.atlas import Atlas
from geo.view import View

Blocks = list[Block]


def sheet_block(
    atlas: Atlas,
    view: View,
    text: Text,
    table: PageTable,
    title: str,
    *,
    method: str = "",
    note: str = "",
    source: str = "",
) -> LedgerBlock:
    """A block that shows a table, with the link to its CSV and to its method."""
    made = table(atlas, view, text)
    rows = shown_rows(made)
    return LedgerBlock(
        title=title,
        info=method_link(view, text, method) if method else None,
        note=note,
        source=source,
        csv=csv_link(table, view, text) if rows else None,
        columns=shown_columns(made),
        rows=rows,
        empty=text("place.nothing"),
        not_reported=text("place.not_reported"),
    )


def render(head: PlaceHead | None, blocks: Sequence[Block], place: str = "") -> None:
    """Send a page about a place, or blocks for another page; `place` tells them from others."""
    panel(Place(head, blocks), place)
