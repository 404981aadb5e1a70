"""The page of the ordinary app."""

import folium
import streamlit as st
from folium.plugins import MarkerCluster
from streamlit_folium import st_folium

from geo.atlas import Atlas, read_atlas
from tests.bench.provinces import PROVINCES
from tests.serving import ROOT


@st.cache_resource
def atlas() -> Atlas:
    return read_atlas(ROOT / "data")


provinces, clusters = atlas().provinces, atlas().clusters
chosen = [code for code in PROVINCES if st.checkbox(code, key=code)]
shown = clusters[clusters["province_iso"].isin(chosen)] if chosen else clusters
base = folium.Map(location=[32.4, 53.7], zoom_start=5, tiles=None, maxZoom=12)
outlines = (
    atlas()
    .boundaries.overview.to_frame("geometry")
    .assign(
        name=provinces["name_en"],
        n=shown["province_iso"].value_counts().reindex(provinces.index, fill_value=0),
    )
)
folium.GeoJson(
    outlines,
    style_function=lambda feature: {
        "weight": 1,
        "fillOpacity": min(0.1 + feature["properties"]["n"] / 15, 0.9),
    },
    tooltip=folium.GeoJsonTooltip(["name", "n"]),
).add_to(base)
group = MarkerCluster().add_to(base)  # type: ignore[no-untyped-call]
for record in shown.itertuples():
    folium.Marker(
        [record.geometry.y, record.geometry.x], tooltip=record.name_en, popup=record.product_en
    ).add_to(group)
st_folium(base, height=560, use_container_width=True)
