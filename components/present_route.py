"""The presentation of a story, or of one View, at an address of its own: a whole document, so that no slide waits for the server."""

from collections.abc import Mapping
from datetime import datetime
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from components.briefing.one_file import Stop, one_file
from components.panel import site_of
from components.site import atlas_of, data_folder
from components.story.current import stops_of, story_of
from components.text import TEHRAN, Text
from geo.errors import DataError, Problem
from geo.registry.errors import RegistryError
from geo.view import read_view

PATH = "present"


def present_route() -> Route:
    """Answers /present?story=…&slide=2 or /present with a View's own parameters."""

    async def serve(request: Request) -> Response:
        query = dict(request.query_params)
        text = Text("en" if query.get("lang") == "en" else "fa")
        try:
            content = await run_in_threadpool(lambda: presentation(query, str(request.url)))
        except DataError as error:
            return _apology(text, text.remedy(error.problems[0]), 404)
        except RegistryError as error:
            return _apology(text, text.registry_trouble(error), 503)
        return HTMLResponse(content, headers={"Cache-Control": "no-store"})

    return Route(f"/{PATH}", serve, methods=["GET"])


def presentation(query: Mapping[str, str], address: str) -> bytes:
    """The document. Raises DataError for a story that is not there, RegistryError where the registry cannot be had."""
    lang = "en" if query.get("lang") == "en" else "fa"
    at = query.get("slide", "")
    slide = int(at) - 1 if at.isascii() and at.isdigit() and len(at) < 5 else 0
    if query.get("story"):
        stops = stops_of(story_of(query["story"]), lang)
    else:
        view = read_view({k: v for k, v in query.items() if k != "slide"}, site_of(query).atlas)[0]
        stops = [Stop(atlas_of(view), view)]
    if not stops:
        raise DataError([Problem("story_empty", "")])
    return one_file(stops, lang, address, datetime.now(TEHRAN).date(), data_folder(), slide=slide)


def _apology(text: Text, say: str, status: int) -> Response:
    title = escape(text("app.title"))
    body = f'<!doctype html><html lang="{text.lang}" dir="{"rtl" if text.is_rtl else "ltr"}"><meta charset="utf-8"><title>{title}</title>'
    return HTMLResponse(f"{body}<h1>{title}</h1><p>{escape(say)}</p></html>", status_code=status)
