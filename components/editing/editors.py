"""Who may change the registry: people signed in through OIDC and named in the secrets, or whoever knows the office's passphrase.

secrets.toml: `[editors] passphrase` (made by ./atlas passphrase); or Streamlit's `[auth]` with `[editors.people]`, an e-mail address a line,
each with "all" or the codes of the provinces it may change.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from components.passphrase import is_right
from components.plain import plain
from components.records import now, registry
from components.site import data_folder, ground
from components.text import Text

SIGNED_IN = "atlas_editor"
FAILED, SIGNED = "sign-in failed", "signed in"
REMEMBERED = timedelta(minutes=10)
LONGEST_WAIT = 30
"""Seconds: failed attempts are slowed, and an editor who knows the passphrase is never locked out for long."""

_one_at_a_time = threading.Lock()
"""So that attempts made side by side are slowed as those made one after another."""


@dataclass(frozen=True)
class Editor:
    """Somebody who may change the registry. provinces: those that may be changed, all when None."""

    name: str
    provinces: frozenset[str] | None = None


def _secrets(section: str) -> Mapping[str, Any]:
    try:
        found = st.secrets.get(section, {})
    except StreamlitSecretNotFoundError:
        return {}
    return found if isinstance(found, Mapping) else {}


def way_in() -> str:
    """How an editor signs in here: `oidc`, `passphrase`, or empty when nothing is configured."""
    if _secrets("auth") and _secrets("editors").get("people"):
        return "oidc"
    return "passphrase" if _secrets("editors").get("passphrase") else ""


def current_editor() -> Editor | None:
    """The editor of this visit, asked for again at every change; None for a reader."""
    way = way_in()
    if way == "oidc" and st.user.is_logged_in:
        return _of_address(str(st.user.get("email", "")), verified=st.user.get("email_verified") is not False)
    found = st.session_state.get(SIGNED_IN)
    return found if way == "passphrase" and isinstance(found, Editor) else None


def _of_address(address: str, *, verified: bool) -> Editor | None:
    people = {str(k).casefold(): v for k, v in _secrets("editors").get("people", {}).items()}
    may = people.get(address.casefold())
    if not may or not verified or not address:
        return None
    if may == "all":
        return Editor(address)
    codes = [may] if isinstance(may, str) else list(may)
    return Editor(address, frozenset(str(c) for c in codes))


def wait_seconds(failures: list[str], at: str) -> int:
    """How long after the last of `failures` (UTC times, newest first) until the next attempt, seen at the time `at`."""
    if not failures:
        return 0
    since = (datetime.fromisoformat(at) - datetime.fromisoformat(failures[0])).total_seconds()
    return max(0, int(min(2 ** (len(failures) - 1), LONGEST_WAIT) - since))


def sign_in(name: str, passphrase: str) -> int:
    """Sign the visitor in, or keep the failed attempt in the log; the seconds to wait before another is looked at, 0 where this one was."""
    with _one_at_a_time:
        return _attempt(name, passphrase)


def _attempt(name: str, passphrase: str) -> int:
    store = registry(ground(), data_folder())
    since = (datetime.now(UTC) - REMEMBERED).strftime("%Y-%m-%dT%H:%M:%SZ")
    attempts = store.log(actions=(FAILED, SIGNED), since=since)
    failures = []
    for attempt in attempts:
        if attempt.action == SIGNED:
            break
        failures.append(attempt.at)
    wait = wait_seconds(failures, now())
    if wait:
        return wait
    if is_right(passphrase, str(_secrets("editors").get("passphrase", ""))):
        st.session_state[SIGNED_IN] = Editor(name)
        store.note(now(), name, SIGNED)
    else:
        store.note(now(), name, FAILED)
    return 0


def render(text: Text) -> Editor | None:
    """The way in, or who is in and the way out, beside the page's heading; the editor."""
    editor, way = current_editor(), way_in()
    head, side = st.columns([2, 1], vertical_alignment="center")
    head.header(text("nav.records"))
    if not way:
        st.info(text("editors.off"))
        with st.expander(text("editors.how_title")):
            st.markdown(text("editors.how"))
        return None
    with side, st.container(key="sign_in_box", horizontal=True, horizontal_alignment="right"):
        if editor:
            _signed_in(editor, way, text)
        elif way == "passphrase":
            with st.popover(text("editors.sign_in"), key="sign_in_popover"):
                _passphrase_form(text)
        elif st.user.is_logged_in:
            st.button(text("editors.out"), on_click=st.logout)
        else:
            st.button(text("editors.sign_in"), on_click=st.login, type="primary", help=text("editors.oidc"))
    if way == "oidc" and not editor and st.user.is_logged_in:
        st.warning(text("editors.not_listed", name=plain(st.user.get("email", ""))))
    return editor


def _signed_in(editor: Editor, way: str, text: Text) -> None:
    with st.popover(plain(editor.name), key="signed_in_popover"):
        where = text("editors.everywhere") if editor.provinces is None else text.join(_province_names(editor.provinces, text))
        st.caption(text("editors.in", name=plain(editor.name), where=where))
        if st.button(text("editors.out"), width="stretch"):
            st.session_state.pop(SIGNED_IN, None)
            if way == "oidc":
                st.logout()
            st.rerun()


def _province_names(codes: frozenset[str], text: Text) -> list[str]:
    facts = ground().names.facts
    return [str(facts.at[c, f"name_{text.lang}"]) for c in sorted(codes) if c in facts.index]


def _passphrase_form(text: Text) -> None:
    with st.form("sign_in", border=False):
        st.caption(text("editors.passphrase_note"))
        name = st.text_input(text("editors.name"), max_chars=80)
        passphrase = st.text_input(text("editors.passphrase"), type="password", max_chars=200)
        pressed = st.form_submit_button(text("editors.sign_in"), type="primary", width="stretch")
    if not pressed:
        return
    if not name.strip():
        st.error(text("editors.name_missing"))
        return
    wait = sign_in(name.strip(), passphrase)
    if wait:
        st.error(text("editors.wait", n=wait))
    elif current_editor():
        st.rerun()
    else:
        st.error(text("editors.wrong"))
