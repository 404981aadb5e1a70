"""The document that Streamlit's front end starts from, in the reader's language from its first byte, with our style and early fetches."""

from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from components.site import Site
from components.text import Text
from pages.page_registry import PAGES

EARLY = (("overview.geojson", "fetch"),)


def document_routes(site: Site) -> list[Route]:
    """One route a page of the registry."""
    plain = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    made = {lang: _document(plain, site, lang) for lang in ("fa", "en")}

    async def serve(request: Request) -> Response:
        lang = "en" if request.query_params.get("lang") == "en" else "fa"
        return HTMLResponse(made[lang], headers={"Cache-Control": "no-cache"})

    return [Route(f"/{page.path}", serve, methods=["GET", "HEAD"]) for page in PAGES]


def _document(plain: str, site: Site, lang: str) -> str:
    text = Text(lang)
    early = "".join(f'<link rel="preload" href=".{_relative(site, name)}" as="{kind}" crossorigin="anonymous">' for name, kind in EARLY)
    head = f'{early}<link rel="stylesheet" href=".{_relative(site, "atlas.css")}"><style>:root{{--ka-filters:"{text("nav.filters")}"}}</style>'
    # without this Streamlit's front end asks for its server below every page's path first
    html = plain.replace("<head>", f"<head><script>window.__streamlit={{BACKEND_BASE_URL:new URL('{site.base}/',location.origin).href}}</script>", 1)
    html = html.replace('<html lang="en">', f'<html lang="{lang}" dir="{"rtl" if text.is_rtl else "ltr"}">', 1)
    html = html.replace("<title>Streamlit</title>", f"<title>{text('app.title')}</title>", 1)
    return html.replace("</head>", f"{head}</head>", 1)


def _relative(site: Site, name: str) -> str:
    return f"/{site.assets.path(name)}"
