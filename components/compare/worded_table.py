"""The comparison's table: numbers in words with bars on common scales, and the same as a file."""

import pandas as pd

from components.bridge.links import page_link
from components.bridge.marked_csv import marked_csv
from components.compare.comparing import moved, without_item
from components.contract.compare import Comparison as ComparisonTable
from components.contract.compare import (
    ComparisonCell,
    ComparisonColumn,
    ComparisonRow,
)
from components.contract.controls import PutButton
from components.words.findings import shown_value
from components.words.names import item_name, option_name, version_name
from components.words.text import Text
from geo.atlas import Atlas
from geo.comparison_table import Cell, Comparison, IndicatorRow
from geo.indicators import INDICATORS
from geo.view import View


def cell_text(text: Text, row: IndicatorRow, cell: Cell, atlas: Atlas) -> str | None:
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
    if row.name in INDICATORS:
        return shown_value(text, row.name, cell.value)
    return text.range(cell.value, cell.top)


def _note(text: Text, row: IndicatorRow, cell: Cell) -> list[str]:
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


def _basis(row: IndicatorRow, cell: Cell) -> str:
    """How what a cell rests on is told.

    A trade is of those that name one, one of several that tie has as many as each.
    """
    if row.unit != "name":
        return "rests_on"
    each = "_each" if cell.also or cell.is_level else ""
    return f"has_it{each}_of_known" if row.name == "main_trade" else f"has_it{each}"


def _cell(
    atlas: Atlas, text: Text, view: View, row: IndicatorRow, cell: Cell, extreme: str, scale: float
) -> ComparisonCell:
    kind, code = cell.name
    value = cell_text(text, row, cell, atlas)
    link = (
        page_link(kind, view, value or "", {kind: code})
        if kind in ("province", "trade") and not cell.also
        else None
    )
    return ComparisonCell(
        value=value,
        link=link,
        note=_note(text, row, cell),
        source=cell.source if cell.source[0] else None,
        extreme=text(f"compare.{extreme}") if extreme else None,
        kind=extreme or None,
        low=round(100 * cell.value / scale, 1) if cell.value is not None and scale else None,
        high=(
            round(100 * (cell.top or 0) / scale, 1) if cell.value is not None and scale else None
        ),
    )


def _is_empty(cell: Cell) -> bool:
    return cell.value is None and not cell.name[0] and not cell.is_level


def _missing(row: IndicatorRow, first: Cell) -> str:
    """Why a cell is empty, as the end of a key of the catalogues.

    Not published, not in the record, not reported by any cluster, or no cluster on file.
    """
    if row.origin != "documented":
        return row.origin
    return "counted" if first.value is None else "reported"


def _label(text: Text, row: IndicatorRow) -> str:
    is_indicator = row.name in INDICATORS
    return text(f"indicator.{row.name}.row" if is_indicator else f"compare.row_{row.name}")


def _row(
    atlas: Atlas,
    text: Text,
    view: View,
    found: Comparison,
    row: IndicatorRow,
    scale: float,
    *,
    extremes: bool,
) -> ComparisonRow:
    kind, _, code = row.name.rpartition(":")
    label = option_name(atlas, text, kind, code) if kind else _label(text, row)
    down, up = (",".join(found.ordered_by(row.name, descending=d)) for d in (True, False))
    sortable = row.unit not in ("name", "own") and len({c.value for c in row.cells}) > 1
    marks = row.extremes if extremes else ("",) * len(row.cells)
    then = (
        "_then" if view.as_of and row.origin == "record" and (kind or row.name) == "stage" else ""
    )
    return ComparisonRow(
        name=row.name,
        label=label,
        unit=(
            ""
            if row.unit in ("count", "name", "own") or row.name in INDICATORS
            else text(f"compare.unit_{row.unit}")
        ),
        origin="" if kind else text(f"compare.origin_{row.origin}"),
        order=(
            PutButton(
                text("compare.order_by", name=label),
                {"compare": up if ",".join(view.compare) == down else down},
            )
            if sortable
            else None
        ),
        cells=[
            _cell(atlas, text, view, row, c, m, scale)
            for c, m in zip(row.cells, marks, strict=True)
        ],
        none=(
            [text(f"compare.none_{_missing(row, first)}{then}") for first in found.rows[0].cells]
            if any(_is_empty(c) for c in row.cells)
            else []
        ),
    )


def table(atlas: Atlas, view: View, found: Comparison, text: Text) -> ComparisonTable:
    """The table as the browser draws it: columns with what can be done to them, rows, stages.

    The stages have one scale for all of them.
    """
    stage_scale = max((r.scale for r in found.stages), default=0.0)
    columns = []
    for position, item in enumerate(view.compare):
        kind, _, code = item.partition(":")
        name = item_name(atlas, text, item)
        columns.append(
            ComparisonColumn(
                item=item,
                link=page_link(kind, view, name, {kind: code}),
                earlier=(
                    PutButton(text("compare.earlier", name=name), moved(view.compare, item, -1))
                    if position
                    else None
                ),
                later=(
                    PutButton(text("compare.later", name=name), moved(view.compare, item, 1))
                    if position + 1 < len(view.compare)
                    else None
                ),
                remove=PutButton(
                    text("compare.remove", name=name), without_item(view.compare, item)
                ),
            )
        )
    return ComparisonTable(
        caption=text("compare.caption"),
        corner=text("compare.indicator"),
        columns=columns,
        rows=[_row(atlas, text, view, found, r, r.scale, extremes=True) for r in found.rows],
        stages_title=text(f"compare.stages_{'cluster' if found.kind == 'cluster' else 'counted'}"),
        foot=text("compare.foot", version=version_name(atlas, text)),
        methods=page_link("about", view, text("compare.methods")),
        stages=[
            _row(atlas, text, view, found, r, stage_scale, extremes=False) for r in found.stages
        ],
    )


def csv_file(atlas: Atlas, view: View, found: Comparison, text: Text) -> bytes:
    """The table as shown, as CSV: an indicator a row.

    For each thing its number, and where there are such, high end, date and source.
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
        line = [worded.label, worded.unit, worded.origin]
        for cell in row.cells:
            plain = (
                f"{cell.value:.15g}"
                if cell.value is not None
                else cell_text(text, row, cell, atlas) or ""
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
