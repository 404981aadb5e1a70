"""Tables that a page shows and hands out.

One declaration, a PageTable, gives the rows on the screen, the CSV and its address: /csv/NAME with
the View as parameters, so that a table is a link as every screen is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from components.bridge.links import subject_link
from components.bridge.marked_csv import marked_csv
from components.contract.links import FileLink, PageLink
from components.contract.place_blocks import SheetCell, SheetColumn
from components.server.site import base_path
from components.words.text import Text
from geo.atlas import Atlas
from geo.view import View

PATH = "csv"
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    show: a value as its reader sees it, None where nothing is on file. link: where the cell of a
    row leads; url: the same, to the web. bar: length of a bar in the cell, 0 to 1. only: `file` or
    `screen`, where it stands in one of the two alone. none: what the screen says where nothing is
    on file, if not the usual; it may be another for each row.
    """

    heading: str
    is_number: bool = False
    show: Callable[[Any], str | None] | None = None
    link: Callable[[Row], PageLink | None] | None = None
    bar: Callable[[Row], float] | None = None
    url: Callable[[Row], str] | None = None
    only: str = ""
    none: str | Callable[[Row], str] = ""


@dataclass(frozen=True)
class TableContent:
    """Columns, and rows of raw values: numbers, texts, None or empty where nothing is on file."""

    columns: list[Column]
    rows: list[Row] = field(default_factory=list)


Make = Callable[[Atlas, View, Text], TableContent]


@dataclass(frozen=True)
class PageTable:
    """A table that pages show and that has an address: its Sheet under a View.

    name: in the address of its CSV. about: the parameter that must name one province, trade or
    cluster, empty where none must. components/serving/page_tables.py lists all that are served.
    """

    name: str
    about: str
    make: Make

    def __call__(self, atlas: Atlas, view: View, text: Text) -> TableContent:
        """Its columns and rows under a View."""
        return self.make(atlas, view, text)


def page_table(name: str, about: str = "") -> Callable[[Make], PageTable]:
    """Makes a function the table of that name; see PageTable."""
    return lambda make: PageTable(name, about, make)


def csv_link(table: PageTable, view: View, text: Text) -> FileLink:
    """The address of a table's CSV under this View."""
    asked = dict(view.query)
    if table.about in asked:
        # a page is about the first of those its link names
        asked[table.about] = asked[table.about].split(",")[0]
    query = urlencode(asked, safe=",:")
    address = f"{base_path()}/{PATH}/{table.name}{'?' if query else ''}{query}"
    return FileLink(text("sheet.csv"), address)


def sheet_csv(made: TableContent, text: Text, *, is_invented: bool) -> bytes:
    """A sheet as CSV for Excel; what is invented says so in every row."""
    kept = [(place, column) for place, column in enumerate(made.columns) if column.only != "screen"]
    values = {
        f"{place}": pd.Series([row[place] for row in made.rows], dtype=object) for place, _ in kept
    }
    kinds = ["number" if column.is_number else "text" for _, column in kept]
    headings = [column.heading for _, column in kept]
    named = pd.DataFrame({"kind": kinds, f"heading_{text.lang}": headings}, index=list(values))
    return marked_csv(pd.DataFrame(values), named, text, is_invented=is_invented)


def _shown(made: TableContent) -> list[tuple[int, Column]]:
    """The columns that stand on the screen, each with its place in a row."""
    return [(place, column) for place, column in enumerate(made.columns) if column.only != "file"]


def shown_columns(made: TableContent) -> list[SheetColumn]:
    """The headings of a sheet as the browser draws it."""
    return [SheetColumn(column.heading, column.is_number) for _, column in _shown(made)]


def shown_rows(made: TableContent) -> list[list[str | SheetCell | None]]:
    """The rows of a sheet as the browser draws it.

    A cell is a text, nothing, or a text with a link, a bar or a source's address.
    """

    def cell(row: Row, place: int, column: Column) -> str | SheetCell | None:
        value = row[place]
        empty = value is None or value == "" or value != value  # NaN differs from itself
        words = (
            ((column.none(row) if callable(column.none) else column.none) or None)
            if empty
            else column.show(value)
            if column.show
            else str(value)
        )
        leads = words and (column.link or column.url)
        if not (leads or column.bar):
            return words
        return SheetCell(
            words,
            link=column.link(row) if column.link and words else None,
            url=column.url(row) if column.url and words else "",
            bar=round(100 * column.bar(row), 1) if column.bar else 0.0,
        )

    kept = _shown(made)
    return [[cell(row, place, column) for place, column in kept] for row in made.rows]


def province_link(atlas: Atlas, view: View, text: Text, place: int = 0) -> Any:
    """Where a row leads whose cell `place` is a province code."""
    return lambda row: subject_link(
        view, "province", row[place], atlas.provinces.at[row[place], f"name_{text.lang}"]
    )


def name_of(atlas: Atlas, text: Text) -> Any:
    """What turns a province's code into its name in the reader's language."""
    return lambda code: str(atlas.provinces.at[code, f"name_{text.lang}"])


def code_and_name(atlas: Atlas, view: View, text: Text, heading: str) -> list[Column]:
    """Two columns that both hold a province's code.

    On the screen its name with a link, in a file the code alone.
    """
    return [
        Column(
            heading, show=name_of(atlas, text), link=province_link(atlas, view, text), only="screen"
        ),
        Column(text("place.code"), only="file"),
    ]
