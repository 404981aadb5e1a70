"""Names of provinces, trades, stages and places in the reader's language."""

from typing import Any

import numpy as np
import pandas as pd

from components.words.text import Text
from geo.atlas import GROUPS, NOT_REPORTED, Atlas
from geo.filters import group_token, stages_of_group
from geo.indicators import INDICATORS


def option_name(atlas: Atlas, text: Text, param: str, value: str) -> str:
    """A value of a filter as its reader calls it."""
    if value == NOT_REPORTED:
        return text("filters.not_reported")
    names = atlas.names.get((param, text.lang))
    return names[value] if names else text(f"filters.{value}")


def chosen_names(
    atlas: Atlas, text: Text, param: str, values: tuple[str, ...]
) -> list[tuple[str, str]]:
    """(value to toggle, name) of what is chosen; a whole group of stages stands as the group."""
    rest, names = list(values), []
    if param == "stage":
        for group in GROUPS:
            stages = stages_of_group(atlas, group)
            if all(s in rest for s in stages):
                names.append((group_token(group), text(f"group.{group}")))
                rest = [s for s in rest if s not in stages]
    return names + [(v, option_name(atlas, text, param, v)) for v in rest]


def attribution(text: Text, own_file: str) -> str:
    """Whose outlines and places a map shows, under which licence. own_file: of the user's own."""
    return text("map.attribution_own", file=own_file) if own_file else text("map.attribution")


def method_text(text: Text, name: str, part: str) -> str:
    """How a figure is made, as the About page says it: its `title`, or its `text`."""
    return text(f"indicator.{name}.{part}" if name in INDICATORS else f"method.{name}.{part}")


def in_language(text: Text, persian: str, english: str) -> str:
    """The text in the reader's language, or in the other where only that is on file."""
    first, second = (persian, english) if text.is_rtl else (english, persian)
    return first or second


def figure_text(text: Text, record: Any, name: str) -> str | None:
    """A figure of a record as its reader sees it, with both ends where a range was reported.

    None where nothing is on file.
    """
    low, high = getattr(record, name), getattr(record, f"{name}_high")
    return None if pd.isna(low) else text.range(low, low if pd.isna(high) else high)


def version_name(atlas: Atlas, text: Text) -> str:
    """The registry's version as its readers call it.

    The digest of the files where there is no registry.
    """
    return (
        text("date.version", number=atlas.number, date=text.moment(atlas.at))
        if atlas.number
        else atlas.version
    )


def cluster_names(atlas: Atlas, rows: np.ndarray, text: Text) -> list[tuple[str, str]]:
    """Id and name of the clusters at these positions."""
    columns = (atlas.clusters[c].iloc[rows].tolist() for c in ("cluster_id", "name_fa", "name_en"))
    return [
        (cluster_id, in_language(text, persian, english))
        for cluster_id, persian, english in zip(*columns, strict=True)
    ]


def cluster_name(atlas: Atlas, cluster_id: str, text: Text) -> str:
    """A cluster's name in the reader's language, or in the other where only that is on file."""
    return cluster_names(atlas, np.array([atlas.row_of[cluster_id]]), text)[0][1]


def place_text(record: Any, text: Text) -> str:
    """The place a record names, with its precision."""
    named = in_language(
        text, str(record.city_fa), str(record.city_en).replace("; ", text("list.comma"))
    )
    precision = text(f"precision.{str(record.precision).replace(' ', '_')}")
    return f"{named} ({precision})" if named else precision


def field_labels(table: Any, text: Text) -> dict[str, str]:
    """The headings of fields in the reader's language, from data/fields.csv."""
    return {
        str(name): text.field_heading(row["heading_fa"], row["heading_en"])
        for name, row in table.iterrows()
    }


def item_name(atlas: Atlas, text: Text, item: str) -> str:
    """What a reader calls a thing that is compared."""
    kind, _, code = item.partition(":")
    if kind == "cluster":
        record = atlas.clusters.iloc[atlas.row_of[code]]
        return in_language(text, str(record["name_fa"]), str(record["name_en"]))
    names = atlas.provinces if kind == "province" else atlas.trades
    return str(names.at[code, f"name_{text.lang}"])
