"""The address at which a browser whose editor has just signed in fetches the cookie that shows it
from then on, also when it connects again.
"""

import secrets

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components.editing.connection import COOKIE, proof_of_cookie
from components.editing.editor_settings import editor_settings
from components.editing.sign_ins import sign_ins
from components.server.site import base_path

PATH = "sign-in"
TICKET = "X-Ticket"
"""The header that brings the ticket: another site's page may not send it."""


def sign_in_route() -> Route:
    """Answers 204 with a cookie for this browser alone, 403 for a ticket that is none."""

    async def serve(request: Request) -> Response:
        value = secrets.token_urlsafe(32)
        before = request.cookies.get(COOKIE, "")
        if not sign_ins.redeem(
            request.headers.get(TICKET, ""),
            proof_of_cookie(before) if before else "",
            proof_of_cookie(value),
        ):
            return Response(status_code=403, headers={"Cache-Control": "no-store"})
        answer = Response(status_code=204, headers={"Cache-Control": "no-store"})
        is_secure = request.headers.get("Origin", "").startswith("https:")
        hours = editor_settings().hours
        answer.set_cookie(
            COOKIE,
            value,
            max_age=int(hours * 3600),
            path=base_path() or "/",
            secure=is_secure,
            httponly=True,
            samesite="strict",
        )
        return answer

    return Route(f"/{PATH}", serve, methods=["POST"])
