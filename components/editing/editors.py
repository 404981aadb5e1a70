"""The way in for those who may change the registry, and their rights: asked for at every use, never
kept.

People sign in through OIDC and are named in the secrets, or whoever knows the office's passphrase
does (components/editing/editor_settings.py).
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import streamlit as st

from components.bridge.panel import panel
from components.contract.editing import SignIn
from components.editing import connection
from components.editing.editor_settings import EditorSettings, address_key, editor_settings
from components.editing.guesses import Guesses
from components.editing.passphrase import COST, cost_of, is_right
from components.editing.sign_in_route import PATH
from components.editing.sign_ins import sign_ins
from components.server.registry import now, registry
from components.server.site import base_path, data_folder, reference
from components.words.markdown import escape_markdown
from components.words.text import Text
from geo.registry.errors import NotAllowedError
from geo.registry.rights import Rights

FAILED, SIGNED = "sign-in failed", "signed in"
WAS_IN = "editor_was_in"
"""Key of the session: whether this page had an editor when it was last shown, who is to be told
where it has none any more.
"""
NAME_LONGEST, PASSPHRASE_LONGEST = 80, 200
guesses = Guesses()


@dataclass(frozen=True)
class SignedIn:
    """An editor of this visit. until: when the sign-in ends, UTC."""

    rights: Rights
    until: datetime


def current_editor() -> Rights | None:
    """The rights of this visit's editor as they are at this moment; None for a reader."""
    found = _signed_in(editor_settings())
    return found.rights if found else None


def _signed_in(settings: EditorSettings) -> SignedIn | None:
    if settings.way == "oidc":
        return _account(settings)
    found = (
        sign_ins.of(connection.proofs(), settings.passphrase, settings.hours)
        if settings.way == "passphrase"
        else None
    )
    if found is None:
        return None
    left = settings.hours * 3600 - (time.monotonic() - found.began)
    return SignedIn(Rights.to_all(found.name), datetime.now(UTC) + timedelta(seconds=left))


def _account(settings: EditorSettings) -> SignedIn | None:
    """The editor whom the provider signed in: named among the people, with an address that it has
    verified, not too long ago, not signed out.
    """
    rights = (
        settings.people.get(address_key(str(st.user.get("email", ""))))
        if st.user.is_logged_in
        else None
    )
    verified = st.user.get("email_verified") is True or settings.accepts_unverified
    at = st.user.get("iat")
    if rights is None or not verified or isinstance(at, bool) or not isinstance(at, int | float):
        return None
    until = at + settings.hours * 3600
    if not at - 300 <= time.time() < until or sign_ins.is_ended(
        st.user.to_dict()
    ):  # the provider's clock may be ahead of ours
        return None
    return SignedIn(rights, datetime.fromtimestamp(until, UTC))


def sign_in(name: str, passphrase: str) -> float:
    """Sign the visitor in, or count the attempt as failed; the seconds to wait before another is
    looked at, 0 where this one was.
    """
    settings, address = editor_settings(), connection.client_address()
    wait = guesses.begin(address, time.monotonic())
    if wait:
        return wait
    store = registry(reference(), data_folder())
    if len(passphrase) <= PASSPHRASE_LONGEST and is_right(passphrase, settings.passphrase):
        guesses.succeeded(address)
        sign_ins.begin(name, settings.passphrase, connection.proofs(), settings.hours)
        store.note(now(), name, SIGNED, address)
    elif (
        guesses.count(address) <= 3 or guesses.count(address) % 10 == 0
    ):  # whoever goes on guessing shall not fill the log
        store.note(now(), name, FAILED, address)
    return 0.0


def sign_out() -> None:
    """End this sign-in, in all screens that use it."""
    st.session_state.pop(WAS_IN, None)
    settings = editor_settings()
    if settings.way == "oidc":
        sign_ins.end_account(st.user.to_dict(), settings.hours)
        st.logout()
    else:
        sign_ins.end(connection.proofs())


