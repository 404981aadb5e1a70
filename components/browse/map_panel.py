"""The map: a folium base that never changes, and a layer of data painted anew with each Selection.

Only data crosses: the base map's script holds settings, the layer's script one call with JSON.
Records never become script or markup.
"""

import base64
import hashlib
import string
from dataclasses import replace
from functools import lru_cache

import branca.element
import folium
import numpy as np
import streamlit as st
from branca.element import MacroElement
from folium.template import Template
from streamlit_folium import st_folium

from components.bridge.links import method_link, page_link
from components.bridge.panel import act, panel
from components.contract.controls import Choice
from components.contract.links import PageLink
from components.contract.map import MapHead, MapPayload
from components.contract.wire import inert_json
from components.server.site import Site, code_assets
from components.words.findings import finding, legend, told_values
from components.words.names import option_name
from components.words.text import Text
from geo.atlas import Atlas
from geo.indicators import INDICATORS
from geo.selection import Selection
from geo.view import View

HEIGHT = 560
# branca would compile the few templates of a map anew for each map, which is a fifth of the time
# that a change of a filter takes the server
branca.element.Template = lru_cache(maxsize=256)(branca.element.Template)  # type: ignore[attr-defined, assignment]
STAGE_DIGITS = np.array(list(string.digits + string.ascii_lowercase))


def script_json(value: object) -> str:
    """`value` as JSON that is also safe inside a script.

    No markup, no line separators, nothing a template would expand.
    """
    plain = inert_json(value)
    for character in "`$":
        plain = plain.replace(character, f"\\u{ord(character):04x}")
    return plain.replace("{{", "{\\u007b").replace("{%", "{\\u0025").replace("{#", "{\\u0023")


class BaseLayer(MacroElement):
    """Starts the map's module: it fetches its facts and, from a folder, the outlines."""

    _template = Template(
        "{% macro script(this, kwargs) %}import({{ this.module }}).then((m) => m.start({{"
        " this._parent.get_name() }}, {{ this.addresses }}));{% endmacro %}"
    )

    def __init__(self, module: str, facts: str, outlines: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "BaseLayer"
        self.module, self.addresses = (
            script_json(module),
            f"{script_json(facts)}, {script_json(outlines)}",
        )


class DataLayer(folium.FeatureGroup):
    """Paints one Selection.

    For Leaflet it is an empty layer: the map's own module does the painting.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}var {{ this.get_name() }} = L.layerGroup();import({{"
        " this.module }}).then((m) => m.paint({{ this._parent.get_name() }}, {{ this.payload"
        " }}));{% endmacro %}"
    )

    def __init__(self, module: str, payload: MapPayload) -> None:
        super().__init__()
        self.module, self.payload = script_json(module), script_json(payload)


def base_map(site: Site, text: Text) -> folium.Map:
    """The folium map without tiles, with nothing fetched from another host."""
    base = folium.Map(
        location=[32.4, 53.7],
        zoom_start=5,
        tiles=None,
        min_zoom=4,
        maxZoom=12,
        zoomSnap=0.05,
        zoomDelta=0.5,
        wheelPxPerZoomLevel=120,
    )
    base._id = (  # by chance otherwise, and no two maps would be made of the same templates
        "khoosheh"
    )
    base.default_js = [("leaflet", site.asset("leaflet.js"))]
    base.default_css = [(name, site.asset(f"{name}.css")) for name in ("leaflet", "atlas_map")]
    base.add_child(
        BaseLayer(
            site.asset("atlas_map.js"),
            site.asset(f"map_{text.lang}.json"),
            site.asset("overview.geojson").removesuffix("overview.geojson"),
        )
    )
    return base


def payload(atlas: Atlas, selection: Selection, text: Text) -> MapPayload:
    """What the browser needs to paint a Selection.

    Which of the Atlas's clusters; provinces as [class, clusters, value, chosen].

    At another date than the present the stages of all points go with them, in the Atlas's order, a
    base-36 digit each: the file of facts holds the present ones.
    """
    metric, table = selection.view.metric, selection.provinces
    values = told_values(selection, text)
    provinces = {
        code: (
            klass,
            count if on_file else None,
            values[code],
            int(chosen),
        )
        for code, klass, count, on_file, chosen in zip(
            table.index,
            table["class"].tolist(),
            table["clusters"].tolist(),
            table["on_file"],
            table["chosen"],
            strict=True,
        )
    }
    named = repr(sorted(selection.view.to_query().items())).encode()
    return MapPayload(
        provinces=provinces,
        metric=metric,
        any_chosen=bool(selection.view.chosen("province")),
        shown=bits(selection.rows, selection.total_on_file),
        stages="".join(STAGE_DIGITS[atlas.stage_codes]) if selection.view.as_of else None,
        cluster=selection.view.cluster,
        stamp=hashlib.sha256(named).hexdigest()[:12],
    )


def bits(rows: np.ndarray, total: int) -> str | None:
    """Which of `total` are among `rows`: a bit each in their order, highest first, as base64.

    None when all are.
    """
    if len(rows) == total:
        return None
    shown = np.zeros(total, dtype=bool)
    shown[rows] = True
    return base64.b64encode(np.packbits(shown).tobytes()).decode("ascii")


def click(map_key: str, chosen: tuple[str, ...]) -> None:
    """Carry out a click on the map: a province is chosen alone, or left.

    A cluster opens its card.
    """
    clicked = (st.session_state.get(map_key) or {}).get("last_active_drawing") or {}
    if clicked.get("cluster"):
        act({"put": {"cluster": str(clicked["cluster"])}})
    elif clicked.get("province"):
        code = str(clicked["province"])
        act({"put": {"province": "" if chosen == (code,) else code}})


def render_map(site: Site, atlas: Atlas, selection: Selection, text: Text) -> None:
    """The map, with clicks carried out."""
    map_key = f"map{text.lang}{code_assets().digest}{site.facts.digest}"
    st_folium(
        base_map(site, text),
        key=map_key,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=DataLayer(site.asset("atlas_map.js"), payload(atlas, selection, text)),
        on_change=lambda: click(map_key, selection.view.chosen("province")),
    )


def place_links(atlas: Atlas, view: View, text: Text) -> list[PageLink]:
    """Links to the pages of the one province and the one trade that are chosen."""
    names = {param: view.chosen(param) for param in ("province", "trade")}
    return [
        page_link(
            param, view, text(f"map.page_{param}", name=option_name(atlas, text, param, v[0]))
        )
        for param, v in names.items()
        if len(v) == 1
    ]


def render_head(atlas: Atlas, selection: Selection, text: Text) -> None:
    """The map's finding, and the choice of metric."""
    panel(
        MapHead(
            title=finding(atlas, selection, text),
            metric_label=text("map.colour_by"),
            metrics=[
                Choice(m, text(f"indicator.{m}.name"), m == selection.view.metric)
                for m in INDICATORS
            ],
            info=method_link(selection.view, text, selection.view.metric),
            pages=place_links(atlas, selection.view, text),
            failed=text("map.failed"),
            description=text("map.description"),
        )
    )


def render_legend(selection: Selection, text: Text) -> None:
    """The legend, below the map so that it covers nothing."""
    view = selection.view
    info, points_info = (method_link(view, text, name) for name in (view.metric, "place"))
    panel(replace(legend(selection, text), info=info, points_info=points_info))
