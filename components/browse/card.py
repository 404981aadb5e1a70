"""The card of the chosen cluster: everything its record says, and what it does not."""

import pandas as pd

from components.bridge.links import page_link
from components.bridge.panel import panel
from components.contract.browse import Card, CardField, CardRecord
from components.words.names import figure_text, in_language, place_text
from components.words.text import Text
from geo.atlas import Atlas
from geo.selection import Selection


def card(atlas: Atlas, selection: Selection, text: Text) -> CardRecord | None:
    """The fields of the chosen cluster, or None when none is chosen."""
    cluster_id = selection.view.cluster
    if not cluster_id:
        return None
    record = atlas.clusters.iloc[atlas.row_of[cluster_id]]

    trade = record["isic_division"]
    fields = {
        "product": in_language(text, record["product_fa"], record["product_en"]) or None,
        "trade": str(atlas.trades.at[trade, f"name_{text.lang}"]) if trade else None,
        "province": str(atlas.provinces.at[record["province_iso"], f"name_{text.lang}"]),
        "place": place_text(record, text),
        "stage": str(atlas.stages.at[record["stage"], f"name_{text.lang}"]),
        "stage_date": None
        if pd.isna(record["stage_year_jalali"])
        else text.year(record["stage_year_jalali"]),
        "firms": figure_text(text, record, "firms"),
        "employment": figure_text(text, record, "employment"),
        "note": in_language(text, record["note_fa"], record["note_en"]) or None,
    }
    first, second = (
        (record["name_fa"], record["name_en"])
        if text.is_rtl
        else (record["name_en"] or record["name_fa"], record["name_fa"])
    )
    return CardRecord(
        name=first,
        link=page_link("cluster", selection.view, first),
        province=page_link(
            "province",
            selection.view,
            str(fields["province"]),
            {"province": str(record["province_iso"]), "cluster": ""},
        ),
        other_name=second,
        close=text("card.close"),
        outside=None if atlas.row_of[cluster_id] in selection.rows else text("card.outside"),
        fields=[CardField(name, text(f"card.{name}"), value) for name, value in fields.items()],
        not_reported=text("card.not_reported"),
        source_label=text("card.source"),
        source=record["source_title"],
        url=record["source_url"],
    )


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send the card of the chosen cluster, or that none is chosen."""
    panel(Card(card(atlas, selection, text)))
