"""Links from one page to another that keep the View."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from components.site import base_path
from geo.atlas import Atlas
from geo.view import View
from pages.page_registry import PAGES


def page_of(kind: str, otherwise: str = "map") -> str:
    """The page about one province, trade or cluster; where there is no such page the map, with that filter or card."""
    return kind if any(p.name == kind for p in PAGES) else otherwise


def page_link(atlas: Atlas, page: str, view: View, label: str, put: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A link to a page by its name, with URL parameters set: its address for a new tab, and the action that goes there at once."""
    path = next(p.path for p in PAGES if p.name == page)
    query = urlencode({param: value for param, value in (view.to_query() | dict(put or {})).items() if value}, safe=",:")
    return {"label": label, "href": f"{base_path()}/{path}{'?' if query else ''}{query}", "action": {"go": page, "put": dict(put or {})}}
