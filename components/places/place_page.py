"""A page about one province or trade beside the country; without one, about all of them."""

from collections.abc import Callable
from typing import Any

from components import changes_panel, compare_bar, export_bar, filters, table
from components.places import block, wrong_link
from components.places.subject import has_other_filters, only
from components.site import atlas_of, selection
from components.text import Text
from geo.atlas import Atlas
from geo.view import View

Content = Callable[[Atlas, View, Text], tuple[dict[str, Any], block.Blocks]]


def render(view: View, kind: str, one: Content, every: Content) -> None:
    """kind: `province` or `trade`. one, every: head and blocks of the page about one, and about all."""
    text, atlas = Text(view.lang), atlas_of(view)
    if view.chosen(kind):
        chosen = selection(only(view, kind))
        if has_other_filters(view, kind):
            filters.render_sentence(atlas, chosen, text)
        block.render(*one(atlas, view, text))
        changes_panel.render(atlas, chosen, text)
        compare_bar.render(atlas, view, text)
        if chosen.count:
            export_bar.render(atlas, chosen, text)
            table.render(atlas, chosen, text, leads=True)
        return
    if has_other_filters(view):
        filters.render_sentence(atlas, selection(view), text)
    head, blocks = every(atlas, view, text)
    written = wrong_link.named_in_vain(kind)
    block.render(head, [*(wrong_link.blocks(atlas, view, text, kind, written) if written else []), *blocks])
