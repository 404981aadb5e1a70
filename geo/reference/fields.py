"""The fields of a record in a file (data/fields.csv): names, kinds, headings in both languages."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from geo.reference.csv_tables import read_table

NUMBER_KINDS = ("count", "amount", "high_end")
DERIVED = "derived"
"""Stands for a column that the atlas writes and derives anew: known, not taken."""
COLUMNS = [
    "field",
    "kind",
    "required",
    "heading_fa",
    "heading_en",
    "also_called",
    "explain_fa",
    "explain_en",
    "example",
]


def english_label(heading: str) -> str:
    """An English heading of data/fields.csv, a technical name, as words.

    `city_fa` is City (Persian).
    """
    words = heading.removesuffix("_iso").replace("isic", "ISIC").replace("_", " ")
    for ending, said in ((" fa", " (Persian)"), (" en", " (English)"), (" high", " (high end)")):
        words = words.removesuffix(ending) + said if words.endswith(ending) else words
    return words[:1].upper() + words[1:]


def labels_of(table: pd.DataFrame, names: Iterable[str]) -> str:
    """The names of fields as a person reads them, in two lines, Persian and English.

    See Problem.allowed. table: data/fields.csv, indexed by field.
    """
    rows = [
        (str(table.at[name, "heading_fa"]), english_label(str(table.at[name, "heading_en"])))
        for name in names
    ]
    return "\n".join(
        joiner.join(labels)
        for joiner, labels in zip(("\u061b ", "; "), zip(*rows, strict=True), strict=True)
    )


def field_table(data: Path) -> pd.DataFrame:
    """data/fields.csv, indexed by field, in order."""
    return read_table(data / "fields.csv", COLUMNS).set_index("field")
