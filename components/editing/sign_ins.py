"""Who is signed in: kept here, in this process.

A browser holds no more than a name for its sign-in that only it knows, and of that we keep a
digest.

A sign-in ends when its editor signs out, when its time is over, and when the passphrase it was made
with is no longer the one; so it does at
the next use in every open screen, for all of them ask here.
"""

import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

TICKET_SECONDS = 60.0
"""How long a browser may take to fetch its cookie."""


@dataclass(eq=False)
class SignIn:
    """A sign-in with the passphrase. began: seconds of the process's clock. kept: what secrets.toml
    kept of the passphrase then.
    """

    name: str
    kept: str
    began: float
    has_cookie: bool = False


@dataclass
class SignIns:
    """Sign-ins by what shows them; and the accounts' sign-ins that were ended, whose cookies
    Streamlit would still take.
    """

    _by_proof: dict[str, SignIn] = field(default_factory=dict)
    _tickets: dict[str, tuple[SignIn, float]] = field(default_factory=dict)
    _ended: dict[str, float] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def begin(self, name: str, kept: str, proofs: Iterable[str], hours: float) -> None:
        """Sign in whoever shows `proofs`."""
        made = SignIn(name, kept, time.monotonic())
        with self._lock:
            self._forget(hours)
            for proof in proofs:
                self._by_proof[_digest(proof)] = made

    def of(self, proofs: Iterable[str], kept: str, hours: float) -> SignIn | None:
        """The sign-in that one of `proofs` shows, while it holds: made with the passphrase of
        `kept`, and not longer than `hours` ago.
        """
        with self._lock:
            for proof in proofs:
                found = self._by_proof.get(_digest(proof))
                if found and found.kept == kept and time.monotonic() - found.began < hours * 3600:
                    return found
        return None

    def end(self, proofs: Iterable[str]) -> None:
        """End the sign-ins that `proofs` show, in whatever screen they are used."""
        with self._lock:
            over = {found for proof in proofs if (found := self._by_proof.get(_digest(proof)))}
            self._by_proof = {
                proof: found for proof, found in self._by_proof.items() if found not in over
            }
            self._tickets = {
                ticket: kept for ticket, kept in self._tickets.items() if kept[0] not in over
            }

    def ticket(self, sign_in: SignIn) -> str:
        """What the browser of a sign-in gives once for its cookie: the same until it did, or until
        it is too late; empty once it has the cookie.
        """
        with self._lock:
            if sign_in.has_cookie:
                return ""
            now = time.monotonic()
            self._tickets = {
                ticket: kept for ticket, kept in self._tickets.items() if kept[1] > now
            }
            for ticket, (kept, _) in self._tickets.items():
                if kept is sign_in:
                    return ticket
            made = secrets.token_urlsafe(32)
            self._tickets[made] = (sign_in, now + TICKET_SECONDS)
            return made

    def redeem(self, ticket: str, old_proof: str, new_proof: str) -> bool:
        """Let `new_proof` show the sign-in of `ticket`.

        What this browser was signed in with before, `old_proof`, ends together with it from now on.
        """
        with self._lock:
            found = self._tickets.pop(ticket, None)
            if found is None or found[1] < time.monotonic():
                return False
            before = self._by_proof.get(_digest(old_proof)) if old_proof else None
            for proof, kept in list(self._by_proof.items()):
                if before is not None and kept is before:
                    self._by_proof[proof] = found[0]
            self._by_proof[_digest(new_proof)] = found[0]
            found[0].has_cookie = True
            return True

    def end_account(self, account: Mapping[str, Any], hours: float) -> None:
        """End this sign-in of an account, in whatever screen it is used."""
        with self._lock:
            self._forget(hours)
            self._ended[_account_digest(account)] = time.monotonic()

    def is_ended(self, account: Mapping[str, Any]) -> bool:
        """Whether this sign-in of an account was ended here."""
        return _account_digest(account) in self._ended

    def _forget(self, hours: float) -> None:
        """Drop what has no effect any more, as its time is over."""
        oldest = time.monotonic() - hours * 3600
        self._by_proof = {
            proof: found for proof, found in self._by_proof.items() if found.began > oldest
        }
        self._ended = {account: at for account, at in self._ended.items() if at > oldest}


sign_ins = SignIns()
"""Those of this process."""


def _digest(proof: str) -> str:
    return hashlib.sha256(proof.encode(errors="replace")).hexdigest()


def _account_digest(account: Mapping[str, Any]) -> str:
    """A digest of all that the provider said when it signed the account in: another time it says
    another time and nonce.
    """
    said = {name: value for name, value in account.items() if name != "tokens"}
    return _digest(json.dumps(said, sort_keys=True, default=str))
