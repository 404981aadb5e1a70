"""The comparison: pickers, one table with bars on common scales, small maps with the same class
breaks, and the table as a file.
"""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from components.bridge.date_notice import date_notice
from components.bridge.links import method_link, page_link
from components.bridge.marked_csv import csv_name, marked_csv
from components.bridge.panel import panel
from components.bridge.search_box import search_box
from components.compare import changes_panel
from components.compare.comparing import compared_name, moved, without_item
from components.server.site import base_path, code_assets
from components.words.finding_words import named
from components.words.findings import class_labels
from components.words.names import item_name, option_name, version_name
from components.words.sentence import filter_clauses
from components.words.text import Text
from geo.atlas import STAGE_GROUPS, Atlas
from geo.basis.folding import alphabetic
from geo.class_breaks import NO_RECORD, UNDEFINED
from geo.comparison_table import Cell, Comparison, Row
from geo.findings import Finding, foremost, leaders
from geo.reference.gazetteer import CITY
from geo.view import MAX_COMPARED, View, without

LAND = {"width": 240, "height": 216}
BESIDE = 3
"""Things compared whose maps stand beside the table."""


def shown(text: Text, row: Row, cell: Cell, atlas: Atlas) -> str | None:
    """A cell in words and digits; None where nothing is on file."""
    kind, code = cell.name
    if kind == "event":
        return text.date(code)
    if kind:
        return text.join(option_name(atlas, text, kind, c) for c in (code, *cell.also))
    if cell.is_level:
        return text("compare.level")
    if cell.value is None:
        return None
    if row.unit == "share":
        return text.percent(cell.value)
    if row.unit == "rate":
        return text.significant(cell.value)
    return text.range(cell.value, cell.top)


def _note(text: Text, row: Row, cell: Cell) -> list[str]:
    """What belongs to a number: its unit where the row has none, its date, what it rests on."""
    if _is_empty(cell):
        return []
    said = [cell.unit] if row.unit == "own" and cell.unit else []
    if cell.as_of and cell.name[0] != "event":
        said.append(text("compare.as_of", date=text.date(cell.as_of)))
    elif row.origin in ("official", "record") and cell.name[0] not in (
        "event",
        "province",
        "trade",
    ):
        said.append(text("date.none"))
    if cell.reported:
        first, of = cell.reported
        said.append(text(f"compare.{_basis(row, cell)}", n=first, of=of))
    return said


def _basis(row: Row, cell: Cell) -> str:
    """How what a cell rests on is told: a trade is of those that name one, one of several that tie
    has as many as each.
    """
    if row.unit != "name":
        return "rests_on"
    each = "_each" if cell.also or cell.is_level else ""
    return f"has_it{each}_of_known" if row.name == "main_trade" else f"has_it{each}"


def _cell(
    atlas: Atlas, text: Text, view: View, row: Row, cell: Cell, extreme: str, scale: float
) -> dict[str, Any]:
    kind, code = cell.name
    value = shown(text, row, cell, atlas)
    link = (
        page_link(kind, view, value or "", {kind: code})
        if kind in ("province", "trade") and not cell.also
        else None
    )
    return {
        "value": value,
        "link": link,
        "note": _note(text, row, cell),
        "source": list(cell.source) if cell.source[0] else None,
        "extreme": text(f"compare.{extreme}") if extreme else None,
        "kind": extreme or None,
        "low": round(100 * cell.value / scale, 1) if cell.value is not None and scale else None,
        "high": (
            round(100 * (cell.top or 0) / scale, 1) if cell.value is not None and scale else None
        ),
    }


def _is_empty(cell: Cell) -> bool:
    return cell.value is None and not cell.name[0] and not cell.is_level


def _missing(row: Row, first: Cell) -> str:
    """Why a cell is empty: not published, not in the record, not reported by any cluster, or no
    cluster on file.
    """
    if row.origin != "documented":
        return row.origin
    return "counted" if first.value is None else "reported"


