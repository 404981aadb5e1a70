"""A visitor with all the widgets of a page: what a browser would send for each, and what none ever
would.
"""

import itertools
import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from itsdangerous import URLSafeTimedSerializer
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Markdown_pb2 import Markdown
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from components.words.text import Text

SECONDS = 60
DONE, AGAIN = ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_EARLY_FOR_RERUN


class PageVisitor:
    """One socket.

    After each run `elements` are those of the page, by the place that they stand at.
    """

    def __init__(self, socket: ClientConnection, address: str) -> None:
        self.socket, self.address, self.text = socket, address, Text("en")
        self.session, self.page, self.query = "", "", ""
        self.elements: dict[tuple[int, ...], Element] = {}
        self._sent: dict[str, dict[str, Any]] = {}
        self._upload_ids = itertools.count(1)

    def open(self, page: str = "records", query: str = "lang=en") -> "PageVisitor":
        """Ask for a page, as a browser does first."""
        self.page, self.query = page, query
        return self._run()

    def set(self, values: Mapping[str, Any]) -> "PageVisitor":
        """Run the page with these widgets' values, each named by the widget's label or the
        beginning of its key.
        """
        return self._run({self.id_of(name): value for name, value in values.items()})

    def press(self, button: str, values: Mapping[str, Any] | None = None) -> "PageVisitor":
        """Press a button, with these widgets' values; whether or not a reader could."""
        return self._run(
            {self.id_of(name): value for name, value in (values or {}).items()},
            [self.id_of(button)],
        )

    def sign_in(self, name: str, passphrase: str) -> "PageVisitor":
        text = self.text
        return self.press(
            text("editors.sign_in"),
            {text("editors.name"): name, text("editors.passphrase"): passphrase},
        )

    def fetch_cookie(self, cookie: str = "") -> str:
        """Do what the page's script does after a sign-in; the cookie that the browser is given,
        with what is said of it.
        """
        asked = self.panels()["sign_in"]
        headers = {"X-Ticket": asked["ticket"]} | ({"Cookie": cookie} if cookie else {})
        with urllib.request.urlopen(
            urllib.request.Request(self.address + asked["address"], b"", headers, method="POST"),
            timeout=SECONDS,
        ) as answer:
            return str(answer.headers["Set-Cookie"])

    @property
    def is_editor(self) -> bool:
        """Whether the page says until when its editor is signed in."""
        return any(
            caption.startswith(self.text("editors.until", time="")[:-1])
            for caption in self.captions()
        )

    def id_of(self, name: str) -> str:
        """The id of the widget whose key begins with `name`, or whose label it is."""
        for widget in self._widgets():
            if widget.id.split("-", 2)[2].startswith(name) or widget.label == name:
                return str(widget.id)
        raise LookupError(f"no widget {name!r} among {self.labels()}")

    def _widgets(self) -> list[Any]:
        shown = [getattr(e, str(e.WhichOneof("type"))) for e in self.elements.values()]
        return [
            s for s in shown if str(getattr(s, "id", "")).startswith("$$ID") and hasattr(s, "label")
        ]

    def labels(self) -> list[str]:
        """The labels of all widgets there are."""
        return [str(widget.label) for widget in self._widgets()]

    def widget_keys(self) -> list[str]:
        """The keys of all widgets that have one."""
        return [str(widget.id.split("-", 2)[2]) for widget in self._widgets()]

    def options(self, name: str) -> list[str]:
        """What can be chosen in a widget."""
        wanted = self.id_of(name)
        return next(list(widget.options) for widget in self._widgets() if widget.id == wanted)

    def told(self) -> str:
        """All that boxes of the page say."""
        return " ".join(
            e.alert.body for e in self.elements.values() if e.WhichOneof("type") == "alert"
        )

    def captions(self) -> list[str]:
        return [
            e.markdown.body
            for e in self.elements.values()
            if e.markdown.element_type == Markdown.CAPTION
        ]

    def exceptions(self) -> list[str]:
        return [
            e.exception.message
            for e in self.elements.values()
            if e.WhichOneof("type") == "exception"
        ]

    def panels(self) -> dict[str, Any]:
        """The data of our own panels, by the name of their script."""
        found = {}
        for element in self.elements.values():
            if element.WhichOneof("type") == "bidi_component":
                panel = element.bidi_component
                found[panel.component_name.removeprefix("atlas_")] = json.loads(
                    panel.bytes or b"{}"
                )
        return found

    def upload(self, widget: str, name: str, content: bytes) -> "PageVisitor":
        """Choose a file in an uploader, and run the page."""
        request = BackMsg()
        request.file_urls_request.request_id = str(next(self._upload_ids))
        request.file_urls_request.file_names.append(name)
        request.file_urls_request.session_id = self.session
        self.socket.send(request.SerializeToString())
        urls = next(
            m.file_urls_response.file_urls[0]
            for m in self._messages()
            if m.WhichOneof("type") == "file_urls_response"
        )
        self.put(urls.upload_url, content)
        id_ = self.id_of(widget)
        self._sent[id_] = {"file": (urls, name, len(content))}
        return self._run()

    def put(self, path: str, content: bytes) -> int:
        """Send a file to the address that the server named for it; the answer's status."""
        border = uuid.uuid4().hex
        body = (
            f'--{border}\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'.encode()
            + content
            + f"\r\n--{border}--\r\n".encode()
        )
        token = xsrf_token(self.address)
        headers = {
            "Content-Type": f"multipart/form-data; boundary={border}",
            "Cookie": f"_streamlit_xsrf={token}",
            "X-Xsrftoken": token,
        }
        try:
            with urllib.request.urlopen(
                urllib.request.Request(f"{self.address}{path}", body, headers, method="PUT"),
                timeout=SECONDS,
            ) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def _run(
        self, values: Mapping[str, Any] | None = None, pressed: list[str] | None = None
    ) -> "PageVisitor":
        self._sent |= {id_: {"value": value} for id_, value in (values or {}).items()}
        asked = BackMsg()
        state = asked.rerun_script
        state.page_name, state.query_string = self.page, self.query
        state.context_info.url = f"{self.address}/{self.page}"
        for id_, kept in self._sent.items():
            _set_widget(state.widget_states.widgets.add(id=id_), kept)
        for id_ in pressed or []:
            state.widget_states.widgets.add(id=id_).trigger_value = True
        self.elements = {}
        self.socket.send(asked.SerializeToString())
        for message in self._messages():
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id or self.session
                self.elements = {}
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self.elements[tuple(message.metadata.delta_path)] = message.delta.new_element
            elif kind == "delta" and message.delta.add_block:
                self.elements = {
                    place: e
                    for place, e in self.elements.items()
                    if place[: len(message.metadata.delta_path)]
                    != tuple(message.metadata.delta_path)
                }
            elif kind == "script_finished" and message.script_finished != AGAIN:
                return self
        raise AssertionError("the server hung up")

    def _messages(self) -> Iterator[ForwardMsg]:
        while True:
            message = ForwardMsg()
            message.ParseFromString(self.socket.recv(timeout=SECONDS))
            yield message


