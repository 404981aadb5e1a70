"""The figures row: official totals, what is documented, what is filtered."""

from typing import Any

import pandas as pd

from components.names import version_name
from components.panel import panel
from components.places.block import method_link
from components.text import Text
from geo.atlas import Atlas
from geo.selection import Selection

GROUP_COLUMNS = ("waiting", "in_progress", "completed", "not_reported")
HEADLINE_SOURCE = "en.isipo.ir page 269"
"""The row of official_totals.csv that is this programme's headline: the only one with all three figures and the rest named."""


def headline(atlas: Atlas) -> pd.Series:
    """The official headline: identified, completed, in progress."""
    rows = atlas.official_totals[atlas.official_totals["source"] == HEADLINE_SOURCE]
    return rows.iloc[0] if len(rows) else atlas.official_totals.iloc[0]


def figures(atlas: Atlas, selection: Selection, text: Text) -> dict[str, Any]:
    """Three rows of numbers with their sources."""
    official = headline(atlas)

    def published(value: object, note: str | None = None) -> dict[str, Any]:
        return {"value": None if pd.isna(value) else text.number(int(str(value))), "why": text("figures.official_none"), "note": note}

    rest = official["identified"] - official["completed"] - official["in_progress"]
    missing = {"value": None, "why": text("figures.official_none")}
    date = text.year(official["as_of_jalali"]) if str(official["as_of_jalali"]).isdigit() else text("date.none")

    def counted(groups: dict[str, int], total: int) -> list[dict[str, Any]]:
        return [{"value": text.number(total)}, *({"value": text.number(groups[g])} for g in GROUP_COLUMNS)]

    on_file = text("figures.on_file_note", version=version_name(atlas, text))
    if selection.view.as_of:
        on_file = text("list.and", first=on_file, last=text("sentence.as_of", date=text.date(selection.view.as_of)))

    return {
        "caption": text("figures.caption"),
        "columns": [text(f"figures.{c}") for c in ("total", *GROUP_COLUMNS)],
        "rows": [
            {
                "title": text("figures.official"),
                "info": method_link(atlas, selection.view, text, "official"),
                "note": text("figures.official_note", date=date),
                "source": official["source"],
                "cells": [
                    published(official["identified"]),
                    published(rest, text("figures.official_rest")),
                    published(official["in_progress"]),
                    published(official["completed"]),
                    missing,
                ],
            },
            {
                "title": text("figures.on_file"),
                "info": method_link(atlas, selection.view, text, "documented"),
                "note": on_file,
                "source": "",
                "cells": counted(selection.groups_on_file, selection.total_on_file),
            },
            {
                "title": text("figures.view"),
                "info": method_link(atlas, selection.view, text, "documented"),
                "note": text("figures.view_note"),
                "source": "",
                "strong": True,
                "cells": counted(selection.groups, selection.count),
            },
        ],
    }


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    panel("figures", figures(atlas, selection, text))
