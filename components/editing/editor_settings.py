"""What secrets.toml says of editors: how they sign in, who they are, for how long.

What is wrong in it is told at start and gives nobody a right.

[editors]
passphrase = "scrypt:…"               # made by ./atlas passphrase; or, with Streamlit's [auth], the
table of people
sign_in_hours = 8                     # after so long a sign-in ends
accept_unverified_email = false       # whether an account counts whose provider has not verified
its address

[editors.people]
"someone@example.org" = "all"         # or the codes of the provinces whose records they may change:
["IR-21"]
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from components.editing.passphrase import cost_of
from components.server.site import reference
from geo.basis.errors import Problem
from geo.registry.rights import Rights

FILE = "secrets.toml"
KEYS = {"passphrase", "people", "sign_in_hours", "accept_unverified_email"}
COOKIE_SECRET_LEAST = 32
"""Letters. Whoever guesses it can sign in as anybody."""
HOURS, MOST_HOURS = 8.0, 24.0 * 30
"""How long a sign-in lasts where no setting says so, and at most: Streamlit keeps an account's
sign-in for 30 days.
"""


@dataclass(frozen=True)
class EditorSettings:
    """How editors sign in here: `oidc`, `passphrase`, or empty when nothing is configured. people:
    their rights, by address as `address_key`.
    """

    way: str = ""
    passphrase: str = ""
    people: Mapping[str, Rights] = field(default_factory=dict)
    hours: float = HOURS
    accepts_unverified: bool = False


def editor_settings() -> EditorSettings:
    """What the secrets say now; Streamlit reads them anew when the file changes."""
    return read_editor_settings(_secrets(), reference().names.facts.index)[0]


def editor_problems() -> list[Problem]:
    """All that is wrong in the secrets' part about editors."""
    return read_editor_settings(_secrets(), reference().names.facts.index)[1]


def _secrets() -> Mapping[str, Any]:
    try:
        return {name: st.secrets[name] for name in ("auth", "editors") if name in st.secrets}
    except StreamlitSecretNotFoundError:
        return {}


def address_key(address: str) -> str:
    """An e-mail address as it is compared: capitals count as small letters, of ASCII alone, for of
    others two may fold to one.
    """
    return address.lower() if address.isascii() else address


def read_editor_settings(
    secrets: Mapping[str, Any], provinces: Iterable[str]
) -> tuple[EditorSettings, list[Problem]]:
    """The settings, and a Problem for each value that is left out of them. provinces: their ISO
    codes.
    """
    problems: list[Problem] = []

    def wrong(code: str, setting: str, value: object = "") -> None:
        problems.append(Problem(code, FILE, value=setting, allowed=str(value)))

    editors = secrets.get("editors", {})
    if not isinstance(editors, Mapping):
        wrong("setting_table", "editors")
        return EditorSettings(), problems
    for name in sorted(editors.keys() - KEYS):
        wrong("setting_unknown", f"editors.{name}")
    passphrase = editors.get("passphrase", "")
    if passphrase and not (isinstance(passphrase, str) and cost_of(passphrase)):
        wrong("setting_passphrase", "editors.passphrase")
        passphrase = ""
    hours = editors.get("sign_in_hours", HOURS)
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= MOST_HOURS:
        wrong("setting_hours", "editors.sign_in_hours", f"{MOST_HOURS:.0f}")
        hours = HOURS
    unverified = editors.get("accept_unverified_email", False)
    if not isinstance(unverified, bool):
        wrong("setting_yes_no", "editors.accept_unverified_email")
        unverified = False
    people = _people(editors.get("people", {}), frozenset(provinces), wrong)
    way = (
        "oidc"
        if secrets.get("auth") and "people" in editors
        else "passphrase"
        if passphrase
        else ""
    )
    if "people" in editors and not secrets.get("auth"):
        wrong("setting_no_auth", "editors.people")
    auth = secrets.get("auth")
    if isinstance(auth, Mapping) and len(str(auth.get("cookie_secret", ""))) < COOKIE_SECRET_LEAST:
        wrong("setting_cookie_secret", "auth.cookie_secret", COOKIE_SECRET_LEAST)
    return EditorSettings(way, str(passphrase), people, float(hours), unverified), problems


def _people(table: object, provinces: frozenset[str], wrong: Any) -> dict[str, Rights]:
    """The rights of each address; one with a wrong value has none."""
    if not isinstance(table, Mapping):
        wrong("setting_table", "editors.people")
        return {}
    found: dict[str, Rights] = {}
    doubled: set[str] = set()
    for address, value in table.items():
        name = f"editors.people.{json.dumps(address, ensure_ascii=False)}"
        codes = [value] if isinstance(value, str) else value
        key = address_key(str(address))
        if (
            not isinstance(codes, list | tuple)
            or not codes
            or not all(isinstance(code, str) for code in codes)
        ):
            wrong("setting_person", name)
        elif "@" not in key:
            wrong("setting_address", name)
        elif key in found or key in doubled:
            wrong("setting_person_twice", name)
            doubled.add(key)
            found.pop(key, None)
        elif codes == ["all"]:
            found[key] = Rights.to_all(key)
        elif unknown := [code for code in codes if code not in provinces]:
            wrong("setting_province", name, ", ".join(unknown))
        else:
            found[key] = Rights(key, frozenset(codes))
    return found
