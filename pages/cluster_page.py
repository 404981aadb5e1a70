"""The cluster page: one cluster; without one, how to find it and the list."""

import streamlit as st

from components.bridge import blocks, date_notice
from components.bridge.panel import VIEW
from components.browse import filters, table
from components.compare import changes_panel, compare_bar
from components.contract.places import PlaceHead
from components.places import cluster_panel, unknown_link
from components.places.subject import has_other_filters
from components.server.site import atlas_of, selection
from components.story import export_bar
from components.words.text import Text
from geo.view import without

view = st.session_state[VIEW]
text, atlas = Text(view.lang), atlas_of(view)
if has_other_filters(view, "province", "trade"):
    filters.render_sentence(
        atlas, selection(atlas, without(view, "province", "trade") if view.cluster else view), text
    )
if view.cluster:
    blocks.render(*cluster_panel.one_cluster(atlas, view, text))
    changes_panel.render(atlas, selection(atlas, view), text, view.cluster)
    compare_bar.render(atlas, view, text)
else:
    written = unknown_link.unknown_value("cluster")
    dated = date_notice.date_notice(view, text, "cluster")
    head = PlaceHead(
        dated=dated,
        kicker=text("nav.cluster"),
        title=text("cluster.all"),
        notices=[text("cluster.choose")],
    )
    blocks.render(
        head, unknown_link.blocks(atlas, view, text, "cluster", written) if written else []
    )
    export_bar.render(atlas, selection(atlas, view), text)
    table.render(atlas, selection(atlas, view), text, leads=True)
