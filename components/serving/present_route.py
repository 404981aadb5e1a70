"""The presentation of a story, or of one View, at an address of its own.

A whole document, so that no slide waits for the server.
"""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from components.bridge.addresses import PRESENT
from components.bridge.panel import site_of
from components.briefing.one_file import file_policy, one_file
from components.briefing.story_slide import StorySlide
from components.server.apology import apology
from components.server.memory import Shelf
from components.server.site import atlas_of, base_path, data_folder
from components.serving.headers import POLICY, frame_ancestors
from components.story.current import stops_of, story_of
from components.words.address_problems import status_of, text_of, words_of
from components.words.text import TEHRAN
from geo.basis.errors import DataError, Problem
from geo.exact_view import exact_view, query_of
from geo.filters import MAX_TEXT
from geo.registry.errors import RegistryError

_documents = Shelf(32 * 1024**2, weigh=len)
"""Bytes of the presentations opened last: whoever is in the room opens the same."""


def present_route() -> Route:
    """Answers /present?story=…&slide=2, or /present with a View's own parameters.

    What it cannot show it answers in plain words, with a status of 400, 404 or 503.
    """

    async def serve(request: Request) -> Response:
        text = text_of(request.query_params)
        try:
            content = await run_in_threadpool(
                lambda: presentation(request.query_params.multi_items(), str(request.url))
            )
        except DataError as error:
            return apology(text, words_of(error, text), status_of(error))
        except RegistryError as error:
            return apology(text, [text.registry_trouble(error)], 503)
        return HTMLResponse(
            content,
            headers={"Cache-Control": "no-store", POLICY: f"{file_policy()}; {frame_ancestors()}"},
        )

    return Route(f"{base_path()}/{PRESENT}", serve, methods=["GET"])


def presentation(asked: Iterable[tuple[str, str]], address: str) -> bytes:
    """The document.

    Raises DataError for unknown parameters and a story or slide that is not there, RegistryError
    where the registry cannot be had.
    """
    query = query_of(asked)
    view = exact_view({k: v for k, v in query.items() if k != "slide"}, site_of(query).atlas)
    stops = (
        stops_of(story_of(view.story), view.lang)
        if view.story
        else [StorySlide(atlas_of(view), view)]
    )
    if not stops:
        raise DataError([Problem("story_empty", "")])
    at = query.get("slide") or "1"
    if not (at.isascii() and at.isdigit() and len(at) < 5 and 1 <= int(at) <= len(stops)):
        raise DataError([Problem("slide_number", "", value=at[:MAX_TEXT], allowed=str(len(stops)))])
    today = datetime.now(TEHRAN).date()
    shown = tuple(
        (
            stop.atlas.identity,
            *(getattr(stop, part.name) for part in fields(stop) if part.name != "atlas"),
        )
        for stop in stops
    )

    def make() -> bytes:
        return one_file(stops, view.lang, address, today, data_folder(), slide=int(at) - 1)

    return _documents.recall(
        stops[0].atlas.identity, view.lang, address, today, at, shown, make=make
    )
