"""The addresses of the sheets: each as a CSV, under the View that its parameters name."""

from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from components import map_sheets
from components.panel import site_of
from components.places import about_sheets, cluster_sheets, province_sheets, trade_sheets
from components.site import atlas_of
from components.table_export import PATH, SHEETS, sheet_csv
from components.text import TEHRAN, Text
from geo.registry.errors import RegistryError
from geo.view import read_view

SHEET_MODULES = (map_sheets, province_sheets, trade_sheets, cluster_sheets, about_sheets)
"""Imported so that they declare their sheets."""


def csv_route() -> Route:
    """Answers a sheet; 404 for a name that is none, 503 while the registry cannot be had."""

    async def serve(request: Request) -> Response:
        name, query = request.path_params["name"], dict(request.query_params)
        if name not in SHEETS:
            return PlainTextResponse("", status_code=404)
        try:
            file, content = await run_in_threadpool(_made, name, query)
        except RegistryError as error:
            return PlainTextResponse(Text("en" if query.get("lang") == "en" else "fa").registry_trouble(error), status_code=503)
        headers = {"Content-Disposition": f'attachment; filename="{file}"', "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return Response(content, media_type="text/csv; charset=utf-8", headers=headers)

    return Route(f"/{PATH}/{{name}}", serve, methods=["GET"])


def _made(name: str, query: dict[str, str]) -> tuple[str, bytes]:
    """File name, in plain ASCII, and content."""
    view, _ = read_view(query, site_of(query).atlas)
    atlas, text = atlas_of(view), Text(view.lang)
    subject = [part for param in ("province", "trade") for part in view.chosen(param)[:1]] + ([view.cluster] if view.cluster else [])
    dated = [f"as-of-{view.as_of}"] if view.as_of else []
    parts = ["invented"] * atlas.is_invented + [name, *subject, *dated, datetime.now(TEHRAN).date().isoformat()]
    return "_".join(parts) + ".csv", sheet_csv(SHEETS[name](atlas, view, text), text, is_invented=atlas.is_invented)
