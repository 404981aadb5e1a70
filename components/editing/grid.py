"""Tables of the Records page: plain rows, drawn by our own script so that they run from right to
left where they should.
"""

from collections.abc import Iterable, Sequence

from components.bridge.panel import panel
from components.contract.editing import Count, Counts, Grid
from components.editing.field_words import change_lines
from components.server.site import reference
from components.words.text import Text
from geo.basis.errors import Problem
from geo.basis.folding import alphabetic
from geo.registry.change import Change

MOST = 300
"""Rows shown; a file with all of them can be had."""


def render(
    place: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    text: Text,
    *,
    total: int | None = None,
    errors: int = 0,
    sentences: bool = False,
) -> None:
    """A table, columns without any value left out.

    total: how many rows there are, where not all are given. errors: how many of the first are
    errors. sentences: the last column is in the
    reader's language, whatever values stand in it.
    """
    shown = [list(row) for row in rows[:MOST]]
    kept = [i for i in range(len(columns)) if any(row[i] for row in shown)]
    count = total if total is not None else len(rows)
    more = text("grid.more", n=count - len(shown)) if count > len(shown) else ""
    panel(
        Grid(
            columns=[columns[i] for i in kept],
            rows=[[row[i] for i in kept] for row in shown],
            errors=errors,
            sentences=sentences,
            more=more,
            empty=text("grid.empty"),
            label=" ".join(columns),
        ),
        place,
    )


def render_problems(place: str, problems: Sequence[Problem], text: Text) -> None:
    """Problems as a table, errors first."""
    ordered = sorted(problems, key=lambda p: (p.level != "error", p.row or 0))
    rows = [
        [
            text(f"grid.{p.level}"),
            text.number(p.row) if p.row else "",
            p.column or "",
            (p.value or "")[:120],
            text.remedy(p),
        ]
        for p in ordered[:MOST]
    ]
    render(
        place,
        [text(f"grid.{c}") for c in ("level", "row", "column", "value", "problem")],
        rows,
        text,
        total=len(problems),
        errors=sum(p.level == "error" for p in problems),
        sentences=True,
    )


def render_changes(
    place: str, changes: Sequence[Change], labels: dict[str, str], text: Text
) -> None:
    """Records, with what changes in each, field by field."""
    names = reference().names.facts[f"name_{text.lang}"]
    has_rows, has_fields = any(c.row for c in changes), any(c.fields for c in changes)
    has_lines = has_fields or any(c.kept for c in changes)
    of_none = text("grid.history_only") if has_fields else ""
    columns = [text("grid.id"), text("grid.name"), text("grid.province")]
    columns += [text("grid.row")] * has_rows + [text("grid.change")] * has_lines
    rows = []
    for change in changes[:MOST]:
        cells = [
            change.cluster_id,
            change.name,
            str(names.get(change.province_iso, change.province_iso)),
        ]
        cells += [text.number(change.row)] * has_rows
        rows.append(cells + ["\n".join(change_lines(change, labels, text)) or of_none] * has_lines)
    render(place, columns, rows, text, total=len(changes), sentences=has_lines)


def counts(figures: Sequence[tuple[str, int]], text: Text, place: str) -> None:
    """A row of figures, each under its label."""
    panel(Counts([Count(label, text.number(n)) for label, n in figures]), place)


def province_names(codes: Iterable[str], text: Text) -> dict[str, str]:
    """Names of provinces by code, in the reader's alphabetical order."""
    names = reference().names.facts[f"name_{text.lang}"]
    return dict(
        sorted(
            ((c, str(names[c])) for c in codes if c in names.index),
            key=lambda pair: alphabetic(pair[1]),
        )
    )
