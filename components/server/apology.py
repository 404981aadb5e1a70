"""The answer to a request that is refused: a small document in plain words, with its status."""

from collections.abc import Iterable, Mapping
from html import escape

from starlette.datastructures import QueryParams
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from components.words.address_problems import text_of
from components.words.text import Text


def apology(
    text: Text, lines: Iterable[str], status: int, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """The document, in the language of `text`. It also answers a socket that asks to be opened."""
    title = escape(text("app.title"))
    body = (
        f'<!doctype html><html lang="{text.lang}" dir="{"rtl" if text.is_rtl else "ltr"}"><meta'
        f' charset="utf-8"><title>{title}</title>'
    )
    said = "".join(f'<p dir="auto">{escape(line)}</p>' for line in lines)
    return HTMLResponse(
        f"{body}<h1>{title}</h1>{said}</html>",
        status_code=status,
        headers={"Cache-Control": "no-store"} | dict(headers or {}),
    )


async def refuse(
    scope: Scope, receive: Receive, send: Send, key: str, status: int, *, wait: float = 0
) -> None:
    """Answer with the text `key`.

    wait: seconds after which the same may be asked again, where that helps.
    """
    seconds = max(1, round(wait))
    headers = {"Retry-After": str(seconds)} if wait else {}
    text = text_of(QueryParams(scope.get("query_string", b"")))
    say = text("serving.too_fast", seconds=seconds) if key == "serving.too_fast" else text(key)
    await apology(text, [say], status, headers)(scope, receive, send)
