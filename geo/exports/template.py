"""The workbook to fill in: a sheet for records, a sheet that explains every field, and the lists to
choose from.

The records sheet has two heading rows, Persian over the English ones that the reader of files
knows, and no example: whatever stands there
is loaded. A choice or a count that is not as expected is warned of, not refused, since the reader
of files understands more than a list
(codes, other spellings, ranges).
"""

import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from geo.exports.book import (
    UNDATED,
    Book,
    Looks,
    fit,
    height,
    new_book,
    new_sheet,
    sheet_range,
    width,
)
from geo.reference.clusters import LAT_RANGE, LON_RANGE
from geo.reference.csv_tables import read_table

FIELD_COLUMNS = [
    "field",
    "kind",
    "required",
    "heading_fa",
    "heading_en",
    "explain_fa",
    "explain_en",
    "example",
]
FIRST_ROW, LAST_ROW = 2, 20_000
"""Zero-based rows of the records sheet that are made ready."""
NUMBERS = {"count", "amount", "high_end", "longitude", "latitude"}
NOT_ASKED = {"high_end"}
"""Explained, and left out of the records sheet: there a range is written in one cell."""
RANGE_OF_KIND = {"longitude": LON_RANGE, "latitude": LAT_RANGE}
WIDTHS = {
    "text": 26,
    "province": 22,
    "places": 20,
    "trade": 26,
    "stage": 28,
    "codes": 26,
    "url": 30,
}
FIELDS_WIDTHS = (24, 20, 12, 52, 30, 44, 52)
NAMED_WIDTHS = {"name_fa": 36, "name_en": 36, "note_fa": 40, "note_en": 40}
_TITLE = {
    "bold": True,
    "bg_color": "#DCE6EE",
    "border": 1,
    "border_color": "#B8C4CE",
    "text_wrap": True,
    "valign": "vcenter",
}
_RULED = {"text_wrap": True, "valign": "top", "bottom": 1, "border_color": "#E3E8EC"}
_ENGLISH = {"align": "left", "reading_order": 1}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": _TITLE,
    "required title": {**_TITLE, "bg_color": "#FFD78A"},
    "code": {
        "font_size": 8,
        "font_color": "#5B6570",
        "bg_color": "#F4F6F8",
        "bottom": 1,
        "border_color": "#B8C4CE",
    },
    "ruled": _RULED,
    "required": {**_RULED, "bold": True, "bg_color": "#FFD78A"},
    "english": {**_RULED, **_ENGLISH},
    "english title": {**_TITLE, **_ENGLISH},
    "plain": {},
    "pale": {"font_color": "#5B6570"},
}


@dataclass(frozen=True)
class TemplateWords:
    """The words of the workbook, which is in both languages at once: titles of sheets, headings of
    the explanations, warnings at a cell.

    A warning's title is at most 32 characters, its text at most 255. `see_list` has {list}, where
    the list stands; `at_least_zero`,
    `longitude` and `latitude` say what numbers are allowed.
    """

    records_title: str
    fields_title: str
    lists_title: str
    heading: str
    code: str
    explain_fa: str
    explain_en: str
    needed: str
    required: str
    optional: str
    required_en: str
    example: str
    allowed: str
    list_heads: dict[str, str]
    """What heads each list: keys province, stage, trade, shortfall, body."""
    english: str
    any_text: str
    see_list: str
    at_least_zero: str
    longitude: str
    latitude: str
    check_title: str
    not_in_list: str
    not_a_count: str


def template(data: Path, words: TemplateWords, created: datetime = UNDATED) -> bytes:
    """The workbook for the fields of `data`, right to left.

    The same folder, words and date give the same bytes. Raises DataError.
    """
    fields = read_table(data / "fields.csv", FIELD_COLUMNS)
    lists = _lists(data)
    places = {name: (2 * n, len(rows)) for n, (name, rows) in enumerate(lists.items())}
    out = io.BytesIO()
    with new_book(out, created) as book:
        looks = Looks(book, rtl=True, **_LOOKS)
        _write_records(book, looks, fields[~fields["kind"].isin(NOT_ASKED)], places, words)
        _write_fields(book, looks, fields, words)
        _write_lists(book, looks, lists, words)
    return out.getvalue()


def _lists(data: Path) -> dict[str, pd.DataFrame]:
    """The lists to choose from, each with name_fa and name_en."""
    names = ["name_fa", "name_en"]
    tags = read_table(data / "tags.csv", ["kind", *names])
    return {
        "province": read_table(data / "population_2016.csv", names),
        "stage": read_table(data / "stages.csv", names),
        "trade": read_table(data / "trades.csv", names),
        "shortfall": tags[tags["kind"] == "shortfall"][names],
        "body": tags[tags["kind"] == "body"][names],
    }


