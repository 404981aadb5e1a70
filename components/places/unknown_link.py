"""What a link to a province, trade or cluster named in vain, and the nearest right ones."""

from dataclasses import replace

import streamlit as st

from components.bridge.links import page_link, subject_link
from components.bridge.panel import IGNORED
from components.contract.place_blocks import ProseBlock
from components.places.trade_sheets import trade_name
from components.server.registry import registry
from components.server.site import data_folder, reference
from components.words.names import cluster_name
from components.words.text import Text
from geo.atlas import Atlas
from geo.registry.history import REMOVED, Step, record_history
from geo.search.nearest_names import near_clusters, near_provinces, near_trades
from geo.view import View


def unknown_value(param: str) -> str:
    """The value of a parameter that this visit's link named and the atlas does not know.

    Empty for none.
    """
    return next((value for name, value in st.session_state.get(IGNORED, []) if name == param), "")


def blocks(atlas: Atlas, view: View, text: Text, param: str, written: str) -> list[ProseBlock]:
    """One block that says so, with links to what was probably meant."""
    gone = _gone(atlas, written) if param == "cluster" else None
    if param == "province":
        near = [
            subject_link(view, param, c, str(atlas.provinces.at[c, f"name_{text.lang}"]))
            for c in near_provinces(reference().names, written)
        ]
    elif param == "trade":
        near = [
            subject_link(view, param, c, trade_name(atlas, text, c))
            for c in near_trades(atlas, written)
        ]
    else:
        found = near_clusters(atlas, written, (gone.name_fa or gone.name_en) if gone else "")
        near = [subject_link(view, param, c, cluster_name(atlas, c, text)) for c in found]
    said = [text("wrong.near") if near else text("wrong.no_near")]
    if gone:
        name = gone.name_fa if text.is_rtl else gone.name_en or gone.name_fa
        said.insert(0, text("wrong.gone", name=name, number=gone.number))
        put = {"cluster": written, "version": str(gone.number - 1)}
        # an action is read with the version looked at, which does not know this id: only the
        # address leads there
        before = text("wrong.before", name=name, number=gone.number - 1)
        near.append(replace(page_link("cluster", view, before, put), action=None))
    return [
        ProseBlock(
            title=text(f"wrong.{param}", value=written), paragraphs=said, links=near, wide=True
        )
    ]


def _gone(atlas: Atlas, cluster_id: str) -> Step | None:
    """The last thing that happened to a record that is no more."""
    steps = (
        record_history(
            registry(reference(), data_folder()), cluster_id, atlas.stages.index, atlas.number
        )
        if atlas.number
        else []
    )
    return steps[0] if steps and steps[0].kind == REMOVED else None
