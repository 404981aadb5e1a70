"""What a search box in the browser must know."""

from components.bridge.addresses import SEARCH
from components.contract.search import SearchBox
from components.server.site import base_path
from components.words.text import Text
from geo.view import View


def search_box(view: View, text: Text, label: str, kind: str = "") -> SearchBox:
    """What a search box in the browser must know; `kind` keeps it to one of KINDS."""
    address = f"{base_path()}/{SEARCH}"
    return SearchBox(
        label=label,
        hint=text("search.hint"),
        kind=kind,
        address=address,
        lang=text.lang,
        version=str(view.version or ""),
        as_of=view.as_of,
    )
