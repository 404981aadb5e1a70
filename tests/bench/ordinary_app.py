"""An ordinary app on the same records: a folium map with a MarkerCluster of Markers, built anew at
each change.
"""

from pathlib import Path

import folium
import streamlit as st
import xstatic.pkg.jquery
import xstatic.pkg.leaflet
import xstatic.pkg.leaflet_markercluster
from folium.plugins import MarkerCluster
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

FOLDERS = {
    "leaflet": xstatic.pkg.leaflet.BASE_DIR,
    "jquery": xstatic.pkg.jquery.BASE_DIR,
    "cluster": xstatic.pkg.leaflet_markercluster.BASE_DIR,
}
folium.Map.default_js = [
    ("leaflet", "/files/leaflet/leaflet.js"),
    ("jquery", "/files/jquery/jquery.min.js"),
]
folium.Map.default_css = [("leaflet", "/files/leaflet/leaflet.css")]
MarkerCluster.default_js = [("markerclusterjs", "/files/cluster/leaflet.markercluster.js")]
MarkerCluster.default_css = [
    ("markerclustercss", "/files/cluster/MarkerCluster.css"),
    ("markerclusterdefaultcss", "/files/cluster/MarkerCluster.Default.css"),
]

app = st.App(
    Path(__file__).parent / "ordinary_page.py",
    routes=[
        Mount(f"/files/{name}", StaticFiles(directory=folder)) for name, folder in FOLDERS.items()
    ],
)
