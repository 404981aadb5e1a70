"""The figures row: official totals, what is documented, what is filtered."""

import pandas as pd

from components.bridge.links import method_link
from components.bridge.panel import panel
from components.contract.browse import FigureCell, FigureRow, Figures
from components.words.names import in_language, option_name, version_name
from components.words.text import Text
from geo.atlas import Atlas
from geo.official import headline, totals_of_province
from geo.selection import Selection

GROUP_COLUMNS = ("waiting", "in_progress", "completed", "not_reported")
OWN_TOTALS = 3
"""Provinces chosen up to which their own published totals stand beside the country's."""


def figures(atlas: Atlas, selection: Selection, text: Text) -> Figures:
    """Rows of numbers with their sources.

    Published of the country and of the chosen provinces, documented, in this view.
    """
    official = headline(atlas)
    rest = official["identified"] - official["completed"] - official["in_progress"]

    def counted(groups: dict[str, int], total: int) -> list[FigureCell]:
        return [FigureCell(text.number(n)) for n in (total, *(groups[g] for g in GROUP_COLUMNS))]

    unknown = [FigureCell(None, text("map.no_record"))] * (1 + len(GROUP_COLUMNS))
    on_file = text("figures.on_file_note", version=version_name(atlas, text))
    if selection.view.as_of:
        on_file = text(
            "list.and",
            first=on_file,
            last=text("sentence.as_of", date=text.date(selection.view.as_of)),
        )

    return Figures(
        caption=text("figures.caption"),
        columns=[text(f"figures.{c}") for c in ("total", *GROUP_COLUMNS)],
        rows=[
            FigureRow(
                title=text("figures.official"),
                info=method_link(selection.view, text, "official"),
                note=text("figures.official_note", date=_date(text, official["as_of_jalali"])),
                source=official["source"],
                cells=_published(text, official, rest),
            ),
            *(
                row
                for province in selection.view.chosen("province")[:OWN_TOTALS]
                for row in own_totals(atlas, province, text)
            ),
            FigureRow(
                title=text("figures.on_file"),
                info=method_link(selection.view, text, "documented"),
                note=on_file,
                source="",
                cells=counted(selection.groups_on_file, selection.total_on_file),
            ),
            FigureRow(
                title=text("figures.view"),
                info=method_link(selection.view, text, "documented"),
                note=text("figures.view_note"),
                source="",
                strong=True,
                cells=unknown
                if selection.is_unknown
                else counted(selection.groups, selection.count),
            ),
        ],
    )


def own_totals(atlas: Atlas, province: str, text: Text) -> list[FigureRow]:
    """What was published of a province, a row each, as `figures` has them.

    Where nothing was published, one row says so.
    """
    title = text("figures.official_of", province=option_name(atlas, text, "province", province))
    rows = [
        FigureRow(
            title=title,
            note=text("figures.official_of_note", said=_said(text, row)),
            source=row["source"],
            cells=_published(text, row),
        )
        for _, row in totals_of_province(atlas, province).iterrows()
    ]
    none = text("figures.official_of_none")
    return rows or [FigureRow(title, note=none, source="", cells=_published(text, None))]


def own_totals_lines(atlas: Atlas, selection: Selection, text: Text) -> list[str]:
    """The same as sentences, for a slide or picture that has no room for the table."""
    said = []
    for province in selection.view.chosen("province")[:OWN_TOTALS]:
        for row in own_totals(atlas, province, text):
            cells = zip(_columns(text), row.cells, strict=True)
            given = [
                text("figures.official_part", what=label, number=cell.value)
                for label, cell in cells
                if cell.value
            ]
            if given:
                said.append(
                    text(
                        "figures.official_line",
                        title=row.title,
                        numbers=text("list.comma").join(given),
                        note=row.note,
                        source=row.source,
                    )
                )
            else:
                said.append(f"{row.title}: {row.note}")
    return said


def _columns(text: Text) -> list[str]:
    return [text("place.identified"), *(text(f"figures.{c}") for c in GROUP_COLUMNS)]


def _published(text: Text, row: pd.Series | None, rest: object = None) -> list[FigureCell]:
    """Cells of a published total.

    Identified, the rest of them, in progress, completed, and what nobody publishes.
    """

    def cell(value: object, note: str | None = None) -> FigureCell:
        shown = None if pd.isna(value) else text.number(int(str(value)))
        return FigureCell(shown, text("figures.official_none"), note)

    identified, in_progress, completed = (
        None if row is None else row[c] for c in ("identified", "in_progress", "completed")
    )
    return [
        cell(identified),
        cell(rest, None if rest is None else text("figures.official_rest")),
        cell(in_progress),
        cell(completed),
        cell(None),
    ]


def _said(text: Text, row: pd.Series) -> str:
    """Date and remark of a published total."""
    return text("list.semicolon").join(
        filter(
            None,
            [_date(text, row["as_of_jalali"]), in_language(text, row["note_fa"], row["note_en"])],
        )
    )


def _date(text: Text, written: str) -> str:
    return text.year(written) if str(written).isdigit() else text.date(str(written))


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send the counts above the map: what is selected, of what is on file."""
    panel(figures(atlas, selection, text))
