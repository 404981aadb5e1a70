"""Tables of the Records page: plain rows, drawn by our own script so that they run from right to left where they should."""

from collections.abc import Sequence
from typing import Any

from components.panel import panel
from components.text import Text
from geo.errors import Problem
from geo.ground import Ground
from geo.registry.merge import Change

MOST = 300
"""Rows shown; a file with all of them can be had."""


def render(place: str, columns: Sequence[str], rows: Sequence[Sequence[str]], text: Text, *, total: int | None = None) -> None:
    """A table; `total` says how many rows there are where not all are given."""
    shown = [list(row) for row in rows[:MOST]]
    count = total if total is not None else len(rows)
    more = text("grid.more", n=count - len(shown)) if count > len(shown) else ""
    panel("grid", {"columns": list(columns), "rows": shown, "more": more, "label": " ".join(columns)}, place)


def render_problems(place: str, problems: Sequence[Problem], text: Text) -> None:
    """Problems as a table, errors first."""
    ordered = sorted(problems, key=lambda p: (p.level != "error", p.row or 0))
    rows = [[text(f"grid.{p.level}"), text.number(p.row) if p.row else "", p.column or "", (p.value or "")[:120], text.remedy(p)] for p in ordered[:MOST]]
    render(place, [text(f"grid.{c}") for c in ("level", "row", "column", "value", "problem")], rows, text, total=len(problems))


def render_changes(place: str, changes: Sequence[Change], ground: Ground, labels: dict[str, str], text: Text) -> None:
    """Records, with what changes in each, field by field."""
    names = ground.names.facts[f"name_{text.lang}"]
    has_rows, has_fields = any(c.row for c in changes), any(c.fields for c in changes)
    columns = [text("grid.id"), text("grid.name"), text("grid.province")]
    columns += [text("grid.row")] * has_rows + [text("grid.change")] * has_fields
    rows = []
    for change in changes[:MOST]:
        cells = [change.cluster_id, change.name, str(names.get(change.province_iso, change.province_iso))]
        cells += [text.number(change.row)] * has_rows
        nothing = text("grid.nothing")
        lines = [text("grid.field_change", field=labels.get(f.field, f.field), old=f.old or nothing, new=f.new or nothing) for f in change.fields]
        rows.append(cells + ["\n".join(lines) or text("grid.history_only")] * has_fields)
    render(place, columns, rows, text, total=len(changes))


def counts(figures: Sequence[tuple[str, int]], text: Text, place: str) -> None:
    """A row of figures, each under its label."""
    panel("counts", {"figures": [{"label": label, "value": text.number(n)} for label, n in figures]}, place)


def field_labels(table: Any, text: Text) -> dict[str, str]:
    """The headings of fields in the reader's language, from data/fields.csv."""
    return {str(name): text.field_heading(row["heading_fa"], row["heading_en"]) for name, row in table.iterrows()}
