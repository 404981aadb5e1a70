"""A reader without a browser: speaks Streamlit's protocol over its socket as the front end does,
for loads and attacks.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

STREAM = "/_stcore/stream"


class Page:
    """What a visitor's front end knows of the page that it shows. address: the server's, with the
    path it is served below.
    """

    def __init__(self, address: str, path: str = "/", query: str = "") -> None:
        self.url, self.query, self.script = address + path, query, ""
        self.name = path.strip("/")
        self.panels: dict[str, str] = {}
        self.session = ""
        self.failed = False

    def rerun(self, panel: str = "", action: object = None) -> bytes:
        """The message that runs the page; with `panel`, as after `action` in it."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.page_script_hash = self.query, self.script
        if not self.script:
            run.page_name = self.name
        run.context_info.url, run.context_info.timezone, run.context_info.locale = (
            self.url,
            "UTC",
            "fa",
        )
        if panel:
            widget = run.widget_states.widgets.add()
            widget.id = f"$$STREAMLIT_INTERNAL_KEY_{self.panels[panel]}__events"
            widget.json_trigger_value = json.dumps([{"event": "action", "value": action}])
        return bytes(message.SerializeToString())

    def take(self, frame: bytes) -> bool:
        """Note what the server sent; whether the page is whole with it."""
        message = ForwardMsg()
        message.ParseFromString(frame)
        kind = str(message.WhichOneof("type"))
        element = message.delta.new_element.WhichOneof("type") if kind == "delta" else None
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
        elif kind == "navigation":
            self.script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif element == "bidi_component":
            component = message.delta.new_element.bidi_component
            self.panels[component.id.rsplit("-", 1)[-1].removeprefix("panel_")] = component.id
        self.failed = self.failed or element == "exception"
        return (
            kind == "script_finished"
            and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        )


class Visitor:
    """One reader: a socket and the page it shows."""

    def __init__(self, socket: ClientConnection, page: Page) -> None:
        self.socket, self.page = socket, page

    def run(self, panel: str = "", action: object = None) -> list[bytes]:
        """Run the page and wait until it is whole; what was sent for it."""
        self.socket.send(self.page.rerun(panel, action))
        return self.whole()

    def whole(self, timeout: float = 60) -> list[bytes]:
        """Wait for the end of a run."""
        frames: list[bytes] = []
        while True:
            frame = self.socket.recv(timeout)
            assert isinstance(frame, bytes)
            frames.append(frame)
            if self.page.take(frame):
                assert not self.page.failed
                return frames


def socket_address(address: str) -> str:
    """Where the socket of the server at `address` is."""
    return f"ws{address.removeprefix('http')}{STREAM}"


@contextmanager
def visitor(address: str, path: str = "/", query: str = "", **headers: str) -> Iterator[Visitor]:
    """A reader who has opened `path` and seen it whole. headers: more of the handshake's."""
    parts = urlsplit(address)
    origin = Origin(headers.pop("Origin", f"{parts.scheme}://{parts.netloc}"))
    protocol = [Subprotocol("streamlit")]
    with connect(
        socket_address(address),
        origin=origin,
        subprotocols=protocol,
        additional_headers=headers,
        proxy=None,
        max_size=None,
    ) as socket:
        one = Visitor(socket, Page(address, path, query))
        one.run()
        yield one
