"""What every request and every socket passes before it reaches a page, outermost first."""

from starlette.middleware import Middleware

from components.bridge import addresses, sheets
from components.bridge.page_registry import PAGES
from components.server.site import base_path
from components.server.uploads import BoundedUploads
from components.serving.bounded_work import BoundedWork, Work
from components.serving.bucket import Pace
from components.serving.closed_addresses import ClosedAddresses
from components.serving.descriptors import readers_at_once
from components.serving.document import MAP_FRAME_ROOT, MapFrameScripts, inline_scripts
from components.serving.faults import Faults
from components.serving.headers import SecurityHeaders
from components.serving.hosts import KnownHosts
from components.serving.socket_pace import SocketPace

WORK = {
    addresses.PRESENT: Work(1, Pace(0.2, 30)),
    sheets.PATH: Work(2, Pace(20, 300)),
    addresses.SEARCH: Work(2, Pace(30, 120)),
}
"""Answers that cost time, by the first step of their address."""


def edge() -> list[Middleware]:
    """The layers, for the server at its base path."""
    base = base_path()
    return [
        Middleware(SecurityHeaders, scripts=inline_scripts(), frame=f"{base}{MAP_FRAME_ROOT}"),
        Middleware(Faults),
        Middleware(KnownHosts),
        Middleware(ClosedAddresses, base=base),
        Middleware(BoundedWork, base=base, work=WORK),
        Middleware(BoundedUploads, base=base),
        Middleware(
            SocketPace,
            most=readers_at_once(),
            documents=frozenset(f"{base}/{page.path}" for page in PAGES),
        ),
        Middleware(MapFrameScripts),
    ]
