"""A page about one province or trade beside the country; without one, about all of them."""

from collections.abc import Callable

from components.bridge import blocks as block
from components.bridge.links import page_link, subject_link
from components.browse import filters, table
from components.compare import changes_panel, compare_bar
from components.contract.place_blocks import ProseBlock
from components.contract.places import PlaceHead
from components.places import unknown_link
from components.places.subject import has_other_filters
from components.server.site import atlas_of, selection
from components.story import export_bar
from components.words.names import item_name, option_name
from components.words.text import Text
from geo.atlas import NOT_REPORTED, Atlas
from geo.view import MAX_COMPARED, View, only

Content = Callable[[Atlas, View, Text], tuple[PlaceHead, block.Blocks]]


def several(atlas: Atlas, view: View, text: Text, kind: str) -> block.Blocks:
    """A block for a link that names several.

    Which of them is shown, with links to the others and to their comparison.
    """
    first, *rest = view.chosen(kind)
    items = [f"{kind}:{c}" for c in view.chosen(kind) if c != NOT_REPORTED][:MAX_COMPARED]
    links = [subject_link(view, kind, c, option_name(atlas, text, kind, c)) for c in rest]
    if len(items) > 1:
        names = text.join(item_name(atlas, text, i) for i in items)
        links.insert(
            0,
            page_link(
                "compare",
                view,
                text("place.compare_them", names=names),
                {"compare": ",".join(items), kind: ""},
            ),
        )
    title = text("place.several", n=len(rest) + 1, name=option_name(atlas, text, kind, first))
    return [
        ProseBlock(title=title, paragraphs=[text("place.several_note")], links=links, wide=True)
    ]


def render(view: View, kind: str, one: Content, every: Content) -> None:
    """Show the page about one place or trade, about several, or about all.

    kind: `province` or `trade`. one, every: head and blocks of the page about one, and about all.
    """
    text, atlas = Text(view.lang), atlas_of(view)
    if view.chosen(kind):
        chosen = selection(atlas, only(view, kind))
        if has_other_filters(view, kind):
            filters.render_sentence(atlas, chosen, text)
        head, blocks = one(atlas, view, text)
        others = several(atlas, view, text, kind) if len(view.chosen(kind)) > 1 else []
        block.render(head, [*others, *blocks])
        changes_panel.render(atlas, chosen, text)
        compare_bar.render(atlas, view, text)
        if chosen.count:
            export_bar.render(atlas, chosen, text)
            table.render(atlas, chosen, text, leads=True)
        return
    if has_other_filters(view):
        filters.render_sentence(atlas, selection(atlas, view), text)
    head, blocks = every(atlas, view, text)
    written = unknown_link.unknown_value(kind)
    block.render(
        head, [*(unknown_link.blocks(atlas, view, text, kind, written) if written else []), *blocks]
    )