def _row(
    atlas: Atlas,
    text: Text,
    view: View,
    found: Comparison,
    row: Row,
    scale: float,
    *,
    extremes: bool,
) -> dict[str, Any]:
    kind, _, code = row.name.rpartition(":")
    label = option_name(atlas, text, kind, code) if kind else text(f"compare.row_{row.name}")
    down, up = (",".join(found.ordered_by(row.name, descending=d)) for d in (True, False))
    sortable = row.unit not in ("name", "own") and len({c.value for c in row.cells}) > 1
    marks = row.extremes if extremes else ("",) * len(row.cells)
    then = (
        "_then" if view.as_of and row.origin == "record" and (kind or row.name) == "stage" else ""
    )
    return {
        "name": row.name,
        "label": label,
        "unit": (
            ""
            if row.unit in ("count", "name", "own", "rate", "share")
            else text(f"compare.unit_{row.unit}")
        ),
        "origin": "" if kind else text(f"compare.origin_{row.origin}"),
        "order": (
            {
                "label": text("compare.order_by", name=label),
                "put": {"compare": up if ",".join(view.compare) == down else down},
            }
            if sortable
            else None
        ),
        "cells": [
            _cell(atlas, text, view, row, c, m, scale)
            for c, m in zip(row.cells, marks, strict=True)
        ],
        "none": (
            [text(f"compare.none_{_missing(row, first)}{then}") for first in found.rows[0].cells]
            if any(_is_empty(c) for c in row.cells)
            else []
        ),
    }


def table(atlas: Atlas, view: View, found: Comparison, text: Text) -> dict[str, Any]:
    """Columns with what can be done to them, rows with their cells, and the stages on one scale for
    all of them.
    """
    stage_scale = max((r.scale for r in found.stages), default=0.0)
    columns = []
    for position, item in enumerate(view.compare):
        kind, _, code = item.partition(":")
        name = item_name(atlas, text, item)
        columns.append(
            {
                "item": item,
                "link": page_link(kind, view, name, {kind: code}),
                "earlier": (
                    {
                        "label": text("compare.earlier", name=name),
                        "put": moved(view.compare, item, -1),
                    }
                    if position
                    else None
                ),
                "later": (
                    {
                        "label": text("compare.later", name=name),
                        "put": moved(view.compare, item, 1),
                    }
                    if position + 1 < len(view.compare)
                    else None
                ),
                "remove": {
                    "label": text("compare.remove", name=name),
                    "put": without_item(view.compare, item),
                },
            }
        )
    return {
        "caption": text("compare.caption"),
        "corner": text("compare.indicator"),
        "columns": columns,
        "rows": [_row(atlas, text, view, found, r, r.scale, extremes=True) for r in found.rows],
        "stagesTitle": text(
            f"compare.stages_{'cluster' if found.kind == 'cluster' else 'counted'}"
        ),
        "foot": text("compare.foot", version=version_name(atlas, text)),
        "methods": page_link("about", view, text("compare.methods")),
        "stages": [
            _row(atlas, text, view, found, r, stage_scale, extremes=False) for r in found.stages
        ],
    }


