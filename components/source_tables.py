"""Official totals as published, and where everything comes from."""

from typing import Any

import pandas as pd

from components.names import in_language
from components.panel import panel
from components.text import Text
from geo.atlas import Atlas

NUMBERS = ("identified", "completed", "in_progress")


def _numbers(record: Any, text: Text) -> list[str]:
    values = [getattr(record, column) for column in NUMBERS]
    return ["" if pd.isna(v) else text.number(int(v)) for v in values]


def _table(name: str, columns: tuple[str, ...], rows: list[list[str]], text: Text) -> dict[str, Any]:
    return {"title": text(f"sources.{name}_title"), "note": text(f"sources.{name}_note"), "columns": [text(f"sources.{c}") for c in columns], "rows": rows}


def official(atlas: Atlas, text: Text) -> dict[str, Any]:
    """National totals over the years, worded."""
    rows = [
        [
            in_language(text, r.as_of_note_fa, r.as_of_note_en) or text.digits(r.as_of_jalali) or text("date.none"),
            *_numbers(r, text),
            in_language(text, r.other_fa, r.other_en),
            r.source,
        ]
        for r in atlas.official_totals.itertuples()
    ]
    return _table("official", ("as_of", *NUMBERS, "note", "source"), rows, text)


def provincial(atlas: Atlas, text: Text) -> dict[str, Any]:
    """Provincial totals, worded."""
    rows = [
        [
            str(atlas.provinces.at[r.province_iso, f"name_{text.lang}"]),
            text.digits(r.as_of_jalali) or text("date.none"),
            *_numbers(r, text),
            in_language(text, r.note_fa, r.note_en),
            r.source,
        ]
        for r in atlas.provincial_totals.itertuples()
    ]
    return _table("provincial", ("province", "as_of", *NUMBERS, "note", "source"), rows, text)


def render(atlas: Atlas, text: Text) -> None:
    """Both tables and the notes on data and method."""
    about = text("sources.data", n=len(atlas.clusters), version=atlas.version)
    if atlas.boundaries.own_file:
        about += "\n\n" + text("sources.own_boundaries", file=atlas.boundaries.own_file)
    if atlas.boundaries.stale_codes:
        about += "\n\n" + text("sources.stale_codes", file=atlas.boundaries.own_file)
    panel("sources", {"tables": [official(atlas, text), provincial(atlas, text)], "title": text("sources.data_title"), "paragraphs": about.split("\n\n")})
