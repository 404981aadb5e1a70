"""The last resort: what goes wrong is told in one plain sentence, and the log has the rest."""

import logging
import re

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.server.apology import refuse

_UNREADABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""In a path: control characters and halves of letters, which lead nowhere and confuse what logs or
reads them.
"""


class Faults:
    """Answers 400 to a path that cannot be read, and 500 in place of an answer that failed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; what fails is logged and told in plain words, 400 for an unreadable address."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if _UNREADABLE.search(scope["path"]):
            await refuse(scope, receive, send, "serving.not_understood", 400)
            return
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except UnicodeError:  # letters that no text can hold come from the address alone
            logging.getLogger("khoosheh").warning(
                "unreadable request for %r", scope["path"], exc_info=True
            )
            if not begun:
                await refuse(scope, receive, send, "serving.not_understood", 400)
        except Exception:
            logging.getLogger("khoosheh").exception(
                "failed to answer %s %r", scope.get("method", scope["type"]), scope["path"]
            )
            if not begun:
                await refuse(scope, receive, send, "serving.failed", 500)
