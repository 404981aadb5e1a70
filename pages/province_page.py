"""The province page: one province beside the country; without one, all of them."""

import streamlit as st

from components import changes_panel, compare_bar, export_bar, filters, table
from components.panel import VIEW
from components.places import block, province_panel, wrong_link
from components.places.subject import has_other_filters, only
from components.site import atlas_of, selection
from components.text import Text

view = st.session_state[VIEW]
text, atlas = Text(view.lang), atlas_of(view)
if view.chosen("province"):
    chosen = selection(only(view, "province"))
    if has_other_filters(view, "province"):
        filters.render_sentence(atlas, chosen, text)
    block.render(*province_panel.one_province(atlas, view, text))
    changes_panel.render(atlas, chosen, text)
    compare_bar.render(atlas, view, text)
    if chosen.count:
        export_bar.render(atlas, chosen, text)
        table.render(atlas, chosen, text, leads=True)
else:
    if has_other_filters(view):
        filters.render_sentence(atlas, selection(view), text)
    head, blocks = province_panel.every_province(atlas, view, text)
    written = wrong_link.named_in_vain("province")
    block.render(head, [*(wrong_link.blocks(atlas, view, text, "province", written) if written else []), *blocks])
