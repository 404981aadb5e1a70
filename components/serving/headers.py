"""What a browser is told of every answer.

What its document may run, load and be framed by, and that its kind is what it says.

The policy (Content Security Policy, level 3) lets a document load from this server alone and run no
script but files of it, those of the first document, known by their digests, and what Streamlit
makes of our panels (`blob:`). Styles in the document itself stay allowed: Streamlit's front end
writes its own there. The map's frame alone may run text: streamlit-folium puts its script into the
document.
"""

import os
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.server.content_policy import digest_source

FRAMES = "ATLAS_FRAME_ANCESTORS"
"""Setting: the sites that may show the atlas in a frame, as CSP writes them; only the atlas itself
where it is not set.
"""
POLICY = "content-security-policy"
SELF = "'self'"
_FIXED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "camera",
            "geolocation",
            "microphone",
            "payment",
            "usb",
            "serial",
            "midi",
            "display-capture",
        )
    ),
}


def frame_ancestors() -> str:
    """Who may frame the atlas, as a directive."""
    # a line break would end the header, a semicolon the directive
    named = " ".join(os.environ.get(FRAMES, "").replace(";", " ").split())
    return f"frame-ancestors {named or SELF}"


def policy(scripts: Iterable[str]) -> str:
    """The policy of a document whose scripts come from `scripts`."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(scripts)}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            frame_ancestors(),
        )
    )


class SecurityHeaders:
    """Adds them to every answer of HTTP; an answer that brings a policy of its own keeps it.

    scripts: those that stand in the documents that Streamlit's front end starts from. frame: the
    path of the map's frame.
    """

    def __init__(self, app: ASGIApp, scripts: Iterable[str], frame: str) -> None:
        self.app = app
        self.frame = frame
        self.usual = policy(("blob:", *map(digest_source, scripts)))
        self.framed = policy(("'unsafe-inline'", "'unsafe-eval'"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and add the headers that every answer carries, the content policy among them."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _FIXED.items():
                    headers[name] = value
                headers.setdefault(
                    POLICY, self.framed if scope["path"].startswith(self.frame) else self.usual
                )
            await send(message)

        await self.app(scope, receive, told)
