"""What the connection of this visit alone shows: what a stolen session id, as it stands in
addresses of uploads and in logs, does not.
"""

import streamlit as st

COOKIE = "khoosheh_editor"


def proof_of_cookie(value: str) -> str:
    """What a browser shows that brings this cookie, which no script can read."""
    return f"cookie {value}"


def proofs() -> list[str]:
    """What tells this connection from all others: the browser's cookie, and the key that its
    handshake alone carried.

    A browser that connects again brings the cookie, and a new key.
    """
    cookie, key = st.context.cookies.get(COOKIE), st.context.headers.get("Sec-Websocket-Key")
    return [*([proof_of_cookie(cookie)] if cookie else []), *([f"connection {key}"] if key else [])]


def client_address() -> str:
    """Where the connection comes from.

    Behind a proxy it is what that says, where uvicorn trusts it: on this machine, or named by
    FORWARDED_ALLOW_IPS.
    """
    return st.context.ip_address or "127.0.0.1"
