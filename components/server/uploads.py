"""How much readers may put into the server's memory.

Bounds for a file, a visit and all visits are held before the bytes are read.

A page with a place for a file says what its visitor may send; a visit whose page has none may send
nothing.
"""

import asyncio
import threading
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.server.apology import refuse

MEGABYTE = 1024**2
ENVELOPE = 16 * 1024
"""Bytes around a file in the request that brings it: its name, and the marks where it begins and
ends.
"""
PAUSE = 30
"""Seconds that a sender may be silent in the middle of a file."""


@dataclass(frozen=True)
class Allowance:
    """What a kind of upload may take.

    file: bytes of one. files, held: how many a visit may have in memory, and their bytes. together:
    bytes of all visits of this kind.
    """

    file: int
    files: int
    held: int
    together: int

    @property
    def megabytes(self) -> int:
        """What a page names as the limit of a file."""
        return self.file // MEGABYTE


READER = Allowance(2 * MEGABYTE, 3, 4 * MEGABYTE, 64 * MEGABYTE)


@dataclass
class Uploads:
    """What each visit may send, by the id of its session, and what is on the way now."""

    allowed: dict[str, Allowance] = field(default_factory=dict)
    coming: dict[str, list[int]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def of_kind(self, allowance: Allowance) -> list[str]:
        """The visits with this allowance."""
        return [visit for visit, may in self.allowed.items() if may == allowance]

    def sizes(self, visit: str) -> list[int]:
        """Bytes of each file that a visit has in memory or on the way."""
        files = _files()
        held = files.file_storage.get(visit, {}) if files else {}
        return [len(file.data) for file in list(held.values())] + self.coming.get(visit, [])

    def refusal(self, visit: str, size: int) -> tuple[str, int] | None:
        """Why a visit may not send `size` more bytes: a text and a status.

        None where it may, and then they count as on the way until `done`.
        """
        with self.lock:
            may = self.allowed.get(visit)
            if may is None:
                return "serving.no_upload", 403
            held = self.sizes(visit)
            if size > may.file + ENVELOPE:
                return "serving.file_too_large", 413
            if len(held) >= may.files or sum(held) + size > may.held + ENVELOPE:
                return "serving.files_too_many", 413
            if sum(sum(self.sizes(other)) for other in self.of_kind(may)) + size > may.together:
                return "serving.busy", 503
            self.coming.setdefault(visit, []).append(size)
            return None

    def done(self, visit: str, size: int) -> None:
        """What was on the way is there, or given up."""
        with self.lock:
            self.coming[visit].remove(size)
            if not self.coming[visit]:
                del self.coming[visit]


uploads = Uploads()


def _files() -> MemoryUploadedFileManager | None:
    """Streamlit's memory of files; None where no server runs."""
    files = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
    return files if isinstance(files, MemoryUploadedFileManager) else None


def may_upload(allowance: Allowance) -> None:
    """Let the visitor of this page send files, for as long as the page has a place for them."""
    context = get_script_run_ctx()
    if context:
        with uploads.lock:
            for gone in [
                visit
                for visit in uploads.allowed
                if runtime.exists() and not runtime.get_instance().is_active_session(visit)
            ]:
                del uploads.allowed[gone]
            uploads.allowed[context.session_id] = allowance


def drop_upload(file_id: str) -> None:
    """Free the memory of a file that the visitor took away."""
    context, files = get_script_run_ctx(), _files()
    if context and files:
        files.remove_file(context.session_id, file_id)


def drop_uploads() -> None:
    """Free all files of this visit, whose page has no place for any."""
    context, files = get_script_run_ctx(), _files()
    if context and uploads.allowed.pop(context.session_id, None) and files:
        files.remove_session_files(context.session_id)


class BoundedUploads:
    """Lets a file in only where its visit may send it."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app = app
        self.below = f"{base}/_stcore/upload_file/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold uploads to what their visit may send; everything else passes on."""
        if (
            scope["type"] != "http"
            or scope["method"] != "PUT"
            or not scope["path"].startswith(self.below)
        ):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        length = headers.get("content-length", "")
        if not length.isdigit() or "transfer-encoding" in headers:
            await refuse(scope, receive, send, "serving.length_missing", 411)
            return
        visit, size = scope["path"].removeprefix(self.below).split("/")[0], int(length)
        refusal = uploads.refusal(visit, size)
        if refusal:
            await refuse(scope, receive, send, *refusal)
            return

        async def patient() -> Message:
            try:
                return await asyncio.wait_for(receive(), PAUSE)
            except TimeoutError:  # as if the sender had gone
                return {"type": "http.disconnect"}

        try:
            await self.app(scope, patient, send)
        finally:
            uploads.done(visit, size)
