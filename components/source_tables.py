"""Official totals as published, and where everything comes from."""

import pandas as pd
import streamlit as st

from components.names import in_language
from components.text import Text
from geo.atlas import Atlas


def _shown(value: object, text: Text) -> str:
    return "" if pd.isna(value) else text.number(int(str(value)))


def official(atlas: Atlas, text: Text) -> pd.DataFrame:
    """National totals over the years, worded."""
    rows = [
        [
            in_language(text, r.as_of_note_fa, r.as_of_note_en) or text.digits(r.as_of_jalali) or text("date.none"),
            _shown(r.identified, text), _shown(r.completed, text), _shown(r.in_progress, text), in_language(text, r.other_fa, r.other_en), r.source,
        ]
        for r in atlas.official_totals.itertuples()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[text(f"sources.{c}") for c in ("as_of", "identified", "completed", "in_progress", "note", "source")])


def provincial(atlas: Atlas, text: Text) -> pd.DataFrame:
    """Provincial totals, worded."""
    rows = [
        [
            str(atlas.provinces.at[r.province_iso, f"name_{text.lang}"]), text.digits(r.as_of_jalali) or text("date.none"),
            _shown(r.identified, text), _shown(r.completed, text), _shown(r.in_progress, text), in_language(text, r.note_fa, r.note_en), r.source,
        ]
        for r in atlas.provincial_totals.itertuples()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[text(f"sources.{c}") for c in ("province", "as_of", "identified", "completed", "in_progress", "note", "source")])


def render(atlas: Atlas, text: Text) -> None:
    for name, frame in (("official", official(atlas, text)), ("provincial", provincial(atlas, text))):
        st.subheader(text(f"sources.{name}_title"))
        st.caption(text(f"sources.{name}_note"))
        st.table(frame.set_index(frame.columns[0]))
    st.subheader(text("sources.data_title"))
    st.markdown(text("sources.data", n=len(atlas.clusters), version=atlas.version))
