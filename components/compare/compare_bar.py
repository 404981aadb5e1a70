"""What a page offers to compare: what is chosen on it, and the way to the comparison."""

from components.bridge.links import page_link
from components.bridge.panel import panel
from components.compare.comparing import refusal, with_item
from components.contract.compare import CompareBar, CompareOffer
from components.words.names import item_name
from components.words.text import Text
from geo.atlas import NOT_REPORTED, Atlas
from geo.view import MAX_COMPARED, View


def offered(view: View) -> list[str]:
    """What of the View could be compared: its cluster, its provinces, its trades."""
    cluster = [f"cluster:{view.cluster}"] if view.cluster else []
    return [
        *cluster,
        *(
            f"{kind}:{code}"
            for kind in ("province", "trade")
            for code in view.chosen(kind)
            if code != NOT_REPORTED
        ),
    ]


def bar(atlas: Atlas, view: View, text: Text) -> CompareBar:
    """An offer with its action, or why not, for each; and what is compared already."""
    offers = []
    for item in offered(view)[:MAX_COMPARED]:
        why = refusal(atlas, text, view, item)
        label = text("compare.offer", name=item_name(atlas, text, item))
        offers.append(CompareOffer(item, label, why, {} if why else with_item(view.compare, item)))
    link = (
        page_link("compare", view, text("compare.open", n=len(view.compare)))
        if view.compare
        else None
    )
    return CompareBar(
        title=text("compare.bar"),
        offers=offers,
        names=text.join(item_name(atlas, text, c) for c in view.compare),
        link=link,
    )


def render(atlas: Atlas, view: View, text: Text) -> None:
    """Send what of this page can be compared, and the way to what is compared already."""
    panel(bar(atlas, view, text))
