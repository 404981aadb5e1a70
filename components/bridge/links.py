"""Links from one page to another that keep the View."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from components.bridge.page_registry import PAGES
from components.contract.links import Action, PageLink
from components.server.site import base_path
from components.words.names import method_text
from components.words.text import Text
from geo.view import View


def page_link(page: str, view: View, label: str, put: Mapping[str, str] | None = None) -> PageLink:
    """A link to a page by its name, with URL parameters set.

    It has its address for a new tab, and the action that goes there at once.
    """
    path = next(p.path for p in PAGES if p.name == page)
    query = urlencode(
        {param: value for param, value in {**view.query, **(put or {})}.items() if value},
        safe=",:",
    )
    return PageLink(
        label,
        f"{base_path()}/{path}{'?' if query else ''}{query}",
        Action(go=page, put=dict(put or {})),
    )


def method_link(view: View, text: Text, name: str) -> PageLink:
    """A link to the method behind a figure, on the About page."""
    link = page_link("about", view, text("place.method", name=method_text(text, name, "title")))
    return replace(link, href=f"{link.href}#method-{name}", anchor=f"method-{name}")


def put_subject(param: str, value: str) -> dict[str, str]:
    """The parameters of a link to the page about `value`.

    Between provinces and trades what the last page was about is left behind, or the next would show
    only the part of both; to a cluster it comes along for the way back.
    """
    return (
        {"cluster": value}
        if param == "cluster"
        else {"province": "", "trade": "", "cluster": "", param: value}
    )


def subject_link(view: View, param: str, value: str, label: str) -> PageLink:
    """A link to the page about a province, a trade or a cluster."""
    return page_link(param, view, label, put_subject(param, value))


def subject_links(view: View, param: str, names: Mapping[str, str]) -> dict[str, PageLink]:
    """Links to the pages about several, by their code; names: what each link says."""
    return {value: subject_link(view, param, value, name) for value, name in names.items()}


def cluster_address(view: View) -> str:
    """The address of a cluster's page, {id} for its id."""
    address = page_link("cluster", view, "", put_subject("cluster", "")).href
    return f"{address}{'&' if '?' in address else '?'}cluster={{id}}"
