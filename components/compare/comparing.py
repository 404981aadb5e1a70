"""What can be done to a comparison.

The View's `compare` with something added, moved or taken out, as parameters of an action.
"""

from collections.abc import Mapping

from components.words.names import item_name
from components.words.text import Text
from geo.atlas import Atlas
from geo.view import MAX_COMPARED, View


def with_item(compare: tuple[str, ...], item: str) -> Mapping[str, str]:
    """Parameters that add `item`; of another kind, it begins a comparison of its own."""
    same_kind = compare and compare[0].partition(":")[0] == item.partition(":")[0]
    return {"compare": ",".join(dict.fromkeys([*(compare if same_kind else ()), item]))}


def without_item(compare: tuple[str, ...], item: str) -> Mapping[str, str]:
    """Parameters that take `item` out."""
    return {"compare": ",".join(c for c in compare if c != item)}


def moved(compare: tuple[str, ...], item: str, by: int) -> Mapping[str, str]:
    """Parameters that move `item` by so many places."""
    order = [c for c in compare if c != item]
    order.insert(max(compare.index(item) + by, 0), item)
    return {"compare": ",".join(order)}


def refusal(atlas: Atlas, text: Text, view: View, item: str) -> str:
    """Why `item` cannot be added; empty where it can."""
    same_kind = bool(view.compare) and view.compare[0].partition(":")[0] == item.partition(":")[0]
    if item in view.compare:
        return text("compare.already", name=item_name(atlas, text, item))
    return (
        text("compare.full", most=MAX_COMPARED)
        if same_kind and len(view.compare) == MAX_COMPARED
        else ""
    )


def compared_name(view: View) -> str:
    """What is compared, in plain ASCII."""
    return (
        "comparison_"
        + "-".join(
            "".join(c if c.isascii() and c.isalnum() else "-" for c in item.partition(":")[2])
            for item in view.compare
        )[:120]
    )