def _write_records(
    book: Book,
    looks: Looks,
    fields: pd.DataFrame,
    places: dict[str, tuple[int, int]],
    words: TemplateWords,
) -> None:
    sheet = new_sheet(book, words.records_title, rtl=True, columns=len(fields))
    as_text = book.add_format({"num_format": "@"})
    for column, field in enumerate(fields.itertuples()):
        kind = str(field.kind)
        wide = NAMED_WIDTHS.get(str(field.field), WIDTHS.get(kind, 15))
        # Left to itself a spreadsheet makes 03 a 3 and 1403/07/15 a day of its own calendar
        sheet.set_column(column, column, wide, None if kind in NUMBERS else as_text)
        looks.put(
            sheet, 0, column, str(field.heading_fa), "required title" if field.required else "title"
        )
        looks.put(sheet, 1, column, str(field.heading_en), "code")
        for row, explained, required in (
            (0, field.explain_fa, words.required),
            (1, field.explain_en, words.required_en),
        ):
            comment = f"{explained}\n{required}" if field.required else str(explained)
            sheet.write_comment(
                row, column, fit(comment, 1000), {"width": 260, "height": 90, "font_size": 9}
            )
        rule = _validation(kind, places, words)
        if rule:
            sheet.data_validation(FIRST_ROW, column, LAST_ROW, column, rule)
    sheet.set_row(0, 32)
    sheet.freeze_panes(FIRST_ROW, 2)


def _validation(
    kind: str, places: dict[str, tuple[int, int]], words: TemplateWords
) -> dict[str, Any] | None:
    """What is looked at while a cell of this kind is typed; None where any text may stand."""
    if kind in places:
        column, count = places[kind]
        rule: dict[str, Any] = {
            "validate": "list",
            "source": f"={sheet_range(words.lists_title, column, 2, count + 1)}",
        }
        message = words.not_in_list
    elif kind in RANGE_OF_KIND:
        low, high = RANGE_OF_KIND[kind]
        rule, message = (
            {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high},
            getattr(words, kind),
        )
    elif kind in NUMBERS:
        rule, message = {"validate": "decimal", "criteria": ">=", "value": 0}, words.not_a_count
    else:
        return None
    return rule | {
        "error_type": "warning",
        "error_title": fit(words.check_title, 32),
        "error_message": fit(message, 255),
    }


def _write_fields(book: Book, looks: Looks, fields: pd.DataFrame, words: TemplateWords) -> None:
    sheet = new_sheet(book, words.fields_title, rtl=True, columns=len(FIELDS_WIDTHS))
    heads = (
        words.heading,
        words.code,
        words.needed,
        words.explain_fa,
        words.example,
        words.allowed,
        words.explain_en,
    )
    for column, (head, wide) in enumerate(zip(heads, FIELDS_WIDTHS, strict=True)):
        sheet.set_column(column, column, wide)
        looks.put(sheet, 0, column, head, "english title" if column == len(heads) - 1 else "title")
    for row, field in enumerate(fields.itertuples(), 1):
        look = "required" if field.required else "ruled"
        cells = (
            (str(field.heading_fa), look),
            (str(field.heading_en), "ruled"),
            (words.required if field.required else words.optional, look),
            (str(field.explain_fa), "ruled"),
            (str(field.example), "ruled"),
            (_allowed(str(field.field), str(field.kind), words), "ruled"),
            (str(field.explain_en), "english"),
        )
        sheet.set_row(
            row, height((text, wide) for (text, _), wide in zip(cells, FIELDS_WIDTHS, strict=True))
        )
        for column, (text, base) in enumerate(cells):
            looks.put(sheet, row, column, text, base)
    sheet.freeze_panes(1, 1)


def _allowed(field: str, kind: str, words: TemplateWords) -> str:
    """What may stand in a field, in words."""
    of = {"shortfalls": "shortfall", "bodies": "body"}.get(field, kind)
    if of in words.list_heads:
        return words.see_list.format(list=f"{words.lists_title}: {words.list_heads[of]}")
    if kind in RANGE_OF_KIND:
        return str(getattr(words, kind))
    return words.at_least_zero if kind in NUMBERS else words.any_text


def _write_lists(
    book: Book, looks: Looks, lists: dict[str, pd.DataFrame], words: TemplateWords
) -> None:
    sheet = new_sheet(book, words.lists_title, rtl=True, columns=2 * len(lists))
    for n, (name, rows) in enumerate(lists.items()):
        heads = (words.list_heads[name], f"{words.list_heads[name]} ({words.english})")
        for column, (head, of, base) in enumerate(
            zip(heads, ("name_fa", "name_en"), ("plain", "pale"), strict=True), 2 * n
        ):
            sheet.set_column(column, column, width([head, *rows[of]]))
            looks.put(sheet, 0, column, head, "title")
            for row, cell in enumerate(rows[of], 1):
                looks.put(sheet, row, column, str(cell), base)
    sheet.freeze_panes(1, 0)