def _set_widget(widget: Any, kept: Mapping[str, Any]) -> None:
    """Give a widget of a message what the visitor chose: a file, or a value."""
    if "file" in kept:
        urls, name, size = kept["file"]
        widget.file_uploader_state_value.uploaded_file_info.add(
            file_id=urls.file_id, name=name, size=size, file_urls=urls
        )
    elif isinstance(kept["value"], bool):
        widget.bool_value = kept["value"]
    elif isinstance(kept["value"], list):
        widget.string_array_value.data.extend(kept["value"])
    else:
        widget.string_value = kept["value"]


def xsrf_token(address: str) -> str:
    """As the server gives it to every browser."""
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=SECONDS) as answer:
        (found,) = (
            c for c in answer.headers.get_all("Set-Cookie", []) if c.startswith("_streamlit_xsrf=")
        )
    return str(found).partition("=")[2].partition(";")[0]


def account(address: str, email: str, cookie_secret: str, **claims: Any) -> dict[str, Any]:
    """What `visiting` needs for somebody whom the provider has signed in: the cookie that the
    server itself would have signed.
    """
    said = {
        "origin": address,
        "is_logged_in": True,
        "provider": "default",
        "email": email,
        "email_verified": True,
        "iat": int(time.time()),
    } | claims
    value = json.dumps({name: claim for name, claim in said.items() if claim is not None})
    signed = URLSafeTimedSerializer(cookie_secret, salt="_streamlit_user").dumps(value)
    token = xsrf_token(address)
    return {
        "cookie": f"_streamlit_xsrf={token}; _streamlit_user={signed}",
        "token": token,
        "Origin": address,
    }


@contextmanager
def visiting(
    address: str, *, session: str = "", cookie: str = "", token: str = "-", **headers: str
) -> Iterator[PageVisitor]:
    """A visitor of the atlas at `address`. session: an id to take up, as a browser that connects
    again does; cookie, headers: of the handshake.
    """
    sent = headers | ({"Cookie": cookie} if cookie else {})
    said = ["streamlit", token, *([session] if session else [])]
    with connect(
        address.replace("http://", "ws://") + "/_stcore/stream",
        additional_headers=sent,
        subprotocols=[Subprotocol(s) for s in said],
        max_size=None,
        proxy=None,
    ) as socket:
        yield PageVisitor(socket, address)
