"""The document that Streamlit's front end starts from.

In the reader's language from its first byte, and fetching early what the map needs.

The front end learns only from its first answer which of its own parts and which of ours it needs.
Naming them in the document lets the browser fetch them while it starts.
"""

import re
from importlib.util import find_spec
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from components.bridge.page_registry import MOVED, PAGES, PageEntry
from components.server.assets import packed_response
from components.server.site import base_path, code_assets, newest_facts
from components.words.text import Text

FRONT_END = Path(streamlit.__file__).parent / "static"
FRONT_END_PARTS = (
    "BidiComponent",
    "_arrayReduce",
    "serialization",
    "recordbatch",
    "ComponentInstance",
    "IFrameUtil",
    "urls",
    "withCalculatedWidth",
)
"""Modules of Streamlit's front end that draw our panels and the map's frame; one that a release
lacks is left out.
"""
# found, not imported: imported before the server runs, it would register its frame nowhere
MAP_FRAME = (
    Path(str(getattr(find_spec("streamlit_folium"), "origin", ""))).parent
    / "frontend"
    / "build"
    / "static"
    / "js"
)
MAP_FRAME_ROOT = "/component/streamlit_folium.st_folium/"
MAP_FRAME_PATH = f"{MAP_FRAME_ROOT}static/js"
_FACTS = "<!--facts-->"
"""Where the newest records' address goes into a document that is otherwise made once."""
PANELS = ("mount.js", "dom.js", "frame.js", "search.js", "share.js")
_PLACE = ("place.js", "place_blocks.js", "sketch.js", "triangle.js", "symbols.js")
PANELS_OF = {
    "map": ("map_head.js", "filters.js"),
    "compare": ("comparison_head.js", "small_maps.js", "symbols.js", "comparison.js"),
    **dict.fromkeys(("province", "trade", "cluster", "about"), _PLACE),
}
"""Our scripts that every page needs, and those that some pages need first."""
MAP_MODULES = ("atlas_map.js", "gathered_marks.js", "gathering.js", "symbols.js")
MAP_FILES = (
    ("leaflet.js", "script"),
    ("leaflet.css", "style"),
    ("atlas_map.css", "style"),
    ("overview.geojson", "fetch"),
)


def document_routes() -> list[Route]:
    """One route a page of the registry, and one a path that was a page once."""
    plain = (FRONT_END / "index.html").read_text(encoding="utf-8")

    def page_route(page: PageEntry) -> Route:
        made = {lang: _document(plain, lang, page) for lang in ("fa", "en")}

        async def serve(request: Request) -> Response:
            lang = "en" if request.query_params.get("lang") == "en" else "fa"
            return HTMLResponse(
                made[lang].replace(_FACTS, "" if page.path else _facts(lang), 1),
                headers={"Cache-Control": "no-cache"},
            )

        return Route(f"{base_path()}/{page.path}", serve, methods=["GET", "HEAD"])

    def moved_route(old: str, new: str) -> Route:
        async def lead(request: Request) -> Response:
            return RedirectResponse(
                f"{new}{'?' if request.url.query else ''}{request.url.query}", status_code=301
            )

        return Route(old, lead, methods=["GET", "HEAD"])

    base = base_path()
    moved = {f"{base}/{old}": f"{base}/{new}" for old, new in MOVED.items()}
    if base:  # what the first page names relative to itself is found only behind the slash
        moved[base] = f"{base}/"
    return [
        *(page_route(page) for page in PAGES),
        *(moved_route(old, new) for old, new in moved.items()),
    ]


class MapFrameScripts:
    """Serves the scripts of the map's frame, for browsers to keep.

    They have a digest in their names.

    Streamlit serves them only once a first visitor's page has asked for the frame, and lets no
    browser keep them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        base = base_path()
        self.answers = {
            f"{base}{MAP_FRAME_PATH}/{script.name}": packed_response(
                script.name, script.read_bytes()
            )
            for script in MAP_FRAME.glob("main.*.js")
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a script of the map's frame; pass on everything else."""
        answer = self.answers.get(scope["path"]) if scope["type"] == "http" else None
        if answer is None:
            await self.app(scope, receive, send)
        else:
            await (await answer(Request(scope)))(scope, receive, send)


def inline_scripts() -> list[str]:
    """The scripts that stand in the documents themselves: Streamlit's own and ours."""
    plain = (FRONT_END / "index.html").read_text(encoding="utf-8")
    return [*re.findall(r"<script>(.*?)</script>", plain, re.DOTALL), _start_script()]


def _start_script() -> str:
    """Without it Streamlit's front end asks for its server below every page's path first."""
    return f"window.__streamlit={{BACKEND_BASE_URL:new URL('{base_path()}/',location.origin).href}}"


def _document(plain: str, lang: str, page: PageEntry) -> str:
    text = Text(lang)
    html = plain.replace("<head>", f"<head><script>{_start_script()}</script>", 1)
    html = html.replace(
        '<html lang="en">', f'<html lang="{lang}" dir="{"rtl" if text.is_rtl else "ltr"}">', 1
    )
    html = html.replace("<title>Streamlit</title>", f"<title>{text('app.title')}</title>", 1)
    style = (
        '<link rel="stylesheet"'
        f' href="{_address("atlas.css")}">'
        f'<style>:root{{--ka-filters:"{text("nav.filters")}"}}</style>'
    )
    return html.replace("</head>", f"{style}{''.join(_early(page))}{_FACTS}</head>", 1)


def _address(name: str) -> str:
    return f"{base_path()}/{code_assets().path(name)}"


def _facts(lang: str) -> str:
    """Fetches the newest records for the map early, once a first visit has made them."""
    facts = newest_facts()
    return _preload(f"{base_path()}/{facts.path(f'map_{lang}.json')}", "fetch") if facts else ""


def _preload(address: str, kind: str) -> str:
    return (
        f'<link rel="preload" href="{address}"'
        f' as="{kind}"{" crossorigin" if kind == "fetch" else ""}>'
    )


def _early(page: PageEntry) -> list[str]:
    parts = [
        path.name
        for stem in FRONT_END_PARTS
        for path in (FRONT_END / "static" / "js").glob(f"{stem}.*.js")
    ]
    base = base_path()
    panels = (*PANELS, *PANELS_OF.get(page.name, ()), *(() if page.path else MAP_MODULES))
    modules = [
        *(f"{base}/static/js/{name}" for name in parts),
        *(_address(name) for name in panels),
    ]
    files = [(_address(name), kind) for name, kind in MAP_FILES]
    files += [
        (f"{base}{MAP_FRAME_PATH}/{script.name}", "script")
        for script in MAP_FRAME.glob("main.*.js")
    ]
    return [
        *(f'<link rel="modulepreload" crossorigin href="{address}">' for address in modules),
        *(_preload(address, kind) for address, kind in ([] if page.path else files)),
    ]
