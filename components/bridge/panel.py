"""Panels drawn by our scripts in browser/: JSON goes in, an action comes back as the next View."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from components.bridge.page_registry import PAGES
from components.contract.wire import Panel, json_of
from components.server.site import Site, atlas_of, base_path, code_assets, site
from geo.filters import FILTERS
from geo.view import View, read_view

_mounts: dict[str, Callable[..., Any]] = {}
VIEW, QUERY, PATH, PAGE, GO, IGNORED = (
    "atlas_view",
    "atlas_query",
    "atlas_path",
    "atlas_table_page",
    "atlas_go",
    "atlas_ignored",
)
"""Keys of the session: the View; its form in the URL and the path when last seen; the table's page;
the page to go to next, by name; what a link just opened named in vain.
"""


def panel(
    shown: Panel, place: str = "", handle: Callable[[Mapping[str, Any]], None] | None = None
) -> None:
    """Show a panel with the script that its class names.

    place: tells it from others of that class on the page. handle: carries out what a reader did
    where it is none of the actions of `act`.
    """
    name = shown.script()
    key = f"panel_{name}{place}"
    if name not in _mounts:
        # crosses the wire with every answer, so the rest is in mount.js; Streamlit takes a single
        # line for the name of a file
        address = f"{base_path()}/{code_assets().path('mount.js')}"
        source = (
            f'export default (c) =>\nimport(location.origin + "{address}").then((m) => m.mount(c,'
            f' "{name}"));'
        )
        _mounts[name] = st.components.v2.component(f"atlas_{name}", js=source, isolate_styles=False)
    _mounts[name](
        key=key,
        data=json_of(shown).encode(),
        on_action_change=lambda: (handle or act)(st.session_state[key].action or {}),
    )


def act(action: Mapping[str, Any] | None) -> None:
    """Carry out what a reader did.

    An action is {put: parameters}, {toggle: parameters}, {clear: true} or {page: number}, with {go:
    page} on another page.

    {refresh: true} only shows anew.
    """
    if not action or "refresh" in action:
        return
    view: View = st.session_state[VIEW]
    if "go" in action and not _is_here(str(action["go"])):
        st.session_state[GO] = str(action["go"])
    if "page" in action:
        st.session_state[PAGE] = int(action["page"])
        return
    put = action.get("put") or {}
    atlas = site_of(put).atlas if "version" in put else atlas_of(view)
    new = (
        view.without_filters()
        if action.get("clear")
        else view.changed(atlas, put=put, toggle=action.get("toggle"))
    )
    if (new.choices, new.text, new.sort) != (view.choices, view.text, view.sort):
        st.session_state[PAGE] = 0
    st.session_state[VIEW] = new


def _is_here(page: str) -> bool:
    """Whether the reader is on that page.

    Streamlit, sent to where it is, would empty the address and with it the View.
    """
    path = str(st.session_state.get(PATH, "")).removeprefix(base_path()).strip("/")
    return any(p.name == page and p.path == path for p in PAGES)


def current_view() -> tuple[View, list[tuple[str, str]]]:
    """The View of this visitor, and what a link named that is unknown.

    The address bar follows the View, and leads when it was changed; but Streamlit empties it on the
    way to another page, and there the View stays.
    """
    address = asked_for()
    path = urlsplit(st.context.url or "").path
    elsewhere = path != st.session_state.get(PATH, path)
    st.session_state[PATH] = path
    if VIEW not in st.session_state or (
        address != st.session_state[QUERY] and not (elsewhere and not address)
    ):
        st.session_state[VIEW], ignored = read_view(address, site_of(address).atlas)
        st.session_state[PAGE] = 0
        st.session_state[QUERY] = address
        return st.session_state[VIEW], [(i.param, i.value) for i in ignored]
    view: View = st.session_state[VIEW]
    query = view.to_query()
    if query != address:
        st.query_params.from_dict(query)
        st.session_state[QUERY] = query
    return view, []


def asked_for() -> dict[str, str]:
    """The parameters of the address.

    A filter that stands there more than once names all its values.
    """
    several = {f.param for f in FILTERS}
    return {
        name: ",".join(st.query_params.get_all(name)) if name in several else value
        for name, value in st.query_params.to_dict().items()
    }


def site_of(address: Mapping[str, str]) -> Site:
    """The Site at the version that an address names.

    The newest where it names none, or one that is not there.
    """
    named = address.get("version", "")
    if named.isascii() and named.isdigit() and len(named) < 10:
        with suppress(KeyError):
            return site(int(named))
    return site()
