"""Blocks: what a page about a place is made of, as data for browser/place.js."""

from typing import Any

from components.bridge.links import method_link
from components.bridge.panel import untyped_panel
from components.bridge.sheets import PageTable, csv_link, shown_rows
from components.contract.links import PageLink
from components.words.text import Text
from geo.atlas import Atlas
from geo.view import View

Blocks = list[dict[str, Any]]


def block(kind: str, title: str, **content: Any) -> dict[str, Any]:
    """A block; content that is empty is not sent."""
    return {"kind": kind, "title": title} | {
        name: value for name, value in content.items() if value not in (None, "", False)
    }


def sheet_block(
    atlas: Atlas,
    view: View,
    text: Text,
    table: PageTable,
    title: str,
    *,
    method: str = "",
    kind: str = "ledger",
    **content: Any,
) -> dict[str, Any]:
    """A block that shows a table, with the link to its CSV and to its method."""
    shown = shown_rows(table(atlas, view, text))
    return block(
        kind,
        title,
        info=method_link(view, text, method) if method else None,
        csv=csv_link(table, view, text) if shown["rows"] else None,
        empty=content.pop("empty", text("place.nothing")),
        notReported=text("place.not_reported"),
        **shown,
        **content,
    )


def fact(
    label: str,
    value: str | None,
    *,
    note: str = "",
    why: str = "",
    info: PageLink | None = None,
) -> dict[str, Any]:
    """A figure of the head; without a value it says why."""
    return {"label": label, "value": value, "note": note, "why": why, "info": info}


def render(head: dict[str, Any], blocks: Blocks) -> None:
    """Send a page about one place, trade, cluster or the atlas: its head, then block by block."""
    untyped_panel("place", {"head": head, "blocks": blocks})