def render(text: Text) -> Rights | None:
    """The way in, or who is in and the way out, beside the page's heading; the editor."""
    settings = editor_settings()
    found = _signed_in(settings)
    head, side = st.columns([2, 1], vertical_alignment="center")
    head.header(text("nav.records"))
    if not settings.way:
        st.info(text("editors.off"))
        with st.expander(text("editors.how_title")):
            st.markdown(text("editors.how"))
        return None
    is_account = settings.way == "oidc" and bool(st.user.is_logged_in)
    with side, st.container(key="sign_in_box", horizontal=True, horizontal_alignment="right"):
        if found:
            _who_is_in(found, settings, text)
        elif settings.way == "passphrase":
            with st.popover(text("editors.sign_in"), key="sign_in_popover"):
                _passphrase_form(text)
        else:
            st.button(
                text("editors.sign_in"),
                on_click=st.login,
                type="primary",
                help=text("editors.oidc"),
            )
            if is_account:
                st.button(text("editors.out"), on_click=sign_out)
    was_in = st.session_state.pop(WAS_IN, False)
    if found:
        st.session_state[WAS_IN] = True
    elif was_in:
        st.warning(text("editors.gone"))
    elif is_account:
        st.warning(_why_no_editor(settings, text))
    return found.rights if found else None


def _why_no_editor(settings: EditorSettings, text: Text) -> str:
    """Why somebody with an account may change nothing."""
    address = str(st.user.get("email", ""))
    if address_key(address) not in settings.people:
        return text("editors.not_listed", name=escape_markdown(address))
    if st.user.get("email_verified") is not True and not settings.accepts_unverified:
        return text("editors.not_verified", name=escape_markdown(address))
    return text("editors.ended")


def _who_is_in(found: SignedIn, settings: EditorSettings, text: Text) -> None:
    rights = found.rights
    with st.popover(escape_markdown(rights.who), key="signed_in_popover"):
        where = (
            text("editors.everywhere")
            if rights.provinces is None
            else text.join(_province_names(rights.provinces, text))
        )
        st.caption(text("editors.in", name=escape_markdown(rights.who), where=where))
        st.caption(text("editors.until", time=text.moment(found.until.isoformat())))
        if settings.way == "passphrase" and cost_of(settings.passphrase) < COST:
            st.caption(text("editors.old_hash"))
        if st.button(text("editors.out"), width="stretch"):
            sign_out()
            st.rerun()
    if settings.way == "passphrase":
        _offer_cookie(settings)


def _offer_cookie(settings: EditorSettings) -> None:
    """Let the browser fetch its cookie, where it signed in on this very connection and has none
    yet.
    """
    found = sign_ins.of(connection.proofs(), settings.passphrase, settings.hours)
    ticket = sign_ins.ticket(found) if found else ""
    if ticket:
        panel(SignIn(address=f"{base_path()}/{PATH}", ticket=ticket))


def refusal(error: NotAllowedError, text: Text) -> str:
    """Why a change was refused."""
    return text(f"rights.{error.code}", provinces=text.join(_province_names(error.provinces, text)))


def _province_names(codes: frozenset[str], text: Text) -> list[str]:
    facts = reference().names.facts
    return [
        str(facts.at[c, f"name_{text.lang}"]) if c in facts.index else escape_markdown(c or "?")
        for c in sorted(codes)
    ]


def _passphrase_form(text: Text) -> None:
    with st.form("sign_in", border=False):
        st.caption(text("editors.passphrase_note"))
        name = st.text_input(text("editors.name"), max_chars=NAME_LONGEST)
        passphrase = st.text_input(
            text("editors.passphrase"), type="password", max_chars=PASSPHRASE_LONGEST
        )
        pressed = st.form_submit_button(text("editors.sign_in"), type="primary", width="stretch")
    if not pressed:
        return
    if not name.strip():
        st.error(text("editors.name_missing"))
        return
    wait = sign_in(name.strip()[:NAME_LONGEST], passphrase)
    if wait:
        st.error(text("editors.wait", n=max(1, round(wait))))
    elif current_editor():
        st.rerun()
    else:
        st.error(text("editors.wrong"))
