"""Addresses of Streamlit's own that are no readers' business.

Its figures about sessions and memory, until a setting opens them.
"""

import os

from starlette.types import ASGIApp, Receive, Scope, Send

from components.server.apology import refuse

METRICS = "ATLAS_METRICS"
"""Setting: `open` lets /_stcore/metrics answer whoever asks."""


class ClosedAddresses:
    """Answers 404 there."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app = app
        self.closed = (
            frozenset()
            if os.environ.get(METRICS) == "open"
            else frozenset({f"{base}/_stcore/metrics"})
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a closed address with 404; pass on every other."""
        if scope["type"] == "http" and scope["path"].rstrip("/") in self.closed:
            await refuse(scope, receive, send, "serving.closed", 404)
        else:
            await self.app(scope, receive, send)