def maps(atlas: Atlas, view: View, found: Comparison, text: Text) -> dict[str, Any]:
    """What each small map shows; outlines are fetched once by the browser."""
    points = atlas.clusters.geometry
    groups = atlas.group_of_stage[atlas.stage_codes]
    approximate = (atlas.clusters["precision"] != CITY).to_numpy()

    def places(rows: list[int]) -> list[list[float]]:
        return [
            [
                round(points.iloc[r].x, 3),
                round(points.iloc[r].y, 3),
                int(groups[r]),
                int(approximate[r]),
            ]
            for r in rows
        ]

    drawn = []
    for item, small in zip(view.compare, found.maps, strict=True):
        told = {
            "province": len(small.points),
            "trade": sum(c >= 0 for c in small.classes.values()),
            "cluster": len(small.others),
        }[found.kind]
        is_unknown = small.classes.get(small.marked) == NO_RECORD
        say = text(
            "compare.map_none" if is_unknown else f"compare.map_{found.kind}",
            name=item_name(atlas, text, item),
            n=told,
        )
        drawn.append(
            {
                "say": say,
                "classes": small.classes,
                "marked": small.marked,
                "points": places(small.points),
                "others": places(small.others),
            }
        )
    undefined = any(UNDEFINED in s.classes.values() for s in found.maps)
    return {
        "title": text("compare.maps"),
        "outlines": f"{base_path()}/{code_assets().path('overview.geojson')}",
        "size": LAND,
        "maps": drawn,
        "legendTitle": text(f"metric.{found.metric}") if found.metric else None,
        "info": method_link(view, text, found.metric or "place"),
        "source": text("place.records_source"),
        "legend": (
            class_labels(found.metric, found.breaks, text, undefined=undefined)
            if found.metric
            else []
        ),
        "groups": [text(f"group.{g}") for g in STAGE_GROUPS] if found.kind != "trade" else [],
        "approximate": text("map.approximate"),
    }


def finding(atlas: Atlas, view: View, found: Comparison, text: Text) -> str:
    """The comparison's title: who has most and fewest, or which are compared."""
    names = [item_name(atlas, text, c) for c in view.compare]
    if len(names) == 1:
        return text("compare.title_one", name=names[0])
    if found.kind == "cluster":
        return text("compare.title_clusters", names=text.join(names))
    return (
        _extremes(text, found, names, "clusters", "compare.title")
        or _extremes(text, found, names, "completed", "compare.title_completed")
        or text("compare.title_equal", names=text.join(names))
    )


def _extremes(text: Text, found: Comparison, names: list[str], row_name: str, key: str) -> str:
    """Who has most and fewest of a row of counts, with all that tie; empty where all have the same,
    or fewer than two are known.
    """
    row = next(r for r in found.rows if r.name == row_name)
    counts = pd.Series([c.value for c in row.cells], dtype=float)
    most, fewest = leaders(counts), leaders(counts, lowest=True)
    if most is None or fewest is None or most.is_level:
        return ""
    sizes = [c.value for c in found.rows[0].cells if c.value is not None]
    if row_name != "clusters" and len(sizes) < len(names):
        return ""  # of what has no record it is not known whether it has as many clusters

    def said(finding: Finding) -> str:
        return named(text, finding.keys, lambda position: names[int(position)], found.kind)

    return text(
        key,
        n=int(sizes[0]),
        first=said(most),
        most=int(most.value),
        last=said(fewest),
        fewest=int(fewest.value),
    )


def pickers(atlas: Atlas, view: View, text: Text) -> list[dict[str, Any]]:
    """Lists of provinces and trades to add from; of the kind compared, or of both while nothing
    is.
    """
    kind = view.compare[0].partition(":")[0] if view.compare else ""
    lists = []
    used = atlas.trades.index[np.unique(atlas.trade_codes[atlas.trade_codes < len(atlas.trades)])]
    for name, codes in (("province", atlas.provinces.index), ("trade", used)):
        if kind in ("", name):
            options = [
                {"label": item_name(atlas, text, f"{name}:{c}"), "item": f"{name}:{c}"}
                for c in codes
                if f"{name}:{c}" not in view.compare
            ]
            options.sort(key=lambda o: alphabetic(o["label"]))
            lists.append(
                {
                    "label": text(f"compare.add_{name}"),
                    "choose": text("compare.choose"),
                    "options": options,
                }
            )
    return lists


