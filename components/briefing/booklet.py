"""The booklet: a PDF with an A4 page for each Scene, longer where its list is.

Tagged, with bookmarks, set by Typst.
"""

import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import typst

from components.briefing.drawable import Speller
from components.briefing.face import HALF_SPACE
from components.briefing.map_svg import labels_of, locator_only, map_only
from components.briefing.more_faces import families
from components.briefing.plain_text import one_line
from components.briefing.scene import COLUMNS, LONGEST_TITLE, Scene
from components.briefing.typesetting import typeset
from components.server.palette import (
    ACCENT,
    AREA,
    GROUP,
    INK,
    MUTED,
    PAPER,
    RULE,
    SOFT,
    symbol_path,
)
from components.words.text import Text
from geo.drawing.gathering import NUMBER

TEMPLATE = Path(__file__).with_suffix(".typ")
MAP_WIDTHS = (80, 104)
"""Millimetres: where the list fits on the map's own page, and where it goes on over others."""
SHORT = 20
"""Rows of a list that fits."""
LISTED = 2000
"""Rows of the list; of more, the page says how many are left out."""
NAMES = 21.0
"""Size of the provinces' names, on the plan."""
WIDTHS = {
    "name": 2.6,
    "province": 1.5,
    "trade": 1.7,
    "place": 2.15,
    "stage": 1.95,
    "year": 1.0,
    "firms": 1.05,
    "employment": 1.25,
    "source": 0.75,
}
"""Shares of the width that the list's columns have."""


def write_pdf(scenes: Sequence[Scene], text: Text, title: str = "") -> bytes:
    """All scenes as one PDF, under this title where there are several.

    Raises ValueError without a scene.
    """
    if not scenes:
        raise ValueError("no scene")
    try:
        made = _set(scenes, text, title, Speller())
    # what a face has and what it can set side by side may differ in scripts that nobody here reads
    except typst.TypstError:
        made = _set(scenes, text, title, Speller(plainest=True))
    return _with_half_spaces(made)


def _set(asked: Sequence[Scene], text: Text, title: str, speller: Speller) -> bytes:
    """The pages as Typst sets them. Raises typst.TypstError where a text cannot be set."""
    scenes, title = [speller.of(scene) for scene in asked], speller.text(title)
    first = scenes[0]
    many = len(scenes) > 1
    day = date.fromisoformat(first.made_iso)
    one_province = all(s.map.locator for s in scenes)
    columns = [name for name in COLUMNS if not (name == "province" and one_province)]
    given = {
        "lang": text.lang,
        "face": families(),
        "title": (one_line(title, LONGEST_TITLE) or text("briefing.booklet"))
        if many
        else first.title,
        "author": text("app.title"),
        "description": text("briefing.booklet_note", n=len(scenes)) if many else first.sentence,
        "keywords": [s.stamp for s in asked],
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "made": first.made,
        # of several versions each page names its own
        "version": (
            text("briefing.version_is", version=first.version)
            if len({s.version for s in scenes}) == 1
            else ""
        ),
        "words": {
            "page": text.pattern("briefing.page"),
            "contents": text("briefing.contents"),
            "note": text("briefing.note"),
            "sources": text("briefing.sources"),
            "locator": text("briefing.locator"),
            "not_reported": text("table.not_reported"),
            "named": text("briefing.named") if speller.has_named else "",
        },
        "colours": {
            "ink": INK,
            "muted": MUTED,
            "accent": ACCENT,
            "rule": RULE,
            "soft": SOFT,
            "group": GROUP,
        },
        "label_size": NAMES,
        "number_size": NUMBER,
        "widths": [WIDTHS[name] for name in columns],
        "scenes": [
            _page(scene, text, [COLUMNS.index(name) for name in columns]) for scene in scenes
        ],
    }
    return typeset(
        TEMPLATE.read_bytes(),
        "pdf",
        {"booklet": json.dumps(given, ensure_ascii=False)},
        standards=("ua-1",),
    )


def _with_half_spaces(made: bytes) -> bytes:
    """The PDF with its half-spaces named as such.

    The face has a glyph for them under another letter (face.py).
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for thing in pdf.objects:
            if (
                isinstance(thing, pikepdf.Dictionary)
                and thing.get("/Type") == "/Font"
                and "/ToUnicode" in thing
            ):
                names = thing.ToUnicode.read_bytes()
                thing.ToUnicode.write(names.replace(f"<{ord(HALF_SPACE):04X}>".encode(), b"<200C>"))
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def _page(scene: Scene, text: Text, shown: list[int]) -> dict[str, Any]:
    """What the template needs of a Scene."""
    chosen = {p.code for p in scene.map.provinces if p.is_chosen}
    return {
        "title": scene.title,
        "note": scene.note,
        "sentence": scene.sentence,
        "invented": scene.invented,
        "figure_columns": scene.figure_columns,
        "figures": [
            {
                "title": f.title,
                "note": f.note,
                "cells": f.cells,
                "remarks": f.remarks,
                "is_strong": f.is_strong,
            }
            for f in scene.figures
        ],
        "map": {
            "svg": map_only(scene),
            "width": MAP_WIDTHS[len(scene.rows) > SHORT],
            "height": scene.map.height,
            "description": scene.map.description,
            "locator": locator_only(scene),
            "labels": [
                {"x": x.x, "y": x.y, "lines": x.lines, "chosen": x.code in chosen}
                for x in labels_of(scene, NAMES)
            ],
            "numbers": [
                {"x": m.x, "y": m.y, "number": m.number} for m in scene.map.marks if m.number
            ],
        },
        "legend": {
            "title": scene.legend.title,
            "areas": [(AREA[klass], label) for klass, label in scene.legend.areas],
            "points_title": scene.legend.points_title,
            "points": [
                *((_symbol(group), label) for group, label in scene.legend.points),
                (_symbol("waiting", hollow=True), scene.legend.approximate),
            ],
            "gathered": scene.legend.gathered,
        },
        "stage_title": scene.stage_title,
        "stage_groups": scene.stage_groups,
        "stages": [
            {
                "label": s.label,
                "group": s.group,
                "here": s.here or 0,
                "count": s.count,
            }
            for s in scene.stages
        ],
        "list_title": scene.list_title,
        "empty": scene.empty,
        "columns": [scene.columns[i] for i in shown],
        "rows": [[row[i] for i in shown] for row in scene.rows[:LISTED]],
        "more": (
            text("briefing.more", n=len(scene.rows) - LISTED) if len(scene.rows) > LISTED else ""
        ),
        "sources": [
            (text.number(n), title, url) for n, (title, url) in enumerate(scene.sources[:LISTED], 1)
        ],
        "provenance": scene.provenance,
        "attribution": scene.attribution,
    }


def _symbol(group: str, *, hollow: bool = False) -> str:
    """The symbol of a stage group as an SVG document."""
    style = (
        f'fill="{PAPER}" stroke="{INK}" stroke-width="1.6"' if hollow else f'fill="{GROUP[group]}"'
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><path'
        f' d="{symbol_path(group, 10, 10, 7)}" {style}/></svg>'
    )