def head(atlas: Atlas, view: View, found: Comparison | None, text: Text) -> dict[str, Any]:
    """Title, what is counted, how to add; while nothing is compared, where to begin."""
    kind = found.kind if found else ""
    narrowed = (
        filter_clauses(atlas, without(view, kind), text).values() if kind != "cluster" else ()
    )
    full = len(view.compare) >= MAX_COMPARED
    return {
        "title": finding(atlas, view, found, text) if found else text("compare.title_none"),
        "dated": date_notice(view, text, "compare"),
        "intro": None if found else text("compare.intro", most=MAX_COMPARED),
        "narrowed": (
            text("compare.narrowed", clauses=text("list.comma").join(narrowed))
            if narrowed
            else None
        ),
        "clear": text("sentence.clear"),
        "full": text("compare.full", most=MAX_COMPARED) if full else None,
        "pickers": [] if full else pickers(atlas, view, text),
        "search": (
            None if full else search_box(view, text, text(f"compare.search_{kind or 'any'}"), kind)
        ),
        "starts": [] if found else starts(atlas, text),
        "compare": list(view.compare),
        "empty": text("compare.empty") if found else None,
        "emptyPut": {"compare": ""},
    }


def starts(atlas: Atlas, text: Text) -> list[dict[str, Any]]:
    """Comparisons to begin with: the provinces, and the trades, with the most clusters on file."""
    found = []
    for kind, codes, values in (
        ("province", atlas.province_codes, atlas.provinces.index),
        ("trade", atlas.trade_codes, atlas.trades.index),
    ):
        counts = pd.Series(
            np.bincount(codes[codes < len(values)], minlength=len(values)), index=values
        )
        # of those that tie at the end none is left out
        items = [f"{kind}:{code}" for code in foremost(counts, 3) or foremost(counts, MAX_COMPARED)]
        names = text.join(item_name(atlas, text, i) for i in items)
        if len(items) > 1:
            found.append(
                {
                    "label": text(f"compare.start_{kind}", names=names),
                    "put": {"compare": ",".join(items)},
                }
            )
    return found


def csv_file(atlas: Atlas, view: View, found: Comparison, text: Text) -> bytes:
    """The table as shown: an indicator a row; for each thing its number, and where there are such,
    high end, date and source.
    """
    names = [item_name(atlas, text, c) for c in view.compare]
    parts = ("high", "as_of", "reported", "source")
    headings = [text(f"compare.{h}") for h in ("indicator", "unit", "origin")]
    kept = {0, *(3 + i * (len(parts) + 1) for i in range(len(names)))}
    for name in names:
        headings += [name, *(text(f"compare.csv_{part}", name=name) for part in parts)]
    lines = []
    for row in (*found.rows, *found.stages):
        worded = _row(atlas, text, view, found, row, 0, extremes=False)
        line = [worded["label"], worded["unit"], worded["origin"]]
        for cell in row.cells:
            plain = (
                f"{cell.value:.15g}"
                if cell.value is not None
                else shown(text, row, cell, atlas) or ""
            )
            line += [
                plain,
                "" if cell.high is None else f"{cell.high:.15g}",
                cell.as_of,
                "/".join(map(str, cell.reported or ())),
            ]
            line.append(" ".join(filter(None, cell.source)))
        lines.append(line)
    used = [i for i in range(len(headings)) if i in kept or any(line[i] for line in lines)]
    columns = pd.DataFrame(
        {"kind": "text", f"heading_{text.lang}": [headings[i] for i in used]}, index=used
    )
    return marked_csv(pd.DataFrame(lines)[used], columns, text, is_invented=atlas.is_invented)


def render(atlas: Atlas, view: View, found: Comparison | None, text: Text) -> None:
    panel("comparison_head", head(atlas, view, found, text))
    if found is None:
        return
    # few fit beside their table; more need the width, and the maps then stand in one row above it
    beside, under = (
        st.columns([3, 5], gap="medium")
        if len(view.compare) <= BESIDE
        else (st.container(), st.container())
    )
    with beside:
        panel("small_maps", maps(atlas, view, found, text))
        changes_panel.render_compared(atlas, view, text)
    with under:
        panel("comparison", table(atlas, view, found, text))
        st.download_button(
            text("compare.csv"),
            data=lambda: csv_file(atlas, view, found, text),
            file_name=csv_name(compared_name(view), atlas, view),
            mime="text/csv",
            on_click="ignore",
            key="comparison_csv",
        )
